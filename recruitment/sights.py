"""Who saw whom, and who took names out of the system: written down before anything is shown."""

from datetime import timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone

from branches.access import Action, require
from branches.audit import Act, Trace, record
from branches.exporting import traces_of
from branches.models import AuditEntry

from .models import Candidate

AGAIN = timedelta(minutes=1)
"""Whoever loads the page of a person again within this time has looked once."""


def see_person(person, *, by):
    """Write down that ``by`` looks at the page of ``person`` (a candidate, a member). Raises PermissionDenied where ``by``
    may not.
    """
    require(by, Action.VIEW_PEOPLE, person.branch)
    kind, since = person._meta.label_lower, timezone.now() - AGAIN
    seen = AuditEntry.objects.filter(kind=kind, object_id=person.pk, at__gt=since, actor=by, act=Act.VIEWED)
    if not seen.exists():
        record([Trace(Act.VIEWED, person, person.branch)], by=by)


def see_people(candidates, *, by):
    """Write down that ``by`` looks at what was told of each of ``candidates``. Three statements and those of the audit.

    Raises PermissionDenied where ``by`` may not.
    """
    require(by, Action.VIEW_PEOPLE, *{candidate.branch for candidate in candidates})
    kind, since = Candidate._meta.label_lower, timezone.now() - AGAIN
    seen = AuditEntry.objects.filter(kind=kind, at__gt=since, actor=by, act=Act.VIEWED)
    seen = set(seen.filter(object_id__in=[each.pk for each in candidates]).values_list("object_id", flat=True))
    record([Trace(Act.VIEWED, each, each.branch) for each in candidates if each.pk not in seen], by=by)


@transaction.atomic
def take_out(people, file, reason, *, branch, members=(), rows=None, detail="", by):
    """Write down that ``by`` takes ``people`` (candidates, members) out of the system in ``file`` (bytes, or a file open for
    reading), and why: an ``ExportReason``.

    One entry for the file, at ``branch``, which says how many ``rows`` it has (without it, how many people) and its SHA-256,
    and one for each person and each of ``members``, their sponsors, whom it names as well. Raises PermissionDenied where
    ``by`` may not; a fixed number of statements a batch of 1 000 people.
    """
    require(by, Action.EXPORT_PEOPLE, *{person.branch for person in people})
    named, rows = chain(people, members), len(people) if rows is None else rows
    record(traces_of(file, rows=rows, reason=reason, branch=branch, detail=detail, named=named), by=by)
