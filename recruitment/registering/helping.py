"""Who helps the people of a list, by names of members that stand there (*ĐV giúp đỡ*).

A name is a member's where exactly one member bears it in the person's base organisation, among those whom the one who brings
the list sees. The list names no day: help begins on that of the person's stage, or today, which is said. What no member can
be found for is not stored, and said; the person is written down all the same.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from branches.audit import Act, Trace, changes, said_of
from branches.finding import named_member
from config.clock import today
from config.outcome import Remark

from ..models import SponsorRole, Sponsorship
from ..named import MembersNamed
from ..stages import OPEN
from .person import BATCH

SAID = ("role", "assigned_on")


class Helping:
    """``new``: unsaved sponsorships. ``remarks``: names that are not stored, and why; and since when the
    others help.
    """

    def __init__(self):
        self.new, self.remarks = [], []

    @classmethod
    def of(cls, candidate_of, *, by):
        """``candidate_of``: {person: candidate}. Three statements a batch where anybody is said to help, none else."""
        said = {person: candidate for person, candidate in candidate_of.items() if person.helpers}
        helping = cls()
        if said:
            members = MembersNamed([(text, said[person]) for person in said for text in person.helpers], by=by)
            helps = _who_helps(said.values())
            for person, candidate in said.items():
                helping._take(person, candidate, members, set(helps[candidate.pk]) if candidate.pk else set())
        return helping

    def _take(self, person, candidate, members, helps):
        for text in person.helpers:
            member, why = members.find(text, candidate, today())
            if member is None:
                self.remarks.append(Remark(person, "helpers", _sentence(why), text))
            elif candidate.stage not in OPEN:
                self.remarks.append(Remark(person, "helpers", _sentence("ended"), text))
            elif member.pk not in helps:
                helps.add(member.pk)
                day = candidate.stage_on or today()
                self.remarks.append(Remark(person, "helpers", _sentence("since"), f"{text}: {day:%d/%m/%Y}"))
                row = Sponsorship(candidate=candidate, member=member, role=SponsorRole.HELPS, assigned_on=day)
                self.new.append(row)

    def write(self):
        """Save the new ones; the traces of it."""
        for row in self.new:
            row.candidate = row.candidate  # saved by now
        Sponsorship.objects.bulk_create(self.new, batch_size=BATCH)
        return [_trace(row) for row in self.new]


def _sentence(why):
    return {
        MembersNamed.NOBODY: _(
            "not stored: no member of this name there; bring in the sheet “Đảng viên” first, then this file again"
        ),
        MembersNamed.SEVERAL: _("not stored: several members bear this name; write the code of the one"),
        "ended": _("not stored: nobody helps any more who has come to the end of the way; use the sheet “Giúp đỡ”"),
        "since": _("helps since the day of the stage, or else since today, because the list names no day"),
    }[why]


def _trace(row):
    said = {"member": [None, named_member(row.member)], **changes(None, said_of(row, SAID))}
    return Trace(Act.CHANGED, row.candidate, row.candidate.branch, {"sponsorships": [None, said]})


def _who_helps(candidates):
    """{id of a candidate: ids of the members who help now}."""
    found = defaultdict(set)
    known = [candidate.pk for candidate in candidates if candidate.pk]
    for start in range(0, len(known), BATCH):
        rows = Sponsorship.objects.open().filter(candidate__in=known[start : start + BATCH], role=SponsorRole.HELPS)
        for candidate, member in rows.values_list("candidate", "member"):
            found[candidate].add(member)
    return found
