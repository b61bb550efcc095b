"""The numbers of reports: they run on per organisation, symbol and term, whatever else the office numbers there."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q

from branches.names import clean
from recruitment.quotas import term_of

from .models import Report
from .wording import symbol as printed_symbol

HIGHEST = 9_999
"""No office numbers further in a term; beyond is a slip of the finger."""
_STROKES = str.maketrans(dict.fromkeys("∕⁄／", "/") | dict.fromkeys("‐‑‒–—−－", "-"))
_CALLED = re.compile(r"^\s*(?:số|so)(?:\s*:|\s+|(?=[0-9-]))\s*", re.IGNORECASE)


class Numbering(NamedTuple):
    """The days, both included, in which a number is given once. ``name``: of the term; of the calendar year where no
    term is known, for then only that much is sure.
    """

    name: str
    first: date
    last: date


def symbol_in(text):
    """What follows the number, as it is printed: ``số 12-BC / HU.`` and ``-BC/HU`` are ``BC/HU``; "" is ``BC``."""
    text = _CALLED.sub("", clean(text).translate(_STROKES))
    text = re.sub(r"\s*([/-])\s*", r"\1", text)
    return printed_symbol(text.rstrip(" .,;:/-")).removeprefix("-")


def is_symbol(text):
    """Whether ``text``, as ``symbol_in`` gives it, looks like one: ``BC/HU``, ``BC``, ``12-BC/BTCHU``."""
    return all(part.isalnum() for part in re.split(r"[/-]", text))


def key_of(symbol):
    """Small letters and digits alone: two spellings of one symbol have one key. ``BC/ĐU``, ``bc-đu`` → ``bcđu``."""
    folded = unicodedata.normalize("NFKC", symbol_in(symbol)).casefold()
    return unicodedata.normalize("NFC", "".join(letter for letter in folded if letter.isalnum()))


def numbering_on(branch, day):
    """The ``Numbering`` of the papers that ``branch`` signs on ``day``. One statement."""
    term = term_of([int(part) for part in branch.path.split("/")[1:-1]], day)
    if term:
        return Numbering(term.name, term.first, term.last)
    return Numbering(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))


def next_number(branch, symbol, numbering):
    """The number after the highest one that a report bears within ``numbering`` (a ``Numbering``). One statement."""
    borne = Report.objects.filter(_within(numbering), branch=branch, symbol_key=key_of(symbol))
    return (borne.aggregate(Max("number"))["number__max"] or 0) + 1


def bearer_of(report):
    """Another report of the same organisation that bears the number of ``report`` in its term, else None.

    By the day of signature too, whatever term was known then: a term may be entered late. Two statements.
    """
    within = _within(numbering_on(report.branch, report.signed_on))
    same = Report.objects.filter(within, branch=report.branch_id, symbol_key=report.symbol_key, number=report.number)
    return same.exclude(pk=report.pk).select_related("branch").first()


def _within(numbering):
    return Q(numbering=numbering.name) | Q(signed_on__range=(numbering.first, numbering.last))
