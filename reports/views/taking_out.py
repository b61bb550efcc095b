"""A paper that names people goes out: a reason is asked, and who took whom out, and why, is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from branches.export_forms import ReasonForm
from branches.views.taking_out import REASON
from recruitment.sights import take_out

from ..look import spoken_as
from ..look_in_force import look_in_force
from ..rendering import CONTENT_TYPES
from ..rendering.pdf import PdfUnavailable


def refused(request, back, sentence):
    messages.error(request, sentence)
    return redirect(back)


def taken_out(request, back, make, people, branch, name, members=()):
    """The file that ``make()`` words and prints in the look in force, once it is written down who took out whom and why."""
    why = ReasonForm(request.POST)
    if not why.is_valid():
        return refused(request, back, _("Nothing was taken out: choose a reason."))
    try:
        with spoken_as(look_in_force()):
            file = make()
    except PdfUnavailable as refusal:
        return refused(request, back, str(refusal))
    request.session[REASON] = why.cleaned_data["reason"]
    take_out(people, file, why.cleaned_data["reason"], branch=branch, members=members, by=request.user)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name.replace("/", "-"))}
    return HttpResponse(file, content_type=CONTENT_TYPES["pdf"], headers=headers)
