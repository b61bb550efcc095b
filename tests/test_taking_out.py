"""Every list as a file: exactly the rows of its page, the columns in the order of the account, written down in the audit."""

import csv
import json
import re
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from branches.access import system_user
from branches.audit import Act
from branches.file_columns import ACCOUNTS, AUDIT
from branches.models import Access, AuditEntry, ColumnOrder
from config.tables import as_meant
from recruitment import file_columns
from recruitment.courses import seat_people, set_course
from recruitment.file_columns import COURSES, DUE, PLAN, PLANS, SEATS, SOURCES, SPONSORS
from recruitment.introductions import set_introduction
from recruitment.models import Course
from recruitment.plans import set_plan
from recruitment.stages import Stage
from recruitment.workbooks.exporting import MEMBERS, PEOPLE
from tests import cast, way

LISTINGS = (PEOPLE, MEMBERS, DUE, SPONSORS, SOURCES, COURSES, SEATS, PLAN, PLANS, AUDIT, ACCOUNTS)
PAGES = {
    "people": ("/quan-chung/", PEOPLE),
    "members": ("/dang-vien/", MEMBERS),
    "due": ("/viec-can-lam/", DUE),
    "sponsors": ("/giup-do/", SPONSORS),
    "sources": ("/nguon-gioi-thieu/", SOURCES),
    "courses": ("/lop-boi-duong/", COURSES),
    "plans": ("/ke-hoach/", PLANS),
    "audit": ("/nhat-ky/", AUDIT),
}
INTRODUCED = {"source": "youth_union", "unit": "", "number": "", "handed_over_on": cast.day("01/02/2023")}
CLASS = {"name": "Lớp Minh Họa", "place": "", "first": cast.day("01/06/2023"), "last": cast.day("02/06/2023")}


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.country))
    return client


@pytest.fixture
def full(party):
    """Something on every list, in the north and in the south."""
    course = set_course(None, CLASS | {"branch": party.country, "is_held": True}, by=system_user())
    for cell in (party.hill, party.moor, party.dale):
        fill(cell, 2, course)
    return party


def fill(cell, many, course):
    for number in range(many):
        person = way.on_the_way(cell, Stage.LISTED, f"Y Thử {number} {cell.code}")
        way.sponsor(person, cast.member(cell, f"Lê Thử {number} {cell.code}"), role="helps")
        set_introduction(person.pk, INTRODUCED, way.again(person).version, by=system_user())
        seat_people(course.pk, [person.pk], by=system_user())
        if number % 2:
            set_plan(cell, 2023, {person.pk: 4}, by=system_user())


def file_of(client, page, reason="meeting", **sent):
    """What comes of the file that a page (with its question) offers."""
    path, _mark, asked = page.partition("?")
    return client.post(f"{path}xuat/?{asked}", {"reason": reason} | sent)


def rows_in(answer):
    assert answer.status_code == 200
    return [list(row) for row in load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True)]


def columns_in(answer):
    heads, *rows = rows_in(answer)
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}


def test_every_listing_has_a_name_of_its_own_and_fits_a_sheet():
    assert len({listing.key for listing in LISTINGS}) == len({listing.stem for listing in LISTINGS}) == len(LISTINGS)
    for listing in LISTINGS:
        assert 0 < len(str(listing.title)) <= 31
        keys = [column.key for column in listing.columns]
        headings = [str(column.heading) for column in listing.columns]
        assert len(set(keys)) == len(set(headings)) == len(keys)
    declared = {each.key for each in vars(file_columns).values() if hasattr(each, "columns")}
    assert declared < {listing.key for listing in LISTINGS}


@pytest.mark.parametrize("asked", ["", "?branch=NORTH", "?branch=HILL"])
@pytest.mark.parametrize("name", PAGES)
def test_a_file_has_just_as_many_rows_as_its_page_counts(name, asked, inside, full):
    page, listing = PAGES[name]
    if name == "plans" and asked == "?branch=HILL":
        listing = PLAN
    (offered,) = re.findall(r"Xuất (\d+) dòng", inside.get(page + asked).content.decode())
    heads, *rows = rows_in(file_of(inside, page + asked))
    assert heads == [str(column.heading) for column in listing.columns]
    assert len(rows) == int(offered) > 0


def test_a_file_says_what_its_page_says_in_its_order(inside, full):
    due = inside.get("/viec-can-lam/?branch=NORTH&matter=sponsor_report").context["rows"]
    said = columns_in(file_of(inside, "/viec-can-lam/?branch=NORTH&matter=sponsor_report"))
    assert said["Họ và tên"] == [row.person.full_name for row, _above, _may in due]
    assert [day.date() for day in said["Hạn"]] == [row.due.deadline.day for row, _above, _may in due]
    care = inside.get("/giup-do/?branch=HILL").context["page"].object_list
    said = columns_in(file_of(inside, "/giup-do/?branch=HILL"))
    assert said["Họ và tên"] == [row.member.full_name for row in care]
    assert all(f"Y Thử {number} HILL" in names for number, names in enumerate(said[list(said)[-1]]))
    sources = inside.get("/nguon-gioi-thieu/?year=2023").context
    said = columns_in(file_of(inside, "/nguon-gioi-thieu/?year=2023"))
    assert list(said.values())[1] == [row.people for row, *_rest in (*sources["known"], *sources["unknown"])]
    members = [row.member.code for row in inside.get("/dang-vien/?q=thu").context["rows"]]
    assert columns_in(file_of(inside, "/dang-vien/?q=thu"))["Mã"] == members


def test_the_places_of_a_class_are_those_of_its_page(inside, full):
    page = f"/lop-boi-duong/{Course.objects.get().pk}/"
    shown = [seat.candidate.full_name for seat, _above, _cell in inside.get(page).context["rows"]]
    assert columns_in(file_of(inside, page))["Họ và tên"] == shown
    assert len(shown) == 6


def test_accounts_are_a_file_for_who_manages_them(client, full):
    client.force_login(cast.account("quantri", "admin", full.north, full_name="Y Quản Trị"))
    cast.account("bithu", "secretary", full.hill, full_name="=Y Bí Thư")
    cast.account("xa", "secretary", full.dale)
    said = columns_in(file_of(client, "/tai-khoan/"))
    assert said[str(ACCOUNTS.columns[0].heading)] == [
        account.username for account in client.get("/tai-khoan/").context["page"]
    ]
    assert "=Y Bí Thư" in said["Họ và tên"]
    assert any("HILL" in roles for roles in said[str(ACCOUNTS.columns[2].heading)])
    assert "xa" not in said[str(ACCOUNTS.columns[0].heading)]


def test_columns_come_in_the_order_that_was_typed_and_stay_so_for_the_account(inside, full):
    sent = {"columns": ["full_name", "code", "sex"], "place-code": "2", "place-full_name": "1", "place-sex": ""}
    heads = ["Họ và tên", "Mã", "Giới tính"]
    assert rows_in(file_of(inside, "/quan-chung/", **sent))[0] == heads
    assert rows_in(file_of(inside, "/quan-chung/"))[0] == heads
    choices = inside.get("/quan-chung/").context["take_out"].form.choices()
    assert [choice.key for choice in choices if choice.is_chosen] == ["full_name", "code", "sex"]
    assert len(choices) == len(PEOPLE.columns)
    inside.force_login(cast.account("khac", "officer", full.north))
    assert rows_in(file_of(inside, "/quan-chung/"))[0] == [column.heading for column in PEOPLE.columns]


def test_columns_that_there_are_not_are_nobodys_and_none_is_too_few(inside, full):
    sent = {"columns": ["code", "password", "pk"], "place-code": "abc", "place-pk": "1"}
    assert rows_in(file_of(inside, "/quan-chung/", **sent))[0] == ["Mã"]
    answer = file_of(inside, "/dang-vien/?q=a", **{"place-code": "1"})
    assert (answer.status_code, answer.url) == (302, "/dang-vien/?q=a")
    assert list(ColumnOrder.objects.values_list("listing", "columns")) == [("people", ["code"])]


def test_a_csv_holds_the_same_cells_parted_by_semicolons(inside, full):
    cast.candidate(full.hill, "=HYPERLINK(1)", residence="+1+1", birth_date="05/03/1999")
    content = file_of(inside, "/quan-chung/?branch=HILL", format="csv").getvalue().decode("utf-8-sig")
    found = [[as_meant(cell) for cell in line] for line in csv.reader(StringIO(content, newline=""), delimiter=";")]
    workbook = rows_in(file_of(inside, "/quan-chung/?branch=HILL"))
    assert found == [[in_words(cell) for cell in row] for row in workbook]
    assert "'=HYPERLINK(1)" in content
    assert "'+1+1" in content


def in_words(cell):
    return f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell or ""


@pytest.mark.parametrize("page", ["/quan-chung/", "/dang-vien/", "/viec-can-lam/", "/giup-do/", "/nhat-ky/"])
def test_without_a_reason_no_name_leaves(page, inside, full):
    for reason in ("", "vì thích"):
        answer = file_of(inside, page, reason=reason)
        assert (answer.status_code, answer.url) == (302, page)
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()
    assert not ColumnOrder.objects.exists()


def test_a_file_of_sponsors_is_written_down_with_whom_it_names(inside, full):
    content = file_of(inside, "/giup-do/?branch=HILL", reason="handover").getvalue()
    whole, *each = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("number")
    assert (whole.branch, whole.rows, whole.reason) == (full.hill, 2, "handover")
    assert whole.detail == "dang-vien-giup-do-2023-12-31.xlsx"
    assert json.loads(whole.said.values) == {"sha256": [None, sha256(content).hexdigest()]}
    assert [entry.kind for entry in each] == [*["recruitment.candidate"] * 2, *["branches.member"] * 2]
    assert {entry.branch for entry in each} == {full.hill}


def test_somebody_with_many_rows_is_written_down_once(inside, full):
    person = way.on_the_way(full.hill, Stage.LISTED, "Y Hai Việc", birth_date="01/07/1963")
    codes = columns_in(file_of(inside, "/viec-can-lam/?branch=HILL"))["Mã"]
    each = AuditEntry.objects.filter(act=Act.EXPORTED, object_id__isnull=False)
    assert codes.count(person.code) > 1
    assert each.count() == len(set(codes))


def test_numbers_leave_without_a_reason_and_with_leaders_too(client, full):
    client.force_login(cast.account("lanhdao", "leader", full.north))
    for page in ("/nguon-gioi-thieu/", "/lop-boi-duong/", "/ke-hoach/"):
        assert client.get(page).context["take_out"]
        assert file_of(client, page, reason="").status_code == 200
    assert AuditEntry.objects.filter(act=Act.EXPORTED, object_id=None, branch=full.north).count() == 3
    for page in ("/quan-chung/", "/dang-vien/", "/viec-can-lam/", "/giup-do/", "/ke-hoach/?branch=HILL"):
        assert client.get(page).context["take_out"] is None
        assert file_of(client, page).status_code == 403


def test_the_audit_names_people_only_where_they_may_be_taken_out(client, full):
    """Somebody who reads the audit everywhere, but takes names out in the north only."""
    user = cast.account("kiem-tra", "officer", full.north)
    for role in ("leader", "admin"):
        Access.objects.create(user=user, branch=full.south, role=role)
    client.force_login(user)
    page = "/nhat-ky/?what=created"
    shown = " ".join(line.subject for line in client.get(page).context["lines"])
    said = " ".join(columns_in(file_of(client, page))[str(AUDIT.columns[5].heading)])
    assert "Y Thử 0 DALE" in shown
    assert "Y Thử 0 DALE" not in said
    assert "Y Thử 0 HILL" in said
    taken = AuditEntry.objects.filter(act=Act.EXPORTED, object_id__isnull=False)
    assert {entry.branch for entry in taken} == {full.hill, full.moor}


def test_a_class_held_above_gives_only_the_own_people_away(client, full):
    client.force_login(cast.account("bithu", "secretary", full.hill))
    page = f"/lop-boi-duong/{Course.objects.get().pk}/"
    assert columns_in(file_of(client, page))["Họ và tên"] == ["Y Thử 0 HILL", "Y Thử 1 HILL"]


@pytest.mark.parametrize("name", PAGES)
def test_a_list_that_is_asked_for_nonsense_is_no_file(name, inside, full):
    page = PAGES[name][0]
    asked = "first=mai" if name == "audit" else "branch=khong"
    answer = file_of(inside, f"{page}?{asked}")
    assert (
        answer.status_code == 200 if name == "courses" else (answer.status_code, answer.url) == (302, f"{page}?{asked}")
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_file_costs_the_same_statements_for_few_and_many(name, inside, party):
    page, costs = PAGES[name][0], []
    course = set_course(None, CLASS | {"branch": party.country, "is_held": True}, by=system_user())
    fill(party.hill, 2, course)
    for more in (0, 4):
        fill(party.moor, more, course)
        file_of(inside, page)  # the session and the order of columns are there
        with CaptureQueriesContext(connection) as asked:
            assert file_of(inside, page).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 40
