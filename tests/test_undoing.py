"""What a workbook wrote is taken back: by whom, up to which point, what is then told, and for how long it is possible."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from branches.audit import Act
from branches.journal import every, images
from branches.models import Access, AuditEntry, AuditValues, Branch, Movement
from branches.versions import changes_since
from config.refusal import Refused
from recruitment.merging import undo_merge
from recruitment.models import (
    Admission,
    Candidate,
    ImportState,
    Merge,
    Paper,
    PastTotal,
    Sponsorship,
    Term,
    WorkbookImport,
)
from recruitment.workbooks import uploads
from recruitment.workbooks.reading import RawSheet, RawWorkbook
from tests import cast, twins

pytestmark = pytest.mark.django_db
PEOPLE = ["Mã", "Họ và tên", "Mã chi bộ", "Thôn cư trú"]
BRANCHES = ["Mã", "Tên", "Loại tổ chức đảng", "Từ ngày", "Mã cấp trên", "Đến ngày"]
TOTALS = ["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"]
TERMS = ["Tên", "Từ ngày", "Đến ngày"]
LEDGER = ["Mã dòng", "Mã chi bộ", "Ngày", "Loại biến động", "Số lượng", "Mã đối ứng"]
HELP = ["Mã quần chúng", "Mã đảng viên", "Vai trò", "Từ ngày"]
PAPERS = ["Mã quần chúng", "Loại", "Trạng thái"]
OURS = (Branch, PastTotal, Term, Movement, Candidate, Paper, Sponsorship, Admission)


@pytest.fixture
def officer(party):
    """An officer of the whole district."""
    return cast.account("canbo", "officer", party.country)


def written(by, progress=None, **sheets):
    """A workbook of ``by``, written: ``{"Quần_chúng": [[heading, …], [cell, …]]}``."""
    raw = [RawSheet(name.replace("_", " "), list(enumerate(rows, start=1))) for name, rows in sheets.items()]
    upload = uploads.upload(RawWorkbook(raw, []), "danh-sach.xlsx", "0" * 64, by=by)
    uploads.check(upload.pk, by=by)
    return uploads.write(upload.pk, by=by, progress=progress)


def undone(upload):
    uploads.undo_import(upload.pk, by=upload.by)
    upload.refresh_from_db()
    return upload.state == ImportState.UNDONE


def why_not(upload):
    """Why the upload is not undone: its sentences. Nothing has changed then."""
    before = everything()
    with pytest.raises(Refused) as refused:
        uploads.undo_import(upload.pk, by=upload.by)
    assert everything() == before
    return refused.value.messages


def everything():
    return images([every(model) for model in OURS])


def demoted(user, branch):
    """From now on ``user`` is officer of ``branch`` alone."""
    Access.objects.filter(user=user).update(branch=branch)


# --- What was entered since, where only the workbook had made room for it


def test_a_total_that_comes_back_never_counts_somebody_twice(party, officer):
    cast.total(party.north, "1/1/2019", "31/12/2019", 7)
    upload = written(officer, Số_liệu_trước=[TOTALS, ["NORTH", "1/1/2019", "31/12/2019", 0]])
    cast.admit(party.hill, "01/05/2019")
    (why,) = why_not(upload)
    assert "01/01/2019" in why
    Admission.objects.update(is_void=True)
    assert undone(upload)
    assert PastTotal.objects.get().heads == 7


def test_an_admission_that_comes_back_is_not_in_a_total_too(party, officer):
    head = ["Mã", "Họ và tên", "Mã chi bộ", "Ngày quyết định"]
    cast.admit(party.hill, "01/05/2019", name="Y Thử", code="Q1", ceremony_on="01/05/2021")
    upload = written(officer, Quần_chúng=[head, ["Q1", "Y Thử", "HILL", "1/5/2020"]])
    cast.total(party.north, "1/1/2019", "31/12/2019", 7)
    assert "31/12/2019" in why_not(upload)[0]


def test_terms_never_share_days_after_undoing(officer):
    cast.term("K1", "1/7/2015", "30/6/2020")
    upload = written(officer, Nhiệm_kỳ=[TERMS, ["K1", "1/7/2015", "30/6/2018"]])
    cast.term("K2", "1/7/2018", "30/6/2023")
    (why,) = why_not(upload)
    assert "K1" in why
    assert "K2" in why


def test_a_term_for_which_a_quota_was_set_since_stays(party, officer):
    upload = written(officer, Nhiệm_kỳ=[TERMS, ["Khóa XX", "1/7/2015", "30/6/2020"]])
    cast.quota(party.north, "Khóa XX", 50)
    assert "Khóa XX" in why_not(upload)[0]


def test_a_branch_does_not_come_back_under_one_that_was_closed_since(party, officer):
    cast.place("OLD", "base", "COUNTRY")
    cast.village("CELL", "OLD")
    upload = written(officer, Tổ_chức=[BRANCHES, ["CELL", "Tổ chức CELL", "Chi bộ", "1/1/2023", "NORTH", None]])
    cast.place("OLD", until="31/12/2022")
    assert why_not(upload)


def test_a_branch_does_not_end_anew_before_what_has_happened_there_since(party, officer):
    cast.village("CELL", "NORTH", until="31/12/2020")
    upload = written(officer, Tổ_chức=[BRANCHES, ["CELL", "Tổ chức CELL", "Chi bộ thôn", None, "NORTH", "31/12/2022"]])
    cell = Branch.objects.get(code="CELL")
    assert cell.valid_to == date(2023, 1, 1)
    cast.admit(cell, "01/05/2021")
    assert "CELL" in why_not(upload)[0]


def test_what_was_entered_anew_is_not_written_over(party, officer):
    person = cast.candidate(party.hill, "Y Thử", code="Q1")
    person.papers.create(kind="application", state="complete")
    upload = written(officer, Tài_liệu=[PAPERS, ["Q1", "Đơn", "thiếu"]])
    assert not person.papers.exists()
    person.papers.create(kind="application", state="complete")
    assert why_not(upload)


# --- What was undone meanwhile


def lived_in(officer, village):
    """A workbook that says where Y Thử lives."""
    return written(officer, Quần_chúng=[PEOPLE, ["Q1", "Y Thử", "HILL", village]])


@pytest.fixture
def person(party):
    return cast.candidate(party.hill, "Y Thử", code="Q1", residence="Thôn 0")


def residence(person):
    return Candidate.with_void.get(pk=person.pk).residence


def test_three_workbooks_about_one_person_are_undone_one_after_the_other(person, officer):
    first, second, third = (lived_in(officer, f"Thôn {n}") for n in (1, 2, 3))
    assert why_not(first)
    assert why_not(second)
    for upload, lives in ((third, "Thôn 2"), (second, "Thôn 1"), (first, "Thôn 0")):
        assert undone(upload)
        assert residence(person) == lives


def test_a_workbook_is_undone_after_a_merge_that_was_undone_and_the_other_way_round(party, person, officer):
    other = cast.candidate(party.moor, "Y Thử", code="Q2")
    upload = lived_in(officer, "Thôn 1")
    merge = twins.merge(person, other, by=officer)
    later = lived_in(officer, "Thôn 2")
    assert undone(later)
    assert why_not(upload)
    undo_merge(merge.pk, by=officer)
    assert undone(upload)
    assert residence(person) == "Thôn 0"


def test_who_was_changed_and_changed_back_by_hand_is_left_as_that_hand_left_it(person, officer):
    """Papers, steps and votes raise the version too, and no journal knows of them."""
    upload = lived_in(officer, "Thôn 1")
    for village in ("Thôn 9", "Thôn 1"):
        twins.edit(person, {"residence": village}, by=officer)
    assert "Y Thử" in why_not(upload)[0]


def test_who_has_an_older_page_is_told_of_the_undoing(person, officer):
    upload = lived_in(officer, "Thôn 1")
    seen = Candidate.objects.get(pk=person.pk).version
    undone(upload)
    (change,) = changes_since(Candidate.objects.get(pk=person.pk), seen)
    assert (change.by, change.fields) == (officer, ("residence",))


# --- Who may


def test_what_the_organisation_above_decided_is_not_undone_below(party, officer):
    upload = written(officer, Tổ_chức=[BRANCHES, ["NORTH", "Đảng bộ xã Khác", "Đảng bộ cơ sở", None, "COUNTRY", None]])
    demoted(officer, party.north)
    with pytest.raises(PermissionDenied):
        uploads.undo_import(upload.pk, by=officer)
    demoted(officer, party.country)
    assert undone(upload)


@pytest.mark.parametrize("left", ["NORTH", "SOUTH"])
def test_a_branch_that_moved_is_undone_by_who_stands_above_both_places(party, officer, left):
    upload = written(officer, Tổ_chức=[BRANCHES, ["HILL", "Chi bộ thôn Đồi", "Chi bộ thôn", "1/1/2023", "SOUTH", None]])
    demoted(officer, Branch.objects.get(code=left))
    with pytest.raises(PermissionDenied):
        uploads.undo_import(upload.pk, by=officer)


@pytest.mark.parametrize("left", ["NORTH", "SOUTH"])
def test_a_transfer_inside_is_undone_by_who_writes_at_both_sides(party, officer, left):
    upload = written(officer, Đảng_số=[LEDGER, ["M1", "HILL", "1/5/2023", "Chuyển nội bộ", 2, "DALE"]])
    demoted(officer, Branch.objects.get(code=left))
    with pytest.raises(PermissionDenied):
        uploads.undo_import(upload.pk, by=officer)


def test_groups_of_an_admission_are_undone_by_who_records_admissions_there(party, officer):
    head = ["Mã", "Họ và tên", "Mã chi bộ", "Ngày quyết định", "Đối tượng"]
    known = cast.admit(party.dale, "01/05/2023", name="Y Thử", code="Q1", tags=("Dân quân",)).candidate
    Candidate.objects.filter(pk=known.pk).update(branch=party.hill)
    upload = written(officer, Quần_chúng=[head, ["Q1", "Y Thử", "DALE", "1/5/2023", "Già làng"]])
    demoted(officer, party.north)
    with pytest.raises(PermissionDenied):
        uploads.undo_import(upload.pk, by=officer)


# --- What the audit says


def told(officer, kind):
    """What the audit says of each row of a kind that was undone; {} where it says only that."""
    entries = AuditEntry.objects.filter(actor=officer, act=Act.UNDONE, kind=kind).order_by("pk")
    said = dict(AuditValues.objects.filter(entry__in=entries).values_list("entry", "values"))
    return [json.loads(said.get(entry.pk, "{}")) for entry in entries]


def test_papers_sponsors_and_groups_that_are_taken_back_are_told(party, person, officer):
    cast.member(party.hill, "Lê Minh", code="D1")
    upload = written(
        officer,
        Quần_chúng=[[*PEOPLE[:3], "Đối tượng"], ["Q1", "Y Thử", "HILL", "Dân quân"]],
        Giúp_đỡ=[HELP, ["Q1", "D1", "Giúp đỡ", "1/1/2023"]],
        Tài_liệu=[PAPERS, ["Q1", "Đơn", "có"]],
    )
    undone(upload)
    of_person, of_sponsor = told(officer, "recruitment.candidate")
    paper = {"kind": "application", "ordinal": "1", "state": "complete"}
    assert of_person == {"papers": [[paper], []], "tags": [["Dân quân"], []]}
    said, now = of_sponsor["sponsorships"]
    assert (said["member"], said["role"], now) == ([None, "Lê Minh (D1)"], [None, "helps"], None)


def test_of_somebody_who_is_gone_again_only_that_is_told(party, officer):
    upload = written(
        officer, Quần_chúng=[PEOPLE, ["Q7", "Y Mới", "HILL", "Thôn 1"]], Tài_liệu=[PAPERS, ["Q7", "Đơn", "có"]]
    )
    undone(upload)
    assert told(officer, "recruitment.candidate") == [{}]


# --- For how long


def aged(row, **more):
    type(row).objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=31), **more)


def forgotten():
    out = StringIO()
    call_command("forget_old", stdout=out)
    return [int(word) for word in out.getvalue().replace(";", " ").split() if word.isdigit()][1:]


def test_after_thirty_days_only_numbers_are_left(party, person, officer):
    draft = uploads.upload(RawWorkbook([RawSheet("x", [])], []), "x.xlsx", "0" * 64, by=officer)
    upload = written(officer, Quần_chúng=[PEOPLE, ["Q8", "Y Lạ", "HILL", None], ["Q9", "Y Khác", "HILL", None]])
    WorkbookImport.objects.filter(pk=upload.pk).update(checked={"warnings": ["“Y Lạ” (dòng 2)", "khác"]})
    merge = twins.merge(person, cast.candidate(party.moor, "Y Thử", code="Q2"), by=officer)
    young = written(officer, Quần_chúng=[PEOPLE, ["Q7", "Y Trẻ", "HILL", None]])
    aged(draft), aged(merge), aged(upload, written_at=timezone.now() - timedelta(days=31))
    assert forgotten() == [1, 1, 1]
    upload.refresh_from_db()
    assert (bytes(upload.journal), upload.checked) == (b"", {"remarks": 2})
    assert not WorkbookImport.objects.filter(pk=draft.pk).exists()
    assert bytes(Merge.objects.get().journal) == b""
    assert bytes(WorkbookImport.objects.get(pk=young.pk).journal) != b""
    assert forgotten() == [0, 0, 0]


def test_what_was_undone_keeps_no_remarks_either(person, officer):
    upload = lived_in(officer, "Thôn 1")
    WorkbookImport.objects.update(checked={"warnings": ["“Y Lạ” (dòng 2)"]})
    undone(upload)
    aged(upload, written_at=timezone.now() - timedelta(days=31))
    assert forgotten() == [0, 1, 0]


def test_a_merge_of_long_ago_is_not_undone(party, person, officer):
    merge = twins.merge(person, cast.candidate(party.moor, "Y Thử", code="Q2"), by=officer)
    aged(merge)
    forgotten()
    with pytest.raises(Refused):
        undo_merge(merge.pk, by=officer)
    assert Merge.objects.get().undone_at is None


def test_the_pages_of_what_is_forgotten_say_so(client, party, person, officer):
    client.force_login(officer)
    upload = lived_in(officer, "Thôn 1")
    merge = twins.merge(person, cast.candidate(party.moor, "Y Thử", code="Q2"), by=officer)
    WorkbookImport.objects.update(checked={"warnings": ["“Y Lạ” (dòng 2)"]})
    aged(merge), aged(upload, written_at=timezone.now() - timedelta(days=31))
    forgotten()
    page = client.get(f"/nhap-excel/{upload.pk}/").content.decode()
    assert "1 điều lưu ý, nội dung không còn lưu" in page
    assert "Y Lạ" not in page
    of_merge = client.get(f"/quan-chung/gop/{merge.pk}/hoan-tac/").content.decode()
    assert "không hoàn tác được nữa" in of_merge
    assert 'method="post"' not in of_merge.partition("<main")[2].partition("</main")[0]
