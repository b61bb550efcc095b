"""Putting a report up for signature, sending it back, and writing down that it was signed.

Draft → put up for signature (figures and texts frozen) → signed (number, day, signer; the files kept as bytes).
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.access import Action, require, require_now
from branches.audit import Act, Trace, changes, record, said_of
from branches.exporting import digest_of
from branches.names import clean
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused
from recruitment.closed import hold

from .drafting import line_of, locked, not_printable, refuse_unless
from .figures.agreement import agree
from .issued import FILE, drafted, frozen, signed, thawed
from .models import Report, ReportFile, State
from .numbering import bearer_of, is_symbol, key_of, numbering_on, symbol_in
from .periods import Kind, parse_period
from .rendering import ISSUED_FORMS, render
from .rendering.letters import unprintable
from .rendering.pdf import PdfUnavailable

SIGNATURE = ("number", "symbol", "signed_on", "signing_authority", "post", "signer")
"""What stands on the paper that was signed."""
PRINTED = ("symbol", "signing_authority", "post", "signer")


# --- Put up for signature


def submit_report(pk, version, *, by):
    """Put a draft up for signature: its figures and texts are frozen as they are now. Returns the ``Report``.

    The figures are made before anything is locked. Raises Stale, Refused with every problem, PermissionDenied.
    """
    report = Report.objects.select_related("branch", "supersedes").get(pk=pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.DRAFT)
    document = _agreeing(report, by)
    if problems := [Problem(report, *why) for why in reasons_against_submitting(report, document.figures)]:
        raise Refused(problems)
    return _submit(pk, version, document, by)


def _agreeing(report, by):
    """The ``Document`` with figures that agree with each other; made once more where they do not. Raises Refused."""
    for _attempt in range(2):
        document = drafted(report, by=by)
        if agree(document.figures):
            return document
    text = _(
        "The totals of this report do not agree with its tables, so it was not put up for signature. Try again when nobody "
        "is importing; if it says so again, tell whoever looks after the application."
    )
    raise Refused([Problem(report, "", text)])


def reasons_against_submitting(report, figures):
    """(field, sentence) of everything that keeps the draft ``report`` from being put up for signature."""
    period = parse_period(report.period, report.branch)
    if period.kind != Kind.DAY and today() <= period.last:
        said = {"period": report.period_in_words, "last": f"{period.last:%d/%m/%Y}", "today": f"{today():%d/%m/%Y}"}
        text = _(
            "%(period)s still runs until %(last)s. Put it up for signature after that day, or make a report up to a day, "
            "for example up to %(today)s."
        )
        yield "", text % (said | {"period": said["period"].capitalize()})
    heads = figures.headcount
    if heads and heads.counted_difference and not is_explained(report, heads.counted_difference):
        said = {"counted": heads.counted, "day": f"{heads.counted_on:%d/%m/%Y}", "by": abs(heads.counted_difference)}
        text = _(
            "On %(day)s %(counted)s members were counted, which differs by %(by)s from the number that is followed here. "
            "Say why, or correct the ledger."
        )
        yield "difference_reason", text % said


def is_explained(report, difference):
    """Whether the reason that was written down was given for just this difference to counted heads."""
    return bool(report.difference_reason) and report.difference_explained == difference


@transaction.atomic
def _submit(pk, version, document, by):
    report = locked(pk)
    refuse_unless(report, State.DRAFT)
    refuse_stale(report, version)
    report.frozen, report.digest = frozen(document), digest_of(render(document, "json"))
    report.first, report.as_of = document.figures.first, document.figures.as_of
    report.submitted_by, report.submitted_at, report.sent_back_because = by, timezone.now(), ""
    _step(report, State.SUBMITTED, "frozen", "digest", "first", "as_of", "submitted_by", "submitted_at", SENT_BACK)
    record([Trace(Act.SUBMITTED, report, report.branch, detail=report.period)], by=by)
    return report


SENT_BACK = "sent_back_because"


@transaction.atomic
def send_back_report(pk, because, version, *, by):
    """Make a report that is put up for signature a draft again; what was frozen is let go. Returns the ``Report``.

    Raises Stale, Refused (without a reason too), PermissionDenied.
    """
    report = locked(pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.SUBMITTED)
    refuse_stale(report, version)
    if not (because := clean(because)):
        raise Refused([Problem(report, "because", _("Say why it is sent back."))])
    report.frozen, report.digest, report.sent_back_because = "", "", because
    _step(report, State.DRAFT, "frozen", "digest", SENT_BACK)
    record([Trace(Act.SENT_BACK, report, report.branch, {SENT_BACK: [None, because]})], by=by)
    return report


# --- Signed


@dataclass(frozen=True)
class _File:
    form: str
    content: bytes
    digest: str


def sign_report(pk, values, version, *, by):
    """Write down that a report was signed; ``values``: all of ``SIGNATURE``, as they stand on the paper.

    All files are rendered first, holding no lock; what fails there leaves the report unsigned and the number free. Then
    report, files and audit are written in one transaction, if nobody else was faster. Returns the ``Report``. Raises
    Stale, Refused with every problem, PermissionDenied.
    """
    report = Report.objects.select_related("branch", "supersedes").get(pk=pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.SUBMITTED)
    refuse_stale(report, version)
    was = said_of(report, SIGNATURE)
    _take_over(report, values)
    if problems := [Problem(report, *why) for why in _reasons_against_signing(report)]:
        raise Refused(problems)
    _refuse_dead_chain(report)
    files = _rendered(report)
    try:
        return _sign(report, files, changes(was, said_of(report, SIGNATURE)), by)
    except IntegrityError:
        # Somebody gave another report this number at the same moment.
        if bearer := bearer_of(report):
            raise Refused([Problem(report, "number", _taken(report, bearer))]) from None
        raise


def _take_over(report, values):
    for name in SIGNATURE:
        value = values[name]
        setattr(report, name, line_of(value) if isinstance(value, str) else value)
    report.symbol, report.symbol_key = symbol_in(report.symbol), key_of(report.symbol)
    report.numbering = numbering_on(report.branch, report.signed_on).name if report.signed_on else ""


def _reasons_against_signing(report):
    if not report.number:
        yield "number", _("The number on the signed paper is missing.")
    elif report.signed_on and (bearer := bearer_of(report)):
        yield "number", _taken(report, bearer)
    if not report.signed_on:
        yield "signed_on", _("The day on the signed paper is missing.")
    elif report.signed_on > today():
        yield "signed_on", _("The day lies in the future.")
    elif report.signed_on < report.as_of:
        said = {"day": f"{report.as_of:%d/%m/%Y}"}
        yield "signed_on", _("The report counts to the end of %(day)s: it cannot have been signed before.") % said
    if not is_symbol(report.symbol):
        yield "symbol", _("A symbol is letters and digits with / or - between, for example BC/HU.")
    if not report.signer:
        yield "signer", _("The name of who signed is missing.")
    for name in PRINTED:
        if letters := unprintable(getattr(report, name)):
            yield name, not_printable(letters)


def _refuse_dead_chain(report):
    """Raise Refused where the report whose cumulative figures this one goes on from was issued anew meanwhile."""
    links = {link.previous_id for link in thawed(report).figures.chain} - {None}
    gone = Report.objects.filter(pk__in=links).exclude(state=State.SIGNED).first()
    if gone:
        text = _(
            "The figures go on from report %(number)s on %(period)s, which has been issued anew since: send this one back "
            "and put it up again, so that it goes on from the new issue."
        )
        said = {"number": gone.numbered, "period": gone.period_in_words}
        raise Refused([Problem(report, "", text % said)])


def _taken(report, bearer):
    said = {"number": report.numbered, "report": bearer.period_in_words, "day": f"{bearer.signed_on:%d/%m/%Y}"}
    text = _("Number %(number)s is borne by the report on %(report)s, signed on %(day)s. Enter another number.")
    return text % said


def _rendered(report):
    """All files of ``report`` as it will be; sets its ``digest`` to that of the JSON file."""
    document = signed(report, thawed(report))
    report.digest = digest_of(render(document, "json"))
    document = signed(report, document)
    try:
        made = [(form, render(document, form)) for form in ISSUED_FORMS]
    except PdfUnavailable as refusal:
        text = _("%(why)s The report has not been signed here and the number is still free: try again later.")
        raise Refused([Problem(report, "", text % {"why": refusal})]) from refusal
    return [_File(form, content, digest_of(content)) for form, content in made]


@transaction.atomic
def _sign(report, files, said, by):
    """Write ``report``, its signature filled in, unless it has changed since it was read.

    Whoever signs for the same organisation waits, so that two never see the same number free; and the right is asked
    once more, for rendering took its time.
    """
    hold([report.branch])
    now = locked(report.pk)
    require_now(by, Action.ISSUE_REPORT, now.branch)
    refuse_unless(now, State.SUBMITTED)
    refuse_stale(now, report.version)
    _refuse_dead_chain(report)
    if bearer := bearer_of(report):
        raise Refused([Problem(report, "number", _taken(report, bearer))])
    said = said | {f"{FILE}{file.form}": [None, file.digest] for file in files}
    traces = [Trace(Act.SIGNED, report, report.branch, said, detail=report.numbered)]
    if report.supersedes_id:
        old = locked(report.supersedes_id)
        _step(old, State.SUPERSEDED)
        traces.append(Trace(Act.SUPERSEDED, old, old.branch, detail=report.numbered))
    report.signed_by, report.signed_at = by, timezone.now()
    _step(report, State.SIGNED, *SIGNATURE, "symbol_key", "numbering", "digest", "signed_by", "signed_at")
    ReportFile.objects.bulk_create(
        ReportFile(report=report, form=f.form, content=f.content, size=len(f.content), digest=f.digest) for f in files
    )
    record(traces, by=by)
    return report


def _step(report, state, *fields):
    report.state = state
    report.version += 1
    report.save(update_fields=["state", "version", *fields])
