from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from branches.access import system_user
from branches.models import Branch
from config import installation
from config.commands import DatabaseCommand
from reports.live import live_document
from reports.periods import parse_period
from reports.rendering import FORMATS, render
from reports.rendering.pdf import PdfUnavailable


class Command(DatabaseCommand):
    help = _("Makes the report of a branch and a period: figures as JSON, the paper as PDF, DOCX or HTML, a workbook.")

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help=_("code of the branch"))
        parser.add_argument(
            "period",
            metavar="PERIOD",
            help=_("2023-12, 2023-quy4, 2023-6thang, 2023-9thang, 2023-nam, 2020-2025 or 2023-07-10"),
        )
        parser.add_argument("--format", choices=FORMATS, default="json")
        parser.add_argument("-o", "--output", metavar="FILE", help=_("write there instead of standard output"))

    def handle(self, *, code, period, format, output, **options):
        try:
            with installation.read_once():
                branch = self.branch(code)
                content = render(live_document(branch, parse_period(period, branch), by=system_user()), format)
        except (ValidationError, PdfUnavailable) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)])))
        self.deliver(content, output)

    def branch(self, code):
        try:
            return Branch.objects.get(code=code)
        except Branch.DoesNotExist:
            raise CommandError(_("There is no branch with the code %(code)s.") % {"code": code})

    def deliver(self, content, output):
        """Bytes as they are, to the file or to standard output."""
        if output:
            try:
                Path(output).write_bytes(content)
            except OSError as error:
                text = _("%(file)s cannot be written: %(reason)s")
                raise CommandError(text % {"file": output, "reason": error.strerror})
        elif buffer := getattr(self.stdout, "buffer", None):
            buffer.write(content)
            buffer.flush()
        else:
            self.stdout.write(content.decode(), ending="")
