"""Reports before they are put up for signature: begun, written, begun anew after signing, thrown away."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from branches.versions import refuse_stale
from config.refusal import Problem, Refused

from .figures import figures_of
from .models import OPEN, Report, State

TEXTS = ("assessment", "causes", "tasks")
"""What a person adds; offered again with the next report."""
WRITTEN = (*TEXTS, "difference_reason")


def start_report(branch, period, *, by):
    """The draft of ``branch`` on ``period`` (``periods.Period``), a new one where none is open. Returns the ``Report``.

    The texts of the branch's last report are offered again. Raises Refused where there is a signed one,
    PermissionDenied, ValidationError where the branch was not there in that period.
    """
    require(by, Action.ISSUE_REPORT, branch)
    there = Report.objects.filter(branch=branch, period=period.name)
    if is_open := there.filter(state__in=OPEN).first():
        return is_open
    if signed := there.filter(state=State.SIGNED).first():
        raise Refused([Problem(signed, "", _signed_already(signed))])
    figures_of(branch, period, by=by)
    last = Report.objects.filter(branch=branch).order_by("-as_of", "-pk").first()
    texts = {name: getattr(last, name) for name in TEXTS} if last else {}
    report = Report(branch=branch, period=period.name, kind=period.kind, first=period.first, as_of=period.last, **texts)
    return _create(report, by)


def issue_anew(pk, because, *, by):
    """A new draft in place of the signed report ``pk``, with its texts; the old one counts until the new one is signed.

    Returns the draft there is where it was begun before. Raises Refused, PermissionDenied.
    """
    old = Report.objects.select_related("branch").get(pk=pk)
    require(by, Action.ISSUE_REPORT, old.branch)
    if is_open := Report.objects.filter(branch=old.branch, period=old.period, state__in=OPEN).first():
        return is_open
    if old.state != State.SIGNED:
        raise Refused([Problem(old, "", _("Only a signed report that has not been replaced is issued anew."))])
    if not (because := clean(because)):
        raise Refused([Problem(old, "because", _("Say why it is issued anew."))])
    same = {name: getattr(old, name) for name in ("branch", "period", "kind", "first", "as_of", *WRITTEN)}
    report = Report(supersedes=old, supersedes_because=because, issue=old.issue + 1, **same)
    return _create(report, by)


def _create(report, by):
    """Two who begin the same report at the same moment begin one."""
    report.created_by = by
    try:
        with transaction.atomic():
            report.save(force_insert=True)
            record([Trace(Act.CREATED, report, report.branch, detail=report.period)], by=by)
            return report
    except IntegrityError:
        if first := Report.objects.filter(branch=report.branch, period=report.period, state__in=OPEN).first():
            return first
        raise


def _signed_already(report):
    said = {"number": report.numbered, "day": f"{report.signed_on:%d/%m/%Y}"}
    text = _("This report is signed already (number %(number)s, %(day)s). Open it and choose “Issue anew”.")
    return text % said


@transaction.atomic
def write_report(pk, values, version, *, by):
    """Write what a person adds to a draft. ``values``: any of ``WRITTEN``. Returns the ``Report``.

    Nothing is written where it says so already. Raises Stale, Refused for a report that is no draft, PermissionDenied.
    """
    report = locked(pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.DRAFT)
    before = said_of(report, WRITTEN)
    for name in WRITTEN:
        if name in values:
            setattr(report, name, lines_of(values[name]) if name in TEXTS else clean(values[name]))
    if not (changed := changes(before, said_of(report, WRITTEN))):
        return report
    refuse_stale(report, version)
    _refuse_too_long(report)
    report.version += 1
    report.save(update_fields=[*changed, "version"])
    record([Trace(Act.CHANGED, report, report.branch, changed)], by=by)
    return report


@transaction.atomic
def discard_report(pk, version, *, by):
    """Throw a draft away that was never put up for signature. Raises Stale, Refused, PermissionDenied."""
    report = locked(pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.DRAFT)
    refuse_stale(report, version)
    if report.submitted_at:
        text = _("This draft was put up for signature before: it stays, so that it can be told what became of it.")
        raise Refused([Problem(report, "", text)])
    record([Trace(Act.UNDONE, report, report.branch, detail=report.period)], by=by)
    report.delete()


def locked(pk):
    """The report under a lock, as it is now."""
    return Report.objects.select_for_update(of=("self",)).select_related("branch", "supersedes").get(pk=pk)


def refuse_unless(report, state):
    """Raise Refused unless the report stands in ``state``; says where it stands."""
    if report.state == state:
        return
    texts = {
        State.DRAFT: _("This report is a draft: it has not been put up for signature, or was sent back."),
        State.SUBMITTED: _("This report is put up for signature and cannot be changed: send it back first."),
        State.SIGNED: _("This report is signed already: number %(number)s, %(day)s. Nothing was written."),
        State.SUPERSEDED: _("This report has been replaced by a new issue. Nothing was written."),
    }
    said = {"number": report.numbered, "day": f"{report.signed_on:%d/%m/%Y}" if report.signed_on else ""}
    raise Refused([Problem(report, "", texts[State(report.state)] % said)])


def lines_of(text):
    """A text of several lines in composed form, without what no paper can print, without blanks at the ends of lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    kept = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
    return "\n".join(line.strip() for line in kept.split("\n")).strip()


def _refuse_too_long(report):
    problems = []
    for name in WRITTEN:
        most = report._meta.get_field(name).max_length
        if len(getattr(report, name)) > most:
            text = _("This text is too long: %(most)s letters at most.") % {"most": most}
            problems.append(Problem(report, name, text))
    if problems:
        raise Refused(problems)
