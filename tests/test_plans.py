"""The yearly plan of a cell by names and quarter, and the plans of all cells beside what came of them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.models import AuditEntry
from config.refusal import Refused
from recruitment.editing import edit_person
from recruitment.models import PlanLine
from recruitment.plan_numbers import plans_below
from recruitment.plans import plan_of, set_plan
from recruitment.stages import Stage
from recruitment.wrong_entries import void_person
from tests import cast, way

PAGE = "/ke-hoach/"
S = Stage


def plan(branch, quarters, year=2024, by=None, **more):
    said = {getattr(person, "pk", person): quarter for person, quarter in quarters.items()}
    return set_plan(branch, year, said, by=by or system_user(), **more)


def lines():
    return set(PlanLine.objects.values_list("branch__code", "year", "candidate", "quarter"))


def below(branch, year=2024, by=None):
    return plans_below(branch, year, by=by or system_user())


# --- The verb


def test_a_plan_is_written_changed_and_taken_back_with_a_line_at_each_person(party):
    one, two = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.hill, S.DOSSIER)
    assert plan(party.hill, {one: 2, two: 1}) == 2
    assert plan(party.hill, {one: 2, two: 3}) == 1
    assert plan(party.hill, {one: None}) == 1
    assert plan(party.hill, {one: None}) == 0
    assert lines() == {("HILL", 2024, two.pk, 3)}
    entries = AuditEntry.objects.filter(fields="plan_lines").values_list("object_id", "branch")
    assert sorted(entries) == sorted([(one.pk, party.hill.pk)] * 2 + [(two.pk, party.hill.pk)] * 2)


def test_people_who_are_not_named_keep_their_lines_and_every_year_has_its_own(party):
    one, two = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.hill, S.LISTED)
    plan(party.hill, {one: 4}, year=2023)
    plan(party.hill, {one: 1})
    plan(party.hill, {two: 2})
    assert lines() == {("HILL", 2023, one.pk, 4), ("HILL", 2024, one.pk, 1), ("HILL", 2024, two.pk, 2)}


@pytest.mark.parametrize("quarter", [0, 5, -1, "II"])
def test_there_are_four_quarters(party, quarter):
    with pytest.raises(Refused):
        plan(party.hill, {way.on_the_way(party.hill, S.LISTED): quarter})
    assert lines() == set()


@pytest.mark.parametrize("year", [2012, 2029, 0])
def test_a_year_beyond_reason_is_refused(party, year):
    with pytest.raises(Refused) as refused:
        plan(party.hill, {way.on_the_way(party.hill, S.LISTED): 1}, year=year)
    assert [problem.field for problem in refused.value.problems] == ["year"]


def test_only_a_cell_that_stands_plans_by_name(party):
    gone = cast.village("GONE", party.north, since="01/01/2020", until="30/11/2023")
    for branch in (party.north, gone):
        with pytest.raises(Refused) as refused:
            plan(branch, {})
        assert [problem.field for problem in refused.value.problems] == ["branch"]


def test_only_people_of_the_cell_who_are_on_the_way_are_planned_and_all_problems_are_said(party):
    here, elsewhere = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.moor, S.LISTED)
    gone, admitted = way.on_the_way(party.hill, S.DROPPED), way.on_the_way(party.hill, S.PROBATION)
    wrong = way.on_the_way(party.hill, S.LISTED)
    void_person(wrong.pk, "duplicate", way.again(wrong).version, by=system_user())
    nobody = wrong.pk + 100
    with pytest.raises(Refused) as refused:
        plan(party.hill, {here: 1, elsewhere: 1, gone: 1, admitted: 1, wrong: 1, nobody: 1})
    assert [problem.row for problem in refused.value.problems] == [
        *(elsewhere.pk, gone.pk, admitted.pk),
        *(wrong.pk, nobody),
    ]
    assert not any(str(elsewhere) in problem.sentence for problem in refused.value.problems)
    assert lines() == set()


def test_who_is_admitted_keeps_the_line_as_it_was(party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    plan(party.hill, {person: 4}, year=2023)
    way.take(person, S.DECIDED)
    for quarter in (1, None):
        with pytest.raises(Refused):
            plan(party.hill, {person: quarter}, year=2023)
    (planned,) = plan_of(party.hill, 2023, by=system_user())
    assert (planned.quarter, planned.is_admitted, planned.may_change) == (4, True, False)


def test_who_left_the_way_can_be_taken_out(party):
    person = way.on_the_way(party.hill, S.LISTED)
    plan(party.hill, {person: 4})
    way.take(person, S.DROPPED)
    plan(party.hill, {person: None})
    assert lines() == set()


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(party):
    person = way.on_the_way(party.hill, S.LISTED)
    plan(party.hill, {person: 2})
    with pytest.raises(Refused):
        plan(party.hill, {person: 3}, seen={person.pk: None})
    plan(party.hill, {person: 3}, seen={person.pk: 2})


def test_who_has_moved_counts_in_no_plan_until_the_new_cell_plans(party):
    person = way.on_the_way(party.hill, S.LISTED)
    plan(party.hill, {person: 2})
    edit_person(person.pk, {"branch": party.moor}, way.again(person).version, by=system_user())
    assert (below(party.north).planned, plan_of(party.hill, 2024, by=system_user())) == (0, [])
    assert [each.quarter for each in plan_of(party.moor, 2024, by=system_user())] == [None]
    plan(party.moor, {person: 3}, seen={person.pk: None})
    assert lines() == {("MOOR", 2024, person.pk, 3)}


def test_a_leader_reads_only(party):
    with pytest.raises(PermissionDenied):
        plan(party.hill, {}, by=cast.account("lanhdao", "leader", party.north))


# --- The cells below


def test_the_cells_below_are_summed_and_those_without_a_plan_named_village_cells_first(party):
    people = [way.on_the_way(party.hill, S.LISTED) for _ in range(3)]
    plan(party.hill, dict(zip(people, (1, 3, 3), strict=True)), year=2023)
    cast.admit(party.hill, "01/02/2023"), cast.admit(party.moor, "01/03/2023"), cast.admit(party.moor, "01/03/2022")
    cast.quota(party.hill, "2023", 5), cast.quota(party.country, "2023", 9)
    cast.cell("FEN", party.north, setting="school"), cast.village("GLEN", party.north)
    plans = below(party.country, 2023)
    assert [
        (row.branch.code, row.quarters, row.expected, row.admitted, row.quota, row.difference) for row in plans.rows
    ] == [
        ("HILL", (1, 0, 2, 0), 4, 1, 5, -1),
        ("MOOR", (0, 0, 0, 0), 1, 1, None, None),
    ]
    assert [cell.code for cell in plans.without] == ["GLEN", "DALE", "FEN", "MOOR"]
    assert (plans.quarters, plans.planned, plans.admitted) == ((1, 0, 2, 0), 3, 2)
    assert (plans.expected, plans.quotas, plans.quota, plans.difference) == (5, 5, 9, -4)


def test_who_was_planned_and_is_admitted_is_expected_once_and_who_has_left_not_at_all(party):
    admitted, gone, still = (way.on_the_way(party.hill, stage) for stage in (S.SUBMITTED, S.LISTED, S.LISTED))
    lines = (PlanLine(branch=party.hill, year=2022, candidate=each, quarter=4) for each in (admitted, gone, still))
    PlanLine.objects.bulk_create(lines)
    way.take(admitted, S.DECIDED)  # on 27/10/2022
    way.take(gone, S.DROPPED)
    cast.quota(party.hill, "2022", 2)
    (row,) = below(party.hill, 2022).rows
    assert (row.planned, row.admitted, row.still, row.expected, row.difference) == (3, 1, 1, 2, 0)


def test_the_plan_of_a_year_that_is_over_stays_as_it_was(party, client):
    person = way.on_the_way(party.hill, S.LISTED)
    with pytest.raises(Refused):
        plan(party.hill, {person: 1}, year=2022)
    client.force_login(cast.account("chibo", "secretary", party.hill))
    page = client.get("/ke-hoach/", {"branch": "HILL", "year": "2022"})
    assert not page.context["may_plan"]
    assert not PlanLine.objects.exists()


def test_admissions_known_only_as_a_total_are_not_nought(party):
    cast.total(party.north, "01/01/2022", "31/12/2022", 3)
    cast.quota(party.hill, "2022", 2)
    row = below(party.north, 2022).rows[0]
    assert (row.admitted, row.expected, row.difference) == (None, None, None)
    assert [each.branch.code for each in below(party.north, 2022).rows] == ["HILL", "MOOR"]
    assert below(party.north, 2022).admitted is None


def test_the_latest_quota_in_force_counts_and_a_share_is_no_number(party):
    (
        cast.quota(party.hill, "2023", 5, on="01/01/2023", number="1"),
        cast.quota(party.hill, "2023", 4, on="01/06/2023", number="2"),
    )
    cast.quota(party.moor, "2023", None, kind="rate", rate="3")
    assert [(row.branch.code, row.quota) for row in below(party.north, 2023).rows] == [("HILL", 4)]


def test_nobody_sees_the_plans_of_others(party):
    plan(party.dale, {way.on_the_way(party.dale, S.LISTED): 1})
    secretary = cast.account("bithu", "secretary", party.north)
    assert below(party.country, by=secretary).planned == 0
    assert {cell.code for cell in below(party.country, by=secretary).without} == {"HILL", "MOOR"}
    assert plan_of(party.dale, 2024, by=secretary) == []


# --- The page


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.north))
    return client


def sent(branch, rows, year=2024):
    data = {"branch": branch.code, "year": str(year)}
    for person, (seen, now) in rows.items():
        data |= {f"q{person.pk}": now, f"q{person.pk}-seen": seen}
    return data


def test_it_begins_with_the_own_organisation_and_this_year(party, inside):
    context = inside.get(PAGE).context
    assert (context["branch"], context["year"]) == (party.north, 2023)
    assert {cell.code for cell in context["plans"].without} == {"HILL", "MOOR"}


def test_a_cells_page_is_a_grid_that_writes_what_was_changed(party, inside):
    one, two = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.hill, S.DOSSIER)
    way.on_the_way(party.hill, S.PROBATION)
    page = inside.get(PAGE, {"branch": "HILL", "year": "2024"})
    assert {planned.person.pk for planned, _cell in page.context["rows"]} == {one.pk, two.pk}
    answer = inside.post(PAGE, sent(party.hill, {one: ("", "2"), two: ("", "")}))
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?branch=HILL&year=2024")
    assert lines() == {("HILL", 2024, one.pk, 2)}
    stale = inside.post(PAGE, sent(party.hill, {one: ("", "3")}))
    assert list(stale.context["form"].errors) == [f"q{one.pk}"]
    assert lines() == {("HILL", 2024, one.pk, 2)}
    assert inside.post(PAGE, sent(party.hill, {one: ("2", "3")})).status_code == 302
    assert inside.post(PAGE, sent(party.hill, {one: ("3", "3")})).status_code == 302  # nothing changed
    assert lines() == {("HILL", 2024, one.pk, 3)}


def test_bad_input_is_said_and_nothing_is_written(party, inside):
    own, other = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.dale, S.LISTED)
    for data in (
        sent(party.hill, {own: ("", "5")}),
        sent(party.hill, {own: ("", "1"), other: ("", "1")}),
        sent(party.hill, {own: ("", "1")}, year=1900),
        sent(party.dale, {other: ("", "1")}),
        sent(party.hill, {own: ("", "1")}) | {"year": "sang năm"},
    ):
        answer = inside.post(PAGE, data)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert lines() == set()
    assert inside.get(PAGE, {"year": "1900"}).context["form"].errors
    assert inside.get(PAGE, {"branch": "DALE"}).context["form"].errors


def test_who_is_admitted_says_so_and_a_leader_only_reads(party, client):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    plan(party.hill, {person: 4}, year=2023)
    way.take(person, S.DECIDED)
    client.force_login(cast.account("lanhdao", "leader", party.hill))
    text = client.get(PAGE).content.decode()
    assert "Quý IV" in text
    assert "đã kết nạp" in text
    assert "data-save" not in text
    assert client.post(PAGE, sent(party.hill, {person: ("4", "1")}, 2023)).status_code == 403


def test_the_pages_cost_the_same_for_one_and_for_many(party, inside):
    def cost(**asked):
        inside.get(PAGE, asked)
        with CaptureQueriesContext(connection) as captured:
            assert inside.get(PAGE, asked).status_code == 200
        return len(captured)

    def grow(times):
        for n in range(times):
            for cell in (party.hill, party.moor, cast.village(f"V{times}{n}", party.north)):
                plan(cell, {way.on_the_way(cell, S.LISTED): 1 + n}, year=2023)
                cast.admit(cell, "01/02/2023")
                cast.quota(cell, "2023", 2, number=f"{times}{n}", on="01/02/2023")

    grow(1)
    with_one = cost(branch="NORTH"), cost(branch="HILL")
    grow(3)
    assert (cost(branch="NORTH"), cost(branch="HILL")) == with_one
    assert max(with_one) <= 16


def test_writing_many_lines_costs_as_much_as_one(party):
    def cost(people):
        with CaptureQueriesContext(connection) as captured:
            plan(party.hill, dict.fromkeys(people, 1))
        return len(captured)

    assert cost([way.on_the_way(party.hill, S.LISTED)]) == cost(
        [way.on_the_way(party.hill, S.LISTED) for _ in range(4)]
    )


def test_the_clock_decides_which_year_it_is(party, inside, clock):
    clock(2025, 2, 3)
    assert inside.get(PAGE).context["year"] == date(2025, 2, 3).year
