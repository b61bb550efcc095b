"""Who the year's new members of each branch directly below are, and how many are on the way there."""

from .paper_facts import ChildMakeUp
from .sources import YEAR

CODES = ("women", "minority", "religion", "union", "village")


def make_up_of_children(sources, rows, sums):
    """``ChildMakeUp`` of each ``ChildRow``, in their order; ``sums``: of ``on_the_way``."""
    return tuple(_row(sources, row, sums) for row in rows)


def _row(sources, row, sums):
    counts = sources.counts
    of_group = {code: counts.group_of_row(YEAR, row.branch_id, code) for code in CODES}
    return ChildMakeUp(
        branch=row.branch,
        admitted=row.admitted_year,
        **of_group,
        listed=sums.through("listed", row.branch_id),
        certified=sums.through("certified", row.branch_id),
        appraised=sums.through("appraised", row.branch_id),
    )
