"""The monthly sheet of a cell (*phiếu theo dõi tháng*): who stands on it, in which order, and what is known of each.

The paper and the grid that types it in are made of the same rows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch

from branches.kinds import CELLS
from branches.models import Branch
from branches.tree import in_official_order

from .models import Absence, Candidate, SponsorReport, SponsorRole, Sponsorship
from .stages import OPEN


@dataclass(frozen=True)
class SheetRow:
    """A person, the open sponsorships (those who help first), the absence that is open, and the last report of the
    month by the id of its sponsorship.
    """

    person: Candidate
    sponsorships: Sequence[Sponsorship]
    absence: Absence | None
    reports: dict[int, SponsorReport]

    @property
    def is_told(self):
        """Whether the row shows anything that somebody has told of the person."""
        return bool(self.absence or self.reports)


@dataclass(frozen=True)
class Sheet:
    """The sheet of one organisation, its rows by given name."""

    branch: Branch
    rows: Sequence[SheetRow]


def on_sheets(*, by):
    """People for whom something is still to be done, whom ``by`` may see; in the order in which sheets name them."""
    people = Candidate.objects.visible_to(by).filter(stage__in=OPEN)
    return people.order_by("sort_name", F("birth_year").asc(nulls_last=True), "code", "pk")


def rows_with(people, month):
    """A ``SheetRow`` for each of ``people`` (a page of ``on_sheets``), with what was reported in ``month``. Four
    statements.
    """
    told = SponsorReport.objects.filter(reported_on__range=(month.first, month.last)).order_by("reported_on")
    sponsorships = Sponsorship.objects.open().select_related("member").order_by("assigned_on", "pk")
    people = people.select_related("branch").prefetch_related(
        Prefetch("sponsorships", sponsorships.prefetch_related(Prefetch("reports", told, "of_the_month")), "in_force"),
        Prefetch("absences", Absence.objects.filter(returned_on=None), "open_ones"),
    )
    return [_row(person) for person in people]


def _row(person):
    sponsorships = sorted(person.in_force, key=lambda each: each.role != SponsorRole.HELPS)
    reports = {each.pk: each.of_the_month[-1] for each in sponsorships if each.of_the_month}
    return SheetRow(person, sponsorships, next(iter(person.open_ones), None), reports)


def sheets_of(places, month, *, by):
    """A ``Sheet`` for each of the organisations ``places``, in their order, be there nobody on it. Four statements."""
    rows = {place.pk: [] for place in places}
    for row in rows_with(on_sheets(by=by).filter(branch__in=places), month):
        rows[row.person.branch_id].append(row)
    return [Sheet(place, rows[place.pk]) for place in places]


def places_with_sheets(branch, *, by):
    """(organisation, how many people) of every sheet at ``branch`` and below, in official order: open cells, and
    whatever else has people of its own. Two statements.
    """
    below = list(Branch.objects.at_or_below([branch]).select_related("parent"))
    counted = on_sheets(by=by).filter(branch__in=Branch.objects.at_or_below([branch]))
    counts = Counter(dict(counted.order_by().values_list("branch").annotate(Count("pk"))))
    return [
        (each, counts[each.pk])
        for each in in_official_order(below)
        if counts[each.pk] or (each.kind in CELLS and each.valid_to is None)
    ]
