"""Admissions counted below a branch: grouped statements, rolled up along the tree of each admission's own day.

Totals of years before names were kept count in a window only if wholly inside it; a window they cover in part is
unknown.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from branches.kinds import CELLS, Setting
from branches.names import fold
from branches.spans import ONE_DAY
from recruitment.groups import BUILT_IN, EVERYBODY, GROUPS, is_own
from recruitment.models import Admission


@dataclass(frozen=True)
class Window:
    """Days from ``first`` to ``last``, both included, of which ``last`` is not after the report's day."""

    first: date
    last: date

    def condition(self):
        return Q(counted_on__range=(self.first, self.last))

    def holds(self, total):
        return self.first <= total.first and total.last <= self.last

    def touches(self, total):
        return total.first <= self.last and self.first <= total.last


class Counts:
    """What was admitted at or below the root of ``history``, as known on ``as_of``: cancelled decisions do not count.

    Windows are named once, when it is made; every question names its window. ``totals``: those of
    ``recruitment.flows.totals_around``. ``by_row``: a window and the codes of built-in groups, counted for each branch
    directly below too. Two statements, and one more for the office's own groups.
    """

    def __init__(self, history, windows, as_of, totals, by_row=("", ())):
        self.history, self.windows, self.as_of = history, windows, as_of
        self.rows = Admission.objects.counted_below(history.paths).not_cancelled_by(as_of)
        self._below, self._through, self._at = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter)
        self._roll_up(*by_row)
        self._totals = [(total, history.anywhere(total.branch_id, min(total.last, as_of))) for total in totals]

    def of(self, window, below=None):
        """Persons in the window at or below a branch (default: the root); None where a total covers it in part."""
        below = below or self.history.root.pk
        return self._with_totals(window, self._below[below], lambda path: f"/{below}/" in path)

    def through(self, window, child):
        """Persons in the window that roll up to the root through ``child``, while that hung directly below."""
        mark = f"/{self.history.root.pk}/{child}/"
        return self._with_totals(window, self._through[child], lambda path: mark in path)

    def at(self, window, branch_id):
        """Persons in the window at the branch itself, nothing below it."""
        return self._with_totals(window, self._at[branch_id], lambda path: path.endswith(f"/{branch_id}/"))

    def group_of_row(self, window, child, code):
        """Persons of a group of ``by_row`` that roll up through ``child`` (None: at the root itself), as ``through``."""
        root = self.history.root.pk
        named = (self._through[child] if child else self._at[root])[f"{window}_{code}"]
        mark = f"/{root}/{child}/"
        return self.plus_totals(
            self.windows[window],
            named,
            code,
            hangs=lambda line: mark in line.path if child else line.path.endswith(f"/{root}/"),
        )

    def _with_totals(self, window, named, hangs):
        return self.plus_totals(self.windows[window], named[window], hangs=lambda line: hangs(line.path))

    def group(self, window, code):
        """Persons of a group in the window, below the root; None where a total hides how many."""
        return self.plus_totals(self.windows[window], self._groups[window, code], code)

    def count_groups(self, codes, windows, also):
        """Count these groups in these windows, the built-in ones always, for ``group``; ``also``: aggregates by name.

        Gives back the values of ``also``: they cost no statement of their own.
        """
        own = [code for code in codes if is_own(code)]
        spans = {name: self.windows[name].condition() for name in windows}
        row = self.rows.aggregate(**_built_in_groups(spans), **also)
        self._groups = {(name, code): row[f"{name}_{code}"] for name in windows for code in BUILT_IN}
        self._groups |= self._own_groups(own, spans) if own else {}
        return {name: row[name] for name in also}

    def whole_totals(self, window):
        """Heads of the totals at or below the root that lie wholly inside the window."""
        return sum(total.heads for total in self.whole(window))

    def whole(self, window):
        """The totals of everybody at or below the root that lie wholly inside the window."""
        return [t for t, _line in self._here() if t.group == EVERYBODY and self.windows[window].holds(t)]

    def totals_on_line_of(self, branch_id, day):
        """The totals of everybody at a branch or above it."""
        placed = self.history.anywhere(branch_id, day)
        ids = set(placed.ids()) if placed else {branch_id}
        return [total for total, _line in self._totals if total.group == EVERYBODY and total.branch_id in ids]

    # --- names

    def _roll_up(self, of, codes):
        """Named admissions in each window by the cell's path of their day: one grouped statement, summed upwards."""
        counts = {name: Count("pk", filter=window.condition()) for name, window in self.windows.items()}
        for code in codes:
            condition = self.windows[of].condition() & BUILT_IN[code].condition
            counts[f"{of}_{code}"] = Count("pk", filter=condition)
        widest = Window(min(w.first for w in self.windows.values()), max(w.last for w in self.windows.values()))
        for row in self.rows.filter(widest.condition()).order_by().values("path").annotate(**counts):
            ids = [int(part) for part in row.pop("path").split("/")[1:-1]]
            self._at[ids[-1]].update(row)
            for branch_id in ids:
                self._below[branch_id].update(row)
            for child in ids[ids.index(self.history.root.pk) + 1 :][:1]:
                self._through[child].update(row)

    def _own_groups(self, codes, spans):
        counts = {name: Count("pk", filter=span) for name, span in spans.items()}
        rows = self.rows.filter(tags__folded__in=[fold(code) for code in codes]).order_by()
        found = {row["tags__folded"]: row for row in rows.values("tags__folded").annotate(**counts)}
        return {(name, code): found.get(fold(code), {}).get(name, 0) for name in spans for code in codes}

    # --- totals

    def plus_totals(self, span, named, group=EVERYBODY, hangs=lambda line: True):
        """``named`` and the totals of the group that hang here; None where one of them covers the days in part.

        ``hangs`` chooses among the totals at or below the root by the line of their branch.
        """
        for total, heads in _heads_of([(t, line) for t, line in self._here() if hangs(line)], group):
            if not span.touches(total):
                continue
            if heads is None or (heads and not span.holds(total)):
                return None
            named += heads
        return named

    def _here(self):
        """The totals at or below the root, each with the line of its branch on its last day, or on the report's."""
        return [(total, line) for total, line in self._totals if line and self.history.holds(line)]


def _built_in_groups(spans):
    return {
        f"{name}_{group.code}": Count("pk", filter=span & group.condition)
        for name, span in spans.items()
        for group in GROUPS
    }


def _heads_of(here, group):
    """(total, its heads of the group), None where it does not say how many."""
    said = [total for total, _line in here if total.group == group]
    yield from ((total, total.heads) for total in said)
    if group != EVERYBODY:
        for total, line in here:
            if total.group == EVERYBODY and not _covered(total, line, said):
                yield total, _heads_by_place(total, line, group)


def _covered(total, line, said):
    """Whether totals of a group at the same branch or above say, day by day, how many of ``total`` belong to it."""
    days = sorted((t.first, t.last) for t in said if t.branch_id in line.ids())
    reached = total.first - ONE_DAY
    for first, last in days:
        if first <= reached + ONE_DAY:
            reached = max(reached, last)
    return reached >= total.last


def _heads_by_place(total, line, group):
    """At a cell one knows whether it is a village's; of other groups a total of everybody says nothing."""
    if group == "village" and line.kind in CELLS:
        return total.heads if line.setting == Setting.VILLAGE else 0
    return None
