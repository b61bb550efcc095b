from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.roles import Action

from ..stages import Stage
from .candidate import Candidate


class TellingBy(TextChoices):
    """How the office came to know of an act of a body that has no computer."""

    OWN = "own", _("written down by those who did it")
    PAPER = "paper", _("from the paper")
    TELEPHONE = "telephone", _("by telephone")


class StageChange(models.Model):
    """One line of a person's way: never changed, never deleted. ``Candidate.stage`` is the target of the last line.

    ``on``: the day of the act, ``number`` of its document. ``branch``: the cell then; ``body``: who acted.
    ``reason``: of a return, an exit, a correction, or why it was recorded although something was missing.
    """

    class Way(TextChoices):
        MOVE = "move", _("Step")
        ENTRY = "entry", _("Was so already when following began")
        CORRECTION = "correction", _("Correction")

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="stage_changes")
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.MOVE)
    source = models.CharField(_("from"), max_length=24, choices=Stage.choices, blank=True)
    target = models.CharField(_("to"), max_length=24, choices=Stage.choices)
    on = models.DateField(_("day"))
    number = models.CharField(_("document number"), max_length=50, blank=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+")
    body = models.ForeignKey(Branch, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    told_by = models.CharField(_("known"), max_length=12, choices=TellingBy.choices, default=TellingBy.OWN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step")
        ordering = ["pk"]
        indexes = [models.Index(fields=["candidate", "id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(way="correction") | ~Q(reason=""), name="correction_has_a_reason")
        ]

    def __str__(self):
        return f"{self.candidate_id}: {self.source} → {self.target} ({self.on:%d/%m/%Y})"


class ShortfallQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Those of people whom ``user`` may see, or do ``action`` with."""
        return self.filter(candidate__in=Candidate.objects.visible_to(user, action))

    def open(self):
        return self.filter(cured_on=None)


class Shortfall(models.Model):
    """Something was missing when a body's act was recorded (*Cần khắc phục*). ``key`` and ``params``: a ``Lack``."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="shortfalls")
    change = models.ForeignKey(StageChange, models.PROTECT, related_name="shortfalls")
    key = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    cured_on = models.DateField(_("put right on"), null=True, blank=True)
    note = models.CharField(_("how it was put right"), max_length=300, blank=True)

    objects = ShortfallQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter to be put right")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cured_on__isnull=True) | ~Q(note=""), name="shortfall_cured_with_a_note"
            ),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.change.on:%d/%m/%Y}"
