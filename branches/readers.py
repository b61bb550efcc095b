"""Who can see a branch: everybody with a role in force at it or above it."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .access import Action, may
from .models import Access
from .roles import Role

ASKED_BY = (Action.MANAGE_ACCESS, Action.VIEW_AUDIT)
"""Whoever may do one of these at a branch may know who sees it."""


@dataclass(frozen=True)
class Readers:
    """``named``: accesses within the asker's own subtree, the highest branch first. ``above``: (role, number of people)
    from branches above it, whose names are none of the asker's business.
    """

    named: tuple[Access, ...]
    above: tuple[tuple[Role, int], ...]


def may_ask_who_reads(user, branch):
    return any(may(user, action, branch) for action in ASKED_BY)


def readers_of(branch, *, by):
    """``Readers`` of ``branch`` today; closed accounts and closed branches see nothing. One statement.

    Raises PermissionDenied where ``by`` may not ask.
    """
    if not may_ask_who_reads(by, branch):
        raise PermissionDenied(_("Your role does not allow this at %(branch)s.") % {"branch": branch})
    line = [int(part) for part in branch.path.split("/")[1:-1]]
    rows = Access.objects.filter(branch__in=line, branch__valid_to__isnull=True, user__is_active=True).in_force()
    named, above = [], defaultdict(set)
    for access in rows.select_related("user", "branch").order_by("branch__path", "user__sort_name", "pk"):
        if may_ask_who_reads(by, access.branch):
            named.append(access)
        else:
            above[Role(access.role)].add(access.user_id)
    return Readers(tuple(named), tuple((role, len(above[role])) for role in Role if role in above))
