"""The audit on the screen: who saw or took out whom, and what did somebody see, within the own subtree."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.access import system_user
from branches.accounts import rename_account
from branches.audit import Act, Trace, record
from branches.models import AuditEntry
from recruitment.dossier import cure_shortfall
from recruitment.models import Candidate, Resolution
from recruitment.registering import register_people
from recruitment.stages import Stage
from recruitment.workflow import correct_stage
from recruitment.wrong_entries import void_person
from tests import cast, way

MOST_STATEMENTS = 20
PAGE = reverse("branches:audit_list")


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Y Cán Bộ")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


def listed(client, **asked):
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return [(line.entry.actor.username, line.entry.act, line.subject) for line in response.context["lines"]]


def enter(name, branch, by):
    register_people([cast.person(name, branch)], by=by)
    return Candidate.objects.get(full_name=name)


def test_only_who_may_read_the_audit_sees_it(client, party):
    assert client.get(PAGE).status_code == 302
    for role, code in (("officer", 200), ("admin", 200), ("leader", 403), ("secretary", 403)):
        client.force_login(cast.account(role, role, party.north))
        assert client.get(PAGE).status_code == code, role
        assert ("/nhat-ky/" in client.get("/", follow=True).content.decode()) == (code == 200), role


def test_acts_beside_and_above_do_not_exist_here(inside, officer, party):
    above = cast.account("tren", "officer", party.country)
    enter("Y Trong", party.hill, officer)
    outside = enter("Y Ngoài", party.dale, above)
    record([Trace(Act.VIEWED, outside, party.dale)], by=above)
    assert ("tren", "viewed") not in [line[:2] for line in listed(inside)]
    assert "Y Ngoài" not in inside.get(PAGE, {"person": "Y Ngoài"}).content.decode().replace('value="Y Ngoài"', "")


def test_who_saw_or_took_out_a_person_between_two_days(inside, officer, party):
    mine, other = enter("Y Trong", party.hill, officer), enter("Y Khác", party.moor, officer)
    above = cast.account("tren", "leader", party.country)
    record([Trace(Act.VIEWED, mine, party.hill), Trace(Act.VIEWED, other, party.moor)], by=above)
    record([Trace(Act.EXPORTED, mine, party.hill, reason="meeting")], by=officer)
    today = AuditEntry.objects.latest("at").at.astimezone().strftime("%d/%m/%Y")
    assert listed(inside, person="y trong", what="seen", first=today, last=today) == [
        ("canbo", "exported", "người Y Trong"),
        ("tren", "viewed", "người Y Trong"),
    ]
    assert listed(inside, person="y trong", what="seen", last="01/01/2020") == []


def test_what_did_somebody_see(inside, officer, party):
    mine = enter("Y Trong", party.hill, officer)
    above = cast.account("tren", "leader", party.country)
    record([Trace(Act.VIEWED, mine, party.hill)], by=above)
    assert listed(inside, who="tren", what="seen") == [("tren", "viewed", "người Y Trong")]


def test_an_administrator_sees_that_somebody_was_changed_but_not_who(client, officer, party):
    person = enter("Y Trong", party.hill, officer)
    client.force_login(cast.account("quantri", "admin", party.north))
    text = client.get(PAGE).content.decode()
    assert f"người số {person.pk}" in text.lower()
    assert "Y Trong" not in text
    assert listed(client, person="Y Trong") == []


def test_an_administrator_does_not_read_who_was_admitted(client, officer, party):
    admitted = cast.admit(party.hill, "01/03/2023", name="Y Kết Nạp")
    client.force_login(cast.account("quantri", "admin", party.north))
    assert ("system", "created", f"kết nạp số {admitted.pk}") in listed(client)
    assert "Y Kết Nạp" not in client.get(PAGE).content.decode()


def test_accounts_and_roles_are_named_to_those_who_manage_them(inside, client, party):
    user = cast.account("moi", "secretary", party.hill, full_name="Y Người Mới")
    rename_account(user, full_name="Y Tên Mới", version=user.version, by=system_user())
    about = {f"tài khoản số {user.pk}", f"vai trò số {user.access.get().pk}"}
    assert about <= {subject for _who, _act, subject in listed(inside)}
    client.force_login(cast.account("quantri", "admin", party.north))
    named = {subject for _who, _act, subject in listed(client) if "Y Tên Mới" in subject}
    assert {subject.partition(" Y ")[0] for subject in named} == {"tài khoản", "vai trò"}


def test_an_organisation_outside_is_not_named_by_what_happened_inside(inside, officer, party):
    record([Trace(Act.CHANGED, party.dale, party.hill), Trace(Act.CHANGED, party.moor, party.hill)], by=officer)
    assert {subject for _who, _act, subject in listed(inside, who="canbo")} == {
        f"tổ chức đảng số {party.dale.pk}",
        f"tổ chức đảng {party.moor}",
    }


def test_who_may_see_people_reads_what_was_and_what_became(inside, officer, party):
    register_people([cast.person("Y Trong", party.hill, code="A1", religion="Công giáo")], by=officer)
    register_people([cast.person("Y Trong", party.hill, code="A1", religion="Tin lành")], by=officer)
    assert "Công giáo → Tin lành" in inside.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "asked", [{"first": "31/02/2023"}, {"first": "02/01/2024", "last": "01/01/2024"}, {"what": "x"}]
)
def test_what_cannot_be_asked_is_said_and_shows_nothing(inside, officer, party, asked):
    enter("Y Trong", party.hill, officer)
    response = inside.get(PAGE, asked)
    assert response.context["form"].errors
    assert response.context["lines"] == []


def test_a_page_costs_the_same_for_one_entry_and_for_many(inside, officer, party):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            inside.get(PAGE)
        return len(asked)

    enter("Y Trong", party.hill, officer)
    one = cost()
    for number in range(30):
        enter(f"Y Trong {number}", party.hill, officer)
    assert cost() == one <= MOST_STATEMENTS


# --- Attempts


def test_an_attempt_to_write_that_was_refused_is_in_the_audit(client, party):
    leader = cast.account("lanhdao", "leader", party.north)
    client.force_login(leader)
    client.post("/khong-co-trang-nay/")
    client.get("/khong-co-trang-nay/")
    entry = AuditEntry.objects.get(actor=leader)
    assert (entry.act, entry.branch) == ("refused", party.north)


def test_votes_and_matters_of_somebody_who_now_belongs_elsewhere_bear_no_name(inside, officer, party):
    person = way.on_the_way(party.hill, Stage.APPRAISED, "Y Chuyển Đi", religion="Công giáo")
    way.take(person, Stage.DECIDED, by=officer, despite="đã ký")
    cure_shortfall(person.shortfalls.get().pk, "đã có văn bản", by=officer)
    assert {subject.split()[0] for subject in named(inside, "Y Chuyển Đi")} >= {"biểu", "việc"}
    Candidate.objects.filter(pk=person.pk).update(branch=party.dale)
    person.admissions.update(branch=party.dale)
    assert named(inside, "Y Chuyển Đi") == []


def named(client, name):
    """What lines of the page are about, where they name somebody."""
    return [subject for _who, _act, subject in listed(client) if name in subject]


def test_why_a_person_was_struck_out_is_said_in_words(inside, officer, party):
    person = enter("Lò Thị Sao", party.hill, officer)
    void_person(person.pk, "other", person.version, by=officer, note="nhập thử")
    page = inside.get(PAGE).content.decode()
    assert "lý do khác: nhập thử" in page
    assert "other: nhập thử" not in page


def test_a_vote_that_was_struck_out_is_still_named(inside, party):
    person = way.on_the_way(party.hill, Stage.CELL_RESOLVED)
    correct_stage(
        person.pk, person.stage, Stage.VERIFIED, way.DAYS[Stage.VERIFIED], "nhầm", by=system_user(), number="1"
    )
    subjects = {subject for _who, act, subject in listed(inside) if act == Act.VOIDED}
    assert subjects == {f"biểu quyết {Resolution.with_void.get()}"}
