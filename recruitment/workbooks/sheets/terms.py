"""``Nhiệm kỳ``: the five-year periods."""

from branches.access import Action

from ...models import Term
from ...quotas import period_name, set_terms
from ..cells import Day, Reference, Text, without_point
from ..columns import Column, Sheet, longest
from ..footprints import rows_with


class Period(Text):
    """A year or a term as quotas name it."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(period_name(super().clean(without_point(value))))


class TermSheet(Sheet):
    names = ("Nhiệm kỳ",)
    needs = (("name",), ("first",), ("last",))
    action = Action.SET_QUOTA

    name = Column("Tên", Period(longest(Term, "name")), also=("Nhiệm kỳ",), required=True)
    first = Column("Từ ngày", Day(), required=True)
    last = Column("Đến ngày", Day(), required=True)
    branch = Column("Mã tổ chức", Reference(), also=("Đơn vị", "Mã đơn vị"))

    def said(self, row, book):
        said = row.values
        return Term(name=said["name"], first=said["first"], last=said["last"], branch=book.branch_of(row))

    def write(self, said, *, by):
        return set_terms(said, by=by)

    def footprint(self, rows, book):
        return rows_with(Term, "name", [row.get("name") for row in rows])
