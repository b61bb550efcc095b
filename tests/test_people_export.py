"""Names as a file: exactly those of the list, read back unchanged, and written down with who, why and what."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from branches.access import system_user
from branches.audit import Act, chain
from branches.members import enter_members
from branches.models import Access, AuditEntry, Member
from recruitment.editing import edit_person
from recruitment.models import Admission, Candidate
from recruitment.registering import register_people
from recruitment.workbooks.importing import import_workbook, open_workbook
from recruitment.wrong_entries import void_person
from tests import cast

EXPORT = "/quan-chung/xuat/"
HEADINGS = [
    *("Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Nghề nghiệp", "Giáo dục phổ thông"),
    *("Trình độ chuyên môn", "Đoàn viên TNCS", "Đối tượng", "Thôn cư trú", "Mã chi bộ", "Số quyết định"),
    *("Ngày quyết định", "Ngày lễ kết nạp", "Ngày chính thức", "Bước hiện tại", "Ngày vào bước"),
    *("Ngày công nhận cảm tình", "Ngày cấp GCN", "Tên chi bộ"),
]


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.country)


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def people(party):
    """Everything that the register takes: free text, years alone, moves and corrections after the admission, tags."""
    full = {"sex": "female", "ethnic_group": "Xơ Đăng", "religion": "Đạo lạ", "occupation": "teacher"}
    full |= {"general_education": "upper_secondary", "professional_education": "Thợ bạc", "is_union_member": True}
    said = [
        cast.person("Y Đầy Đủ", party.hill, birth_date="05/03/1999", residence="Thôn 1", tags=("Trưởng thôn",), **full),
        cast.person("A Một Chữ", party.moor, code="007", birth_year=1970, is_union_member=False),
        cast.person("Lê Trống", party.dale),
        cast.person("=HYPERLINK(1)", party.hill, residence="+1+1", occupation="@cmd"),
    ]
    register_people(said, by=system_user())
    days = {"ceremony_on": "10/03/2023", "recognised_on": None, "decision_number": "07-QĐ/HU"}
    cast.admit(party.hill, "01/03/2023", name="Y Kết Nạp", birth_date="01/02/1990", tags=("Già làng",), **full, **days)
    cast.admit(party.moor, "01/03/2022", name="A Chờ Lễ", ceremony_on=None, birth_year=1985)
    moved = cast.admit(party.hill, "01/04/2023", name="A Đã Chuyển", occupation="farmer", birth_year=1991).candidate
    newer = {"branch": party.moor, "occupation": "worker", "birth_year": 1991, "birth_date": cast.day("07/08/1991")}
    edit_person(moved.pk, newer | {"tags": ("Mới",), "residence": "Thôn 9"}, 1, by=system_user())
    cancelled = cast.admit(party.dale, "01/05/2023", name="A Bị Hủy", occupation="farmer")
    Admission.objects.filter(pk=cancelled.pk).update(cancelled_on=cast.day("01/06/2023"))
    return Candidate.objects.all()


def taken(client, reason="report", **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.post(f"{EXPORT}?{query}", {"reason": reason})


def rows_of(answer, folder):
    path = Path(folder) / "xuat.xlsx"
    path.write_bytes(answer.getvalue())
    sheet = load_workbook(path).worksheets[0]
    return path, [list(row) for row in sheet.iter_rows(values_only=True)]


HEADINGS_OF_MEMBERS = ["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ", "Ngày chính thức", "Ngày rời"]


def everything():
    def rows(model):
        return list(model._base_manager.order_by("pk").values())

    tags = [
        (row.pk, sorted(tag.name for tag in row.tags.all())) for m in (Candidate, Admission) for row in m.objects.all()
    ]
    return rows(Candidate), rows(Admission), tags


def test_what_is_exported_is_imported_without_changing_anything(inside, people, tmp_path):
    before = everything()
    path, rows = rows_of(taken(inside), tmp_path)
    assert rows[0] == HEADINGS
    assert len(rows) == 1 + people.count()
    acts = AuditEntry.objects.filter(act__in=[Act.CREATED, Act.CHANGED]).count()
    imported = import_workbook(open_workbook(path), by=system_user())
    assert imported.counts == [("Quần chúng", {"unchanged": people.count()})]
    assert everything() == before
    assert AuditEntry.objects.filter(act__in=[Act.CREATED, Act.CHANGED]).count() == acts


@pytest.mark.prove
def test_five_thousand_rows_are_exported_and_imported_without_changing_anything(inside, party, tmp_path):
    def said(number):
        place = (party.hill, party.moor, party.dale)[number % 3]
        days = {"decision_on": f"{number % 28 + 1:02}/03/2023"} if number % 2 else {}
        birth = {"birth_year": 1960 + number % 40} if number % 5 else {"birth_date": f"{number % 28 + 1:02}/07/1990"}
        return cast.person(f"Rơ Châm Thử {number}", place, code=f"{number:05}", sex="male", **birth, **days)

    register_people([said(number) for number in range(5000)], by=system_user())
    before = everything()
    path, rows = rows_of(taken(inside), tmp_path)
    assert len(rows) == 5001
    imported = import_workbook(open_workbook(path), by=system_user())
    assert imported.counts == [("Quần chúng", {"unchanged": 5000})]
    assert everything() == before


def test_exactly_those_of_the_filter_are_in_the_file_in_its_order(inside, people, tmp_path):
    shown = [
        row.candidate.full_name for row in inside.get("/quan-chung/", {"branch": "NORTH", "q": "a"}).context["rows"]
    ]
    _path, rows = rows_of(taken(inside, branch="NORTH", q="a"), tmp_path)
    assert [row[1] for row in rows[1:]] == shown
    assert "A Bị Hủy" not in shown


def test_a_text_is_never_a_formula(inside, people, tmp_path):
    path, rows = rows_of(taken(inside, q="hyper"), tmp_path)
    cells = {cell.value: cell.data_type for row in load_workbook(path).worksheets[0].iter_rows() for cell in row}
    assert (cells["=HYPERLINK(1)"], cells["+1+1"], cells["@cmd"]) == ("s", "s", "s")


def test_the_audit_holds_the_file_its_hash_the_reason_and_every_person(inside, people, party, officer):
    response = taken(inside, branch="NORTH")
    whole, *each = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("number")
    seen = Candidate.objects.visible_to(cast.account("khac", "officer", party.north))
    assert (whole.actor, whole.rows, whole.reason, whole.branch) == (officer, seen.count(), "report", party.north)
    assert json.loads(whole.said.values) == {"sha256": [None, sha256(response.getvalue()).hexdigest()]}
    assert {entry.object_id for entry in each} == set(seen.values_list("pk", flat=True))
    assert {(entry.reason, entry.kind) for entry in each} == {("report", "recruitment.candidate")}
    assert all(entry.branch_id == Candidate.objects.get(pk=entry.object_id).branch_id for entry in each)


def test_without_a_reason_nothing_leaves_and_the_last_one_is_remembered(inside, people):
    for reason in ("", "vì thích"):
        assert taken(inside, reason=reason).status_code == 302
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()
    assert inside.get(EXPORT).status_code == 405
    taken(inside, reason="check")
    assert '<option value="check" selected>' in inside.get("/quan-chung/").content.decode()


def test_wrong_entries_do_not_leave(inside, people, party):
    person = Candidate.objects.get(full_name="Lê Trống")
    void_person(person.pk, "duplicate", 1, by=system_user())
    assert taken(inside, only_void="on").status_code == 302
    assert taken(inside).getvalue()[:2] == b"PK"
    assert not AuditEntry.objects.filter(act=Act.EXPORTED, object_id=person.pk).exists()


@pytest.mark.parametrize(("role", "code"), [("leader", 403), ("admin", 404), ("secretary", 200)])
def test_names_leave_only_with_those_whose_role_may(client, people, party, role, code):
    client.force_login(cast.account("ai-do", role, party.north))
    assert taken(client).status_code == code
    assert AuditEntry.objects.filter(act=Act.EXPORTED).exists() == (code == 200)


def test_a_list_that_reaches_beyond_the_right_to_export_is_refused_as_a_whole(client, people, party):
    user = cast.account("hai-noi", "secretary", party.north)
    Access.objects.create(user=user, branch=party.south, role="leader")
    client.force_login(user)
    assert taken(client).status_code == 403
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()
    assert taken(client, branch="NORTH").status_code == 200


def test_nothing_of_people_beside_is_in_the_file(client, people, party, tmp_path):
    """Somebody admitted elsewhere who is here now goes out as known here, without the day of another cell."""
    moved = Candidate.objects.get(full_name="A Đã Chuyển")
    client.force_login(cast.account("bithu", "secretary", party.moor))
    _path, rows = rows_of(taken(client), tmp_path)
    names = [row[1] for row in rows[1:]]
    assert set(names) == {"A Một Chữ", "A Chờ Lễ", "A Đã Chuyển"}
    row = dict(zip(HEADINGS, rows[1 + names.index("A Đã Chuyển")], strict=True))
    assert (row["Mã chi bộ"], row["Ngày quyết định"], row["Mã"]) == ("MOOR", None, moved.code)


@pytest.fixture
def many(party):
    """``many(n)``: so many people, half of them admitted, with tags, and so many members."""

    def fill(count):
        cells, tags = (party.hill, party.moor, party.dale), ("Già làng",)
        days = {"decision_on": "01/03/2023", "decision_number": "7-QĐ/HU", "tags": tags}
        people = [
            cast.person(f"Rơ Châm Thử {n}", cells[n % 3], f"{n:05}", birth_year=1990, **(days if n % 2 else {}))
            for n in range(count)
        ]
        register_people(people, by=system_user())
        said = {"official_on": "01/06/2010", "birth_year": 1960}
        members = [
            cast.draft(f"Lê Thử {n}", cells[n % 3], f"0{n:05}", **(said if n % 2 else {"left_on": "01/02/2023"}))
            for n in range(count)
        ]
        enter_members(members, by=system_user())

    return fill


def members_unchanged(inside, folder, count):
    before = list(Member.objects.order_by("pk").values())
    answer = inside.post("/dang-vien/xuat/?presence=all", {"reason": "report"})
    path, rows = rows_of(answer, folder)
    assert (rows[0], len(rows)) == (HEADINGS_OF_MEMBERS, count + 1)
    imported = import_workbook(open_workbook(path), by=system_user())
    assert imported.counts == [("Đảng viên", {"unchanged": count})]
    assert list(Member.objects.order_by("pk").values()) == before


def test_members_are_exported_and_imported_without_changing_anything(inside, many, tmp_path):
    many(100)
    members_unchanged(inside, tmp_path, 100)


@pytest.mark.prove
def test_five_thousand_members_are_exported_and_imported_without_changing_anything(inside, many, tmp_path):
    many(5000)
    members_unchanged(inside, tmp_path, 5000)


def test_two_thousand_people_leave_in_a_fixed_number_of_statements_a_batch(inside, many):
    """Once for the whole, and for each thousand the admissions, the tags of both and the lines of the audit, of which SQLite
    takes some seventy in a statement.
    """
    costs = []
    for count in (900, 2000):  # those of before are known by their codes
        many(count)
        taken(inside)  # the session is there
        with CaptureQueriesContext(connection) as asked:
            assert taken(inside).status_code == 200
        costs.append(len(asked))
    assert Candidate.objects.count() == 2000
    assert list(chain.faults()) == []  # over several batches too
    assert costs[0] <= 25 + 900 // 50
    assert costs[1] - costs[0] <= 2 * 5 + 1100 // 50  # two batches more at the most


def test_a_file_costs_the_same_statements_for_few_and_many(inside, party):

    costs = []
    for many in (1, 29):
        for _ in range(many):
            cast.admit(party.hill, "01/03/2023", tags=("Trưởng thôn",))
        taken(inside)  # the session is there
        with CaptureQueriesContext(connection) as asked:
            assert taken(inside).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 26
