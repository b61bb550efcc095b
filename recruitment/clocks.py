"""Which clock runs for somebody who stands in a stage, and until when: pure functions over days that others have found."""

from datetime import date
from typing import Protocol

from .limits import limits_by_day
from .rules.deadlines import Kind, due
from .stages import DESK, RESOLVED, Stage

WAIT_FOR_DECISION = (*RESOLVED, *DESK, Stage.RETURNED)
"""Since the cell's resolution: a dossier keeps its clock at every desk."""


class Starts(Protocol):
    """The days since which clocks run for one person, on the course that holds; None where nothing says so.

    ``facts.Facts`` is such, for the page of a person; ``starts.Known``, for as many as there are.
    """

    stage: Stage
    resolved_on: date | None
    decided_on: date | None
    ceremony_on: date | None
    proposed_on: date | None


class Deadlines:
    """``deadlines(kind, start)``: the Deadline, under the rules as they hold here; counted once for each day.

    One statement for each time in which other rules hold, none within ``installation.read_once``.
    """

    def __init__(self, days_off):
        self.days_off, self.limits, self.known = days_off, limits_by_day(), {}

    def __call__(self, kind, start):
        try:
            return self.known[kind, start]
        except KeyError:
            found = self.known[kind, start] = due(kind, start, self.days_off, rule_set=self.limits(start))
            return found


def running_clock(starts: Starts, deadlines: Deadlines):
    """The Deadline that runs while the person stands here; None where none does."""
    kind, start = _clock(starts, deadlines)
    return deadlines(kind, start) if start else None


def probation_end(starts: Starts, deadlines: Deadlines):
    """The Deadline at which the probation ends; None while there was no ceremony."""
    return starts.ceremony_on and deadlines(Kind.PROBATION_END, starts.ceremony_on)


def _clock(starts, deadlines):
    stage = starts.stage
    if stage in WAIT_FOR_DECISION:
        return Kind.ADMISSION_DECISION, starts.resolved_on
    if stage == Stage.DECIDED:
        return Kind.CEREMONY, starts.decided_on
    if stage == Stage.PROBATION:
        end = probation_end(starts, deadlines)
        return Kind.RECOGNITION_MEETING, end and end.day
    if stage == Stage.RECOGNITION_PROPOSED:
        return Kind.RECOGNITION_DECISION, starts.proposed_on
    return None, None
