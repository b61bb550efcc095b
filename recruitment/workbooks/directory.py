"""Which branch a cell means: those of the database and those of this very file."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches

from django.utils.translation import gettext as _

from branches.models import Branch
from branches.names import fold, fold_tight

CELL, PARTY = "chi bo", "dang bo"
_PREFIXES = {CELL: CELL, "cb": CELL, PARTY: PARTY, "db": PARTY, "dang uy": PARTY}
_PREFIX = re.compile(rf"({'|'.join(_PREFIXES)})\b *(?=\S)")
_PARTS = re.compile(r"\s*[,;(]\s*|\s+[-–—]\s+|\s+thuộc\s+", re.IGNORECASE)
"""What stands between a cell and the organisation above it: ``Thôn 3, xã Ia Dom``."""
MOST_PROPOSED = 3
LIKENESS = 0.7
"""How much a name is like what is typed, of 1, before it is proposed."""
MOST_LOOKED_UP = 50
"""For so many names that nobody bears the nearest ones are looked up, which takes a while where there are many branches."""


@dataclass(frozen=True)
class Known:
    """What is known of a branch, the file's word before the database's."""

    code: str
    name: str = ""
    kind: str = ""
    parent: str = ""
    is_open: bool = True
    is_stored: bool = False


class _Index:
    """Codes of open branches by name, and by what they are called for short; all codes by what is like them."""

    def __init__(self, known):
        self.by_name, self.by_bare_name, self.by_loose_code = defaultdict(list), defaultdict(list), defaultdict(list)
        for branch in known.values():
            self.by_loose_code[_loosely(branch.code)].append(branch.code)
            if branch.is_open and branch.name:
                self.by_name[fold(branch.name)].append(branch.code)
                self.by_bare_name[_bare(branch.name)[1]].append(branch.code)


class Directory:
    def __init__(self, known):
        self.known = {branch.code: branch for branch in known}
        self._made, self._nearest = None, {}

    @classmethod
    def load(cls, by):
        """What ``by`` may see. One statement."""
        rows = Branch.objects.visible_to(by).values_list("code", "name", "kind", "parent__code", "valid_to")
        return cls(
            Known(code, name, kind, parent or "", is_open=end is None, is_stored=True)
            for code, name, kind, parent, end in rows
        )

    def say(self, code, **said):
        """Take what the file says of a branch; what it does not say stays."""
        self.known[code] = replace(self.known.get(code, Known(code)), **said)
        self._made = None

    def find(self, text):
        """The code that ``text`` means: itself, the one in ``Name (CODE)``, else that of the one open branch of this name;
        else of the one called so for short (``CB thôn 2``, ``thôn 2``), be it with what is above it (``Thôn 3, xã Ia Dom``).

        Raises ValueError, with the nearest names.
        """
        if text in self.known:
            return text
        if (code := self._code_in(text)) is not None:
            return code
        codes = self._index.by_name.get(fold(text), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            text = _("Several branches bear this name: %(codes)s. Write the code.")
            raise ValueError(text % {"codes": ", ".join(codes)})
        if len(called := self._called(text)) == 1:
            return called[0]
        raise ValueError(_("No branch has this code, and no open one this name.") + self._meant(text))

    def _code_in(self, text):
        """The code of ``Name (CODE)``, as our template offers it; None where text says anything else."""
        name, _mark, code = text.removesuffix(")").rpartition(" (")
        branch = self.known.get(code) if text.endswith(")") else None
        return code if branch and fold(branch.name) == fold(name) else None

    def _called(self, text):
        """The codes of the open branches that are called ``text`` for short, and lie below all that is named behind it."""
        name, *above = [part for part in _PARTS.split(text.rstrip(") ")) if part] or [""]
        return [code for code in self._with_bare_name(name) if all(self._lies_below(code, one) for one in above)]

    def _lies_below(self, code, name):
        return any(_is_called(self.known[above].name, name) for above in self._above(code))

    def _above(self, code):
        """The codes of what a branch hangs under, as far as it is known; a file may say that it hangs under itself."""
        seen = {code}
        while (code := self.known[code].parent) in self.known and code not in seen:
            seen.add(code)
            yield code

    def _with_bare_name(self, name):
        codes = self._index.by_bare_name.get(_bare(name)[1], ())
        return [code for code in codes if _is_called(self.known[code].name, name)]

    def _meant(self, text):
        """A code that differs only in case, accents, punctuation or the zeros in front that Excel has dropped; else the
        branches with the nearest names.
        """
        near = self._index.by_loose_code.get(_loosely(text)) or self._nearest_to(text)
        return " " + _("Is it %(codes)s?") % {"codes": ", ".join(near[:MOST_PROPOSED])} if near else ""

    def _nearest_to(self, text):
        if text not in self._nearest:
            if len(self._nearest) == MOST_LOOKED_UP:
                return []
            names = self._index.by_bare_name
            near = get_close_matches(_bare(_PARTS.split(text)[0])[1], names, MOST_PROPOSED, LIKENESS)
            codes = [code for name in near for code in names[name]]
            self._nearest[text] = [f"{self.known[code].name} ({code})" for code in codes[:MOST_PROPOSED]]
        return self._nearest[text]

    @property
    def _index(self):
        if self._made is None:
            self._made = _Index(self.known)
        return self._made


def _loosely(code):
    return fold_tight(code).lstrip("0")


def _is_called(name, said):
    """Whether ``said`` means ``name``: the same but for “Chi bộ” or “Đảng bộ” in front, which need not be said."""
    (sort, bare), (said_sort, said_bare) = _bare(name), _bare(said)
    return bare == said_bare and (sort == said_sort or not (sort and said_sort))


def _bare(name):
    """(``CELL``, ``PARTY`` or "", the folded rest): ``CB. Thôn 02`` → ("chi bo", "thon 2")."""
    words = re.sub(r"\b0+(?=\d)", "", re.sub(r"[\W_]+", " ", fold(name)).strip())
    found = _PREFIX.match(words)
    return (_PREFIXES[found[1]], words[found.end() :]) if found else ("", words)
