"""The audit: what the verbs write in the transaction of what they do. Ids only; who may read it is asked of the rows.

record([Trace(Act.CHANGED, candidate, branch, values=changes(before, candidate, FIELDS))], by=user)
"""

import json
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from secrets import token_hex

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from ..models import Act, AuditEntry, AuditHead, AuditValues, Branch
from . import chain

__all__ = ["Act", "Trace", "begin_chain", "changes", "coming_from", "erase_values", "record", "said_of"]

COMMAND_LINE = "command line"
BATCH = 1000

_origin: ContextVar[str] = ContextVar("where_the_acts_of_this_request_come_from", default=COMMAND_LINE)


@contextmanager
def coming_from(address):
    """Acts recorded within this block come from ``address``."""
    token = _origin.set(address[:64])
    try:
        yield
    finally:
        _origin.reset(token)


@dataclass(frozen=True)
class Trace:
    """One act to be recorded. ``subject``: the saved row it was done to; ``branch``: the one whose readers may see it.

    ``values``: ``{field: [before, after]}``, kept apart from the entry because it may name people. ``rows``: how many
    rows left the system with it, ``reason`` why (``ExportReason``). ``detail``: which file was taken, which view refused.
    """

    act: Act
    subject: Model | None = None
    branch: Branch | None = None
    values: Mapping = field(default_factory=dict)
    rows: int | None = None
    reason: str = ""
    detail: str = ""


def record(traces, *, by):
    """Write ``traces`` at the end of the chain of ``by``. A fixed number of statements a batch of 1 000, of which no more
    than one is in memory.

    Acts of one account wait for each other, those of different accounts do not. What fails here fails the whole act.
    """
    traces = iter(traces)
    if batch := list(islice(traces, BATCH)):
        with transaction.atomic(savepoint=False):
            head = AuditHead.objects.select_for_update().filter(actor=by).first()
            chain.refuse_broken(head)
            now = timezone.now()
            while batch:
                _write(batch, head, by, now)
                batch = list(islice(traces, BATCH))
            head.save(update_fields=["count", "digest", "seal"])


def _write(traces, head, by, now):
    origin, entries, sides = _origin.get(), [], []
    for trace in traces:
        entry = _entry(trace, by, now, origin)
        if trace.values:
            side = AuditValues(entry=entry, salt=token_hex(16), values=_as_text(trace.values))
            entry.values_digest = chain.digest_of_values(side)
            sides.append(side)
        chain.append(entry, head)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
    for side in sides:
        side.entry_id = side.entry.pk
    AuditValues.objects.bulk_create(sides)


def begin_chain(account):
    """Every account has a chain from its first day on; one that is missing later has been taken away."""
    AuditHead.objects.create(actor=account, seal=chain.seal_of(account.pk, 0, ""))


def _entry(trace, by, now, origin):
    subject = trace.subject
    return AuditEntry(
        actor=by,
        at=now,
        origin=origin,
        act=trace.act,
        kind=subject._meta.label_lower if subject is not None else "",
        object_id=subject.pk if subject is not None else None,
        version=getattr(subject, "version", None),
        branch_id=trace.branch and trace.branch.pk,
        fields=" ".join(trace.values),
        rows=trace.rows,
        reason=trace.reason,
        detail=trace.detail[:100],
    )


def said_of(row, fields):
    """``{field: value}`` of a row as the audit keeps it; take it before the row is changed."""
    return {name: _plain(getattr(row, row._meta.get_field(name).attname)) for name in fields}


def changes(before, after):
    """``{field: [before, after]}`` for what differs between two results of ``said_of``; of a new row (before None) all
    that is said.
    """
    if before is None:
        return {name: [None, value] for name, value in after.items() if value not in (None, "", [])}
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


def erase_values(entries):
    """Delete what the changed fields of ``entries`` were and became; their chains still verify."""
    AuditValues.objects.filter(entry__in=entries).delete()


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _as_text(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
