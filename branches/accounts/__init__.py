"""Accounts: who may log in, what each may do where, and who decides that.

Start reading: ``managing`` (whom an administrator may touch), ``opening`` and ``granting`` (the verbs).
"""

from .granting import end_access, grant_access, hand_over
from .login import PeopleOnly
from .opening import add_account, close_account, rename_account, reopen_account
from .passwords import one_time_password, reset_password
from .rescuing import reset_second_factor, unlock

__all__ = [
    "PeopleOnly",
    "add_account",
    "close_account",
    "end_access",
    "grant_access",
    "hand_over",
    "one_time_password",
    "rename_account",
    "reopen_account",
    "reset_password",
    "reset_second_factor",
    "unlock",
]
