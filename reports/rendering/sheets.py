"""The sheets to fill in by hand, as PDF: many of them in one file, each begun on a page of its own."""

import unicodedata

from django.template.loader import render_to_string
from django.utils.html import format_html_join

from . import html, pdf

STYLES = (html.FONTS, html.STYLE, pdf.SHEETS)


def monthly_sheets(sheets, title):
    """``sheets`` of ``reports.sheets.monthly`` as bytes. Raises PdfUnavailable."""
    return pdf.printed(document("monthly_sheet", sheets, title))


def sponsor_sheets(sheets, title):
    """``sheets`` of ``reports.sheets.of_sponsor`` as bytes. Raises PdfUnavailable."""
    return pdf.printed(document("sponsor_sheet", sheets, title))


def document(kind, sheets, title):
    links = format_html_join("", '<link rel="stylesheet" href="{}">', ((name,) for name in STYLES))
    context = {"kind": kind, "sheets": sheets, "title": title, "stylesheet": links}
    return unicodedata.normalize("NFC", render_to_string("reports/paper/sheets.html", context).lstrip())
