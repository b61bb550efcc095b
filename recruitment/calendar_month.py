"""A month of the calendar, as the cells meet and are asked: not a reporting month, which may end on a cut-off day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .rules.months import add_months

FIRST_YEAR, LAST_YEAR = 1930, 2100


@dataclass(frozen=True, order=True)
class CalendarMonth:
    """``str`` of it is ``2023-12``; ``number`` is 1 to 12."""

    year: int
    number: int

    def __str__(self):
        return f"{self.year}-{self.number:02d}"

    @property
    def first(self):
        return date(self.year, self.number, 1)

    @property
    def last(self):
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def later(self, months):
        """The month so many months later; earlier where negative."""
        return month_with(add_months(self.first, months))


def month_with(day):
    return CalendarMonth(day.year, day.month)


def read_month(text):
    """The month that ``2023-12`` names, None where it names none."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return CalendarMonth(int(found[1]), int(found[2]))
