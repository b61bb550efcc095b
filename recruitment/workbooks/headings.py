"""Where a sheet's table begins, and which of our columns stands where."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from branches.names import fold_tight

from .choices import NOT_READ, SheetChoice
from .columns import IGNORED
from .reading import letters, shown
from .sheets import SHEETS, sheet_named
from .tidying import tidy

SEARCHED = 20
"""Titles, headers of the paper and so on may stand above; the table begins within so many rows."""

NOTHING_CHOSEN = SheetChoice()


@dataclass
class Table:
    """A sheet whose headings are found. ``places``: name of a column → places in a row, ours before synonyms.

    ``titles``: (place, heading) of every column as it stands in the file; ``unknown``: those that nobody knows.
    ``last_header_row``: that of the second level, where there is one. ``notes``: sentences on what was taken away or filled
    in among the rows.
    """

    name: str
    sheet: type
    header_row: int
    places: dict
    headings: dict
    rows: list
    titles: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    last_header_row: int = 0
    notes: list = field(default_factory=list)

    def has(self, name):
        return name in self.places

    def add(self, name):
        """Let a column be read that the file lacks, because something is typed into it."""
        self.places.setdefault(name, [])
        self.headings.setdefault(name, self.sheet.fields[name].column_name)

    def heading_of(self, name):
        """The heading as it stands in the file of a column or of what a verb calls ``name``; else ours."""
        if name in self.headings:
            return self.headings[name]
        for column in self.headings:
            if self.sheet.attribute_of(column) == name:
                return self.headings[column]
        return self.sheet.heading_for(name)


def find_table(raw, sheet, findings, chosen=NOTHING_CHOSEN):
    """The table of ``raw`` read as ``sheet``; None, with the problem noted, where its headings are not there."""
    if not raw.rows:
        return None
    if chosen.header is None and not chosen.columns and _header_place(raw.rows, sheet, sheet.by_heading()) is None:
        text = _("No heading row among the first %(rows)s rows. Needed are the columns: %(columns)s.")
        findings.refuse(text % {"rows": SEARCHED, "columns": _needed(sheet)}, sheet=raw.name)
        return None
    table = table_of(raw, sheet, chosen)
    for sentence in table.notes:
        findings.warn(sentence, sheet=raw.name)
    if chosen.branch:
        table.add("branch")
    return table if _has_what_it_needs(table, findings) else None


def kind_of(raw):
    """The kind of sheet whose headings ``raw`` bears, where its name says nothing: of those with every needed heading the
    one that knows the most; None of none, of two alike, and of a hidden sheet.
    """
    if raw.is_hidden:
        return None
    most, *others = sorted(((_headings_known(raw, sheet), n) for n, sheet in enumerate(SHEETS)), reverse=True)
    is_one = most[0] > 0 and all(known < most[0] for known, _n in others)
    return SHEETS[most[1]] if is_one else None


def _headings_known(raw, sheet):
    """How many headings of ``sheet`` the best of the first rows bears, if it has the needed ones; else 0."""
    known, counts = sheet.by_heading(), [0]
    for _number, cells in raw.rows[:SEARCHED]:
        names = {known[text] for cell in cells if (text := _folded(cell)) in known}
        counts.append(len(names) if names and _has_needed(names, sheet) else 0)
    return max(counts)


def suggested_kind(raw):
    """The kind of sheet that ``raw`` is by its name, else by its headings; None where neither says it."""
    return sheet_named(raw.name) or kind_of(raw)


def table_of(raw, sheet, chosen=NOTHING_CHOSEN):
    """``raw`` as a table of ``sheet``, be there headings that we know or not; ``chosen`` says which column says what."""
    known = sheet.by_heading()
    if chosen.header == 0:
        width = max(len(cells) for _number, cells in raw.rows)
        titles = [(place, letters(place)) for place in range(width)]
        return _tidied(_table(raw.name, sheet, 0, titles, known, chosen, raw.rows), raw)
    place = _place_of_row(raw.rows, chosen.header)
    if place is None:
        place = _header_place(raw.rows, sheet, known)
    if place is None:
        place = like_headings(raw.rows)
    number, top = raw.rows[place]
    below = raw.rows[place + 1 :]
    under = _second_level(top, below, sheet, known)
    rows = _without_column_numbers(below[1:] if under else below)
    table = _tidied(_table(raw.name, sheet, number, _titles(top, under, known), known, chosen, rows), raw)
    table.last_header_row = below[0][0] if under else number
    return table


def _tidied(table, raw):
    tidy(table, raw.merged)
    return table


def _place_of_row(rows, number):
    return next((place for place, (n, _cells) in enumerate(rows) if n == number), None)


def like_headings(rows):
    """The first row that looks like headings: as many texts as any row of the first ones has."""
    texts = [sum(isinstance(cell, str) for cell in cells) for _number, cells in rows[:SEARCHED]]
    return texts.index(max(texts))


def _header_place(rows, sheet, known):
    """The first row with every needed heading, else the one with the most headings, two at least."""
    best, most = None, 1
    for place, (_number, cells) in enumerate(rows[:SEARCHED]):
        names = {known[text] for cell in cells if (text := _folded(cell)) in known}
        if names and _has_needed(names, sheet):
            return place
        if len(names) > most:
            best, most = place, len(names)
    return best


def _has_needed(names, sheet):
    attributes = names | {sheet.attribute_of(name) for name in names}
    return all(attributes & set(group) for group in sheet.needs)


def _second_level(top, below, sheet, known):
    """The row under the headings where it divides them (Năm sinh over Nam | Nữ); None where it is data already."""
    if not below:
        return None
    cells = below[0][1]
    filled = [(place, cell) for place, cell in enumerate(cells) if cell is not None]
    if not all(isinstance(cell, str) for _place, cell in filled):
        return None
    matches = 0
    for place, cell in filled:
        above = _carried(top, place)
        is_divided = _at(top, place) is None or top[place + 1 : place + 2] == [None]
        if is_divided and _folded(f"{above} {cell}") in known or _folded(cell) in known and _folded(above) not in known:
            matches += 1
        elif _folded(_at(top, place)) in known and not cell.startswith("("):
            return None
    return cells if matches else None


def _at(cells, place):
    return cells[place] if place < len(cells) else None


def _titles(top, under, known):
    """(place, heading) for every column; a heading over several columns is carried to those of the second level."""
    titles = []
    for place in range(max(len(top), len(under or ()))):
        cell = top[place] if place < len(top) else None
        sub = under[place] if under and place < len(under) else None
        if sub is not None and not (cell is not None and sub.startswith("(")):
            above = _carried(top, place)
            cell = f"{above}: {sub}" if above and _folded(f"{above} {sub}") in known else sub
        if cell is not None:
            titles.append((place, shown(cell)))
    return titles


def _carried(top, place):
    """The heading at ``place``, or the last one to its left: a merged cell holds it only once."""
    return next((cell for cell in reversed(top[: place + 1]) if cell is not None), "")


def _table(name, sheet, number, titles, known, chosen, rows):
    table = Table(name, sheet, number, {}, {}, rows, titles)
    for place, title in titles:
        folded = fold_tight(title)
        column = chosen.columns.get(place, known.get(folded))
        if column in sheet.fields:
            table.places.setdefault(column, []).append((place, title))
        elif column != NOT_READ and folded and folded not in IGNORED:
            table.unknown.append((place, title))
    for column, found in table.places.items():
        order = {fold_tight(heading): n for n, heading in enumerate(sheet.fields[column].headings)}
        found.sort(key=lambda entry: (order.get(fold_tight(entry[1]), -1), entry[0]))  # what was chosen comes first
        table.headings[column] = found[0][1]
        table.places[column] = [place for place, _title in found]
    return table


def _without_column_numbers(rows):
    """Forms number their columns in a row of its own: (1) (2) (3), or A B 1 2 3."""
    if not rows:
        return rows
    texts = [str(cell).strip("() ") for cell in rows[0][1] if cell is not None]
    while texts and texts[0] in {"A", "B", "C"}:
        texts.pop(0)
    numbers = [int(text) if text.isdecimal() else -1 for text in texts]
    counts_up = len(numbers) >= 3 and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return rows[1:] if counts_up else rows


def _has_what_it_needs(table, findings):
    there = {table.sheet.attribute_of(name) for name in table.places} | set(table.places)
    missing = [group for group in table.sheet.needs if not there & set(group)]
    for group in missing:
        text = _("The column %(column)s is missing.") % {"column": _either(table.sheet, group)}
        findings.refuse(text, sheet=table.name, row=table.header_row)
    return not missing


def _needed(sheet):
    return ", ".join(_either(sheet, group) for group in sheet.needs)


def _either(sheet, group):
    headings = [sheet.fields[name].column_name if name in sheet.fields else sheet.heading_for(name) for name in group]
    return _(" or ").join(f"“{heading}”" for heading in headings)


def _folded(cell):
    return fold_tight(cell) if isinstance(cell, str) else ""
