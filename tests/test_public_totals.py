"""Ways in which a reader might work out the few of a public version: from totals, months, terms, ages and reasons."""

from dataclasses import replace
from itertools import product

import pytest

from reports import narrative, tables
from reports.document import Document
from reports.figures.facts import HeadcountLine, LastYear
from reports.figures.names import FEW
from reports.hiding import is_few, points_told, spans_to_hide
from reports.publishing import public, published
from reports.rendering import FORMATS, render
from tests import cast
from tests.figures_for_tests import IA_HDRAI, child, figures

pytestmark = pytest.mark.one_database


def of(branch, month):
    return published(cast.figures(branch, month, for_paper=True))


def admit(branch, count, month, **said):
    for day in range(1, count + 1):
        cast.admit(branch, f"{day:02d}/{month}", **said)


@pytest.fixture
def later(party, clock):
    clock(2024, 1, 20)
    return party


def test_a_branchs_own_version_says_no_more_of_it_than_its_parents(later):
    cast.quota(later.moor, "2023", 2)
    admit(later.moor, 1, "12/2023")
    admit(later.hill, 4, "12/2023")
    (row,) = (row for row in of(later.north, "2023-12").children if row.branch.code == later.moor.code)
    own = of(later.moor, "2023-12")
    assert (row.admitted_period, row.admitted_year) == (FEW, FEW)
    assert (own.period_admitted, own.year_admitted, own.year.admitted) == (FEW, FEW, FEW)
    assert (own.year.percent, own.year.difference, own.year.met) == (None, None, None)
    assert {point.this_year for point in own.by_month} == {0, None}
    assert (own.breakdowns, own.average_age, own.idle_groups, own.standing.without) == ((), None, (), ())
    assert narrative.headline(own).startswith("Năm 2023: kết nạp dưới 03 đảng viên")
    assert "Trong tháng, Chi bộ kết nạp dưới 03 đảng viên." in narrative.as_text(Document(own))


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
def test_a_version_in_which_all_is_few_can_be_made_in_every_form(later, form):
    cast.opening(later.moor, "01/01/2023", 20)
    admit(later.moor, 1, "12/2023")
    admit(later.moor, 2, "12/2022")
    whole = Document(cast.figures(later.moor, "2023-12", for_paper=True))
    assert render(public(whole), form)


def test_of_a_row_with_few_in_the_month_the_months_before_and_after_give_nothing_away(later):
    admit(later.hill, 3, "02/2023")
    admit(later.moor, 5, "02/2023")
    admit(later.hill, 1, "03/2023")
    admit(later.moor, 4, "03/2023")
    before, after = ({row.branch.code: row for row in of(later.north, m).children} for m in ("2023-02", "2023-03"))
    assert before[later.hill.code].admitted_year == 3
    row = after[later.hill.code]
    assert [told for told in (row.admitted_period, row.admitted_year, row.percent) if isinstance(told, int)] == []


def test_what_is_left_between_month_year_and_term_is_never_one_or_two():
    for period, more, earlier in product(range(6), repeat=3):
        numbers = {"period": period, "year": period + more, "term": period + more + earlier}
        told = {name: n for name, n in numbers.items() if name not in spans_to_hide(*numbers.values())}
        left = [n - m for n in told.values() for m in told.values()]
        assert [n for n in (*told.values(), *left) if is_few(n)] == [], numbers


def test_the_months_of_the_chart_leave_no_step_of_one_or_two():
    for steps in product((0, 1, 2, 3), repeat=5):
        points = [sum(steps[: n + 1]) for n in range(5)]
        told = [n for n in points_told(points) if n is not None]
        assert [b for a, b in zip([0, *told], told, strict=False) if is_few(b - a)] == [] or is_few(told[0])
        assert not any(is_few(n) for n in told)
        assert told[-1:] == points[-1:] or is_few(points[-1])


def test_a_group_of_a_term_in_its_first_year_is_hidden_with_what_the_year_hides(later):
    cast.term("2023-2028", "01/01/2023", "31/12/2027")
    cast.quota(later.north, "2023-2028", 5, group="women")
    admit(later.hill, 6, "02/2023", sex="female")
    cast.admit(later.hill, "10/02/2023", sex="male")
    told = of(later.north, "2023-12")
    (women,) = told.groups
    (sex,) = (each for each in told.breakdowns if each.code == "sex")
    assert {part.code: part.count for part in sex.parts} == {"female": None, "male": FEW}
    assert (women.admitted, women.percent, women.difference) == (None, None, None)


def test_a_group_that_has_one_more_in_the_term_than_in_the_year_is_hidden(later):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.quota(later.north, "2020-2025", 5, group="women")
    admit(later.hill, 1, "02/2022", sex="female")
    admit(later.hill, 6, "02/2023", sex="female")
    assert [group.admitted for group in of(later.north, "2023-12").groups] == [None]


def test_the_average_age_is_told_from_ten_persons_on():
    assert published(figures(year_admitted=9)).average_age is None
    assert published(figures(year_admitted=10)).average_age == IA_HDRAI.average_age


# --- Who came and went


def with_lines(*lines, opening=100):
    made = tuple(HeadcountLine("+" if code[0] == "B" else "-", code, code, heads) for code, heads in lines)
    came, went = (sum(line.heads for line in made if line.side == side) for side in "+-")
    ledger = replace(IA_HDRAI.headcount, lines=made, opening=opening, increase=came, decrease=went)
    ledger = replace(ledger, closing=opening + came - went, full=None, probationary=None)
    admitted = sum(heads for code, heads in lines if code == "B1")
    return published(figures(headcount=ledger, period_admitted=admitted, last_year=LastYear(None, None)))


def named_in(told):
    return {row.cells[0]: row.cells[2] for row in tables.heads(told).rows}


def test_few_of_several_reasons_are_one_line_and_no_reason_that_nobody_had_is_named():
    told = with_lines(("B1", 5), ("C1", 1), ("C5", 2), ("C3", 7))
    assert [(line.code, line.heads) for line in told.headcount.lines] == [("B1", 5), ("C3", 7), ("C9", 3)]
    assert {code for code in named_in(told) if code[0] == "C"} == {"C", "C3", "C9"}
    assert "giảm 10 đảng viên (xóa tên 07, lý do khác 03)" in narrative.heads(told)
    assert "khai trừ" not in narrative.heads(told)


def test_one_reason_of_few_takes_the_next_with_it():
    told = with_lines(("B1", 5), ("C1", 1), ("C5", 9), ("C3", 4))
    assert [(line.code, line.heads) for line in told.headcount.lines] == [("B1", 5), ("C5", 9), ("C9", 5)]


@pytest.mark.parametrize("lines", [[("B1", 5), ("C1", 2)], [("B1", 5), ("B3", 1)], [("B1", 2), ("C5", 7)]])
def test_where_a_side_as_a_whole_has_few_only_the_heads_of_the_end_are_told(lines):
    told = with_lines(*lines)
    ledger = told.headcount
    assert (ledger.opening, ledger.increase, ledger.decrease, ledger.lines) == (None, None, None, ())
    assert set(named_in(told)) == {"D"}
    assert "Trong kỳ" not in narrative.heads(told)
    assert "không thay đổi" not in narrative.heads(told)


def test_noughts_are_printed_where_nothing_is_put_together():
    assert named_in(with_lines(("B1", 5), ("C1", 4)))["C2"] == 0


def test_the_only_row_says_what_the_totals_say():
    told = published(
        figures(children=(child("A", "A", 9, 2, 8, 20, 20),), period_admitted=2, year_admitted=8, term_admitted=20)
    )
    assert (told.children[0].admitted_period, told.period_admitted) == (FEW, FEW)
    assert (told.children[0].admitted_year, told.year_admitted) == (8, 8)
