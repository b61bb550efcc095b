"""Which branch a cell means: those of the database and those of this very file."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from branches.models import Branch
from branches.names import fold, fold_tight


@dataclass(frozen=True)
class Known:
    """What is known of a branch, the file's word before the database's."""

    code: str
    name: str = ""
    kind: str = ""
    parent: str = ""
    is_open: bool = True
    is_stored: bool = False


class Directory:
    def __init__(self, known):
        self.known = {branch.code: branch for branch in known}
        self._by_name = None

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
        self._by_name = None

    def find(self, text):
        """The code that ``text`` means: itself, the one in ``Name (CODE)``, else that of the one open branch of this name.

        Raises ValueError.
        """
        if text in self.known:
            return text
        if (code := self._code_in(text)) is not None:
            return code
        codes = self._names().get(fold(text), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            text = _("Several branches bear this name: %(codes)s. Write the code.")
            raise ValueError(text % {"codes": ", ".join(codes)})
        raise ValueError(_("No branch has this code, and no open one this name.") + self._meant(text))

    def _code_in(self, text):
        """The code of ``Name (CODE)``, as our template offers it; None where text says anything else."""
        name, _mark, code = text.removesuffix(")").rpartition(" (")
        branch = self.known.get(code) if text.endswith(")") else None
        return code if branch and fold(branch.name) == fold(name) else None

    def _meant(self, text):
        """A code that differs only in case, accents, punctuation or the zeros in front that Excel has dropped."""
        near = [code for code in self.known if _loosely(code) == _loosely(text)]
        return " " + _("Is it %(codes)s?") % {"codes": ", ".join(near[:3])} if near else ""

    def _names(self):
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for branch in self.known.values():
                if branch.is_open and branch.name:
                    self._by_name[fold(branch.name)].append(branch.code)
        return self._by_name


def _loosely(code):
    return fold_tight(code).lstrip("0")
