"""Until which day: every limit with a clock of its own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .months import add_months
from .rulesets import Moment, Unit, rule_set_on
from .sources import Source
from .workdays import add_workdays, days_off_between


class Kind(TextChoices):
    CERTIFICATE_EXPIRY = "certificate_expiry", _("Last day of the certificate of the awareness class")
    DOSSIER_EXPIRY = "dossier_expiry", _("Last day of the dossier")
    VERIFICATION_REPLY = "verification_reply", _("Reply to a request for verification")
    VERIFICATION_REPLY_ABROAD = "verification_reply_abroad", _("Reply to a request for verification from abroad")
    ADMISSION_DECISION = "admission_decision", _("Decision on admission")
    ADMISSION_DECISION_EXTENDED = "admission_decision_extended", _("Decision on admission, extended")
    CEREMONY = "ceremony", _("Admission ceremony")
    PROBATION_END = "probation_end", _("End of probation")
    RECOGNITION_MEETING = "recognition_meeting", _("Cell considers full membership")
    RECOGNITION_DECISION = "recognition_decision", _("Decision on full membership")
    RECOGNITION_DECISION_EXTENDED = "recognition_decision_extended", _("Decision on full membership, extended")


LIMITS = {
    Kind.CERTIFICATE_EXPIRY: ("certificate",),
    Kind.DOSSIER_EXPIRY: ("dossier",),
    Kind.VERIFICATION_REPLY: ("verification",),
    Kind.VERIFICATION_REPLY_ABROAD: ("verification_abroad",),
    Kind.ADMISSION_DECISION: ("decision",),
    Kind.ADMISSION_DECISION_EXTENDED: ("decision", "extension"),
    Kind.CEREMONY: ("ceremony",),
    Kind.PROBATION_END: ("probation",),
    Kind.RECOGNITION_MEETING: ("recognition_meeting",),
    Kind.RECOGNITION_DECISION: ("recognition_decision",),
    Kind.RECOGNITION_DECISION_EXTENDED: ("recognition_decision", "extension"),
}
"""The limits of the rule set that are counted one after the other; all of a kind have one unit."""

_CELL_RESOLUTION = _("the day of the cell's resolution")
_REQUEST = _("the day the request was received")
_STARTS = {
    Kind.CERTIFICATE_EXPIRY: _("the day the certificate was issued"),
    Kind.VERIFICATION_REPLY: _REQUEST,
    Kind.VERIFICATION_REPLY_ABROAD: _REQUEST,
    Kind.ADMISSION_DECISION: _CELL_RESOLUTION,
    Kind.ADMISSION_DECISION_EXTENDED: _CELL_RESOLUTION,
    Kind.PROBATION_END: _("the day of the ceremony"),
    Kind.RECOGNITION_MEETING: _("the last day of the twelve months of probation"),
    Kind.RECOGNITION_DECISION: _CELL_RESOLUTION,
    Kind.RECOGNITION_DECISION_EXTENDED: _CELL_RESOLUTION,
}
_STARTS_AS_RULED = {Kind.CEREMONY: "ceremony_from", Kind.DOSSIER_EXPIRY: "dossier_from"}


@dataclass(frozen=True)
class Term:
    """How long a ``kind`` takes under one rule set: ``count`` of ``unit``, from a day said in words, as ``source`` says."""

    kind: Kind
    count: int
    unit: Unit
    starts_from: str
    source: Source


@dataclass(frozen=True)
class Deadline:
    """``day``: the last day in time, ``count`` of ``unit`` after ``start``, as ``source`` says."""

    kind: Kind
    start: date
    day: date
    count: int
    unit: Unit
    source: Source

    def skipped(self, days_off):
        """The days off that it steps over; [] where it counts in months."""
        return days_off_between(self.start, self.day, days_off) if self.unit == Unit.WORKING_DAYS else []


def due(kind, start, days_off, *, rule_set=None):
    """The Deadline of a ``kind`` whose clock started on ``start`` (``starts_from`` says which day that is).

    ``rule_set``: the one in force on ``start`` where none is given. The day of the event is day 0. Raises ValueError for
    a kind that is none.
    """
    kind = Kind(kind)
    count, last = _counted(kind, rule_set or rule_set_on(start))
    return Deadline(kind, start, after(start, count, last.unit, days_off), count, last.unit, last.source.on(start))


def term_of(kind, rule_set, day):
    """The Term of a ``kind``, cited as on ``day``: an extension counts from the same start, after the limit itself.

    Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.1 to 4.3, and Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3.4, 4.2 and 5.4; before
    and after them the documents that the rule set names.
    """
    kind = Kind(kind)
    count, last = _counted(kind, rule_set)
    return Term(kind, count, last.unit, starts_from(kind, rule_set), last.source.on(day))


def _counted(kind, rule_set):
    """(how many in all, the last of its limits)"""
    limits = [getattr(rule_set, name) for name in LIMITS[kind]]
    return sum(limit.value for limit in limits), limits[-1]


def after(start, count, unit, days_off):
    """The day that lies ``count`` months or working days after ``start``."""
    return add_months(start, count) if unit == Unit.MONTHS else add_workdays(start, count, days_off)


def starts_from(kind, rule_set):
    """In words, the day on which the clock of a ``kind`` starts under ``rule_set``."""
    if name := _STARTS_AS_RULED.get(kind):
        return str(Moment(getattr(rule_set, name).value).label)
    return str(_STARTS[kind])
