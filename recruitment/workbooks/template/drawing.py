"""How the template is drawn: a guide, then a sheet for each kind with its headings, notes, formats and drop-downs."""

from datetime import date

from django.utils.translation import gettext as _

from config.tables import AS_TEXT, FIRST_OF_EXCEL, Writer

from ..cells import MOST, Birth, Count, Day, MinusCount, Reference
from ..sheets import GUIDE, LISTS
from ..sheets.members import MemberSheet
from ..sheets.movements import MovementSheet
from ..sheets.papers import PaperSheet
from ..sheets.people import PeopleSheet
from ..sheets.sponsors import SponsorSheet
from . import OTHERWISE
from .guide import PURPOSES, RULES, accepted, choices_of, example_of

FILLED_IN = 5000
"""So many rows below the headings have drop-downs and formats of their own."""
LAST_DAY = date(2100, 12, 31)
OF_CELLS = (PeopleSheet, MemberSheet, MovementSheet, SponsorSheet, PaperSheet)
DARK, LIGHT, GREY = "#1F3A5F", "#E6E6E6", "#767676"


def template(stream, sheets, cells, branches, *, day):
    """Write the workbook into ``stream``. ``sheets``: {sheet: names of its columns}; ``cells`` and ``branches``: what the
    drop-downs of organisations offer.
    """
    book = Template(stream, title=_("Template for bringing in data"), day=day)
    book.guide(sheets)
    for sheet, names in sheets.items():
        book.kind(sheet, names, cells if sheet in OF_CELLS else branches)
    book.lists()
    book.close()


class Template(Writer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._lists = {}

    def guide(self, sheets):
        """What holds for all, then a line for each column: the examples stand beside it, so that no row is one to read."""
        sheet = self.sheet(GUIDE, [16, 26, 12, 60, 30, 30])
        sheet.write_string(0, 0, _("How to fill in this workbook"), self.format(bold=True, font_size=14))
        for line, rule in enumerate(RULES, start=2):
            sheet.write_string(line, 0, f"– {rule}", self.format())
        line = len(RULES) + 3
        self.heads(
            sheet, line, (_("Sheet"), _("Heading"), _("Needed"), _("How to write"), _("Example"), _("Another example"))
        )
        for kind, names in sheets.items():
            line += 1
            purpose = f"{kind.names[0]}: {PURPOSES.get(kind, '')}"
            sheet.merge_range(line, 0, line, 5, purpose, self.format(bold=True, border=1, bg_color=LIGHT))
            for name in names:
                line += 1
                self._explain(sheet, line, kind, name)
        sheet.activate()

    def _explain(self, sheet, line, kind, name):
        column = kind.fields[name]
        needed = _("needed") if is_needed(kind, name) else ""
        said = (kind.names[0], column.column_name, needed, accepted(column.widget))
        for place, text in enumerate(said):
            self.write(sheet, line, place, text, border=1, text_wrap=True)
        for place, text in enumerate(example_of(kind, name), start=len(said)):
            self.write(sheet, line, place, text, border=1, italic=True, font_color=GREY, num_format=AS_TEXT)

    def kind(self, kind, names, branches):
        """Headings alone: whatever stands below them is somebody's own."""
        columns = [kind.fields[name] for name in names]
        sheet = self.sheet(kind.names[0], [max(len(column.column_name) + 4, 14) for column in columns])
        for place, (name, column) in enumerate(zip(names, columns, strict=True)):
            is_dark = is_needed(kind, name)
            look = {"bg_color": DARK, "font_color": "#FFFFFF"} if is_dark else {"bg_color": LIGHT}
            sheet.write_string(
                0, place, column.column_name, self.format(bold=True, border=1, align="center", text_wrap=True, **look)
            )
            note = " ".join(filter(None, (_("Needed in every row.") if is_dark else "", accepted(column.widget))))
            sheet.write_comment(0, place, note, {"x_scale": 2, "font_size": 10})
            self._prepare(sheet, place, column, branches)
        sheet.freeze_panes(1, 0)

    def _prepare(self, sheet, place, column, branches):
        """What Excel does with what is typed: days are days, numbers are numbers, all else stays as it is typed."""
        widget, width = column.widget, max(len(column.column_name) + 4, 14)
        cells = (1, place, FILLED_IN, place)
        rule = {"error_type": "warning", "error_title": column.column_name, "error_message": _("Not as expected.")}
        if isinstance(widget, Day) and not isinstance(widget, Birth):
            sheet.set_column(place, place, width, self.format(num_format="dd/mm/yyyy"))
            between = {"validate": "date", "criteria": "between", "minimum": FIRST_OF_EXCEL, "maximum": LAST_DAY}
            sheet.data_validation(*cells, rule | between)
        elif isinstance(widget, Count):
            low = -MOST if isinstance(widget, MinusCount) else 0
            between = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": MOST}
            sheet.data_validation(*cells, rule | between)
        else:
            sheet.set_column(place, place, width, self.format(num_format=AS_TEXT))
            offered = branches if isinstance(widget, Reference) else choices_of(widget)
            if offered:
                where = {"validate": "list", "source": self._list(tuple(offered))}
                sheet.data_validation(*cells, rule | where)

    def _list(self, values):
        """Where on the hidden sheet these values stand, one below the other; equal lists stand there once."""
        place = self._lists.setdefault(values, len(self._lists))
        letters = column_name(place)
        return f"='{LISTS}'!${letters}$1:${letters}${len(values)}"

    def lists(self):
        sheet = self.book.add_worksheet(LISTS)
        for values, place in self._lists.items():
            for line, value in enumerate(values):
                sheet.write_string(line, place, value, self.format(num_format=AS_TEXT))
        sheet.very_hidden()


def column_name(place):
    return f"{chr(64 + place // 26) if place >= 26 else ''}{chr(65 + place % 26)}"


def is_needed(kind, name):
    """Whether every row says it: no other column of the template can say it instead."""
    groups = [[each for each in group if each not in OTHERWISE] for group in kind.needs]
    return kind.fields[name].required or [name] in groups
