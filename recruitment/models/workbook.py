from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from branches.models import Branch


class ImportState(TextChoices):
    DRAFT = "draft", _("being prepared")
    WRITTEN = "written", _("written")
    UNDONE = "undone", _("undone")


class WorkbookImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever uploaded it, nobody else."""
        return self.filter(by=user)


class WorkbookImport(models.Model):
    """A workbook that somebody uploaded or pasted in the browser, from its cells to what became of them.

    ``cells``: what was read (``workbooks.stored``), emptied once it is written. ``choices``: which sheet is what, which
    column says what (``workbooks.choices``). ``fixes``: ``{sheet: {row: {column: text}}}``, typed over the cells of the
    file; a row that is left out is None. ``checked``: what the last check found, None before the first. ``counts``:
    what was written. ``journal``: what it did, row by row (``branches.journal``), while it can still be undone.
    ``writing_since``: somebody is writing it, or was when the machine stopped.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    name = models.CharField(_("file"), max_length=150)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    state = models.CharField(_("state"), max_length=12, choices=ImportState.choices, default=ImportState.DRAFT)
    cells = models.BinaryField(default=bytes)
    choices = models.JSONField(default=dict)
    fixes = models.JSONField(default=dict)
    checked = models.JSONField(null=True)
    counts = models.JSONField(default=list)
    journal = models.BinaryField(default=bytes)
    writing_since = models.DateTimeField(null=True)
    written_at = models.DateTimeField(_("written at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("workbook brought in")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name


class Remembered(models.Model):
    """What a heading or a value meant the last time this account brought in a file with it.

    ``kind``: the sheet and, for a value, its column (``people``, ``people.branch``); ``text``: folded; ``meaning``: the name
    of our column (empty: not read), or the value that our import understands.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=200)
    meaning = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "text"], name="remembered_once")]

    def __str__(self):
        return f"{self.kind}: {self.text} = {self.meaning}"
