from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .branch import Branch


class MovementKind(TextChoices):
    """Rows of the ledger of heads (Biểu 1 of the organisation departments' statistics). Admissions are not among them."""

    OPENING = "opening", _("Opening heads")
    COUNTED = "counted", _("Counted heads")
    TRANSFER_IN = "transfer_in", _("Transferred in")
    TRANSFER_OUT = "transfer_out", _("Transferred out")
    INTERNAL = "internal", _("Transferred inside")
    RESTORED = "restored", _("Membership restored")
    DIED = "died", _("Died")
    EXPELLED = "expelled", _("Expelled")
    STRUCK_OFF = "struck_off", _("Struck off")
    RESIGNED = "resigned", _("Resigned")
    RECOGNISED = "recognised", _("Recognised as full members")


STATES = frozenset({MovementKind.OPENING, MovementKind.COUNTED})
"""Rows that say how many heads there are; all others say how many come or go."""

SIGN = {
    MovementKind.TRANSFER_IN: 1,
    MovementKind.RESTORED: 1,
    MovementKind.TRANSFER_OUT: -1,
    MovementKind.INTERNAL: -1,
    MovementKind.DIED: -1,
    MovementKind.EXPELLED: -1,
    MovementKind.STRUCK_OFF: -1,
    MovementKind.RESIGNED: -1,
    MovementKind.RECOGNISED: 0,
}
"""What a head of the row does to the branch it stands at; an internal transfer adds it at the counterpart."""


class Beyond(TextChoices):
    """Where somebody outside all our branches comes from or goes to."""

    SAME_PROVINCE = "same_province", _("in the province")
    OTHER_PROVINCE = "other_province", _("in another province")


class Movement(models.Model):
    """A row of the ledger of heads (đảng số): so many came, went or were there at the start of the day.

    ``heads`` is never negative, the kind gives the sign. Of the heads, ``probationary``, ``women`` and
    ``minority`` were so many; None: not said. An opening counts for its branch and for everything below
    that has no opening of its own.
    """

    code = models.CharField(_("row code"), max_length=50, unique=True, null=True, blank=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="movements", verbose_name=_("Party organisation"))
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=MovementKind.choices)
    heads = models.PositiveIntegerField(_("heads"), default=0)
    counterpart = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="movements_from", verbose_name=_("counterpart")
    )
    beyond = models.CharField(_("from or to outside"), max_length=20, choices=Beyond.choices, blank=True)
    probationary = models.PositiveIntegerField(_("probationary"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("ethnic minority"), null=True, blank=True)

    class Meta:
        verbose_name = _("row of the ledger")
        indexes = [models.Index(fields=["branch", "day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MovementKind.INTERNAL, counterpart__isnull=False)
                | (~Q(kind=MovementKind.INTERNAL) & Q(counterpart__isnull=True)),
                name="movement_internal_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(counterpart__isnull=True) | ~Q(counterpart=F("branch")), name="movement_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(probationary__isnull=True)
                | Q(kind=MovementKind.RECOGNISED)
                | Q(probationary__lte=F("heads")),
                name="movement_probationary_among_heads",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.heads} ({self.day:%d/%m/%Y})"
