"""The sheet of a sponsor to fill in by hand: who is in care, when the last report was, lines for the next one."""

import io
import unicodedata
from datetime import date

import pytest
from pypdf import PdfReader

from branches.access import system_user
from branches.audit import Act
from branches.models import Access, AuditEntry
from recruitment.sponsoring import record_report
from recruitment.stages import Stage
from reports.views import papers
from tests import cast, way

pytestmark = pytest.mark.django_db
LIST, PAPER = "/giup-do/", "/giup-do/in/"
MM = 72 / 25.4
S = Stage


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.country))
    return client


@pytest.fixture
def member(party):
    return cast.member(party.hill, "Lê Văn Giúp", birth_year=1975)


def helped(person, member, **said):
    return way.sponsor(person, member, role="helps", **said)


def prints(client, reason="meeting", member=None, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.post(f"{PAPER}?{query}", {"reason": reason} | ({"member": member.pk} if member else {}))


def pages_of(response):
    assert response.headers["Content-Type"] == "application/pdf", response.status_code
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


def exports():
    return AuditEntry.objects.filter(act=Act.EXPORTED)


def test_the_sheet_of_a_sponsor_names_everybody_in_care_with_the_last_report(inside, party, member):
    told, silent = (way.on_the_way(party.hill, S.LISTED, name) for name in ("Rơ Châm H'Lan", "A Thiu"))
    said = {"strengths": "Điều đã kể", "weaknesses": "", "proposal": ""}
    record_report(helped(told, member).pk, date(2023, 11, 30), said, by=system_user())
    helped(silent, member)
    helped(way.on_the_way(party.hill, S.LISTED, "A Của Người Khác"), cast.member(party.hill))
    response = prints(inside, member=member)
    (page,) = pages_of(response)
    for text in (
        *("PHIẾU NHẬN XÉT", "đảng viên được phân công giúp đỡ", "Lê Văn Giúp", "1975", "Chi bộ thôn Đồi"),
        *("1. Rơ Châm H'Lan, sinh năm 1999", "ngày 30/11/2023", "2. A Thiu", "Chưa có nhận xét nào"),
        *("Ưu điểm:", "Hạn chế:", "Đề nghị:", "NGƯỜI NHẬN XÉT", "Trang 1/1"),
    ):
        assert text in page, text
    assert "A Của Người Khác" not in page
    assert "Điều đã kể" not in page
    assert page == unicodedata.normalize("NFC", page)
    paper = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    assert (round(paper.width / MM), round(paper.height / MM)) == (210, 297)


def test_who_introduces_and_helps_writes_once_of_a_person(inside, party, member):
    person = way.on_the_way(party.hill, S.LISTED, "A Thiu")
    helped(person, member), way.sponsor(person, member)
    (page,) = pages_of(prints(inside, member=member))
    assert page.count("A Thiu") == 1
    assert "giới thiệu" in page


def test_all_sponsors_of_a_cell_come_as_one_file_each_on_a_page_of_its_own(inside, party, member):
    other = cast.member(party.hill, "A Khác")
    for one in (member, other):
        helped(way.on_the_way(party.hill, S.LISTED), one)
    elsewhere = cast.member(party.moor, "Y Nơi Khác")
    helped(way.on_the_way(party.moor, S.LISTED), elsewhere)
    pages = pages_of(prints(inside, branch="HILL"))
    assert ["Lê Văn Giúp" in pages[0], "A Khác" in pages[1], len(pages)] == [True, True, 2]
    assert len(pages_of(prints(inside, branch="NORTH"))) == 3


def test_many_in_care_go_on_on_the_next_page_and_nobody_is_torn_apart(inside, party, member):
    for n in range(9):
        helped(way.on_the_way(party.hill, S.LISTED, f"A Người {n}"), member)
    pages = pages_of(prints(inside, member=member))
    assert len(pages) > 1
    assert all(page.count("sinh năm 1999") == page.count("Đề nghị:") for page in pages)


def test_hostile_names_are_nothing_but_text(inside, party):
    name = "</div><style>body{display:none}</style><script>1</script>"
    helped(way.on_the_way(party.hill, S.LISTED, name), cast.member(party.hill, name))
    bare = "".join("".join(pages_of(prints(inside))).split())
    assert bare.count("".join(name.split())) >= 2


def test_the_list_has_a_button_for_each_sponsor_and_one_for_all(inside, party, member, client):
    helped(way.on_the_way(party.hill, S.LISTED), member)
    text = inside.get(LIST, {"branch": "HILL"}).content.decode()
    assert f'name="member" value="{member.pk}"' in text
    assert f'action="{PAPER}?branch=HILL"' in text
    client.force_login(cast.account("lanhdao", "leader", party.north))
    assert PAPER not in client.get(LIST).content.decode()


def test_the_file_is_in_the_audit_with_its_reason_and_everybody_on_it(inside, party, member):
    person = way.on_the_way(party.hill, S.LISTED)
    helped(person, member), way.sponsor(person, member)
    prints(inside, branch="HILL", reason="check")
    whole, each, sponsor = exports().order_by("number")
    assert (whole.rows, whole.reason, whole.branch, each.object_id) == (1, "check", party.hill, person.pk)
    assert (sponsor.kind, sponsor.object_id) == ("branches.member", member.pk)


def test_without_a_reason_or_a_sponsor_nothing_leaves(inside, party, member):
    assert "chưa có ai giúp đỡ" in inside.post(PAPER, {"reason": "meeting"}, follow=True).content.decode()
    helped(way.on_the_way(party.hill, S.LISTED), member)
    for sent in ({"reason": ""}, {"reason": "meeting", "member": "999999"}, {"reason": "meeting", "member": "x"}):
        assert inside.post(PAPER, sent).status_code == 302
    assert prints(inside, branch="khong-co").status_code == 302
    assert inside.get(PAPER).status_code == 405
    assert not exports().exists()


def test_more_than_a_file_holds_is_refused_with_a_sentence(inside, party, member, monkeypatch):
    helped(way.on_the_way(party.hill, S.LISTED), member)
    monkeypatch.setattr(papers, "MOST_PEOPLE", 0)
    assert "1 người" in inside.post(PAPER, {"reason": "meeting"}, follow=True).content.decode()
    assert not exports().exists()


@pytest.mark.parametrize(("role", "code"), [("leader", 403), ("admin", 404), ("secretary", 200)])
def test_names_leave_only_with_those_whose_role_may(client, party, member, role, code):
    helped(way.on_the_way(party.hill, S.LISTED), member)
    client.force_login(cast.account("ai-do", role, party.north))
    assert prints(client).status_code == code
    assert exports().exists() == (code == 200)


def test_nobody_is_on_a_sheet_whom_its_reader_may_not_see_or_not_take_out(client, party, member):
    helped(way.on_the_way(party.hill, S.LISTED, "A Của Ta"), member)
    helped(way.on_the_way(party.moor, S.LISTED, "A Nơi Kia"), member)
    user = cast.account("chibo", "secretary", party.hill)
    client.force_login(user)
    text = " ".join(pages_of(prints(client, member=member)))
    assert ("A Của Ta" in text, "A Nơi Kia" in text) == (True, False)
    Access.objects.create(user=user, branch=party.moor, role="leader")
    text = " ".join(pages_of(prints(client, member=member)))
    assert ("A Của Ta" in text, "A Nơi Kia" in text) == (True, False)
    assert exports().count() == 6
