"""How the papers look and spell: margins, sizes, noughts, decimals. Plain data; ``look_in_force`` knows which look holds.

with spoken_as(look): …   # within it ``wording``, ``narrative``, ``tables`` and ``charts`` obey ``look``
"""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields, replace
from typing import NamedTuple

from . import percent


class Bounds(NamedTuple):
    """The least and the most of a number, both included."""

    least: int
    most: int


BOUNDS = {
    **dict.fromkeys(("top", "bottom", "right"), Bounds(10, 35)),
    "left": Bounds(15, 40),
    **dict.fromkeys(("header_left", "header_right"), Bounds(11, 15)),
    "party": Bounds(12, 16),
    "kind": Bounds(13, 18),
    "subject": Bounds(12, 16),
    "body": Bounds(12, 16),
    "tables": Bounds(9, 14),
    "pitch": Bounds(14, 26),
    "spacing": Bounds(0, 12),
    "indent": Bounds(0, 15),
    "decimals": Bounds(0, percent.PLACES),
}
NOUGHTS = ("rule", "all", "none")
"""Of a day and a month: ``rule`` writes a nought before days below 10 and the months 1 and 2, ``all`` before every
number below 10, ``none`` before none.
"""
AS_TYPED = ""
SPELLINGS = (AS_TYPED, "ủy", "uỷ")
CHOICES = {"noughts": NOUGHTS, "spelling": SPELLINGS, "two_digits": (True, False)}


@dataclass(frozen=True)
class Look:
    """``top`` … ``right``: margins of the upright page; ``indent``: of a paragraph's first line (mm). ``header_left``:
    the lines of the body and the number; ``header_right``: place and day; ``party``: the Party's name above it;
    ``kind``: BÁO CÁO; ``subject``; ``body``; ``tables``; ``pitch`` from line to line; ``spacing`` after a paragraph (pt).
    ``two_digits``: 05 for 5 in sentences. ``spelling``: of the word ủy, on paper only. ``decimals``: of percents, at most.
    """

    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    header_left: int = 14
    header_right: int = 14
    party: int = 15
    kind: int = 16
    subject: int = 14
    body: int = 14
    tables: int = 12
    pitch: int = 18
    spacing: int = 6
    indent: int = 10
    noughts: str = "rule"
    two_digits: bool = True
    spelling: str = AS_TYPED
    decimals: int = percent.PLACES

    def as_dict(self):
        """Plain values, to be kept beside frozen figures."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said):
        """The look that ``as_dict`` gave; what it does not say yet has its default, what nobody knows any more is left."""
        return cls(**{name: said[name] for name in NAMES if name in said})

    def spelled(self, text):
        """A finished text with the word ủy spelled one way where it is of a body or an office (Huyện ủy, ủy viên), never
        in the name of a person (Nguyễn Văn Uỷ, Lê Thị Uỷ): whoever typed it decides.
        """
        return _UY.sub(self._respelled, text) if self.spelling else text

    def _respelled(self, found):
        return _spelled(found[0], self.spelling) if _is_of_a_body(found) else found[0]

    def day(self, number):
        return str(number) if self.noughts == "none" else f"{number:02d}"

    def month(self, number):
        """The rule writes a nought before the first two months only: 02, 3, 12 (DOMAIN 9.2)."""
        return f"{number:02d}" if self.noughts == "all" or (self.noughts == "rule" and number < 3) else str(number)

    def stylesheet(self):
        """What stands after ``paper.css``: numbers only, so that no text of a user can ever get into a style."""
        return RULES.format(**self.as_dict(), title=self.kind + 4, rows=self.tables + 3, wide=self.tables + 2)


NAMES = tuple(field.name for field in fields(Look))

PRESET_2018 = Look()
"""Hướng dẫn 36-HD/VPTW, 03/4/2018: header lines 14, type of document 16, body 14 on 18 (its official table of sizes, as
seen in a reprint). Margins 20, 20, 30, 15 mm; first line 10 mm; 6 pt between paragraphs.
"""
PRESET_2026 = replace(PRESET_2018, header_left=13, kind=15, body=14, pitch=19)
"""Hướng dẫn 05-HD/VPTW, 27/5/2026, as public templates follow it: header lines 13 (to 14), type of document 15 (14 to 16),
body 14 (to 15) on 19 (18 to 19); all else as in 2018.
"""
PRESETS = {"2018": PRESET_2018, "2026": PRESET_2026}

RULES = """
@page {{ margin: {top}mm {right}mm {bottom}mm {left}mm; }}
body {{ font-size: {body}pt; line-height: {pitch}pt; }}
p {{ margin-bottom: {spacing}pt; text-indent: {indent}mm; }}
.header-left p {{ font-size: {header_left}pt; }}
.header-right p {{ font-size: {header_right}pt; }}
.header .party {{ font-size: {party}pt; }}
h1 {{ font-size: {kind}pt; line-height: {title}pt; }}
h2, h3 {{ font-size: {body}pt; line-height: {pitch}pt; }}
.subject {{ font-size: {subject}pt; }}
.rows {{ font-size: {tables}pt; line-height: {rows}pt; }}
.wide .rows {{ line-height: {wide}pt; }}
.post, .signer {{ min-height: {pitch}pt; }}
"""

_UY = re.compile(r"(?<!\w)(?:[uU][ỷỶ]|[ủỦ][yY])(?!\w)")
_BEFORE = re.compile(r"(?:(\w+)[\s/]+)?(\w+)[\s-]+\Z")
_AFTER = re.compile(r"\s+(\w+)")
_BODIES = {"đảng", "tỉnh", "huyện", "quận", "xã", "phường", "cấp"}
_BODIES_OR_NAMES = {"thị", "thành", "chi", "đoàn", "quân", "khu"}
"""Thị ủy is a committee, Lê Thị Ủy a woman."""
_OFFICES = {"viên", "ban", "nhiệm", "quyền", "thác"}
_LETTERS_BACK = 40


def _is_of_a_body(found):
    """By the words around it: a name of a person has every syllable begin with a capital, a body only its first one.
    In capitals throughout, a word that may be part of a name counts as a body where no name goes before it.
    """
    word, text = found[0], found.string
    after = _AFTER.match(text, found.end())
    if after and after[1].lower() in _OFFICES and (after[1].islower() or word.isupper()):
        return True
    before = _BEFORE.search(text[max(found.start() - _LETTERS_BACK, 0) : found.start()])
    if not before:
        return False
    first, last = before[1], before[2].lower()
    if last in _BODIES:
        return True
    begins = first is None or first.lower() in {"vụ", "m", "ban"}
    return last in _BODIES_OR_NAMES and (word.islower() or (word.isupper() and begins))


def _spelled(word, spelling):
    upper = [letter.isupper() for letter in word]
    return "".join(letter.upper() if is_upper else letter for letter, is_upper in zip(spelling, upper, strict=True))


_spoken: ContextVar[Look] = ContextVar("look_of_what_is_being_worded", default=PRESET_2018)


def spoken():
    """The look of what is being worded just now."""
    return _spoken.get()


@contextmanager
def spoken_as(look):
    """Within this block sentences, tables and charts are worded as ``look`` says; blocks may nest."""
    token = _spoken.set(look)
    try:
        with percent.at_most(look.decimals):
            yield
    finally:
        _spoken.reset(token)
