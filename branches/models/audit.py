from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .account import User
from .branch import Branch


class Act(TextChoices):
    """What can stand in the audit."""

    CREATED = "created", _("Entered")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Taken a step further")
    CORRECTED = "corrected", _("Step corrected")
    VOIDED = "voided", _("Struck out as a wrong entry")
    RESTORED = "restored", _("Wrong entry restored")
    MERGED = "merged", _("Two entries made one")
    UNDONE = "undone", _("Undone")
    ERASED = "erased", _("Erased")
    VIEWED = "viewed", _("Looked at")
    EXPORTED = "exported", _("Taken out")
    CONFIRMED = "confirmed", _("Month confirmed")
    MONTH_REOPENED = "month_reopened", _("Month reopened")
    SUBMITTED = "submitted", _("Put up for signature")
    SENT_BACK = "sent_back", _("Sent back")
    SIGNED = "signed", _("Signed")
    SUPERSEDED = "superseded", _("Replaced by a new issue")
    LOGGED_IN = "logged_in", _("Logged in")
    LOGGED_OUT = "logged_out", _("Logged out")
    PASSWORD_SET = "password_set", _("Password set")
    SECOND_FACTOR_SET = "second_factor_set", _("Second factor set up")
    SECOND_FACTOR_RESET = "second_factor_reset", _("Second factor taken away")
    GRANTED = "granted", _("Role given")
    ENDED = "ended", _("Role ended")
    CLOSED = "closed", _("Account closed")
    REOPENED = "reopened", _("Account reopened")
    UNLOCKED = "unlocked", _("Account unlocked")
    REFUSED = "refused", _("Attempt refused")


SIGHTS = frozenset({Act.VIEWED, Act.EXPORTED})
"""Acts by which somebody saw what there is; all others write, or knock at the door."""


class ExportReason(TextChoices):
    """Why names leave the system."""

    MEETING = "meeting", _("for a meeting of the committee or the cell")
    REPORT = "report", _("report to the committee above")
    CHECK = "check", _("checking the list")
    HANDOVER = "handover", _("handing over an office")
    OTHER = "other", _("another reason")


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries of the branches where ``user`` may read the audit."""
        from ..access import Action  # access reads the rows of this package

        return self.filter(branch__in=Branch.objects.visible_to(user, Action.VIEW_AUDIT))


class AuditEntry(models.Model):
    """One act of one account: who, when, from where, what, on which row, at which branch. Ids only, never names.

    ``number`` counts an account's entries from 1; ``digest`` is keyed and chains each entry to the one before it (see
    ``branches.audit.chain``). Never changed and never deleted: the database itself refuses both. ``fields``: names of
    the changed fields, with spaces between. ``version``: that of the row after the act. ``rows``: how many a file held.
    ``detail``: which file, or which page was refused. A branch whose founding was undone is remembered by its id.
    """

    actor = models.ForeignKey(User, models.PROTECT, related_name="audit", verbose_name=_("account"))
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("time"))
    origin = models.CharField(_("from where"), max_length=64, blank=True)
    act = models.CharField(_("act"), max_length=24, choices=Act.choices)
    kind = models.CharField(_("kind of row"), max_length=64, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    branch = models.ForeignKey(
        Branch, models.DO_NOTHING, null=True, blank=True, related_name="audit", db_constraint=False
    )
    fields = models.TextField(_("fields"), blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=32, blank=True, choices=ExportReason.choices)
    detail = models.CharField(_("detail"), max_length=100, blank=True)
    values_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["actor", "number"], name="audit_one_chain_an_account")]
        indexes = [
            models.Index(fields=["kind", "object_id", "at"]),
            models.Index(fields=["branch", "at"]),
            models.Index(fields=["actor", "at"]),
        ]

    def __str__(self):
        return f"{self.actor_id}/{self.number}: {self.act} {self.kind} {self.object_id or ''}".rstrip()


class AuditValues(models.Model):
    """What the changed fields were and became, as JSON ``{field: [before, after]}``: the part that may name people.

    It can be deleted when a person is erased, and the chain still verifies: it holds a keyed, salted digest only.
    """

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="said")
    salt = models.CharField(max_length=32)
    values = models.TextField()

    def __str__(self):
        return f"values of {self.entry_id}"


class AuditHead(models.Model):
    """Where an account's chain ends: how many entries it has and the digest of the last, sealed with the key."""

    actor = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="audit_head")
    count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.count} entries of {self.actor_id}"


class Submission(models.Model):
    """A form that was sent and taken: sent again, it answers with what it made (see ``branches.once``).

    ``content``: digest of what was typed. ``answer``: address of what the form made.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    answer = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(content=""), name="submission_says_something")]

    def __str__(self):
        return f"{self.token}: {self.answer}"
