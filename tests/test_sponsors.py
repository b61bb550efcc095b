"""Who introduces and who helps: full members who know the person, handed over, heard of."""

from datetime import date

import pytest

from branches.access import system_user
from branches.models import AuditEntry, Member
from branches.versions import Stale
from config.refusal import Refused
from recruitment.dossier import set_papers
from recruitment.due import Matter, due_among
from recruitment.limits import set_local
from recruitment.models import Candidate, SponsorReport, SponsorRole, Sponsorship
from recruitment.rules.papers import Group
from recruitment.sponsor_reasons import members_for
from recruitment.sponsor_roll import people_of, people_without, sponsors_at
from recruitment.sponsoring import (
    ENDED,
    TOLD,
    assign_sponsor,
    end_sponsorship,
    loads_of,
    record_report,
    strike_sponsorship,
)
from recruitment.stages import Stage
from recruitment.workflow import MoveRefused, move_candidates
from tests import cast, way

S = Stage
pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 1)


@pytest.fixture
def person(party):
    return way.on_the_way(party.hill, S.LISTED, "Y Minh Họa", birth_date="05/03/1999")


def sponsors(person, member, **said):
    return way.sponsor(person, member, **{"assigned_on": DAY, **said})


def ends(sponsorship, **said):
    values = dict.fromkeys(ENDED, "") | {"ended_on": date(2023, 9, 1), "ended_because": "moved"} | said
    return end_sponsorship(sponsorship.pk, values, by=system_user())


def tells(sponsorship, day=date(2023, 8, 1), corrects=None, **said):
    values = dict.fromkeys(TOLD, "") | said
    return record_report(sponsorship.pk, day, values, corrects=corrects, by=system_user())


def problem_of(act, *args, **said):
    """(field, sentence) of the only reason against it; nothing is written."""
    before = list(Sponsorship.objects.values_list()), list(SponsorReport.objects.values_list())
    entries = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        act(*args, **said)
    after = list(Sponsorship.objects.values_list()), list(SponsorReport.objects.values_list())
    assert (after, AuditEntry.objects.count()) == (before, entries)
    ((_row, field, sentence),) = refused.value.problems
    return field, sentence


# --- Assigned


def test_a_full_member_who_knows_the_person_introduces_and_it_is_in_the_audit(person, party):
    member = cast.member(party.hill)
    row = sponsors(person, member)
    assert (row.member, row.role, row.is_open) == (member, SponsorRole.INTRODUCES, True)
    assert AuditEntry.objects.filter(object_id=person.pk, fields="sponsorships").count() == 1
    assert way.again(person).version == person.version + 1


@pytest.mark.parametrize(
    ("member", "said", "field", "sentence"),
    [
        ({"official_on": None}, {}, "member", "chính thức"),
        ({"official_on": "02/06/2023"}, {}, "member", "294-QĐ/TW|24-QĐ/TW"),
        ({"left_on": "01/06/2023"}, {}, "member", "01/06/2023"),
        ({"name": "Y MINH HỌA", "birth_year": 1999, "official_on": "01/05/2023"}, {}, "member", "chính người này"),
        ({}, {"assigned_on": date(2024, 1, 1)}, "assigned_on", "tương lai"),
        ({}, {"assigned_on": None}, "assigned_on", "Chưa có ngày"),
        ({}, {"known_since": None}, "known_since", "12 tháng"),
        ({}, {"known_since": date(2022, 6, 2)}, "known_since", "02/06/2023"),
        ({}, {"known_since": date(2024, 1, 2)}, "known_since", "tương lai"),
        ({}, {"waived_by": "replaces"}, "waived_by", "Chưa có ai"),
        ({}, {"waived_by": "perhaps"}, "waived_by", "danh sách"),
        ({}, {"role": "watches"}, "role", "danh sách"),
    ],
)
def test_who_cannot_sponsor_is_refused_with_the_rule(person, party, member, said, field, sentence):
    where, why = problem_of(sponsors, person, cast.member(party.hill, **member), **said)
    assert where == field
    assert any(part in why for part in sentence.split("|")), why


def test_a_sponsor_of_the_last_day_that_still_counts(person, party):
    assert sponsors(person, cast.member(party.hill, official_on="01/06/2023")).pk
    assert sponsors(person, cast.member(party.hill, left_on="02/06/2023"), known_since=date(2022, 6, 1)).pk


def test_a_member_of_another_cell_of_the_same_base_may_but_not_one_of_elsewhere(person, party):
    assert sponsors(person, cast.member(party.moor)).pk
    field, sentence = problem_of(sponsors, person, cast.member(party.dale))
    assert (field, "Đảng bộ xã Bắc" in sentence) == ("member", True)


def test_who_is_not_seen_cannot_be_assigned_and_is_not_told_from_nobody(person, party):
    user = cast.account("bithu", "secretary", party.hill)
    field, sentence = problem_of(sponsors, person, cast.member(party.moor, "Y Người Khác"), by=user)
    assert (field, "Y Người Khác" in sentence) == ("member", False)


def test_two_introduce_and_no_more_and_nobody_twice(person, party):
    first, second = cast.member(party.hill), cast.member(party.hill)
    sponsors(person, first)
    assert problem_of(sponsors, person, first)[0] == "member"
    sponsors(person, second)
    assert problem_of(sponsors, person, cast.member(party.hill))[0] == "role"
    sponsors(person, first, role="helps", known_since=None)


def test_helping_asks_for_no_months_of_acquaintance(person, party):
    assert sponsors(person, cast.member(party.hill), role="helps", known_since=None).pk


def test_nothing_is_assigned_on_a_page_that_is_old(person, party):
    version = way.again(person).version
    sponsors(person, cast.member(party.hill))
    said = {"role": "helps", "assigned_on": DAY, "number": "", "known_since": None, "waived_by": ""}
    with pytest.raises(Stale):
        assign_sponsor(person.pk, cast.member(party.hill), said | {"is_relative": False}, version, by=system_user())


def test_only_those_who_may_are_suggested(person, party):
    full, leaves = cast.member(party.hill), cast.member(party.moor, left_on="31/12/2023")
    cast.member(party.hill, official_on=None), cast.member(party.dale)
    assert set(members_for(person, by=system_user())) == {full}
    assert leaves.is_full_on(date(2023, 12, 30))


def test_who_has_left_or_is_no_full_member_any_more_introduces_nobody(ready):
    give(ready, "sponsor_letter", 2)
    way.introduce(ready)
    member = ready.sponsorships.first().member
    Member.objects.filter(pk=member.pk).update(left_on=date(2022, 9, 10))
    assert set(lacks(ready)) == {"sponsors_missing"}
    Member.objects.filter(pk=member.pk).update(left_on=None, official_on=None)
    assert set(lacks(ready)) == {"sponsors_missing"}


def test_whom_a_departed_member_helped_nobody_helps(person, party):
    member = cast.member(party.hill)
    row = sponsors(person, member, role="helps")
    Member.objects.filter(pk=member.pk).update(left_on=date(2023, 9, 1))
    assert people_without(party.hill, by=system_user()) == 1
    (due,) = due_among(Candidate.objects.all())
    assert (due.matter, due.deadline.day) == (Matter.NO_SPONSOR, date(2023, 9, 1))
    assert problem_of(tells, row, date(2023, 9, 2), strengths="Chịu khó")[0] == "reported_on"


def test_who_is_admitted_is_only_helped(party):
    person = cast.admit(party.hill, "01/03/2023").candidate
    assert problem_of(sponsors, person, cast.member(party.hill))[0] == "role"
    assert sponsors(person, cast.member(party.hill), role="helps").pk


def test_to_who_is_recognised_nobody_is_assigned(party):
    person = way.on_the_way(party.hill, S.RECOGNISED)
    assert "theo dõi" in problem_of(sponsors, person, cast.member(party.hill), role="helps")[1]


# --- Handed over


def test_a_sponsor_who_moves_hands_over_and_another_comes_without_the_twelve_months(person, party):
    first = sponsors(person, cast.member(party.hill))
    ends(first, comment="Chịu khó, cần giúp về phương pháp vận động")
    other = sponsors(
        person, cast.member(party.hill), known_since=None, waived_by="replaces", assigned_on=date(2023, 9, 2)
    )
    rows = Sponsorship.objects.filter(candidate=person)
    assert [(row.is_open, row.comment[:9]) for row in rows] == [(False, "Chịu khó,"), (True, "")]
    assert other.member != first.member


def test_only_another_replaces_one_who_had_gone_and_only_once(person, party):
    first = cast.member(party.hill)
    ends(sponsors(person, first))
    replaces = {"known_since": None, "waived_by": "replaces"}
    assert problem_of(sponsors, person, first, assigned_on=date(2023, 9, 1), **replaces)[0] == "waived_by"
    assert (
        problem_of(sponsors, person, cast.member(party.hill), assigned_on=date(2023, 8, 1), **replaces)[0]
        == "waived_by"
    )
    sponsors(person, cast.member(party.hill), assigned_on=date(2023, 9, 1), **replaces)
    assert (
        problem_of(sponsors, person, cast.member(party.hill), assigned_on=date(2023, 9, 1), **replaces)[0]
        == "waived_by"
    )


def test_nobody_counts_twice_by_days_that_overlap(person, party):
    member = cast.member(party.hill)
    ends(sponsors(person, member))
    assert problem_of(sponsors, person, member, assigned_on=date(2023, 8, 1))[0] == "member"


def test_an_end_that_somebody_has_written_already_is_not_lost(person, party):
    row = ends(sponsors(person, cast.member(party.hill)), comment="Chịu khó")
    ends(row, comment="Chịu khó")
    problem_of(ends, row, comment="Lời khác")
    assert Sponsorship.objects.get().comment == "Chịu khó"


def test_a_person_who_moved_here_gets_a_sponsor_at_once(person, party):
    assert sponsors(person, cast.member(party.hill), known_since=None, waived_by="arrived").pk


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ended_on": None}, "ended_on"),
        ({"ended_on": date(2024, 1, 1)}, "ended_on"),
        ({"ended_on": date(2023, 5, 31)}, "ended_on"),
        ({"ended_on": date(2023, 7, 31)}, "ended_on"),
        ({"ended_because": ""}, "ended_because"),
    ],
)
def test_an_end_that_cannot_be_is_refused(person, party, said, field):
    row = sponsors(person, cast.member(party.hill))
    tells(row, strengths="Chịu khó")
    assert problem_of(ends, row, **said)[0] == field


def test_who_was_written_down_by_mistake_is_struck_out_unless_heard_of(person, party):
    row, heard = sponsors(person, cast.member(party.hill)), sponsors(person, cast.member(party.hill))
    tells(heard, strengths="Chịu khó")
    strike_sponsorship(row.pk, by=system_user())
    with pytest.raises(Refused):
        strike_sponsorship(heard.pk, by=system_user())
    assert list(Sponsorship.objects.all()) == [heard]


# --- Heard of


def test_a_report_is_kept_once_a_day_and_the_last_one_stands_with_the_sponsor(person, party):
    row = sponsors(person, cast.member(party.hill))
    first = tells(row, strengths="Chịu khó")
    assert problem_of(tells, row, strengths="Của người khác")[0] == "reported_on"
    tells(row, date(2023, 7, 31), corrects=first.pk, strengths="Chịu khó, gương mẫu")
    tells(row, corrects=first.pk, strengths="Chịu khó, gương mẫu")
    tells(row, date(2023, 7, 1), weaknesses="Ít phát biểu")
    assert SponsorReport.objects.count() == 2
    (found,) = Sponsorship.objects.with_last_report()
    assert (found.last_reported_on, found.last_strengths) == (date(2023, 8, 1), "Chịu khó, gương mẫu")


@pytest.mark.parametrize(
    ("day", "said", "field"),
    [
        (date(2023, 8, 1), {}, "strengths"),
        (None, {"strengths": "Chịu khó"}, "reported_on"),
        (date(2024, 1, 1), {"strengths": "Chịu khó"}, "reported_on"),
        (date(2023, 5, 31), {"strengths": "Chịu khó"}, "reported_on"),
        (date(2023, 9, 2), {"proposal": "Đề nghị đi học"}, "reported_on"),
    ],
)
def test_a_report_that_cannot_be_is_refused(person, party, day, said, field):
    row = ends(sponsors(person, cast.member(party.hill)))
    assert problem_of(tells, row, day, **said)[0] == field


# --- Two introductions


def lacks(person, target=S.VERIFIED, **said):
    with pytest.raises(MoveRefused) as refused:
        way_step(person, target, **said)
    return {lack.key: lack.sentence for every in refused.value.lacks.values() for lack in every}


def way_step(person, target, **said):
    return move_candidates([way.step(person, target, **said)], target, by=system_user())


@pytest.fixture
def ready(party):
    """Everything is there but those who introduce; one letter lies in the dossier."""
    person = way.on_the_way(party.hill, S.DOSSIER)
    way.complete(person, Group.CONSIDERING, on=date(2022, 9, 1), leave_out=("sponsor_letter",))
    way.verify(person)
    give(person, "sponsor_letter")
    return person


def give(person, kind, ordinal=1):
    row = {"kind": kind, "ordinal": ordinal, "state": "complete", "number": "", "dated_on": None}
    set_papers(person.pk, [row | {"signer": "", "place": ""}], way.again(person).version, by=system_user())


def test_two_members_with_a_letter_each_introduce(ready):
    assert set(lacks(ready)) == {"sponsors_missing", "introductions_missing"}
    way.introduce(ready)
    assert set(lacks(ready)) == {"introductions_missing"}
    give(ready, "sponsor_letter", 2)
    way_step(ready, S.VERIFIED)


def test_a_sponsor_who_left_before_the_day_does_not_count(ready):
    give(ready, "sponsor_letter", 2)
    way.introduce(ready)
    end_sponsorship(
        ready.sponsorships.first().pk,
        {"ended_on": date(2022, 9, 14), "ended_because": "moved", "comment": ""},
        by=system_user(),
    )
    assert "có 1 đảng viên" in lacks(ready)["sponsors_missing"]


def test_who_only_helps_does_not_introduce(ready, party):
    give(ready, "sponsor_letter", 2)
    way.introduce(ready, many=1)
    way.sponsor(ready, cast.member(party.hill), role="helps")
    assert set(lacks(ready)) == {"sponsors_missing"}


@pytest.mark.parametrize("union", ["youth_union_resolution", "trade_union_resolution"])
def test_a_unions_resolution_replaces_one(ready, union):
    way.introduce(ready, many=1)
    give(ready, union)
    way_step(ready, S.VERIFIED)


def test_both_unions_together_still_replace_only_one(ready):
    give(ready, "youth_union_resolution")
    give(ready, "trade_union_resolution")
    assert set(lacks(ready)) == {"sponsors_missing"}


@pytest.mark.parametrize(("said", "why"), [({"is_union_member": False}, "không phải"), ({"birth_year": 1980}, "tuổi")])
def test_the_youth_union_introduces_only_its_own(ready, said, why):
    Candidate.objects.filter(pk=ready.pk).update(**({"birth_date": None} | said))
    way.introduce(ready, many=1)
    give(ready, "youth_union_resolution")
    found = lacks(ready)
    assert {"union_resolution_void", "sponsors_missing", "introductions_missing"} <= set(found)
    assert why in found["union_resolution_void"]


# --- Who has whom


def test_sponsors_stand_with_their_people_and_who_has_many_is_marked(party):
    busy, idle = cast.member(party.hill, "Lê Văn Bận"), cast.member(party.moor, "Lê Văn Ánh")
    people = [way.on_the_way(party.hill, S.LISTED, f"Y Minh {n}") for n in (1, 2)]
    alone = way.on_the_way(party.moor, S.LISTED)
    for person in people:
        sponsors(person, busy)
    sponsors(people[0], idle, role="helps")
    set_local("sponsor_load", 1, by=system_user())
    found = [(each.member, each.people, each.is_overloaded) for each in sponsors_at(party.north, by=system_user())]
    assert found == [(idle, 1, False), (busy, 2, True)]
    assert people_without(party.north, by=system_user()) == 1
    sponsors(alone, idle, role="helps")
    assert people_without(party.north, by=system_user()) == 0


def test_nobody_sees_the_people_of_another_place_through_their_sponsor(party):
    member = cast.member(party.hill)
    sponsors(way.on_the_way(party.hill, S.LISTED), member)
    sponsors(way.on_the_way(party.moor, S.LISTED), member)
    (found,) = sponsors_at(None, by=cast.account("bithu", "secretary", party.hill))
    assert found.people == 1


def test_the_audit_says_in_words_who_sponsors_and_what_was_told(person, party, client):
    row = sponsors(person, cast.member(party.hill, "Lê Văn Suối", code="DV7"), number="05-NQ")
    tells(row, strengths="Chịu khó")
    strike_sponsorship(sponsors(person, cast.member(party.hill, "Lê Văn Nhầm", code="DV8")).pk, by=system_user())
    client.force_login(cast.account("canbo", "officer", party.country))
    text = client.get("/nhat-ky/").content.decode()
    for said in ("Lê Văn Suối (DV7)", "05-NQ", "Chịu khó", "Lê Văn Nhầm (DV8)", "giới thiệu"):
        assert said in text


def test_members_of_other_cells_are_suggested_only_to_who_sees_them(person, party):
    cast.member(party.moor)
    mine = cast.member(party.hill)
    assert list(members_for(person, by=cast.account("bithu", "secretary", party.hill))) == [mine]


def test_whom_a_member_leaves_behind_is_told_only_of_people_seen(person, party):
    member = cast.member(party.hill)
    sponsors(person, member, role="helps")
    sponsors(way.on_the_way(party.moor, S.LISTED), member, role="helps")
    assert people_of(member, by=cast.account("bithu", "secretary", party.hill)) == [person]


def test_how_many_somebody_has_in_care_counts_only_people_seen(person, party):
    member = cast.member(party.hill)
    sponsors(person, member, role="helps")
    sponsors(way.on_the_way(party.moor, S.LISTED), member, role="helps")
    user = cast.account("bithu", "secretary", party.hill)
    assert (loads_of([member.pk], by=user), loads_of([member.pk], by=system_user())) == ({member.pk: 1}, {member.pk: 2})
