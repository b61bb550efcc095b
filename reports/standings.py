"""The sentences on the organisations below: how they stand on their quotas, who admits nobody, who has reported.

Vietnamese directly, outside the catalogue, as ``narrative``.
"""

from . import wording
from .wording import count


def units(figures):
    standing, unit = figures.standing, _unit(figures)
    of_these = f"{unit} được giao chỉ tiêu" if standing.with_quota < standing.units else unit
    said = []
    if standing.reached:
        reached = f"Có {count(standing.reached)}/{count(standing.with_quota)} {of_these} đạt và vượt chỉ tiêu năm"
        said.append(f"{reached}, tiêu biểu: {_best(figures)}" if standing.best else reached)
    if standing.behind:
        number = f"{'' if said else 'Có '}{count(len(standing.behind))} {_again(standing, said, unit)}"
        said.append(f"{number} đã kết nạp nhưng chưa đạt chỉ tiêu, gồm: {wording.listed(standing.behind)}")
    if standing.without and figures.year_admitted is not None:
        number = f"{count(len(standing.without))} {_again(standing, said, unit)}"
        said.append(f"{number} chưa kết nạp được đảng viên, gồm: {wording.listed(standing.without)}")
    return f"{'; '.join(said)}." if said else ""


# --- The article's question: whom does nobody look at?


def silent_cells(figures):
    """Village cells are in the sentence on them; here all cells, by how long they have admitted nobody."""
    if wording.is_cell(figures) or not figures.silent_cells:
        return ""
    counted = [(months, sum(cell.months == months for cell in figures.silent_cells)) for months in (36, 24, 12)]
    parts = ", ".join(f"{count(number)} chi bộ từ {months} tháng trở lên" for months, number in counted if number)
    total = f"{count(len(figures.silent_cells))} chi bộ nhiều tháng liền chưa kết nạp được đảng viên"
    return f"Tính đến hết ngày {wording.day(figures.as_of)}, {total}: {parts}."


# --- Who has reported


def who_has_reported(figures):
    """The month is named where the report is on a longer period."""
    reported = figures.reported
    if reported is None:
        return ""
    of_month = "" if figures.period_kind == "month" else f" {wording.month(reported.month)}"
    nothing = f" (trong đó {count(reported.nothing)} đơn vị không phát sinh)" if reported.nothing else ""
    silent = f"; chưa báo cáo: {wording.listed(reported.silent)}" if reported.silent else ""
    return f"Đến ngày lập báo cáo có {wording.of_all(reported)} đơn vị đã báo cáo{of_month}{nothing}{silent}."


# --- Parts of sentences


def _unit(figures):
    return "tổ chức cơ sở đảng" if figures.standing.unit == "base" else "chi bộ"


def _again(standing, said, unit):
    """What the units are called where the sentence has named them before."""
    return "tổ chức" if said and standing.unit == "base" else unit


def where_they_meet(figures):
    """``, sinh hoạt tại 16 tổ chức cơ sở đảng``: the end of the sentence on the heads."""
    units = figures.standing.units
    return f", sinh hoạt tại {count(units)} {_unit(figures)}" if units else ""


def _best(figures):
    """Names with their share; of an organisation further below only the name, for its quota may be a small one."""
    rows = {row.branch.code: row for row in figures.children}
    return ", ".join(_name_and_share(name, rows.get(name.code)) for name, _share in figures.standing.best)


def _name_and_share(name, row):
    is_told = row and row.percent is not None
    return f"{name.name} ({wording.share(row.target, row.admitted_year, row.percent)})" if is_told else name.name
