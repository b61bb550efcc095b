"""Every pair of stages: what the table lists is done and written once, everything else is refused and writes nothing."""

import pytest

from branches.access import system_user
from branches.kinds import Kind
from branches.models import AuditEntry
from recruitment.facts import Step, facts_of
from recruitment.models import Admission, Candidate, Resolution, Shortfall, StageChange
from recruitment.moves import MOVES, find_move, moves_from, stages_on
from recruitment.stages import WAY, Stage
from recruitment.workflow import MoveRefused, move_candidates
from tests import cast, way


def path_of(person):
    (facts,) = facts_of([Step(person.pk, person.stage, on=way.BEGINNING)], {person.pk: person})
    return facts.path


def written():
    return [model.objects.count() for model in (StageChange, AuditEntry, Admission, Resolution, Shortfall)]


@pytest.mark.parametrize("source", [stage for stage in Stage if stage != Stage.SECTION_REPORTED])
def test_every_pair_of_stages(source, party):
    every_pair_from(way.on_the_way(party.hill, source), source)


@pytest.mark.parametrize("source", [Stage.CELL_RESOLVED, Stage.SECTION_REPORTED, Stage.BASE_RESOLVED])
def test_every_pair_of_stages_where_a_division_reports_first(source, party):
    cast.place("DIVISION", Kind.DIVISION, party.north, since="01/01/2020")
    person = way.on_the_way(cast.cell("BELOW", "DIVISION", since="01/01/2020"), Stage.CELL_RESOLVED)
    for target in (Stage.SECTION_REPORTED, Stage.BASE_RESOLVED):
        if way.again(person).stage != source:
            lines = StageChange.objects.count()
            way.take(person, target, on=way.DAYS[Stage.BASE_RESOLVED])
            assert StageChange.objects.count() == lines + 1
    every_pair_from(way.again(person), source)


@pytest.mark.parametrize("source", [Stage.CELL_RESOLVED, Stage.RECEIVED])
def test_every_pair_of_stages_where_the_cell_reports_straight_to_the_one_that_decides(source, party):
    alone = cast.place("ALONE", Kind.BASE_CELL, party.country, since="01/01/2020")
    person = way.on_the_way(alone, Stage.CELL_RESOLVED)
    if source == Stage.RECEIVED:
        way.take(person, source)
    every_pair_from(way.again(person), source)


def every_pair_from(person, source):
    path = path_of(person)
    listed = {move.target for move in moves_from(source, path)}
    for target in Stage:
        before = written()
        if target in listed:
            continue
        with pytest.raises(MoveRefused):
            move_candidates([way.step(person, target)], target, by=system_user(), despite="đã ký")
        assert written() == before
        assert way.again(person).stage == source


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.source}-{move.target}")
def test_every_listed_step_writes_one_line_and_one_entry_of_the_audit(move, party):
    if "section_reported" in (move.source, move.target):
        pytest.skip("the tests' party has no division: see above")
    person = way.on_the_way(party.hill, move.source)
    if not move.on(path_of(person)):
        pytest.skip("this path has no such step")
    way.fill(person, move.target)
    on = max(way.DAYS.get(move.target) or way.BEGINNING, way.again(person).stage_on or way.BEGINNING)
    lines = StageChange.objects.count()
    try:
        way.take(person, move.target, on=on, despite="đã ký")
    except MoveRefused:
        assert (move.source, move.target) in {(Stage.RETURNED, place) for place in NOT_ITS_PLACE}
        return
    assert StageChange.objects.count() == lines + 1
    assert AuditEntry.objects.filter(act="moved", object_id=person.pk).count() == lines + 1
    line = StageChange.objects.last()
    assert (line.source, line.target, way.again(person).stage) == (move.source, move.target, move.target)


NOT_ITS_PLACE = {Stage.RECEIVED, Stage.CONSULTED, Stage.SUBMITTED}
"""The tests' dossier was returned while it was being appraised."""


def test_no_step_stands_in_the_table_twice():
    pairs = [(move.source, move.target, move.on) for move in MOVES]
    assert len(pairs) == len(set(pairs))


def test_the_bar_of_progress_is_the_straight_way_of_the_path(party):
    person = way.on_the_way(party.hill)
    shown = stages_on(path_of(person))
    assert shown == [stage for stage in WAY if stage not in {Stage.SECTION_REPORTED, Stage.RETURNED, Stage.CONSULTED}]


def test_a_step_that_the_path_does_not_have_is_not_shown(party):
    person = way.on_the_way(party.hill, Stage.CELL_RESOLVED)
    path = path_of(person)
    assert {move.target for move in moves_from(Stage.CELL_RESOLVED, path) if not move.is_exit} == {
        Stage.BASE_RESOLVED,
        Stage.DECIDED,
    }
    assert find_move(Stage.CELL_RESOLVED, Stage.RECEIVED, path) is None


def test_the_last_line_of_the_log_is_where_the_person_stands(party):
    for stage in (Stage.LISTED, Stage.SUBMITTED, Stage.RECOGNISED, Stage.DROPPED):
        way.on_the_way(party.hill, stage)
    for person in Candidate.objects.all():
        last = person.stage_changes.last()
        assert (person.stage, person.stage_on) == (last.target, last.on)
