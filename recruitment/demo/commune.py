"""The demo of a commune of 2026, after the end of the districts: a quota as a share of the members, all invented."""

import random
from datetime import date
from decimal import Decimal

from branches.models import MovementKind
from branches.models.movement import Beyond
from branches.roles import Role
from recruitment.models import Term
from recruitment.stages import Stage

from . import commune_tree
from .commune_tree import DISTRICT, OLD_IA_DOM, OLD_IA_TOI, ROOT
from .scenario import Account, Document, Intake, Scenario, Step, Wave, each_year, quota, share

SEED = 20261120
CLOCK = date(2026, 11, 20)
OPENING = date(2025, 1, 1)
OLD_TERM, TERM = "2020-2025", "2025-2030"

INTAKES = (
    Intake(2025, (1, 1, 2, 1, 1, 1, 0, 1, 2, 1, 1, 1), women=5, minority=8, believers=1, union=10, ages=352),
    Intake(2026, (0, 1, 2, 1, 1, 2, 1, 1, 1, 0, 1), women=4, minority=6, believers=1, union=8, ages=301),
)

# --- Quotas

NOTICE_2025 = Document(
    *("Thông báo số 07-TB/HU", date(2025, 1, 17), "Ban Thường vụ Huyện ủy"),
    "giao chỉ tiêu kết nạp đảng viên năm 2025",
)
HALF_YEAR = Document(
    *("Thông báo số 03-TB/ĐU", date(2025, 8, 15), "Ban Thường vụ Đảng ủy xã"),
    "giao chỉ tiêu kết nạp đảng viên 6 tháng cuối năm 2025",
)
RESOLUTION = Document(
    *("Nghị quyết số 05-NQ/ĐU", date(2026, 1, 15), "Ban Chấp hành Đảng bộ xã Ia Tơi"),
    "phương hướng, nhiệm vụ năm 2026",
)
CONGRESS = Document(
    *("Nghị quyết Đại hội Đảng bộ xã lần thứ I", date(2025, 8, 20), "Đại hội Đảng bộ xã Ia Tơi"),
    "phương hướng, nhiệm vụ nhiệm kỳ 2025 - 2030",
)
OLD_QUOTAS = ((DISTRICT, 14), (OLD_IA_DOM, 7), (OLD_IA_TOI, 6))
GROUPS = (("village", 7), ("women", 4), ("minority", 6), ("teachers", 2))
LARGE_VILLAGES = ("T01", "T02", "T05", "T07", "T08", "T10")


def _quotas():
    yield from (quota(code, value, "2025", NOTICE_2025) for code, value in OLD_QUOTAS)
    yield quota(ROOT, 6, "2025", HALF_YEAR)
    yield quota(ROOT, share(Decimal(3)), "2026", RESOLUTION)
    yield from (quota(ROOT, value, "2026", RESOLUTION, group) for group, value in GROUPS)
    yield from (quota(code, 1, "2026", RESOLUTION) for code in (*LARGE_VILLAGES, "TH1", "TH2", "THPT", "MT", "HDND"))
    yield quota(ROOT, each_year(12, 15), TERM, CONGRESS)


# --- The ledger

IN, OUT, INSIDE = MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT, MovementKind.INTERNAL
NEAR, FAR = Beyond.SAME_PROVINCE, Beyond.OTHER_PROVINCE
Y2025, Y2026 = (date(2025, 1, 10), date(2025, 12, 19)), (date(2026, 1, 9), date(2026, 11, 16))
WAVES = (
    *(Wave(IN, 3, *Y2025, NEAR), Wave(OUT, 3, *Y2025, NEAR), Wave(OUT, 2, *Y2025, FAR), Wave(INSIDE, 2, *Y2025)),
    *(Wave(MovementKind.DIED, 2, *Y2025), Wave(IN, 2, *Y2026, NEAR), Wave(IN, 1, *Y2026, FAR)),
    *(
        Wave(OUT, 2, *Y2026, NEAR),
        Wave(OUT, 1, *Y2026, FAR),
        Wave(INSIDE, 2, *Y2026),
        Wave(MovementKind.DIED, 1, *Y2026),
    ),
)
AFTER_MERGER, FROM_DISTRICT, CLOSING = date(2025, 7, 2), date(2025, 7, 3), date(2025, 7, 15)
STEPS = (
    *(Step(INSIDE, "HDND", AFTER_MERGER, 5, to="VPDU"), Step(INSIDE, "KTXH", AFTER_MERGER, 4, to="VPDU")),
    *(Step(INSIDE, "KTXH", AFTER_MERGER, 5, to="XDD"), Step(INSIDE, "HDND", AFTER_MERGER, 3, to="XDD")),
    *(Step(INSIDE, "KTXH", AFTER_MERGER, 5, to="MT"), Step(INSIDE, "HDND", AFTER_MERGER, 4, to="MT")),
    *(Step(IN, code, FROM_DISTRICT, heads, beyond=NEAR) for code, heads in (("VPDU", 5), ("XDD", 4), ("MT", 6))),
    *(Step(IN, code, FROM_DISTRICT, heads, beyond=NEAR) for code, heads in (("HDND", 9), ("KTXH", 11), ("YTE", 11))),
    *(Step(IN, code, FROM_DISTRICT, heads, beyond=NEAR) for code, heads in (("CA", 7), ("QS", 5))),
    *(Step(INSIDE, "CA2", CLOSING, 5, to="CA"), Step(INSIDE, "QS2", CLOSING, 5, to="QS")),
)

ACCOUNTS = (
    Account("canbo", "Cán bộ Ban Xây dựng Đảng (minh họa)", Role.OFFICER, ROOT),
    Account("lanhdao", "Thường trực Đảng ủy xã (minh họa)", Role.LEADER, ROOT),
    Account("capuy", "Cấp ủy xã (minh họa)", Role.SECRETARY, ROOT),
    Account("quantri", "Quản trị hệ thống (minh họa)", Role.ADMIN, ROOT),
    Account("bithu-thon7", "Bí thư Chi bộ thôn 7 (minh họa)", Role.SECRETARY, "T07"),
)

STANDING = {
    **{Stage.LISTED: 9, Stage.CERTIFIED: 7, Stage.PERMITTED: 2, Stage.DOSSIER: 5, Stage.VERIFIED: 2},
    **{Stage.CELL_RESOLVED: 2, Stage.RECEIVED: 1, Stage.APPRAISED: 1, Stage.RETURNED: 1, Stage.SUBMITTED: 2},
    **{Stage.DROPPED: 1, Stage.MOVED: 1},
}


def commune():
    return Scenario(
        clock=CLOCK,
        seed=SEED,
        root=ROOT,
        decision="QĐ/ĐU",
        drafts=tuple(commune_tree.drafts(random.Random(SEED + 1))),
        cells=tuple(commune_tree.cells()),
        intakes=INTAKES,
        on_the_way=41,
        standing=STANDING,
        away=4,
        own_group="Trưởng thôn",
        opening=OPENING,
        heads_on=CLOCK,
        waves=WAVES,
        steps=STEPS,
        unnamed={OLD_IA_DOM: 5, OLD_IA_TOI: 4},
        terms=(
            (DISTRICT, Term(name=OLD_TERM, first=date(2020, 7, 1), last=date(2025, 6, 30))),
            (ROOT, Term(name=TERM, first=date(2025, 7, 1), last=date(2030, 6, 30))),
        ),
        quotas=tuple(_quotas()),
        accounts=ACCOUNTS,
    )
