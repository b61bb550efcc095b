"""A table as a file. XLSX: every text is written as text, so nobody's name is ever a formula. CSV: what could become one
is made harmless, and ``as_meant`` reads it back. Knows nothing of the domain.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import TextIOWrapper
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
FIRST_OF_EXCEL = date(1900, 3, 1)
"""Excel counts a 29 February 1900; days before it are written as text."""
MOST_LETTERS, MOST_ROWS = 32_767, 1_048_575
"""What Excel takes in a cell, and in a sheet below its heads."""
NOT_IN_NAMES, LONGEST_NAME = re.compile(r"[\[\]:*?/\\]"), 31
"""What Excel refuses in the name of a sheet."""

AS_TEXT = "@"
"""The number format under which Excel keeps what is typed, zeros in front too."""


@dataclass(frozen=True)
class Column:
    """A column of a file: ``cell(row)`` says str, int, date, datetime, or None for nothing. ``width``: in letters.

    ``is_code``: Excel keeps what is typed into it as text, zeros in front and all.
    """

    key: str
    heading: str
    width: int
    cell: Callable[[Any], Any]
    is_code: bool = False


class TooManyRows(Exception):
    """More than a sheet of Excel holds."""


class Writer:
    """A workbook, its sheets for A4 across, and the formats of its cells. ``day``: when it was made.

    With a ``folder`` its rows are written there one after another, never to be touched again, and memory stays as it is
    however many there are; without one all is kept in memory.
    """

    def __init__(self, stream, *, title, day, folder=None, keywords=""):
        plain = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
        where = {"constant_memory": True, "tmpdir": folder} if folder else {"in_memory": True}
        self.book = xlsxwriter.Workbook(stream, {**where, **dict.fromkeys(plain, False)})
        self.book.set_properties({"title": title, "keywords": keywords, "created": datetime.combine(day, time())})
        self._formats = {}

    def close(self):
        self.book.close()

    def sheet(self, name, widths):
        """A new sheet whose columns are ``widths`` letters wide, called ``name`` as far as Excel allows."""
        sheet = self.book.add_worksheet(self._name_of_sheet(name))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        return sheet

    def _name_of_sheet(self, wanted):
        bare = NOT_IN_NAMES.sub(" ", wanted).strip("' ")[:LONGEST_NAME].rstrip("' ") or "1"
        taken = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        names = [bare, *(f"{bare[: LONGEST_NAME - 5]} ({number})" for number in range(2, 1000))]
        return next(name for name in names if name.lower() not in taken)

    def heads(self, sheet, line, titles):
        look = self.format(bold=True, border=1, align="center", text_wrap=True, bg_color="#E6E6E6")
        for place, title in enumerate(titles):
            sheet.write_string(line, place, title, look)

    def write(self, sheet, line, place, value, **look):
        """By the value's type; whatever is a text stays a text, and nothing is an empty cell."""
        if isinstance(value, date) and not is_of_excel(value):
            value = day_in_words(value)
        if value in ("", None):
            sheet.write_blank(line, place, None, self.format(**look))
        elif isinstance(value, str):
            text = value if len(value) <= MOST_LETTERS else f"{value[: MOST_LETTERS - 1]}…"
            sheet.write_string(line, place, text, self.format(**look))
        elif isinstance(value, datetime):
            sheet.write_datetime(line, place, value, self.format(**look | {"num_format": "dd/mm/yyyy hh:mm:ss"}))
        elif isinstance(value, date):
            moment = datetime.combine(value, time())
            sheet.write_datetime(line, place, moment, self.format(**look | {"num_format": "dd/mm/yyyy"}))
        else:
            sheet.write_number(line, place, value, self.format(**look | {"num_format": "#,##0"}))

    def format(self, **look):
        """One format of the workbook for each look."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(FONT | look)
        return self._formats[key]


def is_of_excel(value):
    return (value.date() if isinstance(value, datetime) else value) >= FIRST_OF_EXCEL


def day_in_words(day):
    return f"{day:%d/%m}/{day.year:04d}"


def write_xlsx(file, title, columns, rows, *, day):
    """Write ``rows`` (read once, in their order) as a workbook of one sheet into the binary ``file``.

    Heads stay in sight and filter. Returns how many rows there were; raises TooManyRows.
    """
    with TemporaryDirectory() as folder:  # what is left in it when something fails goes with it
        book = Writer(file, title=title, day=day, folder=folder)
        sheet = book.sheet(title, [column.width for column in columns])
        looks = [look_of(column) for column in columns]
        for place, (column, look) in enumerate(zip(columns, looks, strict=True)):
            sheet.set_column(place, place, column.width, book.format(**look) if column.is_code else None)
        book.heads(sheet, 0, [str(column.heading) for column in columns])
        line = 0
        for line, row in enumerate(rows, start=1):
            if line > MOST_ROWS:
                raise TooManyRows
            for place, column in enumerate(columns):
                book.write(sheet, line, place, column.cell(row), **looks[place])
        sheet.autofilter(0, 0, line, len(columns) - 1)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        book.close()
    return line


def look_of(column):
    look = {"border": 1, "text_wrap": True}
    return look | {"num_format": AS_TEXT} if column.is_code else look


# --- CSV

SEPARATOR = ";"
"""Where the decimal sign is a comma, as in Việt Nam, Excel parts columns at semicolons; and our texts are full of commas."""

DANGEROUS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""What a spreadsheet may take for a formula, be there apostrophes before it already."""


def harmless(text):
    """``text`` with an apostrophe in front where a spreadsheet might calculate with it."""
    return f"'{text}" if DANGEROUS.match(text) else text


def as_meant(text):
    """What ``harmless`` was given: for whoever reads a CSV of ours."""
    return text[1:] if text.startswith("'") and DANGEROUS.match(text, 1) else text


def write_csv(file, title, columns, rows, *, day):
    """Write ``rows`` as lines of UTF-8 with a mark at the start, by which Excel knows it. Returns how many there were."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    lines = csv.writer(text, delimiter=SEPARATOR)
    lines.writerow(harmless(str(column.heading)) for column in columns)
    count = 0
    for row in rows:
        lines.writerow(in_csv(column.cell(row)) for column in columns)
        count += 1
    text.flush()
    text.detach()  # the file stays open
    return count


def in_csv(value):
    if isinstance(value, datetime):
        return f"{day_in_words(value)} {value:%H:%M:%S}"
    if isinstance(value, date):
        return day_in_words(value)
    return harmless(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Format:
    """``write(file, title, columns, rows, day=)`` → how many rows."""

    content_type: str
    write: Callable


FORMATS = {
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": Format("text/csv; charset=utf-8", write_csv),
}
