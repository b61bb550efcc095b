import sys
from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from branches.access import system_user
from branches.accounts import add_account
from branches.models import Branch
from branches.roles import Role
from config.commands import DatabaseCommand


class Command(DatabaseCommand):
    help = _("Makes an account with one role on one branch; asks for the password, or reads it from stdin.")

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--branch", required=True, metavar="CODE")
        parser.add_argument("--full-name", default="", metavar="TEXT")

    def handle(self, *, name, role, branch, full_name, **options):
        try:
            place = Branch.objects.get(code=branch)
        except Branch.DoesNotExist:
            raise CommandError(_("There is no branch with the code %(code)s.") % {"code": branch})
        try:
            user = add_account(
                name, password=self.password(), role=role, branch=place, by=system_user(), full_name=full_name
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages))
        text = _("%(user)s may now log in: %(role)s at %(branch)s.")
        self.stdout.write(text % {"user": user.username, "role": Role(role).label, "branch": place})

    def password(self):
        """Typed twice on a terminal; otherwise the first line of standard input."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        first, second = getpass(_("Password: ")), getpass(_("Once more: "))
        if first != second:
            raise CommandError(_("The two passwords differ."))
        return first
