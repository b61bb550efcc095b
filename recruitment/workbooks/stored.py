"""The cells of a workbook as the database keeps them between upload and writing, and back."""

import json
import zlib
from datetime import date, time, timedelta

from .reading import RawSheet, RawWorkbook

_TO = {date: ("day", date.isoformat), time: ("time", time.isoformat), timedelta: ("span", timedelta.total_seconds)}
_FROM = {"day": date.fromisoformat, "time": time.fromisoformat, "span": lambda seconds: timedelta(seconds=seconds)}


def packed(workbook):
    """``RawWorkbook`` as compressed bytes."""
    sheets = [[sheet.name, _rows(sheet, _plain)] for sheet in workbook.sheets]
    said = {"sheets": sheets, "broken": workbook.broken}
    return zlib.compress(json.dumps(said, ensure_ascii=False).encode())


def unpacked(cells):
    said = json.loads(zlib.decompress(bytes(cells)))
    sheets = [RawSheet(name, rows) for name, rows in said["sheets"]]
    return RawWorkbook([RawSheet(sheet.name, _rows(sheet, _cell)) for sheet in sheets], said["broken"])


def _rows(sheet, each):
    return [(number, [each(cell) for cell in row]) for number, row in sheet.rows]


def _plain(cell):
    """What JSON knows stays itself; the rest is a pair of a kind and a text."""
    if cell is None or isinstance(cell, str | int | float):
        return cell
    kind, write = _TO[type(cell)]
    return [kind, write(cell)]


def _cell(said):
    return _FROM[said[0]](said[1]) if isinstance(said, list) else said
