"""Admitted against quota, as a leader reads it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from branches.access import system_user
from branches.kinds import Kind, Setting
from config.refusal import Refused
from recruitment.closing import withdraw_month
from recruitment.counting import set_counting_date
from recruitment.registering import register_people
from reports.rendering.json import as_dict
from tests import cast


def report(branch, month="2023-12"):
    return as_dict(cast.figures(branch, month))


def test_a_district_counts_what_its_cells_admit_each_child_its_own(party):
    for on in ("05/01/2023", "10/12/2023"):
        cast.admit(party.hill, on)
    cast.admit(party.dale, "31/12/2023")
    got = report(party.country)
    assert (got["month_admitted"], got["year"]["admitted"]) == (2, 3)
    assert [(c["code"], c["admitted_month"], c["admitted_year"]) for c in got["children"]] == [
        ("NORTH", 1, 2),
        ("SOUTH", 1, 1),
    ]


def test_rows_sum_to_the_total_with_a_row_for_the_branch_itself(party):
    cast.admit(party.north, "01/02/2023")
    cast.admit(party.hill, "01/02/2023")
    got = report(party.north)
    assert [(c["code"], c["admitted_year"]) for c in got["children"]] == [("HILL", 1), ("MOOR", 0), (None, 1)]
    assert got["year"]["admitted"] == 2


def test_a_cell_that_left_earlier_in_the_term_keeps_a_row_for_its_part_of_it(party):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.admit(party.hill, "01/03/2022")
    cast.quota(party.hill, "2023", 5)
    cast.place("HILL", parent=party.south, since="01/07/2022")
    got = report(party.north)
    rows = [(row["code"], row["quota"], row["admitted_year"], row["admitted_term"]) for row in got["children"]]
    assert (rows, got["term"]["admitted"]) == ([("HILL", None, 0, 1), ("MOOR", None, 0, 0)], 1)
    assert [row["code"] for row in report(party.south)["children"]] == ["DALE", "HILL"]


def test_a_total_hangs_where_its_branch_is_on_the_day_of_the_report(party):
    cast.total(party.hill, "01/12/2022", "31/07/2023", 4)
    cast.place("HILL", parent=party.south, since="01/07/2023")
    got = {row["code"]: row["admitted_year"] for row in report(party.country, "2022-12")["children"]}
    assert got == {"NORTH": None, "SOUTH": 0}


def test_no_quota_and_no_admission_is_no_figure(party):
    got = report(party.country)
    assert got["year"] is None
    assert got["term"] is None
    assert got["headcount"] is None


@pytest.mark.parametrize(
    ("said", "admitted", "expected"),
    [
        ({"low": 50}, 57, {"quota": 50, "percent": "114", "met": True, "difference": 7}),
        ({"low": 0}, 3, {"quota": 0, "percent": None}),
        ({"low": 50, "kind": "min"}, 25, {"quota": {"kind": "min", "min": 50}, "percent": "50"}),
        (
            {"low": 4, "high": 5, "kind": "range"},
            5,
            {"quota": {"kind": "range", "min": 4, "max": 5}, "percent": "125", "percent_of_max": "100"},
        ),
        (
            {"low": None, "rate": "7", "kind": "rate", "base": 40},
            2,
            {"quota": {"kind": "rate", "rate": "7", "base": 40, "persons": 3}, "percent": "5", "met": False},
        ),
        (
            {"low": None, "rate": "7", "kind": "rate"},
            2,
            {"quota": {"kind": "rate", "rate": "7", "base": None, "persons": None}, "percent": None, "met": None},
        ),
        ({"low": None, "stated": "80"}, 30, {"quota": None, "percent": None, "stated": "80", "flag": None}),
    ],
)
def test_every_kind_of_quota_says_how_far_one_is(party, said, admitted, expected):
    people = [cast.person(branch=party.hill, decision_on="01/03/2023") for _ in range(admitted)]
    register_people(people, by=system_user())
    cast.quota(party.country, "2023", said.pop("low"), **said)
    year = report(party.country)["year"]
    assert {key: year[key] for key in expected} == expected


def test_the_base_of_a_rate_are_the_heads_at_the_start_of_its_period(party):
    cast.opening(party.hill, "01/01/2023", 90)
    cast.opening(party.dale, "01/06/2022", 4)
    cast.admit(party.dale, "01/07/2022")
    cast.quota(party.country, "2023", None, kind="rate", rate="3")
    assert report(party.country)["year"]["quota"] == {"kind": "rate", "rate": "3", "base": 95, "persons": 3}


def test_a_yearly_average_is_asked_for_every_year_of_the_term(party):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.quota(party.country, "2020-2025", 90, high=100, kind="yearly")
    cast.total(party.country, "01/07/2020", "31/12/2021", 146)
    term = report(party.country)["term"]
    assert term["quota"] == {"kind": "yearly", "min": 90, "max": 100, "years": 5}
    assert (term["percent"], term["percent_of_max"]) == ("32.44", "29.2")


def test_the_first_document_holds_for_the_whole_year_a_later_one_from_its_date(party):
    cast.quota(party.country, "2023", 50, on="20/02/2023", number="15-TB/HU")
    cast.quota(party.country, "2023", 40, on="15/09/2023", number="99-TB/HU")
    assert [report(party.country, m)["year"]["quota"] for m in ("2023-01", "2023-08", "2023-09")] == [50, 50, 40]


def test_a_group_counts_who_belonged_to_it_on_that_day(party):
    cast.admit(party.hill, "01/03/2023", sex="female", occupation="worker", ethnic_group="Xơ Đăng")
    cast.admit(party.moor, "01/03/2023", sex="male", occupation="teacher", ethnic_group="Kinh", tags=("Trưởng thôn",))
    for group in ("village", "women", "minority", "direct", "teachers", "students", "Trưởng thôn"):
        cast.quota(party.north, "2023", 2, group=group)
    got = {group["code"]: group["admitted"] for group in report(party.north)["groups"]}
    assert got == {
        "village": 1,
        "women": 1,
        "minority": 1,
        "direct": 1,
        "teachers": 1,
        "students": 0,
        "Trưởng thôn": 1,
    }


def test_a_total_of_years_before_counts_only_where_it_lies_wholly_inside(party):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.total(party.north, "01/07/2020", "31/12/2022", 155)
    cast.admit(party.hill, "01/03/2023")
    assert report(party.country)["term"]["admitted"] == 156
    assert report(party.country, "2022-12")["year"]["admitted"] is None
    assert report(party.country, "2022-12")["month_admitted"] is None
    assert report(party.country, "2022-11")["term"]["admitted"] is None


def test_a_total_that_makes_only_the_term_unknown_keeps_its_row(party):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.total(party.country, "01/01/2020", "31/12/2020", 9)
    rows = cast.figures(party.country, "2023-12").children
    assert [(row.branch.code, row.admitted_year, row.admitted_term) for row in rows] == [
        *[("NORTH", 0, 0), ("SOUTH", 0, 0)],
        (None, 0, None),
    ]


def test_breakdowns_hold_the_totals_at_or_below_and_no_others(party):
    cast.total(party.country, "01/01/2022", "31/12/2022", 9)
    cast.total(party.hill, "01/01/2023", "30/06/2023", 4)
    cast.place("HILL", parent=party.south, since="01/07/2023")
    counted = {code: cast.figures(branch, "2023-12").breakdowns[0].total for code, branch in vars(party).items()}
    assert counted == {"country": 4, "north": 4, "south": 0, "hill": 4, "moor": 0, "dale": 0}
    assert cast.figures(party.north, "2022-12").breakdowns[0].total == 0


def test_a_total_of_everybody_says_nothing_of_women_unless_it_is_said(party):
    cast.total(party.north, "01/01/2022", "31/12/2022", 20)
    cast.quota(party.country, "2022", 10, group="women")
    assert report(party.country, "2022-12")["groups"][0]["admitted"] is None
    cast.total(party.north, "01/01/2022", "31/12/2022", 9, group="women")
    assert report(party.country, "2022-12")["groups"][0]["admitted"] == 9


def test_totals_of_women_may_stand_above_and_in_parts_of_the_total_of_everybody(party):
    cast.total(party.north, "01/01/2022", "31/12/2022", 20)
    cast.quota(party.country, "2022", 10, group="women")
    cast.total(party.country, "01/01/2022", "30/06/2022", 4, group="women")
    assert report(party.country, "2022-12")["groups"][0]["admitted"] is None
    cast.total(party.country, "01/07/2022", "31/12/2022", 5, group="women")
    assert report(party.country, "2022-12")["groups"][0]["admitted"] == 9


def test_who_has_a_decision_and_no_ceremony_yet_waits(party):
    cast.admit(party.hill, "01/12/2023", ceremony_on=None)
    cast.admit(party.hill, "01/12/2023")
    got = report(party.country)
    assert (got["year"]["admitted"], got["awaiting_ceremony"]) == (2, 1)


def test_a_ceremony_whose_decision_is_not_known_counts_on_its_day_and_is_marked(party):
    cast.admit(party.hill, None, ceremony_on="05/12/2023")
    got = report(party.country)
    assert (got["month_admitted"], got["without_decision_date"]) == (1, 1)


def test_the_setting_of_the_year_decides_which_day_counts(party):
    cast.admit(party.hill, "20/12/2022", ceremony_on="10/01/2023")
    assert report(party.country, "2022-12")["year"]["admitted"] == 1
    set_counting_date("ceremony", year=2022, by=system_user())
    assert report(party.country, "2022-12")["year"] is None
    assert report(party.country, "2023-01")["month_admitted"] == 1


def test_which_day_counts_is_not_changed_under_a_month_that_was_confirmed(party):
    admission = cast.admit(party.hill, "20/12/2022", ceremony_on="10/01/2023")
    closed = cast.close(party.moor, "2022-11")
    with pytest.raises(Refused, match="đã xác nhận tháng 11/2022"):
        set_counting_date("ceremony", year=2022, by=system_user())
    admission.refresh_from_db()
    assert admission.counted_on == cast.day("20/12/2022")
    set_counting_date("ceremony", year=2023, by=system_user())
    withdraw_month(closed.pk, "nhầm", by=system_user())
    set_counting_date("ceremony", year=2022, by=system_user())


def test_a_cancelled_decision_counts_until_it_is_cancelled(party):
    admission = cast.admit(party.hill, "01/03/2023")
    admission.cancelled_on = cast.day("15/06/2023")
    admission.save()
    assert report(party.country, "2023-05")["year"]["admitted"] == 1
    assert report(party.country, "2023-06")["year"] is None


def test_the_difference_between_a_quota_and_its_parts_is_shown(party):
    cast.quota(party.country, "2023", 50)
    cast.quota(party.north, "2023", 30)
    cast.quota(party.south, "2023", 23)
    assert report(party.country)["allocation"] == {
        "quota": 50,
        "children": 53,
        "gap": -3,
        "children_with_quota": 2,
        "children_without_quota": 0,
    }


def test_the_running_month_is_counted_up_to_today_and_the_next_refused(party, clock):
    clock(2023, 12, 10)
    assert report(party.country)["as_of"] == cast.day("10/12/2023")
    with pytest.raises(ValidationError):
        report(party.country, "2024-01")


def test_a_cell_without_admissions_is_named_if_it_was_followed_throughout(party):
    cast.admit(party.hill, "15/06/2021")
    cast.village("NEW", party.south, since="01/03/2023", name="Chi bộ thôn Mới")
    cast.admit(party.dale, "01/01/2023")
    silent = {cell["code"]: cell["months"] for cell in report(party.country)["silent_cells"]}
    assert silent == {"HILL": 24, "MOOR": 36}


def test_silent_cells_stand_villages_first_and_in_official_order(party):
    """Whatever order the database hands the rows out in: PostgreSQL's changed with every rewritten branch."""
    cast.village("ALP", party.south, name="Chi bộ thôn Núi", order=2)
    cast.place("SOUTH", since="01/12/2023", name="Đảng bộ xã Nam mới")
    codes = [cell["code"] for cell in report(party.country)["silent_cells"]]
    assert codes == ["HILL", "DALE", "ALP", "MOOR"]


def test_what_becomes_of_a_cell_later_changes_no_earlier_report(party):
    before = report(party.country, "2023-06")["silent_cells"]
    cast.place("HILL", Kind.BASE, since="01/12/2023", name="Đảng bộ bộ phận Đồi")
    assert "HILL" in {cell["code"] for cell in before}
    assert report(party.country, "2023-06")["silent_cells"] == before


def test_years_known_only_as_totals_accuse_no_cell(party):
    cast.total(party.north, "01/01/2020", "31/12/2022", 12)
    silent = {cell["code"]: cell["months"] for cell in report(party.country)["silent_cells"]}
    assert silent == {"HILL": 12, "MOOR": 12, "DALE": 36}


def test_figures_are_for_those_who_may_see_the_branch(party):
    secretary = cast.account("bithu", "secretary", party.north)
    assert cast.figures(party.hill, "2023-12", by=secretary).branch.code == "HILL"
    with pytest.raises(PermissionDenied):
        cast.figures(party.south, "2023-12", by=secretary)


def test_a_branch_that_did_not_exist_then_has_no_report(party):
    young = cast.place("YOUNG", Kind.BASE_CELL, party.country, since="01/10/2023", setting=Setting.POLICE)
    with pytest.raises(ValidationError):
        report(young, "2023-09")
    assert report(young, "2023-10")["month_admitted"] == 0
