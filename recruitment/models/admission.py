from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.models.branch import within
from branches.roles import Action

from .candidate import Candidate
from .profile import Profile
from .voiding import Standing, Voidable


class AdmissionQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Admissions of the branches where ``user`` may see people, or do ``action``."""
        return self.filter(branch__in=Branch.objects.visible_to(user, action))

    def not_cancelled_by(self, as_of):
        """Admissions whose decision had not been cancelled by the end of ``as_of``."""
        return self.filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=as_of))

    def counted_below(self, paths):
        """Admissions counted at or below ``paths`` on the tree of each one's own day.

        Adds ``path``, ``kind`` and ``setting`` of the cell as on that day.
        """
        that_day = Q(branch__placements__valid_from__lte=F("counted_on")) & (
            Q(branch__placements__valid_to__isnull=True) | Q(branch__placements__valid_to__gt=F("counted_on"))
        )
        placed = self.annotate(placed=FilteredRelation("branch__placements", condition=that_day))
        return placed.filter(within(paths, "placed__path")).annotate(
            path=F("placed__path"), kind=F("placed__kind"), setting=F("placed__setting")
        )


class Admission(Voidable, Profile):
    """The counted fact: a person admitted at a cell, as everything was on that day.

    Party age runs from the decision, probation from the ceremony; the two are never merged. ``counted_on`` and
    ``age`` (completed years on that day) follow from them and from the setting of the counting date: see
    ``counting``. ``counted_on`` is empty while the ceremony that counts is still to be held.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="admissions", verbose_name=_("person"))
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="admissions", verbose_name=_("Party organisation"))
    decision_number = models.CharField(_("decision number"), max_length=50, blank=True)
    decision_on = models.DateField(_("decision date"), null=True, blank=True)
    ceremony_on = models.DateField(_("ceremony date"), null=True, blank=True)
    recognised_on = models.DateField(_("full member since"), null=True, blank=True)
    cancelled_on = models.DateField(_("decision cancelled on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    counted_on = models.DateField(editable=False, null=True, db_index=True)
    age = models.SmallIntegerField(editable=False, null=True)

    objects = Standing.from_queryset(AdmissionQuerySet)()
    with_void = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("admission")
        ordering = ["counted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision_on__isnull=False) | Q(ceremony_on__isnull=False), name="admission_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(decision_on__isnull=True)
                | Q(ceremony_on__isnull=True)
                | Q(ceremony_on__gte=F("decision_on")),
                name="admission_ceremony_after_decision",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.decision_on or self.ceremony_on:%d/%m/%Y}"
