"""What a report is made of: frozen dataclasses, no queries, no formatting.

Numbers of persons are ints; None is *unknown* (a total of years before covers the figure in part), never nought.
Percents are texts with a decimal point and at most two decimals ("81.08"), as ``reports.percent`` makes them.
Days are dates; first and last days are both included.
"""

from dataclasses import dataclass, field
from datetime import date

from .names import BranchName
from .paper_facts import (
    Chain,
    ChildMakeUp,
    DayGross,
    Matters,
    OnTheWay,
)


@dataclass(frozen=True)
class Letterhead:
    """What the paper is headed and signed with, as in force on the report's day. Empty texts: not said."""

    line_above: str
    committee: str
    symbol: str
    place: str
    signing_authority: str
    post: str
    signer: str


@dataclass(frozen=True)
class Target:
    """A quota as the document in force on the report's day says it.

    ``kind``: exact, min, range, rate or yearly (``QuotaKind``). ``low`` and ``high``: persons as said (a year's, for
    yearly). ``rate``: percent of ``base`` heads. ``years``: of the term, for yearly. ``persons``: what has to be
    reached at least, None where the base of a rate is not known; ``persons_at_most`` for ranges.
    """

    kind: str
    low: int | None
    high: int | None
    rate: str | None
    base: int | None
    years: int | None
    persons: int | None
    persons_at_most: int | None
    number: str
    issued_on: date | None
    issuer: str
    summary: str


@dataclass(frozen=True)
class Progress:
    """Admitted against quota, for everybody (``code`` empty) or one group, in a year or a term so far.

    ``percent``: of ``target.persons``, or, for a rate, the share of the base reached (against ``target.rate``).
    ``difference``: admitted less persons; negative is still missing. ``met`` as of the day. ``stated`` is the
    published share (decimals as published), ``flag`` what it is against ours: khớp, làm tròn, cắt, không khớp.
    """

    code: str
    group: str
    period: str
    target: Target | None
    admitted: int | None
    percent: str | None
    percent_of_max: str | None = None
    difference: int | None = None
    met: bool | None = None
    stated: str | None = None
    flag: str | None = None


@dataclass(frozen=True)
class HeadcountLine:
    """One line of B (``side`` "+") or C ("-"): so many heads for this reason, never negative."""

    side: str
    code: str
    label: str
    heads: int


@dataclass(frozen=True)
class Headcount:
    """A + B − C = D of the period. ``lines`` holds only lines that are not nought and sums to B and C.

    ``probationary`` and ``full`` add up to ``closing``, both None where not known. ``counted``: heads of the last
    counted line of this branch in the period with its day, and ``counted_difference`` = counted − ours on that day.
    ``known_from``: the day within the period from which heads are known at all, None where they were before.
    """

    opening: int
    increase: int
    decrease: int
    closing: int
    probationary: int | None
    full: int | None
    lines: tuple[HeadcountLine, ...]
    counted: int | None = None
    counted_on: date | None = None
    counted_difference: int | None = None
    known_from: date | None = None


@dataclass(frozen=True)
class ChildRow:
    """A branch directly below, or the branch itself (``branch.code`` None), in official order.

    Counts what rolled up through it while it hung directly below; ``ended_on``: its last day there.
    Rows sum to the branch's own figures. ``percent`` is of the year's quota. ``children_quota``: the sum of the year
    quotas below it where it has none of its own (None: no such sum). ``heads``: closing headcount, None if unknown.
    """

    branch: BranchName
    branch_id: int | None
    kind: str
    setting: str
    target: Target | None
    admitted_period: int | None
    admitted_year: int | None
    percent: str | None
    difference: int | None
    admitted_term: int | None
    heads: int | None
    ended_on: date | None = None
    children_quota: int | None = None


@dataclass(frozen=True)
class Allocation:
    """The branch's own quota of the year, the sum of its children's, and quota − children. Shown, never repaired."""

    quota: int
    children: int
    gap: int
    children_with_quota: int
    children_without_quota: int


@dataclass(frozen=True)
class Part:
    """One row of a breakdown. ``share`` is a percent of everybody counted, None where nobody is."""

    code: str
    label: str
    count: int
    share: str | None


@dataclass(frozen=True)
class Breakdown:
    """The year's admissions by one attribute; the parts sum to ``total``; the code ``unknown`` is *chưa rõ*."""

    code: str
    label: str
    parts: tuple[Part, ...]
    total: int


@dataclass(frozen=True)
class SilentCell:
    """A cell without any admission for ``months`` (12, 24 or 36: the most that is true) back from the report's day.

    Only cells that existed and were followed by name throughout.
    """

    branch: BranchName
    parent: str
    is_village: bool
    months: int


@dataclass(frozen=True)
class MonthPoint:
    """Admissions from the year's start to the end of a month, this year (None: still to come) and last year."""

    month: int
    this_year: int | None
    last_year: int | None


@dataclass(frozen=True)
class LastYear:
    """The same period a year before, as of the same day then."""

    period_admitted: int | None
    year_admitted: int | None


@dataclass(frozen=True)
class Standing:
    """How the organisations below stand on the year's quota, for the sentences 7 and 8.

    ``unit``: "base" where base organisations are counted, "cell" at or below one of them. ``units`` so many there are
    on the day; ``with_quota`` of them have one, ``reached`` reached it. ``best``: names with their percent, best
    first; ``without``: names of those with nobody admitted this year; ``behind``: of those that have admitted somebody
    and have not reached their quota.
    """

    unit: str
    units: int
    with_quota: int
    reached: int
    best: tuple[tuple[BranchName, str], ...]
    without: tuple[BranchName, ...]
    behind: tuple[BranchName, ...] = ()


@dataclass(frozen=True)
class Reported:
    """Which of the organisations directly below have confirmed ``month`` (as ``2023-12``), as far as is known today.

    Of ``units`` that were there on the report's day ``reported`` have said so, ``nothing`` of them that they had nothing
    to report; the ``silent`` are named in their official order. In a longer period ``month`` is its last one that is over:
    who closes that says that what came before is complete too.
    """

    month: str
    units: int
    reported: int
    nothing: int
    silent: tuple[BranchName, ...]


@dataclass(frozen=True)
class Figures:
    """Everything a report of one branch and one period says. The renderers know nothing else.

    ``period``, ``period_kind``: the name and kind of ``reports.periods.Period``; ``first`` to ``as_of``: its days, up to
    today where it still runs. ``calendar_year``: of ``as_of``, whose figures so far stand beside those of the period.
    ``marked``: how many of the year are counted on their ceremony because the decision's day is not known.
    ``average_age``: Decimal text with one decimal, of the year's admissions whose age is known. ``idle_groups``: codes
    of groups with nobody admitted. ``gross_year``, ``gross_term``: what the next report needs to name what came late.
    ``chain``: of the year and of the term, where a report was signed before. ``chain``, ``on_the_way``,
    ``make_up_of_children``, ``matters``: only of figures made ``for_paper``, and where they are known. ``heads_signed``:
    with how many heads the report ended that was signed for the days just before these, None without one. ``hides_few``:
    whether this is a public version (``reports.publishing``), in which some numbers are FEW and others None.
    """

    branch: BranchName
    branch_id: int
    kind: str
    setting: str
    letterhead: Letterhead
    period: str
    period_kind: str
    calendar_year: int
    first: date
    as_of: date
    is_running: bool
    period_admitted: int | None
    year_admitted: int | None
    term_admitted: int | None
    awaiting_ceremony: int
    marked: int
    year: Progress | None
    term: Progress | None
    groups: tuple[Progress, ...]
    headcount: Headcount | None
    children: tuple[ChildRow, ...]
    allocation: Allocation | None
    last_year: LastYear
    breakdowns: tuple[Breakdown, ...]
    average_age: str | None
    silent_cells: tuple[SilentCell, ...]
    idle_groups: tuple[str, ...]
    by_month: tuple[MonthPoint, ...]
    standing: Standing
    notes: tuple[str, ...] = field(default=())
    reported: Reported | None = None
    gross_year: tuple[DayGross, ...] = ()
    gross_term: tuple[DayGross, ...] = ()
    chain: tuple[Chain, ...] = ()
    on_the_way: OnTheWay | None = None
    make_up_of_children: tuple[ChildMakeUp, ...] = ()
    matters: Matters | None = None
    heads_signed: int | None = None
    hides_few: bool = False
