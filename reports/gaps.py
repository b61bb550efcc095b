"""What the page of a branch says of today besides the figures of its month: where nobody is on the way."""

from dataclasses import dataclass

from branches.kinds import CELLS
from branches.models import Branch
from recruitment.gaps import cells_without_anybody, groups_without_anybody

from .periods import this_month

NAMED = 8
"""So many cells are named at once; the others are folded away."""


@dataclass(frozen=True)
class Gaps:
    """``cells``: village cells first; ``away``: those where everybody on the way is away for work. ``groups``: in words,
    asked only of an organisation above cells, for in one cell most groups have nobody. ``is_cell``: the page is that of a
    single cell.
    """

    cells: tuple[Branch, ...]
    away: tuple[Branch, ...]
    groups: tuple[str, ...]
    is_cell: bool

    @property
    def first(self):
        return self.cells[:NAMED]

    @property
    def further(self):
        return self.cells[NAMED:]

    @property
    def is_empty(self):
        return not (self.cells or self.away or self.groups)

    def codes(self):
        return {cell.code for cell in (*self.cells, *self.away)}


def gaps_of(branch, shown):
    """``Gaps`` of ``branch`` today; None on the page of an earlier month, or of a branch that has ended.

    Two statements.
    """
    if shown != this_month() or branch.valid_to is not None:
        return None
    is_cell = branch.kind in CELLS
    groups = () if is_cell else tuple(str(group.name) for group in groups_without_anybody(branch))
    nobody, away = cells_without_anybody(branch)
    return Gaps(tuple(nobody), tuple(away), groups, is_cell)
