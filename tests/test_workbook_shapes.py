"""Twenty lists as offices keep them, each brought in as it is: nobody has touched the sheet."""

import unicodedata
from datetime import date

import pytest
from openpyxl import Workbook

from branches.access import system_user
from recruitment.models import Admission, Candidate, Quota
from recruitment.profiles import SOME_MINORITY, SOME_RELIGION, Sex
from recruitment.workbooks.importing import ImportRefused, import_workbook, open_workbook
from recruitment.workbooks.legacy_text import converted, suspected
from tests.legacy_fonts import in_tcvn3
from tests.workbooks import TREE, bring, import_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]

TONES = "\u0300\u0309\u0303\u0301\u0323"
HILL, SCHOOL = "Chi bộ thôn Đồi", "Chi bộ Trường học"


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


@pytest.fixture
def brought(tmp_path):
    """``brought(rows, name="Nguồn", merge=("A1:B2",), hide=(3,))``: the warnings of the import of such a file."""

    def bring_in(rows, name="Nguồn", merge=(), hide=()):
        book = Workbook()
        sheet = book.active
        sheet.title = name
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells, start=1):
                if cell is not None:
                    sheet.cell(number, place, cell)
        for one in merge:
            sheet.merge_cells(one)
        for number in hide:
            sheet.row_dimensions[number].hidden = True
        book.save(tmp_path / "Danh sách 2024.xlsx")
        return "\n".join(import_file(tmp_path / "Danh sách 2024.xlsx").warnings)

    return bring_in


def people(*names):
    """{name: tuple of what ``names`` say} of all that are there."""
    return {person.full_name: tuple(_said(person, name) for name in names) for person in Candidate.objects.all()}


def _said(person, name):
    return person.branch.code if name == "branch" else getattr(person, name)


def test_01_headings_on_two_levels(brought):
    brought(
        [
            ["DANH SÁCH QUẦN CHÚNG ƯU TÚ"],
            ["STT", "Họ và tên", "Năm sinh", None, "Dân tộc", "Chi bộ"],
            [None, None, "Nam", "Nữ", None, None],
            [1, "A Núi", 1990, None, "Xê Đăng", HILL],
            [2, "Y Suối", None, 1992, "Kinh", SCHOOL],
        ],
        merge=("A1:F1", "C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"),
    )
    assert people("birth_year", "sex", "ethnic_group", "branch") == {
        "A Núi": (1990, Sex.MALE, "Xơ Đăng", "T1"),
        "Y Suối": (1992, Sex.FEMALE, "Kinh", "T2"),
    }


def test_02_names_in_two_columns_and_women_with_a_cross(brought):
    brought(
        [["TT", "Họ đệm", "Tên", "Nữ", "Chi bộ"], [1, "Nguyễn Thị", "Hoa", "x", "T1"], [2, "Lò Văn", "Đồi", None, "T1"]]
    )
    assert people("sex") == {"Nguyễn Thị Hoa": (Sex.FEMALE,), "Lò Văn Đồi": (Sex.MALE,)}


def test_03_titles_above_and_signatures_below(brought):
    told = brought(
        [
            ["ĐẢNG BỘ XÃ BẮC", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            [HILL.upper(), None, None, "Xã Bắc, ngày 05 tháng 03 năm 2024"],
            [],
            ["DANH SÁCH CẢM TÌNH ĐẢNG"],
            ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
            [1, "A Núi", "3/4/1990", HILL],
            [2, "Y Suối", "5/6/1991", HILL],
            [],
            ["Danh sách này có 02 người./."],
            [None, None, None, "Xã Bắc, ngày … tháng … năm 2024"],
            [None, "NGƯỜI LẬP BIỂU", None, "T/M CHI ỦY"],
            [None, "(ký, ghi rõ họ tên)", None, "BÍ THƯ"],
            [],
            [None, "Trần Thị Nắng", None, "Lê Gió"],
        ]
    )
    assert people("birth_date") == {"A Núi": (date(1990, 4, 3),), "Y Suối": (date(1991, 6, 5),)}
    assert "NGƯỜI LẬP BIỂU" in told
    assert "Trần Thị Nắng" in told


def test_04_totals_are_left_out_and_said(brought):
    told = brought(
        [
            ["STT", "Họ và tên", "Nữ", "Chi bộ"],
            [1, "Tống Công Núi", None, HILL],
            [2, "Y Suối", "x", HILL],
            ["Cộng", None, 1, None],
            [3, "A Rừng", None, SCHOOL],
            [None, "Tổng cộng: 03 người", 1, None],
        ]
    )
    assert people("branch") == {"Tống Công Núi": ("T1",), "Y Suối": ("T1",), "A Rừng": ("T2",)}
    assert "Tổng cộng: 03 người" in told


def test_05_rows_between_the_people_name_their_cell(brought):
    told = brought(
        [
            ["STT", "Họ và tên", "Năm sinh"],
            ["I", f"{HILL} (02 người)", None],
            [1, "A Núi", 1990],
            [2, "Y Suối", 1991],
            ["II. Chi bộ Trường học: 01 đồng chí", None, None],
            [1, "A Rừng", 1992],
        ]
    )
    assert people("branch") == {"A Núi": ("T1",), "Y Suối": ("T1",), "A Rừng": ("T2",)}
    assert SCHOOL in told


def test_06_a_row_numbers_the_columns(brought):
    brought([["STT", "Họ và tên", "Chi bộ"], ["(1)", "(2)", "(3)"], [1, "A Núi", HILL]])
    assert people("branch") == {"A Núi": ("T1",)}


def test_07_running_numbers_with_gaps_and_empty_rows_between(brought):
    brought(
        [["STT", "Họ và tên", "Chi bộ"], [1, "A Núi", HILL], [], [4, "Y Suối", HILL], [], [], [None, "A Rừng", HILL]]
    )
    assert len(people()) == 3


def test_08_a_merged_cell_names_the_cell_of_several_rows(brought):
    told = brought(
        [
            ["Chi bộ", "STT", "Họ và tên", "Số QĐ", "Ngày QĐ"],
            [HILL, 1, "A Núi", "12-QĐ/HU", "1/2/2024"],
            [None, 2, "Y Suối", None, None],
            [SCHOOL, 1, "A Rừng", "13-QĐ/HU", "2/2/2024"],
            [None, 2, "Y Lá", "14-QĐ/HU", "3/2/2024"],
        ],
        merge=("A2:A3", "A4:A5", "D2:D3", "E2:E3"),
    )
    assert people("branch") == {"A Núi": ("T1",), "Y Suối": ("T1",), "A Rừng": ("T2",), "Y Lá": ("T2",)}
    numbers = dict(Admission.objects.values_list("candidate__full_name", "decision_number"))
    assert numbers == {"A Núi": "12-QĐ/HU", "Y Suối": "12-QĐ/HU", "A Rừng": "13-QĐ/HU", "Y Lá": "14-QĐ/HU"}
    assert "Ngày QĐ" in told


def test_09_line_breaks_in_headings(brought):
    brought(
        [
            ["Số\nTT", "Họ\nvà tên", "Ngày,\ntháng, năm\nsinh", "Trình độ\nhọc vấn", "Chi\nbộ"],
            [1, "A Núi", 1990, "9/12", HILL],
        ]
    )
    assert people("birth_year", "general_education") == {"A Núi": (1990, "lower_secondary")}


def test_10_letters_in_pieces(brought):
    rows = [["Họ và tên", "Chi bộ"], ["Nguyễn Thị Nắng", HILL]]
    brought([[unicodedata.normalize("NFD", cell) for cell in row] for row in rows])
    assert people("branch") == {"Nguyễn Thị Nắng": ("T1",)}


def test_11_days_in_every_shape(brought):
    shapes = ["3/4/1990", "03041990", "3-4-90", "3.4.1990", "03/04/1990", date(1990, 4, 3), 32966, "1990-04-03"]
    brought([["Họ và tên", "Ngày sinh", "Chi bộ"], *([f"A Núi {n}", shape, HILL] for n, shape in enumerate(shapes))])
    assert set(people("birth_date").values()) == {(date(1990, 4, 3),)}


def test_12_years_alone_and_names_in_capitals_once(brought):
    rows = [["HỌ VÀ TÊN", "NĂM SINH", "CHI BỘ"], ["NGUYỄN THỊ NẮNG", 1990, HILL.upper()]]
    brought(rows)
    assert people("birth_year", "branch") == {"NGUYỄN THỊ NẮNG": (1990, "T1")}
    brought([rows[0], ["Nguyễn Thị Nắng", "1990", HILL]])
    assert len(people()) == 1


def test_13_hidden_rows_are_brought_in_and_said(brought):
    told = brought([["Họ và tên", "Chi bộ"], ["A Núi", HILL], ["Y Suối", HILL]], hide=(3,))
    assert len(people()) == 2
    assert "1 dòng ẩn" in told


def test_14_running_numbers_by_formula(brought, tmp_path):
    brought([["STT", "Họ và tên", "Chi bộ"], ["=ROW()-1", "A Núi", HILL], ["=A2+1", "Y Suối", HILL]])
    assert len(people()) == 2


def test_15_as_above_in_several_spellings(brought):
    told = brought(
        [
            ["Họ và tên", "Dân tộc", "Chi bộ", "Số QĐ", "Ngày QĐ"],
            ["A Núi", "Ba Na", HILL, "12-QĐ/HU", "1/2/2024"],
            ["Y Suối", "nt", "-nt-", "như trên", "nt"],
            ["A Rừng", '"', "- nt -", "Như trên", "″"],
        ]
    )
    assert set(people("ethnic_group", "branch").values()) == {("Ba Na", "T1")}
    assert set(Admission.objects.values_list("decision_number", "decision_on")) == {("12-QĐ/HU", date(2024, 2, 1))}
    assert "Dân tộc" in told


def test_16_quotas_with_percents_and_a_total(brought):
    told = brought(
        [
            ["Biểu giao chỉ tiêu"],
            ["STT", "Đơn vị", "Năm", "KH giao", "Tỷ lệ công bố"],
            [1, "Đảng bộ xã Bắc", 2024, 0.03, 0.8],
            [2, HILL, 2024, 4, 1.06],
            [None, "Tổng cộng", None, 9, None],
        ],
        name="Chỉ tiêu",
    )
    said = Quota.objects.order_by("branch__code").values_list("branch__code", "kind", "low", "rate", "stated")
    assert [(code, kind, low, rate and float(rate), stated) for code, kind, low, rate, stated in said] == [
        ("T1", "exact", 4, None, "106"),
        ("X", "rate", None, 3.0, "80"),
    ]
    assert "Tổng cộng" in told


def test_17_unknown_columns_and_a_sheet_with_a_name_that_says_nothing(brought):
    head = ["STT", "Họ và tên", "Số điện thoại", "Giới tính", "Quê quán", "Chi bộ công nhận", "Ghi chú"]
    told = brought([head, [1, "A Núi", "0900", "Nam", "Xã Bắc", HILL, "Tốt"]], name="Sheet1")
    assert people("sex", "branch") == {"A Núi": (Sex.MALE, "T1")}
    assert all(heading in told for heading in ("Số điện thoại", "Quê quán", "Ghi chú"))


def test_18_two_tables_side_by_side(brought):
    head = ["STT", "Họ và tên", "Chi bộ"]
    brought(
        [["DANH SÁCH NGUỒN"], [*head, None, *head], [1, "A Núi", HILL, None, 3, "A Rừng", SCHOOL], [2, "Y Suối", HILL]]
    )
    assert people("branch") == {"A Núi": ("T1",), "Y Suối": ("T1",), "A Rừng": ("T2",)}


def _as_1258(letter):
    """Windows-1258 has â, ă, ê, ô, ơ, ư, à, á and the like, and the tones as letters of their own."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        *base, tone = sorted(unicodedata.normalize("NFD", letter), key=lambda mark: mark in TONES)
        return unicodedata.normalize("NFC", "".join(base)) + tone
    return letter


def test_19_a_csv_file_with_semicolons_in_windows_1258(tmp_path):
    lines = ["Họ và tên;Ngày sinh;Dân tộc;Chi bộ", "Nguyễn Thị Nắng;03/04/1990;Ê Đê;Chi bộ thôn Đồi"]
    text = "".join(map(_as_1258, "\r\n".join(lines)))
    (tmp_path / "Cảm tình Đảng.csv").write_bytes(text.encode("cp1258"))
    import_file(tmp_path / "Cảm tình Đảng.csv")
    assert people("birth_date", "ethnic_group", "branch") == {"Nguyễn Thị Nắng": (date(1990, 4, 3), "Ê Đê", "T1")}


def test_20_a_file_typed_in_an_old_font(tmp_path):
    rows = [
        ["STT", "Họ và tên", "Dân tộc", "Chi bộ"],
        [1, "Nguyễn Thị Nắng", "Xơ Đăng", HILL],
        [2, "trần văn rừng", "Kinh", HILL],
    ]
    book = Workbook()
    book.active.title = "Nguồn"
    for row in rows:
        book.active.append([in_tcvn3(cell) if isinstance(cell, str) else cell for cell in row])
    book.save(tmp_path / "a.xlsx")
    opened = open_workbook(tmp_path / "a.xlsx")
    import_workbook(converted(opened, suspected(opened)), by=system_user())
    assert people("ethnic_group", "branch") == {"Nguyễn Thị Nắng": ("Xơ Đăng", "T1"), "Trần Văn Rừng": ("Kinh", "T1")}


# --- And what belongs to them


def test_21_headings_repeated_on_every_page(brought):
    head = ["STT", "Họ và tên", "Chi bộ"]
    told = brought([head, [1, "A Núi", HILL], head, [2, "Y Suối", HILL]])
    assert len(people()) == 2
    assert "3" in told


def test_22_crosses_for_minorities_and_faith(brought):
    brought([["Họ và tên", "DTTS", "Có đạo", "Chi bộ"], ["A Núi", "x", "x", HILL]])
    assert people("ethnic_group", "religion") == {"A Núi": (SOME_MINORITY, SOME_RELIGION)}


def test_a_name_is_never_filled_in_from_a_merged_cell(brought):
    with pytest.raises(ImportRefused) as refused:
        brought([["Họ và tên", "Chi bộ"], ["A Núi", HILL], [None, SCHOOL]], merge=("A2:A3",))
    assert [(problem.row, problem.heading) for problem in refused.value.problems] == [(3, "Họ và tên")]


def test_a_merged_number_counts_once(brought):
    with pytest.raises(ImportRefused) as refused:
        brought(
            [["Đơn vị", "Năm", "KH giao"], [HILL, 2024, 4], [SCHOOL, 2024, None]], name="Chỉ tiêu", merge=("C2:C3",)
        )
    assert [(problem.row, problem.heading) for problem in refused.value.problems] == [(3, "KH giao")]


def test_as_above_without_anything_above_is_told_at_its_cell(brought):
    with pytest.raises(ImportRefused) as refused:
        brought([["Họ và tên", "Chi bộ"], ["A Núi", "nt"]])
    assert [(problem.row, problem.seen) for problem in refused.value.problems] == [(2, "nt")]


def test_people_below_a_note_are_not_taken_for_its_end(brought):
    with pytest.raises(ImportRefused) as refused:
        brought([["STT", "Họ và tên", "Chi bộ"], [1, "A Núi", HILL], [None, "Ghi chú: xem lại"], [2, "Y Suối", HILL]])
    assert [(problem.row, problem.heading) for problem in refused.value.problems] == [(3, "Chi bộ")]


def test_a_date_that_excel_made_of_a_grade_is_read_and_of_a_quota_refused(brought):
    brought([["Họ và tên", "Văn hóa", "Chi bộ"], ["A Núi", date(2024, 12, 9), HILL]])
    assert people("general_education") == {"A Núi": ("lower_secondary",)}
    with pytest.raises(ImportRefused, match="6 đến 8"):
        brought([["Đơn vị", "Năm", "KH giao"], [HILL, 2024, date(2024, 8, 6)]], name="Chỉ tiêu")


def test_a_sheet_whose_headings_mean_two_kinds_is_not_guessed_at(brought):
    with pytest.raises(ImportRefused, match=r"\w"):
        brought([["Họ và tên", "Đơn vị", "Ngày", "Loại"], ["A Núi", HILL, "1/2/2024", "Đơn"]], name="Sheet1")
    assert not people()
