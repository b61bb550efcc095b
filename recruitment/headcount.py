"""How many heads a branch has on any day: openings, movements, admissions and totals, folded in the order of days.

An opening counts for its branch and for everything below that has no opening of its own: these form one *pool*, and
a pool's stock is its last opening and what has come and gone since; a later first opening below takes its heads out of
the pool above. A branch with no opening on its line yet is a pool
of its own that began with nobody, until an opening of its own or above swallows it.

Flows roll up along the tree of their day, stocks along the tree of the day asked; what the tree itself carries in or
out when branches move is a reason of its own.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from branches.models import Movement, MovementKind
from branches.spans import ONE_DAY
from branches.tree import History

from .flows import (
    Reason,
    admissions_around,
    flows_of_admissions,
    flows_of_rows,
    flows_of_totals,
    movements_around,
    openings_of,
    totals_around,
)


class Heads(NamedTuple):
    """So many members, of whom ``probationary`` are on probation; None: not known."""

    total: int
    probationary: int | None

    def plus(self, total, probationary):
        known = self.probationary is not None and probationary is not None
        return Heads(self.total + total, self.probationary + probationary if known else None)


NOBODY = Heads(0, 0)


@dataclass(frozen=True)
class Balance:
    """``opening`` + the sum of ``flows`` = ``closing``. ``flows``: signed heads by (reason, came or went)."""

    opening: int
    flows: Counter
    closing: Heads


class Ledger:
    """The heads of everything at or below the root of ``history`` up to the day ``until``. One statement.

    ``totals``: those of ``flows.totals_around``; ``admissions``: those of ``flows.admissions_around``. Every question
    takes ``below``: the id of the root (default) or of a branch below it.
    """

    def __init__(self, history: History, until: date, totals: list, admissions: list):
        self.history = history
        rows = movements_around(history, until)
        self._openings = openings_of(rows)
        flows = flows_of_rows(rows) + flows_of_admissions(history, admissions, until)
        flows += flows_of_totals(history, totals, until, self._openings)
        self._counted = [row for row in rows if row.kind == MovementKind.COUNTED]
        self.flows = sorted(flows, key=lambda flow: flow.day)
        self._owners = {}
        self._stocks = self._fold()

    # --- asking

    def is_known(self, day, below=None):
        """Whether any opening at or below counts on ``day``."""
        return any(
            openings[0].day <= day
            and (self._is_inside(owner, openings[0].day, below) or self._is_inside(owner, day, below))
            for owner, openings in self._openings.items()
        )

    def heads_on(self, day, below=None):
        """Heads at the end of ``day`` along the tree of that day."""
        return _sum(self._stock(owner, day) for owner in self._stocks if self._is_inside(owner, day, below))

    def own_heads_on(self, day):
        """Heads of the pool of the root alone at the end of ``day``: what is counted below by itself is left out."""
        return self._stock(self.history.root.pk, day).total if self.history.root.pk in self._stocks else 0

    def heads_at_start(self, day, below=None):
        """Heads at the start of ``day``, an opening of that day included; None where none is known."""
        if not self.is_known(day, below):
            return None
        return sum(self._at_start(owner, day) for owner in self._stocks if self._is_inside(owner, day, below))

    def balance(self, first, last, below=None):
        """Opening, flows and closing from ``first`` to ``last``, both included.

        The opening is the closing of the day before, and where an opening line differs from our heads, the difference
        is a flow. Where nothing was known the day before, it is the first opening lines inside the period, and what
        came and went at their pools earlier in the period is in them.
        """
        before = first - ONE_DAY
        opening, flows = self.heads_on(before, below).total, Counter()
        swallowed = {} if self.is_known(before, below) else self._first_openings(first, last, below)
        for pool, said in swallowed.items():
            was = self._stock(pool, before).total if self._is_inside(pool, before, below) else 0
            opening += (said.heads if pool == said.branch_id else 0) - was
        for flow in self.flows:
            if first <= flow.day <= last and flow.heads and self._crosses(flow, below, swallowed):
                flows[flow.reason, flow.heads > 0] += flow.heads
        for difference in self._differences(first, last, below, swallowed):
            flows[Reason.OPENING_DIFFERENCE, difference > 0] += difference
        for heads in self._carried(first, last, below, swallowed):
            flows[Reason.REORGANISED, heads > 0] += heads
        return Balance(opening, _without_nought(flows), self.heads_on(last, below))

    def known_from(self, first, last):
        """The day within ``first`` to ``last`` from which heads are known here; None where they were known before, or are
        not known at all.
        """
        if self.is_known(first - ONE_DAY):
            return None
        days = [said.day for said in self._first_openings(first, last, None).values()]
        return min((day for day in days if day > first), default=None)

    def last_counted(self, first, last):
        """The last line of heads counted by hand at the root itself within these days; None without."""
        rows = [row for row in self._counted if row.branch_id == self.history.root.pk and first <= row.day <= last]
        return rows[-1] if rows else None

    # --- pools

    def _pool_of(self, branch_id, day):
        """The branch whose opening counts for ``branch_id`` on ``day``; itself without any; None outside its life."""
        key = (branch_id, day)
        if key not in self._owners:
            self._owners[key] = self._find_pool(branch_id, day)
        return self._owners[key]

    def _find_pool(self, branch_id, day):
        placed = self.history.anywhere(branch_id, day)
        if placed is None:
            return None
        opened = (above for above in reversed(placed.ids()) if self._opened_by(above, day))
        return next(opened, branch_id)

    def _opened_by(self, branch_id, day):
        return branch_id in self._openings and self._openings[branch_id][0].day <= day

    def _is_inside(self, branch_id, day, below=None):
        placed = self.history.anywhere(branch_id, day)
        return placed is not None and f"/{below or self.history.root.pk}/" in placed.path

    def _crosses(self, flow, below, swallowed):
        """Whether the flow changes the heads that count below: one side of it is among them, and not both."""

        def counts(branch_id):
            pool = branch_id and self._pool_of(branch_id, flow.day)
            if not pool or not self._is_inside(pool, flow.day, below):
                return False
            return pool not in swallowed or flow.day >= swallowed[pool].day

        return counts(flow.branch_id) and not counts(flow.other)

    # --- folding

    def _fold(self):
        """The stock of each pool at the end of each day on which it changes: owner → [(day, Heads)]."""
        events = defaultdict(list)
        for flow in self.flows:
            if (owner := self._pool_of(flow.branch_id, flow.day)) is not None:
                events[owner].append((flow.day, 1, flow))
        self._swallowed = self._find_swallowed(list(events))
        for owner, openings in self._openings.items():
            for said in openings:
                events[owner].append((said.day, 0, said))
                if above := self._taken_from(said):
                    events[above].append((said.day, 1, _away(said)))
                for pool in self._swallowed_by(said):
                    events[pool].append((said.day, 0, said._replace(heads=0, probationary=0)))
        return {owner: _run(sorted(some, key=lambda event: event[:2])) for owner, some in events.items()}

    def _taken_from(self, said):
        """The pool above whose heads already held those of a first opening ``said``; None where none did.

        Whoever first counted the whole and later every cell has not doubled the heads; a pool above that is stated
        anew on the same day has left them out itself.
        """
        placed = self.history.anywhere(said.branch_id, said.day)
        if placed is None or said is not self._openings[said.branch_id][0]:
            return None
        for above in reversed(placed.ids()[:-1]):
            days = [line.day for line in self._openings.get(above, ())]
            if days and days[0] < said.day:
                return None if said.day in days else above
        return None

    def _stock(self, owner, day):
        series = self._stocks[owner]
        place = bisect_right(series, day, key=lambda entry: entry[0]) - 1
        return series[place][1] if place >= 0 else NOBODY

    def _at_start(self, owner, day):
        """Heads of a pool at the start of ``day``: nobody where an opening of that day swallows it."""
        said = next((said for said in self._openings.get(owner, ()) if said.day == day), None)
        if said:
            return said.heads
        is_swallowed = any(on == day and owner in pools for (_branch, on), pools in self._swallowed.items())
        return 0 if is_swallowed else self._stock(owner, day - ONE_DAY).total

    def _first_openings(self, first, last, below):
        """The first opening of each pool inside, within the period: pool → the line that swallows it."""
        found = {}
        for owner, openings in self._openings.items():
            said = openings[0]
            if first <= said.day <= last and self._is_inside(owner, said.day, below):
                found |= dict.fromkeys((owner, *self._swallowed_by(said)), said)
        return found

    def _swallowed_by(self, said):
        """Pools not opened yet whose heads are among those of the opening line ``said``: see ``_find_swallowed``."""
        return self._swallowed[said.branch_id, said.day]

    def _find_swallowed(self, loose):
        """Opening line → the pools it swallows: those below it, and those above that no opening was below before.

        A commune's total of earlier years is thus among the heads with which its cells begin. ``loose``: the pools with
        flows; each stays loose until an opening of its own, so that a later one changes nothing before its day.
        """
        swallowed, done = defaultdict(list), set()
        for said in sorted((line for lines in self._openings.values() for line in lines), key=lambda line: line.day):
            placed = self.history.anywhere(said.branch_id, said.day)
            above = set(placed.ids()[:-1]) if placed else set()
            loose = [pool for pool in loose if not self._opened_by(pool, said.day)]
            for pool in loose:
                if self._pool_of(pool, said.day) == said.branch_id:
                    swallowed[said.branch_id, said.day].append(pool)
                elif pool in above and pool not in done:
                    swallowed[said.branch_id, said.day].append(pool)
                    done.add(pool)
        return swallowed

    def _differences(self, first, last, below, swallowed):
        """What opening lines within the period say more (+) or less (−) than our heads of the day before.

        Heads below that an opening above swallows are among its own from then on: here they are gone.
        """
        for owner, openings in self._openings.items():
            for said in openings:
                if first <= said.day <= last and swallowed.get(owner) is not said:
                    pools = [
                        pool
                        for pool in (owner, *self._swallowed_by(said))
                        if self._is_inside(pool, said.day, below)
                        and not (pool != owner and pool in swallowed and said.day <= swallowed[pool].day)
                    ]
                    above = self._taken_from(said)
                    stays = above is not None and self._is_inside(above, said.day, below)
                    heads = said.heads if owner in pools and not stays else 0
                    yield heads - sum(self._stock(pool, said.day - ONE_DAY).total for pool in pools)

    def _carried(self, first, last, below, swallowed):
        """Heads that came (+) or went (−) because the tree changed, not because anybody moved."""
        for owner in self._stocks:
            lines = self.history.lines_of(owner)
            for day in {line.first for line in lines} | {line.end for line in lines if line.end}:
                if first <= day <= last and not (owner in swallowed and day <= swallowed[owner].day):
                    was, now = self._is_inside(owner, day - ONE_DAY, below), self._is_inside(owner, day, below)
                    if was != now:
                        yield self._stock(owner, day - ONE_DAY).total * (1 if now else -1)


def heads_left(branches):
    """(branch, heads) for each closed branch whose own pool does not end at nought. Five statements a branch.

    Branches below that are counted by themselves have moved or are closed, and take or leave their heads themselves.
    """
    left = []
    for branch in branches:
        last = branch.valid_to - ONE_DAY
        history = History(branch)
        ledger = Ledger(history, last, totals_around(history, last), admissions_around(history, last))
        if heads := ledger.own_heads_on(last):
            touched = Movement.objects.filter(Q(branch=branch) | Q(counterpart=branch)).exists()
            if ledger.is_known(last) or touched:
                left.append((branch, heads))
    return left


def _away(said):
    """The heads of an opening line as they leave the pool that held them."""
    return said._replace(heads=-said.heads, probationary=None if said.probationary is None else -said.probationary)


def _run(events):
    """End-of-day stocks of one pool from its openings and flows in order."""
    stock, series = NOBODY, []
    for day, is_flow, event in events:
        stock = stock.plus(event.heads, event.probationary) if is_flow else Heads(event.heads, event.probationary)
        if series and series[-1][0] == day:
            series.pop()
        series.append((day, stock))
    return series


def _sum(stocks):
    result = NOBODY
    for stock in stocks:
        result = result.plus(*stock)
    return result


def _without_nought(flows):
    return Counter({key: heads for key, heads in flows.items() if heads})
