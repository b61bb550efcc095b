"""Where nobody is on the way today: cells, and groups that the committee asks after (workers, teachers, direct labourers).

Nobody is named or counted in it, so it may be told to whoever may see the branch.
"""

from django.db.models import Count, Exists, OuterRef

from branches.kinds import CELLS, Setting
from branches.models import Branch

from .groups import BUILT_IN
from .models import Absence, Candidate
from .stages import ON_THE_WAY

ASKED_AFTER = ("workers", "teachers", "direct")
"""The groups at work of which the committee wants somebody on the way; each is a condition on what a person does."""


def cells_without_anybody(branch):
    """The open cells at or below ``branch`` on today's tree where nobody is on the way to a decision, and those where all
    who are on it are away for work: two lists.

    Village cells first, each in official order, with the branch above. One statement.
    """
    somebody = Candidate.objects.filter(branch=OuterRef("pk"), stage__in=ON_THE_WAY)
    here = somebody.exclude(pk__in=Absence.objects.filter(returned_on=None).values("candidate"))
    cells = Branch.objects.at_or_below([branch]).filter(~Exists(here), kind__in=CELLS, valid_to=None)
    found = sorted(cells.annotate(are_away=Exists(somebody)).select_related("parent"), key=_village_cells_first)
    return [cell for cell in found if not cell.are_away], [cell for cell in found if cell.are_away]


def _village_cells_first(cell):
    """Within each of the two by the organisation above and the own order: the whole tree need not be read for it."""
    above = (cell.parent.order, cell.parent.code) if cell.parent else (0, "")
    return cell.setting != Setting.VILLAGE, *above, cell.order, cell.code


def groups_without_anybody(branch):
    """Those of the groups asked after of which nobody is on the way at ``branch`` and below. One statement."""
    people = Candidate.objects.filter(branch__in=Branch.objects.at_or_below([branch]), stage__in=ON_THE_WAY)
    counts = people.aggregate(**{code: Count("pk", filter=BUILT_IN[code].condition) for code in ASKED_AFTER})
    return [BUILT_IN[code] for code in ASKED_AFTER if not counts[code]]
