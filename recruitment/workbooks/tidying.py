"""What stands among the rows of a list without being one: headings again, names of cells, totals, signatures; and what the
eye fills in: merged cells, "như trên". Whatever is taken away or filled in is said.
"""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from branches.names import fold_tight

from .cells import Birth, Code, Count, Day, Reference
from .evidence import DITTO, Evidence
from .findings import shortened, some_of
from .group_rows import groups_among
from .line import at, is_text, put, texts
from .quota_values import Stated, Target
from .reading import shown
from .table_end import end_of

_TOTAL = re.compile(
    r"tổng (?:cộng|số)\b.*|tổng\s*(?:[:(\d].*)?|cộng\s*[:(=\d].*"
    r"|(?P<maybe_name>cộng\.?|cộng (?:toàn|chung|dồn|các|trang|mục|phần|khối|chi bộ|đảng bộ|đảng ủy|xã|huyện|cụm)\b.*)",
    re.IGNORECASE,
)
_SHORT_FOR_SOMETHING = "NT"
"""In capitals and without dashes it is rather a word (nông trường, nội trú) than “như trên”."""
_DOCUMENT_OF = {"decision_on": "decision_number", "issued_on": "number"}
"""{column of a day: column with the number of the document of that day}: one decision is of several people."""


def tidy(table, merged=()):
    """Leave in ``table.rows`` what is data; ``merged`` as in ``RawSheet``. What was done is told in ``table.notes``.

    A list without a column of cells is given one where rows between the people name them.
    """
    tidying = _Tidying(table)
    tidying.leave_out_headings()
    tidying.leave_out_totals()
    tidying.fill_merged(merged)
    tidying.leave_out_signatures()
    tidying.fill_cells_of_groups()
    tidying.fill_dittos()
    table.rows = tidying.rows


class _Tidying:
    def __init__(self, table):
        self.table = table
        self.rows = [(number, list(cells)) for number, cells in table.rows]
        self.evidence = Evidence(table, self.rows)

    # --- what is no row

    def leave_out_headings(self):
        titles = [(place, fold_tight(title)) for place, title in self.table.titles]
        self._leave_out(
            lambda cells: len(titles) > 1 and all(fold_tight(_text(cells, place)) == title for place, title in titles),
            _("%(count)s rows repeat the headings and are not read: %(rows)s."),
        )

    def leave_out_totals(self):
        self._leave_out(self._is_total, _("%(count)s rows are totals and are not read: %(rows)s."))

    def _is_total(self, cells):
        """Nobody who lives in Cộng Hòa or is called Cộng: a total has no other name, no birth and no cell of its own."""
        text = next(iter(texts(cells)), "")
        found = _TOTAL.fullmatch(text)
        if not found or self.evidence.has_birth(cells):
            return False
        names = [cell for place in self.evidence.names if is_text(cell := at(cells, place))]
        if names == [text] and not found["maybe_name"]:
            return True
        return names in ([], [text]) and not self.evidence.has_own(cells, but=text)

    def leave_out_signatures(self):
        end = end_of(self.rows, self.evidence)
        if end < len(self.rows):
            sentence = _("%(count)s rows below the table are not read (signatures, notes): %(rows)s.")
            self._say_left_out(self.rows[end:], sentence)
            del self.rows[end:]

    def _leave_out(self, is_none, sentence):
        kept, left_out = [], []
        for row in self.rows:
            (left_out if is_none(row[1]) else kept).append(row)
        if left_out:
            self._say_left_out(left_out, sentence)
            self.rows = kept

    def _say_left_out(self, rows, sentence):
        seen = [_seen(number, next(iter(texts(cells)), "")) for number, cells in rows]
        self.table.notes.append(sentence % {"count": len(rows), "rows": some_of(seen)})

    # --- what the eye fills in

    def fill_merged(self, merged):
        """A merged cell holds for every row that it lies beside, but a number counts once and a name is one person's."""
        lines, filled = dict(self.rows), defaultdict(list)
        columns = self._carried_columns()
        for top, left, bottom, _right in merged:
            if bottom == top or left not in columns or top not in lines or at(lines[top], left) is None:
                continue
            for number in range(top + 1, bottom + 1):
                if number in lines and at(lines[number], left) is None:
                    put(lines[number], left, lines[top][left])
                    filled[left].append(number)
        self._say_filled(filled, _("%(count)s rows lie beside a merged cell and take its value: %(rows)s."))

    def fill_dittos(self):
        """The value above is taken, but never a number, a code, a birth or a day: these are everybody's own."""
        filled, words, above = defaultdict(list), defaultdict(list), []
        columns = self._carried_columns(but=Day)
        for number, cells in self.rows:
            for place in columns:
                if at(cells, place) == _SHORT_FOR_SOMETHING:
                    words[place].append(number)
                elif _takes_above(cells, above, place):
                    filled[place].append(number)
            for place in self._days_of_one_document(cells, above):
                if _takes_above(cells, above, place):
                    filled[place].append(number)
            above = cells
        self._say_filled(filled, _("%(count)s cells say “as above” and take the value above: rows %(rows)s."))
        text = _("%(count)s cells say “NT”, which is taken for a word and not for “as above”: rows %(rows)s.")
        self._say_filled(words, text)

    def _days_of_one_document(self, cells, above):
        """The places of days of documents whose number is that of the row above."""
        for day, number in _DOCUMENT_OF.items():
            numbers = [(at(cells, place), at(above, place)) for place in self.table.places.get(number, ())]
            if any(own is not None and own == other for own, other in numbers):
                yield from self.table.places.get(day, ())

    def _carried_columns(self, but=()):
        """The places of the columns in which a value may hold for several rows, those of the widgets ``but`` left out."""
        fields = self.table.sheet.fields
        columns = [(fields[name].widget, place) for name, places in self.table.places.items() for place in places]
        names = set(self.evidence.names)
        return {
            place: widget
            for widget, place in columns
            if place not in names and _may_hold_for_many(widget) and not isinstance(widget, but)
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
        if column is None or not isinstance(column.widget, Reference) or not self.evidence.names:
            return
        groups = groups_among(self.rows, self.evidence, self.table.places.get("branch", ()))
        if not groups:
            return
        if not self.table.has("branch"):
            self._add_branch_column()
        named = self._fill_branches(groups)
        seen = some_of([_seen(number, groups[number].name) for number in named])
        text = _("%(count)s rows name the cell of the rows below them, where these say none: %(rows)s.")
        self.table.notes.append(text % {"count": len(named), "rows": seen})

    def _add_branch_column(self):
        width = max((len(cells) for _number, cells in self.rows), default=0)
        place = max(width, len(self.table.titles) and self.table.titles[-1][0] + 1)
        self.table.places["branch"] = [place]
        self.table.headings["branch"] = self.table.sheet.fields["branch"].column_name

    def _fill_branches(self, groups):
        """Take the rows of ``groups`` out and give their cells to those below; returns the numbers of the rows taken out.

        A row that only stands like the others may be somebody after all: where nobody below takes its cell it stays, and is
        refused for want of one.
        """
        takers = self._takers(groups)
        used = set(takers.values())
        named = [n for n, group in groups.items() if group.is_sure or not group.is_in_name or n in used]
        place, left_out = self.table.places["branch"][0], set(named)
        for number, cells in self.rows:
            if number in takers:
                put(cells, place, groups[takers[number]].name)
        self.rows = [row for row in self.rows if row[0] not in left_out]
        return named

    def _takers(self, groups):
        """{number of a row that says no cell: number of the row of its group}; what reads like a signature takes none."""
        places, group, takers = self.table.places["branch"], None, {}
        for number, cells in self.rows:
            if number in groups:
                group = number
            elif (
                group and all(at(cells, place) is None for place in places) and not self.evidence.is_signed_name(cells)
            ):
                takers[number] = group
        return takers


def _takes_above(cells, above, place):
    """Put the value above where the cell says “as above”; whether it does and there is one."""
    cell, value = at(cells, place), at(above, place)
    if not isinstance(cell, str) or value is None or not DITTO.fullmatch(cell):
        return False
    cells[place] = value
    return True


def _may_hold_for_many(widget):
    if isinstance(widget, Code):
        return isinstance(widget, Reference)
    return not isinstance(widget, Birth | Count | Target | Stated)


def _text(cells, place):
    return shown(at(cells, place))


def _seen(number, text):
    return _("%(number)s “%(seen)s”") % {"number": number, "seen": shortened(text)} if text else str(number)
