"""The report for Word, read back: what the paper says, in real styles and tables, and nothing but text."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx as library
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from reports import narrative
from reports.document import Added, Document, Signing
from reports.figures.names import BranchName
from reports.rendering import docx, html
from tests.figures_for_tests import IA_HDRAI, child, figures

pytestmark = pytest.mark.one_database

DIGEST = "ab" * 32
ADDED = Added(assessment="Tháng này làm tốt.\nCòn hai việc chậm.", tasks="Bồi dưỡng thêm 05 quần chúng.")


def read(content):
    return library.Document(BytesIO(content))


@pytest.fixture(scope="module")
def made():
    return docx.render(Document(IA_HDRAI, added=ADDED, digest=DIGEST))


@pytest.fixture(scope="module")
def word(made):
    return read(made)


def texts(paragraphs):
    return [paragraph.text for paragraph in paragraphs if paragraph.text]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def long_tables(word):
    """Without the borderless ones, which only lay out the header, the signatures and the feet."""
    return [table for table in word.tables if table.style.name == "Table Grid"]


# --- It says what the paper says


def test_every_sentence_stands_in_its_order(word):
    document = Document(IA_HDRAI, added=ADDED)
    said = [line for section in narrative.sections(document) for line in (section.title, *section.paragraphs) if line]
    found = texts(word.paragraphs)
    title = found.index("Kết quả công tác phát triển đảng viên tháng 12/2023")
    assert found[title - 1] == "BÁO CÁO"
    assert found[title + 1] == "-----"
    assert found[title + 2 : title + 2 + len(said)] == said
    assert found[title + 2 + len(said)] == html.context(document)["closing"]
    assert "Còn hai việc chậm." in said


def test_every_cell_is_that_of_the_paper(word):
    annexes = html.context(Document(IA_HDRAI))["annexes"]
    expected = [
        [
            [column.title for column in annex["columns"]],
            *([cell["text"] for cell in row["cells"]] for row in annex["rows"]),
        ]
        for annex in annexes
    ]
    assert [rows(table) for table in long_tables(word)] == expected
    assert len(expected) == 5


def test_header_signature_and_recipients_are_those_of_the_paper(word):
    header, signature = word.tables[0], word.tables[1]
    left, right = header.rows[0].cells
    assert texts(left.paragraphs) == ["ĐẢNG BỘ TỈNH KON TUM", "HUYỆN ỦY IA H'DRAI", "*", f"Số {html.BLANK}-BC/HU"]
    assert texts(right.paragraphs) == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"Ia H'Drai, ngày {html.BLANK} tháng {html.BLANK} năm 2024",
    ]
    left, right = signature.rows[0].cells
    assert texts(left.paragraphs)[0] == "Nơi nhận:"
    assert texts(left.paragraphs)[1:] == html.recipients(IA_HDRAI)
    assert texts(right.paragraphs) == ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn Thí Dụ"]


def test_number_and_day_of_a_signed_report_are_in_the_header_and_over_each_table():
    signing = Signing(number=5, day=IA_HDRAI.as_of.replace(day=5), symbol="BC/HU", signer="Trần Thị Thí Dụ")
    word = read(docx.render(Document(IA_HDRAI, signing=signing)))
    assert "Số 05-BC/HU" in texts(word.tables[0].rows[0].cells[0].paragraphs)
    of = "(Kèm theo Báo cáo số 05-BC/HU, ngày 05 tháng 12 năm 2023 của Huyện ủy Ia H'Drai)"
    assert texts(word.paragraphs).count(of) == 5
    assert "Trần Thị Thí Dụ" in texts(word.tables[1].rows[0].cells[1].paragraphs)


# --- It looks like the paper, by styles


def test_styles_are_words_own_and_bear_the_partys_type(word):
    normal = word.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert normal.paragraph_format.line_spacing == Pt(18)
    assert round(normal.paragraph_format.first_line_indent / Mm(1), 1) == 10
    by_style = {style: texts(p for p in word.paragraphs if p.style.name == style) for style in ("Title", "Heading 1")}
    assert by_style["Title"] == ["BÁO CÁO"]
    assert by_style["Heading 1"][0] == "I- Kết quả kết nạp đảng viên"
    assert len(texts(p for p in word.paragraphs if p.style.name == "Heading 2")) == 5


def test_no_style_falls_back_on_a_font_of_the_theme(made):
    styles = ZipFile(BytesIO(made)).read("word/styles.xml").decode()
    used = {"Normal", "Title", "Subtitle", "Heading1", "Heading2", "Celltext", "Cellnumber", "Note", "Headerline"}
    for style in etree.fromstring(styles.encode()).iter(qn("w:style")):
        if style.get(qn("w:styleId")) in used:
            used.discard(style.get(qn("w:styleId")))
            assert set(style.find(qn("w:rPr")).find(qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
    assert used == set()


def test_pages_are_a4_with_the_margins_of_the_paper_and_wide_tables_lie_across(word):
    first, *annexes = word.sections
    assert [round(edge / Mm(1)) for edge in (first.page_width, first.page_height)] == [210, 297]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(edge / Mm(1)) for edge in margins] == [20, 20, 30, 15]
    wide = [annex["is_wide"] for annex in html.context(Document(IA_HDRAI))["annexes"]]
    assert [section.orientation == WD_ORIENT.LANDSCAPE for section in annexes] == wide
    assert True in wide
    assert False in wide


def test_pages_are_numbered_by_a_field_from_the_second_on(word):
    first, *others = word.sections
    (field,) = first.header._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")).strip() == "PAGE"
    assert first.different_first_page_header_footer
    assert texts(first.first_page_header.paragraphs) == []
    assert all(each.header.is_linked_to_previous and not each.different_first_page_header_footer for each in others)


def test_heads_are_repeated_and_no_row_is_torn_apart(word):
    for table in long_tables(word):
        heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_paragraph_has_a_style_that_there_is(made):
    archive = ZipFile(BytesIO(made))
    known = set(re.findall(r'w:styleId="([^"]+)"', archive.read("word/styles.xml").decode()))
    for name in archive.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            assert (
                set(re.findall(r'<w:(?:pStyle|tblStyle|rStyle) w:val="([^"]+)"', archive.read(name).decode())) <= known
            )


# --- It says of itself


def test_the_digest_is_in_the_properties_and_nowhere_on_the_pages(made, word):
    assert word.core_properties.keywords == f"sha256-{DIGEST}"
    assert word.core_properties.language == "vi-VN"
    assert DIGEST not in ZipFile(BytesIO(made)).read("word/document.xml").decode()
    language = next(etree.fromstring(ZipFile(BytesIO(made)).read("word/styles.xml")).iter(qn("w:lang")))
    assert set(language.attrib.values()) == {"vi-VN"}


def test_equal_documents_give_equal_bytes(made):
    assert docx.render(Document(figures(), added=ADDED, digest=DIGEST)) == made
    assert docx.render(Document(figures(), added=ADDED, digest="cd" * 32)) != made


# --- It is nothing but text

HOSTILE = (
    '<w:fldSimple w:instr="INCLUDETEXT \\"file:///etc/passwd\\""/>',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "{ INCLUDEPICTURE http://127.0.0.1/x.png }",
    "]]></w:t><w:p/>",
    "&xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'>",
    "\x00\x01\x08\x0b\x1b\ufffe\uffffđuôi",
    "\ud800mồ côi",
    "https://127.0.0.1/lien-ket",
    "=1+1",
    "dòng một\ndòng hai\tcột",
    unicodedata.normalize("NFD", "Đảng bộ xã Ơ̆ Ƀ"),
)


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_name_is_text_and_comes_back(payload):
    letterhead = replace(IA_HDRAI.letterhead, committee=payload, signer=payload, place=payload, line_above=payload)
    rows_ = (child("X", payload, 8, 1, 9, 20, 60),)
    content = docx.render(
        Document(figures(children=rows_, letterhead=letterhead, branch=BranchName("Y", payload)), Added(tasks=payload))
    )
    assert_only_text(content)
    kept = docx.clean(payload)
    assert rows(long_tables(read(content))[0])[1][1] == kept
    signature = read(content).tables[1].rows[0].cells[1]
    assert signature.paragraphs[-1].text == kept


def assert_only_text(content):
    """One field, the page's number; no relationship leads outside, nothing is embedded, all of it is well-formed."""
    archive = ZipFile(BytesIO(content))
    fields = []
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            assert tree.getroottree().docinfo.doctype == ""
            fields += [each.get(qn("w:instr")) for each in tree.iter(qn("w:fldSimple"))]
            assert not [*tree.iter(qn("w:instrText"), qn("w:hyperlink"), qn("w:object"), qn("w:altChunk"))]
            assert all(each.get("TargetMode") != "External" for each in tree.iter())
    assert fields == ["PAGE"]
    assert not [name for name in archive.namelist() if "embeddings" in name or name.endswith((".bin", ".docm"))]


def test_a_plain_report_is_only_text(made):
    assert_only_text(made)
