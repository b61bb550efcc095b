"""The pages of people: who may open them, what they find, what they take, what they cost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.access import system_user
from branches.audit import Act
from branches.models import Access, AuditEntry
from branches.names import fold
from recruitment.editing import edit_person, enter_person
from recruitment.forms.fields import BirthField
from recruitment.listing import people_asked_for
from recruitment.models import Admission, Candidate
from recruitment.registering import register_people
from recruitment.wrong_entries import void_person
from tests import cast
from tests.counted import statements

LIST, ENTER = "/quan-chung/", "/quan-chung/them/"
MOST_STATEMENTS = 20
MOST_OF_A_PERSON = 21
"""One more than a page should ask: session, audit and twelve kinds of rows of a person, each read once."""
ROLES = ("officer", "secretary", "leader", "admin")
CANARY = "Chim Hoàng Yến"


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def someone(party, officer):
    said = {"birth_date": "05/03/1999", "sex": "female", "ethnic_group": "Gia Rai", "occupation": "farmer"}
    return enter_person(cast.person("Trần Thị Hòa", party.hill, **said), by=officer)


@pytest.fixture
def beside(party):
    """Somebody of another commune, whom nobody of ours may meet, of the same name as somebody here."""
    cast.place("DALE", name=f"Chi bộ {CANARY}", since="01/01/2023")
    said = {"birth_date": "05/03/1999", "residence": CANARY, "decision_number": CANARY, "tags": (CANARY,)}
    admission = cast.admit(party.dale, "01/03/2023", name=f"Trần Thị {CANARY}", code=f"X-{CANARY}", **said)
    return admission.candidate


def named(name, branch, **said):
    return enter_person(cast.person(name, branch, **said), by=system_user())


def address(name, person):
    return reverse(f"recruitment:{name}", args=[person.pk])


def text_of(response):
    return response.content.decode()


def shown(client, **asked):
    return [row.candidate.full_name for row in client.get(LIST, asked).context["rows"]]


def typed(**said):
    """A whole form as a browser sends it."""
    blank = dict.fromkeys(
        (
            *("birth", "sex", "ethnic_group", "religion", "residence", "occupation"),
            *("general_education", "professional_education", "tags"),
        ),
        "",
    )
    new = {"full_name": "Lê Văn Mới", "branch": "HILL", "is_union_member": "unknown", "form_token": str(uuid4())}
    return blank | new | {"save": "Lưu"} | said


def typed_of(client, person):
    """The form of a person as it was opened."""
    form = client.get(address("person_edit", person)).context["form"]
    return {bound.html_name: value if (value := bound.value()) is not None else "" for bound in form} | {"save": "Lưu"}


# --- Who may open what


def every_address(person):
    yield from (LIST, ENTER, "/quan-chung/goi-y/chi-bo/", "/quan-chung/goi-y/to-chuc/")
    yield from (address(f"person_{page}", person) for page in ("detail", "edit", "void", "restore"))


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_open_to_those_whose_role_reaches_and_closed_to_others(client, party, someone, role):
    client.force_login(cast.account("ai-do", role, party.north))
    codes = [client.get(page).status_code for page in every_address(someone)]
    reads, writes = (200, 200) if role in {"officer", "secretary"} else (200, 403) if role == "leader" else (404, 404)
    assert codes == [reads, writes, writes, reads, reads, writes, writes, writes]


@pytest.mark.parametrize("role", ROLES)
def test_a_person_beside_does_not_exist(client, party, beside, role):
    client.force_login(cast.account("ai-do", role, party.north))
    for page in ("detail", "edit", "void", "restore"):
        for send in (client.get, client.post):
            if not (page == "detail" and send == client.post):
                assert send(address(f"person_{page}", beside)).status_code == 404, page


def test_whoever_may_edit_here_and_only_read_there_is_told_so(client, party):
    user = cast.account("hai-noi", "officer", party.hill)
    Access.objects.create(user=user, branch=party.dale, role="leader")
    person = named("Ai Đó", party.dale)
    client.force_login(user)
    assert client.get(address("person_detail", person)).status_code == 200
    assert client.get(address("person_edit", person)).status_code == 403
    assert client.post(address("person_edit", person), typed(version=1)).status_code == 403
    assert client.get("/quan-chung/goi-y/chi-bo/").json()["suggestions"] == [
        {"value": "Chi bộ thôn Đồi (HILL)", "note": ""}
    ]


def test_without_a_login_every_page_asks_for_one(client, someone):
    for page in every_address(someone):
        assert client.get(page).url.startswith(reverse("branches:login"))


def test_the_menu_leads_to_people_only_where_there_are_some_to_see(client, party):
    for role in ROLES:
        client.force_login(cast.account(role, role, party.north))
        text = text_of(client.get(reverse("reports:branch_detail", args=["NORTH"])))
        assert (f'href="{LIST}"' in text) == (role != "admin")


def test_nothing_of_people_beside_leaks(inside, party, someone, beside):
    """The canary stands in name, code, cell, residence, decision and tag of somebody beside."""
    pages = [LIST, *every_address(someone)]
    pages += [f"{LIST}?{asked}" for asked in ("q=Trần", "q=chim", "branch=DALE", f"branch=Chi bộ {CANARY}", "q=X-")]
    pages += [f"/quan-chung/goi-y/{kind}/?q={q}" for kind in ("chi-bo", "to-chuc") for q in ("", "chim", "DALE")]
    answers = [inside.get(page) for page in pages]
    said = {"full_name": beside.full_name, "birth": "05/03/1999"}
    answers += [inside.post(ENTER, typed(branch=where)) for where in ("DALE", "COUNTRY", "khong-co")]
    for answer in answers:
        left = text_of(answer).replace(f'Chi bộ {CANARY}"', "")  # what was typed is given back
        assert CANARY not in left
    errors = {answer.context["form"].errors["branch"][0] for answer in answers[-3:]}
    assert len(errors) == 1  # a foreign code and one that is none read alike
    assert inside.post(ENTER, typed(**said)).status_code == 302  # nobody says that there is one elsewhere
    assert shown(inside) == ["Trần Thị Hòa", beside.full_name]


def test_an_admission_beside_is_only_hinted_at(inside, party, beside):
    Candidate.objects.filter(pk=beside.pk).update(branch=party.hill, full_name="Trần Thị Chuyển", residence="")
    beside.tags.clear()
    Candidate.objects.filter(pk=beside.pk).update(code="Y1")
    for page in (LIST, address("person_detail", beside)):
        text = text_of(inside.get(page))
        assert "nơi khác" in text
        assert CANARY not in text


# --- Finding


def test_names_are_found_without_accents_and_exact_accents_come_first(inside, party):
    for name in ("Trần Thị Hóa", "Lê Văn Hoa", "Ngô Thị Hòa", "Đinh Văn Ba"):
        named(name, party.hill)
    assert shown(inside, q="hoa") == ["Lê Văn Hoa", "Ngô Thị Hòa", "Trần Thị Hóa"]
    assert shown(inside, q="hòa") == ["Ngô Thị Hòa", "Lê Văn Hoa", "Trần Thị Hóa"]
    assert shown(inside, q="THỊ hoa") == ["Ngô Thị Hòa", "Trần Thị Hóa"]
    assert shown(inside, q="dinh") == ["Đinh Văn Ba"]
    assert shown(inside, q="khong co ai") == []


def test_a_code_is_found_in_part_and_in_any_case(inside, party):
    named("Ngô Thị Hòa", party.hill, code="12/ĐB-7")
    for needle in ("12/ĐB-7", "12/đb", "đb-7"):
        assert shown(inside, q=needle) == ["Ngô Thị Hòa"]
    assert shown(inside, q="%") == shown(inside, q="_") == []


def test_filters_narrow_and_live_in_the_address(inside, party, someone):
    named("Lê Văn Nam", party.moor, sex="male", ethnic_group="Kinh", birth_year=1980)
    assert shown(inside) == ["Trần Thị Hòa", "Lê Văn Nam"]
    assert shown(inside, sex="female") == ["Trần Thị Hòa"]
    assert shown(inside, minority="minority") == ["Trần Thị Hòa"]
    assert shown(inside, minority="kinh") == ["Lê Văn Nam"]
    assert shown(inside, born_from="1981") == ["Trần Thị Hòa"]
    assert shown(inside, born_to="1980") == ["Lê Văn Nam"]
    assert shown(inside, branch="MOOR") == shown(inside, branch="Chi bộ Trường học") == ["Lê Văn Nam"]
    assert shown(inside, branch="NORTH", q="tran") == ["Trần Thị Hòa"]


def test_a_filter_that_makes_no_sense_says_so_and_shows_nobody(inside, someone):
    for asked in ({"branch": "COUNTRY"}, {"born_from": "9999"}, {"sex": "x"}, {"q": "a\0b"}):
        response = inside.get(LIST, asked)
        assert response.context["form"].errors
        assert list(response.context["rows"]) == []


def test_two_people_of_one_name_are_told_apart_by_birth_and_cell(inside, party):
    named("Rơ Châm H'Lan", party.hill, birth_year=1990)
    named("Rơ Châm H'Lan", party.moor, birth_date="01/02/1995")
    text = text_of(inside.get(LIST))
    for each in ("1990", "01/02/1995", "Chi bộ thôn Đồi", "Chi bộ Trường học"):
        assert each in text


def test_fifty_stand_on_a_page_and_the_filter_goes_along(inside, party):
    people = [cast.person(f"Trần Văn {'Aăâbcd'[n % 6]}", party.hill, code=f"P{n:03}") for n in range(60)]
    people.append(cast.person("Lê Thị Khác", party.hill))
    register_people(people, by=system_user())
    first, second = inside.get(LIST, {"q": "tran"}), inside.get(LIST, {"q": "tran", "page": "2"})
    codes = [row.candidate.code for page in (first, second) for row in page.context["rows"]]
    assert (len(codes), len(set(codes))) == (60, 60)
    assert "?q=tran&amp;page=2" in text_of(first)
    assert inside.get(LIST, {"page": "x"}).context["page"].number == 1
    assert inside.get(LIST, {"page": "99"}).context["page"].number == 2


def test_an_empty_list_says_what_to_do(inside, party, client):
    assert f'href="{ENTER}"' in text_of(inside.get(LIST))
    assert "Không có ai phù hợp" in text_of(inside.get(LIST, {"q": "ai"}))


def test_wrong_entries_stand_in_a_list_of_their_own(inside, someone, officer):
    void_person(someone.pk, "duplicate", 1, by=officer)
    assert shown(inside) == []
    assert shown(inside, only_void="on") == ["Trần Thị Hòa"]
    assert "nhập trùng" in text_of(inside.get(address("person_detail", someone)))


def test_suggestions_need_no_accents_and_come_from_the_own_scope(inside, client, party):
    ask = "/quan-chung/goi-y/chi-bo/"
    found = [each["value"] for each in inside.get(ask, {"q": "thon doi"}).json()["suggestions"]]
    assert found == ["Chi bộ thôn Đồi (HILL)"]
    assert inside.get(ask, {"q": "moor"}).json()["suggestions"] == [
        {"value": "Chi bộ Trường học (MOOR)", "note": "Đảng bộ xã Bắc"}
    ]
    assert inside.get(ask, {"q": "bắc"}).json()["suggestions"] == []  # no cell
    everywhere = inside.get("/quan-chung/goi-y/to-chuc/").json()["suggestions"]
    assert [each["value"] for each in everywhere][0] == "Đảng bộ xã Bắc (NORTH)"
    assert len(everywhere) == 3


# --- One person


def test_the_page_of_a_person_says_what_is_known_and_the_look_is_written_down(inside, party, officer):
    person = cast.admit(party.hill, "01/03/2023", name="A Thử", decision_number="07-QĐ/HU", sex="male").candidate
    text = text_of(inside.get(address("person_detail", person)))
    for said in ("A Thử", "Chi bộ thôn Đồi", "07-QĐ/HU", "01/03/2023", "đảng viên dự bị", "dòng lệnh"):
        assert said in text
    (entry,) = AuditEntry.objects.filter(act=Act.VIEWED)
    assert (entry.actor, entry.object_id, entry.branch) == (officer, person.pk, party.hill)


def test_before_the_decision_nobody_is_called_a_member(inside, someone):
    text = text_of(inside.get(address("person_detail", someone)))
    assert "quần chúng" in text
    assert "đảng viên dự bị" not in text


def test_history_is_for_those_who_may_edit(client, party, someone):
    edit_person(someone.pk, {"residence": "Thôn 3"}, 1, by=system_user())
    client.force_login(cast.account("lanhdao", "leader", party.north))
    page = client.get(address("person_history", someone))
    assert (page.context["changes"], page.context["may_edit"]) == ([], False)
    assert address("person_edit", someone) not in text_of(client.get(address("person_detail", someone)))


def test_looking_writes_its_audit_row_and_nothing_else(inside, someone):
    for page in every_address(someone):
        with CaptureQueriesContext(connection) as asked:
            inside.get(page)
        written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert {sql.split('"')[1] for sql in written} <= {"branches_auditentry", "branches_audithead"}, page


# --- Entering


def test_a_person_is_entered_from_what_people_type(inside, party):
    said = {
        "full_name": "  rơ châm  H'Lan ",
        "birth": "3-4-99",
        "sex": "female",
        "ethnic_group": "Jrai",
        "religion": "không",
        "branch": "chi bộ thôn đồi",
        "residence": "Thôn 1",
        "occupation": "Giáo viên",
        "general_education": "12/12",
        "professional_education": "Thợ bạc",
        "is_union_member": "true",
        "tags": "Trưởng thôn; Già làng",
    }
    response = inside.post(ENTER, typed(**said))
    person = Candidate.objects.get()
    assert response.url == address("person_detail", person)
    assert (person.full_name, person.birth_date, person.birth_year) == ("rơ châm H'Lan", cast.day("03/04/1999"), 1999)
    assert (person.sex, person.ethnic_group, person.religion, person.branch) == (
        "female",
        "Gia Rai",
        "Không",
        party.hill,
    )
    assert (person.occupation, person.general_education) == ("teacher", "upper_secondary")
    assert (person.professional_education, person.is_union_member) == ("Thợ bạc", True)
    assert {tag.name for tag in person.tags.all()} == {"Trưởng thôn", "Già làng"}


@pytest.mark.parametrize("birth", ["3/4/1999", "03041999", "3-4-99", "3.4.1999", "03/04/1999"])
def test_a_birth_is_read_in_any_of_the_usual_forms(inside, birth):
    inside.post(ENTER, typed(birth=birth))
    assert Candidate.objects.get().birth_date == cast.day("03/04/1999")


def test_a_year_alone_will_do(inside):
    inside.post(ENTER, typed(birth="1999"))
    assert (Candidate.objects.get().birth_date, Candidate.objects.get().birth_year) == (None, 1999)


def test_every_error_stands_above_with_a_link_and_nothing_typed_is_cleared(inside):
    said = {"full_name": "", "birth": "31/02/1999", "branch": "không đâu", "residence": "Thôn 7", "occupation": "Thợ"}
    response = inside.post(ENTER, typed(**said))
    text = text_of(response)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"full_name", "birth", "branch"}
    for field in response.context["form"].errors:
        assert f'href="#id_{field}"' in text
    for value in ("31/02/1999", "không đâu", "Thôn 7", "Thợ"):
        assert f'value="{value}"' in text
    assert 'href="#id_birth"' in text_of(inside.post(ENTER, typed(birth="31/12/2099")))
    assert inside.post(ENTER, {}).context["form"].errors
    assert not Candidate.objects.exists()


def test_a_name_borne_by_several_cells_asks_for_the_code(inside, party):
    for code in ("T1", "T2"):
        cast.village(code, party.north, name="Chi bộ thôn 1")
    form = inside.post(ENTER, typed(branch="chi bo thon 1")).context["form"]
    assert "T1, T2" in form.errors["branch"][0]
    assert inside.post(ENTER, typed(branch="Chi bộ thôn 1 (T2)")).status_code == 302
    assert Candidate.objects.get().branch.code == "T2"


def test_the_next_person_is_entered_at_the_same_cell(inside, party):
    response = inside.post(ENTER, typed(next="x"), follow=True)
    assert response.context["form"]["branch"].value() == "Chi bộ thôn Đồi (HILL)"
    assert "Lê Văn Mới" in text_of(response)


def test_somebody_known_already_is_shown_with_the_way_there(inside, party, someone):
    text = text_of(inside.post(ENTER, typed(full_name="tran thi hoa", birth="5/3/1999")))
    assert f'href="{address("person_detail", someone)}"' in text
    assert 'value="tran thi hoa"' in text
    assert Candidate.objects.count() == 1


def test_a_name_is_text_and_never_markup(inside, party):
    evil = "<script>alert(1)</script>"
    inside.post(ENTER, typed(full_name=evil, residence=evil))
    person = Candidate.objects.get()
    pages = [LIST, address("person_detail", person), address("person_edit", person), address("person_void", person)]
    answers = [inside.get(page) for page in pages]
    answers += [
        inside.post(ENTER, typed(full_name=evil)),
        inside.post(ENTER, typed(next="x", full_name=evil + "2"), follow=True),
    ]
    for answer in answers:
        assert evil not in text_of(answer)
        assert " style=" not in text_of(answer)


# --- No double


def test_a_form_sent_a_hundred_times_makes_one_person(inside):
    said = typed()
    answers = {inside.post(ENTER, said).url for _ in range(100)}
    assert answers == {address("person_detail", Candidate.objects.get())}
    assert AuditEntry.objects.filter(act=Act.CREATED, kind="recruitment.candidate").count() == 1


def test_a_used_form_with_other_content_keeps_what_was_typed_and_says_what_it_made(inside):
    said = typed()
    inside.post(ENTER, said)
    again = inside.post(ENTER, said | {"full_name": "Lê Văn Khác"})
    assert 'value="Lê Văn Khác"' in text_of(again)
    assert f'href="{address("person_detail", Candidate.objects.get())}"' in text_of(again)
    token = again.context["form"]["form_token"].value()
    assert token != said["form_token"]
    assert inside.post(ENTER, said | {"full_name": "Lê Văn Khác", "form_token": token}).status_code == 302
    assert Candidate.objects.count() == 2


# --- Correcting


def test_the_form_holds_what_is_known_and_sending_it_back_changes_nothing(inside, party):
    said = {"ethnic_group": "Jrai", "occupation": "giáo viên", "birth": "1999", "is_union_member": "false"}
    inside.post(ENTER, typed(general_education="9/12", tags="A; B", religion="Đạo lạ", **said))
    person = Candidate.objects.get()
    before = Candidate.objects.values().get()
    assert inside.post(address("person_edit", person), typed_of(inside, person)).status_code == 302
    assert Candidate.objects.values().get() == before
    assert not AuditEntry.objects.filter(act=Act.CHANGED, kind="recruitment.candidate").exists()


def test_a_stale_form_shows_field_who_and_when_beside_what_was_typed(inside, party, someone):
    mine = typed_of(inside, someone) | {"occupation": "Sinh viên", "residence": "Thôn 9"}
    other = cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")
    edit_person(someone.pk, {"occupation": "teacher", "sex": "male"}, 1, by=other)
    response = inside.post(address("person_edit", someone), mine)
    conflicts = {each["name"]: each for each in response.context["conflicts"]}
    assert set(conflicts) == {"nghề nghiệp", "giới tính"}
    assert (conflicts["nghề nghiệp"]["now"], conflicts["nghề nghiệp"]["typed"]) == (
        "Viên chức giáo dục",
        "Sinh viên",
    )
    text = text_of(response)
    for said in ("Bí thư Bắc", 'value="Sinh viên"', 'value="Thôn 9"', 'value="2"'):
        assert said in text
    assert Candidate.objects.get().occupation == "teacher"
    again = inside.post(address("person_edit", someone), mine | {"version": "2"})
    assert again.status_code == 302
    person = Candidate.objects.get()
    assert (person.occupation, person.sex, person.version) == ("student", "female", 3)


def test_saving_twice_the_same_is_no_conflict(inside, someone):
    mine = typed_of(inside, someone) | {"residence": "Thôn 9"}
    codes = [inside.post(address("person_edit", someone), mine).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert Candidate.objects.get().version == 2


# --- Wrong entries


def test_a_wrong_entry_is_struck_out_and_restored_on_the_screen(inside, someone):
    page = address("person_void", someone)
    assert inside.post(page, {"reason": "other", "note": "", "version": 1}).context["form"].errors
    assert inside.post(page, {"reason": "duplicate", "note": "", "version": 1}).url == address("person_detail", someone)
    assert "void-banner" in text_of(inside.get(address("person_detail", someone)))
    assert inside.post(address("person_restore", someone), {"version": 2}).status_code == 302
    assert not Candidate.objects.get().is_void


def test_striking_out_what_was_changed_meanwhile_asks_again(inside, someone):
    edit_person(someone.pk, {"residence": "Thôn 3"}, 1, by=system_user())
    response = inside.post(address("person_void", someone), {"reason": "duplicate", "note": "hai lần", "version": 1})
    assert "dòng lệnh" in text_of(response)
    assert 'value="hai lần"' in text_of(response)
    assert response.context["form"]["version"].value() == 2
    assert not Candidate.objects.get().is_void


def test_a_secretary_is_refused_where_an_admission_is_recorded(client, party):
    person = cast.admit(party.hill, "01/03/2023").candidate
    client.force_login(cast.account("bithu", "secretary", party.north))
    assert address("person_void", person) not in text_of(client.get(address("person_detail", person)))
    assert client.post(address("person_void", person), {"reason": "duplicate", "version": 1}).status_code == 403
    assert Candidate.objects.filter(pk=person.pk).exists()


# --- What it costs


def test_a_list_costs_the_same_for_1_3_and_30_people(inside, party):
    costs = []
    for many in (1, 2, 27):
        for number in range(many):
            place = (party.hill, party.moor)[number % 2]
            cast.admit(place, "01/03/2023", tags=("Trưởng thôn",))
        costs.append(statements(inside, LIST + "?q=minh&branch=NORTH"))
    assert len(inside.get(LIST).context["rows"]) == 30
    assert len({len(cost) for cost in costs}) == 1, "\n".join(costs[-1])
    assert len(costs[0]) <= MOST_STATEMENTS, "\n".join(costs[0])


def test_a_person_costs_the_same_however_much_there_is_to_tell(inside, party, officer):
    costs = []
    for times in (1, 3, 30):
        person = cast.admit(party.hill, "01/03/2023", tags=("Trưởng thôn",)).candidate
        for number in range(times):
            edit_person(person.pk, {"residence": f"Thôn {number}"}, number + 1, by=officer)
            row = Admission(candidate=person, branch=party.hill, decision_on=cast.day("01/01/2023"))
            row.cancelled_on = cast.day("02/02/2023")
            row.save()
        costs.append(statements(inside, address("person_detail", person)))
    assert len({len(cost) for cost in costs}) == 1, "\n".join(costs[-1])
    assert len(costs[0]) <= MOST_OF_A_PERSON, "\n".join(costs[0])


# --- No field is written that is not meant (A4)


@pytest.mark.parametrize("role", ROLES)
def test_no_field_but_those_of_the_form_is_written_whatever_is_posted(client, party, someone, role):
    client.force_login(cast.account("ai-do", role, party.north))
    names = {field.name for model in (Candidate, Admission) for field in model._meta.get_fields()}
    names |= {field.attname for field in Candidate._meta.concrete_fields}
    everything = dict.fromkeys(names, "1") | {"search_name": "x", "sort_name": "x", "is_void": "on", "code": "HACK"}
    everything |= {"id": "999", "pk": "999", "branch_id": str(party.dale.pk), "decision_on": "01/01/2023"}
    before = Candidate.objects.values().get(pk=someone.pk)
    client.post(address("person_edit", someone), everything | typed(full_name="Trần Thị Mới", version="1"))
    client.post(ENTER, everything | typed(full_name="Trần Thị Hai"))
    now = Candidate.with_void.values().get(pk=someone.pk)
    changed = {name for name in now if now[name] != before[name]}
    meant = {"full_name", "search_name", "sort_name", "version", "birth_date", "birth_year", "sex", "ethnic_group"}
    assert changed == ((meant | {"occupation"}) if role in {"officer", "secretary"} else set())
    assert not Admission.with_void.exists()
    new = Candidate.with_void.exclude(pk=someone.pk)
    assert new.count() == (1 if role in {"officer", "secretary"} else 0)
    for person in new:
        assert (person.is_void, person.version, person.branch, person.code[:2]) == (False, 1, party.hill, "QC")


def test_leaders_and_administrators_write_nothing(client, party, someone):
    def rows():
        watched = [model for model in apps.get_models() if model._meta.app_label in {"recruitment"}]
        return {model: list(model._base_manager.order_by("pk").values()) for model in watched}

    before = rows()
    for role in ("leader", "admin"):
        client.force_login(cast.account(role, role, party.north))
        for page in every_address(someone):
            client.post(page, typed(version="1", reason="duplicate"))
        client.post("/quan-chung/xuat/", {"reason": "report"})
    assert rows() == before


# --- What people type, at full size


def test_every_day_of_a_year_is_read_in_every_form(db):
    """366 days × 5 forms (P3)."""
    field = BirthField("birth_date")
    for number in range(366):
        day = date(2000, 1, 1) + timedelta(days=number)
        d, m = day.day, day.month
        for text in (f"{d}/{m}/2000", f"{d:02}{m:02}2000", f"{d}-{m}-00", f"{d}.{m}.2000", f"{d:02}/{m:02}/2000"):
            assert field.clean(text) == (day, 2000), text


@pytest.mark.prove
def test_three_hundred_names_are_found_without_accents_and_exact_ones_first(party):
    """Each name beside one of the same letters with other accents (P5)."""
    families, given = ("Nguyễn", "Trần", "Lê", "Đặng", "Rơ Châm", "Ksor"), ("Hoa", "Hòa", "Hóa", "Hỏa", "Họa")
    middles = ("Thị", "Văn", "Thế", "Ơ", "Ngọc", "Đức", "Như", "Mỹ", "Ánh", "H'")
    names = [f"{family} {middle} {last}" for family in families for middle in middles for last in given]
    register_people([cast.person(name, party.hill, code=name) for name in names], by=system_user())
    for name in names:
        found = [person.full_name for person in people_asked_for({"q": name}, by=system_user())]
        bare = [person.full_name for person in people_asked_for({"q": fold(name)}, by=system_user())]
        assert found[0] == name
        assert set(found) == set(bare) >= {name}
    assert len(names) == 300
