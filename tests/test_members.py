"""The register of members: who is entered, known again, corrected, moved; and what is refused whole."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.audit import Act
from branches.members import KnownAlready, edit_member, enter_member, enter_members
from branches.models import Access, AuditEntry, Member, Movement
from branches.versions import Stale
from config.refusal import Refused
from tests import cast
from tests.workbooks import rows_of_every_table


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


@pytest.fixture
def someone(party, officer):
    said = {"birth_year": 1980, "official_on": "03/02/2010"}
    return enter_member(cast.draft("Trần Thị Thử", party.hill, **said), by=officer)


def now(member):
    return Member.objects.get(pk=member.pk)


def entries():
    rows = AuditEntry.objects.filter(kind="branches.member").order_by("pk")
    return [(row.actor.username, row.act, row.version, row.fields) for row in rows]


def fields_refused(act):
    """The fields at which ``act`` is refused; nothing is written anywhere."""
    before = rows_of_every_table(), list(Member.objects.values())
    with pytest.raises(Refused) as refusal:
        act()
    assert (rows_of_every_table(), list(Member.objects.values())) == before
    return [problem.field for problem in refusal.value.problems]


# --- Entering


def test_a_member_is_entered_with_a_code_and_told_of(party, officer, someone):
    assert (someone.code, someone.version, someone.branch) == ("DV000001", 1, party.hill)
    assert (someone.search_name, someone.official_on) == ("tran thi thu", date(2010, 2, 3))
    assert entries() == [("canbo", Act.CREATED, 1, "code full_name branch birth_year official_on")]


def test_a_member_is_no_head_in_the_ledger(party, someone):
    assert not Movement.objects.exists()


def test_one_of_the_name_birth_year_and_cell_is_known_again(party, officer, someone):
    again = cast.draft("tran  thi thu", party.hill, birth_year=1980, left_on="01/12/2023")
    assert enter_members([again], by=officer) == {"changed": 1}
    member = now(someone)
    assert (member.full_name, member.left_on, member.version) == ("tran thi thu", date(2023, 12, 1), 2)
    assert member.official_on == date(2010, 2, 3)  # what is not said stays
    assert entries()[1:] == [("canbo", Act.CHANGED, 2, "full_name left_on")]


def test_the_same_again_changes_nothing(party, officer, someone):
    same = [cast.draft("Trần Thị Thử", party.hill, birth_year=1980, official_on="03/02/2010")]
    assert enter_members(same, by=officer) == {"unchanged": 1}
    assert (now(someone).version, len(entries())) == (1, 1)


def test_another_birth_year_or_another_cell_is_another_member(party, officer, someone):
    drafts = [cast.draft("Trần Thị Thử", party.hill, birth_year=1981), cast.draft("Trần Thị Thử", party.moor)]
    assert enter_members(drafts, by=officer) == {"created": 2}


def test_a_code_says_who_it_is_and_moves_to_another_cell(party, officer, someone):
    draft = cast.draft("Trần Thị Thử Mới", party.moor, code=someone.code)
    assert enter_members([draft], by=officer) == {"changed": 1}
    member = now(someone)
    assert (member.branch, member.full_name, member.birth_year) == (party.moor, "Trần Thị Thử Mới", 1980)


def test_given_codes_pass_over_those_that_are_taken(party, officer):
    enter_members([cast.draft("A Một", party.hill, code="DV000001"), cast.draft("A Hai", party.hill)], by=officer)
    assert dict(Member.objects.values_list("full_name", "code")) == {"A Một": "DV000001", "A Hai": "DV000002"}


def test_whoever_is_in_the_register_is_not_entered_again_but_named(party, officer, someone):
    for draft in (
        cast.draft("TRẦN THỊ THỬ", party.hill, birth_year=1980),
        cast.draft("Ai Khác", party.moor, code=someone.code),
    ):
        with pytest.raises(KnownAlready) as refusal:
            enter_member(draft, by=officer)
        assert refusal.value.member == someone
    assert Member.objects.count() == 1


def test_many_cost_what_one_costs(party, officer):
    def statements(count, name):
        drafts = [cast.draft(f"A {name} {number}", party.hill, birth_year=1980) for number in range(count)]
        costs = []
        for official_on in (None, date(2010, 2, 3), date(2010, 2, 3)):  # entered, changed, left alone
            for draft in drafts:
                draft.said["official_on"] = official_on
            with CaptureQueriesContext(connection) as asked:
                enter_members(drafts, by=officer)
            costs.append(len(asked))
        return costs

    statements(1, "Không")
    one = statements(1, "Một")
    assert statements(3, "Ba") == statements(40, "Nhiều") == one  # SQLite takes more in batches
    assert max(one) <= 20


def test_one_member_sent_by_several_at_once_is_written_once_and_nobody_fails(transactional_db, party):
    """On PostgreSQL really at once; SQLite lets one write at a time anyhow."""
    by, results = system_user(), []
    several = 5 if connection.vendor == "postgresql" else 1
    gate = threading.Barrier(several)

    def send(number):
        gate.wait()
        results.append(enter_members([cast.draft("A Đôi", party.hill), cast.draft(f"A {number}", party.hill)], by=by))

    def send_and_hang_up(number):
        try:
            send(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=send_and_hang_up, args=(number,)) for number in range(5)]
    if several == 1:
        for number in range(5):
            send(number)
    else:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(results, Counter()) == {"created": 6, "unchanged": 4}
    assert Member.objects.count() == len(set(Member.objects.values_list("code", flat=True))) == 6


# --- What cannot be


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "  "}, "full_name"),
        ({"name": "A" * 101}, "full_name"),
        ({"code": "D" * 51}, "code"),
        ({"at": "north"}, "branch"),
        ({"at": "closed"}, "branch"),
        ({"birth_year": 1899}, "birth_year"),
        ({"birth_year": 2006}, "birth_year"),
        ({"birth_year": 1993, "official_on": "01/01/2010"}, "birth_year"),
        ({"official_on": "01/01/2024"}, "official_on"),
        ({"left_on": "01/01/2024"}, "left_on"),
        ({"official_on": "01/01/2020", "left_on": "01/01/2020"}, "left_on"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(party, officer, said, field):
    party.closed = cast.village("GONE", party.north, since="01/01/2020", until="30/11/2023")
    said = dict(said)
    place, name = getattr(party, said.pop("at", "hill")), said.pop("name", "A Thử")
    good, bad = cast.draft("A Tốt", party.hill), cast.draft(name, place, **said)
    assert fields_refused(lambda: enter_members([good, bad], by=officer)) == [field]


def test_the_bounds_themselves_are_taken(party, officer):
    drafts = [
        cast.draft("A Một", party.hill, birth_year=1900),
        cast.draft("A Hai", party.hill, birth_year=2005),
        cast.draft("A Ba", party.hill, birth_year=1992, official_on="01/01/2010", left_on="02/01/2010"),
        cast.draft("A Bốn", party.hill, official_on="30/12/2023", left_on="31/12/2023"),
        cast.draft("A" * 100, party.hill, code="D" * 50),
    ]
    assert enter_members(drafts, by=officer) == {"created": 5}


def test_a_contradiction_to_what_is_known_is_refused(party, officer, someone):
    draft = cast.draft("Trần Thị Thử", party.hill, birth_year=1980, left_on="03/02/2010")
    assert fields_refused(lambda: enter_members([draft], by=officer)) == ["left_on"]


def test_two_rows_of_one_code_or_of_one_member_are_refused(party, officer, someone):
    def refused(*drafts):
        return fields_refused(lambda: enter_members(drafts, by=officer))

    a_code = [cast.draft(name, party.hill, code="M1") for name in ("A Một", "A Hai")]
    assert refused(*a_code) == ["code", "code"]
    assert refused(*(cast.draft("A Một", party.hill) for _ in range(2))) == ["code", "code"]
    assert refused(cast.draft("A Một", party.hill, code="M1"), cast.draft("a mot", party.hill)) == ["code"]
    known = cast.draft("Trần Thị Thử", party.hill, birth_year=1980)
    assert refused(known, cast.draft("Tên Mới", party.moor, code=someone.code)) == ["code", "code"]


def test_who_could_be_two_members_is_asked_for_the_code(party, officer):
    enter_members([cast.draft("A Đôi", party.hill, code=code) for code in ("M1", "M2")], by=officer)
    draft = cast.draft("A Đôi", party.hill)
    assert fields_refused(lambda: enter_members([draft], by=officer)) == ["code"]
    with pytest.raises(KnownAlready):
        enter_member(draft, by=officer)


# --- Who may


def test_a_code_of_somebody_beside_is_refused_and_tells_nothing(party, officer):
    beside = cast.member(party.dale, "Lê Chim Hoàng Yến")
    for act in (enter_member, lambda draft, by: enter_members([draft], by=by)):
        draft = cast.draft("A Thử", party.hill, code=beside.code)
        with pytest.raises(Refused) as refusal:
            act(draft, by=officer)
        assert [problem.field for problem in refusal.value.problems] == ["code"]
        assert "Yến" not in str(refusal.value.problems[0].sentence)
    assert now(beside) == beside
    assert (now(beside).branch, now(beside).version) == (party.dale, 1)


def test_whom_one_only_sees_one_does_not_change_by_the_code(party):
    user = cast.account("hai-noi", "officer", party.hill)
    Access.objects.create(user=user, branch=party.dale, role="leader")
    there = cast.member(party.dale)
    with pytest.raises(PermissionDenied):
        enter_members([cast.draft(there.full_name, party.hill, code=there.code)], by=user)
    with pytest.raises(PermissionDenied):
        edit_member(there.pk, {"branch": party.hill}, 1, by=user)
    assert now(there).branch == party.dale


def test_nobody_enters_or_moves_members_where_the_own_role_does_not_reach(party, officer, someone):
    leader = cast.account("lanhdao", "leader", party.north)
    for act in (
        lambda: enter_members([cast.draft("A Thử", party.dale)], by=officer),
        lambda: enter_member(cast.draft("Trần Thị Thử", party.hill, birth_year=1980), by=leader),
        lambda: edit_member(someone.pk, {"branch": party.dale}, 1, by=officer),
        lambda: edit_member(someone.pk, {"birth_year": 1981}, 1, by=leader),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert list(Member.objects.values_list("branch", "version")) == [(party.hill.pk, 1)]


def test_members_are_seen_where_people_are_seen(party, someone):
    cast.member(party.dale)
    for role, sees in (("officer", 1), ("secretary", 1), ("leader", 1), ("admin", 0)):
        user = cast.account(f"ai-{role}", role, party.north)
        assert Member.objects.visible_to(user).count() == sees, role


# --- Correcting


def test_a_member_is_corrected_and_told_of(party, officer, someone):
    values = {"full_name": " Trần Thị  Thử Lại ", "branch": party.moor, "left_on": date(2023, 12, 31)}
    member = edit_member(someone.pk, values, 1, by=officer)
    assert (member.full_name, member.search_name, member.version) == ("Trần Thị Thử Lại", "tran thi thu lai", 2)
    assert now(member).branch == party.moor
    assert entries()[1:] == [("canbo", Act.CHANGED, 2, "full_name branch left_on")]


def test_a_day_written_wrongly_is_taken_away_again(party, officer, someone):
    edit_member(someone.pk, {"left_on": date(2023, 12, 1)}, 1, by=officer)
    assert edit_member(someone.pk, {"left_on": None}, 2, by=officer).left_on is None


def test_what_is_so_already_is_not_written_whatever_the_version(party, officer, someone):
    edit_member(someone.pk, {"birth_year": 1981}, 1, by=officer)
    assert edit_member(someone.pk, {"birth_year": 1981}, 1, by=officer).version == 2


def test_an_older_form_is_told_what_changed_since(party, officer, someone):
    edit_member(someone.pk, {"birth_year": 1981}, 1, by=officer)
    with pytest.raises(Stale) as stale:
        edit_member(someone.pk, {"birth_year": 1979, "full_name": "Ai Khác"}, 1, by=officer)
    assert (stale.value.row.birth_year, stale.value.row.full_name) == (1981, "Trần Thị Thử")
    assert [(change.by.username, change.fields) for change in stale.value.changes] == [("canbo", ("birth_year",))]
    assert now(someone).birth_year == 1981


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"full_name": ""}, ["full_name"]),
        ({"birth_year": 2000}, ["birth_year"]),
        ({"left_on": date(2010, 2, 3)}, ["left_on"]),
        ({"official_on": date(2024, 1, 1), "left_on": date(2024, 2, 1)}, ["official_on", "left_on"]),
    ],
)
def test_what_cannot_be_is_refused_when_correcting_too(party, officer, someone, values, fields):
    assert fields_refused(lambda: edit_member(someone.pk, values, 1, by=officer)) == fields


def test_a_member_of_a_cell_that_is_closed_may_be_corrected_but_nobody_comes_there(party, officer, someone):
    cast.place("HILL", until="30/11/2023")
    party.hill.refresh_from_db()
    assert edit_member(someone.pk, {"birth_year": 1981}, 1, by=system_user()).version == 2
    other = enter_member(cast.draft("A Thử", party.moor), by=officer)
    assert fields_refused(lambda: edit_member(other.pk, {"branch": party.hill}, 1, by=system_user())) == ["branch"]
    assert fields_refused(lambda: edit_member(other.pk, {"branch": party.north}, 1, by=officer)) == ["branch"]


def test_full_and_here_are_asked_of_a_day(party):
    left = cast.member(party.hill, official_on="01/01/2010", left_on="01/06/2023")
    probationary = cast.member(party.hill, official_on=None)
    for day, full, here in (
        (date(2009, 12, 31), set(), {left, probationary}),
        (date(2010, 1, 1), {left}, {left, probationary}),
        (date(2023, 5, 31), {left}, {left, probationary}),
        (date(2023, 6, 1), set(), {probationary}),
    ):
        assert set(Member.objects.full_on(day)) == full, day
        assert set(Member.objects.here_on(day)) == here, day
        assert {member for member in (left, probationary) if member.is_full_on(day)} == full, day


def test_a_name_whose_keys_do_not_fit_is_refused_with_a_sentence(party):
    draft = cast.draft("각" * 60, party.hill)
    with pytest.raises(Refused) as refused:
        enter_members([draft], by=system_user())
    assert [problem.field for problem in refused.value.problems] == ["full_name"]
