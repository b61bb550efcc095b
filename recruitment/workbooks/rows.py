"""The rows of a table, each cell read by its column's widget."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.widgets import Widget

from branches.names import fold

from .cells import FromNumber, Unlisted
from .choices import Choices
from .citizen_numbers import is_of_citizen_numbers
from .findings import some_of
from .headings import Table
from .reading import NO_VALUE, plain, shown

NOTHING_CHOSEN = Choices()

_LOST_ZERO = gettext_lazy("%(count)s cells are numbers, read as text: %(seen)s. Zeros that stood in front are lost.")
UNDERSTOOD = gettext_lazy("%(count)s cells are understood as you have said: %(seen)s")
_UNLISTED = gettext_lazy("%(count)s cells hold values outside the list; kept as typed, counted as unknown: %(seen)s")


@dataclass(eq=False)
class Row:
    """A row of a table. ``values``: attribute → what the cell says; a blank cell says nothing and is not there.

    ``fixed``: what was typed over its cells, by column; an empty text blanks one.
    """

    table: Table
    number: int
    cells: list
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    is_refused: bool = False

    def cell(self, name):
        """The raw cell of a column, or of the first filled column that says the attribute ``name``."""
        sheet = self.table.sheet
        names = [name] if name in self.table.places else []
        names += [column for column in self.table.places if sheet.attribute_of(column) == name]
        return next((cell for column in names for cell in self.cells_of(column) if cell is not None), None)

    @property
    def name(self):
        """Whose row it is, as far as its cells say."""
        columns = [name for name in ("full_name", "family_name", "given_name") if self.table.has(name)]
        cells = [cell for column in columns for cell in self.cells_of(column) if cell is not None]
        return " ".join(map(shown, cells))[:60]

    def column_of(self, name):
        """The column whose cell is to be put right where something is wrong with what a verb calls ``name``."""
        sheet = self.table.sheet
        if name in sheet.fields:
            return name
        same = [column for column, _c in sheet.columns() if sheet.attribute_of(column) == name]
        there = [column for column in same if column in self.table.places]
        filled = [column for column in there if any(cell is not None for cell in self.cells_of(column))]
        return next(iter(filled or there or same), "")

    def cells_of(self, column):
        if column in self.fixed:
            return [plain(self.fixed[column])]
        return [self.cells[place] for place in self.table.places[column] if place < len(self.cells)]

    def get(self, attribute, default=None):
        return self.values.get(attribute, default)


def read_rows(table, findings, choices=NOTHING_CHOSEN, progress=None):
    """Every row of ``table`` with its values; refused cells and what is worth saying go to ``findings``."""
    _tell_unknown(table, findings)
    sheet, rows, ignored, left_out = table.sheet, [], Counter(), []
    fixes = choices.fixes.get(table.name, {})
    cell = choices.of_sheet(table.name).branch
    for name in (*choices.fixed_columns(table.name), *(["branch"] if cell else [])):
        table.add(name)
    columns = [
        _Asked(name, column.widget, sheet.attribute_of(name), choices.meanings(sheet.key(), name))
        for name, column in sheet.columns()
        if table.has(name)
    ]
    for number, cells in table.rows:
        fixed = fixes.get(number, {})
        if fixed is None:
            left_out.append(number)
            continue
        row = Row(table, number, cells, fixed)
        filled = False
        for asked in columns:
            filled |= _read_cell(row, asked, findings, ignored)
        if filled:
            if cell and row.cell("branch") is None:
                row.values.setdefault("branch", cell)
            _refuse_blanks(row, findings)
            rows.append(row)
        if progress:
            progress(1)
    _tell_counts(table, findings, ignored)
    if left_out:
        text = _("%(count)s rows are left out, as was asked: %(rows)s.")
        findings.warn(text % {"count": len(left_out), "rows": some_of(left_out)}, sheet=table.name)
    return rows


class _Asked(NamedTuple):
    """A column of the table, and what its cells were said to mean where they mean nothing by themselves."""

    name: str
    widget: Widget
    attribute: str
    meant: Mapping[str, str]


def _read_cell(row, asked, findings, ignored):
    """Put what the column says into the row's values; whether it says anything."""
    said = [cell for cell in row.cells_of(asked.name) if cell is not None]
    if not said:
        return False
    ignored[asked.name] += len(set(map(str, said))) - 1
    if said[0] is NO_VALUE:
        text = _("The formula has no stored value: open the file in Excel and save it.")
        findings.refuse_cell(row, asked.name, text)
        return True
    try:
        value = _understood(row, asked, said[0], findings)
    except ValueError as error:
        findings.refuse_cell(row, asked.name, str(error), is_value=True)
        return True
    if value is not None and asked.attribute not in row.values:
        row.values[asked.attribute] = _noted(row, asked.name, value, said[0], findings)
    return True


def _understood(row, asked, cell, findings):
    """What the cell says by itself, else what it was said to mean; raises ValueError where it says nothing we know."""
    try:
        return asked.widget.clean(cell)
    except ValueError:
        text = shown(cell)
        if fold(text) not in asked.meant:
            raise
        meaning = asked.meant[fold(text)]
        findings.remark(UNDERSTOOD, row, row.table.heading_of(asked.name), f"{text} → {meaning}")
        return asked.widget.clean(meaning)


def _noted(row, name, value, cell, findings):
    if isinstance(value, FromNumber):
        findings.remark(_LOST_ZERO, row, row.table.heading_of(name), cell)
        return str(value)
    if isinstance(value, Unlisted):
        findings.remark(_UNLISTED, row, row.table.heading_of(name), cell)
        return str(value)
    return value


def _refuse_blanks(row, findings):
    for name, column in row.table.sheet.columns():
        attribute = row.table.sheet.attribute_of(name)
        if column.required and attribute not in row.values and row.cell(name) is None:
            findings.refuse_cell(row, name, _("This cell must not be empty."))


def _tell_unknown(table, findings):
    for place, title in table.unknown:
        filled = sum(1 for _number, cells in table.rows if place < len(cells) and cells[place] is not None)
        text = _("an unknown column; it is not read (%(count)s filled cells).") % {"count": filled}
        if is_of_citizen_numbers(title):
            text = _("numbers of identity cards do not belong here: they are neither read nor kept. Delete the column.")
        findings.warn(text, sheet=table.name, heading=title)


def _tell_counts(table, findings, ignored):
    for name, count in ignored.items():
        if count:
            text = _("%(count)s cells of other columns that mean the same differ from it; they are not read.")
            findings.warn(text % {"count": count}, sheet=table.name, heading=table.headings[name])
