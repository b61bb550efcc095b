"""Every address of the application, and who gets what answer there: the table that the access tests are made from.

Somebody with a role at NORTH (or with none) knocks at every door, for what lies at the own branch, below, above and
beside. What lies above or beside does not exist for anybody: 404. A door that is not in the table fails the build.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from branches.access import accesses_in_force, system_user
from branches.models import Member, User
from recruitment.courses import set_course
from recruitment.facts import Step
from recruitment.merging import merge_people
from recruitment.models import (
    Candidate,
    ClosedMonth,
    Course,
    Merge,
    Question,
    Seat,
    Shortfall,
    Sponsorship,
    StageChange,
    WorkbookImport,
)
from recruitment.rules.paths import Actor
from recruitment.rules.votes import Body, Count
from recruitment.voting import record_vote
from recruitment.workbooks.choices import Choices, SheetChoice
from recruitment.workbooks.reading import RawSheet, RawWorkbook
from recruitment.workbooks.stored import packed
from recruitment.workflow import enter_at
from recruitment.wrong_entries import void_person
from reports.drafting import start_report
from reports.issuing import submit_report
from reports.models import Report
from reports.periods import parse_month
from tests import cast

ROLES = ("officer", "secretary", "leader", "admin")
INSIDE, OUTSIDE = ("own", "below"), ("above", "beside")
PLACES = (*INSIDE, *OUTSIDE)
EVERYBODY, ELSEWHERE = dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 302)


def only(*roles, code=200, others=403):
    """The answers where just these roles get in; the others see that there is something, and may not."""
    return {role: code if role in roles else others for role in ROLES}


@dataclass(frozen=True)
class Door:
    """An address by its name. ``key(world, place)``: the arguments of the address for what lies at a place; None: the
    same address for everybody, about nothing in particular.

    ``get``, ``post``: the answers by role inside; 405 where the method is none of it. ``sent(world, place)``: what is
    posted, right in itself. ``is_public``: needs no login. ``is_own``: about one's own account, open without any role.
    ``above``: {method: answers} for what is held above, where those below see it, with their own people in it only.
    ``roles``: those who knock. ``aims``: what is posted names the place, the address does not; aimed at a place outside,
    it writes nothing. ``args``: the arguments of an address that is about nothing in particular.
    """

    name: str
    key: Callable | None = None
    get: dict = field(default_factory=lambda: dict.fromkeys(ROLES, 405))
    post: dict = field(default_factory=lambda: dict.fromkeys(ROLES, 405))
    sent: Callable = lambda world, place: {}
    is_public: bool = False
    is_own: bool = False
    roles: tuple[str, ...] = ROLES
    aims: bool = False
    args: tuple = ()
    above: dict | None = None

    def address(self, world, place):
        return reverse(self.name, args=self.key(world, place) if self.key else self.args)


def account(world, place):
    return (world.account[place].pk,)


def access(world, place):
    return (world.account[place].access.get().pk,)


def role_at(world, place, **more):
    """A role at the place, as the forms ask for it."""
    branch, day = world.branch[place].code, "31/12/2023"
    return {"form_token": uuid4(), "role": "leader", "branch": branch, "valid_from": day, "last_day": ""} | more


def handed_over(world, place):
    receiver = cast.account(f"nhan-{place}", "leader", world.party.moor)
    return {"form_token": uuid4(), "to_user": receiver.username, "first_day": "01/01/2024"}


def person(world, place):
    return (world.person[place].pk,)


def member(world, place):
    return (world.member[place].pk,)


def in_the_register(world, place):
    """A member as the form asks, at the place; members of NORTH belong to a cell of it."""
    cell = "MOOR" if place == "own" else world.branch[place].code
    return {"full_name": "Y Đảng Viên Mới", "branch": cell, "birth_year": "1980", "form_token": uuid4(), "version": 1}


def matter_of(world, place):
    return (world.person[place].pk, "certificate")


def struck_out(world, place):
    """The person at the place, struck out as a wrong entry first."""
    person = Candidate.with_void.get(pk=world.person[place].pk)
    if not person.is_void:
        void_person(person.pk, "duplicate", person.version, by=system_user())
    return (person.pk,)


def described(world, place):
    """A person as the form asks, at the place."""
    return {
        "full_name": "Y Người Mới",
        "branch": world.branch[place].code,
        "birth": "1999",
        "form_token": uuid4(),
        "version": 1,
    }


def step_to(target):
    return lambda world, place: (world.person[place].pk, target)


def listed(world, place):
    """The person at the place, on the cell's list since some day."""
    person = Candidate.with_void.get(pk=world.person[place].pk)
    if person.stage == "introduced" and not person.is_void:
        enter_at(person.pk, "listed", cast.day("01/06/2023"), by=system_user())
    return (person.pk,)


def shortfall(world, place):
    """Something of the person at the place that is to be put right."""
    (pk,) = listed(world, place)
    change = StageChange.objects.filter(candidate=pk).last()
    return (Shortfall.objects.get_or_create(candidate_id=pk, change=change, key="number_missing")[0].pk,)


def failed_vote(world, place):
    """A vote on the person at the place that carried no step."""
    person = world.person[place]
    count = Count(Body.CELL, 9, present=9, yes=1, no=8)
    step = Step(person.pk, person.stage, on=cast.day("01/06/2023"), count=count)
    return (record_vote(step, Question.ADMISSION, Actor.CELL, by=system_user()).pk,)


def partner(world):
    """Somebody at HILL who may be the same as anybody."""
    return Candidate.objects.filter(code="CAP").first() or cast.candidate(world.party.hill, code="CAP")


def pair(world, place):
    """The partner and the person at the place."""
    return (partner(world).pk, world.person[place].pk)


def merged(world, place):
    """By what somebody else at the place became part of another entry."""
    known = Merge.objects.filter(dropped__branch=world.branch[place]).first()
    people = [cast.candidate(at) for at in (world.party.hill, world.branch[place])] if not known else ()
    return ((known or merge_people(*(each.pk for each in people), {}, (1, 1), by=system_user())).pk,)


def versions(world, place):
    """The two as they are now, as the form asks."""
    dropped = Candidate.with_void.get(pk=world.person[place].pk)
    return {"kept_version": partner(world).version, "dropped_version": dropped.version}


def token():
    return {"form_token": uuid4()}


def cell_member(world, place):
    """A full member of the cell at the place, the same one each time."""
    code = f"DV-{place}"
    return Member.objects.filter(code=code).first() or cast.member_at(world.branch[place], code=code)


def assigned(world, place):
    """Somebody who knows the person at the place long enough, as the form asks."""
    code = cell_member(world, place).code
    return {"member": code, "role": "helps", "assigned_on": "01/11/2023", "version": 1} | token()


def sponsorship(world, place):
    """A sponsorship of the person at the place."""
    person, member = world.person[place], cell_member(world, place)
    said = {"role": "helps", "assigned_on": cast.day("01/06/2023")}
    return (Sponsorship.objects.get_or_create(candidate_id=person.pk, member=member, **said)[0].pk,)


def sheet(**said):
    """What the form of a step, a vote, a correction sends."""
    return lambda world, place: {"form_token": uuid4(), "on": "01/07/2023"} | said


def grid(**said):
    return lambda world, place: {"version": 1} | {name.replace("__", "-"): value for name, value in said.items()}


def ticked(world, place):
    """A grid in which the person at the place is ticked, to be taken on the cell's list."""
    row = f"p{world.person[place].pk}"
    return {"form_token": uuid4(), "on": "20/12/2023", f"{row}-pick": "on", f"{row}-seen": "introduced"}


def course(world, place):
    """A class held at the place, in which the person there has one."""
    (pk,) = empty_course(world, place)
    Seat.objects.get_or_create(course_id=pk, candidate=world.person[place])
    return (pk,)


def empty_course(world, place):
    """A class held at the place, and somebody there who is on the cell's list."""
    listed(world, place)
    held = Course.objects.filter(branch=world.branch[place]).first()
    day = cast.day("01/06/2023")
    said = {"branch": world.branch[place], "name": "Lớp", "place": "", "first": day, "last": day, "is_held": True}
    return ((held or set_course(None, said, by=system_user())).pk,)


def a_class(**said):
    return lambda world, place: (
        {"form_token": uuid4(), "name": "Lớp mới", "first": "1/6/2023", "last": "2/6/2023"} | said
    )


def organised(world, place):
    """A class as the form asks, to be held at the place."""
    return a_class()(world, place) | {"branch": world.branch[place].code}


def attended(world, place):
    row = f"r{world.person[place].pk}"
    return {row: "attended", f"{row}-seen": "enrolled"}


def to_be_seated(world, place):
    return {"form_token": uuid4(), "people": [world.person[place].pk]}


def planned_for(world, place):
    """The plan of the cell at the place (of the one below, where an organisation above cells plans nothing by name)."""
    place = "below" if place == "own" else place
    return {"branch": world.branch[place].code, "year": "2023", f"q{world.person[place].pk}": "4"}


def typed_in(world, place):
    """A monthly sheet on which the person at the place is away."""
    row = f"p{world.person[place].pk}"
    return {f"{row}-seen": "1.", f"{row}-away": "on", f"{row}-left_on": "01/12/2023"} | token()


def upload(world, place):
    """A workbook that the visitor has uploaded and looked through, with an error in it; outside it is somebody else's."""
    visitor = User.objects.filter(username__in=("khach", "khach-officer")).last()
    owner = visitor if place in INSIDE else world.account[place]
    rows = [(1, ["Họ và tên", "Mã chi bộ", "Ghi chú"]), (2, ["Y Minh Họa", "KHONG-CO", "x"])]
    where = {"sheet": "Quần chúng", "kind": "quanchung", "column": "branch", "heading": "Mã chi bộ", "rows": [2]}
    said = {"seen": "KHONG-CO", "is_value": True, "sentence": "Không có tổ chức đảng nào mang mã này."}
    made = WorkbookImport.objects.create(
        by=owner,
        name="danh-sach.xlsx",
        rows=2,
        cells=packed(RawWorkbook([RawSheet("Quần chúng", rows)])),
        choices=Choices({"Quần chúng": SheetChoice("quanchung")}).as_json(),
        fixes={"Quần chúng": {"3": None}},
        checked={
            "counts": [["Quần chúng", {"created": 0, "changed": 0, "unchanged": 0, "rejected": 1}]],
            "warnings": ["Cột lạ."],
            "problems": [where | said],
            "changes": [],
            "alike": None,
            "stands_on": sorted(pk for pk, _role, _path in accesses_in_force(owner)),
        },
    )
    return (made.pk,)


OF_THE_UPLOADER = only("officer", others=404)
"""The visitor whose workbook it is, is an officer; nobody else sees it, whatever the role."""


def of_people(code, leader=None):
    """Who works with people gets ``code``; a leader reads at most; for an administrator there is nobody."""
    return {"officer": code, "secretary": code, "leader": leader or code, "admin": 404}


def why(world, place):
    """What is said of a file that is taken out of a list."""
    return {"reason": "meeting"}


MANAGED = only("admin", others=404)
"""What lies behind an account does not exist for those who manage none."""


ISSUERS = {"officer": 302, "secretary": 302, "leader": 403, "admin": 403}
ISSUERS_OPEN = ISSUERS | {"officer": 200, "secretary": 200}


def draft(world, place):
    """The draft of November's report of the branch at the place."""
    branch = world.branch[place]
    report = Report.objects.filter(branch=branch, period="2023-11").first()
    return ((report or start_report(branch, parse_month("2023-11"), by=system_user())).pk,)


def put_up(world, place):
    """November's report of the branch at the place, put up for signature."""
    (pk,) = draft(world, place)
    report = Report.objects.get(pk=pk)
    if report.is_draft:
        submit_report(pk, report.version, by=system_user())
    return (pk,)


def of_form(form):
    return lambda world, place: (*draft(world, place), form)


def of_report(**said):
    """What the forms of a report send; made for the version it has now."""

    def sent(world, place):
        report = Report.objects.filter(branch=world.branch[place], period="2023-11").first()
        return {"form_token": uuid4(), "version": report.version if report else 1} | said

    return sent


def by_code(*more):
    return lambda world, place: (world.branch[place].code, *more)


def said_of_month(world, place):
    """The organisation at the place says that it has cases, or somebody above says it for it."""
    own = f"own-{world.branch[place].pk}"
    told = {f"{own}-told_by": "paper", f"{own}-told_on": "31/12/2023"}
    return {"own": "1", "own-form_token": uuid4(), f"{own}-said": "cases"} | told


def closed_month(world, place):
    """A month that the organisation at the place has confirmed."""
    branch = world.branch[place]
    if not ClosedMonth.objects.filter(branch=branch).exists():
        cast.close(branch, "2023-10")
    return (ClosedMonth.objects.get(branch=branch, month="2023-10").pk,)


def open_again(world, place):
    return {"reopen-until": "31/12/2023", "reopen-because": "sót", "withdraw-because": "nhầm"}


DOORS = [
    Door("home", get=dict.fromkeys(ROLES, 302), is_own=True),
    Door("branches:login", get=dict.fromkeys(ROLES, 302), post=dict.fromkeys(ROLES, 302), is_public=True, is_own=True),
    Door("branches:login_code", get=ELSEWHERE, post=ELSEWHERE, is_public=True, is_own=True),
    Door("branches:login_again", post=dict.fromkeys(ROLES, 409), is_public=True, is_own=True),
    Door("branches:session_state", get=EVERYBODY, is_public=True, is_own=True),
    Door("branches:session_kept", get=EVERYBODY, is_public=True, is_own=True),
    Door("branches:typed_again", get=ELSEWHERE, is_own=True),
    Door("branches:second_factor", get=EVERYBODY, post=EVERYBODY, is_own=True),
    Door("branches:second_factor_setup", get=ELSEWHERE, post=ELSEWHERE, is_own=True),
    Door("branches:logout", post=ELSEWHERE, is_public=True, is_own=True),
    Door("branches:password_change", get=EVERYBODY, post=EVERYBODY, is_own=True),
    Door("branches:language_set", post=dict.fromkeys(ROLES, 302), sent=lambda *_: {"language": "vi"}, is_own=True),
    Door("branches:audit_list", get=only("officer", "admin")),
    Door("branches:audit_export", post=only("officer", "admin"), sent=why),
    Door("branches:account_export", post=only("admin"), sent=why),
    Door("branches:settings_edit", get=only(), post=only()),  # decided at the root; tests/test_settings_page.py
    Door("branches:account_list", get=only("admin")),
    Door(
        "branches:account_create",
        get=only("admin"),
        post=only("admin"),
        sent=lambda world, place: role_at(world, place, username="nguoi-moi", full_name="Y Người Mới"),
        aims=True,
    ),
    Door("branches:account_suggestions", get=only("admin", code=200)),
    Door("branches:branch_suggestions", get=only("admin", code=200)),
    Door("branches:account_detail", account, get=MANAGED),
    Door(
        "branches:account_rename",
        account,
        get=MANAGED,
        post=only("admin", code=302, others=404),
        sent=lambda *_: {"full_name": "Y Tên Mới", "version": 1},
    ),
    *(
        Door(name, account, get=MANAGED, post=only("admin", code=302, others=404))
        for name in (
            *("branches:account_close", "branches:account_reopen"),
            *("branches:account_unlock", "branches:account_reset_second_factor"),
        )
    ),
    Door("branches:account_reset", account, get=MANAGED, post=MANAGED, sent=lambda *_: {"form_token": uuid4()}),
    Door("branches:access_grant", account, get=MANAGED, post=only("admin", code=302, others=404), sent=role_at),
    Door(
        "branches:access_end",
        access,
        get=MANAGED,
        post=only("admin", code=302, others=404),
        sent=lambda *_: {"when": "now"},
    ),
    Door("branches:access_hand_over", access, get=MANAGED, post=only("admin", code=302, others=404), sent=handed_over),
    Door("branches:branch_readers", by_code(), get=only("officer", "admin")),
    Door("recruitment:person_list", get=of_people(200)),
    Door("recruitment:person_board", get=of_people(200)),
    *(
        Door(f"recruitment:{name}_export", post=of_people(200, leader=403), sent=why)
        for name in ("person", "member", "due", "sponsor")
    ),
    *(Door(f"recruitment:{name}_export", post=of_people(200), sent=why) for name in ("source", "course", "plan")),
    Door(
        "recruitment:seat_export",
        course,
        post=of_people(200, leader=403),
        sent=why,
        above={"get": dict.fromkeys(ROLES, 405), "post": of_people(200, leader=403)},
    ),
    Door(
        "recruitment:person_enter",
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=described,
        aims=True,
    ),
    Door("recruitment:cell_suggestions", get=of_people(200, leader=403)),
    Door("recruitment:branch_suggestions", get=of_people(200)),
    Door("recruitment:act_list", get=of_people(200, leader=403)),
    Door(
        "recruitment:act_grid",
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=ticked,
        aims=True,
        args=("dua-vao-danh-sach",),
    ),
    Door("recruitment:twin_list", get=of_people(200)),
    Door(
        "recruitment:twin_merge",
        pair,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=versions,
    ),
    Door("recruitment:twin_apart", pair, post=of_people(302, leader=403)),
    Door("recruitment:twin_together", pair, post=of_people(302, leader=403)),
    Door("recruitment:merge_undo", merged, get=of_people(200, leader=403), post=of_people(302, leader=403)),
    Door("recruitment:person_detail", person, get=of_people(200)),
    Door(
        "recruitment:person_edit",
        person,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=described,
    ),
    Door(
        "recruitment:person_void",
        person,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=lambda *_: {"reason": "duplicate", "version": 1},
    ),
    Door("recruitment:person_history", person, get=of_people(200)),
    *(
        Door(f"recruitment:{name}", key, get=of_people(200, leader=403), post=of_people(302, leader=403), sent=sent)
        for name, key, sent in (
            ("person_step", step_to("listed"), sheet(seen="introduced")),
            ("person_enter_at", person, sheet(stage="listed")),
            ("person_correct", listed, sheet(seen="listed", stage="introduced", reason="ghi nhầm")),
            ("person_absence", person, lambda *_: {"form_token": uuid4(), "version": 1, "left_on": "01/06/2023"}),
            ("charge_edit", matter_of, lambda *_: {"form_token": uuid4(), "version": 1, "name": "Bí thư chi bộ"}),
            ("person_papers", person, grid(parents_opinion__1__state="complete")),
            ("person_verifications", person, grid(count=1, **{"0__relation": "self"})),
            ("person_consents", person, grid(hoa__applies="on")),
            ("shortfall_cure", shortfall, lambda *_: {"note": "đã bổ sung"}),
            ("sponsor_assign", person, assigned),
            ("sponsorship_end", sponsorship, lambda *_: {"ended_on": "01/12/2023", "ended_because": "moved"} | token()),
            ("vote_strike", failed_vote, lambda *_: {"reason": "ghi nhầm"}),
        )
    ),
    Door(  # nobody of these stands where there is such a vote
        "recruitment:person_vote", person, get=of_people(302, leader=403), post=of_people(302, leader=403), sent=sheet()
    ),
    Door(
        "recruitment:person_restore",
        struck_out,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=lambda *_: {"version": 2},
    ),
    Door(
        "recruitment:sponsorship_detail",
        sponsorship,
        get=of_people(200),
        post=of_people(302, leader=403),
        sent=lambda *_: {"reported_on": "01/12/2023", "strengths": "Chịu khó"} | token(),
    ),
    Door("recruitment:sponsorship_strike", sponsorship, post=of_people(302, leader=403)),
    Door("recruitment:sponsor_suggestions", person, get=of_people(200, leader=403)),
    Door("recruitment:sponsor_list", get=of_people(200)),
    Door("recruitment:member_list", get=of_people(200)),
    Door(
        "recruitment:member_enter",
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=in_the_register,
        aims=True,
    ),
    Door(
        "recruitment:member_edit",
        member,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=in_the_register,
    ),
    Door(
        "recruitment:monthly_sheet",
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=typed_in,
        aims=True,
    ),
    Door("recruitment:due_list", get=of_people(200)),
    Door(
        "recruitment:person_introduction",
        person,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=lambda *_: {"form_token": uuid4(), "version": 1, "source": "youth_union"},
    ),
    Door("recruitment:source_list", get=of_people(200)),
    Door("recruitment:course_list", get=of_people(200)),
    Door(
        "recruitment:course_create",
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=organised,
        aims=True,
    ),
    Door(
        "recruitment:course_detail",
        course,
        get=of_people(200),
        post=of_people(302, leader=403),
        sent=attended,
        above={"get": of_people(200), "post": of_people(200, leader=403)},
    ),
    Door(
        "recruitment:course_edit",
        course,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=a_class(version=1),
        above=dict.fromkeys(("get", "post"), of_people(403)),
    ),
    Door(
        "recruitment:course_seats",
        empty_course,
        get=of_people(200, leader=403),
        post=of_people(302, leader=403),
        sent=to_be_seated,
        above=dict.fromkeys(("get", "post"), of_people(200, leader=403)),
    ),
    Door(
        "recruitment:plan_detail",
        get=of_people(200),
        post=of_people(302, leader=403),
        sent=planned_for,
        aims=True,
    ),
    Door("recruitment:import_list", get=of_people(200, leader=403), post=of_people(200, leader=403)),
    Door("recruitment:import_detail", upload, get=OF_THE_UPLOADER),
    *(Door(f"recruitment:import_{act}", upload, get=OF_THE_UPLOADER) for act in ("status", "rejected")),
    *(
        Door(
            f"recruitment:import_{act}", upload, post=OF_THE_UPLOADER | {"officer": 302}, sent=lambda *_: {"version": 1}
        )
        for act in ("check", "write", "discard", "undo")
    ),
    Door("recruitment:workbook_template", get=of_people(200, leader=403)),
    Door("recruitment:due_badge", get=of_people(200)),
    Door("reports:due_paper", post=of_people(302, leader=403), sent=lambda *_: {"reason": "meeting"}),  # nothing is due
    Door("recruitment:deadline_detail", get=EVERYBODY),
    Door(
        "recruitment:day_off_list", get=EVERYBODY, post=dict.fromkeys(ROLES, 403)
    ),  # nobody at NORTH sets them for all
    Door("recruitment:limit_list", get=EVERYBODY, post=dict.fromkeys(ROLES, 403)),
    Door("recruitment:day_off_forget", post=dict.fromkeys(ROLES, 403)),
    Door("reports:monthly_sheet_paper", post=of_people(200, leader=403), sent=lambda *_: {"reason": "meeting"}),
    Door(  # nobody of these has a sponsor, so there is no sheet
        "reports:sponsor_sheet_paper", post=of_people(302, leader=403), sent=lambda *_: {"reason": "meeting"}
    ),
    Door("reports:look_edit", get=only(), post=only()),  # decided at the root; tests/test_look.py
    Door("reports:look_sample", get=only()),
    Door("reports:branch_words", by_code("2023-12"), get=EVERYBODY),
    *(Door("reports:public_download", by_code("2023-12", form), get=EVERYBODY) for form in ("json", "xlsx")),
    Door("reports:public_download", by_code("2023-12", "pdf"), get=EVERYBODY, roles=("leader",)),
    Door(
        "reports:names_annex",
        by_code("2023-12"),
        post=of_people(200, leader=403),
        sent=lambda *_: {"reason": "meeting"},
    ),
    Door("reports:branch_detail", by_code(), get=EVERYBODY),
    Door("reports:branch_detail", by_code("2023-12"), get=EVERYBODY),
    Door(
        "reports:month_reports",
        by_code("2023-11"),
        get=EVERYBODY,
        post=only("officer", "secretary", code=302),
        sent=said_of_month,
    ),
    Door("reports:month_reopen", closed_month, get=only("officer"), post=only("officer", code=302), sent=open_again),
    Door("reports:month_withdraw", closed_month, post=only("officer", code=302), sent=open_again),
    Door("reports:report_start", by_code("2023-11"), post=ISSUERS),
    Door("reports:report_list", get=EVERYBODY),
    Door("reports:report_detail", draft, get=EVERYBODY, post=ISSUERS, sent=of_report(tasks="Tạo nguồn")),
    Door("reports:report_compared", put_up, get=EVERYBODY),
    Door("reports:report_detail", draft, get=EVERYBODY, post=ISSUERS, sent=of_report(put_up="1")),
    Door("reports:report_discard", draft, post=ISSUERS, sent=of_report()),
    Door("reports:report_sign", put_up, get=ISSUERS_OPEN, post=ISSUERS_OPEN, sent=of_report()),  # without a number
    Door(
        "reports:report_send_back",
        put_up,
        get=ISSUERS_OPEN,
        post=ISSUERS,
        sent=of_report(because="Sai số liệu"),
    ),
    Door(  # what is not signed is not issued anew: tests/test_report_pages.py has a signed one
        "reports:report_issue_anew", put_up, get=ISSUERS, post=ISSUERS, sent=of_report(because="Bổ sung")
    ),
    *(Door("reports:report_file", of_form(form), get=EVERYBODY) for form in ("json", "xlsx", "docx")),
    Door("reports:report_file", of_form("pdf"), get=EVERYBODY, roles=("leader",)),
    *(Door("reports:report_download", by_code("2023-12", form), get=EVERYBODY) for form in ("json", "xlsx", "docx")),
    Door("reports:report_download", by_code("2023-12", "pdf"), get=EVERYBODY, roles=("leader",)),  # a second each
]


def names_of_all_addresses(resolver=None, spaces=()):
    """The name of every address that the application answers, as ``reverse`` knows it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name))
        else:
            yield from names_of_all_addresses(entry, (*spaces, *([entry.namespace] if entry.namespace else [])))
