"""Shares of whole numbers: exact, half up, never flattering. Imports nothing of ours."""

from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

PLACES = 2
"""So many decimals at most; a look of the papers may ask for fewer, always from the exact share."""
AGREES, ROUNDED, CUT, DIFFERS = "khớp", "làm tròn", "cắt", "không khớp"


_places: ContextVar[int] = ContextVar("decimals_of_percents", default=PLACES)


@contextmanager
def at_most(places):
    """Within this block ``percent`` gives so many decimals at most: 0, 1 or 2."""
    token = _places.set(places)
    try:
        yield
    finally:
        _places.reset(token)


def percent(part, whole, target=100):
    """``part`` of ``whole`` in percent as a text: at most two decimals (or as ``at_most`` says), half up, no trailing
    zeros ("114", "81.08").

    Never rounded up to ``target`` while short of it. None where ``whole`` is None or nought, or ``part`` is None.
    """
    if not whole or part is None:
        return None
    return _shown(Fraction(part * 100, whole), target, _places.get())


def _shown(share, target, places):
    shown = _at(share, places, ROUND_HALF_UP)
    if share < Fraction(target) <= Fraction(shown):
        shown = _at(share, places, ROUND_DOWN)
    return plain(shown)


def flag(stated, part, whole):
    """What a published share is against ours: the words of ``AGREES`` … ``DIFFERS``; None where either is unknown.

    ``stated``: percent with the decimals it was published with ("23.5").
    """
    if not stated or not whole or part is None:
        return None
    published, share = Decimal(stated), Fraction(part * 100, whole)
    decimals = max(-published.as_tuple().exponent, 0)
    if published == Decimal(_shown(share, 100, PLACES)):
        return AGREES
    if published == _at(share, decimals, ROUND_HALF_UP):
        return ROUNDED
    return CUT if published == _at(share, decimals, ROUND_DOWN) else DIFFERS


def plain(number):
    """A Decimal without trailing zeros and without an exponent: 35.30 → "35.3", 1E+2 → "100"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_vietnamese(text):
    """The text "81.08" as it is written: "81,08%"; None stays a dash."""
    return "–" if text is None else f"{text.replace('.', ',')}%"


def _at(share, places, rounding):
    """A fraction as a Decimal with so many decimals; exact before it is rounded."""
    scaled = share * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if rounding == ROUND_HALF_UP and 2 * rest >= scaled.denominator:
        whole += 1
    return Decimal(whole).scaleb(-places)
