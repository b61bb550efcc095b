"""Where a list ends and those who sign it begin."""

import re

from .evidence import is_signed
from .group_rows import numbered_organisation
from .line import how_many, texts

_MOST_BESIDE = 4
"""Cells in a row of those who sign, side by side."""
_RUNNING = re.compile(r"\(?(?:\d+|[IVXLC]+)\)?[.)]?")


def end_of(rows, evidence):
    """The place in ``rows`` from which on nothing is of the list; their number where all of them are.

    That is a row with the words of a signature and nobody's name, below which no row may be one of the list. The rows are
    walked through once, from the bottom.
    """
    last = _behind_last(rows, lambda cells: _is_of_list(cells, evidence)) or _behind_last(rows, evidence.is_name_alone)
    begin = max(last, _behind_last(rows, _is_numbered_group), 1)
    return next((place for place in range(begin, len(rows)) if _begins_signature(rows[place][1], evidence)), len(rows))


def _behind_last(rows, is_one):
    """The place behind the last row of which ``is_one`` holds, 0 where it holds of none."""
    return next((place for place in range(len(rows), 0, -1) if is_one(rows[place - 1][1])), 0)


def _is_of_list(cells, evidence):
    """Wider than a row of signatures, numbered as people are, or with a cell that only one of the list has."""
    return how_many(cells) > _MOST_BESIDE or _is_numbered(cells) or evidence.is_record(cells)


def _is_numbered(cells):
    first, *others = [str(cell) for cell in cells if cell is not None]
    return _RUNNING.fullmatch(first) is not None and (bool(others) or first.strip("().").isdecimal())


def _is_numbered_group(cells):
    return any(map(numbered_organisation, texts(cells)[:1]))


def _begins_signature(cells, evidence):
    return not evidence.has_name(cells) and any(map(is_signed, texts(cells)))
