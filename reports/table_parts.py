"""What a table of the report is made of, and how a figure becomes a cell.

A cell is a text, an int, a ``Percent``, a ``Signed`` or None (unknown).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from . import wording


class Percent(NamedTuple):
    """A percent as ``reports.percent`` makes it: "81.08"."""

    text: str


class Signed(NamedTuple):
    """A difference, printed with its sign."""

    number: int


@dataclass(frozen=True)
class Column:
    """``width``: percent of the table's width. ``is_text``: left-aligned, else centred."""

    title: str
    width: int
    is_text: bool = False


@dataclass(frozen=True)
class Row:
    """``is_strong``: a total or a heading, printed bold."""

    cells: tuple
    is_strong: bool = False


@dataclass(frozen=True)
class Table:
    """``sheet``: its name in the workbook. ``is_wide``: printed on a landscape page. ``notes``: lines under it."""

    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_wide: bool = False
    notes: tuple[str, ...] = field(default=())


# --- Cells


def quota_cell(target):
    """The number where it is one, else the words of the document."""
    return target.low if target and target.kind == "exact" else (wording.quota(target) if target else None)


def share_cell(target, admitted, percent):
    if target is None or percent is None or admitted is None:
        return None
    return wording.share(target, admitted, percent) if wording.is_small(target) else Percent(percent)


def difference_cell(number):
    return None if number is None else Signed(number)


def sum_of(numbers):
    """None as soon as one of them is unknown."""
    numbers = list(numbers)
    return None if None in numbers else sum(numbers)
