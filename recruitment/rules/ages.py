"""How old somebody must be, and may be, when the cell considers them."""

from datetime import timedelta

from .months import add_months, months_between
from .sources import HANOI_2025, Certainty, Source

UNION_AGE = 31 * 12
"""Months of life with which somebody is past the age of the Youth Union: older than 30 years. Who is a cadre of the Union may
stay longer, which we do not ask.
"""
UNION_CADRE_AGE = 36 * 12
"""Months of life with which a cadre of the Youth Union is past it: older than 35 years. Who is younger may still be in it."""

UNION_AGE_SOURCE = Source(HANOI_2025, "", HANOI_2025.day, Certainty.SECONDARY)


def age_in_months(born, day):
    """Completed months of life on ``day``. Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1: age is counted in months."""
    return months_between(born, day)


def last_day_below(born, months):
    """The last day on which somebody ``born`` then has not completed so many months."""
    return add_months(born, months) - timedelta(days=1)


def may_be_considered(born, day, rule_set):
    """Whether somebody ``born`` then is of age on the ``day`` the cell meets: from 216 to 720 months, both included.

    Quy định 294-QĐ/TW ngày 26/5/2025, mục 1.1. Older people need the written consent of the provincial standing
    committee before the decision (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1), not before the meeting.
    """
    return rule_set.age_from.value <= age_in_months(born, day) <= rule_set.age_to.value
