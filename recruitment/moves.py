"""The one table of steps: from where to where, on which paths, who may, what must be given, what it writes down.

The menu of a person, the bar of progress, the permission check, the grids and the tests all read ``MOVES``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from branches.access import Action

from . import conditions as c
from .models import Question
from .rules.paths import Actor, Path
from .stages import DESK, MEMBERS, ON_THE_WAY, RESOLVED, Stage

S = Stage
OWN, DESK_WORK, HIGHER = Action.MOVE_PEOPLE, Action.APPRAISE, Action.RECORD_ADMISSION


def always(path: Path):
    return True


@dataclass(frozen=True)
class Move:
    """One step. ``on``: the paths that have it. ``actor``: who does it, ``action``: what the role of whoever writes it down
    must allow there. ``unless``: what must be given (``conditions``).

    ``is_recorded``: a body has resolved or signed it, so it is written down even against a rule, with a reason; all other
    steps are ours to take or leave. ``question``: what is voted on. ``paper``: the paper (of ``rules.papers``) that lies in
    the dossier from then on. ``day``: what the day of the act must be. ``asks_reason``: nobody is dropped, returned or
    refused without one. ``is_exit``: it leads off the way; ``is_aside``: it is no part of the straight way on.
    """

    label: str
    source: Stage
    target: Stage
    actor: Actor = Actor.CELL
    action: Action = OWN
    on: Callable[[Path], bool] = always
    unless: tuple[Callable, ...] = ()
    is_recorded: bool = True
    question: Question | None = None
    paper: str = ""
    day: Callable = c.in_order
    asks_reason: bool = False
    is_exit: bool = False
    is_aside: bool = False


# --- Which paths have a step


def with_section(path):
    return path.section is not None


def with_vote_after_cell(path):
    return path.section is None and path.voting is not None


def straight_from_cell(path):
    return path.section is None and path.voting is None


def with_vote(path):
    return path.voting is not None


def without_vote(path):
    return path.voting is None


# --- The table

_ADMISSION, _RECOGNITION, _REMOVAL = Question.ADMISSION, Question.RECOGNITION, Question.REMOVAL
_CONSIDERED = (
    *(c.vote_told, c.vote_possible, c.old_enough, c.schooled, c.certificate_valid, c.dossier_complete, c.dossier_fresh),
    *(c.two_introductions, c.verified),
)
_DECIDED = (c.vote_possible, c.number_told, c.number_unused, c.resolved_below, c.consents_given, c.decision_in_time)
_LISTING = _("Listed by the cell's resolution")


def _received(source, on):
    """Sent up to the department: what we propose, so everything must be there."""
    return Move(
        *(_("Received by the department"), source, S.RECEIVED, Actor.DESK, DESK_WORK, on),
        unless=(c.resolved_below,),
        is_recorded=False,
    )


def _decided(source):
    return Move(
        *(_("Decision on admission"), source, S.DECIDED, Actor.DECIDER, HIGHER),
        unless=_DECIDED,
        question=_ADMISSION,
        paper="admission_decision",
        is_aside=source in RESOLVED,
    )


WAY_ON = (
    Move(_LISTING, S.INTRODUCED, S.LISTED, paper="listing_resolution"),
    Move(
        *(_("Class certificate"), S.LISTED, S.CERTIFIED),
        unless=(c.number_of_certificate,),
        paper="certificate",
        day=c.certificate_after_listing,
    ),
    Move(
        *(_("Permission to draw up the dossier"), S.CERTIFIED, S.PERMITTED, Actor.BASE),
        unless=(c.certificate_valid,),
        paper="permission",
    ),
    Move(_("Dossier begun"), S.PERMITTED, S.DOSSIER, is_recorded=False),
    Move(
        *(_("Verified and certified"), S.DOSSIER, S.VERIFIED, Actor.BASE),
        unless=(c.verified, c.dossier_complete, c.two_introductions),
    ),
    Move(
        *(_("Resolution of the cell"), S.VERIFIED, S.CELL_RESOLVED),
        unless=_CONSIDERED,
        question=_ADMISSION,
        paper="cell_resolution",
    ),
    Move(
        *(_("Report of the division"), S.CELL_RESOLVED, S.SECTION_REPORTED, Actor.SECTION, OWN, with_section),
        unless=(c.vote_possible,),
        question=_ADMISSION,
        paper="section_report",
    ),
    *(
        Move(
            *(_("Resolution of the base committee"), source, S.BASE_RESOLVED, Actor.BASE, OWN, on),
            unless=(c.vote_told, c.vote_possible),
            question=_ADMISSION,
            paper="base_resolution",
        )
        for source, on in ((S.CELL_RESOLVED, with_vote_after_cell), (S.SECTION_REPORTED, with_vote))
    ),
    _received(S.CELL_RESOLVED, straight_from_cell),
    _received(S.SECTION_REPORTED, without_vote),
    _received(S.BASE_RESOLVED, always),
    Move(_("Appraised"), S.RECEIVED, S.APPRAISED, Actor.DESK, DESK_WORK, is_recorded=False),
    Move(
        *(_("Opinions asked"), S.APPRAISED, S.CONSULTED, Actor.DESK, DESK_WORK),
        is_recorded=False,
        is_aside=True,
    ),
    *(
        Move(
            *(_("Put to the standing committee"), source, S.SUBMITTED, Actor.DESK, DESK_WORK),
            unless=(c.resolved_below, c.consents_given),
            is_recorded=False,
        )
        for source in (S.APPRAISED, S.CONSULTED)
    ),
    *(_decided(source) for source in (*RESOLVED, *DESK)),
    Move(_("Ceremony"), S.DECIDED, S.PROBATION, unless=(c.ceremony_in_time,)),
    Move(
        *(_("Cell proposes recognition"), S.PROBATION, S.RECOGNITION_PROPOSED),
        unless=(c.vote_told, c.vote_possible, c.probation_over, c.probation_complete, c.recognition_in_time),
        question=_RECOGNITION,
        paper="recognition_cell_resolution",
    ),
    Move(
        *(_("Decision on recognition"), S.RECOGNITION_PROPOSED, S.RECOGNISED, Actor.DECIDER, HIGHER),
        unless=(c.vote_possible, c.number_told, c.recognition_resolved, c.recognition_decision_in_time),
        question=_RECOGNITION,
        paper="recognition_decision",
    ),
)

RETURNS = (
    *(
        Move(
            *(_("Returned for supplement"), source, S.RETURNED, Actor.DESK, DESK_WORK),
            asks_reason=True,
            is_aside=True,
        )
        for source in DESK
    ),
    *(
        Move(
            *(_("Supplemented: back to its place"), S.RETURNED, target, Actor.DESK, DESK_WORK),
            unless=(c.back_to_its_place(target),),
        )
        for target in DESK
    ),
)


def _exit(label, sources, target, actor=Actor.CELL, action=OWN, **more):
    return tuple(
        Move(label, source, target, actor, action, asks_reason=True, is_exit=True, is_aside=True, **more)
        for source in sources
    )


_AFTER_THE_CELL = (*RESOLVED, *DESK, S.RETURNED)
EXITS = (
    *_exit(_("Dropped by the cell's resolution"), ON_THE_WAY, S.DROPPED),
    *_exit(_("Withdrawn at the person's own wish"), ON_THE_WAY, S.WITHDRAWN),
    *_exit(_("Refused by the competent committee"), _AFTER_THE_CELL, S.REFUSED, Actor.DECIDER, HIGHER),
    *_exit(_("Moved to another organisation"), ON_THE_WAY, S.MOVED),
    *_exit(_("Admitted elsewhere"), (*ON_THE_WAY, S.MOVED), S.ADMITTED_ELSEWHERE),
    *_exit(
        *(_("Probationary member removed"), (S.PROBATION, S.RECOGNITION_PROPOSED), S.REMOVED, Actor.DECIDER, HIGHER),
        unless=(c.vote_possible,),
        question=_REMOVAL,
    ),
    *_exit(
        *(_("Decision cancelled"), MEMBERS, S.CANCELLED),
        *(Actor.DECIDER, HIGHER),
    ),
)

BACK = tuple(
    Move(_LISTING, source, S.LISTED, is_aside=True)
    for source in (S.DROPPED, S.WITHDRAWN, S.REFUSED, S.MOVED, S.CANCELLED)
)
"""Somebody who left the list is listed anew."""

MOVES = (*WAY_ON, *RETURNS, *EXITS, *BACK)


def find_move(source, target, path):
    """The step from one stage to another on a path; None where the path has none."""
    return next((move for move in MOVES if (move.source, move.target) == (source, target) and move.on(path)), None)


def moves_from(source, path):
    """The steps that a path has from a stage, the straight way on first."""
    return sorted(
        (move for move in MOVES if move.source == source and move.on(path)), key=lambda m: (m.is_exit, m.is_aside)
    )


def stages_on(path):
    """The stages that a path has, in order: the bar of progress. Nobody is returned or asked about of necessity."""
    return [S.INTRODUCED, *_straight_on(S.INTRODUCED, path)]


def _straight_on(stage, path):
    following = next((move for move in WAY_ON if move.source == stage and move.on(path) and not move.is_aside), None)
    return [following.target, *_straight_on(following.target, path)] if following else []


def lacks_of(move, facts):
    """All that stands in the way of a step."""
    return [*move.day(facts), *(each for condition in move.unless for each in condition(facts))]


def place_of_right(move, facts):
    """Where one must have the right: at the body that acts; what a higher body decided is written down for the cell."""
    return facts.candidate.branch if move.action == HIGHER else facts.branch_of(move.actor)
