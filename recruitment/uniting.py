"""What hangs on a person, and how the rows of two entries of one person become the rows of one.

Most rows only go over. Where both entries have a row of the same thing (the same document, the same class, an open
absence …) the one that is better known stays, filled in with what only the other one says; where they contradict each
other, what is left out is told.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from .models import (
    Absence,
    Attendance,
    Charge,
    Consent,
    Introduction,
    Paper,
    PaperState,
    PlanLine,
    Resolution,
    Seat,
    Shortfall,
    SponsorReport,
    Sponsorship,
    Verification,
)

BETTER = {
    "state": (
        *(PaperState.MISSING, PaperState.NOT_NEEDED, PaperState.UNDER_WAY),
        *(PaperState.TO_SUPPLEMENT, PaperState.COMPLETE),
    ),
    "attendance": (Attendance.ENROLLED, Attendance.ABSENT, Attendance.ATTENDED),
    "is_relative": (False, True),
}
"""Fields of which one value says more than another, the least first."""


@dataclass(frozen=True)
class Hanging:
    """Rows of ``model`` that hang on a person by ``owner``. ``keys``: each gives what makes a row the same thing as
    another's row, None where it is not asked; the surest first. ``fields``: what a row says of it. ``is_kept``: of two
    rows neither goes, the one that is less known is struck out.
    """

    model: type[models.Model]
    keys: tuple[Callable[[Any], Hashable | None], ...] = ()
    fields: tuple[str, ...] = ()
    owner: str = "candidate"
    is_kept: bool = False


@dataclass(frozen=True, eq=False)
class United:
    """``stays`` says ``values`` from now on, and ``goes`` is no more. ``lost``: (field, value) of which the two said
    different things, and which is left out.
    """

    stays: models.Model
    goes: models.Model
    values: dict
    lost: tuple[tuple[str, Any], ...] = ()

    @property
    def changed(self):
        """{field: value} of what ``stays`` has not said before."""
        return {name: value for name, value in self.values.items() if getattr(self.stays, name) != value}


@dataclass
class Union:
    """What becomes of the rows of one kind: those that go over as they are, and those of which two become one."""

    hanging: Hanging
    moved: list = field(default_factory=list)
    united: list[United] = field(default_factory=list)


def _key(*names):
    """Rows of one thing agree in these fields."""
    return lambda row: tuple(getattr(row, name) for name in names)


def _open(*names):
    """Of open rows there may be only one that agrees in these fields."""
    return lambda row: _key(*names)(row) if row.is_open else None


def _standing_vote(row):
    return None if row.is_void else (row.question, row.body, row.branch_id, row.held_on)


ABSENT = ("left_on", "place", "contact", "last_contact_on", "expected_on", "returned_on")
VERIFIED = ("relation", "place", "is_abroad", "sent_on", "answered_on", "done_by", "waived_by")
SPONSORED = (
    *("assigned_on", "number", "known_since", "waived_by", "is_relative"),
    *("ended_on", "ended_because", "comment"),
)
HANGINGS = (
    Hanging(Paper, (_key("kind", "ordinal"),), ("state", "number", "dated_on", "signer", "place")),
    Hanging(Verification, (_key(*VERIFIED),), ()),
    Hanging(Consent, (_key("case"),), ("body", "number", "dated_on")),
    Hanging(Resolution, (_standing_vote,), ("change_id", "number"), is_kept=True),
    Hanging(Shortfall),
    Hanging(
        Sponsorship, (_key("member_id", "role", "assigned_on"), _open("member_id", "role")), SPONSORED
    ),  # the reports go with them
    Hanging(Introduction, (_key(),), ("source", "unit", "number", "handed_over_on")),
    Hanging(Seat, (_key("course_id"),), ("attendance",)),
    Hanging(PlanLine, (_key("year"),), ("branch", "quarter")),
    Hanging(Absence, (_key("left_on"), _open()), ABSENT),
    Hanging(Charge, (_key("matter"),), ("name", "note", "set_on")),
)
"""All but the steps and the admissions, which have an order and a rule of their own."""

REPORTS = Hanging(SponsorReport, (_key("reported_on"),), ("strengths", "weaknesses", "proposal"), owner="sponsorship")


def unite(hanging, kept, dropped) -> Union:
    """What becomes of the rows of one kind of the person who is ``kept`` and of the one who is ``dropped``."""
    union, free, left = Union(hanging), list(kept), list(dropped)
    for key in hanging.keys:
        there = {said: row for row in reversed(free) if (said := key(row)) is not None}
        for row in list(left):
            if stays := there.pop(key(row), None):
                union.united.append(_united_as(hanging, stays, row))
                free.remove(stays)
                left.remove(row)
    union.moved = left
    return union


def _united_as(hanging, kept, dropped):
    """The row of the person who is kept stays; where both rows are kept, the one that is better known."""
    is_better = weight(dropped, hanging.fields) > weight(kept, hanging.fields)
    rows = (dropped, kept) if hanging.is_kept and is_better else (kept, dropped)
    return united(hanging.fields, *rows)


def united(fields, stays, goes) -> United:
    """The two rows as one: the words of the one that is better known, and where it says nothing those of the other."""
    better, other = sorted((stays, goes), key=lambda row: weight(row, fields), reverse=True)
    values, lost = {}, []
    for name in fields:
        said, also = getattr(better, name), getattr(other, name)
        values[name] = said if is_said(said) else also
        if is_said(said) and is_said(also) and said != also and name not in BETTER:
            lost.append((name, also))
    return United(stays, goes, values, tuple(lost))


def weight(row, fields):
    """What says more weighs more: how far it is, the later word, how much of it is known."""
    ranks = [order.index(getattr(row, name)) for name, order in BETTER.items() if name in fields]
    return ranks, getattr(row, "set_on", date.min), sum(is_said(getattr(row, name)) for name in fields)


def is_said(value):
    """Whether a field says anything: empty text and None say nothing."""
    return value not in ("", None)
