from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """The audit's screen names the reports that its reader may see; a report names nobody."""
        from branches.audit import subjects

        from .models import Report

        subjects.declare(
            "reports.report",
            rows=lambda user: Report.objects.visible_to(user).select_related("branch"),
            names_people=False,
        )
