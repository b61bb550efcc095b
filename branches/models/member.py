from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..names import clean, fold, sort_key
from ..ordering import ByteOrderedCharField
from ..roles import Action
from .branch import Branch

FIRST_YEAR = 1900


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Members of the cells where ``user`` may see people, or do ``action``."""
        return self.filter(branch__in=Branch.objects.visible_to(user, action))

    def here_on(self, day):
        """Who had not left by ``day``."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day))

    def full_on(self, day):
        """Who was a full member on ``day`` and had not left."""
        return self.here_on(day).filter(official_on__lte=day)


class Member(models.Model):
    """A member of the Party, as far as sponsors need one: never the headcount, which is a ledger (``Movement``).

    ``official_on``: full member since, None of a probationary member. ``left_on``: the first day on which the member was
    not here any more (moved away, died, left the Party). ``version`` rises with every change.
    """

    code = models.CharField(_("code"), max_length=50, unique=True)
    full_name = models.CharField(_("full name"), max_length=100)
    search_name = models.CharField(max_length=100, editable=False, db_index=True)
    sort_name = ByteOrderedCharField(max_length=500, editable=False, db_index=True)
    birth_year = models.PositiveSmallIntegerField(
        _("birth year"), null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR)]
    )
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="members", verbose_name=_("cell"))
    official_on = models.DateField(_("full member since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        ordering = ["sort_name", "birth_year", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(official_on__isnull=True) | Q(left_on__gt=F("official_on")),
                name="member_left_after_becoming_full",
            )
        ]

    def __str__(self):
        return f"{self.full_name} ({self.birth_year})" if self.birth_year else self.full_name

    def name(self, full_name):
        """Take the name as typed, and the two keys that follow from it."""
        self.full_name = clean(full_name)
        self.search_name = fold(self.full_name)
        self.sort_name = sort_key(self.full_name)

    def is_full_on(self, day):
        """Whether this was a full member on ``day`` who had not left."""
        return bool(self.official_on and self.official_on <= day and not (self.left_on and self.left_on <= day))
