"""Working days: Monday to Friday that are not days off.

The Party's texts count in them and do not define them; this is the usage of state offices. ``days_off`` is anything
that answers ``day in days_off``. A Saturday worked in exchange for another day off is no working day.
"""

from datetime import timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_workday(day, days_off):
    return day.weekday() < SATURDAY and day not in days_off


def add_workdays(start, count, days_off):
    """The last day of a limit of ``count`` working days: the day of the event is day 0, the next working day is 1."""
    day = start
    while count > 0:
        day += ONE_DAY
        count -= is_workday(day, days_off)
    return day


def workdays_between(start, end, days_off):
    """How many working days of a limit that began on ``start`` have passed by the end of ``end``; 0 before it."""
    return sum(is_workday(day, days_off) for day in days_after(start, end))


def days_off_between(start, end, days_off):
    """The days off after ``start``, up to ``end``, that are not a weekend anyway: those that a limit skips."""
    return [day for day in days_after(start, end) if day.weekday() < SATURDAY and day in days_off]


def days_after(start, end):
    """Every day after ``start`` up to ``end``."""
    return (start + ONE_DAY * number for number in range(1, (end - start).days + 1))
