"""The report in sentences: each function is one model sentence, unknown parts left out, what is nought left out.

Vietnamese directly, outside the catalogue: this is the text of a paper for signature.
"""

from typing import NamedTuple

from . import attainment, vocabulary, wording
from .figures.names import FEW
from .percent import in_vietnamese, percent
from .prospects import chain_note, empty_cells, overdue, people_on_the_way
from .standings import silent_cells, units, where_they_meet, who_has_reported
from .wording import count


class Section(NamedTuple):
    """``title`` as printed ("I- Kết quả kết nạp đảng viên"), empty for the opening; ``paragraphs`` are sentences."""

    title: str
    paragraphs: list[str]


SAME_PERIOD = "cùng kỳ năm trước"
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def sections(document):
    """The text of a ``Document`` as a list of Sections; a section with nothing to say is left out. What has been put up
    for signature says for ever what it said then.
    """
    if document.sections:
        return [Section(title, list(said)) for title, said in document.sections]
    kept = [each for each in (*_of_figures(document.figures), *_of_people(document.added)) if each[1]]
    numbered = [Section(f"{numeral}- {title}", said) for numeral, (title, said) in zip(NUMERALS, kept, strict=False)]
    return [Section("", [opening(document.figures, document.signing.replaces)]), *numbered]


def _of_figures(figures):
    parts = [
        (
            "Kết quả kết nạp đảng viên",
            [in_the_period, *_in_the_year_and_term(figures), chain_note, who_they_are, groups_without],
        ),
        ("Tăng, giảm đảng viên", [heads]),
        ("Tình hình ở các đơn vị", [units, silent_cells, who_has_reported]),
        ("Nguồn phát triển đảng viên", [people_on_the_way, empty_cells, overdue]),
    ]
    return [(title, [said for sentence in sentences if (said := sentence(figures))]) for title, sentences in parts]


def _in_the_year_and_term(figures):
    """A term's report begins with the term."""
    year = [in_the_year, village_cells]
    return [in_the_term, *year] if figures.period_kind == "term" else [*year, in_the_term]


def _of_people(added):
    """What a person added; each line of a text is a paragraph."""
    parts = [
        ("Đánh giá chung", added.assessment),
        ("Hạn chế, nguyên nhân", added.causes),
        ("Nhiệm vụ thời gian tới", added.tasks),
    ]
    return [(title, [line.strip() for line in text.splitlines() if line.strip()]) for title, text in parts]


def headline(figures):
    """The sentence the leaders want; its parts are left out where they are unknown.

    "Năm 2023: kết nạp 57/50, đạt 114% chỉ tiêu; nhiệm kỳ 2020-2025: 212/200, đạt 106%; tổng số 729 đảng viên".
    """
    year, term, heads = figures.year, figures.term, figures.headcount
    said = [
        f"Năm {_year(figures)}: {attainment.in_short(year, figures.year_admitted, 'kết nạp ', ' chỉ tiêu')}",
        f"nhiệm kỳ {term.period}: {attainment.in_short(term, figures.term_admitted, '', '')}" if term else "",
        f"tổng số {wording.grouped(heads.closing)} đảng viên" if heads else "",
    ]
    if figures.year_admitted is None:
        said[0] = ""
    if figures.term_admitted is None:
        said[1] = ""
    text = "; ".join(filter(None, said))
    return text[:1].upper() + text[1:]


def as_text(document):
    """The text of a ``Document`` as plain lines, ready to be pasted into a letter or a message."""
    return "\n".join(line for section in sections(document) for line in (section.title, *section.paragraphs) if line)


def in_brief(figures):
    """The quick report: one paragraph, numbers only."""
    head = headline(figures)
    about = f"{wording.committee(figures)} báo cáo nhanh {wording.period_of(figures)}"
    first = f"{about}: {head[:1].lower()}{head[1:]}." if head else ""
    return " ".join(filter(None, [first, *(said(figures) for said in (in_the_period, people_on_the_way, overdue))]))


# --- The sentences, in the order of the model


def opening(figures, replaces=""):
    """``replaces``: the report that this one is issued instead of."""
    progress = figures.term if figures.period_kind == "term" else figures.year
    document = wording.document(progress.target) if progress else ""
    committee = wording.committee(figures)
    days = f"số liệu từ ngày {wording.day(figures.first)} đến hết ngày {wording.day(figures.as_of)}"
    if replaces:
        days += f"; thay thế {replaces}"
    return (
        f"{f'Thực hiện {document}, ' if document else ''}{committee} báo cáo kết quả công tác phát triển đảng viên "
        f"{wording.period_of(figures)} ({days}) như sau:"
    )


def in_the_period(figures):
    admitted, before = figures.period_admitted, figures.last_year.period_admitted
    if admitted is None or wording.runs_from_new_year(figures) or figures.period_kind == "term":
        return ""
    if admitted == 0:
        return f"Trong {wording.span(figures)}, {wording.body(figures)} không kết nạp đảng viên mới."
    compared = f", {_against(admitted - before)} {SAME_PERIOD}" if _may_compare(admitted, before) else ""
    return f"Trong {wording.span(figures)}, {wording.body(figures)} kết nạp {count(admitted)} đảng viên{compared}."


def _may_compare(now, before):
    return before is not None and FEW not in (now, before)


def _against(difference):
    if difference == 0:
        return "bằng"
    return f"{'tăng' if difference > 0 else 'giảm'} {count(abs(difference))} đồng chí so với"


def in_the_year(figures):
    if figures.year_admitted is None:
        return ""
    said = (
        f"{_since_new_year(figures)}, {wording.body(figures)} "
        + attainment.admitted(figures.year_admitted)
        + _against_last_year(figures)
        + attainment.reached(figures.year, f"chỉ tiêu giao năm {_year(figures)}")
        + attainment.short_or_over(figures.year)
    )
    if figures.awaiting_ceremony:
        said += f"; trong đó {count(figures.awaiting_ceremony)} trường hợp đã có quyết định, chưa tổ chức lễ kết nạp"
    return f"{said}."


def _since_new_year(figures):
    """How the year's sentence begins; where the period is the year so far it stands for the period's, too."""
    day = wording.day(figures.as_of)
    if figures.period_kind == "term":
        return f"Riêng năm {_year(figures)}, đến hết ngày {day}"
    if not wording.runs_from_new_year(figures):
        return f"Lũy kế từ đầu năm đến hết ngày {day}"
    if figures.is_running or figures.period_kind == "day":
        return f"Từ đầu năm đến hết ngày {day}"
    words = wording.period_of(figures)
    return f"Năm {_year(figures)}" if figures.period_kind == "year" else f"Trong {words}"


def _against_last_year(figures):
    """The comparison of a period that is the year so far; others have made it of the period."""
    before = figures.last_year.year_admitted
    if not _may_compare(figures.year_admitted, before) or not wording.runs_from_new_year(figures):
        return ""
    whole = figures.period_kind == "year" and not figures.is_running
    return (
        f", {_against(figures.year_admitted - before)} {f'năm {figures.calendar_year - 1}' if whole else SAME_PERIOD}"
    )


def in_the_term(figures):
    if figures.term is None or figures.term_admitted is None:
        return ""
    whose = attainment.whose_term_quota(figures.term.target)
    said = attainment.admitted(figures.term_admitted) + attainment.reached(figures.term, whose)
    until = f"đến hết ngày {wording.day(figures.as_of)}"
    return f"Từ đầu nhiệm kỳ {wording.period(figures.term.period)} {until}, {wording.body(figures)} {said}."


def village_cells(figures):
    if wording.is_cell(figures):
        return ""
    said = "; ".join(filter(None, [_villages_admitted(figures), _villages_silent(figures)]))
    return f"{said}." if said else ""


def who_they_are(figures):
    parts = [
        _of(figures, "sex", "female", "đồng chí nữ"),
        _of(figures, "minority", "minority", "đồng chí là người dân tộc thiểu số"),
        _of(figures, "religion", "religion", "đồng chí theo tôn giáo"),
        _of(figures, "union", "yes", "đồng chí là đoàn viên Đoàn TNCS Hồ Chí Minh"),
    ]
    said = ", ".join(filter(None, parts))
    age = f"tuổi đời bình quân {wording.decimal(figures.average_age)} tuổi" if figures.average_age else ""
    if not figures.year_admitted or not (said or age):
        return ""
    start = f"Trong {count(figures.year_admitted)} đảng viên mới kết nạp"
    return f"{start} {'; '.join(filter(None, [said and f'có {said}', age]))}."


def groups_without(figures):
    if not figures.idle_groups or not figures.year_admitted:
        return ""
    words = [vocabulary.group(name, name) for name in figures.idle_groups]
    named = ", ".join(word[:1].lower() + word[1:] for word in words)
    return f"Từ đầu năm chưa kết nạp được đảng viên thuộc các nhóm: {named}."


def heads(figures):
    ledger = figures.headcount
    if ledger is None:
        return ""
    if ledger.opening is None:  # a public version in which few came or went
        return f"Đến hết ngày {wording.day(figures.as_of)}, tổng số đảng viên là {count(ledger.closing)} đồng chí."
    moved = ", ".join(filter(None, [_moved(ledger, "+", "tăng"), _moved(ledger, "-", "giảm")]))
    changes = f"{wording.body(figures)} {moved}" if moved else "số lượng đảng viên không thay đổi"
    known = ledger.full is not None
    of_them = f" (chính thức {count(ledger.full)}, dự bị {count(ledger.probationary)})" if known else ""
    since = f"Từ ngày {wording.day(ledger.known_from)} (ngày có số đầu kỳ)" if ledger.known_from else "Trong kỳ"
    return (
        f"{since}, {changes}{_since_signed(figures)}; đến hết ngày {wording.day(figures.as_of)}, tổng số đảng viên là "
        f"{count(ledger.closing)} đồng chí{of_them}{where_they_meet(figures)}."
    )


# --- Parts of sentences


def _year(figures):
    return str(figures.calendar_year)


def _villages_admitted(figures):
    progress = next((p for p in figures.groups if p.code == "village" and p.period == _year(figures)), None)
    admitted = progress.admitted if progress else _counted(figures, "setting", "village")
    if admitted is None or (progress is None and admitted == 0):
        return ""
    share = _share(admitted, figures)
    of_all = f", chiếm {in_vietnamese(share)} số đảng viên mới kết nạp" if share and admitted else ""
    return f"Trong đó, các chi bộ thôn {attainment.admitted(admitted)}{of_all}{attainment.reached(progress, 'chỉ tiêu giao')}"


def _villages_silent(figures):
    months = [cell.months for cell in figures.silent_cells if cell.is_village and cell.months >= 24]
    if not months:
        return ""
    three = sum(length >= 36 for length in months)
    if three == len(months):
        return f"{count(three)} chi bộ thôn {count(3)} năm liền chưa kết nạp được đảng viên"
    said = f"{count(len(months))} chi bộ thôn {count(2)} năm liền chưa kết nạp được đảng viên"
    return f"{said}, trong đó {count(three)} chi bộ thôn {count(3)} năm liền" if three else said


def _counted(figures, breakdown, part):
    parts = (p for b in figures.breakdowns if b.code == breakdown for p in b.parts)
    return next((p.count for p in parts if p.code == part), None)


def _of(figures, breakdown, part, words):
    number = _counted(figures, breakdown, part)
    share = _share(number, figures)
    if number is FEW:
        return f"{count(number)} {words}"
    return f"{count(number)} {words} ({in_vietnamese(share)})" if number and share else ""


def _share(number, figures):
    """What part of the year's new members ``number`` is; None where a public version does not tell it."""
    return None if FEW in (number, figures.year_admitted) else percent(number, figures.year_admitted)


def _moved(ledger, side, verb):
    """``tăng 09 đảng viên (kết nạp 05, chuyển đến 04)``: transfers in one figure, wherever from."""
    lines = {}
    for line in ledger.lines:
        if line.side == side:
            word = vocabulary.HEADCOUNT_LINES.get(line.code[:2], line.label)
            lines[word] = _together(lines[word], line.heads) if word in lines else line.heads
    if not lines:
        return ""
    told = {word: number for word, number in lines.items() if number is not None}
    reasons = ", ".join(f"{word[:1].lower() + word[1:]} {count(number)}" for word, number in told.items())
    total = ledger.increase if side == "+" else ledger.decrease
    if len(told) == len(lines) and FEW not in lines.values():
        total = sum(lines.values())
    return f"{verb} {count(total)} đảng viên{f' ({reasons})' if reasons else ''}"


def _since_signed(figures):
    """Where the heads do not begin with those that the report signed before ended with."""
    signed, ledger = figures.heads_signed, figures.headcount
    if signed is None or ledger.opening in (None, signed):
        return ""
    return (
        f" (số đầu kỳ {wording.grouped(ledger.opening)}, chênh lệch {wording.signed(ledger.opening - signed)} so với số đã "
        f"báo cáo là {wording.grouped(signed)}, do số liệu bổ sung, điều chỉnh)"
    )


def _together(one, other):
    """The sum of two lines; None as soon as a public version hides one of them."""
    return None if FEW in (one, other) or None in (one, other) else one + other
