"""``Đảng số``: the ledger of heads."""

from django.utils.translation import gettext as _

from branches.access import Action
from branches.models import Movement, MovementKind
from branches.movements import AUDITED, LOCK, Entry, record_movements

from ..cells import MINUS, Code, Count, Day, MinusCount, OneOf, Reference
from ..columns import Column, Sheet, longest
from ..footprints import RowKind, rows_with
from ..spellings import BEYOND, MOVEMENT_NAMES, MOVEMENTS
from .totals import all_openings, tell_openings_inside, totals_of_everybody

TRANSFERS = (MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT)
NUMBERS = ("heads", "probationary", "women", "minority")


class MovementSheet(Sheet):
    names = ("Đảng số",)
    needs = (("branch",), ("day",), ("kind",))
    action = Action.RECORD_MOVEMENT
    locks = (LOCK,)
    writes = (RowKind(Movement, action, AUDITED, sides=("branch_id", "counterpart_id")),)

    code = Column("Mã dòng", Code(longest(Movement, "code")))
    branch = Column("Mã chi bộ", Reference(), also=("Chi bộ", "Mã tổ chức", "Đơn vị"), required=True)
    day = Column("Ngày", Day(), required=True)
    kind = Column(
        "Loại biến động",
        OneOf(MOVEMENTS, MOVEMENT_NAMES.values()),
        also=("Loại", "Tăng/giảm", "Tăng, giảm", "Lý do"),
        required=True,
    )
    heads = Column("Số lượng", Count(), also=("Số ĐV", "Số đảng viên"))
    counterpart = Column("Mã đối ứng", Code(most=200))
    probationary = Column("Dự bị", MinusCount())
    women = Column("Nữ", Count())
    minority = Column("DTTS", Count(), also=("Dân tộc thiểu số",))

    def rights(self, row):
        return [*super().rights(row), (self.action, "counterpart", "counterpart")]

    def check(self, row, book):
        kind = row.get("kind")
        if kind is None:
            return
        self._refuse_wrong_numbers(row, book)
        if kind == MovementKind.INTERNAL:
            book.resolve(row, "counterpart")
        else:
            self._read_beyond(row, book)

    def _refuse_wrong_numbers(self, row, book):
        if row.get("kind") == MovementKind.RECOGNISED:
            return
        if str(row.cell("probationary")).startswith(MINUS):
            sentence = _("No minus: the kind of movement says whether heads come or go.")
            book.findings.refuse_cell(row, "probationary", sentence)
        if row.cell("heads") is None:
            book.findings.refuse_cell(row, "heads", _("This cell must not be empty."))

    def _read_beyond(self, row, book):
        """The other side of a transfer lies outside; all other kinds have none."""
        said = row.values.pop("counterpart", None)
        if said is None:
            return
        outside = OneOf(BEYOND, BEYOND)
        try:
            if row.get("kind") in TRANSFERS:
                row.values["beyond"] = outside.clean(said)
                return
        except ValueError:
            pass
        if row.get("kind") in TRANSFERS:
            sentence = _(
                "Write “trong tỉnh”, “ngoài tỉnh” or nothing; between two of our branches it is “Chuyển nội bộ”."
            )
        else:
            sentence = _("Only “Chuyển đến”, “Chuyển đi” and “Chuyển nội bộ” have another side: leave this empty.")
        book.findings.refuse_cell(row, "counterpart", sentence)

    def said(self, row, book):
        said = row.values
        return Entry(
            book.branch_of(row),
            said["day"],
            MovementKind(said["kind"]),
            heads=said.get("heads", 0),
            counterpart=book.branch_of(row, "counterpart"),
            beyond=said.get("beyond", ""),
            code=said.get("code", ""),
            **{name: said.get(name) for name in NUMBERS[1:]},
        )

    def write(self, said, *, by):
        return record_movements(said, by=by)

    def footprint(self, rows, book):
        """A row with a code may have stood at another cell."""
        branches, codes = ([row.get(name) for row in rows] for name in ("branch", "code"))
        return rows_with(Movement, "branch__code", branches) + rows_with(Movement, "code", codes)

    def after(self, rows, book):
        said = {(book.branch_of(row), row.get("day")) for row in rows if row.get("kind") == MovementKind.OPENING}
        openings = [opening for opening in all_openings() if (opening.branch, opening.day) in said]
        if openings:
            tell_openings_inside(totals_of_everybody(), openings, book.findings)
