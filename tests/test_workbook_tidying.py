"""Nobody is dropped or changed while a list is tidied: what looks like a total, a signature, a ditto or the name of a cell
and is none.
"""

import sys
from datetime import date

import pytest

from recruitment.models import Admission, Candidate, Quota
from recruitment.workbooks.headings import table_of
from recruitment.workbooks.reading import RawSheet
from recruitment.workbooks.sheets.people import PeopleSheet
from tests.workbooks import TREE, bring, places

pytestmark = pytest.mark.django_db

HILL, SCHOOL = "Chi bộ thôn Đồi", "Chi bộ Trường học"
CONFIRMED = "Xác nhận của công an xã: chưa có"


@pytest.fixture(autouse=True)
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


def brought(*rows, name="Nguồn"):
    """The warnings of the import of a sheet with such rows."""
    _counts, warnings = bring({name: rows})
    return "\n".join(warnings)


def cells():
    """{name: code of the cell} of everybody."""
    return dict(Candidate.objects.values_list("full_name", "branch__code"))


def refused(*rows, name="Nguồn"):
    """[(row, heading)] of all that is refused."""
    return [(row, heading) for _sheet, row, heading, _seen in places({name: rows})]


# --- totals


@pytest.mark.parametrize("village", ["Cộng Hòa", "Cộng", "Tổng", "Tổng số 2"])
def test_who_lives_in_a_village_with_a_name_like_a_total_is_brought_in(village):
    brought(["Thôn cư trú", "Họ và tên", "Chi bộ"], [village, "A Núi", HILL], [village, "Y Suối", SCHOOL])
    assert cells() == {"A Núi": "T1", "Y Suối": "T2"}


def test_who_is_called_like_a_total_is_brought_in():
    brought(
        ["Họ và tên", "Năm sinh", "Chi bộ"],
        ["Cộng", 1990, HILL],
        ["Cộng Văn Núi", 1992, HILL],
        ["Cộng", 1991, SCHOOL],
        ["Tổng cộng", 2, None],
    )
    assert sorted(Candidate.objects.values_list("full_name", "birth_year", "branch__code").order_by("pk")) == [
        ("Cộng", 1990, "T1"),
        ("Cộng", 1991, "T2"),
        ("Cộng Văn Núi", 1992, "T1"),
    ]


def test_a_cell_of_its_own_makes_a_name_of_what_else_is_a_total():
    brought(["Họ và tên", "Dân tộc", "Chi bộ"], ["Cộng", None, HILL], ["Cộng", None, None], ["Tổng số", None, SCHOOL])
    assert cells() == {"Cộng": "T1"}


def test_somebody_without_a_name_whose_village_is_called_like_a_total_is_told():
    head = ["Thôn cư trú", "Họ và tên", "Năm sinh", "Chi bộ"]
    assert refused(head, ["Cộng", None, 1990, None]) == [(2, "Chi bộ"), (2, "Họ và tên")]
    assert refused(head, ["Cộng", None, None, "T1"]) == [(2, "Họ và tên")]


def test_a_total_may_count_in_every_column():
    told = brought(
        ["STT", "Họ và tên", "Nữ", "Năm sinh: Nam", "Chi bộ"],
        [1, "A Núi", None, 1990, HILL],
        ["Cộng toàn xã", 12, 3, 9, 2],
        [None, "Tổng cộng: 12 người", 3, 9, HILL],
    )
    assert cells() == {"A Núi": "T1"}
    assert "Cộng toàn xã" in told


def test_a_quota_of_a_branch_called_like_a_total_is_brought_in():
    bring({"Tổ chức": [TREE[0], ["T3", "Cộng Hòa", "Chi bộ thôn", None, "X"]]})
    brought(["Đơn vị", "Năm", "KH giao"], ["Cộng Hòa", 2024, 3], ["Cộng", None, 3], name="Chỉ tiêu")
    assert list(Quota.objects.values_list("branch__code", "low")) == [("T3", 3)]


# --- signatures


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            ["Họ và tên", "Năm sinh", "Chi bộ", "Ghi chú"],
            [["A Rừng", 1992, HILL, CONFIRMED], ["Y Lá", 1993, HILL, None]],
        ),
        (["Họ và tên", "Dân tộc", "Chi bộ", "Ghi chú"], [["A Rừng", "Ba Na", HILL, CONFIRMED], ["Y Lá", None, HILL]]),
        (["Họ và tên", "Chi bộ", "Ghi chú"], [["A Rừng", HILL, CONFIRMED], ["Y Lá", HILL]]),
        (["Họ và tên", "Chi bộ", "Ghi chú"], [["A Rừng", SCHOOL, "Người lập: ông A"], ["Y Lá", "T2"]]),
    ],
)
def test_a_note_beside_somebody_is_no_signature(head, rows):
    brought(head, ["A Núi", *[None] * (head.index("Chi bộ") - 1), HILL], *rows)
    assert set(cells()) == {"A Núi", "A Rừng", "Y Lá"}


@pytest.mark.parametrize(
    ("head", "person"),
    [
        (["STT", "Họ và tên", "Chi bộ"], ["I", "Y Lá", None]),
        (["STT", "Họ và tên", "Năm sinh", "Chi bộ"], [None, "Y Lá", "1990", None]),
        (["STT", "Họ và tên", "Năm sinh", "Chi bộ"], [None, "Y Lá", "không rõ 19", HILL]),
        (["STT", "Họ và tên", "Giới tính", "Chi bộ"], [None, "Y Lá", "Nữ", None]),
        (["STT", "Họ và tên", "Thôn cư trú", "Chi bộ"], [None, "Y Lá", "Thôn Suối", None]),
        (["STT", "Họ và tên", "Chi bộ"], [None, "Y Lá", SCHOOL]),
        (["STT", "Họ và tên", "Chi bộ"], [None, "Y Lá", "T9"]),
        (["STT", "Họ và tên", "Chi bộ"], [None, "Y Lá", "nt"]),
        (["Mã", "Họ và tên", "Chi bộ"], ["Q9", "Y Lá", None]),
    ],
)
def test_below_somebody_there_is_no_signature(head, person):
    """The note is told at its own cell then, and whoever stands below is read."""
    first = [1, "A Núi", *["Thôn Suối" if name == "Thôn cư trú" else None for name in head[2:-1]], HILL]
    note = [None, "Ghi chú: xem lại"]
    assert 3 in {row for row, _heading in refused(head, first, note, person)}
    table = table_of(RawSheet("Nguồn", list(enumerate([head, first, note, person], start=1))), PeopleSheet)
    assert [number for number, _cells in table.rows] == [2, 3, 4]


@pytest.mark.parametrize(
    "tail",
    [
        [[None, "NGƯỜI LẬP BIỂU", None, "T/M CHI ỦY"], [None, "Trần Thị Nắng", None, "Lê Gió"]],
        [
            [None, None, None, "Xã Bắc, ngày 5/3/2024"],
            [None, "KẾ TOÁN", None, "BÍ THƯ CHI BỘ THÔN 3"],
            [None, "Lê Gió"],
        ],
        [["Nơi nhận:"], ["- Như trên;"], ["- Lưu: VT, 02 bản"]],
        [["Ghi chú: danh sách gửi trước ngày 05/03/2024"]],
    ],
)
def test_signatures_in_the_columns_of_the_table_are_left_out(tail):
    told = brought(["Họ và tên", "Ngày sinh", "Dân tộc", "Chi bộ"], ["A Núi", "3/4/1990", "Ba Na", HILL], [], *tail)
    assert cells() == {"A Núi": "T1"}
    assert f"{len(tail)} dòng ở cuối bảng" in told


def test_quotas_may_be_signed_too_and_have_notes_beside_them():
    rows = [[HILL, 2024, 4], [SCHOOL, 2024, 3, "Xác nhận của huyện ủy: chưa có"], ["X", 2024, 9]]
    signed = [["NGƯỜI LẬP BIỂU", None, "T/M ĐẢNG ỦY"], ["Trần Thị Nắng", None, "Lê Gió"]]
    told = brought(["Đơn vị", "Năm", "KH giao", "Ghi chú"], *rows, *signed, name="Chỉ tiêu")
    assert set(Quota.objects.values_list("branch__code", "low")) == {("T1", 4), ("T2", 3), ("X", 9)}
    assert "2 dòng ở cuối bảng" in told


def test_below_names_alone_only_other_names_are_people():
    head, group = ["Họ và tên", "Dân tộc"], [f"I. {HILL}"]
    brought(head, group, ["A Núi"], ["Y Suối"], ["Người lập", "T/M CHI ỦY"], ["Trần Thị Nắng", "Lê Gió"])
    assert cells() == {"A Núi": "T1", "Y Suối": "T1"}
    assert refused(head, group, ["A Núi"], ["Ghi chú: xem lại"], ["Y Lá"]) == [(4, "Mã chi bộ")]


def effort(rows):
    """How many functions are called to tidy a list that ends with so many signatures, below which somebody stands."""
    head, last = (
        ["STT", "Họ và tên", "Năm sinh", "Dân tộc", "Tôn giáo", "Chi bộ"],
        [9, "Y Lá", 1990, "Kinh", "Không", "T1"],
    )
    lines = [head, *([None, "Người lập"] for _row in range(rows)), last]
    raw, calls = RawSheet("Nguồn", list(enumerate(lines, start=1))), 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        table = table_of(raw, PeopleSheet)
    finally:
        sys.setprofile(None)
    assert len(table.rows) == rows + 1
    return calls


def test_ten_times_as_many_signatures_take_ten_times_the_effort():
    assert effort(20_000) / effort(2_000) == pytest.approx(10, rel=0.05)


# --- as above


@pytest.mark.parametrize("stroke", ["/", "'", "-", "–", "’", "-/-"])
def test_one_stroke_is_not_as_above(stroke):
    told = brought(["Họ và tên", "Thôn cư trú", "Chi bộ"], ["A Núi", "Thôn Đồi", HILL], ["Y Suối", stroke, HILL])
    assert set(Candidate.objects.values_list("residence", flat=True)) == {"Thôn Đồi", stroke}
    assert "Thôn cư trú" not in told


def test_a_stroke_under_religion_is_none():
    brought(
        ["Họ và tên", "Tôn giáo", "Chi bộ"], ["A Núi", "Công giáo", HILL], ["Y Suối", "/", HILL], ["Y Lá", "nt", HILL]
    )
    said = dict(Candidate.objects.values_list("full_name", "religion"))
    assert said == {"A Núi": "Công giáo", "Y Suối": "Không", "Y Lá": "Không"}


def test_capitals_may_be_short_for_something_and_this_is_said():
    told = brought(["Họ và tên", "Thôn cư trú", "Chi bộ"], ["A Núi", "Thôn Đồi", HILL], ["Y Suối", "NT", HILL])
    assert dict(Candidate.objects.values_list("full_name", "residence")) == {"A Núi": "Thôn Đồi", "Y Suối": "NT"}
    assert "NT" in told


@pytest.mark.parametrize("heading", ["Ngày cấp GCN", "Ngày sinh", "Ngày vào bước", "Ngày công nhận cảm tình"])
@pytest.mark.parametrize("said", ["nt", "NT", "/", '"', "như trên"])
def test_a_day_of_somebodys_own_is_never_that_above(heading, said):
    head = ["Họ và tên", heading, "Chi bộ"]
    assert refused(head, ["A Núi", "1/2/2000", HILL], ["Y Suối", said, HILL])[0] == (3, heading)


def test_a_number_and_a_code_are_never_those_above():
    assert refused(["Mã", "Họ và tên", "Chi bộ"], ["Q1", "A Núi", HILL], ["nt", "Y Suối", HILL]) == []
    quotas = [["Đơn vị", "Năm", "KH giao"], [HILL, 2024, 4], [SCHOOL, "nt", "nt"]]
    assert refused(*quotas, name="Chỉ tiêu") == [(3, "KH giao")]


@pytest.mark.parametrize("number", ["nt", "12-QĐ/HU"])
def test_the_day_of_a_decision_is_that_above_where_its_number_is(number):
    brought(
        ["Họ và tên", "Chi bộ", "Ngày QĐ", "Số QĐ"],
        ["A Núi", HILL, "1/2/2024", "12-QĐ/HU"],
        ["Y Suối", HILL, "nt", number],
    )
    assert set(Admission.objects.values_list("decision_on", flat=True)) == {date(2024, 2, 1)}


def test_the_day_of_another_decision_is_not_that_above():
    head, first = ["Họ và tên", "Chi bộ", "Ngày QĐ", "Số QĐ"], ["A Núi", HILL, "1/2/2024", "12-QĐ/HU"]
    assert refused(head, first, ["Y Suối", HILL, "nt", "13-QĐ/HU"]) == [(3, "Ngày QĐ")]
    assert refused(head, first, ["Y Suối", HILL, "nt", None]) == [(3, "Ngày QĐ")]


# --- rows that name a cell


def test_a_second_numbered_row_among_the_names_is_a_cell_too():
    rows = [["Họ và tên", "Năm sinh"], [f"1. {HILL}"], ["A Núi", 1990], ["2. Trường Mầm non"], ["Y Suối", 1991]]
    assert [(row, seen) for _sheet, row, _heading, seen in places({"Nguồn": rows})] == [(5, "Trường Mầm non")]
    brought(*rows[:3], [f"2. {SCHOOL}"], rows[4])
    assert cells() == {"A Núi": "T1", "Y Suối": "T2"}


@pytest.mark.parametrize("second", ["2. Mầm non", "b) Mầm non", "- Mầm non", "Trường Mầm non", "II/ Mầm non"])
def test_whatever_is_numbered_among_the_names_or_called_an_organisation_is_nobody(second):
    rows = [["STT", "Họ và tên", "Năm sinh"], [None, f"1. {HILL}"], [1, "A Núi", 1990], [None, second]]
    assert refused(*rows) == [(4, "Mã chi bộ")]
    assert [row for row, _heading in refused(*rows, [1, "Y Suối", 1991], [2, "Y Lá", 1991])] == [5, 6]


def test_a_number_beside_it_makes_nobody_of_a_cell():
    rows = [["STT", "Họ và tên", "Nữ"], [None, f"1. {HILL}", 1], [1, "A Núi", None], [None, "2. Mầm non", 1]]
    assert [row for row, _heading in refused(*rows)] == [4]
    assert [row for row, _heading in refused(*rows[:3], [2, "Trường Mầm non", 1])] == [4]


def test_running_numbers_in_roman_numerals_are_of_people():
    brought(["STT", "Họ và tên", "Chi bộ"], ["I", "Y Hai", HILL], ["II", "Y Ba", HILL])
    assert cells() == {"Y Hai": "T1", "Y Ba": "T1"}
    assert refused(["STT", "Họ và tên", "Chi bộ"], ["I", "Y Hai", None], ["II", "Y Ba", HILL]) == [(2, "Chi bộ")]


def test_who_stands_like_a_cell_is_never_lost():
    head = ["STT", "Họ và tên", "Năm sinh"]
    assert refused(head, ["I", HILL], [1, "A Núi", 1990], ["II", "Y Hai"]) == [(4, "Mã chi bộ")]
    assert refused(head, ["I", HILL], ["I", "Y Hai"], ["II", "Y Ba"], [1, "A Núi", 1990])[0] == (3, "Mã chi bộ")
    told = [
        (row, seen)
        for _sheet, row, _heading, seen in places({"Nguồn": [head, ["I", HILL], ["II", "Y Hai"], [1, "A Núi"]]})
    ]
    assert told == [(4, "Y Hai")]


def test_cells_numbered_as_people_are_numbered_are_known_by_their_words():
    rows = [
        ["STT", "Họ và tên", "Năm sinh"],
        [1, HILL],
        [1, "A Núi", 1990],
        [2, "Y Suối"],
        [2, SCHOOL],
        [1, "Y Lá", 1991],
    ]
    brought(*rows)
    assert cells() == {"A Núi": "T1", "Y Suối": "T1", "Y Lá": "T2"}


def test_a_cell_without_anybody_is_passed_over():
    brought(
        ["STT", "Họ và tên", "Năm sinh"],
        ["I", HILL],
        [1, "A Núi"],
        ["II", f"{SCHOOL} (0 người)"],
        ["III", "Trường Mầm non"],
    )
    assert cells() == {"A Núi": "T1"}


def test_somebody_without_a_name_is_no_cell():
    head = ["STT", "Họ và tên", "Năm sinh", "Thôn cư trú", "Chi bộ"]
    assert refused(head, [1, None, 1990, HILL, None]) == [(2, "Chi bộ"), (2, "Họ và tên")]
    told = refused(head[:-1], [None, f"1. {HILL}"], [1, "A Núi", 1990], [2, None, None, "Thôn Đồi"])
    assert told == [(4, "Họ và tên")]


def test_a_text_without_end_names_no_cell():
    """Looking for “(2 người)” at the end of 30 000 digits took most of a minute."""
    rows = [["Họ và tên", "Năm sinh"], [f"I. {HILL}"], [f"II. {HILL} {'1' * 30_000}"], ["A Núi", 1990]]
    assert refused(*rows) == [(3, "Họ và tên")]
