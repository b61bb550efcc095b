"""Tables that come as text: CSV files as programs write them, and blocks copied from Excel."""

import csv
from datetime import date, timedelta

import pytest

from recruitment.workbooks.cells import Birth, Count, Day, MinusCount, Tick
from recruitment.workbooks.person_cells import Schooling, Ticked
from recruitment.workbooks.quota_values import Stated, Target
from recruitment.workbooks.reading import Unreadable, read_pasted, read_workbook, shown
from recruitment.workbooks.sheets.quotas import QuotaSheet
from tests.workbooks import TREE, bring, import_file, workbook

ROWS = [["Họ và tên", "Ngày sinh", "Mã chi bộ"], ["Nguyễn Thị Suối", "03/04/1990", "007"]]
CELLS = list(enumerate(ROWS, start=1))


def sheet_of(path, content, name=None):
    path.write_bytes(content)
    (sheet,) = read_workbook(path, name).sheets
    return sheet


def written(rows, separator=";"):
    return "\r\n".join(separator.join(row) for row in rows) + "\r\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_coding_and_separator_is_found_out(tmp_path, coding, separator):
    text = written(ROWS, separator)
    if coding == "cp1258":
        text = text.translate(_IN_1258)
    if coding == "utf-16-le":
        text = "\ufeff" + text
    sheet = sheet_of(tmp_path / "danh sách.csv", text.encode(coding))
    assert (sheet.name, sheet.rows) == ("danh sách", CELLS)


_IN_1258 = str.maketrans(
    {"ọ": "o\u0323", "ễ": "ê\u0303", "ị": "i\u0323", "ố": "ô\u0301", "ộ": "ô\u0323", "ã": "a\u0303"}
)
"""Windows-1258 has the tones as letters of their own."""


def test_what_the_user_calls_it_names_the_sheet(tmp_path):
    assert sheet_of(tmp_path / "tmp1", b"a;b\n", r"C:\So lieu\Quần chúng.csv").name == "Quần chúng"


def test_a_text_called_xlsx_is_read_as_what_it_is(tmp_path):
    assert sheet_of(tmp_path / "a.xlsx", written(ROWS).encode()).rows == CELLS


def test_line_breaks_and_quotation_marks_inside_cells(tmp_path):
    content = 'Họ và\ntên,"Ngày, tháng,\r\nnăm sinh",Ghi chú\nY,1990,"nói ""có"""\n'.replace(
        "Họ và\ntên", '"Họ và\ntên"'
    )
    rows = [(1, ["Họ và\ntên", "Ngày, tháng,\nnăm sinh", "Ghi chú"]), (2, ["Y", "1990", 'nói "có"'])]
    assert sheet_of(tmp_path / "a.csv", content.encode()).rows == rows


def test_commas_in_texts_are_outvoted_by_semicolons(tmp_path):
    content = "Họ, tên, lót;Ngày, tháng, năm sinh;Chi bộ\nY;0,5;T1\nA;1,5;T1\n"
    assert [cells for _number, cells in sheet_of(tmp_path / "a.csv", content.encode()).rows] == [
        ["Họ, tên, lót", "Ngày, tháng, năm sinh", "Chi bộ"],
        ["Y", "0,5", "T1"],
        ["A", "1,5", "T1"],
    ]


def test_a_first_line_that_names_the_separator_is_believed(tmp_path):
    sheet = sheet_of(tmp_path / "a.csv", b"sep=|\r\na,b|c\r\n")
    assert [cells for _number, cells in sheet.rows] == [["a,b", "c"]]


def test_empty_lines_keep_their_numbers(tmp_path):
    assert sheet_of(tmp_path / "a.csv", b"a;b\n\n;\nc;d\n").rows == [(1, ["a", "b"]), (4, ["c", "d"])]


def test_one_column_needs_no_separator(tmp_path):
    assert sheet_of(tmp_path / "a.csv", b"a\nb\n").rows == [(1, ["a"]), (2, ["b"])]


def test_a_table_wider_than_any_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="ALM2"):
        sheet_of(tmp_path / "a.csv", b"a;b\n" + b";".join([b"x"] * 1001))


def test_a_short_quotation_that_never_closes_reads_to_the_end(tmp_path):
    assert sheet_of(tmp_path / "a.csv", b'a;"b\nc;d\n').rows == [(1, ["a", "b\nc;d"])]


# --- Pasted


def pasted(text):
    (sheet,) = read_pasted(text).sheets
    assert sheet.name == ""
    return sheet.rows


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_pasted_block_keeps_its_rows_and_columns(end):
    assert pasted("Y\t\t007\r\n\r\nA\t1990\tT1" + end) == [(1, ["Y", None, "007"]), (3, ["A", "1990", "T1"])]


def test_a_pasted_cell_with_a_line_break_stands_in_quotation_marks():
    assert pasted('"Họ và\ntên"\t"nói ""có""\nhay không"\nY\tx') == [
        (1, ["Họ và\ntên", 'nói "có"\nhay không']),
        (2, ["Y", "x"]),
    ]


def test_quotation_marks_that_are_all_of_a_cell_are_kept():
    assert pasted('Y\tT1\nA\t"\nB\t"') == [(1, ["Y", "T1"]), (2, ["A", '"']), (3, ["B", '"'])]


def test_nothing_pasted_is_no_rows():
    assert pasted("") == pasted("\r\n") == pasted(" \t \n") == []


def test_too_much_pasted_is_refused():
    with pytest.raises(Unreadable, match="20 MB"):
        read_pasted("x" * (20 << 20) + "y")


# --- Cells that are all texts


def test_a_day_in_five_shapes_through_the_whole_leap_year(clock):
    clock(2024, 12, 31)
    first = date(2024, 1, 1)
    days = [first + timedelta(days=n) for n in range(366)]
    shapes = [
        lambda d: f"{d.day}/{d.month}/{d.year}",
        lambda d: f"{d:%d%m%Y}",
        lambda d: f"{d.day}-{d.month}-{d:%y}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d:%d/%m/%Y}",
    ]
    wrong = [(shape(day), day) for day in days for shape in shapes if Day().clean(shape(day)) != day]
    assert (wrong, len(days) * len(shapes)) == ([], 1830)


SAME = [
    (Count(), 12, "12"), (Count(), 1905, "1905"), (Count(), 3, "3.0"), (Count(), 3, "3,0"), (Count(), 0, "0"),
    (MinusCount(), -3, "-3"), (MinusCount(), 3, "3,0"),
    (Day(), date(2024, 4, 3), "03/04/2024"), (Day(), 45385, "45385"), (Day(), 3042024, "3042024"),
    (Birth(), 1990, "1990"), (Birth(), 1990, "1990.0"), (Birth(), 1990, "1990,0"), (Birth(), date(1990, 4, 3), "3/4/1990"),
    (Birth(), 32966, "32966"),
    (Tick(), 1, "1"), (Tick(), 0, "0"), (Tick(), True, "TRUE"), (Tick(), False, "FALSE"), (Ticked("a", "b"), 1, "1"),
    (Schooling(100), 12, "12"), (Schooling(100), date(2024, 9, 12), "12/9/2024"),
    (Schooling(100), date(2024, 12, 9), "09/12/2024"), (Schooling(100), 12, "12.0"),
    (Target(), 50, "50"), (Target(), 0.03, "0.03"), (Target(), 0.03, "0,03"), (Target(), 50, "50.0"),
    (Stated(), 0.8, "0,8"), (Stated(), 1.06, "1.06"), (Stated(), 45.09, "45,09"),
    (QuotaSheet.fields["period"].widget, 2024, "2024"), (QuotaSheet.fields["period"].widget, 2024, "2024.0"),
]  # fmt: skip


@pytest.mark.parametrize(("widget", "cell", "text"), SAME)
def test_a_text_says_what_the_cell_of_excel_says(widget, cell, text):
    assert widget.clean(text) == widget.clean(cell)


@pytest.mark.parametrize("text", ["1.905", "1,5", "3,05", "0.5", "12.", ",0"])
def test_a_count_takes_no_fraction_for_a_number_of_heads(text):
    if text == "1.905":
        assert Count().clean(text) == 1905
    else:
        with pytest.raises(ValueError, match="12"):
            Count().clean(text)


def test_a_range_that_a_program_wrote_as_a_date_is_asked_for_in_words():
    with pytest.raises(ValueError, match="6 đến 8"):
        Target().clean("06/08/2026")


@pytest.mark.django_db
def test_the_same_list_as_text_and_as_a_workbook_brings_the_same(tmp_path, clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})
    head = ["Mã", "Họ và tên", "Ngày sinh", "Đoàn viên", "Mã chi bộ", "Ngày quyết định"]
    people = [
        ["007", "Y Minh Họa", date(1990, 4, 3), "x", "T1", date(2023, 2, 1)],
        ["008", "A Minh Họa", 1991, None, "T2", None],
    ]
    with (tmp_path / "Quần chúng.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *([shown(cell) for cell in row] for row in people)])
    import_file(workbook(tmp_path / "a.xlsx", {"Quần chúng": [head, *people]}))
    imported = import_file(tmp_path / "Quần chúng.csv")
    assert [(name, +counts) for name, counts in imported.counts] == [("Quần chúng", {"unchanged": 2})]
