"""The pages of one's own account: logging in and out, password, language."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import User
from tests import cast

HILL = "/to-chuc/HILL/2023-12/"


@pytest.fixture
def leader(party):
    return cast.account("lanhdao", "leader", party.north)


@pytest.fixture
def inside(client, leader):
    client.force_login(leader)
    return client


def text_of(response):
    return response.content.decode()


def test_a_wrong_password_keeps_the_name_and_links_to_the_field(client, leader):
    response = client.post(reverse("branches:login"), {"username": "lanhdao", "password": "sai"})
    assert response.status_code == 200
    assert 'value="lanhdao"' in text_of(response)
    assert "error-summary" in text_of(response)
    empty = client.post(reverse("branches:login"), {"username": "", "password": ""})
    assert 'href="#id_username"' in text_of(empty)
    assert 'href="#id_password"' in text_of(empty)


def test_the_password_is_changed_and_the_session_goes_on(inside, leader):
    new = "mot-mat-khau-khac-2025"
    said = {"old_password": cast.PASSWORD, "new_password1": new, "new_password2": new}
    assert inside.post(reverse("branches:password_change"), said | {"old_password": "sai"}).status_code == 200
    assert inside.post(reverse("branches:password_change"), said).status_code == 302
    assert User.objects.get(pk=leader.pk).check_password(new)
    assert inside.get(HILL).status_code == 200


def test_logging_out_takes_a_post(inside):
    assert inside.get(reverse("branches:logout")).status_code == 405
    assert inside.post(reverse("branches:logout")).status_code == 302
    assert inside.get(HILL).status_code == 302


def test_the_language_is_kept_with_the_user_and_nobody_is_led_away(inside, leader):
    address = reverse("branches:language_set")
    assert inside.post(address, {"language": "en", "next": HILL}).url == HILL
    assert User.objects.get(pk=leader.pk).language == "en"
    assert 'lang="en"' in text_of(inside.get(HILL))
    assert inside.post(address, {"language": "vi", "next": "https://example.org/"}).url == "/"
    assert inside.post(address, {"language": "fr"}).status_code == 400
    assert User.objects.get(pk=leader.pk).language == "vi"
    assert inside.get(address).status_code == 405


def test_the_choice_of_a_language_writes_nothing_else_of_the_account(inside):
    with CaptureQueriesContext(connection) as captured:
        inside.post(reverse("branches:language_set"), {"language": "en"})
    (update,) = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "branches_user"')]
    assert "language" in update
    assert "password" not in update


@pytest.mark.parametrize("name", ["lanhdao", "da-nghi", "khong-co"])
def test_a_wrong_password_costs_the_same_for_open_closed_and_unknown_accounts(client, leader, party, name, monkeypatch):
    closed = cast.account("da-nghi", "leader", party.north)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    encode, made = MD5PasswordHasher.encode, []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: made.append(args) or encode(*args))
    assert client.post(reverse("branches:login"), {"username": name, "password": "sai"}).status_code == 200
    assert len(made) == 1
