"""The paper as PDF, printed by a child process (``weasy``): a page that runs wild cannot take the site with it."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from . import html
from .weasy import MISSING

CHILD = Path(__file__).with_name("weasy.py")
SECONDS = 120
MEGABYTES = 2048
"""Address space, not memory in use: a paper of three pages needs about a fifth of it."""
SHEETS = "css/sheets.css"
FILES = (
    *(html.STYLE, html.FONTS, SHEETS),
    *(f"fonts/Tinos-{face}.ttf" for face in ("Regular", "Italic", "Bold", "BoldItalic")),
)
INHERITED = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
CRASHED = -signal.SIGSEGV
"""Seen once in some thousand papers, in the libraries of the system: worth a second try."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

logger = logging.getLogger(__name__)


class PdfUnavailable(Exception):
    """No PDF can be made; its text is a sentence for the user. Nothing else stops working."""


def render(document):
    """The paper of a ``Document`` as bytes; the same document gives the same bytes. Raises PdfUnavailable."""
    return printed(html.for_pdf(document))


def printed(document, *, seconds=SECONDS, megabytes=MEGABYTES):
    """An HTML document as PDF bytes. Raises PdfUnavailable when the child fails, hangs or cannot start."""
    try:
        child = _child(document, seconds, megabytes)
        if child.returncode == CRASHED:
            logger.warning("The PDF process crashed; it is started once more.")
            child = _child(document, seconds, megabytes)
    except subprocess.TimeoutExpired:
        raise PdfUnavailable(_("Making the PDF took longer than %(seconds)s seconds.") % {"seconds": seconds}) from None
    except OSError as error:
        logger.error("The PDF process did not start: %s", error)
        raise PdfUnavailable(_("The PDF could not be made; the log says why.")) from error
    if child.returncode or not child.stdout.startswith(b"%PDF-"):
        raise PdfUnavailable(_why(child))
    return child.stdout


def _child(document, seconds, megabytes):
    return subprocess.run(
        _command(seconds, megabytes),
        input=document.encode("utf-8", "replace"),
        capture_output=True,
        timeout=seconds,  # run() then kills this child and waits for it
        env=_environment(),
    )


def _command(seconds, megabytes):
    """``-I``: no current folder and no variables on the import path, and ``html`` stays the standard library's."""
    files = [f"{name}={settings.BASE_DIR / 'static' / name}" for name in FILES]
    return [sys.executable, "-I", str(CHILD), str(megabytes), str(max(int(seconds), 1)), *files]


def _environment():
    """Nothing of ours (keys, addresses of databases) reaches the child."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8"}


def _why(child):
    logger.error("The PDF process ended with %s: %s", child.returncode, child.stderr.decode("utf-8", "replace")[-2000:])
    if child.returncode == MISSING:
        text = _(
            "PDF is not available: this machine lacks the Pango library. Install it with: apt-get install %(packages)s"
        )
        return text % {"packages": PACKAGES}
    return _("The PDF could not be made; the log says why.")
