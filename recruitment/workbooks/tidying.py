"""What stands among the rows of a list without being one: headings again, names of cells, totals, signatures; and what the
eye fills in: merged cells, "như trên". Whatever is taken away or filled in is said.
"""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from branches.names import fold, fold_tight

from .cells import Birth, Code, Count, Reference
from .findings import shortened, some_of
from .quota_values import Stated, Target
from .reading import shown

NAMES = ("full_name", "family_name", "given_name")

_NUMBERING = re.compile(r"(?:[IVXLC]+|[A-Z]|\d{1,3})\s*[.)/:-]\s*")
_ROMAN = re.compile(r"[IVXLC]+\s*[.)/:-]?")
_ORGANISATION = re.compile(r"(?:chi bộ|đảng bộ|đảng ủy|đảng uỷ|cb)\b", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"\s*(?:[:(–-]\s*)?\(?\d+\s*(?:người|đồng chí|đ/c|quần chúng|đảng viên|qc|đv)\)?\.?$", re.IGNORECASE
)
_TOTAL = re.compile(r"(?:tổng (?:cộng|số)|cộng)\b.*|tổng\s*(?:[:(\d].*)?", re.IGNORECASE)
_SIGNED = re.compile(
    r"\D*,\s*ngay[\s\d.…_/]*thang[\s\d.…_/]*nam[\s\d.…_]*"
    r"|nguoi lap\b.*|\(?ky\b.*\bten\b.*|noi nhan\b.*|xac nhan\b.*"
    r"|(?:t/?m|k/?t|t/?l|tuq)\b[./\s]*(?:ban|chi|dang|bi|cap|thu|thuong)\b.*"
    r"|(?:ghi chu|luu y)\s*[:.].*|danh sach (?:nay )?(?:co|gom)\b.*"
)
_MOST_IN_SIGNATURE = 4
"""Cells in a row of those who sign, side by side."""
_DITTO = re.compile(r"[-–—.\s]*(?:n\s*[./-]?\s*t|nh(?:ư|u|-) ?tr(?:ê|e)n|[\"″“”〃'/]+)[-–—.\s]*", re.IGNORECASE)


def tidy(table, merged=()):
    """Leave in ``table.rows`` what is data; ``merged`` as in ``RawSheet``. What was done is told in ``table.notes``.

    A list without a column of cells is given one where rows between the people name them.
    """
    tidying = _Tidying(table)
    tidying.leave_out_headings()
    tidying.leave_out_signatures()
    tidying.leave_out_totals()
    tidying.fill_merged(merged)
    tidying.fill_cells_of_groups()
    tidying.fill_dittos()
    table.rows = tidying.rows


class _Tidying:
    def __init__(self, table):
        self.table = table
        self.rows = [(number, list(cells)) for number, cells in table.rows]

    # --- what is no row

    def leave_out_headings(self):
        titles = [(place, fold_tight(title)) for place, title in self.table.titles]
        self._leave_out(
            lambda cells: len(titles) > 1 and all(fold_tight(_text(cells, place)) == title for place, title in titles),
            _("%(count)s rows repeat the headings and are not read: %(rows)s."),
        )

    def leave_out_totals(self):
        self._leave_out(
            lambda cells: _TOTAL.fullmatch(next(iter(_words(cells)), "")),
            _("%(count)s rows are totals and are not read: %(rows)s."),
        )

    def leave_out_signatures(self):
        """From the first row that only a signature begins, where nothing below looks like a row of the list."""
        for place, (_number, cells) in enumerate(self.rows):
            if place and _begins_signature(cells) and all(_is_thin(below) for _n, below in self.rows[place:]):
                self._say_left_out(
                    self.rows[place:], _("%(count)s rows below the table are not read (signatures, notes): %(rows)s.")
                )
                del self.rows[place:]
                return

    def _leave_out(self, is_none, sentence):
        left_out = [row for row in self.rows if is_none(row[1])]
        if left_out:
            self._say_left_out(left_out, sentence)
            self.rows = [row for row in self.rows if not is_none(row[1])]

    def _say_left_out(self, rows, sentence):
        seen = [_seen(number, next(iter(_words(cells)), "")) for number, cells in rows]
        self.table.notes.append(sentence % {"count": len(rows), "rows": some_of(seen)})

    # --- what the eye fills in

    def fill_merged(self, merged):
        """A merged cell holds for every row that it lies beside, but a number counts once and a name is one person's."""
        lines, filled = dict(self.rows), defaultdict(list)
        columns = self._carried_columns()
        for top, left, bottom, _right in merged:
            if bottom == top or left not in columns or top not in lines or _at(lines[top], left) is None:
                continue
            for number in range(top + 1, bottom + 1):
                if number in lines and _at(lines[number], left) is None:
                    _put(lines[number], left, lines[top][left])
                    filled[left].append(number)
        self._say_filled(filled, _("%(count)s rows lie beside a merged cell and take its value: %(rows)s."))

    def fill_dittos(self):
        filled, above = defaultdict(list), []
        columns = self._carried_columns()
        for number, cells in self.rows:
            for place in columns:
                if _is_ditto(_at(cells, place)) and (value := _at(above, place)) is not None:
                    cells[place] = value
                    filled[place].append(number)
            above = cells
        self._say_filled(filled, _("%(count)s cells say “as above” and take the value above: rows %(rows)s."))

    def _carried_columns(self):
        """{place: name} of the columns in which a value may hold for several rows."""
        fields = self.table.sheet.fields
        return {
            place: name
            for name, places in self.table.places.items()
            for place in places
            if name not in NAMES and _may_hold_for_many(fields[name].widget)
        }

    def _say_filled(self, filled, sentence):
        titles = dict(self.table.titles)
        for place, numbers in filled.items():
            told = sentence % {"count": len(numbers), "rows": some_of(numbers)}
            heading = titles.get(place, "")
            self.table.notes.append(_("Column “%(name)s”: %(sentence)s") % {"name": heading, "sentence": told})

    # --- rows that name the cell of those below

    def fill_cells_of_groups(self):
        column = self.table.sheet.fields.get("branch")
        if column is None or not isinstance(column.widget, Reference) or not any(map(self.table.has, NAMES)):
            return
        elsewhere = self.table.places.get("branch", ())  # there a person without a name is meant
        groups = {
            number: name
            for number, cells in self.rows
            if all(_at(cells, place) is None for place in elsewhere) and (name := _group_of(cells))
        }
        if not groups:
            return
        if not self.table.has("branch"):
            self._add_branch_column()
        self._fill_branches(groups)
        seen = some_of([_seen(number, name) for number, name in groups.items()])
        text = _("%(count)s rows name the cell of the rows below them, where these say none: %(rows)s.")
        self.table.notes.append(text % {"count": len(groups), "rows": seen})

    def _add_branch_column(self):
        width = max((len(cells) for _number, cells in self.rows), default=0)
        place = max(width, len(self.table.titles) and self.table.titles[-1][0] + 1)
        self.table.places["branch"] = [place]
        self.table.headings["branch"] = self.table.sheet.fields["branch"].column_name

    def _fill_branches(self, groups):
        places, name, rows = self.table.places["branch"], None, []
        for number, cells in self.rows:
            if number in groups:
                name = groups[number]
                continue
            if name and all(_at(cells, place) is None for place in places):
                _put(cells, places[0], name)
            rows.append((number, cells))
        self.rows = rows


def _group_of(cells):
    """The cell that a row between the people names; "" for any other row."""
    words = list(_words(cells))
    numbered = [word for word in words if _ROMAN.fullmatch(word)]
    texts = [word for word in words if word not in numbered]
    if len(texts) != 1 or len(numbered) > 1:
        return ""
    text = _NUMBERING.sub("", texts[0], count=1) if _NUMBERING.match(texts[0]) else texts[0]
    is_numbered = bool(numbered) or _ROMAN.match(texts[0].partition(" ")[0]) is not None and text != texts[0]
    is_alone = sum(cell is not None for cell in cells) == len(words)
    if _ORGANISATION.match(text) or (is_numbered and is_alone):
        return _HOW_MANY.sub("", text).strip(" :.")
    return ""


def _begins_signature(cells):
    return _is_thin(cells) and any(_SIGNED.fullmatch(fold(word)) for word in _words(cells))


def _is_thin(cells):
    """Neither numbered, as people are, nor wider than a row of signatures."""
    filled = [cell for cell in cells if cell is not None]
    return len(filled) <= _MOST_IN_SIGNATURE and not str(filled[0]).strip("().").isdecimal()


def _is_ditto(cell):
    return isinstance(cell, str) and _DITTO.fullmatch(cell) is not None


def _may_hold_for_many(widget):
    if isinstance(widget, Code):
        return isinstance(widget, Reference)
    return not isinstance(widget, Birth | Count | Target | Stated)


def _words(cells):
    """The cells of a row that are texts with a letter in them."""
    return (cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell)))


def _text(cells, place):
    return shown(_at(cells, place))


def _at(cells, place):
    return cells[place] if place < len(cells) else None


def _put(cells, place, value):
    cells += [None] * (place + 1 - len(cells))
    cells[place] = value


def _seen(number, text):
    return _("%(number)s “%(seen)s”") % {"number": number, "seen": shortened(text)} if text else str(number)
