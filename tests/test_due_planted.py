"""One case of every matter is planted, with its near misses: all of the cases are listed, and nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

import pytest

from branches.access import system_user
from config import installation
from recruitment.clocks import Deadlines
from recruitment.days_off import days_off
from recruitment.due import AHEAD, Matter, due_among
from recruitment.limits import SPONSOR_REPORT_MONTHS
from recruitment.models import (
    Absence,
    Admission,
    Candidate,
    Consent,
    Paper,
    SponsorReport,
    Sponsorship,
    StageChange,
    Verification,
)
from recruitment.rules.deadlines import Kind
from recruitment.rules.months import add_months
from recruitment.rules.papers import to_redo
from recruitment.stages import Stage
from tests import cast

S, M = Stage, Matter
TODAY, ONE_DAY = date(2025, 12, 15), timedelta(days=1)
AGEING = to_redo()[0].key
NOT_CHASED = {M.VERIFICATION, M.DOSSIER, M.SPONSOR_REPORT}
"""What rests while somebody is away for work."""

_numbers = count(1)


# --- People as they stand


def person(branch, stage, **said):
    row = Candidate(code=f"T{next(_numbers)}", branch=branch, stage=stage, stage_on=TODAY, **said)
    row.name(f"Người {row.code}")
    row.save()
    return row


def stands(person, stage):
    Candidate.with_void.filter(pk=person.pk).update(stage=stage)


def came(person, stage, on):
    said = {"target": stage, "on": on, "branch": person.branch, "body": person.branch, "by": system_user()}
    StageChange.objects.create(candidate=person, **said)
    stands(person, stage)


def admission(person, **days):
    Admission.objects.create(candidate=person, branch=person.branch, **days)


def sponsor(person, on=TODAY, role="helps", **said):
    return Sponsorship.objects.create(
        candidate=person, member=cast.member(person.branch), role=role, assigned_on=on, **said
    )


def certificate(person, on, ordinal=1):
    Paper.objects.create(candidate=person, kind="certificate", ordinal=ordinal, state="complete", dated_on=on)


def asked(person, on, **said):
    return Verification.objects.create(candidate=person, relation="self", sent_on=on, **said)


def leaves(person, on=TODAY, **said):
    Absence.objects.create(candidate=person, left_on=on, **said)


def proposed(person, _start):
    came(person, S.RECOGNITION_PROPOSED, TODAY)


def resolved(person, _start):
    came(person, S.CELL_RESOLVED, TODAY)


# --- The plants


@dataclass
class Plant:
    """``write(person, start)``: what the clock runs from. ``until(start)``: its day; a Kind where the rules have one.

    ``done(person, start)``: what ends it. ``first``: the latest day to look for a start that is in sight.
    """

    stage: Stage
    until: Kind | Callable
    write: Callable
    done: Callable
    first: date = TODAY
    said: dict = field(default_factory=dict)

    def day(self, start):
        return Deadlines(days_off())(self.until, start).day if isinstance(self.until, Kind) else self.until(start)

    def start(self, matter):
        """The last day from which the clock, run, is in sight today."""
        start, last = self.first, TODAY + timedelta(days=AHEAD[matter])
        while self.day(start) > last:
            start -= ONE_DAY
        return start


def born_on(person, day):
    Candidate.with_void.filter(pk=person.pk).update(birth_date=day)


def months(many):
    return lambda start: add_months(start, many)


def last_below(many):
    return lambda born: add_months(born, many) - ONE_DAY


def changed(model, **said):
    return lambda person, _start: model.objects.filter(candidate=person).update(**said)


PLANTS = {
    M.DECISION: Plant(
        S.CELL_RESOLVED,
        Kind.ADMISSION_DECISION,
        lambda one, start: came(one, S.CELL_RESOLVED, start),
        lambda one, _: (admission(one, decision_on=TODAY), stands(one, S.DECIDED)),
    ),
    M.CEREMONY: Plant(
        S.DECIDED,
        Kind.CEREMONY,
        lambda one, start: admission(one, decision_on=start),
        lambda one, _: (changed(Admission, ceremony_on=TODAY)(one, _), stands(one, S.PROBATION)),
    ),
    M.PROBATION_PAPERS: Plant(
        S.PROBATION, Kind.PROBATION_END, lambda one, start: admission(one, ceremony_on=start), proposed
    ),
    M.RECOGNITION_DECISION: Plant(
        S.RECOGNITION_PROPOSED,
        Kind.RECOGNITION_DECISION,
        lambda one, start: came(one, S.RECOGNITION_PROPOSED, start),
        lambda one, _: stands(one, S.RECOGNISED),
    ),
    M.VERIFICATION: Plant(S.DOSSIER, Kind.VERIFICATION_REPLY, asked, changed(Verification, answered_on=TODAY)),
    M.CERTIFICATE: Plant(
        S.PERMITTED, Kind.CERTIFICATE_EXPIRY, certificate, lambda one, _: certificate(one, TODAY, ordinal=2)
    ),
    M.DOSSIER: Plant(
        S.VERIFIED,
        Kind.DOSSIER_EXPIRY,
        lambda one, start: Paper.objects.create(candidate=one, kind=AGEING, state="complete", dated_on=start),
        resolved,
    ),
    M.ABSENCE: Plant(S.LISTED, months(3), leaves, changed(Absence, returned_on=TODAY)),
    M.SIXTY: Plant(
        S.INTRODUCED,
        last_below(721),
        born_on,
        lambda one, _: Consent.objects.create(candidate=one, case="over_sixty", dated_on=TODAY),
        first=date(1967, 1, 1),
    ),
    M.UNION_AGE: Plant(
        S.LISTED, last_below(372), born_on, resolved, first=date(1997, 1, 1), said={"is_union_member": True}
    ),
    M.SPONSOR_REPORT: Plant(
        S.CERTIFIED,
        months(3),
        sponsor,
        lambda one, _: SponsorReport.objects.create(
            sponsorship=one.sponsorships.get(), reported_on=TODAY, strengths="Chăm chỉ"
        ),
    ),
}
"""Those that come into sight before their day; the two others begin with a day and are looked at by themselves."""


@pytest.fixture
def hill(party, clock):
    clock(TODAY.year, TODAY.month, TODAY.day)
    return party.hill


@pytest.fixture
def plant(hill):
    """``plant(matter, start, …)``: somebody for whom the clock runs since ``start``, and nothing else."""

    def do(matter, start, stage=None, is_away=False, is_done=False, **said):
        of = PLANTS[matter]
        one = person(hill, of.stage, **of.said, **said)
        if matter != M.SPONSOR_REPORT:
            sponsor(one)
        of.write(one, start)
        if is_done:
            of.done(one, start)
        if is_away and matter != M.ABSENCE:
            leaves(one)
        if stage:
            stands(one, stage)
        return one.pk

    return do


def found():
    return sorted((each.person_id, each.matter, each.deadline.day) for each in due_among(Candidate.objects.all()))


def test_every_matter_is_listed_from_its_first_day_in_sight_and_none_of_the_near_misses(plant):
    cases = []
    for matter, of in PLANTS.items():
        start = of.start(matter)
        cases.append((plant(matter, start), matter, of.day(start)))
        away = plant(matter, start, is_away=True)
        if matter not in NOT_CHASED:
            cases.append((away, matter, of.day(start)))
        plant(matter, start + ONE_DAY)
        plant(matter, start, is_done=True)
        plant(matter, start, is_void=True)
        for stage in (S.DROPPED, S.REMOVED, S.RECOGNISED):
            plant(matter, start, stage=stage)
    assert found() == sorted(cases)


def test_what_was_not_done_stays_until_it_is_but_nobody_is_told_of_an_age_that_is_over(plant):
    cases = []
    for matter, of in PLANTS.items():
        start = of.start(matter) - timedelta(days=400)
        pk = plant(matter, start)
        if matter != M.UNION_AGE:
            cases.append((pk, M.RECOGNITION_MEETING if matter == M.PROBATION_PAPERS else matter))
    assert [(pk, matter) for pk, matter, _day in found()] == sorted(cases)


def test_when_probation_ends_the_cells_meeting_is_due_even_with_the_holidays_of_tet_in_between(hill, clock):
    """30 working days after 20/1/2026 are more than six weeks."""
    clock(2026, 1, 20)
    over, running = person(hill, S.PROBATION), person(hill, S.PROBATION)
    for one, end in ((over, date(2026, 1, 20)), (running, date(2026, 1, 21))):
        sponsor(one, on=date(2026, 1, 20))
        admission(one, ceremony_on=add_months(end, -12))
    meeting = Deadlines(days_off())(Kind.RECOGNITION_MEETING, date(2026, 1, 20)).day
    assert (meeting - date(2026, 1, 20)).days > 42
    assert found() == [
        (over.pk, M.RECOGNITION_MEETING, meeting),
        (running.pk, M.PROBATION_PAPERS, date(2026, 1, 21)),
    ]


class TestSponsors:
    def test_nobody_helps_since_the_person_was_listed_or_since_the_last_sponsor_ended(self, hill):
        listed, left, here = (person(hill, S.LISTED) for _ in range(3))
        for one in (listed, left, here):
            came(one, S.LISTED, date(2025, 3, 1))
            stands(one, S.CERTIFIED)
        gone = {"ended_because": "moved"}
        sponsor(left, date(2025, 3, 1), ended_on=date(2025, 11, 1), **gone)
        sponsor(left, date(2025, 3, 1), ended_on=date(2025, 9, 1), **gone)
        sponsor(here, date(2025, 3, 1), ended_on=date(2025, 11, 1), **gone)
        sponsor(here, TODAY, role="introduces")
        assert found() == [
            (listed.pk, M.NO_SPONSOR, date(2025, 3, 1)),
            (left.pk, M.NO_SPONSOR, date(2025, 11, 1)),
        ]

    def test_on_probation_only_who_was_assigned_for_it_helps_and_it_counts_from_the_ceremony(self, hill):
        alone, helped = person(hill, S.PROBATION), person(hill, S.PROBATION)
        for one in (alone, helped):
            admission(one, ceremony_on=date(2025, 10, 1))
            sponsor(one, role="introduces")
        sponsor(helped)
        assert found() == [(alone.pk, M.NO_SPONSOR, date(2025, 10, 1))]

    def test_who_is_only_introduced_struck_out_or_off_the_way_needs_nobody(self, hill):
        person(hill, S.INTRODUCED)
        person(hill, S.LISTED, is_void=True)
        for stage in (S.DROPPED, S.MOVED, S.RECOGNISED, S.REMOVED):
            person(hill, stage)
        assert found() == []

    def test_where_nobody_knows_when_somebody_was_listed_it_counts_from_the_present_stage(self, hill):
        one = person(hill, S.VERIFIED)
        assert found() == [(one.pk, M.NO_SPONSOR, TODAY)]

    def test_the_latest_report_of_any_sponsor_counts(self, hill):
        one = person(hill, S.LISTED)
        silent, telling = sponsor(one, date(2025, 1, 1)), sponsor(one, date(2025, 1, 1), role="introduces")
        said = {"sponsorship": telling, "strengths": "Chăm chỉ"}
        SponsorReport.objects.create(reported_on=date(2025, 8, 1), **said)
        assert found() == [(one.pk, M.SPONSOR_REPORT, date(2025, 11, 1))]
        Sponsorship.objects.filter(pk=telling.pk).update(ended_on=TODAY, ended_because="moved")
        assert found() == [(one.pk, M.SPONSOR_REPORT, date(2025, 4, 1))]
        SponsorReport.objects.create(sponsorship=silent, reported_on=date(2025, 12, 1), weaknesses="Ít nói")
        assert found() == []

    def test_the_office_says_how_often_sponsors_report(self, hill):
        one = person(hill, S.LISTED)
        sponsor(one, date(2025, 7, 1))
        assert found() == [(one.pk, M.SPONSOR_REPORT, date(2025, 10, 1))]
        installation.set_value(SPONSOR_REPORT_MONTHS, 6)
        assert found() == []
