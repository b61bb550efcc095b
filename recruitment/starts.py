"""Since when clocks run, read for as many people as there are: columns, no rows of models, nothing that no clock asks.

What each day means is said in ``facts`` and ``stage_log``; a test holds what is read here against them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from config.clock import today

from . import stage_log
from .clocks import WAIT_FOR_DECISION
from .limits import limits_on
from .models import (
    Admission,
    Case,
    Consent,
    Paper,
    PaperState,
    Sponsorship,
    StageChange,
    Verification,
)
from .models.sponsorship import going_on
from .rules.papers import to_redo
from .rules.rulesets import Moment
from .stages import EXITS, ON_PROBATION, OPEN, PREPARING, SPONSORED, SPONSORED_BEFORE, Stage

CERTIFICATE_COUNTS = (Stage.CERTIFIED, Stage.PERMITTED, Stage.DOSSIER, Stage.VERIFIED)
"""From the certificate to the cell's meeting, at which it must still be valid."""

DOSSIER_COUNTS = (Stage.DOSSIER, Stage.VERIFIED)


@dataclass(slots=True)
class Known:
    """A ``clocks.Starts`` of somebody for whom something is still to be done, and what else is due by days.

    ``away_since``: when somebody away was last heard of. ``certified_on``: the newest certificate; ``dossier_since``: the
    earliest paper that grows old; ``permitted_on``: read only where dossiers count from the permission; ``asked``: (sent
    on, whether abroad) of each verification without an answer. ``reported_on``: the last report of a sponsor who counts, or
    the last assignment; None where there is no sponsor, and ``unsponsored_since`` says since when.
    """

    person_id: int
    stage: str
    stage_on: date | None
    sort_name: str
    born: date | None
    is_union_member: bool | None
    away_since: date | None
    resolved_on: date | None = None
    decided_on: date | None = None
    ceremony_on: date | None = None
    proposed_on: date | None = None
    permitted_on: date | None = None
    certified_on: date | None = None
    dossier_since: date | None = None
    asked: tuple = ()
    has_consent_to_age: bool = False
    reported_on: date | None = None
    unsponsored_since: date | None = None


def starts_of(people):
    """``Known`` of each of ``people`` (a queryset of candidates) for whom something is still to be done.

    Eight statements, however many there are.
    """
    people = people.filter(stage__in=OPEN).order_by()
    known = {row[0]: Known(*row) for row in _standing(people)}
    _read_admissions(known, people)
    _read_papers(known, people)
    _read_verifications(known, people)
    _read_consents(known, people)
    listed = _read_course(known, people)
    _read_sponsors(known, people, listed)
    return known.values()


def _standing(people):
    away = FilteredRelation("absences", condition=Q(absences__returned_on=None))
    heard_of = Coalesce("away__last_contact_on", "away__left_on")
    return people.annotate(away=away, heard_of=heard_of).values_list(
        "pk", "stage", "stage_on", "sort_name", "birth_date", "is_union_member", "heard_of"
    )


def _of(rows, people, *stages):
    """Those of ``rows`` that are about people in ``stages``."""
    return rows.filter(candidate__in=people.filter(stage__in=stages).values("pk")).order_by()


def _read_admissions(known, people):
    rows = _of(Admission.objects.filter(cancelled_on=None), people, Stage.DECIDED, *ON_PROBATION).order_by("pk")
    for pk, decided, ceremony in rows.values_list("candidate_id", "decision_on", "ceremony_on"):
        if each := known.get(pk):
            each.decided_on, each.ceremony_on = decided, ceremony


def _read_papers(known, people):
    there = Q(kind="certificate", state=PaperState.COMPLETE, dated_on__lte=today())
    ageing = Q(kind__in=[paper.key for paper in to_redo()], dated_on__isnull=False)
    rows = _of(Paper.objects.filter(there | ageing), people, *CERTIFICATE_COUNTS).values_list("candidate_id")
    for pk, certified, begun in rows.annotate(last=Max("dated_on", filter=there), first=Min("dated_on", filter=ageing)):
        if each := known.get(pk):
            each.certified_on, each.dossier_since = certified, begun


def _read_verifications(known, people):
    waited_for = Verification.objects.filter(sent_on__isnull=False, answered_on=None, waived_by="")
    rows = _of(waited_for, people, *DOSSIER_COUNTS).order_by("pk")
    for pk, *said in rows.values_list("candidate_id", "sent_on", "is_abroad"):
        if each := known.get(pk):
            each.asked += (said,)


def _read_consents(known, people):
    rows = Consent.objects.filter(case=Case.OVER_SIXTY, dated_on__lte=today())
    for pk in _of(rows, people, *PREPARING).values_list("candidate_id", flat=True):
        if each := known.get(pk):
            each.has_consent_to_age = True


def _read_course(known, people):
    """Write down when bodies resolved; returns {person: when listed}, of those before probation without a sponsor.

    Of most people the last line to a stage says so. Who was corrected, or had left the way, is asked for every line.
    """
    in_care = Sponsorship.objects.filter(going_on(today()), candidate=OuterRef("candidate"))
    unaided = ~Exists(in_care)
    asked = (
        Q(target=Stage.CELL_RESOLVED, candidate__stage__in=WAIT_FOR_DECISION)
        | Q(target=Stage.RECOGNITION_PROPOSED, candidate__stage=Stage.RECOGNITION_PROPOSED)
        | Q(unaided, target=Stage.LISTED, candidate__stage__in=SPONSORED_BEFORE)
    )
    if limits_on(today()).dossier_from.value == Moment.PERMISSION:
        asked |= Q(target=Stage.PERMITTED, candidate__stage__in=DOSSIER_COUNTS)
    rows = StageChange.objects.filter(asked, candidate__in=people.values("pk")).order_by("pk")
    days = {stage: {} for stage in (Stage.LISTED, Stage.PERMITTED, Stage.CELL_RESOLVED, Stage.RECOGNITION_PROPOSED)}
    for pk, target, on in rows.values_list("candidate_id", "target", "on"):
        days[target][pk] = on
    for pk, course in _turned(people):
        for stage, of_stage in days.items():
            of_stage[pk] = stage_log.last_day(course, stage)
    for pk, on in days[Stage.CELL_RESOLVED].items():
        if each := known.get(pk):
            each.resolved_on = on
    for pk, on in days[Stage.RECOGNITION_PROPOSED].items():
        if each := known.get(pk):
            each.proposed_on = on
    for pk, on in days[Stage.PERMITTED].items():
        if each := known.get(pk):
            each.permitted_on = on
    return days[Stage.LISTED]


def _turned(people):
    """(person, lines that hold) of whom the last line to a stage need not be one that holds."""
    turns = StageChange.objects.filter(Q(way=StageChange.Way.CORRECTION) | Q(target__in=EXITS))
    rows = StageChange.objects.filter(candidate__in=turns.values("candidate")).filter(candidate__in=people.values("pk"))
    lines = defaultdict(list)
    for line in rows.order_by("pk").values_list("candidate_id", "way", "target", "on", named=True):
        lines[line.candidate_id].append(line)
    for pk, changes in lines.items():
        yield pk, stage_log.since_listed_anew(stage_log.that_hold(changes))


def _read_sponsors(known, people, listed):
    """On probation only who was assigned for it counts; before, both roles do. Who has left sponsors nobody any more."""
    goes_on = going_on(today())
    reported = Max(Coalesce("reports__reported_on", "assigned_on"), filter=goes_on)
    rows = _of(Sponsorship.objects.that_count(), people, *SPONSORED).values_list("candidate_id")
    ended = {}
    for pk, last, end in rows.annotate(reported=reported, end=Max(Coalesce("ended_on", "member__left_on"))):
        if each := known.get(pk):
            each.reported_on, ended[pk] = last, end
    for pk, each in known.items():
        if each.reported_on is None and each.stage != Stage.INTRODUCED:
            came = each.ceremony_on if each.stage in ON_PROBATION else listed.get(pk)
            each.unsponsored_since = max(filter(None, (came or each.stage_on, ended.get(pk))), default=None)
