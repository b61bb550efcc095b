"""Who introduced a person to the cell, and when the name was handed over (38-HD/BTCTW, 29/9/2025, I.1)."""

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused

from .models import Candidate, Introduction, Source

FIELDS = ("source", "unit", "number", "handed_over_on")
EMPTY = {"source": "", "unit": "", "number": "", "handed_over_on": None}


@transaction.atomic
def set_introduction(pk, values, version, *, by):
    """Write who introduced a person; an empty ``source`` takes away what was written, whatever else is said.

    ``values``: all of ``FIELDS``. Returns the candidate; nothing is written where it is so already. Raises Stale, Refused
    with every problem, PermissionDenied.
    """
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    require(by, Action.EDIT_PEOPLE, candidate.branch)
    row = Introduction.objects.filter(candidate=candidate).first() or Introduction(candidate=candidate)
    before = said_of(row, FIELDS)
    if row.pk and not values["source"]:
        values = EMPTY
    for name, empty in EMPTY.items():
        value = values[name] or empty
        setattr(row, name, clean(value) if isinstance(value, str) else value)
    if not (changed := changes(before, said_of(row, FIELDS))):
        return candidate
    refuse_stale(candidate, version)
    if problems := [Problem(candidate, *why) for why in _reasons_against(candidate, row)]:
        raise Refused(problems)
    if row.source:
        row.save()
    else:
        row.delete()
    candidate.version += 1
    candidate.save(update_fields=["version"])
    record([Trace(Act.CHANGED, candidate, candidate.branch, {"introduction": [None, changed]})], by=by)
    return candidate


def _reasons_against(candidate, row):
    if candidate.is_void:
        yield "", _("This person was struck out as a wrong entry: restore it first, then correct it.")
    if row.source and row.source not in Source.values:
        yield "source", _("Choose who introduced the person from the list.")
    if not row.source and any(getattr(row, name) for name in FIELDS):
        yield "source", _("Say who introduced the person, or leave everything empty.")
    if not (day := row.handed_over_on):
        return
    if day > today():
        yield "handed_over_on", _("The day lies in the future.")
    if _is_before_birth(candidate, day):
        yield "handed_over_on", _("The day lies before the birth of the person.")


def _is_before_birth(candidate, day):
    if candidate.birth_date:
        return day < candidate.birth_date
    return candidate.birth_year is not None and day.year < candidate.birth_year
