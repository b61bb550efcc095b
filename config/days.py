"""Days as people in Việt Nam type them: the day first, always."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .clock import today

_FORMS = (
    re.compile(r"(?P<d>\d{1,2})\s*[/.\-\s]\s*(?P<m>\d{1,2})\s*[/.\-\s]\s*(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})", re.IGNORECASE),
)
YEARS = range(1900, 2101)
"""Those that people write about; a year outside has lost a digit or won one."""

WEEKDAYS = (
    *(gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday")),
    *(gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday")),
)
"""As they are written in Việt Nam (Thứ Hai); Django's own Vietnamese numbers them."""

_MIDNIGHT = re.compile(r"[T\s]+0{1,2}:00(:00(\.0+)?)?$")


class NoSuchDay(ValueError):
    """What is written is a day by its form, but the calendar has none such: 31/02/2000, 13/13/1991."""


def parse_day(text):
    """The day that ``text`` names: ``3/4/2024``, ``03042024``, ``3-4-24``, ``3.4.2024`` and ``2024-04-03`` are 3 April.

    Raises ValueError, in the user's language, for what is no day; NoSuchDay for 31/02/2023 and 12/25/2023. The clock is
    read only for a year of two digits: up to next year's it is 20.., above 19...
    """
    text = _MIDNIGHT.sub("", str(text).strip())
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        raise ValueError(_how_to_write())
    try:
        day = date(_year(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise NoSuchDay(_("There is no such day. A date is written day/month/year, for example 31/12/2023."))
    return within_years(day)


def weekday(day):
    return str(WEEKDAYS[day.weekday()])


def within_years(day):
    """``day``, or ValueError where its year is not among ``YEARS``."""
    if day.year not in YEARS:
        raise ValueError(_how_to_write())
    return day


def _how_to_write():
    return _("A date is written day/month/year, for example 31/12/2023.")


def _year(digits):
    if len(digits) == 4:
        return int(digits)
    this_year = today().year
    year = this_year // 100 * 100 + int(digits)
    return year if year <= this_year + 1 else year - 100
