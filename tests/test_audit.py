"""The audit: what stands in it, that nobody can change it, and that whoever does is found out."""

import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches.access import system_user
from branches.accounts import add_account
from branches.audit import Act, Trace, chain, coming_from, erase_values, guard, record
from branches.models import AuditEntry, AuditHead, AuditValues, Branch, User
from branches.movements import record_movements
from branches.roles import Role
from recruitment.models import Candidate
from recruitment.registering import register_people
from tests import cast


def written(**said):
    """(act, kind, id, branch, fields) of the entries that match, oldest first."""
    rows = AuditEntry.objects.filter(**said).order_by("pk")
    return [(row.act, row.kind, row.object_id, row.branch_id, row.fields) for row in rows]


def sentences():
    return [(fault.actor_id, fault.number, fault.sentence) for fault in chain.faults()]


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.country)


# --- What is written


def test_every_row_a_verb_writes_is_in_the_audit_with_its_branch_and_fields(party, officer):
    register_people([cast.person("Y Minh Họa", party.hill, sex="female")], by=officer)
    candidate = Candidate.objects.get()
    assert written(actor=officer) == [
        ("created", "recruitment.candidate", candidate.pk, party.hill.pk, "code full_name branch stage sex")
    ]
    values = json.loads(AuditValues.objects.get(entry__actor=officer).values)
    assert values["full_name"] == [None, "Y Minh Họa"]


def test_an_entry_names_nobody(party, officer):
    register_people([cast.person("Y Minh Họa", party.hill)], by=officer)
    entry = AuditEntry.objects.filter(actor=officer).values().get()
    assert "Minh Họa" not in " ".join(map(str, entry.values()))


def test_writing_what_is_known_already_leaves_no_trace(party, officer):
    people = [cast.person("Y Minh Họa", party.hill, code="A1", sex="female")]
    register_people(people, by=officer)
    before = AuditEntry.objects.count()
    register_people(people, by=officer)
    assert AuditEntry.objects.count() == before


def test_a_change_says_what_was_and_what_became(party, officer):
    register_people([cast.person("Y Minh Họa", party.hill, code="A1", religion="Công giáo")], by=officer)
    register_people([cast.person("Y Minh Họa", party.hill, code="A1", religion="Tin lành")], by=officer)
    entry = AuditEntry.objects.filter(actor=officer, act=Act.CHANGED).get()
    assert (entry.fields, entry.version, Candidate.objects.get().version) == ("religion", 2, 2)
    assert json.loads(entry.said.values) == {"religion": ["Công giáo", "Tin lành"]}


def test_a_verb_that_refuses_leaves_nothing_in_the_audit(party):
    leader = cast.account("lanhdao", "leader", party.country)
    before = AuditEntry.objects.count()
    with pytest.raises(PermissionDenied):
        register_people([cast.person("Y Minh Họa", party.hill)], by=leader)
    assert AuditEntry.objects.count() == before


def test_acts_bear_the_address_they_came_from(party, officer):
    with coming_from("10.1.2.3"):
        register_people([cast.person("Y Minh Họa", party.hill)], by=officer)
    register_people([cast.person("A Thử Nghiệm", party.hill)], by=officer)
    origins = AuditEntry.objects.filter(actor=officer).order_by("number").values_list("origin", flat=True)
    assert list(origins) == ["10.1.2.3", "command line"]


def test_a_new_account_and_its_role_are_told_of_who_gave_them(party, officer):
    granted = AuditEntry.objects.get(act=Act.GRANTED, branch=party.country)
    assert granted.actor == system_user()
    assert json.loads(granted.said.values)["role"] == [None, "officer"]


def test_many_rows_cost_as_many_statements_as_one(party, officer, django_assert_num_queries):
    entries = [Trace(Act.VIEWED, party.hill, party.hill, {"name": ["a", "b"]}) for _ in range(30)]
    for some in (entries[:1], entries):
        with django_assert_num_queries(4):  # the head, entries, values, the head again
            record(some, by=officer)


# --- Who may read it


def test_the_audit_is_read_within_the_own_subtree_and_by_those_who_may(party, officer):
    for branch in (party.hill, party.dale):
        register_people([cast.person(branch=branch)], by=officer)
    admin = cast.account("quantri", "admin", party.north)
    seen = set(AuditEntry.objects.visible_to(admin).values_list("branch__code", flat=True))
    assert seen <= {"NORTH", "HILL", "MOOR"}
    assert "HILL" in seen
    for role in ("leader", "secretary"):
        assert not AuditEntry.objects.visible_to(cast.account(role, role, party.north)).exists()


# --- Nobody changes it


@pytest.mark.parametrize(
    "act",
    [
        lambda: AuditEntry.objects.update(reason="x"),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
        lambda: AuditValues.objects.update(values="{}"),
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(party, officer, act):
    with pytest.raises(DatabaseError, match="the audit is never changed"), transaction.atomic():
        act()
    assert sentences() == []


def test_the_guards_are_up(db):
    assert guard.missing(connection) == []
    guard.take_down(connection)
    assert len(guard.missing(connection)) >= 3
    guard.put_up(connection)
    assert guard.missing(connection) == []


def test_erasing_the_values_leaves_the_chain_whole(party, officer):
    register_people([cast.person("Y Minh Họa", party.hill)], by=officer)
    candidate = Candidate.objects.get()
    about = AuditEntry.objects.filter(kind="recruitment.candidate", object_id=candidate.pk)
    erase_values(about)
    assert len(sentences()) == 1, "values that went by themselves are noticed"
    record([Trace(Act.ERASED, candidate, party.hill)], by=officer)
    assert sentences() == []


# --- Whoever does is found out


def _cut(entry):
    AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default")


def _swap_times(entry):
    other = AuditEntry.objects.exclude(pk=entry.pk).exclude(at=entry.at).first() or entry
    if other.at == entry.at:
        return _cut(entry)
    AuditEntry.objects.filter(pk=entry.pk).update(at=other.at)


def _renumber(entry):
    AuditEntry.objects.filter(pk=entry.pk).update(number=entry.number + 1000)


def _alter_values(entry):
    if not AuditValues.objects.filter(entry=entry).update(values='{"full_name":[null,"Ai Khác"]}'):
        _cut(entry)


def _drop_values(entry):
    if not AuditValues.objects.filter(entry=entry).delete()[0]:
        _cut(entry)


def _forge_head(entry):
    AuditHead.objects.filter(actor=entry.actor_id).update(count=entry.number - 1)


def _drop_head(entry):
    AuditHead.objects.filter(actor=entry.actor_id).delete()


def _insert(entry):
    entry.pk, entry.number = None, entry.number + AuditEntry.objects.count()
    entry.save(force_insert=True)


def _set(name, value):
    def alter(entry):
        if getattr(entry, name) == value:
            return _cut(entry)
        AuditEntry.objects.filter(pk=entry.pk).update(**{name: value})

    alter.__name__ = f"set_{name}"
    return alter


TAMPERINGS = [
    *(_cut, _swap_times, _renumber, _alter_values, _drop_values, _forge_head, _drop_head, _insert),
    *(_set("act", "viewed"), _set("kind", "x.y"), _set("object_id", 77), _set("version", 9), _set("origin", "::1")),
    *(_set("fields", "nothing"), _set("rows", 3), _set("reason", "x"), _set("detail", "x"), _set("branch_id", None)),
    *(_set("values_digest", "0"), _set("digest", "0")),
]


@pytest.fixture
def a_busy_office(party, officer):
    add_account("hai", password=cast.PASSWORD, role=Role.SECRETARY, branch=party.north, by=system_user())
    people = [cast.person(branch=party.hill, code=f"C{n}", sex="female") for n in range(6)]
    register_people(people, by=officer)
    record_movements([cast.Entry(party.hill, cast.day("01/01/2023"), cast.MovementKind.OPENING, 9)], by=officer)
    register_people([cast.person(branch=party.moor)], by=User.objects.get(username="hai"))
    assert sentences() == []
    guard.take_down(connection)


def is_found_out(tamper, which):
    entries = list(AuditEntry.objects.order_by("pk"))
    with transaction.atomic():
        tamper(entries[which % len(entries)])
        found = sentences()
        transaction.set_rollback(True)
    return bool(found)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_every_kind_of_tampering_is_found_out(a_busy_office, tamper):
    assert all(is_found_out(tamper, which) for which in range(AuditEntry.objects.count()))


@pytest.mark.prove
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tamper=st.sampled_from(TAMPERINGS), which=st.integers(0, 1000))
def test_a_thousand_tamperings_are_found_out(a_busy_office, tamper, which):
    assert is_found_out(tamper, which)


def test_a_chain_that_is_gone_as_a_whole_is_found_out(a_busy_office):
    officer = User.objects.get(username="canbo")
    AuditValues.objects.filter(entry__actor=officer).delete()
    AuditEntry.objects.filter(actor=officer)._raw_delete("default")
    AuditHead.objects.filter(actor=officer).delete()
    assert (officer.pk, None) in [finding[:2] for finding in sentences()]


def test_nobody_writes_on_after_a_forged_end(a_busy_office, party):
    officer = User.objects.get(username="canbo")
    AuditHead.objects.filter(actor=officer).update(count=0)
    with pytest.raises(SuspiciousOperation):
        record([Trace(Act.VIEWED, party.hill, party.hill)], by=officer)


def test_the_seal_depends_on_the_key(a_busy_office, settings):
    settings.AUDIT_KEY = "another key"
    assert len(sentences()) > AuditEntry.objects.count()


def test_branches_founded_and_renamed_are_told(party):
    system = system_user().pk
    founded = AuditEntry.objects.filter(actor=system, kind="branches.branch", object_id=party.hill.pk).first()
    assert founded.act == Act.CREATED
    cast.place("HILL", since="01/06/2023", name="Chi bộ thôn Đồi mới")
    renamed = AuditEntry.objects.filter(kind="branches.branch", object_id=party.hill.pk).first()
    assert (renamed.act, renamed.fields) == ("changed", "name")
    assert Branch.objects.get(code="HILL").name == "Chi bộ thôn Đồi mới"


# --- manage.py verify_audit


def verify():
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_says_that_the_audit_is_whole_and_how_long_each_chain_is(party, officer):
    register_people([cast.person(branch=party.hill)], by=officer)
    code, said, complaints = verify()
    assert (code, complaints) == (0, "")
    assert "canbo: 1" in said


def test_the_command_names_the_account_and_the_entry_that_was_touched(a_busy_office):
    guard.put_up(connection)
    AuditHead.objects.filter(actor__username="canbo").update(count=1)
    code, said, complaints = verify()
    assert (code, said) == (1, "")
    assert "canbo" in complaints


def test_the_command_tells_when_the_guards_are_down(a_busy_office):
    code, _said, complaints = verify()
    assert code == 1
    assert "branches_auditentry_no_update" in complaints
