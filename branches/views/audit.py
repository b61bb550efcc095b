import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access import Action, may, paths_where
from ..audit import COMMAND_LINE, subjects
from ..audit_forms import AuditFilter
from ..models import AuditEntry

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as the screen says it: ``subject`` is what it is about in words, ``values`` (field, before, after)."""

    entry: AuditEntry
    subject: str
    origin: str
    fields: list[str]
    values: list[tuple]


@require_safe
def audit_list(request):
    """Who did, saw and took out what, at the branches where the user may read the audit."""
    if paths_where(request.user, Action.VIEW_AUDIT) == []:
        raise PermissionDenied(_("Your role does not read the audit."))
    form = AuditFilter(request.GET, user=request.user)
    entries = AuditEntry.objects.visible_to(request.user)
    entries = form.narrow(entries) if form.is_valid() else entries.none()
    page = Paginator(entries.select_related("actor", "branch", "said"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page, request.user),
        "is_filtered": any(request.GET.values()),
    }
    return render(request, "branches/audit_list.html", context)


def lines_of(entries, user):
    """Names and values only of what the user may see: an administrator sees that a person was changed, not who."""
    entries = list(entries)
    names = subjects.names_of(entries, user)
    return [_line(entry, names, user) for entry in entries]


def _line(entry, names, user):
    fields = entry.fields.split()
    words = [subjects.field_in_words(entry.kind, field) for field in fields]
    name = names.get((entry.kind, entry.object_id))
    number = _("no. %(number)s") % {"number": entry.object_id} if entry.object_id else ""
    kind = str(subjects.kind_in_words(entry.kind))
    may_read = entry.branch and may(user, Action.VIEW_PEOPLE, entry.branch)
    values = _values(entry) if may_read else []
    origin = _("command line") if entry.origin == COMMAND_LINE else entry.origin
    return Line(entry, f"{kind} {name or number}".strip(), origin, words, values)


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
