"""Votes of bodies on people: counted by the rules, kept whether they passed or failed."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.names import clean
from config.clock import today
from config.refusal import Problem, Refused

from .closed import refuse_closed, touched
from .dossier import lay_in_dossier
from .facts import facts_of
from .lacks import lack
from .models import Candidate, Paper, Question, Resolution
from .rules.paths import Actor
from .rules.requirements import FAILED_VOTES
from .rules.votes import Body, Count
from .stages import Stage

PAPERS = {(Question.RECOGNITION, Actor.BASE): "recognition_base_resolution"}
"""The papers that votes which move nobody leave in the dossier."""

LONGEST_REASON = Resolution._meta.get_field("void_reason").max_length
SAID = (
    *("question", "body", "branch", "held_on", "number", "attempt", "members", "excluded"),
    *("present", "present_probationary", "yes", "no", "blank", "has_passed"),
)


@dataclass
class Votes:
    """The votes that come with steps: {facts: unsaved Resolution}, and for whom the case goes up all the same."""

    rows: dict = field(default_factory=dict)
    gone_up: set = field(default_factory=set)

    @classmethod
    def of(cls, moves, facts):
        votes = cls()
        for move, each in zip(moves, facts, strict=True):
            if move.question and each.step.count:
                votes._take(move, each)
        return votes

    def _take(self, move, facts):
        held_on, number = facts.step.held_on or facts.day, facts.step.number
        row = resolution(facts, move.question, facts.step.count, facts.branch_of(move.actor), held_on, number)
        self.rows[facts] = row
        is_last = failed_before(facts, row) + 1 >= facts.limits().failed_votes.value
        if not row.has_passed and is_last and move.actor != Actor.DECIDER:
            self.gone_up.add(facts)

    def keeps_back(self, facts):
        """Whether the person stays, because the vote failed; after the third failed vote the case goes up all the same
        (Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.2.3), but never past the committee that decides.
        """
        return facts in self.rows and not self.rows[facts].has_passed and facts not in self.gone_up

    def lacks(self, facts):
        if facts in self.gone_up:
            yield lack("vote_failed", FAILED_VOTES.source_on(facts.day), vote=facts.step.count.in_words())

    def reason(self, facts):
        return (
            _("The share was not reached in the last vote allowed: the case goes up.") if facts in self.gone_up else ""
        )

    def write(self, changes, *, by):
        """``changes``: {candidate: the step that the vote carried}."""
        for row in self.rows.values():
            row.change = changes.get(row.candidate)
        _write(list(self.rows.values()), by)


def resolution(facts, question, count: Count, branch, held_on, number=""):
    """An unsaved Resolution of what a body has voted."""
    row = Resolution(
        candidate=facts.candidate,
        question=question,
        body=count.body,
        branch=branch,
        held_on=held_on,
        number=number,
        members=count.members,
        excluded={reason: n for reason, n in count.excluded.items() if n},
        present=count.present,
        present_probationary=count.present_probationary,
        yes=count.yes,
        no=count.no,
        blank=count.blank,
        has_passed=count.passed,
    )
    row.attempt = max((vote.attempt for vote in _same(facts, row)), default=0) + 1
    return row


def failed_before(facts, row):
    """How often the same body has failed on the same question since it last agreed, or the person was last listed."""
    since = facts.day_of(Stage.LISTED)
    votes = [vote for vote in _same(facts, row) if since is None or vote.held_on >= since]
    passed = [place for place, vote in enumerate(votes) if vote.has_passed]
    return len(votes[passed[-1] + 1 :] if passed else votes)


def _same(facts, row):
    return [vote for vote in facts.votes_on(row.question, row.body) if vote.branch_id == row.branch_id]


@transaction.atomic
def record_vote(step, question, actor, *, by):
    """Write down a vote that moves nobody, as that of a base committee on a recognition. Returns the Resolution.

    Raises Refused for numbers that cannot have been and a meeting in the future, PermissionDenied.
    """
    person = _locked(step.candidate_id)
    (facts,) = facts_of([step], {person.pk: person})
    branch = facts.branch_of(actor)
    require(by, Action.MOVE_PEOPLE, branch)
    problems = [Problem(person.pk, "count", problem) for problem in step.count.problems()]
    if step.on > today():
        problems.append(Problem(person.pk, "on", _("The day lies in the future.")))
    if problems:
        raise Refused(problems)
    refuse_closed(touched(person.pk, branch, step.on), by=by)
    row = resolution(facts, question, step.count, branch, step.on, step.number)
    _write([row], by)
    if kind := PAPERS.get((question, actor)):
        lay_in_dossier([Paper(candidate=person, kind=kind, number=step.number, dated_on=step.on)])
    return row


@transaction.atomic
def strike_vote(pk, reason, *, by):
    """Strike out a vote that was written down wrongly and carried no step; it no longer counts as an attempt.

    Returns the Resolution. Raises Refused without a reason, and for a vote that carried a step: that is corrected with
    its step; PermissionDenied.
    """
    row = Resolution.with_void.select_related("branch", "candidate__branch").get(pk=pk)
    _locked(row.candidate_id)
    row.refresh_from_db()
    action, where = right_to_strike(row)
    require(by, action, where)
    if row.is_void:
        return row
    if row.change_id:
        raise Refused([Problem(row, "", _("This vote carried a step: correct the step, and the vote goes with it."))])
    if not (reason := clean(reason)):
        raise Refused([Problem(row, "reason", _("Say in a few words why the entry was wrong."))])
    refuse_closed(touched(row, row.branch, row.held_on, field=""), by=by)
    _strike([row], reason, by)
    return row


def right_to_strike(row):
    """(what the role must allow, where): as for writing the vote down."""
    if row.body in {Body.STANDING, Body.COMMITTEE}:
        return Action.RECORD_ADMISSION, row.candidate.branch
    return Action.MOVE_PEOPLE, row.branch


def strike_votes_of(changes, reason, *, by):
    """The votes that carried ``changes`` go with them; for the verb that corrects steps."""
    _strike(list(Resolution.objects.filter(change__in=changes).select_related("candidate__branch")), reason, by)


def _strike(rows, reason, by):
    for row in rows:
        row.is_void, row.void_reason = True, reason[:LONGEST_REASON]
    Resolution.with_void.bulk_update(rows, ["is_void", "void_reason"])
    values = {"is_void": [False, True], "void_reason": ["", reason[:LONGEST_REASON]]}
    record([Trace(Act.VOIDED, row, row.candidate.branch, values) for row in rows], by=by)


def _locked(pk):
    """The person, once nobody else can move or vote on them."""
    person = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    if person.is_void:
        raise Refused([Problem(pk, "", _("This person was struck out as a wrong entry: restore it first."))])
    return person


def count_of(row) -> Count:
    """The numbers of a Resolution, to be counted again."""
    return Count(
        Body(row.body), row.members, row.excluded, row.present, row.present_probationary, row.yes, row.no, row.blank
    )


def _write(rows, by):
    Resolution.objects.bulk_create(rows)
    record([Trace(Act.CREATED, row, row.candidate.branch, changes(None, said_of(row, SAID))) for row in rows], by=by)
