"""An organisation closes its month by confirming it: what may stand against that, and who may still write in it."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from branches.access import read_rights, system_user
from branches.journal import differences, images, pack
from branches.models import AuditEntry, Movement, MovementKind
from branches.movements import Entry, record_movements
from branches.roles import ROLE_MAY, Action, Role
from config import installation
from config.clock import DEMO_CLOCK
from config.refusal import Refused
from recruitment.closed import Touched, refuse_closed
from recruitment.closing import Confirmation, confirm_months, reopen_month, withdraw_month
from recruitment.facts import Step
from recruitment.merging import merge_people, undo_merge
from recruitment.models import (
    Admission,
    Candidate,
    ClosedMonth,
    ImportState,
    PastTotal,
    Question,
    StageChange,
    WorkbookImport,
)
from recruitment.registering import register_people
from recruitment.rules.paths import Actor
from recruitment.stages import Stage
from recruitment.totals import record_totals
from recruitment.voting import record_vote, strike_vote
from recruitment.workbooks.uploads import undo_import
from recruitment.workflow import correct_stage, enter_at, move_candidates
from recruitment.wrong_entries import restore_person, void_person
from reports.month_reports import to_month
from reports.periods import CUT_OFF_DAY, parse_month
from tests import cast, way

NOVEMBER, IN_NOVEMBER, IN_DECEMBER = "2023-11", date(2023, 11, 15), date(2023, 12, 15)
S = Stage


def said(problem_or_refusal):
    """(field, sentence) of every problem."""
    return [(problem.field, problem.sentence) for problem in problem_or_refusal.value.problems]


def refusal_of(branch, what="cases", month=NOVEMBER, **more):
    with pytest.raises(Refused) as refusal:
        cast.close(branch, month, what, **more)
    assert not ClosedMonth.objects.exists()
    return said(refusal)


# --- Confirming


def test_who_confirms_closes_the_month_and_is_written_down(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    row = cast.close(party.hill, NOVEMBER, "nothing", by=secretary)
    assert (row.branch, row.first, row.last) == (party.hill, date(2023, 11, 1), date(2023, 11, 30))
    assert (row.said, row.told_by, row.told_on, row.by) == ("nothing", "own", date(2023, 12, 31), secretary)
    entry = AuditEntry.objects.get(act="confirmed")
    assert (entry.object_id, entry.branch, entry.actor) == (row.pk, party.hill, secretary)


def test_the_officer_confirms_for_many_at_once_with_source_and_day(party):
    on, officer = date(2023, 12, 3), cast.account("canbo", "officer", party.north)
    confirmations = [
        Confirmation(party.hill, "nothing", "telephone", on),
        Confirmation(party.moor, "cases", "paper", on),
    ]
    confirm_months(confirmations, to_month(parse_month(NOVEMBER)), by=officer)
    kept = ClosedMonth.objects.values_list("branch__code", "said", "told_by", "told_on")
    assert set(kept) == {("HILL", "nothing", "telephone", on), ("MOOR", "cases", "paper", on)}


def test_the_month_is_that_of_the_cut_off(party):
    installation.set_value(CUT_OFF_DAY, 20)
    row = cast.close(party.hill, NOVEMBER)
    assert (row.first, row.last) == (date(2023, 10, 21), date(2023, 11, 20))


def test_a_month_that_is_not_over_is_not_confirmed(party, clock):
    clock(2023, 11, 30)
    assert refusal_of(party.hill) == [("said", "Tháng 11/2023 chưa kết thúc: xác nhận được từ ngày 01/12/2023.")]
    clock(2023, 12, 1)
    assert cast.close(party.hill, NOVEMBER)


def test_nobody_confirms_twice(party):
    cast.close(party.hill, NOVEMBER)
    with pytest.raises(Refused, match="đã xác nhận tháng 11/2023 rồi"):
        cast.close(party.hill, NOVEMBER, "nothing")
    assert ClosedMonth.objects.get().said == "cases"
    once = Confirmation(party.moor, "cases")
    with pytest.raises(Refused):
        confirm_months([once, Confirmation(party.moor, "nothing")], to_month(parse_month(NOVEMBER)), by=system_user())


@pytest.mark.parametrize(("role", "at", "refused"), [("officer", "north", True), ("secretary", "hill", False)])
def test_only_its_own_people_say_so_themselves(party, role, at, refused):
    somebody = cast.account("ai-do", role, getattr(party, at))
    if refused:
        ((field, sentence),) = refusal_of(party.hill, by=somebody)
        assert (field, sentence.startswith("Chỉ người của chính tổ chức đảng")) == ("told_by", True)
        assert cast.close(party.hill, NOVEMBER, told_by="paper", by=somebody).told_by == "paper"
    else:
        assert cast.close(party.hill, NOVEMBER, by=somebody).told_by == "own"


@pytest.mark.parametrize("many", [1, 2])
def test_nothing_to_report_is_not_said_of_a_month_with_facts(party, many):
    for _ in range(many):
        cast.admit(party.hill, "15/11/2023")
    cast.move(party.hill, "16/11/2023", "died", 1)
    cast.move(party.moor, "17/11/2023", "internal", 1, counterpart=party.hill)
    ((field, sentence),) = refusal_of(party.hill, "nothing")
    assert field == "said"
    assert f"{many} trường hợp kết nạp, 2 dòng tăng, giảm đảng viên" in sentence


@pytest.mark.parametrize("day", ["31/10/2023", "01/12/2023"])
def test_facts_of_other_months_and_of_those_below_do_not_count(party, day):
    cast.admit(party.hill, day)
    cast.move(party.hill, day, "died", 1)
    cast.move(party.hill, "10/11/2023", "opening", 9)
    cast.close(party.hill, NOVEMBER, "nothing")
    cast.admit(party.moor, "15/11/2023")
    cast.close(party.north, NOVEMBER, "nothing")


def test_counted_heads_that_differ_are_explained_first(party):
    cast.opening(party.hill, "01/01/2023", 20)
    cast.move(party.hill, "20/11/2023", "counted", 19)
    ((field, sentence),) = refusal_of(party.hill)
    assert field == "difference_reason"
    assert "Ngày 20/11/2023 kiểm kê được 19 đảng viên, sổ theo dõi có 20" in sentence
    row = cast.close(party.hill, NOVEMBER, difference_reason="một đồng chí chuyển đi chưa báo")
    assert row.difference_reason == "một đồng chí chuyển đi chưa báo"
    cast.move(party.hill, "20/10/2023", "counted", 20)
    assert cast.close(party.hill, "2023-10").difference_reason == ""


def test_an_organisation_confirms_no_month_in_which_it_was_not(party):
    young = cast.village("YOUNG", party.north, since="01/12/2023")
    old = cast.village("OLD", party.north, since="01/01/2020", until="31/10/2023")
    for branch in (young, old):
        ((field, _sentence),) = refusal_of(branch)
        assert field == "said"


@pytest.mark.parametrize("day", [date(2023, 10, 31), date(2024, 1, 1)])
def test_it_is_said_neither_before_the_month_nor_in_the_future(party, day):
    assert [field for field, _sentence in refusal_of(party.hill, told_on=day)] == ["told_on"]


# --- Who may still write


def person_at(branch, **more):
    return cast.candidate(branch, birth_date="01/02/1999", **more)


def step(party, day):
    person = person_at(party.hill)
    return lambda by: move_candidates([Step(person.pk, S.INTRODUCED, on=day)], S.LISTED, by=by)


def stood(party, day):
    person = person_at(party.hill)
    return lambda by: enter_at(person.pk, S.LISTED, day, by=by)


def standing_in_a_list(party, day):
    row = cast.person("Y Mới", party.hill, birth_date="01/02/1999")
    row.way.update(stage="listed", stage_on=day)
    return lambda by: register_people([row], by=by)


def corrected(party, day):
    person = person_at(party.hill)
    move_candidates([Step(person.pk, S.INTRODUCED, on=day)], S.LISTED, by=system_user())
    first = date(2023, 9, 1)  # the correction itself lies in an open month
    return lambda by: correct_stage(person.pk, S.LISTED, S.INTRODUCED, first, "nhầm", by=by, number="1")


def corrected_to(party, day):
    person = person_at(party.hill)
    move_candidates([Step(person.pk, S.INTRODUCED, on=date(2023, 9, 1))], S.LISTED, by=system_user())
    return lambda by: correct_stage(person.pk, S.LISTED, S.INTRODUCED, day, "nhầm", by=by, number="1")


def struck_out(party, day):
    person = person_at(party.hill)
    enter_at(person.pk, S.LISTED, day, by=system_user())
    version = way.again(person).version
    return lambda by: void_person(person.pk, "duplicate", version, by=by)


def restored(party, day):
    person = person_at(party.hill)
    enter_at(person.pk, S.LISTED, day, by=system_user())
    void_person(person.pk, "duplicate", way.again(person).version, by=system_user())
    version = way.again(person).version
    return lambda by: restore_person(person.pk, version, by=by)


def pair(party, day):
    one, other = person_at(party.hill, code="A"), person_at(party.hill, code="B")
    enter_at(other.pk, S.LISTED, day, by=system_user())
    return one, other


def merged(party, day):
    one, other = pair(party, day)
    versions = [way.again(each).version for each in (one, other)]
    return lambda by: merge_people(one.pk, other.pk, {}, versions, by=by)


def taken_apart(party, day):
    one, other = pair(party, day)
    versions = [way.again(each).version for each in (one, other)]
    merge = merge_people(one.pk, other.pk, {}, versions, by=system_user())
    return lambda by: undo_merge(merge.pk, by=by)


def import_undone(party, day):
    person = person_at(party.hill)
    rows = [StageChange.objects.filter(candidate=person), Candidate.objects.filter(pk=person.pk)]
    before = images(rows)
    enter_at(person.pk, S.LISTED, day, by=system_user())
    journal = pack(differences(before, images(rows)))

    def undo(by):
        written = WorkbookImport.objects.create(by=by, name="x", state=ImportState.WRITTEN, journal=journal)
        return undo_import(written.pk, by=by)

    return undo


def admitted(party, day):
    row = cast.person("Y Mới", party.hill, decision_on=day, ceremony_on=day)
    return lambda by: register_people([row], by=by)


def admission_moved_away(party, day):
    """Its day is changed to one of an open month."""
    cast.admit(party.hill, day, code="P1", name="Y Thử", decision_number="7")
    known = Admission.objects.get()
    said = {"decision_number": "7", "decision_on": day, "ceremony_on": date(2023, 12, 20)}
    row = cast.person(known.candidate.full_name, party.hill, code="P1", **said)
    return lambda by: register_people([row], by=by)


def admission_described_anew(party, day):
    cast.admit(party.hill, day, code="P1", name="Y Thử")
    row = cast.person("Y Thử", party.hill, code="P1", decision_on=day, ceremony_on=day, occupation="teacher")
    return lambda by: register_people([row], by=by)


def moved(party, day):
    return lambda by: record_movements([Entry(party.hill, day, MovementKind.DIED, 1)], by=by)


def moved_here_from_beside(party, day):
    entry = Entry(party.moor, day, MovementKind.INTERNAL, 1, counterpart=party.hill)
    return lambda by: record_movements([entry], by=by)


def movement_changed(party, day):
    cast.move(party.hill, day, "died", 1, code="D1")
    entry = Entry(party.hill, date(2023, 9, 1), MovementKind.DIED, 1, code="D1")
    return lambda by: record_movements([entry], by=by)


def totalled(party, day):
    total = PastTotal(branch=party.hill, first=date(2023, 9, 1), last=day, heads=2)
    return lambda by: record_totals([total], by=by)


OWN = (
    *(step, stood, standing_in_a_list, corrected, corrected_to, struck_out, restored, merged, taken_apart),
    import_undone,
)
"""What a secretary writes."""
OF_THE_OFFICE = (
    *(admitted, admission_moved_away, admission_described_anew, moved, moved_here_from_beside, movement_changed),
    totalled,
)
"""What only an officer writes by the role table as it is: who might be allowed it some day is kept out all the same."""


@pytest.fixture
def secretary(party, monkeypatch):
    """Of NORTH, who may write everything but not reopen."""
    more = {Action.RECORD_ADMISSION, Action.RECORD_MOVEMENT, Action.SET_QUOTA}
    monkeypatch.setitem(ROLE_MAY, Role.SECRETARY, ROLE_MAY[Role.SECRETARY] | more)
    return cast.account("bithu", "secretary", party.north)


@pytest.mark.parametrize("kind", [*OWN, *OF_THE_OFFICE], ids=lambda kind: kind.__name__)
class TestWriting:
    def test_in_a_closed_month_is_refused_to_who_may_not_reopen_it(self, party, secretary, kind):
        write = kind(party, IN_NOVEMBER)
        cast.close(party.hill, NOVEMBER, told_by="telephone", told_on=date(2023, 12, 2))
        before = everything()
        with pytest.raises(Refused) as refusal, transaction.atomic():
            write(secretary)
        for _field, sentence in said(refusal):
            assert sentence.startswith("Chi bộ thôn Đồi đã khóa số liệu tháng 11/2023:")
            assert "ngày 02/12/2023" in sentence
            assert "mở lại" in sentence
        assert everything() == before

    def test_in_an_open_month_it_passes(self, party, secretary, kind):
        write = kind(party, IN_DECEMBER)
        cast.close(party.hill, NOVEMBER) if kind is not totalled else cast.close(party.hill, "2023-08")
        write(secretary)

    def test_elsewhere_it_passes(self, party, secretary, kind):
        write = kind(party, IN_NOVEMBER)
        cast.close(party.north, NOVEMBER)
        cast.close(party.dale, NOVEMBER)
        write(secretary)

    def test_the_officer_enters_it_late(self, party, kind):
        write = kind(party, IN_NOVEMBER)
        cast.close(party.hill, NOVEMBER)
        write(cast.account("canbo", "officer", party.north))

    def test_where_the_month_is_open_again_it_passes(self, party, secretary, kind):
        write = kind(party, IN_NOVEMBER)
        reopen_month(cast.close(party.hill, NOVEMBER).pk, date(2023, 12, 31), "sót", by=system_user())
        write(secretary)


def test_the_officer_enters_nothing_late_at_home_before_reopening_with_a_reason(party):
    person, officer = person_at(party.hill), cast.account("canbo", "officer", party.hill)
    write = Step(person.pk, S.INTRODUCED, on=IN_NOVEMBER)
    row = cast.close(party.hill, NOVEMBER)
    with pytest.raises(Refused, match="cán bộ của chính tổ chức đảng này phải mở lại"):
        move_candidates([write], S.LISTED, by=officer)
    reopen_month(row.pk, date(2023, 12, 31), "sót một trường hợp", by=officer)
    move_candidates([write], S.LISTED, by=officer)


def test_where_there_is_nothing_above_the_month_is_reopened_too(party):
    officer = cast.account("canbo", "officer", party.country)
    entry = Entry(party.country, IN_NOVEMBER, MovementKind.DIED, 1)
    row = cast.close(party.country, NOVEMBER)
    with pytest.raises(Refused, match="11/2023"):
        record_movements([entry], by=officer)
    reopen_month(row.pk, date(2023, 12, 31), "sót", by=officer)
    record_movements([entry], by=officer)


def test_the_system_account_writes_everywhere(party):
    cast.close(party.country, NOVEMBER)
    record_movements([Entry(party.country, IN_NOVEMBER, MovementKind.DIED, 1)], by=system_user())


def test_a_month_of_an_organisation_that_has_ended_is_entered_late_by_its_successors_officer(party):
    cast.close(party.hill, NOVEMBER)
    cast.place("HILL", until="30/11/2023", successor="MOOR")
    late = [Touched(None, "on", party.hill.pk, IN_NOVEMBER, IN_NOVEMBER)]
    refuse_closed(late, by=cast.account("canbo", "officer", party.moor))
    with pytest.raises(Refused):
        refuse_closed(late, by=cast.account("bithu", "secretary", party.moor))


def everything():
    """What could have been written."""
    models = (Admission, Candidate, Movement, PastTotal, StageChange)
    return [list(model._base_manager.order_by("pk").values()) for model in models]


def test_the_vote_of_a_body_is_written_in_its_own_month(party):
    person = way.on_the_way(party.hill, S.RECOGNITION_PROPOSED)
    secretary = cast.account("bithu", "secretary", party.north)
    voted = way.step(person, S.BASE_RESOLVED, on=date(2023, 11, 20))
    cast.close(party.hill, NOVEMBER)
    vote = record_vote(voted, Question.RECOGNITION, Actor.BASE, by=secretary)
    cast.close(party.north, NOVEMBER)
    for write in (
        lambda: record_vote(voted, Question.RECOGNITION, Actor.BASE, by=secretary),
        lambda: strike_vote(vote.pk, "nhầm", by=secretary),
    ):
        with pytest.raises(Refused, match="11/2023"):
            write()


def test_a_ceremony_and_a_recognition_are_facts_of_their_own_days(party):
    """The decision lies in a closed month, the ceremony in an open one, and the other way round."""
    person = way.on_the_way(party.hill, S.DECIDED)
    secretary = cast.account("bithu", "secretary", party.hill)
    cast.close(party.hill, "2022-10")
    cast.close(party.hill, "2022-12")
    with pytest.raises(Refused, match="12/2022"):
        way.take(person, S.PROBATION, by=secretary, on=date(2022, 12, 1))
    way.take(person, S.PROBATION, by=secretary)
    assert Admission.objects.get().ceremony_on == way.DAYS[S.PROBATION]


def test_what_says_nothing_new_is_no_writing(party, secretary):
    cast.admit(party.hill, IN_NOVEMBER, code="P1", name="Y Thử")
    cast.move(party.hill, IN_NOVEMBER, "died", 1)
    cast.close(party.hill, NOVEMBER)
    same = cast.person("Y Thử", party.hill, code="P1", decision_on=IN_NOVEMBER, ceremony_on=IN_NOVEMBER)
    assert register_people([same], by=secretary)["unchanged"] == 1
    assert record_movements([Entry(party.hill, IN_NOVEMBER, MovementKind.DIED, 1)], by=secretary)["unchanged"] == 1


def test_of_many_each_is_told(party, secretary):
    people = [person_at(party.hill), person_at(party.moor), person_at(party.hill)]
    cast.close(party.hill, NOVEMBER)
    with pytest.raises(Refused) as refusal:
        move_candidates([Step(p.pk, S.INTRODUCED, on=IN_NOVEMBER) for p in people], S.LISTED, by=secretary)
    assert [problem.row for problem in refusal.value.problems] == [people[0].pk, people[2].pk]


def test_many_cost_what_one_costs(party, secretary):
    cast.close(party.hill, NOVEMBER)
    read_rights(secretary)

    def cost(many):
        people = [person_at(party.hill) for _ in range(many)]
        steps = [Step(person.pk, S.INTRODUCED, on=IN_DECEMBER) for person in people]
        with CaptureQueriesContext(connection) as asked:
            move_candidates(steps, S.LISTED, by=secretary)
        return len(asked)

    assert cost(1) == cost(3) == cost(30)


# --- Opening again


def test_a_month_is_open_again_until_the_end_of_a_day(party, clock):
    row, officer = cast.close(party.hill, NOVEMBER), cast.account("canbo", "officer", party.north)
    secretary = cast.account("bithu", "secretary", party.hill)
    clock(2024, 1, 2)
    reopen_month(row.pk, date(2024, 1, 3), "còn sót một trường hợp", by=officer)
    clock(2024, 1, 3)
    step(party, IN_NOVEMBER)(secretary)
    clock(2024, 1, 4)
    with pytest.raises(Refused):
        step(party, IN_NOVEMBER)(secretary)
    assert AuditEntry.objects.filter(act="month_reopened", actor=officer, object_id=row.pk).count() == 1


def test_who_confirms_anew_ends_the_exception(party):
    row = cast.close(party.hill, NOVEMBER, "nothing")
    reopen_month(row.pk, date(2023, 12, 31), "sót", by=system_user())
    cast.admit(party.hill, IN_NOVEMBER)
    secretary = cast.account("bithu", "secretary", party.hill)
    with pytest.raises(Refused):
        cast.close(party.hill, NOVEMBER, "nothing", by=secretary)
    cast.close(party.hill, NOVEMBER, "cases", by=secretary)
    row.refresh_from_db()
    assert (row.said, row.by, row.reopened_until, row.reopened_because) == ("cases", secretary, None, "")
    with pytest.raises(Refused):
        step(party, IN_NOVEMBER)(secretary)


def test_who_says_so_anew_is_written_down_with_the_hour_of_it(party, clock):
    row = cast.close(party.hill, NOVEMBER, "nothing")
    first = row.at
    reopen_month(row.pk, date(2023, 12, 31), "sót", by=system_user())
    cast.close(party.hill, NOVEMBER, "nothing")
    row.refresh_from_db()
    assert row.at > first


@pytest.mark.parametrize(
    ("until", "because", "field"),
    [(date(2023, 12, 30), "sót", "until"), (None, "sót", "until"), (date(2023, 12, 31), "  ", "because")],
)
def test_it_is_opened_again_with_a_day_to_come_and_a_reason(party, until, because, field):
    row = cast.close(party.hill, NOVEMBER)
    with pytest.raises(Refused) as refusal:
        reopen_month(row.pk, until, because, by=system_user())
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_only_one_organisation_is_opened_again(party, secretary):
    person = person_at(party.moor)
    cast.close(party.moor, NOVEMBER)
    reopen_month(cast.close(party.hill, NOVEMBER).pk, date(2023, 12, 31), "sót", by=system_user())
    with pytest.raises(Refused):
        move_candidates([Step(person.pk, S.INTRODUCED, on=IN_NOVEMBER)], S.LISTED, by=secretary)


def test_a_wrong_confirmation_is_taken_back_with_a_reason_and_can_be_said_anew(party):
    row = cast.close(party.hill, NOVEMBER)
    with pytest.raises(Refused):
        withdraw_month(row.pk, "", by=system_user())
    withdraw_month(row.pk, "nhầm tháng", by=system_user())
    entry = AuditEntry.objects.get(act="month_reopened")
    assert '"nhầm tháng"' in entry.said.values
    assert "2023-11" not in ClosedMonth.objects.values_list("month", flat=True)
    cast.close(party.hill, NOVEMBER, "nothing")


def test_who_only_confirms_opens_nothing_again(party):
    row, secretary = cast.close(party.hill, NOVEMBER), cast.account("bithu", "secretary", party.north)
    for call in (
        lambda: reopen_month(row.pk, date(2023, 12, 31), "sót", by=secretary),
        lambda: withdraw_month(row.pk, "nhầm", by=secretary),
    ):
        with pytest.raises(PermissionDenied):
            call()


# --- At the same moment

needs_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one write at a time, and its test database lies in memory"
)
SOON = 0.5
"""Seconds in which somebody who waits for nobody would have been done."""


class Elsewhere(threading.Thread):
    """``call`` in a connection of its own; ``refused``: whether a verb said no."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.refused, self.failure = call, None, None
        self.start()

    def run(self):
        try:
            self.call()
            self.refused = False
        except Refused:
            self.refused = True
        except Exception as failure:
            self.failure = failure
        finally:
            connection.close()

    def is_waiting(self):
        self.join(SOON)
        return self.is_alive()

    def answer(self):
        self.join(20)
        assert self.failure is None
        assert not self.is_alive()
        return self.refused


@pytest.fixture
def committed(transactional_db):
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    return cast.tree()


@needs_postgres
def test_whoever_confirms_waits_for_who_is_writing(committed):
    write, secretary = step(committed, IN_NOVEMBER), cast.account("bithu", "secretary", committed.hill)
    system_user()
    with transaction.atomic():
        write(secretary)
        confirming = Elsewhere(lambda: cast.close(committed.hill, NOVEMBER))
        assert confirming.is_waiting()
    assert confirming.answer() is False


@needs_postgres
def test_whoever_writes_waits_for_who_is_confirming_and_is_refused(committed):
    write, secretary = step(committed, IN_NOVEMBER), cast.account("bithu", "secretary", committed.hill)
    with transaction.atomic():
        cast.close(committed.hill, NOVEMBER)
        writing = Elsewhere(lambda: write(secretary))
        assert writing.is_waiting()
    assert writing.answer() is True


@needs_postgres
def test_of_two_who_confirm_at_once_one_does(committed):
    officer = cast.account("canbo", "officer", committed.north)
    with transaction.atomic():
        cast.close(committed.hill, NOVEMBER)
        other = Elsewhere(lambda: cast.close(committed.hill, NOVEMBER, by=officer))
        assert other.is_waiting()
    assert other.answer() is True
    assert ClosedMonth.objects.count() == 1
