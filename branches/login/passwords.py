"""Which passwords are refused, besides those on Django's list of common ones, and how a user changes the own one."""

import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..access import home_of
from ..audit import Act, Trace, record
from ..names import fold

LOCAL_WORDS = Path(__file__).with_name("local_words.txt")
LEET = str.maketrans("013457@$!", "oieastasi")
LEAST_LETTERS, MOST_LOOKED_AT = 4, 100


class LocalWordsValidator:
    """Refuses what people here try first: local words, the own name, years and rows of digits, alone or combined.

    Accents, case, digits and signs at the ends, and letters written as digits (``m4tkh4u``) change nothing.
    """

    def validate(self, password, user=None):
        words = self.words | self.own_words(user)
        for letters in _readings(fold(password[:MOST_LOOKED_AT])):
            if len(letters) < LEAST_LETTERS or _is_made_of(words, letters):
                raise ValidationError(_("This password is made of words and numbers that are guessed first here."))

    def get_help_text(self):
        return _("No local word, name or year, not even with digits and signs around it.")

    @cached_property
    def words(self):
        lines = LOCAL_WORDS.read_text(encoding="utf-8").splitlines()
        return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

    def own_words(self, user):
        said = f"{getattr(user, 'full_name', '')} {getattr(user, 'username', '')}"
        return frozenset(re.findall(r"[a-z]+", fold(said)))


def _readings(text):
    """The letters of ``text``, with digits and signs left out and with them read as letters, but for those at the end.

    What ``@dmin`` begins with is a letter, and what ``2024admin`` begins with is not.
    """
    without_end = re.sub(r"[^a-z]+$", "", text)
    without_ends = re.sub(r"^[^a-z]+", "", without_end)
    for reading in (without_ends, without_ends.translate(LEET), without_end.translate(LEET)):
        yield re.sub(r"[^a-z]+", "", reading)


def _is_made_of(words, letters):
    """Whether ``letters`` are nothing but ``words`` one after another. In steady time, unlike a regular expression."""
    ends = {0}
    for start in range(len(letters)):
        if start in ends:
            ends.update(start + len(word) for word in words if letters.startswith(word, start))
    return len(letters) in ends


@transaction.atomic
def set_own_password(user, password):
    """Give ``user`` the password that he has chosen and that has been validated. All sessions of before end by it."""
    user.set_password(password)
    user.must_change_password = False
    user.version += 1
    user.save(update_fields=["password", "must_change_password", "version"])
    record([Trace(Act.PASSWORD_SET, user, home_of(user), {"password": [None, None]})], by=user)
