"""A person's way as it went: each step with its day and how long the person stood there; votes with their arithmetic."""

from dataclasses import dataclass
from datetime import date

from branches.access import Action, may, paths_where
from branches.finding import name_if_within
from config.clock import today

from .models import Resolution, StageChange, TellingBy
from .rules.votes import Body, Count, Excluded
from .stage_log import that_hold
from .stages import EXITS, MEMBERS, OPEN, Stage
from .voting import count_of, right_to_strike
from .workflow import last_day_to_correct, right_to_undo


@dataclass(frozen=True)
class Passage:
    """``change``: a line of the log; ``stage``: where it led; ``body``: who acted, "" for whom the reader may not see.
    ``days``: how long the person stood there, None where that is over with an end of the way or was taken back.
    """

    change: StageChange
    body: str
    days: int | None

    @property
    def stage(self):
        return Stage(self.change.target)

    @property
    def is_exit(self):
        return self.stage in EXITS

    @property
    def is_plain(self):
        return self.change.way == StageChange.Way.MOVE

    @property
    def told_by(self):
        return "" if self.change.told_by == TellingBy.OWN else self.change.get_told_by_display()


@dataclass(frozen=True)
class Vote:
    """A Resolution with its numbers counted again; ``branch``: as ``Passage.body``. ``may_strike``: whether the reader may
    strike it out as written down wrongly.
    """

    row: Resolution
    count: Count
    branch: str
    may_strike: bool

    @property
    def body(self):
        return Body(self.row.body)

    @property
    def excluded(self):
        """(why, how many)"""
        return [(Excluded(reason).label, heads) for reason, heads in self.row.excluded.items()]


def timeline_of(facts, *, by):
    """The ``Passage`` of each step, the latest first."""
    paths, passages, following = paths_where(by, Action.VIEW), [], None
    for change in reversed(facts.changes):
        passages.append(Passage(change, _name(change.body, facts, paths), _days(change, following)))
        following = change
    return passages


def votes_of(facts, *, by):
    """The ``Vote`` of each resolution, oldest first."""
    paths = paths_where(by, Action.VIEW)
    return [
        Vote(row, count_of(row), _name(row.branch, facts, paths), may_strike=_may_strike(row, facts, by))
        for row in facts.resolutions
    ]


def _may_strike(row, facts, by):
    """A vote that carried a step goes with its step."""
    row.candidate = facts.candidate
    row.branch = facts.branches.get(row.branch_id, row.branch)
    return row.change_id is None and not facts.candidate.is_void and may(by, *right_to_strike(row))


def may_enter_at(facts):
    """Whether following begins only now: no step of this person was recorded yet."""
    moved = any(change.way == StageChange.Way.MOVE for change in facts.changes)
    return not moved and facts.stage in OPEN and facts.stage not in MEMBERS


def may_correct(facts, *, by):
    """Whether ``by`` may take back the last step that holds; what lies before it may ask for more."""
    person, held = facts.candidate, that_hold(facts.changes)
    rights = [(Action.MOVE_PEOPLE, person.branch), *(right_to_undo(change, person) for change in held[-1:])]
    return all(may(by, *right) for right in rights)


def last_free_day(facts) -> date | None:
    """Until when the last step may be corrected without a document; None where nothing was recorded."""
    return last_day_to_correct(facts.changes[-1]) if facts.changes else None


def _days(change, following):
    """None, too, where a correction leads back to a day before."""
    if following is None:
        return (today() - change.on).days if change.target in OPEN else None
    if following.way != StageChange.Way.MOVE or following.on < change.on:
        return None  # whoever was written down there wrongly never stood there
    return (following.on - change.on).days


def _name(branch, facts, paths):
    """Those above the person's own cell are no secret to whoever works with the person; others only where one may see."""
    return branch.name if branch.pk in facts.branches else name_if_within(branch, paths)
