"""Tables that lie side by side on one sheet, with an empty column between: each becomes a sheet of its own."""

from dataclasses import replace

from django.utils.translation import gettext as _

from branches.names import fold_tight

from .raw import Places, Unreadable, letters

SEARCHED = 20
"""Rows from the top among which headings may stand."""
MAX_TABLES = 4
"""Beside each other on one sheet: each is a copy of its rows, as wide as up to its last column."""


def parted(sheet):
    """``sheet``, and behind it every table whose headings repeat those of the table to its left.

    Cells keep their places, so that columns are called as in Excel; the name says where the table begins: ``Nguồn [F]``.
    Raises Unreadable for more than ``MAX_TABLES``.
    """
    tables = [sheet]
    while found := _seam(tables[-1].rows):
        if len(tables) == MAX_TABLES:
            text = _("A sheet has more than %(most)s tables side by side: put each on a sheet of its own.")
            raise Unreadable(text % {"most": MAX_TABLES})
        tables[-1:] = _divided(tables[-1], *found)
    return tables


def _divided(sheet, row, seam):
    """(what lies left of the empty column at ``seam``, what lies right of it from ``row`` on)"""
    right = _side(sheet, row, range(seam + 1, _width(sheet.rows)))
    name = f"{sheet.name.partition(' [')[0]} [{letters(seam + 1)}]"
    return _side(sheet, 0, range(seam)), replace(right, name=name, formulas=Places(), broken=Places())


def _seam(rows):
    """(number of the row of headings, place of the empty column) where the same headings begin anew; None of none."""
    for row, (number, cells) in enumerate(rows[:SEARCHED]):
        texts = ["" if cell is None else fold_tight(str(cell)) or "?" for cell in cells]
        for place in range(1, len(texts) - 1):
            if _repeats(texts, place) and not any(_filled(line, place) for _number, line in rows[row:]):
                return number, place
    return None


def _repeats(texts, place):
    """Whether the texts before an empty place, two at least, stand behind it again."""
    if texts[place] or not texts[place - 1]:
        return False
    begin = next(n for n, text in enumerate(texts) if text)
    again = next((n for n in range(place + 1, len(texts)) if texts[n]), len(texts))
    return place - begin > 1 and texts[begin:place] == texts[again : again + place - begin]


def _filled(line, place):
    return place < len(line) and line[place] is not None


def _width(rows):
    return max(len(cells) for _number, cells in rows)


def _side(sheet, first_row, places):
    """The part of ``sheet`` from a row on that lies at ``places``."""
    rows = [
        (number, [cell if place in places else None for place, cell in enumerate(cells[: places.stop])])
        for number, cells in sheet.rows
        if number >= first_row
    ]
    rows = [(number, cells) for number, cells in rows if any(cell is not None for cell in cells)]
    there = {number for number, _cells in rows}
    return replace(
        sheet,
        rows=rows,
        hidden_rows=tuple(number for number in sheet.hidden_rows if number in there),
        merged=tuple(one for one in sheet.merged if one[1] in places),
        hyphens={(number, place): text for (number, place), text in sheet.hyphens.items() if place in places},
    )
