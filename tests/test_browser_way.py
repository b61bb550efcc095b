"""The way of one person in a real browser, as an officer clicks it."""

import re

import pytest

from branches.names import fold
from recruitment.models import Candidate
from recruitment.stages import Stage
from tests import cast, way
from tests.browser import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
S = Stage
CELL = {"members": 9, "present": 8, "present_probationary": 1, "yes": 7, "no": 1}
BASE, STANDING = {"members": 11, "present": 10, "yes": 10}, {"members": 9, "present": 9, "yes": 9}


@pytest.fixture
def officer(party, visitor):
    cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện")
    visitor.logs_in("canbo", cast.PASSWORD)
    return visitor


def records(visitor, stage, **said):
    """The one button of the page, its form, and back to the page."""
    visitor.follows("#next .next-head a.btn")
    sends(visitor, {"on": f"{way.DAYS[stage]:%d/%m/%Y}"} | said)
    assert visitor.page.inner_text("#way-title").startswith(str(stage.label))


def sends(visitor, said):
    for name, value in said.items():
        visitor.page.fill(f"#id_{name}", str(value))
    visitor.page.click("#submit-id-save")
    visitor.page.wait_for_url(re.compile(r"/quan-chung/\d+/$"))


def lays_in_dossier(visitor, on):
    """Every paper that is still wanted is there."""
    visitor.follows("#papers .next-head a.btn")
    for row in visitor.page.locator("tbody tr").all():
        if "nếu có" not in row.inner_text():
            row.locator("select").select_option("complete")
            day = row.locator("input").nth(1)
            day.fill(day.input_value() or on)
    visitor.saves()
    visitor.page.wait_for_url(re.compile(r"/quan-chung/\d+/#papers$"))


def verifies(visitor):
    visitor.follows("#verifications .next-head a.btn")
    visitor.page.select_option("#id_0-relation", "self")
    for name, value in (("place", "Xã Bắc"), ("sent_on", "10/8/22"), ("answered_on", "10/9/22"), ("done_by", "Chi ủy")):
        visitor.page.fill(f"#id_0-{name}", value)
    visitor.saves()
    visitor.page.wait_for_url(re.compile(r"#verifications$"))


def assigns(visitor, name, said):
    """A sponsor, found by a part of the name without its accents and chosen with the keys."""
    visitor.follows("#sponsors .next-head a.btn")
    visitor.page.locator("#id_member").press_sequentially(fold(name).split()[-1])
    visitor.page.wait_for_selector("#id_member_suggestions li")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    visitor.page.select_option("#id_role", "introduces")
    for field, value in said.items():
        visitor.page.fill(f"#id_{field}", value)
    visitor.page.keyboard.press("Control+s")
    visitor.page.wait_for_url(re.compile(r"#sponsors$"))


def test_somebody_introduced_becomes_a_full_member_by_clicking_only(party, officer):
    person = cast.candidate(party.hill, "Y Minh Họa", birth_date=way.BORN)
    cast.member(party.hill, "Lê Văn Suối"), cast.member(party.hill, "Trần Thị Đồi")
    officer.opens(f"/quan-chung/{person.pk}/")
    records(officer, S.LISTED, number="01-NQ/CB")
    records(officer, S.CERTIFIED, number="15/GCN")
    records(officer, S.PERMITTED, number="02-CV/ĐU")
    records(officer, S.DOSSIER)
    lays_in_dossier(officer, "01/09/2022")
    verifies(officer)
    for name in ("Lê Văn Suối", "Trần Thị Đồi"):
        assigns(officer, name, {"assigned_on": "20/6/22", "known_since": "1/1/2019"})
    records(officer, S.VERIFIED)
    records(officer, S.CELL_RESOLVED, number="03-NQ/CB", **CELL)
    records(officer, S.BASE_RESOLVED, number="04-NQ/ĐU", **BASE)
    for stage in (S.RECEIVED, S.APPRAISED, S.SUBMITTED):
        records(officer, stage)
    records(officer, S.DECIDED, number="05-QĐ/HU", **STANDING)
    records(officer, S.PROBATION)
    lays_in_dossier(officer, "11/11/2023")
    records(officer, S.RECOGNITION_PROPOSED, number="06-NQ/CB", **CELL)
    officer.follows(officer.page.get_by_role("link", name="Ghi nghị quyết của đảng ủy cơ sở"))
    sends(officer, {"on": "20/11/2023", "number": "07-NQ/ĐU"} | BASE)
    records(officer, S.RECOGNISED, number="08-QĐ/HU")
    person = Candidate.objects.get(pk=person.pk)
    admission = person.admissions.get()
    assert person.stage == S.RECOGNISED
    assert (admission.decision_number, admission.ceremony_on) == ("05-QĐ/HU", way.DAYS[S.PROBATION])
    assert person.shortfalls.count() == 0
    assert [each.member.full_name for each in person.sponsorships.all()] == ["Lê Văn Suối", "Trần Thị Đồi"]
    assert officer.problems == []


def test_what_is_missing_leads_to_where_it_is_entered_and_what_was_resolved_is_recorded(party, officer):
    person = way.on_the_way(party.hill, S.VERIFIED)
    person.papers.filter(kind="application").delete()
    officer.opens(f"/quan-chung/{person.pk}/")
    officer.follows("#next .next-head a.btn")
    for name, value in ({"on": "03/10/2022", "number": "3-NQ"} | CELL).items():
        officer.page.fill(f"#id_{name}", str(value))
    officer.saves()
    officer.page.wait_for_selector(".lacks")
    assert "1-KNĐ" in officer.page.inner_text(".lacks")
    assert officer.page.locator(".lacks a").get_attribute("href").endswith("/tai-lieu/")
    assert officer.page.input_value("#id_yes") == "7"
    officer.page.fill("#id_despite", "Chi bộ đã họp và ra nghị quyết")
    officer.follows("#submit-id-despite_it")
    officer.page.fill("#shortfalls input[name=note]", "Đã bổ sung đơn")
    officer.follows("#shortfalls button")
    officer.page.wait_for_selector("#shortfalls .past")
    assert officer.problems == []


def test_enter_walks_through_the_fields_that_are_seen(party, officer):
    person = way.on_the_way(party.hill, S.VERIFIED)
    officer.opens(f"/quan-chung/{person.pk}/buoc/cell_resolved/")
    order = []
    for _ in range(9):
        order.append(officer.page.evaluate("document.activeElement.name"))
        officer.page.keyboard.press("Enter")
    counted = ["members", "present", "present_probationary", "yes", "no", "blank"]
    assert order == ["on", "number", "told_by", *counted]
    assert officer.page.evaluate("document.activeElement.name") == "save"


@pytest.mark.parametrize("who", ["officer", "secretary", "leader"])
def test_no_page_of_the_way_scrolls_sideways_or_breaks_the_content_policy(party, visitor, who):
    cast.account("ai-do", who, party.north)
    people = [way.on_the_way(party.hill, stage) for stage in (S.DOSSIER, S.RETURNED, S.PROBATION, S.DROPPED)]
    visitor.logs_in("ai-do", cast.PASSWORD)
    pages = ["", "lich-su/"]
    if who != "leader":
        pages += ["tai-lieu/", "tham-tra/", "van-ban-dong-y/", "hien-trang/", "buoc/dropped/"]
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        for person in people:
            for page in pages:
                assert visitor.opens(f"/quan-chung/{person.pk}/{page}").ok
                assert not visitor.scrolls_sideways(), (person.stage, page, width)
    assert visitor.problems == []
