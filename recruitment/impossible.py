"""What cannot be, whoever says it of a person, as (field, sentence). Only the impossible; no rule of the Party."""

from django.utils.translation import gettext as _

from branches.names import clean
from config.clock import today

STEPS = ("decision_on", "ceremony_on", "recognised_on")
"""The days of an admission in the order in which they come."""


def reasons_against(full_name, birth_date, birth_year, days):
    """``days``: those of an admission that are known, by their names in ``STEPS``."""
    if not clean(full_name):
        yield "full_name", _("The name is missing.")
    for name, day in (days | {"birth_date": birth_date}).items():
        if day and day > today():
            yield name, _("The day lies in the future.")
    yield from wrong_order(days)
    if birth_year and not birth_date and birth_year > today().year:
        yield "birth_date", _("The birth year lies in the future.")
    yield from born_too_late(birth_date, birth_year, days)


def wrong_order(days):
    decision, ceremony, recognised = (days.get(name) for name in STEPS)
    if decision and ceremony and ceremony < decision:
        yield "ceremony_on", _("The ceremony lies before the decision.")
    if recognised and recognised < (ceremony or decision or recognised):
        yield "recognised_on", _("The day of full membership lies before the admission.")


def born_too_late(birth_date, birth_year, days):
    for name, day in days.items():
        if (birth_date and day < birth_date) or (birth_year and day.year < birth_year):
            yield name, _("The day lies before the person's birth.")
