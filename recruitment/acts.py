"""Acts that are written down for many people at once, as data: the grids are made of this table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from branches.access import Action, paths_where

from .moves import MOVES
from .rules.paths import Actor
from .stages import DESK, Stage

S = Stage
MEETING = ("members", "present")
VOTES = ("yes", "no", "blank")


@dataclass(frozen=True)
class CommonAct:
    """Takes people who stand at one of ``sources`` to ``target``.

    ``name``: its part of the address. ``once``: what is said once for all; ``each``: what is said of everybody, and may be
    said once and copied down. Names are those of ``forms.grids.FIELDS``. ``called``: what a field is called here.
    """

    name: str
    title: str
    sources: Sequence[Stage]
    target: Stage
    once: Sequence[str] = ("on",)
    each: Sequence[str] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def moves(self):
        """The steps of the table that it takes, on one path or another."""
        return [move for move in MOVES if move.target == self.target and move.source in self.sources]

    @property
    def action(self) -> Action:
        return self.moves[0].action

    @property
    def actor(self) -> Actor:
        return self.moves[0].actor

    @property
    def is_voted(self):
        return "yes" in self.each

    @property
    def counts_up(self):
        """Whether every person has a number of the own, one after the other."""
        return "number" in self.each

    @property
    def is_told(self):
        """Whether the department hears of it from those who did it."""
        return self.actor in {Actor.CELL, Actor.SECTION, Actor.BASE}


_RESOLUTION = {"on": _("Day of the meeting"), "number": _("Number of the resolution")}
_DECISION = {"on": _("Day of the decision"), "number": _("Number of the decision")}
_CERTIFICATE = {"on": _("Day of the certificates"), "number": _("Number of the certificate")}

ACTS = (
    CommonAct(
        *("dua-vao-danh-sach", _("The cell's list: taken on"), (S.INTRODUCED,), S.LISTED),
        *(("on", "number"), (), _RESOLUTION),
    ),
    CommonAct(
        *("dua-ra-khoi-danh-sach", _("The cell's list: dropped"), (S.INTRODUCED, S.LISTED, S.CERTIFIED), S.DROPPED),
        *(("on", "number"), ("reason",), _RESOLUTION),
    ),
    CommonAct(
        *("lop-boi-duong", _("Certificates of the awareness class"), (S.LISTED,), S.CERTIFIED),
        *(("on",), ("number",), _CERTIFICATE),
    ),
    CommonAct("cho-lam-ho-so", _("Permission to draw up dossiers"), (S.CERTIFIED,), S.PERMITTED, ("on", "number")),
    CommonAct("lam-ho-so", _("Dossiers begun"), (S.PERMITTED,), S.DOSSIER),
    CommonAct(
        *("dang-uy-hop", _("Meeting of the base committee"), (S.CELL_RESOLVED, S.SECTION_REPORTED), S.BASE_RESOLVED),
        *(("on", "number", *MEETING), VOTES, _RESOLUTION),
    ),
    CommonAct(
        *("tiep-nhan", _("Dossiers received by the department")),
        *((S.CELL_RESOLVED, S.SECTION_REPORTED, S.BASE_RESOLVED), S.RECEIVED),
    ),
    CommonAct("tham-dinh", _("Dossiers appraised"), (S.RECEIVED,), S.APPRAISED),
    CommonAct("trinh", _("Dossiers put to the standing committee"), (S.APPRAISED, S.CONSULTED), S.SUBMITTED),
    CommonAct(
        *("quyet-dinh", _("Meeting of the standing committee: decisions"), DESK, S.DECIDED),
        *(("held_on", *MEETING), (*VOTES, "number", "on"), _DECISION),
    ),
    CommonAct(
        *("le-ket-nap", _("Admission ceremonies"), (S.DECIDED,), S.PROBATION),
        *((), ("on", "received_on"), {"on": _("Day of the ceremony")}),
    ),
)
BY_NAME = {act.name: act for act in ACTS}


def acts_from(stage, *, by):
    """The acts that begin at ``stage`` and that ``by`` may write down somewhere."""
    return [act for act in acts_of(by) if stage in act.sources]


def acts_of(by):
    """The acts that ``by`` may write down somewhere, in the order of the way."""
    return [act for act in ACTS if paths_where(by, act.action) != []]
