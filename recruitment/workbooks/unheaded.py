"""Columns without a heading of their own. One beside a name is the given name, as under *Họ và tên* merged over two columns;
the others are not read, which is said.
"""

import re

from django.utils.translation import gettext as _

from .cells import ticked
from .heading_levels import at
from .reading import letters
from .spellings import ETHNIC, FAITHS, SEXES, is_spelled

NAMES = ("full_name", "family_name")
"""Columns of a name that may go on in the next one."""

_WORD = re.compile(r"[^\W\d_]([^\s\d]*[^\W\d_])?")


def with_unheaded(titles, rows):
    """``titles`` with (place, "") for every other column in which something stands."""
    filled = {place for _number, cells in rows for place, cell in enumerate(cells) if cell is not None}
    return sorted([*titles, *((place, "") for place in filled - {place for place, _title in titles})])


def settle_unheaded(table, chosen, merged):
    """Take up columns without heading, once ``table`` is tidy: join names that go on there, forget those in which nothing
    is left, and put the rest among ``table.unknown``. ``merged`` as in ``RawSheet``.
    """
    columns = {place: [at(cells, place) for _number, cells in table.rows] for place, title in table.titles if not title}
    read = {place for places in table.places.values() for place in places}
    empty = {place for place, cells in columns.items() if place not in read and not any(map(_is_filled, cells))}
    table.titles = [title for title in table.titles if title[0] not in empty]
    free = [place for place in columns if place not in {*read, *empty, *chosen.columns}]
    for place in free:
        if not _joined(table, place, columns[place], merged) and not _are_running_numbers(columns[place]):
            table.unknown.append((place, letters(place)))


def _joined(table, place, cells, merged):
    """Whether the cells at ``place`` are the end of the names to their left, which are put together then."""
    name = next((name for name in NAMES if place - 1 in table.places.get(name, ())), None)
    if name is None or table.has("given_name") or not _are_given_names(table, place, cells, merged):
        return False
    first = table.places[name][0]
    for _number, row in table.rows:
        if at(row, place) is not None:
            row[first] = " ".join(filter(None, (row[first], row[place])))
            row[place] = None
    table.places[name].append(place)
    told = _("Column %(letter)s has no heading: its %(count)s cells are read as the given names of “%(heading)s”.")
    said = {"letter": letters(place), "count": sum(map(_is_filled, cells)), "heading": table.headings[name]}
    table.notes.append(told % said)
    return True


def _are_given_names(table, place, cells, merged):
    """Single words beside most names, and not what people are (Nam, Kinh); under a merged heading any words."""
    words = [cell for cell in cells if cell is not None]
    if not all(isinstance(word, str) for word in words):
        return False
    if any(top == table.header_row and left < place <= right for top, left, _bottom, right in merged):
        return not any(letter.isdigit() for word in words for letter in word)
    named = sum(at(row, place - 1) is not None for _number, row in table.rows)
    is_list = all(ticked(word) is not None or is_spelled(word, SEXES, ETHNIC, FAITHS) for word in words)
    return all(map(_WORD.fullmatch, words)) and not is_list and 2 * len(words) >= named


def _are_running_numbers(cells):
    numbers = [cell for cell in cells if cell is not None]
    return all(isinstance(n, int) for n in numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_filled(cell):
    return cell is not None
