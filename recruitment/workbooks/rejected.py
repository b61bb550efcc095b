"""The rows that were rejected, as a workbook: each as it stood in the file, the faulty cells marked, the reasons beside."""

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext as _

from config.clock import today
from config.tables import Writer

from .headings import table_of
from .reading import shown
from .sheets import sheet_of_key

FAULTY = "#FBE3E3"
WIDTH, REASONS = 18, 60
"""Letters that a cell and the reasons get."""


@dataclass
class _Faults:
    """What is wrong with a row: its sentences, and the columns of ours where the faults are."""

    sentences: list = field(default_factory=list)
    columns: set = field(default_factory=set)


def rejected_workbook(workbook, choices, problems):
    """Bytes. ``problems``: as ``outcome`` keeps them. A sheet for each that has any, with all that stands above its data."""
    stream = BytesIO()
    book = Writer(stream, title=_("Rejected rows"), day=today())
    faults = _faults_by_row(problems)
    for raw in workbook.sheets:
        kind = sheet_of_key(choices.of_sheet(raw.name).kind)
        if raw.name in faults and kind:
            _write_sheet(book, table_of(raw, kind, choices.of_sheet(raw.name)), raw, faults[raw.name])
    if not book.book.worksheets():
        book.sheet(_("Rejected rows"), [REASONS])
    book.close()
    return stream.getvalue()


def _faults_by_row(problems):
    """{sheet: {row: _Faults}}"""
    faults = defaultdict(lambda: defaultdict(_Faults))
    for problem in problems:
        for row in problem["rows"] if problem["kind"] else ():
            said = faults[problem["sheet"]][row]
            said.sentences.append(": ".join(filter(None, (problem["heading"], problem["sentence"]))))
            said.columns.add(problem["column"])
    return faults


def _write_sheet(book, table, raw, faults):
    above = [cells for number, cells in raw.rows if number <= table.last_header_row]
    own = max(len(cells) for _number, cells in raw.rows)
    added = {places[0]: table.headings[name] for name, places in table.places.items() if places and places[0] >= own}
    width = max([own, *(place + 1 for place in added)])
    sheet = book.sheet(raw.name or _("Rejected rows"), [*[WIDTH] * width, 8, REASONS])
    for line, cells in enumerate(above):
        _write_cells(book, sheet, line, cells, bold=True)
    last = max(len(above) - 1, 0)
    for place, title in [*added.items(), (width, _("Row")), (width + 1, _("Why it was rejected"))]:
        book.write(sheet, last, place, title, bold=True)
    rejected = [(number, cells) for number, cells in table.rows if number in faults]
    for line, (number, cells) in enumerate(rejected, start=last + 1):
        faulty = {place for column in faults[number].columns for place in table.places.get(column, ())}
        _write_cells(book, sheet, line, cells, faulty, border=1)
        book.write(sheet, line, width, number, border=1)
        book.write(sheet, line, width + 1, "; ".join(faults[number].sentences), border=1, text_wrap=True)


def _write_cells(book, sheet, line, cells, faulty=(), **look):
    for place, cell in enumerate(cells):
        mark = {"bg_color": FAULTY} if place in faulty else {}
        if cell is not None or mark:
            book.write(sheet, line, place, shown(cell), **look, **mark)
