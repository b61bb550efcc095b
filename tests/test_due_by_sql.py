"""What is due is what one hand-written statement finds, person for person, on random people; and what ``Facts`` say."""

import pytest
from django.db import connection

from recruitment.clocks import Deadlines, running_clock
from recruitment.days_off import days_off
from recruitment.due import Matter, due_among
from recruitment.facts import facts_today
from recruitment.models import Candidate
from recruitment.starts import starts_of
from tests.due_by_sql import due_by_sql
from tests.province import TODAY, Province

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(2, 12))]


@pytest.fixture
def province(party, clock):
    """``province(seed)``: 600 people for whom something is to be done, everywhere on the way."""
    clock(TODAY.year, TODAY.month, TODAY.day)

    def fill(seed):
        Province([party.hill, party.moor, party.dale], seed).fill(600)
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
        return party.country

    return fill


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_due_is_what_one_statement_finds(seed, province):
    if connection.vendor != "postgresql":
        pytest.skip("the statement is written for PostgreSQL")
    root = province(seed)
    found = [(each.person_id, each.matter.value, each.deadline.day) for each in due_among(Candidate.objects.all())]
    asked = due_by_sql(root, TODAY)
    assert len(found) > 100
    assert {matter for _person, matter, _day in found} == {*Matter.values}
    assert sorted(found) == sorted(asked)
    assert [(day, person) for person, _matter, day in found] == [(day, person) for person, _matter, day in asked]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_read_of_many_at_once_is_what_the_page_of_a_person_says(seed, province):
    province(seed)
    deadlines, known = Deadlines(days_off()), {each.person_id: each for each in starts_of(Candidate.objects.all())}
    everybody = {facts.candidate.pk: facts for facts in facts_today(Candidate.objects.select_related("branch"))}
    assert known
    for pk, each in known.items():
        facts = everybody[pk]
        assert running_clock(each, deadlines) == running_clock(facts, deadlines)
        assert each.certified_on in (None, _newest(facts))
        assert each.away_since == (facts.absence and facts.absence.heard_of_on)


def _newest(facts):
    return max((paper.dated_on for paper in facts.complete("certificate") if paper.dated_on), default=None)
