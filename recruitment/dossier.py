"""What lies in a dossier: papers, verifications, consents; and what stays to be put right. Recorded, never stored."""

from collections import Counter
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record
from branches.names import clean
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused

from .models import Candidate, Case, Consent, Paper, PaperState, Relation, Shortfall, Verification, Waiver
from .rules.papers import BY_KEY


@dataclass(frozen=True)
class Part:
    """A part of a dossier: rows of ``model``, told apart by ``key``, saying ``fields``. ``choices``: what they may say."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    choices: dict
    is_empty: staticmethod


def _is_unsaid(row):
    return row["state"] == PaperState.MISSING and not any(
        row[name] for name in ("number", "dated_on", "signer", "place")
    )


PAPERS = Part(
    "papers",
    Paper,
    ("kind", "ordinal"),
    ("state", "number", "dated_on", "signer", "place"),
    {"kind": BY_KEY, "state": PaperState.values},
    _is_unsaid,
)
VERIFICATIONS = Part(
    "verifications",
    Verification,
    (),
    ("relation", "place", "is_abroad", "sent_on", "answered_on", "done_by", "waived_by"),
    {"relation": Relation.values, "waived_by": ["", *Waiver.values]},
    lambda row: not row["relation"],
)
CONSENTS = Part(
    "consents", Consent, ("case",), ("body", "number", "dated_on"), {"case": Case.values}, lambda row: not row["case"]
)


def set_papers(pk, rows, version, *, by):
    """Write the state of every paper of a person: dicts of ``kind``, ``ordinal``, ``state``, ``number``, ``dated_on``,
    ``signer``, ``place``. Those that are not named stay. Returns the candidate.

    Raises Stale, Refused with every problem, PermissionDenied.
    """
    named = {(row["kind"], row["ordinal"]) for row in rows}
    return _set(PAPERS, pk, rows, version, by, keep=lambda paper: (paper.kind, paper.ordinal) not in named)


def set_verifications(pk, rows, version, *, by):
    """Write who was asked about a person's history: dicts of the fields of ``Verification``; these and no others.

    Returns the candidate. Raises Stale, Refused, PermissionDenied.
    """
    return _set(VERIFICATIONS, pk, rows, version, by)


def set_consents(pk, rows, version, *, by):
    """Write which cases ask for a consent and the consents there are; these and no others. Raises as ``set_papers``."""
    return _set(CONSENTS, pk, rows, version, by)


def lay_in_dossier(papers):
    """Unsaved documents that are there from now on, with number and day; for the verbs that write down what made them."""
    for paper in papers:
        paper.state = PaperState.COMPLETE
    Paper.objects.bulk_create(
        papers,
        update_conflicts=True,
        unique_fields=["candidate", "kind", "ordinal"],
        update_fields=["state", "number", "dated_on"],
    )


def take_from_dossier(pk, laid):
    """Documents of steps that were taken back are not there: ``laid`` are (kind, number, day) as ``lay_in_dossier`` had
    them. What was written there differently since stays.
    """
    said = models.Q(pk__in=[])
    for kind, number, day in laid:
        said |= models.Q(kind=kind, number=number, dated_on=day)
    Paper.objects.filter(said, candidate=pk).delete()


@transaction.atomic
def cure_shortfall(pk, note, *, by):
    """Say how something that was missing was put right. Raises Refused without a note, PermissionDenied."""
    shortfall = Shortfall.objects.select_for_update(of=("self",)).select_related("candidate__branch").get(pk=pk)
    require(by, Action.MOVE_PEOPLE, shortfall.candidate.branch)
    if shortfall.cured_on:
        return shortfall
    if not (note := clean(note)):
        raise Refused([Problem(shortfall, "note", _("Say in a few words how it was put right."))])
    _close([shortfall], note, by)
    return shortfall


def close_shortfalls_of(changes, note, *, by):
    """What was missing at steps that are taken back is no longer asked for; for the verb that corrects steps."""
    _close(list(Shortfall.objects.open().filter(change__in=changes).select_related("candidate__branch")), note, by)


def _close(shortfalls, note, by):
    for each in shortfalls:
        each.cured_on, each.note = today(), note
    Shortfall.objects.bulk_update(shortfalls, ["cured_on", "note"])
    values = {"cured_on": [None, today().isoformat()], "note": [None, note]}
    record([Trace(Act.CHANGED, each, each.candidate.branch, values) for each in shortfalls], by=by)


@transaction.atomic
def _set(part, pk, rows, version, by, *, keep=lambda row: False):
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    require(by, Action.MOVE_PEOPLE, candidate.branch)
    kept = [row for row in part.model.objects.filter(candidate=candidate) if not keep(row)]
    before = [plain(part, row) for row in kept]
    told = {place: row for place, row in enumerate(rows) if not part.is_empty(row)}
    names = (*part.key, *part.fields)
    wanted = [part.model(candidate=candidate, **{name: row[name] for name in names}) for row in told.values()]
    after = [plain(part, row) for row in wanted]
    if sorted(before, key=_in_order) == sorted(after, key=_in_order):
        return candidate
    refuse_stale(candidate, version)
    if problems := [*reasons_against(part, candidate, told)]:
        raise Refused(problems)
    part.model.objects.filter(pk__in=[row.pk for row in kept]).delete()
    part.model.objects.bulk_create(wanted)
    candidate.version += 1
    candidate.save(update_fields=["version"])
    changed = [[row for row in before if row not in after], [row for row in after if row not in before]]
    record([Trace(Act.CHANGED, candidate, candidate.branch, {part.name: changed})], by=by)
    return candidate


def plain(part, row):
    values = {name: getattr(row, name) for name in (*part.key, *part.fields)}
    return {name: str(value) for name, value in values.items() if value not in ("", None, False)}


def _in_order(said):
    return sorted(said.items())


def reasons_against(part, candidate, told):
    """Why rows cannot be, each at its place in the list that was handed over and its field."""
    if candidate.is_void:
        yield Problem(None, "", _("This person was struck out as a wrong entry: restore it first, then correct it."))
    keys = {place: tuple(row[name] for name in part.key) for place, row in told.items()}
    times = Counter(keys.values())
    for place, row in told.items():
        if part.key and times[keys[place]] > 1:
            yield Problem(place, part.key[0], _("This stands here twice."))
        for name, allowed in part.choices.items():
            if row[name] not in allowed:
                yield Problem(place, name, _("Choose one of the list."))
        for name in ("dated_on", "sent_on", "answered_on"):
            if (day := row.get(name)) and day > today():
                yield Problem(place, name, _("The day lies in the future."))
            elif day and candidate.birth_year and day.year < candidate.birth_year:
                yield Problem(place, name, _("The day lies before the person's birth."))
        if row.get("answered_on") and row.get("sent_on") and row["answered_on"] < row["sent_on"]:
            yield Problem(place, "answered_on", _("The answer lies before the question."))
        if "ordinal" in row and row["kind"] in BY_KEY and not 1 <= row["ordinal"] <= BY_KEY[row["kind"]].copies:
            yield Problem(place, "kind", _("There are not so many of this document."))
