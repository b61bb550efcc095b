"""Two questions, one module: which rows may a user see, and which action may a user do where."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .audit import begin_chain
from .models import Access, Branch, User
from .roles import ROLE_MAY, Action

__all__ = [
    "Action",
    "accesses_in_force",
    "home_of",
    "may",
    "may_everywhere",
    "open_roots",
    "paths_where",
    "read_rights",
    "require",
    "require_now",
    "require_somewhere",
    "stands_at",
    "system_user",
    "without_right_above",
]

SYSTEM = "system"
"""The name of the account in which the command line acts; nobody else may bear it."""


def read_rights(user):
    """Keep the user's rights of this moment on ``user``, for one request. One statement, whatever is asked later.

    Rights taken away hold from the next request on. ``user.stands_on``: ids of the accesses that give them.
    """
    rows = accesses_in_force(user)
    user.rights = [(role, path) for _pk, role, path in rows]
    user.stands_on = frozenset(pk for pk, _role, _path in rows)


def paths_where(user, action):
    """Paths of the open branches where ``user`` holds a role that may ``action``; None is everywhere.

    The ``system`` account of the command line is everywhere; nobody else is. One statement, none after ``read_rights``.
    """
    if getattr(user, "is_system", False):
        return None
    if not user.is_authenticated or not user.is_active:
        return []
    rights = user.rights if hasattr(user, "rights") else [(role, path) for _pk, role, path in accesses_in_force(user)]
    return sorted({path for role, path in rights if action in ROLE_MAY[role]})


def accesses_in_force(user):
    """(id, role, path) of every access in force at a branch that is still open."""
    rows = Access.objects.filter(user=user, branch__valid_to__isnull=True).in_force()
    return list(rows.values_list("pk", "role", "branch__path"))


def may(user, action, branch):
    """Whether ``user`` may do ``action`` at ``branch``."""
    return _lies_within(branch, paths_where(user, action))


def without_right_above(user, action, branches):
    """Those of ``branches`` where ``user`` may not do ``action`` from a branch above, as a set. One statement at most."""
    paths = paths_where(user, action)
    return {branch for branch in branches if not _lies_within(branch, _of_others(paths, branch))}


def stands_at(user, action, branch):
    """Whether ``user`` may do ``action`` by a role at ``branch`` itself, not only at one above; ``system`` everywhere."""
    paths = paths_where(user, action)
    return paths is None or len(_of_others(paths, branch)) < len(paths)


def open_roots():
    """The organisations above which there is none: what holds for the whole installation needs the right at each."""
    return list(Branch.objects.filter(parent=None, valid_to=None))


def may_everywhere(user, action):
    """Whether ``user`` may do ``action`` at every open root. One statement, those of the rights apart."""
    return all(may(user, action, root) for root in open_roots())


def require(user, action, *branches):
    """Raise PermissionDenied unless ``user`` may do ``action`` at every one of ``branches``. One statement at most.

    A branch that the user may not even see is not named.
    """
    paths = paths_where(user, action)
    for branch in branches:
        if not _lies_within(branch, paths):
            if may(user, Action.VIEW, branch):
                raise PermissionDenied(_("Your role does not allow this at %(branch)s.") % {"branch": branch})
            raise PermissionDenied(_("Your role does not allow this."))


def require_now(user, action, *branches):
    """``require`` with the rights that the account has at this very moment, not those kept when the request began.

    For a verb that took seconds before it writes. Two statements at most.
    """
    require(User.objects.get(pk=user.pk), action, *branches)


def require_somewhere(user, action):
    """Raise PermissionDenied unless there is an open branch where ``user`` may do ``action``."""
    if paths_where(user, action) == []:
        raise PermissionDenied(_("Your role does not allow this."))


def _lies_within(branch, paths):
    return paths is None or any(branch.path.startswith(path) for path in paths)


def _of_others(paths, branch):
    """``paths`` without that of ``branch`` itself."""
    return paths and [path for path in paths if not path.endswith(f"/{branch.pk}/")]


def home_of(user, action=Action.VIEW):
    """The branch a user lands on: the highest one of the own open branches (those with a role that may ``action``), None
    without any.
    """
    own = Branch.objects.filter(valid_to=None, path__in=paths_where(user, action) or [])
    return min(own, key=lambda branch: (branch.path.count("/"), branch.path), default=None)


def system_user():
    """The account in whose name the command line acts. It cannot log in."""
    user, is_new = User.objects.get_or_create(username=SYSTEM, defaults={"is_system": True, "full_name": SYSTEM})
    if is_new:
        begin_chain(user)
    return user
