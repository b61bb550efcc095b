"""What is found while a workbook is read: problems, which stop everything, and warnings, which do not."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reading import shown

MOST_EXAMPLES = 5
LONGEST_SEEN = 80


@dataclass(frozen=True)
class Issue:
    """One problem, where it stands. ``row`` as Excel numbers it; what is not known is empty. ``kind``: the key of the
    sheet, where a row of it is to be put right, and ``column`` the name of our column, where one cell is. ``is_value``: the
    cell cannot be understood at all, so whoever says what it means says it of every cell like it. ``who``: whose row it is.
    """

    sentence: str
    sheet: str = ""
    row: int | None = None
    heading: str = ""
    seen: str = ""
    kind: str = ""
    column: str = ""
    is_value: bool = False
    who: str = ""

    def __str__(self):
        where = [
            self.sheet and _("sheet “%(name)s”") % {"name": self.sheet},
            self.row and _("row %(number)s") % {"number": self.row},
            self.heading and _("column “%(name)s”") % {"name": self.heading},
            self.seen and _("value “%(seen)s”") % {"seen": shortened(self.seen)},
        ]
        place = ", ".join(filter(None, where))
        return f"{place[:1].upper()}{place[1:]}: {self.sentence}" if place else self.sentence


class Findings:
    """Collects what is found. Remarks on cells of one column are told together, with examples."""

    def __init__(self):
        self.problems = []
        self._warnings = []
        self._remarks = defaultdict(lambda: defaultdict(list))

    def refuse(self, sentence, **where):
        self.problems.append(Issue(str(sentence), **where))

    def refuse_cell(self, row, name, sentence, *, is_value=False):
        """A problem of ``row`` in the column of the field ``name`` (empty or unknown: of the whole row)."""
        row.is_refused = True
        where = {"sheet": row.table.name, "row": row.number, "kind": row.table.sheet.key(), "who": row.name}
        if heading := row.table.heading_of(name):
            where |= {
                "heading": heading,
                "seen": shown(row.cell(name)),
                "column": row.column_of(name),
                "is_value": is_value,
            }
        self.refuse(sentence, **where)

    def warn(self, sentence, **where):
        text = str(Issue(str(sentence), **where))
        if text not in self._warnings:
            self._warnings.append(text)

    def remark(self, kind, row, heading, seen):
        """Note a cell; ``kind`` is a sentence with %(seen)s and %(count)s."""
        self._remarks[row.table.name, heading, kind][shown(seen)].append(row.number)

    @property
    def warnings(self):
        return self._warnings + [self._told(*key, cells) for key, cells in self._remarks.items()]

    def _told(self, sheet, heading, kind, cells):
        count = sum(map(len, cells.values()))
        examples = [
            _("“%(seen)s” (row %(rows)s)") % {"seen": shortened(seen), "rows": some_of(rows)}
            for seen, rows in cells.items()
        ]
        sentence = str(kind) % {"count": count, "seen": some_of(examples)}
        return str(Issue(sentence, sheet=sheet, heading=heading))


def shortened(text):
    return text if len(text) <= LONGEST_SEEN else f"{text[:LONGEST_SEEN]}…"


def some_of(things):
    """The first few, and how many more."""
    text = ", ".join(map(str, things[:MOST_EXAMPLES]))
    more = len(things) - MOST_EXAMPLES
    return text if more <= 0 else _("%(some)s and %(more)s more") % {"some": text, "more": more}
