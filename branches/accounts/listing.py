"""The list of accounts, as an administrator asks for it."""

from django.db.models import Exists, OuterRef, Prefetch, TextChoices
from django.utils.translation import gettext_lazy as _

from ..finding import named_like
from ..login.throttling import is_locked
from ..models import Access, User
from ..models.branch import within


class AccountState(TextChoices):
    ACTIVE = "active", _("Active")
    LOCKED = "locked", _("Locked after wrong attempts")
    NO_ROLE = "no_role", _("No role in force")
    CLOSED = "closed", _("Closed")


def accounts_listed(by, *, text="", role="", branch=None, state=""):
    """Accounts visible to ``by``, sorted as people are, each ``with_state`` and with ``roles``, what ``by`` may see of
    its standing roles (a list, one more statement for all).

    ``role`` and ``branch`` (or below) ask for one and the same standing role.
    """
    standing = Access.objects.visible_to(by).standing()
    seen = named_like(User.objects.visible_to(by), text)
    if role or branch:
        asked = standing.filter(role=role) if role else standing
        asked = asked.filter(within([branch.path], "branch__path")) if branch else asked
        seen = seen.filter(Exists(asked.filter(user=OuterRef("pk"))))
    roles = standing.select_related("branch").order_by("branch__path", "valid_from", "pk")
    return (
        _in_state(with_state(seen), state)
        .order_by("sort_name", "username")
        .prefetch_related(Prefetch("access", roles, to_attr="roles"))
    )


def with_state(accounts):
    """Each with ``holds``: whether it has a role in force at a branch that is open; and with ``is_locked``."""
    in_force = Access.objects.filter(user=OuterRef("pk"), branch__valid_to__isnull=True).in_force()
    return accounts.annotate(holds=Exists(in_force), is_locked=is_locked("username"))


def _in_state(accounts, state):
    if state == AccountState.CLOSED:
        return accounts.filter(is_active=False)
    if state == AccountState.LOCKED:
        return accounts.filter(is_active=True, is_locked=True)
    if state in AccountState:
        return accounts.filter(is_active=True, is_locked=False, holds=state == AccountState.ACTIVE)
    return accounts


def state_of(account):
    """The state of an account that comes ``with_state``: what keeps it out first."""
    if not account.is_active:
        return AccountState.CLOSED
    if account.is_locked:
        return AccountState.LOCKED
    return AccountState.ACTIVE if account.holds else AccountState.NO_ROLE
