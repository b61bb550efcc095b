"""Steps against the rules: what cannot have been is refused; what is only against a rule stops a proposal, and is recorded
with a reason, to be put right, where a body has resolved or signed it.
"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.models import AuditEntry
from config.refusal import Refused
from recruitment.dossier import cure_shortfall, set_consents, set_papers
from recruitment.facts import Step, facts_of
from recruitment.limits import set_limit, set_local
from recruitment.models import Admission, Candidate, Resolution, Shortfall, StageChange
from recruitment.moves import find_move, lacks_of
from recruitment.rules.papers import Group
from recruitment.rules.rulesets import Moment
from recruitment.rules.votes import Body, Count
from recruitment.stages import Stage
from recruitment.voting import strike_vote
from recruitment.workflow import MoveRefused, correct_stage, enter_at, last_day_to_correct, move_candidates
from tests import cast, way

S = Stage


def stands_at(person):
    return way.again(person).stage


def lacks(refusal):
    return {lack.key for lacks in refusal.value.lacks.values() for lack in lacks}


def refused(person, target, **said):
    """The keys of what stands in the way; and nothing is written, not even with a reason where ``may_record`` is not."""
    before = [model.objects.count() for model in (StageChange, AuditEntry, Admission, Resolution, Shortfall)]
    with pytest.raises(MoveRefused) as refusal:
        move_candidates([way.step(person, target, **said)], target, by=system_user())
    assert [model.objects.count() for model in (StageChange, AuditEntry, Admission, Resolution, Shortfall)] == before
    return refusal


# --- The impossible


def test_a_ceremony_before_the_decision_cannot_have_been(party):
    person = way.on_the_way(party.hill, S.DECIDED)
    refusal = refused(person, S.PROBATION, on=date(2022, 10, 26))
    assert lacks(refusal) == {"before_last_step"}
    assert not refusal.value.may_record


@pytest.mark.parametrize(
    "count",
    [
        Count(Body.CELL, 9, present=9, yes=10),
        Count(Body.CELL, 9, present=7, yes=8),
        Count(Body.CELL, 9, present=10, yes=9),
        Count(Body.CELL, 9, {"exempt": 4}, present=7, yes=5),
        Count(Body.CELL, 9, present=9, yes=-1),
    ],
    ids=["more than members", "more than present", "more present than members", "left out but present", "negative"],
)
def test_votes_that_cannot_have_been(party, count):
    person = way.on_the_way(party.hill, S.VERIFIED)
    refusal = refused(person, S.CELL_RESOLVED, count=count)
    assert "vote" in lacks(refusal)
    assert not refusal.value.may_record
    with pytest.raises(MoveRefused):
        way.take(person, S.CELL_RESOLVED, count=count, despite="đã họp")


def test_a_day_that_is_still_to_come(party):
    person = way.on_the_way(party.hill)
    assert lacks(refused(person, S.LISTED, on=date(2024, 1, 1))) == {"future"}


def test_the_second_of_two_officers_is_told_that_somebody_was_moved_meanwhile(party):
    person = way.on_the_way(party.hill)
    both = way.step(person, S.LISTED)
    move_candidates([both], S.LISTED, by=system_user())
    with pytest.raises(MoveRefused) as refusal:
        move_candidates([both], S.LISTED, by=system_user())
    assert str(person) in refusal.value.problems[0].sentence
    assert StageChange.objects.count() == 1


def test_a_wrong_entry_goes_nowhere(party):
    person = way.on_the_way(party.hill)
    Candidate.objects.filter(pk=person.pk).update(is_void=True)
    with pytest.raises(MoveRefused, match=str(person)[:10]):
        move_candidates([Step(person.pk, S.INTRODUCED, date(2023, 1, 1))], S.LISTED, by=system_user())


# --- Against a rule


def test_a_certificate_a_day_too_old(party):
    """DOMAIN 5.4, V6: issued 15/03/2018, usable at meetings up to 15/03/2023."""
    person = way.on_the_way(party.hill, S.VERIFIED)
    paper = person.papers.get(kind="certificate")
    paper.dated_on = date(2018, 3, 15)
    paper.save()
    assert "certificate_expired" not in lacks_at(person, date(2023, 3, 15))
    assert "certificate_expired" in lacks_at(person, date(2023, 3, 16))


def lacks_at(person, day):
    person = way.again(person)
    step = Step(person.pk, person.stage, on=day, count=way.CELL)
    (facts,) = facts_of([step], {person.pk: person})
    return {lack.key for lack in lacks_of(find_move(S.VERIFIED, S.CELL_RESOLVED, facts.path), facts)}


def test_17_years_and_11_months(party):
    """DOMAIN 5.4, V8: born 20/06/2005, 215 months on 05/06/2023; 216 on the 20th."""
    person = way.on_the_way(party.hill, S.VERIFIED, birth_date="20/06/2005")
    assert "too_young" in lacks_at(person, date(2023, 6, 5))
    assert "too_young" not in lacks_at(person, date(2023, 6, 20))


def test_in_a_mountain_district_primary_school_is_enough_and_reading_and_writing_asks_for_a_consent(party):
    assert "schooling" not in lacks_at(
        way.on_the_way(party.hill, S.VERIFIED, general_education="primary"), date(2023, 3, 1)
    )
    elder = way.on_the_way(party.hill, S.VERIFIED, general_education="literate")
    assert "schooling" in lacks_at(elder, date(2023, 3, 1))
    consent = {"case": "education", "body": "Ban Thường vụ Tỉnh ủy", "number": "", "dated_on": None}
    set_consents(elder.pk, [consent], way.again(elder).version, by=system_user())
    assert "schooling" not in lacks_at(elder, date(2023, 3, 1))


def test_elsewhere_lower_secondary_school_is_asked(party):
    set_local("special_area", False, by=system_user())
    assert "schooling" in lacks_at(
        way.on_the_way(party.hill, S.VERIFIED, general_education="primary"), date(2023, 3, 1)
    )


def test_a_decision_number_used_twice_in_a_term(party):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    way.take(way.on_the_way(party.hill, S.SUBMITTED), S.DECIDED, number="45-QĐ/HU")
    other = way.on_the_way(party.dale, S.SUBMITTED)
    assert lacks(refused(other, S.DECIDED, number="45-QĐ/HU")) == {"number_taken"}
    way.take(other, S.DECIDED, number="46-QĐ/HU")


def test_a_number_of_the_last_term_may_come_again(party):
    cast.term("2020-2025", "01/07/2022", "30/06/2025")
    cast.admit(party.hill, "01/06/2022", decision_number="45-QĐ/HU")
    way.take(way.on_the_way(party.hill, S.SUBMITTED), S.DECIDED, number="45-QĐ/HU")


def test_missing_papers_are_all_named_each_with_its_rule(party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    refusal = refused(person, S.VERIFIED)
    said = [problem.sentence for problem in refusal.value.problems]
    introductions = {"introductions_missing", "sponsors_missing"}
    assert lacks(refusal) == {"paper_missing", "verification_missing", *introductions}
    assert any("1-KNĐ Đơn xin vào Đảng" in sentence and "12-HD/BTCTW" in sentence for sentence in said)
    assert refusal.value.may_record


def test_one_letter_and_a_unions_resolution_are_two_introductions(party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    way.complete(person, Group.CONSIDERING, on=date(2022, 9, 1), leave_out=("sponsor_letter",))
    way.verify(person)
    way.introduce(person, many=1)
    letter = {"kind": "sponsor_letter", "ordinal": 1, "state": "complete", "number": "", "dated_on": None}
    letter |= {"signer": "", "place": ""}
    set_papers(person.pk, [letter], way.again(person).version, by=system_user())
    assert lacks(refused(person, S.VERIFIED)) == {"introductions_missing", "sponsors_missing"}
    union = letter | {"kind": "youth_union_resolution"}
    set_papers(person.pk, [union], way.again(person).version, by=system_user())
    move_candidates([way.step(person, S.VERIFIED)], S.VERIFIED, by=system_user())


def test_a_dossier_older_than_twelve_months_says_what_to_make_anew(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    refusal = refused(person, S.CELL_RESOLVED, on=date(2023, 9, 2))
    (lack,) = (each for lacks in refusal.value.lacks.values() for each in lacks)
    assert lack.key == "dossier_stale"
    assert "3-KNĐ, 5-KNĐ" in lack.sentence
    assert lack.source == "Hướng dẫn 01-HD/TW ngày 28/9/2021"


def test_a_dossier_counts_from_the_permission_where_the_office_says_so(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    letter = person.papers.get(kind="sponsor_letter", ordinal=1)
    letter.dated_on = date(2022, 2, 1)
    letter.save()
    assert "dossier_stale" in lacks_at(person, date(2023, 7, 31))
    set_limit("dossier_from", Moment.PERMISSION, valid_from=date(2020, 1, 1), by=system_user())
    assert "dossier_stale" not in lacks_at(person, date(2023, 7, 31))
    assert "dossier_stale" in lacks_at(person, date(2023, 8, 2))


def test_who_follows_a_religion_needs_a_consent_before_the_decision(party):
    person = way.on_the_way(party.hill, S.APPRAISED, religion="Công giáo")
    assert lacks(refused(person, S.SUBMITTED)) == {"consent_missing"}
    consent = {"case": "religion", "body": "Ban Thường vụ Huyện ủy", "number": "7-CV/HU", "dated_on": date(2022, 9, 1)}
    set_consents(person.pk, [consent], way.again(person).version, by=system_user())
    way.take(person, S.SUBMITTED)


def test_what_we_propose_is_refused_whatever_reason_is_given(party):
    person = way.on_the_way(party.hill, S.APPRAISED, religion="Công giáo")
    with pytest.raises(MoveRefused) as refusal:
        way.take(person, S.SUBMITTED, despite="gấp")
    assert not refusal.value.may_record
    assert stands_at(person) == S.APPRAISED


def test_what_a_body_has_signed_is_recorded_with_a_reason_and_stays_to_be_put_right(party):
    person = way.on_the_way(party.hill, S.APPRAISED, religion="Công giáo")
    way.take(person, S.DECIDED, reason="", despite="Quyết định đã ký")
    (shortfall,) = Shortfall.objects.all()
    assert (shortfall.key, shortfall.cured_on, stands_at(person)) == ("consent_missing", None, S.DECIDED)
    assert StageChange.objects.last().reason == "Quyết định đã ký"
    with pytest.raises(Refused):
        cure_shortfall(shortfall.pk, "  ", by=system_user())
    cure_shortfall(shortfall.pk, "Đã có văn bản đồng ý số 7", by=system_user())
    assert not Shortfall.objects.open().exists()


def test_a_decision_after_45_working_days_asks_for_a_reason(party):
    """Under the rules of 2022: 60 working days from Monday 03/10/2022, with no day off among them, to Monday 26/12/2022."""
    person = way.on_the_way(party.hill, S.SUBMITTED)
    assert "decision_late" not in lacks_of_decision(person, date(2022, 12, 26))
    assert "decision_late" in lacks_of_decision(person, date(2022, 12, 27))


def lacks_of_decision(person, day):
    person = way.again(person)
    (facts,) = facts_of([Step(person.pk, person.stage, on=day, number="1")], {person.pk: person})
    return {lack.key for lack in lacks_of(find_move(S.SUBMITTED, S.DECIDED, facts.path), facts)}


def test_recognition_before_the_twelve_months_are_over(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    assert lacks(refused(person, S.RECOGNITION_PROPOSED, on=date(2023, 11, 9))) >= {"probation_running"}


# --- What a step writes


def test_the_decision_makes_the_admission_that_figures_count(party):
    person = way.on_the_way(party.hill, S.SUBMITTED, sex="female", tags=("Trưởng thôn",))
    way.take(person, S.DECIDED, number="45-QĐ/HU")
    admission = Admission.objects.get()
    assert (admission.branch, admission.decision_number, admission.counted_on) == (
        party.hill,
        "45-QĐ/HU",
        way.DAYS[S.DECIDED],
    )
    assert (admission.sex, admission.age, [tag.name for tag in admission.tags.all()]) == ("female", 23, ["Trưởng thôn"])
    assert cast.figures(party.country, "2022-10").year.admitted == 1


def test_full_membership_begins_when_the_twelve_months_end_however_late_the_decision(party):
    """DOMAIN 5.1, 8: recognition is effective exactly at month twelve."""
    way.on_the_way(party.hill, S.RECOGNISED)
    assert Admission.objects.get().recognised_on == date(2023, 11, 10)


def test_a_decision_inside_a_total_of_earlier_years_would_count_twice(party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    cast.total(party.hill, "01/10/2022", "31/12/2022", 5)
    with pytest.raises(Refused):
        way.take(person, S.DECIDED)
    assert (stands_at(person), Admission.objects.count()) == (S.SUBMITTED, 0)


def test_a_cancelled_decision_leaves_the_figures_of_its_day_on(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    way.take(person, S.CANCELLED, on=date(2022, 12, 1))
    assert Admission.objects.get().cancelled_on == date(2022, 12, 1)
    cast.admit(party.dale, "01/02/2022")
    assert cast.figures(party.country, "2022-11").year.admitted == 2
    assert cast.figures(party.country, "2022-12").year.admitted == 1


def test_a_failed_vote_is_kept_and_the_person_stays_until_the_third(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    failed = Count(Body.CELL, 9, present=9, yes=5, no=4)
    for attempt in (1, 2):
        result = way.take(person, S.CELL_RESOLVED, count=failed)
        assert ([p.pk for p in result.stayed], result.moved) == ([person.pk], [])
        assert (Resolution.objects.last().attempt, stands_at(person)) == (attempt, S.VERIFIED)
    result = way.take(person, S.CELL_RESOLVED, count=failed)
    assert (Resolution.objects.last().attempt, stands_at(person)) == (3, S.CELL_RESOLVED)
    assert [shortfall.key for shortfall in Shortfall.objects.all()] == ["vote_failed"]


def test_a_vote_written_down_wrongly_is_struck_out_and_counts_as_no_attempt(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    failed = Count(Body.CELL, 9, present=9, yes=5, no=4)
    way.take(person, S.CELL_RESOLVED, count=failed)
    vote = Resolution.objects.get()
    with pytest.raises(Refused):
        strike_vote(vote.pk, " ", by=system_user())
    strike_vote(vote.pk, "ghi nhầm số phiếu", by=system_user())
    assert (Resolution.objects.count(), Resolution.with_void.get().void_reason) == (0, "ghi nhầm số phiếu")
    way.take(person, S.CELL_RESOLVED, count=failed)
    assert Resolution.objects.get().attempt == 1


def test_a_vote_that_carried_a_step_goes_with_the_step(party):
    person = way.on_the_way(party.hill, S.CELL_RESOLVED)
    with pytest.raises(Refused):
        strike_vote(Resolution.objects.get().pk, "nhầm", by=system_user())
    correct_stage(person.pk, S.CELL_RESOLVED, S.VERIFIED, way.DAYS[S.VERIFIED], "nhầm", by=system_user(), number="1")
    assert Resolution.objects.count() == 0
    way.take(person, S.CELL_RESOLVED)
    assert Resolution.objects.get().attempt == 1


def test_failed_votes_of_an_earlier_time_on_the_list_do_not_count(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    failed = Count(Body.CELL, 9, present=9, yes=5, no=4)
    for _attempt in range(2):
        way.take(person, S.CELL_RESOLVED, count=failed)
    way.take(person, S.DROPPED, on=date(2022, 10, 4))
    way.take(person, S.LISTED, on=date(2022, 11, 1))
    for stage in (S.CERTIFIED, S.PERMITTED, S.DOSSIER, S.VERIFIED):
        way.take(person, stage, on=date(2022, 11, 2))
    result = way.take(person, S.CELL_RESOLVED, on=date(2022, 11, 3), count=failed)
    assert (result.moved, Resolution.objects.last().attempt) == ([], 3)


def test_a_vote_that_moves_nobody_leaves_its_paper_in_the_dossier(party):
    person = way.on_the_way(party.hill, S.RECOGNITION_PROPOSED)
    way.fill(person, S.RECOGNISED)
    assert person.papers.get(kind="recognition_base_resolution").dated_on == date(2023, 11, 20)


def test_a_returned_dossier_keeps_its_place(party):
    person = way.on_the_way(party.hill, S.APPRAISED)
    way.take(person, S.RETURNED, reason="thiếu giấy 3-KNĐ")
    assert "not_where_it_came_from" in lacks(refused(person, S.RECEIVED))
    way.take(person, S.APPRAISED, on=way.DAYS[S.RETURNED])


# --- What was so already, what was wrong


def test_day_one_is_mid_way(party):
    person = way.on_the_way(party.hill)
    enter_at(person.pk, S.CERTIFIED, date(2021, 5, 4), by=system_user(), number="12/CN")
    assert (stands_at(person), StageChange.objects.get().way) == (S.CERTIFIED, "entry")


@pytest.mark.parametrize("stage", [S.DECIDED, S.PROBATION, S.RECOGNISED, S.DROPPED])
def test_nobody_is_entered_as_a_member_without_the_admission(party, stage):
    person = way.on_the_way(party.hill)
    with pytest.raises(MoveRefused):
        enter_at(person.pk, stage, date(2023, 1, 1), by=system_user())
    assert stands_at(person) == S.INTRODUCED


def test_a_step_recorded_wrongly_is_taken_back_with_all_it_wrote(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    correct_stage(
        person.pk, S.PROBATION, S.SUBMITTED, date(2022, 10, 20), "nhập nhầm người", by=system_user(), number="1"
    )
    assert (stands_at(person), Admission.objects.count(), Admission.with_void.count()) == (S.SUBMITTED, 0, 1)
    assert AuditEntry.objects.filter(act="corrected").count() == 1
    way.take(person, S.DECIDED)
    assert cast.figures(party.country, "2022-10").year.admitted == 1


def test_taking_back_a_ceremony_leaves_the_decision(party):
    person = way.on_the_way(party.hill, S.PROBATION)
    correct_stage(
        person.pk, S.PROBATION, S.DECIDED, way.DAYS[S.DECIDED], "chưa tổ chức lễ", by=system_user(), number="1"
    )
    admission = Admission.objects.get()
    assert (admission.ceremony_on, admission.decision_on) == (None, way.DAYS[S.DECIDED])


def test_a_correction_is_free_until_some_days_into_the_next_month_and_asks_for_a_document_after(party, clock):
    person = way.on_the_way(party.hill, S.LISTED)
    last = last_day_to_correct(StageChange.objects.get())
    clock(last.year, last.month, last.day)
    assert (
        correct_stage(person.pk, S.LISTED, S.INTRODUCED, way.BEGINNING, "nhầm", by=system_user()).stage == S.INTRODUCED
    )
    way.take(person, S.LISTED)
    clock(last.year + 1, 3, 1)
    with pytest.raises(MoveRefused) as refusal:
        correct_stage(person.pk, S.LISTED, S.INTRODUCED, way.BEGINNING, "nhầm", by=system_user())
    assert [problem.field for problem in refusal.value.problems] == ["number"]


@pytest.mark.parametrize(
    "said", [(S.LISTED, "nhầm"), (S.SUBMITTED, "nhầm"), (S.INTRODUCED, "")], ids=["already", "never", "no reason"]
)
def test_a_correction_that_says_nothing_or_the_impossible(party, said):
    person = way.on_the_way(party.hill, S.LISTED)
    stage, reason = said
    with pytest.raises(MoveRefused):
        correct_stage(person.pk, S.LISTED, stage, way.BEGINNING, reason, by=system_user())
    assert StageChange.objects.count() == 1


# --- Who may


def test_a_secretary_records_what_the_own_body_does_and_no_decision(party):
    secretary = cast.account("bi-thu", "secretary", party.hill)
    person = way.on_the_way(party.hill)
    move_candidates([way.step(person, S.LISTED)], S.LISTED, by=secretary)
    above = way.on_the_way(party.hill, S.CELL_RESOLVED)
    with pytest.raises(PermissionDenied):
        move_candidates([way.step(above, S.BASE_RESOLVED)], S.BASE_RESOLVED, by=secretary)
    of_base = cast.account("bi-thu-xa", "secretary", party.north)
    move_candidates([way.step(above, S.BASE_RESOLVED)], S.BASE_RESOLVED, by=of_base)
    for target in (S.RECEIVED, S.DECIDED):
        with pytest.raises(PermissionDenied):
            move_candidates([way.step(above, target)], target, by=of_base)


def test_an_officer_writes_down_the_decision_of_a_higher_body_and_not_its_desk(party):
    officer = cast.account("can-bo-xa", "officer", party.north)
    person = way.on_the_way(party.hill, S.BASE_RESOLVED)
    with pytest.raises(PermissionDenied):
        move_candidates([way.step(person, S.RECEIVED)], S.RECEIVED, by=officer)
    move_candidates([way.step(person, S.DECIDED)], S.DECIDED, by=officer)


# --- Many at once


def test_fifty_cost_at_most_thirty_statements_more_than_one(party):
    def cost(people, target):
        steps = [way.step(person, target) for person in people]
        with CaptureQueriesContext(connection) as captured:
            move_candidates(steps, target, by=system_user())
        return len(captured)

    one, many = way.on_the_way(party.hill), [way.on_the_way(party.hill) for _ in range(50)]
    assert cost(many, S.LISTED) <= cost([one], S.LISTED) + 30


def test_one_who_cannot_keeps_all_back(party):
    good, bad = way.on_the_way(party.hill, S.VERIFIED), way.on_the_way(party.hill, S.VERIFIED, birth_date="01/01/2005")
    steps = [way.step(person, S.CELL_RESOLVED) for person in (good, bad)]
    with pytest.raises(MoveRefused):
        move_candidates(steps, S.CELL_RESOLVED, by=system_user())
    assert {stands_at(good), stands_at(bad)} == {S.VERIFIED}


# --- The committee that decides


def test_the_committee_that_decides_admits_nobody_by_a_failed_vote_however_often(party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    failed = Count(Body.STANDING, 9, present=9, yes=4, no=5)
    for _attempt in range(4):
        assert way.take(person, S.DECIDED, count=failed, despite="đã họp").moved == []
    assert (stands_at(person), Admission.objects.count()) == (S.SUBMITTED, 0)


def test_a_meeting_before_the_last_step_cannot_have_been(party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    assert lacks(refused(person, S.DECIDED, held_on=date(2022, 10, 19))) == {"before_last_step"}


@pytest.mark.parametrize("received", [date(2022, 10, 26), date(2022, 11, 11)], ids=["before it", "after the ceremony"])
def test_a_decision_received_before_it_was_made_or_after_the_ceremony(party, received):
    person = way.on_the_way(party.hill, S.DECIDED)
    assert lacks(refused(person, S.PROBATION, received_on=received)) == {"receipt_out_of_order"}


def test_since_july_2026_receipt_makes_no_ceremony_be_in_time(party, clock):
    clock(2026, 12, 31)
    admission = cast.admit(party.hill, "27/07/2026", ceremony_on=None)
    late = {"on": date(2026, 10, 1), "received_on": date(2026, 9, 30)}
    assert lacks(refused(admission.candidate, S.PROBATION, **late)) == {"ceremony_late"}


def test_the_vote_on_an_earlier_proposal_recognises_nobody(party):
    person = way.on_the_way(party.hill, S.RECOGNITION_PROPOSED)
    way.fill(person, S.RECOGNISED)
    correct_stage(
        person.pk, S.RECOGNITION_PROPOSED, S.PROBATION, way.DAYS[S.PROBATION], "nhầm", by=system_user(), number="1"
    )
    way.take(person, S.RECOGNITION_PROPOSED, on=date(2023, 11, 25))
    assert lacks(refused(person, S.RECOGNISED)) == {"recognition_vote_missing"}


# --- What came only later


def test_a_certificate_dated_after_the_meeting_was_not_there_when_the_cell_met(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    person.papers.filter(kind="certificate").update(dated_on=date(2022, 10, 4))
    assert lacks_at(person, date(2022, 10, 3)) == {"certificate_missing"}
    assert not lacks_at(person, date(2022, 10, 4))


def test_an_answer_after_the_meeting_was_not_there_when_the_cell_met(party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    person.verifications.update(answered_on=date(2022, 10, 4))
    assert lacks_at(person, date(2022, 10, 3)) == {"verification_missing"}
    assert not lacks_at(person, date(2022, 10, 4))


def test_a_leader_corrects_nothing_not_even_where_no_step_was_recorded(party):
    person = way.on_the_way(party.hill)
    leader = cast.account("lanh-dao", "leader", party.hill)
    with pytest.raises(PermissionDenied):
        correct_stage(person.pk, S.INTRODUCED, S.LISTED, way.BEGINNING, "nhầm", by=leader)
