"""The screen is locked and opened again on the spot, in a real browser: nothing typed is lost, nothing stays readable."""

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django_otp.oath import TOTP

from branches.access import system_user
from branches.login.second_factor import begin_setup, confirm_setup
from branches.models import User
from branches.sessions import SEEN, set_idle_minutes
from tests import cast
from tests.browser import WIDTHS

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]

LOCK, WARNING = "dialog[data-session]", "[data-session-warning]"
FORM = "/doi-mat-khau/"
TYPED = "gõ dở dang"
NEW = "con-suoi-chay-qua-lang"


@pytest.fixture
def leader(party):
    set_idle_minutes(5, by=system_user())
    return cast.account("lanhdao", "leader", party.north, full_name="Y Minh Họa")


@pytest.fixture
def at_work(leader, visitor):
    """The leader has typed something into a form, and has a clock that the test sets."""
    visitor.page.clock.install()
    visitor.logs_in("lanhdao", cast.PASSWORD)
    visitor.opens(FORM)
    visitor.page.fill("#id_new_password1", TYPED)
    return visitor


def goes_by(visitor, seconds):
    """Nobody works for a while: on the server and in the browser."""
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store[SEEN] = store.get(SEEN, int(time.time())) - seconds
        store.save()
    visitor.page.clock.fast_forward(seconds * 1000)
    visitor.page.clock.run_for(1500)


def is_locked(visitor):
    visitor.page.wait_for_selector(LOCK, state="visible")
    assert not visitor.page.is_visible("header")
    assert "Y Minh" not in visitor.page.inner_text("body").replace("mật khẩu của Y Minh Họa", "")
    return True


def unlocks(visitor, password=cast.PASSWORD, code=""):
    visitor.page.fill("#session-password", password)
    if code:
        visitor.page.fill("#session-code", code)
    visitor.page.click(f"{LOCK} button[type=submit]")


def goes_on(visitor):
    """What was typed is still there and the form can be sent."""
    visitor.page.wait_for_selector(LOCK, state="hidden")
    assert visitor.page.input_value("#id_new_password1") == TYPED
    visitor.page.fill("#id_old_password", cast.PASSWORD)
    visitor.page.fill("#id_new_password1", NEW)
    visitor.page.fill("#id_new_password2", NEW)
    visitor.page.press("#id_new_password2", "Enter")
    visitor.page.wait_for_selector(".alert-success")
    assert User.objects.get(username="lanhdao").check_password(NEW)


def other_tab(visitor, name):
    """Somebody logs out and in again in another tab of the same browser."""
    tab = visitor.page.context.new_page()
    tab.goto(visitor.server + "/")
    if tab.is_visible("form[action='/dang-xuat/'] button"):
        tab.click("form[action='/dang-xuat/'] button")
    tab.fill("#id_username", name)
    tab.fill("#id_password", cast.PASSWORD)
    tab.press("#id_password", "Enter")
    tab.wait_for_selector("form[action='/dang-xuat/']")
    tab.close()


def test_the_screen_warns_locks_and_opens_with_all_that_was_typed(at_work):
    goes_by(at_work, 250)
    assert at_work.page.is_visible(WARNING)
    goes_by(at_work, 60)
    assert is_locked(at_work)
    assert not at_work.page.is_visible(WARNING)
    at_work.page.keyboard.press("Escape")
    at_work.page.keyboard.press("Escape")
    assert is_locked(at_work)
    assert at_work.page.title() == "Màn hình đã khóa"
    unlocks(at_work)
    goes_on(at_work)
    assert at_work.problems == []


def test_a_wrong_password_says_so_and_the_screen_stays_locked(at_work):
    goes_by(at_work, 310)
    assert is_locked(at_work)
    unlocks(at_work, "sai")
    at_work.page.wait_for_selector("[data-session-error]:not([hidden])")
    assert "chưa đúng" in at_work.page.inner_text("[data-session-error]")
    assert is_locked(at_work)
    unlocks(at_work)
    goes_on(at_work)


def test_going_on_in_time_keeps_the_session(at_work):
    goes_by(at_work, 250)
    at_work.page.click(f"{WARNING} button")
    at_work.page.wait_for_selector(WARNING, state="hidden")
    at_work.page.clock.run_for(1500)
    assert SessionStore(Session.objects.get().session_key)[SEEN] > time.time() - 60
    assert at_work.problems == []


@pytest.mark.parametrize("seconds", [100, 250])
def test_typing_is_working(at_work, seconds):
    goes_by(at_work, seconds)
    at_work.page.press("#id_new_password2", "a")
    at_work.page.clock.run_for(1500)
    at_work.page.wait_for_timeout(300)
    assert SessionStore(Session.objects.get().session_key)[SEEN] > time.time() - 60
    assert at_work.problems == []


def test_a_session_that_died_altogether_is_begun_anew_on_the_spot(at_work):
    Session.objects.all().delete()
    goes_by(at_work, 310)
    assert is_locked(at_work)
    unlocks(at_work)
    goes_on(at_work)
    assert at_work.problems == []


def test_logging_out_and_in_again_in_another_tab_leaves_the_form_good(at_work):
    other_tab(at_work, "lanhdao")
    goes_by(at_work, 250)
    at_work.page.wait_for_timeout(300)
    goes_on(at_work)
    assert at_work.problems == []


def test_another_account_in_another_tab_is_told_and_shows_nothing(at_work, party):
    cast.account("bithu", "secretary", party.north)
    other_tab(at_work, "bithu")
    goes_by(at_work, 250)
    assert is_locked(at_work)
    assert "tài khoản khác" in at_work.page.inner_text(LOCK)
    assert not at_work.page.is_visible("#session-password")
    at_work.page.click("[data-session-reload]")
    at_work.page.wait_for_selector(".account-name >> text=bithu")
    assert at_work.problems == []


def test_who_has_a_second_factor_is_asked_for_a_code_too(leader, visitor):
    device = begin_setup(leader)
    telephone = TOTP(device.bin_key)
    telephone.time = time.time() - 30
    codes = confirm_setup(leader, f"{telephone.token():06}")
    visitor.page.clock.install()
    visitor.logs_in("lanhdao", cast.PASSWORD)
    visitor.page.fill("#id_code", codes[0])
    visitor.page.press("#id_code", "Enter")
    visitor.page.wait_for_selector("form[action='/dang-xuat/']")
    visitor.opens(FORM)
    visitor.page.fill("#id_new_password1", TYPED)
    goes_by(visitor, 310)
    assert is_locked(visitor)
    unlocks(visitor)
    visitor.page.wait_for_selector("[data-session-error]:not([hidden])")
    visitor.problems.clear()
    unlocks(visitor, code=codes[1])
    goes_on(visitor)
    assert visitor.problems == []


def test_the_lock_fits_every_width(at_work):
    goes_by(at_work, 310)
    for width in WIDTHS:
        at_work.page.set_viewport_size({"width": width, "height": 640})
        assert is_locked(at_work)
        assert not at_work.scrolls_sideways(), width


def test_without_scripts_a_form_sent_too_late_is_offered_again(leader, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(live_server.url + "/")
    page.fill("#id_username", "lanhdao")
    page.fill("#id_password", cast.PASSWORD)
    page.press("#id_password", "Enter")
    assert not page.is_visible(LOCK)
    assert not page.is_visible(WARNING)
    row = Session.objects.get()
    store = SessionStore(row.session_key)
    store[SEEN] -= 310
    store.save()
    page.click("button[value=en]")
    assert "màn hình được khóa" in page.inner_text("main")
    page.fill("#id_username", "lanhdao")
    page.fill("#id_password", cast.PASSWORD)
    page.press("#id_password", "Enter")
    page.click("main button[type=submit]")
    page.wait_for_selector("html[lang=en]")
    assert User.objects.get(username="lanhdao").language == "en"
    context.close()
