"""What changes the heads of branches: movements, admissions and totals, read as flows of one shape."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from branches.models import Movement, MovementKind
from branches.models.movement import SIGN, STATES, Beyond

from .groups import EVERYBODY
from .models import Admission, PastTotal


class Reason(StrEnum):
    """Why heads come or go; the sign of the heads says which."""

    ADMITTED = "admitted"
    MOVED_OTHER_PROVINCE = "moved_other_province"
    MOVED_SAME_PROVINCE = "moved_same_province"
    MOVED = "moved"
    RESTORED = "restored"
    DIED = "died"
    EXPELLED = "expelled"
    STRUCK_OFF = "struck_off"
    RESIGNED = "resigned"
    CANCELLED = "cancelled"
    RECOGNISED = "recognised"
    REORGANISED = "reorganised"
    OPENING_DIFFERENCE = "opening_difference"


class Flow(NamedTuple):
    """Heads that came (+) to or went (−) from a branch on a day; ``other`` is the other side where it is one of ours."""

    day: date
    branch_id: int
    heads: int
    probationary: int
    reason: Reason
    other: int | None = None


class Row(NamedTuple):
    """A movement as the database holds it."""

    day: date
    branch_id: int
    kind: str
    heads: int
    probationary: int | None
    counterpart_id: int | None
    beyond: str


def movements_around(history, until):
    """Rows of the ledger that touch a branch here, and the openings of the branches above. One statement."""
    ids = history.branch_ids()
    above = {above for branch_id in history for line in history.lines_of(branch_id) for above in line.ids()}
    above -= set(history)
    here = Q(branch__in=ids) | Q(counterpart__in=ids) | Q(branch__in=above, kind=MovementKind.OPENING)
    rows = Movement.objects.filter(here, day__lte=until)
    fields = ("day", "branch_id", "kind", "heads", "probationary", "counterpart_id", "beyond")
    return [Row(*row) for row in rows.order_by("day", "pk").values_list(*fields)]


class Admitted(NamedTuple):
    """An admission as the database holds it: where, where the person is now, and the days that change heads."""

    branch_id: int
    branch_now: int
    counted_on: date
    recognised_on: date | None
    cancelled_on: date | None
    removed_on: date | None

    def is_cancelled_by(self, day):
        return self.cancelled_on is not None and self.cancelled_on <= day


def admissions_around(history, until):
    """Everybody ever admitted at a branch here, or who is here now, and counted by ``until``; cancelled ones too.

    One statement.
    """
    ids = history.branch_ids()
    rows = Admission.objects.filter(Q(branch__in=ids) | Q(candidate__branch__in=ids), counted_on__lte=until)
    fields = ("branch_id", "candidate__branch_id", "counted_on", "recognised_on", "cancelled_on", "removed_on")
    return [Admitted(*row) for row in rows.order_by().values_list(*fields)]


def flows_of_admissions(history, admissions, until):
    """``admissions``: those of ``admissions_around``."""
    return [flow for row in admissions for flow in _flows_of_admission(history, until, *row)]


def _flows_of_admission(history, until, branch_id, branch_now, counted, recognised, cancelled, removed):
    yield Flow(counted, branch_id, 1, 1, Reason.ADMITTED)
    left = min((day for day in (cancelled, removed) if day), default=None)
    if recognised and recognised <= until and not (left and left < recognised):
        yield Flow(recognised, _where(history, branch_id, branch_now, recognised), 0, -1, Reason.RECOGNISED)
    if left and left <= until:
        reason = Reason.CANCELLED if left == cancelled else Reason.STRUCK_OFF
        was_probationary = not (recognised and recognised <= left)
        yield Flow(left, _where(history, branch_id, branch_now, left), -1, -int(was_probationary), reason)


def _where(history, branch_id, branch_now, day):
    """Where somebody admitted at ``branch_id`` is later: there, or, once it has ended, where the person is now."""
    return branch_id if history.anywhere(branch_id, day) else branch_now


def totals_around(history, until):
    """The totals at, below and above the root that begin by ``until``. One statement."""
    above = {above for placed in history.lines_of(history.root.pk) for above in placed.ids()}
    here = Q(branch__in=history.branch_ids()) | Q(branch__in=above)
    return list(PastTotal.objects.filter(here, ~Q(heads=0, group=EVERYBODY), first__lte=until))


def flows_of_totals(history, totals, until, openings):
    """Totals of everybody on their last day, unless nobody knows who of them an opening holds."""
    return [
        Flow(total.last, total.branch_id, total.heads, total.heads, Reason.ADMITTED)
        for total in totals
        if total.group == EVERYBODY
        and total.last <= until
        and not _opens_inside(history, openings, total.branch_id, total.first, total.last)
    ]


def _opens_inside(history, openings, branch_id, first, last):
    """Whether an opening on the line, up or down, falls inside: then nobody knows who of the total it holds."""
    for owner, lines in openings.items():
        if any(first < said.day <= last for said in lines):
            up = history.anywhere(branch_id, last)
            down = history.anywhere(owner, last)
            if (up and owner in up.ids()) or (down and branch_id in down.ids()):
                return True
    return False


def openings_of(rows):
    """Openings by branch, oldest first; of two on one day the later entered counts."""
    by_day = {(row.branch_id, row.day): row for row in rows if row.kind == MovementKind.OPENING}
    openings = defaultdict(list)
    for row in sorted(by_day.values(), key=lambda row: row.day):
        openings[row.branch_id].append(row)
    return dict(openings)


def flows_of_rows(rows):
    flows = []
    for row in rows:
        if row.kind in STATES:
            continue
        sign, probationary = SIGN[row.kind], row.probationary or 0
        change = -probationary if row.kind == MovementKind.RECOGNISED else sign * probationary
        flows.append(Flow(row.day, row.branch_id, sign * row.heads, change, _reason_of(row), row.counterpart_id))
        if row.kind == MovementKind.INTERNAL:
            flows.append(Flow(row.day, row.counterpart_id, row.heads, probationary, _reason_of(row), row.branch_id))
    return flows


def _reason_of(row):
    if row.kind == MovementKind.INTERNAL or row.beyond == Beyond.SAME_PROVINCE:
        return Reason.MOVED_SAME_PROVINCE
    if row.kind in {MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT}:
        return Reason.MOVED_OTHER_PROVINCE if row.beyond else Reason.MOVED
    return Reason(row.kind)
