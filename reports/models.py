"""Reports that are written, put up for signature and signed, and the files that were signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Branch

from .periods import in_words


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Put up for signature")
    SIGNED = "signed", _("Signed")
    SUPERSEDED = "superseded", _("Replaced by a new issue")


OPEN = (State.DRAFT, State.SUBMITTED)
FINAL = (State.SIGNED, State.SUPERSEDED)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user, action="view"):
        """Reports of the branches that ``user`` may see, or where the user may do ``action``."""
        return self.filter(branch__in=Branch.objects.visible_to(user, action))


class Report(models.Model):
    """One report of one branch on one period: a draft, up for signature, signed, or replaced by a later issue.

    Figures and text of a draft are made anew whenever it is looked at; from SUBMITTED on they are those of ``frozen``
    (``figures.frozen``: numbers and names of organisations, never of persons), and a signed report's files are kept as
    bytes. ``period``, ``kind``, ``first``, ``as_of``: of ``periods.Period``. ``issue``: 1, 2, … of this branch and period.
    ``number`` runs on per branch, symbol (``symbol_key``: however it is spelled) and ``numbering`` (the name of the term
    that was known at signing, else the year), whatever else the office numbers there. ``digest``:
    SHA-256 of the JSON file. ``difference_explained``: the difference to counted heads that ``difference_reason`` was given
    for; another one has to be explained anew. ``version`` counts up with every change.
    """

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="reports", verbose_name=_("Party organisation"))
    period = models.CharField(_("period"), max_length=50)
    kind = models.CharField(max_length=10)
    first = models.DateField()
    as_of = models.DateField(_("figures to the end of"))
    issue = models.PositiveSmallIntegerField(_("issue"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces")
    )
    supersedes_because = models.CharField(_("why it is issued anew"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)

    assessment = models.TextField(_("assessment"), max_length=5000, blank=True)
    causes = models.TextField(_("shortcomings and their causes"), max_length=5000, blank=True)
    tasks = models.TextField(_("tasks of the next period"), max_length=5000, blank=True)
    difference_reason = models.CharField(_("why the counted heads differ"), max_length=500, blank=True)

    difference_explained = models.IntegerField(_("the difference that is explained"), null=True, blank=True)

    frozen = models.TextField(blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.CharField(_("why it was sent back"), max_length=300, blank=True)

    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=30, blank=True)
    symbol_key = models.CharField(max_length=90, blank=True, editable=False)
    numbering = models.CharField(_("numbered in the term"), max_length=50, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signing_authority = models.CharField(_("signing authority"), max_length=100, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-as_of", "branch", "-issue"]
        indexes = [models.Index(fields=["branch", "as_of"])]
        constraints = [
            models.UniqueConstraint(fields=["branch", "period", "issue"], name="report_issue_once"),
            models.UniqueConstraint(
                fields=["branch", "period"], condition=Q(state__in=OPEN), name="report_one_open_a_period"
            ),
            models.UniqueConstraint(
                fields=["branch", "period"], condition=Q(state=State.SIGNED), name="report_one_signed_a_period"
            ),
            models.UniqueConstraint(
                fields=["branch", "symbol_key", "numbering", "number"],
                condition=Q(number__isnull=False),
                name="report_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FINAL) | Q(number__isnull=False, signed_on__isnull=False),
                name="report_signed_has_number_and_day",
            ),
            models.CheckConstraint(condition=Q(state=State.DRAFT) | ~Q(frozen=""), name="report_frozen_once_submitted"),
        ]

    def __str__(self):
        return f"{self.branch}, {self.period_in_words}"

    @property
    def period_in_words(self):
        """For a page, in the user's language."""
        return in_words(self.period, self.kind)

    @property
    def is_final(self):
        return self.state in FINAL

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def numbered(self):
        """``05-BC/HU``; empty before it is signed."""
        return "" if self.number is None else f"{self.number:02d}-{self.symbol}"


class ReportFile(models.Model):
    """A file of a signed report, as it was signed: never changed, never deleted."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    form = models.CharField(max_length=10)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("signed file")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "form"], name="report_file_once")]

    def __str__(self):
        return f"{self.report}.{self.form}"
