from django.apps import AppConfig
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
            labels={f"{FILE}{form}": f"{form.upper()} (SHA-256)" for form in ISSUED_FORMS}
            | {"because": _("Why it is thrown away")},
        )
