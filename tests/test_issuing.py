"""Reports that are written, put up, signed and never change again (T6), and every way in which signing is refused."""

import json
import os
import signal
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from branches.access import system_user
from branches.kinds import Kind
from branches.models import AuditEntry, Branch
from branches.versions import Stale
from config.refusal import Refused
from recruitment.facts import Step
from recruitment.models import Admission
from recruitment.stages import Stage
from recruitment.workflow import enter_at, move_candidates
from recruitment.wrong_entries import void_person
from reports import narrative
from reports.differences import differences
from reports.drafting import discard_report, issue_anew, start_report, write_report
from reports.figures.frozen import as_text
from reports.issued import document_of, drafted, file_of, thawed
from reports.issuing import send_back_report, sign_report, submit_report
from reports.issuing_forms import WriteForm
from reports.models import Report, ReportFile, State
from reports.numbering import next_number, numbering_on
from reports.periods import parse_period
from reports.rendering import ISSUED_FORMS, pdf
from tests import at_once, cast, way

TEXTS = {"assessment": "Công tác có tiến bộ.", "causes": "Địa bàn rộng.", "tasks": "Tạo nguồn."}


def on_paper(number=1, day="05/01/2024", **more):
    said = {"number": number, "symbol": "BC/ĐU", "signed_on": cast.day(day)}
    return said | {"signing_authority": "T/M Đảng ủy", "post": "Bí thư", "signer": "Y Minh Họa"} | more


def begun(branch, period="2023-12", by=None):
    branch = Branch.objects.get(pk=branch.pk)
    return start_report(branch, parse_period(period, branch), by=by or system_user())


def submitted(branch, period="2023-12"):
    report = begun(branch, period)
    return submit_report(report.pk, report.version, by=system_user())


def signed(branch, period="2023-12", number=1, **said):
    report = submitted(branch, period)
    return sign_report(report.pk, on_paper(number, **said), report.version, by=system_user())


def files_of(report):
    return {form: file_of(report, form, by=system_user()) for form in ISSUED_FORMS}


def why(call, *args):
    """The sentences with which a verb refuses, as one text."""
    with pytest.raises(Refused) as refusal:
        call(*args, by=system_user())
    return " ".join(refusal.value.messages)


def now_differs(report):
    report = Report.objects.get(pk=report.pk)
    then = document_of(report, by=system_user()).figures
    return differences(then, drafted(report, by=system_user()).figures)


@pytest.fixture
def office(party, clock):
    """NORTH in January 2024 with two admitted in December and members counted once."""
    cast.opening(party.hill, "01/01/2023", 20)
    cast.opening(party.moor, "01/01/2023", 10)
    cast.quota(party.north, "2023", 3)
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.admit(party.hill, "05/12/2023")
    cast.admit(party.hill, "06/12/2023")
    cast.admit(party.moor, "07/03/2023")
    clock(2024, 1, 20)
    return party


# --- A draft


def test_a_draft_shows_the_figures_of_now_and_blank_number_and_day(office):
    report = begun(office.north)
    cast.admit(office.hill, "09/12/2023")
    document = document_of(report, by=system_user())
    assert (document.figures.period_admitted, document.signing.number, document.signing.day) == (3, None, None)


def test_starting_twice_gives_the_draft_there_is(office):
    assert begun(office.north).pk == begun(office.north).pk
    assert Report.objects.count() == 1
    assert list(AuditEntry.objects.filter(kind="reports.report").values_list("act", flat=True)) == ["created"]


def test_the_texts_of_the_last_report_are_offered_again(office):
    first = begun(office.north, "2023-11")
    write_report(first.pk, TEXTS, first.version, by=system_user())
    assert {name: getattr(begun(office.north), name) for name in TEXTS} == TEXTS
    assert begun(office.south).assessment == ""


def test_texts_are_kept_without_what_no_paper_can_print(office):
    report = begun(office.north)
    said = {"assessment": "  Một \x00dòng\x0b.\r\n\r\nHai\tdòng. ", "difference_reason": " lý \n do "}
    report = write_report(report.pk, said, report.version, by=system_user())
    assert (report.assessment, report.difference_reason) == ("Một dòng.\n\nHai dòng.", "lý do")


def test_a_text_that_is_too_long_is_refused(office):
    report = begun(office.north)
    assert "5000" in why(write_report, report.pk, {"tasks": "x" * 5001}, report.version)


def test_an_update_of_somebody_else_is_not_lost(office):
    report = begun(office.north)
    write_report(report.pk, TEXTS, 1, by=system_user())
    with pytest.raises(Stale):
        write_report(report.pk, {"tasks": "Khác"}, 1, by=system_user())


def test_a_draft_is_thrown_away_and_one_that_was_put_up_before_for_a_reason_only(office):
    report = begun(office.north)
    discard_report(report.pk, report.version, by=system_user())
    assert not Report.objects.exists()
    report = submitted(office.north)
    report = send_back_report(report.pk, "Sai số liệu", report.version, by=system_user())
    assert "hãy nêu lý do bỏ" in why(discard_report, report.pk, report.version)
    discard_report(report.pk, report.version, by=system_user(), because="Lập nhầm kỳ")
    assert not Report.objects.exists()
    entry = AuditEntry.objects.filter(act="undone").first()
    assert json.loads(entry.said.values) == {"because": [None, "Lập nhầm kỳ"]}


def test_no_report_is_begun_for_a_time_to_come_or_when_the_branch_was_not_there(office):
    with pytest.raises(ValidationError):
        begun(office.north, "2024-02")
    late = cast.village("LATE", office.north, since="01/12/2023")
    with pytest.raises(ValidationError):
        begun(late, "2023-03")
    assert not Report.objects.exists()


def test_whether_the_branch_was_there_is_asked_without_all_the_figures(office, django_assert_max_num_queries):
    by = system_user()
    with django_assert_max_num_queries(18):
        begun(office.north, by=by)


# --- Put up for signature


def test_what_is_put_up_is_frozen_and_sent_back_it_is_made_anew(office):
    report = submitted(office.north)
    cast.admit(office.hill, "09/12/2023")
    assert document_of(report, by=system_user()).figures.period_admitted == 2
    assert report.digest == sha256(file_of(report, "json", by=system_user())).hexdigest()
    report = send_back_report(report.pk, "Thiếu một trường hợp", report.version, by=system_user())
    assert (report.state, report.frozen, report.digest) == (State.DRAFT, "", "")
    assert document_of(report, by=system_user()).figures.period_admitted == 3


def test_page_copied_text_and_files_say_what_was_worded_when_it_was_put_up(office, client):
    report = submitted(office.north)
    document = thawed(report)
    assert document.sections == tuple((title, tuple(said)) for title, said in narrative.sections(document))
    assert document.brief == narrative.in_brief(document.figures)
    as_then = replace(document, sections=(("I- Tiêu đề cũ", ("Câu chữ cũ.",)),), brief="Báo cáo nhanh cũ.")
    Report.objects.filter(pk=report.pk).update(frozen=as_text(as_then))  # as an older version of the code worded it
    client.force_login(cast.account("officer", "officer", office.north))
    for was_signed in (False, True):
        page = client.get(f"/bao-cao/{report.pk}/").content.decode()
        assert page.count("Câu chữ cũ.") == 2  # what the paper says, and the text to be copied
        assert "Báo cáo nhanh cũ." in page
        assert "Trong tháng" not in page.partition("paper-preview")[2].partition("</section>")[0]
        if not was_signed:
            sign_report(report.pk, on_paper(1), report.version, by=system_user())
    word = ZipFile(BytesIO(files_of(Report.objects.get(pk=report.pk))["docx"])).read("word/document.xml").decode()
    assert "Câu chữ cũ." in word


def test_it_goes_back_for_a_reason_only(office):
    report = submitted(office.north)
    assert "nêu lý do trả lại" in why(send_back_report, report.pk, "  ", report.version)


def test_nothing_is_written_in_what_is_put_up(office):
    report = submitted(office.north)
    assert "hãy trả lại trước" in why(write_report, report.pk, TEXTS, report.version)
    assert "hãy trả lại trước" in why(submit_report, report.pk, report.version)


@pytest.mark.parametrize("period", ["2024-01", "2024-quy1", "2024-nam", "2020-2025"])
def test_a_period_that_still_runs_is_not_put_up(office, period):
    report = begun(office.north, period)
    assert "chưa kết thúc" in why(submit_report, report.pk, report.version)


def test_the_last_day_of_a_month_still_runs(office, clock):
    clock(2023, 12, 31)
    report = begun(office.north)
    assert "chưa kết thúc (đến hết ngày 31/12/2023)" in why(submit_report, report.pk, report.version)
    clock(2024, 1, 1)
    assert submit_report(report.pk, report.version, by=system_user()).state == State.SUBMITTED


def test_a_report_up_to_today_is_put_up_today(office):
    assert submitted(office.north, "2024-01-20").state == State.SUBMITTED


def test_a_difference_to_counted_heads_has_to_be_explained(office):
    cast.move(office.north, "31/12/2023", "counted", 30)
    report = begun(office.north)
    assert "chênh lệch 3" in why(submit_report, report.pk, report.version)
    report = write_report(report.pk, {"difference_reason": "Chưa nhập"}, report.version, by=system_user())
    assert submit_report(report.pk, report.version, by=system_user()).state == State.SUBMITTED


def test_a_reason_explains_the_difference_it_was_given_for_and_no_other(office):
    cast.move(office.north, "30/12/2023", "counted", 30)
    report = begun(office.north)
    report = write_report(report.pk, {"difference_reason": "lệch 3"}, report.version, by=system_user())
    cast.move(office.north, "31/12/2023", "counted", 300)
    assert "chênh lệch 267" in why(submit_report, report.pk, report.version)
    assert "lệch 3" not in WriteForm(report=report, difference=267).initial.values()
    said = {"difference_reason": "lệch 3", "difference_explained": -3}  # of a page opened before the new count
    report = write_report(report.pk, said, report.version, by=system_user())
    assert "chênh lệch 267" in why(submit_report, report.pk, report.version)
    report = write_report(report.pk, {"difference_reason": "lệch 267"}, report.version, by=system_user())
    assert submit_report(report.pk, report.version, by=system_user()).state == State.SUBMITTED


def test_a_new_issue_asks_anew_when_the_difference_is_another(office):
    cast.move(office.north, "30/12/2023", "counted", 30)
    report = begun(office.north)
    report = write_report(report.pk, {"difference_reason": "lệch 3"}, report.version, by=system_user())
    report = submit_report(report.pk, report.version, by=system_user())
    report = sign_report(report.pk, on_paper(), report.version, by=system_user())
    cast.admit(office.hill, "09/12/2023")
    new = issue_anew(report.pk, "Sót một trường hợp", by=system_user())
    assert "chênh lệch 4" in why(submit_report, new.pk, new.version)


# --- Signed


def test_a_signed_report_has_its_files_with_their_hashes_and_number_and_day_on_them(office):
    report = signed(office.north, number=5)
    files = files_of(report)
    kept = {row.form: (row.size, row.digest) for row in report.files.all()}
    assert kept == {form: (len(content), sha256(content).hexdigest()) for form, content in files.items()}
    assert report.digest == sha256(files["json"]).hexdigest()
    assert json.loads(files["json"])["month_admitted"] == 2
    assert (report.numbered, report.numbering, report.state) == ("05-BC/ĐU", "2020-2025", State.SIGNED)
    acts = AuditEntry.objects.filter(kind="reports.report").order_by("number").values_list("act", flat=True)
    assert list(acts) == ["created", "submitted", "signed"]


def test_a_symbol_is_kept_without_hyphen_and_number(office):
    assert signed(office.north, symbol="-BC/ĐU").symbol == "BC/ĐU"
    assert signed(office.hill, symbol="").symbol == "BC"


def test_the_next_number_runs_on_by_branch_symbol_and_term(office):
    signed(office.north, "2023-11", number=7)
    term = numbering_on(office.north, date(2024, 1, 5))
    assert next_number(office.north, "BC/ĐU", term) == 8
    assert next_number(office.north, "bc-đu", term) == 8
    later = numbering_on(office.north, date(2026, 1, 5))
    assert next_number(office.north, "BC/ĐU", later) == next_number(office.south, "BC/ĐU", term) == 1


def test_a_number_that_is_used_is_refused_by_the_name_of_its_report(office):
    signed(office.north, "2023-11", number=7, day="05/12/2023")
    report = submitted(office.north)
    sentence = why(sign_report, report.pk, on_paper(7), report.version)
    assert "Số 07-BC/ĐU đã dùng cho báo cáo tháng 11/2023, ký ngày 05/12/2023" in sentence
    assert Report.objects.get(pk=report.pk).state == State.SUBMITTED
    assert sign_report(report.pk, on_paper(8), report.version, by=system_user()).number == 8


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"number": None}, "Thiếu số ghi trên bản đã ký."),
        ({"day": None}, "Thiếu ngày ghi trên bản đã ký."),
        ({"day": "30/12/2023"}, "không thể ký trước ngày đó"),
        ({"day": "21/01/2024"}, "sau ngày hôm nay"),
        ({"signer": " "}, "Thiếu họ tên người ký."),
    ],
)
def test_what_cannot_be_on_a_paper_is_refused(office, said, sentence):
    report = submitted(office.north)
    assert sentence in why(sign_report, report.pk, on_paper(**said), report.version)
    assert not ReportFile.objects.exists()


def test_a_report_is_signed_once(office):
    report = signed(office.north)
    assert "đã ký: số 01-BC/ĐU" in why(sign_report, report.pk, on_paper(2), report.version)
    assert "Ban hành lại" in why(start_report, office.north, parse_period("2023-12"))
    assert ReportFile.objects.count() == len(ISSUED_FORMS)


def test_a_draft_is_not_signed(office):
    report = begun(office.north)
    assert "đang là dự thảo" in why(sign_report, report.pk, on_paper(), report.version)


def test_a_printer_killed_midway_leaves_nothing_half_signed_and_the_number_free(office, tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text(f"import os\nos.kill(os.getpid(), {int(signal.SIGKILL)})\n")
    report = submitted(office.north)
    monkeypatch.setattr(pdf, "CHILD", child)
    assert "số vẫn còn trống" in why(sign_report, report.pk, on_paper(), report.version)
    monkeypatch.undo()
    assert (Report.objects.get(pk=report.pk).state, ReportFile.objects.count()) == (State.SUBMITTED, 0)
    assert sign_report(report.pk, on_paper(), report.version, by=system_user()).number == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a library is hidden by LD_LIBRARY_PATH")
def test_without_pango_a_sentence_says_what_to_install(office, tmp_path, monkeypatch):
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        (tmp_path / name).write_text("not a library")
    report = submitted(office.north)
    monkeypatch.setenv("LD_LIBRARY_PATH", os.fspath(tmp_path))
    assert "apt-get install" in why(sign_report, report.pk, on_paper(), report.version)
    assert Report.objects.get(pk=report.pk).number is None


# --- Issued anew


def test_a_new_issue_names_what_it_replaces_and_the_old_one_stays_until_then(office):
    old = signed(office.north)
    before = files_of(old)
    assert "nêu lý do ban hành lại" in why(issue_anew, old.pk, " ")
    new = issue_anew(old.pk, "Bổ sung một trường hợp", by=system_user())
    assert issue_anew(old.pk, "Hai lần", by=system_user()).pk == new.pk
    assert (new.issue, Report.objects.get(pk=old.pk).state) == (2, State.SIGNED)
    opening = narrative.sections(document_of(new, by=system_user()))[0].paragraphs[0]
    assert "thay thế Báo cáo số 01-BC/ĐU, ngày 05/01/2024" in opening
    new = submit_report(new.pk, new.version, by=system_user())
    new = sign_report(new.pk, on_paper(2, "10/01/2024"), new.version, by=system_user())
    old.refresh_from_db()
    assert (old.state, new.state, files_of(old) == before) == (State.SUPERSEDED, State.SIGNED, True)
    assert document_of(new, by=system_user()).signing.replaces == "Báo cáo số 01-BC/ĐU, ngày 05/01/2024"
    assert AuditEntry.objects.filter(act="superseded", object_id=old.pk).count() == 1
    assert "chưa bị thay thế" in why(issue_anew, old.pk, "Lần nữa")


def test_a_new_issue_that_is_thrown_away_leaves_the_signed_one_in_force(office):
    old = signed(office.north)
    new = issue_anew(old.pk, "Nhầm", by=system_user())
    discard_report(new.pk, new.version, by=system_user())
    assert list(Report.objects.values_list("pk", "state")) == [(old.pk, State.SIGNED)]


# --- T6: an issued report never changes


def strike_out(party):
    person = Admission.objects.filter(branch=party.moor).get().candidate
    void_person(person.pk, "duplicate", person.version, by=system_user())


def add_late(party):
    cast.admit(party.hill, "20/12/2023")


def cancel(party):
    person = Admission.objects.filter(branch=party.hill).first().candidate
    step = Step(person.pk, person.stage, on=date(2023, 12, 20), reason="Sai tiêu chuẩn", number="9-QĐ/HU")
    move_candidates([step], "cancelled", by=system_user())


def move(party):
    cast.place("MOOR", parent="SOUTH", since="15/12/2023")


def merge(party):
    cast.place("MOOR", until="14/12/2023", successor="HILL")


def upgrade(party):
    cast.place("NORTH", kind=Kind.COMMUNE, since="15/12/2023", name="Đảng bộ phường Bắc", committee_name="Đảng ủy Bắc")


def requota(party):
    cast.quota(party.north, "2023", 4, on="30/12/2023", number="9-TB/HU")


LATER = [strike_out, add_late, cancel, move, merge, upgrade, requota]


@pytest.mark.parametrize("happen", LATER)
def test_a_signed_report_stays_and_what_differs_is_told(office, happen):
    report = signed(office.north)
    before = files_of(report)
    assert now_differs(report) == []
    happen(office)
    report = Report.objects.get(pk=report.pk)
    assert files_of(report) == before
    assert now_differs(report) != []
    assert document_of(report, by=system_user()).figures.period_admitted == 2


def test_after_everything_at_once_the_bytes_are_still_those_that_were_signed(office):
    report = signed(office.north)
    before = files_of(report)
    for happen in (strike_out, add_late, cancel, requota, move):
        happen(office)
    assert files_of(Report.objects.get(pk=report.pk)) == before


def test_a_late_entry_differs_in_just_the_cells_that_count_it(office):
    report = signed(office.north)
    add_late(office)
    told = {(row.table, row.row, row.column): (row.then, row.now) for row in now_differs(report)}
    assert told.pop(("Tổng hợp", "Kết nạp trong tháng", "")) == ("2", "3")
    title = "Kết quả thực hiện chỉ tiêu kết nạp đảng viên"
    assert told.pop((title, "Chi bộ thôn Đồi", "Lũy kế năm")) == ("2", "3")
    assert told.pop((title, "Tổng số", "Lũy kế năm")) == ("3", "4")
    assert told.pop(("Tăng, giảm đảng viên", "Đảng viên tăng trong kỳ: Kết nạp", "Số lượng")) == ("2", "3")
    assert not any("Chi bộ Trường học" in row for _table, row, _column in told)


def test_a_difference_is_told_where_and_only_where_a_cell_is_printed_otherwise(office):
    """Put in the other order, the same cells differ the other way round."""
    report = signed(office.north)
    then = document_of(report, by=system_user()).figures
    for happen in (add_late, requota, strike_out):
        happen(office)
    now = drafted(report, by=system_user()).figures
    there, back = differences(then, now), differences(now, then)
    assert {(*row[:3], row.now, row.then) for row in there} == {tuple(row) for row in back}
    assert differences(now, now) == []


LATER_DAYS = [(2024, 1, 21), (2024, 2, 21), (2025, 1, 20)]


@pytest.mark.parametrize("day", LATER_DAYS, ids=["a day", "a month", "a year"])
def test_without_any_change_nothing_differs_however_much_later(office, clock, day):
    cast.candidate(office.hill)
    way.on_the_way(office.moor, Stage.LISTED)
    way.on_the_way(office.moor, Stage.DOSSIER)
    report = submitted(office.north)
    assert document_of(report, by=system_user()).figures.matters.overdue
    assert document_of(report, by=system_user()).figures.on_the_way.empty_cells is not None
    clock(*day)
    assert now_differs(report) == []


@pytest.mark.parametrize("day", LATER_DAYS, ids=["a day", "a month", "a year"])
def test_where_nobody_was_followed_nothing_differs_either(office, clock, day):
    clock(2023, 12, 31)
    report = submitted(office.north, "2023-12-31")
    clock(*day)
    assert now_differs(report) == []


@pytest.mark.parametrize("day", LATER_DAYS, ids=["a day", "a month", "a year"])
def test_a_true_change_is_told_however_much_later(office, clock, day):
    report = submitted(office.north)
    clock(*day)
    person = cast.candidate(office.hill)
    enter_at(person.pk, Stage.LISTED, date(2023, 12, 20), by=system_user())
    add_late(office)
    told = {(row.table, row.row, row.column): (row.then, row.now) for row in now_differs(report)}
    assert told["Tổng hợp", "Kết nạp trong tháng", ""] == ("2", "3")
    listed = ("Cơ cấu đảng viên mới và nguồn phát triển đảng viên của các đơn vị", "Tổng số", "Cảm tình Đảng hiện có")
    assert told[listed][1] == "1"


def test_a_report_signed_later_in_between_changes_nothing_in_those_after_it(office):
    december = submitted(office.north)
    signed(office.north, "2023-11", number=2)
    assert now_differs(december) == []


# --- Several at once, on both databases


def work(folder, name, *sizes):
    if connection.vendor == "postgresql":
        return getattr(at_once, name)(*sizes)
    return at_once.in_a_file(folder, name, *sizes)


def test_of_officers_who_sign_one_report_at_once_one_does(transactional_db, tmp_path):
    result = work(tmp_path, "sign_one_report", 3)
    assert result == {"signed": 1, "told": 2, "files": len(ISSUED_FORMS), "entries": 1}


def test_of_reports_that_are_given_one_number_at_once_one_gets_it(transactional_db, tmp_path):
    result = work(tmp_path, "take_one_number", 3)
    assert result == {"signed": 1, "told": 2, "files": len(ISSUED_FORMS), "numbered": 1}


def test_of_officers_who_begin_one_report_at_once_all_get_the_same(transactional_db, tmp_path):
    assert work(tmp_path, "begin_one_report", 5) == {"answers": 1, "reports": 1, "entries": 1}
