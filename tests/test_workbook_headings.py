"""Headings as offices write them: merged over two columns, missing, on two levels, with brackets behind."""

from datetime import date

import pytest

from branches.access import system_user
from branches.models import Branch, Member
from recruitment.models import Admission, Candidate
from recruitment.profiles import Sex
from recruitment.workbooks.choices import Choices, SheetChoice
from recruitment.workbooks.headings import kind_of, table_of
from recruitment.workbooks.importing import ImportRefused, import_workbook
from recruitment.workbooks.reading import RawSheet, RawWorkbook
from recruitment.workbooks.sheets.people import PeopleSheet
from tests import cast
from tests.test_uploads import act, page, send
from tests.workbooks import TREE, bring

pytestmark = pytest.mark.django_db
HILL = "Chi bộ thôn Đồi"


@pytest.fixture(autouse=True)
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


def sheet(*rows, name="Nguồn", **said):
    return RawSheet(name, list(enumerate(map(list, rows), start=1)), **said)


def brought(raw, **choices):
    """The warnings of the import of one sheet."""
    imported = import_workbook(RawWorkbook([raw]), by=system_user(), choices=Choices(**choices))
    return "\n".join(imported.warnings)


def people(*names):
    return {
        one.full_name: tuple(one.branch.code if name == "branch" else getattr(one, name) for name in names)
        for one in Candidate.objects.all()
    }


# --- A name in two columns under one heading

NAMES = (
    ["STT", "Họ và tên", None, "Ngày sinh", "Chi bộ"],
    [1, "Vi Văn", "Em", "3/4/1990", HILL],
    [2, "Y", "H'Bia", 1991, HILL],
)


@pytest.mark.parametrize("merged", [(), ((1, 1, 1, 2),)])
def test_a_name_goes_on_in_the_column_without_heading_and_it_is_said(merged):
    told = brought(sheet(*NAMES, merged=merged))
    assert people("birth_year") == {"Vi Văn Em": (1990,), "Y H'Bia": (1991,)}
    assert "Cột C không có tiêu đề" in told


def test_the_same_file_again_changes_nothing():
    for _again in range(2):
        brought(sheet(*NAMES))
    assert len(people()) == 2


def test_it_is_so_among_members_too_and_after_ho_dem():
    brought(sheet(["Họ và tên", None, "Chi bộ"], ["Vi Văn", "Em", HILL], name="Đảng viên"))
    brought(sheet(["Họ đệm", None, "Chi bộ"], ["Y Thị", "Lá", HILL]))
    assert (Member.objects.get().full_name, list(people())) == ("Vi Văn Em", ["Y Thị Lá"])


def test_the_given_name_stands_among_the_columns_and_can_be_left_out():
    table = table_of(sheet(*NAMES), PeopleSheet)
    assert (table.titles[2], table.places["full_name"], table.unknown) == ((2, ""), [1, 2], [])
    brought(sheet(*NAMES), sheets={"Nguồn": SheetChoice("quanchung", None, {2: ""})})
    assert list(people()) == ["Vi Văn", "Y"]


@pytest.mark.parametrize(
    "cells", [("Nam", "Nữ"), ("Kinh", "Tày"), ("x", None), (1, 2), ("ở xa", "đã cưới"), ("Em", None)]
)
def test_other_columns_without_heading_are_in_the_list_and_said_to_be_unread(cells):
    rows = [
        ["Họ và tên", None, "Chi bộ"],
        ["Vi Văn Em", cells[0], HILL],
        ["Y Lá", cells[1], HILL],
        ["A Gió", None, HILL],
    ]
    assert table_of(sheet(*rows), PeopleSheet).titles == [(0, "Họ và tên"), (1, ""), (2, "Chi bộ")]
    told = brought(sheet(*rows))
    assert set(people()) == {"Vi Văn Em", "Y Lá", "A Gió"}
    if cells == (1, 2):
        assert told == ""  # running numbers
    else:
        assert "cột “B”: cột lạ, không đọc" in told


def test_a_column_without_heading_is_read_as_what_somebody_says():
    rows = [["Họ và tên", "Chi bộ", None], ["Vi Văn Em", HILL, "Nam"]]
    brought(sheet(*rows), sheets={"Nguồn": SheetChoice("quanchung", None, {2: "sex"})})
    assert people("sex") == {"Vi Văn Em": (Sex.MALE,)}


def test_the_page_asks_what_a_column_without_heading_says(client):
    client.force_login(cast.account("canbo", "officer", Branch.objects.get(code="X")))
    rows = [["Họ và tên", None, "Chi bộ", None], ["Vi Văn", "Em", "T1", "Nam"], ["Y Thị", "Lá", "T1", "Nữ"]]
    upload = send(client, rows)
    form = page(client, upload).context["form"]
    assert [form[f"column-0-{place}"].value() for place in range(4)] == ["full_name", "full_name", "branch", ""]
    act(client, upload, "kiem-tra", **{"column-0-3": "sex"})
    act(client, upload, "ghi")
    assert people("sex") == {"Vi Văn Em": (Sex.MALE,), "Y Thị Lá": (Sex.FEMALE,)}


def test_what_lies_below_the_table_makes_no_column():
    rows = [["STT", "Họ và tên", "Chi bộ"], [1, "A Núi", HILL], [None, None, None, "NGƯỜI LẬP BIỂU"]]
    assert [place for place, _title in table_of(sheet(*rows), PeopleSheet).titles] == [0, 1, 2]


# --- Two levels

TOP = ["STT", "Họ và tên", None, "Ngày sinh", None, "Trình độ", None, "Chi bộ"]
UNDER = [None, "Họ đệm", "Tên", "Nam", "Nữ", "Học vấn", "Chuyên môn", None]
BELOW = (
    [1, "Vi Văn", "Em", "3/4/1990", None, "9/12", "Đại học", HILL],
    [2, "Y", "Lá", None, 1991, "12/12", None, HILL],
)
ACROSS = ((2, 1, 2, 2), (2, 3, 2, 4), (2, 5, 2, 6))
DOWN = ((2, 0, 3, 0), (2, 7, 3, 7))
NUMBERED = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]
SAID = {
    "Vi Văn Em": (1990, Sex.MALE, "lower_secondary", "bachelor", "T1"),
    "Y Lá": (1991, Sex.FEMALE, "upper_secondary", "", "T1"),
}


@pytest.mark.parametrize("merged", [(), ACROSS, ACROSS + DOWN])
@pytest.mark.parametrize("numbered", [[], [NUMBERED], [list(range(1, 9))]])
@pytest.mark.parametrize("header", [None, 2, 3])
def test_headings_on_two_levels(merged, numbered, header):
    rows = [["DANH SÁCH QUẦN CHÚNG ƯU TÚ"], TOP, UNDER, *numbered, *BELOW]
    told = brought(sheet(*rows, merged=merged), sheets={"Nguồn": SheetChoice("quanchung", header)})
    fields = ("birth_year", "sex", "general_education", "professional_education", "branch")
    assert people(*fields) == SAID
    assert told == ""


def test_headings_repeated_on_the_second_level_and_a_top_that_says_nothing():
    rows = [
        ["STT", "Thông tin cá nhân", None, "Chi bộ"],
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
        [1, "A Núi", 1990, HILL],
    ]
    brought(sheet(*rows))
    assert people("birth_year", "branch") == {"A Núi": (1990, "T1")}


def test_a_heading_nobody_knows_below_another_is_told_with_it():
    rows = [["Họ và tên", "Ngày sinh", None, "Khen thưởng", None, "Chi bộ"], [None, "Nam", "Nữ", "Cấp", "Hình thức"]]
    told = brought(sheet(*rows, ["A Núi", 1990, None, "Xã", "Giấy khen", HILL]))
    assert "cột “Khen thưởng: Hình thức”" in told


@pytest.mark.parametrize("first", [["Vi Văn Em", "Nữ"], ["Nam", "x"]])
def test_a_first_row_of_words_alone_is_no_second_level(first):
    rows = [["Họ và tên", None, "Chi bộ"], [*first, HILL], ["Y Lá", "Nữ", HILL]]
    brought(sheet(*rows))
    assert set(people()) == {first[0], "Y Lá"}


def test_members_have_names_on_two_levels_too():
    rows = [["STT", "Họ và tên", None, "Chi bộ"], [None, "Họ đệm", "Tên", None], [1, "Vi Văn", "Em", HILL]]
    brought(sheet(*rows, name="Đảng viên"))
    assert Member.objects.get().full_name == "Vi Văn Em"


# --- Other words for the same


@pytest.mark.parametrize("heading", ["Ngày sinh (dd/mm/yyyy)", "Sinh ngày", "Ngày tháng năm sinh\n(ghi đủ)"])
def test_births_under_other_headings(heading):
    brought(sheet(["Họ và tên khai sinh", heading, "Chi bộ SH"], ["A Núi", "3/4/1990", HILL]))
    assert people("birth_date", "branch") == {"A Núi": (date(1990, 4, 3), "T1")}


@pytest.mark.parametrize("heading", ["Chi bộ SH", "Chi bộ sinh hoạt", "Đơn vị", "Tổ chức đảng"])
def test_cells_under_other_headings(heading):
    brought(sheet(["Họ và tên", heading], ["A Núi", HILL]))
    brought(sheet(["Họ và tên", heading], ["Y Lá", HILL], name="Đảng viên"))
    assert people("branch") == {"A Núi": ("T1",)}
    assert Member.objects.get().branch.code == "T1"


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Nghề", "Nông dân", "occupation", "farmer"),
        ("TĐHV", "9/12", "general_education", "lower_secondary"),
        ("Thôn", "Thôn 2", "residence", "Thôn 2"),
        ("Nơi cư trú", "Thôn 2", "residence", "Thôn 2"),
        ("Ngày được công nhận cảm tình", "1/2/2023", "stage_on", date(2023, 2, 1)),
        ("Ngày CN cảm tình", "1/2/2023", "stage_on", date(2023, 2, 1)),
    ],
)
def test_what_people_are_under_other_headings(heading, cell, field, value):
    brought(sheet(["Họ và tên", heading, "Chi bộ"], ["A Núi", cell, HILL]))
    assert people(field) == {"A Núi": (value,)}


def test_the_day_of_full_membership_and_a_decision_on_two_levels():
    rows = [["Họ và tên", "Quyết định", None, "Ngày vào Đảng chính thức", "Chi bộ"], [None, "Số", "Ngày", None, None]]
    brought(sheet(*rows, ["A Núi", "12-QĐ/HU", "1/2/2022", "1/3/2023", HILL]))
    said = Admission.objects.values_list("decision_number", "decision_on", "recognised_on").get()
    assert said == ("12-QĐ/HU", date(2022, 2, 1), date(2023, 3, 1))


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        *(("QCUT", "introduced"), ("quần chúng ưu tú", "introduced"), ("ĐVUT", "introduced")),
        *(("CN cảm tình", "listed"), ("đã học lớp", "certified"), ("Đã học xong lớp cảm tình Đảng", "certified")),
    ],
)
def test_stages_in_the_words_of_offices(word, stage):
    brought(sheet(["Họ và tên", "Bước", "Ngày vào bước", "Chi bộ"], ["A Núi", word, "1/2/2023", HILL]))
    assert people("stage") == {"A Núi": (stage,)}


# --- Which kind of sheet it is


def test_what_fits_people_and_members_is_people():
    raw = sheet(["STT", "Họ và tên", "Ngày sinh", "Chi bộ"], [1, "A Núi", 1990, HILL], name="Sheet1")
    assert kind_of(raw) is PeopleSheet
    brought(raw)
    assert people("branch") == {"A Núi": ("T1",)}


def test_our_own_file_of_what_is_due_is_no_list_of_people():
    head = ["Mã", "Họ và tên", "Sinh", "Mã chi bộ", "Chi bộ", "Bước", "Việc", "Hạn", "Căn cứ"]
    raw = sheet(head, ["QC1", "A Núi", 1990, "T1", HILL, "", "Kết nạp", "1/4/2024"], name="Việc cần làm")
    assert kind_of(raw) is None
    with pytest.raises(ImportRefused):
        brought(raw)
