"""A branch or an account that somebody types: by code or exact name, or found without accents by a part of the name.

Whatever is searched has been narrowed to what the asker may see; nothing else is found, named or counted.
"""

from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from .kinds import Kind
from .names import clean
from .names import fold as fold_anew

SHOWN = 12
"""How many suggestions a person still reads."""

DASH = " – "
"""Stands between account name and full name in what a suggestion puts into the field."""

fold = lru_cache(maxsize=100_000)(fold_anew)


class Suggestion(NamedTuple):
    """``value``: what the field takes. ``note``: what tells it from others of the same name."""

    value: str
    note: str


def named(branch):
    """How a form names a branch; ``branch_named`` reads it back."""
    return f"{branch.name} ({branch.code})"


def suggest_branches(seen, text, *, kinds=Kind.values):
    """The best ``SHOWN`` suggestions among the open branches ``seen`` of ``kinds``, exact accents first; the first ones
    where nothing has been typed. Two statements.
    """
    words, as_typed = fold(text).split(), text.strip().lower()
    rows = seen.filter(valid_to=None, kind__in=kinds).order_by("path").values_list("code", "name", "parent")
    found = [
        (_rank(code, name, as_typed), order, code, name, parent)
        for order, (code, name, parent) in enumerate(rows)
        if _holds(fold(f"{code} {name}"), words)
    ]
    best = sorted(found)[:SHOWN]
    above = dict(seen.filter(pk__in=[row[-1] for row in best]).values_list("pk", "name"))
    return [Suggestion(f"{name} ({code})", above.get(parent, "")) for _r, _o, code, name, parent in best]


def _rank(code, name, as_typed):
    """Small for a better match."""
    code, name = code.lower(), name.lower()
    return (code != as_typed, name != as_typed, as_typed not in name, not code.startswith(as_typed))


def _holds(folded, words):
    return all(word in folded for word in words)


def branch_named(seen, text):
    """The branch among ``seen`` whose code ``text`` is, or that is ``named`` so, else the open one of this name.

    Accents decide where several differ in nothing else. ValidationError says what to type where there is none or several.
    """
    text = clean(text)
    codes = (text, text.rpartition(" (")[2].removesuffix(")"))
    by_code = {branch.code: branch for branch in seen.filter(code__in=codes)}
    if branch := by_code.get(codes[0]) or by_code.get(codes[1]):
        return branch
    same = _of_the_name(seen.filter(valid_to=None), text)
    if len(same) == 1:
        return seen.get(code=same[0])
    if same:
        text = _("Several organisations bear this name; type the code of one of them: %(codes)s.")
        raise ValidationError(text % {"codes": ", ".join(same[:SHOWN])}, code="several")
    raise ValidationError(
        _("No organisation of yours has this code or name: type a part of it and choose from the list."), code="none"
    )


def _of_the_name(seen, text):
    """Codes of those whose name or, written otherwise, whose code it is; only those with its very accents if there are."""
    wanted = fold(text)
    rows = seen.order_by("code").values_list("code", "name")
    same = [(code, name) for code, name in rows if wanted in {fold(code), fold(name)}]
    return [code for code, name in same if name == text] or [code for code, _name in same]


def name_if_within(branch, paths):
    """The name of ``branch`` where it lies within ``paths`` (of ``paths_where``), else nothing."""
    if branch and (paths is None or any(branch.path.startswith(path) for path in paths)):
        return branch.name
    return ""


def named_member(member):
    """How a form names a member; ``member_named`` reads it back."""
    return f"{member.full_name} ({member.code})"


def code_in(text):
    """The code that ``named_member`` puts behind a name; the whole of any other text."""
    return clean(text).rpartition(" (")[2].removesuffix(")")


def suggest_members(seen, text):
    """The first ``SHOWN`` of the members ``seen`` whose name or code holds every word of ``text``, by given name. One
    statement.
    """
    for word in fold(text).split():
        seen = seen.filter(Q(search_name__contains=word) | Q(code__icontains=word))
    return list(seen.select_related("branch").order_by("sort_name", "birth_year", "code")[:SHOWN])


def member_named(seen, text):
    """The member among ``seen`` whose code ``text`` is or holds, else the one of this name.

    ValidationError says what to type where there is none or several.
    """
    text = clean(text)
    codes = (text, code_in(text))
    by_code = {member.code: member for member in seen.filter(code__in=codes)}
    if member := by_code.get(codes[0]) or by_code.get(codes[1]):
        return member
    same = list(seen.filter(search_name=fold(text)).order_by("code")[: SHOWN + 1])
    exact = [member for member in same if member.full_name == text] or same
    if len(exact) == 1:
        return exact[0]
    if exact:
        codes = ", ".join(member.code for member in exact[:SHOWN])
        text = _("Several members bear this name; type the code of one of them: %(codes)s.")
        raise ValidationError(text % {"codes": codes}, code="several")
    raise ValidationError(
        _("No member of yours has this code or name: type a part of it and choose from the list."), code="none"
    )


def suggest_accounts(seen, text):
    """The first ``SHOWN`` suggestions among the accounts ``seen``, sorted as people are. One statement."""
    found = named_like(seen, text).order_by("sort_name", "username")[:SHOWN] if fold(text) else ()
    return [Suggestion(f"{user.username}{DASH}{user}", "") for user in found]


def named_like(seen, text):
    """Accounts whose name or account name holds every word of ``text``, accents or not."""
    for word in fold(text).split():
        seen = seen.filter(search_name__contains=word)
    return seen


def account_named(seen, text):
    """The account among ``seen`` that ``text`` names; ValidationError says what to type where there is none or several."""
    if user := seen.filter(username__in=_account_names_in(text)).first():
        return user
    wanted = fold(text)
    same = [user for user in named_like(seen, text).order_by("username") if fold(user.full_name) == wanted]
    if len(same) == 1:
        return same[0]
    if same:
        text = _("Several accounts bear this name; type one of these account names: %(names)s.")
        raise ValidationError(text % {"names": ", ".join(user.username for user in same[:SHOWN])}, code="several")
    raise ValidationError(
        _("No account of your organisations has this name: type a part of it and choose from the list."), code="none"
    )


def _account_names_in(text):
    """What may be the account name in what was typed or chosen: all of it, or what stands before the dash."""
    text = clean(text)
    return {text, text.partition(DASH)[0].strip()}
