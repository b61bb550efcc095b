"""What is due and overdue for people on the way and on probation: every clock that runs, found from the facts.

Which clocks there are, and when they come into sight, follows Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3 to 5, and Quy định
294-QĐ/TW ngày 26/5/2025, mục 4; ages, sponsors and their reports as the clocks below say. How long before the day somebody is
reminded is our own choice (``AHEAD``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from config import installation
from config.clock import today

from .absences import REVIEW_MONTHS
from .clocks import WAIT_FOR_DECISION, Deadlines, probation_end, running_clock
from .days_off import days_off
from .limits import SPONSOR_REPORT_MONTHS, limits_on
from .rules.ages import UNION_AGE, UNION_AGE_SOURCE, last_day_below
from .rules.deadlines import Deadline, Kind
from .rules.months import add_months
from .rules.requirements import ASSIGNED, ASSIGNED_ON_PROBATION
from .rules.rulesets import Moment, Unit
from .stages import ON_PROBATION, OPEN, PREPARING, SPONSORED, Stage
from .starts import CERTIFICATE_COUNTS, DOSSIER_COUNTS, starts_of


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
    SIXTY = "sixty", _("Past 60: a consent is needed")
    UNION_AGE = "union_age", _("Youth Union age ends")
    NO_SPONSOR = "no_sponsor", _("Nobody is assigned to help")
    SPONSOR_REPORT = "sponsor_report", _("Report of the sponsor")


AHEAD = {
    **{Matter.DECISION: 21, Matter.CEREMONY: 14, Matter.PROBATION_PAPERS: 45, Matter.RECOGNITION_MEETING: 60},
    **{Matter.RECOGNITION_DECISION: 14, Matter.VERIFICATION: 7, Matter.CERTIFICATE: 183, Matter.DOSSIER: 92},
    **{Matter.ABSENCE: 7, Matter.SIXTY: 183, Matter.UNION_AGE: 92, Matter.NO_SPONSOR: 0, Matter.SPONSOR_REPORT: 7},
}
"""So many days before its day a matter comes into sight; the cell's meeting as soon as probation ends, Tết in between."""

OWN_USAGE = _("usage of the office, no rule")


class Due(NamedTuple):
    """One matter of one person. ``days``: until its day; below nought, so many since."""

    days: int
    sort_name: str
    person_id: int
    matter: Matter
    deadline: Deadline

    @property
    def is_overdue(self):
        return self.days < 0

    @property
    def days_over(self):
        return -self.days


def due_among(people) -> list[Due]:
    """All that is overdue or comes into sight for ``people`` (a queryset of candidates), the most urgent first.

    The same number of statements for one person as for many: four at most. No row of a model is made.
    """
    with installation.read_once():
        calendar = Calendar(today(), Deadlines(days_off()))
        found = [each for known in starts_of(people) for each in _due_of(known, calendar)]
    return sorted(found, key=_urgency)


def counts_of(every: Iterable[Due]) -> list[tuple[Matter, int, int]]:
    """(matter, how many are overdue, how many come up), in the order of ``Matter``, of those that there are."""
    over = Counter(each.matter for each in every if each.days < 0)
    soon = Counter(each.matter for each in every if each.days >= 0)
    return [(matter, over[matter], soon[matter]) for matter in Matter if over[matter] or soon[matter]]


def _urgency(due):
    return due.days, due.sort_name, due.person_id


def _due_of(known, calendar):
    for matter, ahead, deadlines_of in CLOCKS_IN[known.stage]:
        for deadline in deadlines_of(known, calendar):
            days = (deadline.day - calendar.day).days
            if days <= ahead:
                yield Due(days, known.sort_name, known.person_id, matter, deadline)


# --- The clocks


@dataclass(frozen=True)
class Calendar:
    """The day on which is asked, and what is counted from other days."""

    day: date
    deadlines: Deadlines

    @cached_property
    def report_months(self):
        return installation.value_of(SPONSOR_REPORT_MONTHS)

    @cached_property
    def oldest(self):
        return limits_on(self.day).age_to

    @cached_property
    def by_usage(self):
        """``by_usage(start, months)``: the Deadline that the office has set itself."""
        return cache(lambda start, months: _in_months(start, months, OWN_USAGE))

    @cached_property
    def unsponsored(self):
        """``unsponsored(since, is_on_probation)``: due at once."""

        def found(since, is_on_probation):
            rule = ASSIGNED_ON_PROBATION if is_on_probation else ASSIGNED
            return _in_months(since, 0, rule.source_on(since))

        return cache(found)


def _in_months(start, months, source):
    return Deadline(None, start, add_months(start, months), months, Unit.MONTHS, source)


def _of_a_body(known, calendar):
    clock = running_clock(known, calendar.deadlines)
    return (clock,) if clock else ()


def _probation_papers(known, calendar):
    """Until probation ends; from then on the cell's meeting is due."""
    end = probation_end(known, calendar.deadlines)
    return (end,) if end and end.day > calendar.day else ()


def _recognition_meeting(known, calendar):
    clock = running_clock(known, calendar.deadlines)
    return (clock,) if clock and clock.start <= calendar.day else ()


def _certificate(known, calendar):
    return (calendar.deadlines(Kind.CERTIFICATE_EXPIRY, known.certified_on),) if known.certified_on else ()


def _dossier(known, calendar):
    """From its earliest paper; where the office counts from the permission, none of the time before it is too old."""
    begun = known.dossier_since
    if not begun or known.away_since:
        return ()
    if known.permitted_on and calendar.deadlines.limits(begun).dossier_from.value == Moment.PERMISSION:
        begun = max(begun, known.permitted_on)
    return (calendar.deadlines(Kind.DOSSIER_EXPIRY, begun),)


def _verifications(known, calendar):
    if known.away_since:
        return ()
    kinds = {True: Kind.VERIFICATION_REPLY_ABROAD, False: Kind.VERIFICATION_REPLY}
    return [calendar.deadlines(kinds[is_abroad], sent_on) for sent_on, is_abroad in known.asked]


def _absence(known, calendar):
    return (calendar.by_usage(known.away_since, REVIEW_MONTHS),) if known.away_since else ()


def _sixty(known, calendar):
    """The last day on which the cell may consider the person without a consent; it stays until there is one."""
    born, oldest = known.born, calendar.oldest
    if born is None or known.has_consent_to_age or _is_far_from(oldest.value, born, calendar):
        return ()
    day = last_day_below(born, oldest.value + 1)
    return (Deadline(None, born, day, oldest.value, Unit.MONTHS, oldest.source.on(calendar.day)),)


def _union_age(known, calendar):
    """The usual end of membership, until which the Youth Union introduces; a cadre's resolution still counts for some years
    (``rules.ages.UNION_CADRE_AGE``), which is not chased.
    """
    born = known.born
    if born is None or not known.is_union_member or _is_far_from(UNION_AGE, born, calendar):
        return ()
    day = last_day_below(born, UNION_AGE)
    return (Deadline(None, born, day, UNION_AGE, Unit.MONTHS, UNION_AGE_SOURCE),) if day >= calendar.day else ()


def _is_far_from(months, born, calendar):
    """Whether somebody is more than a year below an age: most are, and need not be counted to the day."""
    return (calendar.day.year - born.year + 1) * 12 < months


def _no_sponsor(known, calendar):
    """Due on the day since which there is none: when the person was listed (where that is not known, came to the present
    stage), on probation the ceremony, or when the last sponsor ended, if later.
    """
    since = known.unsponsored_since
    return (calendar.unsponsored(since, known.stage in ON_PROBATION),) if since else ()


def _sponsor_report(known, calendar):
    """The latest report of any sponsor counts; who is away is not chased."""
    if known.reported_on and not known.away_since:
        return (calendar.by_usage(known.reported_on, calendar.report_months),)
    return ()


CLOCKS: dict[Matter, tuple[Sequence[Stage], Callable]] = {
    Matter.DECISION: (WAIT_FOR_DECISION, _of_a_body),
    Matter.CEREMONY: ((Stage.DECIDED,), _of_a_body),
    Matter.PROBATION_PAPERS: ((Stage.PROBATION,), _probation_papers),
    Matter.RECOGNITION_MEETING: ((Stage.PROBATION,), _recognition_meeting),
    Matter.RECOGNITION_DECISION: ((Stage.RECOGNITION_PROPOSED,), _of_a_body),
    Matter.VERIFICATION: (DOSSIER_COUNTS, _verifications),
    Matter.CERTIFICATE: (CERTIFICATE_COUNTS, _certificate),
    Matter.DOSSIER: (DOSSIER_COUNTS, _dossier),
    Matter.ABSENCE: (OPEN, _absence),
    Matter.SIXTY: (PREPARING, _sixty),
    Matter.UNION_AGE: (PREPARING, _union_age),
    Matter.NO_SPONSOR: (SPONSORED, _no_sponsor),
    Matter.SPONSOR_REPORT: (SPONSORED, _sponsor_report),
}
"""In which stages a clock may run, and how its deadlines are found. Who is away for work is not chased for papers, answers
and reports; the months of the certificate and of an age, and the days of bodies go on, and every three months somebody asks.
"""
CLOCKS_IN = {
    stage: [(matter, AHEAD[matter], found) for matter, (stages, found) in CLOCKS.items() if stage in stages]
    for stage in OPEN
}
