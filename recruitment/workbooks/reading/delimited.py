"""Text in which separators part the cells: CSV files, and blocks copied from Excel. Cells stay texts, as they were typed."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from pathlib import PurePath

from django.utils.translation import gettext as _

from branches.names import clean
from config.tables import as_meant

from ..fonts import evidence, is_syllable, words_of
from .assembling import assembled
from .gate import MAX_SIZE, no_workbook, too_large
from .raw import MAX_AREA, RawSheet, Unreadable, filled_row, letters, refuse_size

LONGEST_LINE = 1_000_000
_SEPARATORS = ";\t,|"
_SAMPLE = 1 << 16
_LINES_COUNTED = 50
_QUOTED = re.compile(r'"[^"]*"')
_SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_PASTED = re.compile(r'"((?:[^"\t]++|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
"""A cell with a line break stands in quotation marks; one that is just a quotation mark (as above) does not."""


def read(path, name):
    """The RawWorkbook of the CSV file at ``path``, one sheet named after ``name`` without its suffix. Raises Unreadable."""
    coding = _coding_of(path, name)
    with path.open(encoding=coding, newline="", errors="replace") as file:
        sample = file.read(_SAMPLE)
        file.seek(0)
        if said := _SAID_SEPARATOR.match(sample):
            file.readline()
        separator = said[1] if said else _separator_of(sample)
        rows = csv.reader(_lines(file, name), delimiter=separator)
        return _workbook(clean(PurePath(name.replace("\\", "/")).stem), _told(rows))


def read_pasted(text):
    """The RawWorkbook of a block copied from Excel. Raises Unreadable."""
    if len(text.encode("utf-8", "replace")) > MAX_SIZE:
        raise Unreadable(too_large(_("What was pasted")))
    return _workbook("", _pasted(text))


def _workbook(name, lines):
    rows, hyphens, width, filled = [], {}, 0, 0
    for number, line in enumerate(lines, start=1):
        width, filled = max(width, len(line)), filled + len(line)
        refuse_size(width, 1, f"{letters(width - 1)}{number}")
        if filled > MAX_AREA:
            raise Unreadable(_("The table has more than %(most)s cells: split it.") % {"most": MAX_AREA})
        if row := filled_row(number, [as_meant(cell) for cell in line], hyphens):
            rows.append(row)
    return assembled([RawSheet(name, rows, hyphens=hyphens)])


# --- CSV


def _coding_of(path, name):
    """How the file is written: Unicode where it is well-formed, else the Windows code page of Việt Nam."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in path.read_bytes():
        raise Unreadable(no_workbook(name))
    return "utf-8-sig" if _is_utf_8(path) else _code_page_of(path)


def _is_utf_8(path):
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(_SAMPLE):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _code_page_of(path):
    """Windows-1258, or Latin letters where these are rather those of an old font."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    ((_legacy, old), _other) = evidence(words_of(sample.decode("latin-1")))
    words = words_of(unicodedata.normalize("NFC", sample.decode("cp1258", "replace")))
    return "latin-1" if old > sum(is_syllable(word) and not word.isascii() for word in words) else "cp1258"


def _lines(file, name):
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE or "\0" in line:
            raise Unreadable(no_workbook(name))
        yield line


def _told(rows):
    """The cells of each row; a quotation mark that is never closed makes a cell longer than any can be."""
    try:
        yield from rows
    except csv.Error:
        text = _("Row %(row)s has a cell of endless length: is a quotation mark not closed?")
        raise Unreadable(text % {"row": rows.line_num})


def _separator_of(sample):
    """The separator that the most lines hold equally often, several times better than once."""
    lines = [line for line in _QUOTED.sub("", sample).splitlines() if line.strip()][:_LINES_COUNTED]
    return max(_SEPARATORS, key=lambda separator: _agreement(Counter(line.count(separator) for line in lines)))


def _agreement(counts):
    """(lines with the commonest number of separators that is not 0, that number)"""
    return max(((lines, number) for number, lines in counts.items() if number), default=(0, 0))


# --- What was copied


def _pasted(text):
    """The rows of the block, each a list of cells."""
    row, at, end = [], 0, len(text.rstrip("\r\n"))
    while at <= end:
        cell = _PASTED.match(text, at)
        row.append(cell[2] if cell[1] is None else cell[1].replace('""', '"'))
        at = cell.end()
        if at < end and text[at] == "\t":
            at += 1
            continue
        yield row
        row, at = [], at + (2 if text.startswith("\r\n", at) else 1)
