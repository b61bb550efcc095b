"""People brought to any stage of the way, through the verbs, with everything that each step asks for."""

from datetime import date, timedelta

from branches.access import system_user
from branches.models import Member
from recruitment.charges import set_charge
from recruitment.dossier import set_papers, set_verifications
from recruitment.facts import Step
from recruitment.models import Candidate, PaperState, Question
from recruitment.moves import BACK, EXITS, RETURNS, WAY_ON
from recruitment.registering import register_people
from recruitment.rules.papers import Group, Need, papers_of
from recruitment.rules.paths import Actor
from recruitment.rules.votes import Body, Count
from recruitment.sponsoring import assign_sponsor
from recruitment.stages import Stage
from recruitment.voting import record_vote
from recruitment.workflow import move_candidates
from tests import cast

BEGINNING = date(2022, 6, 1)
BORN = "01/02/1999"
S = Stage
DAYS = {
    S.LISTED: date(2022, 6, 10),
    S.CERTIFIED: date(2022, 7, 15),
    S.PERMITTED: date(2022, 8, 1),
    S.DOSSIER: date(2022, 8, 2),
    S.VERIFIED: date(2022, 9, 15),
    S.CELL_RESOLVED: date(2022, 10, 3),
    S.BASE_RESOLVED: date(2022, 10, 10),
    S.RECEIVED: date(2022, 10, 12),
    S.APPRAISED: date(2022, 10, 17),
    S.CONSULTED: date(2022, 10, 18),
    S.RETURNED: date(2022, 10, 19),
    S.SUBMITTED: date(2022, 10, 20),
    S.DECIDED: date(2022, 10, 27),
    S.PROBATION: date(2022, 11, 10),
    S.RECOGNITION_PROPOSED: date(2023, 11, 15),
    S.RECOGNISED: date(2023, 12, 1),
}
"""A way without fault in the tests' party, which stands on 31 December 2023."""

CELL, BASE = Count(Body.CELL, 9, present=9, yes=9), Count(Body.BASE, 11, present=10, yes=10, no=0)
STANDING = Count(Body.STANDING, 9, present=9, yes=9)
COUNTS = {S.CELL_RESOLVED: CELL, S.BASE_RESOLVED: BASE, S.DECIDED: STANDING, S.RECOGNITION_PROPOSED: CELL}


def on_the_way(branch, stage=S.INTRODUCED, name=None, **said):
    """A person at ``branch`` who has come to ``stage`` without fault; exits are taken from where most people leave."""
    said.setdefault("birth_date", BORN)
    person = cast.candidate(branch, name, **said)
    for target in road_to(stage):
        take(person, target)
    return again(person)


def crowd(branch, stage, many):
    """So many people at ``branch`` who have come to ``stage`` without fault, taken there together."""
    register_people([cast.person(branch=branch, birth_date=BORN) for _ in range(many)], by=system_user())
    people = list(Candidate.objects.order_by("-pk")[:many])
    for target in road_to(stage):
        take_all(people, target)
    return Candidate.objects.filter(pk__in=[person.pk for person in people]).select_related("branch")


def take_all(people, target, *, by=None, **said):
    for person in people:
        fill(person, target)
    return move_candidates([step(person, target, **said) for person in people], target, by=by or system_user())


def road_to(stage):
    """The stages passed on the way to ``stage``, itself the last."""
    came_from = {move.target: move.source for move in (*BACK, *EXITS, *RETURNS, *WAY_ON) if move.target != S.LISTED}
    came_from |= {S.LISTED: S.INTRODUCED, S.RECEIVED: S.BASE_RESOLVED, S.BASE_RESOLVED: S.CELL_RESOLVED}
    came_from |= {S.DECIDED: S.SUBMITTED, S.SUBMITTED: S.APPRAISED, S.APPRAISED: S.RECEIVED, S.RETURNED: S.APPRAISED}
    came_from |= {S.SECTION_REPORTED: S.CELL_RESOLVED, S.MOVED: S.LISTED, S.ADMITTED_ELSEWHERE: S.LISTED}
    came_from |= {S.CONSULTED: S.APPRAISED, S.REMOVED: S.PROBATION, S.CANCELLED: S.PROBATION}
    road = []
    while stage != S.INTRODUCED:
        road.append(stage)
        stage = came_from[stage]
    return reversed(road)


def step(person, target, **said):
    """What is said of the step to ``target`` by default: its day in ``DAYS``, a number, a vote that passed."""
    person = again(person)
    said.setdefault("on", DAYS.get(target) or (person.stage_on or BEGINNING) + timedelta(days=1))
    said.setdefault("number", f"{person.pk}-{target}")
    said.setdefault("count", COUNTS.get(target))
    said.setdefault("reason", "lý do")
    return Step(person.pk, person.stage, **said)


def take(person, target, *, by=None, despite="", **said):
    """One step, with the dossier filled first where the step asks for it."""
    fill(person, target)
    return move_candidates([step(person, target, **said)], target, by=by or system_user(), despite=despite)


def fill(person, target):
    if target == S.VERIFIED:
        complete(person, Group.CONSIDERING, on=date(2022, 9, 1))
        verify(person)
        introduce(person)
    if target == S.RECOGNITION_PROPOSED:
        complete(person, Group.PROBATION, on=date(2023, 11, 11))
    if target == S.RECOGNISED:
        voted = step(person, S.BASE_RESOLVED, on=date(2023, 11, 20))
        record_vote(voted, Question.RECOGNITION, Actor.BASE, by=system_user())


def complete(person, *groups, on, leave_out=()):
    """Every mandatory paper of ``groups`` is there since ``on``, the certificate as it is."""
    rows = [
        {
            **{"kind": paper.key, "ordinal": n, "state": PaperState.COMPLETE},
            **{"number": "", "dated_on": on, "signer": "", "place": ""},
        }
        for paper in papers_of(*groups)
        for n in range(1, paper.copies + 1)
        if paper.need == Need.MANDATORY and paper.key != "certificate" and paper.key not in leave_out
    ]
    set_papers(person.pk, rows, again(person).version, by=system_user())


def verify(person, on=date(2022, 9, 10)):
    row = {"relation": "self", "place": "Xã Bắc", "is_abroad": False, "sent_on": date(2022, 8, 10)}
    row |= {"answered_on": on, "done_by": "Chi ủy", "waived_by": ""}
    set_verifications(person.pk, [row], again(person).version, by=system_user())


def introduce(person, on=date(2022, 6, 20), many=2):
    """So many full members of the cell introduce the person, whom they have known for years."""
    for n in range(person.sponsorships.open().count() + 1, many + 1):
        sponsor(person, member_of(again(person).branch, n), assigned_on=on)


def sponsor(person, member, *, by=None, **said):
    """Assign ``member`` as one who introduces, unless ``said`` otherwise."""
    said = {
        **{"role": "introduces", "assigned_on": date(2022, 6, 20), "number": "02-NQ", "known_since": date(2019, 1, 1)},
        **{"waived_by": "", "is_relative": False},
        **said,
    }
    return assign_sponsor(person.pk, member, said, again(person).version, by=by or system_user())


def put_in_charge(pk, matter, name, note, *, by):
    """Say who sees to a matter, on a page that is fresh."""
    return set_charge(pk, matter, name, note, Candidate.with_void.get(pk=pk).version, by=by)


def member_of(branch, n):
    """The n-th member of a cell, full for years."""
    code = f"{branch.code}-{n}"
    return Member.objects.filter(code=code).first() or cast.member(branch, f"Lê Minh Họa {n}", code=code)


def again(person):
    return Candidate.with_void.select_related("branch").get(pk=person.pk)
