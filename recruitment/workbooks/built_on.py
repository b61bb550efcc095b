"""What a reader is told of the rows that keep an import from being undone: only of people, members and branches that the
reader sees, by kind and name; the others are counted.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.models import Branch, Member

from ..models import Candidate

SEEN = {Candidate: Candidate.with_void, Member: Member.objects, Branch: Branch.objects}


def told_of(rows, by):
    """In words. At most one statement a row."""
    named = [_named(row, by) for row in rows]
    said = list(dict.fromkeys(filter(None, named)))
    if hidden := named.count(""):
        said.append(ngettext("%(count)s entry", "%(count)s entries", hidden) % {"count": hidden})
    return "; ".join(said)


def _named(row, by):
    """The kind of the row and whom it is about; "" where the reader sees nobody of it."""
    for about in (row, getattr(row, "candidate", None), getattr(row, "branch", None)):
        rows = SEEN.get(type(about))
        if rows is None:
            continue
        is_seen = rows.visible_to(by).filter(pk=about.pk).exists()
        return _("%(kind)s of %(who)s") % {"kind": row._meta.verbose_name, "who": about} if is_seen else ""
    return ""
