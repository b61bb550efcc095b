"""How the audit's screen finds and names the rows that entries are about. Each app declares its own kinds of row.

subjects.declare("recruitment.candidate", rows=lambda user: Candidate.objects.visible_to(user), search=by_name_or_code)
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Model, Q, QuerySet
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Subject:
    """``rows(user)``: those the user may see. ``search(rows, text)``: those of them a reader means; None: not asked for.
    ``labels`` and ``words``: what those fields are called and say that the model itself cannot tell. ``names_people``:
    whether a row's name is that of somebody on the way or of a member.
    """

    kind: str
    rows: Callable[[Model], QuerySet]
    search: Callable[[QuerySet, str], QuerySet] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    names_people: bool = True


_declared: dict[str, Subject] = {}


def declare(kind, **said):
    _declared[kind] = Subject(kind, **said)


def meant_by(text, user):
    """The condition on entries that they are about somebody whom ``text`` names, among those ``user`` may see."""
    about = Q(pk__in=[])
    for subject in _declared.values():
        if subject.search:
            found = subject.search(subject.rows(user), text)
            about |= Q(kind=subject.kind, object_id__in=found.order_by().values("pk"))
    return about


def names_of(entries, user):
    """``{(kind, object id): name}`` of what ``entries`` are about and ``user`` may see. One statement a kind."""
    wanted = defaultdict(set)
    for entry in entries:
        if entry.kind in _declared:
            wanted[entry.kind].add(entry.object_id)
    return {
        (kind, row.pk): str(row)
        for kind, ids in wanted.items()
        for row in _declared[kind].rows(user).filter(pk__in=ids)
    }


def names_people(kind):
    """Whether rows of this kind bear names of people; of a kind that nobody knows it is to be feared."""
    return kind not in _declared or _declared[kind].names_people


def kind_in_words(kind):
    """What a row of this kind is called; the kind itself where no model bears it any more."""
    try:
        return apps.get_model(kind)._meta.verbose_name if kind else ""
    except LookupError:
        return kind


def field_in_words(kind, name):
    """The label of a model's field, or the one declared; what is no field of it (any more) as it was written."""
    if kind in _declared and name in _declared[kind].labels:
        return str(_declared[kind].labels[name])
    column = _field(kind, name)
    return str(column.verbose_name) if column else name


def value_in_words(kind, name, value):
    """A value as the audit keeps it, as a screen shows it."""
    if value in (None, "", [], {}):
        return "–"
    if kind in _declared and name in _declared[kind].words:
        return _declared[kind].words[name](value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    column = _field(kind, name)
    if isinstance(column, DateField):
        return f"{date.fromisoformat(value):%d/%m/%Y}" if value != date.min.isoformat() else _("since always")
    if column and column.is_relation:
        return _("no. %(number)s") % {"number": value}
    return str(dict(column.flatchoices).get(value, value) if column else value)


def _field(kind, name):
    try:
        return apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
