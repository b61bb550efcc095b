"""The pages of the register of members: who opens them, what they find and take, what they cost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.access import system_user
from branches.audit import Act
from branches.members import edit_member, enter_members
from branches.models import AuditEntry, Member
from tests import cast
from tests.counted import statements

LIST, ENTER = "/dang-vien/", "/dang-vien/them/"
MOST_STATEMENTS = 20
ROLES = ("officer", "secretary", "leader", "admin")


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def someone(party):
    return cast.member(party.hill, "Trần Thị Hòa", birth_year=1980)


def address(member):
    return f"/dang-vien/{member.pk}/sua/"


def text_of(response):
    return response.content.decode()


def shown(client, **asked):
    return [row.member.full_name for row in client.get(LIST, asked).context["rows"]]


def typed(**said):
    """A whole form as a browser sends it."""
    blank = dict.fromkeys(("birth_year", "official_on", "left_on", "code"), "")
    new = {"full_name": "Lê Văn Mới", "branch": "HILL", "form_token": str(uuid4())}
    return blank | new | {"save": "Lưu"} | said


def typed_of(client, member):
    """The form of a member as it was opened."""
    form = client.get(address(member)).context["form"]
    return {bound.html_name: value if (value := bound.value()) is not None else "" for bound in form} | {"save": "Lưu"}


# --- Who may open what


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_open_to_those_whose_role_reaches_and_closed_to_others(client, party, someone, role):
    beside = cast.member(party.dale)
    client.force_login(cast.account("ai-do", role, party.north))
    codes = [client.get(page).status_code for page in (LIST, ENTER, address(someone), address(beside))]
    writes = {"officer": 200, "secretary": 200, "leader": 403}.get(role, 404)
    assert codes == [404 if role == "admin" else 200, writes, writes, 404]


def test_a_leader_reads_the_list_and_is_offered_nothing_to_write(client, party, someone):
    client.force_login(cast.account("lanhdao", "leader", party.north))
    text = text_of(client.get(LIST))
    assert "Trần Thị Hòa" in text
    assert address(someone) not in text
    assert ENTER not in text


def test_the_menu_leads_there_only_who_sees_people(client, party):
    for role in ROLES:
        client.force_login(cast.account(role, role, party.north))
        text = text_of(client.get(reverse("reports:branch_detail", args=["NORTH"])))
        assert (f'href="{LIST}"' in text) == (role != "admin")


def test_whoever_opens_the_form_of_a_member_is_written_down_the_list_is_not(inside, someone):
    inside.get(LIST)
    assert not AuditEntry.objects.filter(act=Act.VIEWED).exists()
    inside.get(address(someone))
    entry = AuditEntry.objects.get(act=Act.VIEWED)
    assert (entry.kind, entry.object_id, entry.branch_id) == ("branches.member", someone.pk, someone.branch_id)
    page = text_of(inside.get("/nhat-ky/", {"person": "tran thi hoa", "what": "seen"}))
    assert "Trần Thị Hòa" in page
    assert "Cán bộ Bắc" in page


def test_an_administrator_reads_no_name_of_a_member_in_the_audit(client, party, someone):
    client.force_login(cast.account("quantri", "admin", party.north))
    text = text_of(client.get("/nhat-ky/"))
    assert f"đảng viên số {someone.pk}" in text.lower()
    assert "Hòa" not in text


# --- Finding


def test_members_are_found_without_accents_and_by_code_in_the_order_of_given_names(inside, party):
    for name in ("Trần Thị Hóa", "Lê Văn Hoa", "Ngô Thị Hòa", "Đinh Văn Ba"):
        cast.member(party.hill, name)
    code = Member.objects.get(full_name="Đinh Văn Ba").code
    assert shown(inside) == ["Đinh Văn Ba", "Lê Văn Hoa", "Ngô Thị Hòa", "Trần Thị Hóa"]
    assert shown(inside, q="hòa") == ["Ngô Thị Hòa", "Lê Văn Hoa", "Trần Thị Hóa"]
    assert shown(inside, q="dinh") == shown(inside, q=code) == shown(inside, q=code.lower()) == ["Đinh Văn Ba"]


def test_the_list_shows_an_organisation_with_all_below(inside, party):
    cast.member(party.hill, "A Đồi")
    cast.member(party.moor, "A Trường")
    assert shown(inside, branch="NORTH") == ["A Đồi", "A Trường"]
    assert shown(inside, branch="Chi bộ thôn Đồi (HILL)") == ["A Đồi"]
    assert shown(inside, branch="DALE") == []


def test_those_who_left_are_shown_when_asked_for(inside, party):
    cast.member(party.hill, "A Còn")
    cast.member(party.hill, "A Rời", left_on="31/12/2023")
    cast.member(party.hill, "A Dự Bị", official_on=None)
    assert shown(inside) == ["A Dự Bị", "A Còn"]
    assert shown(inside, presence="left") == ["A Rời"]
    assert shown(inside, presence="all") == ["A Dự Bị", "A Còn", "A Rời"]
    text = text_of(inside.get(LIST, {"presence": "left"}))
    assert "31/12/2023" in text
    assert "chính thức" in text


def test_an_empty_register_says_how_to_begin_and_a_search_without_result_what_to_do(client, inside, party):
    cast.member(party.dale)
    text = text_of(inside.get(LIST))
    assert f'class="btn btn-primary" href="{ENTER}"' in text
    assert "Chưa nhập đảng viên nào" in text
    cast.member(party.hill, left_on="01/12/2023")
    text = text_of(inside.get(LIST))
    assert "Chưa nhập đảng viên nào" not in text
    assert "?presence=all" in text
    client.force_login(cast.account("lanhdao", "leader", party.moor))
    assert ENTER not in text_of(client.get(LIST))


def test_the_list_costs_the_same_for_one_three_and_three_hundred(inside, party):
    costs = []
    for many in (1, 2, 297):
        drafts = [cast.draft(f"Lê {many} {number}", (party.hill, party.moor)[number % 2]) for number in range(many)]
        enter_members(drafts, by=system_user())
        costs.append(statements(inside, LIST, {"branch": "NORTH", "q": "le", "presence": "all"}))
    assert len(inside.get(LIST).context["rows"]) == 50
    assert len({len(cost) for cost in costs}) == 1, "\n".join(costs[-1])
    assert len(costs[0]) <= MOST_STATEMENTS, "\n".join(costs[0])


def test_the_form_of_a_member_costs_little(inside, someone):
    with CaptureQueriesContext(connection) as asked:
        inside.get(address(someone))
    assert len(asked) <= MOST_STATEMENTS


# --- Entering


def test_a_member_is_entered_and_the_list_names_who_it_was(inside, party):
    said = typed(birth_year="1980", official_on="3/2/2010", code="HD-07")
    response = inside.post(ENTER, said, follow=True)
    member = Member.objects.get()
    assert (member.code, member.branch, member.birth_year) == ("HD-07", party.hill, 1980)
    assert response.redirect_chain[0][0] == LIST
    assert f'<a href="{address(member)}">Lê Văn Mới</a>' in text_of(response)


def test_entering_the_next_member_keeps_the_cell(inside, party):
    said = typed(next="1")
    del said["save"]
    response = inside.post(ENTER, said, follow=True)
    assert 'value="Chi bộ thôn Đồi (HILL)"' in text_of(response)


def test_a_form_sent_twice_enters_one_member(inside, party):
    said = typed()
    assert [inside.post(ENTER, said).status_code for _ in range(3)] == [302] * 3
    assert Member.objects.count() == 1
    again = inside.post(ENTER, said | {"full_name": "Lê Văn Khác"})
    assert 'value="Lê Văn Khác"' in text_of(again)
    assert f'href="{address(Member.objects.get())}"' in text_of(again)
    token = again.context["form"]["form_token"].value()
    assert inside.post(ENTER, said | {"full_name": "Lê Văn Khác", "form_token": token}).status_code == 302


def test_who_is_in_the_register_is_named_with_the_way_there(inside, someone):
    for said in ({"full_name": "tran thi hoa", "birth_year": "1980"}, {"code": someone.code}):
        answer = inside.post(ENTER, typed(**said))
        assert f'<a href="{address(someone)}">' in text_of(answer)
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"branch": ""}, "branch"),
        ({"branch": "NORTH"}, "branch"),
        ({"branch": "DALE"}, "branch"),
        ({"birth_year": "80"}, "birth_year"),
        ({"birth_year": "2010"}, "birth_year"),
        ({"official_on": "31/02/2020"}, "official_on"),
        ({"left_on": "01/01/2024"}, "left_on"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(inside, said, field):
    answer = inside.post(ENTER, typed(code="GIỮ-LẠI") | said)
    assert list(answer.context["form"].errors) == [field]
    assert 'value="GIỮ-LẠI"' in text_of(answer)
    assert not Member.objects.exists()


def test_a_code_of_somebody_beside_is_refused_and_nobody_named(inside, party):
    beside = cast.member(party.dale, "Lê Chim Hoàng Yến")
    answer = inside.post(ENTER, typed(code=beside.code))
    assert list(answer.context["form"].errors) == ["code"]
    assert "Yến" not in text_of(answer)
    assert Member.objects.count() == 1


# --- Correcting


def test_the_form_holds_what_is_known_and_sending_it_back_changes_nothing(inside, someone):
    before = Member.objects.values().get()
    assert inside.post(address(someone), typed_of(inside, someone)).status_code == 302
    assert Member.objects.values().get() == before
    assert not AuditEntry.objects.filter(act=Act.CHANGED, kind="branches.member").exists()


def test_a_member_leaves_and_moves_on_the_screen(inside, party, someone):
    said = typed_of(inside, someone) | {"branch": "MOOR", "left_on": "1/12/2023"}
    assert inside.post(address(someone), said).url == LIST
    member = Member.objects.get()
    assert (member.branch, member.left_on, member.version) == (party.moor, cast.day("01/12/2023"), 2)


def test_a_stale_form_shows_field_who_and_when_beside_what_was_typed(inside, party, someone):
    mine = typed_of(inside, someone) | {"official_on": "2/2/2012", "full_name": "Trần Thị Hòa Bình"}
    other = cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")
    edit_member(someone.pk, {"official_on": cast.day("01/01/2011"), "birth_year": 1981}, 1, by=other)
    response = inside.post(address(someone), mine)
    conflicts = {each["name"]: (each["now"], each["typed"]) for each in response.context["conflicts"]}
    assert conflicts == {"Ngày chính thức": ("01/01/2011", "02/02/2012"), "Năm sinh": ("1981", "1980")}
    text = text_of(response)
    for said in ("Bí thư Bắc", 'value="Trần Thị Hòa Bình"', 'value="2"'):
        assert said in text
    assert Member.objects.get().full_name == "Trần Thị Hòa"
    assert inside.post(address(someone), mine | {"version": "2"}).status_code == 302
    assert Member.objects.get().full_name == "Trần Thị Hòa Bình"


def test_what_cannot_be_is_said_when_correcting(inside, someone):
    answer = inside.post(address(someone), typed_of(inside, someone) | {"birth_year": "2000"})
    assert list(answer.context["form"].errors) == ["birth_year"]
    assert Member.objects.get().version == 1
