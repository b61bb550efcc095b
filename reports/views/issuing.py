"""What is done with a report: begun, put up for signature, sent back, signed, issued anew, thrown away."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.access import Action, require
from branches.models import Branch
from branches.versions import Stale
from config.clock import today
from recruitment.views.asked import form_page, is_saved, number_in, posted

from ..drafting import discard_report, issue_anew, start_report
from ..issued import thawed
from ..issuing import send_back_report, sign_report
from ..issuing_forms import BecauseForm, SignForm
from ..models import State
from ..numbering import next_number, numbering_on, symbol_in
from ..periods import parse_period
from .ledger import report_or_404


@require_POST
def report_start(request, code, period):
    """The draft of a branch and period, a new one or the one there is."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user), code=code)
    require(request.user, Action.ISSUE_REPORT, branch)
    try:
        report = start_report(branch, parse_period(period, branch), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reports:branch_detail", code, period)
    return redirect("reports:report_detail", report.pk)


@require_POST
def report_discard(request, pk):
    verb = partial(discard_report, because=request.POST.get("because", ""))
    return _done(request, pk, verb, _("The draft was thrown away."), back="reports:report_list")


def _done(request, pk, verb, said, back=None):
    """Call a verb that asks for nothing but the version, and say what came of it."""
    report = report_or_404(request, pk)
    require(request.user, Action.ISSUE_REPORT, report.branch)
    try:
        verb(pk, number_in(request.POST.get("version", "")), by=request.user)
    except Stale as stale:
        who = ", ".join(dict.fromkeys(str(change.by) for change in stale.changes))
        messages.error(request, _("%(who)s has changed this report meanwhile: look again, then send.") % {"who": who})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
        if back:
            return redirect(back)
    return redirect("reports:report_detail", pk)


@form_page
def report_send_back(request, pk):
    report = _report_in(request, pk)
    if report.state != State.SUBMITTED:
        return _no_more(request, report)
    form = BecauseForm(
        posted(request), report=report, label=_("Why it goes back"), button=_("Send back to be written again")
    )
    if form.is_valid() and is_saved(
        form,
        lambda: send_back_report(pk, form.cleaned_data["because"], form.cleaned_data["version"], by=request.user),
    ):
        messages.success(request, _("The report is a draft again."))
        return redirect("reports:report_detail", pk)
    about = _("The frozen figures are let go; the draft shows those of today again.")
    return _form_page(request, report, form, _("Send back"), about)


@form_page
def report_sign(request, pk):
    """All files are made before anything is written, which takes some seconds."""
    report = _report_in(request, pk)
    if report.state != State.SUBMITTED:
        return _no_more(request, report)
    form = SignForm(posted(request), report=report, proposed=proposed_for(report))
    if form.is_valid() and is_saved(
        form, lambda: sign_report(pk, form.values(), form.cleaned_data["version"], by=request.user)
    ):
        messages.success(request, _("The report is signed; its files are kept as they are now."))
        return redirect("reports:report_detail", pk)
    about = _(
        "Type what stands on the signed paper. The files are then made with number and day and never change again; "
        "that takes some seconds."
    )
    return _form_page(request, report, form, _("Write down the signature"), about)


def proposed_for(report):
    """What the form of the signature begins with: the next number, and the letterhead of the period."""
    head = thawed(report).figures.letterhead
    symbol = symbol_in(head.symbol)
    return {
        "number": next_number(report.branch, symbol, numbering_on(report.branch, today())),
        "symbol": symbol,
        "signing_authority": head.signing_authority,
        "post": head.post,
        "signer": head.signer,
    }


@form_page
def report_issue_anew(request, pk):
    report = _report_in(request, pk)
    if report.state != State.SIGNED:
        return _no_more(request, report)
    form = BecauseForm(
        posted(request), report=report, label=_("Why it is issued anew"), button=_("Begin the new issue")
    )
    made = []
    if form.is_valid() and is_saved(
        form, lambda: made.append(issue_anew(pk, form.cleaned_data["because"], by=request.user))
    ):
        return redirect("reports:report_detail", made[0].pk)
    about = _(
        "The signed report stays as it is, and counts until the new one is signed, which names what it replaces. Why it is "
        "issued anew stays in this application and is not printed."
    )
    return _form_page(request, report, form, _("Issue anew"), about)


def _report_in(request, pk):
    report = report_or_404(request, pk)
    require(request.user, Action.ISSUE_REPORT, report.branch)
    return report


def _no_more(request, report):
    """For a form that was opened, or sent, when somebody else had been faster."""
    text = _("Nothing was written: this report now stands at “%(state)s”.")
    messages.error(request, text % {"state": report.get_state_display()})
    return redirect("reports:report_detail", report.pk)


def _form_page(request, report, form, title, about):
    context = {"form": form, "report": report, "title": title, "about": about}
    return render(request, "reports/report_form.html", context)
