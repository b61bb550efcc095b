"""What an administrator does for somebody who cannot get in."""

from axes.models import AccessAttempt
from django.db import transaction

from ..audit import Act, Trace, record
from ..login.second_factor import take_away
from ..sessions import end_sessions
from .managing import lock_managed


@transaction.atomic
def unlock(user, *, by):
    """The wrong attempts at the account are forgotten, from wherever they came: it can be tried again at once.

    Raises PermissionDenied where ``by`` may not manage the whole account.
    """
    row, seat = lock_managed(user, by=by)
    AccessAttempt.objects.filter(username=row.username).delete()
    record([Trace(Act.UNLOCKED, row, seat)], by=by)


@transaction.atomic
def reset_second_factor(user, *, by):
    """The telephone is lost and the recovery codes are too: the password alone opens again. All sessions end.

    Raises PermissionDenied where ``by`` may not manage the whole account.
    """
    row, seat = lock_managed(user, by=by)
    take_away(row, branch=seat, by=by)
    end_sessions(row)
