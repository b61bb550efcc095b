"""Excel workbooks (.xlsx): looked through part by part, then read by calamine."""

import zipfile
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from branches.names import clean

from . import gate
from .assembling import assembled
from .raw import MAX_AREA, NO_VALUE, RawSheet, Unreadable, filled_row
from .survey import Contents, Relations, Room, SheetSurvey, Strings

_CONTENTS, _RELATIONS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml"
_DECLARATIONS = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass
class Package:
    """A workbook looked through. ``sheets``: (SheetSurvey, whether it is hidden) of every sheet, in their order."""

    sheets: list
    external: int


def read(path, name):
    """The RawWorkbook at ``path``, called ``name``. Raises Unreadable."""
    try:
        gate.refuse_too_many_parts(path)
        with zipfile.ZipFile(path) as parts:
            gate.refuse_by_directory(parts.infolist(), name)
            package = _look_through(parts)
    except (zipfile.BadZipFile, zipfile.zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable(gate.damaged())
    return _read_cells(path, package)


def _look_through(parts):
    """Unpack every part, which checks the sizes that the directory claims."""
    there = {part.filename.lower(): part for part in parts.infolist()}
    contents, targets = _survey(parts, there.pop(_CONTENTS), Contents()), {}
    if _RELATIONS in there:
        targets = _survey(parts, there.pop(_RELATIONS), Relations()).targets
    sheets, room = [], Room()
    for relation, is_hidden in contents.sheets:
        part = there.pop(targets.get(relation, "").lower(), None)
        if part is None:  # it is missing, or two sheets are one: neither is ever written by a program
            raise Unreadable(gate.damaged())
        room.refuse_many_elements(gate.whole(parts, part))
        sheets.append((_survey(parts, part, SheetSurvey(room)), is_hidden))
    if _STRINGS in there:
        _survey(parts, there.pop(_STRINGS), Strings())
    for part in there.values():
        _refuse_declaration_in(parts, part)
    external = sum(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in there)
    return Package(sheets, external)


def _survey(parts, part, reader):
    for piece in gate.whole(parts, part):
        reader.take(piece)
    return reader.done()


def _refuse_declaration_in(parts, part):
    """Of what is never read as a table, only that nothing is declared in it."""
    rest = b""
    for piece in gate.whole(parts, part):
        if any(declaration in rest + piece for declaration in _DECLARATIONS) and part.filename.lower().endswith(
            (".xml", ".rels", ".vml")
        ):
            raise Unreadable(gate.declares())
        rest = piece[-32:]


# --- The cells


def _read_cells(path, package):
    merged = _merged_of(package)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = zip(workbook.sheets_metadata, package.sheets, merged, strict=True)
        tables = [(n, *sheet) for n, (about, *sheet) in enumerate(sheets) if about.typ == SheetTypeEnum.WorkSheet]
        return assembled((_sheet(workbook, n, *sheet, merges) for n, sheet, merges in tables), package.external)
    except (CalamineError, ValueError):
        raise Unreadable(gate.damaged())
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader gives up on nonsense; it cannot be imported
            raise
        raise Unreadable(gate.damaged())


def _sheet(workbook, number, survey, is_hidden, merged):
    cells, hyphens = workbook.get_sheet_by_index(number), {}
    before = [None] * (cells.start[1] if cells.start else 0)  # the reader begins at the first column that is filled
    lines = enumerate(cells.iter_rows(), start=1)
    rows = [row for number, line in lines if (row := filled_row(number, before + line, hyphens))]
    rows = _with_formulas_without_value(rows, survey.without_value)
    _empty_behind_merged(rows, merged)
    rows = [(number, line) for number, line in rows if any(cell is not None for cell in line)]
    return RawSheet(
        clean(cells.name),
        rows,
        is_hidden=is_hidden,
        hidden_rows=tuple(number for number, _line in rows if number in survey.hidden_rows),
        merged=merged,
        formulas=survey.formulas,
        broken=survey.broken,
        hyphens=hyphens,
    )


def _with_formulas_without_value(rows, places):
    """``rows`` with NO_VALUE at ``places``, (row, place)."""
    if not places:
        return rows
    lines = dict(rows)
    for number, place in places:
        line = lines.setdefault(number, [])
        line += [None] * (place + 1 - len(line))
        line[place] = NO_VALUE
    return sorted(lines.items())


def _merged_of(package):
    """The merged cells of every sheet."""
    merged = [_within(survey) for survey, _is_hidden in package.sheets]
    areas = ((bottom - top + 1) * (right - left + 1) for cut in merged for top, left, bottom, right in cut)
    if sum(areas) > MAX_AREA:
        raise Unreadable(gate.damaged())  # they lie over each other
    return merged


def _within(survey):
    """The merged cells that lie where there is something, cut to that."""
    return tuple(
        (top, left, min(bottom, survey.last_row), min(right, survey.last_place))
        for top, left, bottom, right in survey.merged
        if top <= survey.last_row and left <= survey.last_place
    )


def _empty_behind_merged(rows, merged):
    """Some programs keep what stood in the cells before they were merged; nobody sees it any more."""
    lines = dict(rows)
    for top, left, bottom, right in merged:
        for number in range(top, bottom + 1):
            line = lines.get(number, ())
            for place in range(left, min(right + 1, len(line))):
                if (number, place) != (top, left):
                    line[place] = None
