from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.names import fold

from ..profiles import Sex


class Tag(models.Model):
    """A group of the office's own (Đối tượng): whoever bears it is counted against the quotas of that group."""

    name = models.CharField(_("name"), max_length=100)
    folded = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Profile(models.Model):
    """What the statistics ask of a person, as it is now (a candidate) or was on one day (an admission).

    Texts hold a value of the lists in ``profiles`` or what somebody typed; empty: not known. ``birth_year`` stands
    alone where the day of birth is not known, and always agrees with ``birth_date``.
    """

    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, blank=True, choices=Sex.choices)
    ethnic_group = models.CharField(_("ethnic group"), max_length=100, blank=True)
    religion = models.CharField(_("religion"), max_length=100, blank=True)
    occupation = models.CharField(_("occupation"), max_length=200, blank=True)
    general_education = models.CharField(_("general education"), max_length=100, blank=True)
    professional_education = models.CharField(_("professional education"), max_length=200, blank=True)
    is_union_member = models.BooleanField(_("Youth Union member"), null=True, blank=True)
    tags = models.ManyToManyField(Tag, verbose_name=_("groups of the office"), blank=True, related_name="+")

    class Meta:
        abstract = True

    def age_on(self, day):
        """Completed years on ``day``; from the birth year alone, the years between; None where neither is known."""
        if self.birth_date:
            return (
                day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))
            )
        return day.year - self.birth_year if self.birth_year else None


PROFILE_FIELDS = tuple(field.name for field in Profile._meta.local_fields)
