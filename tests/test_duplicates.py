"""Who is likely entered twice: the rule against its own words, by brute force, and what it costs."""

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import read_rights, system_user
from branches.kinds import BASE_ORGANISATIONS, Kind, Setting
from branches.models import Branch
from branches.names import fold
from recruitment.duplicates import Described, Why, likely_same, pairs_seen
from recruitment.merging import say_two_people
from recruitment.models import Candidate
from recruitment.registering import register_people
from recruitment.wrong_entries import void_person
from tests import cast

NAMES = ("Nguyễn Minh Họa", "nguyen minh hoa", "Y Thử", "Trần Văn Thử")
BIRTHS = (
    {},
    {"birth_year": 1990},
    {"birth_year": 1991},
    *({"birth_date": day} for day in ("01/02/1990", "03/02/1990")),
)


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north)


def described(name, branch, day=None, year=None):
    return Described(name, day, day.year if day else year, branch)


def found(person, *, by):
    (answer,) = likely_same([person], by=by)
    return [(known.full_name, why) for known, why in answer.seen], answer.is_elsewhere


# --- The rule


def test_two_of_one_name_and_one_birth_date_are_alike_wherever_they_are(party):
    one = cast.candidate(party.hill, "Nguyễn Thị Hòa", birth_date="01/02/1990")
    other = cast.candidate(party.dale, "nguyen  thi hoa", birth_date="01/02/1990")
    cast.candidate(party.hill, "Nguyễn Thị Hòa", birth_date="02/02/1990", code="K")
    assert pairs_seen(by=system_user()) == [(one.pk, other.pk, Why.DAY)]


def test_with_a_day_unknown_the_years_decide_within_one_commune(party):
    one = cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    other = cast.candidate(party.moor, "Y Thử", birth_year=1990)
    cast.candidate(party.dale, "Y Thử", birth_year=1990)
    assert pairs_seen(by=system_user()) == [(one.pk, other.pk, Why.YEAR)]


def test_with_a_birth_unknown_the_cell_decides(party):
    one = cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    other = cast.candidate(party.hill, "Y Thử")
    cast.candidate(party.moor, "Y Thử")
    assert pairs_seen(by=system_user()) == [(one.pk, other.pk, Why.CELL)]


def test_wrong_entries_and_those_said_to_be_two_are_left_out(party):
    people = [cast.candidate(party.hill, "Y Thử", code=f"Q{n}", birth_date="01/02/1990") for n in range(4)]
    void_person(people[0].pk, "duplicate", 1, by=system_user())
    say_two_people(people[2].pk, people[1].pk, by=system_user())
    pairs = [(people[1].pk, people[3].pk), (people[2].pk, people[3].pk)]
    assert [pair[:2] for pair in pairs_seen(by=system_user())] == pairs
    assert [pair[:2] for pair in pairs_seen(by=system_user(), apart=True)] == [(people[1].pk, people[2].pk)]


def test_random_people_are_paired_as_the_words_of_the_rule_say(party, officer):
    chance = random.Random(2024)
    cells = [party.hill, party.moor, party.dale, cast.place("Z1", Kind.DIVISION, party.north)]
    cells += [cast.cell("Z2", cells[-1]), cast.cell("Z3", cast.place("AREA", Kind.BASE, party.country))]
    cells += [cast.place("Z4", Kind.CELL, "")]
    for round_ in range(3):
        people = [
            cast.person(chance.choice(NAMES), chance.choice(cells), f"R{round_}-{n}", **chance.choice(BIRTHS))
            for n in range(40)
        ]
        register_people(people, by=system_user())
        every, own = list(Candidate.objects.select_related("branch")), Candidate.objects.visible_to(officer)
        truth = {(a.pk, b.pk) for a in every for b in every if a.pk < b.pk and are_alike(a, b)}
        assert {pair[:2] for pair in pairs_seen(by=system_user())} == truth
        seen = set(own.values_list("pk", flat=True))
        assert {pair[:2] for pair in pairs_seen(by=officer)} == {pair for pair in truth if seen.issuperset(pair)}
        each_is_found(every, seen, officer)


def each_is_found(every, seen, officer):
    """Somebody described as one of ``every`` meets just those who are alike."""
    answers = likely_same([Described(p.full_name, p.birth_date, p.birth_year, p.branch) for p in every], by=officer)
    for person, answer in zip(every, answers, strict=True):
        alike = {other.pk for other in every if are_alike(person, other)}
        assert {known.pk for known, _why in answer.seen} == alike & seen
        assert answer.is_elsewhere == bool(alike - seen)


def are_alike(one, other):
    """The rule as it was told, slowly."""
    if fold(one.full_name) != fold(other.full_name):
        return False
    if one.birth_date and other.birth_date:
        return one.birth_date == other.birth_date
    if one.birth_year and other.birth_year:
        return one.birth_year == other.birth_year and commune_of(one.branch) == commune_of(other.branch)
    return one.branch_id == other.branch_id


def commune_of(branch):
    line, at = [], branch
    while at:
        line.append(at)
        at = at.parent and Branch.objects.get(pk=at.parent_id)
    communes = [each for each in line if each.setting == Setting.COMMUNE or each.kind == Kind.COMMUNE]
    bases = [each for each in line if each.kind in BASE_ORGANISATIONS]
    return [*communes, *bases[:1], branch][0]


# --- Who is told of whom


def test_who_sees_one_of_a_pair_finds_no_pair(party, officer):
    cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    cast.candidate(party.dale, "Y Thử", birth_date="01/02/1990")
    assert pairs_seen(by=officer) == []
    assert len(pairs_seen(by=cast.account("tren", "leader", party.country))) == 1


def test_of_somebody_outside_one_learns_only_that_there_is_somebody(party, officer):
    cast.candidate(party.dale, "Y Thử", birth_date="01/02/1990")
    assert found(described("Y Thử", party.hill, date(1990, 2, 1)), by=officer) == ([], True)
    cast.candidate(party.moor, "Y THỬ", birth_date="01/02/1990")
    assert found(described("Y Thử", party.hill, date(1990, 2, 1)), by=officer) == ([("Y THỬ", Why.DAY)], True)
    assert found(described("Y Khác", party.hill, date(1990, 2, 1)), by=officer) == ([], False)


def test_pairs_of_an_organisation_are_those_with_one_of_its_people(party):
    cast.candidate(party.hill, "Y Thử", birth_date="01/02/1990")
    cast.candidate(party.dale, "Y Thử", birth_date="01/02/1990")
    for branch, many in ((party.north, 1), (party.dale, 1), (party.moor, 0)):
        assert len(pairs_seen(by=system_user(), branch=branch)) == many


# --- What it costs


def cost(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_finding_costs_the_same_for_one_pair_and_for_many(party, officer):
    def pair(n):
        for cell in (party.hill, party.moor):
            cast.candidate(cell, f"Y Thử {n}", birth_date="01/02/1990")

    read_rights(officer)
    pair(0)
    one = cost(lambda: pairs_seen(by=officer))
    for n in range(1, 4):
        pair(n)
    assert cost(lambda: pairs_seen(by=officer)) == one == 3


def test_looking_for_those_about_to_be_written_costs_the_same_for_one_and_for_three_hundred(party, officer):
    people = [described(f"Y Thử {n}", party.hill, date(1990, 2, 1)) for n in range(300)]
    register_people(
        [cast.person(each.full_name, party.moor, birth_date="01/02/1990") for each in people], by=system_user()
    )
    read_rights(officer)
    costs = {cost(lambda many=many: likely_same(people[:many], by=officer)) for many in (1, 3, 300)}
    assert costs == {3}
