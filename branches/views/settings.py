"""The settings of the whole installation: for whoever may change them at every root."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from config import installation

from ..access import Action, open_roots, require
from ..account_forms import IdleForm
from ..sessions import IDLE_MINUTES, set_idle_minutes
from .accounts import READ_OR_SEND, posted, sheet


@READ_OR_SEND
def settings_edit(request):
    require(request.user, Action.CHANGE_SETTINGS, *open_roots())
    initial = {"minutes": installation.value_of(IDLE_MINUTES)}
    form = IdleForm(posted(request), by=request.user, initial=initial)
    if form.is_valid() and form.try_to(lambda: set_idle_minutes(form.cleaned_data["minutes"], by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("branches:settings_edit")
    more = [(_("How papers look"), reverse("reports:look_edit"))]
    return sheet(request, form, _("Settings"), reverse("branches:account_list"), more=more)
