"""The dossier as it lies in its folder: the papers group by group, and which groups matter where a person stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from .conditions import stale_papers
from .models import Paper, PaperState
from .rules.papers import Group, Need, PaperType, papers_of
from .stages import DESK, MEMBERS, PREPARING, RESOLVED, Stage

G = Group
MATTERING = {
    Stage.INTRODUCED: (G.LISTING,),
    Stage.LISTED: (G.LISTING,),
    **dict.fromkeys((Stage.CERTIFIED, Stage.PERMITTED), (G.LISTING, G.CONSIDERING)),
    **dict.fromkeys((Stage.DOSSIER, Stage.VERIFIED), (G.CONSIDERING,)),
    **dict.fromkeys((*RESOLVED, *DESK), (G.CONSIDERING, G.RESOLVING)),
    Stage.RETURNED: (G.CONSIDERING, G.RESOLVING),
    Stage.DECIDED: (G.DECIDING, G.PROBATION),
    Stage.PROBATION: (G.PROBATION,),
    Stage.RECOGNITION_PROPOSED: (G.PROBATION, G.RECOGNITION),
    Stage.RECOGNISED: (G.RECOGNITION,),
    **dict.fromkeys((Stage.MOVED, Stage.ADMITTED_ELSEWHERE), (G.MOVING,)),
    Stage.CANCELLED: (G.MENDING,),
}
"""The groups that somebody at a stage works on; the others are folded."""

OF_MEMBERS = {G.PROBATION, G.RECOGNITION, G.MENDING}
SETTLED = {PaperState.COMPLETE, PaperState.NOT_NEEDED}


@dataclass(frozen=True)
class Sheet:
    """One paper of the folder. ``row``: what is written of it, an unsaved ``Paper`` where nothing is. ``is_stale``: too
    old, to be made anew or once more (``kind.when_stale``). ``is_only``: there is no second of its kind.
    """

    kind: PaperType
    row: Paper
    is_stale: bool

    @property
    def ordinal(self):
        return self.row.ordinal

    @property
    def is_only(self):
        return self.kind.copies == 1

    @property
    def is_wanted(self):
        """Always asked for, and not there yet."""
        return self.kind.need == Need.MANDATORY and self.row.state not in SETTLED

    @property
    def is_written(self):
        return self.row.pk is not None


@dataclass(frozen=True)
class Section:
    """A group of the folder. ``matters``: somebody works on it now."""

    group: Group
    sheets: Sequence[Sheet]
    matters: bool

    @property
    def is_written(self):
        return any(sheet.is_written for sheet in self.sheets)

    @property
    def wanted(self):
        return sum(sheet.is_wanted for sheet in self.sheets)

    @property
    def there(self):
        return sum(sheet.row.state == PaperState.COMPLETE for sheet in self.sheets)


def folder_of(facts):
    """The groups with every paper, in the order of the folder. Papers of members show once there is a decision."""
    stale = stale_papers(facts) if facts.stage in PREPARING else ()
    mattering = MATTERING.get(facts.stage, ())
    sections = [
        Section(group, [_sheet(facts, kind, n, stale) for kind, n in places_of(group)], group in mattering)
        for group in Group
    ]
    is_decided = facts.stage in {*MEMBERS, Stage.REMOVED, Stage.CANCELLED}
    return [each for each in sections if is_decided or each.group not in OF_MEMBERS or each.is_written]


def places_of(*groups):
    """(kind, ordinal) of every paper of ``groups``, in the order of the folder."""
    return [(kind, n) for kind in papers_of(*groups) for n in range(1, kind.copies + 1)]


def _sheet(facts, kind, ordinal, stale):
    row = facts.papers.get((kind.key, ordinal)) or Paper(kind=kind.key, ordinal=ordinal)
    return Sheet(kind, row, is_stale=kind in stale and row.dated_on is not None)
