"""The kinds of sheets, in the order in which they are written."""

import re

from branches.names import fold_tight

from .branches import BranchSheet
from .members import MemberSheet
from .movements import MovementSheet
from .papers import PaperSheet
from .people import PeopleSheet
from .quotas import QuotaSheet
from .sponsors import SponsorSheet
from .terms import TermSheet
from .totals import TotalSheet

SHEETS = (
    *(BranchSheet, TermSheet, QuotaSheet, TotalSheet),
    *(MemberSheet, PeopleSheet, SponsorSheet, PaperSheet, MovementSheet),
)
"""Members stand before people, who name those that help them."""


GUIDE, LISTS = "Hướng dẫn", "Danh mục"
"""Sheets of our template that hold nothing to be read."""

_BEHIND = re.compile(r" (?:\[.*|\(\d+\))$")
"""Where on its sheet a table begins, ``Nguồn [F]``, and which of several sheets with one name it is, ``Nguồn (2)``."""


def sheet_named(name):
    """The kind of sheet that ``name`` means; None for another one. What ``reading`` put behind it does not matter."""
    bare = fold_tight(_BEHIND.sub("", name))
    return next((sheet for sheet in SHEETS if bare in map(fold_tight, sheet.names)), None)


def known_names():
    return [sheet.names[0] for sheet in SHEETS]


def sheet_of_key(key):
    """The kind of sheet with this key; None of none."""
    return next((sheet for sheet in SHEETS if sheet.key() == key), None)
