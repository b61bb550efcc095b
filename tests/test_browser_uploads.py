"""Bringing in a workbook in a real browser: upload, paste, the bar of progress, putting right, writing, undoing."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from recruitment.models import Candidate, ImportState, WorkbookImport
from tests import cast
from tests.at_once import ROOT
from tests.workbooks import workbook

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]
HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Nghề nghiệp", "Giáo dục phổ thông"]
HEAD += ["Trình độ chuyên môn", "Đoàn viên TNCS", "Đối tượng", "Thôn cư trú", "Mã chi bộ", "Ghi chú", "Số nhà", "Mã"]
SECONDS = 5
BEGUN = "[data-progress] progress:not([value='0'])"


@pytest.fixture
def inside(visitor, party):
    cast.account("canbo", "officer", party.north)
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/nhap-excel/")
    return visitor


@contextmanager
def site(folder, rows):
    """The address of the site as it is installed, on a file, with an upload of so many people waiting."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    more = {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    said = {"cwd": ROOT, "env": os.environ | more}
    subprocess.run([sys.executable, "-m", "tests.killed", "prepare", str(rows)], check=True, **said)
    words = [
        "config.wsgi",
        "--bind",
        place,
        "--workers",
        "2",
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *words], **said)
    try:
        wait_for(f"http://{place}/")
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address):
    for _tenth in range(200):
        try:
            return urlopen(address)
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


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
    page.press("#id_fix-0", "Enter")  # goes on to the next field and sends nothing
    page.fill("#id_fix-1", "HILL")
    with page.expect_navigation():
        inside.saves()
    assert page.locator(".import-problems").count() == 0
    inside.follows("[data-save]")
    assert Candidate.objects.count() == 3
    assert WorkbookImport.objects.get().state == ImportState.WRITTEN
    page.click("main details:has(form) > summary")
    inside.follows("main form [type=submit]")
    assert (Candidate.objects.count(), WorkbookImport.objects.get().state) == (0, ImportState.UNDONE)
    assert inside.problems == []


def test_two_hundred_rows_of_fifteen_cells_are_pasted_and_seen_within_seconds(inside):
    """P11: the preview comes within five seconds, no row is dropped, every error stands at its cell."""
    page = inside.page
    rows = [HEAD, *(person(n, "32/1/1990" if n % 40 == 0 else "3/4/1995") for n in range(1, 201))]
    page.fill("#id_pasted", "\n".join("\t".join(row) for row in rows))
    began = time.monotonic()
    inside.follows("main form [type=submit]")
    assert time.monotonic() - began < SECONDS
    ((_name, counts),) = WorkbookImport.objects.get().checked["counts"]
    assert counts == {"created": 195, "changed": 0, "unchanged": 0, "rejected": 5}
    assert page.locator(".import-problems tbody tr").count() == 1  # the same value five times is one answer
    assert "41" in page.locator(".import-problems tbody tr").inner_text()


def test_a_long_work_shows_how_far_it_has_come_and_survives_a_reload(chromium, tmp_path):
    """On a site of its own: a database in memory cannot be written and read at once."""
    with site(tmp_path, 3000) as address:
        page = chromium.new_context().new_page()
        page.goto(address)
        page.fill("#id_username", "canbo")
        page.fill("#id_password", cast.PASSWORD)
        with page.expect_navigation():
            page.press("#id_password", "Enter")
        page.goto(f"{address}/nhap-excel/")
        page.click(".imports a")
        page.click("[name=check]:visible", no_wait_after=True)
        page.wait_for_selector(BEGUN)
        page.wait_for_selector("[data-save]", timeout=60_000)
        page.click("[data-save]", no_wait_after=True)
        page.wait_for_selector(BEGUN)
        page.reload()
        assert page.locator("[data-waits]").count() == 1
        page.wait_for_selector("[data-done]", timeout=60_000)
        page.context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_pages_fit_every_width(inside, tmp_path, width):
    inside.has_width(width)
    uploads(inside, workbook(tmp_path / "loi.xlsx", {"Quần chúng": [HEAD, person(1, "x" * 60), person(2, cell="?")]}))
    assert not inside.scrolls_sideways()
