"""People by stage: columns in the order of the way, counted by the database, each with a few cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from config.clock import today

from .acts import acts_from
from .clocks import running_clock
from .facts import facts_today
from .listing import time_in_stage
from .models import Absence, Candidate
from .rules.deadlines import Deadline
from .stages import EXITS, OPEN, WAY, Stage, stages_in

CARDS = 20
"""So many a column; the table shows them all."""


@dataclass(frozen=True)
class Card:
    """``deadline``: the clock that runs for the person in this stage; None where none does. ``is_away``: for work."""

    person: Candidate
    deadline: Deadline | None
    is_away: bool

    @property
    def time_in_stage(self):
        return time_in_stage(self.person)

    @property
    def is_overdue(self):
        return self.deadline is not None and self.deadline.day < today()


@dataclass(frozen=True)
class Column:
    """``cards``: those who have stood here longest. ``acts``: what may be written down for many of them at once.
    ``away``: how many of ``count`` are away for work.
    """

    stage: Stage
    count: int
    away: int
    cards: Sequence[Card]
    acts: Sequence

    @property
    def more(self):
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Board:
    """``aside``: (stage, count) of stages that have people and no column."""

    columns: Sequence[Column]
    aside: Sequence[tuple[Stage, int]]

    @property
    def overdue(self):
        """The cards whose deadline is over, the oldest first."""
        cards = (card for column in self.columns for card in column.cards if card.is_overdue)
        return sorted(cards, key=lambda card: card.deadline.day)


def board_of(people, asked_stage, *, by):
    """The Board of ``people`` (a queryset): the stages of ``asked_stage``, a choice of the list, else those in which
    something is still to be done. Eight statements, however many people there are.
    """
    is_away = Q(pk__in=Absence.objects.filter(returned_on=None).values("candidate"))
    found = people.order_by().values_list("stage").annotate(count=Count("pk"), away=Count("pk", filter=is_away))
    counts = {stage: count for stage, count, _away in found}
    away = {stage: count for stage, _count, count in found}
    shown = set(stages_in(asked_stage) or OPEN)
    in_order = [stage for stage in (*WAY, *EXITS) if counts.get(stage)]
    cards = _cards(people.filter(stage__in=shown))
    columns = [
        Column(stage, counts[stage], away[stage], cards.get(stage, ()), acts_from(stage, by=by))
        for stage in in_order
        if stage in shown
    ]
    return Board(columns, [(stage, counts[stage]) for stage in in_order if stage not in shown])


def _card(facts):
    return Card(facts.candidate, running_clock(facts, facts.deadlines), facts.absence is not None)


def _cards(people):
    """{stage: its first cards}"""
    place = Window(
        RowNumber(),
        partition_by=[F("stage")],
        order_by=[F("stage_on").asc(nulls_last=True), F("sort_name").asc(), F("pk").asc()],
    )
    first = people.order_by().annotate(place=place).filter(place__lte=CARDS).select_related("branch")
    cards = {}
    for facts in facts_today(sorted(first, key=lambda person: person.place)):
        cards.setdefault(facts.stage, []).append(_card(facts))
    return cards
