"""What is known of whoever asks, before a view is reached, and what is written down when a write was refused."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from config.origin import client_address

from .access import home_of, read_rights
from .audit import Act, Trace, coming_from, record
from .doors import OWN_PASSWORD, SECOND_FACTOR
from .login.entering import VERIFIED
from .login.second_factor import is_asked_of_everybody
from .login.typed import keep_typed
from .sessions import Ending, mark, why_ended

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def rights_read_once(get_response):
    """The roles of the user cost a request one statement, however often they are asked for."""

    def middleware(request):
        if request.user.is_authenticated:
            read_rights(request.user)
        return get_response(request)

    return middleware


class Gate(LoginRequiredMiddleware):
    """Nobody passes without a login or with a session that has ended; and what must be done first is done first.

    What a view says of itself stands in ``branches.doors``.
    """

    def process_request(self, request):
        request.ended = None
        if request.user.is_authenticated:
            if ending := why_ended(request.session, request.user):
                request.ended = ending, request.user
        elif SESSION_KEY in request.session or _is_gone(request):
            request.ended = Ending.ACCOUNT, None
        if request.ended:
            request.session.flush()
            request.user = AnonymousUser()

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.user.is_authenticated:
            if not getattr(view_func, "only_looks", False):
                mark(request.session)
            duty, needs_login = _duty_of(request), getattr(view_func, "login_required", True)
            if duty and needs_login and duty not in getattr(view_func, "open_under", ()):
                return redirect(duty)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if _is_fetched(request):
            return HttpResponse(status=401)
        ending, user = request.ended or ("", None)
        back_to = request.get_full_path()
        if request.method not in READING:
            back_to = reverse("home")
            if ending == Ending.IDLE and keep_typed(request, user):
                back_to = reverse("branches:typed_again")
            elif ending == Ending.ROLE:
                record([Trace(Act.REFUSED, branch=home_of(user), reason=_view_of(request))], by=user)
        door = self.get_login_url(view_func)
        why = f"?{urlencode({'ended': ending})}" if ending else ""
        return redirect_to_login(back_to, resolve_url(door) + why, self.get_redirect_field_name(view_func))


def _is_gone(request):
    """Whether the browser still names a session that Django has just ended, or that nobody knows any more."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()


def _duty_of(request):
    """What the user must do before anything else; "" without it."""
    if request.user.must_change_password:
        return OWN_PASSWORD
    if is_asked_of_everybody() and not request.session.get(VERIFIED):
        return SECOND_FACTOR
    return ""


def _is_fetched(request):
    """Whether a script asks, which can do nothing with a page for logging in."""
    is_said = "X-Requested-With" in request.headers or "HX-Request" in request.headers
    return is_said or request.headers.get("Sec-Fetch-Mode") in {"cors", "same-origin"}


def acts_bear_their_origin(get_response):
    """The audit says from which machine an act came."""

    def middleware(request):
        with coming_from(client_address(request)):
            return get_response(request)

    return middleware


def refused_writes_are_recorded(get_response):
    """Who tried to write where he may not, or at what he may not see, is written down; nothing else was."""

    def middleware(request):
        response = get_response(request)
        user = request.user
        if response.status_code in {403, 404} and request.method not in READING and user.is_authenticated:
            record([Trace(Act.REFUSED, branch=home_of(user), detail=_view_of(request))], by=user)
        return response

    return middleware


def _view_of(request):
    """The name of what was asked for, without the ids in its address."""
    match = request.resolver_match
    return match.view_name if match else ""
