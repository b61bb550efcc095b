from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models import Branch

from .candidate import Candidate


class PlanLine(models.Model):
    """A cell's yearly plan by names: in which quarter (1 to 4) of ``year`` it means to admit the person."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="plan_lines", verbose_name=_("cell"))
    year = models.PositiveSmallIntegerField(_("year"))
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="plan_lines")
    quarter = models.PositiveSmallIntegerField(_("quarter"))

    class Meta:
        verbose_name = _("line of a yearly plan")
        ordering = ["year", "quarter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "year"], name="plan_line_once_a_year"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="plan_line_quarter_of_a_year"),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.quarter}/{self.year}"
