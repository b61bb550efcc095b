"""Which way a dossier goes: who votes, who decides. Computed from what the organisations above a cell were on a day.

Three regimes stand side by side (``Regime``); which one holds is not a matter of depth in the tree, but of what each
organisation is on that day: an office re-organised in July 2026 and one re-organised in October are told apart by
their own lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from branches.kinds import Admitting, Kind, Setting

from .sources import IN_JULY_2026, statutes_2016, statutes_2025, statutes_2026
from .votes import Body

COMMUNES_DECIDE_FROM = IN_JULY_2026
"""Quy định 208-QĐ/TW (26/7/2026): a commune is a base organisation below the province; its standing committee admits."""


class Place(Protocol):
    """What an organisation was on a day: ``branches.tree.Placed``."""

    branch_id: int
    name: str
    kind: str
    setting: str
    admits: str


class Actor(TextChoices):
    """Who acts on a path: bodies that meet, and the department that prepares for the one that decides."""

    CELL = "cell", _("the cell")
    SECTION = "section", _("the committee of the division")
    BASE = "base", _("the base committee")
    DESK = "desk", _("the organisation department")
    DECIDER = "decider", _("the committee that decides")


class Regime(TextChoices):
    DISTRICT = "district", _("the district committee decides")
    COMMUNE = "commune", _("the commune committee above base organisations decides")
    BASE = "base", _("the commune's base committee decides")
    OWN = "own", _("the base committee decides by delegation")
    OUTSIDE = "outside", _("a committee above this tree decides")


SOURCES = {
    Regime.DISTRICT: statutes_2016(),
    Regime.COMMUNE: statutes_2025("mục 4.3.2 và 20.2.2"),
    Regime.BASE: statutes_2026(),
    Regime.OWN: statutes_2025("mục 4.3.2 và 22.1"),
    Regime.OUTSIDE: statutes_2025("mục 4.3.2"),
}
"""Which document gives the decision to whom."""


@dataclass(frozen=True)
class Path:
    """The organisations that a dossier passes. ``section``: a division's committee, which reports; ``voting``:
    the committee that resolves (two thirds) before the decision; None where the path has no such step.
    ``decider``: None where it lies above everything in the tree. ``decides_by``: STANDING (more than half) or
    COMMITTEE (two thirds).
    """

    cell: Place
    section: Place | None
    voting: Place | None
    decider: Place | None
    decides_by: Body
    regime: Regime

    @property
    def source(self):
        return SOURCES[self.regime]

    @property
    def permits(self):
        """Who lets the dossier be opened: the base committee, else the one that decides (Hướng dẫn 38-HD/BTCTW, I.1)."""
        return self.voting or self.decider

    def places(self):
        """Every organisation on it."""
        return [place for place in (self.cell, self.section, self.voting, self.decider) if place]

    def place_of(self, actor):
        """The organisation that acts as ``actor``; the cell where it lies above the tree."""
        places = {Actor.CELL: self.cell, Actor.SECTION: self.section, Actor.BASE: self.permits}
        return places.get(actor, self.decider) or self.cell

    def body_of(self, actor):
        """As what it votes, and so which share it needs; None for the department, which does not vote."""
        bodies = {Actor.CELL: Body.CELL, Actor.SECTION: Body.SECTION, Actor.BASE: Body.BASE}
        return self.decides_by if actor == Actor.DECIDER else bodies.get(actor)


def path_of(line: Sequence[Place], day: date, *, base_votes_first=False) -> Path:
    """The path of somebody whose cell stands at the beginning of ``line``, which goes on upwards, as it was on ``day``.

    ``base_votes_first``: whether in the third regime the whole committee of the commune votes before its standing
    committee decides. Published texts do not say; the office sets it.
    """
    cell, *above = line
    section = _first(above, {Kind.DIVISION})
    base = cell if cell.kind in {Kind.BASE_CELL, Kind.BASE} else _first(above, {Kind.BASE})
    under = _first(above, {Kind.SUBORDINATE})
    higher = _first(above, {Kind.DISTRICT, Kind.COMMUNE})
    if base and base.admits:
        by = Body.COMMITTEE if base.admits == Admitting.COMMITTEE else Body.STANDING
        return Path(cell, section, under, base, by, Regime.OWN)
    voting = under or (base if base is not cell else None)
    if higher:
        regime = Regime.DISTRICT if higher.kind == Kind.DISTRICT else Regime.COMMUNE
        return Path(cell, section, voting, higher, Body.STANDING, regime)
    if base and base is not cell and base.setting == Setting.COMMUNE and day >= COMMUNES_DECIDE_FROM:
        return Path(cell, section, under or (base if base_votes_first else None), base, Body.STANDING, Regime.BASE)
    return Path(cell, section, voting, None, Body.STANDING, Regime.OUTSIDE)


def _first(above, kinds):
    return next((place for place in above if place.kind in kinds), None)
