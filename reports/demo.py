"""The demo's reports: three months signed, one of them issued anew, the last put up, a draft of the month that runs."""

from datetime import timedelta

from branches.access import system_user
from config.clock import today
from config.refusal import Refused

from .drafting import issue_anew, start_report, write_report
from .issued import thawed
from .issuing import sign_report, submit_report
from .numbering import next_number, numbering_on, symbol_in
from .periods import month_of

TEXTS = {
    "assessment": "Các cấp ủy đã quan tâm tạo nguồn, bồi dưỡng, giúp đỡ quần chúng ưu tú; "
    "số đảng viên mới kết nạp tăng so với cùng kỳ năm trước.",
    "causes": "Một số chi bộ thôn chưa chú trọng tạo nguồn; nhiều thanh niên đi làm ăn xa nên khó theo dõi, giúp đỡ.",
    "tasks": "Rà soát danh sách quần chúng ưu tú ở từng chi bộ thôn, phân công đảng viên giúp đỡ.\n"
    "Mở lớp bồi dưỡng nhận thức về Đảng trong quý tới.",
}
REISSUED = "Bổ sung phần đánh giá theo ý kiến của Ban Thường vụ"
MORE = "\nCông tác thẩm định hồ sơ được thực hiện đúng thời hạn."
ANEW = 3
"""So many months before the one that runs is the month whose report is issued anew."""


def make_reports(branch, *, after_step=lambda done, of: None):
    """The reports of ``branch`` in the demo, through the verbs. Where no PDF can be made they stay put up, unsigned.

    Returns how many there are. ``after_step`` hears of each report made.
    """
    steps = [
        lambda: _signed(_submitted(branch, ANEW + 1)),
        lambda: _signed(_submitted(branch, ANEW)),
        lambda: _anew(branch),
        lambda: _signed(_submitted(branch, ANEW - 1)),
        lambda: _submitted(branch, 1),
        lambda: _draft(branch, 0),
    ]
    made = 0
    for done, step in enumerate(steps, start=1):
        made += step() is not None
        after_step(done, len(steps))
    return made


def _month(back):
    """The month so many before the one that runs."""
    year, number = divmod(today().year * 12 + today().month - 1 - back, 12)
    return month_of(year, number + 1)


def _draft(branch, back):
    by = system_user()
    report = start_report(branch, _month(back), by=by)
    return write_report(report.pk, TEXTS, report.version, by=by) if not report.assessment else report


def _submitted(branch, back):
    report = _draft(branch, back)
    return submit_report(report.pk, report.version, by=system_user())


def _signed(report, days=5):
    """Signed on the day that lies so many days after the period; unsigned where no file can be made."""
    head, day = thawed(report).figures.letterhead, report.as_of + timedelta(days=days)
    symbol = symbol_in(head.symbol)
    said = {
        "number": next_number(report.branch, symbol, numbering_on(report.branch, day)),
        "symbol": symbol,
        "signed_on": day,
        "signing_authority": head.signing_authority,
        "post": head.post,
        "signer": head.signer or "Nguyễn Văn Thí Dụ",
    }
    try:
        return sign_report(report.pk, said, report.version, by=system_user())
    except Refused:
        return report


def _anew(branch):
    """The last signed report, issued anew; None where it could not be signed."""
    old = branch.reports.get(period=_month(ANEW).name)
    if not old.is_final:
        return None
    new = issue_anew(old.pk, REISSUED, by=system_user())
    new = write_report(new.pk, {"assessment": new.assessment + MORE}, new.version, by=system_user())
    return _signed(submit_report(new.pk, new.version, by=system_user()), days=15)
