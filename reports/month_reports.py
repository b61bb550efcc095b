"""The page of a month that organisations confirm: the organisation itself and each directly below, and what may be done."""

from dataclasses import dataclass

from branches.access import Action, may, paths_where, stands_at
from branches.kinds import CELLS
from branches.models import Branch, BranchPlacement, Movement, MovementKind
from branches.spans import holds
from config.clock import today
from recruitment.closing import Confirmation, Facts, Month, closed_months, is_open_again, own_facts
from recruitment.models import ClosedMonth, Said

from .periods import last_month


@dataclass(frozen=True)
class MonthRow:
    """One organisation in one month. ``name``: as on the month's last day. ``closed``: what it has confirmed, None where it
    has not. ``has_counted``: whether it counted its heads in the month, so that a difference must be explained.
    ``is_own``: whether the user is of its own people, who say so themselves.
    """

    branch: Branch
    name: str
    closed: ClosedMonth | None
    facts: Facts
    has_counted: bool
    may_confirm: bool
    may_reopen: bool
    is_own: bool

    @property
    def is_open_again(self):
        return self.closed is not None and is_open_again(self.closed)

    @property
    def expected(self):
        """What its own facts say that it will say; None where those below may know more."""
        if any(self.facts):
            return Said.CASES
        return Said.NOTHING if self.branch.kind in CELLS else None

    def said(self, **said):
        return Confirmation(self.branch, **said)


def to_month(period):
    """A ``periods.Period`` that is a month as the verbs take it."""
    return Month(period.name, period.first, period.last)


def month_rows(branch, period, user, seen):
    """(row of ``branch``, rows of those directly below that ``user`` sees): who has not reported first, else in their
    official order. Seven statements.

    ``seen``: the branches visible to ``user``. Those below are the ones of the month's last day.
    """
    month = to_month(period)
    below = BranchPlacement.objects.in_force(period.as_of).filter(parent=branch, branch__in=seen)
    placed = list(below.select_related("branch").order_by("branch__order", "branch__code"))
    branches = [branch, *(each.branch for each in placed)]
    closed, facts = closed_months(branches, month), own_facts(branches, month)
    counted = Movement.objects.filter(
        kind=MovementKind.COUNTED, branch__in=branches, day__range=(month.first, month.last)
    )
    counted = set(counted.values_list("branch", flat=True))

    def row(each, name):
        confirmed = closed.get(each.pk)
        is_shut = confirmed is not None and not is_open_again(confirmed)
        is_over = month.last < today() and each.valid_from <= month.last
        return MonthRow(
            each,
            name,
            confirmed,
            facts.get(each.pk, Facts()),
            each.pk in counted,
            may_confirm=is_over and not is_shut and may(user, Action.CONFIRM_MONTH, each),
            may_reopen=may(user, Action.REOPEN_MONTH, each),
            is_own=stands_at(user, Action.CONFIRM_MONTH, each),
        )

    rows = [row(each.branch, each.name) for each in placed]
    return row(branch, branch.name), sorted(rows, key=lambda each: each.closed is not None)


def month_to_confirm(branch, user):
    """The name of the last month that is over, where ``user`` answers for ``branch`` itself and it has not been confirmed; ""
    without. One statement at most.
    """
    month, paths = last_month(), paths_where(user, Action.CONFIRM_MONTH) or []
    is_there = holds(branch.valid_from, branch.valid_to, month.last)
    if branch.path not in paths or branch.valid_to or not is_there:
        return ""
    return "" if ClosedMonth.objects.filter(branch=branch, month=month.name).exists() else month.name
