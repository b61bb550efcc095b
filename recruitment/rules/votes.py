"""Whose votes count, how many are needed, and what cannot be: the record of one vote, in numbers.

Quy định 294-QĐ/TW ngày 26/5/2025, mục 9.3.2 to 9.3.4 (who counts) and mục 4.3.2 (which share of which body). Members who
stay away count as members: the share is of the body, not of the room.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .sources import Certainty, Source, guide_2025, statutes_2025


@dataclass(frozen=True)
class Share:
    """``over`` of ``of`` members: at least so many, or, where ``is_more``, more than so many."""

    over: int
    of: int
    is_more: bool = False

    def is_reached(self, yes, members):
        given, asked = self.of * yes, self.over * members
        return given > asked if self.is_more else given >= asked

    def needed(self, members):
        """The fewest votes that reach it."""
        whole, rest = divmod(self.over * members, self.of)
        return whole + (1 if rest or self.is_more else 0)

    def __str__(self):
        return f"{self.over}/{self.of}"


TWO_THIRDS, MAJORITY = Share(2, 3), Share(1, 2, is_more=True)
"""3·yes ≥ 2·N and 2·yes > N."""


class Body(TextChoices):
    CELL = "cell", gettext_lazy("Meeting of the cell")
    SECTION = "section", gettext_lazy("Committee of a division")
    BASE = "base", gettext_lazy("Base committee")
    STANDING = "standing", gettext_lazy("Standing committee that decides")
    COMMITTEE = "committee", gettext_lazy("Base committee that decides by delegation")


ARTICLE = "mục 9.3.2 đến 9.3.4"
_COUNTED = statutes_2025(ARTICLE)


@dataclass(frozen=True)
class Rule:
    """What a body must reach. ``least``: with fewer full members it is not complete."""

    share: Share
    source: Source
    least: int = 1


RULES = {
    Body.CELL: Rule(TWO_THIRDS, _COUNTED, least=3),
    Body.SECTION: Rule(MAJORITY, guide_2025("mục 3.6", Certainty.INFERRED)),
    Body.BASE: Rule(TWO_THIRDS, _COUNTED),
    Body.STANDING: Rule(MAJORITY, statutes_2025("mục 4.3.2")),
    Body.COMMITTEE: Rule(TWO_THIRDS, statutes_2025("mục 4.3.2")),
}
"""The committee of a division only gives an opinion: more than half of it is our reading, no rule."""

CELLS, COMMITTEES = frozenset({Body.CELL}), frozenset(Body) - {Body.CELL}


class Excluded(TextChoices):
    """Why members do not count in the denominator; whoever is left out is not in the room."""

    TRANSFERRED = "transferred", gettext_lazy("temporarily transferred elsewhere")
    EXEMPT = "exempt", gettext_lazy("exempt from party activity and not present")
    SUSPENDED = "suspended", gettext_lazy("suspended from party activity")
    PROSECUTED = "prosecuted", gettext_lazy("prosecuted or in detention")
    ABSENT = "absent", gettext_lazy("absent the whole time for an accepted reason")


@dataclass(frozen=True)
class Exclusion:
    bodies: frozenset[Body]
    source: Source


EXCLUSIONS = {
    Excluded.TRANSFERRED: Exclusion(CELLS | COMMITTEES, _COUNTED),
    Excluded.EXEMPT: Exclusion(CELLS, _COUNTED),
    Excluded.SUSPENDED: Exclusion(CELLS | COMMITTEES, _COUNTED),
    Excluded.PROSECUTED: Exclusion(CELLS | COMMITTEES, _COUNTED),
    Excluded.ABSENT: Exclusion(CELLS, statutes_2025(ARTICLE, Certainty.INFERRED)),
}
"""The last is written for congresses; to use it for meetings of a cell is a local reading, so a body may refuse it."""


def exclusions_of(body):
    """Why members of ``body`` may be left out."""
    return [reason for reason, rule in EXCLUSIONS.items() if body in rule.bodies]


@dataclass(frozen=True)
class Count:
    """A vote as its resolution records it.

    ``members``: full members of the cell, or members of the committee in office; ``excluded``: {reason: how many of
    them do not count}; ``present``: full members in the room; ``present_probationary``: those who attend and do not vote.
    """

    body: Body
    members: int
    excluded: Mapping[Excluded, int] = field(default_factory=dict)
    present: int = 0
    present_probationary: int = 0
    yes: int = 0
    no: int = 0
    blank: int = 0

    @property
    def denominator(self):
        return self.members - sum(self.excluded.values())

    @property
    def voted(self):
        return self.yes + self.no + self.blank

    @property
    def share(self):
        return RULES[self.body].share

    @property
    def needed(self):
        return self.share.needed(self.denominator)

    @property
    def passed(self):
        """Whether the share was reached, by a vote that can have been."""
        return not self.problems() and self.share.is_reached(self.yes, self.denominator)

    def problems(self):
        """In sentences, why this cannot have been; [] where it can."""
        return list(self._problems())

    def _problems(self):
        numbers = [self.members, *self.excluded.values(), self.present, self.present_probationary]
        if min([*numbers, self.yes, self.no, self.blank]) < 0:
            yield _("No number can be below nought.")
        if wrong := [reason for reason, n in self.excluded.items() if n and reason not in exclusions_of(self.body)]:
            labels = ", ".join(str(Excluded(reason).label) for reason in wrong)
            yield _("These members count in this body: %(reasons)s.") % {"reasons": labels}
        if self.denominator < 1:
            yield _("Nobody is left whose vote counts.")
        if self.present > self.members:
            yield _("More members were present than there are.")
        elif self.present > self.denominator:
            yield _("More members were present than count: whoever is present is not left out.")
        if self.voted > self.present:
            text = _("There are more votes (%(votes)s) than members present who may vote (%(present)s).")
            yield text % {"votes": self.voted, "present": self.present}

    def warnings(self):
        """In sentences, what is unusual and yet allowed to be recorded."""
        least = RULES[self.body].least
        if self.members < least:
            return [_("A cell has at least %(least)s full members.") % {"least": least}]
        return []

    def in_words(self):
        """The arithmetic: 7/9 ≥ 2/3 (cần 6)."""
        is_reached = self.share.is_reached(self.yes, self.denominator)
        sign = (">" if is_reached else "≤") if self.share.is_more else ("≥" if is_reached else "<")
        said = {"votes": f"{self.yes}/{self.denominator}", "sign": sign, "share": self.share, "needed": self.needed}
        return _("%(votes)s %(sign)s %(share)s (needed: %(needed)s)") % said
