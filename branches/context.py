"""What every template may ask of rights, so that no page offers what its reader may not do, and of the session."""

from . import sessions
from .access import Action, paths_where
from .login.entering import VERIFIED


class Somewhere:
    """``{{ may_somewhere.view_people }}``: whether the user may do it at any branch. Costs a request no statement."""

    def __init__(self, user):
        self.user = user

    def __getitem__(self, name):
        return paths_where(self.user, Action(name)) != []


def rights(request):
    return {"may_somewhere": Somewhere(request.user)} if hasattr(request, "user") else {}


def session(request):
    """``session_clock``: for the script that locks the screen when the server does; None without a login."""
    if not hasattr(request, "session") or not hasattr(request, "user") or not request.user.is_authenticated:
        return {"session_clock": None}
    clock = {"seconds": sessions.seconds_left(request.session), "asks_code": request.session.get(VERIFIED, False)}
    return {"session_clock": clock}
