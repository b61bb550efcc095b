from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOff(models.Model):
    """What the office itself says of a day: off although the calendar says no, or worked although it says off."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    is_off = models.BooleanField(_("day off"))

    class Meta:
        verbose_name = _("day off")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"
