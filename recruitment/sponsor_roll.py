"""Who sponsors whom: members with people in their care, and since when nothing was heard of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from branches.models import Branch, Member

from .models import Candidate, Sponsorship
from .sponsoring import is_too_many
from .stages import EXITS, Stage


@dataclass(frozen=True)
class InCare:
    """A member with the open sponsorships that the reader may see, by the names of the people. ``is_overloaded``: these
    are more people than the office finds good.
    """

    member: Member
    sponsorships: Sequence[Sponsorship]
    is_overloaded: bool

    @property
    def people(self):
        return len({each.candidate_id for each in self.sponsorships})


ENDED = (*EXITS, Stage.RECOGNISED)
"""Where nobody is sponsored any more, whatever stands open."""


def sponsors_at(branch, *, by, member=None):
    """Sponsors of people whom ``by`` may see at ``branch`` and below (anywhere without one), by given name; with
    ``member`` (an id) only that one. Two statements.
    """
    people = Candidate.objects.visible_to(by).exclude(stage__in=ENDED)
    if branch:
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    rows = Sponsorship.objects.open().filter(candidate__in=people).with_last_report()
    if member is not None:
        rows = rows.filter(member=member)
    rows = rows.select_related("candidate__branch", "member__branch__parent")
    rows = rows.order_by("member__sort_name", "member__pk", "candidate__sort_name", "candidate__pk", "role")
    return [InCare(*_held(of_member)) for _pk, of_member in groupby(rows, key=lambda each: each.member_id)]


def _held(sponsorships):
    held = tuple(sponsorships)
    return held[0].member, held, is_too_many(len({each.candidate_id for each in held}))


def people_without(branch, *, by):
    """How many people at ``branch`` and below, listed and not yet recognised, have no sponsor. One statement."""
    people = Candidate.objects.visible_to(by).exclude(stage__in=(*ENDED, Stage.INTRODUCED))
    if branch:
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    return people.exclude(pk__in=Sponsorship.objects.open().values("candidate")).count()
