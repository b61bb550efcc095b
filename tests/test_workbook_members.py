"""The sheet ``Đảng viên``: the register of members."""

from datetime import date

import pytest

from branches.models import Member
from tests.workbooks import TREE, bring, places, refusal, rows_of_every_table

HEAD = ["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ", "Ngày chính thức", "Ngày rời"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


def members(*rows, head=HEAD):
    return {"Đảng viên": [head, *rows]}


def test_everything_a_row_says_is_kept():
    counts, warnings = bring(members(["DV7", "A Thử Nghiệm", 1970, "T1", "3/2/2000", date(2024, 3, 1)]))
    assert (counts, warnings) == ({"Đảng viên": (1, 0, 0)}, [])
    row = Member.objects.get()
    assert (row.code, row.full_name, row.birth_year, row.branch.code) == ("DV7", "A Thử Nghiệm", 1970, "T1")
    assert (row.official_on, row.left_on) == (date(2000, 2, 3), date(2024, 3, 1))


def test_the_day_of_leaving_is_the_first_day_not_here():
    bring(members(["DV7", "A Thử Nghiệm", 1970, "T1", "3/2/2000", "1/3/2024"]))
    member = Member.objects.get()
    assert member.is_full_on(date(2024, 2, 29))
    assert not member.is_full_on(date(2024, 3, 1))


def test_name_and_cell_are_enough_and_a_code_is_given():
    bring(members(["A Thử", "Chi bộ thôn Đồi"], head=["Họ tên", "Chi bộ"]))
    row = Member.objects.get()
    assert (row.code, row.branch.code, row.birth_year, row.official_on) == ("DV000001", "T1", None, None)


def test_a_whole_birth_date_says_the_year():
    bring(members(["A Thử", date(1970, 5, 6), "T1"], head=["Họ và tên", "Ngày sinh", "Mã chi bộ"]))
    assert Member.objects.get().birth_year == 1970


def test_the_same_workbook_twice_changes_nothing_and_a_blank_cell_leaves_what_is_known():
    rows = [["DV1", "A Một", 1970, "T1", "3/2/2000"], [None, "A Hai", 1971, "T2", None]]
    assert bring(members(*rows))[0] == {"Đảng viên": (2, 0, 0)}
    before = list(Member.objects.order_by("pk").values())
    assert bring(members(*rows))[0] == {"Đảng viên": (0, 0, 2)}
    assert bring(members(["DV1", "A Một", None, "T1"]))[0] == {"Đảng viên": (0, 0, 1)}
    assert list(Member.objects.order_by("pk").values()) == before
    assert bring(members(["DV1", "A Một", 1970, "T2", "3/2/2000", "1/2/2024"]))[0] == {"Đảng viên": (0, 1, 0)}
    assert Member.objects.get(code="DV1").branch.code == "T2"


@pytest.mark.parametrize(
    ("cells", "heading", "seen"),
    [
        (["DV1", None, 1970, "T1"], "Họ và tên", ""),
        (["DV1", "A" * 101, 1970, "T1"], "Họ và tên", "A" * 101),
        (["DV1", "A Một", 1970, None], "Mã chi bộ", ""),
        (["DV1", "A Một", 1970, "T9"], "Mã chi bộ", "T9"),
        (["DV1", "A Một", 1970, "X"], "Mã chi bộ", "X"),
        (["DV1", "A Một", "70", "T1"], "Năm sinh", "70"),
        (["DV1", "A Một", 1850, "T1"], "Năm sinh", "1850"),
        (["DV1", "A Một", 2010, "T1"], "Năm sinh", "2010"),
        (["DV1", "A Một", 1970, "T1", "3/2/1980"], "Năm sinh", "1970"),
        (["DV1", "A Một", 1970, "T1", "1/4/2024"], "Ngày chính thức", "1/4/2024"),
        (["DV1", "A Một", 1970, "T1", "31/2/2020"], "Ngày chính thức", "31/2/2020"),
        (["DV1", "A Một", 1970, "T1", "3/2/2000", "3/2/2000"], "Ngày rời", "3/2/2000"),
        (["DV1", "A Một", 1970, "T1", None, "1/4/2024"], "Ngày rời", "1/4/2024"),
    ],
)
def test_a_row_is_refused_at_its_cell_and_nothing_is_written(cells, heading, seen):
    before = rows_of_every_table()
    assert places(members(["DV0", "A Tốt", 1970, "T1"], cells)) == [("Đảng viên", 3, heading, seen)]
    assert rows_of_every_table() == before


def test_a_code_or_a_member_that_stands_there_twice_is_refused_at_both_rows():
    coded = members(["DV1", "A Một", 1970, "T1"], ["DV1", "A Hai", 1971, "T1"])
    assert [(row, heading) for _sheet, row, heading, _seen in places(coded)] == [(2, "Mã"), (3, "Mã")]
    same = members([None, "A Một", 1970, "T1"], [None, "a mot", 1970, "T1"])
    assert [(row, heading) for _sheet, row, heading, _seen in places(same)] == [(2, "Mã"), (3, "Mã")]


def test_members_of_a_cell_that_this_very_file_founds_are_taken():
    cell = [TREE[0], ["T3", "Chi bộ thôn Ba", "Chi bộ thôn", None, "X"]]
    bring({"Đảng viên": [HEAD, ["DV1", "A Một", 1970, "T3"]], "Tổ chức": cell})
    assert Member.objects.get().branch.code == "T3"


def test_without_its_columns_the_sheet_is_refused():
    (problem,) = refusal({"Đảng viên": [["Mã", "Họ và tên"], ["DV1", "A Một"]]})
    assert "Mã chi bộ" in problem.sentence
