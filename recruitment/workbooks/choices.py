"""What somebody says of a file beside its cells: which sheet is what, which column says what, what a value means, and
what is typed over a cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from branches.names import fold

NOT_READ = ""
"""Chosen for a sheet or a column that is left out."""


@dataclass(frozen=True)
class SheetChoice:
    """``kind``: the key of a ``Sheet``, ``NOT_READ``, or None where nothing was chosen. ``header``: the row of the headings
    as Excel numbers it, 0 for a table without any, None to look for it. ``columns``: {place in a row: name of a column or
    ``NOT_READ``}. ``branch``: the cell of all rows that name none.
    """

    kind: str | None = None
    header: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    branch: str = ""


@dataclass(frozen=True)
class Choices:
    """``sheets``: {name in the file: SheetChoice}. ``values``: {(key of the sheet, column): {text: what it means}},
    whatever its case and accents.

    ``fixes``: {name in the file: {row: {column: text}}}; a row that is left out is None. ``font``: the name of the old
    encoding in which the texts seem to be typed, ``is_decoded``: whether they are read so.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    fixes: Mapping[str, Mapping[int, Mapping[str, str] | None]] = field(default_factory=dict)
    font: str = ""
    is_decoded: bool = False

    def of_sheet(self, name):
        return self.sheets.get(name, SheetChoice())

    @cached_property
    def _meant(self):
        return {key: {fold(text): meaning for text, meaning in said.items()} for key, said in self.values.items()}

    def meanings(self, kind, column):
        """{folded text: what it was said to mean} in a column, for cells that mean nothing by themselves."""
        return self._meant.get((kind, column), {})

    def fixed_columns(self, name):
        """The columns of a sheet over which something is typed."""
        rows = self.fixes.get(name, {}).values()
        return dict.fromkeys(column for row in rows if row for column in row)

    # --- as it is kept

    def as_json(self):
        return {
            "sheets": {
                name: vars(one) | {"columns": {str(place): column for place, column in one.columns.items()}}
                for name, one in self.sheets.items()
            },
            "values": {f"{kind}.{column}": dict(meant) for (kind, column), meant in self.values.items()},
            "font": self.font,
            "is_decoded": self.is_decoded,
        }

    @classmethod
    def from_json(cls, said, fixes):
        sheets = {
            name: SheetChoice(**one | {"columns": {int(place): column for place, column in one["columns"].items()}})
            for name, one in said.get("sheets", {}).items()
        }
        values = {tuple(key.split(".", 1)): meant for key, meant in said.get("values", {}).items()}
        rows = {name: {int(row): typed for row, typed in some.items()} for name, some in fixes.items()}
        return cls(sheets, values, rows, said.get("font", ""), said.get("is_decoded", False))
