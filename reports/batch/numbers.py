"""The list of numbers that the office has given to the reports: a CSV with a row for each."""

import csv
import io
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from branches.names import fold
from config.days import parse_day
from config.refusal import Problem, Refused

from ..numbering import HIGHEST

HEADINGS = {
    **dict.fromkeys(("code", "ma", "ma to chuc", "ma tcd"), "code"),
    **dict.fromkeys(("number", "so", "so bao cao"), "number"),
    **dict.fromkeys(("day", "ngay", "ngay ky"), "day"),
}


class Numbered(NamedTuple):
    """What stands on a report: its number and its day; None is left blank, to be written by hand."""

    number: int | None = None
    day: date | None = None


def numbers_of(content, codes, reason_against=lambda code, numbered: ""):
    """``{code: Numbered}`` of the bytes of a CSV (UTF-8; comma, semicolon or tab; columns code, number and perhaps day).

    ``codes``: those that there are; ``reason_against(code, numbered)``: what else keeps a number from being given, a
    sentence or "". Raises Refused with every fault, each with its line (the headings are line 1).
    """
    lines = _lines(content)
    places = _places(lines[0][1])
    found, problems = {}, []
    for line, cells in lines[1:]:
        row = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        if not any(row.values()):
            continue
        try:
            code, numbered = _row(row, codes)
            if code in found:
                raise ValueError(_("%(code)s stands here a second time.") % {"code": code})
            if reason := reason_against(code, numbered):
                raise ValueError(reason)
            found[code] = numbered
        except ValueError as error:
            problems.append(Problem(line, None, _at(line, str(error))))
    if problems:
        raise Refused(problems)
    return found


def _lines(content):
    """(line, cells) of every row, at least one. A quoted cell may hold line ends: a row stands at the line where it ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused(line, _("This is not UTF-8: save the file as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise _refused(text[: text.index("\0")].count("\n") + 1, _("This is not a text: save the file as “CSV UTF-8”."))
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise _refused(reader.line_num, str(error)) from None
    if not lines:
        raise _refused(1, _("The file is empty."))
    return lines


def _places(headings):
    """The place of every column that is known."""
    places = {}
    for place, heading in enumerate(headings):
        if name := HEADINGS.get(" ".join(fold(heading).split())):
            places.setdefault(name, place)
    missing = [name for name in ("code", "number") if name not in places]
    if missing:
        text = _("There is no column %(columns)s: the first line must say code, number and, if you like, day.")
        raise _refused(1, text % {"columns": ", ".join(missing)})
    return places


def _row(row, codes):
    if row["code"] not in codes:
        raise ValueError(_("No report is made for the code “%(code)s”.") % {"code": row["code"]})
    if not (row["number"].isascii() and row["number"].isdigit() and 0 < int(row["number"][:9]) <= HIGHEST):
        text = _("“%(number)s” is no number of a report: write the number alone, such as 12.")
        raise ValueError(text % {"number": row["number"]})
    return row["code"], Numbered(int(row["number"]), parse_day(row["day"]) if row.get("day") else None)


def _at(line, sentence):
    return _("Line %(line)s: %(sentence)s") % {"line": line, "sentence": sentence}


def _refused(line, sentence):
    return Refused([Problem(line, None, _at(line, sentence))])
