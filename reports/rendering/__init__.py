"""One renderer for each format; each turns the same ``Document`` into bytes and counts nothing itself."""

from importlib import import_module

FORMATS = ("json", "pdf", "docx", "xlsx", "html")
ISSUED_FORMS = ("pdf", "docx", "xlsx", "json")
"""The files of a signed report, in the order in which its page lists them."""
CONTENT_TYPES = {
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def render(document, form):
    """A ``Document`` in the format ``form`` (one of ``FORMATS``), as bytes.

    A renderer is loaded only when it is asked for: a missing library of one must not stop the others.
    """
    content = import_module(f"{__name__}.{form}").render(document)
    return content if isinstance(content, bytes) else content.encode()
