"""The pages of sponsors: chosen from the register, handed over, heard of; the same cost however many there are."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from branches.access import system_user
from recruitment.limits import set_local
from recruitment.models import SponsorReport, Sponsorship
from recruitment.sponsoring import record_report
from recruitment.stages import Stage
from tests import cast, way
from tests.counted import statements
from tests.test_way_pages import page_of, text_of

pytestmark = pytest.mark.django_db
S = Stage
LIST = "/giup-do/"


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện"))
    return client


@pytest.fixture
def person(party):
    return way.on_the_way(party.hill, S.LISTED, "Y Minh Họa")


def assign(client, person, sponsor, **said):
    sent = {"form_token": uuid4(), "version": way.again(person).version, "member": sponsor.code, "role": "introduces"}
    sent |= {"assigned_on": "1/6/2023", "known_since": "1/1/2019"} | said
    return client.post(reverse("recruitment:sponsor_assign", args=[person.pk]), sent)


def of(name, sponsorship):
    return reverse(f"recruitment:sponsorship_{name}", args=[sponsorship.pk])


def test_a_sponsor_is_chosen_by_name_and_stands_on_the_page_of_the_person(inside, person, party):
    member = cast.member(party.hill, "Lê Văn Suối", birth_year=1975)
    answer = assign(inside, person, member, member="lê văn suối", number="05-NQ/CB")
    assert answer.url == f"/quan-chung/{person.pk}/#sponsors"
    text = text_of(page_of(inside, person))
    for said in ("Lê Văn Suối (1975)", "giới thiệu", "05-NQ/CB", "01/06/2023"):
        assert said in text


def test_a_double_click_assigns_once(inside, person, party):
    token, member = uuid4(), cast.member(party.hill)
    answers = [assign(inside, person, member, form_token=token, version=person.version) for _ in range(2)]
    assert (len({each.url for each in answers}), Sponsorship.objects.count()) == (1, 1)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(inside, person, party):
    page = assign(inside, person, cast.member(party.hill), known_since="1/2/2023", number="05-NQ")
    assert list(page.context["form"].errors) == ["known_since"]
    assert 'value="05-NQ"' in text_of(page)
    assert "12 tháng" in text_of(page)
    page = assign(inside, person, cast.member(party.dale))
    assert list(page.context["form"].errors) == ["member"]
    assert Sponsorship.objects.count() == 0


def test_members_are_suggested_with_how_many_they_have_in_care(inside, person, party):
    busy = cast.member(party.hill, "Lê Văn Suối", birth_year=1975)
    cast.member(party.hill, "Lê Văn Dự", official_on=None), cast.member(party.dale, "Lê Văn Xa")
    way.sponsor(way.on_the_way(party.hill, S.LISTED), busy, role="helps")
    found = inside.get(reverse("recruitment:sponsor_suggestions", args=[person.pk]), {"q": "le van"}).json()
    note = "1975 · Chi bộ thôn Đồi · đang giúp đỡ 1 người"
    assert found == {"suggestions": [{"value": f"Lê Văn Suối ({busy.code})", "note": note}]}


def test_who_has_more_than_the_office_finds_good_is_named_and_assigned_all_the_same(inside, person, party):
    set_local("sponsor_load", 1, by=system_user())
    busy = cast.member(party.hill)
    way.sponsor(way.on_the_way(party.hill, S.LISTED), busy, role="helps")
    assign(inside, person, busy)
    assert "nhiều hơn mức" in text_of(page_of(inside, person))
    assert Sponsorship.objects.count() == 2


def test_who_hands_over_is_replaced_in_two_forms(inside, person, party):
    row = way.sponsor(person, cast.member(party.hill), assigned_on=date(2023, 1, 1))
    sent = {"form_token": uuid4(), "ended_on": "1/6/2023", "ended_because": "moved", "comment": "Chịu khó"}
    answer = inside.post(of("end", row), sent | {"replace": "1"})
    assert answer.url == f"/quan-chung/{person.pk}/giup-do/?replaces=introduces"
    form = inside.get(answer.url).context["form"]
    assert (form.initial["role"], form.initial["waived_by"]) == ("introduces", "replaces")
    assign(inside, person, cast.member(party.hill), known_since="", waived_by="replaces", assigned_on="2/6/2023")
    text = text_of(page_of(inside, person))
    assert "Chịu khó" in text
    assert Sponsorship.objects.open().count() == 1


def test_reports_are_read_by_all_and_written_by_who_may(inside, client, person, party):
    row = way.sponsor(person, cast.member(party.hill), assigned_on=date(2023, 1, 1))
    sent = {"form_token": uuid4(), "reported_on": "1/6/2023", "strengths": "Gương mẫu"}
    assert inside.post(of("detail", row), sent).url == of("detail", row)
    assert "Gương mẫu" in text_of(page_of(inside, person))
    page = inside.post(of("detail", row), {"form_token": uuid4(), "reported_on": "1/6/2024", "strengths": "Chăm"})
    assert list(page.context["form"].errors) == ["reported_on"]
    client.force_login(cast.account("lanhdao", "leader", party.north))
    page = client.get(of("detail", row))
    assert "Gương mẫu" in text_of(page)
    assert "id_strengths" not in text_of(page)
    assert SponsorReport.objects.count() == 1


def test_a_sponsor_who_was_never_assigned_is_struck_out(inside, person, party):
    row = way.sponsor(person, cast.member(party.hill))
    assert inside.post(of("strike", row)).url == f"/quan-chung/{person.pk}/#sponsors"
    assert Sponsorship.objects.count() == 0


def test_without_anybody_the_page_says_how_to_begin(inside, party):
    assert "Ở đây chưa có đảng viên nào" in text_of(inside.get(LIST))


def test_the_list_and_the_person_cost_the_same_for_1_3_and_30_sponsors(inside, party):
    costs = []
    for many in (1, 2, 27):
        people = [way.on_the_way(party.hill, S.LISTED) for _ in range(many)]
        for person in people:
            row = way.sponsor(person, cast.member(party.hill), role="helps")
            for month in range(1, 4):
                told = {"strengths": "Chịu khó", "weaknesses": "", "proposal": ""}
                record_report(row.pk, date(2023, month, 1), told, by=system_user())
        page = reverse("recruitment:person_detail", args=[people[0].pk])
        costs.append((len(statements(inside, LIST)), len(statements(inside, page))))
    assert len(set(costs)) == 1
    assert costs[0][0] <= 20


def test_a_leader_who_sends_a_report_is_refused_whatever_it_says(client, person, party):
    row = way.sponsor(person, cast.member(party.hill), assigned_on=date(2023, 1, 1))
    client.force_login(cast.account("lanhdao", "leader", party.north))
    assert client.post(of("detail", row), {"form_token": uuid4(), "reported_on": ""}).status_code == 403


def test_names_of_members_elsewhere_are_not_told_apart(client, person, party):
    client.force_login(cast.account("bithu", "secretary", party.hill))
    for _ in range(2):
        cast.member(party.moor, "Lê Văn Kín")
    page = assign(client, person, cast.member(party.hill), member="Lê Văn Kín")
    assert "Không có đảng viên nào trong phạm vi" in text_of(page)
