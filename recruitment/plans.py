"""The yearly plan of a cell by names and quarter: who is meant to be admitted when. What came of it: ``plan_numbers``."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record
from branches.kinds import CELLS
from branches.movements import outside_life
from branches.spans import holds
from config.clock import today
from config.refusal import Problem, Refused

from .models import Candidate, PlanLine
from .stages import ADMITTED, ON_THE_WAY

QUARTERS = (1, 2, 3, 4)
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
