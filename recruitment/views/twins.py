"""Who may have been entered twice: pairs beside each other, two made one, taken apart again, and said to be two people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.access import Action, require
from config.refusal import Refused

from ..duplicates import pairs_seen
from ..forms.people import with_link
from ..forms.twins import MergeForm, TwinsForm
from ..merge_plan import plan_merge
from ..merge_words import told_of
from ..merging import merge_people, say_two_people, take_back_two_people, undo_merge
from ..models import Candidate, Merge
from ..side_by_side import side_by_side
from ..sights import see_people
from .asked import address_of, for_those_who_may, form_page, is_saved, person_or_404, posted

A_PAGE = 10


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def twin_list(request):
    form = TwinsForm(request.GET, user=request.user)
    pairs, asked = [], {}
    if form.is_valid():
        asked = form.cleaned_data
        pairs = pairs_seen(by=request.user, branch=asked["branch"], apart=asked["apart"])
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    shown = side_by_side(page.object_list, by=request.user)
    see_people([person for pair in shown for person in (pair.one, pair.other)], by=request.user)
    context = {"form": form, "page": page, "pairs": shown, "is_apart": asked.get("apart", False)}
    return render(request, "recruitment/twin_list.html", context | {"branch": asked.get("branch")})


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def twin_merge(request, kept, dropped):
    """What the two would be as one, and the button that makes them one."""
    kept, dropped = _both(request, kept, dropped)
    if dropped.is_void or kept.is_void:  # made one meanwhile, be it by this very form
        return redirect(address_of(dropped if kept.is_void else kept))
    see_people([kept, dropped], by=request.user)
    plan = plan_merge(kept, dropped)
    form = MergeForm(posted(request), plan=plan)
    may_merge = plan.may_be_done(by=request.user)
    if form.is_valid() and is_saved(form, lambda: _merge(request, form, kept, dropped)):
        return redirect(address_of(kept))
    context = {"form": form, "plan": plan, "may_merge": may_merge, "told": told_of(plan, by=request.user)}
    return render(request, "recruitment/twin_merge.html", context)


def _both(request, one, other):
    if one == other:
        raise Http404
    people = [person_or_404(request, pk) for pk in (one, other)]
    require(request.user, Action.EDIT_PEOPLE, *(person.branch for person in people))
    return people


def _merge(request, form, kept, dropped):
    merge = merge_people(kept.pk, dropped.pk, form.takes(), form.versions(), by=request.user)
    address = reverse("recruitment:merge_undo", args=[merge.pk])
    messages.success(request, with_link(_("The two entries are one person now."), address, _("Undo")))


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def merge_undo(request, pk):
    """Asks once more, and puts both entries back as they were."""
    people = Candidate.with_void.visible_to(request.user)
    rows = Merge.objects.filter(kept__in=people, dropped__in=people)
    merge = get_object_or_404(rows.select_related("kept__branch", "dropped__branch", "by"), pk=pk)
    require(request.user, Action.EDIT_PEOPLE, merge.kept.branch, merge.dropped.branch)
    see_people([merge.kept, merge.dropped], by=request.user)
    problems = []
    if request.method == "POST":
        try:
            undo_merge(pk, by=request.user)
            messages.success(request, _("Undone: both entries are as they were."))
            return redirect(address_of(merge.dropped))
        except Refused as refusal:
            problems = refusal.messages
    return render(request, "recruitment/merge_undo.html", {"merge": merge, "problems": problems})


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def twin_apart(request, one, other):
    """They are two people."""
    one, other = _both(request, one, other)
    say_two_people(one.pk, other.pk, by=request.user)
    messages.success(request, _("Remembered: these are two people."))
    return redirect("recruitment:twin_list")


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def twin_together(request, one, other):
    """They may be one person after all."""
    one, other = _both(request, one, other)
    take_back_two_people(one.pk, other.pk, by=request.user)
    messages.success(request, _("The two are found again where they are much alike."))
    return redirect("recruitment:twin_list")
