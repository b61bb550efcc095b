"""``Quần chúng``: people on the way, and those admitted."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action
from branches.kinds import CELLS as CELL_KINDS
from branches.models import Member
from branches.names import fold_tight
from config.clock import today

from ...limits import limits_on
from ...models import PROFILE_FIELDS, Admission, Candidate, Tag
from ...profiles import SOME_MINORITY, SOME_RELIGION, Sex
from ...registering import ADMISSION_DAYS, WAY_FIELDS, Person, register_people
from ...rules.ages import age_in_months
from ...totals import LOCK
from ..cells import Birth, Code, Day, Listed, OneOf, Reference, Text, Tick, ticked
from ..columns import Column, Sheet, Told, longest
from ..footprints import OF_PEOPLE
from ..person_cells import Faith, Names, Schooling, Tags, Ticked
from ..person_headings import BIRTHS, CELLS, FAMILY_NAMES, FULL_NAMES, OFFICIAL, under
from ..person_names import put_name_together
from ..spellings import (
    ETHNIC,
    GROUPS,
    OCCUPATION_NAMES,
    OCCUPATIONS,
    PROFESSIONAL,
    PROFESSIONAL_NAMES,
    SEX_NAMES,
    SEXES,
)
from ..way_spellings import STAGE_NAMES, STAGES

_NO_DAY = gettext_lazy(
    "%(count)s cells are not stored, because their rows have neither decision nor ceremony: %(seen)s"
)
_BUILT_IN = gettext_lazy(
    "%(count)s cells bear the name of a group that every office has; kept as tags, not counted there: %(seen)s"
)

_YOUNG = gettext_lazy("%(count)s people are not 18 yet, so that no cell can consider them today: %(seen)s")
_NO_CELL = gettext_lazy("%(count)s people are put at an organisation that is no cell: %(seen)s")
_DECISIONS = ("Quyết định", "Quyết định kết nạp", "QĐ kết nạp")
_LISTED = (
    *("Ngày họp CB công nhận", "Ngày công nhận cảm tình Đảng", "Ngày được công nhận cảm tình"),
    *("Ngày được công nhận cảm tình Đảng", "Ngày CN cảm tình", "Ngày CN cảm tình Đảng"),
)


def length(name):
    return longest(Candidate, name)


class PeopleSheet(Sheet):
    names = ("Quần chúng", "Danh sách", "Nguồn", "Cảm tình Đảng", "Đảng viên mới")
    needs = (("full_name", "family_name"), ("branch",))
    about = Candidate, "code"
    locks = (LOCK,)
    writes = tuple(OF_PEOPLE)

    code = Column("Mã", Code(length("code")), also=("Mã quần chúng",))
    full_name = Column("Họ và tên", Text(length("full_name")), also=FULL_NAMES)
    family_name = Column("Họ đệm", Text(length("full_name")), also=FAMILY_NAMES)
    given_name = Column("Tên", Text(length("full_name")))
    birth_date = Column(BIRTHS[0], Birth(), also=BIRTHS[1:])
    birth_male = Column("Năm sinh: Nam", Birth(), also=under("Nam", *BIRTHS), attribute="birth_date")
    birth_female = Column("Năm sinh: Nữ", Birth(), also=under("Nữ", *BIRTHS), attribute="birth_date")
    sex = Column("Giới tính", OneOf(SEXES, SEX_NAMES), also=("Phái", "Giới"))
    sex_female = Column("Nữ", Ticked(Sex.FEMALE, Sex.MALE), also=under("Nữ", "Giới tính", "Phái"), attribute="sex")
    sex_male = Column("Nam", Ticked(Sex.MALE, Sex.FEMALE), also=under("Nam", "Giới tính", "Phái"), attribute="sex")
    ethnic_group = Column("Dân tộc", Listed(ETHNIC, length("ethnic_group")), also=("DT",))
    ethnic_tick = Column(
        "DTTS",
        Ticked(SOME_MINORITY, listed=Listed(ETHNIC, length("ethnic_group"))),
        also=("Dân tộc thiểu số",),
        attribute="ethnic_group",
    )
    religion = Column("Tôn giáo", Faith(length("religion")), also=("TG",))
    religion_tick = Column(
        "Có đạo", Ticked(SOME_RELIGION, "Không", listed=Faith(length("religion"))), attribute="religion"
    )
    occupation = Column(
        "Nghề nghiệp",
        Listed(OCCUPATIONS, length("occupation"), OCCUPATION_NAMES),
        also=("Nghề", "Chức vụ, đơn vị công tác", "Chức vụ và đơn vị công tác"),
    )
    general_education = Column(
        "Giáo dục phổ thông",
        Schooling(length("general_education")),
        also=("Trình độ học vấn", "TĐHV", "Văn hóa", "GDPT", "Trình độ văn hóa", "Học vấn", "TĐVH", "Trình độ GDPT"),
    )
    professional_education = Column(
        "Trình độ chuyên môn",
        Listed(PROFESSIONAL, length("professional_education"), PROFESSIONAL_NAMES),
        also=("CMNV", "TĐCM", "Chuyên môn", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn nghiệp vụ"),
    )
    is_union_member = Column("Đoàn viên TNCS", Tick(), also=("Đoàn viên", "Đoàn viên TNCS Hồ Chí Minh"))
    tags = Column("Đối tượng", Tags(longest(Tag, "name")))
    residence = Column(
        "Thôn cư trú", Text(length("residence")), also=("Thôn", "Nơi cư trú", "Nơi cư trú hiện nay", "Chỗ ở")
    )
    branch = Column("Mã chi bộ", Reference(), also=CELLS, required=True)
    decision_number = Column(
        "Số quyết định",
        Text(longest(Admission, "decision_number")),
        also=("Số QĐ KN", "Số QĐ kết nạp", "Số QĐ", *under("Số", *_DECISIONS)),
    )
    decision_on = Column(
        "Ngày quyết định",
        Day(),
        also=("Ngày QĐ", "Ngày ký", "Ngày QĐ KN", "Ngày QĐ kết nạp", *under("Ngày", *_DECISIONS)),
    )
    ceremony_on = Column("Ngày lễ kết nạp", Day(), also=("Ngày tổ chức lễ", "Ngày tổ chức lễ kết nạp"))
    joined_on = Column("Ngày kết nạp", Day(), also=("Ngày vào Đảng",), attribute="ceremony_on")
    recognised_on = Column("Ngày chính thức", Day(), also=OFFICIAL)

    stage = Column("Bước hiện tại", OneOf(STAGES, STAGE_NAMES.values()), also=("Bước", "Giai đoạn", "Hiện trạng"))
    stage_on = Column("Ngày vào bước", Day(), also=("Từ ngày (bước hiện tại)",))
    listed_on = Column("Ngày công nhận cảm tình", Day(), also=_LISTED)
    certified_on = Column("Ngày cấp GCN", Day(), also=("Ngày cấp CC", "Ngày cấp giấy chứng nhận", "Ngày cấp chứng chỉ"))
    helpers = Column(
        "ĐV giúp đỡ", Names(longest(Member, "full_name")), also=("Đảng viên giúp đỡ", "ĐV được phân công giúp đỡ")
    )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.women_ticked = set()
        self.told = Told()

    def prepare(self, table, findings):
        if table.has("joined_on") and not table.has("decision_on"):
            self._ask_which_day(table, findings)
        if table.has("sex_female") and not (table.has("sex_male") or table.has("sex")):
            (place, *_rest) = table.places["sex_female"]
            if any(ticked(cells[place]) for _number, cells in table.rows if place < len(cells)):
                self.women_ticked.add(table.name)

    def _ask_which_day(self, table, findings):
        """Without a decision date beside it nobody knows which of the two days it is."""
        (place, *_rest) = table.places.pop("joined_on")
        if any(cells[place] is not None for _number, cells in table.rows if place < len(cells)):
            text = _(
                "Is it the day of the decision or of the ceremony? Head the column “%(decision)s” or “%(ceremony)s”."
            )
            headings = {"decision": self.heading_for("decision_on"), "ceremony": self.heading_for("ceremony_on")}
            where = {"row": table.header_row, "heading": table.headings.pop("joined_on")}
            findings.refuse(text % headings, sheet=table.name, **where)

    def rights(self, row):
        asked = super().rights(row)
        days = [name for name in ("decision_on", "ceremony_on") if row.get(name)]
        steps = [name for name in (*WAY_FIELDS, "helpers") if row.get(name)]
        asked += [(Action.RECORD_ADMISSION, "branch", name) for name in days[:1]]
        return [*asked, *((Action.MOVE_PEOPLE, "branch", name) for name in steps[:1])]

    def gather(self, rows, book):
        book.rows["people"] = rows
        self.today, self.youngest = today(), limits_on(today()).age_from.value

    def check(self, row, book):
        said = row.values
        put_name_together(row, book, length("full_name"))
        self._read_sex(row, book)
        if "birth_date" in said:
            said["birth_date"], said["birth_year"] = said["birth_date"]
            if said["birth_date"] is None:
                del said["birth_date"]
        if not (said.get("decision_on") or said.get("ceremony_on")):
            for name in ("decision_number", "recognised_on"):
                if said.pop(name, None):
                    book.findings.remark(_NO_DAY, row, row.table.heading_of(name), row.cell(name))
        self._doubt(row, book)
        if any(fold_tight(tag) in GROUPS for tag in said.get("tags", ())):
            book.findings.remark(_BUILT_IN, row, row.table.heading_of("tags"), row.cell("tags"))

    def _doubt(self, row, book):
        """What can be, but is rarely meant."""
        born, year = row.get("birth_date"), row.get("birth_year")
        age = age_in_months(born, self.today) if born else year and 12 * (self.today.year - year)
        if year and age < self.youngest:
            book.findings.remark(_YOUNG, row, row.table.heading_of("birth_date"), row.cell("birth_date"))
        branch = book.directory.known.get(row.get("branch"))
        if branch and branch.kind and branch.kind not in CELL_KINDS:
            book.findings.remark(_NO_CELL, row, row.table.heading_of("branch"), branch.name)

    def _read_sex(self, row, book):
        """The column that holds the birth says the sex; nothing under a ticked Nữ is a man."""
        births = [
            (sex, name)
            for sex, name in ((Sex.MALE, "birth_male"), (Sex.FEMALE, "birth_female"))
            if row.table.has(name) and any(cell is not None for cell in row.cells_of(name))
        ]
        if len(births) > 1:
            book.findings.refuse_cell(row, "birth_female", _("The birth stands under both sexes: leave one empty."))
        elif births:
            row.values.setdefault("sex", births[0][0])
        elif row.table.name in self.women_ticked:
            row.values.setdefault("sex", Sex.MALE)

    def said(self, row, book):
        said = row.values
        return self.told.by(row, book, self._person(said, book.branch_of(row)))

    def _person(self, said, branch):
        return Person(
            said["full_name"],
            branch,
            code=said.get("code", ""),
            residence=said.get("residence"),
            profile={name: said[name] for name in PROFILE_FIELDS if name in said},
            admission={name: said[name] for name in ADMISSION_DAYS if name in said},
            tags=said.get("tags"),
            way={name: said[name] for name in WAY_FIELDS if name in said},
            helpers=said.get("helpers", ()),
        )

    def write(self, said, *, by):
        return self.told.remark(register_people(said, by=by))

    def footprint(self, rows, book):
        return book.named.rows(OF_PEOPLE)
