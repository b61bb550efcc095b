"""The report's tables, made once for page-long paper and workbook alike, so that the two cannot differ.

Totals are sums of the rows above them; in public versions, where some are hidden, those of the figures.
"""

from . import vocabulary, wording
from .people_tables import chain, empty_cells, make_up_of_children, matters, on_the_way
from .table_parts import Column, Percent, Row, Signed, Table, difference_cell, quota_cell, share_cell, sum_of

__all__ = ["Column", "Percent", "Row", "Signed", "Table", "all_tables", "difference_cell", "quota_cell", "share_cell"]


def all_tables(figures):
    """The annexes in their order; a table without rows is left out."""
    made = [
        *(children(figures), make_up_of_children(figures), groups(figures), make_up(figures), heads(figures)),
        *(on_the_way(figures), empty_cells(figures), silent(figures), matters(figures), chain(figures)),
    ]
    return [table for table in made if table.rows]


# --- Các đơn vị


def children(figures):
    """The branches directly below with their quota, in official order, and the total; none of a branch with none below."""
    below = figures.children if wording.has_units(figures) else ()
    rows = [_child(number, row) for number, row in enumerate(below, start=1)]
    return Table(
        sheet="Các đơn vị",
        title="Kết quả thực hiện chỉ tiêu kết nạp đảng viên",
        columns=(
            Column("TT", 5),
            Column("Tổ chức đảng", 31, is_text=True),
            Column("Tổng số ĐV", 9),
            Column("Chỉ tiêu năm", 10),
            Column(f"KN trong {wording.span(figures)}", 9),
            Column("Lũy kế năm", 9),
            Column("Tỷ lệ %", 9),
            Column("Còn thiếu (-), vượt (+)", 9),
            Column("Lũy kế nhiệm kỳ", 9),
        ),
        rows=(*rows, _total(figures)) if rows else (),
        is_wide=True,
        notes=tuple(_notes(figures)),
    )


def _child(number, row):
    name = vocabulary.OWN_ROW if row.branch.code is None else row.branch.name
    if row.ended_on:
        name += f" (đến hết ngày {wording.day(row.ended_on)})"
    return Row(
        (
            str(number),
            name,
            row.heads,
            f"{wording.grouped(row.children_quota)}*" if row.children_quota else quota_cell(row.target),
            row.admitted_period,
            row.admitted_year,
            share_cell(row.target, row.admitted_year, row.percent),
            difference_cell(row.difference),
            row.admitted_term,
        )
    )


def _total(figures):
    rows, year = figures.children, figures.year
    target = year.target if year else None
    return Row(
        (
            "",
            "Tổng số",
            figures.headcount.closing if figures.headcount else None,
            quota_cell(target),
            _whole(figures, figures.period_admitted, (row.admitted_period for row in rows)),
            _whole(figures, figures.year_admitted, (row.admitted_year for row in rows)),
            share_cell(target, year.admitted, year.percent) if year else None,
            difference_cell(year.difference if year else None),
            _whole(figures, figures.term_admitted, (row.admitted_term for row in rows)),
        ),
        is_strong=True,
    )


def _notes(figures):
    if reported := figures.reported:
        silent = ", ".join(branch.name for branch in reported.silent)
        of_month = "" if figures.period_kind == "month" else f" {wording.month(reported.month)}"
        not_yet = f"; chưa báo cáo: {silent}" if silent else ""
        yield f"Đã báo cáo{of_month}: {wording.of_all(reported)} đơn vị{not_yet}."
    if any(row.children_quota for row in figures.children):
        yield "* Tổng chỉ tiêu của các tổ chức đảng trực thuộc; đơn vị chưa được giao chỉ tiêu riêng."
    allocation = figures.allocation
    if allocation and allocation.gap:
        than = "thấp hơn" if allocation.gap > 0 else "cao hơn"
        without = f"; {wording.count(allocation.children_without_quota)} đơn vị chưa được giao chỉ tiêu"
        yield (
            f"Chênh lệch giao chỉ tiêu: tổng chỉ tiêu giao cho các đơn vị là {wording.grouped(allocation.children)}, "
            f"{than} {wording.count(abs(allocation.gap))} so với chỉ tiêu chung ({wording.grouped(allocation.quota)})"
            f"{without if allocation.children_without_quota else ''}."
        )
    yield from figures.notes


# --- Nhóm


def groups(figures):
    """Everybody and each group with a quota, in the year and in the term."""
    progresses = [p for p in (figures.year, figures.term, *figures.groups) if p]
    progresses.sort(key=lambda progress: progress.period != str(figures.calendar_year))
    return Table(
        sheet="Nhóm",
        title="Kết quả thực hiện chỉ tiêu theo nhóm đối tượng",
        columns=(
            Column("TT", 4),
            Column("Nhóm", 17, is_text=True),
            Column("Kỳ", 11),
            Column("Chỉ tiêu", 9),
            Column("Đã kết nạp", 8),
            Column("Tỷ lệ %", 8),
            Column("Còn thiếu (-), vượt (+)", 9),
            Column("Nguồn hiện có", 7),
            Column("Văn bản giao chỉ tiêu", 27, is_text=True),
        ),
        rows=tuple(_group(figures, number, progress) for number, progress in enumerate(progresses, start=1)),
        is_wide=True,
        notes=tuple(_group_notes(figures)),
    )


def _group_notes(figures):
    without = [vocabulary.group(name, name) for name in figures.idle_groups]
    if without and figures.year_admitted:
        yield f"Nhóm chưa có người được kết nạp từ đầu năm: {', '.join(without)}."
    if figures.marked:
        yield f"{wording.count(figures.marked)} trường hợp tính theo ngày tổ chức lễ do chưa rõ ngày quyết định."


def _group(figures, number, progress):
    return Row(
        (
            str(number),
            vocabulary.group(progress.code, progress.group),
            wording.period(progress.period),
            quota_cell(progress.target),
            progress.admitted,
            share_cell(progress.target, progress.admitted, progress.percent),
            difference_cell(progress.difference),
            _on_the_way(figures, progress.code),
            wording.numbered(progress.target) if progress.target else "",
        )
    )


def _on_the_way(figures, code):
    """How many of a group are on the way; of everybody where ``code`` is empty; None where nobody knows."""
    known = figures.on_the_way
    if known is None or not code:
        return known and known.people
    return next((group.people for group in known.groups if group.code == code), None)


# --- Cơ cấu


def make_up(figures):
    """The year's admissions by each attribute: a heading with the total, then its parts."""
    rows = []
    for place, breakdown in enumerate(figures.breakdowns, start=1):
        rows.append(Row((str(place), vocabulary.breakdown(breakdown), breakdown.total, ""), is_strong=True))
        rows += [
            Row(("", vocabulary.part(breakdown, p), p.count, p.share and Percent(p.share))) for p in breakdown.parts
        ]
    age = wording.decimal(figures.average_age)
    return Table(
        sheet="Cơ cấu",
        title="Cơ cấu đảng viên mới kết nạp từ đầu năm",
        columns=(Column("TT", 8), Column("Tiêu chí", 60, is_text=True), Column("Số lượng", 16), Column("Tỷ lệ %", 16)),
        rows=tuple(rows) if figures.year_admitted else (),
        notes=(f"Tuổi đời bình quân: {age} tuổi.",) if figures.average_age else (),
    )


# --- Đảng số


def heads(figures):
    """Biểu 1 of the statistics: A, the lines of B and C, D (DOMAIN 8.2)."""
    ledger = figures.headcount
    return Table(
        sheet="Đảng số",
        title="Tăng, giảm đảng viên",
        columns=(Column("Mã", 10), Column("Chỉ tiêu", 66, is_text=True), Column("Số lượng", 24)),
        rows=tuple(_ledger_rows(ledger, figures)) if ledger else (),
        notes=(*_since(figures), *_counted(ledger)) if ledger else (),
    )


def _ledger_rows(ledger, figures):
    if ledger.opening is not None:  # else a public version in which few came or went
        yield from _came_and_went(ledger)
    yield Row(("D", f"Tổng số đảng viên đến hết ngày {wording.day(figures.as_of)}", ledger.closing), is_strong=True)
    if ledger.full is not None:
        yield Row(("", "Trong đó: đảng viên chính thức", ledger.full))
        yield Row(("", "đảng viên dự bị", ledger.probationary))


def _came_and_went(ledger):
    yield Row(("A", "Tổng số đảng viên đầu kỳ", ledger.opening), is_strong=True)
    sides = (
        ("B", "+", "Đảng viên tăng trong kỳ", ledger.increase),
        ("C", "-", "Đảng viên giảm trong kỳ", ledger.decrease),
    )
    for letter, side, title, total in sides:
        yield Row((letter, title, total), is_strong=True)
        yield from _side(letter, [line for line in ledger.lines if line.side == side])


def _side(letter, lines):
    """The rows of the official table, nought or not, and what else there is; B2 is left out where B2a or B2b stand. Where a
    public version puts some together as other reasons, no nought is printed: it would say which reasons they are not.
    """
    rows = {line.code: (vocabulary.headcount_line(line), line.heads) for line in lines}
    always = () if rows.keys() & set(vocabulary.OTHER_REASONS.values()) else vocabulary.ALWAYS_PRINTED
    for code in always:
        if code.startswith(letter) and not any(known.startswith(code) for known in rows):
            rows[code] = (vocabulary.HEADCOUNT_LINES[code], 0)
    yield from (Row((code, *rows[code])) for code in sorted(rows))


def _since(figures):
    """From which day heads are known, and why they do not begin with those that were signed."""
    ledger, signed = figures.headcount, figures.heads_signed
    if ledger.known_from:
        yield f"Số đầu kỳ là số có ngày {wording.day(ledger.known_from)}; tăng, giảm tính từ ngày đó."
    if signed is not None and ledger.opening not in (None, signed):
        yield (
            f"Số cuối kỳ đã báo cáo kỳ trước là {wording.grouped(signed)}; chênh lệch "
            f"{wording.signed(ledger.opening - signed)} do số liệu bổ sung, điều chỉnh."
        )


def _counted(ledger):
    if ledger.counted is not None:
        difference = wording.signed(ledger.counted_difference)
        yield (
            f"Số kiểm kê ngày {wording.day(ledger.counted_on)}: {wording.grouped(ledger.counted)} đảng viên "
            f"(chênh lệch so với số theo dõi: {difference})."
        )


# --- Chi bộ chưa kết nạp


def silent(figures):
    """Cells that have admitted nobody for 12, 24 or 36 months, the longest first."""
    rows = [
        Row((str(place), cell.branch.name, cell.parent, f"{cell.months} tháng trở lên"))
        for place, cell in enumerate(figures.silent_cells, start=1)
    ]
    return Table(
        sheet="Chi bộ chưa kết nạp",
        title="Chi bộ nhiều tháng liền chưa kết nạp được đảng viên",
        columns=(
            Column("TT", 8),
            Column("Chi bộ", 38, is_text=True),
            Column("Trực thuộc", 34, is_text=True),
            Column("Thời gian", 20),
        ),
        rows=tuple(rows),
        notes=("Chỉ tính các chi bộ đã thành lập và có theo dõi danh sách trong suốt thời gian nêu trên.",)
        if rows
        else (),
    )


def _whole(figures, whole, numbers):
    """The sum of the rows, None as soon as one of them is unknown; where a public version hides some, the ``whole``."""
    return whole if figures.hides_few else sum_of(numbers)
