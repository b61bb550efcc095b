"""Somebody is entered twice, found, made one, taken apart and told apart: in a real browser."""

from pathlib import Path

import pytest

from branches.access import system_user
from recruitment.dossier import set_papers
from recruitment.models import Candidate, TwoPeople
from tests import cast, twins
from tests.browser import WIDTHS
from tests.test_accessible import FAULTS, RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text()
PAPER = {"kind": "application", "ordinal": 1, "state": "complete", "number": "5", "dated_on": cast.day("01/09/2022")}


@pytest.fixture
def pair(party):
    cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")
    said = {"birth_date": "01/02/1990", "sex": "female"}
    one = cast.candidate(party.hill, "Y Thử", code="MOT", occupation="farmer", **said)
    other = cast.candidate(party.moor, "Y Thử", code="HAI", occupation="teacher", **said)
    for person, number in ((one, "5"), (other, "6")):
        set_papers(person.pk, [PAPER | {"number": number, "signer": "", "place": ""}], 1, by=system_user())
    return one, other


def faults_of(visitor):
    """What is wrong with the page at each width."""
    visitor.page.evaluate(AXE)
    faults = [(width, "sideways") for width in visitor.widths_that_scroll_sideways()]
    for width in WIDTHS:
        visitor.has_width(width)
        faults += [(width, fault) for fault in visitor.page.evaluate(FAULTS, list(RULES))]
    visitor.has_width(1280)
    return faults


def test_two_entries_are_found_made_one_and_taken_apart(party, visitor, pair):
    one, other = pair
    before = twins.everything_now()
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/")
    visitor.follows("nav.switch a:has-text('Có thể trùng')")
    assert visitor.page.locator(".twins .is-different").count() == 2  # cell and occupation
    assert faults_of(visitor) == []
    visitor.follows("a:has-text('Giữ MOT')")
    assert faults_of(visitor) == []
    visitor.page.check("#id_occupation_1")
    visitor.page.check("#id_branch_0")
    with visitor.page.expect_navigation():
        visitor.saves()
    visitor.page.wait_for_selector(".alert-success")
    assert Candidate.objects.values_list("pk", "occupation", "branch").get() == (one.pk, "teacher", party.hill.pk)
    visitor.opens(f"/quan-chung/{other.pk}/")
    assert visitor.page.locator(f".void-banner a[href='/quan-chung/{one.pk}/']").count() == 1
    assert faults_of(visitor) == []
    visitor.follows(".void-banner a:has-text('Tách lại')")
    assert faults_of(visitor) == []
    visitor.follows("main form button")
    visitor.page.wait_for_selector(".alert-success")
    assert twins.everything_now() == before
    assert visitor.problems == []


def test_somebody_entered_again_is_looked_at_and_is_somebody_else(party, visitor, pair):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/them/")
    visitor.page.fill("#id_full_name", "y thu")
    visitor.page.fill("#id_birth", "1/2/1990")
    visitor.page.fill("#id_branch", "HILL")
    visitor.page.keyboard.press("Escape")
    with visitor.page.expect_navigation():
        visitor.saves()
    assert visitor.page.locator(".typed-beside table").count() == 2
    assert visitor.page.input_value("#id_full_name") == "y thu"
    assert faults_of(visitor) == []
    visitor.follows("[name=somebody_else]")
    visitor.page.wait_for_selector(".alert-success")
    assert Candidate.objects.count() == 3
    assert TwoPeople.objects.count() == 2
    visitor.opens("/quan-chung/trung/")
    visitor.follows("button:has-text('Đây là hai người')")
    visitor.page.wait_for_selector(".alert-info")
    assert TwoPeople.objects.count() == 3
    assert visitor.problems == []
