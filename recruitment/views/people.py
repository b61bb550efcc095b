"""Who there is: the list, the page of a person, the list as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.access import Action, home_of, may, paths_where
from branches.finding import name_if_within
from config.clock import today

from ..board import board_of
from ..describing import DESCRIBED, OF_AN_ADMISSION, description
from ..forms.people import ExportForm, ListForm
from ..gathered import Gathered
from ..history import admissions_of, changes_of, stands_as
from ..listing import people_asked_for, rows_of, with_rows
from ..merging import merged_into
from ..models import Candidate
from ..sights import see_person, take_out
from ..workbooks.exporting import people_workbook
from ..wrong_entries import may_strike_out, why_void
from .asked import for_those_who_may, person_or_404
from .way import way_of

A_PAGE = 50
REASON = "export_reason"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        "export_form": ExportForm(initial={"reason": request.session.get(REASON)}),
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


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def person_export(request):
    """A workbook of exactly those whom the list of the same address shows, wrong entries never."""
    form, why = ListForm(request.GET, user=request.user), ExportForm(request.POST)
    back = redirect(f"{reverse('recruitment:person_list')}?{request.GET.urlencode()}")
    if not form.is_valid() or not why.is_valid() or form.cleaned_data["only_void"]:
        messages.error(request, _("Nothing was taken out: choose a reason, and a list of people who stand."))
        return back
    people = with_rows(people_asked_for(form.cleaned_data, by=request.user)).prefetch_related("tags", "standing__tags")
    rows = rows_of(people, by=request.user, action=Action.EXPORT_PEOPLE)
    file = people_workbook(rows)
    request.session[REASON] = why.cleaned_data["reason"]
    branch = form.cleaned_data["branch"] or home_of(request.user)
    take_out([row.candidate for row in rows], file, why.cleaned_data["reason"], branch=branch, by=request.user)
    name = f"quan-chung-{today().isoformat()}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(file, content_type=XLSX, headers=headers)
