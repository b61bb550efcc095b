"""What an act did to the database, row by row, so that it can be undone as long as nothing was built on it.

    before = images(querysets())
    ...the act...
    lines = differences(before, images(querysets()))
    undo(lines)

The querysets must hold every row that the act changes or deletes, and find those that it makes.
"""

import json
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from .models import Branch, BranchPlacement
from .placing import astray

BATCH = 500
VERSION = "version"
"""The column that rises with every change; undoing is one, so it never falls."""


@dataclass(frozen=True)
class Line:
    """One row: ``was`` and ``now`` are its columns, None where it was not there, or is no more."""

    model: str
    pk: int
    was: dict | None
    now: dict | None

    def images(self):
        """The row as it was and as it is, as far as it was there."""
        return [image for image in (self.was, self.now) if image]

    def differing(self):
        """The columns that differ, of a row that was changed."""
        return {name for name in self.now if self.now[name] != self.was[name]}


class _Exactly(DjangoJSONEncoder):
    """Django's own cuts a moment to the thousandth of a second, as JavaScript knows it."""

    def default(self, value):
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class BuiltOn(Exception):
    """Somebody has changed a row since, or hung another one on it. ``rows``: those rows, the first few."""

    def __init__(self, rows):
        super().__init__(", ".join(map(str, rows)))
        self.rows = rows


def images(querysets):
    """``{(model, pk): {column: value}}`` of all rows of ``querysets``. One statement each, and a batch of rows."""
    return {
        (rows.model._meta.label_lower, row.pk): _image(row)
        for rows in querysets
        for row in rows.order_by().iterator(chunk_size=BATCH)
    }


def differences(before, after):
    """The lines from one result of ``images`` to a later one."""
    keys = dict.fromkeys((*before, *after))
    return [Line(*key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def pack(lines):
    text = json.dumps([[line.model, line.pk, line.was, line.now] for line in lines], ensure_ascii=False)
    return zlib.compress(text.encode())


def unpack(packed):
    return [Line(*line) for line in json.loads(zlib.decompress(bytes(packed)))] if packed else []


@transaction.atomic
def undo(lines):
    """Put everything back; for a verb. A fixed number of statements a model and batch.

    Raises BuiltOn, and has written nothing then, where a row is no longer as it was left, others hang on it, or branches
    were founded since below one that would go back to another place.
    """
    by_model = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.pk):  # rows are locked in this order
        by_model[apps.get_model(line.model)].append(line)
    for model, some in by_model.items():
        _refuse_changed(model, some)
    made = {model: [line.pk for line in some if line.was is None] for model, some in by_model.items()}
    ours = {model: {line.pk for line in some} for model, some in by_model.items()}
    for model, pks in made.items():
        _refuse_hung_on(model, pks, ours)
    for model, pks in made.items():  # references among them are looked at by the database when all is done
        for some in _batches(pks):
            every(model).filter(pk__in=some)._raw_delete(every(model).db)
    for model, some in by_model.items():
        _put_back(model, [line for line in some if line.was and line.now])
    for model, some in by_model.items():
        gone = [_row(model, line.was) for line in some if line.now is None]
        every(model).bulk_create(gone, batch_size=BATCH)
    if {Branch, BranchPlacement} & by_model.keys() and (lost := astray()):
        raise BuiltOn(lost[:5])


def seen_after(lines, undone):
    """The ``lines`` of an older act once those of a later one are ``undone``: a row that stands again as the older act left
    it has only another version. A row that anybody changed in between otherwise stays changed, be it back to the same: with
    that, lines of a log or papers may have come, of which no journal knows.
    """
    again = {(line.model, line.pk): line for line in undone if line.was and line.now and VERSION in line.was}
    return [_seen_after(line, again.get((line.model, line.pk))) for line in lines]


def _seen_after(line, undone):
    if undone is None or line.now != undone.was:
        return line
    return replace(line, now=line.now | {VERSION: version_after(undone)})


def version_after(line):
    """The version of a row once ``line``, which changed it, is undone."""
    return line.now[VERSION] + 1


def every(model):
    return model._base_manager.all()


def _image(row):
    said = {field.attname: field.get_prep_value(field.value_from_object(row)) for field in row._meta.concrete_fields}
    return json.loads(json.dumps(said, cls=_Exactly))


def row_of(label, image):
    """The row of the model ``label`` that ``image`` shows, unsaved."""
    return _row(apps.get_model(label), image)


def _row(model, image):
    return model(**{field.attname: _value(field, image) for field in model._meta.concrete_fields})


def _value(field, image):
    value = image[field.attname]
    return (field.target_field if field.is_relation else field).to_python(value)


def _refuse_changed(model, lines):
    for some in _batches(lines):
        rows = every(model).select_for_update().order_by("pk").in_bulk([line.pk for line in some])
        changed = [
            rows.get(line.pk) or _row(model, line.now or line.was) for line in some if _now(rows, line.pk) != line.now
        ]
        if changed:
            raise BuiltOn(changed[:5])


def _now(rows, pk):
    return _image(rows[pk]) if pk in rows else None


def _refuse_hung_on(model, pks, ours):
    """No row that the act did not touch may point at those that it made; the audit only remembers ids."""
    for field in model._meta.get_fields(include_hidden=True):
        points_here = field.auto_created and (field.one_to_many or field.one_to_one)
        if not points_here or not field.field.db_constraint:
            continue
        known = ours.get(field.related_model, ())
        for some in _batches(pks):
            rows = every(field.related_model).filter(**{f"{field.field.attname}__in": some})
            if others := [row for row in rows if row.pk not in known]:
                raise BuiltOn(others[:5])


def _put_back(model, lines):
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    rows = []
    for line in lines:
        row = _row(model, line.was)
        if VERSION in names:
            row.version = version_after(line)
        rows.append(row)
    if rows:
        every(model).bulk_update(rows, names, batch_size=100)


def _batches(things):
    return [things[start : start + BATCH] for start in range(0, len(things), BATCH)]
