"""From a workbook to rows of the database: all of it, or, with every problem told, nothing."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from branches.access import paths_where
from branches.journal import differences, images
from branches.models import Branch
from config import installation
from config.refusal import Refused

from .book import Book
from .cells import Reference
from .choices import NOT_READ, Choices
from .directory import Directory
from .findings import Findings
from .footprints import Named
from .headings import find_table, suggested_kind
from .reading import Unreadable, read_workbook
from .rows import read_rows
from .sheets import GUIDE, LISTS, SHEETS, known_names, sheet_of_key
from .sheets.branches import BranchSheet
from .sheets.terms import TermSheet

logger = logging.getLogger(__name__)

LOCKS = tuple(dict.fromkeys(lock for sheet in SHEETS for lock in sheet.locks))
"""Of the verbs that write what a workbook says. Whoever needs several takes them in this order, so that nobody waits for
whom he keeps waiting.
"""

MOST_TRIES = 5
"""So often a sheet is tried without the rows that its verb refuses; the rest is told once those are put right."""


class ImportRefused(Exception):
    """Nothing was written, because of ``problems`` (``findings.Issue``); ``warnings`` are sentences, ``counts`` what
    would have become of the rows (see ``Imported``).
    """

    def __init__(self, problems, warnings=(), counts=()):
        super().__init__("\n".join(map(str, problems)))
        self.problems, self.warnings, self.counts = list(problems), list(warnings), list(counts)


@dataclass
class Imported:
    """``counts``: (name of the sheet, Counter of created, changed, unchanged, rejected) in the order of writing; together
    they are the rows that were read. ``said``: {key of the sheet: [(row, what its verb was given for it)]}.
    ``journal``: what it did, row by row, where that was asked for.
    """

    counts: list = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    said: dict[str, list] = field(default_factory=dict)
    journal: list = field(default_factory=list)


def open_workbook(path):
    """The cells of the file. Raises ImportRefused where it is no workbook."""
    try:
        return read_workbook(path)
    except Unreadable as unreadable:
        findings = Findings()
        findings.refuse(unreadable)
        raise ImportRefused(findings.problems)


@transaction.atomic
def import_workbook(workbook, *, by, choices=None, progress=None, keeps_journal=False):
    """Write what ``workbook`` (from ``open_workbook``) says, read as ``choices`` say; returns Imported.

    ``progress(rows)`` is called as rows are read, and again as they are written. Raises ImportRefused with every
    problem of every sheet, and writes nothing then. To see what would happen, roll back around it.
    """
    with installation.read_once():
        return _Import(workbook, by, choices or Choices(), progress, keeps_journal).run()


class _Import:
    def __init__(self, workbook, by, choices, progress, keeps_journal):
        self.workbook, self.by, self.choices, self.progress = workbook, by, choices, progress
        self.keeps_journal = keeps_journal
        self.findings = Findings()
        self.book = Book(self.findings, Directory.load(by), by, choices)
        self.rows = {}
        self.result = Imported()

    def run(self):
        self._tell_broken()
        tables = self._tables()
        sheets = [kind() for kind in SHEETS]
        for sheet in sheets:
            self._read(sheet, [table for table in tables if table.sheet is type(sheet)])
        self._lock()
        before = self._images()
        for sheet in sheets:
            if self.rows[sheet]:
                self._write(sheet)
            if isinstance(sheet, BranchSheet):
                self._load_branches()
        if not self.findings.problems:
            for sheet in sheets:
                sheet.after(self.rows[sheet], self.book)
            self._refuse_overtaken()
        if self.findings.problems:
            problems = self._in_order(self.findings.problems)
            raise ImportRefused(problems, self.findings.warnings, self.result.counts)
        self.result.warnings = self.findings.warnings
        self.result.journal = differences(before, self._images())
        return self.result

    def _filled(self):
        return [sheet for sheet, rows in self.rows.items() if rows]

    def _lock(self):
        """All that the verbs will lock, before the first of them writes: whoever writes the audit may wait for nobody."""
        needed = {lock for sheet in self._filled() for lock in sheet.locks}
        for lock in LOCKS:
            if lock in needed:
                installation.lock(lock)
        self.book.named = Named.locked(self._naming(), self.by)

    def _naming(self):
        """(model, attribute that holds the code, rows) of the sheets whose rows are about somebody."""
        return [(*sheet.about, self.rows[sheet]) for sheet in self._filled() if sheet.about]

    def _refuse_overtaken(self):
        """A journal without them could not be undone."""
        if self.keeps_journal and self.book.named.overtaken(self._naming(), self.by):
            self.findings.refuse(_("Somebody has just renamed people whom this workbook names: do the same once more."))

    def _images(self):
        """The rows of the database that the workbook touches, as they are now; none where no journal is wanted."""
        if not self.keeps_journal:
            return {}
        return images(some for sheet in self._filled() for some in sheet.footprint(self.rows[sheet], self.book))

    def _in_order(self, problems):
        """As somebody with the file open will go through them."""
        order = {raw.name: place for place, raw in enumerate(self.workbook.sheets)}
        return sorted(problems, key=lambda problem: (order.get(problem.sheet, -1), problem.row or 0))

    # --- reading

    def _tell_broken(self):
        for name, sentence in self.workbook.remarks():
            self.findings.warn(sentence, sheet=name)

    def _tables(self):
        """The tables of the sheets we know; the others are told."""
        kinds = [(raw, self._kind_of(raw)) for raw in self.workbook.sheets]
        tables = []
        for raw, kind in kinds:
            if kind is None:
                self._tell_not_read(raw)
            elif paths_where(self.by, kind.action) == []:
                self.findings.refuse(_("Your role does not bring in this kind of sheet: leave it out."), sheet=raw.name)
            else:
                tables.append(find_table(raw, kind, self.findings, self.choices.of_sheet(raw.name)))
        if not any(kind for _raw, kind in kinds):
            text = _("The workbook has none of the sheets that are read: %(names)s.")
            self.findings.refuse(text % {"names": ", ".join(known_names())})
        return [table for table in tables if table]

    def _kind_of(self, raw):
        chosen = self.choices.of_sheet(raw.name).kind
        return suggested_kind(raw) if chosen is None else sheet_of_key(chosen)

    def _tell_not_read(self, raw):
        is_meant = self.choices.of_sheet(raw.name).kind == NOT_READ or raw.name in {GUIDE, LISTS}
        if raw.rows and not is_meant:
            text = _("an unknown sheet; it is not read (%(count)s rows).") % {"count": len(raw.rows) - 1}
            self.findings.warn(text, sheet=raw.name)

    def _read(self, sheet, tables):
        rows = []
        for table in tables:
            sheet.prepare(table, self.findings)
            rows += read_rows(table, self.findings, self.choices, self.progress)
        self.rows[sheet] = rows
        sheet.gather(rows, self.book)
        references = [name for name, column in sheet.columns() if isinstance(column.widget, Reference)]
        for row in rows:
            for name in references:
                self.book.resolve(row, name)
            sheet.check(row, self.book)

    # --- writing

    def _write(self, sheet):
        """Hand the rows to the verb; where it refuses some, again without them, so that later sheets can be checked."""
        if not isinstance(sheet, BranchSheet):
            for row in self.rows[sheet]:
                self.book.refuse_where_not_allowed(sheet, row)
        counts, refused = self._try(sheet, self._sound(sheet), tell=True)
        for _again in range(MOST_TRIES):
            if not refused:
                break
            counts, refused = self._try(sheet, self._sound(sheet), tell=False)
        if rejected := len(self.rows[sheet]) - counts.total():
            counts["rejected"] = rejected
        self._remember_refused(sheet)
        if self.progress:
            self.progress(len(self.rows[sheet]))
        names = ", ".join(dict.fromkeys(row.table.name for row in self.rows[sheet]))
        self.result.counts.append((names, counts))

    def _sound(self, sheet):
        """The rows that nothing is against, and that do not hang on one that was refused."""
        rows = [row for row in self.rows[sheet] if not row.is_refused]
        refused = [row for row in self.rows[sheet] if row.is_refused]
        while refused:
            refused = [row for row in rows if sheet.depends_on(refused, row)]
            left_out = set(refused)
            rows = [row for row in rows if row not in left_out]
        return rows

    def _try(self, sheet, rows, *, tell):
        """(what became of the rows, whether the verb refused)."""
        said = [(row, it) for row in rows if self._is_there(sheet, row) and (it := sheet.said(row, self.book))]
        row_of = {id(it): row for row, it in said}
        self.result.said[sheet.key()] = said
        try:
            return Counter(sheet.write([it for _row, it in said], by=self.by)), False
        except PermissionDenied as denied:
            problems = [(None, "", str(denied))]
        except Refused as refused:
            problems = refused.problems
        except ValidationError as error:
            problems = [(None, "", sentence) for sentence in error.messages]
        except DatabaseError:
            logger.exception("The database refuses the sheet %s", sheet.key())  # may name people, be it of others
            problems = [(None, "", _("The database refuses this sheet; the server's log says why."))]
        if tell or all(row_of.get(id(it)) for it, _name, _sentence in problems):
            for it, name, sentence in problems:
                self._tell(sheet, row_of.get(id(it)), name, sentence)
        return Counter(), True

    def _tell(self, sheet, row, name, sentence):
        if row is None:
            self.findings.refuse(sentence, sheet=self.rows[sheet][0].table.name)
        else:
            self.findings.refuse_cell(row, name, sentence)

    def _is_there(self, sheet, row):
        """Whether every branch that the row needs has been written; if not, its own row says why."""
        if isinstance(sheet, BranchSheet):
            return True
        return all(row.get(name) in self.book.branches for name in ("branch", "counterpart") if row.get(name))

    def _load_branches(self):
        codes = {row.get(name) for rows in self.rows.values() for row in rows for name in ("branch", "counterpart")}
        wanted = sorted(code for code in codes if code in self.book.directory.known)
        for start in range(0, len(wanted), 1000):
            self.book.branches |= Branch.objects.in_bulk(wanted[start : start + 1000], field_name="code")

    def _remember_refused(self, sheet):
        if isinstance(sheet, TermSheet):
            self.book.refused_periods = {row.get("name") for row in self.rows[sheet] if row.is_refused}
