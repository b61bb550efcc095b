"""What the script asks that locks the screen and opens it again on the spot (static/js/session.js)."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ..doors import only_looks
from ..login.forms import LoginAgainForm
from ..sessions import seconds_left
from .login import entered


@only_looks
@login_not_required
@require_safe
def session_state(request):
    """Whose session this is and how long it lasts."""
    return JsonResponse(state_of(request))


@login_not_required
@require_safe
def session_kept(request):
    """The same, from a page on which somebody is working: like every request it keeps the session alive."""
    return JsonResponse(state_of(request))


@sensitive_post_parameters()
@login_not_required
@require_POST
def login_again(request):
    """Open a locked screen with password and code. Whoever is logged in meanwhile with another account stays so."""
    if request.user.is_authenticated and request.user.get_username() != request.POST.get("username"):
        return JsonResponse(state_of(request), status=409)
    form = LoginAgainForm(request, request.POST)
    if not form.is_valid():
        asks_code = form.has_error("__all__", "code_missing") or form.has_error("__all__", "wrong_code")
        errors = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"error": " ".join(errors), "asks_code": asks_code}, status=400)
    user, is_verified = form.get_user(), form.is_verified
    response = entered(request, user, JsonResponse({}), is_verified=is_verified)
    response.content = JsonResponse(state_of(request)).content
    return response


def state_of(request):
    """``user`` "" and ``seconds`` 0 where nobody is logged in; ``token``: the one for forms of now."""
    user = request.user.get_username() if request.user.is_authenticated else ""
    seconds = seconds_left(request.session) if user else 0
    return {"user": user, "seconds": seconds, "token": get_token(request)}
