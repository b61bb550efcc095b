"""People and members as files that ``import_workbook`` reads back without changing anything."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from branches.exporting import Listing
from config.clock import today
from config.tables import Column, write_xlsx

from .. import stage_log
from ..registering.standing import DAY_OF
from .cells import Code
from .sheets.members import MemberSheet
from .sheets.people import PeopleSheet

WRITTEN = {
    **{"code": 14, "full_name": 28, "birth_date": 14, "sex": 10, "ethnic_group": 16, "religion": 14},
    **{"occupation": 30, "general_education": 14, "professional_education": 20, "is_union_member": 12, "tags": 20},
    **{"residence": 18, "branch": 18, "decision_number": 16, "decision_on": 14, "ceremony_on": 14},
    **{"recognised_on": 14, "stage": 24, "stage_on": 14, "listed_on": 14, "certified_on": 14},
}
"""Columns of ``PeopleSheet`` in their order, and how many letters wide they are."""

WRITTEN_OF_MEMBERS = {"code": 14, "full_name": 28, "birth_year": 10, "branch": 18, "official_on": 14, "left_on": 14}


def columns_of(sheet, widths, said: Callable):
    """The columns of a file that ``sheet`` reads back. ``widths``: {name: letters}; ``said(row, name)``: the value that
    the column's widget writes.
    """
    return tuple(_column(sheet.fields[name], name, width, said) for name, width in widths.items())


def _column(field, name, width, said):
    def cell(row):
        value = said(row, name)
        return value if isinstance(value, date) else field.widget.render(value)

    return Column(name, field.column_name, width, cell, is_code=isinstance(field.widget, Code))


def _said(row, name):
    person, admission = row.candidate, row.admission
    if name in DAY_OF:
        return stage_log.last_came_to(person.log, DAY_OF[name])
    if name in {"code", "full_name", "residence", *stage_log.SAID}:
        return getattr(person, name)
    if admission is None and name in {"decision_number", "decision_on", "ceremony_on", "recognised_on"}:
        return None
    said = admission or person
    if name == "birth_date":
        return said.birth_date or str(said.birth_year or "")
    return said.tags.all() if name == "tags" else getattr(said, name)


def _said_of_member(row, name):
    return getattr(row.member, name)


CELL = Column("cell", "Tên chi bộ", 28, lambda row: (row.admission or row.candidate).branch.name)
"""For those who read the file; the import goes by the code."""

PEOPLE = Listing("people", PeopleSheet.names[0], "quan-chung", (*columns_of(PeopleSheet, WRITTEN, _said), CELL))
"""A row is a ``listing.Row`` of people ``with_all_to_take_out``. With a decision or a ceremony it describes that day, all
others the person today.
"""

MEMBERS = Listing(
    "members", MemberSheet.names[0], "dang-vien", columns_of(MemberSheet, WRITTEN_OF_MEMBERS, _said_of_member)
)
"""A row is a ``member_listing.MemberRow``."""


def people_workbook(rows):
    """The bytes of a workbook of ``listing.Row`` with all columns, as the import understands it."""
    file = BytesIO()
    write_xlsx(file, PEOPLE.title, PEOPLE.columns, rows, day=today())
    return file.getvalue()
