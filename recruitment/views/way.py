"""What the page of a person says of the way: where the person stands, what comes next, what lies in the dossier."""

from django.urls import reverse

from branches.access import Action, may
from config import installation

from ..conditions import cases_of
from ..folder import folder_of
from ..lacks import lack_of
from ..models import Case, Consent
from ..outlook import outlook_of
from ..rules.paths import Actor
from ..stages import EXITS, OPEN, Stage
from ..timeline import last_free_day, may_correct, may_enter_at, timeline_of, votes_of

PAGES = {
    "person": "person_edit",
    "papers": "person_papers",
    "verification": "person_verifications",
    "consents": "person_consents",
    "vote": "person_vote",
    "sponsors": "sponsor_assign",
}
"""Where the part of a person that a Lack names is entered."""


def way_of(person, *, by, gathered=None):
    """What the templates of the page ask for. Sixteen statements at most, however much there is to tell."""
    with installation.read_once():
        outlook = outlook_of(person, by=by, gathered=gathered)
        facts = outlook.facts
        may_move = may(by, Action.MOVE_PEOPLE, person.branch) and not person.is_void
        shortfalls = [(each, lack_of(each)) for each in person.shortfalls.select_related("change")]
        return {
            "outlook": outlook,
            "stage": facts.stage,
            "is_out": facts.stage in EXITS,
            "days": (facts.day - person.stage_on).days if person.stage_on else None,
            "place_on_bar": _place(outlook.bar),
            "others": [offer for offer in outlook.others if offer.may],
            "entered_at": entered_at(person),
            "open_shortfalls": [(each, lack) for each, lack in shortfalls if not each.cured_on],
            "cured_shortfalls": [(each, lack) for each, lack in shortfalls if each.cured_on],
            "sections": folder_of(facts),
            "absences": facts.gathered.absences[person.pk],
            "may_leave": may_move and facts.absence is None and facts.stage in OPEN,
            "sponsors": [each for each in facts.sponsorships if each.is_open],
            "past_sponsors": [each for each in facts.sponsorships if not each.is_open],
            "verifications": facts.verifications,
            "consents": [facts.consents.get(case) or Consent(case=Case(case)) for case in cases_of(facts)],
            "votes": votes_of(facts, by=by),
            "timeline": timeline_of(facts, by=by),
            "may_move": may_move,
            "may_enter_at": may_move and may_enter_at(facts),
            "may_correct": _may_correct(facts, by),
            "last_free_day": last_free_day(facts),
            "may_vote": not person.is_void and _may_vote(facts, by),
        }


def entered_at(person):
    """{part of a person that a Lack names: the address where it is entered}"""
    return {part: reverse(f"recruitment:{name}", args=[person.pk]) for part, name in PAGES.items()}


def _place(bar):
    """Which of the bar's stages the person stands at, counted from 1; None off the way."""
    return next((place for place, mark in enumerate(bar, start=1) if mark.is_now), None)


def _may_correct(facts, by):
    person = facts.candidate
    return bool(facts.changes) and not person.is_void and may_correct(facts, by=by)


def _may_vote(facts, by):
    """Whether the base committee's vote on the recognition, which moves nobody, is recorded here."""
    is_asked = facts.stage == Stage.RECOGNITION_PROPOSED and facts.path.voting is not None
    return is_asked and may(by, Action.MOVE_PEOPLE, facts.branch_of(Actor.BASE))
