"""Which rows may a user see, and which action may a user do where."""

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import Action, home_of, may, require, system_user
from branches.models import Access, Branch, User
from recruitment.models import Admission, Candidate
from tests import cast


def codes(user, action="view"):
    return {branch.code for branch in Branch.objects.visible_to(user, action)}


def test_a_secretary_sees_the_own_branch_and_below_but_not_beside_or_above(party):
    assert codes(cast.account("bithu", "secretary", party.north)) == {"NORTH", "HILL", "MOOR"}


def test_nobody_sees_anything_by_default(party):
    assert codes(User.objects.create(username="khach")) == set()


@pytest.mark.parametrize("gone", ["expired", "not yet", "disabled", "closed"])
def test_rights_that_are_not_in_force_show_nothing(party, gone):
    user = cast.account("bithu", "secretary", party.hill)
    access = Access.objects.filter(user=user)
    if gone == "expired":
        access.update(valid_from=cast.day("01/01/2020"), valid_to=cast.day("31/12/2023"))
    elif gone == "not yet":
        access.update(valid_from=cast.day("01/01/2024"))
    elif gone == "disabled":
        user.is_active = False
    else:
        cast.place("HILL", until="30/11/2023")
    assert codes(user) == set()


def test_an_administrator_sees_branches_and_nobody_in_them(party):
    admin = cast.account("quantri", "admin", party.country)
    cast.admit(party.hill, "01/03/2023")
    assert "HILL" in codes(admin)
    assert not Candidate.objects.visible_to(admin).exists()
    assert not Admission.objects.visible_to(admin).exists()


def test_people_are_seen_through_the_own_subtree(party):
    cast.admit(party.hill, "01/03/2023")
    cast.admit(party.dale, "01/03/2023")
    leader = cast.account("lanhdao", "leader", party.south)
    assert [person.branch.code for person in Candidate.objects.visible_to(leader)] == ["DALE"]
    assert [row.branch.code for row in Admission.objects.visible_to(leader)] == ["DALE"]


def test_a_role_may_do_what_its_row_in_the_table_says(party):
    leader = cast.account("lanhdao", "leader", party.north)
    assert may(leader, Action.VIEW, party.hill)
    assert not may(leader, Action.EDIT_PEOPLE, party.hill)
    with pytest.raises(PermissionDenied):
        require(leader, Action.VIEW, party.hill, party.dale)
    require(system_user(), Action.PLACE, party.country)


def test_figures_are_made_for_nobody_who_does_not_see_the_branch(party):
    leader = cast.account("lanhdao", "leader", party.north)
    assert cast.figures(party.hill, "2023-12", by=leader).branch.code == "HILL"
    for beyond in (party.country, party.dale):
        with pytest.raises(PermissionDenied):
            cast.figures(beyond, "2023-12", by=leader)


def test_one_lands_on_the_highest_of_the_own_branches(party):
    user = cast.account("bithu", "secretary", party.hill)
    Access.objects.create(user=user, branch=party.north, role="leader", valid_from=cast.day("01/01/2023"))
    assert home_of(user) == party.north


def test_the_highest_is_the_one_nearest_to_the_root_whatever_the_order_of_paths(party):
    user = cast.account("lanhdao", "leader", party.hill)
    Access.objects.create(user=user, branch=party.south, role="leader", valid_from=cast.day("01/01/2023"))
    assert party.hill.path < party.south.path
    assert home_of(user) == party.south


@pytest.mark.parametrize("page", ["/thoi-han/", "/ngay-nghi/", "/quy-dinh/"])
def test_deadlines_days_off_and_rules_are_for_those_who_hold_a_role(page, client, party):
    user = cast.account("khach", "leader", party.north)
    Access.objects.filter(user=user).delete()
    client.force_login(user)
    assert client.get(page).status_code == 403
