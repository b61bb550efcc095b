"""``Đảng viên``: the register of members."""

from branches.access import Action
from branches.members import LOCK, OPTIONAL, SAID, MemberDraft, enter_members
from branches.models import Member

from ..cells import Birth, Code, Day, Reference, Text
from ..columns import Column, Sheet, Told, longest
from ..footprints import RowKind
from ..person_headings import BIRTHS, CELLS, FAMILY_NAMES, FULL_NAMES, OFFICIAL
from ..person_names import put_name_together

NAME = Text(longest(Member, "full_name"))


class BirthYear(Birth):
    """The year alone; a whole birth date says it too."""

    def clean(self, value, row=None, **kwargs):
        _day, year = super().clean(value)
        return year


class MemberSheet(Sheet):
    names = ("Đảng viên", "Danh sách đảng viên")
    needs = (("full_name", "family_name"), ("branch",))
    about = Member, "code"
    locks = (LOCK,)
    writes = (RowKind(Member, Action.EDIT_PEOPLE, SAID),)

    code = Column("Mã", Code(longest(Member, "code")), also=("Mã đảng viên",))
    full_name = Column("Họ và tên", NAME, also=FULL_NAMES)
    family_name = Column("Họ đệm", NAME, also=FAMILY_NAMES)
    given_name = Column("Tên", NAME)
    birth_year = Column("Năm sinh", BirthYear(), also=BIRTHS)
    branch = Column("Mã chi bộ", Reference(), also=CELLS, required=True)
    official_on = Column("Ngày chính thức", Day(), also=OFFICIAL)
    left_on = Column("Ngày rời", Day(), also=("Ngày rời chi bộ",))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.told = Told()

    def gather(self, rows, book):
        book.rows["members"] = rows

    def check(self, row, book):
        put_name_together(row, book, NAME.most)

    def said(self, row, book):
        said = row.values
        draft = MemberDraft(
            said["full_name"],
            book.branch_of(row),
            code=said.get("code", ""),
            said={name: said[name] for name in OPTIONAL if name in said},
        )
        return self.told.by(row, book, draft)

    def write(self, said, *, by):
        return self.told.remark(enter_members(said, by=by))

    def footprint(self, rows, book):
        return book.named.rows(dict.fromkeys(self.writes, "pk"), Member)
