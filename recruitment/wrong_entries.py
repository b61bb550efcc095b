"""Wrong entries (*Hủy dòng nhập nhầm*): struck out with a reason, out of every list and figure, and restorable.

Something else than a person dropped from the list, who was there and stays in the statistics.
"""

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action, may, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.versions import refuse_stale
from config import installation
from config.refusal import Problem, Refused

from .closed import DATED, refuse_closed, steps_of, touched_by_change
from .models import Admission, Candidate, Merge
from .totals import LOCK, already_counted, totals_over

SAID = ("is_void", "void_reason")
DAYS = DATED[Admission._meta.label_lower].days
LONGEST_NOTE = 150


class WrongBecause(TextChoices):
    DUPLICATE = "duplicate", gettext_lazy("entered twice")
    WRONG_CELL = "wrong_cell", gettext_lazy("entered at the wrong cell")
    WRONG_PERSON = "wrong_person", gettext_lazy("the wrong person was entered")
    OTHER = "other", gettext_lazy("another reason")


def why_void(candidate):
    """The reason and the note in words."""
    return reason_in_words(candidate.void_reason)


def reason_in_words(reason):
    code, _colon, note = reason.partition(": ")
    return ": ".join(filter(None, [str(dict(WrongBecause.choices).get(code, code)), note]))


@transaction.atomic
def void_person(pk, reason, version, *, by, note=""):
    """Strike out a person and the admissions that stand. ``reason``: of ``WrongBecause``; OTHER needs a ``note``.

    Raises Stale, Refused, PermissionDenied: an admission is struck out only by those who may record one.
    """
    candidate, admissions = _locked(pk, Admission.objects, by)
    if candidate.is_void:
        return candidate
    refuse_stale(candidate, version)
    if reason not in WrongBecause.values:
        raise Refused([Problem(candidate, "reason", _("Choose why the entry was wrong."))])
    if reason == WrongBecause.OTHER and not note:
        raise Refused([Problem(candidate, "note", _("Say in a few words why the entry was wrong."))])
    text = f"{WrongBecause(reason).value}: {note}" if note else WrongBecause(reason).value
    _set(candidate, admissions, Act.VOIDED, True, text, reason, by)
    return candidate


@transaction.atomic
def restore_person(pk, version, *, by):
    """Let a struck out person stand again, with the admissions that were struck out together with the person.

    Raises Stale, PermissionDenied, and Refused where a total of earlier years holds an admission by now, and where the
    entry was made one with another: that is undone instead.
    """
    candidate, admissions = _locked(pk, Admission.with_void.filter(is_void=True, void_reason=""), by)
    if not candidate.is_void:
        return candidate
    refuse_stale(candidate, version)
    if Merge.objects.filter(dropped=candidate, undone_at=None).exists():
        text = _("This entry was made one with another entry of the same person: undo that instead.")
        raise Refused([Problem(candidate, "", text)])
    if inside := totals_over(admissions):
        raise Refused([Problem(candidate, "", _held_by(total, by)) for _admission, total in inside])
    _set(candidate, admissions, Act.RESTORED, False, "", "", by)
    return candidate


def may_strike_out(candidate, admissions, is_admitted_elsewhere, *, by):
    """Whether ``by`` may strike out or restore somebody with these admissions; no statement."""
    needed = _needed(candidate, admissions).items()
    return not is_admitted_elsewhere and all(may(by, action, branch) for action, where in needed for branch in where)


def _held_by(total, by):
    if may(by, Action.VIEW, total.branch):
        return already_counted(total)
    return _("A total of earlier years at an organisation above already holds this admission.")


def _locked(pk, admissions, by):
    """The person and those of ``admissions`` that are the person's, once nobody else can change them."""
    installation.lock(LOCK)
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    admissions = list(admissions.filter(candidate=candidate).select_related("branch").order_by("pk"))
    for action, branches in _needed(candidate, admissions).items():
        require(by, action, *branches)
    return candidate, admissions


def _needed(candidate, admissions):
    """What one must be allowed where: who was admitted is struck out only by those who may record admissions."""
    recorded = {candidate.branch, *(admission.branch for admission in admissions)} if admissions else set()
    return {Action.EDIT_PEOPLE: {candidate.branch}, Action.RECORD_ADMISSION: recorded}


def _set(candidate, admissions, act, is_void, text, reason, by):
    """The reason stands at the person; an admission without one of its own went together with the person."""
    refuse_closed(_touched(candidate, admissions), by=by)
    traces = []
    for row in (candidate, *admissions):
        before = said_of(row, SAID)
        row.is_void = is_void
        row.void_reason = text if row is candidate else ""
        traces.append(Trace(act, row, row.branch, changes(before, said_of(row, SAID)), reason=reason))
    candidate.version += 1
    candidate.save(update_fields=[*SAID, "version"])
    Admission.with_void.bulk_update(admissions, SAID)
    record(traces, by=by)


def _touched(candidate, admissions):
    """Whoever is struck out or stands again does so in every month in which something was written of the person."""
    yield from steps_of(candidate)
    for row in admissions:
        yield from touched_by_change(candidate, row._meta.label_lower, None, said_of(row, ("branch", *DAYS)))
