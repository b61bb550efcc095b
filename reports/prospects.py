"""The sentences on those who are on the way, on what is overdue, and on what a cumulative figure holds besides.

Vietnamese directly, outside the catalogue, as ``narrative``.
"""

from . import vocabulary, wording
from .wording import count


def people_on_the_way(figures):
    known = figures.on_the_way
    if known is None:
        return ""
    start = f"Đến hết ngày {wording.day(figures.as_of)}, {wording.body(figures)}"
    besides = _only_introduced(known)
    if not known.listed:
        return f"{start} chưa có người trong danh sách cảm tình Đảng{f'; có {besides}' if besides else ''}."
    parts = [
        (known.certified, "người có giấy chứng nhận bồi dưỡng nhận thức về Đảng còn giá trị"),
        (known.completing, "người đang hoàn thiện hồ sơ"),
        (known.appraised, "hồ sơ đang thẩm định, trình cấp có thẩm quyền"),
        (known.away, "người đi làm ăn xa, tạm dừng xem xét"),
    ]
    said = _counted(parts)
    text = f"{start} có {count(known.listed)} người trong danh sách cảm tình Đảng{f', trong đó {said}' if said else ''}"
    return f"{text}; ngoài ra có {besides}." if besides else f"{text}."


def _only_introduced(known):
    number = known.people - known.listed
    away = sum(stage.away for stage in known.stages) - known.away
    of_them = f" ({count(away)} người đi làm ăn xa)" if away else ""
    return f"{count(number)} quần chúng được giới thiệu, chưa vào danh sách{of_them}" if number else ""


def empty_cells(figures):
    """Counted only: an annex names them, with the organisation of each."""
    known = figures.on_the_way
    if known is None or not known.empty_cells or wording.is_cell(figures):
        return ""
    nobody = [cell for cell in known.empty_cells if not cell.has_people_away]
    away = [cell for cell in known.empty_cells if cell.has_people_away]
    parts = [
        _cells(nobody, "chi bộ chưa có nguồn phát triển đảng viên"),
        _cells(away, "chi bộ mà toàn bộ nguồn đang đi làm ăn xa"),
    ]
    return f"Còn {'; '.join(filter(None, parts))}."


def overdue(figures):
    """What a rule is broken by, then what the office's own usage asks; always with the day on which it was so."""
    if figures.matters is None:
        return ""
    counted = {each.matter: each.count for each in figures.matters.overdue}
    by_rule, by_usage = _overdue(counted, vocabulary.MATTERS), _overdue(counted, vocabulary.USAGES)
    when = f"Tại thời điểm lập báo cáo ({wording.day(figures.matters.day)})"
    said = f"{when} còn {by_rule}." if by_rule else f"{when}, không có trường hợp quá thời hạn quy định."
    return f"{said} Còn {by_usage}." if by_usage else said


def chain_note(figures):
    """(Chú thích: So với số đã báo cáo đến hết ngày 29/02/2024, số lũy kế gồm 01 trường hợp bổ sung của tháng 02/2024.)"""
    said = {each.window: _besides(each) for each in figures.chain}
    year, term = said.get("year", ""), said.get("term", "")
    parts = [f"số lũy kế {year}" if year else "", f"số lũy kế nhiệm kỳ {term}" if term and term != year else ""]
    text = "; ".join(filter(None, parts))
    if not text:
        return ""
    return f"(Chú thích: So với số đã báo cáo đến hết ngày {wording.day(figures.chain[0].previous_as_of)}, {text}.)"


def _besides(chain):
    more = [each for each in chain.late_by_month if each.heads > 0]
    less = [each for each in chain.late_by_month if each.heads < 0]
    parts = [
        f"gồm {_of_months(more, 'trường hợp bổ sung')}" if more else "",
        f"đã giảm {_of_months(less, 'trường hợp do điều chỉnh số liệu')}" if less else "",
        f"đã trừ {count(chain.cancelled)} trường hợp hủy quyết định" if chain.cancelled > 0 else "",
        f"đã cộng lại {count(-chain.cancelled)} trường hợp không còn bị hủy quyết định" if chain.cancelled < 0 else "",
    ]
    return ", ".join(filter(None, parts))


def _of_months(months, words):
    """``01 trường hợp bổ sung của tháng 02/2024``; of several months with the number of each."""
    total = sum(abs(each.heads) for each in months)
    if len(months) == 1:
        return f"{count(total)} {words} của {wording.month(months[0].month)}"
    each = ", ".join(f"{wording.month(month.month)}: {count(abs(month.heads))}" for month in months)
    return f"{count(total)} {words} ({each})"


def _counted(parts):
    return ", ".join(f"{count(number)} {words}" for number, words in parts if number)


def _overdue(counted, words):
    return "; ".join(f"{count(counted[matter])} {text}" for matter, text in words.items() if matter in counted)


def _cells(cells, words):
    villages = sum(cell.is_village for cell in cells)
    of_them = f" (trong đó {count(villages)} chi bộ thôn)" if villages else ""
    return f"{count(len(cells))} {words}{of_them}" if cells else ""
