"""Lists as files: which columns a file has and in which order each account wants them, and that it was taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model

from config.tables import Column

from .access import require
from .audit import Act, Trace, record
from .models import Branch, ColumnOrder

CHUNK = 1000
"""So many rows of a list are in memory while its file is written."""


@dataclass(frozen=True)
class Listing:
    """A list that is taken out as a file. ``key``: what it is remembered by; ``title``: of its sheet, 31 letters at most;
    ``stem``: how its files are called; ``names_people``: whoever takes it out says why.
    """

    key: str
    title: str
    stem: str
    columns: tuple[Column, ...]
    names_people: bool = True

    def column(self, key):
        return next(column for column in self.columns if column.key == key)


def columns_wanted(user, listing):
    """The keys of the columns that ``user`` wants, in order: those of the last file, else all there are."""
    kept = ColumnOrder.objects.filter(user=user, listing=listing.key).values_list("columns", flat=True).first()
    known = [column.key for column in listing.columns]
    return [key for key in kept or () if key in known] or known


def remember_columns(listing, keys, *, by):
    """From now on the files of ``listing`` have the columns ``keys``, in this order, for ``by``."""
    ColumnOrder.objects.update_or_create(user=by, listing=listing.key, defaults={"columns": list(keys)})


class Named(NamedTuple):
    """Somebody whom a file names, as the audit needs it."""

    model: type[Model]
    pk: int
    version: int | None
    branch: Branch

    @property
    def _meta(self):
        return self.model._meta


class Roll:
    """Who is named in rows that pass by, each once; a few bytes for each of them."""

    def __init__(self):
        self._found, self._shared = {}, {}

    def passing(self, rows, people_in) -> Iterator:
        """``rows`` themselves; ``people_in(row)``: whom a row names, with their branches."""
        for row in rows:
            for person in people_in(row):
                self.add(type(person), person.pk, person.version, person.branch)
            yield row

    def add(self, model, pk, version, branch):
        said = self._shared.setdefault((version, branch.pk), (version, branch))  # one for all who are there
        self._found.setdefault(model, {}).setdefault(pk, said)

    def __iter__(self):
        return (Named(model, pk, *said) for model, found in self._found.items() for pk, said in found.items())

    def __len__(self):
        return sum(map(len, self._found.values()))


def digest_of(file):
    """The SHA-256 of bytes, or of a file that can be read from its start."""
    if isinstance(file, bytes):
        return sha256(file).hexdigest()
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def traces_of(file, *, rows, reason, branch, detail="", named=()):
    """What the audit says of a file (see ``digest_of``) that was taken out: one line of the file, at ``branch``, with its
    SHA-256 and how many ``rows`` it has, and one of each of ``named``.
    """
    digest = {"sha256": [None, digest_of(file)]}
    yield Trace(Act.EXPORTED, branch=branch, values=digest, rows=rows, reason=reason, detail=detail)
    for each in named:
        yield Trace(Act.EXPORTED, each, each.branch, reason=reason)


@transaction.atomic
def take_out_list(file, action, *, branch, rows, detail, reason="", named=(), by):
    """Write down that ``by`` takes out a list that is open to who may do ``action`` at ``branch``.

    Raises PermissionDenied where ``by`` may not. A fixed number of statements a batch of 1 000 of ``named``.
    """
    require(by, action, branch)
    record(traces_of(file, rows=rows, reason=reason, branch=branch, detail=detail, named=named), by=by)
