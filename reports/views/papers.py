"""Papers that name people, as files: a reason is asked, and who took whom out, and why, is written down."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.access import Action, home_of, may, require
from config.clock import today
from recruitment.charges import with_people
from recruitment.forms.due import DueForm
from recruitment.forms.grids import PlaceForm
from recruitment.forms.monthly_sheet import SheetForm
from recruitment.monthly_sheet import places_with_sheets, sheets_of
from recruitment.sponsor_roll import sponsors_at
from recruitment.views.asked import for_those_who_may, number_in
from recruitment.views.due import asked_for

from ..papers import sheets
from ..papers.due import due_list
from ..rendering import papers
from .taking_out import refused, taken_out

MOST_PEOPLE, MOST_SHEETS = 1000, 300
"""So much goes into one file: more takes longer than anybody waits, and nobody staples it."""
MOST_MATTERS = 1000
"""On one paper for a meeting: nobody reads forty pages there."""


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def due_paper(request):
    """Exactly what the list of the same address shows."""
    form = DueForm(request.GET, user=request.user)
    every, found = asked_for(form, by=request.user)
    back = _back_to("recruitment:due_list", request)
    if not form.is_valid() or not found:
        return refused(request, back, _("Nothing was taken out: choose a list on which something is due."))
    if len(found) > MOST_MATTERS:
        text = _("More than %(most)s matters do not fit a paper: choose an organisation, or one matter.")
        return refused(request, back, text % {"most": MOST_MATTERS})
    rows = [row for row in with_people(found) if may(request.user, Action.EXPORT_PEOPLE, row.person.branch)]
    if not rows:
        return refused(request, back, _("Nothing was taken out: your role does not allow it for these people."))
    branch = form.cleaned_data["branch"] or home_of(request.user, Action.EXPORT_PEOPLE)
    is_part = len(rows) < len(every)
    people = list({row.person.pk: row.person for row in rows}.values())

    def make():
        return papers.due_list(due_list(rows, branch, today(), is_part=is_part))

    return taken_out(request, back, make, people, branch, f"viec-can-lam-{today()}.pdf")


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def monthly_sheet_paper(request):
    """The monthly sheet of a cell, or of every cell at and below an organisation."""
    form = SheetForm(request.GET, user=request.user)
    back = _back_to("recruitment:monthly_sheet", request)
    if not form.is_valid():
        return refused(request, back, _("Nothing was taken out: choose an organisation and a month."))
    branch = form.cleaned_data["branch"] or home_of(request.user, Action.EXPORT_PEOPLE)
    require(request.user, Action.EXPORT_PEOPLE, branch)
    found = _places(branch, request.user)
    if sentence := _too_many(sum(count for _place, count in found), len(found)):
        return refused(request, back, sentence)
    filled = sheets_of([place for place, _count in found], form.month_asked, by=request.user)
    people = [row.person for sheet in filled for row in sheet.rows]
    name = f"phieu-thang-{branch.code}-{form.month_asked}"

    def make():
        return papers.monthly_sheets([sheets.monthly(sheet, form.month_asked) for sheet in filled], name)

    return taken_out(request, back, make, people, branch, f"{name}.pdf")


def _places(branch, user):
    """A cell has its sheet even where it is closed or nobody is on the way."""
    found = places_with_sheets(branch, by=user)
    return found or [(branch, 0)]


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def sponsor_sheet_paper(request):
    """The sheet of one sponsor (``member`` is sent), or of every sponsor of the people at an organisation and below."""
    place = PlaceForm(request.GET, user=request.user)
    back = _back_to("recruitment:sponsor_list", request)
    if not place.is_valid():
        return refused(request, back, _("Nothing was taken out: choose an organisation."))
    member = request.POST.get("member", "")
    branch = place.cleaned_data["branch"]
    number = number_in(member) if member else None
    found = sponsors_at(branch, by=request.user, member=number, action=Action.EXPORT_PEOPLE)
    if not found:
        return refused(request, back, _("Nothing was taken out: nobody sponsors anybody here."))
    people = list({each.candidate_id: each.candidate for one in found for each in one.sponsorships}.values())
    if sentence := _too_many(sum(one.people for one in found), len(found)):
        return refused(request, back, sentence)
    branch = branch or home_of(request.user, Action.EXPORT_PEOPLE)
    name, members = f"phieu-nhan-xet-{branch.code}-{today()}", [one.member for one in found]

    def make():
        return papers.sponsor_sheets([sheets.of_sponsor(one) for one in found], name)

    return taken_out(request, back, make, people, branch, f"{name}.pdf", members)


def _back_to(name, request):
    query = request.GET.urlencode()
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _too_many(people, count):
    """Why so much does not go into one file; nothing where it does."""
    if people > MOST_PEOPLE:
        text = _(
            "Nothing was taken out: %(count)s people are more than one file holds (%(most)s). Choose a lower organisation."
        )
        return text % {"count": people, "most": MOST_PEOPLE}
    if count > MOST_SHEETS:
        text = _(
            "Nothing was taken out: %(count)s sheets are more than one file holds (%(most)s). Choose a lower organisation."
        )
        return text % {"count": count, "most": MOST_SHEETS}
    return ""
