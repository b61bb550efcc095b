from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.roles import Action

from .candidate import Candidate
from .stage_change import StageChange
from .voiding import Standing, Voidable


class PaperState(TextChoices):
    MISSING = "missing", _("not there")
    UNDER_WAY = "under_way", _("under way")
    COMPLETE = "complete", _("complete")
    TO_SUPPLEMENT = "to_supplement", _("to be supplemented")
    NOT_NEEDED = "not_needed", _("does not apply")


class Paper(models.Model):
    """One document of a dossier: its state and where it lies, never its content. ``kind``: a key of ``rules.papers``.

    ``ordinal``: 1, and 2 for the second letter of a sponsor. What nobody has written down is ``MISSING``.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="papers")
    kind = models.CharField(_("document"), max_length=40)
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=16, choices=PaperState.choices, default=PaperState.MISSING)
    number = models.CharField(_("number"), max_length=50, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    place = models.CharField(_("where it lies"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("document of the dossier")
        ordering = ["kind", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["candidate", "kind", "ordinal"], name="paper_once_a_dossier")]

    def __str__(self):
        return f"{self.candidate_id}: {self.kind} {self.ordinal}"


class Relation(TextChoices):
    """Whose history is verified (Hướng dẫn 06-HD/TW, 9/6/2025, 3.4)."""

    SELF = "self", _("the person")
    PARENTS = "parents", _("parents")
    IN_LAWS = "in_laws", _("parents-in-law, or who raised the person")
    SPOUSE = "spouse", _("spouse")
    CHILDREN = "children", _("children")


class Waiver(TextChoices):
    """Why nobody need be asked (Hướng dẫn 06-HD/TW, 9/6/2025, 3.4)."""

    RELATIVE = "relative", _("a parent, brother, sister or child is a member")
    SPOUSE_SIDE = "spouse_side", _("the spouse, or one of the spouse's family, is a member")
    SAME_COMMUNE = "same_commune", _("all have lived in the same commune since the grandparents")
    ARMED_FORCES = "armed_forces", _("compared with the enlistment file")


class Verification(models.Model):
    """A place that was asked about somebody's history, or why it need not be. Only done, when and by whom."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="verifications")
    relation = models.CharField(_("about whom"), max_length=12, choices=Relation.choices)
    place = models.CharField(_("asked where"), max_length=150, blank=True)
    is_abroad = models.BooleanField(_("abroad"), default=False)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    done_by = models.CharField(_("by whom"), max_length=100, blank=True)
    waived_by = models.CharField(_("not needed, because"), max_length=16, choices=Waiver.choices, blank=True)

    class Meta:
        verbose_name = _("verification")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(sent_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                name="verification_answered_after_sent",
            )
        ]

    def __str__(self):
        return f"{self.candidate_id}: {self.relation}"

    @property
    def is_done(self):
        return bool(self.answered_on or self.waived_by)


class Case(TextChoices):
    """What asks for a consent before the decision (Hướng dẫn 06-HD/TW, 9/6/2025, 1.1, 1.2, 3.7c; DOMAIN 2)."""

    OVER_SIXTY = "over_sixty", _("older than 60")
    EDUCATION = "education", _("village elder or respected person who reads and writes")
    RELIGION = "religion", _("follows a religion")
    CLERGY = "clergy", _("holds a religious office")
    HOA = "hoa", _("of Chinese origin")
    FOREIGN_SPOUSE = "foreign_spouse", _("married to a foreigner")
    POLITICAL = "political", _("question of the political standard")
    AGAIN = "again", _("admitted again")


class Consent(models.Model):
    """A case that asks for a consent, and the consent once there is one: body, number, date."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="consents")
    case = models.CharField(_("case"), max_length=16, choices=Case.choices)
    body = models.CharField(_("consent of"), max_length=150, blank=True)
    number = models.CharField(_("number"), max_length=50, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["candidate", "case"], name="consent_once_a_case")]

    def __str__(self):
        return f"{self.candidate_id}: {self.case}"


class Question(TextChoices):
    """What a body votes on."""

    ADMISSION = "admission", _("admission")
    RECOGNITION = "recognition", _("recognition as a full member")
    REMOVAL = "removal", _("removal")


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Votes on people whom ``user`` may see, or do ``action`` with."""
        return self.filter(candidate__in=Candidate.with_void.visible_to(user, action))


class Resolution(Voidable):
    """A vote of a body on one person, passed or failed; one written down wrongly is struck out. Numbers are members;
    ``excluded``: {reason: how many}.

    What is needed and whether it passed is computed (``rules.votes``) and kept as it was on that day. ``change``: the step
    that it carried, where it carried one.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="resolutions")
    question = models.CharField(_("about"), max_length=12, choices=Question.choices)
    body = models.CharField(_("body"), max_length=12)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name=_("Party organisation"))
    held_on = models.DateField(_("day of the meeting"))
    number = models.CharField(_("number"), max_length=50, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    members = models.PositiveSmallIntegerField(_("full members"))
    excluded = models.JSONField(_("not counted"), default=dict)
    present = models.PositiveSmallIntegerField(_("full members present"))
    present_probationary = models.PositiveSmallIntegerField(_("probationary members present"), default=0)
    yes = models.PositiveSmallIntegerField(_("for"))
    no = models.PositiveSmallIntegerField(_("against"), default=0)
    blank = models.PositiveSmallIntegerField(_("blank"), default=0)
    has_passed = models.BooleanField(_("passed"))
    change = models.ForeignKey(
        StageChange, models.PROTECT, null=True, blank=True, related_name="resolutions", verbose_name=_("step")
    )

    objects = Standing.from_queryset(ResolutionQuerySet)()
    with_void = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("yes") + F("no") + F("blank")), name="resolution_votes_of_those_present"
            ),
            models.CheckConstraint(condition=Q(members__gte=F("present")), name="resolution_present_of_the_members"),
            models.UniqueConstraint(
                fields=["candidate", "question", "body", "branch", "attempt"],
                condition=Q(is_void=False),
                name="resolution_attempts_counted",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_question_display()}, {self.yes}/{self.members}"
