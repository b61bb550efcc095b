"""The figures of one branch and one period, put together from their sources."""

from dataclasses import replace

from branches.access import Action, require
from branches.kinds import CELLS, Setting
from config import installation
from config.snapshot import as_of_one_moment

from ..look_in_force import look_in_force
from ..percent import at_most
from .breakdowns import breakdowns
from .chain import chain_of, gross_of, heads_signed, signed_before
from .children import allocation, children, standing
from .facts import Figures, LastYear, Letterhead, MonthPoint
from .heads import headcount_of
from .make_up import CODES, make_up_of_children
from .matters import matters_of
from .names import BranchName
from .on_the_way import Sums, on_the_way
from .progress import progress
from .reported import reported
from .silence import idle_groups, silent_cells
from .sources import LAST_PERIOD, LAST_YEAR, PERIOD, TERM, YEAR, Sources


def figures_of(branch, period, *, by, for_paper=False, look=None):
    """Everything a report of ``branch`` and ``period`` (``reports.periods.Period``) says, as ``Figures``.

    Counts everything below the branch on the tree of each day, whoever asks. A fixed number of statements, whatever
    the size of the tree; ``for_paper`` some more: who is on the way, what is overdue, and how the figures go on from the
    report signed before, which papers say and the page of a branch does not; all of it is read as of one moment. Percents
    have as many decimals as ``look`` says, the one in force by default. Raises PermissionDenied where ``by`` may not see
    the branch, ValidationError where the branch was not there in that period.
    """
    require(by, Action.VIEW, branch)
    with installation.read_once(), at_most((look or look_in_force()).decimals):
        if not for_paper:
            return _figures(Sources(branch, period))
        with as_of_one_moment():
            sources = Sources(branch, period, by_row=CODES)
            figures = _figures(sources)
            return replace(figures, **_of_people(sources, figures.children))


def _of_people(sources, rows):
    sums, before = Sums(sources, sources.codes), signed_before(sources)
    return {
        "chain": chain_of(sources, before),
        "heads_signed": heads_signed(sources, before),
        "on_the_way": on_the_way(sources, sums),
        "make_up_of_children": make_up_of_children(sources, rows, sums),
        "matters": matters_of(sources),
    }


def _figures(sources):
    parts, average_age = breakdowns(sources.year_counts, sources.counts.whole_totals(YEAR))
    rows = children(sources)
    return Figures(
        branch=BranchName(sources.placed.code, sources.placed.name),
        branch_id=sources.branch.pk,
        kind=sources.placed.kind,
        setting=sources.placed.setting,
        letterhead=_letterhead(sources),
        period=str(sources.period),
        period_kind=sources.period.kind.value,
        calendar_year=sources.period.year,
        first=sources.period.first,
        as_of=sources.as_of,
        is_running=sources.period.is_running,
        period_admitted=sources.counts.of(PERIOD),
        year_admitted=sources.counts.of(YEAR),
        term_admitted=sources.counts.of(TERM) if sources.term else None,
        awaiting_ceremony=sources.year_counts["awaiting"],
        marked=sources.year_counts["marked"],
        year=_progress(sources, YEAR, str(sources.period.year)),
        term=_progress(sources, TERM, sources.term.name) if sources.term else None,
        groups=tuple(_groups(sources)),
        headcount=headcount_of(sources.ledger, sources.period.first, sources.as_of),
        children=tuple(rows),
        allocation=allocation(sources, rows),
        last_year=LastYear(sources.counts.of(LAST_PERIOD), sources.counts.of(LAST_YEAR)),
        breakdowns=parts,
        average_age=average_age,
        silent_cells=silent_cells(sources.history, sources.counts, sources.admissions, sources.as_of),
        idle_groups=idle_groups(sources.counts, YEAR, _has_villages(sources)),
        by_month=_by_month(sources),
        standing=standing(sources),
        reported=reported(sources),
        gross_year=gross_of(sources, YEAR),
        gross_term=gross_of(sources, TERM),
    )


def _letterhead(sources):
    own = next(row for row in reversed(sources.history.own) if row.valid_from <= sources.as_of)
    return Letterhead(
        line_above=own.line_above or _parent_name(own),
        committee=own.committee_name,
        symbol=own.symbol,
        place=own.place,
        signing_authority=own.signing_authority,
        post=own.post,
        signer=own.signer,
    )


def _parent_name(own):
    return own.parent.name if own.parent_id else ""


def _progress(sources, window, period, group=""):
    """None where there is neither quota nor admission."""
    quota = sources.quotas.of(period, group=group)
    admitted = sources.counts.group(window, group) if group else sources.counts.of(window)
    if quota is None and admitted == 0:
        return None
    return progress(group, period, quota, sources.target(quota, window), admitted)


def _groups(sources):
    for window, period in zip((YEAR, TERM), sources.periods(), strict=False):
        for code in sources.quotas.groups(period):
            yield _progress(sources, window, period, code)


def _has_villages(sources):
    return any(line.setting == Setting.VILLAGE and line.kind in CELLS for line in sources.history.on(sources.as_of))


def _by_month(sources):
    """Both years' admissions from January on, by reporting month."""
    year = sources.period.year
    return tuple(
        MonthPoint(number, this_year=sources.up_to(year, number), last_year=sources.up_to(year - 1, number))
        for number in range(1, 13)
    )
