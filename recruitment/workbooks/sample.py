"""The first rows of a workbook as they are understood: whether the columns are read rightly is seen, not believed."""

from datetime import date

from .reading import shown

ROWS = 10


def sample_of(imported):
    """``[{sheet, heads, rows: [[number, cell in words, …]]}]`` of each sheet that says something."""
    return [_sample([row for row, _it in said[:ROWS]]) for said in imported.said.values() if said]


def _sample(rows):
    sheet = rows[0].table.sheet
    attributes = {}
    for name, column in sheet.columns():
        attribute = sheet.attribute_of(name)
        if attribute not in attributes and any(_says(row, attribute) for row in rows):
            attributes[attribute] = column
    return {
        "sheet": rows[0].table.name,
        "heads": [column.column_name for column in attributes.values()],
        "rows": [[row.number, *(_read(row, name, column) for name, column in attributes.items())] for row in rows],
    }


def _says(row, attribute):
    return attribute in row.values or (attribute == "birth_date" and "birth_year" in row.values)


def _read(row, attribute, column):
    value = row.values.get(attribute, "")
    if attribute == "birth_date":
        value = value or row.values.get("birth_year", "")
    if isinstance(value, str | int | date):
        return shown(value) if not isinstance(value, str) else str(column.widget.render(value) or value)
    return str(column.widget.render(value) or shown(value))
