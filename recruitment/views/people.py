"""Who there is: the list, the page of a person, the list as a file."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.views.decorators.http import require_safe

from branches.access import Action, may, paths_where
from branches.finding import name_if_within

from ..board import board_of
from ..describing import DESCRIBED, OF_AN_ADMISSION, description
from ..forms.people import ListForm
from ..gathered import Gathered
from ..history import admissions_of, changes_of, stands_as
from ..listing import people_asked_for, rows_of, with_rows
from ..merging import merged_into
from ..models import Candidate
from ..sights import see_person
from ..workbooks.exporting import PEOPLE
from ..wrong_entries import may_strike_out, why_void
from .asked import for_those_who_may, offer_names, person_or_404
from .way import way_of

A_PAGE = 50


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def person_list(request):
    form = ListForm(request.GET, user=request.user)
    people = people_asked_for(form.cleaned_data, by=request.user) if form.is_valid() else Candidate.objects.none()
    page = Paginator(with_rows(people), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.object_list, by=request.user),
        "is_filtered": not form.is_valid() or any(form.cleaned_data.values()),
        "take_out": offer_names(request, PEOPLE, "recruitment:person_export"),
    }
    return render(request, "recruitment/person_list.html", context)


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def person_board(request):
    """The people of the same address as the list, by stage."""
    form = ListForm(request.GET, user=request.user)
    people = people_asked_for(form.cleaned_data, by=request.user) if form.is_valid() else Candidate.objects.none()
    context = {
        "form": form,
        "board": board_of(people, form.cleaned_data.get("stage"), by=request.user),
        "is_filtered": not form.is_valid() or any(form.cleaned_data.values()),
    }
    return render(request, "recruitment/person_board.html", context)


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def person_detail(request, pk):
    person = person_or_404(request, pk)
    see_person(person, by=request.user)
    gathered = Gathered([person.pk])
    admissions, is_admitted_elsewhere = admissions_of(person, by=request.user, gathered=gathered)
    context = {
        **_head(request, person, admissions, is_admitted_elsewhere),
        **way_of(person, by=request.user, gathered=gathered),
        "description": description(person, DESCRIBED),
        "admissions": admissions,
        "may_strike_out": may_strike_out(person, admissions, is_admitted_elsewhere, by=request.user),
        "why_void": why_void(person),
        **_made_one(person, request.user),
    }
    return render(request, "recruitment/person_detail.html", context)


def _made_one(person, user):
    """Of an entry that became part of another one: the Merge, and the other entry where the reader sees it."""
    merge = merged_into(person) if person.is_void else None
    seen = merge and name_if_within(merge.kept.branch, paths_where(user, Action.VIEW_PEOPLE))
    return {"merge": merge, "kept": merge.kept if seen else None}


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def person_history(request, pk):
    """What admissions said of the person on their day, and who changed what."""
    person = person_or_404(request, pk)
    see_person(person, by=request.user)
    admissions, is_admitted_elsewhere = admissions_of(person, by=request.user)
    prefetch_related_objects(admissions, "tags")
    may_edit = may(request.user, Action.EDIT_PEOPLE, person.branch)
    context = {
        **_head(request, person, admissions, is_admitted_elsewhere),
        "admissions": [(admission, description(admission, OF_AN_ADMISSION)) for admission in admissions],
        "changes": changes_of(person, admissions) if may_edit else [],
    }
    return render(request, "recruitment/person_history.html", context)


def _head(request, person, admissions, is_admitted_elsewhere):
    return {
        "person": person,
        "above": name_if_within(person.branch.parent, paths_where(request.user, Action.VIEW)),
        "is_admitted_elsewhere": is_admitted_elsewhere,
        "stands_as": stands_as(admissions, is_admitted_elsewhere),
        "may_edit": may(request.user, Action.EDIT_PEOPLE, person.branch),
    }
