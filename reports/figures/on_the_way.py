"""Who is on the way to a decision on the report's day: counted, never named.

By the log of stages and the tree of that day. Who is away, has a certificate or belongs to a group is asked of what is
known today of that day. What the log does not say is left out: who was introduced before the first line of the log
counts only where the report is made in time (``is_made_in_time``), and so do the cells with nobody.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from branches.kinds import CELLS, Setting
from branches.models import Branch
from branches.models.branch import within
from branches.names import fold
from branches.spans import ONE_DAY
from config.clock import today
from recruitment.clocks import Deadlines
from recruitment.groups import BUILT_IN, is_own
from recruitment.models import Absence, Candidate, Paper, PaperState, StageChange
from recruitment.rules.deadlines import Kind
from recruitment.rules.months import add_months
from recruitment.stages import DESK, ON_THE_WAY, RESOLVED, Stage

from ..periods import is_made_in_time
from .names import BranchName
from .paper_facts import EmptyCell, GroupCount, OnTheWay, StageCount

LISTED = tuple(stage for stage in ON_THE_WAY if stage != Stage.INTRODUCED)
COMPLETING = (Stage.PERMITTED, Stage.DOSSIER, Stage.VERIFIED)
APPRAISED = (*RESOLVED, *DESK, Stage.RETURNED)
MOST_MONTHS = 240


@dataclass(frozen=True)
class People:
    """So many people of one cell in one stage; of them away, with a valid certificate, and of each group by code."""

    ids: tuple[int, ...]
    stage: str
    count: int
    away: int
    certified: int
    of_group: dict


class Sums:
    """People on the way by cell and stage, read once. One statement."""

    def __init__(self, sources, codes):
        self.codes = codes
        rows = list(_rows(sources, codes))
        self.is_known = bool(rows) or sources.as_of == today()
        self.rows = [row for row in rows if row.stage in ON_THE_WAY]
        self._by_child = defaultdict(Counter)
        for row in self.rows:
            child = row.ids[row.ids.index(sources.branch.pk) + 1 :][:1]
            self._by_child[child[0] if child else None].update(_numbers(row))

    def of(self, name):
        """``listed``, ``certified``, ``completing``, ``appraised`` or ``away``, at and below the root."""
        return sum(numbers[name] for numbers in self._by_child.values())

    def through(self, name, child):
        """The same below a branch that hangs directly below the root on the day; ``child`` None: at the root itself."""
        return self._by_child[child][name] if self.is_known else None


def _numbers(row):
    if row.stage not in LISTED:
        return {}
    return {
        "listed": row.count,
        "certified": row.certified,
        "away": row.away,
        "completing": row.count * (row.stage in COMPLETING),
        "appraised": row.count * (row.stage in APPRAISED),
    }


def on_the_way(sources, sums):
    """``OnTheWay`` from ``Sums``; None where nothing was followed by the report's day."""
    if not sums.is_known:
        return None
    people, away = Counter(), Counter()
    for row in sums.rows:
        people[row.stage] += row.count
        away[row.stage] += row.away
    return OnTheWay(
        people=people.total(),
        listed=sums.of("listed"),
        certified=sums.of("certified"),
        completing=sums.of("completing"),
        appraised=sums.of("appraised"),
        away=sums.of("away"),
        stages=tuple(StageCount(stage.value, people[stage], away[stage]) for stage in ON_THE_WAY if people[stage]),
        groups=tuple(GroupCount(code, sum(row.of_group[code] for row in sums.rows)) for code in sums.codes),
        empty_cells=_empty_cells(sources, sums) if is_made_in_time(sources.period) else None,
    )


def _empty_cells(sources, sums):
    """Those of the report's day in which nobody is on the way who is not away for work."""
    somebody = {row.ids[-1] for row in sums.rows}
    here = {row.ids[-1] for row in sums.rows if row.count > row.away}
    history, day = sources.history, sources.as_of
    cells = [line for line in history.on(day) if line.kind in CELLS and line.branch_id not in here]
    cells.sort(key=lambda cell: (cell.setting != Setting.VILLAGE, history.official_place(cell, day)))
    return tuple(_empty(history, cell, day, cell.branch_id in somebody) for cell in cells)


def _empty(history, cell, day, has_people_away):
    parent = history.at(cell.parent_id, day) if cell.parent_id else None
    return EmptyCell(
        BranchName(cell.code, cell.name),
        parent.name if parent else "",
        cell.setting == Setting.VILLAGE,
        has_people_away,
    )


# --- The statement


def _rows(sources, codes):
    """``People`` of every cell and stage at or below the root on the report's day, those off the way too."""
    people = _today(sources) if sources.as_of == today() else _that_day(sources)
    counts = {"number": Count("pk"), **{name: Count("pk", filter=q) for name, q in _asked(sources.as_of).items()}}
    counts |= {f"group{n}": Count("pk", filter=_group(code)) for n, code in enumerate(codes) if code != "village"}
    columns = ("at", "stands", "hangs")
    for row in people.order_by().values(*columns).annotate(**counts):
        if line := _line(sources, row["at"], row["hangs"]):
            yield _people(line, row, codes)


def _people(line, row, codes):
    is_village = line.kind in CELLS and line.setting == Setting.VILLAGE
    of_group = {code: row.get(f"group{n}", row["number"] * is_village) for n, code in enumerate(codes)}
    return People(tuple(line.ids()), row["stands"], row["number"], row["gone"], row["certified"], of_group)


def _line(sources, branch_id, path):
    """Where a cell hung on the report's day; one that had ended hangs where its successor does; None if not below."""
    if line := sources.history.anywhere(branch_id, sources.as_of):
        return line if sources.history.holds(line) else None
    return sources.history.at(int(path.split("/")[-2]), sources.as_of)


def _today(sources):
    people = Candidate.objects.filter(within([sources.branch.path], "branch__path"))
    return people.annotate(at=F("branch"), stands=F("stage"), hangs=F("branch__path"))


def _that_day(sources):
    """People as the last line of their log up to the day says; before the first line, as introduced, or not at all."""
    day = sources.as_of
    changes = StageChange.objects.filter(candidate=OuterRef("pk"))
    line = FilteredRelation("stage_changes", condition=Q(stage_changes__on__lte=day))
    people = Candidate.objects.annotate(line=line, came=F("line__id")).filter(pk__in=_ever_here(sources, day))
    people = people.filter(~Exists(changes.filter(on__lte=day, pk__gt=OuterRef("came"))))
    was_introduced = Q(pk__in=[])
    if is_made_in_time(sources.period):
        later = changes.filter(on__gt=day)
        went_on = Exists(later.filter(source=Stage.INTRODUCED)) & ~Exists(later.filter(source=""))
        was_introduced = went_on | (Q(stage=Stage.INTRODUCED) & ~Exists(changes))
    return people.filter(Q(came__isnull=False) | was_introduced).annotate(
        at=Coalesce("line__branch", "branch"),
        stands=Coalesce("line__target", Value(Stage.INTRODUCED.value)),
        hangs=Coalesce("line__branch__path", "branch__path"),
    )


def _ever_here(sources, day):
    """Ids of the people who are, or by the log were, in a cell that ever hung here, or that ended in one."""
    ids = sources.history.branch_ids()
    here = Branch.objects.filter(Q(pk__in=ids) | within([sources.branch.path])).order_by().values("pk")
    now = Candidate.objects.filter(branch__in=here).order_by().values("pk")
    return now.union(StageChange.objects.filter(branch__in=here, on__lte=day).order_by().values("candidate"))


def _asked(day):
    """Conditions on a person by name: ``gone`` (away for work at the end of the day), ``certified``."""
    still = Q(returned_on__isnull=True) | Q(returned_on__gt=day)
    away = Absence.objects.filter(still, left_on__lte=day).values("candidate")
    papers = Paper.objects.filter(kind="certificate", state=PaperState.COMPLETE)
    valid = papers.filter(dated_on__range=(oldest_certificate(day), day)).values("candidate")
    return {"gone": Q(pk__in=away), "certified": Q(pk__in=valid)}


def oldest_certificate(day):
    """The first day of issue whose certificate is still valid on ``day``."""
    deadlines, first = Deadlines(frozenset()), add_months(day, -MOST_MONTHS)
    low, high = 0, (day - first).days  # a certificate of today is valid
    while low < high:
        middle = (low + high) // 2
        if deadlines(Kind.CERTIFICATE_EXPIRY, first + middle * ONE_DAY).day >= day:
            high = middle
        else:
            low = middle + 1
    return first + low * ONE_DAY


def _group(code):
    """The condition that a person belongs to a group, as the person is today."""
    if is_own(code):
        return Q(pk__in=Candidate.tags.through.objects.filter(tag__folded=fold(code)).values("candidate"))
    return BUILT_IN[code].condition
