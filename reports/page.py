"""What the page of a branch shows first: order and grouping of figures that are made elsewhere. Counts nothing."""

from dataclasses import dataclass
from fractions import Fraction

from recruitment.groups import group_of

from . import charts
from .figures.facts import ChildRow, Figures, SilentCell

NAMED_CELLS = 40
"""So many silent cells of one span are named on the page; all of them stand in the workbook and the JSON."""


@dataclass(frozen=True)
class SilentSpan:
    """The cells without an admission for ``months``: the first of them, and how many more there are."""

    months: int
    count: int
    cells: tuple[SilentCell, ...]
    more: int


@dataclass(frozen=True)
class Page:
    """``children`` without the branch's own row, furthest behind first; ``own``: that row; ``total``: the branch as a
    row of the same table. ``idle_groups``: only of a branch with others below, for in a single cell most are idle.
    ``is_empty``: nobody has said anything of this branch yet, so the page says what to do.
    """

    children: tuple[ChildRow, ...]
    own: ChildRow | None
    total: ChildRow
    silent: tuple[SilentSpan, ...]
    idle_groups: tuple[str, ...]
    is_empty: bool

    def charts(self, figures):
        """The drawings of the page: the year month by month, and the organisations below in the page's order.

        ``name`` is what the ids inside the drawing begin with.
        """
        rows = (*self.children, *([self.own] if self.own else []))
        drawn = [{"name": "by-month", "svg": charts.by_month(figures)}]
        return drawn + ([{"name": "children", "svg": charts.children(figures, rows)}] if rows else [])

    def codes(self):
        """The codes of all branches that the page names."""
        return {row.branch.code for row in self.children} | {
            cell.branch.code for span in self.silent for cell in span.cells
        }


def page_of(figures: Figures):
    below = [row for row in figures.children if row.branch.code is not None]
    return Page(
        children=tuple(sorted(below, key=_how_far)),
        own=next((row for row in figures.children if row.branch.code is None), None),
        total=_total(figures),
        silent=tuple(_span(figures.silent_cells, months) for months in _spans(figures.silent_cells)),
        idle_groups=tuple(str(group_of(code).name) for code in figures.idle_groups) if below else (),
        is_empty=_is_empty(figures),
    )


def _how_far(row):
    """Those that are still here before those that ended, with a quota before those without; least reached first."""
    persons = row.target.persons if row.target else None
    if not persons or row.admitted_year is None:
        return row.ended_on is not None, 1, Fraction(0)
    return row.ended_on is not None, 0, Fraction(row.admitted_year, persons)


def _total(figures):
    """The branch's own figures in the shape of its children's."""
    year = figures.year
    return ChildRow(
        branch=figures.branch,
        branch_id=figures.branch_id,
        kind=figures.kind,
        setting=figures.setting,
        target=year and year.target,
        admitted_period=figures.period_admitted,
        admitted_year=figures.year_admitted,
        percent=year and year.percent,
        difference=year and year.difference,
        admitted_term=figures.term_admitted,
        heads=figures.headcount and figures.headcount.closing,
    )


def _spans(cells):
    return sorted({cell.months for cell in cells}, reverse=True)


def _span(cells, months):
    found = [cell for cell in cells if cell.months == months]
    return SilentSpan(months, len(found), tuple(found[:NAMED_CELLS]), max(len(found) - NAMED_CELLS, 0))


def _is_empty(figures):
    said = (figures.year_admitted, figures.term_admitted, figures.children, figures.groups, figures.headcount)
    return not any(said) and figures.year_admitted is not None and figures.year is None and figures.term is None
