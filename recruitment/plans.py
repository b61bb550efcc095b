"""The yearly plan of a cell by names and quarter, and beside it what came of it and the cell's quota.

A plan is not a quota: the difference of what is to be expected (admitted so far, and still planned) is shown, never repaired.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record
from branches.kinds import CELLS, Setting
from branches.models import Branch
from branches.movements import outside_life
from branches.spans import holds
from config.clock import today
from config.refusal import Problem, Refused

from .models import Admission, Candidate, PastTotal, PlanLine, Quota
from .quotas import in_force
from .stages import ADMITTED, ON_THE_WAY

QUARTERS = (1, 2, 3, 4)
STILL = "still"
YEARS_BACK, YEARS_AHEAD = 10, 5
"""A plan is written for so many years around this one; anything else is a slip of the finger."""


@transaction.atomic
def set_plan(branch, year, quarters, *, seen=None, by):
    """Write in which quarter of ``year`` the cell ``branch`` means to admit whom.

    ``quarters``: {person's id: 1 to 4, None to take the line away}; people who are not named keep their lines. ``seen``:
    {person's id: the quarter that was read}; where somebody has written another one since, it is refused. Whoever is admitted
    already keeps the line as it is. Returns how many lines have changed. Raises Refused with every problem, each at the id of
    its person; PermissionDenied.
    """
    require(by, Action.MOVE_PEOPLE, branch)
    problems = [Problem(None, *why) for why in _reasons_against(branch, year)]
    here = Candidate.objects.select_for_update(of=("self",)).order_by("pk").select_related("branch")
    people = {person.pk: person for person in here.filter(pk__in=quarters, branch=branch)}
    lines = {line.candidate_id: line for line in PlanLine.objects.filter(year=year, candidate__in=people)}
    written = {pk: _quarter(lines.get(pk), branch) for pk in quarters}
    changed = {pk: quarter for pk, quarter in quarters.items() if pk not in people or written[pk] != quarter}
    for pk, quarter in changed.items():
        was_read = seen is None or pk not in seen or seen[pk] == written[pk]
        problems += [Problem(pk, "quarter", why) for why in _why_not(people.get(pk), quarter, written[pk], was_read)]
    if problems:
        raise Refused(problems)
    _write(branch, year, changed, people, lines)
    traces = [_trace(people[pk], year, written[pk], quarter) for pk, quarter in changed.items()]
    record(traces, by=by)
    return len(changed)


def _quarter(line, branch):
    """What stands in the plan of ``branch``: a line of a cell that the person has left counts nowhere any more."""
    return line.quarter if line and line.branch_id == branch.pk else None


def _reasons_against(branch, year):
    if branch.kind not in CELLS:
        yield "branch", _("A plan by names is made by a cell: choose one.")
    elif not holds(branch.valid_from, branch.valid_to, today()):
        yield "branch", outside_life(branch)
    if not may_still_change(year):
        yield "year", _("The year %(year)s is over: its plan stays as it was.") % {"year": year}
    elif not is_within_reason(year):
        first, last = today().year - YEARS_BACK, today().year + YEARS_AHEAD
        yield "year", _("A plan is made for a year from %(first)s to %(last)s.") % {"first": first, "last": last}


def may_still_change(year):
    """A plan of a year that is over is history."""
    return year >= today().year


def is_within_reason(year):
    return today().year - YEARS_BACK <= year <= today().year + YEARS_AHEAD


def _why_not(person, quarter, written, was_read):
    if person is None:
        yield _("Somebody named here is not of this cell any more: look again.")
        return
    if quarter is not None and quarter not in QUARTERS:
        yield _("A quarter is 1, 2, 3 or 4.")
    if person.stage in ADMITTED:
        yield _("This person is admitted already: the plan stays as it was.")
    elif quarter is not None and person.stage not in ON_THE_WAY:
        yield _("This person is off the way and cannot be planned for.")
    if not was_read:
        now = _("quarter %(quarter)s") % {"quarter": written} if written else _("no quarter")
        yield _("Somebody else has written “%(now)s” here meanwhile: look again, then save.") % {"now": now}


def _write(branch, year, changed, people, lines):
    gone = [lines[pk].pk for pk, quarter in changed.items() if quarter is None]
    PlanLine.objects.filter(pk__in=gone).delete()
    kept = [lines[pk] for pk, quarter in changed.items() if quarter and pk in lines]
    for line in kept:
        line.branch, line.quarter = branch, changed[line.candidate_id]
    PlanLine.objects.bulk_update(kept, ["branch", "quarter"])
    new = [(pk, quarter) for pk, quarter in changed.items() if quarter and pk not in lines]
    PlanLine.objects.bulk_create(
        PlanLine(branch=branch, year=year, candidate=people[pk], quarter=quarter) for pk, quarter in new
    )


def _trace(person, year, was, now):
    return Trace(
        Act.CHANGED, person, person.branch, {"plan_lines": [None, {"year": [year, year], "quarter": [was, now]}]}
    )


# --- The plan of one cell


@dataclass(frozen=True)
class Planned:
    """Somebody of a cell and the quarter planned, None without. ``is_open``: still on the way, so the plan may change."""

    person: Candidate
    quarter: int | None

    @property
    def is_admitted(self):
        return self.person.stage in ADMITTED

    @property
    def is_open(self):
        return self.person.stage in ON_THE_WAY

    @property
    def may_change(self):
        """Whoever left the way may be taken out of the plan."""
        return self.is_open or (self.quarter is not None and not self.is_admitted)


def plan_of(branch, year, *, by):
    """``Planned`` for everybody of a cell who is on the way or stands in its plan, by given name. Two statements."""
    quarters = dict(PlanLine.objects.filter(year=year, branch=branch).values_list("candidate", "quarter"))
    people = Candidate.objects.visible_to(by).filter(branch=branch).select_related("branch")
    wanted = [each for each in people.order_by("sort_name", "pk") if each.stage in ON_THE_WAY or each.pk in quarters]
    return [Planned(person, quarters.get(person.pk)) for person in wanted]


# --- The plans of the cells at and below an organisation


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
    seen = Branch.objects.visible_to(by, Action.VIEW_PEOPLE).at_or_below([branch])
    cells = list(seen.filter(kind__in=CELLS, valid_to=None).select_related("parent"))
    cells.sort(key=official_place)
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


def official_place(branch):
    """What sorts branches read with their parents as papers list them: those above first by their order, then the own."""
    above = (branch.parent.order, branch.parent.code) if branch.parent else (0, "")
    return (*above, branch.order, branch.code)


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
