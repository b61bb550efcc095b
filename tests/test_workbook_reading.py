"""Files as they come from other people's machines."""

import unicodedata

import pytest
from django.db import connection

from recruitment.workbooks import reading
from recruitment.workbooks.findings import Findings
from recruitment.workbooks.headings import find_table
from recruitment.workbooks.reading import Unreadable, read_workbook
from recruitment.workbooks.rows import read_rows
from recruitment.workbooks.sheets import sheet_named
from recruitment.workbooks.sheets.people import PeopleSheet
from tests.hostile import cost, rewritten
from tests.workbooks import workbook


def rows_of(path):
    return [sheet.rows for sheet in read_workbook(path).sheets]


def table_of(tmp_path, rows, name="Quần chúng"):
    findings = Findings()
    (raw,) = read_workbook(workbook(tmp_path / "a.xlsx", {name: rows})).sheets
    return find_table(raw, sheet_named(name), findings), findings


def test_rows_keep_the_numbers_that_excel_shows(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [None, None, [None, "x"], None, ["y"]]})
    assert [[number for number, _cells in rows] for rows in rows_of(path)] == [[3, 5]]


def test_letters_are_composed_spaces_are_single_and_numbers_whole(tmp_path):
    typed = unicodedata.normalize("NFD", " Nguyễn\u00a0Thị\n Hoa\u200b ")
    path = workbook(tmp_path / "a.xlsx", {"A": [[typed, 1990.0, 0.03, "\u00a0"]]})
    assert rows_of(path) == [[(1, ["Nguyễn Thị\nHoa", 1990, 0.03, None])]]


def test_a_million_empty_rows_cost_nothing(tmp_path):
    rows = "".join(
        f'<row r="{n}" ht="20" customHeight="1"><c r="B{n}" s="0"/></row>' for n in range(2, 1_000_001)
    ).encode()
    path = workbook(tmp_path / "a.xlsx", {"A": [["x"]]})
    rewritten(path, lambda name, content: content.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert rows_of(path) == [[(1, ["x"])]]
    _sentence, seconds, megabytes = cost(path)
    assert (seconds < 10, megabytes < 150) == (True, True)


def test_a_sheet_without_its_dimension_is_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", "y"]]})
    rewritten(path, lambda name, content: content.replace(b'<dimension ref="A1:B1"/>', b""))
    assert rows_of(path) == [[(1, ["x", "y"])]]


def test_a_formula_that_failed_is_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", 7]]})
    rewritten(path, lambda name, content: content.replace(b'<c r="B1" t="n"><v>7', b'<c r="B1" t="e"><v>#N/A'))
    assert read_workbook(path).sheets[0].broken.first == ["B1"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "missing.xlsx", tmp_path):
        with pytest.raises(Unreadable, match=path.name):
            read_workbook(path)


# --- Where the table begins


def test_titles_above_the_headings_are_passed_over(tmp_path):
    table, _findings = table_of(
        tmp_path,
        [["ĐẢNG BỘ HUYỆN MINH HỌA"], None, ["DANH SÁCH QUẦN CHÚNG"], ["STT", "HỌ  VÀ TÊN", "Chi bộ"], [1, "A", "T1"]],
    )
    assert (table.header_row, [number for number, _cells in table.rows]) == (4, [5])
    assert table.heading_of("full_name") == "HỌ VÀ TÊN"


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Ho va ten", "full_name"), ("Số, ký hiệu QĐ", None), ("MÃ_CHI_BỘ", "branch"), ("Chi bộ công nhận", "branch")]
    + [("Năm\nsinh", "birth_date"), ("CMNV", "professional_education"), ("Số QĐ KN", "decision_number")],
)
def test_headings_match_without_case_accents_and_punctuation(heading, name):
    findings = Findings()
    raw = reading.RawSheet("Nguồn", [(1, ["Họ tên", "Mã chi bộ", heading])])
    table = find_table(raw, PeopleSheet, findings)
    assert table.places.get(name) is not None if name else [title for _place, title in table.unknown] == [heading]


def test_a_heading_over_two_columns_is_carried_to_both(tmp_path):
    table, findings = table_of(
        tmp_path,
        [["STT", "Họ và tên", "Năm sinh", None, "Chi bộ"], [None, None, "Nam", "Nữ"], [1, "A", None, 1990, "T1"]],
    )
    assert table.places["birth_male"] + table.places["birth_female"] == [2, 3]
    (row,) = read_rows(table, findings)
    assert row.values["birth_date"] == (None, 1990)


def test_a_first_row_of_data_is_not_taken_for_a_second_row_of_headings(tmp_path):
    table, _findings = table_of(tmp_path, [["Họ và tên", "Giới tính", "Chi bộ"], ["A", "Nữ", "T1"]])
    assert [number for number, _cells in table.rows] == [2]


@pytest.mark.parametrize(
    "row",
    [
        [None, "Nữ", None, None],
        [None, "Nữ", 1990, "x"],
        [None, "Nữ", "Thôn 1", None],
        ["(họ, đệm, tên)", "Nữ", "a", None],
    ],
)
def test_a_first_row_of_data_without_a_name_is_no_second_row_of_headings_either(tmp_path, row):
    table, _findings = table_of(
        tmp_path, [["Họ và tên", "Giới tính", "Thôn cư trú", "Chi bộ"], row, ["A", "Nam", None, "T1"]]
    )
    assert [number for number, _cells in table.rows] == [2, 3]


def test_a_second_row_of_headings_may_say_in_brackets_how_to_write(tmp_path):
    head = [["Họ và tên", "Năm sinh", None, "Ngày QĐ", "Chi bộ"], [None, "Nam", "Nữ", "(ngày/tháng/năm)", None]]
    table, _findings = table_of(tmp_path, [*head, ["A", 1990, None, "1/2/2024", "T1"]])
    assert ([number for number, _cells in table.rows], sorted(table.places)) == (
        [3],
        ["birth_female", "birth_male", "branch", "decision_on", "full_name"],
    )


def test_a_row_that_numbers_the_columns_is_passed_over(tmp_path):
    table, _findings = table_of(tmp_path, [["STT", "Họ và tên", "Chi bộ"], ["(1)", "(2)", "(3)"], [1, "A", "T1"]])
    assert [number for number, _cells in table.rows] == [3]


def test_a_sheet_without_its_headings_names_those_it_needs(tmp_path):
    table, findings = table_of(tmp_path, [["a", "b"], ["c", "d"]])
    (problem,) = findings.problems
    assert table is None
    assert "Họ và tên" in str(problem)
    assert "Mã chi bộ" in str(problem)


def test_a_missing_column_is_told_with_the_row_of_the_headings(tmp_path):
    table, findings = table_of(tmp_path, [["Danh sách"], ["Họ và tên", "Ngày sinh"], ["A", 1990]])
    (problem,) = findings.problems
    assert (table, problem.sheet, problem.row) == (None, "Quần chúng", 2)


def test_reading_and_headings_need_no_database(tmp_path, django_assert_num_queries, db):
    with django_assert_num_queries(0, connection=connection):
        table_of(tmp_path, [["Họ và tên", "Chi bộ"], ["A", "T1"]])
