"""Who is away for work, and who keeps contact: an open absence pauses, the stage stays. No rule; the usage of the office."""

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused

from .models import Absence, Candidate

FIELDS = ("left_on", "place", "contact", "last_contact_on", "expected_on", "returned_on")
TEXTS = {"place", "contact"}
REVIEW_MONTHS = 3
"""Somebody away is heard of every three months."""


@transaction.atomic
def set_absence(pk, values, version, *, by):
    """Write the open absence of a person, a new one where there is none; with ``returned_on`` it ends.

    ``values``: all of ``FIELDS``. Returns the candidate; nothing is written where it is so already. Raises Stale, Refused
    with every problem, PermissionDenied.
    """
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    require(by, Action.MOVE_PEOPLE, candidate.branch)
    absences = list(candidate.absences.all())
    row = next((each for each in absences if each.is_open), None)
    before = row and said_of(row, FIELDS)
    row = row or Absence(candidate=candidate)
    for name in FIELDS:
        setattr(row, name, values[name] or ("" if name in TEXTS else None))
    if not (changed := changes(before, said_of(row, FIELDS))):
        return candidate
    refuse_stale(candidate, version)
    if problems := [Problem(candidate, *why) for why in _reasons_against(candidate, row, absences)]:
        raise Refused(problems)
    row.save()
    candidate.version += 1
    candidate.save(update_fields=["version"])
    record([Trace(Act.CHANGED, candidate, candidate.branch, {"absences": [None, changed]})], by=by)
    return candidate


def _reasons_against(candidate, row, absences):
    if candidate.is_void:
        yield "", _("This person was struck out as a wrong entry: restore it first, then correct it.")
    if row.left_on is None:
        yield "left_on", _("The day of leaving is missing.")
        return
    for name in ("left_on", "last_contact_on", "returned_on"):
        if (day := getattr(row, name)) and day > today():
            yield name, _("The day lies in the future.")
    if row.returned_on and row.returned_on < row.left_on:
        yield "returned_on", _("The return lies before the leaving.")
    if row.expected_on and row.expected_on < row.left_on:
        yield "expected_on", _("The return lies before the leaving.")
    if row.last_contact_on and row.last_contact_on < row.left_on:
        yield "last_contact_on", _("The contact lies before the leaving.")
    if any(each.pk != row.pk and each.returned_on and each.returned_on >= row.left_on for each in absences):
        yield "left_on", _("The person was away on that day already: an absence overlaps another.")
