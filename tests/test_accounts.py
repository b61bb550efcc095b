"""Accounts and roles: what the verbs do, and whom an administrator may not touch."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from branches.access import system_user
from branches.accounts import (
    PeopleOnly,
    add_account,
    close_account,
    end_access,
    grant_access,
    hand_over,
    one_time_password,
    passwords,
    rename_account,
    reopen_account,
    reset_password,
)
from branches.models import Access, AccessState, AuditEntry, AuditHead, Branch, User
from branches.readers import readers_of
from branches.roles import Role
from branches.versions import Stale
from config.clock import today
from tests import cast

DAY = timedelta(days=1)


@pytest.fixture
def staff(party):
    """Administrators of the whole, of north and of hill; people of north, of hill, of south; somebody of two places."""
    people = SimpleNamespace(
        top=cast.account("top", "admin", party.country),
        admin=cast.account("admin", "admin", party.north),
        deep=cast.account("deep", "admin", party.hill),
        peer=cast.account("peer", "admin", party.north),
        above=cast.account("above", "leader", party.country),
        own=cast.account("own", "officer", party.north),
        below=cast.account("below", "secretary", party.hill),
        beside=cast.account("beside", "officer", party.south),
        both=cast.account("both", "secretary", party.hill),
    )
    grant_access(people.both, role="leader", branch=party.dale, by=system_user())
    return people


def role_of(user):
    return Access.objects.select_related("branch", "user").get(user=user)


def role_at(user, branch):
    return Access.objects.get(user=user, branch=branch)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def written_by(user):
    """(act, fields) of what ``user`` did, oldest first."""
    return list(AuditEntry.objects.filter(actor=user).order_by("number").values_list("act", "fields"))


def everything():
    """All that a verb of this screen could write."""
    users = list(User.objects.order_by("pk").values())
    return users, list(Access.objects.order_by("pk").values()), list(AuditHead.objects.order_by("pk").values())


# --- Who is visible


def names(users):
    return {user.username for user in users}


def test_an_account_is_visible_where_it_holds_a_role_and_access_may_be_managed(staff):
    assert names(User.objects.visible_to(staff.admin)) == {"admin", "deep", "peer", "own", "below", "both"}
    assert names(User.objects.visible_to(staff.deep)) == {"deep", "below", "both"}
    for other in (staff.above, staff.own, staff.below):
        assert not User.objects.visible_to(other).exists()
        assert not Access.objects.visible_to(other).exists()
    assert "system" not in names(User.objects.visible_to(system_user()))


def test_roles_are_visible_within_the_subtree_only(staff, party):
    seen = Access.objects.visible_to(staff.admin).filter(user=staff.both)
    assert [access.branch for access in seen] == [party.hill]


def test_whoever_went_elsewhere_is_managed_there_and_whoever_left_where_the_last_role_was(staff, party):
    end_access(role_at(staff.both, party.hill), last_day=today() - DAY, by=staff.admin)
    assert "both" not in names(User.objects.visible_to(staff.admin))
    end_access(role_of(staff.below), last_day=today() - DAY, by=staff.admin)
    assert "below" in names(User.objects.visible_to(staff.deep))
    grant_access(staff.below, role="officer", branch=party.moor, by=staff.admin)
    assert "below" not in names(User.objects.visible_to(staff.deep))


def test_a_role_that_is_planned_or_taken_back_elsewhere_counts_as_it_should(staff, party, clock):
    later = grant_access(staff.below, role="officer", branch=party.dale, valid_from=today() + 9 * DAY, by=system_user())
    with pytest.raises(PermissionDenied):
        reset_password(staff.below, by=staff.admin)
    end_access(later, by=system_user())
    assert fresh(later).state == AccessState.WITHDRAWN
    reset_password(staff.below, by=staff.admin)
    clock(2024, 6, 1)
    assert "below" in names(User.objects.visible_to(staff.admin))


def test_access_follows_todays_tree(staff, party):
    cast.place("HILL", parent=party.south, since="31/12/2023")
    assert "below" not in names(User.objects.visible_to(staff.admin))
    with pytest.raises(PermissionDenied):
        end_access(role_of(staff.below), by=staff.admin)
    cast.place("MOOR", until="30/12/2023", successor="NORTH")
    with pytest.raises(ValidationError):
        grant_access(staff.own, role="leader", branch=fresh(party.moor), by=staff.admin)


# --- Opening, renaming, closing


def test_an_account_of_the_screen_must_change_its_password_and_that_of_the_command_line_need_not(party):
    assert not cast.account("canbo", "officer", party.north).must_change_password
    said = {"password": one_time_password(), "role": "officer", "branch": party.north, "by": system_user()}
    user = add_account("an", full_name="Y  Minh Họa", must_change_password=True, **said)
    assert user.must_change_password
    assert (user.full_name, user.search_name) == ("Y Minh Họa", "y minh hoa an")


@pytest.mark.parametrize("name", ["canbo", "CanBo", "system", "System"])
def test_a_name_that_is_not_free_is_refused_with_one_sentence_wherever_it_is_taken(party, name):
    admin = cast.account("quantri", "admin", party.north)
    cast.account("canbo", "officer", party.south)
    with pytest.raises(ValidationError) as refusal:
        add_account(name, password=cast.PASSWORD, role="officer", branch=party.north, by=admin)
    (sentence,) = refusal.value.message_dict["username"]
    assert "Nam" not in sentence
    assert User.objects.filter(username__iexact=name).count() <= 1


def test_renaming_is_refused_to_whoever_read_an_older_version(staff):
    version = staff.own.version
    rename_account(staff.own, full_name="Nguyễn Thị Minh", version=version, by=staff.admin)
    assert fresh(staff.own).search_name == "nguyen thi minh own"
    with pytest.raises(Stale) as stale:
        rename_account(staff.own, full_name="Khác", version=version, by=staff.peer)
    ((by, _at, fields),) = stale.value.told()
    assert (by, fields) == (staff.admin, "họ và tên")
    assert fresh(staff.own).full_name == "Nguyễn Thị Minh"


def test_the_same_name_again_writes_nothing(staff):
    before = everything()
    rename_account(staff.own, full_name="", version=staff.own.version, by=staff.admin)
    assert everything() == before


def test_a_closed_account_is_out_at_once_and_comes_back_as_it_was(staff, client):
    client.force_login(staff.own)
    close_account(staff.own, by=staff.admin)
    assert client.get("/to-chuc/NORTH/").status_code == 302
    assert PeopleOnly().authenticate(None, "own", cast.PASSWORD) is None
    close_account(staff.own, by=staff.admin)
    reopen_account(staff.own, by=staff.admin)
    assert client.get("/to-chuc/NORTH/").status_code == 302
    assert PeopleOnly().authenticate(None, "own", cast.PASSWORD) == staff.own
    assert written_by(staff.admin) == [("closed", "is_active"), ("reopened", "is_active")]


# --- Passwords


def test_a_one_time_password_has_sixty_bits_and_nothing_a_typing_method_would_change():
    assert len(passwords.SYLLABLES) ** passwords.GROUPS * len(passwords.DIGITS) ** passwords.FIGURES > 2**60
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        assert re.fullmatch(r"([bcghklmnptv][aeiou]){2}(-([bcghklmnptv][aeiou]){2}){3}-[2-9]{6}", password)
        assert all(group[1] != group[3] for group in password.split("-")[:4])
        validate_password(password)


def test_a_password_that_is_reset_ends_every_session_and_must_be_changed(staff, client):
    client.force_login(staff.own)
    password = reset_password(staff.own, by=staff.admin)
    user = fresh(staff.own)
    assert user.check_password(password)
    assert user.must_change_password
    assert user.session_epoch == staff.own.session_epoch + 1
    assert client.get("/to-chuc/NORTH/").status_code == 302
    entry = AuditEntry.objects.get(actor=staff.admin)
    assert (entry.act, entry.fields, entry.branch.code) == ("password_set", "password", "NORTH")
    assert password not in entry.said.values


# --- Giving and ending roles


def test_a_role_is_given_from_a_day_to_a_day(staff, party):
    access = grant_access(
        staff.own,
        role="leader",
        branch=party.hill,
        valid_from=today() + DAY,
        valid_to=today() + 9 * DAY,
        by=staff.admin,
    )
    assert access.state == AccessState.TO_COME
    entry = AuditEntry.objects.get(actor=staff.admin)
    assert (entry.act, entry.object_id, entry.branch_id) == ("granted", access.pk, party.hill.pk)
    assert json.loads(entry.said.values)["role"] == [None, "leader"]


@pytest.mark.parametrize(
    ("field", "first", "end"),
    [("valid_from", -1, None), ("last_day", 3, 3), ("last_day", 0, 0), ("role", 0, None), ("role", 5, 6)],
)
def test_roles_that_cannot_be_are_refused_at_their_field(staff, party, field, first, end):
    """Days from today; whoever holds the role already from today on holds it then, too."""
    before, days = everything(), {"valid_from": today() + first * DAY, "valid_to": None}
    if end is not None:
        days["valid_to"] = today() + end * DAY
    with pytest.raises(ValidationError) as refusal:
        grant_access(staff.own, role="officer", branch=party.north, **days, by=staff.admin)
    assert list(refusal.value.message_dict) == [field]
    assert everything() == before


def test_the_last_day_of_a_role_is_still_one_of_it(staff, clock):
    access = role_of(staff.own)
    clock(2024, 1, 5)
    end_access(access, by=staff.admin)
    assert fresh(access).valid_to == today() + DAY
    assert fresh(access).state == AccessState.IN_FORCE
    assert Branch.objects.visible_to(staff.own).exists()
    clock(2024, 1, 6)
    assert fresh(access).state == AccessState.ENDED
    assert not Branch.objects.visible_to(staff.own).exists()


def test_a_role_can_end_at_once_even_on_its_first_day(staff, clock):
    first_day = end_access(role_of(staff.below), last_day=today() - DAY, by=staff.admin)
    assert (first_day.state, first_day.valid_to) == (AccessState.WITHDRAWN, first_day.valid_from)
    clock(2024, 1, 5)
    later = end_access(role_of(staff.own), last_day=today() - DAY, by=staff.admin)
    assert (later.state, later.valid_to) == (AccessState.ENDED, today())
    for user in (staff.below, staff.own):
        assert not Branch.objects.visible_to(user).exists()
        assert fresh(user).session_epoch == user.session_epoch + 1


def test_a_role_that_has_not_begun_is_taken_back_and_the_row_stays(staff, party):
    access = grant_access(staff.own, role="leader", branch=party.hill, valid_from=today() + 9 * DAY, by=staff.admin)
    end_access(access, by=staff.admin)
    assert fresh(access).state == AccessState.WITHDRAWN
    assert fresh(access).valid_from == today() + 9 * DAY
    again = grant_access(staff.own, role="leader", branch=party.hill, valid_from=today() + 9 * DAY, by=staff.admin)
    assert again.pk != access.pk


def test_an_end_is_written_once_never_in_the_past_and_never_later(staff, clock):
    clock(2024, 1, 5)
    access = role_of(staff.own)
    with pytest.raises(ValidationError):
        end_access(access, last_day=today() - 2 * DAY, by=staff.admin)
    end_access(access, last_day=today() + DAY, by=staff.admin)
    epoch, before = fresh(staff.own).session_epoch, everything()
    end_access(access, last_day=today() + DAY, by=staff.admin)
    with pytest.raises(ValidationError):
        end_access(access, last_day=today() + 2 * DAY, by=staff.admin)
    assert everything() == before
    end_access(access, last_day=today() - DAY, by=staff.admin)
    assert fresh(staff.own).session_epoch == epoch + 1
    clock(2024, 1, 9)
    with pytest.raises(ValidationError):
        end_access(access, by=staff.admin)


def test_a_span_that_ends_before_it_begins_is_refused_by_the_database(staff):
    with pytest.raises(IntegrityError), transaction.atomic():
        Access.objects.filter(user=staff.own).update(valid_to=today() - DAY)


# --- Handing over


def test_an_office_is_handed_over_without_a_gap_or_a_day_of_two(staff, party, clock):
    clock(2024, 1, 5)
    mine = role_of(staff.own)
    theirs = hand_over(mine, to_user=staff.below, first_day=today() + DAY, by=staff.admin)
    assert fresh(mine).last_day == today()
    assert (theirs.role, theirs.branch, theirs.valid_from, theirs.valid_to) == (
        "officer",
        party.north,
        today() + DAY,
        None,
    )
    assert [act for act, _fields in written_by(staff.admin)] == ["ended", "granted"]
    assert fresh(staff.own).session_epoch == staff.own.session_epoch + 1


def test_the_receiver_keeps_the_planned_end_and_a_role_held_already(staff, party, clock):
    clock(2024, 1, 5)
    end = today() + 30 * DAY
    limited = grant_access(staff.own, role="leader", branch=party.moor, valid_to=end, by=staff.admin)
    clock(2024, 1, 6)
    assert hand_over(limited, to_user=staff.below, by=staff.admin).valid_to == end
    new = add_account(
        "moi", password=cast.PASSWORD, role="officer", branch=party.north, valid_from=today() + DAY, by=staff.admin
    )
    assert hand_over(role_at(staff.own, party.north), to_user=new, first_day=today() + DAY, by=staff.admin) == role_of(
        new
    )


@pytest.mark.parametrize("first_day", [-1, 0])
def test_an_office_that_was_not_held_the_day_before_is_not_handed_over(staff, first_day):
    """Everybody's role began today."""
    before = everything()
    with pytest.raises(ValidationError):
        hand_over(role_of(staff.own), to_user=staff.below, first_day=today() + first_day * DAY, by=staff.admin)
    with pytest.raises(ValidationError):
        hand_over(role_of(staff.own), to_user=staff.own, first_day=today() + DAY, by=staff.admin)
    assert everything() == before


def test_what_is_refused_half_way_leaves_the_first_half_undone(staff):
    before = everything()
    with pytest.raises(PermissionDenied):
        hand_over(role_of(staff.own), to_user=staff.beside, first_day=today() + DAY, by=staff.admin)
    assert everything() == before


# --- Whom an administrator may not touch

ATTEMPTS = {
    "grant above": lambda s, p: grant_access(s.own, role="admin", branch=p.country, by=s.admin),
    "grant beside": lambda s, p: grant_access(s.own, role="leader", branch=p.south, by=s.admin),
    "grant to somebody above": lambda s, p: grant_access(s.above, role="leader", branch=p.north, by=s.admin),
    "grant to somebody beside": lambda s, p: grant_access(s.beside, role="leader", branch=p.north, by=s.admin),
    "grant to somebody of two places": lambda s, p: grant_access(s.both, role="leader", branch=p.moor, by=s.admin),
    "grant to himself": lambda s, p: grant_access(s.admin, role="officer", branch=p.north, by=s.admin),
    "grant to the system": lambda s, p: grant_access(system_user(), role="officer", branch=p.north, by=s.admin),
    "open an account above": lambda s, p: add_account(
        "moi", password=cast.PASSWORD, role="admin", branch=p.country, by=s.admin
    ),
    "open an account beside": lambda s, p: add_account(
        "moi", password=cast.PASSWORD, role="leader", branch=p.dale, by=s.admin
    ),
    "end a role above": lambda s, p: end_access(role_of(s.above), by=s.admin),
    "end a role beside": lambda s, p: end_access(role_of(s.beside), by=s.admin),
    "end the outer role of somebody of two places": lambda s, p: end_access(role_at(s.both, p.dale), by=s.admin),
    "end the own role": lambda s, p: end_access(role_of(s.admin), by=s.admin),
    "hand over the own role": lambda s, p: hand_over(
        role_of(s.admin), to_user=s.own, first_day=today() + DAY, by=s.admin
    ),
    "be handed a role": lambda s, p: hand_over(role_of(s.own), to_user=s.admin, first_day=today() + DAY, by=s.admin),
    "hand over a role above": lambda s, p: hand_over(
        role_of(s.above), to_user=s.own, first_day=today() + DAY, by=s.admin
    ),
    "reset the administrator above": lambda s, p: reset_password(s.top, by=s.admin),
    "reset himself": lambda s, p: reset_password(s.admin, by=s.admin),
    "reset the system": lambda s, p: reset_password(system_user(), by=s.admin),
    "rename himself": lambda s, p: rename_account(s.admin, full_name="Khác", version=1, by=s.admin),
    "rename as an officer": lambda s, p: rename_account(s.below, full_name="Khác", version=1, by=s.own),
    "reset as an officer": lambda s, p: reset_password(s.below, by=s.own),
    "grant as an officer": lambda s, p: grant_access(s.below, role="officer", branch=p.hill, by=s.own),
    "end as a leader": lambda s, p: end_access(role_of(s.below), by=s.above),
    "close the administrator of the branch above": lambda s, p: close_account(s.admin, by=s.deep),
} | {
    f"{verb} somebody {where}": lambda s, p, act=act, where=where: act(getattr(s, where), s.admin)
    for where in ("above", "beside", "both")
    for verb, act in {
        "rename": lambda user, by: rename_account(user, full_name="Khác", version=user.version, by=by),
        "reset": lambda user, by: reset_password(user, by=by),
        "close": lambda user, by: close_account(user, by=by),
        "reopen": lambda user, by: reopen_account(user, by=by),
    }.items()
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_reaching_up_sideways_or_to_oneself_is_refused_and_writes_nothing(staff, party, attempt):
    before = everything()
    with pytest.raises(PermissionDenied) as refusal:
        ATTEMPTS[attempt](staff, party)
    assert str(refusal.value)
    assert "Minh Họa" not in str(refusal.value)
    assert "Nam" not in str(refusal.value)
    assert everything() == before


def test_what_the_administrator_may_do_is_done(staff, party):
    for user in (staff.own, staff.below, staff.peer, staff.deep):
        reset_password(user, by=staff.admin)
    end_access(role_at(staff.both, party.hill), by=staff.admin)
    grant_access(staff.below, role="admin", branch=party.moor, by=staff.admin)
    reset_password(staff.admin, by=staff.top)


@pytest.mark.parametrize("gone", ["ended", "closed"])
def test_an_administrator_whose_own_right_is_gone_may_nothing_more(staff, party, gone):
    if gone == "ended":
        end_access(role_of(staff.admin), last_day=today() - DAY, by=staff.top)
    else:
        close_account(staff.admin, by=staff.top)
    admin, before = fresh(staff.admin), everything()
    for act in (
        lambda: reset_password(staff.below, by=admin),
        lambda: end_access(role_of(staff.below), by=admin),
        lambda: grant_access(staff.below, role="leader", branch=party.moor, by=admin),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert everything() == before


# --- Who can see a branch


def test_readers_of_a_branch_are_named_within_the_own_subtree_and_counted_above(staff, party):
    readers = readers_of(party.hill, by=staff.admin)
    assert [access.user.username for access in readers.named] == ["admin", "own", "peer", "below", "both", "deep"]
    assert readers.above == ((Role.LEADER, 1), (Role.ADMIN, 1))
    assert {access.user.username for access in readers_of(party.hill, by=staff.own).named} >= {"own", "below"}
    for other in (staff.above, staff.below, staff.beside):
        with pytest.raises(PermissionDenied):
            readers_of(party.hill, by=other)


def test_whoever_is_closed_or_ended_reads_nothing(staff, party):
    close_account(staff.own, by=staff.admin)
    end_access(role_of(staff.below), last_day=today() - DAY, by=staff.admin)
    close_account(staff.above, by=system_user())
    readers = readers_of(party.hill, by=staff.admin)
    assert {access.user.username for access in readers.named} == {"admin", "peer", "both", "deep"}
    assert readers.above == ((Role.ADMIN, 1),)
