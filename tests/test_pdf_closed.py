"""W5: what people type reaches PDF, DOCX and XLSX as text. No file is opened, no address asked, nothing calculates."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import cycle
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from reports.document import Added, Document, Signing
from reports.figures.names import BranchName
from reports.look import PRESET_2018
from reports.rendering import docx, html, pdf, xlsx
from tests.figures_for_tests import IA_HDRAI, child, figures, progress, target
from tests.test_docx import assert_only_text
from tests.test_pdf import all_text, listener  # noqa: F401  a fixture

pytestmark = pytest.mark.one_database

SECRET = "BÍ MẬT LỘ RA"


def payloads(port, secret):
    """Thirty texts that would read a file or ask an address if they were anything but text."""
    web, file = f"http://127.0.0.1:{port}/x", secret.as_uri()
    return (
        *(f'<img src="{place}">' for place in (web, file, "file:///etc/passwd", "../../manage.py")),
        *(f'<link rel="stylesheet" href="{place}">' for place in (web, file)),
        *(f'<link rel="attachment" href="{place}">' for place in (web, file)),
        *(f"<style>@import url({place});</style>" for place in (web, file)),
        f"<style>@font-face{{font-family:Tinos;src:url({file})}}</style>",
        f"<style>p{{background:url({web})}}</style>",
        f'<object data="{file}"></object>',
        f'<embed src="{web}">',
        f'<iframe src="{file}"></iframe>',
        f'<svg><image href="{file}" width="9" height="9"/></svg>',
        f'<svg><use href="{web}#a"/></svg>',
        f'"><script src="{web}"></script>',
        f"' onload='fetch(\"{web}\")",
        f'</title></head><body><img src="{web}">',
        f'</td></tr></tbody></table></section><img src="{file}">',
        f'<base href="{web}">',
        f'<meta http-equiv="refresh" content="0;url={web}">',
        f'<!ENTITY x SYSTEM "{file}">&x;',
        '{% include "/etc/passwd" %}{{ settings.SECRET_KEY }}',
        f'=HYPERLINK("{web}","bấm")',
        f"=WEBSERVICE(\"{web}\")+cmd|' /C calc'!A1",
        f'{{ INCLUDETEXT "{file}" }}',
        f'<w:hyperlink r:id="rId1"/><a href="{web}">liên kết</a>',
        f"url({file}) image-set('{web}' 1x)",
    )


def document_of(*texts):
    """A report into which ``texts`` went wherever a person can type: names, letterhead, quota's document, added texts.

    Every place has one of them, in turn; a list of organisations and the added texts have them all.
    """
    some = cycle(texts)
    fields = ("line_above", "committee", "symbol", "place", "signing_authority", "post", "signer")
    head = replace(IA_HDRAI.letterhead, **{field: next(some) for field in fields})
    asked = target(50, number=next(some), issuer=next(some), summary=next(some), issued_on=IA_HDRAI.as_of)
    report = figures(
        branch=BranchName("Y", next(some)),
        letterhead=head,
        children=tuple(child("X", text, 8, 1, 9, 20, 60) for text in texts),
        year=progress(57, asked),
        groups=(replace(progress(1, asked), code=next(some), group=next(some)),),
        silent_cells=(replace(IA_HDRAI.silent_cells[0], branch=BranchName("Z", next(some)), parent=next(some)),),
        idle_groups=(next(some),),
    )
    added = Added(*["\n".join(texts)] * 3)
    signs = Signing(number=1, symbol=next(some), authority=next(some), post=next(some), signer=next(some))
    return Document(report, added, signs, digest="ab")


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.css"
    path.write_text(f'body::before {{ content: "{SECRET}" }}')
    return path


@pytest.fixture(params=["all at once", pytest.param("each in every place", marks=pytest.mark.prove)])
def hostile(request, listener, secret):  # noqa: F811
    port, asked = listener
    found = payloads(port, secret)
    assert len(found) == len(set(found)) == 30
    yield [found] if request.param == "all at once" else [(text,) for text in found]
    assert asked == []


def test_no_payload_in_any_text_makes_the_pdf_open_or_ask_anything(hostile):
    with pdf.Printer() as printer:
        for texts in hostile:
            content = printer.render(document_of(*texts))
            assert SECRET not in all_text(content)
            assert "root:x" not in all_text(content)
            assert b"/EmbeddedFile" not in content
            printed = "".join(all_text(content).split())
            assert [text for text in texts if "".join(text.split()) not in printed] == []


TRACED = re.compile(r'(?:open|openat|openat2|execve)\([^"]*"([^"]*)"|(connect|bind|sendto|socket)\(')


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_the_system_sees_a_hostile_paper_open_what_a_plain_one_opens_and_no_socket(
    hostile, secret, tmp_path, monkeypatch
):
    plain = opened(monkeypatch, tmp_path / "plain.trace", [document_of("Chi bộ")])
    others = opened(monkeypatch, tmp_path / "hostile.trace", [document_of(*texts) for texts in hostile])
    assert any(name.endswith("paper.css") for name in plain)
    assert others - plain == set()
    assert not any(part in name for name in others for part in (str(secret), "passwd", "manage.py"))


def opened(monkeypatch, trace, documents):
    """What the printing process, watched by the system, opens over ``documents``; a socket would be in it as its call."""
    command = pdf._command

    def watched(*limits):
        calls = "trace=open,openat,openat2,execve,socket,connect,bind,sendto"
        return ["strace", "-f", "-qq", "-s", "400", "-e", calls, "-o", str(trace), *command(*limits)]

    with monkeypatch.context() as patch:
        patch.setattr(pdf, "_command", watched)
        with pdf.Printer(megabytes=4096) as printer:
            for document in documents:
                printer.render(document)
            subprocess.run(["sync", str(trace)], check=True)
            return {clean(found[1] or found[2]) for found in TRACED.finditer(trace.read_text(errors="replace"))}


def clean(name):
    """Temporary copies of the fonts bear another name each time."""
    return re.sub(r"/(paper|weasyprint)-[^/]*(/.*)?$", "/fonts-of-this-run", name)


def test_the_guard_refuses_what_the_fetcher_would_let_through(tmp_path):
    """Were the fetcher walked around, the process itself opens nothing of others and speaks to nobody."""
    program = (
        "import sys, socket; sys.path.insert(0, sys.argv[1]); import weasy\n"
        "sys.addaudithook(weasy.guard([sys.argv[2]]))\n"
        "open(sys.argv[2]).close()\n"
        "for act in (lambda: open('/etc/passwd'), lambda: open(sys.argv[3]), lambda: open(sys.argv[2] + '/../x'),\n"
        "            lambda: socket.create_connection(('127.0.0.1', 9)), lambda: __import__('os').system('true')):\n"
        "    try: act()\n"
        "    except PermissionError: print('refused')\n"
        "    else: print('done')\n"
    )
    own, other = tmp_path / "own.css", tmp_path / "other.css"
    own.write_text("x"), other.write_text("y")
    command = [sys.executable, "-c", program, str(pdf.CHILD.parent), str(own), str(other)]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.stdout.split() == ["refused"] * 5, said.stderr


def test_word_and_excel_hold_the_same_payloads_as_text_alone(hostile):
    for texts in hostile:
        document = document_of(*texts)
        assert_only_text(docx.render(document))
        assert_no_formula(xlsx.render(document), texts)


def assert_no_formula(content, texts):
    archive = ZipFile(BytesIO(content))
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            assert all(each.get("TargetMode") != "External" for each in tree.iter())
            assert not list(tree.iter("{*}f", "{*}hyperlink", "{*}oleObject"))
    cells = [cell for sheet in openpyxl.load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {*texts} <= {cell.value for cell in cells}


def test_the_html_that_is_printed_holds_every_payload_escaped(hostile):
    for texts in hostile:
        page = html.for_pdf(document_of(*texts))
        assert re.findall(r"<link[^>]*>", page) == [
            f'<link rel="stylesheet" href="{name}">' for name in (html.FONTS, html.STYLE)
        ]
        own = f"<style>{PRESET_2018.stylesheet()}</style>"
        assert page.count("<style") == page.count(own) == 1
        assert not re.search(r"<(img|script|object|embed|iframe|base|image|use)\b", page)
