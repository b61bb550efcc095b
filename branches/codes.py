"""Codes for those who bring none of their own: counted on, never given twice."""

from django.db.models import Max


def give_codes(rows, known, prefix):
    """``DV000001`` and so on, with ``prefix``, for those of the unsaved ``rows`` that bear no code.

    ``known``: every row of the kind that there is. Two statements, and one more each time that codes are taken.
    """
    nameless, taken = [row for row in rows if not row.code], {row.code for row in rows}
    number = (known.aggregate(Max("pk"))["pk__max"] or 0) if nameless else 0
    while nameless:
        codes = [f"{prefix}{number + n:06d}" for n in range(1, len(nameless) + 1)]
        number += len(codes)
        taken |= set(known.filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in taken:
                nameless.pop(0).code = code
