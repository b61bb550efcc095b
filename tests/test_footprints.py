"""What a sheet may touch is found beforehand and afterwards: exactly as much as an import really makes, changes, deletes."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.journal import differences, every, images
from branches.models import AuditEntry, AuditHead, AuditValues
from recruitment.models import Candidate, Tag
from recruitment.workbooks import footprints
from recruitment.workbooks.choices import Choices
from recruitment.workbooks.importing import _Import, open_workbook
from recruitment.workbooks.sheets import SHEETS
from tests.workbooks import TREE, bring, workbook

pytestmark = pytest.mark.django_db
NOT_KEPT = (AuditEntry, AuditHead, AuditValues, Tag)

PEOPLE = ["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ", "Bước hiện tại", "Ngày vào bước", "Ngày cấp GCN", "ĐV giúp đỡ"]
ADMITTED = ["Mã", "Họ và tên", "Mã chi bộ", "Ngày quyết định", "Đối tượng"]
MEMBERS = ["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ"]
HELP = ["Mã quần chúng", "Mã đảng viên", "Vai trò", "Từ ngày", "Đến ngày"]
PAPERS = ["Mã quần chúng", "Loại", "Trạng thái"]
LEDGER = ["Mã dòng", "Mã chi bộ", "Ngày", "Loại biến động", "Số lượng"]
KNOWN = {
    "Tổ chức": TREE,
    "Nhiệm kỳ": [["Tên", "Từ ngày", "Đến ngày"], ["2015-2020", "1/7/2015", "30/6/2020"]],
    "Chỉ tiêu": [["Mã tổ chức", "Kỳ", "Chỉ tiêu"], ["H", "2023", 50], ["X", "2023", 9]],
    "Số liệu trước": [["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"], ["X", "1/1/2019", "31/12/2019", 7]],
    "Đảng viên": [MEMBERS, ["D1", "Lê Một", 1970, "T1"], [None, "Lê Hai", 1971, "T2"]],
    "Quần chúng": [
        PEOPLE,
        ["Q1", "Y Một", 1990, "T1", "Cảm tình Đảng", "1/1/2022", None, "Lê Một"],
        [None, "Y Hai", 1991, "T1", None, None, None, None],
        ["Q9", "Y Bên Cạnh", 1991, "T2", "Cảm tình Đảng", "1/1/2022", None, "Lê Hai"],
    ],
    "Đảng viên mới": [ADMITTED, ["Q3", "Y Ba", "T1", "1/2/2023", "Dân quân"]],
    "Giúp đỡ": [HELP, ["Q1", "D1", "Giới thiệu", "1/1/2022", None]],
    "Tài liệu": [PAPERS, ["Q1", "Đơn", "có"], ["Q1", "Lý lịch", "có"], ["Q9", "Đơn", "có"]],
    "Đảng số": [LEDGER, ["M1", "T1", "1/1/2023", "Số đầu kỳ", 20], [None, "T2", "1/1/2023", "Số đầu kỳ", 9]],
}
"""What is there before; beside everything that is touched lies something that is not."""

TOUCHED = {
    "BranchSheet": {
        "Tổ chức": [
            [*TREE[0], "Từ ngày"],
            ["T3", "Chi bộ thôn Mới", "Chi bộ thôn", None, "X", None],
            ["X", "Đảng bộ xã Bắc Mới", "Đảng bộ xã", None, "H", "1/1/2023"],
        ]
    },
    "TermSheet": {
        "Nhiệm kỳ": [
            ["Tên", "Từ ngày", "Đến ngày"],
            ["2015-2020", "1/8/2015", "30/6/2020"],
            ["2025-2030", "1/7/2025", "30/6/2030"],
        ]
    },
    "QuotaSheet": {
        "Chỉ tiêu": [["Mã tổ chức", "Kỳ", "Chỉ tiêu"], ["H", "2023", 57], ["T1", "2023", 3], ["H", "2020-2025", 200]]
    },
    "TotalSheet": {
        "Số liệu trước": [
            ["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"],
            ["X", "1/1/2019", "31/12/2019", 8],
            ["X", "1/1/2018", "31/12/2018", 5],
        ]
    },
    "MemberSheet": {
        "Đảng viên": [
            MEMBERS,
            ["D1", "Lê Một Mới", 1970, "T2"],
            [None, "lê hai", 1971, "T2"],
            [None, "Lê Ba", 1972, "T1"],
        ]
    },
    "PeopleSheet": {
        "Quần chúng": [
            PEOPLE,
            ["Q1", "Y Một Mới", 1990, "T2", "Đang làm hồ sơ", "1/9/2022", "1/5/2022", "Lê Hai"],
            [None, "y hai", 1991, "T1", None, None, "1/5/2022", None],
            [None, "Y Bốn", 1994, "T1", "Cảm tình Đảng", "1/1/2022", None, "Lê Một"],
        ],
        "Đảng viên mới": [
            ADMITTED,
            ["Q3", "Y Ba", "T1", "2/2/2023", "Già làng"],
            [None, "Y Năm", "T1", "1/2/2023", "Dân quân"],
        ],
    },
    "SponsorSheet": {
        "Giúp đỡ": [
            HELP,
            ["Q1", "D1", "Giới thiệu", "1/1/2022", "1/1/2023"],
            ["Q1", "Lê Hai", "Giúp đỡ", "1/1/2023", None],
        ]
    },
    "PaperSheet": {"Tài liệu": [PAPERS, ["Q1", "Đơn", "thiếu"], ["Q1", "Lý lịch", "bổ sung"], ["Q1", "GCN", "có"]]},
    "MovementSheet": {
        "Đảng số": [LEDGER, ["M1", "T2", "1/2/2023", "Số đầu kỳ", 21], ["M2", "T1", "1/1/2023", "Số đầu kỳ", 20]]
    },
}


@pytest.fixture
def known(clock):
    clock(2024, 3, 24)
    bring(KNOWN)


def brought(sheets):
    """The import of ``sheets``, done."""
    with TemporaryDirectory() as folder:
        opened = open_workbook(workbook(Path(folder) / "so-lieu.xlsx", sheets))
    act = _Import(opened, system_user(), Choices(), None, keeps_journal=False)
    act.run()
    return act


def querysets(act):
    """Where the rows of an import may be, sheet by sheet."""
    return [queryset for sheet, rows in act.rows.items() if rows for queryset in sheet.footprint(rows, act.book)]


def tables():
    """All rows of our own."""
    models = apps.get_models(include_auto_created=True)
    return [
        every(model)
        for model in models
        if model._meta.app_label in {"branches", "recruitment"} and model not in NOT_KEPT
    ]


def in_order(lines):
    return sorted(lines, key=lambda line: (line.model, line.pk))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("sheet", [sheet.__name__ for sheet in SHEETS])
def test_a_footprint_holds_all_that_an_import_touches(sheet):
    with transaction.atomic():
        rehearsed = brought(TOUCHED[sheet])
        transaction.set_rollback(True)
    before, all_before = images(querysets(rehearsed)), images(tables())
    brought(TOUCHED[sheet])
    lines = differences(before, images(querysets(rehearsed)))
    assert in_order(lines) == in_order(differences(all_before, images(tables())))
    assert lines


@pytest.mark.usefixtures("known")
def test_long_lists_are_cut(monkeypatch):
    monkeypatch.setattr(footprints, "MOST", 2)
    found = footprints.rows_with(Candidate, "code", ["Q1", None, "Q3", "Q1", "", "Q9"])
    assert [sorted(row.code for row in rows) for rows in found] == [["Q1", "Q3"], ["Q9"]]
    with CaptureQueriesContext(connection) as asked:
        assert len(images(found)) == 3
    assert len(asked) == 2
