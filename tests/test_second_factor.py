"""The second factor: set up offline, always asked for, never replayed (W9)."""

import re
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from branches.accounts import reset_second_factor
from branches.audit import Act
from branches.login.second_factor import begin_setup, confirm_setup, verify
from branches.models import AuditEntry
from tests import cast

LOGIN, CODE = reverse("branches:login"), reverse("branches:login_code")
FACTOR, SETUP = reverse("branches:second_factor"), reverse("branches:second_factor_setup")
HILL = "/to-chuc/HILL/2023-12/"


@pytest.fixture
def leader(party):
    return cast.account("lanhdao", "leader", party.north, full_name="Y Minh Họa")


@pytest.fixture
def codes(leader, now):
    """The recovery codes of ``leader``, who has set a second factor up a while ago."""
    device = begin_setup(leader)
    codes = confirm_setup(leader, code_of(device))
    now(90)
    return codes


def code_of(device, steps=0):
    """What a telephone shows whose clock is ``steps`` half minutes ahead."""
    telephone = TOTP(device.bin_key)
    telephone.time = time.time() + 30 * steps
    return f"{telephone.token():06}"


def shown(user, steps=0):
    return code_of(TOTPDevice.objects.get(user=user), steps)


def gives_password(browser, name="lanhdao", **said):
    return browser.post(LOGIN, {"username": name, "password": cast.PASSWORD}, **said)


def is_in(browser):
    return browser.get(HILL).status_code == 200


# --- Setting up


def test_it_is_set_up_with_a_picture_or_a_text_and_one_code(client, leader, party, now):
    client.force_login(leader)
    assert client.post(FACTOR, {"password": cast.PASSWORD, "begin": ""}).url == SETUP
    page = client.get(SETUP).content.decode()
    device = TOTPDevice.objects.get(user=leader)
    assert not device.confirmed
    assert "<svg" in page
    assert " style=" not in page
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1]
    assert f"secret={secret.replace(' ', '')}" in device.config_url
    assert "error-summary" in client.post(SETUP, {"code": "000000"}).content.decode()
    codes = client.post(SETUP, {"code": code_of(device)}).context["codes"]
    assert len(set(codes)) == 10
    assert TOTPDevice.objects.get(user=leader).confirmed
    entry = AuditEntry.objects.get(act=Act.SECOND_FACTOR_SET)
    assert (entry.actor, entry.object_id, entry.branch) == (leader, leader.pk, party.north)
    assert is_in(client)


def test_the_password_is_asked_once_more_and_the_secret_is_shown_to_that_session_only(client, leader):
    client.force_login(leader)
    assert client.get(SETUP).url == FACTOR
    assert client.post(FACTOR, {"password": "sai", "begin": ""}).status_code == 200
    assert not TOTPDevice.objects.exists()
    client.post(FACTOR, {"password": cast.PASSWORD, "begin": ""})
    other = Client()
    other.force_login(leader)
    assert other.get(SETUP).url == FACTOR


def test_recovery_codes_are_kept_as_digests_and_shown_once(client, leader, codes):
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {code.replace("-", "") for code in codes}
    gives_password(client)
    client.post(CODE, {"code": shown(leader)})
    page = client.get(FACTOR).content.decode()
    assert not any(code in page for code in codes)


# --- Logging in


def test_who_has_one_is_always_asked_for_a_code(client, leader, codes):
    response = gives_password(client)
    assert response.url == f"{CODE}?next=%2F"
    assert client.get(HILL).status_code == 302
    assert client.post(CODE, {"code": shown(leader)}).url == "/"
    assert is_in(client)
    assert AuditEntry.objects.filter(act=Act.LOGGED_IN).count() == 1


def test_the_page_that_was_asked_for_is_reached_over_both_steps(client, leader, codes):
    response = client.post(f"{LOGIN}?next={HILL}", {"username": "lanhdao", "password": cast.PASSWORD})
    assert client.post(response.url, {"code": shown(leader)}).url == HILL


def test_no_code_without_a_password_a_few_minutes_ago(client, leader, codes, now):
    assert client.get(CODE).url == LOGIN
    gives_password(client)
    now(301)
    assert client.post(CODE, {"code": shown(leader)}).url == LOGIN
    assert not is_in(client)


def test_a_new_password_in_between_takes_the_first_step_back(client, leader, codes):
    gives_password(client)
    leader.set_password("mot-mat-khau-khac-2026")
    leader.save()
    assert client.post(CODE, {"code": shown(leader)}).url == LOGIN


def test_a_code_counts_once(leader, codes):
    code = shown(leader)
    outcomes = []
    for _time in range(5):
        browser = Client()
        gives_password(browser)
        browser.post(CODE, {"code": code})
        outcomes.append(is_in(browser))
    assert outcomes == [True, False, False, False, False]


def test_a_telephone_may_be_half_a_minute_off_and_no_more(leader, codes, now):
    outcomes = {}
    for steps in (-3, -2, -1, 0, 1, 2, 3):
        now(600)
        outcomes[steps] = verify(leader, shown(leader, steps))
    assert outcomes == {-3: False, -2: False, -1: True, 0: True, 1: True, 2: False, 3: False}


@pytest.mark.parametrize("half_minutes", [20, pytest.param(2880, marks=pytest.mark.prove)])
def test_no_code_is_ever_taken_twice(leader, codes, now, half_minutes):
    """Every code of ten minutes (of a day), tried at its own half minute and at the two before and after."""
    taken = []
    device = TOTPDevice.objects.get(user=leader)
    for _half_minute in range(half_minutes):
        for steps in (-2, -1, 0, 1, 2):
            step = int(time.time()) // 30 + steps
            if verify(leader, code_of(device, steps)):
                taken.append(step)
        now(30)
    assert len(taken) > half_minutes // 2
    assert len(taken) == len(set(taken))


def test_a_recovery_code_opens_once(client, leader, codes):
    for code, opens in (
        (codes[0], True),
        (codes[0], False),
        (codes[1].replace("-", " "), True),
        ("00000-00000", False),
    ):
        browser = Client()
        gives_password(browser)
        browser.post(CODE, {"code": code})
        assert is_in(browser) is opens, code
    assert StaticToken.objects.count() == 8


def test_a_recovery_code_of_another_opens_nothing(leader, codes, party):
    other = cast.account("bithu", "secretary", party.north)
    theirs = confirm_setup(other, code_of(begin_setup(other)))
    assert not verify(leader, theirs[0])
    assert verify(other, theirs[0])


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "+12345", "1_2_3_", "abcdef", "0" * 20, "a b"])
def test_what_is_no_code_is_refused(leader, codes, code):
    assert verify(leader, code) is False


def test_guessing_codes_costs_attempts_like_guessing_passwords(leader, codes):
    statuses = []
    for _guess in range(6):
        browser = Client()
        statuses.append(gives_password(browser).status_code)
        statuses.append(browser.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [302, 200, 302, 200, 302, 429, *[429, 302] * 3]
    assert not verify(leader, "000000")
    assert verify(leader, shown(leader)), "the owner's telephone is not locked by it"


# --- Asked of everybody


def test_where_everybody_needs_one_nothing_opens_before_it_is_set_up(client, leader, settings, now):
    settings.SECOND_FACTOR = True
    gives_password(client)
    assert client.get(HILL).url == FACTOR
    assert client.get("/").url == FACTOR
    client.post(FACTOR, {"password": cast.PASSWORD, "begin": ""})
    client.post(SETUP, {"code": code_of(TOTPDevice.objects.get(user=leader))})
    assert is_in(client)


def test_where_everybody_needs_one_it_cannot_be_removed(client, leader, codes, settings):
    settings.SECOND_FACTOR = True
    gives_password(client)
    client.post(CODE, {"code": shown(leader)})
    assert 'name="remove"' not in client.get(FACTOR).content.decode()
    assert client.post(FACTOR, {"password": cast.PASSWORD, "remove": ""}).status_code == 403
    assert TOTPDevice.objects.filter(user=leader, confirmed=True).exists()


# --- Renewing, removing, resetting


def test_new_recovery_codes_replace_the_old_ones(client, leader, codes):
    gives_password(client)
    client.post(CODE, {"code": shown(leader)})
    new = client.post(FACTOR, {"password": cast.PASSWORD, "renew": ""}).context["codes"]
    assert len(new) == 10
    assert not verify(leader, codes[0])
    assert verify(leader, new[0])


def test_the_owner_removes_it_with_the_password(client, leader, codes, party):
    gives_password(client)
    client.post(CODE, {"code": shown(leader)})
    client.post(FACTOR, {"password": "sai", "remove": ""})
    assert TOTPDevice.objects.exists()
    client.post(FACTOR, {"password": cast.PASSWORD, "remove": ""})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    entry = AuditEntry.objects.get(act=Act.SECOND_FACTOR_RESET)
    assert (entry.actor, entry.object_id, entry.branch) == (leader, leader.pk, party.north)
    assert gives_password(Client()).url == "/"


def test_an_administrator_takes_it_away_when_the_telephone_is_lost(client, leader, codes, party):
    gives_password(client)
    client.post(CODE, {"code": shown(leader)})
    admin = cast.account("quantri", "admin", party.country)
    reset_second_factor(leader, by=admin)
    assert not is_in(client), "its sessions have ended"
    assert gives_password(Client()).url == "/"
    entry = AuditEntry.objects.get(act=Act.SECOND_FACTOR_RESET)
    assert (entry.actor, entry.object_id, entry.branch) == (admin, leader.pk, party.north)


def test_an_administrator_elsewhere_does_not(leader, codes, party):
    with pytest.raises(PermissionDenied):
        reset_second_factor(leader, by=cast.account("quantri", "admin", party.south))
    assert TOTPDevice.objects.filter(user=leader, confirmed=True).exists()
