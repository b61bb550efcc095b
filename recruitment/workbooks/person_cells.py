"""Cells of lists of persons that need more than a list of spellings: schooling, faith, ticked boxes, tags."""

import re

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from branches.names import clean, fold

from ..profiles import NO_RELIGION, GeneralEducation
from .cells import Listed, Text, excel_date, ticked, without_point
from .spellings import FAITHS, GENERAL, GENERAL_NAMES

_GRADE = re.compile(r"(?:lớp\s*)?(\d{1,2})\s*(?:/\s*(10|12))?", re.IGNORECASE)
_REACHED = {
    12: ((12, GeneralEducation.UPPER_SECONDARY), (9, GeneralEducation.LOWER_SECONDARY), (5, GeneralEducation.PRIMARY)),
    10: ((10, GeneralEducation.UPPER_SECONDARY), (7, GeneralEducation.LOWER_SECONDARY), (4, GeneralEducation.PRIMARY)),
}
"""The last grade of each school, in twelve grades and in the ten of the older system."""


class Schooling(Listed):
    """General education: a school, or a grade such as 9/12, also where Excel has made a date of it."""

    def __init__(self, most):
        super().__init__(GENERAL, most, GENERAL_NAMES)

    def clean(self, value, row=None, **kwargs):
        if day := excel_date(value):
            value = _grade_of(day) or value
        text = Text.clean(self, without_point(value))
        return _school_of(text) or super().clean(text)


def _grade_of(day):
    """``9/12`` typed by somebody; Excel took one of the two numbers for the month."""
    for one, other in ((day.day, day.month), (day.month, day.day)):
        if other in _REACHED and one <= other:
            return f"{one}/{other}"
    return None


def _school_of(text):
    found = _GRADE.fullmatch(text)
    if not found:
        return None
    grade, grades = int(found[1]), int(found[2] or 12)
    if not 1 <= grade <= grades:
        return None
    return next((school for last, school in _REACHED[grades] if grade >= last), GeneralEducation.LITERATE)


class Faith(Listed):
    """A religion; a dash or 0 is none."""

    def __init__(self, most):
        super().__init__(FAITHS, most)

    def clean(self, value, row=None, **kwargs):
        return NO_RELIGION if str(value) in {"-", "–", "—", "/"} else super().clean(value)


class Ticked(Widget):
    """A box under a heading that names the value: a tick is ``value``, a no is ``otherwise``; text is read by ``listed``."""

    def __init__(self, value, otherwise=None, listed=None):
        super().__init__()
        self.value, self.otherwise, self.listed = value, otherwise, listed

    def clean(self, value, row=None, **kwargs):
        said = ticked(value)
        if said is not None:
            return self.value if said else self.otherwise
        if self.listed is None:
            raise ValueError(_("Write x for yes, or “không”."))
        return self.listed.clean(value)


class Names(Text):
    """Names separated by ; or a comma or a line break or “và”, each once. With a capital Và is a name."""

    separator = re.compile(r"[;,\n]|\s+và\s+")

    def clean(self, value, row=None, **kwargs):
        if not isinstance(value, str):
            value = super().clean(value)
        names = {fold(name): clean(name) for name in self.separator.split(value) if clean(name)}
        if any(len(name) > self.most for name in names.values()):
            raise ValueError(_("Too long: at most %(most)s characters.") % {"most": self.most})
        return tuple(names.values()) or None

    def render(self, value, obj=None, **kwargs):
        return "; ".join(str(name) for name in value or ())


class Tags(Names):
    """Names of the office's groups."""

    separator = re.compile(r"[;,\n]")
