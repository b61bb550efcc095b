"""The ledger of reports and the page of one: what is offered to whom, what it costs, how a report goes through."""

import re
from datetime import date
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.access import system_user
from branches.models import AuditEntry
from config import installation
from reports.drafting import start_report
from reports.issuing import sign_report, submit_report
from reports.models import Report, State
from reports.periods import CUT_OFF_DAY, parse_period
from tests import cast
from tests.test_chain import sign

MOST_STATEMENTS = 30
"""The page of a frozen report makes today's figures besides, to compare them."""


def report_of(branch, period="2023-12", *, is_put_up=True):
    report = start_report(branch, parse_period(period, branch), by=system_user())
    return submit_report(report.pk, 1, by=system_user()) if is_put_up else report


def signed(branch, period="2023-12", number=5):
    said = {"number": number, "symbol": "BC/ĐU", "signed_on": cast.day("05/01/2024"), "signer": "Y Minh Họa"}
    said |= {"signing_authority": "T/M Đảng ủy", "post": "Bí thư"}
    return sign_report(report_of(branch, period).pk, said, 2, by=system_user())


def address(name, report, *more):
    return reverse(f"reports:report_{name}", args=[report.pk, *more])


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def office(party, clock):
    clock(2024, 1, 20)
    cast.opening(party.hill, "01/01/2023", 20)
    cast.admit(party.hill, "05/12/2023")
    return party


@pytest.fixture
def officer(office, client):
    client.force_login(cast.account("canbo", "officer", office.north))
    return client


@pytest.fixture
def leader(office, client):
    client.force_login(cast.account("lanhdao", "leader", office.north))
    return client


# --- From the page of a branch to the signed file


def test_a_report_goes_from_the_page_of_its_branch_to_the_signed_file(officer, office):
    branch_page = reverse("reports:branch_detail", args=["NORTH", "2023-12"])
    start = reverse("reports:report_start", args=["NORTH", "2023-12"])
    assert start in officer.get(branch_page).content.decode()
    page = officer.post(start).url
    report = Report.objects.get()
    assert page == address("detail", report)
    said = {"assessment": "Có tiến bộ.", "causes": "", "tasks": "Tạo nguồn.", "version": 1, "form_token": uuid4()}
    assert officer.post(page, said).status_code == 302
    assert "IV- Nhiệm vụ" in text_of(officer.get(page)) or "Nhiệm vụ thời gian tới" in text_of(officer.get(page))
    officer.post(page, said | {"version": 2, "form_token": uuid4(), "put_up": "1"})
    form = officer.get(address("sign", report)).context["form"]
    assert (form["number"].value(), form["version"].value()) == (1, 3)
    on_paper = {"number": "5", "symbol": "BC/ĐU", "signed_on": "5/1/2024", "signer": "Y Minh Họa", "post": "Bí thư"}
    officer.post(address("sign", report), on_paper | {"version": 3, "form_token": uuid4()})
    report.refresh_from_db()
    assert (report.state, report.numbered) == (State.SIGNED, "05-BC/ĐU")
    file = officer.get(address("file", report, "pdf"))
    assert sha256(file.content).hexdigest() == report.files.get(form="pdf").digest
    assert "bao-cao-NORTH-2023-12-so-05.pdf" in file["Content-Disposition"]
    assert AuditEntry.objects.filter(act="exported", object_id=report.pk, kind="reports.report").count() == 1
    shown = officer.get(branch_page)
    assert "Tải báo cáo đã ký số 05-BC/ĐU (PDF)" in text_of(shown)
    assert address("file", report, "pdf") in shown.content.decode()
    assert start not in shown.content.decode()


def test_a_form_that_was_made_before_somebody_else_was_faster_says_so(officer, office):
    report = report_of(office.north, is_put_up=False)
    officer.post(address("detail", report), {"assessment": "Một", "version": 1, "form_token": uuid4()})
    answer = officer.post(address("detail", report), {"assessment": "Hai", "version": 1, "form_token": uuid4()})
    assert "vừa thay đổi báo cáo này" in text_of(answer)
    assert Report.objects.get().assessment == "Một"
    assert "vừa thay đổi báo cáo này" in text_of(
        officer.post(
            address("detail", report), {"assessment": "Ba", "version": 1, "form_token": uuid4(), "put_up": "1"}
        )
    )
    assert Report.objects.get().state == "draft"


def test_a_sign_form_is_answered_with_its_problems_at_their_fields(officer, office):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    signed(office.north, "2023-11", number=5)
    report = report_of(office.north)
    said = {"number": "5", "symbol": "BC/ĐU", "signed_on": "30/12/2023", "signer": "Y Minh Họa"}
    answer = officer.post(address("sign", report), said | {"version": 2, "form_token": uuid4()})
    assert set(answer.context["form"].errors) == {"number", "signed_on"}
    assert "đã dùng cho báo cáo tháng 11/2023" in text_of(answer)


def test_what_keeps_a_draft_back_is_said_instead_of_the_button(officer, office):
    report = report_of(office.north, "2024-01", is_put_up=False)
    answer = officer.get(address("detail", report))
    assert "Tháng 01/2024 chưa kết thúc (đến hết ngày 31/01/2024)" in text_of(answer)
    assert 'name="put_up"' not in answer.content.decode()
    ready = report_of(office.north, is_put_up=False)
    assert 'name="put_up"' in officer.get(address("detail", ready)).content.decode()


def test_a_difference_to_counted_heads_is_asked_for_on_the_page(officer, office):
    report = report_of(office.north, is_put_up=False)
    assert "difference_reason" not in officer.get(address("detail", report)).content.decode()
    cast.move(office.hill, "31/12/2023", "counted", 25)
    cast.move(office.north, "31/12/2023", "counted", 25)
    assert "difference_reason" in officer.get(address("detail", report)).content.decode()


def test_issued_anew_the_old_one_leads_to_the_new_and_back(officer, office):
    old = signed(office.north)
    page = officer.post(address("issue_anew", old), {"because": "Bổ sung", "version": 3, "form_token": uuid4()}).url
    new = Report.objects.get(supersedes=old)
    assert page == address("detail", new)
    assert "thay thế Báo cáo số 05-BC/ĐU" in text_of(officer.get(page))
    assert address("detail", old) in officer.get(page).content.decode()
    assert "Bản ban hành lại" in text_of(officer.get(reverse("reports:branch_detail", args=["NORTH", "2023-12"])))


def test_a_signed_report_says_what_differs_today(officer, office):
    report = signed(office.north)
    beside_today = address("compared", report)
    assert beside_today in officer.get(address("detail", report)).content.decode()
    assert "Không có gì khác" in text_of(officer.get(beside_today))
    cast.admit(office.hill, "20/12/2023")
    answer = officer.get(beside_today)
    assert "Không có gì khác" not in text_of(answer)
    assert ("Kết nạp trong tháng", "1", "2") in [(d.row, d.then, d.now) for d in answer.context["compared"]["rows"]]


def test_a_draft_has_nothing_to_be_compared_with_and_what_is_not_seen_is_not_there(officer, office):
    draft, beside = report_of(office.moor, is_put_up=False), signed(office.south)
    assert address("compared", draft) not in officer.get(address("detail", draft)).content.decode()
    assert [officer.get(address("compared", each)).status_code for each in (draft, beside)] == [404, 404]


def test_months_later_nothing_differs_and_the_page_says_what_is_not_compared(officer, office, clock):
    report = report_of(office.north)
    clock(2024, 6, 1)
    answer = text_of(officer.get(address("compared", report)))
    assert "Không có gì khác" in answer
    assert "Không đối chiếu những nội dung chỉ biết được vào ngày lập báo cáo: việc quá hạn" in answer
    assert "nối tiếp một báo cáo đã ký khác" not in answer


def test_where_another_report_is_gone_on_from_today_the_page_says_so(officer, office):
    report = report_of(office.north)
    sign(office.north, "2023-10", 1)
    answer = text_of(officer.get(address("compared", report)))
    assert "Không có gì khác" in answer
    assert "nay số lũy kế nối tiếp một báo cáo đã ký khác" in answer


def test_of_a_period_whose_days_have_changed_the_page_says_only_that(officer, office):
    report = report_of(office.north, "2023-11")
    installation.set_value(CUT_OFF_DAY, 20, valid_from=date(2023, 1, 1))
    answer = text_of(officer.get(address("compared", report)))
    assert "Báo cáo tính từ 01/11/2023 đến hết 30/11/2023; nay kỳ này tính từ 21/10/2023 đến hết 20/11/2023" in answer
    assert "Không có gì khác" not in answer


def test_a_leader_reads_everything_and_is_offered_nothing(leader, office):
    reports = [signed(office.north), report_of(office.hill), report_of(office.moor, is_put_up=False)]
    for report in reports:
        page = leader.get(address("detail", report)).content.decode()
        assert 'name="put_up"' not in page
        for act in ("sign", "send_back", "issue_anew", "discard"):
            assert address(act, report) not in page
    assert (
        reverse("reports:report_start", args=["NORTH", "2023-11"])
        not in leader.get(reverse("reports:branch_detail", args=["NORTH", "2023-11"])).content.decode()
    )


def test_a_form_of_a_report_that_stands_elsewhere_by_now_leads_back(officer, office):
    report = signed(office.north)
    for act in ("sign", "send_back"):
        answer = officer.get(address(act, report), follow=True)
        assert "Chưa ghi gì: báo cáo này hiện ở trạng thái “Đã ký”." in text_of(answer)


def test_a_file_that_a_signed_report_does_not_have_is_not_there(officer, office):
    report = signed(office.north)
    report.files.filter(form="xlsx").delete()
    assert officer.get(address("file", report, "xlsx")).status_code == 404


# --- The ledger


def listed(client, **asked):
    return [(row.branch.code, row.period) for row in client.get("/bao-cao/", asked).context["page"]]


def test_the_ledger_is_asked_by_organisation_state_and_year(officer, office):
    report_of(office.hill, "2023-12")
    report_of(office.north, "2023-11", is_put_up=False)
    report_of(office.south, "2023-12")
    report_of(office.north, "2022-nam")
    assert listed(officer) == [("HILL", "2023-12"), ("NORTH", "2023-11"), ("NORTH", "2022-nam")]
    assert listed(officer, branch="HILL") == [("HILL", "2023-12")]
    assert listed(officer, state="draft") == [("NORTH", "2023-11")]
    assert listed(officer, year="2022") == [("NORTH", "2022-nam")]
    for wrong in ({"branch": "SOUTH"}, {"state": "la"}, {"year": "mai"}):
        assert listed(officer, **wrong) == []


def test_an_empty_ledger_says_how_a_report_is_begun(officer):
    assert "Chưa có báo cáo nào." in text_of(officer.get("/bao-cao/"))


# --- What it costs


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_ledger_costs_the_same_for_one_report_and_for_many(officer, office):
    report_of(office.north, "2023-01")
    with_one = statements(officer, "/bao-cao/")
    for number in range(2, 12):
        report_of(office.north, f"2023-{number:02d}", is_put_up=number % 2 == 0)
    assert statements(officer, "/bao-cao/") == with_one <= 10


def test_the_page_of_a_report_costs_the_same_whatever_it_counts(officer, office):
    report = signed(office.north)
    with_one = statements(officer, address("detail", report))
    for number in range(3):
        cell = cast.village(f"V{number}", office.north, since="01/01/2023")
        cast.opening(cell, "01/02/2023", 10)
        cast.admit(cell, "01/12/2023")
    assert statements(officer, address("detail", report)) == with_one <= MOST_STATEMENTS


def test_the_page_of_a_branch_costs_the_same_with_reports_and_without(officer, office):
    page = reverse("reports:branch_detail", args=["NORTH", "2023-12"])
    without = statements(officer, page)
    report_of(office.north)
    assert statements(officer, page) == without <= 20


def test_what_was_typed_is_saved_with_putting_up(officer, office):
    report = report_of(office.north, is_put_up=False)
    said = {"assessment": "Một năm tốt.", "version": 1, "form_token": uuid4(), "put_up": "1"}
    answer = officer.post(address("detail", report), said, follow=True)
    assert "Đã trình ký" in text_of(answer)
    report.refresh_from_db()
    assert (report.state, report.assessment) == ("submitted", "Một năm tốt.")
    assert "Một năm tốt." in report.frozen


def test_a_text_that_is_still_that_of_the_report_before_is_pointed_out(officer, office):
    signed(office.north, "2023-11", number=1)
    Report.objects.update(assessment="Tăng so với cùng kỳ.")
    report = report_of(office.north, is_put_up=False)
    assert "Còn nguyên văn của báo cáo trước: Đánh giá chung" in text_of(officer.get(address("detail", report)))
    officer.post(address("detail", report), {"assessment": "Bằng cùng kỳ.", "version": 1, "form_token": uuid4()})
    assert "Còn nguyên văn" not in text_of(officer.get(address("detail", report)))


def test_a_number_far_beyond_the_last_one_is_asked_about(officer, office):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    signed(office.north, "2023-11", number=5)
    report = report_of(office.north)
    said = {"number": "500", "symbol": "BC/ĐU", "signed_on": "31/12/2023", "signer": "Y Minh Họa", "version": 2}
    answer = officer.post(address("sign", report), said | {"form_token": uuid4()})
    assert "Báo cáo trước mang số 5. Số 500 có đúng không?" in text_of(answer)
    assert "is_far" in answer.content.decode()
    assert "is_far" not in officer.get(address("sign", report)).content.decode()
    officer.post(address("sign", report), said | {"is_far": "on", "form_token": uuid4()})
    assert Report.objects.get(pk=report.pk).number == 500


def test_what_cannot_be_put_up_is_saved_all_the_same_and_says_why(officer, office):
    report = report_of(office.north, "2024-01", is_put_up=False)
    said = {"assessment": "Đang làm.", "version": 1, "form_token": uuid4(), "put_up": "1"}
    answer = officer.post(address("detail", report), said, follow=True)
    assert "Tháng 01/2024 chưa kết thúc" in text_of(answer)
    report.refresh_from_db()
    assert (report.state, report.assessment) == ("draft", "Đang làm.")
