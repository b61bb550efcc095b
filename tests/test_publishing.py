"""The public version: no number of few persons can be read from it, nor reckoned from what stands beside it."""

import json
import random
import re
from dataclasses import fields, replace
from itertools import product

import pytest

from recruitment.groups import BUILT_IN
from reports import charts, narrative, publishing, tables
from reports.document import Added, Document
from reports.figures.breakdowns import _attributes
from reports.figures.facts import Figures, HeadcountLine
from reports.figures.names import FEW, BranchName
from reports.publishing import PARTS_OF_GROUPS, public, published, suppressed
from reports.rendering import html
from reports.rendering import json as json_file
from reports.rendering.xlsx import facts
from tests.figures_for_tests import IA_HDRAI, child, figures, progress, target

pytestmark = pytest.mark.one_database

SUMS = 400


def possible(total, told):
    """Every way in which the hidden cells of a sum could be what their signs say, for a sum that is small enough."""
    rest = total - sum(each for each in told if isinstance(each, int))
    ranges = [range(3) if each is FEW else range(rest + 1) for each in told if not isinstance(each, int)]
    return [guess for guess in product(*ranges) if sum(guess) == rest]


def given_away(total, told):
    """Hidden cells that have one value only in whatever way the sum could be true."""
    ways = possible(total, told)
    assert ways, "the paper contradicts itself"
    return [cell for cell in zip(*ways, strict=True) if len(set(cell)) == 1]


def of_a_sum():
    """Sums of two to six parts with many ones, twos and noughts among them."""
    rng = random.Random(2026)
    for _round in range(SUMS):
        yield [rng.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 9)) for _part in range(rng.randint(2, 6))]


# --- One sum


def test_no_hidden_part_can_be_reckoned_from_its_sum():
    assert {tuple(n): given_away(sum(n), suppressed(n)) for n in of_a_sum() if given_away(sum(n), suppressed(n))} == {}


def test_every_part_of_one_or_two_is_hidden_and_nothing_where_there_is_none():
    for numbers in of_a_sum():
        told = suppressed(numbers)
        assert not {1, 2} & {each for each in told if isinstance(each, int)}
        if not {1, 2} & set(numbers):
            assert told == numbers


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([2, 7, 4], [FEW, 7, None]),  # alone it would be the rest: the next smallest goes with it
        ([1, 2, 9], [FEW, FEW, 9]),  # two of them could be 1 and 2, or 2 and 1
        ([2, 2, 9], [FEW, FEW, None]),  # 4 of two under 3 can only be 2 and 2
        ([2, 0, 0], [FEW, FEW, 0]),  # a nought goes with it: 0 is under 3 too
        ([2, 2], [None, None]),
        ([2], [FEW]),  # the only part is the total, which is hidden too
        ([0, 5], [0, 5]),
        ([2, None, 7], [FEW, None, 7]),  # an unknown part hides it already
    ],
)
def test_a_sum_hides_as_little_as_it_can(numbers, told):
    assert suppressed(numbers) == told


def test_a_spared_part_is_hidden_only_when_nothing_else_is_left():
    assert suppressed([2, 3, 9], spare={1}) == [FEW, 3, None]
    assert suppressed([2, 3], spare={1}) == [FEW, None]


# --- A whole report


def small(seed):
    """A report whose parts are small and agree with its totals."""
    rng = random.Random(seed)
    rows = tuple(
        child(f"B{n}", f"Chi bộ {n}", rng.choice((None, 2, 9)), *_grown(rng), 20) for n in range(rng.randint(2, 5))
    )
    year = sum(row.admitted_year for row in rows)
    made = tuple(replace(each, parts=_parts(rng, each, year), total=year) for each in IA_HDRAI.breakdowns)
    idle = tuple(row.branch for row in rows if row.admitted_year == 0)
    known = {(each.code, part.code): part.count for each in made for part in each.parts}
    groups = tuple(
        progress(sum(known.get((breakdown, part), 0) for part in parts), target(9), code)
        for code, (breakdown, parts) in PARTS_OF_GROUPS.items()
    )
    lines = tuple(HeadcountLine("-", code, code, rng.choice((1, 2, 3))) for code in ("C1", "C2", "C5"))
    gone = sum(line.heads for line in lines)
    ledger = replace(IA_HDRAI.headcount, lines=lines, increase=0, decrease=gone, closing=723 - gone)
    return figures(
        children=rows,
        breakdowns=made,
        groups=groups,
        year_admitted=year,
        period_admitted=sum(row.admitted_period for row in rows),
        term_admitted=sum(row.admitted_term for row in rows),
        headcount=replace(ledger, full=723 - gone - 2, probationary=2),
        standing=replace(IA_HDRAI.standing, without=idle),
        idle_groups=tuple(group.code for group in groups if not group.admitted),
    )


def _grown(rng):
    period = rng.choice((0, 0, 1, 2, 4))
    year = period + rng.choice((0, 0, 1, 3))
    return period, year, year + rng.choice((0, 1, 2))


def _parts(rng, breakdown, total):
    """The same parts with other counts, which sum to ``total``."""
    cuts = sorted(rng.randint(0, total) for _each in breakdown.parts[1:])
    counts = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    return tuple(replace(part, count=count) for part, count in zip(breakdown.parts, counts, strict=True))


def sums_printed(figures):
    """(name, total, parts) of everything on paper that adds up."""
    for name, total in (("admitted_period", figures.period_admitted), ("admitted_year", figures.year_admitted)):
        yield name, total, [getattr(row, name) for row in figures.children]
    yield "admitted_term", figures.term_admitted, [row.admitted_term for row in figures.children]
    for each in figures.breakdowns:
        yield each.code, figures.year_admitted, [part.count for part in each.parts]
    if figures.headcount.lines:
        yield "C", figures.headcount.decrease, [line.heads for line in figures.headcount.lines if line.side == "-"]
    parts = {(each.code, part.code): part.count for each in figures.breakdowns for part in each.parts}
    # The group stands for the rest: a shown group with a hidden part would be a sum of few.
    for group in figures.groups if figures.breakdowns else ():
        breakdown, codes = PARTS_OF_GROUPS[group.code]
        yield group.code, group.admitted, [parts.get((breakdown, code), 0) for code in codes]


def given_away_by(figures):
    """Names of the sums that give a hidden part away, found by trying every way."""
    found = []
    for name, total, parts in sums_printed(figures):
        if isinstance(total, int) and len(parts) > 1 and total <= 30 and any(not isinstance(p, int) for p in parts):
            found += [name] if given_away(total, parts) else []
        elif isinstance(total, int) and len(parts) == 1 and not isinstance(parts[0], int):
            found.append(name)  # a total beside its only part
        elif not isinstance(total, int) and all(isinstance(part, int) for part in parts):
            found.append(name)  # a hidden group whose parts are all told
    return found


@pytest.mark.parametrize("seed", range(120))
def test_no_hidden_cell_of_a_report_can_be_reckoned_from_any_sum_that_is_printed(seed):
    assert given_away_by(published(small(seed))) == []


def test_the_check_itself_finds_what_is_left_open():
    assert given_away(5, [FEW, 4])
    halves = tuple(
        replace(part, count=count) for part, count in zip(IA_HDRAI.breakdowns[0].parts, (FEW, 4), strict=True)
    )
    alone = replace(IA_HDRAI.breakdowns[0], parts=halves)
    assert given_away_by(figures(children=(), year_admitted=5, breakdowns=(alone,), groups=())) == ["sex"]


@pytest.mark.parametrize("seed", range(20))
def test_whose_nought_is_hidden_is_not_named_as_having_nobody(seed):
    told = published(small(seed))
    hidden = {row.branch.code for row in told.children if row.admitted_year is FEW}
    assert not hidden & {name.code for name in told.standing.without}
    shown = {group.code for group in told.groups if group.admitted is FEW}
    assert not shown & set(told.idle_groups)


def test_nobody_with_a_hidden_number_is_praised_and_all_or_none_is_not_said_of_them():
    known = figures()
    assert known.standing.reached == known.standing.with_quota
    school = BranchName("CB-THPT", "Chi bộ Trường THPT Mường Tranh")  # two of a quota of two
    best = ((school, "100"), *known.standing.best)
    told = published(figures(standing=replace(known.standing, best=best))).standing
    assert told.reached is None
    assert [name.code for name, _share in told.best] == ["DB-CA"]  # the others had one or two in the month
    assert "đạt và vượt" not in narrative.units(published(known))
    some = published(figures(standing=replace(known.standing, reached=5)))
    assert some.standing.reached == 5


def test_what_is_made_of_a_hidden_number_is_a_dash():
    told = published(figures())
    teachers = next(group for group in told.groups if group.code == "Trưởng thôn")
    assert (teachers.admitted, teachers.percent, teachers.difference, teachers.met) == (FEW, None, None, None)
    health = next(row for row in told.children if row.branch.code == "CB-YTE")
    assert (health.admitted_year, health.percent, health.difference) == (FEW, None, None)
    assert all(part.share is None for each in told.breakdowns for part in each.parts if not isinstance(part.count, int))
    assert {share for _name, share in told.standing.best} == {None}


def test_the_totals_of_the_whole_organisation_stay():
    told, known = published(figures()), figures()
    for name in ("period_admitted", "year_admitted", "term_admitted", "year", "term", "allocation"):
        assert getattr(told, name) == getattr(known, name)
    total = tables.children(told).rows[-1].cells
    assert total == tables.children(known).rows[-1].cells


def test_a_field_that_nobody_has_decided_on_does_not_leave():
    decided = {*publishing.AS_THEY_ARE, *publishing.MADE_HERE, *publishing.LEFT_OUT}
    assert {field.name for field in fields(Figures)} == decided
    assert published(figures(notes=("Một đồng chí đã mất.",))).notes == ()


def test_every_built_in_group_is_known_by_the_parts_it_is_the_sum_of(db):
    assert set(PARTS_OF_GROUPS) == set(BUILT_IN)
    known = {(code, part) for code, parts in _attributes() for part, _condition in parts}
    assert {(breakdown, part) for breakdown, parts in PARTS_OF_GROUPS.values() for part in parts} <= known


def test_the_average_age_of_two_is_not_told():
    assert published(figures(year_admitted=2)).average_age is None
    assert published(figures(year_admitted=57)).average_age == "27.4"


# --- In every format


@pytest.fixture
def document():
    return public(Document(figures(), Added(assessment="Đồng chí Y Bí Mật rất tốt.")))


def test_the_paper_says_that_it_is_public_and_has_nothing_a_person_added(document):
    text = html.render(document)
    assert "Bản công khai: số liệu dưới 03 không nêu cụ thể." in text
    assert "Bí Mật" not in text
    assert "Nguyễn Văn Thí Dụ" in text  # who signs is named
    assert "&lt;3" in text


def test_no_format_tells_a_number_under_three(document):
    told = json.loads(json_file.render(document))
    assert told["hides_few"] is True
    assert not [row for row in told["children"] if row["admitted_year"] in (1, 2)]
    assert not [part for each in told["breakdowns"] for part in each["parts"] if part["count"] in (1, 2)]
    cells = [cell for table in tables.all_tables(document.figures) for row in table.rows for cell in row.cells]
    assert FEW in cells
    few_told = r"kết nạp 0[12] |0[12] đồng chí (nữ|là|theo)|trong đó 0[12] trường hợp|(từ trần|chuyển đi|khai trừ) "
    assert not re.search(few_told, narrative.as_text(document))
    assert re.search(few_told, narrative.as_text(Document(figures())))
    assert dict(facts(document.figures))["Đã có quyết định, chưa tổ chức lễ kết nạp"] is FEW
    drawing = charts.children(document.figures)
    assert "Chi bộ Trung tâm Y tế: &lt;3" in drawing
    assert "Chi bộ Trung tâm Y tế: 1" not in drawing


def test_sentences_say_few_and_leave_the_shares_out():
    parts = tuple(
        replace(each, parts=tuple(replace(p, count=2) if p.code == "religion" else p for p in each.parts))
        for each in IA_HDRAI.breakdowns
    )
    said = narrative.who_they_are(published(figures(breakdowns=parts)))
    assert "dưới 03 đồng chí theo tôn giáo, " in said
    assert "21 đồng chí nữ (36,84%)" in said


def test_moves_of_few_are_said_with_their_total():
    said = narrative.heads(published(figures()))
    assert "tăng 09 đảng viên (kết nạp 05, lý do khác 04), giảm 03 đảng viên (lý do khác 03)" in said


def test_with_the_switch_off_every_number_stands(document):
    open_one = public(Document(figures()), hides_few=False)
    assert open_one.figures == figures(**dict.fromkeys(("notes", "chain"), ()))
    assert "Bản công khai.<" in html.render(open_one)


def test_the_row_of_the_branch_itself_is_hidden_like_any_other():
    own = child("X", "Trực tiếp", None, 0, 1, 1, None)
    told = published(
        figures(children=(replace(own, branch=BranchName(None, "Trực tiếp")), child("A", "A", 9, 1, 8, 8, 20)))
    )
    assert [row.admitted_year for row in told.children] == [FEW, None]
