"""Nothing leaks sideways: what somebody sees is the same whether what lies outside the own subtree is there or not.

Everything that can be reached is crawled twice: before and after the rest of the tree is filled with people, quotas,
roles and papers that all bear a mark. No mark may appear, and nothing at all may differ: no count, no choice, no hint.
"""

import io
import re
import subprocess
import zipfile
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction

from branches.access import system_user
from branches.kinds import CELLS
from branches.models import Access
from recruitment.absences import FIELDS, set_absence
from recruitment.closing import reopen_month
from recruitment.courses import note_attendance, seat_people, set_course
from recruitment.dossier import set_consents, set_papers, set_verifications
from recruitment.introductions import set_introduction
from recruitment.models import Course, Shortfall
from recruitment.plans import set_plan
from recruitment.sponsoring import record_report
from recruitment.stages import OPEN, Stage
from reports.drafting import start_report, write_report
from reports.issuing import submit_report
from reports.periods import parse_month
from tests import cast, way
from tests.doors import DOORS, OUTSIDE, ROLES

MARK = "Qzx"
SAID = {"source": "youth_union", "unit": "", "number": "", "handed_over_on": cast.day("01/02/2023")}
CLASS = {"name": "Lớp", "place": "", "first": cast.day("01/06/2023"), "last": cast.day("02/06/2023"), "is_held": True}
MOST_PAGES = 250
ONE_OF_MANY = re.compile(r"/(?!2023-12)\d{4}-\d\d/|\.pdf$")
"""Other months are further pages of the same kind, and a PDF costs a second: one of them is enough."""
LINK = re.compile(r'(?:href|action|data-(?:url|source|from))="([^"#]+)')
PASSING = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_token)" value="[^"]*"|value="[^"]*" name="(?:csrfmiddlewaretoken|form_token)"'
)
TIME = re.compile(r"\d\d:\d\d(?::\d\d)?(?: \d\d/\d\d/\d{4})?|data-seconds=\"\d+\"")
DIGEST = re.compile("[0-9a-f]{64}")
"""What the audit keeps of a file, in which times stand."""
ASKED = {
    "q": "Người",
    "year": "2023",
    "person": "Người",
    "who": "o",
    "what": "seen",
    "branch": "NORTH",
    "month": "2023-11",
    "presence": "all",
}
"""What is typed into the filters there are."""


def fill_inside(party):
    for place in (party.north, party.hill, party.moor):
        cast.candidate(place, "Người Trong Nhà")
        cast.account(f"o-{place.code.lower()}", "secretary", place, full_name="Người Dùng Trong Nhà")
        cast.quota(place, "2023", 4)
    for cell in (party.hill, party.moor):
        cast.member(cell, "Người Đảng Viên Trong Nhà", birth_year=1980)
    cast.member(party.hill, "Người Đảng Viên Đã Rời", left_on="01/06/2023")
    cast.admit(party.hill, "01/03/2023", name="Người Đã Kết Nạp")
    way.on_the_way(party.hill, Stage.RETURNED, "Người Đang Làm Hồ Sơ")
    cast.opening(party.north, "01/01/2023", 20)
    for cell in (party.hill, party.moor):
        cast.candidate(cell, "Người Nhập Hai Lần", birth_date="01/02/1990")
    fill_sources(party)
    write_reports(party.north, party.hill, text="Công tác có tiến bộ")
    cast.account("tren", "leader", party.country, full_name="Lãnh Đạo Cấp Trên")


def fill_sources(party):
    """Sources, plans, and a class held above in which somebody from inside has a place."""
    listed = way.on_the_way(party.hill, Stage.LISTED, "Người Trong Danh Sách")
    way.on_the_way(party.moor, Stage.LISTED, "Người Trong Danh Sách")
    set_introduction(listed.pk, SAID, listed.version, by=system_user())
    for held in (True, False):
        course = set_course(None, CLASS | {"branch": party.country, "is_held": held}, by=system_user())
        seat_people(course.pk, [listed.pk], by=system_user())
    set_plan(party.hill, 2023, {listed.pk: 2}, by=system_user())


def mark_sources(person, party):
    """The mark in sources, plans, in a class held outside, and people with it in the classes held above."""
    said = SAID | {"unit": MARK, "number": MARK}
    set_introduction(person.pk, said, way.again(person).version, by=system_user())
    marked = {"branch": party.south, "name": f"Lớp {MARK}", "place": MARK}
    classes = [*Course.objects.filter(branch=party.country), set_course(None, CLASS | marked, by=system_user())]
    for course in classes:
        seat_people(course.pk, [person.pk], by=system_user())
        if course.is_held:
            note_attendance(course.pk, {person.pk: "attended"}, by=system_user())
    set_plan(person.branch, 2023, {person.pk: 2}, by=system_user())


def write_reports(*branches, text):
    """A draft for September, and the report on October put up for signature; those of the doors are on November."""
    for branch in branches:
        for month in ("2023-09", "2023-10"):
            report = start_report(branch, parse_month(month), by=system_user())
            report = write_report(report.pk, {"assessment": text}, report.version, by=system_user())
        submit_report(report.pk, report.version, by=system_user())


def fill_outside(party):
    """The mark in everything that is stored above and beside, and everything of it that could be confused with inside."""
    outside = cast.place("QZX", "base", party.country, name=f"Đảng bộ {MARK}", since="01/01/2020", signer=MARK)
    cells = [cast.village("QZX1", outside, name=f"Chi bộ thôn {MARK}"), party.dale, party.south, party.country]
    cast.place("DALE", since="01/02/2023", name=f"Chi bộ thôn Lũng {MARK}")
    for number, cell in enumerate(cells):
        cast.candidate(cell, f"Người {MARK} {number}", residence=MARK, religion=MARK, tags=(f"Nhóm {MARK}",))
        cast.candidate(cell, "Người Trong Nhà")
        cast.candidate(cell, "Người Nhập Hai Lần", birth_date="01/02/1990", residence=MARK)
        cast.admit(cell, "02/03/2023", name=f"Người {MARK} kết nạp {number}", decision_number=MARK)
        if cell != party.country:  # those above are told as numbers by role, on purpose
            user = cast.account(
                f"{MARK.lower()}{number}", "officer" if number else "admin", cell, full_name=f"{MARK} {number}"
            )
            Access.objects.create(user=user, branch=outside, role="leader")
        if cell.kind in CELLS:
            cast.member(cell, f"Người Đảng Viên {MARK} {number}")
            cast.member(cell, f"Người Đảng Viên {MARK} Đã Rời {number}", left_on="01/06/2023")
            cast.member(cell, "Người Đảng Viên Trong Nhà", birth_year=1980)
        cast.quota(cell, "2023", 9, number=MARK, issuer=MARK, summary=MARK)
        cast.quota(cell, "2023", 2, group=f"Nhóm {MARK}")
    for cell in cells:
        row = cast.close(cell, "2023-11", difference_reason=MARK)
        reopen_month(row.pk, cast.day("31/12/2023"), MARK, by=system_user())
    for stage in (Stage.RETURNED, Stage.REFUSED, Stage.RECOGNITION_PROPOSED):
        person = way.on_the_way(party.dale, stage, f"Người {MARK} {stage}")
        mark_dossier(person)
    mark_sources(way.on_the_way(party.dale, Stage.LISTED, f"Người {MARK} trong lớp"), party)
    cast.total(party.dale, "01/01/2019", "31/12/2019", 3)
    cast.term(f"{MARK} 2020-2025", "01/07/2020", "30/06/2025", branch=outside)
    cast.opening(outside, "01/01/2023", 50)
    cast.move(cells[0], "01/05/2023", "transfer_in", 3)
    write_reports(party.country, party.south, party.dale, text=MARK)


def mark_dossier(person):
    """The mark in all that a dossier can say, and something that is to be put right."""
    paper = {
        "kind": "application",
        "ordinal": 1,
        "state": "complete",
        "number": MARK,
        "dated_on": cast.day("01/09/2022"),
    }
    set_papers(person.pk, [paper | {"signer": MARK, "place": MARK}], way.again(person).version, by=system_user())
    asked = {"relation": "self", "place": MARK, "is_abroad": False, "sent_on": None, "answered_on": None}
    asked |= {"done_by": MARK, "waived_by": ""}
    set_verifications(person.pk, [asked], way.again(person).version, by=system_user())
    consent = {"case": "religion", "body": MARK, "number": MARK, "dated_on": None}
    set_consents(person.pk, [consent], way.again(person).version, by=system_user())
    away = dict.fromkeys(FIELDS) | {"left_on": cast.day("01/09/2023"), "place": MARK, "contact": MARK}
    set_absence(person.pk, away, way.again(person).version, by=system_user())
    if person.stage in OPEN:
        sponsor = way.sponsor(person, cast.member(person.branch, f"Đảng Viên {MARK}"), role="helps", number=MARK)
        told = dict.fromkeys(("strengths", "weaknesses", "proposal"), MARK)
        record_report(sponsor.pk, cast.day("01/09/2023"), told, by=system_user())
    way.put_in_charge(person.pk, "absence", MARK, MARK, by=system_user())
    params = {"committee": MARK, "source": MARK}
    change = person.stage_changes.last()
    Shortfall.objects.create(candidate=person, change=change, key="base_resolution_missing", params=params)


class Crawl:
    """All that somebody reaches from the first page: ``pages`` by address, as text."""

    def __init__(self, client, doors):
        self.client, self.pages, self.left = client, {}, list(doors)
        while self.left and len(self.pages) < MOST_PAGES:
            self.visit(self.left.pop(0))

    def visit(self, address):
        if address in self.pages:
            return
        answer = self.client.get(address)
        self.pages[address] = f"{answer.status_code} {text_of(answer)}"
        if answer.status_code == 302:
            self.left.append(urljoin(address, answer.url))
        elif "html" in answer.headers.get("Content-Type", ""):
            self.follow(address, answer.content.decode())

    def follow(self, address, html):
        for target in LINK.findall(html):
            there = urlsplit(urljoin(address, target.replace("&amp;", "&")))
            if not there.netloc and not there.path.startswith("/static/") and not ONE_OF_MANY.search(there.path):
                self.left.append(f"{there.path}?{there.query}" if there.query else there.path)
        for form in re.findall(r'<form[^>]*method="get".*?</form>', html, re.DOTALL):
            names = set(re.findall(r'name="([a-z_]+)"', form)) & set(ASKED)
            where = re.search(r'action="([^"]+)"', form)
            path = urlsplit(urljoin(address, where[1] if where else address)).path
            for name in names:
                self.left += [f"{path}?{name}={ASKED[name]}", f"{path}?{name}={MARK}"]


def text_of(answer):
    """What can be read in an answer: the words of a PDF, the cells of a workbook, else the text itself."""
    content = answer.getvalue()
    if content.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(
                f"{name} {book.read(name).decode()}" for name in sorted(book.namelist()) if "docProps" not in name
            )
    return TIME.sub("", PASSING.sub("", content.decode()))


def all_doors(world, role):
    """The addresses of the table, inside and outside, whether a page links there or not."""
    for door in DOORS:
        if door.is_public or role not in door.roles:
            continue
        for place in ("own", "below", *OUTSIDE) if door.key else ("own",):
            yield door.address(world, place)


def files_of(client, lists):
    """What is in the file of each of ``lists``, asked for in several ways, by its address."""
    for address in lists:
        for asked in ("", "branch=NORTH", "branch=HILL", "q=Người&presence=all"):
            answer = client.post(f"{address}?{asked}", {"reason": "meeting", "format": "csv"})
            yield f"{address}?{asked}", DIGEST.sub("", f"{answer.status_code} {text_of(answer)}")


@pytest.mark.parametrize("role", ["officer", "secretary", "admin"])
def test_what_lies_outside_is_in_no_file_and_changes_none(role, world, client):
    party = world.party
    fill_inside(party)
    client.force_login(cast.account("khach", role, party.north))
    lists = [door.address(world, "own") for door in DOORS if door.name.endswith("_export")]
    with transaction.atomic():  # what taking out writes in the audit is taken back
        before = dict(files_of(client, lists))
        transaction.set_rollback(True)
    fill_outside(party)
    after = dict(files_of(client, lists))
    assert sum(text.startswith("200") and "Người" in text for text in after.values()) > 3
    assert [address for address, text in after.items() if MARK.lower() in text.lower()] == []
    assert [address for address in before if before[address] != after[address]] == []


@pytest.mark.parametrize("role", ROLES)
def test_what_lies_outside_changes_nothing_that_somebody_sees(role, world, client):
    party = world.party
    fill_inside(party)
    client.force_login(cast.account("khach", role, party.north))
    doors = ["/", "/khong-co-trang-nay/", *all_doors(world, role)]
    with transaction.atomic():  # the second crawl begins where the first did: its lines in the audit are taken back
        before = Crawl(client, doors).pages
        transaction.set_rollback(True)
    fill_outside(party)
    after = Crawl(client, doors).pages
    assert len(before) > 10
    unasked = {address: text for address, text in after.items() if MARK not in address}
    assert [address for address, text in unasked.items() if MARK.lower() in text.lower()] == []
    assert sorted(before) == sorted(after)
    assert [address for address in before if before[address] != after[address]] == []
