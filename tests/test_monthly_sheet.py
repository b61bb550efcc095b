"""The monthly sheet of a cell: printed with the names, filled in by hand, typed in from one grid that looks like it."""

import io
import re
import unicodedata
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from branches.access import system_user
from branches.audit import Act
from branches.models import Access, AuditEntry
from recruitment.absences import FIELDS, set_absence
from recruitment.calendar_month import CalendarMonth, read_month
from recruitment.models import Absence, Candidate, SponsorReport
from recruitment.sponsoring import end_sponsorship, record_report
from recruitment.stages import OPEN, Stage
from recruitment.workflow import enter_at
from reports import vocabulary
from reports.rendering import papers as rendered
from reports.views import papers
from tests import cast, way
from tests.counted import statements

pytestmark = pytest.mark.django_db
PAGE, PAPER = "/phieu-thang/", "/phieu-thang/in/"
MOST_STATEMENTS = 24
MM = 72 / 25.4
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ýỳỷỹỵ"
S = Stage


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def person(party):
    return way.on_the_way(party.hill, S.LISTED, "Rơ Châm H'Lan")


def helped(person, name="Lê Văn Giúp", **said):
    return way.sponsor(person, cast.member(person.branch, name), role="helps", **said)


def leaves(person, **said):
    said = dict.fromkeys(FIELDS) | {"left_on": date(2023, 6, 1), "place": "Bình Dương"} | said
    return set_absence(person.pk, said, way.again(person).version, by=system_user())


def grid_of(client, branch="HILL", month="2023-12"):
    return client.get(PAGE, {"branch": branch, "month": month})


def shown(answer):
    """The grid as a browser would send it back untouched: {name: value}."""
    grid = answer.context["grid"]
    data = {"form_token": str(uuid4())}
    for form in grid.rows:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, "", False):
                data[form.add_prefix(name)] = "on" if value is True else str(value)
    return data


def sends(client, *changed, branch="HILL", month="2023-12", **more):
    """The grid as it is shown, with {person: {cell: text}} typed over it."""
    data = shown(grid_of(client, branch, month))
    for person, cells in changed:
        data |= {f"p{person.pk}-{name}": text for name, text in cells.items()}
    for name in [name for name, text in data.items() if text is None]:
        del data[name]
    return client.post(f"{PAGE}?branch={branch}&month={month}", data | more)


def errors_of(answer, person):
    (form,) = [form for form in answer.context["grid"].rows if form.row.person.pk == person.pk]
    return {name: " ".join(errors) for name, errors in form.errors.items()}


def contents():
    models = [model for model in apps.get_models() if model._meta.app_label == "recruitment"]
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


def text_of(response):
    return response.content.decode()


def prints(client, branch="HILL", month="2023-12", reason="meeting"):
    return client.post(f"{PAPER}?branch={branch}&month={month}", {"reason": reason})


def pages_of(response):
    assert response.headers["Content-Type"] == "application/pdf", response.status_code
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


# --- Who stands on it


def test_those_on_the_way_and_on_probation_stand_on_the_sheet_by_given_name(inside, party):
    way.on_the_way(party.hill, S.PROBATION, "Trần Thị Yến")
    way.on_the_way(party.hill, S.INTRODUCED, "Rơ Châm H'Lan")
    way.on_the_way(party.hill, S.DROPPED, "A Đã Thôi")
    way.on_the_way(party.hill, S.RECOGNISED, "A Chính Thức")
    way.on_the_way(party.moor, S.LISTED, "A Nơi Khác")
    assert [form.row.person.full_name for form in grid_of(inside).context["grid"].rows] == [
        "Rơ Châm H'Lan",
        "Trần Thị Yến",
    ]


def test_the_grid_has_the_rows_of_the_paper_in_its_order(inside, party):
    for name in ("Y Ánh", "A Bình", "Y Đào", "A Dũng"):
        way.on_the_way(party.hill, S.LISTED, name)
    rows = [form.row.person.full_name for form in grid_of(inside).context["grid"].rows]
    text = " ".join(pages_of(prints(inside)))
    assert sorted(rows, key=text.index) == rows == ["Y Ánh", "A Bình", "A Dũng", "Y Đào"]


def test_above_cells_the_sheets_below_are_listed_in_official_order_with_their_people(inside, party):
    way.on_the_way(party.moor, S.LISTED)
    way.on_the_way(party.north, S.LISTED, "A Ở Đảng Bộ")
    answer = grid_of(inside, "NORTH")
    assert [(place.code, count) for place, count in answer.context["places"]] == [
        ("NORTH", 1),
        ("HILL", 0),
        ("MOOR", 1),
    ]
    assert [form.row.person.full_name for form in answer.context["grid"].rows] == ["A Ở Đảng Bộ"]
    assert "?branch=HILL&amp;month=2023-12" in text_of(answer)


def test_a_secretary_of_a_cell_comes_straight_to_its_sheet(client, party, person):
    client.force_login(cast.account("chibo", "secretary", party.hill))
    answer = client.get(PAGE)
    assert (answer.context["branch"], str(answer.context["month"])) == (party.hill, "2023-12")
    assert PAGE in text_of(client.get("/quan-chung/"))


def test_an_empty_cell_says_so_and_a_month_that_is_none_is_refused(inside, party):
    assert "Không có ai của chi bộ này" in text_of(grid_of(inside))
    for month in ("2023-13", "ngay mai", "9999-01", "2025-01"):
        assert grid_of(inside, month=month).context["form"].errors.keys() == {"month"}, month
    assert grid_of(inside, "khong-co").context["form"].errors.keys() == {"branch"}
    assert grid_of(inside, month="2019-02").status_code == 200


def test_a_month_ends_on_its_own_last_day():
    assert (read_month("2024-2").last, read_month("2023-12").later(1)) == (date(2024, 2, 29), CalendarMonth(2024, 1))


# --- What is known already


def test_an_open_absence_and_the_report_of_the_month_are_filled_in(inside, person):
    sponsor = helped(person)
    record_report(
        sponsor.pk, date(2023, 11, 30), {"strengths": "Cũ", "weaknesses": "", "proposal": ""}, by=system_user()
    )
    told = {"strengths": "Chịu khó", "weaknesses": "Ít nói", "proposal": ""}
    record_report(sponsor.pk, date(2023, 12, 20), told, by=system_user())
    leaves(person, last_contact_on=date(2023, 9, 1))
    text = text_of(grid_of(inside))
    for said in ("Bình Dương", "01/06/2023", "01/09/2023", "20/12/2023", "Chịu khó", "Ít nói", "Lê Văn Giúp"):
        assert said in text, said
    assert "Cũ" not in text


@pytest.mark.parametrize(("month", "day"), [("2023-11", date(2023, 11, 30)), ("2023-12", date(2023, 12, 31))])
def test_a_report_is_of_the_last_day_of_the_month(inside, person, month, day):
    helped(person)
    (form,) = grid_of(inside, month=month).context["grid"].rows
    assert form.initial["reported_on"] == day


def test_a_report_is_of_today_while_the_month_runs(inside, person, clock):
    helped(person)
    clock(2024, 1, 10)
    (form,) = grid_of(inside, month="2024-01").context["grid"].rows
    assert form.initial["reported_on"] == date(2024, 1, 10)


def test_the_one_who_helps_reports_and_where_there_are_several_one_is_chosen(inside, party, person):
    way.introduce(person)
    helper = helped(person)
    (form,) = grid_of(inside).context["grid"].rows
    assert (form.initial["sponsorship"], len(form.fields["sponsorship"].choices)) == (helper.pk, 3)
    other = person.sponsorships.exclude(pk=helper.pk).first()
    sends(inside, (person, {"sponsorship": str(other.pk), "strengths": "Chịu khó"}))
    assert SponsorReport.objects.get().sponsorship == other


def test_without_a_sponsor_the_row_says_so_and_leads_to_assigning_one(inside, person):
    text = text_of(grid_of(inside))
    assert f'href="/quan-chung/{person.pk}/giup-do/"' in text
    assert "chưa phân công" in text
    assert f"p{person.pk}-strengths" not in text


def test_whoever_looks_at_what_was_told_is_written_down(inside, officer, party, person):
    way.on_the_way(party.hill, S.LISTED)
    leaves(person)
    for _ in range(2):
        grid_of(inside)
    seen = AuditEntry.objects.filter(act=Act.VIEWED, actor=officer)
    assert list(seen.values_list("object_id", flat=True)) == [person.pk]


# --- What is written


def test_a_sheet_is_typed_in_with_one_save(inside, party, person):
    other = way.on_the_way(party.hill, S.LISTED, "Trần Thị Yến")
    away = way.on_the_way(party.hill, S.LISTED, "A Đi Xa")
    helper = helped(person)
    helped(other), leaves(away)
    told = {"strengths": "Chịu khó", "weaknesses": "Ít nói", "proposal": "Cho đi học"}
    gone = {"away": "on", "place": "Đồng Nai", "left_on": "1/12/2023", "last_contact_on": "20/12/2023"}
    answer = sends(inside, (person, told), (other, gone), (away, {"returned_on": "25/12/2023"}))
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?branch=HILL&month=2023-12")
    assert "3 người" in text_of(inside.get(answer.url))
    report = SponsorReport.objects.get()
    assert (report.sponsorship, report.reported_on, report.proposal) == (helper, date(2023, 12, 31), "Cho đi học")
    assert list(Absence.objects.order_by("left_on").values_list("candidate", "place", "left_on", "returned_on")) == [
        (away.pk, "Bình Dương", date(2023, 6, 1), date(2023, 12, 25)),
        (other.pk, "Đồng Nai", date(2023, 12, 1), None),
    ]


def test_what_was_typed_stands_in_the_grid_afterwards_and_sent_again_changes_nothing(inside, person):
    helped(person)
    sends(inside, (person, {"strengths": "Chịu khó", "away": "on", "left_on": "1/12/2023", "place": "Đồng Nai"}))
    before, entries = contents(), AuditEntry.objects.exclude(act=Act.VIEWED).count()
    answer = sends(inside)
    assert answer.status_code == 302
    assert (contents(), AuditEntry.objects.exclude(act=Act.VIEWED).count()) == (before, entries)
    assert "Chịu khó" in text_of(grid_of(inside))


def test_who_keeps_contact_and_the_expected_return_are_kept(inside, person):
    leaves(person, contact="Bí thư", expected_on=date(2024, 2, 1))
    sends(inside, (person, {"last_contact_on": "20/12/2023"}))
    row = Absence.objects.get()
    assert (row.contact, row.expected_on, row.last_contact_on) == ("Bí thư", date(2024, 2, 1), date(2023, 12, 20))


def test_somebody_left_and_came_back_within_the_month(inside, person):
    sends(inside, (person, {"left_on": "1/12/2023", "place": "Huế", "returned_on": "20/12/2023"}))
    assert Absence.objects.get().returned_on == date(2023, 12, 20)


def test_a_sheet_sent_twice_is_written_once(inside, person):
    helped(person)
    data = shown(grid_of(inside)) | {f"p{person.pk}-strengths": "Chịu khó"}
    address = f"{PAGE}?branch=HILL&month=2023-12"
    assert inside.post(address, data).status_code == 302
    version = way.again(person).version
    assert "không ghi thêm" in text_of(inside.post(address, data, follow=True))
    assert (way.again(person).version, SponsorReport.objects.count()) == (version, 1)
    other = inside.post(address, data | {f"p{person.pk}-strengths": "Khác"})
    assert (other.status_code, SponsorReport.objects.get().strengths) == (200, "Chịu khó")
    assert "Khác" in text_of(other)


# --- What is refused, and what is kept


@pytest.mark.parametrize(
    ("cells", "where", "why"),
    [
        ({"away": "on", "left_on": "1/12/2023", "returned_on": "30/11/2023"}, "returned_on", "trước"),
        ({"away": "on"}, "left_on", "ngày đi"),
        ({"away": "on", "left_on": "1/12/2023", "last_contact_on": "1/1/2024"}, "last_contact_on", "tương lai"),
        ({"away": "on", "left_on": "1/1/2024"}, "left_on", "tương lai"),
        ({"left_on": "1/12/2023"}, "away", "đánh dấu"),
        ({"away": "on", "left_on": "31/02/2023"}, "left_on", "ngày/tháng/năm"),
        ({"away": "on", "left_on": "1/12/2023", "place": "x" * 101}, "place", "100"),
        ({"strengths": "Chịu khó", "reported_on": "1/1/2024"}, "reported_on", "tương lai"),
        ({"strengths": "Chịu khó", "reported_on": ""}, "reported_on", "ngày"),
        ({"strengths": "Chịu khó", "reported_on": "1/1/2020"}, "reported_on", "20/06/2022"),
        ({"strengths": "x" * 301}, "strengths", "300"),
        ({"strengths": "Chịu khó", "sponsorship": "999999"}, "sponsorship", "không còn"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell_and_nothing_is_written(inside, party, person, cells, where, why):
    good = way.on_the_way(party.hill, S.LISTED, "A Đúng")
    helped(person), helped(good, "Lê Văn Khác")
    before = contents()
    answer = sends(inside, (person, cells), (good, {"strengths": "Gương mẫu"}))
    assert answer.status_code == 200
    assert list(errors_of(answer, person)) == [where]
    assert why in errors_of(answer, person)[where]
    assert errors_of(answer, good) == {}
    assert contents() == before
    text = text_of(answer)
    assert "Gương mẫu" in text
    assert all(typed in text for typed in cells.values() if typed not in {"on", "999999", ""})
    assert f'href="#row-{person.pk}"' in text


def test_everything_that_is_wrong_is_said_at_once(inside, party, person):
    other = way.on_the_way(party.hill, S.LISTED)
    helped(person), helped(other)
    bad = {
        "away": "on",
        "left_on": "1/12/2023",
        "returned_on": "30/11/2023",
        "strengths": "Có",
        "reported_on": "1/1/2024",
    }
    answer = sends(inside, (person, bad), (other, {"away": "on"}))
    assert errors_of(answer, person).keys() == {"returned_on", "reported_on"}
    assert errors_of(answer, other).keys() == {"left_on"}
    assert not Absence.objects.exists()


def test_who_is_known_to_be_away_is_back_only_with_a_day(inside, person):
    leaves(person)
    answer = sends(inside, (person, {"away": None}))
    assert errors_of(answer, person).keys() == {"returned_on"}


def test_a_report_of_one_sponsor_is_not_taken_for_that_of_another(inside, person):
    way.introduce(person)
    sponsor = helped(person)
    told = {"strengths": "Chịu khó", "weaknesses": "", "proposal": ""}
    record_report(sponsor.pk, date(2023, 12, 20), told, by=system_user())
    other = person.sponsorships.exclude(pk=sponsor.pk).first()
    answer = sends(inside, (person, {"sponsorship": str(other.pk)}))
    assert errors_of(answer, person).keys() == {"sponsorship"}
    assert SponsorReport.objects.count() == 1


def test_two_who_type_in_one_sheet_lose_nothing(inside, party, person):
    """A row that somebody else changed is shown again where it was touched, and left alone where it was not."""
    untouched = way.on_the_way(party.hill, S.LISTED)
    sponsor, other = helped(person), helped(untouched)
    data = shown(grid_of(inside))
    for each in (sponsor, other):
        told = {"strengths": "Của người khác", "weaknesses": "", "proposal": ""}
        record_report(each.pk, date(2023, 12, 31), told, by=system_user())
    data |= {f"p{person.pk}-strengths": "Của tôi"}
    address = f"{PAGE}?branch=HILL&month=2023-12"
    answer = inside.post(address, data)
    assert errors_of(answer, person).keys() == {"__all__"}
    assert errors_of(answer, untouched) == {}
    assert SponsorReport.objects.get(sponsorship=sponsor).strengths == "Của người khác"
    again = data | {f"p{person.pk}-seen": answer.context["grid"].rows[0].data[f"p{person.pk}-seen"]}
    forms = {form.row.person.pk: form for form in answer.context["grid"].rows}
    again[f"p{person.pk}-seen"] = forms[person.pk]["seen"].value()
    assert inside.post(address, again | {"form_token": str(uuid4())}).status_code == 302
    assert SponsorReport.objects.get(sponsorship=sponsor).strengths == "Của tôi"
    assert SponsorReport.objects.get(sponsorship=other).strengths == "Của người khác"


def test_what_was_typed_of_a_sponsor_who_ended_meanwhile_is_kept(inside, person):
    sponsor = helped(person)
    data = shown(grid_of(inside)) | {f"p{person.pk}-strengths": "Chịu khó"}
    values = {"ended_on": date(2023, 12, 1), "ended_because": "moved", "comment": ""}
    end_sponsorship(sponsor.pk, values, by=system_user())
    answer = inside.post(f"{PAGE}?branch=HILL&month=2023-12", data)
    assert errors_of(answer, person)
    assert "Chịu khó" in text_of(answer)


def test_who_left_the_sheet_meanwhile_is_named_by_nobody_and_nothing_is_written(inside, party, person):
    gone = way.on_the_way(party.hill, S.LISTED)
    helped(person)
    data = shown(grid_of(inside)) | {f"p{person.pk}-strengths": "Chịu khó"}
    way.take(gone, S.DROPPED)
    answer = inside.post(f"{PAGE}?branch=HILL&month=2023-12", data)
    assert "không còn trên phiếu" in text_of(answer)
    assert not SponsorReport.objects.exists()


# --- Who may


@pytest.mark.parametrize(("role", "code"), [("leader", 403), ("admin", 404), ("secretary", 200)])
def test_only_who_writes_for_the_cell_opens_its_sheet(client, party, person, role, code):
    client.force_login(cast.account("ai-do", role, party.north))
    assert grid_of(client).status_code == code
    assert prints(client).status_code == code
    assert AuditEntry.objects.filter(act=Act.EXPORTED).exists() == (code == 200)


def test_where_one_may_only_look_there_is_neither_grid_nor_paper(client, party):
    user = cast.account("hai-noi", "secretary", party.north)
    Access.objects.create(user=user, branch=party.south, role="leader")
    person = way.on_the_way(party.dale, S.LISTED, "A Nơi Kia")
    helped(person)
    client.force_login(user)
    for branch in ("DALE", "SOUTH"):
        assert grid_of(client, branch).status_code == 403
        assert prints(client, branch).status_code == 403
    person_only = way.on_the_way(party.hill, S.LISTED)
    data = shown(grid_of(client)) | {f"p{person.pk}-seen": "1.x", f"p{person.pk}-away": "on"}
    assert client.post(f"{PAGE}?branch=HILL", data | {f"p{person.pk}-left_on": "1/12/2023"}).status_code == 403
    assert not Absence.objects.exists()
    assert way.again(person_only)


def test_a_row_of_somebody_beside_is_left_out(client, party, person):
    beside = way.on_the_way(party.dale, S.LISTED, "A Nơi Kia")
    client.force_login(cast.account("bithu", "secretary", party.north))
    data = shown(grid_of(client)) | {f"p{beside.pk}-seen": "1.x", f"p{beside.pk}-away": "on"}
    answer = client.post(f"{PAGE}?branch=HILL", data | {f"p{beside.pk}-left_on": "1/12/2023"})
    assert answer.status_code == 200
    assert "A Nơi Kia" not in text_of(answer)
    assert not Absence.objects.exists()


# --- What it costs


def test_the_grid_costs_the_same_statements_for_one_and_three_and_three_hundred(inside, party):
    costs = []
    for many in (1, 2, 297):
        people = way.crowd(party.hill, S.INTRODUCED, many)
        for person in people[:3]:
            enter_at(person.pk, "listed", date(2023, 6, 1), by=system_user())
            helped(person, assigned_on=date(2023, 7, 1))
            leaves(person)
        costs.append(len(statements(inside, PAGE, {"branch": "HILL", "month": "2023-12"})))
    assert costs[0] == costs[1] == costs[2] <= MOST_STATEMENTS
    page = grid_of(inside).context["page"]
    assert (page.paginator.num_pages, len(page)) == (4, 80)
    assert 'class="sheet-number">81<' in text_of(inside.get(PAGE, {"branch": "HILL", "month": "2023-12", "page": "2"}))


# --- On paper


def test_the_paper_names_everybody_with_what_is_known_and_boxes_to_tick(inside, party, person):
    helped(person), leaves(person)
    cast.place("HILL", since="01/01/2023", line_above="Đảng bộ xã Bắc", committee_name="Chi bộ thôn Đồi")
    way.on_the_way(party.hill, S.PROBATION, f"Nguyễn {LETTERS[:40]}")
    response = prints(inside)
    pages = pages_of(response)
    page = " ".join(pages)
    for said in (
        *("ĐẢNG BỘ XÃ BẮC", "CHI BỘ THÔN ĐỒI", "ĐẢNG CỘNG SẢN VIỆT NAM", "PHIẾU THEO DÕI THÁNG", "tháng 12/2023"),
        *("Rơ Châm H'Lan", "1999", "Cảm tình Đảng", "Lê Văn Giúp", "Bình Dương", "01/06/2023", "Đảng viên dự bị"),
        *("Ở địa phương", "Đi làm ăn xa", "Đã về, ngày", "Đã gặp, ngày", "BÍ THƯ CHI BỘ", f"Trang 1/{len(pages)}"),
    ):
        assert said in page, said
    assert page == unicodedata.normalize("NFC", page)
    assert LETTERS[:40].strip() in page
    sheet = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    assert (round(sheet.width / MM), round(sheet.height / MM)) == (297, 210)


def test_every_letter_of_a_name_is_in_the_papers_own_font(inside, party):
    way.on_the_way(party.hill, S.LISTED, f"A {LETTERS}")
    response = prints(inside)
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1].lstrip("/").split("-")[0]
        for page in PdfReader(io.BytesIO(response.content)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"Tinos"}
    assert "".join(LETTERS.split()) in "".join("".join(pages_of(response)).split())


def test_every_cell_below_begins_on_a_page_of_its_own_and_an_empty_one_has_rows_too(inside, party):
    for n in range(12):
        way.on_the_way(party.hill, S.INTRODUCED, f"A Người {n}")
    pages = pages_of(prints(inside, "NORTH"))
    heads = [page for page in pages if "PHIẾU THEO DÕI THÁNG" in page]
    assert ["Chi bộ thôn Đồi, tháng" in heads[0], "Chi bộ Trường học, tháng" in heads[1], len(heads)] == [True, True, 2]
    assert len(pages) > 2
    assert all(re.search(rf"Trang {n}/{len(pages)}", page) for n, page in enumerate(pages, start=1))
    assert sum(" ".join(pages).count(f"A Người {n} ") for n in range(12)) == 12


def test_nobody_is_on_two_pages_and_a_row_is_not_torn_apart(inside, party):
    for n in range(30):
        way.on_the_way(party.hill, S.INTRODUCED, f"A Người {n:02}")
    for page in pages_of(prints(inside)):
        assert page.count("Hiện ở đâu") == 1 or "BÍ THƯ CHI BỘ" in page
        assert 0 < page.count("Đã gặp, ngày") >= page.count("A Người")  # the signature is never alone on a page


HOSTILE = (
    '<img src="file:///etc/passwd">',
    "<script>document.write(1)</script>",
    "</td></tr></table><style>body{display:none}</style>",
    "{{ sheet.rows }} {% include 'x' %}",
    "W" * 90,
)


def test_hostile_names_are_nothing_but_text(inside, party):
    for name in HOSTILE:
        helped(way.on_the_way(party.hill, S.LISTED, name), name)
    response = prints(inside)
    bare = "".join("".join(pages_of(response)).split())
    for name in HOSTILE:
        assert bare.count("".join(name.split())) == 2, name
    assert "root:" not in bare
    assert "<script>document" not in text_of(grid_of(inside))


def test_the_file_is_in_the_audit_with_its_reason_and_everybody_on_it(inside, officer, party, person):
    answer = prints(inside, "NORTH", reason="check")
    whole, each = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("number")
    assert (whole.actor, whole.rows, whole.reason, whole.branch) == (officer, 1, "check", party.north)
    assert (each.object_id, each.reason) == (person.pk, "check")
    assert "phieu-thang-NORTH-2023-12.pdf" in answer.headers["Content-Disposition"]


def test_without_a_reason_no_name_leaves(inside, person):
    assert prints(inside, reason="").status_code == 302
    assert prints(inside, month="2023-13").status_code == 302
    assert inside.get(PAPER).status_code == 405
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


def test_more_than_a_file_holds_is_refused_with_a_sentence(inside, party, person, monkeypatch):
    monkeypatch.setattr(papers, "MOST_PEOPLE", 0)
    answer = inside.post(f"{PAPER}?branch=NORTH&month=2023-12", {"reason": "meeting"}, follow=True)
    assert "1 người" in text_of(answer)
    monkeypatch.setattr(papers, "MOST_PEOPLE", 10)
    monkeypatch.setattr(papers, "MOST_SHEETS", 1)
    answer = inside.post(f"{PAPER}?branch=NORTH&month=2023-12", {"reason": "meeting"}, follow=True)
    assert "2 phiếu" in text_of(answer)
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


def test_the_paper_has_a_word_for_every_stage_that_may_stand_on_it():
    assert vocabulary.STAGES.keys() == {*map(str, OPEN)}


def test_the_paper_costs_the_same_statements_for_few_cells_and_many(inside, party, monkeypatch):
    monkeypatch.setattr(rendered, "monthly_sheets", lambda texts, title: b"%PDF-")
    costs = []
    for many in (1, 5):
        for n in range(many):
            cell = cast.village(f"V{many}{n}", party.north)
            helped(way.on_the_way(cell, S.LISTED))
        prints(inside, "NORTH")
        with CaptureQueriesContext(connection) as asked:
            assert prints(inside, "NORTH").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 30
    assert Candidate.objects.count() == 6


@pytest.mark.parametrize("code", ["DALE", "KHONG-CO"])
def test_an_organisation_elsewhere_is_as_unknown_as_one_that_is_not_there(client, party, code):
    client.force_login(cast.account("bithu", "secretary", party.north))
    page = client.get(PAGE, {"branch": code, "month": "2023-12"})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["branch"])


def test_not_even_the_sheet_of_an_empty_cell_is_printed_where_names_may_not_be_taken_out(client, party):
    user = cast.account("hai-vai", "secretary", party.dale)
    Access.objects.create(user=user, branch=party.north, role="leader")
    client.force_login(user)
    assert client.post(f"{PAPER}?branch=MOOR&month=2023-12", {"reason": "meeting"}).status_code == 403
