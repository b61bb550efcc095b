"""What a heading means, and headings on two levels: *Năm sinh* over *Nam* and *Nữ*."""

import re

from branches.names import fold_tight

from .columns import IGNORED
from .reading import shown

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def column_named(heading, known, otherwise=None):
    """What ``known`` ({folded heading: anything}) says of a cell; what stands in brackets behind a heading may be left out,
    as in *Ngày sinh (dd/mm/yyyy)*.
    """
    if not isinstance(heading, str):
        return otherwise
    bare = fold_tight(_BRACKETS.sub("", heading))
    return known.get(fold_tight(heading), known.get(bare, otherwise))


def second_level(rows, place, known):
    """The cells of the row below that at ``place`` where they divide its headings; None where they are data already."""
    if place + 1 >= len(rows):
        return None
    top, under = rows[place][1], rows[place + 1][1]
    filled = [n for n, cell in enumerate(under) if cell is not None]
    if not all(isinstance(under[n], str) for n in filled):
        return None
    if any(_contradicts(top, under, n, known) for n in filled):
        return None
    return under if any(_divides(top, under, n, known) for n in filled) else None


def _divides(top, under, place, known):
    """Whether a cell is a heading that we know, under one that reaches over several columns."""
    is_divided = at(top, place) is None or (at(top, place + 1) is None and place + 1 < max(len(top), len(under)))
    return is_divided and _is_known_below(top, under, place, known)


def _is_known_below(top, under, place, known):
    cell = under[place]
    return column_named(f"{_carried(top, place)} {cell}", known) or column_named(cell, known)


def _contradicts(top, under, place, known):
    """Whether a cell under a heading that we know is none: neither a part of it nor the same again nor in brackets."""
    own, cell = at(top, place), under[place]
    is_known = fold_tight(own or "") in IGNORED or column_named(own, known)
    is_heading = _divides(top, under, place, known) or cell.startswith("(") or _is_same(own, cell)
    return is_known and not is_heading


def titles_of(top, under, known):
    """[(place, heading)] of every column that has one; a heading over several columns is carried to those below it."""
    titles = []
    for place in range(max(len(top), len(under or ()))):
        cell, below = at(top, place), at(under or (), place)
        if below is not None and not (cell is not None and below.startswith("(")):
            cell = _title_below(_carried(top, place), cell, below, known)
        if cell is not None:
            titles.append((place, shown(cell)))
    return titles


def _title_below(above, own, cell, known):
    is_known_alone = column_named(cell, known) and not column_named(f"{above} {cell}", known)
    return cell if not above or is_known_alone or _is_same(own, cell) else f"{above}: {cell}"


def _carried(top, place):
    """The heading at ``place``, or the last one to its left: a merged cell holds it only once."""
    return next((cell for cell in reversed(top[: place + 1]) if cell is not None), "")


def _is_same(one, other):
    return one is not None and fold_tight(one) == fold_tight(other)


def at(cells, place):
    return cells[place] if place < len(cells) else None
