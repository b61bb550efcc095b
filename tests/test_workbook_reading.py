"""Files as they come from other people's machines."""

import unicodedata
import zipfile

import pytest
from django.db import connection
from openpyxl import Workbook

from recruitment.workbooks import reading
from recruitment.workbooks.findings import Findings
from recruitment.workbooks.headings import find_table
from recruitment.workbooks.reading import Unreadable, read_workbook
from recruitment.workbooks.rows import read_rows
from recruitment.workbooks.sheets import sheet_named
from recruitment.workbooks.sheets.people import PeopleSheet
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
    assert rows_of(path) == [[(1, ["Nguyễn Thị Hoa", 1990, 0.03, None])]]


def test_a_million_empty_rows_cost_nothing(tmp_path):
    book = Workbook()
    book.active["A1"] = "x"
    book.active.row_dimensions[1_048_576].height = 20
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [[(1, ["x"])]]


def rewritten(path, change):
    """The workbook at ``path`` with each part passed through ``change(name, bytes)``."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, change(name, content))
    return path


def test_a_sheet_without_its_dimension_is_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", "y"]]})
    rewritten(path, lambda name, content: content.replace(b'<dimension ref="A1:B1"/>', b""))
    assert rows_of(path) == [[(1, ["x", "y"])]]


def test_a_formula_that_failed_is_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", 7]]})
    rewritten(path, lambda name, content: content.replace(b'<c r="B1" t="n"><v>7', b'<c r="B1" t="e"><v>#N/A'))
    assert read_workbook(path).broken == ["B1"]


# --- What is refused before it is read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.xlsx", b"%PDF-1.7 ..."),
        ("a.xlsx", "Mã;Tên\nA;Đảng bộ A".encode()),
        ("a.xlsx", b""),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("a.xlsx", b"PK\x03\x04 and nonsense"),
    ],
)
def test_what_is_no_workbook_is_refused_by_its_first_bytes(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=r"\w"):
        read_workbook(tmp_path / name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "missing.xlsx", tmp_path):
        with pytest.raises(Unreadable, match=path.name):
            read_workbook(path)


def test_a_document_of_word_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match=r"\.xlsx"):
        read_workbook(tmp_path / "a.xlsx")


def test_macros_are_refused_whatever_the_file_is_called(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x"]]})
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(Unreadable, match="macro"):
        read_workbook(path)


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/big.bin", b"\0" * (30 << 20))
    assert path.stat().st_size < 100_000
    with pytest.raises(Unreadable, match="30 MB"):
        read_workbook(path)


def test_a_cell_at_the_far_end_is_refused_before_it_fills_the_memory(tmp_path):
    book = Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable, match="XFD1048576"):
        read_workbook(tmp_path / "a.xlsx")


def test_too_many_sheets_are_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {f"S{number}": [["x"]] for number in range(reading.MAX_SHEETS + 1)})
    with pytest.raises(Unreadable, match="100"):
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
