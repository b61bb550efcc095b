from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Branch


class Term(models.Model):
    """A five-year period of a committee (nhiệm kỳ), from ``first`` to ``last``, both included. No branch: everywhere's."""

    name = models.CharField(_("name"), max_length=50)
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="terms")

    class Meta:
        verbose_name = _("term")
        constraints = [
            models.CheckConstraint(condition=Q(last__gt=F("first")), name="term_ends_after_it_begins"),
            models.UniqueConstraint(fields=["branch", "name"], name="term_once_a_branch"),
            models.UniqueConstraint(fields=["name"], condition=Q(branch__isnull=True), name="term_once_everywhere"),
        ]

    def __str__(self):
        return self.name

    def years(self):
        """How many years it lasts, for quotas that are a yearly average."""
        return max(round((self.last - self.first).days / 365.25), 1)


class QuotaKind(TextChoices):
    EXACT = "exact", _("Exact number")
    MINIMUM = "min", _("Minimum")
    RANGE = "range", _("From … to …")
    RATE = "rate", _("Share of members")
    YEARLY = "yearly", _("Average a year")


class Quota(models.Model):
    """What a document says a branch shall reach: in a year (``2023``) or a term (its name), for everybody or one group.

    ``low`` and ``high`` are persons (inclusive), ``rate`` percent of the heads at the period's start, ``base`` those
    heads where the document states them. ``low`` is empty where only a share was published. ``stated`` is that share,
    in percent with the decimals it was published with (``23.5``).
    """

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="quotas")
    period = models.CharField(_("period"), max_length=50)
    group = models.CharField(_("group"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=QuotaKind.choices, default=QuotaKind.EXACT)
    low = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    high = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    rate = models.DecimalField(_("percent"), max_digits=6, decimal_places=3, null=True, blank=True)
    base = models.PositiveIntegerField(_("members it is a share of"), null=True, blank=True)
    stated = models.CharField(_("published share"), max_length=20, blank=True)
    number = models.CharField(_("document number"), max_length=50, blank=True)
    issued_on = models.DateField(_("document date"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    summary = models.CharField(_("about"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("quota")
        indexes = [models.Index(fields=["branch", "period", "group"])]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "period", "group", "number", "issued_on"], name="quota_once_a_document"
            ),
            models.UniqueConstraint(
                fields=["branch", "period", "group"],
                condition=Q(issued_on__isnull=True),
                name="quota_one_undated_document",
            ),
            models.CheckConstraint(
                condition=Q(high__isnull=True) | Q(high__gte=F("low")), name="quota_range_the_right_way_round"
            ),
        ]

    def __str__(self):
        return f"{self.branch}, {self.period}: {self.low if self.rate is None else self.rate}"


class PastTotal(models.Model):
    """Admissions known only as a total, from ``first`` to ``last``, both included: before names were kept."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="past_totals")
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    group = models.CharField(_("group"), max_length=100, blank=True)
    heads = models.PositiveIntegerField(_("heads"))

    class Meta:
        verbose_name = _("term")
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="total_ends_after_it_begins"),
            models.UniqueConstraint(fields=["branch", "first", "last", "group"], name="total_once_a_span"),
        ]

    def __str__(self):
        return f"{self.branch}: {self.heads} ({self.first:%d/%m/%Y} - {self.last:%d/%m/%Y})"
