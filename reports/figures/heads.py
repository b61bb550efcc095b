"""The headcount of a month in the lines of the statistics' first table: A + B − C = D."""

from recruitment.flows import Reason

from .. import vocabulary
from .facts import Headcount, HeadcountLine

LINES = (
    (True, Reason.ADMITTED, "B1"),
    (True, Reason.MOVED_OTHER_PROVINCE, "B2a"),
    (True, Reason.MOVED_SAME_PROVINCE, "B2b"),
    (True, Reason.MOVED, "B2"),
    (True, Reason.RESTORED, "B3"),
    (True, Reason.REORGANISED, "B4"),
    (True, Reason.OPENING_DIFFERENCE, "B5"),
    (False, Reason.DIED, "C1"),
    (False, Reason.EXPELLED, "C2"),
    (False, Reason.STRUCK_OFF, "C3"),
    (False, Reason.RESIGNED, "C4"),
    (False, Reason.MOVED_OTHER_PROVINCE, "C5a"),
    (False, Reason.MOVED_SAME_PROVINCE, "C5b"),
    (False, Reason.MOVED, "C5"),
    (False, Reason.CANCELLED, "C6"),
    (False, Reason.REORGANISED, "C7"),
    (False, Reason.OPENING_DIFFERENCE, "C8"),
)
"""The lines of B and C in their official order: (came, reason, code)."""


def headcount_of(ledger, first, last):
    """The heads of the ledger's root from ``first`` to ``last``, both included; None while no opening at or below counts."""
    if not ledger.is_known(last):
        return None
    balance = ledger.balance(first, last)
    counted = ledger.last_counted(first, last)
    lines = tuple(
        HeadcountLine("+" if came else "-", code, vocabulary.HEADCOUNT_LINES[code], abs(balance.flows[reason, came]))
        for came, reason, code in LINES
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
        known_from=ledger.known_from(first, last),
    )
