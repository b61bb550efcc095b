"""Figures for the tests of the renderers: Đảng bộ huyện Ia H'Drai, December 2023; all but the published figures invented.

``figures()`` is the report as the page knows it, ``figures(name=value)`` the same with other parts, ``with_people()`` what a
paper says besides.
"""

from dataclasses import replace
from datetime import date

from recruitment.groups import group_of
from reports.figures.facts import (
    Allocation,
    Breakdown,
    ChildRow,
    Figures,
    Headcount,
    HeadcountLine,
    LastYear,
    Letterhead,
    MonthPoint,
    Part,
    Progress,
    SilentCell,
    Standing,
    Target,
)
from reports.figures.names import BranchName
from reports.figures.paper_facts import (
    Chain,
    ChildMakeUp,
    EmptyCell,
    GroupCount,
    LateMonth,
    Matters,
    OnTheWay,
    Overdue,
    StageCount,
)
from reports.percent import percent

NOTICE = {
    "number": "15-TB/HU",
    "issued_on": date(2023, 1, 20),
    "issuer": "Ban Thường vụ Huyện ủy",
    "summary": "giao chỉ tiêu kết nạp đảng viên năm 2023",
}
CONGRESS = {
    "number": "01-NQ/ĐH",
    "issued_on": date(2020, 7, 1),
    "issuer": "",
    "summary": "Nghị quyết Đại hội Đảng bộ huyện lần thứ II",
}


def figures(**changes):
    return replace(IA_HDRAI, **changes)


def with_people(**changes):
    """The report of December 2023 as it was made on 5 January 2024."""
    parts = {"on_the_way": ON_THE_WAY, "make_up_of_children": MAKE_UP, "matters": MATTERS, "chain": CHAINS}
    return figures(**parts | changes)


def target(low, kind="exact", **more):
    """An exact quota unless ``more`` says otherwise."""
    blank = dict.fromkeys(("high", "rate", "base", "years", "persons_at_most", "issued_on"))
    texts = dict.fromkeys(("number", "issuer", "summary"), "")
    return Target(**blank | texts | {"kind": kind, "low": low, "persons": low} | more)


def progress(admitted, asked, code="", period="2023", **more):
    """``asked``: a Target, or persons."""
    asked = target(asked) if isinstance(asked, int) else asked
    values = {
        "percent": percent(admitted, asked.base if asked.kind == "rate" else asked.persons) if asked else None,
        "percent_of_max": percent(admitted, asked.persons_at_most) if asked else None,
        "difference": admitted - asked.persons if asked and asked.persons is not None else None,
    }
    group = str(group_of(code).name) if code else ""
    return Progress(
        **{"code": code, "group": group, "period": period, "target": asked, "admitted": admitted} | values | more
    )


def child(code, name, quota, month, year, term, heads, **more):
    asked = target(quota) if quota else None
    values = {
        "branch": BranchName(code, name),
        "branch_id": None,
        "kind": "base",
        "setting": "commune",
        "target": asked,
        "admitted_period": month,
        "admitted_year": year,
        "percent": percent(year, quota),
        "difference": year - quota if quota else None,
        "admitted_term": term,
        "heads": heads,
    }
    return ChildRow(**values | more)


def breakdown(code, *parts):
    total = sum(count for _code, count in parts)
    return Breakdown(code, code, tuple(Part(p, p, count, percent(count, total)) for p, count in parts), total)


CHILDREN = (
    child("DBX-IADOM", "Đảng bộ xã Ia Dom", 12, 1, 15, 52, 168),
    child("DBX-IADAL", "Đảng bộ xã Ia Đal", 11, 2, 13, 46, 142),
    child("DBX-IATOI", "Đảng bộ xã Ia Tơi", 10, 0, 11, 44, 151),
    child("DB-CA", "Đảng bộ Công an huyện", 3, 0, 4, 14, 61, setting="police"),
    child("DB-QS", "Đảng bộ Quân sự huyện", 3, 1, 3, 12, 38, setting="army"),
    child("CB-CAOSU", "Đảng bộ Công ty Cao su Sa Thầy Đỏ", 6, 1, 8, 25, 92, setting="state_company"),
    child("CB-THPT", "Chi bộ Trường THPT Mường Tranh", 2, 0, 2, 7, 31, kind="base_cell", setting="school"),
    child("CB-YTE", "Chi bộ Trung tâm Y tế", 1, 0, 1, 4, 27, kind="base_cell", setting="public_service"),
    child("CB-TNMT", "Chi bộ Tài nguyên và Môi trường", None, 0, 0, 1, 19, kind="base_cell", setting="agency"),
)
IA_HDRAI = Figures(
    branch=BranchName("IAHDRAI", "Đảng bộ huyện Ia H'Drai"),
    branch_id=1,
    kind="district",
    setting="other",
    letterhead=Letterhead(
        line_above="Đảng bộ tỉnh Kon Tum",
        committee="Huyện ủy Ia H'Drai",
        symbol="BC/HU",
        place="Ia H'Drai",
        signing_authority="T/M Ban Thường vụ",
        post="Phó Bí thư",
        signer="Nguyễn Văn Thí Dụ",
    ),
    period="2023-12",
    period_kind="month",
    calendar_year=2023,
    first=date(2023, 12, 1),
    as_of=date(2023, 12, 31),
    is_running=False,
    period_admitted=5,
    year_admitted=57,
    term_admitted=205,
    awaiting_ceremony=2,
    marked=0,
    year=progress(57, target(50, **NOTICE)),
    term=progress(205, target(200, **CONGRESS), period="2020-2025"),
    groups=(
        progress(30, target(37, **NOTICE), "village", stated="80", flag="không khớp"),
        progress(21, target(20, **NOTICE), "women"),
        progress(3, target(4, **NOTICE), "teachers"),
        progress(96, target(120, **CONGRESS), "minority", period="2020-2025"),
        progress(2, target(5, **NOTICE), "Trưởng thôn"),
    ),
    headcount=Headcount(
        opening=723,
        increase=9,
        decrease=3,
        closing=729,
        probationary=58,
        full=671,
        lines=(
            HeadcountLine("+", "B1", "Admitted", 5),
            HeadcountLine("+", "B2a", "Moved in from another province", 1),
            HeadcountLine("+", "B2b", "Moved in from another unit of the province", 3),
            HeadcountLine("-", "C1", "Died", 1),
            HeadcountLine("-", "C5", "Moved out", 2),
        ),
    ),
    children=CHILDREN,
    allocation=Allocation(quota=50, children=48, gap=2, children_with_quota=8, children_without_quota=1),
    last_year=LastYear(period_admitted=3, year_admitted=49),
    breakdowns=(
        breakdown("sex", ("female", 21), ("male", 36)),
        breakdown("minority", ("minority", 30), ("kinh", 27)),
        breakdown("religion", ("religion", 4), ("none", 52), ("unknown", 1)),
        breakdown("union", ("yes", 45), ("no", 12)),
        breakdown("age", ("18-30", 41), ("31-35", 12), ("36-40", 3), ("41-45", 1), ("46-50", 0), ("over60", 0)),
        breakdown("general_education", ("primary", 2), ("lower_secondary", 15), ("upper_secondary", 40)),
        breakdown("occupation", ("village_cadre", 9), ("teacher", 3), ("worker", 7), ("farmer", 21), ("other", 17)),
        breakdown("setting", ("village", 30), ("agency", 9), ("school", 3), ("army", 4), ("state_company", 11)),
    ),
    average_age="27.4",
    silent_cells=(
        SilentCell(BranchName("IADAL-T7", "Chi bộ thôn 7"), "Đảng bộ xã Ia Đal", True, 36),
        SilentCell(BranchName("IADOM-T3", "Chi bộ thôn 3"), "Đảng bộ xã Ia Dom", True, 24),
        SilentCell(BranchName("IATOI-T9", "Chi bộ thôn 9"), "Đảng bộ xã Ia Tơi", True, 24),
        SilentCell(BranchName("CB-TNMT", "Chi bộ Tài nguyên và Môi trường"), "Đảng bộ huyện Ia H'Drai", False, 12),
    ),
    idle_groups=("students",),
    by_month=tuple(
        MonthPoint(month, this_year, last_year)
        for month, this_year, last_year in zip(
            range(1, 13),
            (0, 2, 7, 10, 18, 23, 26, 33, 41, 45, 52, 57),
            (1, 1, 6, 9, 14, 19, 22, 27, 36, 42, 46, 49),
            strict=True,
        )
    ),
    standing=Standing(
        unit="base",
        units=9,
        with_quota=8,
        reached=8,
        best=(
            (BranchName("DB-CA", "Đảng bộ Công an huyện"), "133.33"),
            (BranchName("CB-CAOSU", "Đảng bộ Công ty Cao su Sa Thầy Đỏ"), "133.33"),
            (BranchName("DBX-IADOM", "Đảng bộ xã Ia Dom"), "125"),
        ),
        without=(BranchName("CB-TNMT", "Chi bộ Tài nguyên và Môi trường"),),
    ),
)
ON_THE_WAY = OnTheWay(
    people=90,
    listed=86,
    certified=40,
    completing=12,
    appraised=6,
    away=7,
    stages=(
        StageCount("introduced", 4, 0),
        StageCount("listed", 40, 4),
        StageCount("certified", 28, 2),
        StageCount("dossier", 12, 1),
        StageCount("received", 6, 0),
    ),
    groups=(GroupCount("village", 51), GroupCount("women", 33)),
    empty_cells=(
        EmptyCell(BranchName("IADAL-T7", "Chi bộ thôn 7"), "Đảng bộ xã Ia Đal", True, False),
        EmptyCell(BranchName("IATOI-T9", "Chi bộ thôn 9"), "Đảng bộ xã Ia Tơi", True, True),
        EmptyCell(BranchName("CB-TNMT", "Chi bộ Tài nguyên và Môi trường"), "Đảng bộ huyện Ia H'Drai", False, False),
    ),
)
MAKE_UP = tuple(
    ChildMakeUp(row.branch, row.admitted_year, women, minority, religion, union, village, listed, certified, appraised)
    for row, (women, minority, religion, union, village, listed, certified, appraised) in zip(
        CHILDREN,
        (
            *(
                (6, 10, 1, 12, 13, 20, 9, 2),
                (5, 9, 1, 11, 10, 18, 8, 1),
                (4, 7, 2, 9, 7, 19, 8, 1),
                (0, 1, 0, 3, 0, 6, 3, 1),
            ),
            *((0, 1, 0, 3, 0, 4, 2, 0), (3, 2, 0, 5, 0, 11, 6, 1), (2, 0, 0, 1, 0, 4, 2, 0), (1, 0, 0, 1, 0, 4, 2, 0)),
            (0, 0, 0, 0, 0, 0, 0, 0),
        ),
        strict=True,
    )
)
MATTERS = Matters(
    date(2024, 1, 5),
    (Overdue("decision", 3), Overdue("ceremony", 1), Overdue("recognition_meeting", 2), Overdue("sponsor_report", 4)),
)
CHAINS = (
    Chain("year", "2023", date(2023, 11, 30), 52, 5, 1, 1, 57, (LateMonth("2023-02", 1),)),
    Chain(
        "term", "2020-2025", date(2023, 11, 30), 198, 5, 3, 1, 205, (LateMonth("2022-05", 2), LateMonth("2023-02", 1))
    ),
)
