"""What is overdue on the day on which a report is made, by count: nobody can know today what was overdue long ago."""

from branches.models import Branch
from config.clock import today
from recruitment.due import counts_of, due_among
from recruitment.models import Candidate

from ..periods import is_made_in_time
from .paper_facts import Matters, Overdue


def matters_of(sources):
    """``Matters`` of everybody at or below the branch today; None of an older period, or of a branch that has ended.

    As many statements as ``due_among``.
    """
    if not is_made_in_time(sources.period) or sources.branch.valid_to is not None:
        return None
    people = Candidate.objects.filter(branch__in=Branch.objects.at_or_below([sources.branch]))
    counted = counts_of(due_among(people))
    return Matters(today(), tuple(Overdue(matter.value, over) for matter, over, _soon in counted if over))
