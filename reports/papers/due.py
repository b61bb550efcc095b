"""What is due, as a paper for the meeting: who, what, until when, who sees to it. Worded here, in Vietnamese only."""

from branches.kinds import CELLS
from recruitment.due import Matter

from .. import wording
from .heading import heading

MATTERS = {
    Matter.DECISION: "Ban hành quyết định kết nạp",
    Matter.CEREMONY: "Tổ chức lễ kết nạp",
    Matter.PROBATION_PAPERS: "Hồ sơ công nhận chính thức (sắp hết dự bị)",
    Matter.RECOGNITION_MEETING: "Chi bộ xét công nhận chính thức",
    Matter.RECOGNITION_DECISION: "Ban hành quyết định công nhận chính thức",
    Matter.VERIFICATION: "Trả lời thẩm tra lý lịch",
    Matter.CERTIFICATE: "Giấy chứng nhận lớp bồi dưỡng hết giá trị",
    Matter.DOSSIER: "Hồ sơ quá thời hạn",
    Matter.ABSENCE: "Nắm tin người đi làm ăn xa",
    Matter.SIXTY: "Quá 60 tuổi, cần văn bản đồng ý",
    Matter.UNION_AGE: "Hết tuổi đoàn viên",
    Matter.NO_SPONSOR: "Chưa có đảng viên giúp đỡ",
    Matter.SPONSOR_REPORT: "Báo cáo của đảng viên giúp đỡ",
}
COLUMNS = (
    *(("TT", 4), ("Họ và tên", 18), ("Chi bộ", 16), ("Việc", 22), ("Hạn", 9)),
    *(("Quá hạn / còn", 10), ("Người phụ trách", 11), ("Ghi chú", 10)),
)
"""(title, width in hundredths)"""


def due_list(rows, branch, day, *, is_part=False):
    """The paper of ``rows`` (of ``recruitment.charges``): by matter, within one the most urgent first. ``branch``: whose
    list it is, as of ``day``; ``is_part``: whether the list was narrowed, which the paper says.
    """
    order = list(Matter)
    rows = sorted(rows, key=lambda row: order.index(row.due.matter))
    over = sum(row.due.is_overdue for row in rows)
    return {
        "title": "Việc đến hạn, quá hạn trong công tác phát triển đảng viên",
        "committee": branch.committee_name or branch.name,
        "header": {
            **heading(branch),
            "place": branch.place,
            "day": wording.day_number(day.day),
            "month": wording.month_number(day.month),
            "year": str(day.year),
        },
        "about": f"{_whose(branch)}, tính đến ngày {day:%d/%m/%Y}",
        "summary": f"Tổng số {wording.count(len(rows))} việc: {wording.count(over)} việc quá hạn, "
        f"{wording.count(len(rows) - over)} việc sắp đến hạn" + (" (trích theo nội dung đã chọn)." if is_part else "."),
        "columns": [{"title": title, "width": width} for title, width in COLUMNS],
        "rows": [
            {"is_strong": row.due.is_overdue, "cells": _cells(n, row, branch)} for n, row in enumerate(rows, start=1)
        ],
    }


def _whose(branch):
    return branch.name if branch.kind in CELLS else f"{branch.name} và các tổ chức đảng trực thuộc"


def _cell(cell, branch):
    """The cell, and what lies above it where that is not ``branch`` itself: cells of different communes bear one name."""
    parent = cell.parent
    return f"{cell.name}, {parent.name}" if parent and parent != branch and cell != branch else cell.name


def _cells(number, row, branch):
    charge = row.charge
    texts = [
        *((str(number), False), (str(row.person), True), (_cell(row.person.branch, branch), True)),
        *((MATTERS[row.due.matter], True), (f"{row.due.deadline.day:%d/%m/%Y}", False), (_left(row.due.days), False)),
        *((charge.name if charge else "", True), (charge.note if charge else "", True)),
    ]
    return [{"text": text, "is_text": is_text} for text, is_text in texts]


def _left(days):
    if days < 0:
        return f"quá {-days} ngày"
    return f"còn {days} ngày" if days else "hôm nay"
