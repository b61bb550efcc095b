"""One-time passwords: made by the system, shown once on paper or screen, changed at the first login."""

from itertools import permutations, product
from uuid import uuid4

from django.db import transaction
from django.utils.crypto import salted_hmac

from ..audit import Act, Trace, record
from ..sessions import end_sessions
from .managing import lock_managed, save_change

# Letters that no Vietnamese typing method turns into others within one group, whatever stands beside them.
CONSONANTS, VOWELS, DIGITS = "bcghklmnptv", "aeiou", "23456789"
SYLLABLES = tuple(
    f"{first}{one}{second}{other}"
    for (first, second), (one, other) in product(product(CONSONANTS, repeat=2), permutations(VOWELS, 2))
)
GROUPS, FIGURES = 4, 6


def one_time_password(seed=None):
    """``bane-tuki-mohe-liba-472936``: 62 bits. The same for the same ``seed``, so that a form sent twice shows the same.

    ``seed`` must be as hard to guess as a UUID; the key of the installation goes in as well.
    """
    digest = salted_hmac("branches.accounts.passwords", str(seed or uuid4()), algorithm="sha256").digest()
    number, groups = int.from_bytes(digest), []
    for _group in range(GROUPS):
        number, place = divmod(number, len(SYLLABLES))
        groups.append(SYLLABLES[place])
    figures = ""
    for _figure in range(FIGURES):
        number, place = divmod(number, len(DIGITS))
        figures += DIGITS[place]
    return "-".join([*groups, figures])


@transaction.atomic
def reset_password(user, *, by, password=None):
    """Give the account a one-time password, which must be changed at the next login; all its sessions end.

    Returns the password; it is kept nowhere. Raises PermissionDenied where ``by`` may not manage the whole account.
    """
    row, seat = lock_managed(user, by=by)
    password = password or one_time_password()
    row.set_password(password)
    row.must_change_password = True
    save_change(row, "password", "must_change_password")
    record([Trace(Act.PASSWORD_SET, row, seat, {"password": [None, None]})], by=by)
    end_sessions(row)
    return password
