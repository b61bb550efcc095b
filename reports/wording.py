"""Numbers, days and documents as the Party's papers write them, in Vietnamese. Asks nothing, counts nothing."""

import re
from datetime import date

from .figures.names import FEW
from .hiding import FEWER_THAN
from .look import spoken
from .percent import in_vietnamese
from .periods import QUARTERS

UNKNOWN = "–"
SMALL_QUOTA = 5
"""A quota of so many persons or fewer is shown as 3/4, not as a percent (DESIGN "Percentages")."""

DOCUMENT_TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "QĐi": "Quy định",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "TTr": "Tờ trình",
    "CV": "Công văn",
    "BB": "Biên bản",
}
"""What stands between number and body in ``15-TB/HU`` (DOMAIN 9.5)."""
_ABOUT = re.compile(r"^(về( việc)?|v/v)\s+", re.IGNORECASE)


# --- Numbers


def grouped(number):
    """As in a table: 5 → "5", 1905 → "1.905", None → "–", FEW → "<3"."""
    if number is FEW:
        return FEW.value
    return UNKNOWN if number is None else f"{number:,}".replace(",", ".")


def count(number):
    """As in a sentence, two digits at least where the look says so: 5 → "05", 57 → "57", 1905 → "1.905", FEW → "dưới 03"."""
    if number is FEW:
        return f"dưới {count(FEWER_THAN)}"
    is_short = isinstance(number, int) and 0 <= number < 10 and spoken().two_digits
    return f"{number:02d}" if is_short else grouped(number)


def decimal(text):
    """A Decimal text with its comma: "27.4" → "27,4"; None → "–"."""
    return UNKNOWN if text is None else text.replace(".", ",")


def signed(number):
    """7 → "+7", -12 → "-12", 0 → "0", None → "–"."""
    return f"{'+' if number else ''}{grouped(number)}" if number is not None and number >= 0 else grouped(number)


# --- Days and periods


def day(value):
    """31/12/2023."""
    return f"{value:%d/%m/%Y}"


def day_number(number):
    """The day alone, as in "ngày 05 tháng 3"."""
    return spoken().day(number)


def month_number(number):
    """The month alone, as in "ngày 05 tháng 3"."""
    return spoken().month(number)


def month(text):
    """``2023-12`` → ``tháng 12/2023``."""
    year, number = text.split("-")
    return f"tháng {month_number(int(number))}/{year}"


SPANS = {"month": "tháng", "quarter": "quý", "half": "kỳ", "nine": "kỳ", "year": "năm", "term": "nhiệm kỳ", "day": "kỳ"}
"""What a period is called where the sentence has named it already."""


def period_of(figures):
    """The period of a report: "tháng 12/2023", "quý IV/2023", "6 tháng đầu năm 2023", "tính đến ngày 10/07/2023"."""
    return _period_named(figures.period, figures.period_kind, figures.as_of)


def period_named(asked):
    """The same words for a ``reports.periods.Period``."""
    return _period_named(asked.name, asked.kind.value, asked.as_of)


def _period_named(name, kind, as_of):
    year, _dash, rest = name.partition("-")
    names = {
        "month": lambda: month(name),
        "quarter": lambda: f"quý {QUARTERS[rest]}/{year}",
        "half": lambda: f"6 tháng đầu năm {year}",
        "nine": lambda: f"9 tháng đầu năm {year}",
        "year": lambda: f"năm {year}",
        "term": lambda: f"nhiệm kỳ {period(name)}",
        "day": lambda: f"tính đến ngày {day(as_of)}",
    }
    return names[kind]()


def span(figures):
    """ "tháng", "quý", "năm": what the period is."""
    return SPANS[figures.period_kind]


def runs_from_new_year(figures):
    """Whether the period is the year so far, so that its figures are those of the year."""
    return figures.first == date(figures.calendar_year, 1, 1) and figures.period_kind != "month"


def period(text):
    """``2020-2025`` → ``2020 - 2025``; a year stays as it is."""
    return re.sub(r"^(\d{4})\s*[-–]\s*(\d{4})$", r"\1 - \2", text)


def of_all(reported):
    """So many of so many have reported: ``14/16``."""
    return f"{count(reported.reported)}/{count(reported.units)}"


# --- Quotas


def is_small(target):
    """Whether the quota is too small for a percent to mean anything. A rate's percent is of the base, never small."""
    return target is not None and target.kind != "rate" and 0 < (target.persons or 0) <= SMALL_QUOTA


def share(target, admitted, percent):
    """``114%``; ``3/4`` for a small quota; ``–`` where there is none or anything is unknown."""
    if admitted is FEW:
        return UNKNOWN
    if is_small(target) and admitted is not None:
        return f"{admitted}/{target.persons}"
    return in_vietnamese(percent if target else None)


def quota(target):
    """What the document says, for a table: "50", "từ 50", "90 - 100", "7%", "90 - 100/năm"; "–" for none."""
    if target is None:
        return UNKNOWN
    if target.kind == "rate":
        return in_vietnamese(target.rate)
    if target.low is None:
        return UNKNOWN
    said = grouped(target.low) if target.high is None else f"{grouped(target.low)} - {grouped(target.high)}"
    return {"min": f"từ {said}", "yearly": f"{said}/năm"}.get(target.kind, said)


def quota_in_words(target):
    """What the document says, for a sentence: "50 đảng viên", "ít nhất 50 đảng viên", "từ 90 đến 100 đảng viên"."""
    if target.kind == "rate":
        return f"{in_vietnamese(target.rate)} so với tổng số đảng viên"
    said = count(target.low) if target.high is None else f"từ {count(target.low)} đến {count(target.high)}"
    words = f"{said} đảng viên" if target.kind != "min" else f"ít nhất {said} đảng viên"
    return f"{words} mỗi năm" if target.kind == "yearly" else words


def document(target):
    """``Thông báo số 15-TB/HU, ngày 20/01/2023 của Ban Thường vụ Huyện ủy về giao chỉ tiêu …``; "" without a number."""
    if target is None or not target.number:
        return ""
    words = numbered(target)
    if target.issuer:
        words += f" của {target.issuer}"
    if target.summary:
        words += f" về {_ABOUT.sub('', target.summary)}"
    return words


def numbered(target):
    """The document's type, number and day, as far as they are known."""
    number = target.number
    if number[:1].isdigit():
        found = re.search(r"\d-(\w+)(?:/|$)", number)
        number = f"{DOCUMENT_TYPES.get(found[1], 'Văn bản') if found else 'Văn bản'} số {number}"
    return ", ".join(filter(None, [number, target.issued_on and f"ngày {day(target.issued_on)}"]))


# --- Organisations


NAMED_AT_MOST = 10
"""So many organisations are named in a sentence; the annex has them all."""


def listed(names):
    text = ", ".join(name.name for name in names[:NAMED_AT_MOST])
    rest = len(names) - NAMED_AT_MOST
    return f"{text} và {count(rest)} đơn vị khác" if rest > 0 else text


def committee(figures):
    """Who reports: the committee of the header, else the branch itself."""
    return figures.letterhead.committee or figures.branch.name


def body(figures):
    """The organisation in a sentence: "toàn Đảng bộ", or "Chi bộ" for a cell."""
    return "Chi bộ" if is_cell(figures) else "toàn Đảng bộ"


def is_cell(figures):
    return figures.kind in {"cell", "base_cell"}


def has_units(figures):
    """Whether there are organisations below, so that there is a table of them."""
    return any(row.branch.code is not None for row in figures.children)


def symbol(text):
    """What follows the number: "-BC/HU"; a report without a known body is "-BC"."""
    said = text.strip().lstrip("-–0123456789 ")
    return f"-{said or 'BC'}"
