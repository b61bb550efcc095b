"""How a cell is read and written: widgets of django-import-export.

``clean`` takes a plain cell (str, int, float, bool, date) that is not empty and returns the value, None where the
cell says nothing; it raises ValueError with a sentence that says what is expected. ``render`` writes the value.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from branches.names import fold_tight
from config.days import YEARS, NoSuchDay, parse_day, within_years

from .reading import shown

MOST = 9_999_999
"""More heads than any committee has, and fewer than the smallest number that a database refuses."""

_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(20000, 60001)


_folded = lru_cache(maxsize=10_000)(fold_tight)
"""Lists repeat the same few values in thousands of rows."""


_WITH_POINT = re.compile(r"(\d+)[.,]0{1,2}")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def without_point(value):
    """A whole number that came as text with its point, as some programs write it: ``1990.0`` → ``1990``."""
    found = _WITH_POINT.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else value


def excel_date(value):
    """The date that Excel has made of two numbers, where ``value`` is one or the text of one; else None."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return parse_day(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


class FromNumber(str):
    """A code that Excel holds as a number: zeros in front are lost."""


class Unlisted(str):
    """A value outside its list, as typed."""


class Text(Widget):
    """Any text of at most ``most`` characters, on one line."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, timedelta) or not isinstance(value, str | int | float):
            raise ValueError(_("Excel has made a date or time of this text: put an apostrophe (') before it."))
        text = str(value).replace("\n", " ")
        if len(text) > self.most:
            raise ValueError(_("Too long: at most %(most)s characters.") % {"most": self.most})
        return text


class Code(Text):
    """A code: text, compared exactly. A number becomes text and is remarked on."""

    def __init__(self, most=50):
        super().__init__(most)

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return FromNumber(text) if is_number else text


class Reference(Code):
    """A branch by its code, or by its name; which one it is, is found out later."""

    def __init__(self):
        super().__init__(most=200)

    def render(self, value, obj=None, **kwargs):
        return getattr(value, "code", value) or ""


class Day(Widget):
    """A day: a date of Excel, its serial number, or text with the day first."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, date):
            return within_years(value)
        if isinstance(value, str) and re.fullmatch(r"\d{5}|\d{7}", value, re.ASCII):
            value = int(value)
        if isinstance(value, int) and value in _SERIALS:
            return _EXCEL_ZERO + timedelta(days=value)
        if isinstance(value, int) and 7 <= len(str(value)) <= 8:
            value = f"{value:08d}"
        return parse_day(value)

    def render(self, value, obj=None, **kwargs):
        return shown(value)


class Birth(Day):
    """A birth date, or a birth year alone. Reads as (date or None, year)."""

    def clean(self, value, row=None, **kwargs):
        value = without_point(value)
        year = int(value) if str(value).isdecimal() else None
        if year in YEARS and not isinstance(value, bool):
            return None, year
        try:
            day = super().clean(value)
        except NoSuchDay:
            raise
        except ValueError:
            raise ValueError(
                _("A birth date is written day/month/year, for example 31/12/1990, or as the year alone: 1990.")
            )
        return day, day.year


class Count(Widget):
    """A whole number of heads, never negative."""

    def clean(self, value, row=None, **kwargs):
        value = without_point(value)
        if isinstance(value, str) and (digits := value.replace(" ", "").replace(".", "")).isdecimal():
            value = int(digits) if _is_grouped(value) else value
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            raise ValueError(_("A whole number from 0 on, for example 12."))
        return value


def _is_grouped(text):
    """Whether dots and spaces stand only where thousands end."""
    groups = text.replace(" ", ".").split(".")
    return len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))


MINUS = ("-", "–", "−")


class MinusCount(Count):
    """A whole number that some write with a minus."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, str):
            value = value.lstrip("".join(MINUS)).lstrip()
        return super().clean(abs(value) if isinstance(value, int) and not isinstance(value, bool) else value)


class OneOf(Widget):
    """One of a few values. ``spellings``: folded text → value; anything else is an error that lists ``allowed``."""

    def __init__(self, spellings, allowed):
        super().__init__()
        self.spellings, self.allowed = spellings, tuple(allowed)

    def clean(self, value, row=None, **kwargs):
        try:
            return self.spellings[_folded(shown(value))]
        except KeyError:
            raise ValueError(_("Allowed are: %(values)s.") % {"values": ", ".join(self.allowed)})

    def render(self, value, obj=None, **kwargs):
        return next((name for name in self.allowed if self.spellings[fold_tight(name)] == value), "")


class Listed(Text):
    """A value of a list of ``profiles``; one outside it is kept as typed and remarked on.

    ``names``: {value: how it is written} where that is not the value itself.
    """

    def __init__(self, spellings, most, names=None):
        super().__init__(most)
        self.spellings, self.names = spellings, names or {}

    def render(self, value, obj=None, **kwargs):
        return str(self.names.get(value, value or ""))

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        folded = _folded(text)
        if folded in self.spellings:
            return self.spellings[folded]
        return Unlisted(text)


_TICKS = frozenset({"x", "v", "co", "1", "yes", "true", "dung", "✓", "✔", "√", "×"})
_NO_TICKS = frozenset({"khong", "0", "no", "false", "sai", "k", "-", ""})


def ticked(value):
    """True for x, có, 1; False for không, 0, a dash; None for anything else."""
    text = str(value).strip()
    folded = _folded(text) or text
    return True if folded in _TICKS else False if folded in _NO_TICKS or text in {"-", "–", "—"} else None


class Tick(Widget):
    """Yes or no."""

    def clean(self, value, row=None, **kwargs):
        said = ticked(shown(value))
        if said is None:
            raise ValueError(_("Write x for yes, or “không”."))
        return said

    def render(self, value, obj=None, **kwargs):
        return {True: "x", False: "không"}.get(value, "")
