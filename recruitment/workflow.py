"""The one writer of stages: steps on the way, what was so already when following began, and corrections.

    move_candidates([Step(pk, seen=Stage.DECIDED, on=day)], Stage.PROBATION, by=user)

One person is a list of one. All rights and rules are asked first, then everything is written in one transaction: the
change of stage, its line in the log, the vote, the admission that a decision makes, what stays to be put right, the audit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from . import stage_log
from .admitting import AdmissionChanges
from .closed import refuse_closed, touched
from .dossier import close_shortfalls_of, lay_in_dossier, take_from_dossier
from .facts import Facts, Step, facts_of
from .impossible import born_too_late
from .lacks import Lack
from .limits import DAYS_TO_CORRECT
from .models import Candidate, Paper, Shortfall, StageChange, TellingBy
from .moves import MOVES, Move, find_move, lacks_of, place_of_right
from .stages import ADMITTED, EXITS, MEMBERS, ON_THE_WAY, WAY, Stage
from .totals import LOCK
from .voting import Votes, strike_votes_of


class MoveRefused(Refused):
    """Nothing was written. ``lacks``: {candidate's id: what is missing}; ``may_record``: only rules stand against it, and
    a body has resolved it: with a reason it can be recorded.
    """

    def __init__(self, problems, lacks=(), *, may_record=False):
        super().__init__(problems)
        self.lacks, self.may_record = dict(lacks), may_record


@dataclass(frozen=True)
class Moved:
    """``moved``: who has gone on. ``stayed``: those on whom a body voted without reaching its share; the vote is kept."""

    moved: Sequence[Candidate]
    stayed: Sequence[Candidate]


@installation.read_once()
@transaction.atomic
def move_candidates(steps, target, *, by, despite="", told_by=TellingBy.OWN):
    """Take everybody of ``steps`` to ``target``, all or nobody. Returns ``Moved``.

    ``despite``: why what a body has resolved or signed is recorded although something is missing; what is missing then
    stays to be put right. Raises MoveRefused with every reason, PermissionDenied. The same number of statements for one
    person as for many, but for batches of rows.
    """
    steps, target = list(steps), Stage(target)
    if target in MEMBERS:
        installation.lock(LOCK)
    people = _locked(steps)
    _refuse_overtaken(steps, people)
    facts = facts_of(steps, people, target=target)
    moves = _moves(facts, target)
    for move, each in zip(moves, facts, strict=True):
        require(by, move.action, place_of_right(move, each))
    refuse_closed(_touched_by(moves, facts), by=by)
    lacks = {each: lacks_of(move, each) for move, each in zip(moves, facts, strict=True)}
    _refuse_what_is_missing(moves, lacks, despite)
    votes = Votes.of(moves, facts)
    going = [each for each in facts if not votes.keeps_back(each)]
    changes = []
    if going:
        changes = _go(
            going, dict(zip(facts, moves, strict=True)), target, lacks, votes, by=by, despite=despite, told_by=told_by
        )
    votes.write({change.candidate: change for change in changes}, by=by)
    moved = [each.candidate for each in going]
    return Moved(moved, [each.candidate for each in facts if each.candidate not in moved])


def _go(going, move_of, target, lacks, votes, *, by, despite, told_by):
    changes = [
        StageChange(
            candidate=each.candidate,
            source=each.stage,
            target=target,
            on=each.day,
            number=each.step.number,
            branch=each.candidate.branch,
            body=each.branch_of(move_of[each].actor),
            reason=each.step.reason or despite or votes.reason(each),
            told_by=told_by,
            by=by,
        )
        for each in going
    ]
    admitting = AdmissionChanges.of(going, target)
    stage_log.write(changes)
    Shortfall.objects.bulk_create(
        [
            Shortfall(
                candidate=each.candidate, change=change, key=lack.key, params=lack.params | {"source": lack.source}
            )
            for change, each in zip(changes, going, strict=True)
            for lack in (*lacks[each], *votes.lacks(each))
        ]
    )
    admitting.write(by=by)
    lay_in_dossier(
        [
            Paper(candidate=each.candidate, kind=paper, number=each.step.number, dated_on=each.day)
            for each in going
            if (paper := move_of[each].paper)
        ]
    )
    record([_trace(change, Act.MOVED) for change in changes], by=by)
    return changes


# --- Asking


def _locked(steps):
    """The people, once nobody else can move them; in the order of their ids, so that two never wait for each other."""
    ids = [step.candidate_id for step in steps]
    if len(set(ids)) < len(ids):
        raise MoveRefused([Problem(None, "", _("A person stands there twice."))])
    rows = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").order_by("pk")
    people = rows.in_bulk(ids)
    if void := [person for person in people.values() if person.is_void]:
        text = _("%(person)s was struck out as a wrong entry: restore the entry first.")
        raise MoveRefused([Problem(person.pk, "", text % {"person": person}) for person in void])
    return people


def _refuse_overtaken(steps, people):
    """Somebody else may have moved one of them since the page was made."""
    text = _("%(person)s now stands at “%(stage)s”: somebody else has just changed that. Look again.")
    overtaken = [people[step.candidate_id] for step in steps if people[step.candidate_id].stage != step.seen]
    if overtaken:
        raise MoveRefused([Problem(p.pk, "", text % {"person": p, "stage": Stage(p.stage).label}) for p in overtaken])


def _moves(facts, target) -> list[Move]:
    moves = [find_move(each.stage, target, each.path) for each in facts]
    text = _("From “%(source)s” there is no step to “%(target)s” on the way of %(person)s.")
    problems = [
        Problem(each.candidate.pk, "", text % _words(each, target))
        for each, move in zip(facts, moves, strict=True)
        if move is None
    ]
    if problems:
        raise MoveRefused(problems)
    return moves


def _touched_by(moves, facts):
    """A step is a fact of the body that acts, on its day."""
    for move, each in zip(moves, facts, strict=True):
        yield from touched(each.candidate.pk, each.branch_of(move.actor), each.day)


def _words(facts, target):
    return {"source": facts.stage.label, "target": target.label, "person": facts.candidate}


def _refuse_what_is_missing(moves, lacks: dict[Facts, list[Lack]], despite):
    problems = []
    for move, (each, missing) in zip(moves, lacks.items(), strict=True):
        if move.asks_reason and not each.step.reason:
            problems.append(Problem(each.candidate.pk, "reason", _("Give the reason in a few words.")))
        problems += [
            Problem(each.candidate.pk, one.where, str(one))
            for one in missing
            if one.is_impossible or not (move.is_recorded and despite)
        ]
    if problems:
        may_record = all(move.is_recorded for move in moves) and not any(
            one.is_impossible for missing in lacks.values() for one in missing
        )
        by_person = {each.candidate.pk: missing for each, missing in lacks.items() if missing}
        raise MoveRefused(problems, by_person, may_record=may_record)


# --- Writing


def _trace(change, act):
    values = {"stage": [change.source or None, change.target], "stage_on": [None, change.on.isoformat()]}
    return Trace(
        act, change.candidate, change.branch, values, detail="" if change.told_by == TellingBy.OWN else change.told_by
    )


# --- What was so already, and what was wrong


@installation.read_once()
@transaction.atomic
def enter_at(pk, stage, on, *, by, number="", told_by=TellingBy.OWN):
    """*Hiện trạng khi bắt đầu theo dõi*: the person stood at ``stage`` since ``on`` when following began.

    Only for somebody on the way of whom no step was recorded yet. The decision and what follows it are recorded as an
    admission, which brings the person there by itself. Raises MoveRefused, PermissionDenied.
    """
    stage = Stage(stage)
    (person,) = _locked([Step(pk, stage, on)]).values()
    require(by, Action.MOVE_PEOPLE, person.branch)
    if person.stage not in ON_THE_WAY or person.stage_changes.filter(way=StageChange.Way.MOVE).exists():
        raise MoveRefused([Problem(pk, "", _("Steps were recorded already: correct the last one instead."))])
    if stage not in ON_THE_WAY:
        raise MoveRefused([Problem(pk, "stage", _("Record the admission itself: decision, number and ceremony."))])
    if why := _impossible_day(person, on):
        raise MoveRefused([Problem(pk, "on", why)])
    refuse_closed(touched(pk, person.branch, on), by=by)
    change = _change(person, stage, on, StageChange.Way.ENTRY, by, number=number, told_by=told_by)
    _write_change(change, Act.MOVED, by)
    return person


@installation.read_once()
@transaction.atomic
def correct_stage(pk, seen, stage, on, reason, *, by, number=""):
    """Take a person back to an earlier ``stage`` of the own way, because the steps since were written down wrongly.

    Free until some days after the end of the month in which the last step was recorded; later ``number`` names the
    document that corrects. What the steps wrote of an admission is undone: a decision is struck out, a ceremony emptied.
    Raises MoveRefused, PermissionDenied.
    """
    stage = Stage(stage)
    installation.lock(LOCK)
    (person,) = (people := _locked([Step(pk, seen, on)])).values()
    _refuse_overtaken([Step(pk, seen, on)], people)
    changes = list(person.stage_changes.select_related("body"))
    held = stage_log.that_hold(changes)
    undone = held[len(stage_log.until_last(held, stage)) :]
    require(by, Action.MOVE_PEOPLE, person.branch)
    for each in undone:
        require(by, *right_to_undo(each, person))
    problems = list(_reasons_against_correcting(person, stage, on, reason, number, changes))
    if problems:
        raise MoveRefused([Problem(pk, *problem) for problem in problems])
    taken_back = [fact for each in undone for fact in touched(pk, each.body, each.on)]
    refuse_closed([*taken_back, *touched(pk, person.branch, on)], by=by)
    change = _change(person, stage, on, StageChange.Way.CORRECTION, by, number=number, reason=reason)
    AdmissionChanges.undone(person, stage, undone, reason).write(by=by)
    close_shortfalls_of(undone, reason, by=by)
    strike_votes_of(undone, reason, by=by)
    take_from_dossier(pk, [(_paper_of(each), each.number, each.on) for each in undone])
    _write_change(change, Act.CORRECTED, by)
    return person


def right_to_undo(change, person):
    """(what the role must allow, where): as for the step that led to where ``change`` did."""
    if change.target in ADMITTED:
        return Action.RECORD_ADMISSION, person.branch
    action = next((move.action for move in MOVES if move.target == change.target), Action.MOVE_PEOPLE)
    return action, person.branch if action == Action.RECORD_ADMISSION else change.body


def places_back(changes, stage):
    """The stages, besides ``stage``, at which somebody stood by what still holds of the log, in the order of the way."""
    held = stage_log.that_hold(changes)
    been = {Stage.INTRODUCED, *(change.target for change in held), *(change.source for change in held[:1])}
    return [each for each in (*WAY, *EXITS) if each in been and each != stage]


def last_day_to_correct(change):
    """Until when a step, recorded in the log as ``change``, may be corrected without a document."""
    recorded_on = timezone.localdate(change.at)
    next_month = (recorded_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    return next_month + timedelta(days=installation.value_of(DAYS_TO_CORRECT) - 1)


def _reasons_against_correcting(person, stage, on, reason, number, changes):
    if stage == person.stage:
        yield "stage", _("The person stands there already.")
    elif stage not in places_back(changes, person.stage):
        yield "stage", _("The person never stood there: record the steps instead.")
    if why := _impossible_day(person, on):
        yield "on", why
    if not reason:
        yield "reason", _("Say why the step was wrong.")
    if not number and changes and today() > last_day_to_correct(changes[-1]):
        yield "number", _("The month is closed: name the document that corrects this.")


def _impossible_day(person, day):
    """Why nobody can have stood anywhere since ``day``; "" where the person can."""
    if day > today():
        return _("The day lies in the future.")
    return next((why for _name, why in born_too_late(person.birth_date, person.birth_year, {"on": day})), "")


def _paper_of(change):
    """The document that the step to where ``change`` led leaves in the dossier; "" where it leaves none."""
    return next((move.paper for move in MOVES if move.target == change.target), "")


def _change(person, stage, on, way, by, **more):
    cell = person.branch
    return StageChange(
        candidate=person, way=way, source=person.stage, target=stage, on=on, branch=cell, body=cell, by=by, **more
    )


def _write_change(change, act, by):
    stage_log.write([change])
    record([_trace(change, act)], by=by)
