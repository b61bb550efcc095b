"""What differs today from the figures that were frozen, cell by cell, in the words of paper and workbook."""

from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from . import narrative, tables, wording
from .comparable import comparable
from .document import Document
from .rendering.html import shown
from .rendering.xlsx import SUMMARY, facts

NUMBER = "TT"
"""The column of running numbers: a row that moves up has not changed."""
MONTHS = "Số đảng viên kết nạp lũy kế theo tháng"
LETTERHEAD = "Thể thức"
TEXT = "Lời văn"
NOTES = "Ghi chú"


class Difference(NamedTuple):
    """One cell: in which table and row, in which column, what was frozen and what it would be now, as printed.

    ``then`` or ``now`` is empty where there was, or is, no such row. ``column`` is empty where there is only one.
    """

    table: str
    row: str
    column: str
    then: str
    now: str


def differences(then, now):
    """Every ``Difference`` between two ``Figures`` of the same branch and period; none where both say the same.

    Only of what can be compared (``comparable``): a report without any change differs in nothing, years later too.
    """
    then, now = comparable(then, now)
    found = [*_of_facts(then, now), *_of_tables(then, now), *_of_months(then, now), *_of_letterheads(then, now)]
    return found + list(_of_sentences(then, now))


def _of_facts(then, now):
    yield from _of_cells(SUMMARY, *({label: {"": value} for label, value in facts(each)} for each in (then, now)))


def _of_tables(then, now):
    """Tables in their order; one that has rows on one side only has been left out on the other."""
    before, after = ({table.title: table for table in tables.all_tables(figures)} for figures in (then, now))
    for title in dict.fromkeys([*before, *after]):
        yield from _of_cells(title, _rows(before.get(title)), _rows(after.get(title)))
        notes = [list(table.notes) if table else [] for table in (before.get(title), after.get(title))]
        yield from _of_lines(title, NOTES, *notes)


def _rows(table):
    """``{label: {column: value}}``; rows under a heading bear its name, equal labels are numbered."""
    if table is None:
        return {}
    rows, heading, seen = {}, "", Counter()
    for row in table.rows:
        cells = {column.title: value for column, value in zip(table.columns, row.cells, strict=True)}
        label = ", ".join(filter(None, (cells[name] for name in _labels(table))))
        if row.is_strong:
            heading = label
        elif heading:
            label = f"{heading}: {label}"
        seen[label] += 1
        label += f" ({seen[label]})" if seen[label] > 1 else ""
        rows[label] = {name: value for name, value in cells.items() if name not in {NUMBER, *_labels(table)}}
    return rows


def _labels(table):
    """The columns that say which row it is: the first text column, and the period where there is one."""
    first = next(column.title for column in table.columns if column.is_text)
    return [first, *(column.title for column in table.columns if column.title == "Kỳ")]


def _of_cells(title, before, after):
    for label in dict.fromkeys([*before, *after]):
        then, now = before.get(label), after.get(label)
        for column in dict.fromkeys([*(then or {}), *(now or {})]):
            said = [_said(row, column) for row in (then, now)]
            if said[0] != said[1]:
                yield Difference(title, label, column, *said)


def _said(row, column):
    """The cell as printed; "" where there is no such row."""
    if row is None:
        return ""
    value = row.get(column)
    return wording.day(value) if isinstance(value, date) else shown(value)


def _of_months(then, now):
    sides = [
        {f"Tháng {point.month}": {"Năm nay": point.this_year, "Năm trước": point.last_year} for point in each.by_month}
        for each in (then, now)
    ]
    yield from _of_cells(MONTHS, *sides)


HEAD = {
    "line_above": "Cơ quan cấp trên",
    "committee": "Cơ quan ban hành",
    "symbol": "Ký hiệu",
    "place": "Nơi ban hành",
    "signing_authority": "Thẩm quyền ký",
    "post": "Chức vụ người ký",
    "signer": "Người ký",
}


def _of_letterheads(then, now):
    sides = [{label: {"": getattr(each.letterhead, name)} for name, label in HEAD.items()} for each in (then, now)]
    yield from _of_cells(LETTERHEAD, *sides)


def _of_sentences(then, now):
    """What the text would say otherwise; a person's own sentences are the same on both sides and left out."""
    before, after = (
        [said for section in narrative.sections(Document(figures)) for said in section.paragraphs]
        for figures in (then, now)
    )
    yield from _of_lines(TEXT, "", before, after)


def _of_lines(title, row, before, after):
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            for then, now in zip_longest(before[i:j], after[k:m], fillvalue=""):
                yield Difference(title, row, "", then, now)
