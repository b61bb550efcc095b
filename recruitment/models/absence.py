from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


class Absence(models.Model):
    """Somebody is away for work (*đi làm ăn xa*): consideration is paused, the stage stays. Open while nobody has returned.

    ``left_on`` and ``returned_on``: the first and the last day away. Only the province or place, never an address.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="absences")
    left_on = models.DateField(_("left on"))
    place = models.CharField(_("where (province)"), max_length=100, blank=True)
    contact = models.CharField(_("who keeps contact"), max_length=100, blank=True)
    last_contact_on = models.DateField(_("last contact on"), null=True, blank=True)
    expected_on = models.DateField(_("expected back on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)

    class Meta:
        verbose_name = _("absence")
        ordering = ["left_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(returned_on__isnull=True), name="absence_one_open_a_person"
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("left_on")),
                name="absence_returned_after_leaving",
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id}: {self.left_on:%d/%m/%Y}"

    @property
    def is_open(self):
        return self.returned_on is None

    @property
    def heard_of_on(self):
        """The last day on which somebody knew of the person."""
        return self.last_contact_on or self.left_on
