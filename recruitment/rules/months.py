"""Calendar months, as the rules count certificates, dossiers, probation and age."""

from calendar import monthrange
from datetime import date


def add_months(day, months):
    """The same day of the month, ``months`` later (earlier where negative); where it is missing, the last of the month.

    The Party's texts do not say; civil law does: Bộ luật Dân sự 2015, Điều 148 [from memory].
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(first, last):
    """Completed months from ``first`` to ``last``: the most that, added to ``first``, do not pass ``last``."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if add_months(first, months) > last else months
