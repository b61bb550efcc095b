"""What lies in a workbook besides plain values: hidden rows, formulas, merged cells, references to other files."""

import pickle
from datetime import date, time

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from recruitment.models import Candidate
from recruitment.workbooks.importing import ImportRefused
from recruitment.workbooks.reading import NO_VALUE, read_workbook
from recruitment.workbooks.stored import packed, unpacked
from tests.hostile import SHEET, cost, rewritten, with_part
from tests.workbooks import TREE, bring, import_file, workbook

HEAD = ["Họ và tên", "Mã chi bộ", "Thôn cư trú"]


def sheet_of(path):
    (sheet,) = read_workbook(path).sheets
    return sheet


def test_hidden_rows_are_read_and_said(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["a"], ["b"], ["c"], None]})
    book = load_workbook(path)
    for number in (2, 3, 4):
        book["A"].row_dimensions[number].hidden = True
    book.save(path)
    sheet = sheet_of(path)
    assert ([cells for _number, cells in sheet.rows], sheet.hidden_rows) == ([["a"], ["b"], ["c"]], (2, 3))
    assert [("2" in said, "2, 3" in said) for _name, said in read_workbook(path).remarks()] == [(True, True)]


def test_the_stored_value_of_a_formula_is_read_and_said(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("A")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="a"&"b"', None, "ab")
        sheet.write_formula("C1", '=""', None, "?")
    path = rewritten(tmp_path / "a.xlsx", lambda _name, content: content.replace(b"<v>?</v>", b"<v></v>"))
    sheet = sheet_of(path)
    assert (sheet.rows, str(sheet.formulas)) == ([(1, [2, "ab", None])], "A1, B1, C1")


def test_a_formula_without_a_stored_value_is_none_of_our_guesses(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", "=1+1", "=A1"], ["=A1"]]})
    sheet = sheet_of(path)
    assert sheet.rows == [(1, ["x", NO_VALUE, NO_VALUE]), (2, [NO_VALUE])]
    assert sheet.formulas.count == 0


def test_a_copy_of_no_value_is_itself():
    assert pickle.loads(pickle.dumps([NO_VALUE])) == [NO_VALUE]


def test_all_of_it_is_kept_between_upload_and_writing(tmp_path):
    rows = [["x", 1.5, date(2024, 4, 3), time(7, 30), True], ["=1+1", "T\u00adên"]]
    path = workbook(tmp_path / "a.xlsx", {"A": rows, "B": [["y"]]})
    merging = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A9"/></mergeCells>'
    rewritten(
        path,
        lambda name, content: content.replace(b"</sheetData>", merging).replace(
            b'<row r="2"', b'<row r="2" hidden="1"'
        ),
    )
    read = read_workbook(path)
    assert unpacked(packed(read)) == read
    assert (read.sheets[0].hyphens, read.sheets[0].hidden_rows) == ({(2, 1): "T\u00adên"}, (2,))


def test_an_error_is_no_value_and_no_formula(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x", 7]]})
    broken = b'<c r="B1" t="e"><f>A1+1</f><v>#VALUE!</v></c>'
    rewritten(path, lambda _name, content: content.replace(b'<c r="B1" t="n"><v>7</v></c>', broken))
    sheet = sheet_of(path)
    assert (sheet.rows, str(sheet.broken), sheet.formulas.count) == ([(1, ["x", None])], "B1", 0)


def test_only_the_first_of_merged_cells_counts(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["a", "b"], ["c", "d"], ["e", None]]})
    merging = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    rewritten(path, lambda name, content: content.replace(b"</sheetData>", merging) if name == SHEET else content)
    sheet = sheet_of(path)
    assert (sheet.rows, sheet.merged) == ([(1, ["a", None]), (3, ["e", None])], ((1, 0, 2, 1),))


def test_cells_that_do_not_say_where_they_are_follow_each_other(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["a"]]})
    cells = b'<row><c t="str"><v>x</v></c><c r="D1" t="str"><f>A1</f><v>y</v></c><c><f>A1</f></c></row>'
    rewritten(path, lambda name, content: content.replace(_data(content), cells) if name == SHEET else content)
    assert sheet_of(path).rows == [(1, ["x", None, None, "y", NO_VALUE])]


def test_a_cell_is_where_it_says_whatever_its_row_says(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["a"]]})
    cells = b'<row/><row><c r="A12" t="str"><f>A1</f></c><c r="B12" t="str"><v>y</v></c></row>'
    rewritten(path, lambda name, content: content.replace(_data(content), cells) if name == SHEET else content)
    assert sheet_of(path).rows == [(12, [NO_VALUE, "y"])]


def test_names_of_sheets_are_what_excel_shows(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A & B <1>": [["x"]], "Năm 2024  ": [["y"]]})
    rewritten(path, lambda _name, content: content.replace(b"A &amp; B", b"A\n&#38; B"))
    assert [(sheet.name, len(sheet.rows)) for sheet in read_workbook(path).sheets] == [
        ("A & B <1>", 1),
        ("Năm 2024", 1),
    ]


@pytest.mark.one_database
def test_a_sheet_that_claims_to_be_huge_costs_nothing(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x"]]})
    claim = (b'<dimension ref="A1:A1"', b'<dimension ref="A1:XFD1048576"')
    rewritten(path, lambda _name, content: content.replace(*claim).replace(b'<dimension ref="A1"', claim[1]))
    _sentence, seconds, megabytes = cost(path)
    assert (sheet_of(path).rows, seconds < 10, megabytes < 150) == ([(1, ["x"])], True, True)


def _data(content):
    return content[content.index(b"<sheetData>") + 11 : content.index(b"</sheetData>")]


def test_other_files_are_not_opened_and_said(tmp_path):
    path = with_part(tmp_path / "a.xlsx", "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    read = read_workbook(path)
    assert read.external == 1
    assert [(name, "1" in said) for name, said in read.remarks()] == [("", True)]


def test_a_hidden_sheet_is_known_as_such(tmp_path):
    book = Workbook()
    book.create_sheet("B").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.is_hidden for sheet in read_workbook(tmp_path / "a.xlsx").sheets] == [False, True]


def test_empty_rows_and_columns_between_are_passed_over(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [None, [None, "a", None, None, "b"], None, None, [None, "c"]]})
    assert sheet_of(path).rows == [(2, [None, "a", None, None, "b"]), (5, [None, "c", None, None, None])]


@pytest.mark.django_db
def test_what_was_found_is_told_with_the_import_and_a_formula_without_value_is_refused_at_its_cell(tmp_path, clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})
    path = workbook(tmp_path / "a.xlsx", {"Nguồn": [HEAD, ["Y Minh Họa", "T1", '="Thôn "&1']]})
    with pytest.raises(ImportRefused) as refused:
        import_file(path)
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.heading, problem.column) == ("Nguồn", 2, "Thôn cư trú", "residence")
    assert not Candidate.objects.exists()
