"""What came of those whom each organisation introduced: the table, and the conditions that it shares with the list of people,
so that a number and the list behind it cannot differ.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .models import Attendance, Seat, Source
from .stages import EXITS, MEMBERS, WAY, Stage

NONE, UNDATED = "none", "undated"
WITHOUT = {NONE: _("source not recorded"), UNDATED: _("handed over on an unknown day")}
"""Those of whom no source is known, and those of whom it is known but not since when: no year can claim them."""

SOURCE, YEAR = "introduction__source", "introduction__handed_over_on__year"
CHOICES = (*Source.choices, *WITHOUT.items())


class Outcome(TextChoices):
    """What became of somebody, so far; one does not exclude another."""

    LISTED = "listed", _("taken on the list")
    ATTENDED = "attended", _("attended the class")
    ADMITTED = "admitted", _("admitted")
    LEFT = "left", _("off the way")


def came_from(key):
    """The condition that a person came from a source, by a key of ``CHOICES``."""
    if key == NONE:
        return Q(introduction__isnull=True)
    if key == UNDATED:
        return Q(introduction__isnull=False, introduction__handed_over_on__isnull=True)
    return Q(introduction__source=key)


def handed_over_in(year):
    return Q(introduction__handed_over_on__year=year)


def came_to(outcome):
    """The condition that a person came so far: on the list or further; in a class, or certified; admitted; gone."""
    return {
        Outcome.LISTED: lambda: Q(stage__in=_since(Stage.LISTED)),
        Outcome.ATTENDED: lambda: Q(stage__in=_since(Stage.CERTIFIED)) | Q(pk__in=_attendants()),
        Outcome.ADMITTED: lambda: Q(stage__in=(*MEMBERS, Stage.REMOVED)),
        Outcome.LEFT: lambda: Q(stage__in=EXITS),
    }[outcome]()


def _since(stage):
    return WAY[WAY.index(stage) :]


def _attendants():
    return Seat.objects.filter(attendance=Attendance.ATTENDED).values("candidate")


@dataclass(frozen=True)
class SourceRow:
    """``key``: of ``CHOICES``. ``people``: handed over in the year asked for, or at all; ``outcomes``: (Outcome, how many
    of them). ``year``: what the list behind the numbers asks for; None where the row belongs to no year.
    """

    key: str
    name: str
    people: int
    outcomes: tuple[tuple[Outcome, int], ...]
    year: int | None

    @property
    def is_known(self):
        return self.key not in WITHOUT

    @property
    def asked(self):
        """What the list of people is asked for to show just these."""
        return {"source": self.key} | ({"handed_over": self.year} if self.year else {})


def source_rows(people, year):
    """A ``SourceRow`` for each source, and below them for those without one, and with one of an unknown day where a
    ``year`` is asked for. One statement.
    """
    rows = people.order_by()
    if year:
        rows = rows.filter(handed_over_in(year) | Q(introduction__handed_over_on__isnull=True))
    counts = {"people": Count("pk")} | {each.value: Count("pk", filter=came_to(each)) for each in Outcome}
    found = defaultdict(Counter)
    for row in rows.values(SOURCE, YEAR).annotate(**counts):
        key = row[SOURCE] or NONE
        if year and key != NONE and row[YEAR] is None:
            key = UNDATED
        found[key] += Counter({name: row[name] for name in counts})
    shown = [(key, name) for key, name in CHOICES if key != UNDATED or key in found]
    return [_row(key, name, found, year) for key, name in shown]


def _row(key, name, found, year):
    counted = found[key]
    outcomes = tuple((outcome, counted[outcome.value]) for outcome in Outcome)
    return SourceRow(key, str(name), counted["people"], outcomes, None if key in WITHOUT else year)
