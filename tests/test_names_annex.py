"""The internal annex: who stands behind the figures, for those who may take names out, made when asked for and not kept."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from branches.access import system_user
from branches.audit import Act
from branches.models import AuditEntry
from recruitment.models import Candidate
from recruitment.stages import Stage
from reports.models import Report, ReportFile
from reports.names import names_of
from reports.periods import parse_period
from reports.rendering import pdf
from reports.views import names_annex
from tests import cast, way

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, party):
    client.force_login(cast.account("canbo", "officer", party.north, full_name="Cán Bộ Bắc"))
    return client


def annex(client, code="NORTH", period="2023-12", reason="meeting"):
    return client.post(reverse("reports:names_annex", args=[code, period]), {"reason": reason})


def words(response):
    assert response.headers["Content-Type"] == "application/pdf", response.content[:200]
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages)


def named(branch, period="2023-12", by=None, most=100):
    cells = names_of(branch, parse_period(period, branch), most=most, by=by or system_user())
    return {cell.branch.code: [each.person.full_name for each in cell.people] for cell in cells}


# --- Who is named


def test_everybody_on_the_way_and_admitted_in_the_period_stands_at_the_own_cell(party):
    cast.candidate(party.hill, "Người Một")
    cast.candidate(party.moor, "Người Hai")
    admitted = cast.admit(party.hill, "05/12/2022", name="Người Ba", recognised_on="05/12/2023")
    cast.candidate(party.south, "Người Ngoài")
    assert named(party.north) == {"HILL": ["Người Một"], "MOOR": ["Người Hai"]}
    assert named(party.north, "2022-12") == {"HILL": ["Người Ba", "Người Một"], "MOOR": ["Người Hai"]}
    (cell, _other) = names_of(party.north, parse_period("2022-12"), most=9, by=system_user())
    assert [each.admission for each in cell.people] == [admitted, None]


def test_nobody_is_named_who_is_no_longer_on_the_way(party):
    person = way.on_the_way(party.hill, Stage.REFUSED, "Người Đã Thôi")
    assert person.stage == Stage.REFUSED
    assert named(party.north) == {}


def test_what_is_overdue_stands_beside_the_name(party):
    way.on_the_way(party.hill, Stage.DECIDED, "Người Chờ Lễ")
    (cell,) = names_of(party.north, parse_period("2023-12"), most=9, by=system_user())
    (one,) = cell.people
    assert one.overdue
    assert {each.person_id for each in one.overdue} == {one.person.pk}
    assert all(each.is_overdue for each in one.overdue)


def test_who_was_admitted_here_and_is_elsewhere_by_now_is_named_only_to_those_above_both(party):
    admission = cast.admit(party.hill, "05/12/2022", name="Người Đi")
    Candidate.objects.filter(pk=admission.candidate_id).update(branch=party.south)
    below = cast.account("bac", "officer", party.north)
    assert named(party.north, "2022-12", by=below) == {}
    assert named(party.north, "2022-12") == {"SOUTH": ["Người Đi"]}


@pytest.mark.parametrize("role", ["leader", "admin"])
def test_nobody_is_named_to_who_may_not_take_names_out(party, role):
    cast.candidate(party.hill, "Người Một")
    assert named(party.north, by=cast.account("ai-do", role, party.north)) == {}


def test_names_cost_the_same_statements_for_one_and_for_many(party):
    asked = []
    for count in (1, 2, 30):
        while Candidate.objects.count() < count:
            way.on_the_way(party.hill, Stage.DECIDED, f"Người {Candidate.objects.count()}")
        with CaptureQueriesContext(connection) as queries:
            assert sum(len(people) for people in named(party.north).values()) == count
        asked.append(len(queries))
    assert len(set(asked)) == 1


# --- The paper


def test_the_paper_says_that_it_is_internal_who_made_it_and_when(officer, party):
    way.on_the_way(party.hill, Stage.DECIDED, "Người Chờ Lễ")
    cast.admit(party.moor, "05/12/2023", name="Người Mới", decision_number="12-QĐ/HU")
    text = words(annex(officer))
    assert text.count("Phụ lục nội bộ – không phổ biến") >= 2  # at the top, and at the foot of the page
    assert "Người lập: Cán Bộ Bắc, ngày " in text
    assert "PHỤ LỤC Danh sách kèm theo số liệu công tác phát triển đảng viên tháng 12/2023" in text
    for said in ("Người Chờ Lễ", "Người Mới", "Quyết định số 12-QĐ/HU, ngày 05/12/2023", "quá "):
        assert said in text
    assert "Tổng số 02 người: 01 người kết nạp trong kỳ" in text


def test_everybody_named_is_written_down_with_the_reason_and_nothing_is_kept(officer, party):
    people = [cast.candidate(place, f"Người {place.code}") for place in (party.hill, party.moor)]
    assert annex(officer, reason="check").status_code == 200
    file, *each = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("pk")
    assert (file.rows, file.reason, file.branch) == (2, "check", party.north)
    assert {entry.object_id for entry in each} == {person.pk for person in people}
    assert not Report.objects.exists()
    assert not ReportFile.objects.exists()


def test_without_a_reason_nothing_goes_out(officer, party):
    cast.candidate(party.hill, "Người Một")
    response = annex(officer, reason="")
    assert response.url == reverse("reports:branch_detail", args=["NORTH", "2023-12"])
    assert "hãy chọn lý do" in officer.get(response.url).content.decode().lower() or response.status_code == 302
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


def test_where_there_is_nobody_it_is_said(officer, party):
    response = annex(officer)
    assert "không có ai" in officer.get(response.url).content.decode()


def test_too_many_for_one_paper_are_refused(officer, party, monkeypatch):
    monkeypatch.setattr(names_annex, "MOST_PEOPLE", 1)
    for number in range(2):
        cast.candidate(party.hill, f"Người {number}")
    response = annex(officer)
    assert "nhiều nhất 1 người" in officer.get(response.url).content.decode()
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


def test_where_no_pdf_can_be_made_nothing_is_written_down(officer, party, monkeypatch):
    monkeypatch.setattr(pdf, "_command", lambda *_limits: ["/khong/co/python"])
    cast.candidate(party.hill, "Người Một")
    assert annex(officer).status_code == 302
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


@pytest.mark.parametrize("period", ["2999-01", "2023-13", "1900-2000"])
def test_a_period_that_is_none_is_refused_in_a_sentence(officer, party, period):
    assert annex(officer, period=period).url == reverse("reports:branch_detail", args=["NORTH"])


def test_the_button_is_there_for_those_who_may_only(client, party):
    address = reverse("reports:branch_detail", args=["NORTH", "2023-12"])
    target = reverse("reports:names_annex", args=["NORTH", "2023-12"])
    for role, is_there in (("officer", True), ("secretary", True), ("leader", False), ("admin", False)):
        client.force_login(cast.account(f"la-{role}", role, party.north))
        assert (f'action="{target}"' in client.get(address).content.decode()) == is_there


def test_nobody_from_outside_stands_on_it_whatever_is_there(officer, party):
    cast.candidate(party.hill, "Người Trong")
    before = words(annex(officer))
    for place in (party.dale, party.south, party.country):
        cast.candidate(place, "Người Qzx")
        cast.admit(place, "05/12/2023", name="Người Qzx Mới")
    assert words(annex(officer)) == before


def test_a_hostile_name_is_text_and_nothing_else(officer, party):
    name = '<img src="file:///etc/passwd"><script>alert(1)</script>'
    cast.candidate(party.hill, name)
    assert "".join(name.split()) in "".join(words(annex(officer)).split())
