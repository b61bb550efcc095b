"""Who sponsors whom: members with people in their care, and since when nothing was heard of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from branches.access import Action, paths_where
from branches.finding import name_if_within
from branches.models import Branch, Member
from config import installation
from config.clock import today

from .limits import SPONSOR_LOAD
from .models import Candidate, Sponsorship
from .stages import OPEN, SPONSORED


@dataclass(frozen=True)
class InCare:
    """A member with the open sponsorships that the reader may see, by the names of the people. ``most``: so many are
    good, as the office finds; 0 where it sets no number. ``above``: the organisation above the cell, where it is seen.
    """

    member: Member
    sponsorships: Sequence[Sponsorship]
    most: int
    above: str

    @property
    def people(self):
        return len({each.candidate_id for each in self.sponsorships})

    @property
    def is_overloaded(self):
        return 0 < self.most < self.people


def sponsors_at(branch, *, by, member=None, action=Action.VIEW_PEOPLE):
    """Sponsors of people whom ``by`` may see, or do ``action`` with, at ``branch`` and below (anywhere without one), by
    given name; with ``member`` (an id) only that one. Three statements.
    """
    people = Candidate.objects.visible_to(by, action).filter(stage__in=OPEN)
    if branch:
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    rows = Sponsorship.objects.open().filter(candidate__in=people).with_last_report()
    if member is not None:
        rows = rows.filter(member=member)
    rows = rows.select_related("candidate__branch", "member__branch__parent")
    rows = rows.order_by("member__sort_name", "member__pk", "candidate__sort_name", "candidate__pk", "role")
    most, seen = installation.value_of(SPONSOR_LOAD), paths_where(by, Action.VIEW)
    held = (tuple(of_member) for _pk, of_member in groupby(rows, key=lambda each: each.member_id))
    return [InCare(each[0].member, each, most, name_if_within(each[0].member.branch.parent, seen)) for each in held]


def people_of(member, *, by):
    """The people whom ``by`` may see and whom the member sponsors still, by given name. One statement."""
    people = Candidate.objects.visible_to(by).filter(stage__in=OPEN)
    return list(people.filter(pk__in=Sponsorship.objects.open().filter(member=member).values("candidate")))


def people_without(branch, *, by):
    """How many people at ``branch`` and below, listed and not yet recognised, have no sponsor. One statement."""
    people = Candidate.objects.visible_to(by).filter(stage__in=SPONSORED)
    if branch:
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    return people.exclude(pk__in=Sponsorship.objects.in_care(today()).values("candidate")).count()
