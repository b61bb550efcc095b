"""The invented Đảng bộ xã Ia Tơi of 2026 and where it comes from (DOMAIN 10.1).

Until 30/6/2025 the cells hung below the two old communes of a district; on 1/7/2025 Ia Dom and Ia Tơi became one
commune right below the province, at first above base organisations (294-QĐ/TW), and since 30/9/2026 a base
organisation itself with 23 cells directly below it (208-QĐ/TW).
"""

from datetime import date
from typing import NamedTuple

from branches.kinds import Kind, Setting
from branches.placing import Draft
from recruitment.profiles import Occupation as Work

from .letterheads import letterhead
from .names import Names
from .scenario import Cell

ROOT, DISTRICT, OLD_IA_DOM, OLD_IA_TOI = "IATOI", "IAHDRAI", "IADOM", "IATOI-CU"
PARTY_BASE, STATE_BASE = "COQUANDANG", "UBND"
LAST_OF_DISTRICT, MERGED = date(2025, 6, 30), date(2025, 7, 1)
LAST_OF_R2, FLAT = date(2026, 9, 29), date(2026, 9, 30)
FOLLOWED_FROM = date(2025, 1, 1)
MERGER = "Quyết định thành lập Đảng bộ xã Ia Tơi (minh họa)"
REFORM = "Quyết định chuyển Đảng bộ xã thành đảng bộ cơ sở (minh họa)"


class Row(NamedTuple):
    """A cell: name until the merger (empty: founded then) and since, under whom, heads today, admissions by year.

    ``old_above``: until the merger; ``above``: until it came directly below the commune, as a ``kind``.
    """

    code: str
    old_name: str
    old_above: str
    name: str
    setting: Setting
    heads: int
    admitted: tuple[int, int]
    above: str = ROOT
    kind: Kind = Kind.BASE_CELL
    old_kind: Kind = Kind.CELL
    work: tuple = ()


def village(number, was, above, heads, *admitted):
    old = f"Chi bộ thôn {was}"
    return Row(f"T{number:02d}", old, above, f"Chi bộ thôn {number}", Setting.VILLAGE, heads, admitted, kind=Kind.CELL)


def school(code, old_name, above, name, heads, *admitted, **said):
    return Row(code, old_name, above, name, Setting.SCHOOL, heads, admitted, **said)


def office(code, name, setting, above, heads, *admitted, old=("", "")):
    return Row(code, *old, name, setting, heads, admitted, above=above, kind=Kind.CELL)


VILLAGES = (
    *(village(1, 1, OLD_IA_TOI, 21, 1, 2), village(2, 2, OLD_IA_TOI, 18, 1, 1), village(3, 3, OLD_IA_TOI, 14, 0, 0)),
    *(village(4, 4, OLD_IA_TOI, 11, 0, 0), village(5, 5, OLD_IA_TOI, 17, 2, 1), village(6, 6, OLD_IA_TOI, 13, 1, 0)),
    *(village(7, 1, OLD_IA_DOM, 26, 2, 2), village(8, 2, OLD_IA_DOM, 21, 1, 1), village(9, 3, OLD_IA_DOM, 15, 0, 0)),
    village(10, 4, OLD_IA_DOM, 19, 1, 1),
)
SCHOOLS = (
    school("MN1", "Chi bộ Trường Mầm non", OLD_IA_TOI, "Chi bộ Trường Mầm non Ia Tơi", 11, 1, 0),
    school("TH1", "Chi bộ Trường TH và THCS", OLD_IA_TOI, "Chi bộ Trường TH và THCS Ia Tơi", 17, 0, 0),
    school("MN2", "Chi bộ Trường Mầm non", OLD_IA_DOM, "Chi bộ Trường Mầm non Ia Dom", 12, 0, 0),
    school("TH2", "Chi bộ Trường TH và THCS", OLD_IA_DOM, "Chi bộ Trường TH và THCS Ia Dom", 18, 1, 0),
    school(
        *("THPT", "Chi bộ Trường Trung học phổ thông huyện", DISTRICT, "Chi bộ Trường Trung học phổ thông", 27, 2, 1),
        old_kind=Kind.BASE_CELL,
        work=(Work.TEACHER, Work.PUPIL),
    ),
)
PARTY, STATE = Setting.PARTY_AGENCY, Setting.AGENCY
OFFICES = (
    office("VPDU", "Chi bộ Văn phòng Đảng ủy", PARTY, PARTY_BASE, 14, 0, 0),
    office("XDD", "Chi bộ Ban Xây dựng Đảng và Ủy ban Kiểm tra", PARTY, PARTY_BASE, 12, 0, 0),
    office("MT", "Chi bộ Mặt trận và các đoàn thể", PARTY, PARTY_BASE, 16, 0, 1),
    office(
        *("HDND", "Chi bộ Văn phòng HĐND và UBND", STATE, STATE_BASE, 19, 0, 1), old=("Chi bộ Cơ quan xã", OLD_IA_TOI)
    ),
    office(
        *("KTXH", "Chi bộ Kinh tế và Văn hóa - Xã hội", STATE, STATE_BASE, 20, 0, 0),
        old=("Chi bộ Cơ quan xã", OLD_IA_DOM),
    ),
)
ARMED = (
    Row("CA", "Chi bộ Công an xã", OLD_IA_TOI, "Chi bộ Công an xã", Setting.POLICE, 19, (0, 0)),
    Row("QS", "Chi bộ Quân sự xã", OLD_IA_TOI, "Chi bộ Quân sự xã", Setting.ARMY, 17, (0, 0)),
)
HEALTH = Row("YTE", "", "", "Chi bộ Trạm Y tế xã", Setting.PUBLIC_SERVICE, 11, (0, 0))
ROWS = (*VILLAGES, *SCHOOLS, *OFFICES, HEALTH, *ARMED)
MERGED_INTO = {"CA2": ("CA", "Chi bộ Công an xã", Setting.POLICE), "QS2": ("QS", "Chi bộ Quân sự xã", Setting.ARMY)}
"""Cells of old Ia Dom whose members went over to the other's in July 2025, after which they were closed."""
LAST_OF_MERGED = date(2025, 7, 31)


def drafts(chance):
    """The tree with its history, oldest lines first."""
    names = Names(chance)
    yield from _old_communes(names)
    yield from _root(names)
    for order, (code, name, setting) in enumerate(
        (
            (PARTY_BASE, "Đảng bộ các cơ quan Đảng xã", PARTY),
            (STATE_BASE, "Đảng bộ Ủy ban nhân dân xã", STATE),
        ),
        start=80,
    ):
        said = _said(Kind.BASE, setting, name, ROOT, names) | {"document": MERGER}
        yield Draft(code, MERGED, LAST_OF_R2, said, {"order": order, "successor": ROOT})
    for order, row in enumerate(ROWS, start=1):
        yield from _lines(row, order, names)
    for order, (code, (heir, name, setting)) in enumerate(MERGED_INTO.items(), start=90):
        yield Draft(code, None, details=_said(Kind.CELL, setting, name, OLD_IA_DOM, names), standing={"order": order})
        said = {"kind": Kind.BASE_CELL, "parent": ROOT, "document": MERGER}
        yield Draft(code, MERGED, LAST_OF_MERGED, said, {"successor": heir})


def _old_communes(names):
    said = _said(Kind.DISTRICT, Setting.OTHER, "Đảng bộ huyện Ia H'Drai", "", names)
    said |= {"committee_name": "Huyện ủy Ia H'Drai", "line_above": "Đảng bộ tỉnh Kon Tum", "symbol": "BC/HU"}
    yield Draft(DISTRICT, None, LAST_OF_DISTRICT, said, {"order": 99})
    for order, (code, name) in enumerate(((OLD_IA_DOM, "Ia Dom"), (OLD_IA_TOI, "Ia Tơi")), start=97):
        said = _said(Kind.BASE, Setting.COMMUNE, f"Đảng bộ xã {name}", DISTRICT, names)
        yield Draft(code, None, LAST_OF_DISTRICT, said, {"order": order, "successor": ROOT})


def _root(names):
    said = _said(Kind.COMMUNE, Setting.COMMUNE, "Đảng bộ xã Ia Tơi", "", names)
    said |= {"line_above": "Đảng bộ tỉnh Quảng Ngãi", "document": MERGER}
    standing = {"order": 1, "followed_from": FOLLOWED_FROM}
    yield Draft(ROOT, MERGED, details=said, standing=standing)
    yield Draft(ROOT, FLAT, details={"kind": Kind.BASE, "document": REFORM})


def _lines(row, order, names):
    """Until the merger, from then on, and since everything came directly below the commune."""
    standing = {"order": order, "followed_from": FOLLOWED_FROM}
    said = _said(row.kind, row.setting, row.name, row.above, names) | {"document": MERGER}
    if row.old_name:
        before = said | {"kind": row.old_kind, "parent": row.old_above, "name": row.old_name, "document": ""}
        before |= {"committee_name": row.old_name}
        yield Draft(row.code, None, details=before)
    yield Draft(row.code, MERGED, details=said, standing=standing)
    if row.above != ROOT or row.kind != Kind.CELL:
        yield Draft(row.code, FLAT, details={"kind": Kind.CELL, "parent": ROOT, "document": REFORM})


def _said(kind, setting, name, parent, names):
    details = {"kind": kind, "setting": setting, "name": name, "parent": parent}
    return details | letterhead(name, kind, setting, "Ia Tơi", names.draw(woman=False))


def cells():
    for row in ROWS:
        village = f"Thôn {int(row.code[1:])}, xã Ia Tơi" if row.setting == Setting.VILLAGE else ""
        founded = None if row.old_name else MERGED
        admitted = dict(zip((2025, 2026), row.admitted, strict=True))
        yield Cell(row.code, row.setting, row.heads, admitted, row.old_above, village, founded, row.work)
    for code, (_heir, _name, setting) in MERGED_INTO.items():
        yield Cell(code, setting, 0, {}, OLD_IA_DOM)
