"""Days from … to …: ``valid_from`` is the first day, ``valid_to`` the first day no longer in it (None: still)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

ALWAYS = date.min
"""The first day of what has been so since before anybody wrote it down."""

ONE_DAY = timedelta(days=1)


def in_force(on, prefix=""):
    """The condition that a span holds on the day ``on``; ``prefix`` leads to the spans of a related row."""
    still = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    return Q(**{f"{prefix}valid_from__lte": on}) & still


def holds(valid_from, valid_to, on):
    """``in_force`` for values already read."""
    return valid_from <= on and (valid_to is None or on < valid_to)


def last_day(valid_to):
    """The last day of a span that ends before ``valid_to``; None where it still holds."""
    return valid_to and valid_to - ONE_DAY


class SpanQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(in_force(on))


class Span(models.Model):
    """A row that is true from a day on."""

    valid_from = models.DateField(_("from"), default=ALWAYS)
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]
