"""``Giúp đỡ``: who has introduced and helped whom, from when until when."""

from branches.access import Action
from branches.models import Member
from branches.spans import ONE_DAY, last_day

from ...entering_sponsors import OPTIONAL, SponsorshipDraft, enter_sponsorships
from ...models import Candidate, Sponsorship
from ...named import Named
from ...totals import LOCK
from ..cells import Code, Day, OneOf, Reference, Text, Tick
from ..columns import Column, Sheet, Told, longest
from ..footprints import OF_PEOPLE, PERSON, SPONSORSHIP
from ..parts import Refused, parts_of
from ..way_spellings import (
    SPONSOR_END_NAMES,
    SPONSOR_ENDS,
    SPONSOR_ROLE_NAMES,
    SPONSOR_ROLES,
    SPONSOR_WAIVER_NAMES,
    SPONSOR_WAIVERS,
)


class SponsorSheet(Sheet):
    names = ("Giúp đỡ", "Đảng viên giúp đỡ", "Phân công giúp đỡ")
    needs = (("person", "full_name"), ("member",), ("role",), ("assigned_on",))
    action = Action.MOVE_PEOPLE
    about = Candidate, "person"
    locks = (LOCK,)
    writes = (PERSON, SPONSORSHIP)

    person = Column("Mã quần chúng", Code(longest(Candidate, "code")), also=("Mã người được giúp đỡ",))
    full_name = Column(
        "Họ và tên quần chúng",
        Text(longest(Candidate, "full_name")),
        also=("Họ và tên", "Họ tên", "Quần chúng", "Người được giúp đỡ"),
    )
    branch = Column("Mã chi bộ", Reference(), also=("Chi bộ",))
    member = Column(
        "Mã đảng viên",
        Code(longest(Member, "full_name") + longest(Member, "code") + 3),
        also=("Mã ĐV", "Đảng viên", "ĐV giúp đỡ", "Đảng viên giúp đỡ", "Họ và tên đảng viên"),
        required=True,
    )
    role = Column("Vai trò", OneOf(SPONSOR_ROLES, SPONSOR_ROLE_NAMES.values()), also=("Nhiệm vụ",), required=True)
    assigned_on = Column("Từ ngày", Day(), also=("Ngày phân công",), required=True)
    last_day = Column("Đến ngày", Day(), attribute="ended_on")
    number = Column("Số nghị quyết", Text(longest(Sponsorship, "number")), also=("Số NQ",))
    known_since = Column("Biết từ ngày", Day(), also=("Biết người này từ",))
    waived_by = Column(
        "Miễn 12 tháng vì", OneOf(SPONSOR_WAIVERS, SPONSOR_WAIVER_NAMES.values()), also=("Lý do miễn 12 tháng",)
    )
    is_relative = Column("Là người thân", Tick())
    ended_because = Column("Lý do kết thúc", OneOf(SPONSOR_ENDS, SPONSOR_END_NAMES.values()))
    comment = Column("Nhận xét bàn giao", Text(longest(Sponsorship, "comment")), also=("Nhận xét",))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.told, self.refused = Told(), Refused()

    def check(self, row, book):
        """The last day is inclusive, as in every sheet; what is kept is the first day without."""
        if day := row.get("ended_on"):
            row.values["ended_on"] = day + ONE_DAY

    def said(self, row, book):
        said = row.values
        if self.refused.holds(book, said.get("person") or said.get("full_name"), said["member"]):
            return None
        draft = SponsorshipDraft(
            Named(said.get("person", ""), said.get("full_name", ""), book.branch_of(row)),
            said["member"],
            said["role"],
            said["assigned_on"],
            {name: said[name] for name in OPTIONAL if name in said},
        )
        return self.told.by(row, book, draft)

    def write(self, said, *, by):
        return self.told.remark(enter_sponsorships(said, by=by))

    def footprint(self, rows, book):
        return book.named.rows({kind: OF_PEOPLE[kind] for kind in self.writes})


def rows_of_sponsorships(people):
    """What the columns of ``SponsorSheet`` read ({name of a column: value}) of every sponsorship of ``people`` (candidates
    with their branches), one person after the other, oldest first. One statement a batch.
    """
    for person, row in parts_of(people, Sponsorship.objects.select_related("member")):
        said = {name: getattr(row, name) for name in ("role", "assigned_on", *OPTIONAL) if name != "ended_on"}
        who = {"person": person.code, "full_name": person.full_name, "branch": person.branch, "member": row.member.code}
        yield who | said | {"last_day": last_day(row.ended_on)}
