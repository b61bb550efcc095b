"""Which days are off: those of the package ``holidays``, our corrections above it, and the office's own table above both.

The law names the holidays (Bộ luật Lao động 2019, Điều 112); the days of Tết, compensatory and swapped days are announced
year by year, so days of years to come are computed and want to be compared with the notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action, open_roots, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from config import installation
from config.days import YEARS
from config.refusal import Problem, Refused

from .days_off_corrections import CORRECTIONS
from .models import DayOff
from .rules.workdays import SATURDAY

SAID = ("day", "name", "is_off")
LOCK = "days_off"


class Origin(TextChoices):
    COMPUTED = "computed", gettext_lazy("computed from the law")
    NOTICE = "notice", gettext_lazy("yearly notice")
    OFFICE = "office", gettext_lazy("entered here")


@dataclass(frozen=True)
class Holiday:
    """A day of the calendar. ``notice``: the document of a correction."""

    day: date
    name: str
    is_off: bool
    origin: Origin
    notice: str = ""

    @property
    def is_weekend(self):
        return self.day.weekday() >= SATURDAY


@dataclass(frozen=True)
class DaysOff:
    """Answers ``day in days_off``, as the rules ask; years are computed when they are first asked for."""

    own: Mapping[date, DayOff]

    def __contains__(self, day):
        said = self.own.get(day) or shipped(day.year).get(day)
        return said is not None and said.is_off

    def of_year(self, year):
        """Every ``Holiday`` of ``year`` in order, days that the office works on with them."""
        own = {
            day: Holiday(day, row.name, row.is_off, Origin.OFFICE) for day, row in self.own.items() if day.year == year
        }
        return sorted((shipped(year) | own).values(), key=lambda each: each.day)

    def name_of(self, day):
        return (self.own.get(day) or shipped(day.year)[day]).name


def days_off():
    """The days off as they stand now. One statement."""
    return DaysOff({row.day: row for row in DayOff.objects.all()})


@lru_cache(maxsize=200)
def shipped(year):
    """{day: Holiday} of one year as we ship it: computed, and corrected by what was announced."""
    from holidays import country_holidays  # twenty times slower to load than this module

    computed = country_holidays("VN", years=year, language="vi")
    days = {day: Holiday(day, name, True, Origin.COMPUTED) for day, name in computed.items() if day.year == year}
    for day, (name, is_off, notice) in CORRECTIONS.items():
        if day.year == year:
            days[day] = Holiday(day, name, is_off, Origin.NOTICE, notice)
    return days


@transaction.atomic
def set_day_off(day, name, is_off, *, by):
    """From now on ``day`` is off, or worked, whatever the calendar says; returns the row. Said twice it is said once.

    Raises Refused, and PermissionDenied for who may not change settings at every open root.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    installation.lock(LOCK)
    name = clean(name)
    _refuse_impossible(day, name, is_off)
    row = DayOff.objects.filter(day=day).first()
    before = row and said_of(row, SAID)
    row = row or DayOff(day=day)
    row.name, row.is_off = name, is_off
    if values := changes(before, said_of(row, SAID)):
        row.save()
        act = Act.CHANGED if before else Act.CREATED
        record([Trace(act, row, root, values) for root in roots], by=by)
    return row


@transaction.atomic
def forget_day_off(day, *, by):
    """What the office said of ``day`` no longer holds: the calendar does. Nothing happens where nothing was said.

    Raises PermissionDenied as ``set_day_off``.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    installation.lock(LOCK)
    if row := DayOff.objects.filter(day=day).first():
        values = {name: [value, None] for name, value in said_of(row, SAID).items()}
        record([Trace(Act.CHANGED, row, root, values) for root in roots], by=by)
        row.delete()


def _refuse_impossible(day, name, is_off):
    problems = []
    if day.year not in YEARS:
        problems.append(("day", _("A date is written day/month/year, for example 31/12/2023.")))
    elif not is_off and day.weekday() >= SATURDAY:
        problems.append(("day", _("Saturdays and Sundays never count as working days, worked in exchange or not.")))
    elif not is_off and day not in shipped(day.year):
        problems.append(("day", _("This day is a working day anyway.")))
    if not 0 < len(name) <= DayOff._meta.get_field("name").max_length:
        problems.append(("name", _("Say what this day is, in at most 100 letters.")))
    if problems:
        raise Refused([Problem(day, *problem) for problem in problems])
