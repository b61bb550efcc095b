"""All that a rule may ask about a person, gathered for many at once. A fixed number of statements."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from branches.models import Branch
from branches.tree import Lines, line_on
from config import installation
from config.clock import today

from . import stage_log
from .gathered import Gathered
from .limits import BASE_VOTES_FIRST, SPECIAL_AREA, limits_on
from .models import (
    Admission,
    Candidate,
    SponsorRole,
    StageChange,
    Term,
)
from .models.dossier import PaperState
from .rules.paths import Path, path_of
from .rules.votes import Count
from .stages import WAY, Stage


@dataclass(frozen=True, eq=False)
class Step:
    """What is said of one person: that something was done ``on`` a day, with which document and which vote.

    ``seen``: the stage that the person stood in when this was typed. ``received_on``: the day on which a decision came
    to those who hold the ceremony. ``held_on``: the day of the meeting that voted, where the document bears a later one.
    """

    candidate_id: int
    seen: Stage
    on: date
    number: str = ""
    count: Count | None = None
    reason: str = ""
    received_on: date | None = None
    held_on: date | None = None


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of one person when a step is to be taken. ``branches``: the organisations of the path as they are
    today, by id. What lies in rows is read when it is asked for.
    """

    step: Step
    candidate: Candidate
    path: Path
    branches: Mapping[int, Branch]
    gathered: Gathered
    is_number_taken: bool = False

    @property
    def papers(self):
        """{(kind, ordinal): Paper}"""
        return {(paper.kind, paper.ordinal): paper for paper in self.gathered.papers[self.candidate.pk]}

    @property
    def verifications(self):
        return self.gathered.verifications[self.candidate.pk]

    @property
    def consents(self):
        """{case: Consent}"""
        return {consent.case: consent for consent in self.gathered.consents[self.candidate.pk]}

    @property
    def resolutions(self):
        """Oldest first."""
        return self.gathered.resolutions[self.candidate.pk]

    @property
    def changes(self):
        """Oldest first."""
        return self.gathered.changes[self.candidate.pk]

    @property
    def course(self):
        """Those of ``changes`` that hold, since the person was last listed anew."""
        return stage_log.since_listed_anew(stage_log.that_hold(self.changes))

    @property
    def admission(self):
        """The last one that stands; None of none."""
        return next(reversed(self.gathered.admissions[self.candidate.pk]), None)

    @property
    def absence(self):
        """The open one; None while the person is here."""
        return next((each for each in self.gathered.absences[self.candidate.pk] if each.is_open), None)

    @property
    def sponsorships(self):
        """Oldest first, those that ended too."""
        return self.gathered.sponsorships[self.candidate.pk]

    @property
    def introducers(self):
        """The sponsorships of those who introduced the person on the day."""
        return [each for each in self.sponsorships if each.role == SponsorRole.INTRODUCES and each.held_on(self.day)]

    @property
    def days_off(self):
        return self.gathered.days_off

    @property
    def deadlines(self):
        return self.gathered.deadlines

    @property
    def is_special_area(self):
        return installation.value_of(SPECIAL_AREA)

    @property
    def day(self):
        return self.step.on

    @property
    def stage(self):
        return Stage(self.candidate.stage)

    def limits(self, started=None):
        """The rule set of a clock that ``started`` then; without a day, the one in force on the day of the act."""
        return limits_on(started or self.day)

    def day_of(self, *stages):
        """The day on which the person last came to one of ``stages`` on this course; None where nothing says so."""
        return stage_log.last_day(self.course, *stages)

    @property
    def resolved_on(self):
        return self.day_of(Stage.CELL_RESOLVED)

    @property
    def decided_on(self):
        return self.admission and self.admission.decision_on

    @property
    def ceremony_on(self):
        return self.admission and self.admission.ceremony_on

    @property
    def proposed_on(self):
        return self.day_of(Stage.RECOGNITION_PROPOSED)

    def has_passed(self, stage):
        """Whether the person came to ``stage`` on this course, or stood further on already when following began."""
        entered = [change.target for change in self.course if change.way == StageChange.Way.ENTRY]
        further = any(WAY.index(target) > WAY.index(stage) for target in entered if target in WAY)
        return further or self.day_of(stage) is not None

    def branch_of(self, actor):
        """The organisation that acts, as it is today."""
        return self.branches[self.path.place_of(actor).branch_id]

    def complete(self, kind):
        """The papers of a kind that were there on the day."""
        return self._in_state(kind, {PaperState.COMPLETE})

    def settles(self, kind):
        """Whether nobody need think of this paper any more: it was there on the day, or does not apply."""
        return bool(self._in_state(kind, {PaperState.COMPLETE, PaperState.NOT_NEEDED}))

    def _in_state(self, kind, states):
        """Those of a kind; what bears a later date than the day of the act was not there yet."""
        of_kind = [paper for (key, _n), paper in self.papers.items() if key == kind and paper.state in states]
        return [paper for paper in of_kind if not paper.dated_on or paper.dated_on <= self.day]

    def votes_on(self, question, body):
        """The votes of a body on a question, oldest first."""
        return [vote for vote in self.resolutions if vote.question == question and vote.body == body]

    @property
    def returned_from(self):
        """The place at the department's desk that a returned dossier keeps."""
        return next((change.source for change in reversed(self.course) if change.target == Stage.RETURNED), None)


def facts_of(steps, people, *, target=None):
    """``Facts`` for each of ``steps``, in order. ``people``: the candidates by id, with their branches.

    Thirteen statements at most, however many there are.
    """
    paths, branches = _paths(steps, people)
    taken = _numbers_taken(steps, paths, branches) if target == Stage.DECIDED else ()
    gathered = Gathered(people)
    return [
        Facts(step, people[step.candidate_id], paths[step], branches, gathered, is_number_taken=step in taken)
        for step in steps
    ]


def path_on(person, day):
    """The path of a person as it was on a ``day``. One statement, three where the cell hung elsewhere then."""
    return path_of(line_on(person.branch, day), day, base_votes_first=installation.value_of(BASE_VOTES_FIRST))


def facts_today(people, *, gathered=None):
    """``Facts`` for each of ``people`` (candidates with their branches) if something were done today. One statement
    before anything is asked of them.
    """
    steps = [Step(person.pk, person.stage, on=today()) for person in people]
    branches = Branch.objects.in_bulk({pk for person in people for pk in _ids(person.branch.path)})
    gathered = gathered or Gathered([person.pk for person in people])
    base_votes_first = installation.value_of(BASE_VOTES_FIRST)
    lines = {person.branch_id: _line(person.branch, branches) for person in people}
    paths = {pk: path_of(line, today(), base_votes_first=base_votes_first) for pk, line in lines.items()}
    return [
        Facts(step, person, paths[person.branch_id], branches, gathered)
        for step, person in zip(steps, people, strict=True)
    ]


def _ids(path):
    return [int(part) for part in path.split("/")[1:-1]]


def _line(branch, branches):
    """A branch and those above it today, upwards."""
    return tuple(Standing.of(branches[pk]) for pk in reversed(_ids(branch.path)))


class Standing(NamedTuple):
    """What an organisation is today, as a path asks (``rules.paths.Place``)."""

    branch_id: int
    name: str
    kind: str
    setting: str
    admits: str

    @classmethod
    def of(cls, branch):
        return cls(branch.pk, branch.name, branch.kind, branch.setting, branch.admits)


def _paths(steps, people):
    """The path of each step as it was on the day of the act, and all their organisations. Three statements."""
    paths = _paths_of(steps, people)
    return paths, Branch.objects.in_bulk({place.branch_id for path in paths.values() for place in path.places()})


def _paths_of(steps, people):
    lines = Lines({candidate.branch_id for candidate in people.values()})
    base_votes_first = installation.value_of(BASE_VOTES_FIRST)
    return {
        step: path_of(
            lines.up_from(people[step.candidate_id].branch_id, step.on), step.on, base_votes_first=base_votes_first
        )
        for step in steps
    }


def _numbers_taken(steps, paths, branches):
    """Those of ``steps`` whose decision bears a number that its committee used before in the same term, or twice here.

    Numbers run on for a type of document and a term (DOMAIN 9.5). Two statements.
    """
    numbers = Counter(step.number for step in steps if step.number)
    others = Admission.objects.filter(decision_number__in=numbers, decision_on__isnull=False)
    others = others.exclude(candidate__in=[step.candidate_id for step in steps]).values_list(
        "decision_number", "decision_on", "branch__path"
    )
    used = list(others)
    terms = [(term.first, term.last) for term in Term.objects.all()] if used else []

    def is_taken(step):
        decider = paths[step].decider
        below = branches[decider.branch_id].path if decider else ""
        return any(
            number == step.number and path.startswith(below) and _in_one_term(terms, day, step.on)
            for number, day, path in used
        )

    return {step for step in steps if step.number and (numbers[step.number] > 1 or is_taken(step))}


def _in_one_term(terms, one, other):
    """Whether two days lie in one term; where no term is known for either, whether they lie in one year."""
    known = [(first <= one <= last, first <= other <= last) for first, last in terms]
    return any(map(all, known)) if any(map(any, known)) else one.year == other.year
