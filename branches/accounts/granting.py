"""Roles are given, ended and handed over. Rows are never deleted: they say who could see what on which day."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from config.clock import today

from ..access import Action, require
from ..audit import Act, Trace, changes, record, said_of
from ..models import Access
from ..roles import Role
from ..sessions import end_sessions
from ..spans import ONE_DAY, holds
from .managing import lock_managed

SAID_OF_ACCESS = ("user", "role", "valid_from", "valid_to")


@transaction.atomic
def grant_access(user, *, role, branch, by, valid_from=None, valid_to=None):
    """Another role for an account, from ``valid_from`` (today) until before ``valid_to`` (None: no end).

    Raises PermissionDenied where ``by`` may not manage the branch or the whole account, or is the account himself;
    ValidationError for a closed branch, days that cannot be, and a role that the account holds already then.
    """
    require(by, Action.MANAGE_ACCESS, branch)
    row, _seat = lock_managed(user, by=by)
    return give(row, role, branch, valid_from, valid_to, by=by)


def give(user, role, branch, valid_from, valid_to, *, by):
    """Write a role whose giver has been checked, and the user locked."""
    access = Access(user=user, role=Role(role), branch=branch, valid_from=valid_from or today(), valid_to=valid_to)
    _refuse_impossible(access)
    access.save(force_insert=True)
    record([Trace(Act.GRANTED, access, branch, changes(None, said_of(access, SAID_OF_ACCESS)))], by=by)
    return access


def _refuse_impossible(access):
    if access.branch.valid_to:
        raise ValidationError({"branch": _("This organisation is closed; nobody is given a role there any more.")})
    if access.valid_from < today():
        raise ValidationError({"valid_from": _("The first day lies in the past.")})
    if access.valid_to and access.valid_to <= access.valid_from:
        raise ValidationError({"last_day": _("The last day lies before the first day.")})
    if known := _overlapping(access).first():
        text = _("The account already holds this role at %(branch)s from %(day)s.")
        said = {"branch": access.branch, "day": f"{known.valid_from:%d/%m/%Y}"}
        raise ValidationError({"role": text % said})


def _overlapping(access):
    """The same role of the same account at the same branch, on some of the same days."""
    same = Access.objects.filter(user=access.user, role=access.role, branch=access.branch)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=access.valid_from)
    begun = Q(valid_from__lt=access.valid_to or date.max)
    return same.standing().filter(lasting & begun)


@transaction.atomic
def end_access(access, *, by, last_day=None):
    """End a role after ``last_day`` (today); yesterday ends it at once. The account's sessions end now.

    A role that would not have begun by then is taken back: it ends on the day it would have begun. Asked for again it
    changes nothing; an end never moves to a later day. Raises PermissionDenied for a role outside the subtree of ``by``
    or of ``by`` himself; ValidationError where it is over already, or ``last_day`` lies before yesterday.
    """
    access = _lock(access, by=by)
    end = (last_day or today()) + ONE_DAY
    if end < today():
        raise ValidationError({"last_day": _("The day lies in the past: what was seen until today was seen.")})
    return _end(access, max(end, access.valid_from), by=by)


@transaction.atomic
def hand_over(access, *, to_user, by, first_day=None):
    """End a role the day before ``first_day`` (today) and give it to ``to_user`` from then on, until its planned end.

    A receiver who holds the role on that day already keeps it as it is. Raises as ``end_access`` and ``grant_access``.
    """
    first_day = first_day or today()
    if first_day < today():
        raise ValidationError({"first_day": _("The first day lies in the past.")})
    access = _lock(access, by=by)
    if to_user.pk == access.user_id:
        raise ValidationError({"to_user": _("The receiver holds this role already: name somebody else.")})
    receiver, _seat = lock_managed(to_user, by=by)
    if access.is_over:
        raise ValidationError(_("This role is over already."))
    if not access.valid_from < first_day <= (access.valid_to or date.max):
        raise ValidationError({"first_day": _("The role is not in force on the day before; choose another day.")})
    planned_end = access.valid_to if access.valid_to != first_day else None
    taken = _held_on(first_day, receiver, access)
    _end(access, first_day, by=by)
    return taken or give(receiver, access.role, access.branch, first_day, planned_end, by=by)


def _held_on(day, user, access):
    rows = Access.objects.filter(user=user, role=access.role, branch=access.branch)
    return next((row for row in rows if holds(row.valid_from, row.valid_to, day)), None)


def _lock(access, *, by):
    """``access`` as it is now, locked until the transaction ends, if ``by`` may end it."""
    row = Access.objects.select_for_update(of=("self",)).select_related("branch", "user").get(pk=access.pk)
    require(by, Action.MANAGE_ACCESS, row.branch)
    if row.user_id == by.pk:
        raise PermissionDenied(_("Nobody manages the own account here: ask another administrator."))
    return row


def _end(access, end, *, by):
    if access.valid_to == end:
        return access
    if access.is_over:
        raise ValidationError(_("This role is over already."))
    if access.valid_to and access.valid_to < end:
        text = _("The role ends on %(day)s anyway; for longer, give it again from the day after.")
        raise ValidationError({"last_day": text % {"day": f"{access.last_day:%d/%m/%Y}"}})
    before = said_of(access, SAID_OF_ACCESS)
    access.valid_to = end
    access.save(update_fields=["valid_to"])
    record([Trace(Act.ENDED, access, access.branch, changes(before, said_of(access, SAID_OF_ACCESS)))], by=by)
    end_sessions(access.user)
    return access
