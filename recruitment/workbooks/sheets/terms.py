"""``Nhiệm kỳ``: the five-year periods."""

from django.utils.translation import gettext as _

from branches.access import Action
from config.refusal import Problem

from ...models import Quota, Term
from ...quotas import LOCK, TERM_FIELDS, period_name, set_terms, shared_days, without_a_term
from ..cells import Day, Reference, Text, without_point
from ..columns import Column, Sheet, longest
from ..footprints import RowKind, put_back, rows_with


class Period(Text):
    """A year or a term as quotas name it."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(period_name(super().clean(without_point(value))))


class TermKind(RowKind):
    """A term without a branch holds everywhere."""

    def places(self, line):
        return {image["branch_id"] for image in line.images()}


def _rule(lines):
    """Terms of one branch share no day, and no quota is left without its term."""
    gone = {line.now["name"] for line in lines if line.was is None}
    text = _("Somebody has set a quota for the term %(term)s since.")
    orphans = without_a_term(Quota.objects.filter(period__in=gone).select_related("branch"))
    problems = [Problem(quota, "period", text % {"term": quota.period}) for quota in orphans]
    return problems + shared_days(put_back(Term, lines), Term.objects.all())


TERM = TermKind(Term, Action.SET_QUOTA, TERM_FIELDS, rule=_rule)


class TermSheet(Sheet):
    names = ("Nhiệm kỳ",)
    needs = (("name",), ("first",), ("last",))
    action = Action.SET_QUOTA
    locks = (LOCK,)
    writes = (TERM,)

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
