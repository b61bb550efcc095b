"""Steps taken back, and a second time on the way: what no longer holds counts nowhere, and what still holds stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import system_user
from branches.models import AuditEntry
from config.clock import today
from config.refusal import Refused
from recruitment.facts import facts_today
from recruitment.history import admissions_of
from recruitment.models import Admission, Candidate
from recruitment.stages import Stage
from recruitment.timeline import timeline_of
from recruitment.workflow import MoveRefused, correct_stage, enter_at
from recruitment.wrong_entries import restore_person, void_person
from tests import cast, way

S = Stage
LATER = date(2023, 12, 1)


def take_back(person, stage, *, by=None, on=LATER):
    seen = way.again(person).stage
    return correct_stage(person.pk, seen, stage, on, "ghi nhầm", by=by or system_user(), number="1-CV/HU")


def cancelled_and_listed_anew(branch):
    person = way.on_the_way(branch, S.CANCELLED)
    way.take(person, S.LISTED, on=LATER)
    return person


def admitted():
    """(admitted, cancelled admissions that stand)"""
    rows = Admission.objects.all()
    return rows.count(), rows.exclude(cancelled_on=None).count()


# --- What was taken back


def test_restoring_a_person_does_not_bring_back_an_admission_that_was_taken_back_before(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    take_back(person, S.SUBMITTED, on=way.DAYS[S.SUBMITTED])
    way.take(person, S.DECIDED)
    void_person(person.pk, "duplicate", way.again(person).version, by=system_user())
    assert Admission.objects.count() == 0
    assert len(admissions_of(way.again(person), by=system_user())[0]) == 1
    restore_person(person.pk, way.again(person).version, by=system_user())
    assert Admission.objects.count() == 1
    assert cast.figures(party.country, "2022-10").year.admitted == 1


def test_taking_back_the_second_listing_leaves_the_first_admission_as_it_was(party):
    person = cancelled_and_listed_anew(party.hill)
    before = list(Admission.objects.values())
    take_back(person, S.CANCELLED)
    assert list(Admission.objects.values()) == before


def test_taking_back_a_step_of_the_second_time_leaves_the_first_admission_as_it_was(party):
    person = cancelled_and_listed_anew(party.hill)
    way.take(person, S.CERTIFIED, on=LATER)
    take_back(person, S.LISTED)
    assert admitted() == (1, 1)


def test_taking_back_the_second_decision_leaves_the_first(party):
    person = cancelled_and_listed_anew(party.hill)
    for stage in (S.CERTIFIED, S.PERMITTED, S.DOSSIER, S.VERIFIED, S.CELL_RESOLVED, S.BASE_RESOLVED, S.DECIDED):
        way.take(person, stage, on=LATER, despite="đã ký")
    assert admitted() == (2, 1)
    take_back(person, S.BASE_RESOLVED)
    take_back(person, S.CELL_RESOLVED)
    assert admitted() == (1, 1)
    take_back(person, S.PROBATION)
    assert admitted() == (1, 0)


@pytest.mark.parametrize("end", [S.CANCELLED, S.REMOVED])
def test_an_end_taken_back_lets_the_way_go_on(party, end):
    person = way.on_the_way(party.hill, end)
    take_back(person, S.PROBATION, on=way.DAYS[S.PROBATION])
    admission = Admission.objects.get()
    assert (admission.cancelled_on, admission.removed_on) == (None, None)
    way.take(person, S.RECOGNITION_PROPOSED)
    way.take(person, S.RECOGNISED)
    assert Admission.objects.get().recognised_on == date(2023, 11, 10)


def test_a_ceremony_taken_back_twice(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    take_back(person, S.DECIDED, on=way.DAYS[S.DECIDED])
    take_back(person, S.SUBMITTED, on=way.DAYS[S.SUBMITTED])
    assert Admission.objects.count() == 0


def test_nobody_is_corrected_to_a_decision_that_was_taken_back(party):
    person = way.on_the_way(party.hill, S.DECIDED)
    take_back(person, S.SUBMITTED)
    with pytest.raises(MoveRefused):
        take_back(person, S.DECIDED)


def test_a_resolution_that_was_taken_back_counts_for_no_decision(party):
    person = way.on_the_way(party.hill, S.BASE_RESOLVED)
    take_back(person, S.CELL_RESOLVED, on=way.DAYS[S.CELL_RESOLVED])
    with pytest.raises(MoveRefused, match="Đảng bộ xã Bắc"):
        way.take(person, S.DECIDED)


def test_resolutions_of_the_first_time_count_for_no_decision_of_the_second(party):
    person = way.on_the_way(party.hill, S.REFUSED)
    way.take(person, S.LISTED, on=LATER)
    for stage in (S.CERTIFIED, S.PERMITTED, S.DOSSIER, S.VERIFIED, S.CELL_RESOLVED):
        way.take(person, stage, on=LATER, despite="đã họp")
    with pytest.raises(MoveRefused, match="Đảng bộ xã Bắc"):
        way.take(person, S.DECIDED, on=LATER)


def test_documents_of_steps_that_were_taken_back_do_not_lie_in_the_dossier(party):
    person = way.on_the_way(party.hill, S.DECIDED)
    take_back(person, S.CELL_RESOLVED, on=way.DAYS[S.CELL_RESOLVED])
    there = set(person.papers.values_list("kind", flat=True))
    assert {"cell_resolution", "certificate"} <= there
    assert not {"base_resolution", "admission_decision"} & there


def test_nobody_stood_somewhere_for_less_than_no_time(party):
    person = way.on_the_way(party.hill, S.DECIDED)
    take_back(person, S.VERIFIED, on=way.DAYS[S.VERIFIED])
    passages = timeline_of(facts_today([way.again(person)])[0], by=system_user())
    assert [each.days for each in passages[1:3]] == [None, 7]


# --- Who may


def test_a_secretary_takes_back_what_the_cell_did_and_nothing_that_others_did(party):
    secretary = cast.account("bi-thu", "secretary", party.hill)
    own = way.on_the_way(party.hill, S.CELL_RESOLVED)
    assert take_back(own, S.VERIFIED, by=secretary, on=way.DAYS[S.VERIFIED]).stage == S.VERIFIED
    for stage in (S.BASE_RESOLVED, S.RECEIVED, S.APPRAISED, S.REFUSED, S.DECIDED, S.CANCELLED, S.REMOVED):
        person = way.on_the_way(party.hill, stage)
        for back in (person.stage_changes.last().source, S.LISTED):
            with pytest.raises(PermissionDenied):
                take_back(person, back, by=secretary)
        assert way.again(person).stage == stage


# --- Days that cannot have been


@pytest.mark.parametrize("target", [S.LISTED, S.CERTIFIED])
def test_no_step_lies_before_the_birth(party, target):
    person = way.on_the_way(party.hill, S.INTRODUCED if target == S.LISTED else S.LISTED)
    with pytest.raises(MoveRefused, match="sinh"):
        way.take(person, target, on=date(1999, 1, 31), despite="đã họp")
    with pytest.raises(MoveRefused, match="sinh"):
        enter_at(way.on_the_way(party.hill).pk, target, date(1999, 1, 31), by=system_user())


def test_nobody_is_admitted_at_a_cell_that_had_ended_or_did_not_exist_yet(party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    cast.place("HILL", until="31/10/2022", successor="MOOR")
    with pytest.raises(Refused):
        way.take(person, S.DECIDED, on=date(2022, 11, 1))
    way.take(person, S.DECIDED, on=date(2022, 10, 31))
    young = way.on_the_way(cast.cell("YOUNG", party.north, since="01/11/2022"), S.SUBMITTED)
    with pytest.raises(Refused):
        way.take(young, S.DECIDED, on=date(2022, 10, 31))


# --- Entered mid-way


@pytest.mark.parametrize("stage", [S.BASE_RESOLVED, S.RECEIVED, S.APPRAISED])
def test_who_was_entered_mid_way_goes_on_from_there(party, stage):
    person = way.on_the_way(party.hill)
    enter_at(person.pk, stage, way.DAYS[stage], by=system_user())
    road = [S.RECEIVED, S.APPRAISED, S.SUBMITTED, S.DECIDED]
    for target in road[road.index(stage) + 1 if stage in road else 0 :]:
        way.take(person, target)
    assert way.again(person).stage == S.DECIDED


def test_a_member_is_not_entered_at_an_earlier_stage(party):
    admission = cast.admit(party.hill, "01/03/2023")
    with pytest.raises(MoveRefused):
        enter_at(admission.candidate_id, S.LISTED, date(2022, 1, 1), by=system_user())
    assert Candidate.objects.get().stage == S.PROBATION


def test_what_was_missing_at_a_step_taken_back_is_closed_with_the_reason_and_stays_in_the_audit(party):
    person = way.on_the_way(party.hill, Stage.APPRAISED, religion="Công giáo")
    way.take(person, Stage.DECIDED, despite="đã ký")
    correct_stage(
        person.pk, Stage.DECIDED, Stage.APPRAISED, way.DAYS[Stage.APPRAISED], "nhầm", by=system_user(), number="1"
    )
    shortfall = person.shortfalls.get()
    assert (shortfall.cured_on, shortfall.note) == (today(), "nhầm")
    assert AuditEntry.objects.filter(kind="recruitment.shortfall", object_id=shortfall.pk).count() == 1
