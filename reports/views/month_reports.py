"""Who has reported a month: the page on which organisations confirm it, and those on which it is opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from branches.access import Action, require
from branches.models import Branch
from branches.once import SentBefore, once
from branches.surroundings import around
from config.refusal import Refused
from recruitment.closing import confirm_months, reopen_month, withdraw_month
from recruitment.models import ClosedMonth

from ..forms import periods_beside
from ..month_forms import ConfirmForm, ReopenForm, WithdrawForm
from ..month_reports import month_rows, to_month
from ..periods import parse_month
from .branch import refused

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def month_reports(request, code, period):
    """What the organisation itself and those directly below say of a month."""
    seen = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(seen, code=code)
    try:
        month = parse_month(period)
    except ValidationError as refusal:
        return refused(request, seen, branch, " ".join(refusal.messages), status=400)
    own, units = month_rows(branch, month, request.user, seen)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        require(request.user, Action.CONFIRM_MONTH, branch)
    own_form = _form([own], sent if sent and "own" in sent else None, own=True)
    unit_form = _form(units, sent if sent and "own" not in sent else None)
    if sent is not None and (address := _confirm(request, own_form if "own" in sent else unit_form, month)):
        return redirect(address)
    context = {
        "branch": branch,
        "around": around(branch, request.user, (), seen=seen),
        "month": month,
        "own": own,
        "own_form": own_form,
        "unit_form": unit_form,
        "units": [(row, unit_form.cells(row) if unit_form else {}) for row in units],
        "reported": sum(row.closed is not None for row in units),
        "before_after": periods_beside(month),
    }
    return render(request, "reports/month_reports.html", context)


def _form(rows, sent, own=False):
    """The form of those rows that may say something; None without any."""
    rows = [row for row in rows if row.may_confirm]
    return ConfirmForm(sent, rows=rows, own=own) if rows else None


def _confirm(request, form, month):
    """The address to go on to once it is written; None where the form says why not."""
    if form is None:
        messages.info(request, _("There is nothing left to confirm here: somebody has done it meanwhile."))
        return request.path
    if not form.is_valid():
        return None
    done = []

    def write():
        done.extend(confirm_months(form.confirmations(), to_month(month), by=request.user))
        return request.path

    try:
        address = once(form.cleaned_data["form_token"], form.content(), write, by=request.user)
    except SentBefore:
        return form.sent_before()
    except Refused as refusal:
        return form.refuse(refusal)
    messages.success(request, _what_is_done(done, month))
    return address


def _what_is_done(rows, month):
    if len(rows) == 1:
        text = _("%(branch)s has confirmed the month %(month)s.")
        return text % {"branch": rows[0].branch, "month": f"{month.number:02d}/{month.year}"}
    text = ngettext("%(count)s organisation has reported.", "%(count)s organisations have reported.", len(rows))
    return text % {"count": len(rows)} if rows else _("Saved.")


@form_page
def month_reopen(request, pk):
    """Open a confirmed month again until some day."""
    closed = _closed_or_404(request, pk)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reopen_month(pk, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The month is open again."))
            return redirect(_back_to(closed, request.user))
    return _about(request, closed, form, WithdrawForm())


@require_POST
def month_withdraw(request, pk):
    """Take back a confirmation that was wrong."""
    closed = _closed_or_404(request, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_month(pk, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The confirmation is taken back."))
            return redirect(_back_to(closed, request.user))
    return _about(request, closed, ReopenForm(), form)


def _closed_or_404(request, pk):
    rows = ClosedMonth.objects.visible_to(request.user).select_related("branch__parent", "by", "reopened_by")
    closed = get_object_or_404(rows, pk=pk)
    require(request.user, Action.REOPEN_MONTH, closed.branch)
    return closed


def _back_to(closed, user):
    """The page of the organisation above, where that is one that the user sees."""
    above = closed.branch.parent_id and Branch.objects.visible_to(user).filter(pk=closed.branch.parent_id).first()
    return reverse("reports:month_reports", args=[(above or closed.branch).code, closed.month])


def _about(request, closed, reopen, withdraw):
    context = {"closed": closed, "reopen": reopen, "withdraw": withdraw, "back_to": _back_to(closed, request.user)}
    return render(request, "reports/month_reopen.html", context)
