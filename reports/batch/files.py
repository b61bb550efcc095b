"""The folder of a batch: names that every system takes, whole files only, and the index of what is there."""

import csv
import hashlib
import io
import os
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from branches.exporting import digest_of
from config.days import parse_day
from config.tables import SEPARATOR, as_meant, day_in_words, harmless

from .numbers import Numbered

INDEX = "danh-muc.csv"
PART = ".part"
HEADINGS = ("Mã", "Tên tổ chức đảng", "Kỳ báo cáo", "Số", "Ngày", "Tệp", "Dung lượng (byte)", "SHA-256")
UNSAFE = re.compile(r'[<>:"/\\|?*\s\x00-\x1f\x7f]+')
"""What Windows refuses in a name, and spaces."""
LONGEST = 100


class Entry(NamedTuple):
    """One line of the index."""

    code: str
    name: str
    period: str
    numbered: Numbered
    file: str
    size: int
    digest: str


def file_names(codes, period):
    """``{code: name without its ending}``, all different on systems that tell neither A from a nor composed letters from
    others.

    A code that cannot stand in a name as it is, or that another one equals but for that, gets a few letters of its digest
    behind it.
    """
    safe = {code: UNSAFE.sub("-", unicodedata.normalize("NFC", code)).strip(". ")[:LONGEST] for code in codes}
    often = Counter(map(_alike, safe.values()))
    return {
        code: f"bao-cao-{name if name == code and often[_alike(name)] == 1 else f'{name}-{_short(code)}'}-{period}"
        for code, name in safe.items()
    }


def _alike(name):
    """The same for all names that some system takes for one."""
    return unicodedata.normalize("NFC", name.casefold())


def _short(code):
    return hashlib.sha256(code.encode()).hexdigest()[:6]


def write_whole(path, content):
    """The file is there with all of ``content``, or as it was before, whatever happens meanwhile. Returns the SHA-256."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return digest_of(content)


def forget_parts(folder, names):
    """Take away what a batch that was stopped had begun to write."""
    for name in names:
        (folder / (name + PART)).unlink(missing_ok=True)


# --- The index


def read_index(folder):
    """``{file: Entry}`` of the index in ``folder``; a line that is not whole says nothing."""
    path = folder / INDEX
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        rows = list(csv.reader(file, delimiter=SEPARATOR))[1:]
    entries = [entry for row in rows if (entry := _entry(row))]
    return {entry.file: entry for entry in entries}


def _entry(row):
    try:
        code, name, period, number, day, file, size, digest = (as_meant(cell) for cell in row)
        numbered = Numbered(int(number) if number else None, parse_day(day) if day else None)
        return Entry(code, name, period, numbered, file, int(size), digest)
    except ValueError:
        return None


def write_index(folder, entries):
    """The whole index, in the order of ``entries``."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=SEPARATOR)
    lines.writerow(HEADINGS)
    for entry in entries:
        number, day = entry.numbered
        cells = (entry.code, entry.name, entry.period, number or "", day_in_words(day) if day else "", *entry[4:])
        lines.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    write_whole(folder / INDEX, text.getvalue().encode("utf-8-sig"))


def is_there(folder, entry, numbered, digest=None):
    """Whether the file of ``entry``, a line of the index or None, is there as it was written and bears this number and day.

    ``digest``: the SHA-256 that it must have, where that is known. Reads the file.
    """
    if entry is None or entry.numbered != numbered or entry.digest != (digest or entry.digest):
        return False
    path = folder / entry.file
    return path.is_file() and path.stat().st_size == entry.size and digest_of(path.read_bytes()) == entry.digest
