"""How old somebody must be, and may be, when the cell considers them."""

from .months import months_between


def age_in_months(born, day):
    """Completed months of life on ``day``. Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1: age is counted in months."""
    return months_between(born, day)


def may_be_considered(born, day, rule_set):
    """Whether somebody ``born`` then is of age on the ``day`` the cell meets: from 216 to 720 months, both included.

    Quy định 294-QĐ/TW ngày 26/5/2025, mục 1.1. Older people need the written consent of the provincial standing
    committee before the decision (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1), not before the meeting.
    """
    return rule_set.age_from.value <= age_in_months(born, day) <= rule_set.age_to.value
