"""On which days somebody is decided on, received and recognised."""

from datetime import date, timedelta

NEW_YEARS = ((date(2023, 1, 20), date(2023, 1, 26)), (date(2024, 2, 8), date(2024, 2, 14)))
"""Tết: nobody signs then."""


def decision_days(chance, intake):
    """A day for each admission of the year, in order: the committee signs twice a month, three of five the first time."""
    for month, count in enumerate(intake.months, start=1):
        early, late = (working_day(date(intake.year, month, day - chance.randint(0, 2))) for day in (8, 22))
        for place in range(count):
            yield late if place >= count - count * 2 // 5 else early


def days_after(chance, decision, clock):
    """(ceremony, full membership): about two weeks later, and a year and a little after that; None after ``clock``."""
    ceremony = decision + timedelta(days=chance.randint(12, 18))
    recognised = ceremony + timedelta(days=365 + chance.randint(3, 28))
    return tuple(day if day <= clock else None for day in (ceremony, recognised))


def working_day(day):
    while day.weekday() >= 5 or any(first <= day <= last for first, last in NEW_YEARS):
        day += timedelta(days=1)
    return day
