"""Papers that name people, as PDF: what is due for the meeting, sheets to fill in by hand."""

from django.utils.html import format_html_join

from . import html, pdf


def due_list(context):
    """``context`` of ``papers.due`` as bytes. Raises PdfUnavailable."""
    return pdf.printed(document("due", context, html.FONTS, html.STYLE))


def names_annex(context):
    """``context`` of ``papers.names_annex`` as bytes. Raises PdfUnavailable."""
    return pdf.printed(document("names_annex", context, html.FONTS, html.STYLE))


def monthly_sheets(sheets, title):
    """``sheets`` of ``papers.sheets.monthly`` as bytes, each begun on a page of its own. Raises PdfUnavailable."""
    return pdf.printed(sheets_document("monthly_sheet", sheets, title))


def sponsor_sheets(sheets, title):
    """``sheets`` of ``papers.sheets.of_sponsor`` as bytes, each begun on a page of its own. Raises PdfUnavailable."""
    return pdf.printed(sheets_document("sponsor_sheet", sheets, title))


def sheets_document(kind, sheets, title):
    context = {"kind": kind, "sheets": sheets, "title": title}
    return document("sheets", context, html.FONTS, html.STYLE, pdf.SHEETS)


def document(template, context, *styles):
    """The page of ``reports/paper`` of this name, in the look of this moment (``look.spoken_as``)."""
    links = format_html_join("", '<link rel="stylesheet" href="{}">', ((name,) for name in styles))
    return html.printed_as_it_is_spoken(template, context, links)
