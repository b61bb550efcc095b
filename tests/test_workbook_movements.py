"""The sheet ``Đảng số``: the ledger of heads."""

from datetime import date

import pytest

from branches.models import Movement, MovementKind
from tests.workbooks import TREE, bring, places

HEAD = ["Mã chi bộ", "Ngày", "Loại biến động", "Số lượng", "Mã đối ứng", "Dự bị", "Nữ", "DTTS", "Mã dòng"]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def ledger(*rows):
    return {"Đảng số": [HEAD, *rows]}


def test_a_row_keeps_all_that_it_says():
    bring(ledger(["T1", "1/1/2024", "Số đầu kỳ", 20, None, 2, 7, 12, "D1"]))
    row = Movement.objects.get()
    assert (row.branch.code, row.day, row.kind, row.code) == ("T1", date(2024, 1, 1), MovementKind.OPENING, "D1")
    assert (row.heads, row.probationary, row.women, row.minority) == (20, 2, 7, 12)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *[("số đầu kỳ", "opening"), ("Số kiểm kê", "counted"), ("Chuyển đến", "transfer_in")],
        *[("CHUYỂN ĐI", "transfer_out"), ("Phục hồi đảng tịch", "restored"), ("Từ trần", "died")],
        *[("Khai trừ", "expelled"), ("Xoá tên", "struck_off"), ("Xin ra khỏi Đảng", "resigned")],
    ],
)
def test_kinds_by_their_names(name, kind):
    bring(ledger(["T1", "1/1/2024", name, 1]))
    assert Movement.objects.get().kind == kind


@pytest.mark.parametrize(
    ("typed", "beyond"), [(None, ""), ("trong tỉnh", "same_province"), ("Ngoài tỉnh", "other_province")]
)
def test_the_other_side_of_a_transfer_lies_outside(typed, beyond):
    bring(ledger(["T1", "1/1/2024", "Chuyển đi", 1, typed]))
    assert Movement.objects.get().beyond == beyond


def test_a_transfer_inside_is_one_row_for_both_sides():
    bring(ledger(["T1", "1/1/2024", "Chuyển nội bộ", 2, "Chi bộ Trường học"]))
    row = Movement.objects.get()
    assert (row.branch.code, row.counterpart.code, row.heads) == ("T1", "T2", 2)


@pytest.mark.parametrize(("heads", "probationary"), [(0, -3), (None, 3), (0, "-3")])
def test_a_recognition_moves_no_heads(heads, probationary):
    bring(ledger(["T1", "1/1/2024", "Công nhận chính thức", heads, None, probationary]))
    row = Movement.objects.get()
    assert (row.heads, row.probationary) == (0, 3)


def test_the_same_key_replaces_and_the_same_workbook_twice_changes_nothing():
    sheet = ledger(["T1", "1/1/2024", "Chuyển đi", 1], ["T1", "1/1/2024", "Chuyển đi", 1, "trong tỉnh"])
    assert bring(sheet)[0] == {"Đảng số": (2, 0, 0)}
    assert bring(sheet)[0] == {"Đảng số": (0, 0, 2)}
    sheet["Đảng số"][1][3] = 2
    assert bring(sheet)[0] == {"Đảng số": (0, 1, 1)}


@pytest.mark.parametrize(
    ("cells", "heading", "seen"),
    [
        (["T1", "1/1/2024", "Chuyển đi", 1, "T2"], "Mã đối ứng", "T2"),
        (["T1", "1/1/2024", "Từ trần", 1, "trong tỉnh"], "Mã đối ứng", "trong tỉnh"),
        (["T1", "1/1/2024", "Chuyển nội bộ", 1], "Mã đối ứng", ""),
        (["T1", "1/1/2024", "Chuyển nội bộ", 1, "ngoài tỉnh"], "Mã đối ứng", "ngoài tỉnh"),
        (["T1", "1/1/2024", "Chuyển nội bộ", 1, "T1"], "Mã đối ứng", "T1"),
        (["T1", "1/1/2024", "Chuyển nhà", 1], "Loại biến động", "Chuyển nhà"),
        (["T1", "1/1/2024", "Từ trần", -1], "Số lượng", "-1"),
        (["T1", "1/1/2024", "Từ trần", None], "Số lượng", ""),
        (["T1", "1/1/2024", "Từ trần", 1, None, 2], "Dự bị", "2"),
        (["T1", "1/1/2024", "Từ trần", 1, None, -1], "Dự bị", "-1"),
        (["T1", "1/1/2024", "Công nhận chính thức", 2, None, 2], "Số lượng", "2"),
        (["T1", "1/1/2024", "Công nhận chính thức", None], "Dự bị", ""),
        (["T1", "1/4/2024", "Từ trần", 1], "Ngày", "1/4/2024"),
        (["T1", "31/02/2024", "Từ trần", 1], "Ngày", "31/02/2024"),
        (["T9", "1/1/2024", "Từ trần", 1], "Mã chi bộ", "T9"),
        (["T1", None, "Từ trần", 1], "Ngày", ""),
    ],
)
def test_a_row_is_refused_at_its_cell(cells, heading, seen):
    assert places(ledger(cells)) == [("Đảng số", 2, heading, seen)]


def test_a_repeat_inside_one_file_asks_for_a_row_code():
    found = places(ledger(["T1", "1/1/2024", "Từ trần", 1], ["T1", "1/1/2024", "Từ trần", 1]))
    assert [(row, heading) for _sheet, row, heading, _seen in found] == [(2, "Mã dòng"), (3, "Mã dòng")]
    coded = [["T1", "1/1/2024", "Từ trần", 1, *[None] * 4, code] for code in ("a", "b")]
    assert [seen for *_place, seen in places(ledger(coded[0], coded[0]))] == ["a", "a"]
    bring(ledger(*coded))
    assert Movement.objects.count() == 2


def test_a_movement_outside_the_life_of_its_branch_is_refused():
    head = ["Mã", "Tên", "Cấp", "Mã cấp trên", "Từ ngày"]
    bring({"Tổ chức": [head, ["T3", "Chi bộ Ba", "Chi bộ", "X", "1/1/2023"]]})
    assert places(ledger(["T3", "31/12/2022", "Từ trần", 1])) == [("Đảng số", 2, "Ngày", "31/12/2022")]
