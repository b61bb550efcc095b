import sys

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import system_user
from config.commands import DatabaseCommand
from config.progress import Bar
from recruitment.workbooks.findings import Findings
from recruitment.workbooks.importing import ImportRefused, import_workbook, open_workbook
from recruitment.workbooks.legacy_text import converted, suspected


class Command(DatabaseCommand):
    help = _("Reads a workbook of branches, quotas, people and heads into the database: all of it or nothing.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", help=_("the workbook"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and write nothing"))
        fonts = parser.add_mutually_exclusive_group()
        fonts.add_argument("--decode", action="store_true", help=_("read texts typed in old fonts as Unicode"))
        fonts.add_argument("--as-is", action="store_true", help=_("keep texts that look typed in old fonts"))

    def handle(self, *, file, dry_run, decode, as_is, **options):
        try:
            workbook = self.in_unicode(open_workbook(file), decode, as_is)
            rows = sum(len(sheet.rows) for sheet in workbook.sheets)
            with Bar(2 * rows, self.stderr, _("importing")) as bar, transaction.atomic():  # each is read, then written
                imported = import_workbook(workbook, by=system_user(), progress=bar.advance)
                transaction.set_rollback(dry_run)
        except ImportRefused as refused:
            self.refuse(refused)
        self.answer(imported, file, dry_run)

    def in_unicode(self, workbook, decode, as_is):
        """Nobody wants a database of names that nobody can read: an old font is told before anything is written."""
        font = None if as_is else suspected(workbook)
        if font and not decode:
            text = _(
                "The texts look typed in an old font (%(font)s). Add --decode to read them as Unicode, or --as-is."
            )
            findings = Findings()
            findings.refuse(text % {"font": font.name})
            raise ImportRefused(findings.problems)
        return converted(workbook, font) if font else workbook

    def refuse(self, refused):
        for problem in refused.problems:
            self.stderr.write(str(problem))
        count = len(refused.problems)
        self.stderr.write(_("Nothing was written. Problems to put right: %(count)s.") % {"count": count})
        sys.exit(1)

    def answer(self, imported, file, dry_run):
        heading = _("%(file)s would be read so (nothing was written):") if dry_run else _("%(file)s was read:")
        self.stdout.write(heading % {"file": file})
        for name, counts in imported.counts:
            text = _("%(sheet)s: %(created)s new, %(changed)s changed, %(unchanged)s unchanged")
            values = {key: counts[key] for key in ("created", "changed", "unchanged")}
            self.stdout.write("  " + text % {"sheet": name, **values})
        if imported.warnings:
            self.stdout.write(_("Warnings:"))
        for warning in imported.warnings:
            self.stdout.write(f"  - {warning}")
