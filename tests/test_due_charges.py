"""Somebody is in charge of what is due: on the list, its filter, an organisation's badge, and the paper for the meeting."""

import subprocess
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import system_user
from branches.audit import Act
from branches.models import AuditEntry
from config.refusal import Refused
from recruitment.due import Matter
from recruitment.models import Charge
from recruitment.stages import Stage
from recruitment.views import due as views
from recruitment.wrong_entries import void_person
from reports.papers import due as due_paper
from reports.rendering import pdf
from reports.views import papers
from tests import cast, way
from tests.counted import statements

PAGE, BADGE, PAPER = "/viec-can-lam/", "/viec-can-lam/so-viec/", "/viec-can-lam/bieu/"
S = Stage


def form_of(person, matter="ceremony"):
    return f"{PAGE}{person.pk}/{matter}/"


def late_version(person):
    return way.again(person).version


def sent(**said):
    return {"form_token": uuid4(), "name": "", "note": ""} | said


@pytest.fixture
def late(party, clock):
    """Somebody whose ceremony was due on 8/12/2022; it is the 12th."""
    person = way.on_the_way(party.hill, S.DECIDED, "Y Trễ Lễ")
    clock(2022, 12, 12)
    return person


@pytest.fixture
def officer(party, client):
    account = cast.account("canbo", "officer", party.north)
    client.force_login(account)
    return account


class TestTheVerb:
    def test_somebody_is_put_in_charge_and_taken_away_again_each_written_down_once(self, late):
        for name, note in (("Bí thư chi bộ", "đã xếp lịch"), ("  Bí  thư chi bộ ", "đã xếp lịch")):
            way.put_in_charge(late.pk, "ceremony", name, note, by=system_user())
        assert list(Charge.objects.values_list("matter", "name", "note")) == [
            ("ceremony", "Bí thư chi bộ", "đã xếp lịch")
        ]
        way.put_in_charge(late.pk, "ceremony", "", "", by=system_user())
        way.put_in_charge(late.pk, "ceremony", "", "", by=system_user())
        assert not Charge.objects.exists()
        assert AuditEntry.objects.filter(fields="charges", object_id=late.pk).count() == 2

    def test_history_and_audit_say_it_in_words(self, late, officer, client):
        way.put_in_charge(late.pk, "ceremony", "Bí thư chi bộ", "", by=officer)
        assert "người phụ trách việc" in client.get(f"/quan-chung/{late.pk}/lich-su/").content.decode()
        audit = client.get("/nhat-ky/", {"person": late.code}).content.decode()
        assert f"việc: {Matter.CEREMONY.label}; người phụ trách: Bí thư chi bộ" in audit

    @pytest.mark.parametrize(
        ("matter", "name", "note"), [("tea", "A", ""), ("ceremony", "A" * 101, ""), ("ceremony", "", "b" * 201)]
    )
    def test_what_cannot_be_is_refused(self, late, matter, name, note):
        with pytest.raises(Refused):
            way.put_in_charge(late.pk, matter, name, note, by=system_user())
        assert not Charge.objects.exists()

    def test_a_wrong_entry_is_nobodys_charge(self, late):
        void_person(late.pk, "duplicate", way.again(late).version, by=system_user())
        with pytest.raises(Refused):
            way.put_in_charge(late.pk, "ceremony", "A", "", by=system_user())

    def test_a_leader_and_an_officer_elsewhere_may_not(self, late, party):
        for role, branch in (("leader", party.north), ("officer", party.south)):
            with pytest.raises(PermissionDenied):
                way.put_in_charge(late.pk, "ceremony", "A", "", by=cast.account(f"o-{role}", role, branch))


class TestThePage:
    def test_each_row_says_who_sees_to_it_and_leads_to_the_form_and_back_to_the_filtered_list(
        self, late, officer, client
    ):
        page = client.get(PAGE, {"matter": "ceremony", "over": "on"}).content.decode()
        assert f'href="{form_of(late)}?matter=ceremony&amp;over=on"' in page
        address = f"{form_of(late)}?matter=ceremony&over=on"
        assert f'href="{PAGE}?matter=ceremony&amp;over=on"' in client.get(address).content.decode()
        saved = client.post(address, sent(version=late_version(late), name="Bí thư chi bộ", note="đã xếp lịch"))
        assert saved.url == f"{PAGE}?matter=ceremony&over=on"
        page = client.get(saved.url).content.decode()
        assert "Bí thư chi bộ" in page
        assert "đã xếp lịch" in page

    def test_those_nobody_sees_to_can_be_asked_for(self, late, officer, client, party):
        other = way.on_the_way(party.hill, S.DECIDED, "Y Không Ai Lo")
        way.put_in_charge(late.pk, "ceremony", "", "chỉ ghi chú", by=system_user())
        way.put_in_charge(other.pk, "certificate", "Người Khác", "", by=system_user())
        asked = {"matter": "ceremony", "nobody": "on"}
        assert client.get(PAGE, asked).content.decode().count("is-overdue") == 2
        way.put_in_charge(late.pk, "ceremony", "Bí thư chi bộ", "", by=system_user())
        page = client.get(PAGE, asked).content.decode()
        assert "Y Không Ai Lo" in page
        assert "Y Trễ Lễ" not in page

    def test_a_leader_reads_who_sees_to_it_and_has_no_form(self, late, client, party):
        way.put_in_charge(late.pk, "ceremony", "Bí thư chi bộ", "", by=system_user())
        client.force_login(cast.account("lanhdao", "leader", party.north))
        page = client.get(PAGE).content.decode()
        assert "Bí thư chi bộ" in page
        assert form_of(late) not in page
        assert client.get(form_of(late)).status_code == 403
        assert client.get(form_of(late, "tea")).status_code == 403

    def test_a_matter_that_is_none_does_not_exist(self, late, officer, client):
        assert client.get(form_of(late, "tea")).status_code == 404

    def test_too_long_a_name_is_said_at_its_field(self, late, officer, client):
        page = client.post(form_of(late), sent(version=late_version(late), name="a" * 101))
        assert page.status_code == 200
        assert not Charge.objects.exists()


@pytest.fixture
def cost(client):
    def count(address):
        return len(statements(client, address))

    return count


def test_list_and_badge_cost_the_same_for_1_3_and_300_people_and_for_1_and_30_cells(party, officer, cost):
    for person in way.crowd(party.hill, S.VERIFIED, 1):
        way.put_in_charge(person.pk, "dossier", "Bí thư", "", by=system_user())
    cost(PAGE)
    alone = cost(PAGE), cost(BADGE), cost(f"{PAGE}?nobody=on&branch=NORTH")
    way.crowd(party.hill, S.VERIFIED, 2)
    assert (cost(PAGE), cost(BADGE), cost(f"{PAGE}?nobody=on&branch=NORTH")) == alone
    for n in range(29):
        way.crowd(cast.village(f"V{n}", party.north), S.LISTED, 2)
    way.crowd(party.moor, S.DECIDED, 240)
    assert (cost(PAGE), cost(BADGE), cost(f"{PAGE}?nobody=on&branch=NORTH")) == alone
    assert max(alone) <= 20


class TestTheBadge:
    def test_the_page_of_an_organisation_leads_to_what_is_due_there_and_asks_how_much(self, late, officer, client):
        page = client.get("/to-chuc/HILL/2022-12/").content.decode()
        assert f'href="{PAGE}?branch=HILL"' in page
        assert f'data-source="{BADGE}?branch=HILL"' in page
        assert client.get(BADGE, {"branch": "HILL"}).json() == {
            "over": "2 quá hạn",
            "coming": "0 sắp đến hạn",
            "is_over": True,
        }
        assert client.get(BADGE, {"branch": "MOOR"}).json() == {
            "over": "0 quá hạn",
            "coming": "0 sắp đến hạn",
            "is_over": False,
        }

    def test_what_lies_elsewhere_is_not_counted(self, late, client, party):
        client.force_login(cast.account("namxa", "officer", party.south))
        assert client.get(BADGE).json() == {"over": "0 quá hạn", "coming": "0 sắp đến hạn", "is_over": False}
        assert client.get(BADGE, {"branch": "HILL"}).json()["over"] == ""

    def test_of_very_many_people_nothing_is_counted(self, late, officer, client, monkeypatch):
        monkeypatch.setattr(views, "MOST_COUNTED", 0)
        assert client.get(BADGE, {"branch": "HILL"}).json() == {"over": "", "coming": "", "is_over": False}

    def test_an_administrator_who_sees_nobody_has_no_badge(self, late, client, party):
        client.force_login(cast.account("quantri", "admin", party.north))
        assert "data-due-badge" not in client.get("/to-chuc/HILL/").content.decode()
        assert client.get(BADGE).status_code == 404


def text_of(content):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


class TestThePaper:
    def test_it_names_who_what_until_when_and_who_sees_to_it_and_the_audit_tells(self, late, officer, client, party):
        way.put_in_charge(late.pk, "ceremony", "Bí thư chi bộ", "đã xếp lịch", by=system_user())
        answer = client.post(f"{PAPER}?branch=NORTH&matter=ceremony", {"reason": "meeting"})
        assert answer["Content-Type"] == "application/pdf"
        assert 'filename="viec-can-lam-2022-12-12.pdf"' in answer["Content-Disposition"]
        text = text_of(answer.content)
        for words in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "ĐẢNG BỘ XÃ BẮC",
            "tính đến ngày 12/12/2022",
            "08/12/2022",
            "quá 4 ngày",
        ):
            assert words in text
        for words in ("Y Trễ Lễ", "Bí thư chi bộ", "đã xếp lịch", "01 việc quá hạn, 00 việc sắp đến hạn (trích"):
            assert words in text
        entries = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("pk")
        assert [(entry.rows, entry.reason, entry.object_id) for entry in entries] == [
            (1, "meeting", None),
            (None, "meeting", late.pk),
        ]

    @pytest.mark.parametrize(
        ("query", "said"), [("", {}), ("?matter=certificate", {"reason": "meeting"}), ("?matter=tea", {"reason": "x"})]
    )
    def test_without_a_reason_or_with_nothing_to_print_nothing_leaves(self, late, officer, client, query, said):
        answer = client.post(PAPER + query, said)
        assert (answer.status_code, answer.url) == (302, PAGE + query)
        assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()

    def test_a_leader_prints_no_names(self, late, client, party):
        client.force_login(cast.account("lanhdao", "leader", party.north))
        assert PAPER not in client.get(PAGE).content.decode()
        assert client.post(PAPER, {"reason": "meeting"}).status_code == 403

    def test_a_list_too_long_for_a_paper_is_refused(self, late, officer, client, monkeypatch):
        monkeypatch.setattr(papers, "MOST_MATTERS", 0)
        assert client.post(PAPER, {"reason": "meeting"}).status_code == 302
        assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()

    def test_when_no_pdf_can_be_made_nothing_is_written_and_the_list_says_why(self, late, officer, client, monkeypatch):
        monkeypatch.setattr(pdf, "CHILD", pdf.CHILD.with_name("none.py"))
        assert client.post(PAPER, {"reason": "meeting"}).status_code == 302
        assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()

    def test_names_are_text_whatever_they_are(self, late, officer, client, party):
        name = '<img src="file:///etc/passwd">&amp;{{ 7*7 }}'
        way.on_the_way(party.hill, S.DECIDED, name)
        way.put_in_charge(late.pk, "ceremony", "<script>alert(1)</script>", "</td><h1>x", by=system_user())
        text = text_of(client.post(PAPER, {"reason": "meeting"}).content)
        for words in ("<img", "{{ 7*7 }}", "<script>", "</td><h1>"):
            assert words in text

    def test_every_matter_has_its_words_on_paper(self):
        assert set(due_paper.MATTERS) == set(Matter)
        assert sum(width for _title, width in due_paper.COLUMNS) == 100


def test_a_note_of_somebody_else_is_not_lost(late, officer, client):
    page = client.get(f"/viec-can-lam/{late.pk}/ceremony/")
    way.put_in_charge(late.pk, "ceremony", "Người Kia", "đã gọi", by=system_user())
    sent = {"form_token": uuid4(), "version": page.context["form"].initial["version"], "name": "Tôi", "note": ""}
    answer = client.post(f"/viec-can-lam/{late.pk}/ceremony/", sent)
    assert answer.status_code == 200
    assert Charge.objects.get().name == "Người Kia"
