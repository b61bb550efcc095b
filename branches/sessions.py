"""When sessions end: after a while without work, with a role they stood on, or because somebody ended them.

The server decides. A session bears ``seen``, the second of its last request to within a minute (so reading a page
writes at most once a minute, and a session may end up to a minute early but never late), and ``stands_on``, the
accesses in force when it began.
"""

import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import installation

from .access import Action, accesses_in_force, open_roots, require
from .audit import Act, Trace, record
from .models import User

IDLE_MINUTES = installation.declare("idle_minutes", default=15, read=int)
LEAST_IDLE, MOST_IDLE = 5, 120

SEEN, STANDS_ON = "seen", "stands_on"
MARKED_EVERY = 60  # seconds


class Ending(TextChoices):
    """Why a session has ended, as the login page says it."""

    IDLE = "idle", gettext_lazy("You have not worked here for a while, so the screen was locked. Log in to go on.")
    ROLE = "role", gettext_lazy("A role of yours has ended, or an organisation has been closed. Log in again.")
    ACCOUNT = "account", gettext_lazy("The password or the account has been changed meanwhile. Log in again.")


def begin(sender, request, user, **kwargs):
    """Called whenever somebody has logged in, by whatever door."""
    request.session[SEEN] = int(time.time())
    request.session[STANDS_ON] = sorted(pk for pk, _role, _path in accesses_in_force(user))


def why_ended(session, user):
    """The ``Ending`` of a session whose ``user`` has been read with his rights; None where it goes on."""
    if seconds_left(session) <= 0:
        return Ending.IDLE
    if not user.stands_on.issuperset(session.get(STANDS_ON, ())):
        return Ending.ROLE
    return None


def seconds_left(session):
    """How long the session goes on without another request."""
    return max(0, session.get(SEEN, 0) + installation.value_of(IDLE_MINUTES) * 60 - int(time.time()))


def mark(session):
    """The session has been worked with just now."""
    now = int(time.time())
    if now - session.get(SEEN, 0) >= MARKED_EVERY:
        session[SEEN] = now


def end_sessions(user):
    """Every session of ``user`` ends with its next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@transaction.atomic
def set_idle_minutes(minutes, *, by):
    """Screens are locked after ``minutes`` without work. Raises ValidationError for less than 5 or more than 120."""
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    if not LEAST_IDLE <= minutes <= MOST_IDLE:
        text = _("Screens are locked after %(least)s to %(most)s minutes.")
        raise ValidationError(text % {"least": LEAST_IDLE, "most": MOST_IDLE})
    said = {IDLE_MINUTES.name: [installation.value_of(IDLE_MINUTES), minutes]}
    installation.set_value(IDLE_MINUTES, minutes)
    record([Trace(Act.CHANGED, branch=root, values=said) for root in roots], by=by)
