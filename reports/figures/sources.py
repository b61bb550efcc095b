"""What one report is made from, read once: the tree, the counts, the quotas and the ledger of a branch and a period."""

from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from branches.spans import last_day
from branches.tree import History
from recruitment.flows import admissions_around, totals_around
from recruitment.headcount import Ledger
from recruitment.quotas import term_of

from ..periods import a_year_before, month_ends
from .breakdowns import aggregates
from .counts import Counts, Window
from .progress import Quotas, target_of

PERIOD, YEAR, TERM = "period", "year", "term"
LAST_PERIOD, LAST_YEAR = "last_period", "last_year"


def day_of_branch(history, period):
    """The last day that a report of the root of ``history`` (a ``History``) on ``period`` counts: of a branch that ended
    within the period, its own last. Raises ValidationError where it was not there.
    """
    first, end = history.own[0].valid_from, history.own[-1].valid_to
    day = min(period.as_of, last_day(end)) if end else period.as_of
    if day < period.first or day < first:
        text = _("%(branch)s did not exist in %(month)s.")
        raise ValidationError(text % {"branch": history.root, "month": f"{period.number:02d}/{period.year}"})
    return day


class Sources:
    """What the parts of one report share; ``by_row``: codes of groups that are counted for each branch directly below."""

    def __init__(self, branch, period, *, by_row=()):
        self.period, self.branch = period, branch
        self.history = History(branch)
        self.as_of = day_of_branch(self.history, period)
        self.placed = self.history.at(branch.pk, self.as_of)
        self.term = term_of(self.placed.ids(), self.as_of)
        self.year_window = Window(period.year_first, self.as_of)
        self.months = self._months()
        totals = totals_around(self.history, self.as_of)
        self.admissions = admissions_around(self.history, self.as_of)
        self.counts = Counts(self.history, self._windows(), self.as_of, totals, by_row=(YEAR, by_row))
        self.quotas = Quotas(self.history, self.periods(), self.as_of)
        self.year_counts = self._count_year()
        self.ledger = Ledger(self.history, self.as_of, totals, self.admissions)

    def _windows(self):
        last_first, last_last = a_year_before(self.period)
        windows = {
            PERIOD: Window(self.period.first, self.as_of),
            YEAR: self.year_window,
            LAST_PERIOD: Window(last_first, last_last),
            LAST_YEAR: Window(date(self.period.year - 1, 1, 1), last_last),
        }
        if self.term:
            windows[TERM] = Window(self.term.first, self.as_of)
        return windows

    def _count_year(self):
        """Everything that is counted of the year besides the branches: groups, breakdowns, ceremonies to come."""
        year = self.year_window.condition()
        held = Q(ceremony_on__lte=self.as_of) | Q(recognised_on__lte=self.as_of)
        also = aggregates(year) | {
            "awaiting": Count("pk", filter=year & ~held),
            "marked": Count("pk", filter=year & Q(decision_on__isnull=True)),
        }
        also |= {_name(*month): Count("pk", filter=span.condition()) for month, span in self.months.items()}
        return self.counts.count_groups(self.codes, (YEAR, TERM)[: len(self.periods())], also)

    @cached_property
    def days_of_admission(self):
        """(the day on which it counts, whether it is cancelled by the report's day) of each admission at or below."""
        return [
            (row.counted_on, row.is_cancelled_by(self.as_of))
            for row in self.admissions
            if self.history.at(row.branch_id, row.counted_on)
        ]

    @cached_property
    def codes(self):
        """Codes of the groups with a quota of the year or the term, each once."""
        return list(dict.fromkeys(code for period in self.periods() for code in self.quotas.groups(period)))

    def _months(self):
        """The days from January to the end of each month of both years, by (year, number); this year's so far."""
        this, last = self.period.year, self.period.year - 1
        ends = {(last, number): end for number, end in enumerate(month_ends(last), start=1)}
        ends |= {(this, n): min(end, self.as_of) for n, end in enumerate(month_ends(this), start=1)}
        return {
            (year, number): Window(date(year, 1, 1), end)
            for (year, number), end in ends.items()
            if year == last or number <= self.period.number
        }

    def up_to(self, year, number):
        """Persons from January to the end of a month; None for a month to come, or where a total hides how many."""
        span = self.months.get((year, number))
        return span and self.counts.plus_totals(span, self.year_counts[_name(year, number)])

    def periods(self):
        """The year and, where there is one, the term, as quotas name them."""
        return [str(self.period.year), *([self.term.name] if self.term else [])]

    def target(self, quota, window, below=None):
        """The target, with the heads at the start of its period as base; the ledger is asked for rates only."""
        is_rate = quota is not None and quota.rate is not None and quota.base is None
        base = self.ledger.heads_at_start(self.counts.windows[window].first, below) if is_rate else None
        return target_of(quota, base=base, years=self.term.years() if window == TERM else 1)


def _name(year, number):
    return f"until_{year}_{number}"
