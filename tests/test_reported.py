"""Which organisations have reported their month: figures, sentence, table, files, and the pages on which they say so."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from recruitment.closing import reopen_month, withdraw_month
from recruitment.models import ClosedMonth
from reports import narrative, tables
from reports.document import Document
from reports.figures.facts import Reported
from reports.figures.names import BranchName
from reports.rendering import render
from reports.rendering.xlsx import facts
from tests import cast
from tests.figures_for_tests import figures

NORTH, SOUTH = BranchName("NORTH", "Đảng bộ xã Bắc"), BranchName("SOUTH", "Đảng bộ xã Nam")
PAGE = "/to-chuc/{}/2023-11/bao-cao-thang/"


def reported(branch, period="2023-11"):
    return cast.figures(branch, period).reported


# --- Figures


def test_of_the_organisations_directly_below_it_is_told_who_has_reported(party):
    assert reported(party.country) == Reported("2023-11", 2, 0, 0, (NORTH, SOUTH))
    cast.close(party.north, "2023-11", "nothing")
    cast.close(party.hill, "2023-11")
    cast.close(party.south, "2023-10")
    assert reported(party.country) == Reported("2023-11", 2, 1, 1, (SOUTH,))
    cast.close(party.south, "2023-11")
    assert reported(party.country) == Reported("2023-11", 2, 2, 1, ())


def test_a_cell_has_nobody_below_who_reports(party):
    assert reported(party.hill) is None


def test_of_a_month_that_runs_nothing_is_told(party, clock):
    clock(2023, 11, 29)
    assert reported(party.country) is None
    clock(2023, 11, 30)
    assert reported(party.country).units == 2


@pytest.mark.parametrize(
    ("period", "month"),
    [
        *(("2023-quy4", "2023-12"), ("2023-quy3", "2023-09"), ("2023-6thang", "2023-06"), ("2023-9thang", "2023-09")),
        *(("2023-nam", "2023-12"), ("2022-nam", "2022-12"), ("2023-11-29", "2023-10"), ("2023-11-30", "2023-11")),
    ],
)
def test_in_a_longer_period_the_last_month_that_is_over_is_asked(party, clock, period, month):
    clock(2024, 1, 1)
    cast.close(party.north, month)
    assert reported(party.country, period) == Reported(month, 2, 1, 0, (SOUTH,))


def test_in_the_first_days_of_a_year_no_month_of_it_is_over(party):
    assert reported(party.country, "2023-01-30") is None


def test_who_was_not_there_on_the_day_does_not_report(party):
    cast.place("YOUNG", "base", party.country, since="15/12/2023")
    cast.place("OLD", "base", party.country, since="01/01/2020", until="20/11/2023")
    assert reported(party.country) == Reported("2023-11", 2, 0, 0, (NORTH, SOUTH))
    assert reported(party.country, "2023-12").units == 3


def test_a_month_that_was_opened_again_stays_reported_one_that_was_taken_back_does_not(party):
    row = cast.close(party.north, "2023-11")
    reopen_month(row.pk, date(2023, 12, 31), "sót", by=system_user())
    assert reported(party.country).reported == 1
    withdraw_month(row.pk, "nhầm", by=system_user())
    assert reported(party.country).reported == 0


def test_it_costs_one_statement_however_many_report(party):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            cast.figures(party.country, "2023-11")
        return len([query for query in asked if "closedmonth" in query["sql"]]), len(asked)

    with_two = cost()
    for number in range(30):
        cast.close(cast.place(f"B{number}", "base", party.country), "2023-11")
    assert cost() == with_two
    assert with_two[0] == 1


# --- What is said of it


def sentence(**said):
    now = figures(reported=Reported(**{"month": "2023-12", "units": 16, "reported": 14, "nothing": 0} | said))
    section = next(each for each in narrative.sections(Document(now)) if "các đơn vị" in each.title)
    return section.paragraphs[-1]


def test_the_report_ends_its_section_on_units_with_who_has_reported():
    assert sentence(silent=(NORTH, SOUTH)) == (
        "Đến ngày lập báo cáo có 14/16 đơn vị đã báo cáo; chưa báo cáo: Đảng bộ xã Bắc, Đảng bộ xã Nam."
    )
    assert sentence(reported=16, nothing=3, silent=()) == (
        "Đến ngày lập báo cáo có 16/16 đơn vị đã báo cáo (trong đó 03 đơn vị không phát sinh)."
    )


def test_a_longer_report_names_the_month():
    now = figures(
        period="2023-quy4", period_kind="quarter", reported=Reported("2023-12", 16, 14, 0, silent=(NORTH, SOUTH))
    )
    assert "14/16 đơn vị đã báo cáo tháng 12/2023" in narrative.who_has_reported(now)


def test_without_organisations_below_nothing_is_said():
    assert narrative.who_has_reported(figures(reported=None)) == ""


def test_table_workbook_and_json_say_the_same(party):
    cast.close(party.north, "2023-11", "nothing")
    now = cast.figures(party.country, "2023-11")
    assert "Đã báo cáo: 01/02 đơn vị; chưa báo cáo: Đảng bộ xã Nam." in tables.children(now).notes
    said = dict(facts(now))
    assert said["Đơn vị đã báo cáo tháng 11/2023"] == "01/02"
    assert said["Trong đó: không phát sinh"] == 1
    assert said["Đơn vị chưa báo cáo"] == "Đảng bộ xã Nam"
    assert json.loads(render(Document(now), "json"))["reported"] == {
        **{"month": "2023-11", "units": 2, "reported": 1, "nothing": 1},
        "silent": [{"code": "SOUTH", "name": "Đảng bộ xã Nam"}],
    }


# --- Pages


def enter(client, role, branch):
    user = cast.account(f"{role}-{branch.code}", role, branch)
    client.force_login(user)
    return user


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sent(*said, own=False, **more):
    """A form as the page sends it: (branch, says) for each organisation."""
    prefix = "own" if own else "unit"
    fields = {f"{prefix}-{branch.pk}-said": what for branch, what in said}
    fields |= {f"{prefix}-{said[0][0].pk}-{name}": value for name, value in more.items()}
    return fields | {f"{prefix}-form_token": uuid4(), "own" if own else "units": "1"}


def test_the_page_of_a_branch_leads_to_who_has_reported(party, client):
    enter(client, "leader", party.country)
    cast.close(party.north, "2023-11")
    page = client.get("/to-chuc/COUNTRY/2023-11/")
    assert "1/2 đơn vị đã báo cáo tháng 11/2023" in text(page)
    assert PAGE.format("COUNTRY") in page.content.decode()
    listed = text(client.get(PAGE.format("COUNTRY")))
    assert "1/2 đơn vị đã báo cáo." in listed
    assert listed.index("Đảng bộ xã Nam") < listed.index("Đảng bộ xã Bắc")  # who is silent comes first


def test_a_secretary_is_reminded_until_the_month_is_confirmed_with_one_button(party, client, clock):
    clock(2023, 12, 5)
    secretary = enter(client, "secretary", party.hill)
    page = client.get("/to-chuc/HILL/")
    assert "Tháng 11/2023 của tổ chức đảng này chưa được xác nhận." in text(page)
    form = client.get(PAGE.format("HILL")).context["own_form"]
    assert form.own["said"].initial == "nothing"
    answer = client.post(PAGE.format("HILL"), sent((party.hill, "nothing"), own=True), follow=True)
    assert "đã xác nhận tháng 11/2023." in text(answer)
    row = ClosedMonth.objects.get()
    assert (row.branch, row.said, row.by, row.told_by) == (party.hill, "nothing", secretary, "own")
    assert "chưa được xác nhận" not in text(client.get("/to-chuc/HILL/"))
    assert answer.context["own_form"] is None


def test_only_who_answers_for_the_organisation_itself_is_reminded(party, client):
    for role, branch in (("leader", party.hill), ("secretary", party.north), ("officer", party.country)):
        enter(client, role, branch)
        assert "chưa được xác nhận" not in text(client.get("/to-chuc/HILL/"))


def test_a_cell_with_facts_is_proposed_to_have_cases(party, client):
    cast.admit(party.hill, "15/11/2023")
    enter(client, "secretary", party.hill)
    page = client.get(PAGE.format("HILL"))
    assert page.context["own_form"].own["said"].initial == "cases"
    assert "1 trường hợp kết nạp, 0 dòng" in text(page)
    answer = client.post(PAGE.format("HILL"), sent((party.hill, "nothing"), own=True))
    assert "Không thể chọn “không phát sinh”" in text(answer)
    assert not ClosedMonth.objects.exists()


def test_an_officer_confirms_for_several_in_one_saving(party, client):
    enter(client, "officer", party.country)
    said = sent((party.north, "cases"), (party.south, "nothing"), told_by="telephone", told_on="3/12/2023")
    assert "Chỉ người của chính tổ chức đảng" in text(client.post(PAGE.format("COUNTRY"), said))
    said |= {"unit-form_token": uuid4(), f"unit-{party.south.pk}-told_by": "paper"}
    assert client.post(PAGE.format("COUNTRY"), said).status_code == 302
    kept = ClosedMonth.objects.values_list("branch__code", "said", "told_by", "told_on")
    assert set(kept) == {
        ("NORTH", "cases", "telephone", date(2023, 12, 3)),
        ("SOUTH", "nothing", "paper", date(2023, 12, 31)),
    }
    assert client.post(PAGE.format("COUNTRY"), said).status_code == 302  # sent twice: written once


def test_who_is_not_of_the_organisation_is_asked_how_it_is_known(party, client):
    enter(client, "secretary", party.north)
    form = client.get(PAGE.format("HILL")).context["own_form"]
    assert [value for value, _label in form.own["told_by"].field.choices] == ["paper", "telephone"]
    enter(client, "secretary", party.hill)
    assert "told_by" not in client.get(PAGE.format("HILL")).context["own_form"].own


def test_nothing_chosen_is_told(party, client):
    enter(client, "officer", party.country)
    answer = client.post(PAGE.format("COUNTRY"), {"unit-form_token": uuid4(), "units": "1"})
    assert "Chọn nội dung báo cáo cho ít nhất một đơn vị." in text(answer)


def test_a_count_that_differs_is_told_at_its_field(party, client):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.move(party.hill, "20/11/2023", "counted", 19)
    enter(client, "secretary", party.hill)
    answer = client.post(PAGE.format("HILL"), sent((party.hill, "cases"), own=True))
    assert "kiểm kê được 19 đảng viên" in text(answer)
    said = sent((party.hill, "cases"), own=True, difference_reason="chưa báo chuyển đi")
    assert client.post(PAGE.format("HILL"), said).status_code == 302


def test_nobody_confirms_on_the_page_for_whom_it_does_not_show(party, client):
    """A form aimed at an organisation beside, or below those directly below."""
    enter(client, "secretary", party.north)
    answer = client.post(PAGE.format("NORTH"), sent((party.dale, "cases"), (party.south, "cases")))
    assert answer.status_code == 200
    assert not ClosedMonth.objects.exists()


def test_an_officer_opens_a_month_again_and_takes_one_back(party, client):
    enter(client, "officer", party.country)
    row = cast.close(party.north, "2023-11")
    address = f"/bao-cao-thang/{row.pk}/mo-lai/"
    assert "Nhập một ngày chưa qua." in text(
        client.post(address, {"reopen-until": "1/12/2023", "reopen-because": "sót"})
    )
    answer = client.post(address, {"reopen-until": "31/12/2023", "reopen-because": "sót"}, follow=True)
    assert answer.redirect_chain[0][0] == PAGE.format("COUNTRY")
    assert "mở lại đến 31/12/2023" in text(answer)
    client.post(f"/bao-cao-thang/{row.pk}/rut-lai/", {"withdraw-because": "nhầm"})
    assert not ClosedMonth.objects.exists()


@pytest.mark.parametrize(
    "address", ["/to-chuc/COUNTRY/2023-nam/bao-cao-thang/", "/to-chuc/COUNTRY/2024-05/bao-cao-thang/"]
)
def test_what_is_no_month_that_has_begun_is_told(party, client, address):
    enter(client, "officer", party.country)
    assert client.get(address).status_code == 400


def test_a_closed_month_is_told_on_the_form_of_a_step(party, client):
    person = cast.candidate(party.hill, birth_date="01/02/1999")
    enter(client, "secretary", party.hill)
    cast.close(party.hill, "2023-11")
    said = {"on": "15/11/2023", "form_token": uuid4(), "seen": "introduced", "version": 1}
    answer = client.post(f"/quan-chung/{person.pk}/buoc/listed/", said)
    assert "đã khóa số liệu tháng 11/2023" in text(answer)


@pytest.mark.parametrize("role", ["officer", "secretary"])
def test_the_page_costs_the_same_for_one_as_for_thirty(party, client, role):
    enter(client, role, party.south)

    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    cast.move(party.dale, "20/11/2023", "counted", 19)
    with_one = cost(PAGE.format("SOUTH")), cost("/to-chuc/SOUTH/2023-11/")
    for number in range(30):
        branch = cast.village(f"V{number}", party.south)
        cast.move(branch, "20/11/2023", "counted", 19)
        if number % 2:
            cast.close(branch, "2023-11", difference_reason="lý do")
    assert (cost(PAGE.format("SOUTH")), cost("/to-chuc/SOUTH/2023-11/")) == with_one
    assert max(with_one) <= 20
