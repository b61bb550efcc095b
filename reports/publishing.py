"""The version of a report that may be shown to everybody: numbers only, and of few persons not even the number.

Counts of 1 and 2 become FEW ("<3"), what is made of them None ("–"), those of the whole organisation too. Where the cells
of a printed sum, or the month beside the year, would still give one of them away, further cells are hidden too, the
smallest first: a nought as FEW, a larger number as None. A reader knows of a hidden cell no more than its sign: FEW is
0, 1 or 2, and a dash 0 or more.

Of an organisation below with few in the period neither period nor year nor term is told, so that its numbers cannot be
worked out from the version of the month before either. The year and the term of the whole organisation stay: who lays
the versions of two months side by side can subtract those. What is promised holds for one version alone.

Every field of ``Figures`` is decided on here by name; one that is left out, or new, has its default in public.
"""

from dataclasses import MISSING, fields, replace

from . import vocabulary
from .document import Added
from .figures.facts import ChildRow, Figures, HeadcountLine, Standing
from .figures.names import FEW
from .hiding import FEWER_THAN, few, is_few, is_hidden, less_the_other, points_told, spans_to_hide, suppressed

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
    *("as_of", "is_running", "allocation", "reported"),
)
"""Who, when, what was asked for, and which organisations have reported."""
LEFT_OUT = (
    *("notes", "gross_year", "gross_term", "chain", "on_the_way", "make_up_of_children", "matters", "heads_signed"),
)
"""Words of people, what came late, and who is still on the way: the office's own business."""
MADE_HERE = (
    *("awaiting_ceremony", "marked", "groups", "headcount", "children", "breakdowns", "average_age", "silent_cells"),
    *("idle_groups", "standing", "hides_few", "period_admitted", "year_admitted", "term_admitted", "year", "term"),
    *("last_year", "by_month"),
)
AGE_OF_AT_LEAST = 10
"""The average age of fewer persons says too much of each."""


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
    totals = _totals(figures.period_admitted, figures.year_admitted, figures.term_admitted)
    is_year_told = totals["year_admitted"] is not FEW
    breakdowns = tuple(_breakdown(each) for each in figures.breakdowns) if is_year_told else ()
    children, unnamed = _children(figures, totals)
    hidden = {(each.code, part.code) for each in breakdowns for part in each.parts if is_hidden(part.count)}
    kept = {name: getattr(figures, name) for name in AS_THEY_ARE}
    return Figures(
        **kept | _left_out() | totals,
        awaiting_ceremony=few(figures.awaiting_ceremony),
        marked=few(figures.marked),
        year=_of_everybody(figures.year, totals["year_admitted"]),
        term=_of_everybody(figures.term, totals["term_admitted"]),
        groups=tuple(_group(each, figures, hidden, is_year_told) for each in figures.groups),
        headcount=figures.headcount and _headcount(figures.headcount, totals["period_admitted"]),
        children=children,
        breakdowns=breakdowns,
        average_age=figures.average_age if (figures.year_admitted or 0) >= AGE_OF_AT_LEAST else None,
        silent_cells=tuple(each for each in figures.silent_cells if each.branch.code not in unnamed),
        idle_groups=tuple(code for code in figures.idle_groups if is_year_told and not _gives_away(code, hidden)),
        standing=_standing(figures.standing, children, unnamed, is_year_told),
        last_year=_last_year(figures.last_year),
        by_month=_by_month(figures),
        hides_few=True,
    )


def _left_out():
    """Fields that never leave, and those on which nobody has decided, as they are when nothing is known."""
    return {
        field.name: field.default if field.default is not MISSING else field.default_factory()
        for field in fields(Figures)
        if field.name not in {*AS_THEY_ARE, *MADE_HERE}
    }


# --- The totals of the whole organisation


def _totals(period, year, term):
    """The three as they are told, under their names in ``Figures``."""
    hidden = spans_to_hide(period, year, term)
    numbers = {"period": period, "year": year, "term": term}
    return {f"{name}_admitted": _told(number, name in hidden) for name, number in numbers.items()}


def _told(number, hides):
    return number if not hides else FEW if is_few(number) else None


def _of_everybody(progress, admitted):
    return progress and (_told_as(progress, admitted) if is_hidden(admitted) else progress)


def _last_year(known):
    told = _totals(known.period_admitted, known.year_admitted, None)
    return replace(known, period_admitted=told["period_admitted"], year_admitted=told["year_admitted"])


def _by_month(figures):
    """The points of both years, thinned out."""
    this_year = points_told([point.this_year for point in figures.by_month])
    last_year = points_told([point.last_year for point in figures.by_month])
    return tuple(
        replace(point, this_year=now, last_year=then)
        for point, now, then in zip(figures.by_month, this_year, last_year, strict=True)
    )


# --- The parts of a report


def _breakdown(breakdown):
    counts = suppressed([part.count for part in breakdown.parts])
    parts = (
        part if count == part.count else replace(part, count=count, share=None)
        for part, count in zip(breakdown.parts, counts, strict=True)
    )
    return replace(breakdown, parts=tuple(parts))


def _group(group, figures, hidden, is_year_told):
    """A group of the year is hidden wherever a part is that it is the sum of, for the two say the same. So is one of a
    term that begins with the year, and one that has one or two more in the term than in the year.
    """
    begins_with_the_year = group.period[:4] == str(figures.calendar_year)
    more = less_the_other(group.admitted, _of_the_year(group.code, figures))
    is_said_by_the_year = begins_with_the_year and (not is_year_told or _gives_away(group.code, hidden))
    if is_few(group.admitted) or is_few(more) or is_said_by_the_year:
        return _told_as(group, FEW if (group.admitted or 0) < FEWER_THAN else None)
    return group


def _of_the_year(code, figures):
    """How many of a group the year has, from its own row or from its parts; None where nobody says."""
    for group in figures.groups:
        if group.code == code and group.period == str(figures.calendar_year):
            return group.admitted
    breakdown, parts = PARTS_OF_GROUPS.get(code, ("", ()))
    counts = [p.count for each in figures.breakdowns if each.code == breakdown for p in each.parts if p.code in parts]
    return sum(counts) if counts else None


def _gives_away(code, hidden):
    breakdown, parts = PARTS_OF_GROUPS.get(code, ("", ()))
    return any((breakdown, part) in hidden for part in parts)


def _told_as(progress, admitted):
    nothing = dict.fromkeys(("percent", "percent_of_max", "difference", "met", "stated", "flag"))
    return replace(progress, admitted=admitted, **nothing)


COLUMNS = ("admitted_period", "admitted_year", "admitted_term", "heads")


def _children(figures, totals):
    """(rows, codes of those whose nought is hidden, who must not be named as having nobody)"""
    rows = list(figures.children)
    told = {name: _column(rows, name, totals) for name in COLUMNS}
    made = tuple(_child(row, {name: told[name][place] for name in COLUMNS}) for place, row in enumerate(rows))
    return made, {
        row.branch.code
        for row, shown in zip(rows, made, strict=True)
        if row.admitted_year == 0 and shown.admitted_year is FEW
    }


SPANS = {"admitted_period": "period", "admitted_year": "year", "admitted_term": "term"}


def _column(rows, name, totals):
    """A column as printed. A row with nobody all the year is spared: its nought is known from elsewhere. Where the total
    is hidden, a row is too, the largest if need be, for else they would sum to it.
    """
    idle = {place for place, row in enumerate(rows) if row.admitted_year == 0}
    also = {place for place, row in enumerate(rows) if SPANS.get(name) in _hidden_spans(row, len(rows))}
    numbers = [getattr(row, name) for row in rows]
    told = suppressed(numbers, spare=idle, also=also)
    if rows and is_hidden(totals.get(f"{SPANS.get(name)}_admitted", 0)) and not any(map(is_hidden, told)):
        told[numbers.index(max(numbers))] = None
    return told


def _hidden_spans(row, rows):
    """Few in the period hide the row's year and term as well: the version of the month before would give them away. The
    only row says what the totals say.
    """
    if is_few(row.admitted_period) and rows > 1:
        return set(SPANS.values())
    return spans_to_hide(row.admitted_period, row.admitted_year, row.admitted_term)


def _child(row: ChildRow, told):
    if told["admitted_year"] == row.admitted_year:
        return replace(row, **told)
    return replace(row, **told, percent=None, difference=None)


def _headcount(ledger, admitted):
    """B and C by their lines, those of few persons together as one; where a side as a whole has few persons, only how many
    members there are in the end. ``admitted``: of the period, as told.
    """
    full, probationary = suppressed([ledger.full, ledger.probationary])
    ledger = replace(ledger, full=full, probationary=probationary)
    sides = {side: [line for line in ledger.lines if line.side == side and line.code != "B1"] for side in "+-"}
    first = [line for line in ledger.lines if line.code == "B1"]
    if is_hidden(admitted) or any(is_few(sum(line.heads for line in lines)) for lines in (*sides.values(), first)):
        nothing = dict.fromkeys(("opening", "increase", "decrease", "counted", "counted_on", "counted_difference"))
        return replace(ledger, lines=(), **nothing)
    return replace(ledger, lines=(*first, *_side("+", sides["+"]), *_side("-", sides["-"])))


def _side(side, lines):
    """The lines as they are, or those of few as one of other reasons, which takes in the smallest until it is not few."""
    rest = sorted((line for line in lines if is_few(line.heads)), key=lambda line: line.heads)
    if not rest:
        return lines
    kept = sorted((line for line in lines if line not in rest), key=lambda line: line.heads, reverse=True)
    while is_few(sum(line.heads for line in rest)) or len(rest) < 2:
        rest.append(kept.pop())
    code = vocabulary.OTHER_REASONS[side]
    other = HeadcountLine(side, code, vocabulary.HEADCOUNT_LINES[code], sum(line.heads for line in rest))
    return [*sorted(kept, key=lambda line: line.code), other]


def _standing(standing, children, unnamed, is_year_told):
    """Names without percents, for of an organisation further down a percent is a number of persons. Who reached a quota of
    two has two: so no row with a hidden number is praised, and "all" or "none" of them is not said where one is hidden.
    """
    if not is_year_told:
        return Standing(standing.unit, standing.units, standing.with_quota, None, (), ())
    hidden = {row.branch.code for row in children if is_hidden(row.admitted_year)}
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
