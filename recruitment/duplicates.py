"""Who may have been entered twice: two people who are likely the same (*Có thể trùng*). Found, never stored.

Names are compared without accents. With both births known to the day they must be equal, wherever the two are; with a
day missing the years must be equal within one commune; with a birth quite unknown the two must be in one cell. Whoever
was struck out as a wrong entry is not looked at, nor are two of whom somebody has said that they are two people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from django.db.models import Count, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.access import paths_where
from branches.kinds import BASE_ORGANISATIONS, Kind, Setting
from branches.models import Branch
from branches.names import fold
from branches.roles import Action

from .models import Candidate, TwoPeople

BATCH = 1000
PASSED_UP = _("Possibly entered twice: passed to the level above for checking.")
"""All that anybody is told of somebody outside the own organisations: whoever sees both finds the pair."""


class Why(TextChoices):
    """Why two people are likely the same, the surest first."""

    DAY = "day", _("same name, same birth date")
    YEAR = "year", _("same name, same birth year, same commune")
    CELL = "cell", _("same name, same cell, a birth unknown")


COMPARED = ("pk", "search_name", "birth_date", "birth_year", "branch__path")
ORDER = {why: place for place, why in enumerate((*Why, None))}


class Described(NamedTuple):
    """Somebody who is about to be written down."""

    full_name: str
    birth_date: date | None
    birth_year: int | None
    branch: Branch


class LikelySame(NamedTuple):
    """``seen``: (candidate, Why) of those whom the reader sees, the surest first; ``is_elsewhere``: there is somebody whom
    the reader does not see. Of that one nothing else may be told: whoever sees both finds the pair.
    """

    seen: tuple[tuple[Candidate, Why], ...]
    is_elsewhere: bool


class Pair(NamedTuple):
    """Ids of two people, the smaller first, and why they are likely the same; None where they no longer are."""

    one: int
    other: int
    why: Why | None


class Entry(NamedTuple):
    """What is compared. ``cell``, ``commune``: ids of the organisations, on the tree of today."""

    pk: int | None
    name: str
    birth_date: date | None
    birth_year: int | None
    cell: int
    commune: int


def likeness(one, other):
    """Why two ``Entry`` are likely the same person, None where they are not."""
    if one.name != other.name:
        return None
    if one.birth_date and other.birth_date:
        return Why.DAY if one.birth_date == other.birth_date else None
    if one.birth_year and other.birth_year:
        return Why.YEAR if one.birth_year == other.birth_year and one.commune == other.commune else None
    return Why.CELL if one.cell == other.cell else None


def pairs_seen(*, by, branch=None, apart=False) -> list[Pair]:
    """The pairs of which ``by`` may see both, the surest first, then by name; with a ``branch`` those of which one is at
    or below it. ``apart``: instead those of whom somebody has said that they are two people.

    Three statements, those of the rights apart; the people of names that occur once stay in the database.
    """
    people = Candidate.objects.visible_to(by).order_by()
    if apart:
        said = _said_apart(people)
        people = people.filter(pk__in={pk for pair in said for pk in pair})
    else:
        repeated = people.values("search_name").annotate(heads=Count("pk")).filter(heads__gt=1)
        people, said = people.filter(search_name__in=repeated.values("search_name")), None
    rows = list(people.values_list(*COMPARED, "sort_name"))
    entries, order, paths = _entries(rows), {row[0]: row[-1] for row in rows}, {row[0]: row[-2] for row in rows}
    pairs = _apart(entries, said) if apart else _alike(entries, _said_apart(people))
    if branch:
        pairs = (pair for pair in pairs if any(paths[pk].startswith(branch.path) for pk in pair[:2]))
    return sorted(pairs, key=lambda pair: (ORDER[pair.why], order[pair.one], pair))


def likely_same(described: Iterable[Described], *, by) -> list[LikelySame]:
    """For each of ``described``, in order: who is known already and likely the same person.

    A fixed number of statements a batch of 1 000 names, whoever is known.
    """
    described = list(described)
    rows = _known_by(sorted({fold(each.full_name) for each in described}))
    many = len(rows)
    rows += [(None, fold(each.full_name), each.birth_date, each.birth_year, each.branch.path) for each in described]
    entries = _entries(rows)
    near = _by_key(entries[:many])
    found = [_alike_to(new, near) for new in entries[many:]]
    people = _people(sorted({pk for alike in found for _why, pk in alike}))
    paths = paths_where(by, Action.VIEW_PEOPLE)
    return [_told(alike, people, paths) for alike in found]


def _known_by(names):
    rows = []
    for start in range(0, len(names), BATCH):
        some = Candidate.objects.filter(search_name__in=names[start : start + BATCH])
        rows += some.order_by().values_list(*COMPARED)
    return rows


def _people(ids):
    rows, found = Candidate.objects.select_related("branch__parent"), {}
    for start in range(0, len(ids), BATCH):
        found |= rows.in_bulk(ids[start : start + BATCH])
    return found


def _alike_to(new, near):
    """(Why, id) of those who are likely ``new``, the surest first."""
    known = {entry.pk: entry for key in _keys(new) for entry in near.get(key, ())}
    alike = [(why, pk) for pk, entry in known.items() if (why := likeness(entry, new))]
    return sorted(alike, key=lambda found: (ORDER[found[0]], found[1]))


def _told(alike, people, paths):
    seen = [(people[pk], why) for why, pk in alike if _lies_within(people[pk].branch.path, paths)]
    return LikelySame(tuple(seen), len(seen) < len(alike))


def _lies_within(path, paths):
    return paths is None or any(path.startswith(above) for above in paths)


def said_to_be_two(one, other):
    """Whether somebody has said of these two ids that they are two people. One statement."""
    return TwoPeople.objects.filter(one=min(one, other), other=max(one, other)).exists()


def _said_apart(people):
    ids = people.order_by().values("pk")
    return set(TwoPeople.objects.filter(one__in=ids, other__in=ids).values_list("one", "other"))


def _apart(entries, said) -> Iterator[Pair]:
    """Those said to be two people, much alike still or not."""
    known = {entry.pk: entry for entry in entries}
    for one, other in said:
        yield Pair(one, other, likeness(known[one], known[other]))


def _alike(entries, said) -> Iterator[Pair]:
    pairs = set()
    for near in _by_key(entries).values():
        for one, other in combinations(sorted(near), 2):
            if (one.pk, other.pk) not in said and (why := likeness(one, other)):
                pairs.add(Pair(one.pk, other.pk, why))
    yield from pairs


def _by_key(entries):
    """{key: entries}: two who are likely the same have a key in common, so that few are compared with each other."""
    near = defaultdict(list)
    for entry in entries:
        for key in _keys(entry):
            near[key].append(entry)
    return near


def _keys(entry):
    yield entry.name, "cell", entry.cell
    if entry.birth_year:
        yield entry.name, entry.birth_year, entry.commune
    if entry.birth_date:
        yield entry.name, entry.birth_date


def _entries(rows):
    """An Entry for each row of (pk, folded name, birth date, birth year, path, …). One statement, none without rows.

    Who is written down at an organisation that has closed is where its path leads: in the one that took its place.
    """
    places = _places({row[4] for row in rows})
    return [
        Entry(pk, name, day, day.year if day else year, *places[path]) for pk, name, day, year, path, *_more in rows
    ]


def _places(paths):
    """{path: ids of its cell and its commune}."""
    lines = {path: [int(part) for part in path.split("/")[1:-1]] for path in paths}
    ids = {pk for line in lines.values() for pk in line}
    rows = Branch.objects.filter(pk__in=ids).values_list("pk", "kind", "setting") if ids else ()
    sorts = {pk: (kind, setting) for pk, kind, setting in rows}
    return {path: (line[-1], _commune(line, sorts)) for path, line in lines.items()}


def _commune(line, sorts):
    """The nearest commune on the line from the root down, else the base organisation, else the organisation itself."""
    upwards = line[::-1]
    communes = (pk for pk in upwards if sorts[pk][0] == Kind.COMMUNE or sorts[pk][1] == Setting.COMMUNE)
    bases = (pk for pk in upwards if sorts[pk][0] in BASE_ORGANISATIONS)
    return next(communes, None) or next(bases, line[-1])
