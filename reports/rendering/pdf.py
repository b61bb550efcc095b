"""The paper as PDF/A-2u, printed by a child process (``weasy``): a page that runs wild cannot take the site with it."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _

from . import html, letters
from .parts import parts_of
from .weasy import MISSING, NUMBER

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
DOCUMENTS = 200
"""So many are printed by one child; then another takes its place, for the libraries of the system leak a little."""
CRASHED = -signal.SIGSEGV
"""Seen once in some thousand papers, in the libraries of the system: worth a second try."""
OUT_OF_TIME = -getattr(signal, "SIGXCPU", signal.SIGTERM)
TOO_LONG = 1 << 16
"""What no process ends with: its time was over."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

logger = logging.getLogger(__name__)


class PdfUnavailable(Exception):
    """No PDF can be made; its text is a sentence for the user. Nothing else stops working."""


def render(document):
    """The paper of a ``Document`` as bytes; the same document gives the same bytes. Raises PdfUnavailable."""
    return printed(html.for_pdf(document))


def printed(document, *, seconds=SECONDS, megabytes=MEGABYTES):
    """An HTML document as PDF/A bytes, by a child of its own. Raises PdfUnavailable when it fails, hangs or cannot start."""
    with Printer(seconds=seconds, megabytes=megabytes) as printer:
        return printer.printed(document)


class Printer:
    """A child that prints one document after the other; it starts with the first, and anew where it had to be ended.

    ``seconds``: of the clock and of the processor that one document may take (a quarter of it more for every further part of
    a long one); ``megabytes``: the most its memory may span. To be used as a context; by one thread at a time.
    """

    def __init__(self, *, seconds=SECONDS, megabytes=MEGABYTES):
        self.seconds, self.megabytes = seconds, megabytes
        self._child = self._folder = self._said = None
        self._printed, self.last_words = 0, ""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def render(self, document):
        """The paper of a ``Document`` as bytes, as ``pdf.render`` makes it."""
        return self.printed(html.for_pdf(document))

    def printed(self, document):
        """An HTML document as PDF/A bytes. Raises PdfUnavailable; the next document may succeed all the same."""
        parts = parts_of(letters.printable(document))
        seconds = self.seconds * (3 + len(parts)) / 4
        try:
            answer = self._answer(parts, seconds)
            if answer == CRASHED:
                logger.warning("The PDF process crashed; it is started once more.")
                answer = self._answer(parts, seconds)
        except OSError as error:
            self.close()
            logger.error("The PDF process did not start: %s", error)
            raise PdfUnavailable(_("The PDF could not be made; the log says why.")) from error
        if isinstance(answer, int):
            raise PdfUnavailable(_why(answer, self.last_words, self.seconds))
        return answer

    def close(self):
        """End the child, if there is one, and take away what it left."""
        if self._child:
            self._child.kill()
            self._child.communicate()  # closes its pipes and waits for it
            self._said.close()
            self._folder.cleanup()
        self._child = self._folder = self._said = None

    def _answer(self, parts, seconds):
        """The PDF, or the exit code of the child that ended over it."""
        if self._child is None or self._printed >= DOCUMENTS:
            self._start()
        self._printed += 1
        began, clock = monotonic(), Timer(seconds, self._child.kill)
        clock.start()
        try:
            return self._exchange(parts)
        except (EOFError, BrokenPipeError):
            return self._ended(is_over=monotonic() - began >= seconds)
        except BaseException:  # Ctrl+C among them: half an answer is still under way
            self.close()
            raise
        finally:
            clock.cancel()

    def _exchange(self, parts):
        source = self._child.stdin
        source.write(NUMBER.pack(len(parts)))
        for part in parts:
            content = part.encode("utf-8", "replace")
            source.write(NUMBER.pack(len(content)) + content)
        source.flush()
        return self._read(NUMBER.unpack(self._read(NUMBER.size))[0])

    def _read(self, size):
        content = self._child.stdout.read(size)
        if len(content) < size:
            raise EOFError
        return content

    def _ended(self, *, is_over):
        """The exit code of the child, TOO_LONG where its time was over; what it said last is kept."""
        code = self._child.wait()
        self._said.seek(0)
        self.last_words = self._said.read().decode("utf-8", "replace")[-2000:]
        self.close()
        return TOO_LONG if is_over or code == OUT_OF_TIME else code

    def _start(self):
        self.close()
        self._folder = TemporaryDirectory(prefix="paper-")
        self._said = TemporaryFile()  # noqa: SIM115  open as long as the child
        self._printed = 0
        self._child = subprocess.Popen(
            _command(self.seconds, self.megabytes),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment() | {"TMPDIR": self._folder.name},
        )


def _command(seconds, megabytes):
    """``-I``: no current folder and no variables on the import path, and ``html`` stays the standard library's."""
    files = [f"{name}={settings.BASE_DIR / 'static' / name}" for name in FILES]
    return [sys.executable, "-I", str(CHILD), str(megabytes), str(max(int(seconds), 1)), *files]


def _environment():
    """Nothing of ours (keys, addresses of databases) reaches the child."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8"}


def _why(code, last_words, seconds):
    if code == TOO_LONG:
        return _("Making the PDF took longer than %(seconds)s seconds.") % {"seconds": seconds}
    logger.error("The PDF process ended with %s: %s", code, last_words)
    if code == MISSING:
        text = _(
            "PDF is not available: this machine lacks the Pango library. Install it with: apt-get install %(packages)s"
        )
        return text % {"packages": PACKAGES}
    return _("The PDF could not be made; the log says why.")
