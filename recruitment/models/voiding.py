from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.Manager):
    """Only rows that were not struck out as wrong entries: lists, figures and papers never meet the others."""

    def get_queryset(self):
        return super().get_queryset().filter(is_void=False)


class Voidable(models.Model):
    """A row that can be struck out as a wrong entry, and restored. ``objects`` leaves it out, ``with_void`` does not.

    It is something else than a person dropped from the list, who was there and stays in the statistics.
    """

    is_void = models.BooleanField(_("wrong entry"), default=False, editable=False)
    void_reason = models.CharField(_("why it was wrong"), max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
