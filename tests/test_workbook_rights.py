"""Who brings in a workbook brings in the own subtree: nothing elsewhere is written, named or hinted at."""

import pytest

from branches.models import Branch
from recruitment.models import Admission, Candidate
from recruitment.workbooks.choices import Choices, SheetChoice
from recruitment.workbooks.importing import ImportRefused
from tests import cast
from tests.workbooks import bring, refusal

pytestmark = pytest.mark.django_db
PEOPLE = ["Họ và tên", "Mã chi bộ", "Ngày quyết định"]


@pytest.fixture
def secretary(party):
    return cast.account("bithu", "secretary", party.north)


def sentences(sheets, **said):
    return [problem.sentence for problem in refusal(sheets, **said)]


def test_a_secretary_brings_in_people_of_the_own_cells(secretary):
    counts, _warnings = bring({"Quần chúng": [PEOPLE[:2], ["Y Minh Họa", "HILL"]]}, by=secretary)
    assert counts == {"Quần chúng": (1, 0, 0)}
    assert Candidate.objects.get().branch.code == "HILL"


@pytest.mark.parametrize("cell", ["DALE", "Chi bộ thôn Lũng", "NOWHERE"])
def test_a_cell_elsewhere_is_as_unknown_as_one_that_is_not(secretary, cell):
    (sentence,) = sentences({"Quần chúng": [PEOPLE[:2], ["Y Minh Họa", cell]]}, by=secretary)
    (other,) = sentences({"Quần chúng": [PEOPLE[:2], ["Y Minh Họa", "KHONG-CO"]]}, by=secretary)
    assert sentence == other


def test_a_decision_is_not_for_a_secretary_to_record(secretary):
    (problem,) = refusal({"Quần chúng": [PEOPLE, ["Y Minh Họa", "HILL", "1/2/2023"]]}, by=secretary)
    assert (problem.row, problem.heading) == (2, "Ngày quyết định")
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    "sheets",
    [
        {"Chỉ tiêu": [["Mã tổ chức", "Kỳ", "Chỉ tiêu"], ["HILL", 2023, 5]]},
        {"Tổ chức": [["Mã", "Tên", "Loại tổ chức đảng", "Mã cấp trên"], ["NEW", "Chi bộ Mới", "Chi bộ", "NORTH"]]},
        {"Đảng số": [["Mã chi bộ", "Ngày", "Loại", "Số lượng"], ["HILL", "1/1/2023", "Số đầu kỳ", 5]]},
    ],
    ids=lambda sheets: next(iter(sheets)),
)
def test_what_the_role_does_not_write_is_refused_as_a_sheet(secretary, sheets):
    (problem,) = refusal(sheets, by=secretary)
    assert (problem.sheet, problem.row) == (next(iter(sheets)), None)


def test_a_code_of_a_branch_out_of_sight_is_taken_and_says_no_more(party):
    officer = cast.account("canbo", "officer", party.north)
    head = ["Mã", "Tên", "Loại tổ chức đảng", "Mã cấp trên"]
    (problem,) = refusal({"Tổ chức": [head, ["DALE", "Chi bộ Khác", "Chi bộ", "NORTH"]]}, by=officer)
    assert (problem.heading, problem.seen) == ("Mã", "DALE")
    assert "Lũng" not in problem.sentence
    assert Branch.objects.get(code="DALE").name == "Chi bộ thôn Lũng"


def test_a_row_code_of_a_ledger_out_of_sight_is_taken_and_says_no_more(party):
    head = ["Mã dòng", "Mã chi bộ", "Ngày", "Loại", "Số lượng"]
    bring({"Đảng số": [head, ["M1", "DALE", "1/1/2023", "Số đầu kỳ", 5]]})
    officer = cast.account("canbo", "officer", party.north)
    rows = [["M1", "HILL", "1/1/2023", "Số đầu kỳ", 5], ["M2", "MOOR", "1/1/2023", "Số đầu kỳ", 5]]
    (problem,) = refusal({"Đảng số": [head, *rows]}, by=officer)
    assert (problem.row, problem.heading, problem.seen) == (2, "Mã dòng", "M1")
    assert "Lũng" not in problem.sentence


def test_an_officer_founds_cells_below_the_own_organisation_only(party):
    officer = cast.account("canbo", "officer", party.north)
    head = ["Mã", "Tên", "Loại tổ chức đảng", "Mã cấp trên"]
    counts, _warnings = bring({"Tổ chức": [head, ["NEW", "Chi bộ Mới", "Chi bộ", "NORTH"]]}, by=officer)
    assert counts == {"Tổ chức": (1, 0, 0)}
    assert refusal({"Tổ chức": [head, ["ROOT", "Đảng bộ Mới", "Đảng bộ huyện", None]]}, by=officer)


def test_rejected_rows_are_counted_with_all_others(party):
    rows = [["Y Một", "HILL"], ["Y Hai", "KHONG-CO"], [None, "MOOR"], ["Y Bốn", "MOOR"]]
    assert bring_or_count({"Quần chúng": [PEOPLE[:2], *rows]}) == {"created": 2, "rejected": 2}


def bring_or_count(sheets):
    try:
        bring(sheets)
    except ImportRefused as refused:
        ((_name, counts),) = refused.counts
        return {name: n for name, n in counts.items() if n}


# --- What was chosen


def test_columns_sheets_and_values_mean_what_was_chosen(party):
    sheets = {"Trang 1": [["Tên gọi", "Nơi ở"], ["Y Minh Họa", "Đồi"], ["Y Thử", "Đồi"]], "Trang 2": [["Mã"], ["x"]]}
    choices = Choices(
        {"Trang 1": SheetChoice("quanchung", None, {0: "full_name", 1: "branch"}), "Trang 2": SheetChoice("")},
        {("quanchung", "branch"): {"doi": "HILL"}},
    )
    counts, warnings = bring(sheets, choices=choices)
    assert counts == {"Trang 1": (2, 0, 0)}
    assert ["Đồi → HILL" in warning for warning in warnings] == [True]
    assert {person.branch.code for person in Candidate.objects.all()} == {"HILL"}
    assert Choices.from_json(choices.as_json(), {}) == choices


def test_a_table_without_headings_is_read_by_its_columns(party):
    choices = Choices({"Trang 1": SheetChoice("quanchung", 0, {0: "full_name", 2: "branch"})})
    bring({"Trang 1": [["Y Minh Họa", "x", "HILL"], ["Y Thử", "y", "MOOR"]]}, choices=choices)
    assert sorted(Candidate.objects.values_list("full_name", "branch__code")) == [
        ("Y Minh Họa", "HILL"),
        ("Y Thử", "MOOR"),
    ]


def test_cells_are_put_right_and_rows_left_out(party):
    sheets = {
        "Quần chúng": [["Họ và tên", "Mã chi bộ"], ["Y Minh Họa", "HILLL"], ["Tổng cộng", None], ["Y Thử", "MOOR"]]
    }
    choices = Choices(fixes={"Quần chúng": {2: {"branch": "HILL", "code": "QC0077"}, 3: None}})
    counts, warnings = bring(sheets, choices=choices)
    assert counts == {"Quần chúng": (2, 0, 0)}
    assert Candidate.objects.get(full_name="Y Minh Họa").code == "QC0077"
    assert any("1" in text and "3" in text for text in warnings)


def test_a_problem_names_the_column_that_is_to_be_put_right(party):
    head = ["Họ đệm", "Tên", "Năm sinh: Nam", "Năm sinh: Nữ", "Chi bộ"]
    problems = refusal({"Quần chúng": [head, ["Y", "Minh", None, "xx", "HILL"], ["Y", "Thử", 1990, None, "?"]]})
    assert [(problem.row, problem.column) for problem in problems] == [(2, "birth_female"), (3, "branch")]
