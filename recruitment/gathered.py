"""The rows of some people, each kind read for all of them when a rule first asks for it."""

from collections import defaultdict
from functools import cached_property

from .clocks import Deadlines
from .days_off import days_off
from .models import Absence, Admission, Consent, Paper, Resolution, Sponsorship, StageChange, Verification


class Gathered:
    """The rows of some people, each kind read for all of them when a rule first asks for it."""

    def __init__(self, ids):
        self.ids = list(ids)

    @cached_property
    def papers(self):
        return self._of(Paper.objects.all())

    @cached_property
    def verifications(self):
        return self._of(Verification.objects.all())

    @cached_property
    def consents(self):
        return self._of(Consent.objects.all())

    @cached_property
    def resolutions(self):
        return self._of(Resolution.objects.select_related("branch"))

    @cached_property
    def changes(self):
        return self._of(StageChange.objects.select_related("body", "by"))

    @cached_property
    def absences(self):
        return self._of(Absence.objects.all())

    @cached_property
    def sponsorships(self):
        return self._of(Sponsorship.objects.with_last_report().select_related("member__branch"))

    @cached_property
    def every_admission(self):
        """Those cancelled, too."""
        return self._of(Admission.objects.select_related("branch").order_by("pk"))

    @cached_property
    def admissions(self):
        """Those whose decision was not cancelled."""
        return defaultdict(
            list,
            {pk: [row for row in rows if not row.cancelled_on] for pk, rows in self.every_admission.items()},
        )

    @cached_property
    def days_off(self):
        return days_off()

    @cached_property
    def deadlines(self):
        return Deadlines(self.days_off)

    def _of(self, rows):
        groups = defaultdict(list)
        for row in rows.filter(candidate__in=self.ids):
            groups[row.candidate_id].append(row)
        return groups
