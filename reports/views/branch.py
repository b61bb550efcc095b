"""The page of a branch, and its monthly report as a file."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.access import Action, may
from branches.audit import Act, Trace, record
from branches.export_forms import ReasonForm
from branches.models import Branch
from branches.readers import may_ask_who_reads
from branches.surroundings import around
from branches.views.taking_out import REASON
from config.days import parse_day

from ..figures import figures_of
from ..forms import PeriodForm, periods_beside
from ..gaps import gaps_of
from ..issued import reports_on
from ..live import live_document, with_digest
from ..look import spoken_as
from ..look_in_force import look_in_force
from ..month_reports import month_to_confirm
from ..narrative import headline
from ..page import page_of
from ..periods import parse_period, this_month
from ..publishing import public
from ..rendering import CONTENT_TYPES
from ..rendering import render as render_report
from ..rendering.pdf import PdfUnavailable


@require_safe
def branch_detail(request, code, period=""):
    """The page of a branch and everything below it: of the running month, or of the period asked for."""
    seen = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(seen, code=code)
    try:
        asked = _asked(request, period)
        shown = parse_period(asked, branch) if asked else this_month()
        if asked and period != str(shown):
            return redirect("reports:branch_detail", branch.code, shown)
        figures = figures_of(branch, shown, by=request.user)
    except ValidationError as refusal:
        return refused(request, seen, branch, " ".join(refusal.messages), status=400)
    return render(request, "reports/branch_detail.html", shown_on_page(request, seen, branch, shown, figures))


def _asked(request, period):
    """The name of the period that is asked for: typed as a day, in the address, or chosen from the list; "" for none."""
    if not (day := request.GET.get("day", "").strip()):
        return period or request.GET.get("month", "")
    try:
        return parse_day(day).isoformat()
    except ValueError as refusal:
        raise ValidationError(str(refusal)) from None


def shown_on_page(request, seen, branch, shown, figures):
    """Everything the page prints: figures, their order on the page, and what leads away from it."""
    user, page = request.user, page_of(figures)
    gaps = None if page.is_empty else gaps_of(branch, shown)
    before, after = periods_beside(shown)
    return {
        "headline": headline_of(figures),
        "figures": figures,
        "page": page,
        "gaps": gaps,
        "charts": page.charts(figures),
        "branch": branch,
        "around": around(branch, user, page.codes() | (gaps.codes() if gaps else set()), seen=seen),
        "may_ask_who_reads": may_ask_who_reads(user, branch),
        "may_see_people": branch.valid_to is None and may(user, Action.VIEW_PEOPLE, branch),
        "month_to_confirm": month_to_confirm(branch, user),
        "annex_form": annex_form(request) if may(user, Action.EXPORT_PEOPLE, branch) else None,
        "month_form": PeriodForm(shown=shown, term=figures.term.period if figures.term else ""),
        "before": before,
        "after": after,
        "reports": reports_on(branch, shown),
        "may_issue": may(user, Action.ISSUE_REPORT, branch),
        "may_show_few": may_show_few(user, branch),
    }


def headline_of(figures):
    """The leaders' sentence as papers word it."""
    look = look_in_force()
    with spoken_as(look):
        return look.spelled(headline(figures))


def annex_form(request):
    """Why the names of the annex leave the system."""
    return ReasonForm(initial={"reason": request.session.get(REASON)}, auto_id="annex_%s")


@require_safe
def report_download(request, code, period, form):
    """The report as a file; it holds numbers only, so no reason is asked, but the audit tells that it was taken."""
    return _downloaded(request, code, period, form, lambda document: document)


@require_safe
def public_download(request, code, period, form):
    """The version for everybody, of numbers only; those of few persons are hidden unless the address says ``few=shown``,
    which is for those who may issue the report or take names out. File and audit say which version it is.
    """
    hides_few = request.GET.get("few") != "shown"
    if not hides_few:
        branch = get_object_or_404(Branch.objects.visible_to(request.user), code=code)
        if not may_show_few(request.user, branch):
            raise PermissionDenied(_("Numbers of one or two persons are shown only to who issues the report here."))

    def version(document):
        return with_digest(public(document, hides_few=hides_few))

    return _downloaded(request, code, period, form, version, PUBLIC if hides_few else PUBLIC_WITH_FEW)


PUBLIC, PUBLIC_WITH_FEW = "cong-khai", "cong-khai-du-so"


def may_show_few(user, branch):
    """Whether ``user`` may take out a public version with the numbers of one or two persons in it."""
    return any(may(user, action, branch) for action in (Action.ISSUE_REPORT, Action.EXPORT_PEOPLE))


def _downloaded(request, code, period, form, version, mark=""):
    seen = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(seen, code=code)
    try:
        shown = parse_period(period, branch)
        document = live_document(branch, shown, by=request.user)
        content = render_report(version(document), form)
    except ValidationError as refusal:
        return refused(request, seen, branch, " ".join(refusal.messages), status=400)
    except PdfUnavailable as refusal:
        return refused(request, seen, branch, str(refusal), status=503, back_to=shown)
    record(
        [Trace(Act.EXPORTED, branch, branch, detail="-".join(filter(None, [mark, f"{shown}.{form}"])))], by=request.user
    )
    name = f"{mark or 'bao-cao'}-{branch.code}-{shown}.{form}".replace("/", "-")
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def refused(request, seen, branch, sentence, *, status, back_to=None):
    """The page of a branch without figures: why there are none, and the way to another period."""
    context = {
        "branch": branch,
        "around": around(branch, request.user, (), seen=seen),
        "sentence": sentence,
        "back_to": back_to,
        "month_form": PeriodForm(),
    }
    return render(request, "reports/branch_refused.html", context, status=status)
