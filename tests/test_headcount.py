"""A + B − C = D: openings, what comes and goes, what a reorganisation carries."""

import random
import re
from datetime import timedelta

import pytest

from branches.access import system_user
from branches.kinds import Kind
from branches.models import Branch, Movement
from branches.movements import Entry, record_movements
from config.refusal import Refused
from recruitment.headcount import heads_left
from tests import cast
from tests.worlds import FIRST, random_world


def heads(branch, month="2023-12"):
    got = cast.figures(branch, month).headcount
    return got and (got.opening, got.increase, got.decrease, got.closing)


def lines(branch, month="2023-12"):
    return {(line.side, line.code): line.heads for line in cast.figures(branch, month).headcount.lines}


def test_an_admission_is_one_more_and_is_never_entered_twice(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.admit(party.hill, "05/12/2023")
    assert heads(party.hill) == (20, 1, 0, 21)


def test_an_opening_of_a_district_counts_for_all_cells_without_one(party):
    for _ in range(3):
        cast.admit(party.hill, "01/05/2022")
    cast.opening(party.country, "01/01/2023", 672)
    cast.admit(party.hill, "01/05/2023")
    cast.move(party.dale, "01/06/2023", "died", 1)
    assert heads(party.country) == (672, 0, 0, 672)
    assert heads(party.hill) is None


def test_cells_counted_later_than_the_district_do_not_double_its_heads(party):
    cast.opening(party.country, "01/01/2023", 100)
    cast.opening(party.hill, "01/12/2023", 20)
    cast.opening(party.moor, "01/12/2023", 30)
    cast.admit(party.hill, "05/12/2023")
    assert heads(party.country) == (100, 1, 0, 101)
    assert heads(party.north) == (50, 1, 0, 51)
    cast.opening(party.country, "15/12/2023", 45)
    assert heads(party.country) == (100, 1, 5, 96)


def test_a_move_between_two_cells_changes_the_cells_and_not_the_whole(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.opening(party.dale, "01/01/2023", 10)
    cast.move(party.hill, "10/12/2023", "internal", 3, counterpart=party.dale)
    assert heads(party.hill) == (20, 0, 3, 17)
    assert heads(party.south) == (10, 3, 0, 13)
    assert heads(party.country) == (30, 0, 0, 30)


def test_every_reason_has_its_line_in_the_official_table(party):
    cast.opening(party.hill, "01/01/2023", 20)
    for number, (kind, said) in enumerate(
        [
            ("transfer_in", {"beyond": "other_province"}),
            ("transfer_in", {"beyond": "same_province"}),
            ("transfer_in", {}),
            ("restored", {}),
            ("died", {}),
            ("expelled", {}),
            ("struck_off", {}),
            ("resigned", {}),
            ("transfer_out", {"beyond": "other_province"}),
        ],
        start=1,
    ):
        cast.move(party.hill, f"{number:02d}/12/2023", kind, 1, **said)
    assert lines(party.hill) == {
        **{("+", code): 1 for code in ("B2a", "B2b", "B2", "B3")},
        **{("-", code): 1 for code in ("C1", "C2", "C3", "C4", "C5a")},
    }


def test_a_later_opening_shows_its_difference_to_our_own_heads(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.opening(party.hill, "15/12/2023", 18)
    assert (heads(party.hill), lines(party.hill)) == ((20, 0, 2, 18), {("-", "C8"): 2})


def test_the_first_opening_inside_the_month_is_where_the_count_begins(party):
    cast.admit(party.hill, "02/12/2023")
    cast.opening(party.hill, "10/12/2023", 20)
    cast.admit(party.hill, "20/12/2023")
    assert heads(party.hill) == (20, 1, 0, 21)
    assert heads(party.hill, "2023-11") is None


def test_who_came_from_a_cell_before_its_count_began_is_counted_as_coming(party):
    cast.move(party.hill, "05/12/2023", "internal", 2, counterpart=party.moor)
    cast.opening(party.hill, "10/12/2023", 20)
    assert heads(party.north) == (20, 2, 0, 22)


def test_a_branch_that_moves_carries_its_heads(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.opening(party.dale, "01/01/2023", 10)
    cast.place("HILL", parent=party.south, since="15/12/2023")
    assert (heads(party.north), lines(party.north)) == ((20, 0, 20, 0), {("-", "C7"): 20})
    assert (heads(party.south), lines(party.south)) == ((10, 20, 0, 30), {("+", "B4"): 20})
    assert heads(party.country) == (30, 0, 0, 30)


def test_probationary_members_are_known_where_every_opening_says_them(party):
    cast.opening(party.hill, "01/01/2023", 20, probationary=2)
    cast.admit(party.hill, "05/12/2023")
    cast.admit(party.hill, "05/11/2022", recognised_on="20/12/2023")
    cast.move(party.hill, "21/12/2023", "recognised", 0, probationary=1)
    got = cast.figures(party.hill, "2023-12").headcount
    assert (got.closing, got.full, got.probationary) == (21, 20, 1)
    cast.opening(party.dale, "01/01/2023", 10)
    assert cast.figures(party.country, "2023-12").headcount.probationary is None


def test_years_known_as_totals_count_on_their_last_day_unless_an_opening_lies_inside(party):
    cast.opening(party.hill, "01/01/2022", 20)
    cast.total(party.hill, "01/01/2022", "31/12/2022", 5)
    assert heads(party.hill, "2022-12") == (20, 5, 0, 25)
    cast.opening(party.dale, "01/07/2022", 10)
    cast.total(party.dale, "01/01/2022", "31/12/2022", 5)
    assert heads(party.dale, "2022-12") == (10, 0, 0, 10)


def test_a_total_of_a_commune_is_among_the_heads_its_cells_begin_with(party):
    cast.total(party.north, "01/07/2020", "31/12/2021", 12)
    cast.opening(party.hill, "01/01/2023", 20)
    cast.opening(party.moor, "01/01/2023", 15)
    assert heads(party.country, "2023-01") == (35, 0, 0, 35)
    assert heads(party.hill, "2023-01") == (20, 0, 0, 20)
    cast.opening(party.dale, "01/06/2022", 10)
    assert heads(party.country, "2022-12") == (22, 0, 0, 22)
    assert heads(party.country, "2023-01") == (22, 23, 0, 45)


def test_heads_at_the_start_of_a_day_are_those_of_the_opening_that_swallows_the_others(party):
    """The base of a rate: who was admitted earlier is among the heads of the opening, not beside them."""
    for _ in range(3):
        cast.admit(party.hill, "01/05/2022")
    cast.opening(party.country, "01/01/2023", 100)
    cast.quota(party.country, "2023", None, kind="rate", rate="7")
    assert cast.figures(party.country, "2023-12").year.target.base == 100


def test_an_opening_of_a_cell_changes_nothing_before_its_day(party):
    cast.admit(party.hill, "01/05/2022")
    cast.opening(party.country, "01/01/2023", 100)
    cast.opening(party.hill, "01/07/2023", 20)
    assert heads(party.country, "2023-06") == (100, 0, 0, 100)
    assert heads(party.country, "2023-07")[0] == 100


def test_heads_that_an_opening_above_swallows_are_gone_below(party):
    cast.opening(party.moor, "01/01/2022", 10)
    cast.admit(party.hill, "01/05/2022")
    cast.opening(party.country, "15/01/2023", 50)
    assert heads(party.north, "2022-12") == (11, 0, 0, 11)
    assert (heads(party.north, "2023-01"), lines(party.north, "2023-01")) == ((11, 0, 1, 10), {("-", "C8"): 1})


def check_months_of(seed, years):
    """Every month balances and begins where the one before ended, with openings at every level of a random world."""
    random_world(seed, cells=6, people=25, rows=15)
    chance = random.Random(seed)
    for code in ("C0", "C1", "D"):
        branch = Branch.objects.get(code=code)
        cast.opening(branch, FIRST + timedelta(days=chance.randrange(900)), chance.randrange(20, 80))
    for branch in Branch.objects.exclude(code__startswith="Z"):
        before = None
        for month in (f"{year}-{number:02d}" for year in years for number in range(1, 13)):
            if (now := heads(branch, month)) is not None:
                opening, increase, decrease, closing = now
                assert opening + increase - decrease == closing, (branch.code, month)
                assert before in (None, opening), (branch.code, month)
                before = closing


@pytest.mark.parametrize("seed", [0, 9])
def test_openings_at_every_level_balance_and_begin_where_the_month_before_ended(clock, seed):
    clock(2023, 12, 31)
    check_months_of(seed, [2022 + seed % 2])


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(20))
def test_openings_of_twenty_worlds_balance_through_two_years(clock, seed):
    clock(2023, 12, 31)
    check_months_of(seed, [2022, 2023])


def test_a_cancelled_admission_is_one_less_on_its_day(party):
    cast.opening(party.hill, "01/01/2023", 20)
    admission = cast.admit(party.hill, "05/11/2023")
    admission.cancelled_on = cast.day("15/12/2023")
    admission.save()
    assert (heads(party.hill), lines(party.hill)) == ((21, 0, 1, 20), {("-", "C6"): 1})


def test_heads_counted_by_hand_are_shown_beside_ours_and_change_nothing(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.move(party.hill, "31/12/2023", "counted", 19)
    got = cast.figures(party.hill, "2023-12").headcount
    assert (got.closing, got.counted, got.counted_difference) == (20, 19, -1)


def test_a_fact_after_the_end_of_a_branch_known_since_always_names_its_last_day_only(party):
    closed = cast.place("HILL", until="30/06/2023")
    with pytest.raises(Refused) as refused:
        cast.opening(closed, "01/07/2023", 3)
    (problem,) = refused.value.problems
    assert re.findall(r"[\d/]+", problem.sentence) == ["30/06/2023"]


def test_a_cell_that_ends_with_heads_is_found(party):
    cast.opening(party.hill, "01/01/2023", 3)
    cast.move(party.hill, "01/06/2023", "internal", 2, counterpart=party.dale)
    closed = cast.place("HILL", until="30/06/2023")
    assert heads_left([closed]) == [(closed, 1)]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"day": "01/01/2024"}, "day"),
        ({"heads": -1}, "heads"),
        ({"kind": "internal"}, "counterpart"),
        ({"counterpart": "dale"}, "counterpart"),
        ({"probationary": 9}, "probationary"),
        ({"kind": "recognised", "heads": 0}, "probationary"),
        ({"kind": "recognised", "heads": 0, "probationary": -1}, "probationary"),
        ({"branch": "young"}, "day"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_written(party, said, field):
    party.young = cast.place("YOUNG", Kind.CELL, party.north, since="01/07/2023")
    values = {"branch": "hill", "day": "01/06/2023", "kind": "transfer_in", "heads": 3} | said
    values["day"] = cast.day(values["day"])
    for side in ("branch", "counterpart"):
        if side in values:
            values[side] = getattr(party, values[side])
    with pytest.raises(Refused) as refused:
        record_movements([Entry(**values)], by=system_user())
    assert {problem.field for problem in refused.value.problems} == {field}
    assert not Movement.objects.exists()
