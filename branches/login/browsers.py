"""Browsers that remember which accounts have logged in with them, so that strangers cannot lock their owners out.

A signed cookie names the browser and those accounts. It opens nothing: its bearer's wrong passwords are only counted
apart from those of strangers.
"""

from secrets import token_hex

from django.conf import settings
from django.core import signing

COOKIE = "known_browser"
SALT = "branches.login.browsers"
LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
MOST_ACCOUNTS = 8


def browser_known_to(request, username):
    """The name of the browser, if ``username`` has logged in with it before; "" for a stranger's."""
    browser, usernames = _read(request)
    return browser if username in usernames else ""


def remember_browser(request, response, username):
    """From now on the browser that gets ``response`` is known to ``username``."""
    browser, usernames = _read(request)
    others = [name for name in usernames if name != username]
    value = [browser or token_hex(16), [username, *others][:MOST_ACCOUNTS]]
    response.set_cookie(
        COOKIE,
        signing.dumps(value, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request):
    try:
        browser, usernames = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return browser, usernames
