"""Whom a list names: people by their code, else by name and cell; members by code, else by name where the person is."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from branches.finding import code_in
from branches.models import Branch, Member
from branches.names import clean, fold

from .models import Candidate
from .sponsor_reasons import bases_of, is_the_same

BATCH = 1000


class Named(NamedTuple):
    """How a list names a person: ``code``, else ``full_name`` and ``branch``, the cell where the person is now."""

    code: str = ""
    full_name: str = ""
    branch: Branch | None = None


def people_named(names, *, by):
    """({name: candidate}, {name: (field, sentence) why there is none}) of the ``Named`` people whom ``by`` sees; locked, with
    their branches. One statement a batch.
    """
    names, found, missing = list(dict.fromkeys(names)), {}, {}
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        by_code, by_name = _seen(some, by)
        for name in some:
            rows = by_code[name.code] if name.code else by_name[fold(name.full_name), name.branch and name.branch.pk]
            standing = [row for row in rows if not row.is_void]
            if len(standing) == 1:
                found[name] = standing[0]
            else:
                missing[name] = _why_nobody(name, rows, standing)
    return found, missing


def _seen(names, by):
    codes = {name.code for name in names if name.code}
    keys = [name for name in names if not name.code]
    where = Q(search_name__in={fold(name.full_name) for name in keys}, branch__in={name.branch for name in keys})
    seen = Candidate.with_void.visible_to(by).filter(Q(code__in=codes) | where)
    by_code, by_name = defaultdict(list), defaultdict(list)
    for row in seen.select_related("branch").select_for_update(of=("self",)).order_by("pk"):
        by_code[row.code].append(row)
        by_name[row.search_name, row.branch_id].append(row)
    return by_code, by_name


def _why_nobody(name, rows, standing):
    if standing:
        return "person", _("Several people bear this name in this cell: give the code.")
    if rows:
        return "person", _("This person was struck out as a wrong entry: restore it first, or leave the row out.")
    if name.code:
        return "person", _("You list nobody with this code.")
    return "full_name", _("You list nobody of this name in this cell: give the code, or name and cell.")


class MembersNamed:
    """The members whom ``by`` sees, as far as ``texts`` ([(text, candidate)]) name them: by code, or by name within the
    person's base organisation. Two statements a batch.
    """

    NOBODY, SEVERAL = "nobody", "several"

    def __init__(self, texts, *, by):
        self.bases = bases_of({candidate.branch for _text, candidate in texts})
        self.by_code, self.by_name = {}, defaultdict(dict)
        said = sorted({text for text, _candidate in texts})
        seen = Member.objects.visible_to(by).select_related("branch")
        for start in range(0, len(said), BATCH):
            some = said[start : start + BATCH]
            named = Q(code__in=[code_in(text) for text in some]) | Q(search_name__in=[fold(text) for text in some])
            for member in seen.filter(named):
                self.by_code[member.code] = member
                self.by_name[member.search_name][member.pk] = member

    def find(self, text, candidate, day):
        """(the member, "") whom ``text`` names for a person, else (None, ``NOBODY`` or ``SEVERAL``). Of a name only members
        count who had not left by ``day``, and those with its very accents go first.
        """
        if member := self.by_code.get(clean(text)) or self.by_code.get(code_in(text)):
            return member, ""
        base = self.bases.get(candidate.branch_id)
        near = [m for m in self.by_name[fold(text)].values() if base and m.branch.path.startswith(base.path)]
        found = [m for m in near if not (m.left_on and m.left_on <= day) and not is_the_same(m, candidate)]
        exact = [member for member in found if member.full_name == clean(text)] or found
        if len(exact) == 1:
            return exact[0], ""
        return None, self.SEVERAL if exact else self.NOBODY
