"""What a login is, in one or two steps, and what a logout is. Both stand in the audit, in the chain of that account."""

import time
from datetime import timedelta

from axes.models import AccessFailureLog
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ..access import home_of
from ..audit import Act, Trace, record
from ..models import Submission, User
from .typed import forget_typed_by_others

VERIFIED = "second_factor"
HALF, HALF_LASTS = "half", 300  # seconds
SUBMISSIONS_LAST, FAILURES_LAST = timedelta(days=30), timedelta(days=180)


def begin_half(request, user):
    """The password was right and a code is still to come: the session knows, and nobody is logged in."""
    request.session.cycle_key()
    request.session[HALF] = [user.pk, user.get_session_auth_hash(), int(time.time()) + HALF_LASTS]


def half_of(request):
    """The user whose password was right a few minutes ago; None without one."""
    pk, agreed, until = request.session.get(HALF, (None, "", 0))
    if until < time.time():
        return None
    user = User.objects.filter(pk=pk, is_active=True, is_system=False).first()
    return user if user and constant_time_compare(agreed, user.get_session_auth_hash()) else None


def enter(request, user, *, is_verified):
    """Log ``user`` in; ``is_verified``: by a code too. The session gets a new key."""
    record([Trace(Act.LOGGED_IN, user, home_of(user))], by=user)
    forget_typed_by_others(request, user)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    request.session.pop(HALF, None)
    request.session[VERIFIED] = is_verified
    _tidy()


def note_leaving(user):
    """For the view that ends the session."""
    record([Trace(Act.LOGGED_OUT, user, home_of(user))], by=user)


def _tidy():
    """What nobody needs any more goes with a login, so that no office has to run a command by the clock."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Submission.objects.filter(at__lt=now - SUBMISSIONS_LAST).delete()
    AccessFailureLog.objects.filter(attempt_time__lt=now - FAILURES_LAST).delete()
