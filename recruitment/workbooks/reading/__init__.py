"""From a file or a pasted block to plain cells. Knows neither our headings nor the database.

What a file is, its first bytes say and not its name. Whoever wants to do harm is refused before anything is laid out in
memory: ``gate`` looks at the file and its directory, ``survey`` at what every sheet will need.
"""

from pathlib import Path

from . import delimited, excel, gate
from .assembling import with_unique_names
from .raw import NO_VALUE, Places, RawSheet, RawWorkbook, Unreadable, letters, plain, shown

__all__ = [
    "NO_VALUE",
    "Places",
    "RawSheet",
    "RawWorkbook",
    "Unreadable",
    "letters",
    "plain",
    "read_pasted",
    "read_workbook",
    "shown",
    "with_unique_names",
]


def read_workbook(path, name=None):
    """The cells of the file ``path``, an Excel workbook or a CSV file of at most ``gate.MAX_SIZE`` bytes.

    ``name``: what the user calls it, where ``path`` is a temporary one; the one sheet of a CSV file is named after it.
    Cells are str (composed, trimmed), int, float, bool, date, time, ``NO_VALUE`` or None; those of a CSV file are str.
    Raises Unreadable.
    """
    path = Path(path)
    name = str(name or path)
    if gate.let_in(path, name) == gate.EXCEL:
        return excel.read(path, name)
    return delimited.read(path, name)


def read_pasted(text):
    """The cells of a block copied from Excel, all of them str: a workbook of one sheet named "". Raises Unreadable."""
    return delimited.read_pasted(text)
