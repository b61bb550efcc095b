"""The paper as one HTML document: as it goes to the PDF, and complete in itself for ``report --format html``."""

import unicodedata

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from branches.spans import ONE_DAY

from .. import charts, narrative, publishing, tables, wording
from ..look import spoken, spoken_as

STYLE, FONTS = "css/paper.css", "css/paper_fonts.css"
BLANK = "\N{NO-BREAK SPACE}" * 6
"""For what is written by hand: the number and the day of a draft."""
BARS_ON_A_PAGE = 26
"""So many children's bars fit one portrait page with its title."""


def render(document):
    """The paper of a ``Document`` with its style inside; fonts are those of the reader's machine."""
    style = (settings.BASE_DIR / "static" / STYLE).read_text(encoding="utf-8")
    return _page(document, format_html("<style>{}</style>", mark_safe(style)))  # our own file, no user's text


def for_pdf(document):
    """The same document with its style and fonts by the names that ``weasy`` serves."""
    return _page(
        document, format_html('<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">', FONTS, STYLE)
    )


def _page(document, stylesheet):
    with spoken_as(document.look):
        return printed_as_it_is_spoken("paper", context(document), stylesheet)


def printed_as_it_is_spoken(template, context, stylesheet):
    """The page of ``reports/paper`` of this name in the look of this moment, composed letters throughout. The one place
    where a paper's spelling is decided.
    """
    look = spoken()
    own = format_html("<style>{}</style>", mark_safe(look.stylesheet()))  # numbers only
    text = render_to_string(f"reports/paper/{template}.html", context | {"stylesheet": stylesheet + own})
    return look.spelled(unicodedata.normalize("NFC", text.lstrip()))


def context(document):
    """What the templates print: texts only, nothing to count or to format."""
    figures, signing = document.figures, document.signing
    head = figures.letterhead
    return {
        "title": f"Kết quả công tác phát triển đảng viên {wording.period_of(figures)}",
        "committee": wording.committee(figures),
        "digest": document.digest,
        "header": {
            "line_above": head.line_above.upper(),
            "committee": wording.committee(figures).upper(),
            "number": BLANK if signing.number is None else f"{signing.number:02d}",
            "symbol": wording.symbol(signing.symbol or head.symbol),
            "place": head.place,
            **_day(signing.day, figures),
        },
        "sections": narrative.sections(document),
        "closing": f"Trên đây là kết quả công tác phát triển đảng viên {wording.period_of(figures)} "
        f"của {wording.committee(figures)}.",
        "signature": {
            "authority": (signing.authority or head.signing_authority).upper() or default_authority(figures),
            "post": (signing.post or head.post).upper(),
            "signer": signing.signer or head.signer,
        },
        "recipients": recipients(figures),
        "remark": publishing.remark(figures) if document.is_public else "",
        "annexes": [_annex(number, table) for number, table in enumerate(tables.all_tables(figures), start=1)],
        "charts": [{"number": n, **chart} for n, chart in enumerate(_charts(figures), start=1)],
    }


def _day(day, figures):
    """The day of the paper in its parts; of a draft day and month are blank, written by hand: nobody knows yet when it will
    be signed. Its year is that of the day after the figures end, the first on which it can be.
    """
    if day is None:
        return {"day": BLANK, "month": BLANK, "year": str((figures.as_of + ONE_DAY).year)}
    return {
        "day": wording.day_number(day.day),
        "month": wording.month_number(day.month),
        "year": str(day.year),
    }


def default_authority(figures):
    return "T/M CHI BỘ" if wording.is_cell(figures) else "T/M CẤP ỦY"


def recipients(figures):
    """Nơi nhận: whom a monthly report goes to; the last line names where it is kept."""
    if wording.is_cell(figures):
        return ["- Cấp ủy cấp trên (báo cáo),", "- Lưu chi bộ."]
    return ["- Cấp ủy cấp trên (báo cáo),", "- Các đồng chí cấp ủy viên,", "- Lưu Văn phòng cấp ủy."]


# --- Annexes


def _annex(number, table):
    return {
        "number": str(number),
        "title": table.title.upper(),
        "is_wide": table.is_wide,
        "columns": table.columns,
        "rows": [{"is_strong": row.is_strong, "cells": _cells(table, row)} for row in table.rows],
        "notes": table.notes,
    }


def _cells(table, row):
    return [
        {"text": shown(value), "is_text": column.is_text}
        for column, value in zip(table.columns, row.cells, strict=True)
    ]


def shown(value):
    """A cell of ``reports.tables`` as text."""
    if isinstance(value, tables.Percent):
        return wording.in_vietnamese(value.text)
    if isinstance(value, tables.Signed):
        return wording.signed(value.number)
    return value if isinstance(value, str) else wording.grouped(value)


def _charts(figures):
    yield {"title": "Số đảng viên kết nạp lũy kế theo tháng", "svg": charts.by_month(figures)}
    rows = figures.children
    for start in range(0, len(rows), BARS_ON_A_PAGE):
        page = rows[start : start + BARS_ON_A_PAGE]
        drawing = charts.children(figures, page, name=f"children-{start + 1}")
        yield {"title": "Kết quả kết nạp so với chỉ tiêu năm của các đơn vị", "svg": drawing}
    if figures.on_the_way and figures.on_the_way.people:
        yield {"title": "Nguồn phát triển đảng viên theo bước", "svg": charts.on_the_way(figures)}
