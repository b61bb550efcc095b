"""The periods that are reported on: months tile the year, whatever the cut-off day, and longer periods are made of them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from branches.spans import ONE_DAY
from config import installation
from config.clock import today
from recruitment.quotas import terms_around

CUT_OFF_DAY = installation.declare("cut_off_day", default=None, read=int)
"""The last day that a month's report counts (1 to 31; in a shorter month its last); None is the month's own last day."""
OLDEST_YEAR = 1930
NAMES = "2023-12, 2023-quy4, 2023-6thang, 2023-9thang, 2023-nam, 2020-2025, 2023-07-10"
"""An example of every name."""


class Kind(StrEnum):
    """``HALF`` and ``NINE`` are the first six and nine months; ``DAY`` runs from the year's start to any day."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"
    TERM = "term"
    DAY = "day"


@dataclass(frozen=True)
class Period:
    """From ``first`` to ``last``, both included; ``as_of`` is ``last``, or today while it runs.

    ``name`` is how addresses and commands call it: 2023-12, 2023-quy4, 2023-6thang, 2023-9thang, 2023-nam, 2020-2025,
    2023-07-10. ``year`` and ``number``: of the reporting month in which ``as_of`` lies; the figures of the year that
    stand beside those of the period run to ``as_of``.
    """

    kind: Kind
    name: str
    year: int
    number: int
    first: date
    last: date
    as_of: date

    def __str__(self):
        return self.name

    @property
    def is_running(self):
        return self.as_of < self.last

    @property
    def year_first(self):
        return date(self.year, 1, 1)


# --- Months


def month_of(year, number):
    """The reporting month ``number`` (1 to 12) of ``year``.

    With a cut-off on the 20th it runs from the 21st to the 20th, but January starts on 1/1 and December ends on 31/12.
    Raises ValidationError for a month that has not begun.
    """
    first = _first_day(year, number)
    if first > today():
        text = _("The month %(month)s has not begun: today is %(today)s.")
        raise ValidationError(text % {"month": f"{number:02d}/{year}", "today": f"{today():%d/%m/%Y}"})
    last = _last_day(year, number)
    return Period(Kind.MONTH, f"{year}-{number:02d}", year, number, first, last, min(last, today()))


def parse_month(text):
    """The month that ``2023-12`` names. Raises ValidationError where it names none, or one that has not begun."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < OLDEST_YEAR:
        raise ValidationError(_("“%(text)s” is no period: write %(names)s.") % {"text": text, "names": NAMES})
    return month_of(int(match[1]), int(match[2]))


def this_month():
    """The month that runs today."""
    return month_of(*_month_with(today()))


def last_month_within(period, day):
    """The last month that begins within ``period`` and is over at the end of ``day``; None where none is."""
    year, number = _month_with(day)
    if _last_day(year, number) > day:
        year, number = (year, number - 1) if number > 1 else (year - 1, 12)
    return month_of(year, number) if _first_day(year, number) >= period.first else None


def last_month():
    """The last month that is over: its last day has passed."""
    return month_of(*_month_with(this_month().first - ONE_DAY))


def _month_with(day):
    number = next(number for number in range(1, 13) if day <= _last_day(day.year, number))
    return day.year, number


def _first_day(year, number):
    return date(year, 1, 1) if number == 1 else _last_day(year, number - 1) + ONE_DAY


def _last_day(year, number):
    cut_off = installation.value_of(CUT_OFF_DAY, date(year, 1, 1))
    longest = calendar.monthrange(year, number)[1]
    return date(year, number, longest if number == 12 or cut_off is None else min(cut_off, longest))


def month_ends(year):
    """The last days of the twelve months."""
    return [_last_day(year, number) for number in range(1, 13)]


# --- Every period


SPANS = {
    **{f"quy{number}": (Kind.QUARTER, 3 * number - 2, 3 * number) for number in range(1, 5)},
    "6thang": (Kind.HALF, 1, 6),
    "9thang": (Kind.NINE, 1, 9),
    "nam": (Kind.YEAR, 1, 12),
}
"""(kind, first month, last month) by what stands after the year."""
QUARTERS = {"quy1": "I", "quy2": "II", "quy3": "III", "quy4": "IV"}


def parse_period(text, branch=None):
    """The period that a name names; ``branch``: whose terms are known, needed for terms only.

    Raises ValidationError where it names none, or one that has not begun. At most one statement, for a term.
    """
    text = text.strip().lower()
    year, _dash, rest = text.partition("-")
    if re.fullmatch(r"\d{4}", year) and int(year) >= OLDEST_YEAR:
        if rest in SPANS:
            return _span(int(year), rest)
        if re.fullmatch(r"\d{4}", rest):
            return _term(text, branch)
        if re.fullmatch(r"\d{1,2}-\d{1,2}", rest):
            return _up_to(text, int(year), *map(int, rest.split("-")))
    return parse_month(text)


def _span(year, word):
    kind, start, end = SPANS[word]
    first, last = _first_day(year, start), _last_day(year, end)
    if first > today():
        text = _("The period %(period)s has not begun: today is %(today)s.")
        raise ValidationError(text % {"period": f"{year}-{word}", "today": f"{today():%d/%m/%Y}"})
    return _period(kind, f"{year}-{word}", first, last)


def _up_to(text, year, number, day):
    try:
        last = date(year, number, day)
    except ValueError:
        raise ValidationError(_("“%(text)s” is no day: write it as 2023-07-10.") % {"text": text}) from None
    if last > today():
        said = {"day": f"{last:%d/%m/%Y}", "today": f"{today():%d/%m/%Y}"}
        raise ValidationError(_("The day %(day)s is still to come: today is %(today)s.") % said)
    return _period(Kind.DAY, last.isoformat(), date(year, 1, 1), last)


def _term(text, branch):
    found = [term for term in terms_around(branch) if term.name == text] if branch else []
    if not found:
        raise ValidationError(_("“%(text)s” is no term that is known here.") % {"text": text})
    term = found[0]
    if term.first > today():
        said = {"period": text, "today": f"{today():%d/%m/%Y}"}
        raise ValidationError(_("The period %(period)s has not begun: today is %(today)s.") % said)
    return _period(Kind.TERM, term.name, term.first, term.last)


def _period(kind, name, first, last):
    as_of = min(last, today())
    return Period(kind, name, *_month_with(as_of), first, last, as_of)


def kind_of(name):
    """The kind of the period that ``name`` names, as ``Period.name`` writes it."""
    rest = name[5:]
    if rest in SPANS:
        return SPANS[rest][0]
    return {2: Kind.MONTH, 4: Kind.TERM}.get(len(rest), Kind.DAY)


def in_words(name, kind):
    """A period for a page, in the user's language; papers have their own words (``wording.period_of``)."""
    year, _dash, rest = name.partition("-")
    if kind == Kind.DAY:
        return _("up to %(day)s") % {"day": f"{date.fromisoformat(name):%d/%m/%Y}"}
    if kind == Kind.TERM:
        return _("term %(term)s") % {"term": name}
    texts = {
        Kind.MONTH: _("month %(rest)s/%(year)s"),
        Kind.QUARTER: _("quarter %(rest)s/%(year)s"),
        Kind.HALF: _("first six months of %(year)s"),
        Kind.NINE: _("first nine months of %(year)s"),
        Kind.YEAR: _("year %(year)s"),
    }
    return texts[kind] % {"year": year, "rest": QUARTERS.get(rest, rest)}


def is_made_in_time(period):
    """Whether a report made today tells of its own time: ``period`` still runs, or ended less than a month ago."""
    return today() < months_before(period.last + ONE_DAY, -1)


# --- Other years


def months_before(day, months):
    """The same day so many months before; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def a_year_before(period):
    """(first, last) of the same period a year before; up to the same day where ``period`` still runs, or is up to a day."""
    if period.kind in {Kind.TERM, Kind.DAY}:
        return months_before(period.first, 12), months_before(period.as_of, 12)
    year = period.year - 1
    last = months_before(period.as_of, 12) if period.is_running else _last_day(year, _last_number(period))
    return _first_day(year, _first_number(period)), last


def _first_number(period):
    return period.number if period.kind == Kind.MONTH else SPANS[period.name[5:]][1]


def _last_number(period):
    return period.number if period.kind == Kind.MONTH else SPANS[period.name[5:]][2]
