"""Who introduced a person, and what came of those whom each organisation introduced."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.access import Action, require
from branches.views.taking_out import offer

from ..file_columns import SOURCES
from ..forms.introductions import IntroductionForm, SourcesForm
from ..grids import people_at
from ..introductions import set_introduction
from ..models import Introduction
from ..sights import see_person
from ..sources import Outcome, source_rows
from .asked import address_of, for_those_who_may, form_page, is_saved, posted, standing_person_or_404


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_introduction(request, pk):
    person = standing_person_or_404(request, pk)
    require(request.user, Action.EDIT_PEOPLE, person.branch)
    see_person(person, by=request.user)
    introduction = Introduction.objects.filter(candidate=person).first()
    form = IntroductionForm(posted(request), person=person, introduction=introduction)
    if form.is_valid() and is_saved(
        form, lambda: set_introduction(pk, form.values(), form.cleaned_data["version"], by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect(f"{address_of(person)}#introduction")
    context = {"form": form, "person": person, "title": _("Who introduced this person")}
    return render(request, "recruitment/person_sheet.html", context)


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def source_list(request):
    """Sources and what came of them, at an organisation and below, of a year or of all."""
    form = SourcesForm(request.GET, user=request.user)
    context = {"form": form, "outcomes": Outcome}
    if form.is_valid():
        branch, year = form.cleaned_data["branch"], form.cleaned_data["year"]
        rows = source_rows(people_at(branch, by=request.user), year)
        context |= {
            "branch": branch,
            "year": year,
            "known": [_linked(row, branch) for row in rows if row.is_known],
            "unknown": [_linked(row, branch) for row in rows if not row.is_known],
            "total": sum(row.people for row in rows if row.is_known),
            "count": len(rows),
            "take_out": offer(request, SOURCES, "recruitment:source_export"),
            "is_empty": not any(row.people for row in rows),
        }
    return render(request, "recruitment/source_list.html", context)


def _linked(row, branch):
    """A row, the address of the list of just its people, and of those of each outcome."""
    asked = row.asked | ({"branch": branch.code} if branch else {})
    outcomes = [(each, count, _list_of(asked | {"outcome": each.value})) for each, count in row.outcomes]
    return row, _list_of(asked), outcomes


def _list_of(asked):
    return f"{reverse('recruitment:person_list')}?{urlencode(asked)}"
