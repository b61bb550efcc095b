"""The version of a report that may be shown to everybody: numbers only, and of few persons not even the number.

Counts of 1 and 2 become FEW ("<3"), what is made of them None ("–"). Where the cells of a printed sum would still give
one of them away, further cells of it are hidden too, the smallest first: a nought as FEW, a larger number as None. The
totals of the whole organisation stay, and so does the only part of a total. A reader knows of a hidden cell no more
than its sign: FEW is 0, 1 or 2, and a dash 0 or more.

Every field of ``Figures`` is decided on here by name; one that is left out, or new, has its default in public.
"""

from collections.abc import Sequence
from dataclasses import MISSING, fields, replace

from . import vocabulary
from .document import Added
from .figures.facts import FEW, ChildRow, Figures, HeadcountLine, Standing

FEWER_THAN = 3
REMARK = "Bản công khai: số liệu dưới 03 không nêu cụ thể."
REMARK_OPEN = "Bản công khai."

PARTS_OF_GROUPS = {
    "village": ("setting", ("village",)),
    "women": ("sex", ("female",)),
    "minority": ("minority", ("minority",)),
    "religion": ("religion", ("religion",)),
    "union": ("union", ("yes",)),
    "students": ("occupation", ("student", "pupil")),
    "workers": ("occupation", ("worker",)),
    "direct": ("occupation", ("worker", "farmer")),
    "teachers": ("occupation", ("teacher",)),
}
"""Which parts of which breakdown a built-in group of the year is the sum of (``recruitment.groups``)."""

AS_THEY_ARE = (
    *("branch", "branch_id", "kind", "setting", "letterhead", "period", "period_kind", "calendar_year", "first"),
    *("as_of", "is_running", "period_admitted", "year_admitted", "term_admitted", "year", "term", "allocation"),
    *("last_year", "by_month", "reported"),
)
"""Who, when, and the totals of the whole organisation."""
LEFT_OUT = (*("notes", "gross_year", "gross_term", "chain", "on_the_way", "make_up_of_children", "matters"),)
"""Words of people, what came late, and who is still on the way: the office's own business."""
MADE_HERE = (
    *("awaiting_ceremony", "marked", "groups", "headcount", "children", "breakdowns", "average_age", "silent_cells"),
    *("idle_groups", "standing", "hides_few"),
)


def public(document, *, hides_few=True):
    """The public version of a ``Document``: without what people added in their own words, which may name somebody, and
    without what is the office's own business (``LEFT_OUT``), whether numbers of few are hidden or not.
    """
    figures = published(document.figures) if hides_few else replace(document.figures, **_left_out())
    return replace(document, figures=figures, added=Added(), digest="", is_public=True, sections=(), brief="")


def remark(figures):
    """The last line of a public paper."""
    return REMARK if figures.hides_few else REMARK_OPEN


def published(figures):
    """The same ``Figures`` with few persons hidden."""
    breakdowns = tuple(_breakdown(each) for each in figures.breakdowns)
    children, unnamed = _children(figures)
    hidden = {(each.code, part.code) for each in breakdowns for part in each.parts if _is_hidden(part.count)}
    groups = tuple(_group(each, figures, hidden) for each in figures.groups)
    kept = {name: getattr(figures, name) for name in AS_THEY_ARE}
    return Figures(
        **kept | _left_out(),
        awaiting_ceremony=few(figures.awaiting_ceremony),
        marked=few(figures.marked),
        groups=groups,
        headcount=figures.headcount and _headcount(figures.headcount),
        children=children,
        breakdowns=breakdowns,
        average_age=None if is_few(figures.year_admitted) else figures.average_age,
        silent_cells=tuple(each for each in figures.silent_cells if each.branch.code not in unnamed),
        idle_groups=tuple(code for code in figures.idle_groups if not _gives_away(code, hidden)),
        standing=_standing(figures.standing, children, unnamed),
        hides_few=True,
    )


def _left_out():
    """Fields that never leave, and those on which nobody has decided, as they are when nothing is known."""
    return {
        field.name: field.default if field.default is not MISSING else field.default_factory()
        for field in fields(Figures)
        if field.name not in {*AS_THEY_ARE, *MADE_HERE}
    }


def is_few(number):
    return number is not None and 0 < number < FEWER_THAN


def few(number):
    return FEW if is_few(number) else number


def _is_hidden(number):
    return number is FEW or number is None


# --- One sum


def suppressed(numbers: Sequence[int | None], spare=()) -> list:
    """The parts of a sum whose total is printed, so hidden that none of the hidden ones can be found out.

    ``spare``: places that are hidden only when nothing else is left. An unknown part (None) stays unknown. Where every
    part has to be hidden and all of them are 2, all become None.
    """
    hidden = {place for place, number in enumerate(numbers) if number is None or is_few(number)}
    if len(numbers) < 2 or not any(is_few(number) for number in numbers):
        return list(numbers)
    others = sorted(
        (place for place in range(len(numbers)) if place not in hidden),
        key=lambda place: (place in spare, numbers[place] == 0, numbers[place], place),
    )
    for place in others:
        if _is_safe([numbers[place] for place in hidden]):
            break
        hidden.add(place)
    is_safe = _is_safe([numbers[place] for place in hidden])
    return [_sign(number, is_safe) if place in hidden else number for place, number in enumerate(numbers)]


def _is_safe(hidden):
    """Whether each of several hidden numbers may be more than one, for who knows their sum and their signs."""
    dashes = sum(number is None or number >= FEWER_THAN for number in hidden)
    return len(hidden) > 1 and (dashes > 0 or 0 < sum(hidden) < len(hidden) * (FEWER_THAN - 1))


def _sign(number, is_safe):
    return FEW if is_safe and number is not None and number < FEWER_THAN else None


# --- The parts of a report


def _breakdown(breakdown):
    counts = suppressed([part.count for part in breakdown.parts])
    parts = (
        part if count == part.count else replace(part, count=count, share=None)
        for part, count in zip(breakdown.parts, counts, strict=True)
    )
    return replace(breakdown, parts=tuple(parts))


def _group(group, figures, hidden):
    """A group of the year is hidden wherever a part is that it is the sum of, for the two say the same."""
    of_the_year = group.period == str(figures.calendar_year)
    if is_few(group.admitted) or (of_the_year and _gives_away(group.code, hidden)):
        return _told_as(group, FEW if (group.admitted or 0) < FEWER_THAN else None)
    return group


def _gives_away(code, hidden):
    breakdown, parts = PARTS_OF_GROUPS.get(code, ("", ()))
    return any((breakdown, part) in hidden for part in parts)


def _told_as(progress, admitted):
    nothing = dict.fromkeys(("percent", "percent_of_max", "difference", "met", "stated", "flag"))
    return replace(progress, admitted=admitted, **nothing)


COLUMNS = ("admitted_period", "admitted_year", "admitted_term", "heads")


def _children(figures):
    """(rows, codes of those whose nought is hidden, who must not be named as having nobody)"""
    rows = list(figures.children)
    told = {name: _column(rows, name) for name in COLUMNS}
    made = tuple(_child(row, {name: told[name][place] for name in COLUMNS}) for place, row in enumerate(rows))
    return made, {
        row.branch.code
        for row, shown in zip(rows, made, strict=True)
        if row.admitted_year == 0 and shown.admitted_year is FEW
    }


def _column(rows, name):
    """A column as printed. A row with nobody all the year is spared: its nought is known from elsewhere."""
    idle = {place for place, row in enumerate(rows) if row.admitted_year == 0}
    return suppressed([getattr(row, name) for row in rows], spare=idle)


def _child(row: ChildRow, told):
    if told["admitted_year"] == row.admitted_year:
        return replace(row, **told)
    return replace(row, **told, percent=None, difference=None)


def _headcount(ledger):
    """B and C by their lines; what was admitted is a total of the whole organisation, and stays."""
    lines = [line for side in "+-" for line in _side(ledger, side)]
    full, probationary = suppressed([ledger.full, ledger.probationary])
    return replace(ledger, lines=tuple(lines), full=full, probationary=probationary)


def _side(ledger, side):
    known = [line for line in ledger.lines if line.side == side]
    kept = [line for line in known if line.code == "B1"]
    rest = [line for line in known if line.code != "B1"]
    if any(is_few(line.heads) for line in rest):
        rest += [HeadcountLine(side, code, "", 0) for code in _printed_as_noughts(side, known)]
    told = suppressed([line.heads for line in rest])
    hidden = [replace(line, heads=heads) for line, heads in zip(rest, told, strict=True) if heads != 0]
    return sorted((*kept, *hidden), key=lambda line: line.code)


def _printed_as_noughts(side, known):
    """The codes of the official table that have no line of their own."""
    letter = "B" if side == "+" else "C"
    codes = (code for code in vocabulary.ALWAYS_PRINTED if code.startswith(letter))
    return [code for code in codes if not any(line.code.startswith(code) for line in known)]


def _standing(standing, children, unnamed):
    """Names without percents, for of an organisation further down a percent is a number of persons. Who reached a quota of
    two has two: so no row with a hidden number is praised, and "all" or "none" of them is not said where one is hidden.
    """
    hidden = {row.branch.code for row in children if _is_hidden(row.admitted_year)}
    tells = standing.reached in (0, standing.with_quota) and any(
        row.target for row in children if row.branch.code in hidden
    )
    return Standing(
        unit=standing.unit,
        units=standing.units,
        with_quota=standing.with_quota,
        reached=None if tells else standing.reached,
        best=tuple((name, None) for name, _share in standing.best if name.code not in hidden),
        without=tuple(name for name in standing.without if name.code not in unnamed),
    )
