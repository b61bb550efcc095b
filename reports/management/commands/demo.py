from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from config.commands import DatabaseCommand
from recruitment.demo.accounts import demo_accounts
from recruitment.demo.commune import commune
from recruitment.demo.district import district
from recruitment.demo.filling import fill
from reports.demo import make_reports


class Command(DatabaseCommand):
    help = _("Fills an empty database with invented people: a district of 2024, or, with --commune, a commune of 2026.")

    def add_arguments(self, parser):
        parser.add_argument("--commune", action="store_true", help=_("a commune after the reorganisation of 2025"))
        parser.add_argument("--accounts", action="store_true", help=_("only list the accounts of the demo"))

    def handle(self, *, commune, accounts, **options):
        if not accounts:
            self.fill(commune)
        self.list_accounts()

    def fill(self, is_commune):
        try:
            filled = fill(commune() if is_commune else district(), after_step=self.draw_bar)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages))
        make_reports(filled.root, after_step=self.draw_bar)
        text = _("%(root)s, all invented: %(branches)s branches, %(people)s people, %(admissions)s admissions.")
        self.stdout.write(text % vars(filled))

    def list_accounts(self):
        """A table in columns; nothing where the database is no demo."""
        both = (*district().accounts, *commune().accounts)
        rows = demo_accounts(dict.fromkeys(account.username for account in both))
        if not rows:
            return
        rows.insert(0, (_("Account"), _("Password"), _("Role"), _("Branch")))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(map(str.ljust, row, widths)).rstrip())

    def draw_bar(self, done, of):
        if self.stderr.isatty():
            bar = f"\r[{'#' * done}{'.' * (of - done)}] {done}/{of}"
            self.stderr.write(bar, style_func=str, ending="\n" if done == of else "")
            self.stderr.flush()
