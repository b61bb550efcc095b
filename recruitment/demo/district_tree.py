"""The invented Đảng bộ huyện Ia H'Drai: its base organisations and cells, and how many members and admissions each has.

Behind a cell stand its members on 31/12/2023 and its admissions by name in the years up to 2024.
"""

from dataclasses import dataclass
from datetime import date

from branches.kinds import CELLS, Kind, Setting
from branches.placing import Draft
from recruitment.profiles import Occupation as Work

from .letterheads import letterhead
from .names import Names
from .scenario import Cell

ROOT = "IAHDRAI"
LAST_YEAR = 2024
FOLLOWED_FROM = date(2022, 1, 1)
IA_DAL_FOLLOWED_FROM = date(2020, 7, 1)
"""Ia Đal kept names all through the term; of the others, the years before 2022 are known only as totals."""


@dataclass(frozen=True)
class Row:
    """A cell as the tables below say it."""

    code: str
    name: str
    setting: Setting
    heads: int
    admitted: tuple[int, ...]
    work: tuple = ()


@dataclass(frozen=True)
class Base:
    """A base organisation; without ``rows`` it is itself the only cell, ``own``."""

    code: str
    name: str
    setting: Setting
    rows: tuple[Row, ...] = ()
    own: Row | None = None

    @property
    def place(self):
        return self.name.removeprefix("Đảng bộ xã ") if self.setting == Setting.COMMUNE else "Ia H'Drai"

    @property
    def followed_from(self):
        return IA_DAL_FOLLOWED_FROM if self.code == "IADAL" else FOLLOWED_FROM


def village(number, heads, *admitted):
    return Row(f"T{number}", f"Chi bộ thôn {number}", Setting.VILLAGE, heads, admitted)


def school(heads, *admitted):
    return Row("TH", "Chi bộ Trường Tiểu học và Trung học cơ sở", Setting.SCHOOL, heads, admitted)


def nursery(heads, *admitted):
    return Row("MN", "Chi bộ Trường Mầm non", Setting.SCHOOL, heads, admitted)


def office(heads, *admitted):
    return Row("CQ", "Chi bộ Cơ quan xã", Setting.COMMUNE, heads, admitted)


def police(heads, *admitted):
    return Row("CA", "Chi bộ Công an xã", Setting.POLICE, heads, admitted)


def army(heads, *admitted):
    return Row("QS", "Chi bộ Quân sự xã", Setting.ARMY, heads, admitted)


def alone(code, name, setting, heads, *admitted, work=()):
    """A base cell."""
    return Base(code, name, setting, own=Row("", name, setting, heads, admitted, work))


IA_DOM = Base(
    "IADOM",
    "Đảng bộ xã Ia Dom",
    Setting.COMMUNE,
    (
        village(1, 24, 3, 4, 1),
        village(2, 19, 2, 3, 0),
        village(3, 14, 0, 0, 0),
        village(4, 18, 2, 3, 1),
        school(16, 1, 1, 0),
        nursery(11, 1, 1, 0),
        office(21, 1, 1, 0),
        police(5, 0, 0, 0),
        army(6, 1, 0, 0),
    ),
)
IA_DAL = Base(
    "IADAL",
    "Đảng bộ xã Ia Đal",
    Setting.COMMUNE,
    (
        village(1, 17, 1, 1, 2, 3, 1),
        village(2, 15, 1, 1, 1, 2, 0),
        village(3, 9, 0, 1, 1, 0, 0),
        village(4, 13, 0, 1, 2, 2, 1),
        village(5, 8, 1, 0, 0, 0, 0),
        village(6, 14, 1, 1, 1, 2, 0),
        village(7, 12, 0, 2, 1, 1, 0),
        village(8, 10, 0, 1, 1, 0, 0),
        school(17, 1, 1, 1, 1, 0),
        nursery(10, 0, 1, 0, 0, 0),
        office(20, 1, 1, 1, 0, 1),
        police(5, 0, 0, 0, 1, 0),
        army(5, 0, 0, 0, 0, 0),
    ),
)
IA_TOI = Base(
    "IATOI",
    "Đảng bộ xã Ia Tơi",
    Setting.COMMUNE,
    (
        village(1, 18, 2, 3, 1),
        village(2, 16, 2, 3, 0),
        village(3, 13, 1, 1, 0),
        village(4, 10, 0, 0, 0),
        village(5, 15, 2, 2, 1),
        village(6, 12, 1, 1, 0),
        school(15, 1, 0, 0),
        nursery(9, 0, 0, 0),
        office(19, 1, 0, 0),
        police(5, 1, 0, 0),
        army(5, 0, 0, 0),
    ),
)
PARTY_AGENCIES = Base(
    "COQUANDANG",
    "Đảng bộ các cơ quan Đảng và đoàn thể huyện",
    Setting.PARTY_AGENCY,
    (
        Row("VP", "Chi bộ Văn phòng Huyện ủy", Setting.PARTY_AGENCY, 11, (1, 1, 0)),
        Row("TC", "Chi bộ Ban Tổ chức và Ủy ban Kiểm tra", Setting.PARTY_AGENCY, 12, (0, 0, 1)),
        Row("TG", "Chi bộ Ban Tuyên giáo và Ban Dân vận", Setting.PARTY_AGENCY, 9, (0, 0, 0)),
        Row("MT", "Chi bộ Mặt trận và các đoàn thể", Setting.PARTY_AGENCY, 14, (1, 1, 0)),
    ),
)
PEOPLES_COMMITTEE = Base(
    "UBND",
    "Đảng bộ Ủy ban nhân dân huyện",
    Setting.AGENCY,
    (
        Row("VP", "Chi bộ Văn phòng HĐND và UBND", Setting.AGENCY, 13, (1, 1, 0)),
        Row("NN", "Chi bộ Nông nghiệp và Tài nguyên", Setting.AGENCY, 12, (1, 1, 0)),
        Row("KT", "Chi bộ Kinh tế và Tài chính", Setting.AGENCY, 11, (0, 1, 0)),
        Row("VX", "Chi bộ Văn hóa và Xã hội", Setting.AGENCY, 14, (1, 1, 1)),
    ),
)
POLICE = Base(
    "CONGAN",
    "Đảng bộ Công an huyện",
    Setting.POLICE,
    (
        Row("1", "Chi bộ Tham mưu", Setting.POLICE, 13, (1, 1, 0)),
        Row("2", "Chi bộ Cảnh sát", Setting.POLICE, 12, (1, 0, 0)),
        Row("3", "Chi bộ An ninh", Setting.POLICE, 11, (0, 1, 0)),
    ),
)
ARMY = Base(
    "QUANSU",
    "Đảng bộ Quân sự huyện",
    Setting.ARMY,
    (
        Row("1", "Chi bộ Tham mưu", Setting.ARMY, 10, (1, 1, 0)),
        Row("2", "Chi bộ Chính trị", Setting.ARMY, 9, (1, 1, 1)),
        Row("3", "Chi bộ Hậu cần và Kỹ thuật", Setting.ARMY, 8, (0, 0, 0)),
    ),
)
RUBBER = Base(
    "CAOSU",
    "Đảng bộ Công ty cao su Ia Đrông (minh họa)",
    Setting.STATE_COMPANY,
    (
        Row("VP", "Chi bộ Văn phòng công ty", Setting.STATE_COMPANY, 12, (0, 1, 0), (Work.CLERK, Work.MANAGER)),
        Row("D1", "Chi bộ Đội sản xuất 1", Setting.STATE_COMPANY, 9, (1, 1, 1)),
        Row("D2", "Chi bộ Đội sản xuất 2", Setting.STATE_COMPANY, 8, (1, 1, 1)),
        Row("D3", "Chi bộ Đội sản xuất 3", Setting.STATE_COMPANY, 7, (1, 1, 0)),
        Row("NM", "Chi bộ Nhà máy chế biến", Setting.STATE_COMPANY, 6, (1, 1, 0)),
    ),
)
BASES = (
    IA_DOM,
    IA_DAL,
    IA_TOI,
    PARTY_AGENCIES,
    PEOPLES_COMMITTEE,
    POLICE,
    ARMY,
    alone("BIENPHONG", "Chi bộ Đồn Biên phòng Ia Đrông (minh họa)", Setting.ARMY, 24, 1, 1, 0),
    RUBBER,
    alone("YTE", "Chi bộ Trung tâm Y tế huyện", Setting.PUBLIC_SERVICE, 24, 2, 1, 0),
    alone(
        "THPT",
        "Chi bộ Trường Trung học phổ thông huyện",
        Setting.SCHOOL,
        19,
        2,
        2,
        0,
        work=(Work.TEACHER, Work.PUPIL, Work.PUPIL),
    ),
    alone("TOAAN", "Chi bộ Tòa án nhân dân huyện", Setting.AGENCY, 7, 1, 0, 0),
    alone("VKS", "Chi bộ Viện kiểm sát nhân dân huyện", Setting.AGENCY, 6, 0, 1, 0),
    alone("THUE", "Chi bộ Chi cục Thuế huyện", Setting.AGENCY, 6, 1, 0, 0),
    alone("KIEMLAM", "Chi bộ Hạt Kiểm lâm huyện", Setting.AGENCY, 8, 1, 1, 0),
    alone("GDNN", "Chi bộ Trung tâm Giáo dục nghề nghiệp huyện", Setting.PUBLIC_SERVICE, 8, 1, 1, 0),
)


def drafts(chance):
    """The whole tree, since always, in its official order."""
    names = Names(chance)
    root = {
        "kind": Kind.DISTRICT,
        "setting": Setting.OTHER,
        "name": "Đảng bộ huyện Ia H'Drai",
        "committee_name": "Huyện ủy Ia H'Drai",
        "line_above": "Đảng bộ tỉnh Kon Tum",
        "symbol": "BC/HU",
        "place": "Ia H'Drai",
        "signing_authority": "T/M BAN THƯỜNG VỤ",
        "post": "PHÓ BÍ THƯ",
        "signer": names.draw(woman=False),
    }
    yield Draft(ROOT, details=root, standing={"order": 1})
    for place, base in enumerate(BASES, start=1):
        kind = Kind.BASE if base.rows else Kind.BASE_CELL
        yield _draft(base.code, base, base, ROOT, kind, place, names)
        for number, row in enumerate(base.rows, start=1):
            yield _draft(f"{base.code}-{row.code}", row, base, base.code, Kind.CELL, number, names)


def _draft(code, said, base, parent, kind, order, names):
    signer = names.draw(woman=kind in CELLS and order % 3 == 0)
    details = {"kind": kind, "setting": said.setting, "name": said.name, "parent": parent}
    details |= letterhead(said.name, kind, said.setting, base.place, signer)
    return Draft(code, details=details, standing={"order": order, "followed_from": base.followed_from})


def cells():
    for base in BASES:
        if base.own:
            yield _cell(base.code, base.own, base)
        for row in base.rows:
            yield _cell(f"{base.code}-{row.code}", row, base)


def _cell(code, row, base):
    years = range(LAST_YEAR - len(row.admitted) + 1, LAST_YEAR + 1)
    village = f"Thôn {row.code[1:]}, xã {base.place}" if row.setting == Setting.VILLAGE else ""
    admitted = dict(zip(years, row.admitted, strict=True))
    return Cell(code, row.setting, row.heads, admitted, base.code, village=village, work=row.work)
