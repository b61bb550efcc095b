"""Reports before they are put up for signature: begun, written, begun anew after signing, thrown away."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from branches.tree import History
from branches.versions import refuse_stale
from config.refusal import Problem, Refused

from .figures import figures_of
from .figures.sources import day_of_branch
from .models import OPEN, Report, State
from .periods import parse_period
from .rendering.letters import named, unprintable, without_unseen

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
    day_of_branch(History(branch), period)
    last = Report.objects.filter(branch=branch).order_by("-as_of", "-pk").first()
    texts = {name: getattr(last, name) for name in TEXTS} if last else {}
    report = Report(branch=branch, period=period.name, kind=period.kind, first=period.first, as_of=period.last, **texts)
    return _create(report, by)


def carried_over(report):
    """Which of ``TEXTS`` still say word for word what the branch's report before said. One statement."""
    others = Report.objects.filter(branch=report.branch_id, as_of__lt=report.as_of).order_by("-as_of", "-pk")
    before = others.only(*TEXTS).first()
    return [
        name for name in TEXTS if before and getattr(report, name) and getattr(report, name) == getattr(before, name)
    ]


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
    kept = ("branch", "period", "kind", "first", "as_of", *WRITTEN, "difference_explained")
    same = {name: getattr(old, name) for name in kept}
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
    """Write what a person adds to a draft. ``values``: any of ``WRITTEN``, and ``difference_explained``: which difference the
    reason was given for (default: the one of now). Returns the ``Report``.

    Nothing is written where it says so already. Raises Stale, Refused for a report that is no draft, PermissionDenied.
    """
    report = locked(pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.DRAFT)
    fields = (*WRITTEN, "difference_explained")
    before = said_of(report, fields)
    for name in WRITTEN:
        if name in values:
            setattr(report, name, lines_of(values[name]) if name in TEXTS else line_of(values[name]))
    if "difference_reason" in values:
        report.difference_explained = _explained(report, values, by)
    if not (changed := changes(before, said_of(report, fields))):
        return report
    refuse_stale(report, version)
    _refuse_what_no_paper_holds(report)
    report.version += 1
    report.save(update_fields=[*changed, "version"])
    record([Trace(Act.CHANGED, report, report.branch, changed)], by=by)
    return report


def _explained(report, values, by):
    """The difference to counted heads that the reason is given for; None without a reason, or without a difference."""
    if not report.difference_reason:
        return None
    if "difference_explained" in values:
        return values["difference_explained"]
    heads = figures_of(report.branch, parse_period(report.period, report.branch), by=by).headcount
    return heads and heads.counted_difference


@transaction.atomic
def discard_report(pk, version, *, by, because=""):
    """Throw a draft away; one that was put up for signature before only for a reason, which the audit keeps.

    Raises Stale, Refused, PermissionDenied.
    """
    report = locked(pk)
    require(by, Action.ISSUE_REPORT, report.branch)
    refuse_unless(report, State.DRAFT)
    refuse_stale(report, version)
    because = clean(because)
    if report.submitted_at and not because:
        text = _("This draft was put up for signature before: say why it is thrown away.")
        raise Refused([Problem(report, "because", text)])
    said = {"because": [None, because]} if because else {}
    record([Trace(Act.UNDONE, report, report.branch, said, detail=report.period)], by=by)
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


def line_of(text):
    """A text of one line, without what nobody sees."""
    return without_unseen(clean(text))


def lines_of(text):
    """A text of several lines in composed form, without what no paper can print, without blanks at the ends of lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(line.strip() for line in without_unseen(text).split("\n")).strip()


def not_printable(letters):
    """The sentence on letters that no paper of ours can print."""
    text = _("The papers cannot print %(letters)s: leave it out or write it with letters.")
    return text % {"letters": named(letters)}


def _refuse_what_no_paper_holds(report):
    problems = [
        Problem(report, name, not_printable(found)) for name in TEXTS if (found := unprintable(getattr(report, name)))
    ]
    for name in WRITTEN:
        most = report._meta.get_field(name).max_length
        if len(getattr(report, name)) > most:
            text = _("This text is too long: %(most)s letters at most.") % {"most": most}
            problems.append(Problem(report, name, text))
    if problems:
        raise Refused(problems)
