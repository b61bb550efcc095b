"""The paper as PDF/A-2u, what can be said of that without a validator; long lists in parts; a printer that stays."""

import os
import signal
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from reports.document import Added, Document
from reports.figures.names import BranchName
from reports.rendering import html, papers, pdf
from reports.rendering.parts import parts_of
from tests.figures_for_tests import IA_HDRAI, child, figures
from tests.test_pdf import HIGHLAND, LETTERS, all_text, children_of, words

pytestmark = [pytest.mark.one_database, pytest.mark.xdist_group("one printer")]

DIGEST = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def printer():
    with pdf.Printer() as printer:
        yield printer


@pytest.fixture(scope="module")
def paper(printer):
    return printer.render(Document(IA_HDRAI, digest=DIGEST))


@pytest.fixture(scope="module")
def long_list(printer):
    """A list of the matters due of 510 rows: two parts."""
    return printer.printed(due_list(510))


def due_list(count):
    head = dict.fromkeys(("line_above", "committee", "place", "day", "month", "year"), "")
    columns = [{"title": title, "width": 25} for title in ("TT", "Họ và tên", "Việc", "Hạn")]
    rows = [
        {
            "is_strong": False,
            "cells": [{"text": text, "is_text": True} for text in (f"thứ{n}", "Y Minh Họa", "<b>", "1/2")],
        }
        for n in range(1, count + 1)
    ]
    context = {"title": "Việc đến hạn", "committee": "Chi bộ", "header": head, "columns": columns, "rows": rows}
    return papers.document("due", context | {"about": "", "summary": "Tất cả"}, html.FONTS, html.STYLE)


def objects(content):
    """Every object of the file, reached from its trailer."""
    seen, waiting = set(), [PdfReader(BytesIO(content)).trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            waiting += [dict.__getitem__(found, key) for key in found]
            yield found
        elif isinstance(found, ArrayObject):
            waiting += list.__iter__(found)


# --- PDF/A-2u


@pytest.mark.parametrize("which", ["paper", "long_list"])
def test_the_file_says_that_it_is_pdf_a_2u_and_brings_its_colours(which, request):
    content = request.getfixturevalue(which)
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    metadata = ElementTree.fromstring(root["/Metadata"].get_object().get_data())
    said = {name.rpartition("}")[2]: value for tag in metadata.iter() for name, value in tag.attrib.items()}
    assert (said["part"], said["conformance"]) == ("2", "U")
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"  # an ICC profile
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer
    assert reader.pdf_header == "%PDF-1.7"
    assert content.split(b"\n")[1][:1] == b"%"
    assert all(byte > 127 for byte in content.split(b"\n")[1][1:5])


@pytest.mark.parametrize("which", ["paper", "long_list"])
def test_every_font_is_inside_and_every_letter_can_be_read_out(which, request):
    fonts = [each for each in objects(request.getfixturevalue(which)) if each.get("/Type") == "/Font"]
    composite = [font for font in fonts if font["/Subtype"] == "/Type0"]
    assert composite
    assert all("/ToUnicode" in font for font in composite)
    for font in fonts:
        if font["/Subtype"] != "/Type0":
            descriptor = font["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & {*descriptor}
            assert "+" in descriptor["/FontName"]


@pytest.mark.parametrize("which", ["paper", "long_list"])
def test_nothing_in_it_acts_leads_outside_or_shines_through(which, request):
    for each in objects(request.getfixturevalue(which)):
        assert not {"/JS", "/JavaScript", "/AA", "/Launch", "/URI", "/EmbeddedFile", "/EF", "/F"} & {*each} or (
            isinstance(each, StreamObject) and "/F" not in each
        )
        assert each.get("/S") not in ("/URI", "/Launch", "/JavaScript", "/GoToR", "/SubmitForm", "/ImportData")
        assert each.get("/SMask", "/None") == "/None"
        assert each.get("/ca", 1) == each.get("/CA", 1) == 1
        assert each.get("/BM", "/Normal") == "/Normal"


def test_the_digest_is_in_the_metadata_and_nowhere_on_the_pages(paper, printer):
    reader = PdfReader(BytesIO(paper))
    assert reader.metadata["/Keywords"] == f"sha256-{DIGEST}"
    assert f"sha256-{DIGEST}".encode() in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert DIGEST not in all_text(paper)
    assert "/Keywords" not in PdfReader(BytesIO(printer.render(Document(IA_HDRAI)))).metadata


def test_a_kept_printer_prints_what_a_new_one_prints(paper, printer):
    assert pdf.render(Document(figures(), digest=DIGEST)) == paper
    assert printer.render(Document(figures(), digest=DIGEST)) == paper


def test_every_cut_has_every_letter_and_gives_it_back_composed(printer):
    """Upright, bold, italic and both at once; decomposed letters too."""
    said = f"{LETTERS} {' '.join(HIGHLAND)}"
    cuts = ("font-weight: normal", "font-weight: bold", "font-style: italic", "font-weight: bold; font-style: italic")
    links = f'<link rel="stylesheet" href="{html.FONTS}"><link rel="stylesheet" href="{html.STYLE}">'
    lines = "".join(f'<p style="{cut}">{said}</p>' for cut in cuts)
    content = printer.printed(f"<!DOCTYPE html><html><head>{links}</head><body>{lines}</body></html>")
    text = "".join(all_text(content).split())
    assert text == unicodedata.normalize("NFC", text)
    assert text.count("".join(said.split())) == len(cuts)
    used = {font["/BaseFont"] for font in objects(content) if font.get("/Subtype") == "/Type0"}
    assert len(used) == len(cuts)
    assert all("Tinos" in name for name in used)
    assert not missing_glyphs(content)


def missing_glyphs(content):
    """Texts on the pages drawn with the box that stands for a missing letter: glyph 0."""
    found = []
    for page in PdfReader(BytesIO(content)).pages:
        for operands, operator in page.get_contents() and _operations(page):
            for text in _texts(operands, operator):
                codes = [text[place : place + 2] for place in range(0, len(text), 2)]
                found += [code for code in codes if code == b"\0\0"]
    return found


def _operations(page):
    from pypdf.generic import ContentStream

    return ContentStream(page.get_contents(), page.pdf).operations


def _texts(operands, operator):
    if operator in (b"Tj", b"TJ"):
        parts = operands[0] if operator == b"TJ" else operands
        yield from (part.original_bytes for part in parts if hasattr(part, "original_bytes"))


# --- Long lists


def test_a_long_list_is_one_file_whose_pages_run_on_and_whose_heads_come_again(long_list):
    pages = [words(page.extract_text()) for page in PdfReader(BytesIO(long_list)).pages]
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    assert all("TT Họ và tên Việc Hạn" in page for page in pages if "thứ" in page)
    text = " ".join(pages)
    assert [number for number in range(1, 511) if text.split().count(f"thứ{number}") != 1] == []
    assert text.count("DANH SÁCH Việc") == text.count("NGƯỜI DUYỆT") == 1
    assert {page.mediabox.width > page.mediabox.height for page in PdfReader(BytesIO(long_list)).pages} == {True}


def test_equal_long_lists_are_equal_files(long_list, printer):
    assert printer.printed(due_list(510)) == long_list


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (1, 1), (500, 1), (501, 2), (1000, 2), (1001, 3)])
def test_a_list_is_cut_behind_every_five_hundredth_row(count, parts):
    texts = parts_of(due_list(count))
    assert [text.count(">thứ") for text in texts] == [min(500, count - 500 * place) for place in range(parts)]
    assert len(texts) == parts
    assert all(text.count("<table") == text.count("</table>") for text in texts)
    assert all(text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>") for text in texts)


def test_a_long_annex_of_the_report_is_cut_and_the_others_stay_whole():
    rows = tuple(child(f"C{n}", f"Đảng bộ xã Số {n}", 8, 1, 9, 20, 60) for n in range(1, 1002))
    text = html.for_pdf(Document(figures(children=rows)))
    first, second, third = parts_of(text)
    assert second.startswith(text[: text.index("</head>")])
    assert '<section class="annex wide' in second
    assert "Biểu số 2" in third
    assert "Biểu số 2" not in first + second
    bodies = [part.partition("<body>")[2] for part in (first, second, third)]
    assert sum(body.count("Đảng bộ xã Số") for body in bodies) == text.count("Đảng bộ xã Số")


# --- A printer that stays


def process_of(printer):
    return printer._child.pid


def test_a_printer_that_was_killed_starts_another():
    with pdf.Printer() as printer:
        assert printer.printed("<p>một").startswith(b"%PDF-")
        first = process_of(printer)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(pdf.PdfUnavailable):
            printer.printed("<p>hai")
        assert all_text(printer.printed("<p>ba")) == "ba"
        second = process_of(printer)
        assert second != first
    assert not {str(first), str(second)} & {*children_of(os.getpid())}


def test_a_document_that_fails_does_not_cost_the_next():
    with pdf.Printer(megabytes=500) as printer:
        with pytest.raises(pdf.PdfUnavailable):
            printer.printed("<p>" + "x" * 200_000_000)
        assert all_text(printer.printed("<p>sau đó")) == "sau đó"


def test_every_document_has_its_own_seconds():
    """A process that has worked for longer than one document may goes on with the next."""
    with pdf.Printer(seconds=2) as printer:
        lines = "<p>đảng viên</p>" * 300
        printer.printed("<p>")
        first = process_of(printer)
        while processor_seconds(first) < 4:
            printer.printed(lines)
        assert process_of(printer) == first


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_after_some_documents_another_process_takes_over(monkeypatch):
    monkeypatch.setattr(pdf, "DOCUMENTS", 2)
    with pdf.Printer() as printer:
        seen = []
        for number in range(4):
            printer.printed(f"<p>{number}")
            seen.append(process_of(printer))
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_it_leaves_no_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pdf.Printer() as printer:
        printer.render(Document(IA_HDRAI))
        assert [*tmp_path.iterdir()]
    assert [*tmp_path.iterdir()] == []


def test_texts_that_people_added_are_text():
    content = pdf.render(Document(IA_HDRAI, Added(assessment="</head><style>*{display:none}</style>\n<b>hai</b>")))
    assert "</head><style>*{display:none}</style>" in all_text(content)
    assert "<b>hai</b>" in all_text(content)


def test_an_organisation_called_like_the_end_of_the_head_is_text():
    rows = tuple(child(f"C{n}", "</head></tbody><tr>", 8, 1, 9, 20, 60) for n in range(501))
    branch = BranchName("X", "</head>")
    parts = parts_of(html.for_pdf(Document(replace(IA_HDRAI, branch=branch, children=rows))))
    assert len(parts) == 2
