"""Months and years as the office counts them: they tile the year, whatever the cut-off day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from branches.spans import ONE_DAY
from config import installation
from config.clock import today

CUT_OFF_DAY = installation.declare("cut_off_day", default=None, read=int)
"""The last day that a month's report counts (1 to 31; in a shorter month its last); None is the month's own last day."""


@dataclass(frozen=True)
class Month:
    """A reporting month, from ``first`` to ``last``, both included; ``as_of`` is ``last``, or today while it runs."""

    year: int
    number: int
    first: date
    last: date
    as_of: date

    def __str__(self):
        return f"{self.year}-{self.number:02d}"

    @property
    def is_running(self):
        return self.as_of < self.last

    @property
    def year_first(self):
        return date(self.year, 1, 1)


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
    return Month(year, number, first, last, min(last, today()))


def parse_month(text):
    """The month that ``2023-12`` names. Raises ValidationError where it names none, or one that has not begun."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1930:
        raise ValidationError(_("“%(text)s” is no month: write it as 2023-12.") % {"text": text})
    return month_of(int(match[1]), int(match[2]))


def this_month():
    """The month that runs today."""
    day = today()
    number = next(number for number in range(1, 13) if day <= _last_day(day.year, number))
    return month_of(day.year, number)


def _first_day(year, number):
    return date(year, 1, 1) if number == 1 else _last_day(year, number - 1) + ONE_DAY


def _last_day(year, number):
    cut_off = installation.value_of(CUT_OFF_DAY, date(year, 1, 1))
    longest = calendar.monthrange(year, number)[1]
    return date(year, number, longest if number == 12 or cut_off is None else min(cut_off, longest))


def month_ends(year):
    """The last days of the twelve months."""
    return [_last_day(year, number) for number in range(1, 13)]


def months_before(day, months):
    """The same day so many months before; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def a_year_before(month):
    """(first, last) of the same month a year before; up to the same day where ``month`` still runs."""
    year = month.year - 1
    last = months_before(month.as_of, 12) if month.is_running else _last_day(year, month.number)
    return _first_day(year, month.number), last
