"""By what a row of a table shows that it is one of the list, and not something that stands among them or below."""

import re
from collections import Counter

from branches.names import fold

from .cells import Birth, Code, Count, Day, Listed, OneOf, Reference, Text, Tick, Unlisted
from .line import at, is_text
from .person_cells import Ticked
from .quota_values import Stated, Target

NAMES = ("full_name", "family_name", "given_name")

PARTY_ORGANISATION = re.compile(r"(?:chi bộ|chi ủy|chi uỷ|đảng bộ|đảng ủy|đảng uỷ|cb)\b", re.IGNORECASE)
DITTO = re.compile(
    r"[-–—.\s]*(?:n\s*[./-]?\s*t|nh(?:ư|u|-) ?tr(?:ê|e)n|[\"″“”〃]+|''+|’’+|//+)[-–—.\s]*", re.IGNORECASE
)
"""One stroke alone (/, ', -) rather means that there is nothing."""

_LONGEST_SIGNED = 300
_SIGNED = re.compile(
    r"\D*,\s*ngay[\s\d.…_/-]*(?:thang[\s\d.…_/]*nam[\s\d.…_]*)?"
    r"|nguoi lap\b.*|\(?ky\b.*\bten\b.*|noi nhan\b.*|xac nhan\b.*"
    r"|(?:t/?m|k/?t|t/?l|tuq)\b[./\s]*(?:ban|chi|dang|bi|cap|thu|thuong)\b.*"
    r"|(?:ghi chu|luu y)\s*[:.].*|danh sach (?:nay )?(?:co|gom)\b.*"
)


def is_signed(cell):
    """Whether a text is one of those that stand where somebody signs, or in the notes below a table."""
    return is_text(cell) and len(cell) <= _LONGEST_SIGNED and _SIGNED.fullmatch(fold(cell)) is not None


class Evidence:
    """Of the rows of ``table``, which are (number, cells). ``names``: the places where names of persons stand."""

    def __init__(self, table, rows):
        columns = [(name, place) for name, places in table.places.items() for place in places]
        widgets = {place: table.sheet.fields[name].widget for name, place in columns if name not in NAMES}
        self.names = [place for name, place in columns if name in NAMES]
        self._births = {place: widget for place, widget in widgets.items() if isinstance(widget, Birth)}
        self._own = [place for place, widget in widgets.items() if isinstance(widget, Code)]
        self._strict = {place: widget for place, widget in widgets.items() if not _takes_any_text(widget)}
        self._loose = {place: widget for place, widget in widgets.items() if place not in self._strict}
        self._rows, self._times = rows, {}

    def has_name(self, cells):
        return any(is_text(cell := at(cells, place)) and not is_signed(cell) for place in self.names)

    def is_signed_name(self, cells):
        """Whether words of a signature stand where a name should."""
        return any(is_signed(at(cells, place)) for place in self.names)

    def has_birth(self, cells):
        return any(_reads(widget, at(cells, place)) for place, widget in self._births.items())

    def has_own(self, cells, but):
        """Whether a code or a branch other than the text ``but`` stands in its column."""
        said = (at(cells, place) for place in self._own)
        return any(isinstance(cell, str) and cell != but and any(map(str.isalnum, cell)) for cell in said)

    def is_record(self, cells):
        """Whether the row is one of the list: it says something in a column that only a record says there. A name alone, or
        beside it one text that no other row has, may be of somebody who signs.
        """
        if any(_is_hard(widget, at(cells, place)) for place, widget in self._strict.items()):
            return True
        return self.has_name(cells) and any(self._is_soft(cells, place) for place in self._loose)

    def is_name_alone(self, cells):
        return self.has_name(cells) and all(cell is None or place in self.names for place, cell in enumerate(cells))

    def _is_soft(self, cells, place):
        cell = at(cells, place)
        if not isinstance(cell, str):
            return cell is not None
        is_code = " " not in cell and any(map(str.isdigit, cell))
        is_branch = isinstance(self._loose[place], Reference) and PARTY_ORGANISATION.match(cell)
        return not is_signed(cell) and bool(is_code or is_branch or DITTO.fullmatch(cell) or self._repeats(place, cell))

    def _repeats(self, place, cell):
        if place not in self._times:
            self._times[place] = Counter(filter(is_text, (at(cells, place) for _number, cells in self._rows)))
        return self._times[place][cell] > 1


def _takes_any_text(widget):
    return isinstance(widget, Text) and not isinstance(widget, Listed)


def _is_hard(widget, cell):
    if not isinstance(cell, str):
        return cell is not None
    if isinstance(widget, OneOf | Listed | Tick | Ticked):
        return _reads(widget, cell)
    is_number = isinstance(widget, Day | Count | Target | Stated)
    return is_number and any(map(str.isdigit, cell)) and not is_signed(cell)


def _reads(widget, cell):
    if cell is None:
        return False
    try:
        return not isinstance(widget.clean(cell), Unlisted)
    except ValueError:
        return False
