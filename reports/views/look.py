"""How papers look: for whoever may change the settings of the whole installation."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from branches.access import Action, open_roots, require
from config.refusal import Refused

from ..document import Document
from ..figures import figures_of
from ..look import PRESETS
from ..look_forms import LookForm
from ..look_in_force import look_in_force, set_look
from ..periods import this_month
from ..rendering import CONTENT_TYPES, pdf
from ..rendering.pdf import PdfUnavailable

TITLES = {"2018": "36-HD/VPTW, 03/04/2018", "2026": "05-HD/VPTW, 27/05/2026"}


@require_http_methods(["GET", "HEAD", "POST"])
def look_edit(request):
    """Every value of the look in force; a preset is one click."""
    require(request.user, Action.CHANGE_SETTINGS, *open_roots())
    sent = request.POST if request.method == "POST" else None
    if sent is not None and sent.get("preset") in PRESETS:
        sent = PRESETS[sent["preset"]].as_dict()
    look = look_in_force()
    form = LookForm(sent, initial=look.as_dict())
    if form.is_valid() and _is_set(form, request.user):
        messages.success(request, _("Saved."))
        return redirect("reports:look_edit")
    return _page(request, form, look)


def _page(request, form, look, status=200):
    chosen = next((name for name, preset in PRESETS.items() if preset == look), "")
    context = {"form": form, "presets": _presets(chosen), "look": look}
    return render(request, "reports/look_form.html", context, status=status)


def _presets(chosen):
    return [
        {"name": name, "title": TITLES[name], "look": preset, "is_in_force": name == chosen}
        for name, preset in PRESETS.items()
    ]


def _is_set(form, user):
    try:
        set_look(form.look().as_dict(), by=user)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@require_safe
def look_sample(request):
    """The own report of the running month in the look that the address says, which need not be in force: one PDF."""
    roots = open_roots()
    require(request.user, Action.CHANGE_SETTINGS, *roots)
    if not roots:
        raise Http404
    form = LookForm(request.GET)
    if not form.is_valid():
        return _page(request, form, look_in_force(), status=400)
    look = form.look()
    figures = figures_of(roots[0], this_month(), look=look, by=request.user)
    try:
        content = pdf.render(Document(figures, look=look))
    except PdfUnavailable as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:look_edit")
    return HttpResponse(content, content_type=CONTENT_TYPES["pdf"])
