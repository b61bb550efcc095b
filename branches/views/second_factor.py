from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..doors import SECOND_FACTOR, open_under
from ..login import second_factor as factor
from ..login.entering import VERIFIED
from ..login.forms import ConfirmForm, ProofForm, wrong_code

BEING_SET_UP = "second_factor_being_set_up"
"""Only the session in which the password was given once more sees the new secret."""

both = require_http_methods(["GET", "HEAD", "POST"])


@open_under(SECOND_FACTOR)
@sensitive_post_parameters()
@both
def second_factor(request):
    """One's own second factor: whether there is one, and what can be done with it for the password once more."""
    form = ProofForm(request.POST or None, request=request)
    if form.is_valid():
        pressed = next((name for name in DONE if name in request.POST), "begin")
        return DONE[pressed](request)
    shown = {
        "form": form,
        "device": factor.device_of(request.user),
        "codes_left": factor.codes_left(request.user),
        "is_asked_of_everybody": factor.is_asked_of_everybody(),
    }
    return render(request, "branches/second_factor.html", shown)


def _begin(request):
    request.session[BEING_SET_UP] = factor.begin_setup(request.user).pk
    return redirect("branches:second_factor_setup")


def _renew(request):
    if factor.device_of(request.user) is None:
        return redirect("branches:second_factor")
    return _show_codes(request, factor.renew_codes(request.user))


def _remove(request):
    if factor.is_asked_of_everybody():
        raise PermissionDenied(_("A second factor is asked of everybody here; it cannot be removed."))
    factor.remove_own(request.user)
    request.session[VERIFIED] = False
    messages.success(request, _("The second factor has been removed. The password alone opens again."))
    return redirect("branches:second_factor")


# By the name of the button that was pressed
DONE = {"begin": _begin, "renew": _renew, "remove": _remove}


@open_under(SECOND_FACTOR)
@both
def second_factor_setup(request):
    """The secret, until a first code shows that the telephone has learnt it."""
    device = factor.device_being_set_up(request.user)
    if device is None or device.pk != request.session.get(BEING_SET_UP):
        return redirect("branches:second_factor")
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        if codes := factor.confirm_setup(request.user, form.cleaned_data["code"]):
            request.session[VERIFIED] = True
            return _show_codes(request, codes)
        form.add_error("code", wrong_code())
    shown = {"form": form, "picture": factor.secret_as_picture(device), "secret": factor.secret_as_text(device)}
    return render(request, "branches/second_factor_setup.html", shown)


def _show_codes(request, codes):
    """In the answer to the form, so that no page shows them a second time."""
    return render(request, "branches/recovery_codes.html", {"codes": codes})
