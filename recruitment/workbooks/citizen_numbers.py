"""Numbers of identity cards do not belong here (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): they are not even kept while a
workbook waits.
"""

import re
from dataclasses import replace

from branches.names import fold_tight

from .headings import SEARCHED

_HEADS = re.compile(
    r"(?:so|ma)?(?:the)?(?:cccd|cmnd|cmt|cancuoc(?:congdan)?|dinhdanh(?:canhan)?|chungminhnhandan|hochieu)"
)


def is_of_citizen_numbers(title):
    """Whether a column headed so holds them."""
    return _HEADS.match(fold_tight(title)) is not None


def without_citizen_numbers(workbook):
    """``workbook`` with the cells below such headings blanked."""
    return replace(workbook, sheets=[_without(sheet) for sheet in workbook.sheets])


def _without(sheet):
    places = {}
    for number, cells in sheet.rows[:SEARCHED]:
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and is_of_citizen_numbers(cell):
                places.setdefault(place, number)
    if not places:
        return sheet
    return replace(sheet, rows=[(number, _blanked(number, cells, places)) for number, cells in sheet.rows])


def _blanked(number, cells, places):
    return [None if number > places.get(place, number) else cell for place, cell in enumerate(cells)]
