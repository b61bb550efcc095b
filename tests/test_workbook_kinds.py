"""Which of our sheets a table is when its name does not say it."""

import pytest

from branches.access import system_user
from recruitment.workbooks.choices import Choices, SheetChoice
from recruitment.workbooks.headings import kind_of, suggested_kind, table_of
from recruitment.workbooks.importing import ImportRefused, import_workbook
from recruitment.workbooks.outcome import refused_with
from recruitment.workbooks.reading import RawSheet, RawWorkbook, read_workbook
from recruitment.workbooks.rejected import rejected_workbook
from recruitment.workbooks.sheets import SHEETS
from recruitment.workbooks.sheets.members import MemberSheet
from recruitment.workbooks.sheets.movements import MovementSheet
from recruitment.workbooks.sheets.people import PeopleSheet
from recruitment.workbooks.sheets.quotas import QuotaSheet
from tests.workbooks import TREE, bring


def sheet(*rows, name="Sheet1", **said):
    return RawSheet(name, list(enumerate(map(list, rows), start=1)), **said)


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_with_all_our_headings_is_that_sheet(kind):
    headings = [column.column_name for _name, column in kind.columns()]
    assert kind_of(sheet(["Biểu 1"], headings)) is kind


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["STT", "Họ và tên", "Dân tộc", "Chi bộ"], PeopleSheet),
        (["Họ và tên", "Chi bộ", "Ngày rời"], MemberSheet),
        (["Đơn vị", "Năm", "KH giao"], QuotaSheet),
        (["Chi bộ", "Ngày", "Lý do", "Số ĐV"], MovementSheet),
        (["Họ và tên", "Chi bộ"], PeopleSheet),
        (["Họ và tên", "Đơn vị", "Ngày", "Loại"], None),
        (["Họ và tên", "Dân tộc", "Tôn giáo"], None),
        (["Tên hàng", "Giá"], None),
    ],
)
def test_the_kind_that_knows_the_most_headings_is_meant_and_of_two_alike_none(headings, kind):
    assert kind_of(sheet(headings)) is kind


def test_headings_far_below_and_hidden_sheets_are_not_looked_at():
    rows = [*[["x"]] * 20, ["Họ và tên", "Dân tộc", "Chi bộ"]]
    assert (kind_of(sheet(*rows)), kind_of(sheet(*rows[1:]))) == (None, PeopleSheet)
    assert kind_of(sheet(*rows[1:], is_hidden=True)) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Đảng viên", MemberSheet),
        ("NGUỒN", PeopleSheet),
        ("Nguồn [F]", PeopleSheet),
        ("x", PeopleSheet),
    ],
)
def test_the_name_is_believed_before_the_headings(name, kind):
    assert suggested_kind(sheet(["Họ và tên", "Dân tộc", "Chi bộ"], name=name)) is kind


@pytest.mark.django_db
def test_rejected_rows_of_a_list_with_rows_between_know_their_cell_alone(tmp_path, clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["I", "Chi bộ thôn Đồi"],
        [1, "A Núi", "31/02/1990"],
        [2, "Y Suối", 1990],
    ]
    read, choices = RawWorkbook([sheet(*rows, name="Nguồn")]), Choices({"Nguồn": SheetChoice("quanchung")})
    with pytest.raises(ImportRefused) as refused:
        import_workbook(read, by=system_user(), choices=choices)
    path = tmp_path / "a.xlsx"
    path.write_bytes(rejected_workbook(read, choices, refused_with(refused.value)["problems"]))
    table = table_of(read_workbook(path).sheets[0], PeopleSheet)
    ((_number, cells),) = table.rows
    said = {name: cells[table.places[name][0]] for name in ("full_name", "branch", "birth_date")}
    assert said == {"full_name": "A Núi", "branch": "Chi bộ thôn Đồi", "birth_date": "31/02/1990"}
