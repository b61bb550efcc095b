"""What is due, taken out of the system as a paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.access import Action, home_of
from config.clock import today
from recruitment.charges import with_people
from recruitment.forms.due import DueForm
from recruitment.forms.people import ExportForm
from recruitment.sights import take_out
from recruitment.views.asked import for_those_who_may
from recruitment.views.due import asked_for
from recruitment.views.people import REASON

from . import due_paper
from .rendering import CONTENT_TYPES
from .rendering.pdf import PdfUnavailable

MOST = 1_000
"""Matters on one paper: nobody reads forty pages at a meeting."""


@require_POST
@for_those_who_may(Action.EXPORT_PEOPLE)
def due_download(request):
    """Exactly what the list of the same address shows; names leave the system, so a reason is asked and written down."""
    form, why = DueForm(request.GET, user=request.user), ExportForm(request.POST)
    every, found = asked_for(form, by=request.user)
    back = redirect(f"{reverse('recruitment:due_list')}?{request.GET.urlencode()}")
    if sentence := _reason_against(form, why, found):
        messages.error(request, sentence)
        return back
    rows = with_people(found)
    branch = form.cleaned_data["branch"] or home_of(request.user)
    try:
        file = due_paper.render(rows, branch, today(), is_part=len(found) < len(every))
    except PdfUnavailable as refusal:
        messages.error(request, str(refusal))
        return back
    request.session[REASON] = why.cleaned_data["reason"]
    people = {row.person.pk: row.person for row in rows}
    take_out(list(people.values()), file, why.cleaned_data["reason"], branch=branch, by=request.user)
    name = f"viec-can-lam-{today().isoformat()}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(file, content_type=CONTENT_TYPES["pdf"], headers=headers)


def _reason_against(form, why, found):
    if not form.is_valid() or not why.is_valid() or not found:
        return _("Nothing was taken out: choose a reason, and a list on which something is due.")
    if len(found) > MOST:
        return _("More than %(most)s matters do not fit a paper: choose an organisation, or one matter.") % {
            "most": MOST
        }
    return ""
