"""From the sheets of a file to the workbook that is read: tables side by side are parted, and each has a name of its own."""

from dataclasses import replace
from itertools import count

from .beside import parted
from .gate import MAX_SHEETS, too_many_sheets
from .raw import RawWorkbook, Unreadable


def assembled(sheets, external=0):
    """The RawWorkbook of ``sheets``, RawSheets in their order in the file, which are taken one by one. Raises Unreadable."""
    parts = []
    for sheet in sheets:
        parts += parted(sheet)
        if len(parts) > MAX_SHEETS:
            raise Unreadable(too_many_sheets())
    return RawWorkbook(with_unique_names(parts), external)


def with_unique_names(sheets):
    """``sheets``, a second “Nguồn” called ``Nguồn (2)``: all that is chosen or typed later is kept by the sheet's name."""
    taken, seen, named = {sheet.name for sheet in sheets}, set(), []
    for sheet in sheets:
        name = _free(sheet.name, taken) if sheet.name in seen else sheet.name
        taken.add(name)
        seen.add(name)
        named.append(sheet if name == sheet.name else replace(sheet, name=name))
    return named


def _free(name, taken):
    return next(other for number in count(2) if (other := f"{name} ({number})") not in taken)
