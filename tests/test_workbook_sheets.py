"""The sheets of one file together: tables side by side, names that are equal, and how much all of them may hold."""

import pytest
from openpyxl import Workbook

from branches.access import system_user
from recruitment.models import Candidate
from recruitment.workbooks.choices import Choices, SheetChoice
from recruitment.workbooks.importing import import_workbook, open_workbook
from recruitment.workbooks.reading import RawSheet, Unreadable, read_pasted, read_workbook
from recruitment.workbooks.reading.assembling import with_unique_names
from recruitment.workbooks.sheets import sheet_named
from recruitment.workbooks.sheets.people import PeopleSheet
from tests.hostile import rewritten
from tests.workbooks import TREE, bring, workbook

HEAD = ["Họ và tên", "Chi bộ"]


def side_by_side(tables, rows=1):
    """As it is pasted: so many tables with an empty column between."""
    lines = [["Tên", "Mã", ""] * tables, *(["Y Suối", "T1", ""] * tables for _row in range(rows))]
    return "\n".join("\t".join(line) for line in lines)


def same_names(path, rows, others):
    """A workbook whose two sheets are called “Nguồn” and “Nguồn ”, which is one name once it is cleaned."""
    return workbook(path, {"Nguồn": rows, "Nguồn ": others})


def names_of(*names):
    return [sheet.name for sheet in with_unique_names([RawSheet(name, []) for name in names])]


# --- names


@pytest.mark.one_database
def test_sheets_whose_names_become_equal_get_names_of_their_own(tmp_path):
    read = read_workbook(same_names(tmp_path / "a.xlsx", [["a"]], [["b"]]))
    assert [(sheet.name, sheet.rows) for sheet in read.sheets] == [
        ("Nguồn", [(1, ["a"])]),
        ("Nguồn (2)", [(1, ["b"])]),
    ]


@pytest.mark.one_database
def test_a_name_that_is_given_is_nobody_elses():
    assert names_of("A", "A", "A (2)", "A", "", "") == ["A", "A (3)", "A (2)", "A (4)", "", " (2)"]


@pytest.mark.one_database
def test_tables_beside_each_other_on_two_sheets_of_one_name_have_four_names(tmp_path):
    rows = [[*HEAD, None, *HEAD], ["Y Suối", "T1", None, "A Núi", "T2"]]
    read = read_workbook(same_names(tmp_path / "a.xlsx", rows, rows))
    assert [sheet.name for sheet in read.sheets] == ["Nguồn", "Nguồn [D]", "Nguồn (2)", "Nguồn [D] (2)"]
    assert {sheet_named(sheet.name) for sheet in read.sheets} == {PeopleSheet}


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["Nguồn (cũ)", "Nguồn (2) cũ", "Nguồn 2", "(2)"])
def test_other_brackets_belong_to_the_name(name):
    assert sheet_named(name) is None


@pytest.mark.django_db
def test_a_choice_for_one_of_two_sheets_of_one_name_is_for_that_one(tmp_path, clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})
    opened = open_workbook(same_names(tmp_path / "a.xlsx", [HEAD, ["Y Suối", "T1"]], [HEAD, ["A Núi", "T2"]]))
    choices = Choices({"Nguồn": SheetChoice()}, fixes={"Nguồn (2)": {2: {"full_name": "A Rừng"}}})
    import_workbook(opened, by=system_user(), choices=choices)
    assert set(Candidate.objects.values_list("full_name", "branch__code")) == {("Y Suối", "T1"), ("A Rừng", "T2")}


# --- tables side by side


@pytest.mark.one_database
def test_four_tables_side_by_side_are_read_and_five_are_refused():
    names = [sheet.name for sheet in read_pasted(side_by_side(4)).sheets]
    assert names == ["", " [D]", " [G]", " [J]"]
    with pytest.raises(Unreadable, match="4"):
        read_pasted(side_by_side(5))


@pytest.mark.one_database
def test_every_table_counts_as_a_sheet(tmp_path):
    rows = [[*HEAD, None, *HEAD], ["Y Suối", "T1", None, "A Núi", "T2"]]
    fifty = {f"S{number}": rows for number in range(50)}
    assert len(read_workbook(workbook(tmp_path / "a.xlsx", fifty)).sheets) == 100
    with pytest.raises(Unreadable, match="100"):
        read_workbook(workbook(tmp_path / "b.xlsx", fifty | {"one more": [["a"]]}))


# --- how much they hold


def reaching(path, *places):
    """A workbook with a sheet for each of ``places``, which begins at A1 and reaches up to there."""
    book = Workbook()
    book.remove(book.active)
    for place in places:
        sheet = book.create_sheet()
        sheet["A1"] = sheet[place] = "x"
    book.save(path)
    return path


@pytest.mark.one_database
def test_the_area_is_that_of_all_sheets_together(tmp_path):
    halves = ("ALL750", "ALL750")  # 1 000 columns × 750 rows, twice
    assert len(read_workbook(reaching(tmp_path / "a.xlsx", *halves)).sheets) == 2
    with pytest.raises(Unreadable, match=r"1\D?500\D?000"):
        read_workbook(reaching(tmp_path / "b.xlsx", *halves, "A1"))


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("piece", "times", "said"),
    [
        (b"<row/>", 1_100_000, "hàng triệu dòng"),
        (b'<mergeCell ref="A1:B2"/>', 9_000, "20000 ô gộp"),
        (b"<row><c><f>A</f></c></row>", 40_000, "công thức"),
    ],
)
def test_so_are_elements_merged_cells_and_formulas_without_a_value(piece, times, said, tmp_path):
    """Three sheets are too much of what two may hold."""

    def blown_up(count):
        path = workbook(tmp_path / f"{count}.xlsx", {f"S{number}": [["x"]] for number in range(count)})
        return rewritten(path, lambda name, content: content.replace(b"</sheetData>", piece * times + b"</sheetData>"))

    assert len(read_workbook(blown_up(2)).sheets) == 2
    with pytest.raises(Unreadable, match=said):
        read_workbook(blown_up(3))


@pytest.mark.one_database
def test_merged_cells_that_lie_over_each_other_on_many_sheets_are_refused(tmp_path):
    """300 000 cells on each of six sheets: none alone is too much."""
    rows = [["x"] * 10 for _row in range(1_000)]
    path = workbook(tmp_path / "a.xlsx", {f"S{number}": rows for number in range(6)})
    merging = b'<mergeCells count="30">' + b'<mergeCell ref="A1:J1000"/>' * 30 + b"</mergeCells>"
    rewritten(path, lambda name, content: content.replace(b"</sheetData>", b"</sheetData>" + merging))
    with pytest.raises(Unreadable, match=r"\w"):
        read_workbook(path)


@pytest.mark.one_database
def test_a_part_that_is_two_sheets_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["x"]], "B": [["y"]]})
    rewritten(path, lambda name, content: content.replace(b"worksheets/sheet2.xml", b"worksheets/sheet1.xml"))
    with pytest.raises(Unreadable, match=r"\w"):
        read_workbook(path)
