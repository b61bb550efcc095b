"""Accounts are opened, renamed, closed and opened again; never deleted, for the audit names them."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ..access import SYSTEM, Action, require
from ..audit import Act, Trace, begin_chain, changes, record, said_of
from ..models import User
from ..sessions import end_sessions
from ..versions import refuse_stale
from .granting import give
from .managing import lock_managed, save_change


@transaction.atomic
def add_account(
    username,
    *,
    password,
    role,
    branch,
    by,
    full_name="",
    valid_from=None,
    valid_to=None,
    must_change_password=False,
):
    """A new user with one role on one branch from ``valid_from`` (today) until before ``valid_to`` (None: no end).

    Raises ValidationError for a weak password, a name that is not free or days that cannot be, PermissionDenied where
    ``by`` may not.
    """
    require(by, Action.MANAGE_ACCESS, branch)
    user = User(username=username, must_change_password=must_change_password)
    user.clean()
    user.name(full_name)
    validate_password(password, user)
    user.set_password(password)
    _save_new(user)
    begin_chain(user)
    record([Trace(Act.CREATED, user, branch)], by=by)
    give(user, role, branch, valid_from, valid_to, by=by)
    return user


def _save_new(user):
    """Whatever the reason why a name is not free, it is not told: the account may be none of the asker's business."""
    refusal = ValidationError({"username": _("This account name is not free; choose another one.")})
    user.full_clean(validate_unique=False)
    if user.username.lower() == SYSTEM or User.objects.filter(username__iexact=user.username).exists():
        raise refusal
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise refusal


@transaction.atomic
def rename_account(user, *, full_name, version, by):
    """Give the person of the account another name. Raises Stale where ``version`` is no longer the account's."""
    row, seat = lock_managed(user, by=by)
    refuse_stale(row, version)
    before = said_of(row, ["full_name"])
    row.name(full_name)
    row.full_clean(validate_unique=False)
    if changed := changes(before, said_of(row, ["full_name"])):
        save_change(row, "full_name", "search_name", "sort_name")
        record([Trace(Act.CHANGED, row, seat, changed)], by=by)
    return row


def close_account(user, *, by):
    """Nobody logs in with it any more, and its sessions end. Its roles stay: reopened, it is what it was."""
    return _set_active(user, False, Act.CLOSED, by=by)


def reopen_account(user, *, by):
    """The account may log in again, with the roles that are still in force."""
    return _set_active(user, True, Act.REOPENED, by=by)


@transaction.atomic
def _set_active(user, is_active, act, *, by):
    row, seat = lock_managed(user, by=by)
    if row.is_active != is_active:
        row.is_active = is_active
        save_change(row, "is_active")
        record([Trace(act, row, seat, {"is_active": [not is_active, is_active]})], by=by)
        if not is_active:
            end_sessions(row)
    return row
