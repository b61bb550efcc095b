"""The cells of a workbook as the database keeps them between upload and writing, and back."""

import json
import zlib
from datetime import date, time, timedelta

from .reading import NO_VALUE, Places, RawSheet, RawWorkbook

_TO = {date: ("day", date.isoformat), time: ("time", time.isoformat), timedelta: ("span", timedelta.total_seconds)}
_FROM = {
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda seconds: timedelta(seconds=seconds),
    "none": lambda _nothing: NO_VALUE,
}


def packed(workbook):
    """``RawWorkbook`` as compressed bytes."""
    said = {"sheets": [_sheet_to(sheet) for sheet in workbook.sheets], "external": workbook.external}
    return zlib.compress(json.dumps(said, ensure_ascii=False).encode())


def unpacked(cells):
    said = json.loads(zlib.decompress(bytes(cells)))
    return RawWorkbook([_sheet_from(sheet) for sheet in said["sheets"]], said["external"])


def _sheet_to(sheet):
    return {
        **vars(sheet),
        "rows": [(number, [_plain(cell) for cell in row]) for number, row in sheet.rows],
        "formulas": vars(sheet.formulas),
        "broken": vars(sheet.broken),
        "hyphens": [[*place, text] for place, text in sheet.hyphens.items()],
    }


def _sheet_from(said):
    rest = {
        "rows": [(number, [_cell(cell) for cell in row]) for number, row in said["rows"]],
        "hidden_rows": tuple(said["hidden_rows"]),
        "merged": tuple(map(tuple, said["merged"])),
        "formulas": Places(**said["formulas"]),
        "broken": Places(**said["broken"]),
        "hyphens": {(number, place): text for number, place, text in said["hyphens"]},
    }
    return RawSheet(**said | rest)


def _plain(cell):
    """What JSON knows stays itself; the rest is a pair of a kind and a text."""
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if cell is NO_VALUE:
        return ["none", ""]
    kind, write = _TO[type(cell)]
    return [kind, write(cell)]


def _cell(said):
    return _FROM[said[0]](said[1]) if isinstance(said, list) else said
