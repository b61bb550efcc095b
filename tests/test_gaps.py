"""Where nobody is on the way today: cells and groups, on the page of a branch."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.kinds import CELLS
from branches.models import Branch
from recruitment.gaps import ASKED_AFTER, cells_without_anybody, groups_without_anybody
from recruitment.models import Absence, Candidate
from recruitment.profiles import Occupation
from recruitment.stages import ON_THE_WAY, Stage
from tests import cast, way

S = Stage


def cells(branch):
    return [cell.code for cell in cells_without_anybody(branch)[0]]


def away(branch):
    return [cell.code for cell in cells_without_anybody(branch)[1]]


def groups(branch):
    return [group.code for group in groups_without_anybody(branch)]


def test_a_cell_with_nobody_before_the_decision_is_named_village_cells_first(party):
    assert cells(party.country) == ["HILL", "DALE", "MOOR"]
    way.on_the_way(party.hill, S.LISTED)
    for stage in (S.DECIDED, S.RECOGNISED, S.DROPPED):
        way.on_the_way(party.dale, stage)
    assert cells(party.country) == ["DALE", "MOOR"]
    assert (cells(party.north), cells(party.hill), cells(party.dale)) == (["MOOR"], [], ["DALE"])


def test_a_cell_whose_people_are_all_away_for_work_stands_by_itself(party):
    gone, other = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.moor, S.LISTED)
    for person in (gone, other):
        Absence.objects.create(candidate=person, left_on=cast.day("01/06/2023"))
    cast.candidate(party.moor)
    assert (cells(party.north), away(party.north)) == ([], ["HILL"])
    Absence.objects.update(returned_on=cast.day("01/09/2023"))
    assert (cells(party.north), away(party.north)) == ([], [])


def test_a_wrong_entry_is_nobody_and_a_closed_cell_is_no_cell(party):
    person = cast.candidate(party.hill)
    Candidate.objects.filter(pk=person.pk).update(is_void=True)
    cast.village("GONE", party.north, since="01/01/2020", until="30/11/2023")
    assert cells(party.north) == ["HILL", "MOOR"]


def test_groups_with_nobody_on_the_way_are_told_at_the_branch_and_below(party):
    assert groups(party.country) == ["workers", "teachers", "direct"]
    cast.candidate(party.hill, occupation=Occupation.FARMER)
    cast.candidate(party.dale, occupation=Occupation.TEACHER)
    way.on_the_way(party.hill, S.DROPPED, occupation=Occupation.WORKER)
    assert (groups(party.country), groups(party.north)) == (["workers"], ["workers", "teachers"])


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_counting_by_hand(party, seed):
    chance = random.Random(seed)
    for number in range(6):
        cast.cell(f"C{number}", chance.choice([party.north, party.south]), setting=chance.choice(["village", "school"]))
    every = list(Branch.objects.filter(kind__in=CELLS))
    for _ in range(8):
        cast.candidate(chance.choice(every), occupation=chance.choice(Occupation.values))
    for person in Candidate.objects.all():
        Candidate.objects.filter(pk=person.pk).update(stage=chance.choice(Stage.values))
    gone = set(chance.sample(list(Candidate.objects.values_list("pk", flat=True)), 4))
    Absence.objects.bulk_create(Absence(candidate_id=pk, left_on=cast.day("01/06/2023")) for pk in gone)
    people = [each for each in Candidate.objects.select_related("branch") if each.stage in ON_THE_WAY]
    workers, farmers = Occupation.WORKER, Occupation.FARMER
    work = {"workers": {workers}, "teachers": {Occupation.TEACHER}, "direct": {workers, farmers}}
    for branch in Branch.objects.all():
        here = [each for each in people if each.branch.path.startswith(branch.path)]
        taken = {each.branch.code for each in here}
        empty = {cell.code for cell in every if cell.path.startswith(branch.path)} - taken
        assert set(cells(branch)) == empty
        assert set(away(branch)) == taken - {each.branch.code for each in here if each.pk not in gone}
        busy = {each.occupation for each in here}
        assert groups(branch) == [code for code in ASKED_AFTER if not busy & work[code]]


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("lanhdao", "leader", party.north))
    return client


def test_the_page_says_so_of_today_and_not_on_the_page_of_an_earlier_month(party, inside):
    cast.admit(party.hill, "01/03/2023")
    text = inside.get("/to-chuc/NORTH/").content.decode()
    assert 'id="gaps"' in text
    assert 'href="/to-chuc/HILL/2023-12/"' in text
    assert "hôm nay" in text
    assert "Công nhân" in text.split('id="gaps"')[1].split("</section>")[0]
    assert 'id="gaps"' not in inside.get("/to-chuc/NORTH/2023-11/").content.decode()


def test_a_cells_own_page_says_it_of_the_cell_alone(party, inside):
    cast.admit(party.hill, "01/03/2023")
    section = inside.get("/to-chuc/HILL/").content.decode().split('id="gaps"')[1].split("</section>")[0]
    assert "Công nhân" not in section
    way.on_the_way(party.hill, S.LISTED)
    assert 'id="gaps"' not in inside.get("/to-chuc/HILL/").content.decode()


def test_a_long_list_is_folded_with_its_count(party, inside):
    for number in range(12):
        cast.village(f"V{number:02}", party.north)
    gaps = inside.get("/to-chuc/NORTH/").context["gaps"]
    assert (len(gaps.first), len(gaps.further)) == (8, 6)
    assert "và 6 chi bộ nữa" in inside.get("/to-chuc/NORTH/").content.decode()


def test_it_costs_the_same_for_few_and_many(party, inside):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert inside.get("/to-chuc/NORTH/").status_code == 200
        return len(captured)

    cast.admit(party.hill, "01/03/2023")
    inside.get("/to-chuc/NORTH/")
    with_few = cost()
    for number in range(5):
        way.on_the_way(cast.village(f"V{number:02}", party.north), S.LISTED)
        cast.village(f"W{number:02}", party.north)
    assert cost() == with_few
