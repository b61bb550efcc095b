"""``Tài liệu``: what lies in the dossiers, its state and where it is; never what stands in it."""

from branches.access import Action

from ...entering_papers import PaperDraft, enter_papers
from ...models import Candidate, Paper
from ...named import Named
from ...totals import LOCK
from ..cells import Code, Count, Day, OneOf, Reference, Text
from ..columns import Column, Sheet, longest
from ..footprints import OF_PEOPLE, PAPER, PERSON
from ..parts import Refused, parts_of
from ..way_spellings import PAPER_NAMES, PAPER_STATE_NAMES, PAPER_STATES, PAPERS

FIELDS = ("state", "number", "dated_on", "signer", "place")


def text(name):
    return Text(longest(Paper, name))


class PaperSheet(Sheet):
    names = ("Tài liệu", "Hồ sơ", "Tài liệu trong hồ sơ")
    needs = (("person", "full_name"), ("kind",))
    action = Action.MOVE_PEOPLE
    about = Candidate, "person"
    locks = (LOCK,)
    writes = (PERSON, PAPER)

    person = Column("Mã quần chúng", Code(longest(Candidate, "code")))
    full_name = Column(
        "Họ và tên quần chúng", Text(longest(Candidate, "full_name")), also=("Họ và tên", "Họ tên", "Quần chúng")
    )
    branch = Column("Mã chi bộ", Reference(), also=("Chi bộ",))
    kind = Column("Loại", OneOf(PAPERS, PAPER_NAMES.values()), also=("Loại tài liệu", "Tên tài liệu"), required=True)
    ordinal = Column("Bản thứ", Count())
    state = Column("Trạng thái", OneOf(PAPER_STATES, PAPER_STATE_NAMES.values()), also=("Tình trạng",))
    number = Column("Số", text("number"), also=("Số, ký hiệu", "Số hiệu"))
    dated_on = Column("Ngày", Day(), also=("Ngày ký", "Ngày cấp", "Ngày văn bản"))
    signer = Column("Người ký", text("signer"))
    place = Column("Nơi lưu", text("place"), also=("Nơi lưu giữ",))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.refused = Refused()

    def said(self, row, book):
        said = row.values
        if self.refused.holds(book, said.get("person") or said.get("full_name")):
            return None
        return PaperDraft(
            Named(said.get("person", ""), said.get("full_name", ""), book.branch_of(row)),
            said["kind"],
            said.get("ordinal"),
            {name: said[name] for name in FIELDS if name in said},
        )

    def write(self, said, *, by):
        return enter_papers(said, by=by)

    def footprint(self, rows, book):
        return book.named.rows({kind: OF_PEOPLE[kind] for kind in self.writes})


def rows_of_papers(people):
    """What the columns of ``PaperSheet`` read ({name of a column: value}) of every paper of ``people`` (candidates with their
    branches), one person after the other. One statement a batch.
    """
    for person, row in parts_of(people, Paper.objects.all()):
        who = {"person": person.code, "full_name": person.full_name, "branch": person.branch}
        yield who | {"kind": row.kind, "ordinal": row.ordinal} | {name: getattr(row, name) for name in FIELDS}
