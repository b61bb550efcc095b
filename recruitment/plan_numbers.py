"""Yearly plans in numbers: of one cell and of all below an organisation, beside admissions and quotas.

A plan is not a quota: the difference of what is to be expected (admitted so far, and still planned) is shown, never repaired.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from branches.access import Action
from branches.kinds import CELLS, Setting
from branches.models import Branch
from branches.tree import in_official_order
from config.clock import today

from .models import Admission, PastTotal, PlanLine, Quota
from .plans import QUARTERS
from .quotas import in_force
from .stages import ON_THE_WAY

STILL = "still"


@dataclass(frozen=True)
class CellPlan:
    """One cell's plan in numbers. ``quarters``: people planned in each; ``still``: those of them who are still on the way;
    ``admitted``: counted in the year so far, planned or not, None where a total hides how many; ``quota``: the cell's own,
    None without.
    """

    branch: Branch
    quarters: tuple[int, ...]
    still: int
    admitted: int | None
    quota: int | None

    @property
    def planned(self):
        return sum(self.quarters)

    @property
    def expected(self):
        """Who is admitted and who is still planned; None where it is not known."""
        return None if self.admitted is None else self.admitted + self.still

    @property
    def difference(self):
        """Expected beyond the quota; below nought: short of it. None where one of the two is missing."""
        return _beyond(self.expected, self.quota)

    @property
    def is_village(self):
        return self.branch.setting == Setting.VILLAGE


@dataclass(frozen=True)
class Plans:
    """``rows``: the cells of which anything is known, in official order; ``without``: those that have no plan, village
    cells first; ``quota``: the organisation's own.
    """

    rows: tuple[CellPlan, ...]
    without: tuple[Branch, ...]
    quota: int | None

    @property
    def quarters(self):
        return tuple(map(sum, zip(*(row.quarters for row in self.rows), strict=True))) or (0,) * len(QUARTERS)

    @property
    def planned(self):
        return sum(self.quarters)

    @property
    def admitted(self):
        return _sum(row.admitted for row in self.rows)

    @property
    def expected(self):
        return _sum(row.expected for row in self.rows)

    @property
    def quotas(self):
        """The sum of the cells' own quotas; None where none has one."""
        said = [row.quota for row in self.rows if row.quota is not None]
        return sum(said) if said else None

    @property
    def difference(self):
        return _beyond(self.expected, self.quota)


def _sum(said):
    """The sum; None where one of them is not known."""
    said = list(said)
    return None if None in said else sum(said)


def _beyond(expected, quota):
    return None if expected is None or quota is None else expected - quota


def plans_below(branch, year, *, by):
    """``Plans`` of the cells at or below ``branch`` whose people ``by`` may see. Five statements."""
    seen = Branch.objects.visible_to(by, Action.VIEW_PEOPLE).at_or_below([branch]).select_related("parent")
    cells = [each for each in in_official_order(seen) if each.kind in CELLS and each.valid_to is None]
    quotas = _quotas([branch, *cells], year)
    rows = _cell_plans(cells, year, quotas)
    without = sorted((row for row in rows if not row.planned), key=lambda row: not row.is_village)
    return Plans(
        rows=tuple(row for row in rows if row.planned or row.admitted != 0 or row.quota is not None),
        without=tuple(row.branch for row in without),
        quota=quotas.get(branch.pk),
    )


def numbers_of_cell(branch, year):
    """The ``CellPlan`` of one cell. Four statements."""
    return _cell_plans([branch], year, _quotas([branch], year))[0]


def _cell_plans(cells, year, quotas):
    planned, admitted, hidden = _planned(cells, year), _admitted(cells, year), _hidden_by_totals(cells, year)
    return [
        CellPlan(
            cell,
            quarters=tuple(planned[cell.pk][quarter] for quarter in QUARTERS),
            still=planned[cell.pk][STILL],
            admitted=None if cell.pk in hidden else admitted.get(cell.pk, 0),
            quota=quotas.get(cell.pk),
        )
        for cell in cells
    ]


def _planned(cells, year):
    """{cell's id: Counter of each quarter, and of those ``STILL`` on the way}"""
    found = defaultdict(Counter)
    here = {"candidate__branch": F("branch"), "candidate__is_void": False}
    lines = PlanLine.objects.filter(branch__in=cells, year=year, **here).order_by().values_list("branch", "quarter")
    still = Count("pk", filter=Q(candidate__stage__in=ON_THE_WAY))
    for branch_id, quarter, n, on_the_way in lines.annotate(n=Count("pk"), still=still):
        found[branch_id] += Counter({quarter: n, STILL: on_the_way})
    return found


def _admitted(cells, year):
    rows = Admission.objects.filter(branch__in=cells, counted_on__year=year).not_cancelled_by(today())
    return dict(rows.order_by().values_list("branch").annotate(n=Count("pk")))


def _quotas(branches, year):
    """{branch id: persons asked for in the year, of everybody}, as in force today; of a share nobody is asked by number."""
    said = defaultdict(list)
    for quota in Quota.objects.filter(branch__in=branches, period=str(year), group=""):
        said[quota.branch_id].append(quota)
    lows = {pk: in_force(quotas, today()).low for pk, quotas in said.items()}
    return {pk: low for pk, low in lows.items() if low is not None}


def _hidden_by_totals(cells, year):
    """Ids of the cells of which some of the year's admissions are known only as a total, theirs or that of one above."""
    days = {"first__lte": date(year, 12, 31), "last__gte": date(year, 1, 1)}
    paths = list(PastTotal.objects.filter(group="", heads__gt=0, **days).values_list("branch__path", flat=True))
    return {cell.pk for cell in cells if any(cell.path.startswith(path) for path in paths)}
