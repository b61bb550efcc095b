"""What stands in the files that are taken out of the audit and of the list of accounts."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.tables import Column

from .exporting import Listing


def moment(at):
    """A time as the clocks here show it; a sheet knows no other."""
    return at and timezone.localtime(at).replace(tzinfo=None, microsecond=0)


def _changed(line):
    """The fields with what they were and became, where the reader may take that out; else the fields alone."""
    if line.values:
        return "\n".join(f"{name}: {before} → {after}" for name, before, after in line.values)
    return ", ".join(line.fields)


AUDIT = Listing(
    "audit",
    _("Audit"),
    "nhat-ky",
    (
        Column("at", _("Time"), 20, lambda line: moment(line.entry.at)),
        Column("actor", _("Account"), 26, lambda line: str(line.entry.actor)),
        Column("username", _("Login name"), 18, lambda line: line.entry.actor.username),
        Column("act", _("Act"), 24, lambda line: str(line.entry.get_act_display())),
        Column("reason", _("Reason"), 24, lambda line: str(line.entry.get_reason_display())),
        Column("subject", _("What"), 36, lambda line: capfirst(line.subject)),
        Column("detail", _("Detail"), 24, lambda line: line.entry.detail),
        Column("rows", _("Rows"), 10, lambda line: line.entry.rows),
        Column("changed", _("Changed"), 50, _changed),
        Column("branch", _("Organisation"), 30, lambda line: line.entry.branch.name),
        Column("origin", _("From where"), 18, lambda line: line.origin),
    ),
)
"""A row is a ``views.audit.Line``."""


def _roles(account):
    return "\n".join(f"{each.get_role_display()} – {each.branch} ({each.branch.code})" for each in account.roles)


ACCOUNTS = Listing(
    "accounts",
    _("Accounts"),
    "tai-khoan",
    (
        Column("username", _("Login name"), 18, lambda account: account.username, is_code=True),
        Column("full_name", _("Full name"), 28, lambda account: account.full_name),
        Column("roles", _("Roles"), 50, _roles),
        Column("last_login", _("Last login"), 20, lambda account: moment(account.last_login)),
        Column("state", _("State"), 26, lambda account: str(account.state.label)),
    ),
)
"""A row is an account with ``roles`` and ``state``."""
