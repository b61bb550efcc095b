from django.db import models
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


class Charge(models.Model):
    """Somebody sees to a matter that is due (``due.Matter``) for one person, with a note of how far it is.

    ``name`` as people say it: whoever sees to it often has no account. ``set_on``: the day on which that was said; it
    speaks for the matter that was due then and is told with the next one until it is changed.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="charges")
    matter = models.CharField(_("matter"), max_length=24)
    name = models.CharField(_("who sees to it"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    set_on = models.DateField(_("noted on"))

    class Meta:
        verbose_name = _("who sees to a matter")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["candidate", "matter"], name="charge_once_a_matter")]

    def __str__(self):
        return f"{self.candidate}: {self.name}"
