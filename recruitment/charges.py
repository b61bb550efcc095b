"""Who sees to what is due, with a note of how far it is. No rule; the usage of the office."""

from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused

from .due import Due, Matter
from .models import Candidate, Charge

SAID = ("matter", "name", "note")
MOST = {name: Charge._meta.get_field(name).max_length for name in ("name", "note")}


class Row(NamedTuple):
    """A matter that is due, with its person and who sees to it; None where nobody said."""

    due: Due
    person: Candidate
    charge: Charge | None


def with_people(found) -> list[Row]:
    """A Row for each of ``found`` (of ``due_among``), in order. Two statements."""
    ids = {each.person_id for each in found}
    people = Candidate.objects.select_related("branch__parent").in_bulk(ids)
    charges = {(row.candidate_id, row.matter): row for row in Charge.objects.filter(candidate__in=ids)}
    return [Row(each, people[each.person_id], charges.get((each.person_id, each.matter))) for each in found]


def seen_to(people):
    """{(person, matter)} that somebody sees to, among ``people`` (a queryset). One statement."""
    rows = Charge.objects.filter(candidate__in=people.order_by().values("pk")).exclude(name="")
    return set(rows.order_by().values_list("candidate_id", "matter"))


@transaction.atomic
def set_charge(pk, matter, name, note, version, *, by):
    """From now on ``name`` sees to ``matter`` (of ``due.Matter``) for a person, with a ``note``; with neither, nobody does.

    Returns the candidate; nothing is written where it is so already. Raises Stale, Refused with every problem,
    PermissionDenied.
    """
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    require(by, Action.MOVE_PEOPLE, candidate.branch)
    name, note = clean(name), clean(note)
    row = Charge.objects.filter(candidate=candidate, matter=matter).first()
    before = row and said_of(row, SAID)
    row = row or Charge(candidate=candidate, matter=matter)
    row.name, row.note = name, note
    if not (changed := changes(before, said_of(row, SAID))) or (before is None and not (name or note)):
        return candidate
    refuse_stale(candidate, version)
    if problems := [Problem(candidate, *why) for why in _reasons_against(candidate, matter, row)]:
        raise Refused(problems)
    if name or note:
        row.set_on = today()
        row.save()
    else:
        row.delete()
    candidate.version += 1
    candidate.save(update_fields=["version"])
    said = {"matter": [None, Matter(matter).value]} | changed
    record([Trace(Act.CHANGED, candidate, candidate.branch, {"charges": [None, said]})], by=by)
    return candidate


def _reasons_against(candidate, matter, row):
    if candidate.is_void:
        yield "", _("This person was struck out as a wrong entry: restore it first, then correct it.")
    if matter not in Matter.values:
        yield "", _("There is no such matter.")
    for name, most in MOST.items():
        if len(getattr(row, name)) > most:
            yield name, _("At most %(most)s letters.") % {"most": most}
