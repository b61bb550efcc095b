"""The tree of branches as it stood on any day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .models import BranchPlacement
from .models.branch import within


class Placed(NamedTuple):
    """Where a branch hung and what it was, from ``first`` (inclusive) until ``end`` (exclusive; None: still)."""

    branch_id: int
    first: date
    end: date | None
    path: str
    parent_id: int | None
    kind: str
    setting: str
    name: str
    code: str
    order: int
    followed_from: date | None
    admits: str

    def ids(self):
        """The ids on the path, the root's first."""
        return ids_on(self.path)


def ids_on(path):
    """The ids on a path, the root's first."""
    return [int(part) for part in path.split("/")[1:-1]]


FIELDS = (
    *("branch_id", "valid_from", "valid_to", "path", "parent_id", "kind", "setting", "name"),
    *("branch__code", "branch__order", "branch__followed_from", "admits"),
)


class History:
    """The whole past of every branch that ever hung at or below ``root``. Two statements, whatever its size.

    ``own``: the placements of the root itself, oldest first. ``paths``: all paths it ever had; a fact of a day lies
    below the root if its branch's path of that day lies within them. ``followed_above``: *followed by name from* (a day or
    None) of the branches that are above the root today, by id.
    """

    def __init__(self, root):
        self.root = root
        line = BranchPlacement.objects.filter(branch__in={root.pk, *ids_on(root.path)})
        rows = list(line.select_related("parent", "branch").order_by("valid_from"))
        self.own = [row for row in rows if row.branch_id == root.pk]
        self.followed_above = {row.branch_id: row.branch.followed_from for row in rows if row.branch_id != root.pk}
        self.paths = sorted({placement.path for placement in self.own})
        self._mark = f"/{root.pk}/"
        self._lines = defaultdict(list)
        for row in self._rows().order_by("valid_from", "branch__order", "branch__code").values_list(*FIELDS):
            self._lines[row[0]].append(Placed._make(row))

    def _rows(self):
        return BranchPlacement.objects.filter(branch__in=self.branch_ids())

    def branch_ids(self):
        """The ids of all branches that ever hung here, as a subquery."""
        return BranchPlacement.objects.filter(within(self.paths)).values("branch_id")

    def __iter__(self) -> Iterator[int]:
        """Ids of all branches that ever hung here."""
        return iter(self._lines)

    def lines_of(self, branch_id) -> list[Placed]:
        """All lines of a branch, oldest first, those elsewhere included."""
        return self._lines.get(branch_id, [])

    def anywhere(self, branch_id, day) -> Placed | None:
        """The line of ``branch_id`` in force on ``day``, wherever it hung; None before its first and after its last day."""
        lines = self._lines.get(branch_id, [])
        place = bisect_right(lines, day, key=lambda line: line.first) - 1
        if place < 0 or (lines[place].end and lines[place].end <= day):
            return None
        return lines[place]

    def at(self, branch_id, day) -> Placed | None:
        """The line of ``branch_id`` in force on ``day``; None where it was not at or below the root then."""
        line = self.anywhere(branch_id, day)
        return line if line and self.holds(line) else None

    def holds(self, placed) -> bool:
        """Whether ``placed`` lies at or below the root."""
        return self._mark in placed.path

    def latest(self, branch_id, day) -> Placed:
        """The line in force on ``day``, else the last before it, else the first after it."""
        lines = self._lines[branch_id]
        return lines[max(bisect_right(lines, day, key=lambda line: line.first) - 1, 0)]

    def official_place(self, placed, day) -> tuple:
        """What sorts branches of one day as papers list them: (order, code) from the root down to ``placed``."""
        line = (self.at(branch_id, day) for branch_id in placed.ids() if branch_id in self._lines)
        return tuple((above.order, above.code) for above in line if above)

    def on(self, day) -> Iterator[Placed]:
        """The tree of one day: every branch at or below the root then, the root included."""
        return (line for branch_id in self._lines if (line := self.at(branch_id, day)))

    def during(self, first, last) -> Iterator[Placed]:
        """Every line in force on some day from ``first`` to ``last``, both included."""
        for lines in self._lines.values():
            for line in lines:
                if line.first <= last and (line.end is None or line.end > first) and self.holds(line):
                    yield line


def in_official_order(branches):
    """Branches of today as papers list them: each before those below it, those of one organisation by their order."""
    below, known = {}, {each.pk for each in branches}
    for each in sorted(branches, key=lambda each: (each.order, each.code)):
        below.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    left = below.get(None, [])[::-1]
    while left:
        each = left.pop()
        yield each
        left += below.get(each.pk, [])[::-1]


def line_on(branch, day) -> tuple[Placed, ...]:
    """The branch and those above it on ``day``, upwards, as ``Lines.up_from``. One statement where they were the same
    branches as today, else three.
    """
    above = ids_on(branch.path)
    rows = BranchPlacement.objects.in_force(day).filter(branch__in=above).values_list(*FIELDS)
    placed = {row[0]: Placed._make(row) for row in rows}
    if placed.keys() == set(above) and placed[branch.pk].ids() == above:
        return tuple(placed[pk] for pk in reversed(above))
    return Lines([branch.pk]).up_from(branch.pk, day)


class Lines:
    """The branches above some branches, on any day. Two statements, however many branches and days are asked for."""

    def __init__(self, branch_ids):
        own = self._read(BranchPlacement.objects.filter(branch__in=set(branch_ids)))
        above = {branch_id for lines in own.values() for line in lines for branch_id in line.ids()} - own.keys()
        self._lines = own | (self._read(BranchPlacement.objects.filter(branch__in=above)) if above else {})

    def up_from(self, branch_id, day) -> tuple[Placed, ...]:
        """The branch itself and those above it on ``day``, upwards; outside its life as on its first or last day."""
        own = self._in_force(branch_id, day)
        return (own, *(self._in_force(above, day) for above in reversed(own.ids()[:-1])))

    def _in_force(self, branch_id, day):
        lines = self._lines[branch_id]
        return lines[max(bisect_right(lines, day, key=lambda line: line.first) - 1, 0)]

    @staticmethod
    def _read(placements):
        lines = defaultdict(list)
        for row in placements.order_by("valid_from").values_list(*FIELDS):
            lines[row[0]].append(Placed._make(row))
        return lines
