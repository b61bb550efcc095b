"""A report made from the figures of now: every paper that nobody has put up for signature comes from here."""

from dataclasses import replace

from branches.exporting import digest_of
from config import installation

from .document import Added, Document, Signing
from .figures import figures_of
from .look_in_force import look_in_force
from .rendering import render


def live_document(branch, period, *, by, added=None, signing=None, look=None):
    """The ``Document`` of ``branch`` and ``period`` (``periods.Period``) as it would be printed now, with its digest.

    ``added`` and ``signing`` are empty and ``look`` is the one in force by default. The statements of ``figures_of`` for
    paper. Raises PermissionDenied where ``by`` may not see the branch, ValidationError where it was not there then.
    """
    with installation.read_once():
        look = look or look_in_force()
        figures = figures_of(branch, period, by=by, for_paper=True, look=look)
    return with_digest(Document(figures, added or Added(), signing or Signing(), look=look))


def with_digest(document):
    """``document`` bearing the SHA-256 of its own JSON file, which neither number nor day change."""
    return replace(document, digest=digest_of(render(document, "json")))
