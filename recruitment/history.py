"""What has happened to a person: the admissions, and who changed what and when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from branches.access import Action, paths_where
from branches.audit import Act
from branches.finding import name_if_within
from branches.models import AuditEntry, User

from .describing import names_of
from .models import Admission

SHOWN = 100
"""So many changes, the latest first; the audit has them all."""

WRITTEN = (
    *(Act.CREATED, Act.CHANGED, Act.VOIDED, Act.RESTORED, Act.MOVED, Act.CORRECTED),
    *(Act.MERGED, Act.UNDONE),
)


@dataclass(frozen=True)
class Past:
    """One act: ``fields`` are names in words of what changed; ``is_of_admission``: it was an admission of the person."""

    by: User
    at: datetime
    act: str
    fields: tuple[str, ...]
    is_of_admission: bool


def admissions_of(person, *, by, gathered=None):
    """(admissions that ``by`` may see, oldest first; whether there are others). Those of a wrong entry with it.

    ``gathered``: the person's rows, where they are read for other purposes too.
    """
    if gathered and not person.is_void:
        every = gathered.every_admission[person.pk]
    else:
        rows = Admission.with_void.filter(void_reason="") if person.is_void else Admission.objects
        every = list(rows.filter(candidate=person).select_related("branch").order_by("pk"))
    own = paths_where(by, Action.VIEW_PEOPLE)
    seen = [admission for admission in every if name_if_within(admission.branch, own)]
    return seen, len(seen) < len(every)


def stands_as(admissions, is_admitted_elsewhere):
    """What the person is today, by these admissions: before the decision nobody is called a member."""
    standing = [admission for admission in admissions if not admission.cancelled_on]
    if not standing:
        return _("admitted elsewhere") if is_admitted_elsewhere else _("not yet admitted")
    if standing[-1].removed_on:
        return _("no longer a member")
    return _("full member") if standing[-1].recognised_on else _("probationary member")


def changes_of(person, admissions):
    """The latest changes of a person and of these admissions, latest first. One statement."""
    of_person, of_admission = person._meta.label_lower, Admission._meta.label_lower
    here = Q(kind=of_person, object_id=person.pk)
    here |= Q(kind=of_admission, object_id__in=[admission.pk for admission in admissions])
    entries = AuditEntry.objects.filter(here, act__in=WRITTEN).select_related("actor").order_by("-at", "-pk")
    return [
        Past(
            entry.actor,
            entry.at,
            entry.get_act_display(),
            tuple(names_of(entry.fields.split())) if entry.act == Act.CHANGED else (),
            entry.kind == of_admission,
        )
        for entry in entries[:SHOWN]
    ]
