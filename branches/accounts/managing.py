"""Whom an administrator may touch: accounts whose standing roles all lie within the own subtree, and never himself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ..access import Action, may, paths_where
from ..models import Access, User


@dataclass(frozen=True)
class Held:
    """What an account holds, now or later, else what it held last, as far as the asker may see it.

    ``accesses``: the highest branch first. ``is_elsewhere``: whether there is more outside.
    """

    accesses: tuple[Access, ...]
    is_elsewhere: bool

    @property
    def seat(self):
        """The branch to whose readers the audit tells of the account."""
        return self.accesses[0].branch


def held_by(user, *, by):
    """``Held`` of ``user`` as ``by`` sees it. One statement, besides the rights of ``by``."""
    rows = Access.objects.filter(user=user).standing().select_related("branch", "user")
    seen = [access for access in rows if may(by, Action.MANAGE_ACCESS, access.branch)]
    seen.sort(key=lambda access: (access.branch.path.count("/"), access.branch.path, access.valid_from, access.pk))
    return Held(tuple(seen), is_elsewhere=len(seen) < len(rows))


def reason_against(user, held, *, by):
    """Why ``by`` may not rename, close, reopen, reset or give roles to ``user``, as a sentence; "" where he may."""
    if user.pk == by.pk:
        return _("Nobody manages the own account here: ask another administrator.")
    if not held.accesses and paths_where(by, Action.MANAGE_ACCESS) is not None:
        return _("Your role does not allow this.")
    if held.is_elsewhere:
        return _(
            "This account also holds a role outside your organisation: only the roles inside it can be ended here."
        )
    return ""


def lock_managed(user, *, by):
    """``user`` as it is now, locked until the transaction ends, and the branch its acts are recorded at.

    Raises PermissionDenied where ``by`` may not manage the whole account.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    held = held_by(row, by=by)
    if row.is_system or (sentence := reason_against(row, held, by=by)):
        raise PermissionDenied(_("Your role does not allow this.") if row.is_system else sentence)
    return row, held.seat if held.accesses else None


def save_change(row, *fields):
    """Save ``fields`` of an account that was read under a lock, as a new version of it."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])
