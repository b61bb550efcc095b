"""The pages of people who may have been entered twice: what they show, to whom, what they do and what they cost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from branches.access import system_user
from branches.audit import Act
from branches.journal import images
from branches.models import AuditEntry
from recruitment.duplicates import PASSED_UP
from recruitment.merging import say_two_people
from recruitment.models import Candidate, Merge, TwoPeople
from recruitment.registering import Person, register_people
from tests import cast, twins, way
from tests.counted import statements

LIST, ENTER = "/quan-chung/trung/", "/quan-chung/them/"
MOST_STATEMENTS = 20
CANARY = "Chim Hoàng Yến"


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def pair(party):
    one = cast.candidate(party.hill, "Y Thử", code="MOT", birth_date="01/02/1990", occupation="farmer")
    return one, cast.candidate(party.moor, "Y THỬ", code="HAI", birth_date="01/02/1990", occupation="teacher")


def address(name, *people):
    return reverse(f"recruitment:{name}", args=[getattr(each, "pk", each) for each in people])


def text_of(answer):
    return answer.content.decode()


def typed(**said):
    return {"full_name": "Y Thử", "branch": "HILL", "birth": "1/2/1990", "form_token": uuid4()} | said


def versions(*people):
    kept, dropped = (Candidate.with_void.get(pk=person.pk) for person in people)
    return {"kept_version": kept.version, "dropped_version": dropped.version}


# --- The list of pairs


def test_a_pair_stands_side_by_side_with_what_differs_marked_in_words(inside, pair):
    (shown,) = inside.get(LIST).context["pairs"]
    assert (shown.one, shown.other, shown.why) == (*pair, "day")
    differing = {line.name for line in shown.lines if line.contradicts}
    told = {line.name: (line.one, line.other) for line in shown.lines}
    text = text_of(inside.get(LIST))
    assert text.count("flag-differs") == len(differing) == 3  # name, cell, occupation; not the codes
    assert all(value in text for both in told.values() for value in both if "," not in value)


def test_it_is_said_when_somebody_was_entered_by_the_clocks_of_viet_nam(inside, officer, party, pair):
    register_people([Person("Y Thử", party.hill, code="BA", profile={"birth_date": pair[0].birth_date})], by=officer)
    entry = AuditEntry.objects.get(
        kind="recruitment.candidate", act=Act.CREATED, object_id=Candidate.objects.get(code="BA").pk
    )
    hours = (entry.at + timedelta(hours=7)).strftime("%H:%M")
    told = [said for shown in inside.get(LIST).context["pairs"] for line in shown.lines for said in line[1:3]]
    assert any(hours in said and "Cán bộ Bắc" in said for said in told)


def test_looking_at_pairs_is_looking_at_people(inside, pair):
    inside.get(LIST)
    seen = AuditEntry.objects.filter(act=Act.VIEWED).values_list("object_id", flat=True)
    assert set(seen) == {person.pk for person in pair}


def test_the_list_is_narrowed_to_an_organisation_and_to_those_said_to_be_two(inside, pair):
    for asked, many in (({"branch": "HILL"}, 1), ({"branch": "MOOR"}, 1), ({"apart": "on"}, 0)):
        assert len(inside.get(LIST, asked).context["pairs"]) == many
    say_two_people(*(person.pk for person in pair), by=system_user())
    assert inside.get(LIST).context["pairs"] == []
    assert len(inside.get(LIST, {"apart": "on"}).context["pairs"]) == 1


def test_without_pairs_the_page_says_what_was_looked_for(inside, party):
    assert "alert-info" in text_of(inside.get(LIST))


def test_pairs_come_in_pages_and_cost_the_same(inside, party):
    def add(n):
        for cell in (party.hill, party.moor):
            person = cast.candidate(cell, f"Y Thử {n}", birth_date="01/02/1990")
            way.sponsor(person, cast.member(party.hill, code=f"M{n}"), role="helps")

    add(0)
    inside.get(LIST)  # whoever looks again within a minute has looked once
    one = len(statements(inside, LIST))
    for n in range(1, 12):
        add(n)
    assert len(inside.get(LIST).context["pairs"]) == 10
    assert len(inside.get(LIST, {"page": 2}).context["pairs"]) == 2
    assert len(statements(inside, LIST)) == one <= MOST_STATEMENTS


def test_a_leader_sees_pairs_and_decides_nothing(client, party, pair):
    client.force_login(cast.account("lanhdao", "leader", party.north))
    text = text_of(client.get(LIST))
    assert "Y Thử" in text
    assert address("twin_merge", *pair) not in text
    assert "Cán bộ" not in text


# --- Two people, one person


def test_two_people_are_remembered_and_looked_at_again(inside, officer, pair):
    inside.post(address("twin_apart", *pair))
    assert TwoPeople.objects.values_list("one", "other", "by").get() == (pair[0].pk, pair[1].pk, officer.pk)
    inside.post(address("twin_together", *pair))
    assert not TwoPeople.objects.exists()


def test_the_preview_asks_where_the_two_differ_and_writes_nothing(inside, pair):
    before = images(twins.everything())
    page = inside.get(address("twin_merge", *pair))
    assert [field.name for field in page.context["form"].open_fields()] == ["full_name", "branch", "occupation"]
    assert images(twins.everything()) == before
    assert not Merge.objects.exists()


def test_what_was_chosen_is_written_and_the_other_entry_leads_to_the_person(inside, pair):
    one, other = pair
    chosen = {"full_name": "kept", "branch": "kept", "occupation": "dropped"}
    answer = inside.post(address("twin_merge", one, other), versions(one, other) | chosen, follow=True)
    assert answer.redirect_chain[-1][0] == address("person_detail", one)
    assert address("merge_undo", Merge.objects.get()) in text_of(answer)
    assert Candidate.objects.get().occupation == "teacher"
    struck = text_of(inside.get(address("person_detail", other)))
    assert address("person_detail", one) in struck
    assert address("person_restore", other) not in struck


def test_a_form_sent_twice_merges_once(inside, pair):
    said = versions(*pair) | {"full_name": "kept", "branch": "kept", "occupation": "kept"}
    answers = [inside.post(address("twin_merge", *pair), said) for _twice in range(2)]
    assert {answer.url for answer in answers} == {address("person_detail", pair[0])}
    assert Merge.objects.count() == 1


def test_who_was_faster_is_named_and_nothing_is_lost(inside, party, pair):
    said = versions(*pair) | {"full_name": "kept", "branch": "kept", "occupation": "dropped"}
    other = cast.account("khac", "officer", party.north, full_name="Y Nhanh Tay")
    twins.edit(pair[0], {"residence": "Thôn 9"}, by=other)
    page = inside.post(address("twin_merge", *pair), said)
    assert "Y Nhanh Tay" in text_of(page)
    assert page.context["form"]["occupation"].value() == "dropped"
    again = said | {"kept_version": page.context["form"]["kept_version"].value()}
    assert inside.post(address("twin_merge", *pair), again).status_code == 302


def test_what_stands_against_it_is_said_before(inside, party):
    one = cast.admit(party.hill, "01/05/2023", name="Y Thử", code="A").candidate
    other = cast.admit(party.moor, "01/06/2023", name="Y Thử", code="B").candidate
    text = text_of(inside.get(address("twin_merge", one, other)))
    assert "alert-danger" in text
    assert "data-save" not in text


def test_who_records_no_admissions_is_told_who_can(client, party):
    one = cast.candidate(party.hill, "Y Thử", code="A")
    other = cast.admit(party.moor, "01/06/2023", name="Y Thử", code="B").candidate
    client.force_login(cast.account("bithu", "secretary", party.north))
    assert "data-save" not in text_of(client.get(address("twin_merge", one, other)))
    assert "data-save" in text_of(client.get(address("twin_merge", other, one)))


def test_it_is_undone_from_the_page_of_the_entry_that_was_struck_out(inside, pair):
    merge = twins.merge(*pair)
    assert address("merge_undo", merge) in text_of(inside.get(address("person_detail", pair[1])))
    assert inside.get(address("merge_undo", merge)).status_code == 200
    inside.post(address("merge_undo", merge))
    assert Candidate.objects.count() == 2


def test_what_was_built_on_it_is_said(inside, pair):
    merge = twins.merge(*pair)
    twins.edit(pair[0], {"residence": "Thôn 9"}, by=system_user())
    page = inside.post(address("merge_undo", merge))
    assert len(page.context["problems"]) == 1


def test_merging_and_its_preview_cost_what_a_page_may(inside, pair):
    assert len(statements(inside, address("twin_merge", *pair))) <= 45  # every kind of row of two people


# --- Entering somebody who is known


def test_who_is_likely_known_is_shown_beside_what_was_typed(inside, pair):
    page = inside.post(ENTER, typed())
    text = text_of(page)
    assert all(address("person_detail", person) in text for person in pair)
    assert 'name="somebody_else"' in text
    assert Candidate.objects.count() == 2


def test_a_second_click_says_that_it_is_somebody_else(inside, officer, pair):
    page = inside.post(ENTER, typed())
    looked_at = page.context["form"]["looked_at"].value()
    answer = inside.post(ENTER, typed(looked_at=looked_at, somebody_else="x"))
    new = Candidate.objects.order_by("-pk")[0]
    assert answer.url == address("person_detail", new)
    assert set(TwoPeople.objects.values_list("one", "other")) == {(person.pk, new.pk) for person in pair}


def test_of_somebody_nobody_has_looked_at_the_form_asks_again(inside, pair):
    for looked_at in ("", str(pair[0].pk), "x 1e9 " + "9" * 40):
        page = inside.post(ENTER, typed(looked_at=looked_at, somebody_else="x"))
        assert page.status_code == 200
        assert page.context["form"]["looked_at"].value().split() == [str(person.pk) for person in pair]
    assert Candidate.objects.count() == 2


def test_looking_at_those_much_alike_is_written_down(inside, pair):
    inside.post(ENTER, typed())
    seen = AuditEntry.objects.filter(act=Act.VIEWED).values_list("object_id", flat=True)
    assert set(seen) == {person.pk for person in pair}


# --- Half outside the scope


@pytest.fixture
def outside(party):
    """Somebody of another commune, of the name and birth of somebody here."""
    cast.place("DALE", name=f"Chi bộ {CANARY}", since="01/01/2023")
    said = {"birth_date": "01/02/1990", "residence": CANARY, "religion": CANARY}
    return cast.candidate(party.dale, "Y Thử", code=f"X-{CANARY}", **said)


def test_a_pair_half_outside_leaves_no_trace(inside, party, outside):
    one = cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    for page in (LIST, f"{LIST}?apart=on", address("person_detail", one), "/quan-chung/"):
        assert CANARY not in text_of(inside.get(page))
    assert inside.get(LIST).context["pairs"] == []
    for pages in (("twin_merge", one, outside), ("twin_merge", outside, one)):
        assert inside.get(address(*pages)).status_code == 404
    for name in ("twin_apart", "twin_together"):
        assert inside.post(address(name, one, outside)).status_code == 404


def test_who_enters_somebody_known_elsewhere_reads_only_that_it_went_up(inside, party, outside):
    text = text_of(inside.post(ENTER, typed(), follow=True))
    assert str(PASSED_UP) in text
    assert CANARY not in text
    assert Candidate.objects.filter(branch=party.hill).count() == 1


def test_whoever_sees_both_finds_the_pair(client, party, outside):
    one = cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    client.force_login(cast.account("tren", "officer", party.country))
    (shown,) = client.get(LIST).context["pairs"]
    assert {shown.one, shown.other} == {one, outside}


def test_an_entry_made_part_of_a_person_elsewhere_names_nobody(inside, party, outside):
    one = cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    merge = twins.merge(outside, one)
    text = text_of(inside.get(address("person_detail", one)))
    assert CANARY not in text
    assert inside.get(address("merge_undo", merge)).status_code == 404
