"""Sponsors: assigned, handed over, reporting; and who has whom in care."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from branches.access import Action, may, require
from branches.export_forms import ReasonForm
from branches.finding import named_member, suggest_members
from branches.versions import Stale
from branches.views.taking_out import REASON
from config.refusal import Refused

from ..file_columns import SPONSORS
from ..forms.grids import PlaceForm
from ..forms.sponsors import AssignForm, EndForm, ReportForm
from ..models import AcquaintanceWaiver, SponsorRole, Sponsorship
from ..sights import see_person
from ..sponsor_reasons import members_for
from ..sponsor_roll import people_without, sponsors_at
from ..sponsoring import (
    assign_sponsor,
    end_sponsorship,
    is_too_many,
    loads_of,
    record_report,
    strike_sponsorship,
)
from .asked import (
    address_of,
    for_those_who_may,
    form_page,
    number_in,
    offer_names,
    posted,
    standing_person_or_404,
    written_once,
)

A_PAGE = 50


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsor_list(request):
    place = PlaceForm(request.GET, user=request.user)
    branch = place.cleaned_data["branch"] if place.is_valid() else None
    found = sponsors_at(branch, by=request.user) if place.is_valid() else []
    context = {
        "place": place,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "take_out": offer_names(request, SPONSORS, "recruitment:sponsor_export"),
        "export_form": ReasonForm(initial={"reason": request.session.get(REASON)}),
        "without": people_without(branch, by=request.user) if place.is_valid() else 0,
    }
    return render(request, "recruitment/sponsor_list.html", context)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsor_assign(request, pk):
    """A new sponsor of a person; ``?replaces=`` is the role in which another one went."""
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    see_person(person, by=request.user)
    form = AssignForm(posted(request), person=person, user=request.user, initial=_asked_for(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            if address := written_once(
                form,
                person,
                lambda: assign_sponsor(pk, said["member"], form.values(), said["version"], by=request.user),
                request,
            ):
                _say_assigned(request, said["member"])
                return redirect(f"{address}#sponsors")
        except Stale as stale:
            form.changed_meanwhile(stale)
    context = {"form": form, "person": person, "title": _("Assign a sponsor")}
    return render(request, "recruitment/person_sheet.html", context)


def _asked_for(request):
    role = request.GET.get("replaces", "")
    if role not in SponsorRole.values:
        return {}
    waived_by = AcquaintanceWaiver.REPLACES if role == SponsorRole.INTRODUCES else ""
    return {"role": role, "waived_by": waived_by}


def _say_assigned(request, member):
    messages.success(request, _("Assigned: %(member)s.") % {"member": member})
    many = loads_of([member.pk], by=request.user).get(member.pk, 0)
    if is_too_many(many):
        text = ngettext(
            "%(member)s now has %(count)s person in care, more than the office finds good.",
            "%(member)s now has %(count)s people in care, more than the office finds good.",
            many,
        )
        messages.warning(request, text % {"member": member, "count": many})


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsor_suggestions(request, pk):
    """Members who may sponsor the person, and how many people each has in care."""
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    found = suggest_members(members_for(person, by=request.user), request.GET.get("q", "")[:100])
    loads = loads_of([member.pk for member in found], by=request.user)
    shown = [{"value": named_member(member), "note": _note(member, loads.get(member.pk, 0))} for member in found]
    return JsonResponse({"suggestions": shown})


def _note(member, load):
    said = [str(member.birth_year)] if member.birth_year else []
    said.append(member.branch.name)
    if load:
        said.append(ngettext("%(count)s person in care", "%(count)s people in care", load) % {"count": load})
    return " · ".join(said)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsorship_detail(request, pk):
    """What a sponsor has told so far; a new report for who may write it down."""
    sponsorship, person = _seen(request, pk)
    may_write = may(request.user, Action.MOVE_PEOPLE, person.branch)
    if request.method == "POST":
        require(request.user, Action.MOVE_PEOPLE, person.branch)
    corrected = sponsorship.reports.filter(pk=number_in(request.GET.get("corrects", ""))).first()
    form = ReportForm(posted(request), report=corrected)
    if form.is_valid():
        said = form.cleaned_data
        if written_once(
            form,
            person,
            lambda: record_report(pk, said["reported_on"], form.values(), corrects=said["corrects"], by=request.user),
            request,
        ):
            messages.success(request, _("Saved."))
            return redirect("recruitment:sponsorship_detail", pk)
    context = {
        "form": form,
        "person": person,
        "sponsorship": sponsorship,
        "reports": sponsorship.reports.order_by("-reported_on"),
        "may_write": may_write,
        "corrected": corrected,
    }
    return render(request, "recruitment/sponsorship_detail.html", context)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsorship_end(request, pk):
    sponsorship, person = _seen(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    form = EndForm(posted(request), member=sponsorship.member)
    if form.is_valid() and (
        address := written_once(form, person, lambda: end_sponsorship(pk, form.values(), by=request.user), request)
    ):
        messages.success(request, _("%(member)s goes on no longer.") % {"member": sponsorship.member})
        if form.is_replaced:
            again = reverse("recruitment:sponsor_assign", args=[person.pk])
            return redirect(f"{again}?replaces={sponsorship.role}")
        return redirect(f"{address}#sponsors")
    title = _("%(member)s hands over") % {"member": sponsorship.member}
    return render(request, "recruitment/person_sheet.html", {"form": form, "person": person, "title": title})


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def sponsorship_strike(request, pk):
    sponsorship, person = _seen(request, pk)
    try:
        strike_sponsorship(pk, by=request.user)
        messages.success(request, _("Struck out: %(member)s had not been assigned.") % {"member": sponsorship.member})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{address_of(person)}#sponsors")


def _seen(request, pk):
    """The sponsorship of a person whom the user may see, and that person."""
    rows = Sponsorship.objects.visible_to(request.user).select_related("candidate__branch__parent", "member__branch")
    sponsorship = get_object_or_404(rows, pk=pk)
    if sponsorship.candidate.is_void:
        raise Http404
    see_person(sponsorship.candidate, by=request.user)
    return sponsorship, sponsorship.candidate
