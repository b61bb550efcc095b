"""The internal annex: who stands behind the figures of a period, cell by cell. Worded here, in Vietnamese only."""

from .. import vocabulary, wording
from .due import MATTERS
from .heading import heading

MARK = "Phụ lục nội bộ – không phổ biến"
COLUMNS = (
    *(("TT", 5), ("Họ và tên", 22), ("Năm sinh", 8), ("Bước hiện tại", 20)),
    *(("Kết nạp trong kỳ", 20), ("Việc quá hạn", 25)),
)
"""(title, width in hundredths)"""


def names_annex(cells, branch, period_in_words, *, day, made_by):
    """The annex of ``cells`` (of ``reports.names``) to the figures of ``branch``, made on ``day`` by ``made_by`` (a name)."""
    people = [each for cell in cells for each in cell.people]
    return {
        "title": f"Danh sách kèm theo số liệu công tác phát triển đảng viên {period_in_words}",
        "committee": branch.committee_name or branch.name,
        "mark": MARK,
        "made": f"Người lập: {made_by}, ngày {wording.day(day)}",
        "header": {
            **heading(branch),
            "place": branch.place,
            "day": wording.day_number(day.day),
            "month": wording.month_number(day.month),
            "year": str(day.year),
        },
        "about": f"{branch.name}; bước và việc quá hạn tính đến ngày {wording.day(day)}",
        "summary": _summary(people),
        "columns": [{"title": title, "width": width} for title, width in COLUMNS],
        "cells": [_cell(cell, branch) for cell in cells],
    }


def _summary(people):
    admitted = sum(each.admission is not None for each in people)
    overdue = sum(bool(each.overdue) for each in people)
    return (
        f"Tổng số {wording.count(len(people))} người: {wording.count(admitted)} người kết nạp trong kỳ, "
        f"{wording.count(overdue)} người có việc quá hạn."
    )


def _cell(cell, branch):
    parent = cell.branch.parent
    above = f", {parent.name}" if parent and branch not in (parent, cell.branch) else ""
    return {
        "name": f"{cell.branch.name}{above}",
        "rows": [_row(number, each) for number, each in enumerate(cell.people, start=1)],
    }


def _row(number, named):
    person = named.person
    return {
        "number": str(number),
        "name": person.full_name,
        "born": str(person.birth_year or ""),
        "stage": vocabulary.STAGES.get(person.stage, ""),
        "admitted": _admitted(named.admission),
        "overdue": [
            f"{MATTERS[due.matter]}: hạn {wording.day(due.deadline.day)}, quá {due.days_over} ngày"
            for due in named.overdue
        ],
    }


def _admitted(admission):
    """``Quyết định số 12-QĐ/HU, ngày 01/12/2023; lễ ngày 05/12/2023``, as far as it is known."""
    if admission is None:
        return ""
    number = f"số {admission.decision_number}" if admission.decision_number else ""
    on = f"ngày {wording.day(admission.decision_on)}" if admission.decision_on else ""
    decided = ", ".join(filter(None, [number, on]))
    ceremony = f"lễ ngày {wording.day(admission.ceremony_on)}" if admission.ceremony_on else "chưa tổ chức lễ"
    return "; ".join(filter(None, [decided and f"Quyết định {decided}", ceremony]))
