"""Getting in: what guessing costs, whom it cannot hurt, which passwords are refused, what the audit tells (W7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from branches.access import system_user
from branches.accounts import unlock
from branches.audit import Act
from branches.login.passwords import LocalWordsValidator
from branches.login.throttling import MOST_PER_ACCOUNT, MOST_PER_ADDRESS, Caller, Locked, begin_attempt
from branches.models import AuditEntry, User
from config.origin import client_address
from tests import cast

LOGIN = "/dang-nhap/"
OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def leader(party):
    return cast.account("lanhdao", "leader", party.north, full_name="Y Minh Họa")


@pytest.fixture
def looked_at(monkeypatch):
    """(password, what is kept of the right one) for each time that a password was looked at."""
    looked, verify = [], MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda self, *said: looked.append(said) or verify(self, *said))
    return looked


def tries(browser, password="sai", name="lanhdao", at=OFFICE, **headers):
    return browser.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=at, **headers)


def is_in(browser):
    return browser.get("/").status_code == 302 and "_auth_user_id" in browser.session


def known_browser(name="lanhdao", at=OFFICE):
    """A browser with which ``name`` has logged in, and out again."""
    browser = Client()
    assert tries(browser, cast.PASSWORD, name, at).status_code == 302
    browser.post(reverse("branches:logout"))
    return browser


def later(minutes):
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


# --- Guessing


def test_five_passwords_are_looked_at_and_then_none_not_even_the_right_one(client, leader, looked_at):
    codes = [tries(client).status_code for _guess in range(7)] + [tries(client, cast.PASSWORD).status_code]
    assert codes == [200] * 5 + [429] * 3
    assert len(looked_at) == 5
    assert not is_in(client)


def test_a_locked_door_says_when_to_come_back_and_whom_to_ask(client, leader):
    for _guess in range(5):
        tries(client)
    response = tries(client)
    assert response.status_code == 429
    text = response.content.decode()
    assert "Thử lại lúc" in text
    assert "quản trị" in text
    assert 'value="lanhdao"' in text


def test_after_a_quarter_of_an_hour_the_door_opens(client, leader):
    for _guess in range(9):
        tries(client)
    later(minutes=14)
    assert tries(client, cast.PASSWORD).status_code == 429
    later(minutes=1)
    assert tries(client, cast.PASSWORD).status_code == 302


def test_logging_in_forgets_the_own_slips(client, leader):
    for _round in range(4):
        for _slip in range(3):
            assert tries(client).status_code == 200
        assert tries(client, cast.PASSWORD).status_code == 302
        client.post(reverse("branches:logout"))
        client.cookies.clear()


def test_unknown_accounts_are_locked_like_known_ones(client, leader):
    assert [tries(client, name="khong-co").status_code for _guess in range(6)] == [200] * 5 + [429]


def test_a_password_typed_into_the_field_of_the_name_is_not_kept_with_the_failures(client, leader):
    tries(client, name="bi-mat-cua-toi")
    tries(client)
    assert sorted(AccessFailureLog.objects.values_list("username", flat=True)) == ["", "lanhdao"]


def test_another_address_or_another_name_for_the_browser_is_no_new_start(leader, looked_at):
    codes = [
        tries(Client(), at=f"203.0.113.{number}", headers={"user-agent": f"Browser {number}"}).status_code
        for number in range(20)
    ]
    assert codes == [200] * 5 + [429] * 15
    assert len(looked_at) == 5


def test_the_owner_enters_in_the_own_browser_whatever_strangers_do_at_the_same_address(leader, looked_at):
    own = known_browser()
    for _guess in range(20):
        tries(Client())
    assert tries(own, cast.PASSWORD).status_code == 302
    assert is_in(own)


def test_a_known_browser_has_five_attempts_of_its_own_and_strangers_do_not_feel_them(leader, looked_at):
    own = known_browser()
    looked_at.clear()
    assert [tries(own).status_code for _guess in range(6)] == [200] * 5 + [429]
    assert tries(Client(), cast.PASSWORD).status_code == 302


def test_a_browser_is_known_to_those_who_logged_in_with_it_and_to_nobody_else(leader, party):
    cast.account("bithu", "secretary", party.north)
    browser = known_browser()
    for _guess in range(6):
        tries(Client(), name="bithu")
    assert tries(browser, cast.PASSWORD, "bithu").status_code == 429
    later(minutes=15)
    tries(browser, cast.PASSWORD, "bithu")
    browser.post(reverse("branches:logout"))
    for _guess in range(6):
        tries(Client(), name="bithu")
        tries(Client())
    assert tries(browser, cast.PASSWORD, "bithu").status_code == 302
    browser.post(reverse("branches:logout"))
    assert tries(browser, cast.PASSWORD).status_code == 302


def test_a_forged_memory_of_the_browser_is_worth_nothing(leader):
    own = known_browser()
    cookie = own.cookies["known_browser"]
    assert cookie["httponly"]
    assert cookie["max-age"] > 360 * 24 * 3600
    forged = Client()
    forged.cookies["known_browser"] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    for _guess in range(5):
        tries(forged)
    assert tries(Client()).status_code == 429


def test_one_address_that_tries_many_accounts_is_slowed_down_and_locks_none_of_them(party, looked_at):
    names = [f"canbo{number}" for number in range(MOST_PER_ADDRESS + 10)]
    codes = [tries(Client(), name=name, at=ELSEWHERE).status_code for name in names]
    assert codes == [200] * MOST_PER_ADDRESS + [429] * 10
    cast.account(names[0], "leader", party.north)
    cast.account("moi", "leader", party.north)
    own = known_browser("moi", at=OFFICE)
    assert tries(Client(), cast.PASSWORD, names[0]).status_code == 302
    assert tries(own, cast.PASSWORD, "moi", at=ELSEWHERE).status_code == 302


def test_a_whole_ipv6_network_is_one_address(leader):
    for number in range(MOST_PER_ADDRESS):
        tries(Client(), name=f"ai-do-{number}", at=f"2001:db8:1:1::{number:x}")
    assert tries(Client(), name="ai-do", at="2001:db8:1:1:ffff::1").status_code == 429
    assert tries(Client(), name="ai-do", at="2001:db8:1:2::1").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="the tests' SQLite lives in memory: one writer at a time")
def test_guesses_made_at_the_same_moment_do_not_pass_together():
    def begin(number):
        try:
            begin_attempt(Caller("lanhdao", f"203.0.113.{number}", ""))
        except Locked:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(begin, range(64))) <= MOST_PER_ACCOUNT


def guess_everything(accounts, guesses, looked_at):
    """Guesses spread evenly over accounts, each from an address of its own and with a forged header besides."""
    for number in range(guesses):
        at = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        header = {"HTTP_X_FORWARDED_FOR": f"{OFFICE}, 203.0.113.{number % 250}"}
        tries(Client(), name=accounts[number % len(accounts)], at=at, **header)
    seen = {}
    for _password, encoded in looked_at:
        seen[encoded] = seen.get(encoded, 0) + 1
    return seen


def many_accounts(party, count):
    return [cast.account(f"canbo{number}", "leader", party.north).username for number in range(count)]


def prove_that_guessing_fails(party, looked_at, accounts, guesses):
    names = many_accounts(party, accounts)
    own = {name: known_browser(name) for name in names[:10]}
    cast.account("khac", "leader", party.north)
    looked_at.clear()
    seen = guess_everything(names, guesses, looked_at)
    assert len(seen) == accounts
    assert max(seen.values()) == MOST_PER_ACCOUNT
    assert all(tries(browser, cast.PASSWORD, name).status_code == 302 for name, browser in own.items())
    assert tries(Client(), cast.PASSWORD, "khac").status_code == 302


def test_guessing_from_everywhere_fails_and_others_feel_nothing(party, looked_at):
    prove_that_guessing_fails(party, looked_at, accounts=4, guesses=60)


@pytest.mark.prove
def test_ten_thousand_guesses_on_two_hundred_accounts_fail(party, looked_at):
    prove_that_guessing_fails(party, looked_at, accounts=200, guesses=10_000)


@pytest.mark.prove
def test_ten_thousand_guesses_from_one_address_with_forged_headers_fail(party, looked_at):
    names = many_accounts(party, 200)
    own = known_browser(names[0])
    looked_at.clear()
    for number in range(10_000):
        tries(
            Client(), name=names[number % 200], at=ELSEWHERE, HTTP_X_FORWARDED_FOR=f"10.0.{number >> 8}.{number & 255}"
        )
    assert len(looked_at) == MOST_PER_ADDRESS
    assert tries(own, cast.PASSWORD, names[0], at=ELSEWHERE).status_code == 302


# --- From where


def asked(forwarded, remote="192.0.2.1"):
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    return request


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_there_are_proxies_of_ours(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(asked(forwarded)) == address


def test_a_request_from_nowhere_has_no_address(settings):
    assert client_address(asked("203.0.113.5", remote="")) == ""


def test_the_audit_and_the_lock_know_the_same_address(leader, settings):
    settings.TRUSTED_PROXIES = 1
    browser = Client()
    tries(browser, at="192.0.2.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.5")
    assert AccessAttempt.objects.get().ip_address == "203.0.113.5"
    assert AccessFailureLog.objects.get().ip_address == "203.0.113.5"
    tries(browser, cast.PASSWORD, at="192.0.2.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.5")
    assert AuditEntry.objects.get(act=Act.LOGGED_IN).origin == "203.0.113.5"


# --- Unlocking


def test_an_administrator_unlocks_and_the_audit_says_so(client, leader, party):
    admin = cast.account("quantri", "admin", party.country)
    for _guess in range(6):
        tries(client)
    unlock(leader, by=admin)
    assert tries(client, cast.PASSWORD).status_code == 302
    entry = AuditEntry.objects.get(act=Act.UNLOCKED)
    assert (entry.actor, entry.object_id, entry.branch) == (admin, leader.pk, party.north)


@pytest.mark.parametrize(("role", "place"), [("officer", "country"), ("admin", "south"), ("admin", "hill")])
def test_who_does_not_manage_the_account_does_not_unlock_it(client, leader, party, role, place):
    by = cast.account("ai-do", role, getattr(party, place))
    for _guess in range(6):
        tries(client)
    with pytest.raises(PermissionDenied):
        unlock(leader, by=by)
    assert tries(client, cast.PASSWORD).status_code == 429


def test_nobody_unlocks_himself_and_only_the_system_one_without_any_role(party):
    admin = cast.account("quantri", "admin", party.country)
    stray = User.objects.create(username="khach")
    for user in (admin, stray):
        with pytest.raises(PermissionDenied):
            unlock(user, by=admin)
    unlock(stray, by=system_user())


# --- The audit


def test_logging_in_and_out_stands_in_the_own_chain_and_failing_does_not(client, leader, party):
    tries(client)
    tries(client, cast.PASSWORD)
    client.post(reverse("branches:logout"))
    rows = AuditEntry.objects.filter(actor=leader).order_by("number")
    assert [(row.act, row.object_id, row.branch) for row in rows] == [
        (Act.LOGGED_IN, leader.pk, party.north),
        (Act.LOGGED_OUT, leader.pk, party.north),
    ]
    assert AccessFailureLog.objects.filter(username="lanhdao").count() == 1


# --- Passwords


@pytest.mark.parametrize(
    "password",
    [
        *("matkhau2024", "Matkhau@123", "M4tkh4u!!2025", "mật khẩu 1234", "MAT-KHAU-12345"),
        *("123456a@123", "12345678910", "2024-2025-2026", "Iahdrai@2024", "huyenuyiahdrai1", "kontum123456"),
        *("@dmin123456", "2024admin!!!", "Đảng bộ huyện 2023", "chibo.dangbo.2025", "YMinhHọa1999", "lanhdao1234"),
        *(
            "dangbo-2024-huyenuy",
            "matkhau" * 10,
            "anhyeuem1234",
            "qwerty123456",
            "password1234",
            "11223344556677",
            "huyện ủy",
        ),
    ],
)
def test_what_is_guessed_first_here_is_refused(password):
    user = User(username="lanhdao", full_name="Y Minh Họa")
    with pytest.raises(ValidationError):
        LocalWordsValidator().validate(password, user)


@pytest.mark.parametrize(
    "password",
    [cast.PASSWORD, "demo-2024-ia-hdrai", "bane-tuki-mohe-liba-472936", "matkhau" * 13 + "x", "Cà phê sữa đá 7h"],
)
def test_a_phrase_of_ones_own_is_taken(password):
    LocalWordsValidator().validate(password, User(username="lanhdao", full_name="Y Minh Họa"))


@pytest.mark.parametrize("password", ["ngan-9ky", "matkhau2024", "1q2w3e4r5t", "minhhoa-nam-2"])
def test_a_weak_password_is_refused_with_a_sentence(client, party, password):
    client.force_login(cast.account("minhhoa-nam", "leader", party.north))
    said = {"old_password": cast.PASSWORD, "new_password1": password, "new_password2": password}
    response = client.post(reverse("branches:password_change"), said)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_guessing_the_old_password_in_an_open_session_is_limited_too(client, leader, looked_at):
    client.force_login(leader)
    said = {"old_password": "sai", "new_password1": "x", "new_password2": "y"}
    codes = [client.post(reverse("branches:password_change"), said).status_code for _guess in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert len(looked_at) == 5


def test_who_bears_a_password_of_somebody_else_changes_it_before_anything_else(client, leader, party):
    User.objects.filter(pk=leader.pk).update(must_change_password=True)
    assert tries(client, cast.PASSWORD).status_code == 302
    change = reverse("branches:password_change")
    for address in ("/", "/to-chuc/NORTH/2023-12/", reverse("branches:second_factor")):
        assert client.get(address).url == change
    assert client.get(change).status_code == 200
    new = "con-suoi-chay-qua-lang"
    assert client.post(change, {"old_password": cast.PASSWORD, "new_password1": new, "new_password2": new}).url == "/"
    assert client.get("/to-chuc/NORTH/2023-12/").status_code == 200
    entry = AuditEntry.objects.get(act=Act.PASSWORD_SET)
    assert (entry.actor, entry.object_id, entry.branch, entry.fields) == (leader, leader.pk, party.north, "password")
