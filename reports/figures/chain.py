"""A cumulative figure goes on from the one signed before: previous + since then + late entries − cancellations.

Nobody is remembered by name. Every report keeps, day by day, how many admissions it knew of, cancelled or not, and how many
of them were cancelled; the next one takes the difference. Days stay what they are whatever the cut-off day of the months.
"""

import json
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from branches.spans import ONE_DAY

from ..models import Report, State
from ..periods import month_ends
from .facts import Figures
from .frozen import made_of
from .paper_facts import Chain, DayGross, LateMonth
from .sources import TERM, YEAR


class _Signed(NamedTuple):
    """The report signed before: its id, and its figures."""

    pk: int
    figures: Figures


def gross_of(sources, window):
    """``DayGross`` of each day of the window (YEAR or TERM) on which anybody was admitted, oldest first."""
    if window == TERM and not sources.term:
        return ()
    admitted, cancelled = _by_day(sources, window, sources.as_of)
    return tuple(DayGross(day, admitted[day], cancelled[day]) for day in sorted(admitted))


def chain_of(sources, before):
    """``Chain`` of the year and of the term; none where nothing was signed before (``before``: of ``signed_before``)."""
    if before is None:
        return ()
    return tuple(filter(None, (_year(sources, before), _term(sources, before))))


def heads_signed(sources, before):
    """The heads with which the report signed ``before`` ended, where this one begins on the day after."""
    if before is None or before.figures.headcount is None or before.figures.as_of + ONE_DAY != sources.period.first:
        return None
    return before.figures.headcount.closing


def signed_before(sources):
    """The last report signed here, of any kind, whose figures end before those of this one; None without.

    Another issue of the same period is what this one replaces, not what it goes on from. One statement.
    """
    signed = Report.objects.filter(branch=sources.branch, state=State.SIGNED, as_of__lt=sources.as_of)
    signed = signed.exclude(period=sources.period.name).order_by("-as_of", "-signed_on", "-pk")
    pk, text = signed.values_list("pk", "frozen").first() or (None, "")
    values = json.loads(text).get("figures") if text else None
    return values and _Signed(pk, made_of(values))


def _year(sources, before):
    said = before.figures
    if said.calendar_year != sources.period.year:
        return None
    return _chain(sources, YEAR, str(sources.period.year), before, said.year_admitted, said.gross_year)


def _term(sources, before):
    said = before.figures
    if not sources.term or said.as_of < sources.term.first:
        return None
    if said.term and said.term.period != sources.term.name:
        return None
    return _chain(sources, TERM, sources.term.name, before, said.term_admitted, said.gross_term)


def _chain(sources, window, period, before, previous, gross):
    """None where a figure is unknown, or was signed before reports kept what is needed here."""
    total = sources.counts.of(window)
    if total is None or previous is None or previous != sum(each.admitted - each.cancelled for each in gross):
        return None
    admitted, cancelled = _by_day(sources, window, before.figures.as_of)
    late = _late(admitted, {each.day: each.admitted for each in gross})
    newly_cancelled = cancelled.total() - sum(each.cancelled for each in gross)
    return Chain(
        window=window,
        period=period,
        previous_as_of=before.figures.as_of,
        previous=previous,
        since=total - (admitted.total() - cancelled.total()),
        late=sum(late.values()),
        cancelled=newly_cancelled,
        total=total,
        late_by_month=tuple(LateMonth(month, late[month]) for month in sorted(late) if late[month]),
        previous_id=before.pk,
    )


def _late(admitted, known):
    """Heads by month of which more (negative: fewer) are admitted than were known of its days."""
    late, ends = Counter(), {}
    for day in admitted.keys() | known:
        late[_month(day, ends)] += admitted.get(day, 0) - known.get(day, 0)
    return late


def _by_day(sources, window, last):
    """(admitted, of them cancelled by the report's day) in the window up to ``last``, each by day; totals on their last."""
    span = sources.counts.windows[window]
    admitted, cancelled = Counter(), Counter()
    for day, is_cancelled in sources.days_of_admission:
        if span.first <= day <= min(span.last, last):
            admitted[day] += 1
            cancelled[day] += is_cancelled
    for total in sources.counts.whole(window):
        if total.last <= last:
            admitted[total.last] += total.heads
    return admitted, cancelled


def _month(day, ends):
    """The reporting month in which ``day`` lies, as "2024-02"; ``ends``: the ends of months by year, kept."""
    if day.year not in ends:
        ends[day.year] = month_ends(day.year)
    return f"{day.year}-{bisect_left(ends[day.year], day) + 1:02d}"
