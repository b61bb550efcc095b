"""Lists as files: of the rows that the page of the same address shows, all of them, in its order."""

from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.access import Action, home_of
from branches.exporting import CHUNK, Roll, take_out_list
from branches.kinds import CELLS
from branches.views.taking_out import asking_the_same, nothing_taken_out, taken_out

from ..charges import with_people
from ..courses import numbers_of
from ..file_columns import COURSES, DUE, PLAN, PLANS, SEATS, SOURCES, SPONSORS
from ..forms.due import DueForm
from ..forms.grids import PlaceForm
from ..forms.introductions import SourcesForm
from ..forms.members import MemberListForm
from ..forms.people import ListForm
from ..forms.plans import PlanPlaceForm
from ..grids import people_at
from ..listing import each_row, people_asked_for, with_all_to_take_out
from ..member_listing import each_member_row, members_asked_for
from ..plan_numbers import plans_below
from ..plans import plan_of
from ..sights import take_out
from ..sources import source_rows
from ..sponsor_roll import sponsors_at
from ..workbooks.exporting import MEMBERS, PEOPLE
from .asked import for_those_who_may, let_in
from .courses import course_or_404, courses_seen, naming_above, seats_of
from .due import asked_for


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def person_export(request):
    """People as the import reads them; wrong entries never."""
    form, back = ListForm(request.GET, user=request.user), _page(request, "person_list")
    if not form.is_valid() or form.cleaned_data["only_void"]:
        return nothing_taken_out(request, back, _("Nothing was taken out: choose a list of people who stand."))
    people = with_all_to_take_out(people_asked_for(form.cleaned_data, by=request.user))
    rows = each_row(people.iterator(CHUNK), by=request.user, action=Action.EXPORT_PEOPLE)
    return _names(request, PEOPLE, rows, lambda row: [row.candidate], form.cleaned_data["branch"], back)


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def member_export(request):
    """Members as the import reads them."""
    form, back = MemberListForm(request.GET, user=request.user), _page(request, "member_list")
    if not form.is_valid():
        return _not_so(request, back)
    members = members_asked_for(form.cleaned_data, by=request.user)
    rows = each_member_row(members.iterator(CHUNK), by=request.user)
    return _names(request, MEMBERS, rows, lambda row: [row.member], form.cleaned_data["branch"], back)


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def due_export(request):
    form, back = DueForm(request.GET, user=request.user), _page(request, "due_list")
    if not form.is_valid():
        return _not_so(request, back)
    _every, found = asked_for(form, by=request.user)
    above = naming_above(request.user)
    chunks = (with_people(found[start : start + CHUNK]) for start in range(0, len(found), CHUNK))
    rows = ((row, above(row.person)) for row in chain.from_iterable(chunks))
    return _names(request, DUE, rows, lambda row: [row[0].person], form.cleaned_data["branch"], back)


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def sponsor_export(request):
    form, back = PlaceForm(request.GET, user=request.user), _page(request, "sponsor_list")
    if not form.is_valid():
        return _not_so(request, back)
    branch, members = form.cleaned_data["branch"], Roll()
    rows = members.passing(sponsors_at(branch, by=request.user), lambda row: [row.member])
    return _names(
        request, SPONSORS, rows, lambda row: [each.candidate for each in row.sponsorships], branch, back, members
    )


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def source_export(request):
    form, back = SourcesForm(request.GET, user=request.user), _page(request, "source_list")
    if not form.is_valid():
        return _not_so(request, back)
    branch, year = form.cleaned_data["branch"], form.cleaned_data["year"]
    return _numbers(request, SOURCES, source_rows(people_at(branch, by=request.user), year), branch, back)


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def course_export(request):
    courses = [course for courses in courses_seen(request.user) for course in courses]
    numbers = numbers_of(courses, by=request.user)
    rows = ((course, numbers[course.pk]) for course in courses)
    return _numbers(request, COURSES, rows, None, _page(request, "course_list"))


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def seat_export(request, pk):
    """The list of a class: those whom the reader sees."""
    course, above = course_or_404(request, pk), naming_above(request.user)
    let_in(request.user, Action.EXPORT_PEOPLE)
    rows = ((seat, above(seat.candidate)) for seat in seats_of(course, by=request.user).iterator(CHUNK))
    back = asking_the_same(request, reverse("recruitment:course_detail", args=[pk]))
    return _names(request, SEATS, rows, lambda row: [row[0].candidate], None, back)


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def plan_export(request):
    """The plan of a cell by names, that of an organisation above in numbers."""
    form, back = PlanPlaceForm(request.GET, user=request.user), _page(request, "plan_detail")
    if not form.is_valid():
        return _not_so(request, back)
    branch, year = form.cleaned_data["branch"], form.cleaned_data["year"]
    if branch.kind not in CELLS:
        return _numbers(request, PLANS, plans_below(branch, year, by=request.user).rows, branch, back)
    let_in(request.user, Action.EXPORT_PEOPLE)
    return _names(request, PLAN, plan_of(branch, year, by=request.user), lambda row: [row.person], branch, back)


def _page(request, name):
    return asking_the_same(request, reverse(f"recruitment:{name}"))


def _not_so(request, back):
    return nothing_taken_out(request, back, _("Nothing was taken out: what the list is asked for is not right."))


def _names(request, listing, rows, people_in, branch, back, members=()):
    """A file that names people: the right is asked for each of them, and each is written down."""
    people = Roll()
    branch = branch or home_of(request.user, Action.EXPORT_PEOPLE)

    def write_down(file, **said):
        take_out(people, file, branch=branch, members=members, by=request.user, **said)

    return taken_out(request, listing, people.passing(rows, people_in), back=back, write_down=write_down)


def _numbers(request, listing, rows, branch, back):
    """A file of numbers: open to whoever sees the people behind them."""
    branch = branch or home_of(request.user, Action.VIEW_PEOPLE)

    def write_down(file, **said):
        take_out_list(file, Action.VIEW_PEOPLE, branch=branch, by=request.user, **said)

    return taken_out(request, listing, rows, back=back, write_down=write_down)
