"""The limits of the law as data with dates: three columns, one for each time in which other documents held.

A limit uses the column in force on the day its own clock started; steps already done stay valid. No transitional rule
was found, so a clock that runs when the column changes keeps its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .sources import (
    IN_2016,
    IN_JULY_2025,
    IN_JULY_2026,
    Certainty,
    Source,
    guide_2016,
    guide_2025,
    guide_2026,
    statutes_2016,
    statutes_2025,
    statutes_2026,
)

INFERRED, UNKNOWN = Certainty.INFERRED, Certainty.UNKNOWN


class Unit(TextChoices):
    MONTHS = "months", _("months")
    WORKING_DAYS = "working_days", _("working days")
    TIMES = "times", _("times")
    CHOICE = "choice", ""


class Moment(TextChoices):
    """Where a clock starts."""

    DECISION = "decision", _("the date of the decision")
    SIGNING = "signing", _("the day the decision was signed")
    ISSUANCE = "issuance", _("the day the decision was issued")
    RECEIPT = "receipt", _("the day the decision was received")
    EARLIEST_PAPER = "earliest_paper", _("the earliest paper of the dossier")
    PERMISSION = "permission", _("the permission to draw up the dossier")


class Schooling(TextChoices):
    DIPLOMA = "diploma", _("lower secondary school, with the diploma")
    COMPLETED = "completed", _("lower secondary school completed")


@dataclass(frozen=True)
class Limit:
    """``value``: a number of ``unit``, or a choice (Moment, Schooling). ``is_changed``: set by whoever runs this."""

    value: Any
    unit: Unit
    source: Source
    is_changed: bool = False

    def __str__(self):
        return str(self.value.label) if self.unit == Unit.CHOICE else f"{self.value} {self.unit.label}"


@dataclass(frozen=True)
class RuleSet:
    """One column: the limits in force from ``since`` on, until the next column's day."""

    name: str
    since: date
    age_from: Limit
    age_to: Limit
    minimum_education: Limit
    certificate: Limit
    dossier: Limit
    dossier_from: Limit
    verification: Limit
    verification_abroad: Limit
    acquaintance: Limit
    decision: Limit
    recognition_decision: Limit
    extension: Limit
    ceremony: Limit
    ceremony_from: Limit
    probation: Limit
    recognition_meeting: Limit
    failed_votes: Limit
    party_age_from: Limit
    readmission: Limit

    def limits(self):
        """{name: Limit}, in the order of a person's way."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in {"name", "since"}}


NAMES = {
    "age_from": _("Youngest age when the cell considers"),
    "age_to": _("Oldest age when the cell considers"),
    "minimum_education": _("Least education"),
    "certificate": _("Certificate of the awareness class is valid for"),
    "dossier": _("Dossier is valid for"),
    "dossier_from": _("Dossier counts from"),
    "verification": _("Reply to a request for verification"),
    "verification_abroad": _("Reply to a request for verification from abroad"),
    "acquaintance": _("Sponsor has worked or lived with the person for"),
    "decision": _("Decision on admission"),
    "recognition_decision": _("Decision on full membership"),
    "extension": _("Extension in special cases, at most"),
    "ceremony": _("Admission ceremony"),
    "ceremony_from": _("The time for the ceremony counts from"),
    "probation": _("Probation"),
    "recognition_meeting": _("Cell considers full membership after probation"),
    "failed_votes": _("Failed votes before the higher committee decides"),
    "party_age_from": _("Party age counts from"),
    "readmission": _("Wait before readmission"),
}


def months(value, source):
    return Limit(value, Unit.MONTHS, source)


def workdays(value, source):
    return Limit(value, Unit.WORKING_DAYS, source)


def times(value, source):
    return Limit(value, Unit.TIMES, source)


def choice(value, source):
    return Limit(value, Unit.CHOICE, source)


_BEFORE, _NEXT = statutes_2016(), statutes_2026()
_GUIDE_BEFORE, _GUIDE_NEXT = guide_2016(), guide_2026()

_COLUMNS = (
    ("Quy định 29, 24 và 232-QĐ/TW", IN_2016),
    ("Quy định 294-QĐ/TW, Hướng dẫn 06-HD/TW (2025)", IN_JULY_2025),
    ("Quy định 208-QĐ/TW, Hướng dẫn 01-HD/TW (2026)", IN_JULY_2026),
)

_ROWS = {
    "age_from": (
        months(216, _BEFORE),
        months(216, statutes_2025("mục 1.1")),
        months(216, _NEXT),
    ),
    "age_to": (
        months(720, _BEFORE),
        months(720, statutes_2025("mục 1.1")),
        months(720, _NEXT),
    ),
    "minimum_education": (
        choice(Schooling.DIPLOMA, _BEFORE),
        choice(Schooling.DIPLOMA, statutes_2025("mục 1.2.1")),
        choice(Schooling.COMPLETED, _NEXT),
    ),
    "certificate": (
        months(60, _GUIDE_BEFORE),
        months(60, guide_2025("mục 5.4b")),
        months(60, _GUIDE_NEXT),
    ),
    "dossier": (
        months(12, _GUIDE_BEFORE),
        months(12, guide_2025("mục 5.4a")),
        months(12, guide_2026(certainty=UNKNOWN)),
    ),
    "dossier_from": (
        choice(Moment.EARLIEST_PAPER, guide_2016(certainty=INFERRED)),
        choice(Moment.EARLIEST_PAPER, guide_2025("mục 5.4a", INFERRED)),
        choice(Moment.EARLIEST_PAPER, guide_2026(certainty=INFERRED)),
    ),
    "verification": (
        workdays(30, guide_2016(certainty=UNKNOWN)),
        workdays(30, guide_2025("mục 3.4d")),
        workdays(30, guide_2026(certainty=UNKNOWN)),
    ),
    "verification_abroad": (
        workdays(90, guide_2016(certainty=UNKNOWN)),
        workdays(90, guide_2025("mục 3.4d")),
        workdays(90, guide_2026(certainty=UNKNOWN)),
    ),
    "acquaintance": (
        months(12, _BEFORE),
        months(12, statutes_2025("mục 3.2.1")),
        months(12, _NEXT),
    ),
    "decision": (
        workdays(60, _BEFORE),
        workdays(45, statutes_2025("mục 4.3.1")),
        workdays(45, statutes_2026(certainty=UNKNOWN)),
    ),
    "recognition_decision": (
        workdays(30, _BEFORE),
        workdays(30, statutes_2025("mục 4.3.1")),
        workdays(30, statutes_2026(certainty=UNKNOWN)),
    ),
    "extension": (
        workdays(30, _BEFORE),
        workdays(15, statutes_2025("mục 4.3.1")),
        workdays(15, statutes_2026(certainty=UNKNOWN)),
    ),
    "ceremony": (
        workdays(30, _BEFORE),
        workdays(30, statutes_2025("mục 4.1")),
        workdays(30, _NEXT),
    ),
    "ceremony_from": (
        choice(Moment.RECEIPT, _BEFORE),
        choice(Moment.RECEIPT, statutes_2025("mục 4.1")),
        choice(Moment.ISSUANCE, _NEXT),
    ),
    "probation": (
        months(12, _GUIDE_BEFORE),
        months(12, guide_2025("mục 4.2")),
        months(12, _GUIDE_NEXT),
    ),
    "recognition_meeting": (
        workdays(30, _BEFORE),
        workdays(30, statutes_2025("mục 4.2.1")),
        workdays(30, _NEXT),
    ),
    "failed_votes": (
        times(3, statutes_2016(certainty=UNKNOWN)),
        times(3, statutes_2025("mục 4.2.3")),
        times(3, statutes_2026(certainty=UNKNOWN)),
    ),
    "party_age_from": (
        choice(Moment.DECISION, _BEFORE),
        choice(Moment.SIGNING, guide_2025("mục 5.3")),
        choice(Moment.ISSUANCE, _NEXT),
    ),
    "readmission": (
        months(36, _BEFORE),
        months(36, statutes_2025("mục 3.5.1b")),
        months(36, _NEXT),
    ),
}

RULE_SETS = tuple(
    RuleSet(name, since, **{row: limits[column] for row, limits in _ROWS.items()})
    for column, (name, since) in enumerate(_COLUMNS)
)
"""Oldest first. All begin with the day of a regulation that applies the Party Statutes: 29, 294 and 208-QĐ/TW."""

OPEN_LIMITS = tuple(name for name in NAMES if any(rules.limits()[name].source.is_open for rules in RULE_SETS))
"""Names of the limits that some column leaves open."""


def rule_set_on(day, changed: Mapping[str, Any] | None = None):
    """The rule set in force on ``day``; days before the first one's use the first.

    ``changed``: {name: value} of whoever runs this. It holds where the documents leave the limit open and nowhere else:
    a dossier set to 10 months is 12 all the same under Hướng dẫn 06-HD/TW ngày 09/6/2025, whose text is known.
    Raises KeyError for a name that is none.
    """
    rules = max((each for each in RULE_SETS if each.since <= day), key=lambda each: each.since, default=RULE_SETS[0])
    known = rules.limits()
    open_ones = {name: value for name, value in (changed or {}).items() if known[name].source.is_open}
    return replace(rules, **{name: replace(known[name], value=v, is_changed=True) for name, v in open_ones.items()})
