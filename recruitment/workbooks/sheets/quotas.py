"""``Chỉ tiêu``: what a document says a branch shall reach."""

from django.utils.translation import gettext as _

from branches.access import Action
from branches.names import fold, fold_tight

from ...groups import EVERYBODY
from ...models import PastTotal, Quota, QuotaKind, Term
from ...quotas import AUDITED, LOCK, set_quotas, year_of
from ..cells import Count, Day, Reference, Text
from ..columns import Column, Sheet, longest
from ..footprints import RowKind, rows_with
from ..quota_values import Stated, Target
from ..spellings import GROUP_NAMES, GROUPS
from .terms import TERM, Period

OPTIONAL = ("base", "stated", "issuer", "summary")


def text(name):
    return Text(longest(Quota, name))


class GroupName(Text):
    """A group that every office has, by its code, else one of the office's own, as typed."""

    def clean(self, value, row=None, **kwargs):
        typed = super().clean(value)
        return GROUPS.get(fold_tight(typed), typed)

    def render(self, value, obj=None, **kwargs):
        return GROUP_NAMES.get(value, value)


def one_spelling(rows, book):
    """Own groups typed with other capitals or accents are one group: the first spelling there is holds."""
    if book.group_names is None:
        book.group_names = {}
        for model in (Quota, PastTotal):
            for name in model.objects.exclude(group=EVERYBODY).order_by("pk").values_list("group", flat=True):
                book.group_names.setdefault(fold(name), name)
    for row in rows:
        if group := row.get("group"):
            row.values["group"] = book.group_names.setdefault(fold(group), group)


class QuotaSheet(Sheet):
    names = ("Chỉ tiêu",)
    needs = (("branch",), ("period",), ("target", "stated"))
    action = Action.SET_QUOTA
    locks = (LOCK,)
    writes = (RowKind(Quota, action, AUDITED), TERM)

    branch = Column("Mã tổ chức", Reference(), also=("Đơn vị", "Mã đơn vị", "Mã TCĐ"), required=True)
    period = Column("Kỳ", Period(longest(Quota, "period")), also=("Năm", "Nhiệm kỳ", "Giai đoạn"), required=True)
    group = Column("Nhóm", GroupName(longest(Quota, "group")), also=("Đối tượng", "Trong đó"))
    target = Column("Chỉ tiêu", Target(), also=("Chỉ tiêu giao", "KH giao", "Kế hoạch"), attribute="low")
    number = Column("Số văn bản", text("number"), also=("Số, ký hiệu",))
    issued_on = Column("Ngày văn bản", Day(), also=("Ngày ban hành",))
    issuer = Column("Cơ quan ban hành", text("issuer"))
    summary = Column("Trích yếu", text("summary"))
    base = Column("Số đảng viên làm gốc", Count())
    stated = Column("Tỷ lệ công bố", Stated())

    def gather(self, rows, book):
        one_spelling(rows, book)
        periods = {row.get("period") for row in rows if row.get("period")}
        self.stored = {_key(quota): quota for quota in Quota.objects.filter(period__in=periods)}

    def check(self, row, book):
        target, period = row.get("low"), row.get("period")
        if target is None and "stated" not in row.values and row.cell("low") is None and row.cell("stated") is None:
            book.findings.refuse_cell(row, "low", _("The quota is missing."))
        if target and period and target.get("a_year") and target["kind"] == QuotaKind.RATE and not year_of(period):
            sentence = _("A share a year belongs to a year: write one row for each year of the term.")
            book.findings.refuse_cell(row, "low", sentence)

    def said(self, row, book):
        said = row.values
        if said["period"] in book.refused_periods:
            return None
        quota = Quota(
            branch=book.branch_of(row),
            period=said["period"],
            group=said.get("group", EVERYBODY),
            number=said.get("number", ""),
            issued_on=said.get("issued_on"),
        )
        known = self.stored.get(_key(quota))  # what the file leaves blank stays as it is there
        for name in OPTIONAL:
            setattr(quota, name, said.get(name, getattr(known or quota, name)))
        target = said.get("low") or {name: getattr(known or quota, name) for name in ("kind", "low", "high", "rate")}
        for name in ("kind", "low", "high", "rate"):
            setattr(quota, name, target.get(name))
        return quota

    def write(self, said, *, by):
        return set_quotas(said, by=by)

    def footprint(self, rows, book):
        """A term that only the quotas name is made with them."""
        periods = {row.get("period") for row in rows}
        branches = [row.get("branch") for row in rows]
        return rows_with(Term, "name", periods) + rows_with(Quota, "branch__code", branches)


def _key(quota):
    return quota.branch_id, quota.period, quota.group, quota.number, quota.issued_on
