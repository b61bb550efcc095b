"""What a demo consists of: plain tables by branch code, before anything is written."""

from dataclasses import dataclass, field
from datetime import date

from branches.kinds import Setting
from branches.models import MovementKind
from branches.placing import Draft
from branches.roles import Role
from recruitment.models import PastTotal, Quota, QuotaKind, Term
from recruitment.stages import Stage


@dataclass(frozen=True)
class Cell:
    """A cell where people are admitted. ``heads``: members on the scenario's ``heads_on``; ``admitted``: by year.

    ``founded``: its first day, where it had no members at the opening. ``above``: the base organisation it belongs to.
    ``work``: occupations there, where they are not the usual ones of its setting.
    """

    code: str
    setting: Setting
    heads: int
    admitted: dict[int, int]
    above: str
    village: str = ""
    founded: date | None = None
    work: tuple = ()


@dataclass(frozen=True)
class Intake:
    """The named admissions of a year: so many in each month, and who they are. ``ages``: the sum of their ages."""

    year: int
    months: tuple[int, ...]
    women: int
    minority: int
    believers: int
    union: int
    ages: int


@dataclass(frozen=True)
class Wave:
    """``count`` members who come or go, one by one, on days from ``first`` to ``last``."""

    kind: MovementKind
    count: int
    first: date
    last: date
    beyond: str = ""


@dataclass(frozen=True)
class Step:
    """One row of the ledger that is told, not invented."""

    kind: MovementKind
    code: str
    day: date
    heads: int
    to: str | None = None
    beyond: str = ""


@dataclass(frozen=True)
class Document:
    number: str
    issued_on: date
    issuer: str
    summary: str


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    role: Role
    code: str


@dataclass(frozen=True)
class Scenario:
    """``clock``: the day at which it stands. Rows that belong to a branch come as (code, row without its branch).

    ``unnamed``: members on probation at the opening whose names nobody kept, by base organisation.
    ``standing``: how many of those on the way have come to which stage.
    ``away``: how many of those on the way have left for work; ``own_group``: a group of the office's own.
    """

    clock: date
    seed: int
    root: str
    decision: str
    drafts: tuple[Draft, ...]
    cells: tuple[Cell, ...]
    intakes: tuple[Intake, ...]
    on_the_way: int
    away: int
    own_group: str
    opening: date
    heads_on: date
    waves: tuple[Wave, ...]
    steps: tuple[Step, ...]
    terms: tuple[tuple[str, Term], ...]
    quotas: tuple[tuple[str, Quota], ...]
    accounts: tuple[Account, ...]
    totals: tuple[tuple[str, PastTotal], ...] = ()
    unnamed: dict[str, int] = field(default_factory=dict)
    standing: dict[Stage, int] = field(default_factory=dict)
    oddities: bool = False


def quota(code, value, period, document, group="", stated=""):
    """(code, quota). ``value``: persons, or the fields of another kind as ``at_least`` and its neighbours make them."""
    said = value if isinstance(value, dict) else {"kind": QuotaKind.EXACT, "low": value}
    return code, Quota(period=period, group=group, stated=stated, **said, **vars(document))


def at_least(persons):
    return {"kind": QuotaKind.MINIMUM, "low": persons}


def between(low, high):
    return {"kind": QuotaKind.RANGE, "low": low, "high": high}


def share(rate, base=None):
    return {"kind": QuotaKind.RATE, "rate": rate, "base": base}


def each_year(low, high):
    return {"kind": QuotaKind.YEARLY, "low": low, "high": high}
