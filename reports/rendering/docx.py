"""The report for Word: the same text and the same tables as the paper, to be edited. The charts are left to the PDF.

Every text is only ever the text of a run: nothing a person typed becomes a field, a link or markup.
"""

import re
import unicodedata
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ..look import spoken, spoken_as
from .html import context

FONT = "Times New Roman"
SHORT, LONG = Mm(210), Mm(297)
WIDE = {"top": Mm(17), "bottom": Mm(12), "left": Mm(20), "right": Mm(15)}
SIDES = (46, 54)
"""Percent of the width for the left and the right side of header and signature block."""
SIGNED_OVER = Pt(90)
"""Room for signature and seal, about five lines."""
CENTRED, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""
FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def render(document):
    """The DOCX of a ``Document`` as bytes; the same document gives the same bytes."""
    with spoken_as(document.look):
        said = context(document)
        paper = Paper()
        paper.describe(said, document)
        paper.header(said["header"])
        paper.title(said["title"])
        paper.narrative(said["sections"], said["closing"])
        paper.signature(said["signature"], said["recipients"])
        for annex in said["annexes"]:
            paper.annex(annex, said["header"], said["committee"])
        if said["remark"]:
            _say(paper.word, said["remark"], style="Note")
        return paper.content()


def clean(text):
    """Composed letters, spelled as the look says, and none that XML forbids."""
    return spoken().spelled(unicodedata.normalize("NFC", FORBIDDEN.sub("", text)))


class Paper:
    """The file as it grows, part by part."""

    def __init__(self):
        self.word = Word()
        self.body = self.word.element.body
        _styles(self.word.styles)
        _lay(self.word.sections[0], is_wide=False)
        _number_pages(self.word.sections[0])

    def describe(self, said, document):
        """What the file says of itself; its days are those of the figures, so that equal reports are equal files."""
        about, day = self.word.core_properties, datetime.combine(document.figures.as_of, time())
        about.title = clean(f"{said['title']} - {said['committee']}")[:255]
        about.author = about.last_modified_by = about.comments = ""
        about.keywords = f"sha256-{document.digest}" if document.digest else ""
        about.language = "vi-VN"
        about.created = about.modified = day
        about.revision = 1

    def header(self, header):
        left, right = self._sides()
        if header["line_above"]:
            _say(left, header["line_above"], style="Header line")
        _say(left, header["committee"], style="Header line").runs[0].bold = True
        _say(left, "*", style="Header line")
        _say(left, f"Số {header['number']}{header['symbol']}", style="Header line")
        party = _say(right, "ĐẢNG CỘNG SẢN VIỆT NAM", style="Header line").runs[0]
        party.bold, party.underline, party.font.size = True, True, Pt(spoken().party)
        place = f"{header['place']}, " if header["place"] else ""
        day = _say(right, f"{place}{_day_of(header)}", style="Header line")
        day.paragraph_format.space_before = Pt(8)
        day.runs[0].italic, day.runs[0].font.size = True, Pt(spoken().header_right)
        for run in (run for paragraph in left.paragraphs for run in paragraph.runs):
            run.font.size = Pt(spoken().header_left)
        _drop_first(left), _drop_first(right)

    def title(self, title):
        self.word.add_paragraph("BÁO CÁO", style="Title")
        self.word.add_paragraph(clean(title), style="Subtitle")
        self.word.add_paragraph("-----", style="Rule")

    def narrative(self, sections, closing):
        for section in sections:
            if section.title:
                self.word.add_paragraph(clean(section.title), style="Heading 1")
            for paragraph in section.paragraphs:
                self.word.add_paragraph(clean(paragraph))
        self.word.add_paragraph(clean(closing)).paragraph_format.keep_with_next = True

    def signature(self, signature, recipients):
        left, right = self._sides()
        _say(left, "Nơi nhận:", style="Header line", align=None).runs[0].underline = True
        for line in recipients:
            _say(left, line, style="Recipient")
        _say(right, signature["authority"], style="Header line").runs[0].bold = True
        _say(right, signature["post"], style="Header line")
        signer = _say(right, signature["signer"], style="Header line")
        signer.paragraph_format.space_before = SIGNED_OVER
        signer.runs[0].bold = True
        _drop_first(left), _drop_first(right)

    def annex(self, annex, header, committee):
        """On a page of its own, across it where the table is wide; the heads come again on every page."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        _lay(section, is_wide=annex["is_wide"])
        section.different_first_page_header_footer = False
        self.word.add_paragraph(f"Biểu số {annex['number']}", style="Annex number")
        self.word.add_paragraph(clean(annex["title"]), style="Heading 2")
        number = f"{header['number']}{header['symbol']}"
        of = f"(Kèm theo Báo cáo số {number}, {_day_of(header)} của {committee})"
        self.word.add_paragraph(clean(of), style="Annex of")
        self._table(annex, _width(section))
        for note in annex["notes"]:
            self.word.add_paragraph(clean(note), style="Note")
        self._foot()

    def _table(self, annex, width):
        columns = annex["columns"]
        widths = [int(width * column.width / sum(c.width for c in columns)) for column in columns]
        table = self.word.add_table(0, len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, each in zip(table.columns, widths, strict=True):
            column.width = each
        heads = [{"text": column.title, "is_text": False} for column in columns]
        _repeat(self._row(table, widths, heads, is_strong=True))
        for row in annex["rows"]:
            self._row(table, widths, row["cells"], is_strong=row["is_strong"])

    def _row(self, table, widths, cells, *, is_strong):
        """Written as XML at once: the library looks a cell up anew every time it is asked for one."""
        row = OxmlElement("w:tr")
        about = OxmlElement("w:trPr")
        about.append(OxmlElement("w:cantSplit"))
        row.append(about)
        for width, cell in zip(widths, cells, strict=True):
            row.append(_cell(width, cell["text"], is_text=cell["is_text"], is_strong=is_strong))
        table._tbl.append(row)
        return about

    def _foot(self):
        """Who made the table and who approves it."""
        table = self._borderless((50, 50))
        for cell, words in zip(table.rows[0].cells, ("NGƯỜI LẬP BIỂU", "DUYỆT BIỂU"), strict=True):
            said = _say(cell, words, style="Header line")
            said.runs[0].bold = True
            said.paragraph_format.space_before = Pt(14)
            _drop_first(cell)

    def _sides(self):
        return self._borderless(SIDES).rows[0].cells

    def _borderless(self, shares):
        width = _width(self.word.sections[-1])
        table = self.word.add_table(1, len(shares))
        table.autofit = False
        for place, share in enumerate(shares):
            table.columns[place].width = table.rows[0].cells[place].width = int(width * share / 100)
        about = table.rows[0]._tr.get_or_add_trPr()
        about.append(OxmlElement("w:cantSplit"))
        return table

    def content(self):
        """The bytes, with the same day on every entry of the archive."""
        made, target = BytesIO(), BytesIO()
        self.word.save(made)
        with ZipFile(made) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
            for name in source.namelist():
                entry = ZipInfo(name, FIRST_OF_ZIP)
                entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0, 0
                copy.writestr(entry, source.read(name))
        return target.getvalue()


# --- Paragraphs and cells


def _say(cell, text, *, style, align=CENTRED):
    paragraph = cell.add_paragraph(style=style)
    paragraph.add_run(clean(text))
    if style == "Header line":
        paragraph.alignment = align
    return paragraph


def _drop_first(cell):
    """The empty paragraph with which every new cell begins."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _cell(width, text, *, is_text, is_strong):
    cell = OxmlElement("w:tc")
    about = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(int(width / Pt(1) * 20)))
    size.set(qn("w:type"), "dxa")
    upright = OxmlElement("w:vAlign")
    upright.set(qn("w:val"), "center")
    about.extend([size, upright])
    paragraph = OxmlElement("w:p")
    look = OxmlElement("w:pPr")
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), "Celltext" if is_text else "Cellnumber")
    look.append(style)
    paragraph.append(look)
    run = paragraph.add_r()
    if is_strong:
        run.get_or_add_rPr()._add_b()
    run.text = clean(text)
    cell.extend([about, paragraph])
    return cell


def _repeat(about_row):
    about_row.append(OxmlElement("w:tblHeader"))


def _day_of(header):
    return f"ngày {header['day']} tháng {header['month']} năm {header['year']}"


# --- Pages


def _lay(section, *, is_wide):
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if is_wide else (SHORT, LONG)
    margins = WIDE if is_wide else {side: Mm(getattr(spoken(), side)) for side in WIDE}
    section.top_margin, section.bottom_margin = margins["top"], margins["bottom"]
    section.left_margin, section.right_margin = margins["left"], margins["right"]
    section.header_distance, section.footer_distance = Mm(10), Mm(8)


def _width(section):
    return section.page_width - section.left_margin - section.right_margin


def _number_pages(section):
    """In the middle of the top, from the second page on; the sections that follow take it over."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Page number"
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


# --- Styles


def _styles(styles):
    look = spoken()
    body, small = {"size": look.body, "pitch": look.pitch}, {"size": look.tables, "pitch": look.tables + 3}
    normal = _style(
        styles, "Normal", **body, align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=look.spacing, indent=Mm(look.indent)
    )
    normal.paragraph_format.widow_control = True
    _language(styles)
    _style(styles, "Title", size=look.kind, bold=True, align=CENTRED, before=18, pitch=look.kind + 4)
    _style(styles, "Subtitle", size=look.subject, pitch=look.pitch, bold=True, align=CENTRED)
    _style(styles, "Heading 1", **body, bold=True, before=8, after=6, keep=True)
    _style(styles, "Heading 2", **body, bold=True, align=CENTRED, keep=True)
    new = (
        ("Rule", body | {"align": CENTRED, "after": 12}),
        ("Header line", body | {"keep": True}),
        ("Recipient", {"size": 12, "pitch": 15, "keep": True}),
        ("Page number", {"size": 13, "align": CENTRED}),
        ("Annex number", body | {"bold": True, "align": RIGHT, "keep": True}),
        ("Annex of", {"size": 12, "italic": True, "align": CENTRED, "after": 8, "pitch": 15, "keep": True}),
        ("Cell text", small | {"before": 2, "after": 2}),
        ("Cell number", small | {"before": 2, "after": 2, "align": CENTRED}),
        ("Note", {"size": 12, "italic": True, "before": 6, "pitch": 15}),
    )
    for name, look in new:
        styles.add_style(name, 1).base_style = normal
        _style(styles, name, **look)


def _style(
    styles, name, *, size, bold=False, italic=False, align=None, before=0, after=0, pitch=18, indent=0, keep=False
):
    """``pitch``: exactly so many points from line to line; ``keep``: on one page with what follows."""
    style = styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        style.element.rPr.rFonts.attrib.pop(qn(theme), None)
    shape = style.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT if align is None else align
    shape.space_before, shape.space_after, shape.first_line_indent = Pt(before), Pt(after), indent
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.keep_with_next = keep
    for dropped in (*style.element.pPr.findall(qn("w:pBdr")), *style.element.rPr.findall(qn("w:spacing"))):
        dropped.getparent().remove(dropped)  # the line under a title, and its letters set apart
    return style


def _language(styles):
    """Vietnamese, for the spelling checker."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(script), "vi-VN")
