from django.apps import AppConfig
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """The audit's screen names the reports that its reader may see; a report names nobody."""
        from branches.audit import subjects

        from .issued import FILE
        from .models import Report
        from .rendering import ISSUED_FORMS

        subjects.declare(
            "reports.report",
            rows=lambda user: Report.objects.visible_to(user).select_related("branch"),
            names_people=False,
            labels={
                f"{FILE}{form}": format_lazy("{} {}", _("Checksum of the file"), form.upper()) for form in ISSUED_FORMS
            }
            | {"because": _("Why it is thrown away")},
            words={f"{FILE}{form}": _in_short for form in ISSUED_FORMS},
        )


def _in_short(digest):
    """A SHA-256 as the page of the report shows it, in no language."""
    return format_html('<span lang="zxx" title="{}">{}…</span>', digest, digest[:16])
