"""How a paper says what was admitted and how far a quota is reached; each part of a sentence is empty where unknown."""

from . import wording
from .figures.names import FEW
from .percent import in_vietnamese
from .wording import count


def admitted(number):
    return f"kết nạp {count(number)} đảng viên" if number else "chưa kết nạp được đảng viên"


def reached(progress, whose):
    """``, đạt 114% chỉ tiêu giao năm 2023 (50 đảng viên)``; empty without a quota of persons."""
    target = progress.target if progress else None
    if target is None or progress.percent is None:
        return ""
    if wording.is_small(target):
        return f", đạt {wording.share(target, progress.admitted, progress.percent)} {whose}"
    if target.kind == "rate":
        reached = in_vietnamese(progress.percent)
        return f", đạt {reached} so với tổng số đảng viên đầu {_span(progress)} (chỉ tiêu {in_vietnamese(target.rate)})"
    if progress.percent_of_max is not None:
        at_most = f"{in_vietnamese(progress.percent_of_max)} mức tối đa"
        return (
            f", đạt {in_vietnamese(progress.percent)} mức tối thiểu và {at_most} của {whose} "
            f"({wording.quota_in_words(target)})"
        )
    return f", đạt {in_vietnamese(progress.percent)} {whose} ({wording.quota_in_words(target)})"


def short_or_over(progress):
    """A range is not exceeded by being above its lower end; the two percents say how it stands."""
    if progress is None or progress.target is None or not progress.difference:
        return ""
    if progress.difference > 0:
        return f", vượt {count(progress.difference)} đảng viên" if progress.target.high is None else ""
    return f", còn thiếu {count(-progress.difference)} đảng viên"


def whose_term_quota(target):
    """A congress's resolution only where the document says it is one."""
    if target is None:
        return ""
    for text in (target.summary, target.issuer):
        if "đại hội" in text.lower():
            return f"chỉ tiêu {text if text.lower().startswith('nghị quyết') else f'Nghị quyết {text}'}"
    return "chỉ tiêu nhiệm kỳ"


def in_short(progress, admitted, verb, of_what):
    """``kết nạp 57/50, đạt 114% chỉ tiêu``, or without a quota ``kết nạp 57 đảng viên``."""
    target = progress.target if progress else None
    if target is None or progress.percent is None:
        return f"{verb}{count(admitted) if admitted is FEW else wording.grouped(admitted)} đảng viên"
    if wording.is_small(target):
        return f"{verb}{admitted}/{target.persons} chỉ tiêu"
    if target.kind == "rate":
        reached, asked = in_vietnamese(progress.percent), in_vietnamese(target.rate)
        return f"{verb}{wording.grouped(admitted)}, đạt {reached} so với tổng số đảng viên (chỉ tiêu {asked})"
    asked = wording.grouped(target.persons)
    if target.persons_at_most is not None:
        asked += f"-{wording.grouped(target.persons_at_most)}"
        of_what = " mức tối thiểu"
    return f"{verb}{wording.grouped(admitted)}/{asked}, đạt {in_vietnamese(progress.percent)}{of_what}"


def _span(progress):
    return "năm" if len(progress.period) == 4 else "nhiệm kỳ"
