"""The report as a workbook."""

from decimal import Decimal
from io import BytesIO

from config.tables import Writer

from .. import narrative, publishing, tables, vocabulary, wording
from ..figures.names import FEW
from ..look import spoken, spoken_as

SUMMARY = "Tổng hợp"
LETTERS_ACROSS = 120
"""Width of an A4 landscape page in letters; a column's percent is of these."""


def render(document):
    """The workbook of a ``Document`` as bytes; the same figures give the same bytes."""
    figures = document.figures
    stream = BytesIO()
    book = Book(stream, document)
    with spoken_as(document.look):
        book.summary()
        for table in tables.all_tables(figures):
            book.table(table)
    book.close()
    return stream.getvalue()


class Book(Writer):
    """The workbook of one report."""

    def __init__(self, stream, document):
        figures = document.figures
        title = f"Công tác phát triển đảng viên {wording.period_of(figures)}"
        keywords = f"sha256-{document.digest}" if document.digest else ""
        super().__init__(stream, title=title, day=figures.as_of, keywords=keywords)
        self.figures, self.is_public = figures, document.is_public

    def summary(self):
        """The headline, then one fact a row."""
        sheet = self.sheet(SUMMARY, [64, 40])
        self.say(sheet, 0, 0, wording.committee(self.figures).upper(), bold=True)
        title = f"KẾT QUẢ CÔNG TÁC PHÁT TRIỂN ĐẢNG VIÊN {wording.period_of(self.figures).upper()}"
        self.say(sheet, 1, 0, title, bold=True, font_size=14)
        sheet.merge_range(2, 0, 2, 1, "", self.format(text_wrap=True))
        self.say(sheet, 2, 0, narrative.headline(self.figures), text_wrap=True)
        sheet.set_row(2, 34)
        self.heads(sheet, 3, ("Chỉ tiêu", "Số liệu"))
        for line, (label, value) in enumerate(facts(self.figures), start=4):
            self.say(sheet, line, 0, label, border=1, text_wrap=True)
            self.write(sheet, line, 1, value, align="center", border=1)
        if self.is_public:
            line += 2
            self.say(sheet, line, 0, publishing.remark(self.figures), italic=True)
        sheet.freeze_panes(4, 0)

    def table(self, table):
        """A title, the heads of the columns (frozen, repeated on paper), the rows, the notes."""
        sheet = self.sheet(table.sheet, [LETTERS_ACROSS * c.width / 100 for c in table.columns])
        self.say(sheet, 0, 0, table.title.upper(), bold=True, font_size=14)
        self.heads(sheet, 1, [column.title for column in table.columns])
        for line, row in enumerate(table.rows, start=2):
            for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
                look = {"align": "left" if column.is_text else "center", "bold": row.is_strong, "border": 1}
                self.write(sheet, line, place, value, text_wrap=True, **look)
        for line, note in enumerate(table.notes, start=len(table.rows) + 3):
            self.say(sheet, line, 0, note, italic=True)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)

    def say(self, sheet, line, place, text, **look):
        """A text of ours, spelled as the look says."""
        sheet.write_string(line, place, spoken().spelled(text), self.format(**look))

    def write(self, sheet, line, place, value, **look):
        """By the value's type; what is not known is a dash."""
        if isinstance(value, tables.Percent):
            number = Decimal(value.text)
            decimals = max(-number.as_tuple().exponent, 0)
            shape = f"0.{'0' * decimals}%" if decimals else "0%"
            sheet.write_number(line, place, float(number / 100), self.format(num_format=shape, **look))
        elif isinstance(value, tables.Signed):
            sheet.write_number(line, place, value.number, self.format(num_format="+#,##0;-#,##0;0", **look))
        else:
            shown = wording.grouped(value) if value is None or value is FEW else value
            super().write(sheet, line, place, spoken().spelled(shown) if isinstance(shown, str) else shown, **look)


def facts(figures):
    """(label, value) of the first sheet; the values are cells as in ``reports.tables``."""
    yield "Tổ chức đảng", figures.branch.name
    yield "Mã", figures.branch.code or ""
    yield "Số liệu từ ngày", figures.first
    yield "Đến hết ngày", figures.as_of
    yield f"Kết nạp trong {wording.span(figures)}", figures.period_admitted
    yield f"Cùng kỳ năm trước: trong {wording.span(figures)}", figures.last_year.period_admitted
    yield "Kết nạp từ đầu năm", figures.year_admitted
    yield "Cùng kỳ năm trước: từ đầu năm", figures.last_year.year_admitted
    yield "Đã có quyết định, chưa tổ chức lễ kết nạp", figures.awaiting_ceremony
    if figures.marked:
        yield "Tính theo ngày tổ chức lễ (chưa rõ ngày quyết định)", figures.marked
    for name, progress in (("năm", figures.year), ("nhiệm kỳ", figures.term)):
        if progress:
            yield from _progress(f"{name} {wording.period(progress.period)}", progress)
    if figures.headcount:
        yield from _heads(figures.headcount)
    if figures.on_the_way:
        yield from _on_the_way(figures.on_the_way)
    if figures.average_age:
        yield "Tuổi đời bình quân của đảng viên mới kết nạp", wording.decimal(figures.average_age)
    if figures.idle_groups:
        yield "Nhóm chưa có người được kết nạp", ", ".join(vocabulary.group(n, n) for n in figures.idle_groups)
    if figures.reported:
        yield from _reported(figures.reported)


def _on_the_way(known):
    yield "Nguồn phát triển đảng viên: tổng số người", known.people
    yield "Trong danh sách cảm tình Đảng", known.listed
    yield "Có giấy chứng nhận bồi dưỡng nhận thức về Đảng còn giá trị", known.certified
    yield "Đang hoàn thiện hồ sơ", known.completing
    yield "Hồ sơ đang thẩm định, trình cấp có thẩm quyền", known.appraised
    yield "Đi làm ăn xa, tạm dừng xem xét", known.away


def _progress(period, progress):
    yield f"Chỉ tiêu {period}", tables.quota_cell(progress.target)
    yield f"Đã kết nạp, {period}", progress.admitted
    yield f"Tỷ lệ đạt, {period}", tables.share_cell(progress.target, progress.admitted, progress.percent)
    yield f"Còn thiếu (-), vượt (+), {period}", tables.difference_cell(progress.difference)


def _heads(ledger):
    yield "Tổng số đảng viên đầu kỳ", ledger.opening
    yield "Tăng trong kỳ", ledger.increase
    yield "Giảm trong kỳ", ledger.decrease
    yield "Tổng số đảng viên cuối kỳ", ledger.closing
    yield "Trong đó: chính thức", ledger.full
    yield "Trong đó: dự bị", ledger.probationary


def _reported(reported):
    yield f"Đơn vị đã báo cáo {wording.month(reported.month)}", wording.of_all(reported)
    yield "Trong đó: không phát sinh", reported.nothing
    if reported.silent:
        yield "Đơn vị chưa báo cáo", ", ".join(branch.name for branch in reported.silent)
