import sys

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import system_user
from config.commands import DatabaseCommand
from config.progress import Bar
from recruitment.workbooks.importing import ImportRefused, import_workbook, open_workbook


class Command(DatabaseCommand):
    help = _("Reads a workbook of branches, quotas, people and heads into the database: all of it or nothing.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", help=_("the workbook"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and write nothing"))

    def handle(self, *, file, dry_run, **options):
        try:
            workbook = open_workbook(file)
            rows = sum(len(sheet.rows) for sheet in workbook.sheets)
            with Bar(2 * rows, self.stderr, _("importing")) as bar, transaction.atomic():  # each is read, then written
                imported = import_workbook(workbook, by=system_user(), progress=bar.advance)
                transaction.set_rollback(dry_run)
        except ImportRefused as refused:
            self.refuse(refused)
        self.answer(imported, file, dry_run)

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
