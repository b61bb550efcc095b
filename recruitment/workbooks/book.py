"""What the sheets share while one workbook is imported."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from branches.access import may
from branches.models import Branch, User
from branches.names import fold

from .choices import Choices
from .directory import Directory
from .findings import Findings
from .footprints import Named
from .rows import UNDERSTOOD


@dataclass
class Book:
    """What the sheets share while one workbook is imported by ``by``. ``rows``: {name of a kind of sheet: its rows}, of
    those on which rows of other sheets hang. ``named``: whom it names.
    """

    findings: Findings
    directory: Directory
    by: User
    choices: Choices = field(default_factory=Choices)
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
        text = row.values[attribute]
        meant = self.choices.meanings(row.table.sheet.key(), row.column_of(attribute))
        try:
            row.values[attribute] = self._code(row, attribute, text, meant)
        except ValueError as error:
            self.findings.refuse_cell(row, attribute, str(error), is_value=True)

    def _code(self, row, attribute, text, meant):
        """By the text itself, else by what it was said to mean; raises ValueError."""
        try:
            return self.directory.find(text)
        except ValueError:
            if fold(text) not in meant:
                raise
            said = meant[fold(text)]
            self.findings.remark(UNDERSTOOD, row, row.table.heading_of(attribute), f"{text} → {said}")
            return self.directory.find(said)

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
