"""The journals of imports and merges together: what undoing one means for the others, and for how long they are kept."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from branches.journal import pack, seen_after, unpack

from .models import ImportState, Merge, WorkbookImport

KEPT = timedelta(days=30)
"""How long a draft waits, and how long what was done can be undone: names are not kept for longer than they serve."""


class Forgotten(NamedTuple):
    """How many drafts were deleted, and of how many imports and merges it is no longer known what they wrote."""

    drafts: int
    imports: int
    merges: int


@transaction.atomic
def forget_old():
    """Delete drafts that nobody came back to; of what is older than ``KEPT`` only the numbers stay. Returns Forgotten."""
    before = timezone.now() - KEPT
    drafts, _kinds = WorkbookImport.objects.filter(state=ImportState.DRAFT, at__lt=before).delete()
    imports = _forget_imports(WorkbookImport.objects.filter(written_at__lt=before))
    merges = Merge.objects.filter(at__lt=before).exclude(journal=b"").update(journal=b"")
    return Forgotten(drafts, imports, merges)


def _forget_imports(old):
    """Remarks quote cells: how many there were may stay. One that is being undone just now can wait."""
    known = old.filter(~Q(journal=b"") | Q(checked__has_key="warnings")).only("checked")
    rows = list(known.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    for row in rows:
        row.journal, row.checked = b"", {"remarks": len((row.checked or {}).get("warnings", ()))}
    return WorkbookImport.objects.bulk_update(rows, ["journal", "checked"], batch_size=200)


def tell_of_undoing(lines):
    """Undoing ``lines`` has put rows back as an older act left them, in a version of their own: that is no change since, and
    the older act can be undone too. For the verbs that undo, which all hold the lock of people. One statement a kind of
    journal, and one for each that is written anew.
    """
    for model in (WorkbookImport, Merge):
        for row in model.objects.exclude(journal=b"").select_for_update(of=("self",)).order_by("pk"):
            older = unpack(row.journal)
            if (seen := seen_after(older, lines)) != older:
                row.journal = pack(seen)
                row.save(update_fields=["journal"])
