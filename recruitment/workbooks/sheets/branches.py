"""``Tổ chức``: a row is a line of a branch's history."""

from collections import Counter

from django.db.models import F
from django.utils.translation import gettext as _

from branches.access import Action
from branches.journal import every
from branches.kinds import Kind, Setting
from branches.models import Branch, BranchPlacement, Movement
from branches.placing import AUDITED, LOCK, Draft, place_branches, why_it_cannot_stand
from branches.spans import ALWAYS
from config.refusal import Problem

from ...headcount import heads_left
from ...models import Admission
from ...totals import totals_reaching_beyond
from ..cells import MINUS, Code, Count, Day, OneOf, Reference, Text
from ..columns import Column, Sheet, longest
from ..footprints import RowKind
from ..spellings import (
    ADMITTING,
    ADMITTING_NAMES,
    KIND_NAMES,
    KINDS,
    SETTING_NAMES,
    SETTINGS,
    VILLAGE_CELL,
)

DETAILS = (
    *("kind", "setting", "name", "committee_name", "line_above", "symbol", "place", "signing_authority", "post"),
    *("signer", "admits", "parent"),
)
STANDING = ("order", "followed_from")


def text(name):
    return Text(longest(Branch, name))


class KindName(OneOf):
    """Reads as (kind, the setting that the words imply)."""

    def render(self, value, obj=None, **kwargs):
        return super().render((value, None), obj, **kwargs)


class Above(Reference):
    """The branch above; a dash says that there is none from now on, where a blank cell says nothing."""

    def clean(self, value, row=None, **kwargs):
        return "" if value in MINUS else super().clean(value)


class BranchKind(RowKind):
    """What an organisation is, is decided above it: at it and at what it hangs and hung under. Of one that was only carried
    along nobody is asked but itself.
    """

    def places(self, line):
        if line.was and line.now and line.differing() <= {"path"}:
            return {line.pk}
        return {line.pk, *(image["parent_id"] for image in line.images())} - {None}


class PlacementKind(RowKind):
    def places(self, line):
        """The line in force says under what it hangs; those before it are history."""
        above = {image["parent_id"] for image in line.images() if not (image["valid_to"] or image["is_carried"])}
        return (super().places(line) | above) - {None}


def _rule(lines):
    """The tree can stand, nothing has happened where a branch ends anew, and names are kept only after the totals."""
    changed = [line for line in lines if line.was and line.now]
    ended, followed = (
        [line.pk for line in changed if name in line.differing()] for name in ("valid_to", "followed_from")
    )
    problems = [Problem(*problem) for problem in why_it_cannot_stand()]
    closed = Branch.objects.filter(pk__in=ended, valid_to__isnull=False)
    problems += [Problem(branch, "last_day", sentence) for branch, sentence in left_behind(closed)]
    beyond = totals_reaching_beyond(followed)
    return problems + [Problem(total.branch, "followed_from", reaches_beyond(total)) for total in beyond]


BRANCH = BranchKind(Branch, Action.PLACE, AUDITED, rule=_rule)
PLACEMENT = PlacementKind(BranchPlacement, Action.PLACE)


def left_behind(closed):
    """(branch, sentence) of those of the ``closed`` branches (a queryset) that end though members are left there, or though
    something has happened since.
    """
    for facts, day in ((Admission.objects, "counted_on"), (Movement.objects, "day")):
        late = facts.filter(branch__in=closed, **{f"{day}__gte": F("branch__valid_to")}).select_related("branch")
        for branch, number in Counter(fact.branch for fact in late).items():
            sentence = _("%(count)s admissions or movements are recorded there after that day.")
            yield branch, sentence % {"count": number}
    for branch, heads in heads_left(closed):
        sentence = _(
            "%(branch)s still has %(heads)s members on that day: first record their transfer, "
            "or the opening heads of the cells they belong to."
        )
        yield branch, sentence % {"branch": branch, "heads": heads}


def reaches_beyond(total):
    return _("A total known already reaches beyond that day: %(total)s.") % {"total": total}


class BranchSheet(Sheet):
    names = ("Tổ chức",)
    needs = (("code",), ("name",), ("kind",))
    action = Action.PLACE
    locks = (LOCK,)
    writes = (BRANCH, PLACEMENT)

    code = Column("Mã", Code(longest(Branch, "code")), also=("Mã TCĐ", "Mã đơn vị", "Mã tổ chức"), required=True)
    name = Column("Tên", text("name"), also=("Tên tổ chức đảng", "Đơn vị", "Tên tổ chức", "Tên đơn vị"))
    kind = Column(
        "Loại tổ chức đảng", KindName(KINDS, (*KIND_NAMES.values(), VILLAGE_CELL)), also=("Cấp", "Loại tổ chức")
    )
    setting = Column("Loại hình", OneOf(SETTINGS, SETTING_NAMES.values()), also=("Loại hình TCCSĐ", "Khối"))
    parent = Column("Mã cấp trên", Above(), also=("Trực thuộc",))
    valid_from = Column("Từ ngày", Day(), also=("Ngày thành lập",))
    last_day = Column("Đến ngày", Day())
    order = Column("Thứ tự", Count())
    committee_name = Column("Tên cấp ủy", text("committee_name"))
    line_above = Column("Dòng trên", text("line_above"))
    symbol = Column("Ký hiệu", text("symbol"))
    place = Column("Địa danh", text("place"))
    signing_authority = Column("Quyền hạn ký", text("signing_authority"))
    post = Column("Chức vụ", text("post"))
    signer = Column("Người ký", text("signer"))
    admits = Column("Quyền quyết định kết nạp", OneOf(ADMITTING, ADMITTING_NAMES.values()))
    followed_from = Column("Theo dõi danh sách từ", Day())

    def gather(self, rows, book):
        """Tell the directory what the file says, oldest lines first, so that the last word stands."""
        lines = [row for row in rows if row.get("code")]
        lines.sort(key=lambda row: row.get("valid_from") or ALWAYS)
        self.place_of = {row: place for place, row in enumerate(rows, start=1)}
        self.first_of = {}
        for row in lines:
            self.first_of.setdefault(row.get("code"), row)
            said = {name: row.get(name) for name in ("name", "parent") if name in row.values}
            if "kind" in row.values:
                said["kind"] = row.get("kind")[0]
            book.directory.say(row.get("code"), is_open="last_day" not in row.values, **said)
        new = [code for code in self.first_of if not book.directory.known[code].is_stored]
        self.hidden = set(Branch.objects.filter(code__in=new).values_list("code", flat=True))

    def check(self, row, book):
        if "code" not in row.values:
            return
        if row.get("code") in self.hidden:  # it is somebody else's, of whom nothing is said
            book.findings.refuse_cell(row, "code", _("This code is taken: give another one."))
            return
        self._complete(row, book)
        if "kind" in row.values:
            self._read_kind(row, book)

    def _complete(self, row, book):
        """A branch that nobody knows needs a name and a kind; it stands where its row stands."""
        code = row.get("code")
        if book.directory.known[code].is_stored or self.first_of[code] is not row:
            return
        for name in ("name", "kind"):
            if name not in row.values and row.cell(name) is None:
                book.findings.refuse_cell(row, name, _("A new branch needs this cell."))
        row.values.setdefault("order", self.place_of[row])

    def _read_kind(self, row, book):
        kind, implied = row.values["kind"]
        parent = self._parent(row, book)
        if kind == Kind.COMMUNE and parent and parent.kind == Kind.DISTRICT:
            kind, implied = Kind.BASE, Setting.COMMUNE  # until 2025 a commune was a base organisation of its district
        row.values["kind"] = kind
        if implied and row.get("setting", Setting.OTHER) not in {implied, Setting.OTHER}:
            sentence = _("This kind of branch works in: %(setting)s.") % {"setting": SETTING_NAMES[implied]}
            book.findings.refuse_cell(row, "setting", sentence)
        elif implied:
            row.values["setting"] = implied

    def _parent(self, row, book):
        """What the branch hangs under by this row, else by what was said of it before."""
        directory = book.directory
        code = row.get("parent", directory.known[row.get("code")].parent)
        try:
            return directory.known[directory.find(code)] if code else None
        except ValueError:
            return None

    def said(self, row, book):
        said = row.values
        return Draft(
            said["code"],
            said.get("valid_from"),
            said.get("last_day"),
            details={name: said[name] for name in DETAILS if name in said},
            standing={name: said[name] for name in STANDING if name in said},
        )

    def write(self, said, *, by):
        return place_branches(said, by=by)

    def footprint(self, rows, book):
        """The whole tree: whatever moves carries along what hangs below."""
        return [every(Branch), every(BranchPlacement)]

    def depends_on(self, refused, row):
        codes = {other.get("code") for other in refused} - {None}
        return row.get("code") in codes or row.get("parent") in codes

    def after(self, rows, book):
        self._refuse_ends(rows, book)
        self._refuse_late_following(rows, book)

    def _refuse_ends(self, rows, book):
        """A branch that ends must have let its members go, and nothing may have happened there since."""
        ending = {row.get("code"): row for row in rows if row.get("last_day")}
        closed = Branch.objects.filter(code__in=ending, valid_to__isnull=False)
        for branch, sentence in left_behind(closed):
            book.findings.refuse_cell(ending[branch.code], "last_day", sentence)

    def _refuse_late_following(self, rows, book):
        """Names are kept only from after the totals that are there already."""
        following = {row.get("code"): row for row in rows if row.get("followed_from")}
        for total in totals_reaching_beyond(Branch.objects.filter(code__in=following)):
            book.findings.refuse_cell(following[total.branch.code], "followed_from", reaches_beyond(total))
