"""The keyed chain: each entry's digest covers its content and the digest before it, the head's seal where it ends.

The key lies outside the database (``AUDIT_KEY``): whoever can write there can delete or alter, but not unnoticed.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _

from ..models import Act, AuditEntry, AuditHead, AuditValues, User

CONTENT = (
    *("actor_id", "number", "origin", "act", "kind", "object_id", "version", "branch_id"),
    *("fields", "rows", "reason", "detail", "values_digest"),
)


def append(entry, head):
    """Make ``entry`` the next of the chain that ends in ``head``; both in memory."""
    entry.number = head.count + 1
    entry.digest = digest_of(entry, head.digest)
    head.count, head.digest = entry.number, entry.digest
    head.seal = seal_of(head.actor_id, head.count, head.digest)


def digest_of(entry, before):
    content = [entry.at.astimezone(UTC).isoformat(), *(getattr(entry, name) for name in CONTENT)]
    return _keyed("entry", before, *content)


def digest_of_values(side):
    return _keyed("values", side.salt, side.values)


def seal_of(actor_id, count, digest):
    return _keyed("head", actor_id, count, digest)


def refuse_broken(head):
    """Raise SuspiciousOperation rather than write on where the end of the chain is missing (None) or forged."""
    if head is None or not _is_sealed(head):
        raise SuspiciousOperation("The audit's chain of this account has been tampered with: see verify_audit.")


def _is_sealed(head):
    return hmac.compare_digest(head.seal, seal_of(head.actor_id, head.count, head.digest))


def _keyed(*content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Where the audit is not what was written: the account, the number of its entry (None: the whole chain), how."""

    actor_id: int
    number: int | None
    sentence: str


def faults(progress=lambda entries: None):
    """Every ``Fault`` of the whole audit, chain by chain; reads it once, row by row.

    Altered, missing, moved and added entries, altered values, values that went without an act of erasing, ends that
    were cut off, and accounts that were taken away. An end that was put back together with the head as it once was is
    not noticed: compare the numbers of entries with those of the last check.
    """
    heads = {head.actor_id: head for head in AuditHead.objects.all()}
    erased = set(AuditEntry.objects.filter(act=Act.ERASED).values_list("kind", "object_id"))
    reached = defaultdict(lambda: (0, ""))
    founded = set()
    for entry in _in_order():
        yield from _faults_of(entry, reached, erased)
        reached[entry.actor_id] = (entry.number, entry.digest)
        if entry.kind == User._meta.label_lower:
            founded.add(entry.object_id)
        progress(1)
    accounts = set(User.objects.values_list("pk", flat=True))
    yield from _faults_of_heads(heads, reached, accounts)
    for actor_id in sorted(founded - accounts):
        yield Fault(actor_id, None, _("The account is gone, but accounts are never deleted."))


def _in_order():
    entries = AuditEntry.objects.select_related("said").order_by("actor_id", "number")
    return entries.iterator(chunk_size=2000)


def _faults_of(entry, reached, erased):
    number, before = reached[entry.actor_id]
    if entry.number != number + 1:
        yield Fault(entry.actor_id, entry.number, _("Entries are missing before this one."))
    elif entry.digest != digest_of(entry, before):
        yield Fault(entry.actor_id, entry.number, _("The entry is not the one that was written."))
    side = _side_of(entry)
    if side and entry.values_digest != digest_of_values(side):
        yield Fault(entry.actor_id, entry.number, _("The values are not those that were written."))
    if entry.values_digest and not side and (entry.kind, entry.object_id) not in erased:
        yield Fault(entry.actor_id, entry.number, _("The values are missing, and nobody has erased this row."))


def _side_of(entry):
    try:
        return entry.said
    except AuditValues.DoesNotExist:
        return None


def _faults_of_heads(heads, reached, accounts):
    for actor_id in sorted(accounts):
        head, (number, digest) = heads.get(actor_id), reached[actor_id]
        if head is None or not _is_sealed(head):
            yield Fault(actor_id, None, _("The seal of the chain is missing or forged."))
        elif (head.count, head.digest) != (number, digest):
            yield Fault(actor_id, number, _("The chain does not end where its seal says."))
