"""The rows of a report: each branch directly below, the branch itself, and how the units stand on the year's quota."""

from branches.kinds import ABOVE_BASE, BASE_ORGANISATIONS, CELLS
from branches.spans import ONE_DAY

from .. import vocabulary
from .facts import Allocation, ChildRow, Standing
from .names import BranchName
from .progress import share_of
from .sources import PERIOD, TERM, YEAR

BEST = 3
"""How many organisations the report praises by name."""


def children(sources):
    """The branches that hung directly below within the year so far, in official order, and the branch itself.

    One that left earlier in the term keeps a row where it has a part in the term's figure: rows sum to the total.
    """
    ids = _below_since(sources, sources.year_window.first)
    if sources.term:
        earlier = _below_since(sources, sources.term.first) - ids
        ids |= {branch_id for branch_id in earlier if sources.counts.through(TERM, branch_id) != 0}
    lines = [sources.history.latest(branch_id, sources.as_of) for branch_id in ids]
    rows = [_child(sources, line) for line in sorted(lines, key=lambda line: (line.order, line.code))]
    own = _own_row(sources)
    return rows + ([own] if own else [])


def _below_since(sources, first):
    """Ids of the branches that hung directly below on some day from ``first`` on."""
    lines = sources.history.during(first, sources.as_of)
    return {line.branch_id for line in lines if line.parent_id == sources.branch.pk}


def _was_here(sources, left_on):
    """Whether a child that left on this day (None: is here) hung here within the year."""
    return left_on is None or left_on >= sources.year_window.first


def _child(sources, line):
    admitted = sources.counts.through(YEAR, line.branch_id)
    left_on = _left_on(sources, line)
    quota = sources.quotas.of(str(sources.period.year), line.branch_id) if _was_here(sources, left_on) else None
    target = sources.target(quota, YEAR, line.branch_id)
    short = admitted - target.persons if target and target.persons is not None and admitted is not None else None
    return ChildRow(
        branch=BranchName(line.code, line.name),
        branch_id=line.branch_id,
        kind=line.kind,
        setting=line.setting,
        target=target,
        admitted_period=sources.counts.through(PERIOD, line.branch_id),
        admitted_year=admitted,
        percent=share_of(target, admitted),
        difference=short,
        admitted_term=sources.counts.through(TERM, line.branch_id) if sources.term else None,
        heads=None if left_on else _heads(sources, line.branch_id),
        ended_on=left_on,
        children_quota=None if target or not _was_here(sources, left_on) else _sum_below(sources, line.branch_id),
    )


def _own_row(sources):
    """The row *trực tiếp*: what hangs at the branch itself; None where all of it is nought (unknown is not nought)."""
    period, year = sources.counts.at(PERIOD, sources.branch.pk), sources.counts.at(YEAR, sources.branch.pk)
    term = sources.counts.at(TERM, sources.branch.pk) if sources.term else 0
    if period == year == term == 0:
        return None
    return ChildRow(
        branch=BranchName(None, vocabulary.OWN_ROW),
        branch_id=None,
        kind=sources.placed.kind,
        setting=sources.placed.setting,
        target=None,
        admitted_period=period,
        admitted_year=year,
        percent=None,
        difference=None,
        admitted_term=term if sources.term else None,
        heads=None,
    )


def _heads(sources, branch_id):
    ledger, day = sources.ledger, sources.as_of
    return ledger.heads_on(day, branch_id).total if ledger.is_known(day, branch_id) else None


def _left_on(sources, line):
    """The last day on which a child that is no longer here hung here."""
    now = sources.history.at(line.branch_id, sources.as_of)
    if now and now.parent_id == sources.branch.pk:
        return None
    ends = [
        was.end for was in sources.history.lines_of(line.branch_id) if was.parent_id == sources.branch.pk and was.end
    ]
    return max(end for end in ends if end <= sources.as_of + ONE_DAY) - ONE_DAY


def _sum_below(sources, branch_id):
    """The sum of the year quotas of the branches directly below, each its own; None where none has one."""
    below = [line for line in sources.history.on(sources.as_of) if line.parent_id == branch_id]
    said = [sources.quotas.of(str(sources.period.year), line.branch_id) for line in below]
    persons = [quota.low for quota in said if quota and quota.low is not None]
    return sum(persons) if persons else None


def allocation(sources, children):
    """The own quota of the year beside the sum of the children's; None where one of the two is missing."""
    own = sources.target(sources.quotas.of(str(sources.period.year)), YEAR)
    below = [row for row in children if row.branch.code is not None and _was_here(sources, row.ended_on)]
    persons = [row.target.persons for row in below if row.target and row.target.persons is not None]
    if own is None or own.persons is None or not persons:
        return None
    return Allocation(own.persons, sum(persons), own.persons - sum(persons), len(persons), len(below) - len(persons))


def standing(sources):
    """Base organisations of a committee above them; cells at or below a base organisation."""
    kinds = BASE_ORGANISATIONS if sources.placed.kind in ABOVE_BASE else CELLS
    units = [u for u in sources.history.on(sources.as_of) if u.kind in kinds and u.branch_id != sources.branch.pk]
    units.sort(key=lambda unit: (unit.order, unit.code))
    reached, behind, without, with_quota = [], [], [], 0
    for unit in units:
        admitted = sources.counts.of(YEAR, unit.branch_id)
        target = sources.target(sources.quotas.of(str(sources.period.year), unit.branch_id), YEAR, unit.branch_id)
        name = BranchName(unit.code, unit.name)
        with_quota += target is not None
        if target and target.persons and admitted is not None and admitted >= target.persons:
            reached.append((admitted / target.persons, name, share_of(target, admitted)))
        elif admitted and target and target.persons:
            behind.append(name)
        if admitted == 0:
            without.append(name)
    best = sorted(reached, key=lambda row: -row[0])[:BEST]
    return Standing(
        unit="base" if kinds is BASE_ORGANISATIONS else "cell",
        units=len(units),
        with_quota=with_quota,
        reached=len(reached),
        best=tuple((name, share) for _ratio, name, share in best),
        without=tuple(without),
        behind=tuple(behind),
    )
