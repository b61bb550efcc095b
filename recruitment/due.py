"""What is due and overdue for people on the way and on probation: every clock that runs, found from the facts.

Which clocks there are, and when they come into sight, follows Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3 to 5, and Quy định
294-QĐ/TW ngày 26/5/2025, mục 4; how long before the day somebody is reminded is our own choice (``AHEAD``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from config.clock import today

from .absences import REVIEW_MONTHS
from .conditions import ageing_papers, probation_end
from .facts import facts_today
from .models import Candidate
from .outlook import running_clock
from .rules.deadlines import Deadline, Kind, due
from .rules.months import add_months
from .rules.rulesets import Unit
from .stages import OPEN, Stage


class Matter(TextChoices):
    DECISION = "decision", _("Decision on admission")
    CEREMONY = "ceremony", _("Admission ceremony")
    PROBATION_PAPERS = "probation_papers", _("Papers for recognition: probation ends")
    RECOGNITION_MEETING = "recognition_meeting", _("Cell considers recognition")
    RECOGNITION_DECISION = "recognition_decision", _("Decision on recognition")
    VERIFICATION = "verification", _("Answer to a verification")
    CERTIFICATE = "certificate", _("Class certificate expires")
    DOSSIER = "dossier", _("Dossier grows too old")
    ABSENCE = "absence", _("Away for work: to be heard of")


AHEAD = {
    **{Matter.DECISION: 21, Matter.CEREMONY: 14, Matter.PROBATION_PAPERS: 45, Matter.RECOGNITION_MEETING: 42},
    **{
        Matter.RECOGNITION_DECISION: 14,
        Matter.VERIFICATION: 7,
        Matter.CERTIFICATE: 183,
        Matter.DOSSIER: 92,
        Matter.ABSENCE: 7,
    },
}
"""So many days before its day a matter comes into sight."""

CLOCKS = {
    Kind.ADMISSION_DECISION: Matter.DECISION,
    Kind.CEREMONY: Matter.CEREMONY,
    Kind.RECOGNITION_MEETING: Matter.RECOGNITION_MEETING,
    Kind.RECOGNITION_DECISION: Matter.RECOGNITION_DECISION,
}
CERTIFICATE_COUNTS = (Stage.CERTIFIED, Stage.PERMITTED, Stage.DOSSIER, Stage.VERIFIED)
"""From the certificate to the cell's meeting, at which it must still be valid."""

OWN_USAGE = _("usage of the office, no rule")
DOSSIER_COUNTS = (Stage.DOSSIER, Stage.VERIFIED)


@dataclass(frozen=True)
class Due:
    """One matter of one person. ``days``: until its day; below nought, so many since."""

    person: Candidate
    matter: Matter
    deadline: Deadline
    days: int

    @property
    def is_overdue(self):
        return self.days < 0

    @property
    def days_over(self):
        return -self.days


def due_among(people) -> list[Due]:
    """All that is overdue or comes into sight for ``people`` (candidates with their branches), the most urgent first.

    The same number of statements for one person as for many: ten at most.
    """
    facts = facts_today([person for person in people if person.stage in OPEN])
    found = [Due(each.candidate, matter, clock, _days(clock)) for each in facts for matter, clock in _clocks(each)]
    in_sight = [each for each in found if each.days <= AHEAD[each.matter]]
    return sorted(in_sight, key=lambda each: (each.days, each.person.sort_name, each.person.pk))


def counts_of(every: Iterable[Due]) -> list[tuple[Matter, int, int]]:
    """(matter, how many are overdue, how many come up), in the order of ``Matter``, of those that there are."""
    over = Counter(each.matter for each in every if each.is_overdue)
    soon = Counter(each.matter for each in every if not each.is_overdue)
    return [(matter, over[matter], soon[matter]) for matter in Matter if over[matter] or soon[matter]]


def _days(clock):
    return (clock.day - today()).days


def _clocks(facts):
    """(matter, Deadline) of every clock that runs. Who is away for work is not chased for papers and answers; the months of
    the certificate and the days of bodies go on, and every three months somebody asks.
    """
    if facts.absence:
        yield Matter.ABSENCE, _review(facts.absence)
    clock = running_clock(facts)
    if clock and (facts.stage != Stage.PROBATION or clock.start <= facts.day):
        yield CLOCKS[clock.kind], clock
    elif clock:
        yield Matter.PROBATION_PAPERS, probation_end(facts)
    if facts.stage in CERTIFICATE_COUNTS:
        yield from _certificate(facts)
    if facts.stage in DOSSIER_COUNTS and not facts.absence:
        yield from _dossier(facts)
        yield from _verifications(facts)


def _certificate(facts):
    if dated := [paper.dated_on for paper in facts.complete("certificate") if paper.dated_on]:
        yield Matter.CERTIFICATE, _due(facts, Kind.CERTIFICATE_EXPIRY, max(dated))


def _dossier(facts):
    if dated := ageing_papers(facts):
        yield Matter.DOSSIER, _due(facts, Kind.DOSSIER_EXPIRY, min(dated))


def _verifications(facts):
    for each in facts.verifications:
        if each.sent_on and not each.is_done:
            kind = Kind.VERIFICATION_REPLY_ABROAD if each.is_abroad else Kind.VERIFICATION_REPLY
            yield Matter.VERIFICATION, _due(facts, kind, each.sent_on)


def _review(absence):
    heard = absence.heard_of_on
    return Deadline(None, heard, add_months(heard, REVIEW_MONTHS), REVIEW_MONTHS, Unit.MONTHS, OWN_USAGE)


def _due(facts, kind, start):
    return due(kind, start, facts.days_off, rule_set=facts.limits(start))
