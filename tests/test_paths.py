"""Which way a dossier goes: three regimes side by side, by what the organisations were on the day and not by depth."""

from datetime import date

import pytest
from django.urls import reverse

from branches.access import system_user
from branches.kinds import Admitting, Kind, Setting
from branches.tree import Lines
from recruitment.rules.paths import Actor, Regime, path_of
from recruitment.rules.votes import Body
from recruitment.stages import Stage
from recruitment.workflow import enter_at
from tests import cast, way

R1, R2, R3 = date(2023, 5, 1), date(2025, 9, 1), date(2026, 11, 1)


def path(branch, day, **said):
    return path_of(Lines({branch.pk}).up_from(branch.pk, day), day, **said)


def names(path):
    return [place and place.name for place in (path.section, path.voting, path.decider)]


@pytest.fixture
def commune(clock):
    """One commune through three regimes: below a district, then above base organisations, then itself a base one."""
    clock(2026, 11, 20)
    cast.place("HUYEN", Kind.DISTRICT, name="Huyện")
    cast.place("XA", Kind.BASE, "HUYEN", setting=Setting.COMMUNE, name="Xã")
    cast.village("THON", "XA", name="Thôn")
    cast.place("XA", Kind.COMMUNE, "", since="01/07/2025", name="Xã")
    cast.place("HUYEN", until="30/06/2025", successor="XA")
    cast.place("XA", Kind.BASE, setting=Setting.COMMUNE, since="30/09/2026", name="Xã")
    cast.place("UBND", Kind.BASE, "XA", since="01/07/2025", until="29/09/2026", name="UBND", successor="XA")
    return cast.Branch.objects.get(code="THON")


def test_in_a_district_the_base_committee_votes_and_the_district_decides(commune):
    road = path(commune, R1)
    assert (names(road), road.regime, road.decides_by) == ([None, "Xã", "Huyện"], Regime.DISTRICT, Body.STANDING)


def test_a_village_right_below_the_deciding_commune_has_no_vote_between(commune):
    road = path(commune, R2)
    assert (names(road), road.regime) == ([None, None, "Xã"], Regime.COMMUNE)


def test_since_july_2026_the_commune_as_base_organisation_decides_by_its_standing_committee(commune):
    road = path(commune, R3)
    assert (names(road), road.regime, road.decides_by) == ([None, None, "Xã"], Regime.BASE, Body.STANDING)


def test_where_the_office_says_so_the_whole_committee_of_the_commune_votes_first(commune):
    assert names(path(commune, R3, base_votes_first=True)) == [None, "Xã", "Xã"]


def test_each_commune_changes_over_on_its_own_day(commune):
    assert path(commune, date(2026, 9, 29)).regime == Regime.COMMUNE
    assert path(commune, date(2026, 9, 30)).regime == Regime.BASE


def test_an_office_in_a_commune_votes_in_its_own_base_committee(commune, party_office):
    assert names(path(party_office, R2)) == [None, "UBND", "Xã"]


@pytest.fixture
def party_office(commune):
    return cast.cell("VP", "UBND", since="01/07/2025", until="29/09/2026", name="Văn phòng")


def test_a_base_cell_goes_straight_to_the_one_that_decides(party):
    alone = cast.place("ALONE", Kind.BASE_CELL, party.country)
    assert names(path(alone, R1)) == [None, None, "Đảng bộ huyện Minh Họa"]


def test_a_division_reports_before_the_base_committee_votes(party):
    cast.place("DIVISION", Kind.DIVISION, party.north, name="Đảng bộ bộ phận")
    below = cast.cell("BELOW", "DIVISION")
    assert names(path(below, R1)) == ["Đảng bộ bộ phận", "Đảng bộ xã Bắc", "Đảng bộ huyện Minh Họa"]


def test_a_base_committee_to_which_it_was_delegated_decides_as_a_whole_by_two_thirds(party):
    cast.place(party.north.code, admits=Admitting.COMMITTEE, since="01/01/2023")
    road = path(party.hill, R1)
    assert (names(road), road.decides_by) == ([None, None, "Đảng bộ xã Bắc"], Body.COMMITTEE)
    assert names(path(party.hill, date(2022, 12, 31))) == [None, "Đảng bộ xã Bắc", "Đảng bộ huyện Minh Họa"]


def test_who_decides_above_the_tree_is_nobody_in_it(clock):
    clock(2023, 12, 31)
    cast.place("XA", Kind.BASE, setting=Setting.COMMUNE, name="Xã")
    road = path(cast.village("THON", "XA"), R1)
    assert (names(road), road.regime) == ([None, "Xã", None], Regime.OUTSIDE)
    assert road.place_of(Actor.DESK) == road.cell


def test_every_path_names_the_document_it_comes_from(commune):
    assert [str(path(commune, day).source) for day in (R1, R2, R3)] == [
        "Quy định 29-QĐ/TW ngày 25/7/2016",
        "Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.3.2 và 20.2.2",
        "Quy định 208-QĐ/TW ngày 26/7/2026",
    ]


def test_what_was_resolved_before_the_path_changed_can_still_be_written_down(commune, client):
    """The cell met in June 2025 below a district; today, in the third regime, nobody votes between cell and commune."""
    person = cast.candidate(commune, birth_date=way.BORN)
    enter_at(person.pk, Stage.CELL_RESOLVED, date(2025, 6, 2), by=system_user())
    client.force_login(cast.account("canbo", "officer", cast.Branch.objects.get(code="XA")))
    offered = client.get(reverse("recruitment:person_detail", args=[person.pk])).content.decode()
    page = reverse("recruitment:person_step", args=[person.pk, Stage.BASE_RESOLVED])
    assert page in offered
    told = {"seen": Stage.CELL_RESOLVED, "on": "20/06/2025", "number": "7-NQ/ĐU", "form_token": "a" * 32}
    client.post(page, told | {"members": 9, "present": 9, "yes": 9})
    assert way.again(person).stage == Stage.BASE_RESOLVED
