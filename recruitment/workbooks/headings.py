"""Where a sheet's table begins, and which of our columns stands where."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from branches.names import fold_tight

from ..file_columns import DUE
from .choices import NOT_READ, SheetChoice
from .columns import IGNORED
from .heading_levels import at, column_named, second_level, titles_of
from .reading import letters
from .sheets import SHEETS, sheet_named
from .sheets.members import MemberSheet
from .sheets.people import PeopleSheet
from .tidying import tidy
from .unheaded import settle_unheaded, with_unheaded

SEARCHED = 20
"""Titles, headers of the paper and so on may stand above; the table begins within so many rows."""

NOTHING_CHOSEN = SheetChoice()


@dataclass
class Table:
    """A sheet whose headings are found. ``places``: name of a column → places in a row, ours before synonyms.

    ``titles``: (place, heading) of every column as it stands in the file, "" where a filled one has none; ``unknown``: those
    that nobody knows, by their letter where they have no heading.
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
    one that knows the most, people before members; None of none, of two others alike, of a hidden sheet, and of our own
    file of what is due, which names people but is no list of them.
    """
    if raw.is_hidden or _is_what_is_due(raw):
        return None
    known = {sheet: _headings_known(raw, sheet) for sheet in SHEETS}
    most = max(known.values())
    alike = [sheet for sheet in SHEETS if known[sheet] == most > 0]
    if alike == [MemberSheet, PeopleSheet]:
        return PeopleSheet
    return alike[0] if len(alike) == 1 else None


def _is_what_is_due(raw):
    """Whether a row bears the heading of the matter, and another that only the list of what is due has."""
    own = {fold_tight(str(DUE.column(key).heading)) for key in ("on", "days", "source", "name", "note")}
    matter = fold_tight(str(DUE.column("matter").heading))
    rows = ({_folded(cell) for cell in cells} for _number, cells in raw.rows[:SEARCHED])
    return any(matter in texts and texts & own for texts in rows)


def _headings_known(raw, sheet):
    """How many headings of ``sheet`` the best of the first rows bears, if it has the needed ones; else 0."""
    known, counts = sheet.by_heading(), [0]
    for place in range(len(raw.rows[:SEARCHED])):
        for names in (_names_in(raw.rows, place, known), _names_on_two_levels(raw.rows, place, known)):
            counts.append(len(names) if names and _has_needed(names, sheet) else 0)
    return max(counts)


def _names_in(rows, place, known):
    """The columns that a row of headings names by itself."""
    return {name for cell in rows[place][1] if (name := column_named(cell, known))}


def _names_on_two_levels(rows, place, known):
    """The columns that a row of headings names together with the one below, where that divides it; else none."""
    top, under = rows[place][1], second_level(rows[:SEARCHED], place, known)
    titles = titles_of(top, under, known) if under else ()
    return {name for _place, title in titles if (name := column_named(title, known))}


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
    place = _headings_at(raw.rows, sheet, known, chosen.header)
    number, top = raw.rows[place]
    below = raw.rows[place + 1 :]
    under = second_level(raw.rows, place, known)
    rows = _without_column_numbers(below[1:] if under else below)
    titles = with_unheaded(titles_of(top, under, known), rows)
    table = _tidied(_table(raw.name, sheet, number, titles, known, chosen, rows), raw)
    table.last_header_row = below[0][0] if under else number
    settle_unheaded(table, chosen, raw.merged)
    return table


def _tidied(table, raw):
    tidy(table, raw.merged)
    return table


def _headings_at(rows, sheet, known, chosen):
    """The place among ``rows`` of the headings, of their upper level where there are two; ``chosen``: the row that somebody
    says, as Excel numbers it, or None.
    """
    place = next((place for place, (number, _cells) in enumerate(rows) if number == chosen), None)
    if place is not None:
        return place - 1 if _is_lower_level(rows, place, known) else place
    place = _header_place(rows, sheet, known)
    return like_headings(rows) if place is None else place


def _is_lower_level(rows, place, known):
    """Whether the row above divides into this one, and has headings that reach down beside it."""
    if not place or not (under := second_level(rows, place - 1, known)):
        return False
    top = rows[place - 1][1]
    return any(column_named(cell, known) and at(under, n) is None for n, cell in enumerate(top))


def like_headings(rows):
    """The first row that looks like headings: as many texts as any row of the first ones has."""
    texts = [sum(isinstance(cell, str) for cell in cells) for _number, cells in rows[:SEARCHED]]
    return texts.index(max(texts))


def _header_place(rows, sheet, known):
    """The first row with every needed heading, by itself or with the level below; else the one with the most headings, two
    at least.
    """
    places = range(len(rows[:SEARCHED]))
    for names_of in (_names_in, _names_on_two_levels):
        for place in places:
            names = names_of(rows, place, known)
            if names and _has_needed(names, sheet):
                return place
    counts = [len(_names_in(rows, place, known)) for place in places]
    return counts.index(max(counts)) if max(counts) > 1 else None


def _has_needed(names, sheet):
    attributes = names | {sheet.attribute_of(name) for name in names}
    return all(attributes & set(group) for group in sheet.needs)


def _table(name, sheet, number, titles, known, chosen, rows):
    table = Table(name, sheet, number, {}, {}, rows, titles)
    for place, title in titles:
        folded = fold_tight(title)
        column = chosen.columns.get(place, column_named(title, known))
        if column in sheet.fields:
            table.places.setdefault(column, []).append((place, title))
        elif column != NOT_READ and folded and folded not in IGNORED:
            table.unknown.append((place, title))
    for column, found in table.places.items():
        order = {fold_tight(heading): n for n, heading in enumerate(sheet.fields[column].headings)}
        found.sort(key=lambda entry: (column_named(entry[1], order, -1), entry[0]))  # what was chosen comes first
        table.headings[column] = found[0][1] or letters(found[0][0])
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
