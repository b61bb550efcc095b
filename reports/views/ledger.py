"""The ledger of reports, one report, and its files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.access import Action, may, require
from branches.audit import Act, Trace, record
from branches.versions import Stale
from recruitment.views.asked import form_page, is_saved, posted

from .. import narrative
from ..comparable import goes_on_from_the_same
from ..differences import differences
from ..drafting import carried_over, write_report
from ..issued import document_of, drafted, file_of, worded
from ..issuing import reasons_against_submitting, submit_report
from ..issuing_forms import LedgerForm, WriteForm, called
from ..models import Report, State
from ..rendering import CONTENT_TYPES, ISSUED_FORMS
from ..rendering.pdf import PdfUnavailable
from .copying import words_of

A_PAGE = 50
MOST_CELLS = 300
"""So many cells that differ are shown; who has more looks at the two files."""
PEOPLE = ("created_by", "submitted_by", "signed_by")
COMPARED = (State.SUBMITTED, State.SIGNED)
"""Reports whose frozen figures are set beside those of today; who has replaced one looks at the new one."""
STEPS = (State.DRAFT, State.SUBMITTED, State.SIGNED)


@require_safe
def report_list(request):
    """Every report that the user may see, the latest first."""
    seen = Report.objects.visible_to(request.user)
    years = [row for row in seen.order_by().values_list(ExtractYear("as_of"), flat=True).distinct() if row]
    form = LedgerForm(request.GET, user=request.user, years=years)
    found = form.narrow(seen).defer("frozen").select_related("branch", *PEOPLE)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "is_empty": not years,
    }
    return render(request, "reports/report_list.html", context)


@form_page
def report_detail(request, pk):
    """One report: how far it is, what it says, its texts to write, its files, its issues."""
    report = report_or_404(request, pk)
    if request.method == "POST":
        require(request.user, Action.ISSUE_REPORT, report.branch)
    try:
        document = document_of(report, by=request.user)
    except ValidationError as refusal:
        document, sentence = None, " ".join(refusal.messages)
    else:
        sentence = ""
    form = _write_form(request, report, document)
    if form and form.is_valid() and is_saved(form, lambda: _write(request, report, form)):
        return redirect("reports:report_detail", pk)
    context = shown_of(request, report, document, sentence) | ({"form": form} if form else {})
    return render(request, "reports/report_detail.html", context)


def _write(request, report, form):
    """Save the texts, and with the button that says so put just these up for signature."""
    saved = write_report(report.pk, form.values(), form.cleaned_data["version"], by=request.user)
    if "put_up" not in request.POST:
        messages.success(request, _("Saved."))
        return
    try:
        submit_report(report.pk, saved.version, by=request.user)
    except Stale:
        messages.error(request, _("Somebody has changed this report meanwhile: look again, then put it up."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The report is put up for signature: its figures and texts no longer change."))


def _write_form(request, report, document):
    """The form of the texts; None where they cannot be written by this user, or no more."""
    if not (report.is_draft and document and may(request.user, Action.ISSUE_REPORT, report.branch)):
        return None
    heads = document.figures.headcount
    return WriteForm(posted(request), report=report, difference=heads and heads.counted_difference)


def shown_of(request, report, document, sentence):
    """Everything the page of a report prints. ``sentence``: why its figures cannot be made."""
    reasons = reasons_against_submitting(report, document.figures) if report.is_draft and document else ()
    issues = Report.objects.filter(branch=report.branch, period=report.period).order_by("issue")
    return {
        "report": report,
        "as_of": document.figures.as_of if document else report.as_of,
        "sentence": sentence,
        "sections": narrative.sections(worded(document)) if document else (),
        **(words_of(document) if document else {}),
        "steps": list(_steps(report)),
        "reasons": [why for _field, why in reasons],
        "carried_over": [called(name) for name in carried_over(report)] if report.is_draft else (),
        "may_issue": may(request.user, Action.ISSUE_REPORT, report.branch),
        "is_compared": report.state in COMPARED,
        "files": report.files.defer("content") if report.is_final else (),
        "forms": ISSUED_FORMS,
        "issues": issues.defer("frozen").select_related(*PEOPLE),
    }


def _steps(report):
    """The three states on the way: what each is called, whether it is done or now, since when and by whom."""
    place = STEPS.index(report.state) if report.state in STEPS else len(STEPS)
    people = (
        (report.created_at, report.created_by),
        (report.submitted_at, report.submitted_by),
        (report.signed_at, report.signed_by),
    )
    for number, (state, (at, who)) in enumerate(zip(STEPS, people, strict=True)):
        is_reached = number <= place
        yield {
            "label": state.label,
            "is_done": number < place,
            "is_now": number == place,
            "at": at if is_reached else None,
            "who": who if is_reached else None,
        }


@require_safe
def report_compared(request, pk):
    """What differs today from a report that was put up for signature or signed, cell by cell."""
    report = report_or_404(request, pk)
    if report.state not in COMPARED:
        raise Http404
    return render(
        request, "reports/report_compared.html", {"report": report, "compared": compared(report, request.user)}
    )


def compared(report, user):
    """What differs today from a frozen report; a sentence where it cannot be told."""
    document = document_of(report, by=user)
    try:
        then, now = document.figures, drafted(report, by=user, look=document.look).figures
    except ValidationError as refusal:
        return {"sentence": " ".join(refusal.messages)}
    if (then.first, then.as_of) != (now.first, now.as_of):
        return {"sentence": _of_other_days(then, now)}
    rows = differences(then, now)
    return {
        "rows": rows[:MOST_CELLS],
        "more": max(len(rows) - MOST_CELLS, 0),
        "is_of_other_chain": not goes_on_from_the_same(then, now),
    }


def _of_other_days(then, now):
    """Why a report is not compared whose period begins or ends otherwise today."""
    text = _(
        "The report counts %(first)s to %(last)s; today this period runs from %(now_first)s to %(now_last)s, because the "
        "cut-off day or the organisation's own end has changed since. Figures of different days are not compared."
    )
    days = {"first": then.first, "last": then.as_of, "now_first": now.first, "now_last": now.as_of}
    return text % {name: f"{day:%d/%m/%Y}" for name, day in days.items()}


@require_safe
def report_file(request, pk, form):
    """A report as a file: the signed bytes, or a draft as it is now. The audit tells that it was taken."""
    report = report_or_404(request, pk)
    try:
        content = file_of(report, form, by=request.user)
    except LookupError:
        raise Http404 from None
    except (ValidationError, PdfUnavailable) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect("reports:report_detail", pk)
    record([Trace(Act.EXPORTED, report, report.branch, detail=f"{report.period}.{form}")], by=request.user)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name_of(report, form))}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def name_of(report, form):
    """``bao-cao-IAHDRAI-2023-12-so-05.pdf``; a draft's says so."""
    number = f"so-{report.numbered.partition('-')[0]}" if report.number else "du-thao"
    return f"bao-cao-{report.branch.code}-{report.period}-{number}.{form}".replace("/", "-")


def report_or_404(request, pk):
    """The report where the user may see its organisation."""
    seen = Report.objects.visible_to(request.user).select_related("branch", "supersedes", "superseded_by", *PEOPLE)
    return get_object_or_404(seen, pk=pk)
