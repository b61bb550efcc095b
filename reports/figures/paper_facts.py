"""What only papers say: how figures go on from those signed before, who is on the way, what is overdue. As ``facts``."""

from dataclasses import dataclass
from datetime import date

from .names import BranchName


@dataclass(frozen=True)
class DayGross:
    """Admissions that count on a day, whether cancelled later or not (totals of years before on their last day), and how
    many of them were cancelled by the report's day.
    """

    day: date
    admitted: int
    cancelled: int


@dataclass(frozen=True)
class LateMonth:
    """So many more heads (negative: fewer) are known of a month than the report signed before knew."""

    month: str
    heads: int


@dataclass(frozen=True)
class Chain:
    """How a cumulative figure goes on from the report signed before: previous + since + late − cancelled = total, always.

    ``window``: "year" or "term", ``period`` its name. ``previous``: the figure as signed, to the end of
    ``previous_as_of``; ``since``: admissions of the days after it, less those cancelled; ``late``: what was entered
    since of the days before (negative: taken back), ``late_by_month`` of which months; ``cancelled``: of the days
    before, cancelled since (negative: taken back). ``previous_id``: of the ``Report`` it goes on from.
    """

    window: str
    period: str
    previous_as_of: date
    previous: int
    since: int
    late: int
    cancelled: int
    total: int
    late_by_month: tuple[LateMonth, ...]
    previous_id: int | None = None

    @property
    def is_plain(self):
        """Whether the figure is the previous one and what came since, nothing else."""
        return not self.late_by_month and self.cancelled == 0


@dataclass(frozen=True)
class StageCount:
    """People in a stage on the report's day, and how many of them are away for work."""

    stage: str
    people: int
    away: int


@dataclass(frozen=True)
class GroupCount:
    code: str
    people: int


@dataclass(frozen=True)
class EmptyCell:
    """A cell with nobody on the way, or, where ``has_people_away``, only such as are away for work."""

    branch: BranchName
    parent: str
    is_village: bool
    has_people_away: bool


@dataclass(frozen=True)
class OnTheWay:
    """People on the way to a decision at the end of the report's day, by the log of stages and the tree of that day.

    ``people``: all of them; ``listed``: without those who were only introduced. Of the listed: ``certified`` have a class
    certificate still valid, ``completing`` are at their dossier, ``appraised`` have a dossier upon which the cell has
    resolved, ``away`` are away for work. ``stages``: all stages in their order. ``groups``: people of each group that has
    a quota, in the order of ``Figures.groups``, each group once. ``empty_cells``: village cells first, each in official
    order; None where nobody knows today how it was.
    """

    people: int
    listed: int
    certified: int
    completing: int
    appraised: int
    away: int
    stages: tuple[StageCount, ...]
    groups: tuple[GroupCount, ...]
    empty_cells: tuple[EmptyCell, ...] | None


@dataclass(frozen=True)
class ChildMakeUp:
    """Who the year's new members of a row of ``Figures.children`` are, and who is on the way there on the report's day.

    The rows have the order of the children and sum to the branch's own figures. What nobody knows is None.
    """

    branch: BranchName
    admitted: int | None
    women: int | None
    minority: int | None
    religion: int | None
    union: int | None
    village: int | None
    listed: int | None
    certified: int | None
    appraised: int | None


@dataclass(frozen=True)
class Overdue:
    """So many cases in which ``matter`` (of ``recruitment.due.Matter``) is overdue."""

    matter: str
    count: int


@dataclass(frozen=True)
class Matters:
    """What was overdue on ``day``, on which the report was made; only what there is, in the order of ``Matter``."""

    day: date
    overdue: tuple[Overdue, ...]
