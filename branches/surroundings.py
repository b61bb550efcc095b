"""What a user may see around a branch: where it hangs, where else to go, which of some branches to link to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .models import Access, Branch


@dataclass(frozen=True)
class Surroundings:
    """``above``: the line from the highest branch down, without the branch itself. ``own``: other branches where the
    user holds a role. ``codes``: those of the asked-for codes whose pages the user may open.
    """

    above: tuple[Branch, ...]
    own: tuple[Branch, ...]
    codes: frozenset[str]


def around(branch, user, codes, *, seen):
    """``Surroundings`` of ``branch``; ``seen``: the branches visible to ``user``, as a queryset. One statement."""
    line = {int(part) for part in branch.path.split("/")[1:-1]} - {branch.pk}
    role = Access.objects.filter(user=user, branch=OuterRef("pk")).in_force()
    named = seen.annotate(is_own=Exists(role)).filter(Q(pk__in=line) | Q(code__in=codes) | Q(is_own=True))
    rows = list(named.order_by("path", "order", "code"))
    return Surroundings(
        above=tuple(row for row in rows if row.pk in line),
        own=tuple(row for row in rows if row.is_own and row.pk not in line | {branch.pk}),
        codes=frozenset(row.code for row in rows).intersection(codes),
    )
