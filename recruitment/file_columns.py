"""What stands in the files that are taken out of lists of people: those that nobody reads back, so they say it in words.

People and members themselves, which can be read back, stand in ``workbooks.exporting``.
"""

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.exporting import Listing
from config.tables import Column

from .forms.plans import name_of_quarter
from .plans import QUARTERS
from .sources import Outcome


def born(person):
    """The day, or the year alone as text: as a number it would bear a point."""
    return person.birth_date or str(person.birth_year or "")


def who(person_in):
    """The columns that say who somebody of a row is, and where; the code first, so that the file can be compared."""
    return (
        Column("code", gettext_lazy("Code"), 14, lambda row: person_in(row).code, is_code=True),
        Column("full_name", gettext_lazy("Full name"), 28, lambda row: person_in(row).full_name),
        Column("born", gettext_lazy("Born"), 14, lambda row: born(person_in(row))),
        Column("branch", gettext_lazy("Code of the cell"), 16, lambda row: person_in(row).branch.code, is_code=True),
        Column("cell", gettext_lazy("Cell"), 30, lambda row: person_in(row).branch.name),
    )


def above(said):
    return Column("above", gettext_lazy("Organisation above"), 30, said)


def stage(person_in):
    return Column("stage", gettext_lazy("Stage"), 26, lambda row: person_in(row).get_stage_display())


DUE = Listing(
    "due",
    gettext_lazy("What is due"),
    "viec-can-lam",
    (
        *who(lambda row: row[0].person),
        above(lambda row: row[1]),
        stage(lambda row: row[0].person),
        Column("matter", gettext_lazy("Matter"), 34, lambda row: str(row[0].due.matter.label)),
        Column("on", gettext_lazy("Due on"), 14, lambda row: row[0].due.deadline.day),
        Column("days", gettext_lazy("Days left"), 10, lambda row: row[0].due.days),
        Column("source", gettext_lazy("Source"), 40, lambda row: str(row[0].due.deadline.source)),
        Column("name", gettext_lazy("Who sees to it"), 24, lambda row: row[0].charge and row[0].charge.name),
        Column("note", gettext_lazy("How far it is"), 30, lambda row: row[0].charge and row[0].charge.note),
    ),
)
"""A row is (``charges.Row``, name of the branch above the cell where it is seen)."""


def _in_care(row):
    return "\n".join(map(_sponsored, row.sponsorships))


def _sponsored(each):
    said = [each.candidate.full_name, str(each.get_role_display())]
    if each.last_reported_on:
        said.append(_("last reported on %(day)s") % {"day": date_format(each.last_reported_on)})
    return " · ".join(said)


SPONSORS = Listing(
    "sponsors",
    gettext_lazy("Sponsors"),
    "dang-vien-giup-do",
    (
        Column("code", gettext_lazy("Code"), 14, lambda row: row.member.code, is_code=True),
        Column("full_name", gettext_lazy("Full name"), 28, lambda row: row.member.full_name),
        Column("cell", gettext_lazy("Cell"), 30, lambda row: row.member.branch.name),
        above(lambda row: row.above),
        Column("left_on", gettext_lazy("Left on"), 14, lambda row: row.member.left_on),
        Column("people", gettext_lazy("In care"), 10, lambda row: row.people),
        Column("names", gettext_lazy("People, and when the sponsor last reported"), 60, _in_care),
    ),
)
"""A row is a ``sponsor_roll.InCare``."""


def _outcome(outcome):
    return Column(outcome.value, capfirst(outcome.label), 16, lambda row: dict(row.outcomes)[outcome])


SOURCES = Listing(
    "sources",
    gettext_lazy("Sources of people"),
    "nguon-gioi-thieu",
    (
        Column("source", gettext_lazy("Introduced by"), 34, lambda row: row.name),
        Column("people", gettext_lazy("Persons"), 12, lambda row: row.people),
        *map(_outcome, Outcome),
    ),
    names_people=False,
)
"""A row is a ``sources.SourceRow``."""

COURSES = Listing(
    "courses",
    gettext_lazy("Classes on the Party"),
    "lop-boi-duong",
    (
        Column("name", gettext_lazy("Class"), 34, lambda row: row[0].name),
        Column("place", gettext_lazy("Place"), 24, lambda row: row[0].place),
        Column("first", gettext_lazy("First day"), 14, lambda row: row[0].first),
        Column("last", gettext_lazy("Last day"), 14, lambda row: row[0].last),
        Column("branch", gettext_lazy("Held by"), 30, lambda row: row[0].branch.name),
        Column("state", gettext_lazy("State"), 14, lambda row: _("was held") if row[0].is_held else _("planned")),
        Column("seats", gettext_lazy("Places"), 10, lambda row: row[1].seats),
        Column("attended", gettext_lazy("Attended"), 10, lambda row: row[1].attended),
        Column("absent", gettext_lazy("Did not come"), 12, lambda row: row[1].absent),
        Column("certified", gettext_lazy("Certificates"), 12, lambda row: row[1].certified),
    ),
    names_people=False,
)
"""A row is (``models.Course``, ``courses.Numbers`` of the people whom the reader sees)."""

SEATS = Listing(
    "seats",
    gettext_lazy("The class"),
    "danh-sach-lop",
    (
        *who(lambda row: row[0].candidate),
        above(lambda row: row[1]),
        Column(
            "certificate",
            gettext_lazy("Certificate"),
            16,
            lambda row: _("certified") if row[0].is_certified else None,
        ),
        Column("attendance", gettext_lazy("Attendance"), 16, lambda row: str(row[0].get_attendance_display())),
    ),
)
"""A row is (``models.Seat`` with ``is_certified``, name of the branch above the cell where it is seen)."""


def _quarter(row):
    return name_of_quarter(row.quarter) if row.quarter else None


def _state(row):
    if row.is_admitted:
        return _("admitted already")
    return None if row.is_open else _("off the way")


PLAN = Listing(
    "plan",
    gettext_lazy("Yearly plan"),
    "ke-hoach-chi-bo",
    (
        *who(lambda row: row.person),
        stage(lambda row: row.person),
        Column("since", gettext_lazy("Since"), 14, lambda row: row.person.stage_on),
        Column("quarter", gettext_lazy("To be admitted in"), 14, _quarter),
        Column("state", gettext_lazy("State"), 18, _state),
    ),
)
"""The plan of a cell; a row is a ``plans.Planned``."""


def _in_quarter(quarter):
    place = QUARTERS.index(quarter)
    return Column(f"quarter_{quarter}", lazy(name_of_quarter, str)(quarter), 10, lambda row: row.quarters[place])


PLANS = Listing(
    "plans",
    gettext_lazy("Yearly plan"),
    "ke-hoach",
    (
        Column("branch", gettext_lazy("Code of the cell"), 16, lambda row: row.branch.code, is_code=True),
        Column("cell", gettext_lazy("Cell"), 30, lambda row: row.branch.name),
        *map(_in_quarter, QUARTERS),
        Column("planned", gettext_lazy("The whole year"), 12, lambda row: row.planned),
        Column("admitted", gettext_lazy("Admitted so far"), 12, lambda row: row.admitted),
        Column("expected", gettext_lazy("Expected in the year"), 12, lambda row: row.expected),
        Column("quota", gettext_lazy("Quota"), 10, lambda row: row.quota),
        Column("difference", gettext_lazy("Against the quota"), 12, lambda row: row.difference),
    ),
    names_people=False,
)
"""The plans of the cells below an organisation, in numbers; a row is a ``plan_numbers.CellPlan``."""
