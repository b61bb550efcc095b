"""Codes for those who bring none of their own: counted on, never given twice."""

import re

from config import installation


def give_codes(rows, known, prefix):
    """``DV000001`` and so on, with ``prefix``, for those of the unsaved ``rows`` that bear no code.

    ``known``: every row of the kind that there is. The last number given is kept, so that nobody gets the code of somebody
    who is gone: files with it may still be about. For callers who hold the lock of the kind. Three statements, one more
    the first time ever and each time that codes are taken.
    """
    nameless, taken = [row for row in rows if not row.code], {row.code for row in rows}
    if not nameless:
        return
    number = installation.last_number(prefix)
    number = _highest(known, prefix) if number is None else number
    while nameless:
        codes = [f"{prefix}{number + n:06d}" for n in range(1, len(nameless) + 1)]
        number += len(codes)
        taken |= set(known.filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in taken:
                nameless.pop(0).code = code
    installation.keep_number(prefix, number)


def _highest(known, prefix):
    """The highest number that a code like ours bears; none of many digits, which somebody has made up."""
    codes = known.filter(code__startswith=prefix).values_list("code", flat=True)
    found = (re.fullmatch(rf"{prefix}(\d{{6,8}})", code, re.ASCII) for code in codes.iterator())
    return max((int(match[1]) for match in found if match), default=0)
