"""The one writer of the tree keeps history: no gap, no overlap, no loop, never in the future."""

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import system_user
from branches.kinds import Kind
from branches.models import Branch, BranchPlacement
from branches.placing import Draft, place_branches
from config.refusal import Refused
from tests import cast
from tests.worlds import random_world


def history(code):
    rows = BranchPlacement.objects.filter(branch__code=code).order_by("valid_from")
    return [(row.valid_from, row.name, row.parent and row.parent.code) for row in rows]


def refused(*drafts):
    before = list(BranchPlacement.objects.order_by("pk").values())
    with pytest.raises(Refused) as refusal:
        place_branches(drafts, by=system_user())
    assert list(BranchPlacement.objects.order_by("pk").values()) == before
    return [(problem.row.code, problem.field) for problem in refusal.value.problems]


def check_history():
    """Placements tile each branch's life, agree with its columns, and paths are the parents' paths of that day."""
    for branch in Branch.objects.all():
        rows = list(branch.placements.order_by("valid_from"))
        assert (rows[0].valid_from, rows[-1].valid_to) == (branch.valid_from, branch.valid_to)
        assert all(one.valid_to == other.valid_from for one, other in pairwise(rows))
        assert (rows[-1].path, rows[-1].parent_id, rows[-1].name) == (branch.path, branch.parent_id, branch.name)
        for row in rows:
            assert row.path == _path_above(row) + f"{branch.pk}/"


def _path_above(row):
    """The parent's path on that day; of a parent that is younger, its first one."""
    if row.parent is None:
        return "/"
    lines = BranchPlacement.objects.filter(branch=row.parent).order_by("valid_from")
    return (lines.in_force(row.valid_from).first() or lines.first()).path


def test_a_change_from_a_day_keeps_what_was(party):
    cast.place("HILL", since="01/06/2023", name="Chi bộ thôn Đồi Cao")
    assert [name for _first, name, _parent in history("HILL")] == ["Chi bộ thôn Đồi", "Chi bộ thôn Đồi Cao"]
    assert Branch.objects.get(code="HILL").name == "Chi bộ thôn Đồi Cao"
    check_history()


def test_the_same_first_day_corrects(party):
    cast.place("HILL", name="Chi bộ thôn Đồi Thấp")
    assert [name for _first, name, _parent in history("HILL")] == ["Chi bộ thôn Đồi Thấp"]


def test_what_hangs_below_moves_along_and_says_nothing_new(party):
    cast.place("NORTH", parent=party.south, since="01/06/2023")
    assert BranchPlacement.objects.get(branch=party.hill, valid_from="2023-06-01").is_carried
    check_history()
    assert place_branches([Draft("HILL", details={"name": "Chi bộ thôn Đồi"})], by=system_user()) == {"unchanged": 1}


def test_placing_twice_changes_nothing(party):
    drafts = [Draft("NEW", None, None, {"kind": Kind.CELL, "name": "Cũ", "parent": "NORTH"})]
    drafts.append(Draft("NEW", cast.day("01/06/2023"), cast.day("30/11/2023"), {"name": "Mới"}))
    assert place_branches(drafts, by=system_user()) == {"created": 1, "changed": 1}
    rows = list(BranchPlacement.objects.order_by("pk").values())
    assert place_branches(drafts, by=system_user()) == {"unchanged": 2}
    assert list(BranchPlacement.objects.order_by("pk").values()) == rows


def test_two_moves_cannot_make_a_loop(party):
    assert refused(Draft("NORTH", details={"parent": "HILL"})) == [("NORTH", "parent")]


def test_branches_may_change_places_over_time(party):
    cast.place("SOUTH", parent=party.north, since="01/03/2023")
    cast.place("SOUTH", parent=party.country, since="01/04/2023")
    cast.place("NORTH", parent=party.south, since="01/05/2023")
    check_history()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft("X", details={"kind": "cell", "name": "X", "parent": "NOBODY"}), "parent"),
        (Draft("X", cast.day("01/01/2024"), details={"kind": "cell", "name": "X"}), "valid_from"),
        (Draft("X", None, cast.day("01/01/2024"), details={"kind": "cell", "name": "X"}), "last_day"),
        (Draft("X", details={"kind": "choir", "name": "X"}), "kind"),
        (Draft("X", details={"kind": "cell"}), "name"),
        (Draft("X", details={"kind": "cell", "name": "X" * 201}), "name"),
        (Draft("NORTH", None, cast.day("01/06/2023")), "last_day"),
        (Draft("HILL", None, cast.day("01/06/2023"), standing={"successor": "HILL"}), "successor"),
        (Draft("YOUNG", details={"name": "Khác"}), "valid_from"),
        (Draft("YOUNG", cast.day("01/06/2022"), details={"name": "Khác"}), "valid_from"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(party, draft, field):
    cast.place("YOUNG", Kind.CELL, party.south, since="01/06/2023")
    assert set(refused(draft)) == {(draft.code, field)}


def test_a_child_that_was_always_there_may_hang_under_a_younger_parent(party):
    young = cast.place("YOUNG", Kind.BASE, party.country, since="01/06/2023")
    cast.cell("OLD", young)
    check_history()
    assert refused(Draft("OLDER", cast.day("01/01/2020"), details={"kind": "cell", "name": "X", "parent": "YOUNG"}))


def test_a_closed_branch_is_reached_where_its_successor_is(party):
    secretary = cast.account("bithu", "secretary", party.south)
    cast.place("HILL", until="30/11/2023", successor="DALE")
    assert Branch.objects.get(code="HILL").path == Branch.objects.get(code="DALE").path
    assert {branch.code for branch in Branch.objects.visible_to(secretary)} == {"SOUTH", "DALE", "HILL"}


def test_two_closed_branches_do_not_succeed_each_other(party):
    cast.place("HILL", until="30/11/2023", successor="DALE")
    assert set(refused(Draft("DALE", None, cast.day("30/11/2023"), standing={"successor": "HILL"}))) == {
        ("DALE", "successor")
    }


def test_only_who_may_places(party):
    secretary = cast.account("bithu", "secretary", party.north)
    officer = cast.account("canbo", "officer", party.north)
    renamed = [Draft("HILL", details={"name": "Khác"})]
    with pytest.raises(PermissionDenied):
        place_branches(renamed, by=secretary)
    place_branches(renamed, by=officer)
    with pytest.raises(PermissionDenied):
        place_branches([Draft("HILL", cast.day("01/12/2023"), details={"parent": "SOUTH"})], by=officer)
    with pytest.raises(PermissionDenied):
        place_branches([Draft("ROOT", details={"kind": "district", "name": "Gốc"})], by=officer)


@pytest.mark.parametrize("seed", range(3))
def test_random_moves_leave_a_sound_history(clock, seed):
    clock(2023, 12, 31)
    random_world(seed, moves=15, people=1, rows=0)
    check_history()
