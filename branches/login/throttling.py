"""How many guesses are looked at. Whoever guesses is stopped; the owner of the account is not.

Within 15 minutes at most 5 passwords or codes are looked at for one account on behalf of all strangers together,
wherever they come from, and at most 50 for one address, whatever the accounts. A browser in which the account has
logged in before has 5 of its own: nobody else can use them up. The rows are those of django-axes; its own handler
counts after a password has been checked, so that guesses made at the same moment pass together. Ours counts before.
"""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Sum
from django.utils import timezone

from config.origin import client_address

from ..models import User
from .browsers import browser_known_to

WINDOW = settings.AXES_COOLOFF_TIME
MOST_PER_ACCOUNT = settings.AXES_FAILURE_LIMIT
MOST_PER_ADDRESS = 50
NOWHERE = "0.0.0.0"


class Locked(Exception):
    """Too many attempts: nothing is looked at before ``until``."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Caller:
    """Who tries: at which account, from where, in which browser ("": a stranger's)."""

    username: str
    address: str
    browser: str

    @property
    def attempts(self):
        """The row that counts this caller's attempts; axes calls the browser "user agent"."""
        return AccessAttempt.objects.filter(username=self.username, ip_address=self.address, user_agent=self.browser)


def caller(request, username):
    return Caller(username, _place(client_address(request)), browser_known_to(request, username))


def _place(address):
    """Whoever has one IPv6 address has 2^64 of them: they count as one."""
    if not address or ip_address(address).version == 4:
        return address or NOWHERE
    return str(ip_network(f"{address}/64", strict=False).network_address)


def begin_attempt(caller):
    """Count an attempt of ``caller`` before its secret is looked at; raise Locked instead where it may not be.

    ``forgive`` takes it back when all was right.
    """
    now = timezone.now()
    _refuse_locked(caller, now)
    _count(caller, now)
    try:
        _refuse_locked(caller, now, counted=1)
    except Locked:
        # Others were faster by a moment. Those who were counted before are within the limit.
        caller.attempts.update(failures_since_start=F("failures_since_start") - 1)
        raise


@transaction.atomic
def _count(caller, now):
    AccessAttempt.objects.filter(attempt_time__lte=now - WINDOW).delete()
    row, is_new = AccessAttempt.objects.select_for_update().get_or_create(
        username=caller.username,
        ip_address=caller.address,
        user_agent=caller.browser,
        defaults={"failures_since_start": 1},
    )
    if not is_new:
        row.failures_since_start += 1
        row.attempt_time = now
        row.save(update_fields=["failures_since_start", "attempt_time"])


def _refuse_locked(caller, now, counted=0):
    """Raise Locked if there is no attempt left; ``counted``: how many of the rows' attempts are the one being made."""
    attempts = AccessAttempt.objects.filter(attempt_time__gt=now - WINDOW, user_agent=caller.browser)
    ends = [_free_again(attempts.filter(username=caller.username), MOST_PER_ACCOUNT + counted)]
    if not caller.browser:
        ends.append(_free_again(attempts.filter(ip_address=caller.address), MOST_PER_ADDRESS + counted))
    if any(ends):
        raise Locked(max(filter(None, ends)))


def _free_again(attempts, limit) -> datetime | None:
    """When there are fewer than ``limit`` attempts left in the window; None where there are now."""
    rows = attempts.order_by("attempt_time").values_list("attempt_time", "failures_since_start")
    left, until = sum(count for _at, count in rows), None
    for at, count in rows:
        if left < limit:
            break
        left, until = left - count, at + WINDOW
    return until


def is_locked(username):
    """The condition, for an annotation, that the account named by the field ``username`` is locked for strangers, or
    for a browser of its own.
    """
    tried = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - WINDOW, username=OuterRef(username))
    by_browser = tried.order_by().values("user_agent").annotate(attempts=Sum("failures_since_start"))
    return Exists(by_browser.filter(attempts__gte=MOST_PER_ACCOUNT))


def forgive(caller):
    """What ``caller`` got wrong before is forgotten: in the end all was right."""
    caller.attempts.delete()


def may_try(request, username):
    """``begin_attempt`` for whoever sends ``request``. If not, ``request.locked_until`` says when again."""
    try:
        begin_attempt(caller(request, username))
    except Locked as locked:
        request.locked_until = locked.until
        request.axes_locked_out = True
        return False
    return True


def note_failure(request, username):
    """For attempts that Django's ``authenticate`` knows nothing of."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


class CountsFirst(AxesDatabaseHandler):
    """What axes asks and is told, in terms of the above."""

    def is_allowed(self, request, credentials=None):
        """Called once, before a password is looked at."""
        return may_try(request, credentials["username"])

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Attempts that were looked at are kept for half a year. What names no account is not: it may be a password."""
        if request is not None and not request.axes_locked_out:
            known = User.objects.filter(username=credentials["username"]).values_list("username", flat=True)
            AccessFailureLog.objects.create(
                username=known.first() or "",
                ip_address=request.axes_ip_address,
                user_agent=request.axes_user_agent,
                http_accept=request.axes_http_accept,
                path_info=request.axes_path_info,
            )

    def user_logged_in(self, sender, request, user, **kwargs):
        forgive(caller(request, user.get_username()))

    def user_logged_out(self, sender, request, user, **kwargs):
        """The audit tells of it."""


def locked_response(request, response, credentials):
    """The page says it in words; axes adds the number that programs read."""
    response.status_code = 429
    return response
