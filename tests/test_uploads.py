"""A workbook brought in by the browser: chosen, checked, put right, written all or nothing, undone."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from branches.access import system_user
from branches.accounts import grant_access
from branches.audit import Act
from branches.models import Access, AuditEntry, Member
from branches.roles import Role
from config import upload_limit
from recruitment.models import Candidate, ImportState, Remembered, StageChange, WorkbookImport
from recruitment.workbooks.stored import unpacked
from tests import cast
from tests.workbooks import rows_of_every_table

pytestmark = pytest.mark.django_db
LIST = "/nhap-excel/"
HEAD = ["Họ và tên", "Ngày sinh", "Mã chi bộ"]
GOOD = [HEAD, ["Y Minh Họa", "3/4/1995", "HILL"], ["Y Thử", 1996, "MOOR"]]
MOST_STATEMENTS = 20


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north)


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


def file(rows, sheet="Quần chúng", name="danh-sach.xlsx"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = name
    return stream


def send(client, rows=GOOD, **said):
    """Upload a file of ``rows``; returns the upload."""
    response = client.post(LIST, {"file": file(rows, **said), "form_token": str(uuid4())})
    assert response.status_code == 302, response.context["form"].errors
    return WorkbookImport.objects.get(pk=response["Location"].rstrip("/").split("/")[-1])


def page(client, upload):
    return client.get(f"{LIST}{upload.pk}/")


def typed(client, upload, **said):
    """The whole form of the page as a browser would send it, and what is typed over it."""
    form = page(client, upload).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return sent | said


def act(client, upload, name, **said):
    response = client.post(f"{LIST}{upload.pk}/{name}/", typed(client, upload, **said))
    upload.refresh_from_db()
    return response


def problem_at(upload, heading):
    """The number of the problem in the column ``heading``."""
    return next(n for n, problem in enumerate(upload.checked["problems"]) if problem["heading"] == heading)


def names():
    return sorted(Candidate.objects.values_list("full_name", flat=True))


def test_a_file_is_looked_through_at_once_and_writes_nothing_but_itself(inside):
    before = rows_of_every_table()
    upload = send(inside)
    assert upload.checked["counts"] == [["Quần chúng", {"created": 2, "changed": 0, "unchanged": 0, "rejected": 0}]]
    after = rows_of_every_table()
    assert {model.__name__ for model in after if after[model] != before[model]} <= {
        *("WorkbookImport", "Submission", "AuditEntry", "AuditValues", "Session"),
    }


def test_what_was_checked_is_written_and_can_be_undone(inside):
    upload = send(inside)
    act(inside, upload, "ghi")
    assert (upload.state, names(), bytes(upload.cells)) == (ImportState.WRITTEN, ["Y Minh Họa", "Y Thử"], b"")
    assert page(inside, upload).context["may_undo"]
    inside.post(f"{LIST}{upload.pk}/hoan-tac/")
    upload.refresh_from_db()
    assert (upload.state, names(), bytes(upload.journal)) == (ImportState.UNDONE, [], b"")
    undone = AuditEntry.objects.filter(act=Act.UNDONE).values_list("kind", flat=True)
    assert sorted(undone) == ["recruitment.candidate", "recruitment.candidate", "recruitment.workbookimport"]


def test_remarks_are_still_read_once_it_is_written(inside):
    upload = send(inside, [[*HEAD, "Cột Lạ"], ["Y Một", 1990, "HILL", "x"]])
    act(inside, upload, "ghi")
    assert "Cột Lạ" in page(inside, upload).content.decode()


def test_after_undoing_the_same_file_goes_in_again(inside):
    upload = send(inside)
    act(inside, upload, "ghi")
    inside.post(f"{LIST}{upload.pk}/hoan-tac/")
    again = send(inside)
    act(inside, again, "ghi")
    assert (again.state, names()) == (ImportState.WRITTEN, ["Y Minh Họa", "Y Thử"])


def test_what_somebody_has_gone_on_with_is_not_undone(inside):
    upload = send(inside)
    act(inside, upload, "ghi")
    person = Candidate.objects.get(full_name="Y Thử")
    person.papers.create(kind="certificate")
    response = inside.post(f"{LIST}{upload.pk}/hoan-tac/", follow=True)
    upload.refresh_from_db()
    assert (upload.state, len(names())) == (ImportState.WRITTEN, 2)
    (message,) = response.context["messages"]
    assert ("Y Thử" in str(message), "certificate" in str(message)) == (True, False)


def test_of_what_hangs_on_an_import_out_of_sight_only_the_number_is_told(inside, party):
    upload = send(
        inside, [["Họ và tên", "Mã chi bộ", "Ngày chính thức"], ["Lê Một", "HILL", "1/2/2010"]], sheet="Đảng viên"
    )
    act(inside, upload, "ghi")
    hidden = cast.candidate(party.dale, "Y Bí Mật")
    hidden.sponsorships.create(member=Member.objects.get(), role="helps", assigned_on=cast.day("01/06/2023"))
    response = inside.post(f"{LIST}{upload.pk}/hoan-tac/", follow=True)
    (message,) = response.context["messages"]
    assert ("Bí Mật" in str(message), "1 mục" in str(message)) == (False, True)


def test_undoing_puts_back_what_was_changed(inside, party):
    known = cast.candidate(party.hill, "Y Cũ", code="QC9", residence="Thôn 1")
    upload = send(inside, [["Mã", *HEAD, "Thôn cư trú"], ["QC9", "Y Mới", 1990, "MOOR", "Thôn 2"]])
    assert upload.checked["changes"][0]["what"].endswith("Y Mới")
    act(inside, upload, "ghi")
    known.refresh_from_db()
    assert (known.full_name, known.branch.code, known.residence) == ("Y Mới", "MOOR", "Thôn 2")
    inside.post(f"{LIST}{upload.pk}/hoan-tac/")
    known.refresh_from_db()
    assert (known.full_name, known.branch.code, known.residence) == ("Y Cũ", "HILL", "Thôn 1")


def test_every_error_stands_at_its_cell_and_nothing_is_written(inside):
    upload = send(inside, [HEAD, ["Y Một", "31/13/1990", "HILL"], ["Y Hai", 1990, "KHONG"], [None, 1991, "HILL"]])
    where = [(problem["rows"], problem["heading"], problem["seen"]) for problem in upload.checked["problems"]]
    assert where == [([2], "Ngày sinh", "31/13/1990"), ([3], "Mã chi bộ", "KHONG"), ([4], "Họ và tên", "")]
    assert upload.checked["counts"][0][1]["rejected"] == 3
    act(inside, upload, "ghi")
    assert (upload.state, names()) == (ImportState.DRAFT, [])


def test_cells_are_put_right_in_place(inside):
    upload = send(inside, [HEAD, ["Y Một", "31/13/1990", "HILL"], [None, 1991, "HILL"], ["Y Ba", "xx", "HILL"]])
    fixes = {
        f"fix-{problem_at(upload, 'Ngày sinh')}": "3.1.1990",
        f"skip-{problem_at(upload, 'Họ và tên')}": "on",
        f"blank-{problem_at(upload, 'Ngày sinh') + 2}": "on",
    }
    act(inside, upload, "kiem-tra", **fixes)
    assert upload.checked["problems"] == []
    act(inside, upload, "ghi")
    assert sorted(Candidate.objects.values_list("full_name", "birth_year")) == [("Y Ba", None), ("Y Một", 1990)]


def test_one_answer_serves_all_cells_that_say_the_same_and_the_next_file(inside):
    rows = [HEAD, *([f"Y Minh {n}", 1990, "Thôn Đồi Bắc"] for n in range(1, 6))]
    upload = send(inside, rows)
    (problem,) = upload.checked["problems"]
    assert problem["rows"] == [2, 3, 4, 5, 6]
    act(inside, upload, "kiem-tra", **{"fix-0": "Chi bộ thôn Đồi (HILL)"})
    assert upload.checked["problems"] == []
    act(inside, upload, "ghi")
    assert Candidate.objects.filter(branch__code="HILL").count() == 5
    assert send(inside, [HEAD, ["Y Sáu", 1990, "THÔN ĐỒI BẮC"]]).checked["problems"] == []


def test_what_was_put_right_is_taken_back(inside):
    upload = send(inside, [HEAD, ["Y Một", 1990, "HILL"], ["Y Hai", "xx", "HILL"]])
    act(inside, upload, "kiem-tra", **{"skip-0": "on"})
    assert upload.checked["problems"] == []
    ((key, _sentence),) = page(inside, upload).context["fixes"]
    act(inside, upload, "kiem-tra", forget=key)
    assert len(upload.checked["problems"]) == 1


def test_all_rows_with_errors_are_left_out_when_that_is_asked(inside):
    upload = send(inside, [HEAD, ["Y Một", 1990, "HILL"], ["Y Hai", "xx", "HILL"], ["Y Ba", 1990, "?"]])
    act(inside, upload, "kiem-tra", **{"leave-out-all": ""})
    act(inside, upload, "ghi")
    assert names() == ["Y Một"]


def test_sheets_and_columns_that_nobody_knows_are_chosen_and_remembered(inside):
    rows = [["Tên gọi", "Nơi", "Ghi chú"], ["Y Minh Họa", "HILL", "x"]]
    upload = send(inside, rows, sheet="Trang 1")
    assert upload.checked["counts"] == []
    act(inside, upload, "kiem-tra", **{"kind-0": "quanchung"})
    columns = {"column-0-0": "full_name", "column-0-1": "branch"}
    act(inside, upload, "kiem-tra", **columns)
    assert upload.checked["counts"][0][1]["created"] == 1
    act(inside, upload, "ghi")
    assert dict(Remembered.objects.filter(kind="quanchung").values_list("text", "meaning")) == {
        "tengoi": "full_name",
        "noi": "branch",
    }
    again = send(inside, [rows[0], ["Y Thử", "MOOR", ""]], sheet="Trang khác")
    assert again.checked["counts"][0][1]["created"] == 1


def test_a_block_pasted_from_excel_goes_in_like_a_file(inside):
    block = "\n".join("\t".join(map(str, row)) for row in GOOD)
    response = inside.post(LIST, {"pasted": block, "form_token": str(uuid4())})
    upload = WorkbookImport.objects.get()
    assert response["Location"].endswith(f"/{upload.pk}/")
    if not upload.checked["counts"]:
        act(inside, upload, "kiem-tra", **{"kind-0": "quanchung"})
    assert upload.checked["counts"][0][1]["created"] == 2


def test_a_file_and_a_block_at_once_or_neither_are_asked_again(inside):
    for said in ({}, {"pasted": "  "}, {"pasted": "x", "file": file(GOOD)}):
        response = inside.post(LIST, {**said, "form_token": str(uuid4())})
        assert (response.status_code, bool(response.context["form"].errors)) == (200, True)
    assert not WorkbookImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ...", b"PK\x03\x04broken"], ids=["empty", "pdf", "broken"])
def test_a_file_that_is_no_workbook_says_so_by_the_name_it_bears(inside, content):
    stream = BytesIO(content)
    stream.name = "bao-cao.xlsx"
    response = inside.post(LIST, {"file": stream, "form_token": str(uuid4())})
    assert response.context["form"].errors["file"]
    assert not WorkbookImport.objects.exists()


def test_a_file_that_is_too_large_is_neither_kept_nor_read(inside, monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST", 1000)
    monkeypatch.setattr("recruitment.forms.uploads.MAX_SIZE", 1000)
    stream = BytesIO(b"x" * 200_000)
    stream.name = "to.xlsx"
    response = inside.post(LIST, {"file": stream, "form_token": str(uuid4())})
    assert "20 MB" in str(response.context["form"].errors["file"])


def test_of_a_file_without_end_no_more_is_written_to_the_disk_than_is_read(monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST", 1000)
    handler = upload_limit.NoMoreThanIsRead()
    handler.new_file("file", "to.xlsx", "", None)
    for start in range(0, 100_000, 500):
        handler.receive_data_chunk(b"x" * 500, start)
    kept = handler.file_complete(100_000)
    assert (kept.size, len(kept.file.read())) == (100_000, 1000)


def test_a_page_of_many_sheets_and_columns_comes_back_whole(inside):
    book = Workbook()
    for number in range(30):
        sheet = book.create_sheet(f"Quần chúng {number}")
        sheet.append([*HEAD, *(f"Cột {place}" for place in range(60))])
        sheet.append(["Y Minh Họa", 1990, "?"])
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "nhieu.xlsx"
    inside.post(LIST, {"file": stream, "form_token": str(uuid4())})
    upload = WorkbookImport.objects.get()
    kinds = {f"kind-{number}": "quanchung" for number in range(31)}
    for _again in range(2):
        assert act(inside, upload, "kiem-tra", **kinds).status_code == 302
    assert len(typed(inside, upload)) > 1500


def test_a_hundred_clicks_upload_once_and_write_once(inside):
    token = str(uuid4())
    for _again in range(10):
        inside.post(LIST, {"file": file(GOOD), "form_token": token})
    upload = WorkbookImport.objects.get()
    sent = typed(inside, upload)
    answers = {inside.post(f"{LIST}{upload.pk}/ghi/", sent)["Location"] for _again in range(90)}
    assert (answers, len(names())) == ({f"{LIST}{upload.pk}/"}, 2)
    assert StageChange.objects.count() == 0


def test_a_page_of_another_version_changes_nothing(inside):
    upload = send(inside, [HEAD, ["Y Hai", "xx", "HILL"]])
    old = typed(inside, upload, **{"fix-0": "1990"})
    act(inside, upload, "kiem-tra", **{"skip-0": "on"})
    response = inside.post(f"{LIST}{upload.pk}/kiem-tra/", old)
    assert response.status_code == 422
    upload.refresh_from_db()
    assert list(upload.fixes["Quần chúng"]) == ["2"]


def test_rejected_rows_are_taken_out_with_their_reasons_beside_them(inside):
    rows = [["DANH SÁCH"], HEAD, ["Y Một", 1990, "HILL"], ["+Y Hai", "xx", "?"], ["Y Ba", 1990, "?"]]
    upload = send(inside, rows)
    response = inside.get(f"{LIST}{upload.pk}/dong-loi/")
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][:1] == ["DANH SÁCH"]
    assert cells[1][:3] == HEAD
    assert [row[:4] for row in cells[2:]] == [["+Y Hai", "xx", "?", 4], ["Y Ba", "1990", "?", 5]]
    assert ["Ngày sinh" in row[4] for row in cells[2:]] == [True, False]
    assert AuditEntry.objects.filter(act=Act.EXPORTED).count() == 1


def test_a_draft_is_thrown_away_with_its_cells(inside):
    upload = send(inside)
    inside.post(f"{LIST}{upload.pk}/bo/")
    assert not WorkbookImport.objects.exists()


def test_nobody_sees_the_uploads_of_somebody_else(inside, client, party):
    upload = send(inside)
    client.force_login(cast.account("khac", "officer", party.north))
    assert page(client, upload).status_code == 404
    assert [
        client.post(f"{LIST}{upload.pk}/{name}/").status_code for name in ("kiem-tra", "ghi", "bo", "hoan-tac")
    ] == [
        404,
        404,
        404,
        404,
    ]
    assert upload.name not in client.get(LIST).content.decode()


def test_rights_that_were_taken_away_hold_for_writing_and_undoing(inside, officer, party):
    upload = send(inside)
    Access.objects.filter(user=officer).update(role="leader")
    assert inside.post(f"{LIST}{upload.pk}/ghi/").status_code == 403
    assert names() == []


def test_the_page_costs_the_same_for_one_row_and_for_three_hundred(inside):
    costs = []
    for many in (1, 3, 300):
        upload = send(inside, [HEAD, *([f"Y Minh {n}", f"xx{n}", "HILL"] for n in range(many))])
        page(inside, upload)
        with CaptureQueriesContext(connection) as queries:
            page(inside, upload)
        costs.append(len(queries))
    assert len(set(costs)) == 1
    assert costs[0] <= MOST_STATEMENTS


def test_old_drafts_and_journals_are_forgotten(inside):
    old, written = send(inside), send(inside, [HEAD, ["Y Khác", 1990, "HILL"]])
    act(inside, written, "ghi")
    month_ago = written.at.replace(year=2020)
    WorkbookImport.objects.update(at=month_ago)
    WorkbookImport.objects.filter(pk=written.pk).update(written_at=month_ago)
    send(inside, [HEAD, ["Y Ba", 1990, "HILL"]])
    written.refresh_from_db()
    assert not WorkbookImport.objects.filter(pk=old.pk).exists()
    assert bytes(written.journal) == b""
    response = inside.post(f"{LIST}{written.pk}/hoan-tac/", follow=True)
    assert (len(list(response.context["messages"])), names()) == (1, ["Y Khác"])


OLD = [HEAD, ["NguyÔn V¨n Thö", 1990, "HILL"], ["TrÇn ThÞ HiÒn", 1991, "HILL"], ["Lª Quèc ViÖt", 1992, "MOOR"]]


def test_texts_of_an_old_font_are_offered_in_unicode(inside):
    upload = send(inside, OLD)
    assert page(inside, upload).context["form"]["is_decoded"].value()
    act(inside, upload, "ghi")
    assert names() == ["Lê Quốc Việt", "Nguyễn Văn Thử", "Trần Thị Hiền"]


def test_texts_of_an_old_font_stay_as_they_are_where_that_is_chosen(inside):
    upload = send(inside, OLD)
    sent = typed(inside, upload)
    del sent["is_decoded"]
    inside.post(f"{LIST}{upload.pk}/ghi/", sent)
    assert names() == []  # what was chosen since is looked at first
    act(inside, upload, "ghi")
    assert "Lª Quèc ViÖt" in names()


# --- What a value means, and what only a row says


def test_what_is_put_right_in_one_row_stays_with_that_row(inside, party):
    """The cell is fine by itself; something else is wrong with the row."""
    cast.place("NEWC", "cell", party.north, since="01/01/2020", name="Chi bộ Mới")
    head = [*HEAD, "Ngày quyết định"]
    rows = [
        head,
        ["Y Một", 1990, "NEWC", "1/2/2015"],
        ["Y Hai", 1991, "NEWC", "1/2/2022"],
        ["Y Ba", 1992, "NEWC", None],
    ]
    upload = send(inside, rows)
    (problem,) = upload.checked["problems"]
    assert (problem["rows"], problem["heading"]) == ([2], "Mã chi bộ")
    act(inside, upload, "kiem-tra", **{"fix-0": "HILL"})
    act(inside, upload, "ghi")
    assert dict(Candidate.objects.values_list("full_name", "branch__code")) == {
        "Y Một": "HILL",
        "Y Hai": "NEWC",
        "Y Ba": "NEWC",
    }
    assert not Remembered.objects.filter(text="newc").exists()


def test_what_means_something_by_itself_is_not_taken_for_what_it_once_meant(inside, party):
    upload = send(inside, [HEAD, ["Y Một", 1990, "T9"]])
    act(inside, upload, "kiem-tra", **{"fix-0": "HILL"})
    act(inside, upload, "ghi")
    cast.place("T9", "cell", party.north, name="Chi bộ Chín")
    again = send(inside, [HEAD, ["Y Hai", 1990, "T9"]])
    act(inside, again, "ghi")
    assert Candidate.objects.get(full_name="Y Hai").branch.code == "T9"


def test_every_use_of_what_was_remembered_is_said(inside):
    upload = send(inside, [HEAD, ["Y Một", 1990, "Đồi"]])
    act(inside, upload, "kiem-tra", **{"fix-0": "HILL"})
    assert any("Đồi → HILL" in warning for warning in upload.checked["warnings"])


def test_a_page_of_an_earlier_check_puts_nothing_right_elsewhere(inside, party):
    upload = send(inside, [HEAD, ["Y Một", 1990, "T9"], ["Y Hai", "x1", "HILL"], ["Y Ba", "x2", "HILL"]])
    old = typed(inside, upload, **{"skip-0": "on"})
    cast.place("T9", "cell", party.north, name="Chi bộ Chín")
    act(inside, upload, "kiem-tra")
    assert inside.post(f"{LIST}{upload.pk}/kiem-tra/", old).status_code == 422
    upload.refresh_from_db()
    assert upload.fixes == {}


def test_what_was_chosen_since_the_check_is_looked_at_before_it_is_written(inside):
    upload = send(inside, [[*HEAD, "Nghề nghiệp"], ["Y Một", 1990, "HILL", "Nông dân"]])
    act(inside, upload, "ghi", **{"column-0-3": "residence"})
    assert (upload.state, names()) == (ImportState.DRAFT, [])
    act(inside, upload, "ghi")
    assert Candidate.objects.get().residence == "Nông dân"


def test_what_has_changed_since_the_check_is_looked_at_again(inside, party):
    upload = send(inside)
    cast.candidate(party.hill, "Y Minh Họa", birth_date="3/4/1995")
    act(inside, upload, "ghi")
    assert (upload.state, upload.checked["counts"][0][1]["unchanged"]) == (ImportState.DRAFT, 1)
    act(inside, upload, "ghi")
    assert upload.state == ImportState.WRITTEN


def test_a_file_with_nothing_new_is_not_written(inside, party):
    cast.candidate(party.hill, "Y Minh Họa", birth_date="3/4/1995")
    upload = send(inside, GOOD[:2])
    assert not page(inside, upload).context["is_sound"]


def test_a_sheet_that_nobody_knows_is_told_in_the_browser_too(inside):
    book = Workbook()
    book.active.title = "Quần chúng"
    for row in GOOD:
        book.active.append(row)
    book.create_sheet("Bổ sung tháng 3").append(["Ghi", "Chép"])
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "hai.xlsx"
    inside.post(LIST, {"file": stream, "form_token": str(uuid4())})
    upload = WorkbookImport.objects.get()
    assert any("Bổ sung tháng 3" in warning for warning in upload.checked["warnings"])
    assert [block.is_open for block in page(inside, upload).context["form"].blocks()] == [False, True]


def test_another_kind_of_sheet_forgets_what_was_put_right_in_its_rows(inside):
    upload = send(inside, [HEAD, ["Y Một", "xx", "HILL"]])
    act(inside, upload, "kiem-tra", **{"fix-0": "3/4/1990"})
    assert act(inside, upload, "kiem-tra", **{"kind-0": "dangvien"}).status_code == 302
    assert upload.fixes == {}


def test_a_cell_longer_than_any_form_can_still_be_put_right(inside):
    upload = send(inside, [HEAD, ["Y " + "dài" * 200, 1990, "HILL"], ["Y Hai", 1990, "HILL"]])
    act(inside, upload, "kiem-tra", **{"skip-0": "on"})
    act(inside, upload, "ghi")
    assert names() == ["Y Hai"]


def test_what_was_seen_by_a_role_is_not_shown_to_another(inside, officer, party):
    cast.candidate(party.hill, "Y Kín", code="QC9", residence="Thôn kín")
    upload = send(inside, [["Mã", *HEAD, "Thôn cư trú"], ["QC9", "Y Kín", None, "HILL", "Thôn 2"]])
    assert "Thôn kín" in page(inside, upload).content.decode()
    Access.objects.filter(user=officer).delete()
    grant_access(officer, role=Role.OFFICER, branch=party.south, by=system_user())
    assert "Thôn kín" not in page(inside, upload).content.decode()


# --- People who are known already


def test_somebody_likely_known_is_shown_beside_before_anything_is_written(inside, party):
    known = cast.candidate(party.moor, "Y MINH HỌA", birth_date="3/4/1995")
    upload = send(inside)
    ((pair, tick),) = list(page(inside, upload).context["form"].twins())
    assert (pair["row"], [other["pk"] for other in pair["others"]]) == (2, [known.pk])
    act(inside, upload, "kiem-tra", **{tick.html_name: "skip"})
    assert upload.checked["alike"]["pairs"] == []
    act(inside, upload, "ghi")
    assert names() == ["Y MINH HỌA", "Y Thử"]


def test_somebody_known_takes_over_what_the_file_says(inside, party):
    known = cast.candidate(party.moor, "Y Minh Họa", birth_year=1995)
    upload = send(inside)
    ((_pair, choice),) = list(page(inside, upload).context["form"].twins())
    act(inside, upload, "kiem-tra", **{choice.html_name: "same"})
    act(inside, upload, "ghi")
    known.refresh_from_db()
    assert (known.branch.code, known.birth_date, len(names())) == ("HILL", cast.day("03/04/1995"), 2)


def test_a_list_without_a_column_of_cells_is_of_one_cell(inside):
    upload = send(inside, [["Họ và tên", "Ngày sinh"], ["Y Một", 1990], ["Y Hai", 1991]])
    assert upload.checked["problems"]
    act(inside, upload, "kiem-tra", **{"cell-0": "Chi bộ thôn Đồi (HILL)"})
    act(inside, upload, "ghi")
    assert list(Candidate.objects.values_list("branch__code", flat=True)) == ["HILL", "HILL"]


def test_one_day_serves_all_rows_where_it_is_empty(inside):
    rows = [[*HEAD, "Bước hiện tại"], *([f"Y Minh {n}", 1990, "HILL", "cảm tình đảng"] for n in range(5))]
    upload = send(inside, rows)
    (problem,) = upload.checked["problems"]
    assert len(problem["rows"]) == 5
    act(inside, upload, "kiem-tra", **{"fix-0": "1/6/2023"})
    assert upload.checked["problems"] == []


def test_an_error_says_whose_row_it_is(inside):
    upload = send(inside, [HEAD, ["Y Một", "xx", "HILL"]])
    assert upload.checked["problems"][0]["who"] == "Y Một"


def test_the_first_rows_are_shown_as_they_are_read(inside):
    (sample,) = send(inside).checked["sample"]
    assert sample["heads"] == ["Họ và tên", "Ngày sinh", "Mã chi bộ"]
    assert sample["rows"] == [[2, "Y Minh Họa", "03/04/1995", "HILL"], [3, "Y Thử", "1996", "MOOR"]]


def test_numbers_of_identity_cards_are_not_even_kept(inside):
    rows = [[*HEAD, "Số CCCD"], ["Y Một", 1990, "HILL", "062190001234"]]
    upload = send(inside, rows)
    assert "062190001234" not in page(inside, upload).content.decode()
    assert "062190001234" not in str(unpacked(upload.cells))
    assert any("CCCD" in warning for warning in upload.checked["warnings"])


def test_one_person_in_two_rows_of_the_file_is_shown_too(inside):
    rows = [["Mã", *HEAD], ["A1", "Y Minh Họa", "3/4/1995", "HILL"], ["A2", "Y Minh Hoạ", "3/4/1995", "MOOR"]]
    pairs = send(inside, rows).checked["alike"]["pairs"]
    assert [(pair["row"], pair["others"][0]["pk"]) for pair in pairs] == [(2, None), (3, None)]


def test_a_tick_leaves_out_the_row_that_it_stands_beside(inside, party):
    cast.candidate(party.moor, "Y Một", birth_year=1990)
    upload = send(inside, [["Mã", *HEAD], ["A1", "Y Một", 1990, "HILL"], ["A2", "Y Một", 1990, "MOOR"]])
    rows = [pair["row"] for pair, _tick in page(inside, upload).context["form"].twins()]
    assert sorted(rows) == [2, 3]


def test_of_somebody_elsewhere_nothing_is_told_but_that_the_level_above_will_check(inside, party):
    cast.candidate(party.dale, "Y Minh Họa", birth_date="3/4/1995", code="BIMAT")
    upload = send(inside)
    text = page(inside, upload).content.decode()
    assert upload.checked["alike"]["pairs"] == []
    assert "cấp trên" in text
    assert not any(word in text for word in ("BIMAT", "DALE", "Lũng"))


def test_warnings_never_keep_anything_from_being_written(inside, party):
    cast.candidate(party.moor, "Y Minh Họa", birth_date="3/4/1995")
    upload = send(inside)
    act(inside, upload, "ghi")
    assert (upload.state, len(names())) == (ImportState.WRITTEN, 3)
