"""Workbooks that mean harm, each written into a folder; and what it costs to refuse one, measured in a process of its own."""

import json
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook

ROOT = Path(__file__).parent.parent
SHEET = "xl/worksheets/sheet1.xml"
BILLION_LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'


def rewritten(path, change):
    """The workbook at ``path`` with each part passed through ``change(name, bytes)``; None leaves a part out."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return path


def plain_book(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Quần chúng")
        for number, row in enumerate([["Họ và tên", "Mã chi bộ"], ["Y Minh Họa", "T1"]]):
            sheet.write_row(number, 0, row)
    return path


def with_part(path, name, content):
    plain_book(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return path


def declaring(path, declaration, part, entity=b"&xxe;"):
    """``declaration`` at the beginning of ``part``, and its entity used as the first text."""

    def change(name, content):
        if name != part:
            return content
        content = content.replace(b"<worksheet", declaration + b"<worksheet").replace(b"<sst", declaration + b"<sst")
        content = content.replace(b"<workbook ", declaration + b"<workbook ").replace(
            b"<styleSheet", declaration + b"<styleSheet"
        )
        return content.replace(b"<t>Y Minh", b"<t>" + entity)

    return rewritten(plain_book(path), change)


def lying(path):
    """60 MB of a sheet whose directory, checksum included, speaks of its first 1000 bytes only."""
    sheet = b"<worksheet><sheetData>" + b'<row><c t="str"><v>x</v></c></row>' * 2_000_000 + b"</sheetData></worksheet>"
    rewritten(plain_book(path), lambda name, content: sheet if name == SHEET else content)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as parts:
        part, start = parts.getinfo(SHEET), parts.start_dir
    at = data.index(b"PK\x01\x02", start)
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    for place in (part.header_offset + 14, at + 16):
        struct.pack_into("<L", data, place, zlib.crc32(sheet[:1000]))
        struct.pack_into("<L", data, place + 8, 1000)
    path.write_bytes(data)
    return path


def reaching(path, place):
    book = Workbook()
    book.active["A1"] = book.active[place] = "x"
    book.save(path)
    return path


def repeated(path, part, piece, times):
    """``part`` blown up with ``times`` copies of ``piece`` before its last closing tag."""

    def change(name, content):
        head, _slash, tail = content.rpartition(b"</")
        return head + piece * times + b"</" + tail if name == part else content

    return rewritten(plain_book(path), change)


def many_sheets(path, count=1000):
    """Written by hand: openpyxl takes its time."""
    rows = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    ties = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, count + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", f'<workbook xmlns:r="r"><sheets>{rows}</sheets></workbook>')
        parts.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{ties}</Relationships>")
        for number in range(1, count + 1):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", "<worksheet><sheetData/></worksheet>")
    return path


def written(path, content):
    path.write_bytes(content)
    return path


def wide_sheets(path, count=3):
    """Each of 1.4 million cells, nearly all of them empty."""
    book = Workbook()
    book.remove(book.active)
    for _number in range(count):
        sheet = book.create_sheet()
        sheet["A1"] = sheet["ALL1400"] = "x"
    book.save(path)
    return path


def tables_beside_tables(path, count=333):
    line = ";".join(["Tên", "Mã", ""] * count)
    return written(path, "\n".join([line] * 150).encode())


def endless(path):
    """Nine million empty rows, different enough not to look like a bomb."""
    chance = random.Random(1)
    rows = b"".join(b'<row s="%d"/>' % chance.randrange(16) for _n in range(50_000))
    return repeated(path, SHEET, rows, 180)


def packed_otherwise(path):
    with zipfile.ZipFile(plain_book(path), "a", zipfile.ZIP_LZMA) as parts:
        parts.writestr("xl/media/picture.bin", bytes(15 << 20))
    return path


def parted(path):
    """Two parts of one name: which of them is looked through, and which is read?"""
    return with_part(path, SHEET.upper(), b"<worksheet/>")


def worded(path):
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    return path


def crowded(path):
    """An entry of the directory repeated: 250 000 parts in 13 MB."""
    data = with_part(path, "x", b"").read_bytes()
    at = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry, tail = data[at:end], bytearray(data[end:])
    start = struct.unpack_from("<L", tail, 16)[0]
    struct.pack_into("<HHL", tail, 8, 0xFFFF, 0xFFFF, end - start + len(entry) * 250_000)
    return written(path, data[:end] + entry * 250_000 + bytes(tail))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE = {
    "a bomb by its directory": lambda f: with_part(f / "a.xlsx", "xl/media/big.bin", bytes(30 << 20)),
    "a bomb that lies about its size": lambda f: lying(f / "a.xlsx"),
    "five million rows": lambda f: repeated(f / "a.xlsx", SHEET, b"<row><c><v>1</v></c></row>", 5_000_000),
    "rows without end": lambda f: endless(f / "a.xlsx"),
    "a packing that bursts": lambda f: packed_otherwise(f / "a.xlsx"),
    "a part too many": lambda f: parted(f / "a.xlsx"),
    "an entity of a file": lambda f: declaring(f / "a.xlsx", EXTERNAL, SHEET),
    "an entity among the texts": lambda f: declaring(f / "a.xlsx", EXTERNAL, "xl/sharedStrings.xml"),
    "a billion laughs": lambda f: declaring(f / "a.xlsx", BILLION_LAUGHS, "xl/sharedStrings.xml", b"&j;"),
    "laughs among the sheets": lambda f: declaring(f / "a.xlsx", BILLION_LAUGHS, "xl/workbook.xml"),
    "a declaration in the styles": lambda f: declaring(f / "a.xlsx", EXTERNAL, "xl/styles.xml"),
    "a password": lambda f: written(f / "a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le") + bytes(512)),
    "an old workbook": lambda f: written(f / "a.xlsx", OLD + bytes(512)),
    "macros by name": lambda f: plain_book(f / "a.xlsm"),
    "macros inside": lambda f: with_part(f / "a.xlsx", "xl/vbaProject.bin", b"macro"),
    "a PDF": lambda f: written(f / "a.xlsx", b"%PDF-1.7\n1 0 obj"),
    "a page": lambda f: written(f / "a.xlsx", b"\xef\xbb\xbf \n<html><table><tr><td>A</td></tr></table></html>"),
    "a document of Word": lambda f: worded(f / "a.xlsx"),
    "a picture": lambda f: written(f / "a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "1000 sheets": lambda f: many_sheets(f / "a.xlsx"),
    "three wide sheets": lambda f: wide_sheets(f / "a.xlsx"),
    "333 tables side by side": lambda f: tables_beside_tables(f / "a.csv"),
    "16384 columns": lambda f: reaching(f / "a.xlsx", "XFD1"),
    "the last cell": lambda f: reaching(f / "a.xlsx", "XFD1048576"),
    "a truncated zip": lambda f: written(f / "a.xlsx", plain_book(f / "b.xlsx").read_bytes()[:-200]),
    "half a zip": lambda f: written(f / "a.xlsx", plain_book(f / "b.xlsx").read_bytes()[:2000]),
    "nonsense after PK": lambda f: written(f / "a.xlsx", b"PK\x03\x04 and nonsense"),
    "a sheet of garbage": lambda f: rewritten(
        plain_book(f / "a.xlsx"), lambda name, content: b"<<<&garbage" if name == SHEET else content
    ),
    "a sheet that is missing": lambda f: rewritten(
        plain_book(f / "a.xlsx"), lambda name, content: None if name == SHEET else content
    ),
    "an empty file": lambda f: written(f / "a.xlsx", b""),
    "an empty CSV file": lambda f: written(f / "a.csv", b""),
    "50 MB in one line": lambda f: written(f / "a.csv", b"a;" * (25 << 20)),
    "19 MB in one line": lambda f: written(f / "a.csv", b"a;" * (19 << 19)),
    "19 MB in one cell": lambda f: written(f / "a.csv", b'x;"' + b"abcdefg\n" * (19 << 17)),
    "NUL bytes": lambda f: written(f / "a.csv", b"Ho ten;Chi bo\n" * 1000 + b"a\0b;T1\n"),
    "too many cells": lambda f: written(f / "a.csv", b"1;2;3;4;5;6;7;8;9;10\n" * 600_000),
    "a million merged cells": lambda f: repeated(f / "a.xlsx", SHEET, b'<mergeCell ref="A1:B2"/>', 1_000_000),
    "formulas without values": lambda f: repeated(
        f / "a.xlsx", SHEET, b"<row>" + b"<c><f>A1</f></c>" * 100 + b"</row>", 15_000
    ),
    "millions of texts": lambda f: repeated(f / "a.xlsx", "xl/sharedStrings.xml", b"<si><t/></si>", 1_200_000),
    "a quarter of a million parts": lambda f: crowded(f / "a.xlsx"),
}
"""What it is: function that writes it into a folder and returns its path."""


_CHILD = """
import json, re, sys, time
import django
django.setup()
from django.utils import translation
from recruitment.workbooks.reading import Unreadable, read_workbook
translation.activate("vi")
began, sentence = time.process_time(), ""
try:
    read_workbook(sys.argv[1])
except Unreadable as unreadable:
    sentence = str(unreadable)
spent = time.process_time() - began
peak = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([sentence, spent, peak]))
"""


def cost(path):
    """(the sentence it is refused with, seconds of the processor, MB at most), Django and its start included in the MB."""
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        cwd=ROOT, env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout)
