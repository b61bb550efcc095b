"""What is read: sheets of plain cells, and what is worth saying of how they lay there."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from unicodedata import is_normalized

from django.utils.translation import gettext as _

from branches.names import clean

MAX_AREA = 1_500_000
"""Cells of the rectangles around the contents of all sheets: what reading them costs in memory."""
MAX_COLUMNS = 1_000
MOST_EXAMPLES = 10

SOFT_HYPHEN = "\xad"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class Unreadable(Exception):
    """The file is no workbook we can read; the sentence says why and what to do, in the user's language."""


class NoValue:
    """What a formula holds whose file keeps no result of it. There is one only: ``NO_VALUE``."""

    def __str__(self):
        return _("formula without a value")

    def __reduce__(self):
        return "NO_VALUE"  # copies and pickles of it are itself


NO_VALUE = NoValue()


@dataclass
class Places:
    """How many cells there are of a sort, and where the first of them lie: ``B5``."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, place):
        self.count += 1
        if self.count <= MOST_EXAMPLES:
            self.first.append(place)

    def __str__(self):
        return ", ".join(self.first) + ("…" if self.count > len(self.first) else "")


@dataclass(frozen=True)
class RawSheet:
    """``rows``: (number as Excel shows it, cells) of every row that holds anything; empty cells are None.

    ``hidden_rows``: the numbers of those that Excel does not show. ``merged``: (first row, first place, last row, last
    place) of merged cells, rows by number, places from 0, bounds inclusive; only the first cell of each is filled.
    ``formulas``: cells whose stored result was read; ``broken``: those that show an error and are read as empty.
    ``hyphens``: {(row, place): text} of cells out of whose text soft hyphens were taken; old encodings mean a letter by them.
    """

    name: str
    rows: list
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: Places = field(default_factory=Places)
    broken: Places = field(default_factory=Places)
    hyphens: dict = field(default_factory=dict)

    def remarks(self):
        """Sentences on how the cells lay there."""
        if self.hidden_rows:
            text = _("%(count)s hidden rows were read: %(rows)s.")
            yield text % {"count": len(self.hidden_rows), "rows": _first(self.hidden_rows)}
        if self.formulas.count:
            text = _("%(count)s cells are formulas; their stored values are read: %(places)s")
            yield text % {"count": self.formulas.count, "places": self.formulas}
        if self.broken.count:
            text = _("%(count)s cells show an error of a formula and are read as empty: %(places)s")
            yield text % {"count": self.broken.count, "places": self.broken}


@dataclass(frozen=True)
class RawWorkbook:
    """``external``: to how many other files its formulas refer; these are never opened."""

    sheets: list[RawSheet]
    external: int = 0

    def remarks(self):
        """(name of the sheet, sentence) of all that is worth saying before a cell is understood."""
        if self.external:
            text = _("The file refers to %(count)s other files; they are not opened, the values stored here are read.")
            yield "", text % {"count": self.external}
        for sheet in self.sheets:
            for sentence in sheet.remarks():
                yield sheet.name, sentence


def plain(cell):
    """A cell as the rest of the import sees it, its line breaks kept; None where it holds nothing."""
    if isinstance(cell, str):
        return _text(cell) if cell else None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.date() if isinstance(cell, datetime) else cell


def filled_row(number, cells, hyphens):
    """(number, cells as ``plain`` sees them), None for a row that holds nothing; notes soft hyphens in ``hyphens``."""
    row = [plain(cell) for cell in cells]
    if not any(cell is not None for cell in row):
        return None
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and SOFT_HYPHEN in cell:
            hyphens[number, place] = clean(cell)
    return number, row


def _text(text):
    if _is_clean(text):  # most are
        return text
    lines = (clean(line) for line in _INVISIBLE.sub("", text).splitlines())
    return "\n".join(filter(None, lines)) or None


def _is_clean(text):
    """Whether ``clean`` would leave the text alone, and nothing invisible is in it."""
    is_bare = text.isprintable() and text[0] != " " != text[-1] and "  " not in text
    return is_bare and (text.isascii() or (is_normalized("NFC", text) and "Ð" not in text and "ð" not in text))


def shown(cell):
    """A cell as the user sees it."""
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    return "" if cell is None else str(cell).replace("\n", " ")


def letters(place):
    """A column as Excel calls it: 0 → A, 26 → AA."""
    name = ""
    while place >= 0:
        name, place = chr(65 + place % 26) + name, place // 26 - 1
    return name


def refuse_size(columns, rows, where):
    """Raise Unreadable where a table reaches too far; ``where``: its last cell as Excel calls it."""
    if columns > MAX_COLUMNS or columns * rows > MAX_AREA:
        text = _("A sheet has a cell at %(place)s, far from the others: delete the empty rows and columns around it.")
        raise Unreadable(text % {"place": where})


def _first(numbers):
    return ", ".join(map(str, numbers[:MOST_EXAMPLES])) + ("…" if len(numbers) > MOST_EXAMPLES else "")
