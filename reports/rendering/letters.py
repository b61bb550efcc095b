"""Which letters a paper can print: those of our own font, so that it is whole and the same on every machine."""

import unicodedata
from functools import cache

from django.conf import settings

FONT = "fonts/Tinos-Regular.ttf"
"""All its faces know the same letters."""
BLANKS = "\n\r\t\f"
IN_PLACE = "□"
"""Printed for a letter that the font has not, in names that came from elsewhere and cannot be refused."""


@cache
def _known():
    from fontTools.ttLib import TTFont  # comes with WeasyPrint; reading the font takes some milliseconds

    with TTFont(settings.BASE_DIR / "static" / FONT, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | frozenset(BLANKS)


def without_unseen(text):
    """``text`` without what nobody sees and what only turns others round: control and format characters, halves of letters.

    Ends of lines stay; a sign that parts lines or paragraphs becomes one.
    """
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(each for each in text if each == "\n" or unicodedata.category(each) not in {"Cc", "Cf", "Cs"})


def unprintable(text):
    """The letters of ``text`` that our font has not, each once, in their order."""
    return [each for each in dict.fromkeys(text) if each not in _known()]


def named(letters):
    """``“👍” (U+1F44D), U+E000``: so that somebody finds them in the text."""
    return ", ".join(
        f"“{each}” (U+{ord(each):04X})" if each.isprintable() else f"U+{ord(each):04X}" for each in letters
    )


def printable(text):
    """``text`` with nothing in it that our font has not."""
    foreign = unprintable(text)
    if not foreign:
        return text
    unseen = {ord(each): None if unicodedata.category(each) in {"Cc", "Cf"} else IN_PLACE for each in foreign}
    return text.translate(unseen)
