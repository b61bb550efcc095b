"""What two entries of one person become as one: worked out in memory, shown to whoever decides, then written."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from branches.access import Action, may
from branches.journal import every

from .describing import DESCRIBED, value_of
from .joined_log import JoinedLog, further_on, join_logs
from .merged_admissions import AdmissionUnion, unite_admissions
from .models import Admission, Candidate, Resolution, SponsorReport, Sponsorship, StageChange
from .uniting import HANGINGS, REPORTS, Union, unite

KEPT, DROPPED = "kept", "dropped"
"""Whose words stand, of a field of which the two say different things."""

FIELDS = tuple(name for name in DESCRIBED if name != "tags")
RELATED = {"member", "course", "branch"}
NOTHING = ("", None, (None, None))


@dataclass(frozen=True)
class Choice:
    """A field of a person. ``kept``, ``dropped``: what the two say; ``takes``: whose words stand."""

    name: str
    kept: Any
    dropped: Any
    takes: str

    @property
    def value(self):
        return self.kept if self.takes == KEPT else self.dropped

    @property
    def is_open(self):
        """The two say different things, so that somebody must choose."""
        return self.kept != self.dropped and self.kept not in NOTHING and self.dropped not in NOTHING


@dataclass
class MergePlan:
    """Everything that merging ``dropped`` into ``kept`` would write. ``problems``: (field, why it cannot be)."""

    kept: Candidate
    dropped: Candidate
    choices: list[Choice]
    unions: list[Union]
    reports: list[tuple[Sponsorship, Union]]
    admissions: AdmissionUnion
    log: JoinedLog
    tags: list
    problems: list = field(default_factory=list)

    @property
    def needed(self):
        """{what one must be allowed: where}: steps and dossiers go over with the right to record them, as admissions do."""
        cells = {self.kept.branch, self.dropped.branch}
        hangs = self.log.came or any(union.moved or union.united for union in self.unions)
        return {
            Action.EDIT_PEOPLE: cells | {choice.value for choice in self.choices if choice.name == "branch"},
            Action.MOVE_PEOPLE: cells if hangs else set(),
            Action.RECORD_ADMISSION: {row.branch for row in self.admissions.touched},
        }

    def may_be_done(self, *, by):
        return all(may(by, action, branch) for action, where in self.needed.items() for branch in where)

    def union_of(self, model):
        return next(union for union in self.unions if union.hanging.model is model)


def plan_merge(kept, dropped, takes=None) -> MergePlan:
    """The plan for two people with their branches; ``takes``: {field: KEPT or DROPPED} where somebody has chosen.

    A fixed number of statements.
    """
    choices = [_choice(name, kept, dropped, takes or {}) for name in FIELDS]
    own, others = _rows_of(Admission, kept, dropped, "tags")
    (birth,) = (choice.value for choice in choices if choice.name == "birth")
    admissions = unite_admissions(own, others, birth)
    rows = {hanging: _rows_of(hanging.model, kept, dropped) for hanging in HANGINGS}
    _count_attempts_on(*next(both for hanging, both in rows.items() if hanging.model is Resolution))
    plan = MergePlan(
        kept,
        dropped,
        choices,
        [unite(hanging, *both) for hanging, both in rows.items()],
        [],
        admissions,
        join_logs(kept, dropped, *_rows_of(StageChange, kept, dropped)),
        sorted({*kept.tags.all(), *dropped.tags.all()}, key=str),
        list(dict.fromkeys(admissions.problems)),
    )
    plan.reports = _reports(plan.union_of(Sponsorship))
    return plan


def _choice(name, kept, dropped, takes):
    one, other = value_of(kept, name), value_of(dropped, name)
    choice = Choice(name, one, other, _default(name, one, other, further_on(kept, dropped) is kept))
    if choice.is_open and takes.get(name) in {KEPT, DROPPED}:
        return Choice(name, one, other, takes[name])
    return choice


def _default(name, one, other, is_further):
    """Who says anything; a day of birth says more than a year; else who is further on the way."""
    if other in NOTHING or one in NOTHING:
        return DROPPED if one in NOTHING and other not in NOTHING else KEPT
    if name == "birth" and bool(one[0]) != bool(other[0]):
        return KEPT if one[0] else DROPPED
    return KEPT if is_further else DROPPED


def _rows_of(model, kept, dropped, *prefetched):
    """The rows of one kind that hang on each of the two, oldest first, wrong entries with them."""
    names = [each.name for each in model._meta.get_fields() if each.name in {*RELATED, "body"} and each.is_relation]
    rows = every(model).filter(candidate__in=[kept.pk, dropped.pk]).order_by("pk").prefetch_related(*prefetched)
    found = defaultdict(list)
    for row in rows.select_related(*names) if names else rows:
        found[row.candidate_id].append(row)
    return found[kept.pk], found[dropped.pk]


def _reports(sponsorships):
    """(the sponsorship that stays, what becomes of the reports of the two) where two became one. One statement."""
    rows = defaultdict(list)
    ids = [row.pk for each in sponsorships.united for row in (each.stays, each.goes)]
    for row in SponsorReport.objects.filter(sponsorship__in=ids).order_by("pk") if ids else ():
        rows[row.sponsorship_id].append(row)
    return [(each.stays, unite(REPORTS, rows[each.stays.pk], rows[each.goes.pk])) for each in sponsorships.united]


def _count_attempts_on(own, others):
    """Votes that go over are numbered on after those that were there."""
    last = max((row.attempt for row in own), default=0)
    for row in others:
        row.attempt += last
