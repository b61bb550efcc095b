"""The headcount of a month in the lines of the statistics' first table: A + B − C = D."""

from django.utils.translation import gettext as _

from recruitment.flows import Reason

from .facts import Headcount, HeadcountLine


def _lines():
    """The lines of B and C in their official order: (came, reason, code, label)."""
    return [
        (True, Reason.ADMITTED, "B1", _("Admitted")),
        (True, Reason.MOVED_OTHER_PROVINCE, "B2a", _("Moved in from another province")),
        (True, Reason.MOVED_SAME_PROVINCE, "B2b", _("Moved in from another unit of the province")),
        (True, Reason.MOVED, "B2", _("Moved in")),
        (True, Reason.RESTORED, "B3", _("Membership restored")),
        (True, Reason.REORGANISED, "B4", _("Carried in by reorganisation")),
        (True, Reason.OPENING_DIFFERENCE, "B5", _("Difference of opening heads")),
        (False, Reason.DIED, "C1", _("Died")),
        (False, Reason.EXPELLED, "C2", _("Expelled")),
        (False, Reason.STRUCK_OFF, "C3", _("Struck off")),
        (False, Reason.RESIGNED, "C4", _("Left the Party at own request")),
        (False, Reason.MOVED_OTHER_PROVINCE, "C5a", _("Moved out to another province")),
        (False, Reason.MOVED_SAME_PROVINCE, "C5b", _("Moved out to another unit of the province")),
        (False, Reason.MOVED, "C5", _("Moved out")),
        (False, Reason.CANCELLED, "C6", _("Admission cancelled")),
        (False, Reason.REORGANISED, "C7", _("Carried out by reorganisation")),
        (False, Reason.OPENING_DIFFERENCE, "C8", _("Difference of opening heads")),
    ]


def headcount_of(ledger, first, last):
    """The heads of the ledger's root from ``first`` to ``last``, both included; None while no opening at or below counts."""
    if not ledger.is_known(last):
        return None
    balance = ledger.balance(first, last)
    counted = ledger.last_counted(first, last)
    lines = tuple(
        HeadcountLine("+" if came else "-", code, label, abs(balance.flows[reason, came]))
        for came, reason, code, label in _lines()
        if balance.flows[reason, came]
    )
    closing = balance.closing
    probationary = closing.probationary if closing.probationary is not None and closing.probationary >= 0 else None
    return Headcount(
        opening=balance.opening,
        increase=sum(line.heads for line in lines if line.side == "+"),
        decrease=sum(line.heads for line in lines if line.side == "-"),
        closing=closing.total,
        probationary=probationary,
        full=None if probationary is None else closing.total - probationary,
        lines=lines,
        counted=counted and counted.heads,
        counted_on=counted and counted.day,
        counted_difference=counted and counted.heads - ledger.heads_on(counted.day).total,
    )
