"""Every page can be used by everybody (P10): axe finds nothing against WCAG 2.2 AA, and nothing scrolls sideways."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import cast
from tests.browser import WIDTHS
from tests.doors import DOORS, ROLES
from tests.test_canaries import fill_inside

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]

AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
FAULTS = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)))"""
NOWHERE = "/khong-co-trang-nay/"
TO_FILL_IN = "main form[method=post]:has(:required)"
SEND_EMPTY = """form => {
    form.querySelectorAll(":required").forEach(field => field.value = "");
    HTMLFormElement.prototype.submit.call(form);
}"""


def pages_of(role, world, client):
    """The address of every page that a role at NORTH opens, one after another: a door may first need what it is about."""
    yield NOWHERE
    for door in DOORS:
        if door.get[role] == 200:
            address = door.address(world, "own")
            if client.get(address).headers["Content-Type"].startswith("text/html"):
                yield address


def faults_of(visitor, address, widths=WIDTHS):
    """What is wrong with a page at each width, loaded once, and then with the errors of its form sent empty."""
    visitor.opens(address)
    yield from _faults(visitor, address, widths)
    if form := visitor.page.query_selector(TO_FILL_IN):
        with visitor.page.expect_navigation():
            form.evaluate(SEND_EMPTY)
        yield from _faults(visitor, f"{address}, sent empty", widths)


def _faults(visitor, page, widths):
    visitor.page.evaluate(AXE)
    for width in widths:
        visitor.has_width(width)
        if visitor.scrolls_sideways():
            yield f"{page}, {width}: scrolls sideways"
        yield from (f"{page}, {width}: {fault}" for fault in visitor.page.evaluate(FAULTS, list(RULES)))


@pytest.fixture
def looks_around(visitor, client, world):
    """``looks_around(role, widths)``: the faults of all pages of that role at NORTH, with something on every page."""

    def look(role, widths):
        fill_inside(world.party)
        client.force_login(cast.account("khach", role, world.party.north, full_name="Y Minh Họa"))
        cookie = {"name": settings.SESSION_COOKIE_NAME, "url": visitor.server}
        cookie["value"] = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.page.context.add_cookies([cookie])
        return [fault for address in pages_of(role, world, client) for fault in faults_of(visitor, address, widths)]

    return look


@pytest.mark.prove
@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_any_role_shuts_anybody_out(role, looks_around):
    assert looks_around(role, WIDTHS) == []


def test_no_page_of_an_officer_shuts_anybody_out_on_a_telephone(looks_around):
    assert looks_around("officer", WIDTHS[:1]) == []


def test_no_page_before_the_login_shuts_anybody_out(visitor, db):
    assert [fault for address in ("/", NOWHERE) for fault in faults_of(visitor, address)] == []


@pytest.mark.prove
def test_what_one_comes_to_only_by_doing_something_shuts_nobody_out(visitor, party):
    """Settings, the lock, a one-time password, setting up the second factor, its recovery codes, the code asked for."""
    cast.account("quantri", "admin", party.country, full_name="Y Quản Trị")
    other = cast.account("khac", "leader", party.country)
    page, faults = visitor.page, []

    def look(name):
        faults.extend(_faults(visitor, name, WIDTHS))

    visitor.logs_in("quantri", cast.PASSWORD)
    faults += faults_of(visitor, reverse("branches:settings_edit"))
    faults += faults_of(visitor, reverse("reports:look_edit"))
    page.evaluate("document.querySelector('dialog[data-session]').showModal()")
    look("lock")
    visitor.opens(reverse("branches:account_reset", args=[other.pk]))
    page.click("main form [type=submit]")
    page.wait_for_selector(".slip-password")
    look("slip")
    visitor.opens(reverse("branches:second_factor"))
    page.fill("#id_password", cast.PASSWORD)
    page.click("[name=begin]")
    page.wait_for_selector("#id_code")
    look("setting up")
    page.fill("#id_code", f"{TOTP(TOTPDevice.objects.get().bin_key).token():06}")
    page.press("#id_code", "Enter")
    page.wait_for_selector(".recovery-codes")
    look("recovery codes")
    visitor.page.context.clear_cookies()
    visitor.logs_in("quantri", cast.PASSWORD)
    page.wait_for_selector("#id_code")
    look("code")
    assert faults == []
