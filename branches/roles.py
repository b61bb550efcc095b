"""Who may do what: the one table. Imports nothing of ours."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OFFICER = "officer", _("Officer")
    SECRETARY = "secretary", _("Secretary")
    LEADER = "leader", _("Leader")
    ADMIN = "admin", _("Administrator")


class Action(StrEnum):
    VIEW = "view"
    """See a branch, its history and its figures."""
    VIEW_PEOPLE = "view_people"
    """See who is behind the figures."""
    EDIT_PEOPLE = "edit_people"
    """List and describe people, and strike out wrong entries: what the own cell does."""
    EXPORT_PEOPLE = "export_people"
    """Take names out of the system, as a file or on paper."""
    MOVE_PEOPLE = "move_people"
    """Write down what the own body does: steps, papers, verifications, votes, the ceremony."""
    APPRAISE = "appraise"
    """Receive, return and appraise dossiers and put them to the committee: the department's own desk."""
    RECORD_ADMISSION = "record_admission"
    """Write down what a higher body has decided about a person."""
    RECORD_MOVEMENT = "record_movement"
    """Write in the ledger of heads."""
    PLACE = "place"
    """Found, move, rename and close branches."""
    SET_QUOTA = "set_quota"
    """Quotas, terms, totals of years before names were kept."""
    CONFIRM_MONTH = "confirm_month"
    """Say for an organisation that its month is complete, which closes the month for it."""
    REOPEN_MONTH = "reopen_month"
    """Let a closed month be written in again, and write late entries into those of the organisations below oneself."""
    ISSUE_REPORT = "issue_report"
    """Draft reports, put them up for signature, enter what was signed."""
    MANAGE_ACCESS = "manage_access"
    """Open and close accounts, give and end roles."""
    VIEW_AUDIT = "view_audit"
    """See who did, saw and took out what."""
    CHANGE_SETTINGS = "change_settings"


ROLE_MAY = {
    Role.OFFICER: frozenset(Action) - {Action.MANAGE_ACCESS, Action.CHANGE_SETTINGS},
    Role.SECRETARY: frozenset(
        {
            *(Action.VIEW, Action.VIEW_PEOPLE, Action.EDIT_PEOPLE, Action.MOVE_PEOPLE, Action.EXPORT_PEOPLE),
            *(Action.CONFIRM_MONTH, Action.ISSUE_REPORT),
        }
    ),
    Role.LEADER: frozenset({Action.VIEW, Action.VIEW_PEOPLE}),
    Role.ADMIN: frozenset({Action.VIEW, Action.MANAGE_ACCESS, Action.VIEW_AUDIT, Action.CHANGE_SETTINGS}),
}
