"""Two entries of one person made one: what stays, what is refused, what the figures say, and the way back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.audit import Act
from branches.journal import every, images
from branches.models import AuditEntry
from branches.versions import Stale
from config.refusal import Refused
from recruitment.dossier import set_papers
from recruitment.editing import edit_person
from recruitment.joined_log import further_on, joined
from recruitment.merge_plan import DROPPED, KEPT, plan_merge
from recruitment.merging import merge_people, merged_into, say_two_people, take_back_two_people, undo_merge
from recruitment.models import (
    Absence,
    Admission,
    Candidate,
    Merge,
    Paper,
    Resolution,
    Seat,
    Shortfall,
    SponsorReport,
    Sponsorship,
    StageChange,
    TwoPeople,
)
from recruitment.stages import Stage
from recruitment.uniting import HANGINGS, unite
from recruitment.workflow import enter_at
from recruitment.wrong_entries import restore_person, void_person
from tests import cast, twins, way

S = Stage


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north)


def twin(branch, code, name="Y Thử", **said):
    return cast.candidate(branch, name, code=code, **said)


def now(person):
    return Candidate.with_void.select_related("branch").get(pk=person.pk)


def why_not(act):
    with pytest.raises(Refused) as refused:
        act()
    return [problem.sentence for problem in refused.value.problems]


def hanging(model):
    return next(each for each in HANGINGS if each.model is model)


# --- What there is to merge


def test_the_merge_knows_what_to_do_with_everything_that_hangs_on_a_person():
    """A model with a key to a person, or to what hangs on one, that nobody has thought of fails here."""
    own = {each.model for each in HANGINGS} | {Admission, StageChange, Candidate.tags.through}
    of_people = {TwoPeople, Merge}  # about people, and not a part of one
    assert pointing_at(Candidate) == own | of_people
    further = {model for each in own for model in pointing_at(each)} - own
    assert further == {SponsorReport, Admission.tags.through}


def pointing_at(model):
    fields = model._meta.get_fields(include_hidden=True)
    return {each.related_model for each in fields if each.auto_created and (each.one_to_many or each.one_to_one)}


def test_of_a_document_in_both_dossiers_the_better_known_stays_and_the_other_fills_it_in():
    under_way = Paper(pk=1, kind="application", state="under_way", number="7", place="Tủ 1")
    complete = Paper(pk=2, kind="application", state="complete", number="8", dated_on=date(2023, 1, 1))
    for kept, dropped in ((under_way, complete), (complete, under_way)):
        (one,) = unite(hanging(Paper), [kept], [dropped]).united
        assert one.stays is kept
        said = {"state": "complete", "number": "8", "dated_on": date(2023, 1, 1), "signer": "", "place": "Tủ 1"}
        assert one.values == said
        assert one.lost == (("number", "7"),)


def test_an_absence_that_one_entry_has_ended_is_over():
    gone, back = date(2023, 1, 1), date(2023, 3, 1)
    still_away = [Absence(pk=1, left_on=gone)]
    returned_and_left_again = [Absence(pk=2, left_on=gone, returned_on=back), Absence(pk=3, left_on=date(2023, 6, 1))]
    union = unite(hanging(Absence), still_away, returned_and_left_again)
    assert [(each.stays.pk, each.goes.pk, each.values["returned_on"]) for each in union.united] == [(1, 2, back)]
    assert [row.pk for row in union.moved] == [3]


def test_somebody_who_attended_attended(party):
    one, other = twin(party.hill, "A"), twin(party.moor, "B")
    course = twins.World(party).courses[0]
    for person, attendance in ((one, "absent"), (other, "attended")):
        Seat.objects.create(course=course, candidate=person, attendance=attendance)
    twins.merge(one, other)
    assert list(Seat.objects.values_list("candidate", "attendance")) == [(one.pk, "attended")]


def test_reports_of_one_sponsor_hang_on_the_one_sponsorship(party):
    one, other = twin(party.hill, "A"), twin(party.moor, "B")
    member = cast.member(party.hill)
    for person, days in ((one, (1, 2)), (other, (2, 3))):
        row = Sponsorship.objects.create(
            candidate=person, member=member, role="helps", assigned_on=date(2023, 1, days[0])
        )
        for n in days:
            told = {"strengths": "Chịu khó"} if person == one else {"proposal": "Đề nghị xem xét"}
            SponsorReport.objects.create(sponsorship=row, reported_on=date(2023, 2, n), **told)
    twins.merge(one, other)
    told = SponsorReport.objects.values_list("sponsorship__candidate", "reported_on__day", "strengths", "proposal")
    both = ("Chịu khó", "Đề nghị xem xét")
    assert list(told) == [(one.pk, 1, both[0], ""), (one.pk, 2, *both), (one.pk, 3, "", both[1])]
    assert Sponsorship.objects.count() == 1


# --- Field by field


def test_who_says_more_is_believed_and_else_who_is_further_unless_somebody_chooses(party):
    one = twin(party.hill, "A", birth_year=1990, occupation="farmer", religion="Phật giáo")
    other = twin(party.moor, "B", birth_date="01/02/1990", occupation="teacher", tags=("Dân quân",))
    enter_at(other.pk, S.LISTED, date(2023, 1, 1), by=system_user())
    twins.merge(one, other, {"occupation": KEPT, "religion": DROPPED})
    merged = now(one)
    assert (merged.birth_date, merged.birth_year) == (date(1990, 2, 1), 1990)
    assert (merged.occupation, merged.religion, merged.branch) == ("farmer", "Phật giáo", party.moor)
    assert [tag.name for tag in merged.tags.all()] == ["Dân quân"]
    assert (merged.code, merged.version, merged.stage) == ("A", 2, S.LISTED)
    assert (now(other).is_void, now(other).void_reason) == (True, "duplicate")


# --- The log of stages


def person_at(stage, on=None):
    return Candidate(stage=stage, stage_on=on)


@pytest.mark.parametrize(
    ("one", "other", "is_first"),
    [
        ((S.VERIFIED, date(2022, 1, 1)), (S.LISTED, date(2023, 1, 1)), True),
        ((S.INTRODUCED, None), (S.LISTED, date(2023, 1, 1)), False),
        ((S.DROPPED, date(2023, 1, 1)), (S.VERIFIED, date(2022, 1, 1)), True),
        ((S.DROPPED, date(2022, 1, 1)), (S.LISTED, date(2023, 1, 1)), False),
        ((S.PROBATION, date(2022, 1, 1)), (S.DROPPED, date(2023, 1, 1)), True),
        ((S.CANCELLED, date(2023, 1, 1)), (S.DECIDED, date(2022, 1, 1)), False),
        ((S.LISTED, date(2022, 1, 1)), (S.LISTED, date(2023, 1, 1)), False),
        ((S.LISTED, date(2022, 1, 1)), (S.LISTED, date(2022, 1, 1)), True),
    ],
)
def test_who_is_further_on(one, other, is_first):
    one, other = person_at(*one), person_at(*other)
    assert (further_on(one, other) is one) == is_first


def line(target, day, way="move"):
    return StageChange(target=target, on=date(2023, day, 1), way=way)


def test_steps_are_joined_by_their_days_and_each_log_keeps_its_order():
    one = [line(S.LISTED, 1), line(S.CERTIFIED, 3), line(S.PERMITTED, 2)]
    other = [line(S.LISTED, 2), line(S.CERTIFIED, 4)]
    assert joined(one, other) == [one[0], other[0], one[1], one[2], other[1]]


def test_a_correction_takes_back_nothing_of_the_other_log():
    one = [line(S.LISTED, 1), line(S.CERTIFIED, 3), line(S.LISTED, 1, "correction"), line(S.CERTIFIED, 5)]
    other = [line(S.LISTED, 2), line(S.PERMITTED, 4)]
    assert joined(one, other) == [*one[:3], *other, one[3]]


def test_the_log_of_two_reads_as_one_with_votes_and_shortfalls_at_their_steps(party):
    further = way.on_the_way(party.hill, S.BASE_RESOLVED, "Y Thử", code="A")
    later = twin(party.hill, "B", birth_date=way.BORN)
    enter_at(later.pk, S.LISTED, date(2023, 5, 1), by=system_user())
    line = further.stage_changes.last()
    Shortfall.objects.create(candidate=further, change=line, key="number_missing")
    vote = Resolution.objects.get(change=line)
    twins.merge(later, further)
    merged, lines = now(later), list(StageChange.objects.filter(candidate=later))
    assert (merged.stage, merged.stage_on) == (S.BASE_RESOLVED, way.DAYS[S.BASE_RESOLVED])
    assert [change.on for change in lines[:-1]] == sorted(change.on for change in lines[:-1])
    assert (lines[-1].way, lines[-1].target, lines[-1].on) == ("correction", merged.stage, merged.stage_on)
    assert lines[-2].on == date(2023, 5, 1)
    vote.refresh_from_db()
    assert (vote.candidate_id, vote.change) == (later.pk, lines[-1])
    assert Shortfall.objects.get().change == lines[-1]
    moved = way.take(merged, S.RECEIVED, on=date(2023, 6, 1))
    assert moved.moved[0].stage == S.RECEIVED  # and the way goes on


# --- Admissions


def test_an_admission_goes_over_and_the_figures_stay(party):
    one = twin(party.hill, "A")
    admission = cast.admit(party.moor, "01/05/2023", name="Y Thử", code="B", birth_date="01/02/1990")
    before = cast.figures(party.country, "2023-12")
    twins.merge(one, admission.candidate)
    assert cast.figures(party.country, "2023-12") == before
    assert Admission.objects.get().candidate == one
    assert now(one).stage == S.PROBATION


def test_one_decision_written_down_twice_counts_once(party):
    said = {"name": "Y Thử", "decision_number": "12-QĐ/HU", "birth_date": "01/02/1990"}
    once = cast.admit(party.hill, "01/05/2023", code="A", sex="female", **said)
    before = cast.figures(party.country, "2023-12")
    twice = cast.admit(party.moor, "01/05/2023", code="B", recognised_on="01/12/2023", **said)
    assert cast.figures(party.country, "2023-12") != before
    twins.merge(once.candidate, twice.candidate)
    standing = Admission.objects.get()
    assert (standing.recognised_on, standing.sex) == (date(2023, 12, 1), "female")
    assert Admission.with_void.filter(candidate=once.candidate).count() == 2
    merged = cast.figures(party.country, "2023-12")
    assert merged.year.admitted == before.year.admitted == 1
    assert now(once.candidate).stage == S.RECOGNISED


def test_two_admissions_of_two_decisions_are_not_made_one(party):
    one = cast.admit(party.hill, "01/05/2023", name="Y Thử", code="A")
    other = cast.admit(party.moor, "01/06/2023", name="Y Thử", code="B")
    (why,) = why_not(lambda: twins.merge(one.candidate, other.candidate))
    assert "quyết định" in why
    assert not Merge.objects.exists()
    assert [Admission.objects.get(pk=row.pk).candidate for row in (one, other)] == [one.candidate, other.candidate]


def test_a_decision_that_one_entry_calls_cancelled_is_put_right_first(party):
    one = cast.admit(party.hill, "01/05/2023", name="Y Thử", code="A")
    other = cast.admit(party.moor, "01/05/2023", name="Y Thử", code="B")
    Admission.objects.filter(pk=other.pk).update(cancelled_on=date(2023, 7, 1))
    assert len(why_not(lambda: twins.merge(one.candidate, other.candidate))) == 1


def test_nobody_is_admitted_before_the_birth_that_the_other_entry_says(party):
    one = cast.admit(party.hill, "01/05/2015", name="Y Thử", code="A").candidate
    other = twin(party.hill, "B", birth_date="01/02/2016")
    (why,) = why_not(lambda: twins.merge(one, other))
    assert "sinh" in why


# --- What is refused


def test_who_looked_at_an_older_version_is_told(party, officer):
    one, other = twin(party.hill, "A"), twin(party.moor, "B")
    edit_person(other.pk, {"residence": "Thôn 1"}, 1, by=officer)
    with pytest.raises(Stale) as stale:
        merge_people(one.pk, other.pk, {}, (1, 1), by=officer)
    assert stale.value.row == other


def test_wrong_entries_one_and_the_same_and_two_people_are_not_made_one(party, officer):
    one, other, third = (twin(party.hill, code) for code in "ABC")
    void_person(third.pk, "duplicate", 1, by=officer)
    assert len(why_not(lambda: twins.merge(one, third))) == 1
    assert len(why_not(lambda: twins.merge(one, one))) == 1
    say_two_people(one.pk, other.pk, by=officer)
    assert len(why_not(lambda: twins.merge(one, other))) == 1
    take_back_two_people(other.pk, one.pk, by=officer)
    assert twins.merge(one, other).kept == one


def test_who_sees_one_of_the_two_may_not_make_them_one(party, officer):
    one, other = twin(party.hill, "A"), twin(party.dale, "B")
    for pair in ((one, other), (other, one)):
        with pytest.raises(PermissionDenied):
            twins.merge(*pair, by=officer)
        with pytest.raises(PermissionDenied):
            say_two_people(*(person.pk for person in pair), by=officer)


def test_who_may_not_is_told_nothing_of_what_has_changed(party, officer):
    one, other = twin(party.hill, "A"), twin(party.dale, "B")
    with pytest.raises(PermissionDenied):
        merge_people(one.pk, other.pk, {}, (99, 99), by=officer)


def test_who_records_no_admissions_makes_none_go_over(party):
    secretary = cast.account("bithu", "secretary", party.north)
    one, admitted = twin(party.hill, "A"), cast.admit(party.moor, "01/05/2023", name="Y Thử", code="B").candidate
    with pytest.raises(PermissionDenied):
        twins.merge(one, admitted, by=secretary)
    assert twins.merge(admitted, one, by=secretary).kept == admitted  # there nothing is done to an admission


def test_whom_somebody_told_apart_from_one_entry_stays_apart_from_the_person(party, officer):
    one, other, third = (twin(party.hill, code) for code in "ABC")
    say_two_people(other.pk, third.pk, by=officer)
    twins.merge(one, other)
    assert TwoPeople.objects.filter(one=one, other=third, by=officer).exists()


# --- The way back


def test_undone_everything_is_as_before_and_may_be_done_anew(party, officer):
    one = way.on_the_way(party.hill, S.RECEIVED, "Y Thử", code="A")
    other = cast.admit(party.moor, "01/05/2023", name="Y Thử", code="B", tags=("Dân quân",)).candidate
    before = twins.everything_now()
    merge = twins.merge(other, one, by=officer)
    assert merged_into(one) == merge
    undo_merge(merge.pk, by=officer)
    assert twins.everything_now() == before
    assert merged_into(one) is None
    assert undo_merge(merge.pk, by=officer).undone_at  # a second time nothing happens
    twins.merge(other, one, by=officer)


def test_what_was_written_since_keeps_the_two_together(party, officer):
    one, other = twin(party.hill, "A"), twin(party.moor, "B")
    merge = twins.merge(one, other)
    edit_person(one.pk, {"residence": "Thôn 1"}, 2, by=officer)
    after = images(twins.everything())
    assert len(why_not(lambda: undo_merge(merge.pk, by=officer))) == 1
    assert images(twins.everything()) == after


def test_an_entry_that_became_part_of_another_is_not_restored_alone(party, officer):
    one, other = twin(party.hill, "A"), twin(party.moor, "B")
    twins.merge(one, other)
    assert len(why_not(lambda: restore_person(other.pk, 2, by=officer))) == 1


def test_undoing_asks_for_the_rights_of_merging(party, officer):
    one, other = twin(party.hill, "A"), cast.admit(party.moor, "01/05/2023", name="Y Thử", code="B").candidate
    merge = twins.merge(one, other)
    for role, branch in (("secretary", party.north), ("officer", party.hill), ("leader", party.country)):
        with pytest.raises(PermissionDenied):
            undo_merge(merge.pk, by=cast.account(f"k-{role}", role, branch))
    assert undo_merge(merge.pk, by=officer).undone_at


# --- What is written down, what it costs


def test_the_audit_says_who_made_two_one_and_who_took_them_apart(party, officer):
    one, other = twin(party.hill, "A"), twin(party.moor, "B", religion="Phật giáo")
    say_two_people(one.pk, other.pk, by=officer)
    take_back_two_people(one.pk, other.pk, by=officer)
    merge = twins.merge(one, other, by=officer)
    undo_merge(merge.pk, by=officer)
    rows = AuditEntry.objects.filter(actor=officer, object_id__in=[one.pk, other.pk]).order_by("pk")
    said = [(row.act, row.object_id, row.fields) for row in rows]
    assert said == [
        *((Act.CHANGED, pk, "apart") for _twice in range(2) for pk in (one.pk, other.pk)),
        (Act.MERGED, one.pk, "religion"),
        (Act.MERGED, other.pk, "is_void void_reason"),
        *((Act.UNDONE, pk, "") for pk in (one.pk, other.pk)),
    ]


def test_merging_costs_the_same_for_one_row_of_everything_and_for_three(party):
    costs = []
    for many in (1, 3):
        one, other = (twin(party.hill, f"{code}{many}", f"Y Thử {many}") for code in "AB")
        for month, person in ((3, one), (1, other)):
            hang(person, party, many, month)
        with CaptureQueriesContext(connection) as queries:
            plan_merge(now(one), now(other))
        plan = len(queries)
        with CaptureQueriesContext(connection) as queries:
            merge = twins.merge(one, other)
        done = len(queries)
        with CaptureQueriesContext(connection) as queries:
            undo_merge(merge.pk, by=system_user())
        costs.append((plan, done, len(queries)))
    assert costs[0] == costs[1]


def hang(person, party, many, month):
    """So many papers, steps of a month with what is to be put right, absences and sponsors on a person."""
    kinds = ("application", "certificate", "parents_opinion")[:many]
    rows = [{"kind": kind, "ordinal": 1, "state": "complete", "number": "", "dated_on": None} for kind in kinds]
    set_papers(person.pk, [row | {"signer": "", "place": ""} for row in rows], 1, by=system_user())
    for n in range(1, many + 1):
        change = StageChange.objects.create(
            **{"candidate": person, "target": S.LISTED, "on": date(2023, month, n), "by": system_user()},
            **{"branch": person.branch, "body": person.branch},
        )
        Shortfall.objects.create(candidate=person, change=change, key="number_missing")
        Absence.objects.create(candidate=person, left_on=date(2023, n, 1), returned_on=date(2023, n, 2))
        row = Sponsorship.objects.create(
            candidate=person, member=way.member_of(party.hill, n), role="helps", assigned_on=date(2023, 1, 1)
        )
        SponsorReport.objects.create(sponsorship=row, reported_on=date(2023, 2, n), strengths="Chịu khó")
    every(Candidate).filter(pk=person.pk).update(stage=S.LISTED, stage_on=date(2023, month, many))
