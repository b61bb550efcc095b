from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.models import Branch

from .stage_change import TellingBy


class Said(TextChoices):
    """What an organisation says of its month."""

    CASES = "cases", _("has cases")
    NOTHING = "nothing", _("nothing to report")


class ClosedMonthQuerySet(models.QuerySet):
    def visible_to(self, user, action="view"):
        """Those of the branches that ``user`` may see, or where the user may do ``action``."""
        return self.filter(branch__in=Branch.objects.visible_to(user, action))


class ClosedMonth(models.Model):
    """A branch has said that its month is complete: from ``first`` to ``last``, both included, nothing of its own is
    written in any more but by who may reopen from above, or while ``reopened_until`` has not passed.

    Closed for the branch itself alone, not for those below it. ``month``: as ``2023-12``. ``told_by``, ``told_on``: how
    and when the office came to know it; ``by``, ``at``: who wrote it down and when, the last time it was said.
    ``difference_reason``: why the counted heads differ from ours, where they do.
    """

    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="closed_months", verbose_name=_("Party organisation")
    )
    month = models.CharField(_("month"), max_length=7)
    first = models.DateField()
    last = models.DateField()
    said = models.CharField(_("says"), max_length=12, choices=Said.choices)
    told_by = models.CharField(_("known"), max_length=12, choices=TellingBy.choices, default=TellingBy.OWN)
    told_on = models.DateField(_("said on"))
    difference_reason = models.CharField(_("why the counted heads differ"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    reopened_until = models.DateField(_("open again until"), null=True, blank=True)
    reopened_because = models.CharField(_("why it is open again"), max_length=300, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed month")
        ordering = ["branch", "first"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "month"], name="closed_month_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_month_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(reopened_until__isnull=True) | ~Q(reopened_because=""), name="closed_month_reopened_why"
            ),
        ]

    def __str__(self):
        return f"{self.branch}, {self.month}"
