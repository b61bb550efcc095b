"""The PDF, read back: what it says, how it lies on the paper, and what it never does."""

import os
import signal
import threading
import time
import unicodedata
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import wording
from reports.document import Document
from reports.figures.names import BranchName
from reports.rendering import html, pdf
from tests.figures_for_tests import IA_HDRAI, child, figures

pytestmark = pytest.mark.one_database

MM = 72 / 25.4
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ"
)
HIGHLAND = ("ƀ", "Ƀ", "ơ\u0306", "ư\u0306")


def read(content):
    return PdfReader(BytesIO(content))


def words(text):
    """The text with every run of white space as one space; lines of a PDF break anywhere."""
    return " ".join(text.split())


def all_text(content):
    return words(" ".join(page.extract_text() for page in read(content).pages))


@pytest.fixture(scope="module")
def paper():
    return pdf.render(Document(IA_HDRAI))


@pytest.fixture(scope="module")
def pages(paper):
    return [words(page.extract_text()) for page in read(paper).pages]


# --- What it says


def test_the_header_is_the_partys_and_a_draft(pages):
    assert pages[0].startswith("ĐẢNG BỘ TỈNH KON TUM HUYỆN ỦY IA H'DRAI * Số -BC/HU ĐẢNG CỘNG SẢN VIỆT NAM")
    assert (
        "Ia H'Drai, ngày tháng năm 2024 BÁO CÁO Kết quả công tác phát triển đảng viên tháng 12/2023 -----" in pages[0]
    )
    assert "Độc lập" not in " ".join(pages)


def test_the_narrative_and_its_headings_are_there(pages):
    text = " ".join(pages[:2])
    assert (
        "toàn Đảng bộ kết nạp 57 đảng viên, đạt 114% chỉ tiêu giao năm 2023 (50 đảng viên), vượt 07 đảng viên" in text
    )
    for heading in ("I- Kết quả kết nạp đảng viên", "II- Tăng, giảm đảng viên", "III- Tình hình ở các đơn vị"):
        assert heading in text


def test_every_annex_stands_with_its_number_title_and_foot(pages):
    text = " ".join(pages)
    titles = (
        "KẾT QUẢ THỰC HIỆN CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN",
        "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THEO NHÓM ĐỐI TƯỢNG",
        "CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP TỪ ĐẦU NĂM",
        "TĂNG, GIẢM ĐẢNG VIÊN",
        "CHI BỘ NHIỀU THÁNG LIỀN CHƯA KẾT NẠP ĐƯỢC ĐẢNG VIÊN",
    )
    for number, title in enumerate(titles, start=1):
        assert f"Biểu số {number} {title} (Kèm theo Báo cáo số -BC/HU" in text
    assert text.count("NGƯỜI LẬP BIỂU DUYỆT BIỂU") == len(titles)


def test_the_units_table_ends_in_the_reports_own_figures(pages):
    table = next(page for page in pages if "Biểu số 1" in page)
    assert "1 Đảng bộ xã Ia Dom 168 12 1 15 125% +3 52" in table
    assert "4 Đảng bộ Công an huyện 61 3 0 4 4/3 +1 14" in table
    assert "9 Chi bộ Tài nguyên và Môi trường 19 – 0 0 – – 1" in table
    assert "Tổng số 729 50 5 57 114% +7 205" in table
    assert "tổng chỉ tiêu giao cho các đơn vị là 48, thấp hơn 02 so với chỉ tiêu chung (50)" in table


def test_the_ledger_is_the_statistics_first_table(pages):
    table = next(page for page in pages if "Biểu số 4" in page)
    assert (
        "A Tổng số đảng viên đầu kỳ 723 B Đảng viên tăng trong kỳ 9 B1 Kết nạp 5 B2a Chuyển đến từ tỉnh khác 1 "
        "B2b Chuyển đến từ đơn vị khác trong tỉnh 3 B3 Phục hồi đảng tịch 0 C Đảng viên giảm trong kỳ 3 C1 Từ trần 1 "
        "C2 Khai trừ 0 C3 Xóa tên 0 C4 Xin ra khỏi Đảng 0 C5 Chuyển đi 2 D Tổng số đảng viên đến hết ngày 31/12/2023 729"
    ) in table


def test_no_english_word_and_no_published_share_reaches_the_paper(paper):
    text = all_text(paper)
    for foreign in ("Admitted", "Moved", "female", "unknown", "students", "80%" + " ", "không khớp"):
        assert foreign not in text.replace("96 80% -24", "")


# --- How it lies on the paper


def test_portrait_for_the_report_and_landscape_for_wide_annexes(paper):
    shapes = [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in read(paper).pages]
    texts = [page.extract_text() for page in read(paper).pages]
    assert shapes[0] == (210, 297)
    assert set(shapes) == {(210, 297), (297, 210)}
    assert [("Biểu số 1" in t or "Biểu số 2" in t) for t in texts] == [shape == (297, 210) for shape in shapes]


def test_pages_are_numbered_from_the_second(pages):
    assert not pages[0].endswith(" 1")
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_the_body_lies_within_the_margins_in_fourteen_points(paper):
    spots = []
    first = read(paper).pages[0]
    first.extract_text(visitor_text=lambda text, cm, tm, font, size: text.strip() and spots.append((cm, tm, size)))
    lefts = [tm[4] * cm[0] + cm[4] for cm, tm, _size in spots]
    assert min(lefts) >= 30 * MM - 1
    assert max(lefts) <= (210 - 15) * MM
    sizes = {round(abs(tm[0] * cm[0] * size), 1) for cm, tm, size in spots}
    assert sizes == {14.0, 15.0, 16.0}


def test_the_signature_block_is_never_torn_apart():
    bare = {"children": (), "groups": (), "breakdowns": (), "silent_cells": (), "headcount": None}
    for groups in (0, 6, 18):  # without the rule the block would break at 6, and stand alone at 18
        idle = tuple(f"nhóm riêng số {n} của đơn vị" for n in range(groups))
        texts = [
            words(page.extract_text()) for page in read(pdf.render(Document(figures(**bare, idle_groups=idle)))).pages
        ]
        page = next(text for text in texts if "Nơi nhận:" in text)
        for part in (
            "Trên đây là kết quả",
            "T/M BAN THƯỜNG VỤ",
            "PHÓ BÍ THƯ",
            "Nguyễn Văn Thí Dụ",
            "- Lưu Văn phòng cấp ủy.",
        ):
            assert part in page


def test_long_tables_repeat_their_heads_and_keep_their_foot_with_rows():
    rows = tuple(child(f"C{n}", f"Đảng bộ xã Số {n}", 8, 1, 9, 20, 60) for n in range(1, 71))
    texts = [words(page.extract_text()) for page in read(pdf.render(Document(figures(children=rows)))).pages]
    units = [text for text in texts if "Đảng bộ xã Số" in text and "Tổ chức đảng" in text]
    assert len(units) > 2
    assert all("KN trong tháng" in text for text in units)
    (last,) = [text for text in units if "DUYỆT BIỂU" in text]
    assert "Đảng bộ xã Số 70" in last
    assert sum(text.count("Biểu đồ") for text in texts) == 1 + 3  # 26 bars a page


def test_every_letter_is_embedded_and_reads_back_composed():
    name = f"Đảng bộ {LETTERS} {' '.join(HIGHLAND)}"
    decomposed = unicodedata.normalize("NFD", name)
    row = replace(IA_HDRAI.children[0], branch=BranchName("X", decomposed))
    content = pdf.render(Document(figures(children=(row,))))
    text = "".join(page.extract_text() for page in read(content).pages)
    assert text == unicodedata.normalize("NFC", text)
    bare = "".join(text.split())
    assert LETTERS in bare
    assert "".join(HIGHLAND) in bare
    assert {font for page in read(content).pages for font in fonts(page)} <= {
        *("Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic", "Tinos-BoldItalic", "Tinos-Regular")
    }


def fonts(page):
    """Names of the embedded fonts, without the subset's tag."""
    return {font.get_object()["/BaseFont"].split("+")[-1].lstrip("/") for font in page["/Resources"]["/Font"].values()}


def test_equal_figures_give_equal_bytes(paper):
    assert pdf.render(Document(figures())) == paper
    assert b"CreationDate" not in paper


# --- What is missing


def test_a_branch_without_letterhead_still_gets_a_decent_paper():
    blank = replace(IA_HDRAI.letterhead, **dict.fromkeys(vars(IA_HDRAI.letterhead), ""))
    first, *others = [
        words(page.extract_text()) for page in read(pdf.render(Document(figures(letterhead=blank)))).pages
    ]
    assert first.startswith("ĐẢNG BỘ HUYỆN IA H'DRAI * Số -BC ĐẢNG CỘNG SẢN VIỆT NAM ngày tháng năm 2024")
    assert "T/M CẤP ỦY" in " ".join(others)


@pytest.mark.parametrize("symbol", ["BC/HU", "-BC/HU", " - BC/HU", "12-BC/HU"])
def test_the_symbol_stands_behind_the_blank_number(symbol):
    letterhead = replace(IA_HDRAI.letterhead, symbol=symbol)
    assert wording.symbol(letterhead.symbol) == "-BC/HU"


def test_a_cell_signs_for_itself_and_has_no_table_of_units():
    blank = replace(IA_HDRAI.letterhead, signing_authority="")
    standing = replace(IA_HDRAI.standing, units=0, without=(), best=(), reached=0)
    text = html.render(
        Document(figures(kind="cell", letterhead=blank, children=(), allocation=None, standing=standing))
    )
    assert "T/M CHI BỘ" in text
    assert "Lưu chi bộ." in text
    assert "KẾT QUẢ THỰC HIỆN CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN" not in text


def test_unknown_figures_are_dashes_never_noughts():
    unknown = dict.fromkeys(("period_admitted", "year_admitted", "term_admitted", "year", "term", "headcount"))
    rows = (replace(IA_HDRAI.children[0], admitted_year=None, percent=None, difference=None, heads=None),)
    text = all_text(pdf.render(Document(figures(**unknown, children=rows, allocation=None))))
    assert "1 Đảng bộ xã Ia Dom – 12 1 – – – 52" in text
    assert "Tổng số – – 1 – – – 52" in text


# --- What it never does

HOSTILE = (
    '<img src="file:///etc/passwd">',
    "<script>document.write(1)</script>",
    '<link rel=attachment href="file:///etc/passwd">',
    "{{ figures.branch }} {% include 'x' %}",
    "</td></tr></table><style>body{display:none}</style>",
    "W" * 300,
)


def test_hostile_names_are_nothing_but_text():
    rows = tuple(
        replace(row, branch=BranchName("X", name)) for row, name in zip(IA_HDRAI.children, HOSTILE, strict=False)
    )
    letterhead = replace(
        IA_HDRAI.letterhead, committee=HOSTILE[0], signer=HOSTILE[1], place=HOSTILE[2], symbol=HOSTILE[3]
    )
    content = pdf.render(Document(figures(children=rows, letterhead=letterhead, branch=BranchName("Y", HOSTILE[4]))))
    texts = ["".join(page.extract_text().split()) for page in read(content).pages]
    for name in HOSTILE:
        assert "".join(name.split()) in "".join(texts[2:])
    for place, name in enumerate(HOSTILE[:4]):
        assert "".join((name.upper() if place == 0 else name).split()) in "".join(texts[:2])
    assert "root:" not in "".join(texts)
    assert b"/EmbeddedFile" not in content


@pytest.fixture
def listener():
    """A web server of this machine that notes who asks; nobody should."""
    asked = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_the_printer_serves_no_file_and_no_address(listener, tmp_path):
    port, asked = listener
    secret = tmp_path / "secret.css"
    secret.write_text('body::before { content: "LEAKED" }')
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">LEAKED</text></svg>')
    sources = [
        secret.as_uri(),
        f"http://127.0.0.1:{port}/x",
        "../../manage.py",
        "css/../../manage.py",
        "fonts/LICENSE_FONT",
    ]
    page = "".join(
        f'<link rel="stylesheet" href="{u}"><link rel="attachment" href="{u}"><img src="{u}"><object data="{u}"></object>'
        f'<svg><image href="{u}" width="9" height="9"/><use href="{u}#a"/></svg>'
        f"<style>@import url({u}); @font-face {{ font-family: x; src: url({u}) }} p {{ background: url({u}) }}</style>"
        for u in [*sources, (tmp_path / "secret.svg").as_uri()]
    )
    content = pdf.printed(f"<!DOCTYPE html><html><body>{page}<p>Còn lại</p></body></html>")
    assert asked == []
    assert all_text(content) == "Còn lại"
    assert b"/EmbeddedFile" not in content
    assert b"/Image" not in content


def test_a_child_that_takes_too_long_is_ended():
    many = "<table>" + "<tr><td>đảng viên<td>kết nạp</tr>" * 20000 + "</table>"
    began = time.monotonic()
    with pytest.raises(pdf.PdfUnavailable) as refusal:
        pdf.printed(many, seconds=1)
    assert "1" in str(refusal.value)
    assert time.monotonic() - began < 20
    assert not children_of(os.getpid())


def test_a_child_that_takes_too_much_memory_is_ended(caplog):
    with pytest.raises(pdf.PdfUnavailable):
        pdf.printed("<p>" + "x" * 200_000_000, megabytes=500)
    assert "MemoryError" in caplog.text


def children_of(pid):
    """Processes of ours that print and are still there."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    found = [child for task in tasks for child in task.read_text().split()]
    return [child for child in found if b"weasy.py" in Path(f"/proc/{child}/cmdline").read_bytes()]


CRASHES = """
import os, pathlib, sys
tried = pathlib.Path(__file__).with_name("tried")
tried.write_text(tried.read_text() + "x" if tried.exists() else "x")
if len(tried.read_text()) <= {times}:
    os.kill(os.getpid(), {signal})
sys.stdout.buffer.write((17).to_bytes(4, "big") + b"%PDF-made at last")
"""


@pytest.fixture
def crashing(tmp_path, monkeypatch):
    """A child that crashes so many ``times``, and how often it was started."""

    def put(times):
        monkeypatch.setattr(pdf, "CHILD", tmp_path / "child.py")
        pdf.CHILD.write_text(CRASHES.format(times=times, signal=int(signal.SIGSEGV)))
        return lambda: len((tmp_path / "tried").read_text())

    return put


def test_a_child_that_crashed_by_chance_is_started_once_more(crashing):
    starts = crashing(times=1)
    assert pdf.printed("<p>x") == b"%PDF-made at last"
    assert starts() == 2


def test_a_paper_on_which_every_child_crashes_is_given_up(crashing):
    starts = crashing(times=9)
    with pytest.raises(pdf.PdfUnavailable, match="nhật ký"):
        pdf.printed("<p>x")
    assert starts() == 2


def test_without_pango_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    for name in ("libpango-1.0.so.0", "libpango-1.0.so"):
        (tmp_path / name).write_bytes(b"no library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    with pytest.raises(pdf.PdfUnavailable) as refusal:
        pdf.printed("<p>Chi bộ")
    assert pdf.PACKAGES in str(refusal.value)


def test_the_child_gets_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@127.0.0.1/x")
    assert set(pdf._environment()) <= {*pdf.INHERITED, "LC_ALL"}


def test_the_html_file_stands_alone():
    text = html.render(Document(IA_HDRAI))
    assert "<link" not in text
    assert "url(" not in text.replace("url(#children-1-hatching)", "")
    assert "@page" in text
    assert "<script" not in text
    assert " style=" not in text
