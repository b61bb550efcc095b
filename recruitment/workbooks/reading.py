"""From an .xlsx file to plain cells. Knows neither our headings nor the database.

The zip directory is read before anything is unpacked, and every sheet is looked through before it is laid out in
memory, so that a small file cannot become a very large one.
"""

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from branches.names import clean

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400
MAX_SHEETS = 100
MAX_AREA = 10_000_000
"""Cells of the rectangle around a sheet's contents: what reading it costs in memory."""

_CHUNK = 1 << 20
_LONGEST_CELL_TAG = 4096
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
_BROKEN = re.compile(rb"""<(?:\w+:)?c\b(?=[^<>]*\bt=["']e["'])[^<>]*?\br=["']([A-Z]{1,3}\d{1,7})["']""")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class Unreadable(Exception):
    """The file is no workbook we can read; the sentence says why, in the user's language."""


@dataclass(frozen=True)
class RawSheet:
    """``rows``: (number as Excel shows it, cells) of every row that holds anything; empty cells are None."""

    name: str
    rows: list


@dataclass(frozen=True)
class RawWorkbook:
    """``broken``: places of cells such as ``B5`` in which a formula failed; they read as empty."""

    sheets: list[RawSheet]
    broken: list[str]


def read_workbook(path):
    """The cells of the file ``path``: str (composed, trimmed), int, float, bool, date. Raises Unreadable."""
    path = Path(path)
    _refuse_what_is_no_workbook(path)
    broken = _look_through(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return RawWorkbook([_sheet(workbook, name) for name in names], broken)
    except CalamineError:
        raise Unreadable(_damaged())
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader gives up on nonsense; it cannot be imported
            raise
        raise Unreadable(_damaged())


def _sheet(workbook, name):
    cells = workbook.get_sheet_by_name(name)
    rows = ((number, [plain(cell) for cell in row]) for number, row in enumerate(cells.iter_rows(), start=1))
    return RawSheet(clean(name), [(number, row) for number, row in rows if any(cell is not None for cell in row)])


def plain(cell):
    """A cell as the rest of the import sees it; None where it holds nothing."""
    if isinstance(cell, str):
        return _text(cell) if cell else None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.date() if isinstance(cell, datetime) else cell


@lru_cache(maxsize=10_000)
def _text(text):
    return clean(_INVISIBLE.sub("", text)) or None


def shown(cell):
    """A cell as the user sees it."""
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    return "" if cell is None else str(cell)


# --- What is let in


def _refuse_what_is_no_workbook(path):
    if path.is_dir():
        raise Unreadable(_("%(file)s is a folder, not a workbook.") % {"file": path})
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise Unreadable(_("There is no file %(file)s.") % {"file": path})
    except OSError as error:
        raise Unreadable(_("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror})
    if not head:
        raise Unreadable(_("%(file)s is empty.") % {"file": path})
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_of_an_old_kind(path))
    if not head.startswith(b"PK"):
        raise Unreadable(_no_workbook(path))


def _of_an_old_kind(path):
    """Excel puts a workbook with a password into the container of its old files."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return _("%(file)s is protected with a password: remove it in Excel, then import again.") % {"file": path}
    return _("%(file)s is of an old kind (.xls): save it in Excel as .xlsx, then import again.") % {"file": path}


def _no_workbook(path):
    text = _("%(file)s is no Excel workbook (.xlsx). Open it in Excel or LibreOffice and save it as .xlsx.")
    return text % {"file": path}


def _damaged():
    return _("The file is damaged: open it in Excel and save it again as .xlsx.")


def _look_through(path):
    """Refuse by the zip directory, then by the sheets' own text; returns where formulas failed."""
    try:
        with zipfile.ZipFile(path) as parts:
            _refuse_by_directory(path, parts.infolist())
            broken = [place for part in parts.infolist() for place in _look_through_part(parts, part)]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable(_damaged())
    return broken


def _refuse_by_directory(path, parts):
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(_no_workbook(path))
    if path.suffix.lower() in {".xlsm", ".xltm"} or any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("%(file)s holds macros: save it in Excel as .xlsx without macros.") % {"file": path})
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(
            _("%(file)s is protected with a password: remove it in Excel, then import again.") % {"file": path}
        )
    if sum(1 for name in names if _is_sheet(name)) > MAX_SHEETS:
        raise Unreadable(_("The workbook has more than %(most)s sheets.") % {"most": MAX_SHEETS})
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if unpacked > MAX_UNPACKED or (unpacked > MAX_UNPACKED // 10 and unpacked / packed > MAX_RATIO):
        text = _(
            "The workbook would grow to %(size)s MB when unpacked; delete its empty rows and columns, or split it."
        )
        raise Unreadable(text % {"size": unpacked >> 20})


def _is_sheet(name):
    return re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name.lower()) is not None


def _look_through_part(parts, part):
    """Unpack once, which checks the sizes that the directory claims; of a sheet, measure the area it will need."""
    broken, area = [], _Area()
    with parts.open(part) as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            if not _is_sheet(part.filename):
                continue
            text = rest + chunk
            area.take(text)
            broken += [place.decode() for place in _BROKEN.findall(text)]
            rest = text[max(text.rfind(b"<"), len(text) - _LONGEST_CELL_TAG) :]
    if area.size() > MAX_AREA:
        text = _("A sheet has a cell at %(place)s, far from the others: delete the empty rows and columns around it.")
        raise Unreadable(text % {"place": area.corner()})
    return list(dict.fromkeys(broken))


class _Area:
    """How far the filled cells of a sheet reach."""

    def __init__(self):
        self.columns, self.last_row = set(), 0

    def take(self, text):
        cells = _FILLED.findall(text)
        self.columns.update(column for column, _row in cells)
        self.last_row = max([self.last_row, *(int(row) for _column, row in cells)])

    def last_column(self):
        return max(self.columns, key=lambda letters: (len(letters), letters), default=b"")

    def size(self):
        width = 0
        for letter in self.last_column():
            width = width * 26 + letter - 64
        return width * self.last_row

    def corner(self):
        return f"{self.last_column().decode()}{self.last_row}"
