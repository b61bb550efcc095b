"""Every verb asks whether its caller may, before it writes: each verb × role × place. A verb not in the table fails."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from branches.access import system_user
from branches.accounts import (
    add_account,
    close_account,
    end_access,
    grant_access,
    hand_over,
    rename_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlock,
)
from branches.exporting import take_out_list
from branches.journal import differences, images, pack
from branches.members import edit_member, enter_member, enter_members
from branches.models import Access, Branch, Member, MovementKind, User
from branches.movements import Entry, record_movements
from branches.placing import Draft, place_branches
from branches.roles import ROLE_MAY, Action, Role
from branches.sessions import set_idle_minutes
from recruitment.absences import FIELDS, set_absence
from recruitment.charges import set_charge
from recruitment.closing import reopen_month, withdraw_month
from recruitment.counting import set_counting_date
from recruitment.courses import note_attendance, seat_people, set_course
from recruitment.days_off import forget_day_off, set_day_off
from recruitment.dossier import cure_shortfall, set_consents, set_papers, set_verifications
from recruitment.editing import edit_person, enter_person
from recruitment.entering_papers import PaperDraft, enter_papers
from recruitment.entering_sponsors import SponsorshipDraft, enter_sponsorships
from recruitment.facts import Step
from recruitment.introductions import set_introduction
from recruitment.limits import set_limit, set_local
from recruitment.merging import merge_people, say_two_people, take_back_two_people, undo_merge
from recruitment.models import (
    Candidate,
    ImportState,
    PastTotal,
    Question,
    Quota,
    Shortfall,
    StageChange,
    Term,
    WorkbookImport,
)
from recruitment.named import Named
from recruitment.plans import set_plan
from recruitment.quotas import set_quotas, set_terms
from recruitment.registering import register_people
from recruitment.rules.paths import Actor
from recruitment.sights import see_people, see_person, take_out
from recruitment.sponsoring import assign_sponsor, end_sponsorship, record_report, strike_sponsorship
from recruitment.totals import record_totals
from recruitment.voting import record_vote, strike_vote
from recruitment.workbooks.uploads import undo_import
from recruitment.workflow import correct_stage, enter_at, move_candidates
from recruitment.wrong_entries import restore_person, void_person
from reports.drafting import discard_report, issue_anew, start_report, write_report
from reports.issuing import SIGNATURE, send_back_report, sign_report, submit_report
from reports.look_in_force import set_look
from reports.periods import parse_month
from tests import cast, way

ROOT = Path(__file__).parent.parent
DAY, TOMORROW = date(2023, 5, 1), date(2024, 1, 1)
INSIDE, OUTSIDE = ("own", "below"), ("above", "beside")


def term_at(branch):
    return Term(name="2020-2025", first=date(2020, 7, 1), last=date(2025, 6, 30), branch=branch)


def account_at(branch, by):
    return add_account("moi", password=cast.PASSWORD, role=Role.LEADER, branch=branch, by=by)


def taken_over(branch, by):
    """A line of the ledger at ``branch``, which ``by`` sees, claimed for a cell where ``by`` may write."""
    Access.objects.create(user=by, branch=branch, role=Role.LEADER)
    line = Entry(branch, DAY, MovementKind.OPENING, 9, code="M1")
    record_movements([line], by=system_user())
    record_movements([replace(line, branch=Branch.objects.get(code="MOOR"), heads=8)], by=by)


def claimed(branch, by):
    """Somebody whom ``by`` sees at ``branch``, registered by the code as if of a cell where ``by`` may write."""
    register_people([cast.person("Y Minh Họa", branch, code="P1")], by=system_user())
    Access.objects.create(user=by, branch=branch, role=Role.LEADER)
    register_people([cast.person("Y Minh Họa", Branch.objects.get(code="MOOR"), code="P1")], by=by)


def readmitted(branch, by):
    """Another decision for somebody who was admitted at ``branch`` and is now in a cell where ``by`` may write."""
    known = cast.admit(branch, "01/05/2023", code="P1").candidate
    Candidate.objects.filter(pk=known.pk).update(branch=Branch.objects.get(code="MOOR"))
    said = {"code": "P1", "decision_on": "01/05/2023", "decision_number": "9"}
    register_people([cast.person(known.full_name, Branch.objects.get(code="MOOR"), **said)], by=by)


def standing_at(branch, by):
    """Somebody new, and where that one stands."""
    said = cast.person("Y Minh Họa", branch)
    register_people([replace(said, way={"stage": "listed", "stage_on": DAY})], by=by)


def entered_at(branch, by):
    """A sponsor of the person at ``branch``, whom ``by`` sees, entered from a list."""
    Access.objects.create(user=by, branch=branch, role=Role.LEADER)
    member = cast.member_at(branch)
    enter_sponsorships([SponsorshipDraft(Named(person_at(branch).code), member.code, "helps", DAY)], by=by)


def filed_at(branch, by):
    """A paper of the person at ``branch``, whom ``by`` sees, entered from a list."""
    Access.objects.create(user=by, branch=branch, role=Role.LEADER)
    enter_papers([PaperDraft(Named(person_at(branch).code), "application")], by=by)


def recoded(branch, by):
    """A member at ``branch`` whom ``by`` sees, entered by the code as if of a cell where ``by`` may write."""
    known = Member.objects.get(branch=branch)
    Access.objects.create(user=by, branch=branch, role=Role.LEADER)
    enter_members([cast.draft(known.full_name, Branch.objects.get(code="MOOR"), known.code)], by=by)


def brought_in(branch, by):
    """A workbook of ``by`` that made somebody at ``branch``; how it came to be written is not asked."""
    person = cast.candidate(branch)
    lines = differences({}, images([Candidate.objects.filter(pk=person.pk)]))
    written = WorkbookImport.objects.create(by=by, name="x", state=ImportState.WRITTEN, journal=pack(lines))
    undo_import(written.pk, by=by)


VERBS = {
    "undo_import": (Action.EDIT_PEOPLE, brought_in),
    "enter_members": (
        Action.EDIT_PEOPLE,
        lambda branch, by: enter_members([cast.draft("Y Minh Họa", branch)], by=by),
    ),
    "enter_members, of a member known by the code": (Action.EDIT_PEOPLE, recoded),
    "enter_member": (Action.EDIT_PEOPLE, lambda branch, by: enter_member(cast.draft("Y Minh Họa", branch), by=by)),
    "edit_member": (
        Action.EDIT_PEOPLE,
        lambda branch, by: edit_member(Member.objects.get(branch=branch).pk, {"birth_year": 1970}, 1, by=by),
    ),
    "edit_member, to another cell": (
        Action.EDIT_PEOPLE,
        lambda branch, by: edit_member(cast.member(Branch.objects.get(code="MOOR")).pk, {"branch": branch}, 1, by=by),
    ),
    "place_branches": (
        Action.PLACE,
        lambda branch, by: place_branches([Draft(branch.code, DAY, details={"name": "Tên mới"})], by=by),
    ),
    "record_movements": (
        Action.RECORD_MOVEMENT,
        lambda branch, by: record_movements([Entry(branch, DAY, MovementKind.OPENING, 9)], by=by),
    ),
    "record_movements, of a line known by its code": (
        Action.RECORD_MOVEMENT,
        lambda branch, by: taken_over(branch, by),
    ),
    "register_people": (Action.EDIT_PEOPLE, lambda branch, by: register_people([cast.person(branch=branch)], by=by)),
    "register_people, admitted": (
        Action.RECORD_ADMISSION,
        lambda branch, by: register_people([cast.person(branch=branch, decision_on="01/05/2023")], by=by),
    ),
    "register_people, of somebody known by the code": (Action.EDIT_PEOPLE, claimed),
    "register_people, and where they stand": (Action.MOVE_PEOPLE, standing_at),
    "enter_sponsorships": (Action.MOVE_PEOPLE, entered_at),
    "enter_papers": (Action.MOVE_PEOPLE, filed_at),
    "register_people, of an admission known already": (Action.RECORD_ADMISSION, readmitted),
    "set_quotas": (
        Action.SET_QUOTA,
        lambda branch, by: set_quotas([Quota(branch=branch, period="2023", low=1)], by=by),
    ),
    "set_terms": (Action.SET_QUOTA, lambda branch, by: set_terms([term_at(branch)], by=by)),
    "record_totals": (
        Action.SET_QUOTA,
        lambda branch, by: record_totals([PastTotal(branch=branch, first=DAY, last=DAY, heads=1)], by=by),
    ),
    "add_account": (Action.MANAGE_ACCESS, account_at),
    "grant_access": (
        Action.MANAGE_ACCESS,
        lambda branch, by: grant_access(role_of(branch).user, role="leader", branch=branch, by=by),
    ),
    "end_access": (Action.MANAGE_ACCESS, lambda branch, by: end_access(role_of(branch), by=by)),
    "hand_over": (
        Action.MANAGE_ACCESS,
        lambda branch, by: hand_over(
            role_of(branch), to_user=User.objects.get(username="o-own"), first_day=TOMORROW, by=by
        ),
    ),
    "rename_account": (
        Action.MANAGE_ACCESS,
        lambda branch, by: rename_account(role_of(branch).user, full_name="Y Mới", version=1, by=by),
    ),
    "close_account": (Action.MANAGE_ACCESS, lambda branch, by: close_account(role_of(branch).user, by=by)),
    "reopen_account": (Action.MANAGE_ACCESS, lambda branch, by: reopen_account(role_of(branch).user, by=by)),
    "reset_password": (
        Action.MANAGE_ACCESS,
        lambda branch, by: reset_password(role_of(branch).user, password=cast.PASSWORD, by=by),
    ),
    "unlock": (Action.MANAGE_ACCESS, lambda branch, by: unlock(role_of(branch).user, by=by)),
    "reset_second_factor": (
        Action.MANAGE_ACCESS,
        lambda branch, by: reset_second_factor(role_of(branch).user, by=by),
    ),
    "enter_person": (Action.EDIT_PEOPLE, lambda branch, by: enter_person(cast.person(branch=branch), by=by)),
    "edit_person": (
        Action.EDIT_PEOPLE,
        lambda branch, by: edit_person(person_at(branch).pk, {"residence": "Thôn 1"}, 1, by=by),
    ),
    "void_person": (Action.EDIT_PEOPLE, lambda branch, by: void_person(person_at(branch).pk, "duplicate", 1, by=by)),
    "void_person, admitted": (
        Action.RECORD_ADMISSION,
        lambda branch, by: void_person(cast.admit(branch, "01/05/2023").candidate_id, "duplicate", 1, by=by),
    ),
    "restore_person": (Action.EDIT_PEOPLE, lambda branch, by: restore_person(struck_out(branch), 2, by=by)),
    "move_candidates": (
        Action.MOVE_PEOPLE,
        lambda branch, by: move_candidates([Step(person_at(branch).pk, "introduced", on=DAY)], "listed", by=by),
    ),
    "move_candidates, decided above": (
        Action.RECORD_ADMISSION,
        lambda branch, by: move_candidates(
            [Step(at(branch, "submitted"), "submitted", on=DAY, reason="lý do")], "refused", by=by
        ),
    ),
    "enter_at": (Action.MOVE_PEOPLE, lambda branch, by: enter_at(person_at(branch).pk, "listed", DAY, by=by)),
    "correct_stage": (
        Action.MOVE_PEOPLE,
        lambda branch, by: correct_stage(at(branch, "listed"), "listed", "introduced", DAY, "ghi nhầm", by=by),
    ),
    "correct_stage, admitted": (
        Action.RECORD_ADMISSION,
        lambda branch, by: correct_stage(
            cast.admit(branch, "01/05/2023").candidate_id, "probation", "introduced", DAY, "ghi nhầm", by=by
        ),
    ),
    "record_vote": (
        Action.MOVE_PEOPLE,
        lambda branch, by: record_vote(
            Step(person_at(branch).pk, "introduced", on=DAY, count=way.CELL), Question.ADMISSION, Actor.CELL, by=by
        ),
    ),
    "strike_vote": (Action.MOVE_PEOPLE, lambda branch, by: strike_vote(vote_at(branch).pk, "ghi nhầm", by=by)),
    "confirm_months": (Action.CONFIRM_MONTH, lambda branch, by: cast.close(branch, "2023-11", told_by="paper", by=by)),
    "reopen_month": (
        Action.REOPEN_MONTH,
        lambda branch, by: reopen_month(cast.close(branch, "2023-11").pk, date(2023, 12, 31), "sót", by=by),
    ),
    "withdraw_month": (
        Action.REOPEN_MONTH,
        lambda branch, by: withdraw_month(cast.close(branch, "2023-11").pk, "nhầm", by=by),
    ),
    "set_absence": (
        Action.MOVE_PEOPLE,
        lambda branch, by: set_absence(person_at(branch).pk, dict.fromkeys(FIELDS) | {"left_on": DAY}, 1, by=by),
    ),
    "assign_sponsor": (
        Action.MOVE_PEOPLE,
        lambda branch, by: assign_sponsor(person_at(branch).pk, cast.member_at(branch), HELPS, 1, by=by),
    ),
    "end_sponsorship": (
        Action.MOVE_PEOPLE,
        lambda branch, by: end_sponsorship(
            sponsored(branch).pk, {"ended_on": DAY, "ended_because": "moved", "comment": ""}, by=by
        ),
    ),
    "strike_sponsorship": (Action.MOVE_PEOPLE, lambda branch, by: strike_sponsorship(sponsored(branch).pk, by=by)),
    "record_report": (
        Action.MOVE_PEOPLE,
        lambda branch, by: record_report(
            sponsored(branch).pk, DAY, {"strengths": "Chịu khó", "weaknesses": "", "proposal": ""}, by=by
        ),
    ),
    "set_introduction": (
        Action.EDIT_PEOPLE,
        lambda branch, by: set_introduction(person_at(branch).pk, SAID, 1, by=by),
    ),
    "set_course": (Action.MOVE_PEOPLE, lambda branch, by: set_course(None, CLASS | {"branch": branch}, by=by)),
    "set_course, of one there is": (
        Action.MOVE_PEOPLE,
        lambda branch, by: set_course(course_at(branch).pk, CLASS | {"name": "Tên mới"}, 1, by=by),
    ),
    "seat_people": (
        Action.MOVE_PEOPLE,
        lambda branch, by: seat_people(course_at(branch).pk, [at(branch, "listed")], by=by),
    ),
    "note_attendance": (Action.MOVE_PEOPLE, lambda branch, by: note_attendance(*noted_at(branch), by=by)),
    "set_plan": (
        Action.MOVE_PEOPLE,
        lambda branch, by: set_plan(branch, 2023, {person_at(branch).pk: 4}, by=by),
    ),
    "set_charge": (
        Action.MOVE_PEOPLE,
        lambda branch, by: set_charge(person_at(branch).pk, "certificate", "Bí thư chi bộ", "", 1, by=by),
    ),
    "set_papers": (Action.MOVE_PEOPLE, lambda branch, by: set_papers(person_at(branch).pk, [], 1, by=by)),
    "set_verifications": (Action.MOVE_PEOPLE, lambda branch, by: set_verifications(person_at(branch).pk, [], 1, by=by)),
    "set_consents": (Action.MOVE_PEOPLE, lambda branch, by: set_consents(person_at(branch).pk, [], 1, by=by)),
    "cure_shortfall": (
        Action.MOVE_PEOPLE,
        lambda branch, by: cure_shortfall(shortfall_at(branch).pk, "đã bổ sung", by=by),
    ),
    "merge_people": (
        Action.EDIT_PEOPLE,
        lambda branch, by: merge_people(person_at(branch).pk, partner().pk, {}, (1, 1), by=by),
    ),
    "merge_people, of whom is dropped": (
        Action.EDIT_PEOPLE,
        lambda branch, by: merge_people(partner().pk, person_at(branch).pk, {}, (1, 1), by=by),
    ),
    "merge_people, with steps": (
        Action.MOVE_PEOPLE,
        lambda branch, by: merge_people(partner().pk, at(branch, "listed"), {}, (1, 2), by=by),
    ),
    "merge_people, admitted": (
        Action.RECORD_ADMISSION,
        lambda branch, by: merge_people(partner().pk, cast.admit(branch, "01/05/2023").candidate_id, {}, (1, 1), by=by),
    ),
    "undo_merge": (Action.EDIT_PEOPLE, lambda branch, by: undo_merge(merged_at(branch).pk, by=by)),
    "undo_merge, admitted": (
        Action.RECORD_ADMISSION,
        lambda branch, by: undo_merge(merged_at(branch, is_admitted=True).pk, by=by),
    ),
    "say_two_people": (
        Action.EDIT_PEOPLE,
        lambda branch, by: say_two_people(person_at(branch).pk, partner().pk, by=by),
    ),
    "take_back_two_people": (
        Action.EDIT_PEOPLE,
        lambda branch, by: take_back_two_people(person_at(branch).pk, partner().pk, by=by),
    ),
    "see_person": (Action.VIEW_PEOPLE, lambda branch, by: see_person(person_at(branch), by=by)),
    "see_people": (Action.VIEW_PEOPLE, lambda branch, by: see_people([person_at(branch)], by=by)),
    "take_out_list": (
        Action.VIEW_AUDIT,
        lambda branch, by: take_out_list(b"", Action.VIEW_AUDIT, branch=branch, rows=1, detail="", by=by),
    ),
    "start_report": (
        Action.ISSUE_REPORT,
        lambda branch, by: start_report(branch, parse_month("2023-04"), by=by),
    ),
    "write_report": (
        Action.ISSUE_REPORT,
        lambda branch, by: write_report(report_at(branch).pk, {"tasks": "Tạo nguồn"}, 1, by=by),
    ),
    "discard_report": (Action.ISSUE_REPORT, lambda branch, by: discard_report(report_at(branch).pk, 1, by=by)),
    "submit_report": (Action.ISSUE_REPORT, lambda branch, by: submit_report(report_at(branch).pk, 1, by=by)),
    "send_back_report": (
        Action.ISSUE_REPORT,
        lambda branch, by: send_back_report(report_at(branch, is_put_up=True).pk, "Sai số liệu", 2, by=by),
    ),
    "sign_report": (
        Action.ISSUE_REPORT,
        lambda branch, by: sign_report(report_at(branch, is_put_up=True).pk, dict.fromkeys(SIGNATURE, ""), 2, by=by),
    ),
    "issue_anew": (Action.ISSUE_REPORT, lambda branch, by: issue_anew(report_at(branch).pk, "Bổ sung", by=by)),
    "take_out": (
        Action.EXPORT_PEOPLE,
        lambda branch, by: take_out([person_at(branch)], b"", "meeting", branch=branch, by=by),
    ),
}


def report_at(branch, is_put_up=False):
    """A report of the branch on April: a draft, or put up for signature."""
    report = start_report(branch, parse_month("2023-04"), by=system_user())
    return submit_report(report.pk, 1, by=system_user()) if is_put_up else report


def partner():
    """Somebody where whoever is at NORTH may do what their role allows."""
    return cast.candidate(Branch.objects.get(code="MOOR"))


def merged_at(branch, is_admitted=False):
    """Somebody at the branch who became part of another entry."""
    dropped = cast.admit(branch, "01/05/2023").candidate if is_admitted else person_at(branch)
    return merge_people(partner().pk, dropped.pk, {}, (1, 1), by=system_user())


def role_of(branch):
    """The role that the world's account holds at the branch."""
    return Access.objects.get(branch=branch, user__username__startswith="o-")


def vote_at(branch):
    step = Step(person_at(branch).pk, "introduced", on=DAY, count=way.CELL)
    return record_vote(step, Question.ADMISSION, Actor.CELL, by=system_user())


def person_at(branch):
    return Candidate.objects.filter(branch=branch).first()


def at(branch, stage):
    """The id of the person at the branch, who stood at ``stage`` when following began."""
    return enter_at(person_at(branch).pk, stage, DAY, by=system_user()).pk


HELPS = {"role": "helps", "assigned_on": DAY, "number": "", "known_since": None, "waived_by": "", "is_relative": False}


def sponsored(branch):
    person = person_at(branch)
    return assign_sponsor(person.pk, cast.member_at(branch), HELPS, person.version, by=system_user())


SAID = {"source": "youth_union", "unit": "", "number": "", "handed_over_on": None}
CLASS = {"name": "Lớp", "place": "", "first": DAY, "last": DAY, "is_held": True}


def course_at(branch):
    return set_course(None, CLASS | {"branch": branch}, by=system_user())


def noted_at(branch):
    """A class, and that somebody of the branch came."""
    course, person = course_at(branch), at(branch, "listed")
    seat_people(course.pk, [person], by=system_user())
    return course.pk, {person: "attended"}


def shortfall_at(branch):
    pk = at(branch, "listed")
    change = StageChange.objects.filter(candidate=pk).last()
    return Shortfall.objects.create(candidate_id=pk, change=change, key="number_missing")


def struck_out(branch):
    person = person_at(branch)
    void_person(person.pk, "duplicate", 1, by=system_user())
    return person.pk


EVERYWHERE = {
    "set_counting_date": (Action.CHANGE_SETTINGS, lambda by: set_counting_date("ceremony", year=2023, by=by)),
    "set_idle_minutes": (Action.CHANGE_SETTINGS, lambda by: set_idle_minutes(30, by=by)),
    "set_quotas, of a term not listed yet": (
        Action.SET_QUOTA,
        lambda by: set_quotas([Quota(branch=Branch.objects.get(code="HILL"), period="2025-2030", low=1)], by=by),
    ),
    "set_look": (Action.CHANGE_SETTINGS, lambda by: set_look({"left": 25}, by=by)),
    "set_day_off": (Action.CHANGE_SETTINGS, lambda by: set_day_off(DAY + timedelta(days=1), "Nghỉ bù", True, by=by)),
    "forget_day_off": (Action.CHANGE_SETTINGS, lambda by: forget_day_off(DAY, by=by)),
    "set_local": (Action.CHANGE_SETTINGS, lambda by: set_local("days_to_correct", 7, by=by)),
    "set_limit": (Action.CHANGE_SETTINGS, lambda by: set_limit("dossier", 10, valid_from=DAY, by=by)),
}
"""Verbs that need the right at every root."""

NO_VERBS = {
    *("strike_votes_of", "close_shortfalls_of"),  # of the steps that their caller corrects
    *("refuse_closed", "refuse_closed_movements"),  # called by verbs, of what they are about to write
    *("record", "once", "give", "take_away", "import_workbook"),  # called by verbs, or calling nothing but them
    *("document_of", "drafted", "live_document", "file_of"),  # these and the next only read
    *("figures_of", "held_by", "reason_against", "readers_of", "lock_managed"),
    *("loads_of", "members_for", "people_named", "people_of", "people_without", "sponsors_at"),
    *("on_sheets", "places_with_sheets", "sheets_of"),
    *("admissions_of", "people_asked_for", "rows_of", "may_strike_out", "may_correct"),
    *("members_asked_for", "member_rows"),
    *(
        "acts_from",
        "asked_for",
        "board_of",
        "choices_for",
        "people_at",
        "outlook_of",
        "timeline_of",
        "votes_of",
        "way_of",
    ),
    *("each_row", "each_member_row", "seats_of"),
    *("work", "answered", "contents_of"),  # of a batch of reports: they ask figures_of and write files
    *("each_row", "each_member_row", "seats_of", "names_of"),
    "remember_columns",  # of nobody but the account itself
    *("pairs_seen", "likely_same", "alike_to", "side_by_side", "typed_beside", "told_of"),
    *("people_to_seat", "seats_in", "numbers_of", "plan_of", "plans_below"),
    *(
        "upload",
        "choose",
        "check",
        "write",
        "discard",
        "rejected_rows",
    ),  # of the own workbook; what it writes asks the verbs
}
"""Functions with ``by`` that are no verbs."""

DECIDED_ABOVE = {"place_branches"}
"""What an organisation is and where it hangs is decided by the one above it: not at the own branch itself."""


def verbs_of_the_source():
    """Public functions that take ``by`` by its name, in all apps."""
    for app in ("config", "branches", "recruitment", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and "by" in [argument.arg for argument in node.args.kwonlyargs]:
                    yield node.name


def test_every_verb_is_in_the_table():
    in_table = {name.split(",")[0] for name in (*VERBS, *EVERYWHERE)} | NO_VERBS
    assert {name for name in verbs_of_the_source() if not name.startswith("_")} == in_table


@pytest.fixture
def branch(kept_world, db):
    return kept_world.branch


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_asks_for_its_right_at_the_branch(verb, role, branch):
    action, call = VERBS[verb]
    user = cast.account("khach", role, branch["own"])
    refused = {place for place in branch if is_refused(call, branch[place], user)}
    inside = {"own"} if verb in DECIDED_ABOVE else set()
    assert refused == set(OUTSIDE) | (inside if action in ROLE_MAY[role] else set(INSIDE))


def is_refused(call, branch, user):
    try:
        call(Branch.objects.get(pk=branch.pk), user)
    except PermissionDenied:
        return True
    except ValidationError:
        return False  # the right was there, the rule was not
    return False


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", EVERYWHERE)
def test_what_holds_everywhere_needs_the_right_at_every_root(verb, role, branch):
    action, call = EVERYWHERE[verb]
    with pytest.raises(PermissionDenied):
        call(cast.account("khach", role, branch["own"]))
    if action in ROLE_MAY[role]:
        call(cast.account("tren", role, branch["above"]))
