"""Giving, ending and handing over roles, and who can see a branch."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..access import Action, may
from ..account_forms import EndForm, GrantForm, HandOverForm
from ..accounts import end_access, grant_access, hand_over
from ..models import Access, Branch, User
from ..readers import readers_of
from .accounts import READ_OR_SEND, address_of, managed, posted, sheet


@READ_OR_SEND
def access_grant(request, pk):
    account = managed(request, pk)
    form = GrantForm(posted(request), by=request.user)
    if form.is_valid() and (address := form.make_once(lambda: _granted(account, form, by=request.user))):
        messages.success(request, _("The role has been given."))
        return redirect(address)
    return sheet(request, form, _("Give a role"), address_of(account), account=account)


def _granted(account, form, *, by):
    grant_access(account, **form.said(), by=by)
    return address_of(account)


@READ_OR_SEND
def access_end(request, pk):
    access = endable(request, pk)
    form = EndForm(posted(request), by=request.user)
    if form.is_valid() and form.try_to(
        lambda: end_access(access, last_day=form.cleaned_data["last_day"], by=request.user)
    ):
        messages.success(request, _("The end of the role has been written down."))
        return redirect(_back_to(access, request.user))
    return sheet(request, form, _("End the role"), _back_to(access, request.user), account=access.user, access=access)


@READ_OR_SEND
def access_hand_over(request, pk):
    access = endable(request, pk)
    form = HandOverForm(posted(request), by=request.user)
    if form.is_valid() and (address := form.make_once(lambda: _handed_over(access, form, by=request.user))):
        messages.success(request, _("The role has been handed over."))
        return redirect(address)
    more = {"account": access.user, "access": access, "is_handing_over": True, "tomorrow": form["first_day"].initial}
    return sheet(request, form, _("Hand the role over"), _back_to(access, request.user), **more)


def _handed_over(access, form, *, by):
    hand_over(access, to_user=form.cleaned_data["to_user"], first_day=form.cleaned_data["first_day"], by=by)
    return address_of(form.cleaned_data["to_user"])


def endable(request, pk):
    """The access, if the user may end it."""
    seen = Access.objects.visible_to(request.user)
    access = get_object_or_404(seen.select_related("user", "branch"), pk=pk)
    if access.user_id == request.user.pk:
        raise PermissionDenied(_("Nobody manages the own account here: ask another administrator."))
    return access


def _back_to(access, user):
    """The page of the account; the list where the account has gone out of sight with the role."""
    is_seen = User.objects.visible_to(user).filter(pk=access.user_id).exists()
    return address_of(access.user) if is_seen else reverse("branches:account_list")


@require_safe
def branch_readers(request, code):
    branch = get_object_or_404(Branch.objects.visible_to(request.user), code=code)
    readers = readers_of(branch, by=request.user)
    for access in readers.named:
        access.is_linked = may(request.user, Action.MANAGE_ACCESS, access.branch)
    context = {
        "branch": branch,
        "readers": readers,
        "may_manage": may(request.user, Action.MANAGE_ACCESS, branch),
    }
    return render(request, "branches/branch_readers.html", context)
