"""What lies before a person: how far the way is gone, which steps are open, and everything each still asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branches.access import may
from branches.models import Branch

from .clocks import running_clock
from .facts import Facts, facts_today, path_on
from .lacks import Lack
from .moves import MOVES, Move, always, lacks_of, moves_from, place_of_right, stages_on
from .rules.deadlines import Deadline
from .rules.workdays import workdays_between
from .stages import EXITS, WAY, Stage

BEFORE_A_FORK = {move.source for move in MOVES if move.on is not always}
"""The stages from which paths part."""


@dataclass(frozen=True)
class Mark:
    """One stage of the bar of progress. ``on``: the day the person came there, where that is known."""

    stage: Stage
    on: date | None
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Offer:
    """A step that is open from here. ``lacks``: what it still asks for; ``body``: who acts; ``may``: whether the reader
    may write it down.
    """

    move: Move
    lacks: Sequence[Lack]
    body: Branch
    may: bool

    @property
    def is_ready(self):
        return not self.lacks

    @property
    def missing(self):
        """What must be there before; the rest is told with the step itself, or a deadline that is over."""
        return [lack for lack in self.lacks if not lack.is_told_with_the_step and not lack.is_late]

    @property
    def is_elsewhere(self):
        """Back to a place at the desk from which this dossier was not returned: no step of this person at all."""
        return any(lack.key == "not_where_it_came_from" for lack in self.lacks)

    @property
    def is_late(self):
        return any(lack.is_late for lack in self.lacks)


@dataclass(frozen=True)
class Outlook:
    """``following``: the offer straight ahead, None at the end and off the way; ``others``: what else may be done.
    ``deadline``: the clock that runs in this stage.
    """

    facts: Facts
    bar: Sequence[Mark]
    following: Offer | None
    others: Sequence[Offer]
    deadline: Deadline | None

    @property
    def workdays_left(self):
        """Working days until the deadline; below nought, so many since."""
        today, off, last = self.facts.day, self.facts.days_off, self.deadline.day
        return workdays_between(today, last, off) or -workdays_between(last, today, off)

    @property
    def returned_because(self):
        """What a dossier that lies returned was returned for."""
        return self.facts.changes[-1].reason if self.facts.stage == Stage.RETURNED and self.facts.changes else ""

    @property
    def workdays_over(self):
        return -self.workdays_left


def outlook_of(person, *, by, gathered=None):
    """The Outlook of a person for a reader. Thirteen statements at most."""
    (facts,) = facts_today([person], gathered=gathered)
    every = [_offer(move, facts, by) for move in moves_open_to(facts)]
    offers = [offer for offer in every if not offer.is_elsewhere]
    following = next((offer for offer in offers if not offer.move.is_aside), None)
    others = [offer for offer in offers if offer is not following]
    return Outlook(facts, bar_of(facts), following, others, running_clock(facts, facts.deadlines))


def moves_open_to(facts):
    """The steps from here: those of today's path, then those of the path on the day the person came here, for what a body
    did before the path changed and is written down only now.
    """
    moves = moves_from(facts.stage, facts.path)
    since = facts.candidate.stage_on
    if facts.stage in BEFORE_A_FORK and since:
        moves += [move for move in moves_from(facts.stage, path_on(facts.candidate, since)) if move not in moves]
    return moves


def bar_of(facts):
    """The stages of the person's path; one that lies off it, as a return, stands where the person is."""
    stages, is_out = stages_on(facts.path), facts.stage in EXITS
    stage = _left_at(facts) if is_out else facts.stage
    place = _place_among(stages, stage, facts)
    if stage not in stages and not is_out:
        place += 1
        stages.insert(place, stage)
    return [
        Mark(
            stage,
            facts.day_of(stage) if n <= place else None,  # beyond are days of steps that were corrected
            is_done=n < place or (n == place and is_out),
            is_now=n == place and not is_out,
        )
        for n, stage in enumerate(stages)
    ]


def _place_among(stages, stage, facts):
    """The last of ``stages`` that is behind somebody at ``stage``; a returned dossier has come no further than whence."""
    last = facts.returned_from or stage if stage == Stage.RETURNED else stage
    return max(n for n, each in enumerate(stages) if WAY.index(each) <= WAY.index(last))


def _left_at(facts):
    """The last stage of the way before an exit."""
    sources = (change.source for change in reversed(facts.course))
    return next((Stage(source) for source in sources if source in WAY), Stage.INTRODUCED)


def _offer(move, facts, by):
    may_take = may(by, move.action, place_of_right(move, facts))
    return Offer(move, lacks_of(move, facts), facts.branch_of(move.actor), may_take)
