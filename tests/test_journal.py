"""What an act did, kept row by row, can be undone as long as nothing was built on it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.journal import BuiltOn, differences, images, pack, undo, unpack
from branches.models import Branch, BranchPlacement, Member
from branches.placing import Draft, astray, place_branches
from recruitment.models import Admission, Candidate, StageChange, Tag
from recruitment.registering import Person, register_people
from tests import cast

PEOPLE = (Candidate, Candidate.tags.through, Admission, Admission.tags.through, StageChange)
EVERYTHING = (Branch, BranchPlacement, Member, *PEOPLE)


def everything():
    return [model._base_manager.all() for model in EVERYTHING]


def done_by(act):
    before = images(everything())
    act()
    return before, unpack(pack(differences(before, images(everything()))))


def without_versions(rows):
    return {key: {name: value for name, value in row.items() if name != "version"} for key, row in rows.items()}


def admit(party, name="Y Minh Họa", code="QC1"):
    person = Person(
        name,
        party.hill,
        code=code,
        profile={"birth_year": 1990},
        admission={"decision_on": date(2023, 2, 1)},
        tags=("Dân quân",),
    )
    return lambda: register_people([person], by=system_user())


def test_what_was_made_is_gone_again(party):
    before, lines = done_by(admit(party))
    assert {line.model.split(".")[1] for line in lines} == {model._meta.model_name for model in PEOPLE}
    undo(lines)
    assert images(everything()) == before
    assert Tag.objects.get().name == "Dân quân"  # not among what was kept


def test_what_was_changed_is_as_before_but_its_version_goes_on(party):
    person = cast.candidate(party.hill, "A Thử")
    before, lines = done_by(
        lambda: register_people([Person("A Thử Sáu", party.moor, code=person.code)], by=system_user())
    )
    undo(lines)
    assert without_versions(images(everything())) == without_versions(before)
    person.refresh_from_db()
    assert person.version == 3


def test_branches_that_were_founded_and_those_they_carried_along_hang_as_before(party):
    details = {"kind": "base", "name": "Đảng bộ xã Mới", "parent": "COUNTRY", "setting": "commune"}
    drafts = [
        Draft("NEW", date(2023, 5, 1), details=details),
        Draft("HILL", date(2023, 6, 1), details={"parent": "NEW"}),
    ]
    before, lines = done_by(lambda: place_branches(drafts, by=system_user()))
    undo(lines)
    assert images(everything()) == before


def test_a_row_that_somebody_changed_since_stays_and_so_does_all_the_rest(party):
    _before, lines = done_by(admit(party))
    Candidate.objects.update(residence="Thôn 7")
    after = images(everything())
    with pytest.raises(BuiltOn) as built:
        undo(lines)
    assert [str(row) for row in built.value.rows] == ["Y Minh Họa (1990)"]
    assert images(everything()) == after


def test_a_row_that_others_were_hung_on_stays(party):
    _before, lines = done_by(admit(party))
    Candidate.objects.get().papers.create(kind="certificate")
    with pytest.raises(BuiltOn):
        undo(lines)


def test_a_branch_founded_since_below_one_that_moved_is_not_left_behind(party):
    _before, lines = done_by(
        lambda: place_branches([Draft("NORTH", date(2023, 1, 1), details={"parent": "SOUTH"})], by=system_user())
    )
    cast.village("NEWC", "NORTH")
    after = images(everything())
    with pytest.raises(BuiltOn) as built:
        undo(lines)
    assert [str(row) for row in built.value.rows] == ["Tổ chức NEWC"]
    assert images(everything()) == after


def test_a_branch_that_would_hang_below_itself_stays_where_it_is(party):
    _before, lines = done_by(
        lambda: place_branches([Draft("HILL", date(2023, 1, 1), details={"parent": "COUNTRY"})], by=system_user())
    )
    place_branches([Draft("NORTH", date(2023, 2, 1), details={"parent": "HILL"})], by=system_user())
    with pytest.raises(BuiltOn):
        undo(lines)


def test_a_branch_founded_since_below_one_that_was_renamed_does_no_harm(party):
    details = {"name": "Đảng bộ xã Bắc Mới"}
    _before, lines = done_by(lambda: place_branches([Draft("NORTH", None, details=details)], by=system_user()))
    new = cast.village("NEWC", "NORTH")
    undo(lines)
    assert Branch.objects.get(code="NORTH").name == party.north.name
    assert new in Branch.objects.filter(parent=party.north)
    assert astray() == []


def test_rows_that_were_deleted_come_back(party):
    admit(party)()
    tags = Candidate.tags.through.objects
    before, lines = done_by(lambda: tags.all().delete())
    assert tags.count() == 0
    undo(lines)
    assert images(everything()) == before


def test_a_moment_comes_back_to_the_microsecond(party):
    admit(party)()
    moment = datetime(2023, 2, 1, 8, 30, 15, 451730, tzinfo=UTC)
    StageChange.objects.update(at=moment)
    _before, lines = done_by(lambda: StageChange.objects.update(reason="khác"))
    undo(lines)
    assert StageChange.objects.values_list("at", "reason").get() == (moment, "")


def test_undoing_costs_the_same_for_one_row_and_for_many(party):
    costs = []
    for names in (["Một"], ["Hai", "Ba", "Bốn"]):
        acts = [admit(party, name, name) for name in names]
        _before, lines = done_by(lambda acts=acts: [act() for act in acts])
        with CaptureQueriesContext(connection) as queries:
            undo(lines)
        costs.append(len(queries))
    assert costs[0] == costs[1]
