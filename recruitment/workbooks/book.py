"""What the sheets share while one workbook is imported."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from branches.access import may
from branches.models import Branch, User

from .directory import Directory
from .findings import Findings
from .footprints import Named


@dataclass
class Book:
    """What the sheets share while one workbook is imported by ``by``. ``rows``: {name of a kind of sheet: its rows}, of
    those on which rows of other sheets hang. ``named``: whom it names.
    """

    findings: Findings
    directory: Directory
    by: User
    branches: dict[str, Branch] = field(default_factory=dict)
    refused_periods: set[str] = field(default_factory=set)
    group_names: dict | None = None
    allowed: dict = field(default_factory=dict)
    rows: dict[str, list] = field(default_factory=dict)
    named: Named = field(default_factory=Named)

    def branch_of(self, row, attribute="branch"):
        """The branch that the row names; None where it names none."""
        code = row.get(attribute)
        return self.branches[code] if code else None

    def resolve(self, row, attribute):
        """Turn what the row calls a branch into its code, or refuse the cell."""
        if not row.get(attribute):
            return
        try:
            row.values[attribute] = self.directory.find(row.values[attribute])
        except ValueError as error:
            self.findings.refuse_cell(row, attribute, str(error))

    def refuse_where_not_allowed(self, sheet, row):
        """Refuse a row whose branch lies where ``by`` may not do what the row says."""
        for action, attribute, cell in sheet.rights(row):
            branch = self.branches.get(row.get(attribute))
            if branch and not self._may(action, branch):
                text = _("Your role does not allow this at %(branch)s.") % {"branch": branch}
                self.findings.refuse_cell(row, cell, text)

    def _may(self, action, branch):
        if (action, branch) not in self.allowed:
            self.allowed[action, branch] = may(self.by, action, branch)
        return self.allowed[action, branch]
