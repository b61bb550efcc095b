"""The register of members, as far as sponsors need one: who is entered, corrected, moves to another cell, leaves."""

from collections import Counter, defaultdict
from copy import copy
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from config import installation
from config.clock import today
from config.outcome import Outcome, Remark
from config.refusal import Problem, Refused

from .access import Action, require
from .audit import Act, Trace, changes, record, said_of
from .codes import give_codes
from .kinds import CELLS
from .models import Branch, Member
from .models.member import FIRST_YEAR
from .movements import outside_life
from .names import clean, fold, is_same_name
from .spans import holds
from .versions import refuse_stale

BATCH = 1000
LOCK, PREFIX = "members", "DV"
YOUNGEST = 18
"""Nobody is admitted younger (Điều lệ Đảng, 1.2; Quy định 294-QĐ/TW, 26/5/2025, 1.1)."""

OPTIONAL = ("birth_year", "official_on", "left_on")
EDITED = ("full_name", "branch", *OPTIONAL)
"""What can be corrected. A code is for ever."""

SAID = ("code", *EDITED)
WRITTEN = (*EDITED, "search_name", "sort_name", "version")


@dataclass(frozen=True, eq=False)
class MemberDraft:
    """What somebody says of a member. ``said``: fields of ``OPTIONAL``; what does not stand there stays as it is.

    Without ``code`` the member is known by folded name, birth year and cell, and a new one is given a code.
    """

    full_name: str
    branch: Branch
    code: str = ""
    said: dict = field(default_factory=dict)

    def key(self):
        return fold(self.full_name), self.said.get("birth_year"), self.branch.pk


class KnownAlready(Refused):
    """The one to be entered is in the register already: ``member``."""

    def __init__(self, draft, member):
        self.member = member
        sentence = _("A member of this name, birth year and cell is in the register already.")
        if draft.code:
            sentence = _("A member with this code is in the register already.")
        super().__init__([Problem(draft, "code" if draft.code else "full_name", sentence)])


@installation.read_once()
@transaction.atomic
def enter_members(drafts, *, by):
    """Write ``drafts``: known members are corrected, others are new. Returns an Outcome; its remarks are on codes that
    somebody of another name and birth bears.

    Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes nothing then. A code borne by
    somebody whom ``by`` does not see is refused and says nothing of who bears it. A fixed number of statements a batch
    of rows.
    """
    drafts = list(drafts)
    installation.lock(LOCK)
    require(by, Action.EDIT_PEOPLE, *{draft.branch for draft in drafts})
    register = _Register.around(drafts, by)
    require(by, Action.EDIT_PEOPLE, *{member.branch for member in register.matches.values()})
    problems = list(register.repeats(drafts))
    problems += [Problem(draft, *why) for draft in drafts for why in register.take(draft)]
    if problems:
        raise Refused(problems)
    return register.write(by)


@installation.read_once()
@transaction.atomic
def enter_member(draft, *, by):
    """Write down one new member, who is returned. Raises KnownAlready for one whom ``by`` sees in the register, and as
    ``enter_members`` does.
    """
    installation.lock(LOCK)
    require(by, Action.EDIT_PEOPLE, draft.branch)
    known = _Register.around([draft], by).seen_as(draft)
    if known:
        raise KnownAlready(draft, known)
    new = Member(code=draft.code)
    give_codes([new], Member.objects, PREFIX)
    enter_members([replace(draft, code=new.code)], by=by)
    return Member.objects.select_related("branch").get(code=new.code)


@installation.read_once()
@transaction.atomic
def edit_member(pk, values, version, *, by):
    """Correct a member: ``values`` of ``EDITED``. Returns the member.

    Where everything is so already nothing is written, whatever the version. Raises Stale, Refused with every problem,
    PermissionDenied where ``by`` may not edit people at the cell of now or the new one.
    """
    # no_key: a list that hangs sponsorships on the member need not wait, who may keep this account's audit waiting
    rows = Member.objects.select_for_update(of=("self",), no_key=True).select_related("branch")
    member = rows.get(pk=pk)
    require(by, Action.EDIT_PEOPLE, member.branch, values.get("branch", member.branch))
    now = copy(member)
    _say(now, values)
    if not (changed := changes(said_of(member, SAID), said_of(now, SAID))):
        return member
    refuse_stale(member, version)
    if problems := [Problem(member, *why) for why in _reasons_against(now, now.branch != member.branch)]:
        raise Refused(problems)
    now.version += 1
    now.save(update_fields=WRITTEN)
    record([Trace(Act.CHANGED, now, now.branch, changed)], by=by)
    return now


def _say(member, values):
    for name, value in values.items():
        if name != "full_name":
            setattr(member, name, value)
    if "full_name" in values and clean(values["full_name"]) != member.full_name:
        member.name(values["full_name"])


def _reasons_against(member, is_placed):
    """Why what ``member`` says now cannot be, as (field, sentence). ``is_placed``: new in this cell."""
    if not member.full_name:
        yield "full_name", _("The name is missing.")
    yield from _too_long(member)
    if is_placed and member.branch.kind not in CELLS:
        yield "branch", _("A member belongs to a cell, and %(branch)s is none.") % {"branch": member.branch}
    elif is_placed and not holds(member.branch.valid_from, member.branch.valid_to, today()):
        yield "branch", outside_life(member.branch)
    for name in ("official_on", "left_on"):
        if (day := getattr(member, name)) and day > today():
            yield name, _("The day lies in the future.")
    if member.left_on and member.official_on and member.left_on <= member.official_on:
        yield "left_on", _("The day of leaving must come after the day of full membership.")
    if member.birth_year is not None:
        yield from _wrong_birth(member)


def borne_by_another():
    """The remark on a code whose bearer differs in name and birth from what a list says."""
    return _("The code belongs to somebody of another name and birth; look whether it is the same person.")


def _is_somebody_else(draft, member):
    """Whether a list says another name of whoever bears a code, and another birth."""
    years = {draft.said.get("birth_year"), member.birth_year} - {None}
    return fold(draft.full_name) != member.search_name and len(years) == 2


def _too_long(member):
    """What does not fit its column. Letters outside the Latin ones take more room in the keys than in the name."""
    over = {
        name for name in ("full_name", "code", "search_name", "sort_name") if len(getattr(member, name)) > _most(name)
    }
    for name in ("full_name", "code"):
        if name in over:
            yield name, _("Too long: at most %(most)s characters.") % {"most": _most(name)}
    if over & {"search_name", "sort_name"} and "full_name" not in over:
        yield "full_name", _("This name cannot be filed: type it in Latin letters.")


def _most(name):
    return Member._meta.get_field(name).max_length


def _wrong_birth(member):
    day = member.official_on or today()
    if member.birth_year < FIRST_YEAR:
        yield "birth_year", _("The birth year lies before %(year)s.") % {"year": FIRST_YEAR}
    elif day.year - member.birth_year < YOUNGEST:
        values = {"year": member.birth_year, "age": YOUNGEST, "day": f"{day:%d/%m/%Y}"}
        yield "birth_year", _("Somebody born in %(year)s was younger than %(age)s on %(day)s.") % values


class _Register:
    """The members who are known already and those who are new, while what is said of them is taken in."""

    def __init__(self, matches, ambiguous, hidden):
        self.matches, self.ambiguous, self.hidden = matches, ambiguous, hidden
        self.new, self.changed, self.was = [], [], {}
        self.remarks = []

    @classmethod
    def around(cls, drafts, by):
        """``hidden``: drafts that bear the code of somebody whom ``by`` does not see."""
        matches, ambiguous, hidden = {}, set(), set()
        for start in range(0, len(drafts), BATCH):
            some = drafts[start : start + BATCH]
            by_code, by_key = _known_as(some)
            seen = set(Member.objects.visible_to(by).filter(code__in=list(by_code)).values_list("code", flat=True))
            for draft in some:
                found = by_code.get(draft.code, []) if draft.code else by_key.get(draft.key(), [])
                if len(found) > 1:
                    ambiguous.add(draft)
                elif found and draft.code and draft.code not in seen:
                    hidden.add(draft)
                elif found:
                    matches[draft] = found[0]
        return cls(matches, ambiguous, hidden)

    def seen_as(self, draft):
        """The member as whom ``draft`` is known; one of them where there are several; None of somebody new."""
        if draft in self.ambiguous:
            return _known_as([draft])[1][draft.key()][0]
        return self.matches.get(draft)

    def repeats(self, drafts):
        """Drafts of which two would be one member, those that could be two, and codes that are taken."""
        codes = Counter(draft.code for draft in drafts if draft.code)
        keys = Counter(draft.key() for draft in drafts)
        members = Counter(member.pk for member in self.matches.values())
        twice = _("Two rows bear this code: give each member a code of their own.")
        same = _("Two rows are the same member (name, birth year, cell): give each a code.")
        several = _("Several members bear this name, birth year and cell: give the code.")
        taken = _("This code is taken: give another one, or leave it empty.")
        for draft in drafts:
            is_same = members[getattr(self.matches.get(draft), "pk", None)] > 1
            if codes[draft.code] > 1:
                yield Problem(draft, "code", twice)
            elif is_same or (not draft.code and keys[draft.key()] > 1):
                yield Problem(draft, "code", same)
            elif draft in self.ambiguous:
                yield Problem(draft, "code", several)
            elif draft in self.hidden:
                yield Problem(draft, "code", taken)

    def take(self, draft):
        """Say in memory what ``draft`` says; the reasons against what has come of it."""
        member = self.matches.get(draft)
        is_new = member is None
        member = member or Member(code=draft.code, branch=draft.branch)
        cell, was = member.branch, None if is_new else said_of(member, SAID)
        if not is_new and _is_somebody_else(draft, member):
            self.remarks.append(Remark(draft, "code", borne_by_another(), f"{draft.code} ({member})"))
        name = member.full_name if is_same_name(clean(draft.full_name), member.full_name) else draft.full_name
        _say(member, {"full_name": name, "branch": draft.branch} | draft.said)
        if is_new:
            self.new.append(member)
        elif was != said_of(member, SAID):
            self.was[member.pk] = was
            self.changed.append(member)
        return _reasons_against(member, is_new or member.branch != cell)

    def write(self, by):
        give_codes(self.new, Member.objects, PREFIX)
        Member.objects.bulk_create(self.new, batch_size=BATCH)
        for member in self.changed:
            member.version += 1
        Member.objects.bulk_update(self.changed, WRITTEN, batch_size=200)
        record([*self._traces(Act.CREATED, self.new), *self._traces(Act.CHANGED, self.changed)], by=by)
        unchanged = len(self.matches) - len(self.changed)
        counts = {"created": len(self.new), "changed": len(self.changed), "unchanged": unchanged}
        return Outcome({what: count for what, count in counts.items() if count}, self.remarks)

    def _traces(self, act, members):
        for member in members:
            yield Trace(act, member, member.branch, changes(self.was.get(member.pk), said_of(member, SAID)))


def _known_as(drafts):
    """(by code, by key): the members that ``drafts`` could be, locked."""
    names = {fold(draft.full_name) for draft in drafts if not draft.code}
    codes = {draft.code for draft in drafts if draft.code}
    cells = {draft.branch.pk for draft in drafts if not draft.code}
    found = Member.objects.filter(Q(code__in=codes) | Q(search_name__in=names, branch__in=cells))
    by_code, by_key = defaultdict(list), defaultdict(list)
    for member in found.select_related("branch").select_for_update(of=("self",)).order_by("pk"):
        by_code[member.code].append(member)
        by_key[member.search_name, member.birth_year, member.branch_id].append(member)
    return by_code, by_key
