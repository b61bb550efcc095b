"""What must be done next, for everybody at an organisation and below, and who sees to it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.access import Action, may, paths_where, require
from branches.export_forms import ReasonForm
from branches.finding import name_if_within
from branches.views.taking_out import REASON

from ..charges import seen_to, set_charge, with_people
from ..due import Matter, counts_of, due_among
from ..file_columns import DUE
from ..forms.due import ChargeForm, DueForm
from ..grids import people_at
from ..models import Charge
from ..sights import see_person
from ..stages import OPEN
from .asked import for_those_who_may, form_page, is_saved, offer_names, posted, standing_person_or_404

A_PAGE = 100
MOST_COUNTED = 5_000
"""Of more people than these the page of an organisation does not count what is due: it only leads here."""


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def due_list(request):
    form = DueForm(request.GET, user=request.user)
    every, shown = asked_for(form, by=request.user)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    rows, seen = with_people(page.object_list), paths_where(request.user, Action.VIEW)
    context = {
        "form": form,
        "counts": counts_of(every),
        "is_filtered": len(shown) < len(every),
        "page": page,
        "rows": [
            (
                row,
                name_if_within(row.person.branch.parent, seen),
                may(request.user, Action.MOVE_PEOPLE, row.person.branch),
            )
            for row in rows
        ],
        "may_export": paths_where(request.user, Action.EXPORT_PEOPLE) != [],
        "take_out": offer_names(request, DUE, "recruitment:due_export"),
        "export_form": ReasonForm(initial={"reason": request.session.get(REASON)}),
    }
    return render(request, "recruitment/due_list.html", context)


def asked_for(form, *, by):
    """(all that is due at the place of ``form``, those of it that the form asks for)"""
    if not form.is_valid():
        return [], []
    people = people_at(form.cleaned_data["branch"], by=by)
    every = due_among(people)
    return every, form.narrow(every, seen_to(people) if form.cleaned_data["nobody"] else ())


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def due_badge(request):
    """How much is overdue and comes up at one organisation, in words; for its page, which asks when it is there."""
    form = DueForm(request.GET, user=request.user)
    if not form.is_valid():
        return JsonResponse({"over": "", "coming": "", "is_over": False})
    people = people_at(form.cleaned_data["branch"], by=request.user).filter(stage__in=OPEN)
    if people.order_by()[: MOST_COUNTED + 1].count() > MOST_COUNTED:
        return JsonResponse({"over": "", "coming": "", "is_over": False})
    every = due_among(people)
    over = sum(each.is_overdue for each in every)
    coming = len(every) - over
    return JsonResponse(
        {
            "over": _("%(count)s overdue") % {"count": over},
            "coming": _("%(count)s coming") % {"count": coming},
            "is_over": over > 0,
        }
    )


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def charge_edit(request, pk, matter):
    """Who sees to one matter of one person; Back and Save lead to the list as it was filtered."""
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    if matter not in Matter.values:
        raise Http404
    see_person(person, by=request.user)
    back = reverse("recruitment:due_list") + (f"?{request.GET.urlencode()}" if request.GET else "")
    charge = Charge.objects.filter(candidate=person, matter=matter).first()
    form = ChargeForm(posted(request), person=person, charge=charge)
    if form.is_valid() and is_saved(
        form, lambda: set_charge(pk, matter, **form.values(), version=form.cleaned_data["version"], by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "person": person, "matter": Matter(matter), "charge": charge, "back": back}
    return render(request, "recruitment/charge_form.html", context)
