"""A cumulative figure goes on from the one signed before: previous + since then + late entries − cancellations.

Nobody is remembered by name. Every report keeps, by month, how many admissions it knew of, cancelled or not, and how many
of them were cancelled; the next one takes the difference.
"""

import json
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from ..models import Report, State
from ..periods import month_ends
from .facts import Chain, LateMonth, MonthGross
from .frozen import made_of
from .sources import TERM, YEAR


def gross_of(sources, window):
    """``MonthGross`` of each month of the window (YEAR or TERM) in which anybody was admitted, oldest first."""
    if window == TERM and not sources.term:
        return ()
    admitted, cancelled = _by_month(sources, window, sources.as_of)
    return tuple(MonthGross(month, admitted[month], cancelled[month]) for month in sorted(admitted))


def chain_of(sources):
    """``Chain`` of the year and of the term; none where no report was signed before this period. One statement."""
    pk, before = _signed_before(sources)
    if before is None:
        return ()
    links = (_year(sources, before), _term(sources, before))
    return tuple(replace(link, previous_id=pk) for link in links if link)


def _signed_before(sources):
    """(id, ``Figures``) of the last report signed here of days before this period; None without."""
    signed = Report.objects.filter(branch=sources.branch, state=State.SIGNED, as_of__lt=sources.period.first)
    pk, text = signed.order_by("-as_of", "-signed_on", "-pk").values_list("pk", "frozen").first() or (None, "")
    values = json.loads(text).get("figures") if text else None
    return pk, values and made_of(values)


def _year(sources, before):
    if before.calendar_year != sources.period.year:
        return None
    return _chain(sources, YEAR, str(sources.period.year), before.as_of, before.year_admitted, before.gross_year)


def _term(sources, before):
    if not sources.term or before.as_of < sources.term.first:
        return None
    if before.term and before.term.period != sources.term.name:
        return None
    return _chain(sources, TERM, sources.term.name, before.as_of, before.term_admitted, before.gross_term)


def _chain(sources, window, period, day, previous, gross):
    """None where a figure is unknown, or was signed before reports kept what is needed here."""
    total = sources.counts.of(window)
    if total is None or previous is None or previous != sum(each.admitted - each.cancelled for each in gross):
        return None
    admitted, cancelled = _by_month(sources, window, day)
    known = {each.month: each.admitted for each in gross}
    late = {month: admitted[month] - known.get(month, 0) for month in sorted(admitted.keys() | known)}
    newly_cancelled = cancelled.total() - sum(each.cancelled for each in gross)
    return Chain(
        window=window,
        period=period,
        previous_as_of=day,
        previous=previous,
        since=total - (admitted.total() - cancelled.total()),
        late=sum(late.values()),
        cancelled=newly_cancelled,
        total=total,
        late_by_month=tuple(LateMonth(month, heads) for month, heads in late.items() if heads),
    )


def _by_month(sources, window, last):
    """(admitted, of them cancelled by the report's day) in the window up to ``last``, each by month."""
    span, ends = sources.counts.windows[window], {}
    admitted, cancelled = Counter(), Counter()
    for day, is_cancelled in sources.days_of_admission:
        if span.first <= day <= min(span.last, last):
            month = _month(day, ends)
            admitted[month] += 1
            cancelled[month] += is_cancelled
    for total in sources.counts.whole(window):
        if total.last <= last:
            admitted[_month(total.last, ends)] += total.heads
    return admitted, cancelled


def _month(day, ends):
    """The reporting month in which ``day`` lies, as "2024-02"; ``ends``: the ends of months by year, kept."""
    if day.year not in ends:
        ends[day.year] = month_ends(day.year)
    return f"{day.year}-{bisect_left(ends[day.year], day) + 1:02d}"
