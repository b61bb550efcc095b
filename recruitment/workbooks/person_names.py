"""Names that stand in one column, or in two: *Họ đệm* and *Tên*."""

from django.utils.translation import gettext as _

PARTS = ("family_name", "given_name")


def put_name_together(row, book, most):
    """Make ``full_name`` of what the row says; refuse the cell of a name that is missing or longer than ``most``."""
    said = row.values
    parts = [said.pop(name, "") for name in PARTS]
    name = said.get("full_name") or " ".join(filter(None, parts))
    if name:
        said["full_name"] = name
    where = "full_name" if row.table.has("full_name") else "family_name"
    if not name and row.cell(where) is None:
        book.findings.refuse_cell(row, where, _("This cell must not be empty."))
    elif len(name) > most:
        book.findings.refuse_cell(row, where, _("Too long: at most %(most)s characters.") % {"most": most})
