"""Reads the XML of a workbook's parts once, in pieces: how far a sheet reaches, and what lies in it besides values.

No entity is ever resolved: a part that declares a document type is refused as soon as the declaration begins.
"""

from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from django.utils.translation import gettext as _

from .gate import MAX_SHEETS, damaged, declares, too_many_sheets
from .raw import MAX_AREA, Places, Unreadable, letters, refuse_size

MAX_MERGED = 20_000
MAX_WITHOUT_VALUE = 100_000
MAX_STRINGS = 1_000_000
MAX_ELEMENTS = 3_200_000
"""As many as fill ``MAX_AREA`` with cells that have a value. Empty rows and cells with a format count too."""


@dataclass
class Room:
    """What the sheets of one workbook may hold together: each takes its part, and Unreadable is raised where it ends."""

    elements: int = MAX_ELEMENTS
    area: int = MAX_AREA
    merged: int = MAX_MERGED
    without_value: int = MAX_WITHOUT_VALUE

    def refuse_many_elements(self, pieces):
        """Of the pieces of a sheet; counting them is far quicker than parsing."""
        for piece in pieces:
            self.elements -= piece.count(b"<") - piece.count(b"</")
            if self.elements < 0:
                raise Unreadable(
                    _(
                        "The workbook holds millions of rows and cells: delete the empty ones below and beside its tables."
                    )
                )

    def take_area(self, cells):
        if cells > self.area:
            text = _(
                "The sheets reach over more than %(most)s cells together: delete those not needed, or split the file."
            )
            raise Unreadable(text % {"most": MAX_AREA})
        self.area -= cells

    def take_merged(self):
        self.merged -= 1
        if self.merged < 0:
            raise Unreadable(_("The workbook has more than %(most)s merged cells: part them.") % {"most": MAX_MERGED})

    def take_without_value(self):
        self.without_value -= 1
        if self.without_value < 0:
            raise Unreadable(_("The workbook's formulas hold no values: open it in Excel and save it again."))


class Reader:
    """An XML parser that hands each start of an element to the method named after it (``_on_c`` for ``<c>``)."""

    def __init__(self):
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse_declaration
        self._known = {}

    def take(self, piece):
        """Raises Unreadable for what is no XML or declares a document type."""
        self._parse(piece, False)

    def done(self):
        self._parse(b"", True)
        return self

    def _parse(self, piece, is_last):
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError:
            raise Unreadable(damaged())

    def _start(self, name, attributes):
        method = self._known.get(name)
        if method is None:
            method = getattr(self, f"_on_{name.rpartition(':')[2]}", _nothing)
            if len(self._known) < 1000:
                self._known[name] = method
        method(attributes)


def _nothing(attributes):
    pass


def _refuse_declaration(*_declared):
    raise Unreadable(declares())


def local(attributes, wanted):
    """The attribute ``wanted`` whatever its prefix; None without it."""
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == wanted), None)


class Contents(Reader):
    """``xl/workbook.xml``: ``sheets`` are (id of the relation, whether it is hidden)."""

    def __init__(self):
        super().__init__()
        self.sheets = []

    def _on_sheet(self, attributes):
        self.sheets.append((local(attributes, "id"), attributes.get("state", "visible") != "visible"))
        if len(self.sheets) > MAX_SHEETS:
            raise Unreadable(too_many_sheets())


class Relations(Reader):
    """``targets``: {id: path of the part inside the package}."""

    def __init__(self):
        super().__init__()
        self.targets = {}

    def _on_Relationship(self, attributes):
        target = attributes.get("Target", "").replace("\\", "/").removeprefix("/")
        self.targets[attributes.get("Id")] = target if target.startswith("xl/") else f"xl/{target}"


class Strings(Reader):
    """The table of texts: more entries than ``MAX_STRINGS`` are refused."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def _on_si(self, attributes):
        self.count += 1
        if self.count > MAX_STRINGS:
            raise Unreadable(_("The workbook holds more different texts than can be read: split it."))


class SheetSurvey(Reader):
    """One sheet, which takes its part of ``room``. Rows are counted from 1, places from 0, as in ``RawSheet``.

    ``without_value``: (row, place) of formulas that keep no result.
    """

    def __init__(self, room):
        super().__init__()
        self._room, self._area = room, 0
        self.hidden_rows, self.merged, self.without_value = set(), [], set()
        self.formulas, self.broken = Places(), Places()
        self.last_row, self.last_place = 0, -1
        self._row, self._digits, self._place = 0, "0", -1
        self._kind = "n"
        self._row_is_hidden = self._waits_for_value = False

    def take(self, piece):
        super().take(piece)
        self._take_area()

    def done(self):
        self._close_cell()
        super().done()
        self._take_area()
        return self

    def _take_area(self):
        """What the rectangle around the contents has grown by."""
        columns, rows = self.last_place + 1, self.last_row
        refuse_size(columns, rows, f"{letters(self.last_place)}{rows}")
        self._room.take_area(columns * rows - self._area)
        self._area = columns * rows

    def _on_row(self, attributes):
        self._close_cell()
        self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
        self._digits, self._place = str(self._row), -1
        self._row_is_hidden = attributes.get("hidden") in {"1", "true"}

    def _on_c(self, attributes):
        if self._waits_for_value:
            self._close_cell()
        self._kind = attributes.get("t", "n")
        place = attributes.get("r")
        if place is None:
            self._place += 1
            return
        column = place.removesuffix(self._digits)  # nearly always that of the row
        if not column.isalpha():
            column = place.rstrip("0123456789")
            self._digits = place[len(column) :]
            self._row = _number(self._digits)
        self._place = _place_of(column)

    def _on_f(self, attributes):
        self._fill()
        self._waits_for_value = True

    def _on_v(self, attributes):
        self._fill()
        if self._kind == "e":
            self.broken.add(self._here())
        if self._waits_for_value:
            if self._kind == "str":  # the result may be an empty text
                self._has_value()
            else:
                self._parser.CharacterDataHandler = self._on_characters

    def _on_is(self, attributes):
        self._fill()

    def _on_mergeCell(self, attributes):
        first, _colon, last = attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        self.merged.append((top, left, bottom, right))
        self._room.take_merged()

    def _fill(self):
        """The cell holds something: the sheet reaches up to it."""
        if self._row > self.last_row:
            self.last_row = self._row
        if self._place > self.last_place:
            self.last_place = self._place
        if self._row_is_hidden:
            self.hidden_rows.add(self._row)

    def _on_characters(self, characters):
        if not characters.isspace():
            self._has_value()

    def _has_value(self):
        self._parser.CharacterDataHandler = None
        self._waits_for_value = False
        if self._kind != "e":
            self.formulas.add(self._here())

    def _close_cell(self):
        """A formula after which no value came."""
        if not self._waits_for_value:
            return
        self._parser.CharacterDataHandler = None
        self._waits_for_value = False
        self.without_value.add((self._row, self._place))
        self._room.take_without_value()

    def _here(self):
        return f"{letters(self._place)}{self._row}"


@lru_cache(maxsize=2000)
def _place_of(column):
    place = 0
    for letter in column.upper():
        if not "A" <= letter <= "Z":
            raise Unreadable(damaged())
        place = place * 26 + ord(letter) - 64
    if not 0 < place <= 16_384:
        raise Unreadable(damaged())
    return place - 1


def _number(digits):
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 7):
        raise Unreadable(damaged())
    return int(digits)


def _position(place):
    column = place.rstrip("0123456789")
    return _number(place[len(column) :]), _place_of(column)
