"""The workbook, read back with another library than the one that wrote it."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from reports.document import Document
from reports.figures.facts import SilentCell
from reports.figures.names import BranchName
from reports.rendering import xlsx
from tests.figures_for_tests import CHILDREN, IA_HDRAI, child, figures


def opened(report=IA_HDRAI):
    return openpyxl.load_workbook(BytesIO(xlsx.render(Document(report))))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def book():
    return opened()


def test_sheets_are_those_of_the_paper_and_a_summary(book):
    assert book.sheetnames == ["Tổng hợp", "Các đơn vị", "Nhóm", "Cơ cấu", "Đảng số", "Chi bộ chưa kết nạp"]


def test_summary_says_the_headline_and_the_facts(book):
    sheet = book["Tổng hợp"]
    assert sheet["A1"].value == "HUYỆN ỦY IA H'DRAI"
    assert sheet["A3"].value.startswith("Năm 2023: kết nạp 57/50, đạt 114% chỉ tiêu;")
    facts = {row[0]: row[1] for row in rows(sheet)[4:]}
    assert facts["Đến hết ngày"] == datetime(2023, 12, 31)
    assert facts["Kết nạp trong tháng"] == 5
    assert facts["Chỉ tiêu năm 2023"] == 50
    assert facts["Tỷ lệ đạt, năm 2023"] == pytest.approx(1.14)
    assert facts["Tỷ lệ đạt, nhiệm kỳ 2020 - 2025"] == pytest.approx(1.025)
    assert facts["Còn thiếu (-), vượt (+), năm 2023"] == 7
    assert facts["Tổng số đảng viên cuối kỳ"] == 729


def test_days_are_days_and_percents_are_numbers(book):
    cells = {row[0].value: row[1] for row in book["Tổng hợp"].iter_rows(min_row=5)}
    assert cells["Đến hết ngày"].number_format == "dd/mm/yyyy"
    assert cells["Tỷ lệ đạt, năm 2023"].number_format == "0%"
    assert cells["Tỷ lệ đạt, nhiệm kỳ 2020 - 2025"].number_format == "0.0%"


def test_units_are_in_official_order_and_sum_to_the_total(book):
    found = rows(book["Các đơn vị"])
    table = found[2 : 3 + len(CHILDREN)]
    assert [row[1] for row in table] == [*(c.branch.name for c in CHILDREN), "Tổng số"]
    total = table[-1]
    for column in (4, 5, 8):
        assert total[column] == sum(row[column] for row in table[:-1])
    assert total[2:] == [729, 50, 5, 57, pytest.approx(1.14), 7, 205]
    assert table[3][6] == "4/3"
    assert table[8][3:4] + table[8][6:8] == ["–", "–", "–"]


def test_groups_and_headcount_say_the_same_as_the_paper(book):
    assert [row[1:7] for row in rows(book["Nhóm"])[2:4]] == [
        ["Toàn đơn vị", "2023", 50, 57, pytest.approx(1.14), 7],
        ["Chi bộ thôn", "2023", 37, 30, pytest.approx(0.8108), -7],
    ]
    ledger = {row[0]: row[2] for row in rows(book["Đảng số"])[2:] if row[0]}
    assert ledger["A"] + ledger["B"] - ledger["C"] == ledger["D"] == 729


def test_no_cell_is_a_formula_and_every_text_comes_back_as_it_was():
    for name in (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "==1",
        "＝1+1",
        '=HYPERLINK("http://x")',
        "http://127.0.0.1/x",
    ):
        row = replace(CHILDREN[0], branch=BranchName("X", name))
        letterhead = replace(IA_HDRAI.letterhead, committee=name)
        cell = SilentCell(BranchName("Y", name), name, True, 24)
        book = opened(
            figures(children=(row,), letterhead=letterhead, branch=BranchName(name, name), silent_cells=(cell,))
        )
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert book["Các đơn vị"]["B3"].value == name
        assert book["Chi bộ chưa kết nạp"]["C3"].value == name


def test_sheets_are_set_up_for_paper(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.freeze_panes is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Các đơn vị"].print_title_rows == "$2:$2"
    assert book["Các đơn vị"].column_dimensions["B"].width > 30


def test_equal_figures_give_equal_bytes():
    assert xlsx.render(Document(IA_HDRAI)) == xlsx.render(Document(figures()))


def test_a_sheet_without_rows_is_left_out():
    book = opened(
        figures(children=(), groups=(), year=None, term=None, headcount=None, silent_cells=(), year_admitted=0)
    )
    assert book.sheetnames == ["Tổng hợp"]


def test_an_unknown_row_makes_its_total_unknown():
    hidden = replace(child("X", "Chi bộ X", 8, 0, 0, 0, 10), admitted_year=None, percent=None, difference=None)
    found = rows(opened(figures(children=(CHILDREN[0], hidden)))["Các đơn vị"])
    assert found[4][4:6] == [1, "–"]
