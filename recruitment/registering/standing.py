"""Where a list says that people stand: what was so already when following began (*Hiện trạng khi bắt đầu theo dõi*).

The meaning is that of ``workflow.enter_at``. The day on which somebody was listed and that of the certificate are lines of
their own, in the order of the way, before the present stage's. A word and a day may say different stages: the one further
on holds. Whoever took steps here already is not entered anew, and what an admission says is not said once more. People
who have left the way come in as those who had left it; removals and cancellations belong to an admission, which a list of
people does not end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from .. import stage_log
from ..impossible import born_too_late
from ..models import StageChange
from ..stages import ADMITTED, EXITS, WAY, Stage

DAY_OF = {"listed_on": Stage.LISTED, "certified_on": Stage.CERTIFIED}
ORDER = {stage: place for place, stage in enumerate((*WAY, *EXITS))}
CLASS_BEFORE_LIST = (Stage.LISTED, Stage.CERTIFIED)
"""Lists of earlier years often name a certificate that is older: against a rule, but not impossible (``conditions``)."""

BY_THE_ADMISSION = {Stage.DECIDED, Stage.PROBATION, Stage.REMOVED, Stage.CANCELLED}
"""Whoever stands here has stood here since a day of the admission."""


class Place(NamedTuple):
    """A stage, since when, and the field that says so ("": known already). ``line``: the line of the log that says it."""

    stage: Stage
    on: date | None
    field: str = ""
    line: StageChange | None = None


@dataclass(frozen=True)
class Standing:
    """One person's stages: what is ``known`` ({stage: Place}) and what is ``said`` (the same); ``now`` is where the person
    stands by what is known, the admission included; ``has_steps``: some were taken here.
    """

    now: Place
    known: Mapping[Stage, Place]
    said: Mapping[Stage, Place]
    stage: Stage | None
    has_steps: bool

    @classmethod
    def of(cls, person, candidate, log, followed):
        """``log``: the lines there are, oldest first; ``followed``: the unsaved one that the admission adds, or None."""
        lines = [*stage_log.since_listed_anew(stage_log.that_hold(log)), *([followed] if followed else [])]
        known = {Stage(line.target): Place(Stage(line.target), line.on, line=line) for line in lines}
        now = Place(Stage(candidate.stage), candidate.stage_on, line=lines[-1] if lines else None)
        stage = person.way.get("stage")
        has_steps = any(line.way != StageChange.Way.ENTRY for line in log)
        return cls(now, known | {now.stage: now}, _said(person.way, stage or now.stage), stage, has_steps)

    @property
    def reached(self):
        """The stage where the person stands by what is said, else by what is known."""
        return max({self.stage or self.now.stage, *self.said}, key=ORDER.get)

    @property
    def is_known(self):
        return self.reached == self.now.stage and all(map(self._is_known, self.said.values()))

    def _is_known(self, place):
        known = self.known.get(place.stage)
        if place.on is None and place.stage != self.reached:
            return True  # the word says less than a day beside it
        return known is not None and place.on in {None, known.on}

    @property
    def places(self):
        """All of them up to where the person stands, in the order of the way; what is said goes before what is known."""
        every = self.known | {self.reached: self.known.get(self.reached, Place(self.reached, None, "stage"))}
        every |= {stage: place for stage, place in self.said.items() if place.on}
        up_to_here = [place for stage, place in every.items() if ORDER[stage] <= ORDER[self.reached]]
        return sorted((p for p in up_to_here if p.on or p.stage == self.reached), key=lambda p: ORDER[p.stage])

    def problems(self, person, candidate):
        """Why it cannot be so, as (field, sentence)."""
        if (why := self._other_days(person.way)) or (why := self._against_the_admission()):
            yield why
        elif not self.is_known and self.has_steps:
            sentence = _(
                "Steps were recorded already: record the next one on the person's page, or leave this cell empty."
            )
            yield from ((field, sentence) for field in self._new_fields())
        elif not self.is_known:
            yield from self._impossible(candidate)

    def _other_days(self, way):
        """Two columns may say since when somebody has stood at one stage."""
        for field, stage in DAY_OF.items():
            if stage == self.stage and way.get(field) and way.get("stage_on") not in {None, way[field]}:
                return "stage_on", _("Another column says another day for this stage.")
        return None

    def _against_the_admission(self):
        is_proposed = self.reached == Stage.RECOGNITION_PROPOSED and self.now.stage == Stage.PROBATION
        if self.reached != self.now.stage and not is_proposed:
            if self.now.stage in ADMITTED:
                sentence = _("By the days of the admission the person stands at “%(stage)s”: leave this cell empty.")
                return "stage", sentence % {"stage": self.now.stage.label}
            if self.reached in ADMITTED:
                return "stage", _("This follows from an admission: fill in the day of the decision or of the ceremony.")
        said = self.said.get(self.now.stage)
        if self.now.stage in BY_THE_ADMISSION and said and said.on not in {None, self.now.on}:
            return said.field, _("The days of the admission say otherwise: leave this cell empty.")
        return None

    def _new_fields(self):
        """The fields that say what is not known."""
        new = [place.field for place in self.said.values() if not self._is_known(place)]
        return new or ["stage"]

    def _impossible(self, candidate):
        places = self.places
        if places[-1].on is None:
            yield "stage_on", _("Since when? Write the day on which the person came to this stage.")
        for before, after in pairwise(place for place in places if place.on):
            if after.on < before.on and (before.stage, after.stage) != CLASS_BEFORE_LIST:
                text = _("The day lies before that of the stage before, “%(stage)s” (%(day)s).")
                said = {"stage": before.stage.label, "day": f"{before.on:%d/%m/%Y}"}
                yield after.field or before.field or "stage_on", text % said
        days = {place.field: place.on for place in places if place.field and place.on}
        yield from born_too_late(candidate.birth_date, candidate.birth_year, days)

    @property
    def certified_on(self):
        """The day of the certificate, where it is said and was not known."""
        place = self.said.get(Stage.CERTIFIED)
        return None if place is None or self._is_known(place) else place.on


def _said(way, stage):
    """{stage: Place} of the days in ``way``, ``stage`` being the one since whose day ``stage_on`` is."""
    said = {each: Place(each, way[field], field) for field, each in DAY_OF.items() if way.get(field)}
    if way.get("stage") and stage not in said:
        said[stage] = Place(stage, way.get("stage_on"), "stage_on" if way.get("stage_on") else "stage")
    elif way.get("stage_on") and stage not in said:
        said[stage] = Place(stage, way["stage_on"], "stage_on")
    return said
