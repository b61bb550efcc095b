"""No update is lost: whoever sends a form made of an older version is told what has changed since, by whom and when."""

from dataclasses import dataclass
from datetime import datetime

from .models import AuditEntry, User


@dataclass(frozen=True)
class Change:
    """One act of somebody else since: ``fields`` are names of the row's fields."""

    by: User
    at: datetime
    fields: tuple[str, ...]


class Stale(Exception):
    """The row is no longer the one that was read: its ``changes`` since, oldest first; ``row`` as it is now."""

    def __init__(self, row, changes):
        super().__init__(str(row.pk))
        self.row, self.changes = row, changes

    def told(self):
        """(who, when, which fields in words) of each change, for a page."""
        labels = {field.name: str(field.verbose_name) for field in self.row._meta.fields}
        return [
            (change.by, change.at, ", ".join(labels.get(name, name) for name in change.fields))
            for change in self.changes
        ]


def refuse_stale(row, version):
    """Raise Stale unless ``row``, read under a lock, still has ``version``. Two statements where it has not."""
    if row.version != version:
        raise Stale(row, changes_since(row, version))


def changes_since(row, version):
    """What the audit says of ``row`` after ``version``."""
    entries = AuditEntry.objects.filter(kind=row._meta.label_lower, object_id=row.pk, version__gt=version)
    return tuple(
        Change(entry.actor, entry.at, tuple(entry.fields.split()))
        for entry in entries.select_related("actor").order_by("version", "pk")
    )
