"""Workbooks typed with the fonts of before Unicode. Nothing is converted unasked: ``suspected`` says what a workbook looks
like, ``converted`` is for whoever agrees.
"""

from dataclasses import replace

from branches.names import fold_tight

from .fonts import TCVN3, evidence, gain, words_of
from .heading_levels import at, column_named
from .person_headings import FAMILY_NAMES, FULL_NAMES
from .reading import with_unique_names

EVIDENCE = 3
"""So many different words that are nonsense as they stand and Vietnamese once decoded make a suspicion."""

NAME_HEADINGS = {fold_tight(heading): True for heading in ("Họ và tên", *FULL_NAMES, "Họ đệm", *FAMILY_NAMES, "Tên")}


def suspected(workbook):
    """The ``fonts.Legacy`` in which texts of ``workbook`` were typed; None where too little speaks for one."""
    words = {word for text in _texts(workbook) if not text.isascii() for word in words_of(text)}
    ((legacy, most), (_other, fewer)) = evidence(words)
    return legacy if most >= EVIDENCE and most > 2 * fewer else None


def converted(workbook, legacy):
    """``workbook`` with its texts in Unicode; those that are Unicode already stay.

    TCVN3 has no capitals with tones, and what was typed in a font of capitals (.VnTimeH) comes out in small letters: names
    are given capitals at the beginning of their words, so ``nguyÔn v¨n`` is Nguyễn Văn, and ``NguyÔn ¸nh`` Nguyễn Ánh.
    """
    sense = _Sense(workbook, legacy)
    return replace(workbook, sheets=with_unique_names([_converted_sheet(sheet, sense) for sheet in workbook.sheets]))


class _Sense:
    """Which texts of a workbook are old. Where a text alone does not say it, most of the others do."""

    def __init__(self, workbook, legacy):
        self.legacy = legacy
        votes = [self._vote(text) for text in _texts(workbook) if not text.isascii()]
        self._most_are_old = sum(vote > 0 for vote in votes) >= sum(vote < 0 for vote in votes)

    def meant(self, text):
        """``text`` in Unicode."""
        vote = 0 if text.isascii() else self._vote(text)
        return self.legacy.decode(text) if vote > 0 or (vote == 0 and self._most_are_old) else text

    def _vote(self, text):
        """Above 0 for an old text, below for Unicode: letters beyond the first 256 exist in Unicode only."""
        if any(letter > "\xff" and letter.isalpha() and letter not in self.legacy.beyond for letter in text):
            return -1
        return sum(gain(word, self.legacy) for word in words_of(text))


def _converted_sheet(sheet, sense):
    rows, named = [], set()
    for number, cells in sheet.rows:
        line = [sense.meant(cell) if isinstance(cell, str) else cell for cell in _typed(sheet, number, cells)]
        if sense.legacy is TCVN3:
            for place in named.intersection(range(len(line))):
                line[place] = _titled(line[place], cells[place])
        named |= _places_of_names(line)
        rows.append((number, line))
    return replace(sheet, name=sense.meant(sheet.name), rows=rows, hyphens={})


def _places_of_names(line):
    """Where a row has headings of names, and the places without heading beside them."""
    heads = {place for place, cell in enumerate(line) if column_named(cell, NAME_HEADINGS)}
    return heads | {place + 1 for place in heads if at(line, place + 1) is None}


def _titled(cell, before):
    """A name with a capital to each word: the font has made those that were not typed."""
    was_old = isinstance(cell, str) and (cell.isascii() or cell != before)
    if not was_old:
        return cell
    return " ".join(word[:1].upper() + word[1:] for word in cell.split(" "))


def _typed(sheet, number, cells):
    """The cells of a row, soft hyphens included: in TCVN3 they are the letter ư."""
    if not sheet.hyphens:
        return cells
    return [None if cell is None else sheet.hyphens.get((number, place), cell) for place, cell in enumerate(cells)]


def _texts(workbook):
    """Every text of the workbook once."""
    return {
        cell
        for sheet in workbook.sheets
        for number, cells in sheet.rows
        for cell in _typed(sheet, number, cells)
        if isinstance(cell, str)
    }
