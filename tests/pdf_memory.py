"""How much memory a paper of 12 000 rows needs: ``sh run.sh bench``.

    python tests/pdf_memory.py [ROWS]

Prints a list of what is due of so many rows of eight columns. Figure to reach: at its highest less than 300 MB, the child
that prints and what the parent has more than before, together.
"""

import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 300
COLUMNS = ("TT", "Họ và tên", "Tổ chức đảng", "Việc cần làm", "Hạn", "Quá hạn", "Người giúp đỡ", "Ghi chú")


def main(rows="12000"):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from reports.rendering import papers

    papers.due_list(a_list(1))  # all code is loaded
    before, began = megabytes(resource.RUSAGE_SELF), time.perf_counter()
    content = papers.due_list(a_list(int(rows)))
    seconds, parent = time.perf_counter() - began, megabytes(resource.RUSAGE_SELF) - before
    child = megabytes(resource.RUSAGE_CHILDREN)
    print(f"{rows} rows, {pages(content)} pages, {len(content) / 1e6:.1f} MB in {seconds:.0f} s")
    print(f"child {child:.0f} MB, parent {parent:.0f} MB more: {child + parent:.0f} MB (figure to reach: {FIGURE} MB)")
    return 0 if child + parent < FIGURE else 1


def megabytes(whose):
    """The highest that was in memory so far."""
    return resource.getrusage(whose).ru_maxrss / 1024


def a_list(count):
    said = (
        "Nguyễn Văn Minh Họa",
        "Chi bộ thôn 7",
        "Nhận xét của người giúp đỡ",
        "15/12/2025",
        "03 ngày",
        "Lê Văn Một",
        "",
    )
    texts = ((str(number), *said) for number in range(1, count + 1))
    rows = [{"is_strong": False, "cells": [{"text": text, "is_text": True} for text in row]} for row in texts]
    columns = [{"title": title, "width": 100 / len(COLUMNS)} for title in COLUMNS]
    header = dict.fromkeys(("line_above", "committee", "place", "day", "month", "year"), "")
    said_of = {"title": "Việc đến hạn", "committee": "Đảng bộ xã Minh Họa", "about": "", "summary": ""}
    return said_of | {"header": header, "columns": columns, "rows": rows}


def pages(content):
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(content)).pages)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
