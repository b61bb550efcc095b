"""The people and branches of the tests, written through the verbs as the product does it."""

from datetime import date
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

from branches.access import system_user
from branches.accounts import add_account
from branches.kinds import Kind, Setting
from branches.members import MemberDraft, enter_members
from branches.models import Branch, Member, MovementKind
from branches.movements import Entry, record_movements
from branches.placing import Draft, place_branches
from branches.roles import Role
from recruitment.closing import Confirmation, confirm_months
from recruitment.models import Admission, Candidate, PastTotal, Quota, Term
from recruitment.quotas import set_quotas, set_terms
from recruitment.registering import Person, register_people
from recruitment.totals import record_totals
from reports.figures import figures_of
from reports.month_reports import to_month
from reports.periods import parse_month, parse_period

PASSWORD = "mot-mat-khau-dai-2024"
_numbers = count(1)


def day(text):
    """``day("31/12/2023")``; None and dates pass."""
    if text is None or isinstance(text, date):
        return text
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


def tree():
    """The branches of the tests by code: country > north > hill, moor; country > south > dale."""
    rows = [
        ("COUNTRY", Kind.DISTRICT, "", Setting.OTHER, "Đảng bộ huyện Minh Họa", 1),
        ("NORTH", Kind.BASE, "COUNTRY", Setting.COMMUNE, "Đảng bộ xã Bắc", 1),
        ("SOUTH", Kind.BASE, "COUNTRY", Setting.COMMUNE, "Đảng bộ xã Nam", 2),
        ("HILL", Kind.CELL, "NORTH", Setting.VILLAGE, "Chi bộ thôn Đồi", 1),
        ("MOOR", Kind.CELL, "NORTH", Setting.SCHOOL, "Chi bộ Trường học", 2),
        ("DALE", Kind.CELL, "SOUTH", Setting.VILLAGE, "Chi bộ thôn Lũng", 1),
    ]
    place_branches(
        [
            Draft(
                code,
                None,
                details={"kind": kind, "parent": parent, "setting": setting, "name": name},
                standing={"order": n},
            )
            for code, kind, parent, setting, name, n in rows
        ],
        by=system_user(),
    )
    return SimpleNamespace(**{branch.code.lower(): branch for branch in Branch.objects.all()})


def world(party):
    """A person, a member, an account and a role at every place, seen from NORTH."""
    branch = {"own": party.north, "below": party.hill, "above": party.country, "beside": party.dale}
    return SimpleNamespace(
        party=party,
        branch=branch,
        person={place: candidate(at) for place, at in branch.items()},
        member={place: member_at(at) for place, at in branch.items()},
        account={place: account(f"o-{place}", "secretary", at) for place, at in branch.items()},
    )


def place(code, kind=None, parent=None, since=None, until=None, **details):
    """Place one branch and give it back; ``parent`` is a branch or a code."""
    standing = {name: details.pop(name) for name in ("order", "followed_from", "successor") if name in details}
    if kind:
        details["kind"] = kind
    if parent is not None:
        details["parent"] = getattr(parent, "code", parent)
    if kind and "name" not in details:
        details["name"] = f"Tổ chức {code}"
    draft = Draft(code, day(since), day(until), details=details, standing=standing)
    place_branches([draft], by=system_user())
    return Branch.objects.get(code=code)


def village(code, parent, **details):
    return place(code, Kind.CELL, parent, setting=Setting.VILLAGE, **details)


def cell(code, parent, **details):
    return place(code, Kind.CELL, parent, **details)


def person(name=None, branch=None, code="", **said):
    admission = {key: day(said.pop(key)) for key in ("decision_on", "ceremony_on", "recognised_on") if key in said}
    if "decision_number" in said:
        admission["decision_number"] = said.pop("decision_number")
    tags = said.pop("tags", None)
    if "birth_date" in said:
        said["birth_date"] = day(said["birth_date"])
        said["birth_year"] = said["birth_date"].year
    name = name or f"Nguyễn Minh Họa {next(_numbers)}"
    return Person(name, branch, code=code, profile=said, admission=admission, tags=tags)


def candidate(branch, name=None, **said):
    """Somebody on the way at ``branch``."""
    register_people([person(name, branch, **said)], by=system_user())
    return Candidate.objects.order_by("pk").last()


def admit(branch, decision_on, **said):
    """Somebody admitted at ``branch``; the ceremony a week later unless said otherwise."""
    said.setdefault("ceremony_on", day(decision_on))
    register_people([person(branch=branch, decision_on=decision_on, **said)], by=system_user())
    return Admission.objects.order_by("pk").last()


def quota(branch, period, low, *, group="", on=None, **said):
    said.setdefault("kind", "exact")
    said["rate"] = Decimal(said["rate"]) if said.get("rate") else None
    row = Quota(branch=branch, period=period, group=group, low=low, issued_on=day(on), **said)
    set_quotas([row], by=system_user())


def term(name, first, last, branch=None):
    set_terms([Term(name=name, first=day(first), last=day(last), branch=branch)], by=system_user())


def total(branch, first, last, heads, group=""):
    record_totals(
        [PastTotal(branch=branch, first=day(first), last=day(last), heads=heads, group=group)], by=system_user()
    )


def move(branch, on, kind, heads, **said):
    record_movements([Entry(branch, day(on), MovementKind(kind), heads, **said)], by=system_user())


def opening(branch, on, heads, probationary=None):
    move(branch, on, "opening", heads, probationary=probationary)


def close(branch, month, said="cases", by=None, **more):
    """``branch`` confirms ``month`` ("2023-10")."""
    (row,) = confirm_months([Confirmation(branch, said, **more)], to_month(parse_month(month)), by=by or system_user())
    return row


def figures(branch, month, by=None, **asked):
    branch = Branch.objects.get(pk=branch.pk)
    return figures_of(branch, parse_period(month, branch), by=by or system_user(), **asked)


def account(username, role, branch, **said):
    return add_account(username, password=PASSWORD, role=Role(role), branch=branch, by=system_user(), **said)


def draft(name, branch, code="", **said):
    """What somebody says of a member."""
    said |= {name: day(said[name]) for name in ("official_on", "left_on") if name in said}
    return MemberDraft(name, branch, code=code, said=said)


def member(branch, name=None, official_on="01/01/2010", code="", **said):
    """A full member of a cell, since long."""
    code = code or f"DV{next(_numbers):05}"
    enter_members(
        [draft(name or f"Lê Minh Họa {code}", branch, code, official_on=official_on, **said)], by=system_user()
    )
    return Member.objects.get(code=code)


def member_at(branch, **said):
    """A member at any organisation, a cell or not: entered at a cell, and put there."""
    row = member(Branch.objects.get(code="HILL"), **said)
    Member.objects.filter(pk=row.pk).update(branch=branch)
    return Member.objects.get(pk=row.pk)
