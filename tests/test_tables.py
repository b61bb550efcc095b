"""Files of any table: texts are texts and come back as they were, from XLSX and from CSV."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from config import tables
from config.tables import Column, TooManyRows, as_meant, harmless, write_csv, write_xlsx

pytestmark = pytest.mark.one_database
DAY = date(2023, 12, 31)
DANGEROUS = [
    *(
        "=1+1",
        "==1",
        "+84 1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "'=1",
        "''-",
    ),
    *('=HYPERLINK("http://127.0.0.1/x")', "http://127.0.0.1/x", "a;b", 'a"b', "a\nb", "_x000D_", "007"),
]
TEXT = Column("text", "=Chữ", 20, lambda row: row)


def xlsx(columns, rows):
    file = BytesIO()
    count = write_xlsx(file, "Bảng", columns, iter(rows), day=DAY)
    return count, openpyxl.load_workbook(file)


def csv_text(columns, rows):
    file = BytesIO()
    write_csv(file, "Bảng", columns, iter(rows), day=DAY)
    return file.getvalue()


def csv_rows(content):
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [[as_meant(cell) for cell in line] for line in lines]


def test_no_text_of_a_workbook_is_a_formula_or_a_link_and_each_comes_back():
    file = BytesIO()
    write_xlsx(file, "Bảng", [TEXT], DANGEROUS, day=DAY)
    cells = [row[0] for row in openpyxl.load_workbook(file)["Bảng"].iter_rows()]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    file.seek(0)
    read = CalamineWorkbook.from_filelike(file).get_sheet_by_name("Bảng").to_python()  # as our import reads
    assert [row[0] for row in read] == ["=Chữ", *DANGEROUS]


def test_no_text_of_a_csv_begins_as_a_formula_and_each_comes_back():
    content = csv_text([TEXT], DANGEROUS)
    assert content.startswith(b"\xef\xbb\xbf")
    raw = [line[0] for line in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert [cell for cell in raw if cell.strip()[:1] in "=+-@＝＋－＠" or cell[:1] in "\t\r\n"] == []
    assert csv_rows(content) == [["=Chữ"], *([text] for text in DANGEROUS)]


@given(st.text(alphabet="'=+-@＝ \t\r\na1", max_size=6))
def test_whatever_is_made_harmless_is_read_as_it_was_meant(text):
    safe = harmless(text)
    assert as_meant(safe) == text
    assert safe.lstrip(" ")[:1] not in {*"=+-@＝"}


def test_days_are_days_and_numbers_are_numbers():
    said = [DAY, datetime(2023, 12, 31, 23, 59, 1), 1234, -5, None, date(1899, 12, 31)]
    columns = [Column(str(place), str(place), 12, lambda row, place=place: row[place]) for place in range(len(said))]
    _count, book = xlsx(columns, [said])
    day, moment, number, below, nothing, old = book["Bảng"][2]
    assert (day.value, day.number_format) == (datetime(2023, 12, 31), "dd/mm/yyyy")
    assert (moment.value, moment.number_format) == (said[1], "dd/mm/yyyy hh:mm:ss")
    assert [cell.value for cell in (number, below, nothing, old)] == [1234, -5, None, "31/12/1899"]
    assert csv_rows(csv_text(columns, [said]))[1] == [
        *("31/12/2023", "31/12/2023 23:59:01", "1234", "-5", "", "31/12/1899")
    ]


def test_a_code_stays_a_text_where_somebody_types_another():
    _count, book = xlsx([Column("code", "Mã", 14, lambda row: row, is_code=True)], ["007"])
    sheet = book["Bảng"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == ("007", "@")
    (column,) = (dimension for dimension in sheet.column_dimensions.values())
    assert column.number_format == "@"


def test_a_sheet_has_a_title_widths_heads_that_stay_and_a_filter():
    count, book = xlsx([TEXT, Column("n", "Số", 8, len)], ["a", "bb"])
    sheet = book["Bảng"]
    assert count == 2
    assert book.properties.title == "Bảng"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B3", "$1:$1")
    assert [round(sheet.column_dimensions[letter].width) for letter in "AB"] == [21, 9]


def test_a_table_without_rows_has_its_heads():
    count, book = xlsx([TEXT], [])
    assert (count, book["Bảng"].max_row) == (0, 1)
    assert csv_rows(csv_text([TEXT], [])) == [["=Chữ"]]


def test_more_rows_than_excel_holds_are_refused_not_lost(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert xlsx([TEXT], ["a", "b"])[0] == 2
    with pytest.raises(TooManyRows):
        xlsx([TEXT], ["a", "b", "c"])


def test_a_text_longer_than_a_cell_says_that_it_goes_on():
    _count, book = xlsx([TEXT], ["a" * 40_000])
    text = book["Bảng"]["A2"].value
    assert (len(text), text[-2:]) == (32_767, "a…")
