import json
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..access import Action, home_of, may, paths_where
from ..audit import COMMAND_LINE, subjects
from ..audit_forms import AuditFilter
from ..exporting import CHUNK, Roll, take_out_list
from ..file_columns import AUDIT
from ..models import AuditEntry
from .taking_out import asking_the_same, nothing_taken_out, offer, taken_out

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as the screen says it: ``subject`` is what it is about in words, ``values`` (field, before, after).

    ``names_somebody``: the words hold the name of somebody on the way or of a member.
    """

    entry: AuditEntry
    subject: str
    origin: str
    fields: list[str]
    values: list[tuple]
    names_somebody: bool = False


@require_safe
def audit_list(request):
    """Who did, saw and took out what, at the branches where the user may read the audit."""
    form, entries = _asked_for(request)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page, request.user),
        "is_filtered": any(request.GET.values()),
        "take_out": offer(request, AUDIT, "branches:audit_export"),
    }
    return render(request, "branches/audit_list.html", context)


@require_POST
def audit_export(request):
    """The audit as a file; people are named in it only where the user may take names out, and each is written down."""
    form, entries = _asked_for(request)
    back = asking_the_same(request, reverse("branches:audit_list"))
    if not form.is_valid():
        return nothing_taken_out(request, back, _("Nothing was taken out: what the list is asked for is not right."))
    people, branch = Roll(), home_of(request.user, Action.VIEW_AUDIT)

    def write_down(file, **said):
        take_out_list(file, Action.VIEW_AUDIT, branch=branch, named=people, by=request.user, **said)

    return taken_out(request, AUDIT, _passing(entries, people, request.user), back=back, write_down=write_down)


def _asked_for(request):
    """(the filter, the entries it asks for) for whoever reads the audit somewhere."""
    if paths_where(request.user, Action.VIEW_AUDIT) == []:
        raise PermissionDenied(_("Your role does not read the audit."))
    form = AuditFilter(request.GET, user=request.user)
    entries = AuditEntry.objects.visible_to(request.user)
    entries = form.narrow(entries) if form.is_valid() else entries.none()
    return form, entries.select_related("actor", "branch", "said")


def _passing(entries, people, user):
    """The ``Line`` of each entry, as it may leave; whom they name goes to ``people``. One statement a kind and chunk."""
    entries = entries.iterator(CHUNK)
    while chunk := list(islice(entries, CHUNK)):
        for line in lines_of(chunk, user, Action.EXPORT_PEOPLE):
            if line.names_somebody:
                people.add(apps.get_model(line.entry.kind), line.entry.object_id, None, line.entry.branch)
            yield line


def lines_of(entries, user, action=Action.VIEW_PEOPLE):
    """Names and values only of what the user may see: an administrator sees that a person was changed, not who.

    With EXPORT_PEOPLE as ``action`` people are named only where the user may take names out.
    """
    entries = list(entries)
    names = subjects.names_of(entries, user)
    return [_line(entry, names, user, action) for entry in entries]


def _line(entry, names, user, action):
    fields = entry.fields.split()
    words = [subjects.field_in_words(entry.kind, field) for field in fields]
    may_read = bool(entry.branch) and may(user, action, entry.branch)
    may_name = may_read or action == Action.VIEW_PEOPLE or not subjects.names_people(entry.kind)
    name = names.get((entry.kind, entry.object_id)) if may_name else None
    number = _("no. %(number)s") % {"number": entry.object_id} if entry.object_id else ""
    kind = str(subjects.kind_in_words(entry.kind))
    values = _values(entry) if may_read else []
    origin = _("command line") if entry.origin == COMMAND_LINE else entry.origin
    names_somebody = bool(name) and subjects.names_people(entry.kind)
    return Line(entry, f"{kind} {name or number}".strip(), origin, words, values, names_somebody)


def _values(entry):
    """(field, before, after) in words; nothing where the values have been erased."""
    said = json.loads(entry.said.values) if hasattr(entry, "said") else {}
    return [
        (
            subjects.field_in_words(entry.kind, name),
            *(subjects.value_in_words(entry.kind, name, value) for value in both),
        )
        for name, both in said.items()
    ]
