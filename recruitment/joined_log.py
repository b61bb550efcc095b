"""The steps of two entries of one person as one log: in the order of their days, the last line where the person stands."""

from dataclasses import dataclass
from datetime import date
from heapq import merge

from django.utils.translation import gettext as _

from . import stage_log
from .models import StageChange
from .stages import EXITS, MEMBERS, WAY


def further_on(one, other):
    """Which of the two is further on the way. Who was admitted and still is a member is so, whatever else was written down
    elsewhere; of somebody who has left the way the later day decides; of equals the later day, then ``one``.
    """
    both = [person for person in (one, other) if person.stage in MEMBERS] or [one, other]
    if any(person.stage in EXITS for person in both):
        return max(both, key=_stands_since)
    return max(both, key=lambda person: (WAY.index(person.stage), _stands_since(person)))


def _stands_since(person):
    return person.stage_on or date.min


def joined(one, other):
    """The lines of two logs (each oldest first) in the order of their days; of equal days those of ``one`` come first.

    Each log keeps its own order. What a correction has taken back stays together with it, so that it takes back nothing
    of the other log.
    """
    blocks = merge(_blocks(one), _blocks(other), key=lambda block: block[0])
    return [change for _day, block in blocks for change in block]


def _blocks(changes):
    """(day, lines that stay together), in order; days never fall."""
    blocks, held, last = [], [], date.min
    for change in changes:
        block, first = [change], change.on
        if change.way == StageChange.Way.CORRECTION:
            stays = stage_log.until_last(held, change.target)[:-1]
            is_from_the_start = not stage_log.until_last(held, change.target)
            while blocks and len(held) > len(stays):
                block = blocks.pop()[1] + block
                held = [each for each in held if each not in block]
            first = date.min if is_from_the_start else change.on
        held.append(change)
        last = blocks[-1][0] if blocks else date.min
        blocks.append((max(last, first), block))
    return blocks


@dataclass
class JoinedLog:
    """What is written: ``lines``, of which so many ``came``, under their numbers from now on; ``numbers``: {the old one:
    the new one} of those that change. ``closing``: an unsaved line, or None; ``repeats``: the old number of the line that
    it says again, whose vote and shortfalls hang on it from now on.
    """

    lines: list
    came: int
    numbers: dict
    closing: StageChange | None
    repeats: int | None

    @property
    def last(self):
        return self.closing or (self.lines[-1] if self.lines else None)


def join_logs(kept, dropped, changes_of_kept, changes_of_dropped) -> JoinedLog:
    """The log of ``kept`` once that of ``dropped`` is part of it; in memory. The rows come in their order.

    A log is read in the order of its numbers, so the lines change them among themselves. Where the later line is not that
    of whoever is further on, one more line says where the person stands, as a correction does.
    """
    further = further_on(kept, dropped)
    own = changes_of_kept if further is kept else changes_of_dropped
    less = changes_of_dropped if further is kept else changes_of_kept
    lines = joined(less, own)
    closing = None
    if lines and (lines[-1].target, lines[-1].on) != (further.stage, further.stage_on):
        closing = _closing(kept, further, own[-1] if own else None, lines[-1])
    repeats = own[-1].pk if closing and own else None
    numbers = dict(zip((line.pk for line in lines), sorted(line.pk for line in lines), strict=True))
    for line in lines:
        line.pk, line.candidate = numbers[line.pk], kept
    changed = {old: new for old, new in numbers.items() if old != new}
    return JoinedLog(lines, len(changes_of_dropped), changed, closing, repeats)


def _closing(kept, further, own, last):
    """The line that says again where the one who is further on stands; what the other log says later was not so."""
    cell = own.branch if own else further.branch
    return StageChange(
        candidate=kept,
        way=StageChange.Way.CORRECTION,
        source=last.target,
        target=further.stage,
        on=further.stage_on or last.on,
        number=own.number if own else "",
        branch=cell,
        body=own.body if own else cell,
        reason=_("Two entries of one person were made one."),
    )
