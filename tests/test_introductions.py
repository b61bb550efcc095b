"""Who introduced a person, and what came of those whom each organisation introduced."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.audit.subjects import value_in_words
from branches.models import AuditEntry
from branches.versions import Stale
from config.refusal import Refused
from recruitment.introductions import FIELDS, set_introduction
from recruitment.listing import people_asked_for
from recruitment.models import Candidate, Introduction
from recruitment.sources import NONE, UNDATED, Outcome, source_rows
from recruitment.stages import Stage
from recruitment.wrong_entries import void_person
from tests import cast, way

PAGE = "/nguon-gioi-thieu/"
S = Stage
YOUTH = {
    "source": "youth_union",
    "unit": "Chi đoàn thôn Đồi",
    "number": "02-NQ/ĐTN",
    "handed_over_on": date(2023, 3, 1),
}


def introduce(person, by=None, **said):
    return set_introduction(person.pk, YOUTH | said, way.again(person).version, by=by or system_user())


def written(person):
    return Introduction.objects.filter(candidate=person).values(*FIELDS).first()


def refusal_of(person, **said):
    with pytest.raises(Refused) as refused:
        introduce(person, **said)
    return [problem.field for problem in refused.value.problems]


# --- The verb


def test_it_is_written_once_and_audited_as_a_part_of_the_person(party):
    person = cast.candidate(party.hill)
    introduce(person)
    introduce(person)
    assert written(person) == YOUTH
    (entry,) = AuditEntry.objects.filter(fields="introduction")
    assert (entry.kind, entry.object_id, entry.branch) == ("recruitment.candidate", person.pk, party.hill)
    said = value_in_words("recruitment.candidate", "introduction", json.loads(entry.said.values)["introduction"][1])
    assert "Chi đoàn thôn Đồi" in said


def test_an_empty_source_takes_it_away(party):
    person = cast.candidate(party.hill)
    introduce(person)
    introduce(person, source="")
    assert written(person) is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"source": "somebody"}, "source"),
        ({"source": ""}, "source"),  # a unit of nobody
        ({"handed_over_on": date(2024, 1, 1)}, "handed_over_on"),
        ({"handed_over_on": date(1999, 1, 31)}, "handed_over_on"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(party, said, field):
    person = cast.candidate(party.hill, birth_date=way.BORN)
    assert refusal_of(person, **said) == [field]
    assert written(person) is None


def test_of_a_birth_year_alone_only_the_year_counts(party):
    person = cast.candidate(party.hill, birth_year=1999)
    assert refusal_of(person, handed_over_on=date(1998, 12, 31)) == ["handed_over_on"]
    introduce(person, handed_over_on=date(1999, 1, 1))


def test_a_wrong_entry_takes_nothing(party):
    person = cast.candidate(party.hill)
    void_person(person.pk, "duplicate", 1, by=system_user())
    assert refusal_of(person) == [""]


def test_an_older_form_is_told_what_changed_since(party):
    person = cast.candidate(party.hill)
    introduce(person)
    with pytest.raises(Stale):
        set_introduction(person.pk, YOUTH | {"unit": "Chi đoàn khác"}, 1, by=system_user())


def test_a_leader_only_reads(party):
    with pytest.raises(PermissionDenied):
        introduce(cast.candidate(party.hill), by=cast.account("lanhdao", "leader", party.north))


# --- The page of a person


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north)


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


def sent(person, **said):
    typed = {"source": "women", "unit": "Chi hội thôn Đồi", "number": "", "handed_over_on": "1/3/2023"}
    return typed | {"version": way.again(person).version, "form_token": str(uuid4())} | said


def test_the_page_of_the_person_leads_to_the_form_and_says_what_was_typed(inside, party):
    person = cast.candidate(party.hill)
    page, form = f"/quan-chung/{person.pk}/", f"/quan-chung/{person.pk}/nguon-gioi-thieu/"
    assert form in inside.get(page).content.decode()
    assert inside.get(form).status_code == 200
    assert inside.post(form, sent(person, handed_over_on="1/1/2024")).status_code == 200
    assert written(person) is None
    assert inside.post(form, sent(person)).status_code == 302
    text = inside.get(page).content.decode()
    assert "Hội Liên hiệp Phụ nữ" in text
    assert "Chi hội thôn Đồi" in text
    assert "01/03/2023" in text
    assert "nguồn giới thiệu" in inside.get(f"{page}lich-su/").content.decode()


def test_two_at_one_form_are_told_of_each_other(inside, party):
    person = cast.candidate(party.hill)
    old = sent(person)
    introduce(person)
    answer = inside.post(f"/quan-chung/{person.pk}/nguon-gioi-thieu/", old)
    assert answer.status_code == 200
    assert written(person) == YOUTH


# --- The table


def table(people=None, year=2023):
    rows = source_rows(people if people is not None else Candidate.objects.all(), year)
    return {row.key: (row.people, *(count for _outcome, count in row.outcomes)) for row in rows if row.people}


def plant(party):
    """Somebody of every outcome of the Youth Union, and others of other sources, days and places."""
    youth = [
        way.on_the_way(party.hill, stage) for stage in (S.INTRODUCED, S.LISTED, S.CERTIFIED, S.PROBATION, S.DROPPED)
    ]
    for person in youth:
        introduce(person)
    introduce(cast.candidate(party.hill), handed_over_on=date(2022, 12, 31))
    introduce(cast.candidate(party.moor), source="cell", handed_over_on=None)
    way.on_the_way(party.moor, S.LISTED)
    introduce(way.on_the_way(party.dale, S.LISTED), source="women")


def test_what_came_of_each_source_is_counted_of_those_handed_over_in_the_year(party):
    plant(party)
    assert table() == {
        "youth_union": (5, 3, 2, 1, 1),
        "women": (1, 1, 0, 0, 0),
        NONE: (1, 1, 0, 0, 0),
        UNDATED: (1, 0, 0, 0, 0),
    }
    assert table(year=2022) == {"youth_union": (1, 0, 0, 0, 0), NONE: (1, 1, 0, 0, 0), UNDATED: (1, 0, 0, 0, 0)}
    assert table(year=None) == {
        **{"youth_union": (6, 3, 2, 1, 1), "women": (1, 1, 0, 0, 0)},
        **{"cell": (1, 0, 0, 0, 0), NONE: (1, 1, 0, 0, 0)},
    }


@pytest.mark.parametrize("year", [2023, 2022, None])
def test_a_number_and_the_list_behind_it_agree(party, year):
    plant(party)
    for row in source_rows(Candidate.objects.all(), year):
        assert people_asked_for(row.asked, by=system_user()).count() == row.people
        for outcome, count in row.outcomes:
            assert people_asked_for(row.asked | {"outcome": outcome.value}, by=system_user()).count() == count


def test_the_page_counts_the_own_people_and_links_each_number_to_its_list(inside, party):
    plant(party)
    page = inside.get(PAGE, {"branch": "HILL", "year": "2023"})
    assert [(row.key, row.people) for row, *_more in page.context["known"] if row.people] == [("youth_union", 5)]
    (linked,) = [(address, outcomes) for row, address, outcomes in page.context["known"] if row.key == "youth_union"]
    address, outcomes = linked
    assert len(inside.get(address).context["rows"]) == 5
    assert [len(inside.get(there).context["rows"]) for _outcome, _count, there in outcomes] == [3, 2, 1, 1]
    assert address.replace("&", "&amp;") in page.content.decode()
    everything = inside.get(PAGE, {"year": ""})
    assert {row.key: row.people for row, *_more in everything.context["known"]}["women"] == 0  # they are at DALE


def test_it_asks_for_this_year_by_itself_and_understands_bad_input(inside, party):
    assert inside.get(PAGE).context["year"] == 2023
    for asked in ({"year": "hai nghìn"}, {"branch": "DALE"}, {"branch": "không có"}):
        answer = inside.get(PAGE, asked)
        assert answer.status_code == 200
        assert answer.context["form"].errors


def test_the_list_can_be_narrowed_to_a_source(inside, party):
    plant(party)
    shown = inside.get("/quan-chung/", {"source": NONE}).context["rows"]
    assert [row.candidate.branch for row in shown] == [party.moor]
    assert inside.get("/quan-chung/", {"source": "youth_union", "outcome": Outcome.ADMITTED}).context["rows"]


def test_the_page_costs_the_same_for_one_and_for_many(inside, party):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert inside.get(PAGE, {"branch": "NORTH"}).status_code == 200
        return len(captured)

    introduce(cast.candidate(party.hill))
    inside.get(PAGE)
    with_one = cost()
    plant(party)
    assert cost() == with_one <= 12
