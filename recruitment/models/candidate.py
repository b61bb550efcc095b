from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.names import clean, fold, sort_key
from branches.ordering import ByteOrderedCharField
from branches.roles import Action

from ..stages import Stage
from .profile import Profile
from .voiding import Standing, Voidable


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """People of the branches where ``user`` may see people, or do ``action``."""
        return self.filter(branch__in=Branch.objects.visible_to(user, action))


class Candidate(Voidable, Profile):
    """A person on the way into the Party, and whoever came that way. ``branch`` is where the person is now.

    ``stage`` and ``stage_on`` (the day of the act) copy the last line of ``stage_changes``; only ``workflow`` writes them.
    ``version`` rises with every change; whoever edits an older one is told what has changed since.
    """

    code = models.CharField(_("code"), max_length=50, unique=True)
    full_name = models.CharField(_("full name"), max_length=100)
    search_name = models.CharField(max_length=100, editable=False, db_index=True)
    sort_name = ByteOrderedCharField(max_length=500, editable=False, db_index=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="candidates", verbose_name=_("Party organisation"))
    residence = models.CharField(_("village of residence"), max_length=100, blank=True)

    stage = models.CharField(
        _("stage"), max_length=24, choices=Stage.choices, default=Stage.INTRODUCED, db_index=True, editable=False
    )
    stage_on = models.DateField(_("in this stage since"), null=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)

    objects = Standing.from_queryset(CandidateQuerySet)()
    with_void = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        ordering = ["sort_name", "birth_year", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(is_void=True) | Q(void_reason=""), name="candidate_reason_only_if_void")
        ]

    def __str__(self):
        return f"{self.full_name} ({self.birth_year})" if self.birth_year else self.full_name

    def name(self, full_name):
        """Take the name as typed, and the two keys that follow from it."""
        self.full_name = clean(full_name)
        self.search_name = fold(self.full_name)
        self.sort_name = sort_key(self.full_name)
