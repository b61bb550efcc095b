"""Workbooks for tests, written by another hand (openpyxl) than the one that reads them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.db import transaction
from openpyxl import Workbook

from branches.access import system_user
from recruitment.workbooks.importing import ImportRefused, import_workbook, open_workbook

TREE = [
    ["Mã", "Tên", "Loại tổ chức đảng", "Loại hình", "Mã cấp trên"],
    ["H", "Đảng bộ huyện Minh Họa", "Đảng bộ huyện", None, None],
    ["X", "Đảng bộ xã Bắc", "Đảng bộ xã", None, "H"],
    ["T1", "Chi bộ thôn Đồi", "Chi bộ thôn", None, "X"],
    ["T2", "Chi bộ Trường học", "Chi bộ trực thuộc", "Trường học", "X"],
]
"""A small party: district H > commune X > village cell T1 and school cell T2."""


def workbook(path, sheets):
    """Write ``{"Tổ chức": [["Mã", "Tên"], ["A", "Đảng bộ A"]]}`` to ``path``; returns it. A row None stays empty."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells or (), start=1):
                if cell is not None:
                    sheet.cell(number, place, cell)
    book.save(path)
    return path


def bring(sheets, by=None, **said):
    """Import ``sheets``; returns {sheet: (created, changed, unchanged)} and the warnings."""
    with TemporaryDirectory() as folder:
        opened = open_workbook(workbook(Path(folder) / "so-lieu.xlsx", sheets))
    imported = import_workbook(opened, by=by or system_user(), **said)
    counts = {name: (got["created"], got["changed"], got["unchanged"]) for name, got in imported.counts}
    return counts, imported.warnings


def import_file(path, by=None, **said):
    """Import the file at ``path`` as it is; returns Imported."""
    return import_workbook(open_workbook(path), by=by or system_user(), **said)


def refusal(sheets, **said):
    """The problems why ``sheets`` are refused; none where they would be imported. Nothing is written either way."""
    try:
        with transaction.atomic():
            bring(sheets, **said)
            transaction.set_rollback(True)
    except ImportRefused as refused:
        return refused.problems
    return []


def places(sheets):
    """Where ``sheets`` are refused: [(sheet, row, column, value seen)]."""
    return [(problem.sheet, problem.row, problem.heading, problem.seen) for problem in refusal(sheets)]


def rows_of_every_table():
    """{model: number of rows}."""
    return {model: model._default_manager.count() for model in apps.get_models()}
