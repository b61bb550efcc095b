"""Many people in one step: what it costs, and what a meeting leaves behind."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from recruitment.models import Resolution
from recruitment.stages import Stage
from recruitment.workflow import MoveRefused, move_candidates
from tests import way

MORE_AT_MOST = 30


def cost(people, target):
    steps = [way.step(person, target) for person in people]
    with CaptureQueriesContext(connection) as asked:
        move_candidates(steps, target, by=system_user())
    return len(asked)


@pytest.mark.parametrize(
    "target", [Stage.LISTED, Stage.CERTIFIED, Stage.PERMITTED, Stage.CELL_RESOLVED, Stage.DECIDED, Stage.PROBATION]
)
def test_fifty_cost_hardly_more_than_one(party, target):
    source = list(way.road_to(target))[-2:-1]
    people = list(way.crowd(party.hill, *(source or [Stage.INTRODUCED]), 51))
    one, fifty = cost(people[:1], target), cost(people[1:], target)
    assert fifty <= one + MORE_AT_MOST


def test_a_decision_may_bear_a_later_day_than_its_meeting(party):
    person = way.on_the_way(party.hill, Stage.SUBMITTED)
    way.take(person, Stage.DECIDED, on=date(2022, 10, 28), held_on=date(2022, 10, 25))
    vote = Resolution.objects.filter(candidate=person).last()
    assert vote.held_on == date(2022, 10, 25)
    assert person.admissions.get().decision_on == date(2022, 10, 28)


def test_no_document_is_older_than_its_meeting(party):
    person = way.on_the_way(party.hill, Stage.SUBMITTED)
    with pytest.raises(MoveRefused) as refused:
        way.take(person, Stage.DECIDED, on=date(2022, 10, 24), held_on=date(2022, 10, 25), despite="đã ký")
    assert [lack.key for lack in refused.value.lacks[person.pk]] == ["meeting_after_document"]
