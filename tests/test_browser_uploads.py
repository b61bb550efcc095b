"""Bringing in a workbook in a real browser: upload, paste, the bar of progress, putting right, writing, undoing."""

import time

import pytest

from recruitment.models import Candidate, ImportState, WorkbookImport
from tests import cast
from tests.workbooks import workbook

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]
HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Nghề nghiệp", "Giáo dục phổ thông"]
HEAD += ["Trình độ chuyên môn", "Đoàn viên TNCS", "Đối tượng", "Thôn cư trú", "Mã chi bộ", "Ghi chú", "Số nhà", "Mã"]
SECONDS = 5


@pytest.fixture
def inside(visitor, party):
    cast.account("canbo", "officer", party.north)
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/nhap-excel/")
    return visitor


def person(number, birth="3/4/1995", cell="HILL"):
    said = [f"Y Minh Họa {number}", birth, "Nữ", "Xơ Đăng", "Không", "Nông dân", "12/12", "Trung cấp", "x", "Dân quân"]
    return [*said, "Thôn 1", cell, "", "7", f"QC{number:05}"]


def uploads(visitor, path):
    visitor.page.set_input_files("#id_file", path)
    visitor.follows("main form [type=submit]")


def test_a_file_goes_in_is_put_right_written_and_undone(inside, tmp_path):
    page = inside.page
    rows = [HEAD, person(1), person(2, "31/13/1990"), person(3, cell="Đồi")]
    uploads(inside, workbook(tmp_path / "danh-sach.xlsx", {"Quần chúng": rows}))
    page.fill("#id_fix-0", "31/12/1990")
    page.fill("#id_fix-1", "HILL")
    inside.follows("[name=check]")
    assert page.locator(".import-problems").count() == 0
    inside.follows("[data-save]")
    assert Candidate.objects.count() == 3
    assert WorkbookImport.objects.get().state == ImportState.WRITTEN
    inside.follows("main form [type=submit]")
    assert (Candidate.objects.count(), WorkbookImport.objects.get().state) == (0, ImportState.UNDONE)
    assert inside.problems == []


def test_two_hundred_rows_of_fifteen_cells_are_pasted_and_seen_within_seconds(inside):
    """P11: the preview comes within five seconds, no row is dropped, every error stands at its cell."""
    page = inside.page
    rows = [HEAD, *(person(n, "32/1/1990" if n % 40 == 0 else "3/4/1995") for n in range(1, 201))]
    page.evaluate("text => navigator.clipboard?.writeText(text).catch(() => {})", "")
    page.fill("#id_pasted", "\n".join("\t".join(row) for row in rows))
    began = time.monotonic()
    inside.follows("main form [type=submit]")
    assert time.monotonic() - began < SECONDS
    ((_name, counts),) = WorkbookImport.objects.get().checked["counts"]
    assert counts == {"created": 195, "changed": 0, "unchanged": 0, "rejected": 5}
    assert page.locator(".import-problems tbody tr").count() == 1  # the same value five times is one answer
    assert "40" in page.locator(".import-problems tbody tr").inner_text()


def test_a_long_check_shows_a_bar_and_survives_a_reload(inside, tmp_path):
    page = inside.page
    rows = [HEAD, *(person(n) for n in range(1, 1501))]
    uploads(inside, workbook(tmp_path / "dai.xlsx", {"Quần chúng": rows}))
    page.click("[name=check]", no_wait_after=True)
    page.wait_for_function("document.querySelector('[data-progress] progress')?.value > 0")
    page.wait_for_url("**/nhap-excel/*/")
    page.wait_for_selector("[data-save]")
    page.click("[data-save]", no_wait_after=True)
    page.reload()
    for _half_second in range(40):
        if WorkbookImport.objects.get().state == ImportState.WRITTEN:
            break
        page.wait_for_timeout(500)
    page.reload()
    assert (Candidate.objects.count(), page.locator("[data-save]").count()) == (1500, 0)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_pages_fit_every_width(inside, tmp_path, width):
    inside.has_width(width)
    uploads(inside, workbook(tmp_path / "loi.xlsx", {"Quần chúng": [HEAD, person(1, "x" * 60), person(2, cell="?")]}))
    assert not inside.scrolls_sideways()
