"""Nobody reaches what is outside the own subtree: every address × method × role × place (tests/doors.py)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Access, User
from tests import cast
from tests.doors import DOORS, OUTSIDE, PLACES, ROLES, names_of_all_addresses

NOBODY = ("anonymous", "no branch", "disabled", "expired", "closed")
"""Those who get in nowhere, for one reason or another."""

UNCOUNTED = {"django_session", "branches_auditentry", "branches_audithead", "branches_auditvalues"}
"""What a request may write although it is refused: its session and its line in the audit."""


def test_every_address_is_in_the_table():
    assert {door.name for door in DOORS} == set(names_of_all_addresses())


@pytest.fixture
def world(kept_world, db):
    return kept_world


@pytest.fixture(scope="module")
def sessions(kept_world):
    """The session of everybody who has logged in at NORTH, begun before what keeps those of NOBODY out came about."""
    party, users = kept_world.party, {}
    for who in (*ROLES, *NOBODY[1:]):
        users[who] = cast.account(f"khach-{who}".replace(" ", "-"), who if who in ROLES else "officer", party.north)
    keys = {who: session_of(user) for who, user in users.items()}
    held = {who: Access.objects.filter(user=user) for who, user in users.items()}
    held["no branch"].delete()
    User.objects.filter(pk=users["disabled"].pk).update(is_active=False)
    held["expired"].update(valid_from=cast.day("01/01/2020"), valid_to=cast.day("31/12/2023"))
    gone = cast.village("GONE", party.north, since="01/01/2020", until="30/11/2023")
    held["closed"].update(branch=gone, valid_from=cast.day("01/01/2020"))
    return keys


def session_of(user):
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def visitor_as(sessions, world):
    """``visitor_as("officer")``: the browser of somebody with that role at NORTH; the others are those of NOBODY."""

    def enter(who):
        browser = Client()
        if who != "anonymous":
            browser.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
        return browser

    return enter


class Knock:
    """One request, sending what would be right, and undone afterwards."""

    def __init__(self, client, method, door, world, place):
        self.client, self.method, self.place = client, method, place
        with transaction.atomic():
            self.address = door.address(world, place)
            self.sent = door.sent(world, place) if method == "post" else {}
            with CaptureQueriesContext(connection) as asked:
                self.answer = self._ask()
            transaction.set_rollback(True)
        self.tried = [query["sql"] for query in asked.captured_queries if is_write(query["sql"])]

    def _ask(self):
        return getattr(self.client, self.method)(self.address, self.sent)

    def writes(self):
        """Whether anything is left over: a verb that refuses takes back what it had begun."""
        if not self.tried:
            return False
        with transaction.atomic():
            before = contents()
            self._ask()
            is_changed = contents() != before
            transaction.set_rollback(True)
        return is_changed


def is_write(sql):
    found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
    return found is not None and found[1] not in UNCOUNTED


def contents():
    """All rows of everything but what every request may write."""
    return {
        model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.db_table not in UNCOUNTED
    }


def places_of(door):
    return PLACES if door.key or door.aims else PLACES[:1]


def wanted_of(door, method, role, place):
    """What the table says; outside nothing exists but what is held above for those below, and what is aimed there is
    answered with the form.
    """
    code = getattr(door, method)[role]
    if place == "above" and door.above:
        return door.above[method][role]
    if place in OUTSIDE and door.aims and code == 302:
        return 200
    return 404 if place in OUTSIDE and door.key and code != 405 else code


def is_turned_away(answer):
    to_login = answer.status_code == 302 and answer.url.startswith(reverse("branches:login"))
    return to_login or answer.status_code in {401, 403, 404, 405}


def lacks_a_header(answer):
    policy = answer.headers["Content-Security-Policy"]
    is_strict = "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    return not (
        is_strict
        and "no-store" in answer.headers["Cache-Control"]
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Referrer-Policy"] == "same-origin"
    )


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_door_opens_for_those_of_the_table_and_for_nobody_else(door, world, visitor_as):
    """A1, A3, A5, W2: the right answer to each role; nothing written by a GET or by whoever may not; every header."""
    wrong = []
    for who in (*door.roles, *NOBODY):
        client = visitor_as(who)
        for method in ("get", "post"):
            for place in places_of(door):
                knock = Knock(client, method, door, world, place)
                wrong += [(who, method, place, why) for why in what_is_wrong(knock, door, who)]
    assert wrong == []


def what_is_wrong(knock, door, who):
    code = knock.answer.status_code
    if lacks_a_header(knock.answer):
        yield "headers"
    if who in ROLES:
        wanted = wanted_of(door, knock.method, who, knock.place)
        if code != wanted:
            yield f"{code}, not {wanted}"
        may_write = knock.method == "post" and wanted in {200, 302} and knock.place not in OUTSIDE
    else:
        may_write = door.is_own
        if not is_turned_away(knock.answer) and not door.is_public and (not door.is_own or who == "anonymous"):
            yield f"{code} for {who}"
    if not may_write and knock.writes():
        yield f"written: {knock.tried}"


# --- A4: a form writes what it shows, and nothing else

UNLIKE = {
    *("password", "last_login", "form_token", "token", "content", "answer", "at", "session_epoch"),
    *("undone_at", "reopened_at", "journal"),
    *("created_at", "submitted_at", "signed_at"),
}
"""Columns that differ from one time to the next, whatever is sent."""

POISON = {"is_active": "false", "is_system": "true", "must_change_password": "false", "is_void": "true"}


def every_field():
    """The names of all fields of all our models, each with a value that would be seen if it were written."""
    names = {
        field.name
        for app in ("config", "branches", "recruitment", "reports")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.concrete
    }
    return {name: POISON.get(name, "7") for name in names}


def shown_by(client, door, world):
    """The names of the fields that the form of this door shows."""
    form = getattr(client.get(address_of(door, world)), "context", None) or {}
    return set(form["form"].fields) if "form" in form else set()


def address_of(door, world):
    return door.address(world, "own")


def left_by(client, door, world, more):
    """What is in the database after the door's own POST with ``more`` sent along, undone afterwards; None if untouched."""
    with transaction.atomic():
        last = highest_ids()
        address, sent = address_of(door, world), more | door.sent(world, "own")
        with CaptureQueriesContext(connection) as asked:
            client.post(address, sent)
        is_touched = any(is_write(query["sql"]) for query in asked.captured_queries)
        rows = all_values(last) if is_touched else None
        transaction.set_rollback(True)
    return rows


def all_values(last):
    return {
        model._meta.db_table: sorted(repr(known_values(row, last)) for row in model._base_manager.all())
        for model in apps.get_models()
        if model._meta.db_table not in UNCOUNTED
    }


def highest_ids():
    """By model; those whose ids are no numbers are left out (PostgreSQL knows no highest UUID)."""
    counted = [model for model in apps.get_models() if isinstance(model._meta.pk, IntegerField)]
    return {model: model._base_manager.aggregate(last=Max("pk"))["last"] for model in counted}


def known_values(row, last):
    """The values of a row; ids of rows that are new differ from one time to the next, and so do some columns."""
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        about = field.related_model or (row.__class__ if field.primary_key else None)
        if about and isinstance(value, int) and value > (last[about] or 0):
            value = "new"
        if field.name not in UNLIKE:
            values[field.attname] = value
    return values


@pytest.mark.parametrize(
    "door", [door for door in DOORS if set(door.post.values()) != {405}], ids=lambda door: door.name
)
def test_what_a_form_does_not_show_is_not_written(door, world, visitor_as):
    for role in ROLES:
        client = visitor_as(role)
        shown = shown_by(client, door, world)
        extra = {name: value for name, value in every_field().items() if name not in shown}
        assert left_by(client, door, world, extra) == left_by(client, door, world, {}), role
