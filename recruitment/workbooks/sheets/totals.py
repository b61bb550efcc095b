"""``Số liệu trước``: admissions known only as totals."""

from django.utils.translation import gettext as _

from branches.access import Action
from branches.models import Movement, MovementKind

from ...groups import EVERYBODY
from ...models import PastTotal
from ...totals import LOCK, record_totals, totals_beside_others
from ..cells import Count, Day, Reference
from ..columns import Column, Sheet, longest
from ..footprints import RowKind, put_back, rows_with
from .quotas import GroupName, one_spelling


def _rule(lines):
    return totals_beside_others(put_back(PastTotal, lines))


class TotalSheet(Sheet):
    names = ("Số liệu trước",)
    needs = (("branch",), ("first",), ("last",), ("heads",))
    action = Action.SET_QUOTA
    locks = (LOCK,)
    writes = (RowKind(PastTotal, action, ("heads",), rule=_rule),)

    branch = Column("Mã tổ chức", Reference(), also=("Đơn vị", "Mã đơn vị", "Mã TCĐ"), required=True)
    first = Column("Từ ngày", Day(), required=True)
    last = Column("Đến ngày", Day(), required=True)
    group = Column("Nhóm", GroupName(longest(PastTotal, "group")), also=("Đối tượng", "Trong đó"))
    heads = Column("Số lượng", Count(), also=("Số ĐV", "Số kết nạp"), required=True)

    def gather(self, rows, book):
        one_spelling(rows, book)

    def said(self, row, book):
        return PastTotal(branch=book.branch_of(row), **{"group": EVERYBODY} | _without_branch(row.values))

    def write(self, said, *, by):
        return record_totals(said, by=by)

    def footprint(self, rows, book):
        return rows_with(PastTotal, "branch__code", [row.get("branch") for row in rows])

    def after(self, rows, book):
        said = {(book.branch_of(row), row.get("first"), row.get("last")) for row in rows}
        totals = [total for total in totals_of_everybody() if (total.branch, total.first, total.last) in said]
        tell_openings_inside(totals, all_openings(), book.findings)


def totals_of_everybody():
    return PastTotal.objects.filter(group=EVERYBODY).select_related("branch")


def all_openings():
    return Movement.objects.filter(kind=MovementKind.OPENING).select_related("branch")


def tell_openings_inside(totals, openings, findings):
    """Say which totals add nothing to the heads: an opening inside already holds some of them."""
    for total in totals:
        for opening in openings:
            if _on_one_line(total.branch, opening.branch) and total.first < opening.day <= total.last:
                text = _("The opening of %(branch)s on %(day)s lies inside: nothing is added to the headcount.")
                text %= {"branch": opening.branch, "day": f"{opening.day:%d/%m/%Y}"}
                where = f"{total.branch}, {total.first:%d/%m/%Y} - {total.last:%d/%m/%Y}"
                findings.warn(text, sheet=TotalSheet.names[0], seen=where)
                break


def _on_one_line(one, other):
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def _without_branch(values):
    return {name: value for name, value in values.items() if name != "branch"}
