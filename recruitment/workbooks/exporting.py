"""People as a workbook that ``import_workbook`` reads back without changing anything."""

from datetime import date
from io import BytesIO

from config.clock import today

from .. import stage_log
from ..registering.standing import DAY_OF
from .sheets.people import PeopleSheet
from .writing import Writer

WRITTEN = {
    **{"code": 14, "full_name": 28, "birth_date": 14, "sex": 10, "ethnic_group": 16, "religion": 14},
    **{"occupation": 30, "general_education": 14, "professional_education": 20, "is_union_member": 12, "tags": 20},
    **{"residence": 18, "branch": 18, "decision_number": 16, "decision_on": 14, "ceremony_on": 14},
    **{"recognised_on": 14, "stage": 24, "stage_on": 14, "listed_on": 14, "certified_on": 14},
}
"""Columns of ``PeopleSheet`` in their order, and how many letters wide they are."""

FIRST_OF_EXCEL = date(1900, 3, 1)
"""Excel counts a 29 February 1900; days before it are written as text."""


def people_workbook(rows):
    """The bytes of a workbook of ``listing.Row``: one row each, as the import understands it.

    A row with a decision or a ceremony describes that day, all others the person today.
    """
    stream = BytesIO()
    book = Writer(stream, title=PeopleSheet.names[0], day=today())
    sheet = book.sheet(PeopleSheet.names[0], WRITTEN.values())
    book.heads(sheet, 0, [PeopleSheet.fields[name].column_name for name in WRITTEN])
    rows = list(rows)
    days = stage_log.days_of([row.candidate.pk for row in rows], *DAY_OF.values())
    for line, row in enumerate(rows, start=1):
        for place, name in enumerate(WRITTEN):
            value = _cell(row, name, days.get(row.candidate.pk, {}))
            book.write(sheet, line, place, value, border=1, text_wrap=True)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    book.close()
    return stream.getvalue()


def _cell(row, name, days):
    value = days.get(DAY_OF[name]) if name in DAY_OF else _said(row, name)
    if name == "birth_date":
        day, year = value
        return _day(day) if day else str(year or "")
    if isinstance(value, date):
        return _day(value)
    return PeopleSheet.fields[name].widget.render(value)


def _day(day):
    return day if day >= FIRST_OF_EXCEL else f"{day:%d/%m}/{day.year:04d}"


def _said(row, name):
    person, admission = row.candidate, row.admission
    if name in {"code", "full_name", "residence", *stage_log.SAID}:
        return getattr(person, name)
    if admission is None and name in {"decision_number", "decision_on", "ceremony_on", "recognised_on"}:
        return None
    said = admission or person
    if name == "birth_date":
        return said.birth_date, said.birth_year
    return said.tags.all() if name == "tags" else getattr(said, name)
