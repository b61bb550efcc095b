"""One person at a time: entered once, corrected without losing anybody's work, struck out and restored."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import system_user
from branches.audit import Act
from branches.models import AuditEntry
from branches.versions import Stale
from config.refusal import Refused
from recruitment.editing import KnownAlready, edit_person, enter_person
from recruitment.models import Admission, Candidate, Tag, TwoPeople
from recruitment.sights import see_person
from recruitment.wrong_entries import WrongBecause, restore_person, void_person, why_void
from reports.document import Document
from reports.rendering import render
from tests import cast


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


@pytest.fixture
def secretary(party):
    return cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")


@pytest.fixture
def someone(party, officer):
    said = {"birth_date": "05/03/1999", "sex": "female", "ethnic_group": "Kinh", "occupation": "farmer"}
    return enter_person(cast.person("Trần Thị Thử", party.hill, **said), by=officer)


def now(person):
    return Candidate.with_void.get(pk=person.pk)


def entries(act=None):
    rows = AuditEntry.objects.filter(kind="recruitment.candidate").order_by("pk")
    return [(row.actor.username, row.act, row.version, row.fields) for row in rows if act in (None, row.act)]


# --- Entering


def test_a_person_is_entered_with_a_code_and_told_of(party, officer, someone):
    assert someone.code.startswith("QC")
    assert (someone.birth_year, someone.version) == (1999, 1)
    assert [entry[:3] for entry in entries()] == [("canbo", "created", 1)]


def test_who_is_likely_known_is_refused_with_those_who_are_known(party, officer, someone):
    for cell, said in (
        (party.hill, {"birth_date": "05/03/1999"}),
        (party.moor, {"birth_year": 1999}),
        (party.hill, {}),
    ):
        with pytest.raises(KnownAlready) as refused:
            enter_person(cast.person("tran  thi thu", cell, **said), by=officer)
        assert [known for known, _why in refused.value.alike] == [someone]
    assert Candidate.objects.count() == 1


def test_whoever_says_that_it_is_somebody_else_enters_the_person_and_that_is_remembered(party, officer, someone):
    same = cast.person("Trần Thị Thử", party.hill, birth_date="05/03/1999")
    new = enter_person(same, {someone.pk}, by=officer)
    assert TwoPeople.objects.values_list("one", "other", "by").get() == (someone.pk, new.pk, officer.pk)
    third = enter_person(same, {someone.pk, new.pk}, by=officer)
    assert TwoPeople.objects.filter(other=third).count() == 2
    with pytest.raises(KnownAlready):
        enter_person(same, {someone.pk, new.pk}, by=officer)  # of the third nobody has said so


def test_who_may_not_enter_anybody_is_not_told_who_is_known(party, someone):
    leader = cast.account("lanhdao", "leader", party.north)
    with pytest.raises(PermissionDenied):
        enter_person(cast.person("Trần Thị Thử", party.hill, birth_date="05/03/1999"), by=leader)


def test_another_birth_or_another_cell_without_one_is_another_person(party, officer, someone):
    enter_person(cast.person("Trần Thị Thử", party.hill, birth_date="06/03/1999"), by=officer)
    enter_person(cast.person("Trần Thị Thử", party.moor), by=officer)
    assert Candidate.objects.count() == 3
    assert not TwoPeople.objects.exists()


def test_a_person_who_was_struck_out_is_to_be_restored(party, officer, someone):
    void_person(someone.pk, "other", 1, by=officer, note="bấm nhầm")
    with pytest.raises(KnownAlready) as refused:
        enter_person(cast.person("Trần Thị Thử", party.hill, birth_date="05/03/1999"), by=officer)
    assert [(known, known.is_void, why) for known, why in refused.value.alike] == [(someone, True, None)]


def test_people_who_cannot_be_seen_are_neither_changed_nor_betrayed(party, officer):
    """Somebody admitted here who has moved on to another commune bears the same name."""
    elsewhere = cast.admit(party.hill, "01/03/2023", name="Trần Thị Thử", birth_date="05/03/1999").candidate
    Candidate.objects.filter(pk=elsewhere.pk).update(branch=party.dale)
    entered = enter_person(cast.person("Trần Thị Thử", party.hill, birth_date="05/03/1999", sex="male"), by=officer)
    assert entered.pk != elsewhere.pk
    assert now(elsewhere).sex == ""


def test_what_cannot_be_is_refused_when_entering_and_when_correcting(party, officer, someone):
    future = {"birth_date": cast.day("01/01/2024"), "birth_year": 2024}
    with pytest.raises(Refused) as entering:
        enter_person(cast.person("Ai Đó", party.hill, birth_date="01/01/2024"), by=officer)
    with pytest.raises(Refused) as correcting:
        edit_person(someone.pk, future, 1, by=officer)
    assert [p[1:] for p in entering.value.problems] == [p[1:] for p in correcting.value.problems]
    assert now(someone).version == 1


def test_nobody_enters_or_moves_people_where_the_own_role_does_not_reach(party, officer, someone):
    leader = cast.account("lanhdao", "leader", party.north)
    with pytest.raises(PermissionDenied):
        enter_person(cast.person(branch=party.dale), by=officer)
    with pytest.raises(PermissionDenied):
        enter_person(cast.person(branch=party.hill), by=leader)
    with pytest.raises(PermissionDenied):
        edit_person(someone.pk, {"branch": party.dale}, 1, by=officer)
    with pytest.raises(PermissionDenied):
        edit_person(someone.pk, {"residence": "Thôn 1"}, 1, by=leader)
    assert Candidate.objects.count() == 1
    assert now(someone).branch == party.hill


# --- Correcting


def test_a_correction_raises_the_version_and_tells_what_was_and_what_became(party, officer, someone):
    edit_person(someone.pk, {"full_name": "Trần Thị  Thứ", "branch": party.moor}, 1, by=officer)
    person = now(someone)
    assert (person.full_name, person.search_name, person.branch) == ("Trần Thị Thứ", "tran thi thu", party.moor)
    assert entries(Act.CHANGED) == [("canbo", "changed", 2, "full_name branch")]
    (entry,) = AuditEntry.objects.filter(act=Act.CHANGED)
    assert '"full_name":["Trần Thị Thử","Trần Thị Thứ"]' in entry.said.values


def test_where_nothing_changes_nothing_is_written_whatever_the_version(party, officer, someone):
    edit_person(someone.pk, {"residence": "Thôn 1", "tags": ("Trưởng thôn",)}, 1, by=officer)
    edit_person(someone.pk, {"residence": "Thôn 1", "tags": ("trưởng  thôn",)}, 1, by=officer)
    assert now(someone).version == 2
    assert len(entries(Act.CHANGED)) == 1


def test_a_stale_correction_is_told_the_field_who_and_when(party, officer, secretary, someone):
    edit_person(someone.pk, {"occupation": "teacher"}, 1, by=secretary)
    with pytest.raises(Stale) as stale:
        edit_person(someone.pk, {"occupation": "worker"}, 1, by=officer)
    (change,) = stale.value.changes
    assert (change.by, change.fields) == (secretary, ("occupation",))
    assert stale.value.row.occupation == "teacher"
    assert now(someone).occupation == "teacher"


def test_groups_of_the_office_are_given_and_taken(party, officer, someone):
    edit_person(someone.pk, {"tags": ("Trưởng thôn", "Già làng")}, 1, by=officer)
    assert {tag.name for tag in now(someone).tags.all()} == {"Trưởng thôn", "Già làng"}
    edit_person(someone.pk, {"tags": ()}, 2, by=officer)
    assert not now(someone).tags.exists()
    assert Tag.objects.count() == 2


def test_an_admission_describes_its_own_day_whatever_is_corrected_later(party, officer):
    admission = cast.admit(party.hill, "01/03/2023", occupation="farmer", birth_date="05/03/1999")
    before = cast.figures(party.north, "2023-12")
    edit_person(admission.candidate_id, {"occupation": "teacher", "branch": party.moor}, 1, by=officer)
    assert cast.figures(party.north, "2023-12") == before
    assert Admission.objects.get().occupation == "farmer"


def test_a_birth_after_the_admission_is_refused(party, officer):
    admission = cast.admit(party.hill, "01/03/2023", birth_date="05/03/1999")
    born = {"birth_date": None, "birth_year": 2023}
    edit_person(admission.candidate_id, born, 1, by=officer)
    with pytest.raises(Refused):
        edit_person(admission.candidate_id, {"birth_date": cast.day("02/03/2023"), "birth_year": 2023}, 2, by=officer)


def test_nobody_is_moved_to_a_cell_that_has_ended_but_who_is_there_can_be_corrected(party, officer, someone):
    cast.village("BROOK", party.north, until="30/06/2023")
    ended = type(party.hill).objects.get(code="BROOK")
    with pytest.raises(Refused):
        edit_person(someone.pk, {"branch": ended}, 1, by=system_user())
    Candidate.objects.filter(pk=someone.pk).update(branch=ended)
    edit_person(someone.pk, {"branch": ended, "residence": "Thôn 2"}, 1, by=officer)
    assert now(someone).residence == "Thôn 2"


# --- Wrong entries


def everything_counted(party):
    figures = cast.figures(party.north, "2023-12")
    return figures, render(Document(figures), "json"), render(Document(figures), "xlsx")


def test_a_wrong_entry_is_out_of_every_figure_and_restoring_brings_the_same_back(party, officer):
    cast.quota(party.north, "2023", 5)
    cast.opening(party.hill, "01/01/2023", 20)
    cast.admit(party.moor, "01/04/2023")
    without = everything_counted(party)
    admission = cast.admit(party.hill, "01/03/2023", sex="female", tags=("Trưởng thôn",))
    with_it = everything_counted(party)
    assert with_it[0].year_admitted == without[0].year_admitted + 1
    assert with_it[0].headcount.closing == without[0].headcount.closing + 1
    assert len(with_it[0].silent_cells) < len(without[0].silent_cells)
    void_person(admission.candidate_id, "duplicate", 1, by=officer)
    assert everything_counted(party) == without
    assert not Candidate.objects.filter(pk=admission.candidate_id).exists()
    restore_person(admission.candidate_id, 2, by=officer)
    assert everything_counted(party) == with_it
    assert entries(Act.VOIDED) == [("canbo", "voided", 2, "is_void void_reason")]
    assert entries(Act.RESTORED) == [("canbo", "restored", 3, "is_void void_reason")]


def test_a_secretary_strikes_out_the_own_people_but_no_admission(party, secretary, someone):
    void_person(someone.pk, "wrong_person", 1, by=secretary)
    assert now(someone).is_void
    restore_person(someone.pk, 2, by=secretary)
    admission = cast.admit(party.hill, "01/03/2023")
    with pytest.raises(PermissionDenied):
        void_person(admission.candidate_id, "duplicate", 1, by=secretary)
    void_person(admission.candidate_id, "duplicate", 1, by=system_user())
    with pytest.raises(PermissionDenied):
        restore_person(admission.candidate_id, 2, by=secretary)
    assert Admission.with_void.get().is_void


def test_a_wrong_entry_needs_a_reason_and_another_one_needs_words(party, officer, someone):
    for reason in ("", "vì thích", "other"):
        with pytest.raises(Refused):
            void_person(someone.pk, reason, 1, by=officer)
    void_person(someone.pk, "other", 1, by=officer, note="bấm nhầm: hai lần")
    assert why_void(now(someone)).endswith(": bấm nhầm: hai lần")
    assert str(WrongBecause.OTHER.label) in why_void(now(someone))


def test_striking_out_what_somebody_has_just_corrected_is_refused(party, officer, someone):
    edit_person(someone.pk, {"residence": "Thôn 1"}, 1, by=officer)
    with pytest.raises(Stale):
        void_person(someone.pk, "duplicate", 1, by=officer)
    void_person(someone.pk, "duplicate", 2, by=officer)
    with pytest.raises(Stale):
        edit_person(someone.pk, {"residence": "Thôn 2"}, 2, by=officer)
    with pytest.raises(Refused):
        edit_person(someone.pk, {"residence": "Thôn 2"}, 3, by=officer)


def test_nobody_is_restored_into_a_total_that_counts_the_admission_already(party, officer):
    admission = cast.admit(party.hill, "01/03/2022")
    void_person(admission.candidate_id, "duplicate", 1, by=officer)
    cast.total(party.country, "01/01/2022", "31/12/2022", 7)
    with pytest.raises(Refused) as refused:
        restore_person(admission.candidate_id, 2, by=officer)
    assert "Minh Họa" not in str(refused.value)  # the branch above is not shown to who does not see it
    assert Admission.with_void.get().is_void


def test_a_wrong_entry_of_a_branch_that_has_ended_is_restored(party, officer):
    cell = cast.village("BROOK", party.north)
    admission = cast.admit(cell, "01/03/2023")
    void_person(admission.candidate_id, "duplicate", 1, by=officer)
    cast.place("BROOK", until="30/11/2023", successor="HILL")
    restore_person(admission.candidate_id, 2, by=officer)
    assert not now(admission.candidate).is_void


# --- Looking


def test_a_look_at_a_person_is_written_down_once_a_minute(party, officer, secretary, someone):
    for by in (officer, officer, secretary):
        see_person(someone, by=by)
    assert [entry[0] for entry in entries(Act.VIEWED)] == ["canbo", "bithu"]
    later = AuditEntry.objects.latest("at").at + timedelta(minutes=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("recruitment.sights.timezone.now", lambda: later)
        see_person(someone, by=officer)
    assert len(entries(Act.VIEWED)) == 3


def test_who_may_not_see_people_sees_nobody(party, someone):
    admin = cast.account("quantri", "admin", party.north)
    with pytest.raises(PermissionDenied):
        see_person(someone, by=admin)
    assert entries(Act.VIEWED) == []
