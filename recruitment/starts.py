"""Since when clocks run, read for as many people as there are: columns, no rows of models, nothing that no clock asks.

What each day means is said in ``facts`` and ``stage_log``; a test holds what is read here against them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    FilteredRelation,
    Max,
    Min,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from config.clock import today

from . import stage_log
from .clocks import WAIT_FOR_DECISION
from .limits import limits_on
from .models import (
    Admission,
    Consent,
    Paper,
    PaperState,
    Sponsorship,
    StageChange,
    Verification,
)
from .models.dossier import Case as SpecialCase
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

    Two statements, however many there are.
    """
    people = people.filter(stage__in=OPEN).order_by()
    known = {row[0]: Known(*row) for row in _standing(people)}
    said = defaultdict(list)
    for row in _everything_said(people):
        said[row.what].append(row)
    for each, row in _about(known, said["admission"]):
        each.decided_on, each.ceremony_on = row.first, row.last
    for each, row in _about(known, said["paper"]):
        each.certified_on, each.dossier_since = row.first, row.last
    for each, row in _about(known, said["verification"]):
        each.asked += ((row.first, row.word == ABROAD),)
    for each, _row in _about(known, said["consent"]):
        each.has_consent_to_age = True
    listed = _read_course(known, said["line"], said["turned"])
    _read_sponsors(known, said["sponsor"], listed)
    return known.values()


def _standing(people):
    away = FilteredRelation("absences", condition=Q(absences__returned_on=None))
    heard_of = Coalesce("away__last_contact_on", "away__left_on")
    return people.annotate(away=away, heard_of=heard_of).values_list(
        "pk", "stage", "stage_on", "sort_name", "birth_date", "is_union_member", "heard_of"
    )


def _about(known, rows):
    """(``Known``, row) of those about somebody known."""
    return [(known[row.person], row) for row in rows if row.person in known]


# --- One statement for all that is said of them


class Said(NamedTuple):
    """One fact about a person; ``entered`` gives the order in which facts of a kind were entered."""

    what: str
    person: int
    entered: int
    first: date | None
    last: date | None
    word: str
    line_way: str


NO_DAY, NOTHING = Cast(Value(None), DateField()), Value("", CharField())
ABROAD = "abroad"


def _everything_said(people):
    """``Said`` of every kind, each kind in the order in which it was entered."""
    first, *others = (_admissions, _papers, _verifications, _consents, _lines, _turned, _sponsors)
    rows = first(people).union(*(part(people) for part in others), all=True)
    return sorted(map(Said._make, rows), key=lambda row: row.entered)


def _facts(rows, what, first=NO_DAY, last=NO_DAY, word=NOTHING, way=NOTHING, is_grouped=False):
    """``rows`` in the columns of ``Said``; ``is_grouped``: one of each person, of aggregates, without an order."""
    rows = rows.order_by().annotate(what=Value(what, CharField()), person=F("candidate"))
    if is_grouped:
        rows = rows.values("what", "person")
    entered = Value(0, BigIntegerField()) if is_grouped else F("pk")
    rows = rows.annotate(entered=entered, first=first, last=last, word=word, line_way=way)
    return rows.values_list("what", "person", "entered", "first", "last", "word", "line_way")


def _of(rows, people, *stages):
    """Those of ``rows`` that are about people in ``stages``."""
    return rows.filter(candidate__in=people.filter(stage__in=stages).values("pk"))


def _admissions(people):
    rows = _of(Admission.objects.filter(cancelled_on=None), people, Stage.DECIDED, *ON_PROBATION)
    return _facts(rows, "admission", F("decision_on"), F("ceremony_on"))


def _papers(people):
    there = Q(kind="certificate", state=PaperState.COMPLETE, dated_on__lte=today())
    ageing = Q(kind__in=[paper.key for paper in to_redo()], dated_on__isnull=False)
    rows = _of(Paper.objects.filter(there | ageing), people, *CERTIFICATE_COUNTS)
    return _facts(rows, "paper", Max("dated_on", filter=there), Min("dated_on", filter=ageing), is_grouped=True)


def _verifications(people):
    waited_for = Verification.objects.filter(sent_on__isnull=False, answered_on=None, waived_by="")
    where = Case(When(is_abroad=True, then=Value(ABROAD)), default=NOTHING, output_field=CharField())
    return _facts(_of(waited_for, people, *DOSSIER_COUNTS), "verification", F("sent_on"), word=where)


def _consents(people):
    rows = Consent.objects.filter(case=SpecialCase.OVER_SIXTY, dated_on__lte=today())
    return _facts(_of(rows, people, *PREPARING), "consent")


def _lines(people):
    """When bodies resolved, and when those before probation were listed whom nobody sponsors."""
    in_care = Sponsorship.objects.filter(going_on(today()), candidate=OuterRef("candidate"))
    unaided = ~Exists(in_care)
    asked = (
        Q(target=Stage.CELL_RESOLVED, candidate__stage__in=WAIT_FOR_DECISION)
        | Q(target=Stage.RECOGNITION_PROPOSED, candidate__stage=Stage.RECOGNITION_PROPOSED)
        | Q(unaided, target=Stage.LISTED, candidate__stage__in=SPONSORED_BEFORE)
    )
    if limits_on(today()).dossier_from.value == Moment.PERMISSION:
        asked |= Q(target=Stage.PERMITTED, candidate__stage__in=DOSSIER_COUNTS)
    rows = StageChange.objects.filter(asked, candidate__in=people.values("pk"))
    return _facts(rows, "line", F("on"), word=F("target"))


def _turned(people):
    """Every line of whom the last line to a stage need not be one that holds: who was corrected, or had left the way."""
    turns = StageChange.objects.filter(Q(way=StageChange.Way.CORRECTION) | Q(target__in=EXITS))
    rows = StageChange.objects.filter(candidate__in=turns.values("candidate")).filter(candidate__in=people.values("pk"))
    return _facts(rows, "turned", F("on"), word=F("target"), way=F("way"))


def _sponsors(people):
    """On probation only who was assigned for it counts; before, both roles do. Who has left sponsors nobody any more."""
    goes_on = going_on(today())
    reported = Max(Coalesce("reports__reported_on", "assigned_on"), filter=goes_on)
    rows = _of(Sponsorship.objects.that_count(), people, *SPONSORED)
    return _facts(rows, "sponsor", reported, Max(Coalesce("ended_on", "member__left_on")), is_grouped=True)


# --- What follows of it


class Line(NamedTuple):
    """A line of the log, as ``stage_log`` reads it."""

    way: str
    target: str
    on: date


def _read_course(known, lines, turned):
    """Write down when bodies resolved; returns {person: when listed}, of those before probation without a sponsor.

    Of most people the last line to a stage says so.
    """
    days = {stage: {} for stage in (Stage.LISTED, Stage.PERMITTED, Stage.CELL_RESOLVED, Stage.RECOGNITION_PROPOSED)}
    for row in lines:
        days[row.word][row.person] = row.first
    logs = defaultdict(list)
    for row in turned:
        logs[row.person].append(Line(row.line_way, row.word, row.first))
    for person, log in logs.items():
        course = stage_log.since_listed_anew(stage_log.that_hold(log))
        for stage, of_stage in days.items():
            of_stage[person] = stage_log.last_day(course, stage)
    for person, each in known.items():
        each.resolved_on = days[Stage.CELL_RESOLVED].get(person)
        each.proposed_on = days[Stage.RECOGNITION_PROPOSED].get(person)
        each.permitted_on = days[Stage.PERMITTED].get(person)
    return days[Stage.LISTED]


def _read_sponsors(known, sponsors, listed):
    ended = {}
    for each, row in _about(known, sponsors):
        each.reported_on, ended[row.person] = row.first, row.last
    for pk, each in known.items():
        if each.reported_on is None and each.stage != Stage.INTRODUCED:
            came = each.ceremony_on if each.stage in ON_PROBATION else listed.get(pk)
            each.unsponsored_since = max(filter(None, (came or each.stage_on, ended.get(pk))), default=None)
