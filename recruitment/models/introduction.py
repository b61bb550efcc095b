from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


class Source(TextChoices):
    """Who introduced somebody to the cell (38-HD/BTCTW, 2025, I.1)."""

    YOUTH_UNION = "youth_union", _("Youth Union")
    TRADE_UNION = "trade_union", _("Trade Union")
    WOMEN = "women", _("Women's Union")
    FARMERS = "farmers", _("Farmers' Union")
    VETERANS = "veterans", _("Veterans' Association")
    FRONT = "front", _("Fatherland Front")
    CELL = "cell", _("the cell itself")


class Introduction(models.Model):
    """Who introduced a person, and when the name was handed over to the cell. What came of it is the person's stage."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="introduction")
    source = models.CharField(_("introduced by"), max_length=12, choices=Source.choices)
    unit = models.CharField(_("its unit"), max_length=100, blank=True)
    number = models.CharField(_("document number"), max_length=50, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("introduction")

    def __str__(self):
        return f"{self.candidate}: {self.get_source_display()}"
