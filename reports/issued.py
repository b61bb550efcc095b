"""What a report says: a draft the figures of now, every other one what was frozen, a signed one its very files."""

import json
import logging
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from branches.exporting import digest_of
from branches.models import Act, AuditEntry
from config.refusal import Problem, Refused

from . import narrative, wording
from .document import Added, Document, Signing
from .figures.frozen import as_text, from_text
from .live import live_document
from .look import spoken_as
from .models import OPEN, Report, State
from .periods import parse_period
from .rendering import render

FILE = "file_"
"""Before the name of a form, in the audit: the digest of that file of a signed report."""

logger = logging.getLogger(__name__)


def document_of(report, *, by):
    """The ``Document`` of a report. For a draft the statements of ``figures_of`` and two; for others at most one.

    Raises ValidationError where the figures of a draft cannot be made: the branch was not there in that period.
    """
    if report.state == State.DRAFT:
        return drafted(report, by=by)
    return signed(report, thawed(report))


def drafted(report, *, by, look=None):
    """The ``Document`` that a report would be, with the figures of now and the ``look`` in force or given; number and day
    are blank.
    """
    period = parse_period(report.period, report.branch)
    added = Added(report.assessment, report.causes, report.tasks)
    return live_document(
        report.branch, period, by=by, added=added, signing=Signing(replaces=replaced(report)), look=look
    )


def worded(document):
    """The ``document`` with its text and its quick report kept as they are worded and spelled now, or were once before."""
    if document.sections:
        return document
    look = document.look
    with spoken_as(look):
        sections, brief = narrative.sections(document), narrative.in_brief(document.figures)
    kept = tuple((look.spelled(title), tuple(look.spelled(said) for said in text)) for title, text in sections)
    return replace(document, sections=kept, brief=look.spelled(brief))


def frozen(document):
    """All of a ``Document``, its words too, as the text that a report keeps once it is put up for signature."""
    return as_text(worded(document))


def thawed(report):
    """The ``Document`` that was frozen. Fields that came later have their defaults."""
    return from_text(report.frozen, Document)


def signed(report, document):
    """``document`` with what stands in the signature block of ``report``; blank where it is not signed yet."""
    return replace(
        document,
        signing=Signing(
            number=report.number,
            symbol=report.symbol,
            day=report.signed_on,
            authority=report.signing_authority,
            post=report.post,
            signer=report.signer,
            replaces=document.signing.replaces,
        ),
        digest=report.digest,
    )


@dataclass(frozen=True)
class Reports:
    """The reports of one branch and period: the one being written or put up, and the one that counts; else None."""

    open: Report | None
    signed: Report | None


def reports_on(branch, period):
    """``Reports`` of ``branch`` and ``period``. One statement."""
    rows = Report.objects.filter(branch=branch, period=period.name, state__in=(*OPEN, State.SIGNED)).defer("frozen")
    by_state = {row.state in OPEN: row for row in rows}
    return Reports(open=by_state.get(True), signed=by_state.get(False))


def replaced(report):
    """The report that this one is issued instead of, as the paper names it; "" for a first issue."""
    old = report.supersedes
    return f"Báo cáo số {old.numbered}, ngày {wording.day(old.signed_on)}" if old else ""


def file_of(report, form, *, by):
    """A report as bytes: of a signed one the stored file, never made anew; of others rendered now.

    Raises LookupError where a signed report has no file of this form, PdfUnavailable, ValidationError; Refused where the
    stored bytes are not those that were signed.
    """
    if not report.is_final:
        return render(document_of(report, by=by), form)
    stored = report.files.filter(form=form).first()
    if stored is None:
        raise LookupError(form)
    if not _is_as_signed(report, stored):
        logger.error("The stored %s of report %s is not the one that was signed.", form, report.pk)
        text = _(
            "This file is not the one that was signed: its fingerprint differs from that in the audit. Do not use it; tell "
            "whoever looks after the application, who restores it from a backup."
        )
        raise Refused([Problem(report, "", text)])
    return bytes(stored.content)


def is_as_signed(report, form):
    """Whether the file of a signed report is there, and is the one that was signed. Two statements."""
    stored = report.files.filter(form=form).first()
    return stored is not None and _is_as_signed(report, stored)


def _is_as_signed(report, stored):
    return {digest_of(bytes(stored.content)), stored.digest} == {audited_digests(report).get(stored.form)}


def audited_digests(report):
    """{form: SHA-256} of the files of a signed report, as the audit has kept them. One statement."""
    entry = AuditEntry.objects.filter(act=Act.SIGNED, kind=Report._meta.label_lower, object_id=report.pk)
    said = entry.order_by("-pk").values_list("said__values", flat=True).first()
    values = json.loads(said) if said else {}
    return {name.removeprefix(FILE): now for name, (_was, now) in values.items() if name.startswith(FILE)}
