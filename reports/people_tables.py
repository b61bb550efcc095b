"""The tables of who is on the way, of what is overdue, and of how the cumulative figures go on from those signed before."""

from . import vocabulary, wording
from .table_parts import Column, Row, Signed, Table, sum_of


def make_up_of_children(figures):
    """Of each row of the children's table who was admitted this year and who is on the way, and the total."""
    rows = figures.make_up_of_children if wording.has_units(figures) else ()
    return Table(
        sheet="Cơ cấu theo đơn vị",
        title="Cơ cấu đảng viên mới và nguồn phát triển đảng viên của các đơn vị",
        columns=(
            Column("TT", 4),
            Column("Tổ chức đảng", 34, is_text=True),
            Column("Kết nạp từ đầu năm", 7),
            Column("Trong đó: nữ", 6),
            Column("DTTS", 6),
            Column("Tôn giáo", 6),
            Column("Đoàn viên", 7),
            Column("Chi bộ thôn", 7),
            Column("Cảm tình Đảng hiện có", 8),
            Column("Đã có giấy chứng nhận", 8),
            Column("Hồ sơ đang xét", 7),
        ),
        rows=(*(_made_up(number, row) for number, row in enumerate(rows, start=1)), _all(rows)) if rows else (),
        is_wide=True,
        notes=(f"Nguồn phát triển đảng viên tính đến hết ngày {wording.day(figures.as_of)}.",) if rows else (),
    )


def _made_up(number, row):
    return Row((str(number), "Trực tiếp" if row.branch.code is None else row.branch.name, *_numbers(row)))


def _all(rows):
    return Row(("", "Tổng số", *map(sum_of, zip(*map(_numbers, rows), strict=True))), is_strong=True)


def _numbers(row):
    admitted = (row.admitted, row.women, row.minority, row.religion, row.union, row.village)
    return (*admitted, row.listed, row.certified, row.appraised)


def on_the_way(figures):
    """People on the way by stage, and the total."""
    known = figures.on_the_way
    stages = known.stages if known else ()
    rows = [
        Row((str(number), vocabulary.STAGES[stage.stage], stage.people, stage.away))
        for number, stage in enumerate(stages, start=1)
    ]
    total = Row(("", "Tổng số", sum(s.people for s in stages), sum(s.away for s in stages)), is_strong=True)
    return Table(
        sheet="Nguồn phát triển",
        title="Nguồn phát triển đảng viên theo bước",
        columns=(
            Column("TT", 8),
            Column("Bước", 52, is_text=True),
            Column("Số người", 20),
            Column("Trong đó: đi làm ăn xa", 20),
        ),
        rows=(*rows, total) if rows else (),
        notes=(f"Tính đến hết ngày {wording.day(figures.as_of)}.",) if rows else (),
    )


def empty_cells(figures):
    """Cells with nobody on the way, or only with people who are away for work; village cells first."""
    known = figures.on_the_way
    rows = [
        Row((str(number), cell.branch.name, cell.parent, "Tất cả đang đi làm ăn xa" if cell.has_people_away else ""))
        for number, cell in enumerate((known and known.empty_cells) or (), start=1)
    ]
    return Table(
        sheet="Chi bộ chưa có nguồn",
        title="Chi bộ chưa có nguồn phát triển đảng viên",
        columns=(
            Column("TT", 8),
            Column("Chi bộ", 38, is_text=True),
            Column("Trực thuộc", 32, is_text=True),
            Column("Ghi chú", 22, is_text=True),
        ),
        rows=tuple(rows),
        notes=(f"Tính đến hết ngày {wording.day(figures.as_of)}.",) if rows else (),
    )


def matters(figures):
    """How much is overdue, by matter; names are on another paper."""
    words, said = vocabulary.MATTERS | vocabulary.USAGES, figures.matters
    counted = {each.matter: each.count for each in said.overdue} if said else {}
    rows = [(text[:1].upper() + text[1:], counted[matter]) for matter, text in words.items() if matter in counted]
    return Table(
        sheet="Việc quá hạn",
        title="Việc quá hạn tại thời điểm lập báo cáo",
        columns=(Column("TT", 8), Column("Nội dung", 72, is_text=True), Column("Số lượng", 20)),
        rows=tuple(Row((str(number), *row)) for number, row in enumerate(rows, start=1)),
        notes=(f"Số liệu ngày {wording.day(said.day)}.",) if rows else (),
    )


# --- Đối chiếu số lũy kế


def chain(figures):
    """How the cumulative figures go on from those of the report signed before; only where more than time has passed."""
    chains = figures.chain if any(not each.is_plain for each in figures.chain) else ()
    return Table(
        sheet="Đối chiếu lũy kế",
        title="Đối chiếu số lũy kế",
        columns=(
            Column("Nội dung", 60, is_text=True),
            *(Column(_of_what(each), 40 // len(chains)) for each in chains),
        ),
        rows=tuple(_links(figures, chains)) if chains else (),
    )


def _of_what(chain):
    return f"{'Năm' if chain.window == 'year' else 'Nhiệm kỳ'} {wording.period(chain.period)}"


def _links(figures, chains):
    before, day = wording.day(chains[0].previous_as_of), wording.day(figures.as_of)
    yield Row((f"Số đã báo cáo, đến hết ngày {before}", *(each.previous for each in chains)))
    yield Row((f"Kết nạp sau ngày {before}, đến hết ngày {day}", *(Signed(each.since) for each in chains)))
    late = [{month.month: month.heads for month in each.late_by_month} for each in chains]
    for month in sorted({month for each in late for month in each}):
        numbers = [each.get(month, 0) for each in late]
        words = "Bổ sung số liệu" if max(numbers, key=abs) > 0 else "Điều chỉnh giảm số liệu"
        yield Row((f"{words} {wording.month(month)}", *map(Signed, numbers)))
    yield Row(("Hủy quyết định kết nạp", *(Signed(-each.cancelled) for each in chains)))
    yield Row(("Lũy kế", *(each.total for each in chains)), is_strong=True)
