from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Member
from branches.roles import Action

from ..stages import SPONSORED_BEFORE
from .candidate import Candidate


class SponsorRole(TextChoices):
    """What a sponsor does: introduce with a letter of the own, before the admission; help, before it and on probation."""

    INTRODUCES = "introduces", _("introduces")
    HELPS = "helps", _("assigned to help")


class AcquaintanceWaiver(TextChoices):
    """Why twelve months of acquaintance are not asked (Quy định 294-QĐ/TW, 26/5/2025, 3.2.2; Hướng dẫn 06-HD/TW, 3.9a)."""

    REPLACES = "replaces", _("replaces a sponsor who left, was disciplined or cannot go on")
    ARRIVED = "arrived", _("the person has moved here from another organisation")


class SponsorLeft(TextChoices):
    """Why a sponsorship ended."""

    MOVED = "moved", _("moved to another organisation")
    DISCIPLINED = "disciplined", _("was disciplined")
    LEFT = "left", _("died or left the Party")
    FINISHED = "finished", _("the task was done")
    OTHER = "other", _("another reason")


def going_on(day):
    """The condition that a sponsorship is open, of a full member who has not left: whom a departed member helped, nobody
    helps.
    """
    still_here = Q(member__left_on__isnull=True) | Q(member__left_on__gt=day)
    return Q(ended_on__isnull=True, member__official_on__lte=day) & still_here


class SponsorshipQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Those of people whom ``user`` may see, or do ``action`` with."""
        return self.filter(candidate__in=Candidate.with_void.visible_to(user, action))

    def open(self):
        return self.filter(ended_on=None)

    def that_count(self):
        """On probation only who was assigned to help; before, who introduces, too (Hướng dẫn 06-HD/TW, 3.8c)."""
        return self.filter(Q(role=SponsorRole.HELPS) | Q(candidate__stage__in=SPONSORED_BEFORE))

    def in_care(self, day):
        """Those by which somebody is not without a sponsor on ``day``."""
        return self.that_count().filter(going_on(day))

    def with_last_report(self):
        """Each with the last report of it: ``last_reported_on``, ``last_strengths``, ``last_weaknesses``,
        ``last_proposal``; None without one.
        """
        last = SponsorReport.objects.filter(sponsorship=OuterRef("pk")).order_by("-reported_on")
        names = ("reported_on", "strengths", "weaknesses", "proposal")
        return self.annotate(**{f"last_{name}": Subquery(last.values(name)[:1]) for name in names})


class Sponsorship(models.Model):
    """A full member in one of two roles for one person. ``ended_on``: the first day without; ``comment``: what the leaving
    sponsor hands over.

    ``known_since``: working, learning or living together since (Quy định 294-QĐ/TW, 26/5/2025, 3.2.1).
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="sponsorships")
    member = models.ForeignKey(Member, models.PROTECT, related_name="sponsorships", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=12, choices=SponsorRole.choices)
    assigned_on = models.DateField(_("assigned on"))
    number = models.CharField(_("resolution number"), max_length=50, blank=True)
    known_since = models.DateField(_("knows the person since"), null=True, blank=True)
    waived_by = models.CharField(
        _("twelve months not asked, because"), max_length=12, choices=AcquaintanceWaiver.choices, blank=True
    )
    is_relative = models.BooleanField(_("a relative of the person"), default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=12, choices=SponsorLeft.choices, blank=True)
    comment = models.CharField(_("comment handed over"), max_length=500, blank=True)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("sponsorship")
        ordering = ["assigned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "member", "role"],
                condition=Q(ended_on__isnull=True),
                name="sponsorship_one_open_a_role",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("assigned_on")),
                name="sponsorship_ended_after_assigned",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="") | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="sponsorship_ended_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.member}, {self.get_role_display()}"

    @property
    def is_open(self):
        return self.ended_on is None

    def held_on(self, day):
        """Whether this sponsor was one on ``day``, a full member who had not left."""
        has_ended = self.ended_on is not None and self.ended_on <= day
        return self.assigned_on <= day and not has_ended and self.member.is_full_on(day)


class SponsorReport(models.Model):
    """What a sponsor told the cell of the person on a day, kept short: strengths, weaknesses, what is proposed."""

    sponsorship = models.ForeignKey(Sponsorship, models.PROTECT, related_name="reports")
    reported_on = models.DateField(_("reported on"))
    strengths = models.CharField(_("strengths"), max_length=300, blank=True)
    weaknesses = models.CharField(_("weaknesses"), max_length=300, blank=True)
    proposal = models.CharField(_("proposal"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sponsor's report")
        ordering = ["reported_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "reported_on"], name="sponsor_report_once_a_day"),
            models.CheckConstraint(
                condition=~Q(strengths="") | ~Q(weaknesses="") | ~Q(proposal=""), name="sponsor_report_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.sponsorship}, {self.reported_on:%d/%m/%Y}"
