"""Who stands behind the figures of a period, by name: for the internal annex, never for the report itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from branches.models import Branch
from branches.roles import Action
from branches.tree import History, in_official_order
from recruitment.due import Due, due_among
from recruitment.models import Admission, Candidate
from recruitment.stages import OPEN


@dataclass(frozen=True)
class Named:
    """A person, the admission that counts in the period (None: none does), and what is overdue today, most urgent first."""

    person: Candidate
    admission: Admission | None
    overdue: Sequence[Due]


@dataclass(frozen=True)
class NamesOfCell:
    branch: Branch
    people: Sequence[Named]


def names_of(branch, period, *, most, by) -> list[NamesOfCell]:
    """Everybody at ``branch`` and below, by cell in official order and by name: admitted in ``period`` at it or below,
    or for whom something is still to be done today. Only people whose names ``by`` may take out, each where the person
    is now; no more than ``most`` and one more, by which the caller sees that there are too many. The same number of
    statements for one as for many.
    """
    mine = Candidate.objects.visible_to(by, Action.EXPORT_PEOPLE)
    counted = _counted(branch, period)
    on_the_way = Q(stage__in=OPEN, branch__in=Branch.objects.at_or_below([branch]))
    rows = mine.filter(on_the_way | Q(pk__in=counted.order_by().values("candidate"))).select_related("branch__parent")
    people = list(rows.order_by("sort_name", F("birth_year").asc(nulls_last=True), "code", "pk")[: most + 1])
    admissions = {row.candidate_id: row for row in counted.filter(candidate__in=people)}
    overdue = _overdue(Candidate.objects.filter(on_the_way, pk__in=[each.pk for each in people]))
    named = [Named(each, admissions.get(each.pk), overdue.get(each.pk, ())) for each in people]
    return [
        NamesOfCell(place, [each for each in named if each.person.branch_id == place.pk])
        for place in _places(branch, people)
    ]


def _counted(branch, period):
    """The admissions that the figures of ``period`` count."""
    rows = Admission.objects.counted_below(History(branch).paths).not_cancelled_by(period.as_of)
    return rows.filter(counted_on__range=(period.first, period.as_of))


def _overdue(people):
    found = {}
    for each in due_among(people):
        if each.is_overdue:
            found.setdefault(each.person_id, []).append(each)
    return found


def _places(branch, people):
    """The organisations in which ``people`` are, in official order; those elsewhere by now stand last."""
    places = {each.branch_id: each.branch for each in people}
    here = in_official_order(Branch.objects.at_or_below([branch]).select_related("parent"))
    ordered = [places.pop(each.pk) for each in here if each.pk in places]
    return [*ordered, *in_official_order(list(places.values()))]
