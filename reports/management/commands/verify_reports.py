import sys

from django.utils.translation import gettext as _

from config.commands import DatabaseCommand
from config.progress import Bar
from reports.issued import is_as_signed
from reports.models import FINAL, Report
from reports.rendering import ISSUED_FORMS


class Command(DatabaseCommand):
    help = _(
        "Checks that every file of every signed report is the one that was signed, by the fingerprints in the audit."
    )

    def handle(self, **options):
        signed = Report.objects.filter(state__in=FINAL).defer("frozen").select_related("branch").order_by("pk")
        faults = 0
        with Bar(signed.count(), self.stderr, _("verifying")) as bar:
            for report in signed.iterator():
                for form in ISSUED_FORMS:
                    if not is_as_signed(report, form):
                        faults += 1
                        self.stderr.write(f"{report.branch.code} {report.period} {report.numbered}: {form}")
                bar.advance(1)
        if faults:
            self.stderr.write(_("%(count)s files are not the ones that were signed.") % {"count": faults})
            sys.exit(1)
        self.stdout.write(_("Every signed file is the one that was signed."))
