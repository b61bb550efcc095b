"""Which members of the register a list shows, and what stands in each row."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from branches.access import Action, paths_where
from branches.finding import name_if_within
from branches.models import Branch, Member
from config.clock import today

from .listing import named_first


class Presence(TextChoices):
    """Whether a member is still here; nothing asked means still here."""

    LEFT = "left", _("only those who left")
    ALL = "all", _("all, those who left too")


@dataclass(frozen=True)
class MemberRow:
    """``above``: the branch above the cell, where the reader sees it. ``may_edit``: whether the reader may correct it."""

    member: Member
    above: str
    may_edit: bool


def members_asked_for(asked, *, by):
    """Members whom ``by`` may see and who match ``asked`` (cleaned values of ``forms.members.MemberListForm``), in the
    order of people: names that hold just what was typed first, then by given name.
    """
    members = Member.objects.visible_to(by).select_related("branch__parent")
    if branch := asked.get("branch"):
        members = members.filter(branch__in=Branch.objects.at_or_below([branch]))
    if asked.get("presence") == Presence.LEFT:
        members = members.filter(left_on__lte=today())
    elif asked.get("presence") != Presence.ALL:
        members = members.here_on(today())
    return named_first(members, asked.get("q"))


def member_rows(members, *, by):
    """A ``MemberRow`` for each of ``members_asked_for``. No statement."""
    return list(each_member_row(members, by=by))


def each_member_row(members, *, by):
    """``member_rows``, one after another: a file holds more than memory should."""
    shown, own = paths_where(by, Action.VIEW), paths_where(by, Action.EDIT_PEOPLE)
    return (
        MemberRow(each, name_if_within(each.branch.parent, shown), bool(name_if_within(each.branch, own)))
        for each in members
    )
