"""Sessions end on time, the moment what they stood on is gone, and nothing typed is lost by it (W8)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.audit import Act
from branches.models import Access, AuditEntry, Submission, User
from branches.sessions import IDLE_MINUTES, end_sessions, set_idle_minutes
from config import installation
from tests import cast

HILL = "/to-chuc/HILL/2023-12/"
LOGIN, STATE, AGAIN = reverse("branches:login"), reverse("branches:session_state"), reverse("branches:login_again")
TYPED = reverse("branches:typed_again")
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def leader(party):
    return cast.account("lanhdao", "leader", party.north, full_name="Y Minh Họa")


@pytest.fixture
def inside(client, leader, now):
    enters(client)
    return client


def enters(browser, name="lanhdao", password=cast.PASSWORD, address=LOGIN):
    response = browser.post(address, {"username": name, "password": password})
    assert response.status_code == 302
    return response


def is_in(browser):
    return browser.get(HILL).status_code == 200


def ended(response):
    """Why the session has ended, as the address of the login page says."""
    assert response.url.startswith(LOGIN)
    return response.url.partition("ended=")[2].partition("&")[0]


# --- Nobody works


def test_after_fifteen_minutes_without_a_request_the_page_asks_for_a_login_and_comes_back(inside, now):
    now(14 * 60)
    assert is_in(inside)
    now(15 * 60)
    response = inside.get(HILL)
    assert ended(response) == "idle"
    assert "màn hình được khóa" in inside.get(response.url).content.decode()
    assert enters(inside, address=response.url).url == HILL


def test_a_locked_session_is_dead_and_not_asleep(inside, now):
    key = inside.session.session_key
    now(15 * 60)
    inside.get(HILL)
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize("headers", [FETCH, {"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}])
def test_a_script_is_told_with_a_number(inside, now, headers):
    now(15 * 60)
    assert inside.get(HILL, headers=headers).status_code == 401
    assert Client().get(HILL, headers=headers).status_code == 401


def test_working_keeps_it_alive_for_hours_but_looking_at_the_state_does_not(inside, now):
    for _quarter in range(20):
        now(10 * 60)
        assert is_in(inside)
    for _minute in range(14):
        now(60)
        inside.get(STATE, headers=FETCH)
    assert inside.get(STATE, headers=FETCH).json()["seconds"] == 60
    now(60)
    assert inside.get(STATE, headers=FETCH).json()["user"] == ""
    assert not is_in(inside)


def test_a_sign_of_life_keeps_it_alive(inside, now):
    for _time in range(4):
        now(10 * 60)
        assert inside.get(reverse("branches:session_kept"), headers=FETCH).json()["seconds"] == 15 * 60
    assert is_in(inside)


def test_the_last_request_is_written_once_a_minute_at_most(inside, now):
    def writes(address):
        with CaptureQueriesContext(connection) as asked:
            inside.get(address)
        return [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]

    now(30)
    assert writes(HILL) == []
    now(30)
    assert len(writes(HILL)) == 1
    assert writes(HILL) == []


def test_the_office_sets_how_long(inside, party, now):
    admin = cast.account("quantri", "admin", party.country)
    set_idle_minutes(5, by=admin)
    assert installation.value_of(IDLE_MINUTES) == 5
    now(5 * 60)
    assert not is_in(inside)
    entry = AuditEntry.objects.get(act=Act.CHANGED, actor=admin)
    assert (entry.fields, entry.branch) == ("idle_minutes", party.country)


@pytest.mark.parametrize("minutes", [0, 4, 121])
def test_how_long_has_limits(party, minutes):
    admin = cast.account("quantri", "admin", party.country)
    with pytest.raises(ValidationError):
        set_idle_minutes(minutes, by=admin)


@pytest.mark.parametrize(("role", "place"), [("officer", "country"), ("admin", "north")])
def test_only_who_may_change_settings_of_the_whole_sets_it(party, role, place):
    with pytest.raises(PermissionDenied):
        set_idle_minutes(30, by=cast.account("ai-do", role, getattr(party, place)))
    assert installation.value_of(IDLE_MINUTES) == 15


# --- What ends a session at once


def test_logging_out_ends_it_in_every_tab(inside):
    tab = Client()
    tab.cookies.update(inside.cookies)
    assert is_in(tab)
    inside.post(reverse("branches:logout"))
    assert not is_in(tab)
    assert not is_in(inside)


def test_a_new_password_ends_the_others_and_the_own_goes_on(inside):
    other = Client()
    enters(other)
    new = "con-suoi-chay-qua-lang"
    said = {"old_password": cast.PASSWORD, "new_password1": new, "new_password2": new}
    inside.post(reverse("branches:password_change"), said)
    assert is_in(inside)
    assert not is_in(other)


@pytest.mark.parametrize("how", ["closed", "ended by somebody", "password reset"])
def test_what_an_administrator_does_to_the_account_ends_it(inside, leader, how):
    assert is_in(inside)
    if how == "closed":
        User.objects.filter(pk=leader.pk).update(is_active=False)
    elif how == "ended by somebody":
        end_sessions(leader)
    else:
        leader.set_password("mot-mat-khau-khac-2026")
        leader.save()
    assert ended(inside.get(HILL)) == "account"
    assert inside.get(HILL).status_code == 302


@pytest.mark.parametrize("how", ["its day has come", "one of two", "the branch was closed"])
def test_a_role_that_is_over_ends_it_with_a_sentence(leader, client, party, clock, how):
    access = Access.objects.create(user=leader, branch=party.dale, role="leader")
    enters(client)
    assert is_in(client)
    if how == "its day has come":
        Access.objects.filter(user=leader).update(valid_to=cast.day("01/02/2024"))
        assert is_in(client)
        clock(2024, 2, 1)
    elif how == "one of two":
        access.delete()
    else:
        cast.place("DALE", until="30/11/2023")
    response = client.get(HILL)
    assert ended(response) == "role"
    assert "vai trò" in client.get(response.url).content.decode()
    assert client.get(HILL).url.startswith(LOGIN)


def test_a_role_that_is_added_ends_nothing(inside, leader, party):
    Access.objects.create(user=leader, branch=party.dale, role="leader")
    assert is_in(inside)
    assert inside.get("/to-chuc/DALE/2023-12/").status_code == 200


def test_writing_with_a_role_that_is_over_writes_nothing_but_that_it_was_tried(inside, leader, party):
    Access.objects.filter(user=leader).update(valid_from=cast.day("01/01/2022"), valid_to=cast.day("31/12/2023"))
    assert ended(inside.post(reverse("branches:language_set"), {"language": "en"})) == "role"
    entry = AuditEntry.objects.get(act=Act.REFUSED)
    assert (entry.actor, entry.reason) == (leader, "branches:language_set")
    assert User.objects.get(pk=leader.pk).language == ""


def test_the_key_of_the_session_changes_with_each_login(client, leader):
    client.get(LOGIN)
    keys = set()
    for _time in range(3):
        enters(client)
        keys.add(client.session.session_key)
        client.post(reverse("branches:logout"))
    assert len(keys) == 3


# --- Opened again on the spot


def says(browser, **said):
    return browser.post(AGAIN, {"username": "lanhdao", "password": cast.PASSWORD} | said, headers=FETCH)


def test_a_password_opens_the_locked_screen_on_the_spot(inside, now, leader):
    now(15 * 60)
    assert inside.get(HILL).status_code == 302
    answer = says(inside)
    assert answer.status_code == 200
    assert answer.json()["user"] == "lanhdao"
    assert answer.json()["seconds"] == 15 * 60
    assert answer.json()["token"]
    assert is_in(inside)
    assert AuditEntry.objects.filter(actor=leader, act=Act.LOGGED_IN).count() == 2


def test_a_wrong_one_says_so_and_is_counted(inside, now):
    now(15 * 60)
    answers = [says(inside, password="sai") for _guess in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert "chưa đúng" in answers[0].json()["error"]
    assert "Thử lại lúc" in answers[5].json()["error"]
    assert not is_in(inside)


def test_who_logged_in_meanwhile_stays_so(inside, party):
    cast.account("bithu", "secretary", party.north)
    inside.post(reverse("branches:logout"))
    enters(inside, "bithu")
    answer = says(inside)
    assert answer.status_code == 409
    assert answer.json()["user"] == "bithu"
    assert inside.get(STATE, headers=FETCH).json()["user"] == "bithu"


def test_the_script_gets_a_token_that_is_good_after_another_tab_has_logged_in(leader):
    strict = Client(enforce_csrf_checks=True)
    token = strict.get(STATE, headers=FETCH).json()["token"]
    answer = strict.post(
        AGAIN, {"username": "lanhdao", "password": cast.PASSWORD}, headers=FETCH | {"X-CSRFToken": token}
    )
    fresh = answer.json()["token"]
    set_language = reverse("branches:language_set")
    assert strict.post(set_language, {"language": "vi", "csrfmiddlewaretoken": fresh}).status_code == 302


# --- Without a script


def test_a_form_sent_too_late_is_offered_again_to_its_writer(inside, now, leader):
    now(15 * 60)
    said = {"language": "en", "next": HILL, "many": ["a", "b"]}
    response = inside.post(reverse("branches:language_set"), said)
    assert ended(response) == "idle"
    assert User.objects.get(pk=leader.pk).language == ""
    assert enters(inside, address=response.url).url == TYPED
    page = inside.get(TYPED)
    assert page.context["address"] == reverse("branches:language_set")
    assert page.context["fields"] == [("language", "en"), ("next", HILL), ("many", "a"), ("many", "b")]
    assert '<input type="hidden" name="many" value="b">' in page.content.decode()


def test_it_is_offered_to_nobody_else(inside, now, party):
    cast.account("bithu", "secretary", party.north)
    now(15 * 60)
    response = inside.post(reverse("branches:language_set"), {"language": "en"})
    enters(inside, "bithu", address=response.url)
    assert inside.get(TYPED).url == "/"
    assert "typed" not in inside.session


@pytest.mark.parametrize("said", [{"old_password": "bi-mat"}, {"text": "a" * 30_000}])
def test_secrets_and_long_texts_are_not_kept(inside, now, said):
    now(15 * 60)
    response = inside.post(reverse("branches:password_change"), said)
    assert enters(inside, address=response.url).url == "/"
    assert inside.get(TYPED).url == "/"


# --- Tidying


def test_a_login_clears_away_what_nobody_needs(leader, client):
    old = timezone.now() - timedelta(days=31)
    Session.objects.create(session_key="alt", session_data="", expire_date=old)
    row = Submission.objects.create(token="00000000-0000-0000-0000-000000000001", user=leader, content="x")
    Submission.objects.filter(pk=row.pk).update(at=old)
    enters(client)
    assert not Session.objects.filter(session_key="alt").exists()
    assert not Submission.objects.exists()
