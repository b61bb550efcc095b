"""The accounts screen: for whoever may manage access somewhere."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import Action, home_of, may_everywhere, require_somewhere
from ..account_forms import AccountForm, ConfirmForm, ListForm, RenameForm, ResetForm, SuggestForm
from ..accounts import (
    add_account,
    close_account,
    rename_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlock,
)
from ..accounts.listing import accounts_listed, state_of, with_state
from ..accounts.managing import held_by, reason_against
from ..exporting import CHUNK, take_out_list
from ..file_columns import ACCOUNTS
from ..finding import suggest_accounts, suggest_branches
from ..models import Access, Branch, User
from ..versions import Stale
from .taking_out import asking_the_same, nothing_taken_out, offer, taken_out

PAGE = 50
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def account_list(request):
    require_somewhere(request.user, Action.MANAGE_ACCESS)
    form = ListForm(request.GET, by=request.user)
    asked = form.asked()
    accounts = User.objects.none() if asked is None else accounts_listed(request.user, **asked)
    page = Paginator(accounts, PAGE).get_page(request.GET.get("page"))
    page.object_list = list(_with_their_state(page.object_list))
    context = {
        "form": form,
        "page": page,
        "is_narrowed": asked is None or any(asked.values()),
        "take_out": offer(request, ACCOUNTS, "branches:account_export"),
        "may_set": may_everywhere(request.user, Action.CHANGE_SETTINGS),
    }
    return render(request, "branches/account_list.html", context)


@require_POST
def account_export(request):
    """The accounts that the list of the same address shows, as a file."""
    require_somewhere(request.user, Action.MANAGE_ACCESS)
    asked = ListForm(request.GET, by=request.user).asked()
    back = asking_the_same(request, reverse("branches:account_list"))
    if asked is None:
        return nothing_taken_out(request, back, _("Nothing was taken out: what the list is asked for is not right."))
    branch = asked["branch"] or home_of(request.user, Action.MANAGE_ACCESS)

    def write_down(file, **said):
        take_out_list(file, Action.MANAGE_ACCESS, branch=branch, by=request.user, **said)

    rows = _with_their_state(accounts_listed(request.user, **asked).iterator(CHUNK))
    return taken_out(request, ACCOUNTS, rows, back=back, write_down=write_down)


def _with_their_state(accounts):
    for account in accounts:
        account.state = state_of(account)
        yield account


@READ_OR_SEND
def account_create(request):
    require_somewhere(request.user, Action.MANAGE_ACCESS)
    form = AccountForm(posted(request), by=request.user, initial=request.GET.dict())
    if form.is_valid():
        password = form.one_time_password()
        if address := form.make_once(lambda: _made(form, password, by=request.user)):
            return slip(request, address, password)
    return sheet(request, form, _("New account"), reverse("branches:account_list"))


def _made(form, password, *, by):
    said = form.cleaned_data
    names = {"username": said["username"], "full_name": said["full_name"]}
    return address_of(add_account(**names, **form.said(), password=password, must_change_password=True, by=by))


@require_safe
def account_detail(request, pk):
    account = get_object_or_404(with_state(User.objects.visible_to(request.user)), pk=pk)
    account.state = state_of(account)
    roles = Access.objects.visible_to(request.user).filter(user=account).select_related("branch")
    context = {
        "account": account,
        "roles": [access for access in roles.order_by("valid_from", "pk") if not access.is_over],
        "past": [access for access in roles.order_by("-valid_to", "pk") if access.is_over],
        "reason": reason_against(account, held_by(account, by=request.user), by=request.user),
        "is_own": account.pk == request.user.pk,
    }
    return render(request, "branches/account_detail.html", context)


@READ_OR_SEND
def account_rename(request, pk):
    account = managed(request, pk)
    names = {"full_name": account.full_name, "version": account.version}
    form, stale = RenameForm(posted(request), by=request.user, initial=names), None
    if form.is_valid():
        try:
            if form.try_to(lambda: rename_account(account, **form.cleaned_data, by=request.user)):
                messages.success(request, _("The name has been changed."))
                return redirect(address_of(account))
        except Stale as refusal:
            stale = refusal
            form.renew_version(stale.row.version)
    return sheet(request, form, _("Change the name"), address_of(account), account=account, stale=stale)


@READ_OR_SEND
def account_close(request, pk):
    text = _("Nobody logs in with it any more, and whoever is logged in is out at once. Its roles stay.")
    done = _("The account has been closed; whoever was logged in with it is out.")
    return confirmed(request, pk, close_account, _("Close the account"), text, done)


@READ_OR_SEND
def account_reopen(request, pk):
    text = _("It logs in again with the roles still in force. Where the password may be known, reset it too.")
    return confirmed(request, pk, reopen_account, _("Reopen the account"), text, _("The account may log in again."))


@READ_OR_SEND
def account_unlock(request, pk):
    text = _("For whoever typed a wrong password too often. First make sure that it was the person and nobody else.")
    done = _("The wrong attempts are forgotten; the account can be tried again at once.")
    return confirmed(request, pk, unlock, _("Unlock logging in"), text, done)


@READ_OR_SEND
def account_reset_second_factor(request, pk):
    text = _("For whoever has lost the telephone and the recovery codes too.")
    done = _("The password alone opens the account again; whoever was logged in is out.")
    return confirmed(request, pk, reset_second_factor, _("Take the second step away"), text, done)


def confirmed(request, pk, verb, title, text, done):
    """A page that asks once more, and ``verb`` behind its button."""
    account = managed(request, pk)
    form = ConfirmForm(posted(request), by=request.user, submit=title)
    if form.is_valid():
        verb(account, by=request.user)
        messages.success(request, done)
        return redirect(address_of(account))
    return sheet(request, form, title, address_of(account), account=account, text=text)


@READ_OR_SEND
def account_reset(request, pk):
    account = managed(request, pk)
    form = ResetForm(posted(request), by=request.user)
    if form.is_valid():
        password = form.one_time_password()
        if address := form.make_once(lambda: _reset(account, password, by=request.user)):
            return slip(request, address, password)
    text = _("The old password no longer works, and whoever is logged in is out. The new one is shown once.")
    return sheet(request, form, _("New password"), address_of(account), account=account, text=text)


def _reset(account, password, *, by):
    reset_password(account, password=password, by=by)
    return address_of(account)


@require_safe
def branch_suggestions(request):
    seen = Branch.objects.visible_to(request.user, Action.MANAGE_ACCESS).filter(valid_to=None)
    return suggested(request, suggest_branches, seen)


@require_safe
def account_suggestions(request):
    return suggested(request, suggest_accounts, User.objects.visible_to(request.user))


def suggested(request, suggest, seen):
    require_somewhere(request.user, Action.MANAGE_ACCESS)
    form = SuggestForm(request.GET)
    found = suggest(seen, form.cleaned_data["q"]) if form.is_valid() else []
    return JsonResponse({"suggestions": [suggestion._asdict() for suggestion in found]})


def managed(request, pk):
    """The account, if the user may manage the whole of it: unseen is 404, seen but not allowed 403."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if sentence := reason_against(account, held_by(account, by=request.user), by=request.user):
        raise PermissionDenied(sentence)
    return account


def slip(request, address, password):
    """The one-time password on paper. Sent again, a form shows the same, until the password has been changed."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=resolve(address).kwargs["pk"])
    if not (account.must_change_password and account.check_password(password)):
        return redirect(address)
    context = {"account": account, "password": password, "held": held_by(account, by=request.user)}
    return render(request, "branches/password_slip.html", context)


def sheet(request, form, title, back, **more):
    """A form on a page of its own; ``back`` is where "cancel" leads. 409 where others have changed the row meanwhile."""
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, "branches/account_form.html", context, status=409 if more.get("stale") else 200)


def posted(request):
    return request.POST if request.method == "POST" else None


def address_of(account):
    return reverse("branches:account_detail", args=[account.pk])
