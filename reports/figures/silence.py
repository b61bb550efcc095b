"""The article's real question: who is nobody looking at? Cells without admissions, groups without anybody."""

from datetime import date

from branches.kinds import CELLS, Setting
from branches.models import Branch
from branches.spans import ONE_DAY
from recruitment.groups import GROUPS

from ..periods import months_before
from .facts import SilentCell
from .names import BranchName

WINDOWS = (36, 24, 12)
"""Months back from the report's day, the longest first."""


def silent_cells(history, counts, admissions, as_of):
    """Cells with no admission for 12, 24 or 36 months back from ``as_of`` (the day itself so many months ago excluded).

    Only cells that existed and were followed by name throughout: no total of theirs or of a branch above touches the
    window, and no *followed by name from* lies in it. The longest silent first, villages before others, each in
    official order. ``admissions``: those of ``recruitment.flows.admissions_around``. One statement where the branch hung
    below others than today, else none.
    """
    cells = [placed for placed in history.on(as_of) if placed.kind in CELLS]
    cells.sort(key=lambda cell: history.official_place(cell, as_of))
    last = _last_admissions(admissions, as_of)
    followed = _followed_from(history)
    found = []
    for cell in cells:
        for months in WINDOWS:
            start = months_before(as_of, months)
            is_silent = last.get(cell.branch_id) is None or last[cell.branch_id] <= start
            if is_silent and _was_watched(history, counts, cell, start, as_of, followed):
                found.append(_silent(history, cell, months, as_of))
                break
    return tuple(sorted(found, key=lambda silent: (-silent.months, not silent.is_village)))


def idle_groups(counts, window, has_villages):
    """Codes of the built-in groups of which nobody was admitted in the window; unknown is not nobody."""
    codes = [group.code for group in GROUPS if has_villages or group.code != "village"]
    return tuple(code for code in codes if counts.group(window, code) == 0)


def _last_admissions(admissions, as_of):
    last = {}
    for row in admissions:
        if row.counted_on <= as_of and not row.is_cancelled_by(as_of):
            last[row.branch_id] = max(row.counted_on, last.get(row.branch_id, date.min))
    return last


def _followed_from(history):
    """The day from which names are kept, by branch, for those that say one: here and above."""
    here = {branch_id: history.lines_of(branch_id)[-1].followed_from for branch_id in history}
    known = history.followed_above | here
    before = {i for placed in history.lines_of(history.root.pk) for i in placed.ids()} - known.keys()
    if before:
        known |= dict(Branch.objects.filter(pk__in=before).values_list("pk", "followed_from"))
    return {branch_id: day for branch_id, day in known.items() if day}


def _was_watched(history, counts, cell, start, as_of, followed):
    """Whether the cell was there, a cell, and followed by name on every day after ``start`` up to ``as_of``."""
    lines = [
        line
        for line in history.lines_of(cell.branch_id)
        if line.first <= as_of and (line.end is None or line.end > start)
    ]
    if lines[0].first > start + ONE_DAY or any(line.kind not in CELLS for line in lines):
        return False
    days = [followed[above] for above in reversed(cell.ids()) if above in followed][:1]
    if days and days[0] > start + ONE_DAY:
        return False
    return not any(
        total.first <= as_of and total.last > start for total in counts.totals_on_line_of(cell.branch_id, as_of)
    )


def _silent(history, cell, months, as_of):
    parent = history.at(cell.parent_id, as_of) if cell.parent_id else None
    return SilentCell(
        branch=BranchName(cell.code, cell.name),
        parent=parent.name if parent else "",
        is_village=cell.setting == Setting.VILLAGE,
        months=months,
    )
