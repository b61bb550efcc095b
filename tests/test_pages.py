"""The pages: who may open them, what they cost, what they say where there is nothing to show."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.defaults import bad_request, server_error

from branches.access import home_of
from branches.models import Access, AuditEntry
from config.clock import DEMO_CLOCK
from config.models import Setting
from reports.figures.facts import SilentCell
from reports.figures.names import BranchName
from reports.page import NAMED_CELLS
from reports.page import page_of as page_of_figures
from tests import cast
from tests.test_issuing import begun, signed, submitted

FILES = ("pdf", "docx", "xlsx", "json")
CODES = ("COUNTRY", "NORTH", "HILL", "MOOR", "SOUTH", "DALE")
MOST_STATEMENTS = 20
MOST_OF_A_PAPER, MOST_OF_AN_OLD_PAPER = 23, 20
MOST_OF_A_DRAFT = 22
"""Of a period just over, whose paper counts what is overdue, too; the paper of an older one does not."""


def page_of(code, month="2023-12"):
    return reverse("reports:branch_detail", args=[code, month])


def file_of(code, form, month="2023-12"):
    return reverse("reports:report_download", args=[code, month, form])


@pytest.fixture
def leader(party):
    return cast.account("lanhdao", "leader", party.north, full_name="Y Minh Họa")


@pytest.fixture
def inside(client, leader):
    client.force_login(leader)
    return client


def text_of(response):
    return response.content.decode()


# --- Who may open what


def test_without_a_login_every_page_and_file_asks_for_one(client, party):
    addresses = [page_of("NORTH"), reverse("home"), reverse("branches:password_change")]
    addresses += [file_of("NORTH", form) for form in FILES]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith(reverse("branches:login")), address


@pytest.mark.parametrize("role", ["officer", "secretary", "leader", "admin"])
def test_own_branch_and_below_are_open_and_beside_and_above_do_not_exist(client, party, role):
    client.force_login(cast.account("ai-do", role, party.north))
    seen = {code for code in CODES if client.get(page_of(code)).status_code == 200}
    unseen = {code for code in CODES if client.get(page_of(code)).status_code == 404}
    assert seen == {"NORTH", "HILL", "MOOR"}
    assert unseen == {"COUNTRY", "SOUTH", "DALE"}


@pytest.mark.parametrize("form", FILES)
def test_files_are_as_closed_as_pages(inside, form):
    codes = {code: inside.get(file_of(code, form)).status_code for code in CODES}
    assert codes == {"NORTH": 200, "HILL": 200, "MOOR": 200, "COUNTRY": 404, "SOUTH": 404, "DALE": 404}


def test_a_page_names_nothing_above_or_beside(inside):
    text = text_of(inside.get(page_of("HILL")))
    assert "Đảng bộ xã Bắc" in text
    assert "Đảng bộ huyện Minh Họa" not in text
    assert "Đảng bộ xã Nam" not in text


def test_an_access_that_ended_shows_nothing_any_more(inside, leader, party):
    assert inside.get(page_of("NORTH")).status_code == 200
    Access.objects.filter(user=leader).update(valid_from=cast.day("01/01/2022"), valid_to=cast.day("31/12/2023"))
    assert inside.get(page_of("NORTH")).status_code == 302  # the session stood on it
    inside.force_login(leader)
    assert inside.get(page_of("NORTH")).status_code == 404
    assert "reports/no_branch.html" in [template.name for template in inside.get(reverse("home")).templates]


# --- Arriving


def test_whoever_logs_in_lands_on_the_own_branch(client, leader):
    response = client.post(reverse("branches:login"), {"username": "lanhdao", "password": cast.PASSWORD}, follow=True)
    assert [address for address, _code in response.redirect_chain] == ["/", "/to-chuc/NORTH/"]
    assert home_of(leader).code == "NORTH"


def test_two_own_branches_are_both_within_reach(inside, leader, party):
    Access.objects.create(user=leader, branch=party.dale, role="leader")
    assert f'href="{reverse("reports:branch_detail", args=["DALE"])}"' in text_of(inside.get(page_of("NORTH")))


# --- Months


def test_the_page_without_a_month_is_that_of_the_running_one(inside, party):
    cast.admit(party.hill, "05/12/2023")
    assert inside.get(reverse("reports:branch_detail", args=["NORTH"])).context["figures"].period == "2023-12"


def test_the_list_of_months_works_without_a_script(inside):
    response = inside.get(reverse("reports:branch_detail", args=["NORTH"]), {"month": "2023-11"})
    assert response.url == page_of("NORTH", "2023-11")
    assert inside.get("/to-chuc/NORTH/2023-5/").url == page_of("NORTH", "2023-05")


@pytest.mark.parametrize("month", ["2024-01", "2023-13", "2023-00", "0000-01", "99999-12", "1-1"])
def test_a_month_that_cannot_be_is_refused_on_the_page_of_the_branch(inside, month):
    for address in (f"/to-chuc/NORTH/{month}/", f"/to-chuc/NORTH/{month}/bao-cao.json"):
        response = inside.get(address)
        assert response.status_code == 400
        assert "Đảng bộ xã Bắc" in text_of(response)
        assert response.context["sentence"]
    assert inside.get("/to-chuc/NORTH/", {"month": month}).status_code == 400


def test_a_branch_before_its_time_says_so(inside, party):
    cast.village("BROOK", party.north, name="Chi bộ thôn Suối", since="01/06/2023")
    assert inside.get(page_of("BROOK")).status_code == 200
    response = inside.get(page_of("BROOK", "2023-05"))
    assert response.status_code == 400
    assert "Chi bộ thôn Suối" in response.context["sentence"]


def test_a_code_with_a_slash_has_a_page_and_files(inside, party):
    cast.village("12/ĐB", party.north, name="Chi bộ thôn Gạch Chéo")
    response = inside.get(page_of("NORTH"))
    assert page_of("12/ĐB") in text_of(response)
    assert inside.get(page_of("12/ĐB")).status_code == 200
    assert json.loads(inside.get(file_of("12/ĐB", "json")).content)["branch"]["code"] == "12/ĐB"


def test_a_code_that_no_database_can_hold_is_not_found(inside):
    """PostgreSQL knows no NUL in a text."""
    assert inside.get("/to-chuc/%00/").status_code == 404
    assert inside.get("/to-chuc/NORTH%00/2023-12/bao-cao.json").status_code == 404


# --- Files


def test_files_bear_branch_and_month_in_their_names(inside):
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")):
        response = inside.get(file_of("NORTH", form))
        assert response.headers["Content-Disposition"] == f'attachment; filename="bao-cao-NORTH-2023-12.{form}"'
        assert response.content.startswith(start)


def test_where_no_pdf_can_be_made_the_page_says_so_and_goes_on(inside, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")  # the child process cannot start
    response = inside.get(file_of("NORTH", "pdf"))
    assert response.status_code == 503
    assert "PDF" in response.context["sentence"]
    assert page_of("NORTH") in text_of(response)
    assert inside.get(page_of("NORTH")).status_code == 200


# --- What is on the page


@pytest.fixture
def year(party):
    cast.quota(party.north, "2023", 7, number="15-TB/HU", on="20/01/2023")
    cast.quota(party.north, "2023", 5, group="village", stated="20")
    cast.quota(party.hill, "2023", 4)
    cast.quota(party.moor, "2023", 6)
    cast.opening(party.hill, "01/01/2023", 20, probationary=3)
    cast.admit(party.hill, "03/02/2023", sex="female")
    cast.admit(party.hill, "05/12/2023", ceremony_on=None)
    cast.admit(party.moor, "05/12/2023")
    return party


def test_children_stand_furthest_behind_first(inside, year):
    cast.village("BROOK", year.north, name="Chi bộ thôn Suối")
    page = inside.get(page_of("NORTH")).context["page"]
    assert [row.branch.code for row in page.children] == ["MOOR", "HILL", "BROOK"]


def test_figures_are_written_as_in_vietnam(inside, year):
    text = text_of(inside.get(page_of("NORTH")))
    assert "42,86%" in text  # 3 of 7
    assert "2/4" in text  # a small quota has no percent
    assert "−4" in text
    assert "−3" in text  # 7 asked of the whole, 10 of its cells
    assert "flag-differs" in text  # 2 of 5, published as 20%
    assert "2.023" not in text


def test_silent_cells_are_grouped_and_a_long_list_is_cut(year):
    few = cast.figures(year.north, "2023-12")
    cells = [SilentCell(BranchName(f"C{n}", f"Chi bộ {n}"), "", True, 12 if n else 36) for n in range(NAMED_CELLS + 4)]
    spans = page_of_figures(replace(few, silent_cells=tuple(cells))).silent
    assert [(span.months, span.count, len(span.cells), span.more) for span in spans] == [
        (36, 1, 1, 0),
        (12, NAMED_CELLS + 3, NAMED_CELLS, 3),
    ]


def test_a_cell_that_is_known_to_nobody_says_what_to_do(inside, year):
    cast.village("BROOK", year.north, name="Chi bộ thôn Suối")
    assert "import_workbook" in text_of(inside.get(page_of("BROOK")))
    assert "import_workbook" not in text_of(inside.get(page_of("HILL")))


def test_what_is_not_known_is_a_dash_that_says_why(inside, party):
    cast.total(party.hill, "01/01/2022", "31/03/2023", 4)
    text = text_of(inside.get(page_of("HILL")))
    assert 'class="unknown" title="' in text


def test_a_page_of_the_demo_says_so_and_another_does_not(inside, party):
    assert "demo-banner" in text_of(inside.get(page_of("NORTH")))
    Setting.objects.filter(key=DEMO_CLOCK.name).delete()
    assert "demo-banner" not in text_of(inside.get(page_of("NORTH")))


def test_a_year_that_a_total_hides_in_part_is_shown_as_unknown_beside_those_who_wait_for_their_ceremony(inside, year):
    unnamed = cast.village("UNNAMED", year.north)
    cast.total(unnamed, "01/11/2022", "31/03/2023", 4)
    cast.admit(year.hill, "20/12/2023", ceremony_on=None)
    shown = inside.get(page_of("NORTH"))
    assert shown.context["figures"].year_admitted is None
    assert shown.context["figures"].awaiting_ceremony > 0


def test_names_are_text_and_never_markup(inside, party):
    cast.village("EVIL", party.north, name="<script>alert(1)</script>")
    for code in ("NORTH", "EVIL"):
        text = text_of(inside.get(page_of(code)))
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


# --- What it costs


def statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("month", ["2023-12", "2023-10"])
@pytest.mark.parametrize("form", ["", *FILES])
def test_few_children_and_many_cost_the_same_statements(inside, year, form, month):
    """NORTH, whose own month the visitor is asked to confirm, with two organisations below and with 32."""
    address = file_of("NORTH", form, month) if form else page_of("NORTH", month)
    few = statements(inside, address)
    for number in range(30):
        cast.village(f"MORE{number}", year.north)
    many = statements(inside, address)
    assert len(many) == len(few), "\n".join(many)
    paper = MOST_OF_A_PAPER if month == "2023-12" else MOST_OF_AN_OLD_PAPER
    assert len(many) <= (paper if form else MOST_STATEMENTS), "\n".join(many)


PUBLIC = "/to-chuc/NORTH/2023-12/cong-khai."


@pytest.mark.parametrize(
    ("address", "most"),
    [
        *(("/to-chuc/NORTH/2023-12/sao-chep/", MOST_STATEMENTS), ("/bao-cao/", MOST_STATEMENTS)),
        *((f"{PUBLIC}{form}", MOST_OF_A_PAPER) for form in FILES),
    ],
)
def test_words_to_copy_the_ledger_and_the_public_files_cost_the_same_for_few_and_many(inside, year, address, most):
    few = statements(inside, address)
    for number in range(30):
        cast.village(f"MORE{number}", year.north)
    many = statements(inside, address)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= most, "\n".join(many)


@pytest.mark.parametrize(("state", "most"), [("draft", MOST_OF_A_DRAFT), ("submitted", 20), ("signed", 20)])
def test_the_page_of_a_report_and_its_files_cost_few_statements(inside, year, clock, state, most):
    """Of the last month that has ended, whose draft counts what is overdue, too."""
    clock(2024, 1, 10)
    report = {"draft": begun, "submitted": submitted, "signed": signed}[state](year.north)
    assert len(statements(inside, f"/bao-cao/{report.pk}/")) <= most
    assert len(statements(inside, f"/bao-cao/{report.pk}/bao-cao.json")) <= MOST_OF_A_PAPER
    if state != "draft":
        assert len(statements(inside, f"/bao-cao/{report.pk}/so-sanh/")) <= MOST_STATEMENTS


def test_looking_writes_nothing(inside, year):
    for address in (page_of("NORTH"), reverse("home")):
        with CaptureQueriesContext(connection) as asked:
            inside.get(address)
        written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert written == [], address


def test_a_file_that_is_taken_leaves_its_trace_and_nothing_else(inside, leader, year):
    with CaptureQueriesContext(connection) as asked:
        inside.get(file_of("NORTH", "json"))
    written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split()[2 if sql.startswith("INSERT") else 1].strip('"') for sql in written] == [
        "branches_auditentry",
        "branches_audithead",
    ]
    entry = AuditEntry.objects.get(actor=leader)
    assert (entry.act, entry.branch, entry.detail) == ("exported", year.north, "2023-12.json")


def test_a_file_that_could_not_be_made_was_not_taken(inside, leader, year):
    inside.get(file_of("NORTH", "json", "2029-01"))
    assert not AuditEntry.objects.filter(actor=leader).exists()


# --- Headers


def test_every_answer_forbids_what_a_page_does_not_need(inside, party):
    client_of_nobody = Client()
    answers = [
        inside.get(page_of("NORTH")),
        inside.get(page_of("NORTH", "2029-01")),
        inside.get("/khong-co-trang-nay/"),
        inside.get(file_of("NORTH", "json")),
        inside.get(reverse("branches:password_change")),
        inside.post(reverse("branches:language_set"), {"language": "fr"}),
        inside.get(reverse("branches:logout")),
        inside.get(reverse("branches:second_factor")),
        inside.get(reverse("branches:session_state")),
        client_of_nobody.get(page_of("NORTH"), headers={"X-Requested-With": "fetch"}),
        *[client_of_nobody.post(reverse("branches:login"), {"username": "ai", "password": "sai"}) for _n in range(6)],
    ]
    codes = [200, 400, 404, 200, 200, 400, 405, 200, 200, 401, 200, 200, 200, 200, 200, 429]
    assert [answer.status_code for answer in answers] == codes
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_form_from_elsewhere_is_refused_in_words(leader):
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    response = client.post(reverse("branches:logout"))
    assert response.status_code == 403
    assert "<h1>" in text_of(response)


def test_pages_carry_no_script_or_style_of_their_own(inside, year):
    text = text_of(inside.get(page_of("NORTH")))
    assert " style=" not in text
    assert "<style" not in text
    assert text.count("<script") == text.count("<script src=")
    assert " onclick=" not in text


def test_an_error_page_needs_neither_user_nor_database(db, client):
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as asked:
        assert server_error(request).status_code == 500
        assert bad_request(request, None).status_code == 400
    assert asked.captured_queries == []
