"""Who has reported: the organisations directly below that have confirmed their month, and those that have not."""

from branches.kinds import CELLS
from recruitment.models import ClosedMonth, Said

from ..periods import last_month_within
from .facts import Reported
from .names import BranchName


def reported(sources):
    """``Reported`` for the last month of the period that is over by the report's day; None for a cell, where nothing hangs
    below, and while no month of the period is over. One statement.

    A month that was reopened stays reported: what comes then is late, and shown as such.
    """
    month = last_month_within(sources.period, sources.as_of)
    units = [line for line in sources.history.on(sources.as_of) if line.parent_id == sources.branch.pk]
    if month is None or not units or sources.placed.kind in CELLS:
        return None
    units.sort(key=lambda unit: (unit.order, unit.code))
    rows = ClosedMonth.objects.filter(branch__in=[unit.branch_id for unit in units], month=month.name)
    said = dict(rows.order_by().values_list("branch_id", "said"))
    return Reported(
        month=month.name,
        units=len(units),
        reported=len(said),
        nothing=sum(each == Said.NOTHING for each in said.values()),
        silent=tuple(BranchName(unit.code, unit.name) for unit in units if unit.branch_id not in said),
    )
