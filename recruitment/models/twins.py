from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


class TwoPeople(models.Model):
    """Somebody has looked: these two, much alike, are two people. ``one`` has the smaller id."""

    one = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_people_said_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_people_smaller_first"),
        ]

    def __str__(self):
        return f"{self.one_id} ≠ {self.other_id}"


class Merge(models.Model):
    """Two entries were one person: everything that hung on ``dropped`` hangs on ``kept`` now, and ``dropped`` is struck out.

    ``journal``: what it did, row by row (``branches.journal``), while it can still be undone.
    """

    kept = models.ForeignKey(Candidate, models.PROTECT, related_name="merged_in")
    dropped = models.ForeignKey(Candidate, models.PROTECT, related_name="merged_into")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("merged"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    journal = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("merge")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.dropped} → {self.kept}"
