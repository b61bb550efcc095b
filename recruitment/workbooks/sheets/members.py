"""``Đảng viên``: the register of members."""

from branches.access import Action
from branches.members import LOCK, OPTIONAL, SAID, MemberDraft, enter_members
from branches.models import Member

from ..cells import Birth, Code, Day, Reference, Text
from ..columns import Column, Sheet, longest
from ..footprints import RowKind


class BirthYear(Birth):
    """The year alone; a whole birth date says it too."""

    def clean(self, value, row=None, **kwargs):
        _day, year = super().clean(value)
        return year


class MemberSheet(Sheet):
    names = ("Đảng viên", "Danh sách đảng viên")
    needs = (("full_name",), ("branch",))
    about = Member, "code"
    locks = (LOCK,)
    writes = (RowKind(Member, Action.EDIT_PEOPLE, SAID),)

    code = Column("Mã", Code(longest(Member, "code")), also=("Mã đảng viên",))
    full_name = Column("Họ và tên", Text(longest(Member, "full_name")), also=("Họ tên",), required=True)
    birth_year = Column("Năm sinh", BirthYear(), also=("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"))
    branch = Column("Mã chi bộ", Reference(), also=("Chi bộ",), required=True)
    official_on = Column("Ngày chính thức", Day(), also=("Ngày công nhận chính thức",))
    left_on = Column("Ngày rời", Day(), also=("Ngày rời chi bộ",))

    def gather(self, rows, book):
        book.rows["members"] = rows

    def said(self, row, book):
        said = row.values
        return MemberDraft(
            said["full_name"],
            book.branch_of(row),
            code=said.get("code", ""),
            said={name: said[name] for name in OPTIONAL if name in said},
        )

    def write(self, said, *, by):
        return enter_members(said, by=by)

    def footprint(self, rows, book):
        return book.named.rows(dict.fromkeys(self.writes, "pk"), Member)
