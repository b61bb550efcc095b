"""People come in as they stand: stages and their days from a list, beside what steps and admissions say."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from branches.access import system_user
from branches.audit import Act
from branches.models import Access, AuditEntry
from branches.names import fold_tight
from branches.roles import ROLE_MAY, Action, Role
from config.refusal import Refused
from recruitment.dossier import set_papers
from recruitment.models import Candidate, Paper, PaperState, StageChange
from recruitment.registering import Person, register_people
from recruitment.stages import ADMITTED, EXITS, ON_THE_WAY, WAY, Stage
from recruitment.workbooks.way_spellings import STAGE_NAMES, STAGES
from tests import cast, way
from tests.workbooks import TREE, bring, places, refusal

S = Stage
NAME = "Y Minh Họa"
LISTED, CERTIFIED, DOSSIER = date(2022, 1, 10), date(2022, 5, 1), date(2022, 9, 1)
COURSE = {"listed_on": LISTED, "certified_on": CERTIFIED, "stage": S.DOSSIER, "stage_on": DOSSIER}


def said(party, code="Q1", admission=None, **standing):
    profile = {"birth_date": date(1999, 2, 1)}
    return Person(NAME, party.hill, code=code, profile=profile, admission=admission or {}, way=standing)


def enter(*people, by=None):
    return register_people(people, by=by or system_user())


def the():
    return Candidate.objects.select_related("branch").get()


def lines(person=None):
    rows = (person or the()).stage_changes.all()
    return [(line.way, line.source, line.target, line.on) for line in rows]


def stands(person=None):
    person = person or the()
    return person.stage, person.stage_on


def refused(*people, by=None):
    """[(field, sentence)] of why it is refused; nothing is written."""
    before = list(Candidate.with_void.values()), StageChange.objects.count(), AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        enter(*people, by=by)
    assert (list(Candidate.with_void.values()), StageChange.objects.count(), AuditEntry.objects.count()) == before
    return [(problem.field, str(problem.sentence)) for problem in refusal.value.problems]


def fields_refused(*people, by=None):
    return [field for field, _sentence in refused(*people, by=by)]


# --- Somebody new


def test_somebody_new_stands_where_the_list_says_with_a_line_for_every_day(party):
    assert enter(said(party, **COURSE)) == {"created": 1}
    assert stands() == (S.DOSSIER, DOSSIER)
    assert lines() == [
        ("entry", "", S.LISTED, LISTED),
        ("entry", S.LISTED, S.CERTIFIED, CERTIFIED),
        ("entry", S.CERTIFIED, S.DOSSIER, DOSSIER),
    ]
    paper = Paper.objects.get()
    assert (paper.kind, paper.state, paper.dated_on) == ("certificate", PaperState.COMPLETE, CERTIFIED)


@pytest.mark.parametrize("stage", [*ON_THE_WAY, *(stage for stage in EXITS if stage not in ADMITTED)])
def test_every_stage_before_the_decision_and_every_way_out_can_be_said(party, stage):
    enter(said(party, stage=stage, stage_on=DOSSIER))
    assert (stands(), lines()) == ((stage, DOSSIER), [("entry", "", stage, DOSSIER)])


def test_a_list_with_the_days_alone_says_the_stage(party):
    enter(said(party, listed_on=LISTED))
    assert (stands(), lines()) == ((S.LISTED, LISTED), [("entry", "", S.LISTED, LISTED)])


def test_a_day_further_on_holds_before_a_word(party):
    """Lists call people *cảm tình* who have the certificate in the next column."""
    row = said(party, stage=S.LISTED, stage_on=LISTED, certified_on=CERTIFIED)
    enter(row)
    assert stands() == (S.CERTIFIED, CERTIFIED)
    assert enter(row) == {"unchanged": 1}


def test_introduced_is_where_everybody_stands_and_needs_no_line(party):
    enter(said(party, stage=S.INTRODUCED))
    assert (stands(), lines()) == ((S.INTRODUCED, None), [])


def test_a_certificate_older_than_the_list_is_against_a_rule_and_recorded(party):
    enter(said(party, listed_on=CERTIFIED, certified_on=LISTED))
    assert stands() == (S.CERTIFIED, LISTED)


def test_a_certificate_that_lies_there_already_stays(party):
    enter(said(party))
    paper = {"kind": "certificate", "ordinal": 1, "state": "complete", "number": "7", "signer": "Ông A", "place": ""}
    set_papers(the().pk, [paper | {"dated_on": LISTED}], 1, by=system_user())
    enter(said(party, certified_on=CERTIFIED))
    assert list(Paper.objects.values_list("number", "dated_on", "signer")) == [("7", LISTED, "Ông A")]


def test_the_audit_tells_of_the_person_each_line_and_the_certificate(party):
    officer = cast.account("canbo", "officer", party.north)
    enter(said(party, **COURSE), by=officer)
    entries = AuditEntry.objects.filter(actor=officer).order_by("number")
    assert [(e.act, e.fields) for e in entries] == [
        (Act.CREATED, "code full_name branch stage stage_on birth_date birth_year"),
        *[(Act.MOVED, "stage stage_on")] * 3,
        (Act.CHANGED, "papers"),
    ]
    assert {entry.object_id for entry in entries} == {the().pk}


# --- Somebody known


def test_the_same_list_again_changes_nothing(party):
    enter(said(party, **COURSE))
    before = list(Candidate.objects.values()), lines(), AuditEntry.objects.count()
    assert enter(said(party, **COURSE)) == {"unchanged": 1}
    assert enter(said(party, stage=S.DOSSIER)) == {"unchanged": 1}
    assert enter(said(party, listed_on=LISTED)) == {"unchanged": 1}
    assert (list(Candidate.objects.values()), lines(), AuditEntry.objects.count()) == before


def test_who_was_only_entered_is_entered_anew(party):
    enter(said(party, stage=S.DOSSIER, stage_on=DOSSIER))
    assert enter(said(party, listed_on=LISTED)) == {"changed": 1}
    assert lines()[1:] == [("entry", S.DOSSIER, S.LISTED, LISTED), ("entry", S.LISTED, S.DOSSIER, DOSSIER)]
    assert (stands(), the().version) == ((S.DOSSIER, DOSSIER), 2)
    enter(said(party, stage=S.CERTIFIED, stage_on=CERTIFIED))
    assert (stands(), lines()[3:]) == (
        (S.CERTIFIED, CERTIFIED),
        [("entry", S.DOSSIER, S.LISTED, LISTED), ("entry", S.LISTED, S.CERTIFIED, CERTIFIED)],
    )


def test_steps_that_were_recorded_are_not_entered_over(party):
    person = way.on_the_way(party.hill, S.PERMITTED, NAME, code="Q1", birth_date="01/02/1999")
    same = {"listed_on": way.DAYS[S.LISTED], "certified_on": way.DAYS[S.CERTIFIED]}
    same |= {"stage": S.PERMITTED, "stage_on": way.DAYS[S.PERMITTED]}
    assert enter(said(party, **same)) == {"unchanged": 1}
    for other, field in (
        ({"stage": S.DOSSIER, "stage_on": DOSSIER}, "stage_on"),
        ({"stage": S.LISTED}, "stage"),
        ({"stage": S.PERMITTED, "stage_on": DOSSIER}, "stage_on"),
        ({"listed_on": LISTED}, "listed_on"),
        ({"certified_on": LISTED}, "certified_on"),
    ):
        assert fields_refused(said(party, **other)) == [field], other
    assert stands(person) == (S.PERMITTED, way.DAYS[S.PERMITTED])


def test_a_list_that_does_not_say_where_people_stand_leaves_them_there(party):
    enter(said(party, **COURSE))
    assert enter(Person(NAME, party.hill, code="Q1", profile={"occupation": "farmer"})) == {"changed": 1}
    assert (stands(), len(lines())) == ((S.DOSSIER, DOSSIER), 3)


# --- Beside an admission

DECISION = {"decision_on": date(2023, 3, 1), "ceremony_on": date(2023, 3, 10)}


def test_the_days_before_an_admission_come_before_it(party):
    row = said(party, admission=DECISION, listed_on=LISTED, certified_on=CERTIFIED, stage=S.PROBATION)
    assert enter(row) == {"created": 1}
    assert [(line[2], line[3]) for line in lines()] == [
        (S.LISTED, LISTED),
        (S.CERTIFIED, CERTIFIED),
        (S.PROBATION, DECISION["ceremony_on"]),
    ]
    assert enter(row) == {"unchanged": 1}


def test_the_days_before_an_admission_known_already_come_in_later(party):
    enter(said(party, admission=DECISION | {"decision_number": "5-QĐ/HU"}))
    enter(said(party, listed_on=LISTED))
    assert lines()[1:] == [
        ("entry", S.PROBATION, S.LISTED, LISTED),
        ("entry", S.LISTED, S.PROBATION, DECISION["ceremony_on"]),
    ]
    assert stands() == (S.PROBATION, DECISION["ceremony_on"])
    assert enter(said(party, admission=DECISION, listed_on=LISTED)) == {"unchanged": 1}


def test_recognition_proposed_is_said_beside_the_admission(party):
    row = said(party, admission=DECISION, stage=S.RECOGNITION_PROPOSED, stage_on=date(2023, 12, 1))
    enter(row)
    assert stands() == (S.RECOGNITION_PROPOSED, date(2023, 12, 1))
    assert enter(row) == {"unchanged": 1}


def test_recognised_by_a_decision_that_came_late(party):
    """Full membership begins when the twelve months end; the step is of the day of the decision."""
    admission = DECISION | {"decision_on": date(2022, 3, 1), "ceremony_on": date(2022, 3, 10)}
    admission["recognised_on"] = date(2023, 3, 10)
    row = said(party, admission=admission, stage=S.RECOGNISED, stage_on=date(2023, 5, 2))
    enter(row)
    assert stands() == (S.RECOGNISED, date(2023, 5, 2))
    assert enter(row) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("admission", "standing", "field"),
    [
        ({}, {"stage": S.DECIDED, "stage_on": DOSSIER}, "stage"),
        ({}, {"stage": S.RECOGNISED}, "stage"),
        ({}, {"stage": S.REMOVED, "stage_on": DOSSIER}, "stage"),
        (DECISION, {"stage": S.DOSSIER, "stage_on": DOSSIER}, "stage"),
        (DECISION, {"stage": S.RECOGNISED}, "stage"),
        (DECISION, {"stage": S.DROPPED, "stage_on": date(2023, 12, 1)}, "stage"),
        (DECISION, {"stage": S.PROBATION, "stage_on": DOSSIER}, "stage_on"),
        (DECISION, {"listed_on": date(2023, 5, 1)}, "listed_on"),
    ],
)
def test_a_stage_that_contradicts_the_admission_is_refused(party, admission, standing, field):
    assert fields_refused(said(party, admission=admission, **standing)) == [field]


# --- What cannot be


@pytest.mark.parametrize(
    ("standing", "fields"),
    [
        ({"stage": S.DOSSIER}, ["stage_on"]),
        ({"stage": S.DOSSIER, "stage_on": date(2024, 1, 1)}, ["stage_on"]),
        ({"listed_on": date(2024, 1, 1), "certified_on": date(2024, 1, 2)}, ["listed_on", "certified_on"]),
        ({"stage": S.DOSSIER, "stage_on": date(1998, 1, 1)}, ["stage_on"]),
        ({"stage": S.DOSSIER, "stage_on": LISTED, "certified_on": CERTIFIED}, ["stage_on"]),
        ({"stage": S.LISTED, "stage_on": LISTED, "listed_on": CERTIFIED}, ["stage_on"]),
    ],
)
def test_only_the_impossible_is_refused(party, standing, fields):
    assert fields_refused(said(party, **standing)) == fields


def test_the_birth_that_is_known_already_counts_too(party):
    enter(said(party))
    row = Person(NAME, party.hill, code="Q1", way={"stage": S.LISTED, "stage_on": date(1998, 1, 1)})
    assert fields_refused(row) == ["stage_on"]


# --- Who may, and of whom nothing is told


def test_saying_where_people_stand_needs_the_right_to_move_them(party, monkeypatch):
    """Today every role that lists people moves them, too; the verb asks all the same."""
    monkeypatch.setitem(ROLE_MAY, Role.LEADER, ROLE_MAY[Role.LEADER] | {Action.EDIT_PEOPLE})
    leader = cast.account("lanhdao", "leader", party.north)
    enter(said(party), by=leader)
    for row in (said(party, stage=S.LISTED, stage_on=LISTED), said(party, code="Q2", listed_on=LISTED)):
        with pytest.raises(PermissionDenied):
            enter(row, by=leader)
    with pytest.raises(PermissionDenied):
        enter(Person(NAME, party.hill, code="Q1", helpers=("A Thử",)), by=leader)


def test_a_code_of_somebody_unseen_is_taken_and_nothing_is_told(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    beside = cast.candidate(party.dale, "Y Chim Hoàng Yến", code="Q1")
    ((field, sentence),) = refused(said(party, listed_on=LISTED), by=secretary)
    assert field == "code"
    assert "Yến" not in sentence
    assert (way.again(beside).branch, way.again(beside).version) == (party.dale, 1)


def test_a_code_of_somebody_unseen_who_was_struck_out_is_taken_just_the_same(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    cast.candidate(party.dale, "Y Chim Hoàng Yến", code="Q1")
    standing = refused(said(party), by=secretary)
    Candidate.objects.update(is_void=True)
    assert refused(said(party), by=secretary) == standing


def test_who_was_admitted_here_and_has_moved_out_of_sight_is_not_changed_nor_named(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    admission = cast.admit(party.hill, "01/03/2023", name=NAME, birth_year=1990)
    Candidate.objects.update(branch=party.dale)
    row = Person(NAME, party.hill, profile={"birth_year": 1990, "occupation": "farmer"})
    ((field, sentence),) = refused(row, by=secretary)
    assert field == "code"
    assert not any(word in sentence for word in (NAME, party.dale.name, admission.candidate.code))
    assert enter(row) == {"changed": 1}  # whoever sees both places corrects it


def test_somebody_of_that_name_who_is_here_is_meant_before_one_who_has_moved_out_of_sight(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    cast.admit(party.hill, "01/03/2023", name=NAME, birth_year=1990)
    Candidate.objects.update(branch=party.dale)
    cast.candidate(party.hill, NAME, code="Q9", birth_year=1990)
    row = Person(NAME, party.hill, profile={"birth_year": 1990, "occupation": "farmer"})
    assert enter(row, by=secretary) == {"changed": 1}
    assert Candidate.objects.get(code="Q9").occupation == "farmer"


def test_whom_one_only_sees_one_does_not_change_by_the_code(party):
    user = cast.account("hai-noi", "officer", party.hill)
    Access.objects.create(user=user, branch=party.dale, role="leader")
    cast.candidate(party.dale, NAME, code="Q1")
    with pytest.raises(PermissionDenied):
        enter(said(party), by=user)


# --- How it is spelled and brought in


def test_every_stage_reads_as_itself_as_our_pages_call_it():
    with override("vi"):
        for stage in Stage:
            assert STAGES[fold_tight(str(stage.label))] == stage
            assert STAGES[fold_tight(STAGE_NAMES[stage])] == stage


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("cảm tình đảng", S.LISTED),
        ("Đối tượng Đảng", S.LISTED),
        ("ĐANG LÀM HỒ SƠ", S.DOSSIER),
        ("dự bị", S.PROBATION),
        ("chính thức", S.RECOGNISED),
        ("Quần chúng ưu tú", S.INTRODUCED),
        ("Đã học lớp cảm tình Đảng", S.CERTIFIED),
        ("Đang thẩm định", S.RECEIVED),
    ],
)
def test_stages_are_read_as_offices_type_them(typed, stage):
    assert STAGES[fold_tight(typed)] == stage


HEAD = ["Mã", "Họ và tên", "Mã chi bộ", "Bước hiện tại", "Ngày vào bước", "Ngày họp CB công nhận", "Ngày cấp CC"]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


@pytest.mark.usefixtures("tree")
class TestWorkbook:
    def test_a_list_is_brought_in_twice_and_read_the_same(self):
        rows = [
            ["Q1", "Y Một", "T1", "đang làm hồ sơ", "1/9/2022", "10/1/2022", "1/5/2022"],
            ["Q2", "Y Hai", "T1", "Cảm tình Đảng", None, "10/1/2022", None],
            ["Q3", "Y Ba", "T2", "Nguồn", None, None, None],
            ["Q4", "Y Bốn", "T2", "Xin thôi", "1/2/2023", None, None],
        ]
        sheets = {"Cảm tình Đảng": [HEAD, *rows]}
        assert bring(sheets) == ({"Cảm tình Đảng": (4, 0, 0)}, [])
        assert bring(sheets) == ({"Cảm tình Đảng": (0, 0, 4)}, [])
        assert list(Candidate.objects.order_by("code").values_list("stage", "stage_on")) == [
            (S.DOSSIER, DOSSIER),
            (S.LISTED, LISTED),
            (S.INTRODUCED, None),
            (S.WITHDRAWN, date(2023, 2, 1)),
        ]

    def test_every_problem_stands_at_its_cell(self):
        rows = [
            ["Q1", "Y Một", "T1", "ngôi sao", None, None, None],
            ["Q2", "Y Hai", "T1", "Đang làm hồ sơ", "1/1/2022", "10/1/2022", None],
            ["Q3", "Y Ba", "T1", "Đảng viên dự bị", "1/1/2022", None, None],
            ["Q4", "Y Bốn", "T1", "Đang làm hồ sơ", None, None, None],
        ]
        assert places({"Quần chúng": [HEAD, rows[0]]}) == [("Quần chúng", 2, "Bước hiện tại", "ngôi sao")]
        assert places({"Quần chúng": [HEAD, *rows[1:]]}) == [
            ("Quần chúng", 2, "Ngày vào bước", "1/1/2022"),
            ("Quần chúng", 3, "Bước hiện tại", "Đảng viên dự bị"),
            ("Quần chúng", 4, "Ngày vào bước", ""),
        ]

    def test_the_stages_are_listed_where_a_word_is_none(self):
        (problem,) = refusal({"Quần chúng": [HEAD, ["Q1", "Y Một", "T1", "ngôi sao", None, None, None]]})
        assert all(STAGE_NAMES[stage] in problem.sentence for stage in WAY)


def test_many_cost_what_one_costs(party):
    helpers = tuple(cast.member(party.hill, name).full_name for name in ("Lê Một", "Lê Hai"))

    def statements(count, prefix):
        costs = []
        for standing in (COURSE, COURSE | {"stage_on": date(2022, 10, 1)}, {}):
            said = [
                Person(f"A {prefix} {number}", party.hill, f"{prefix}{number}", way=standing, helpers=helpers)
                for number in range(count)
            ]
            with CaptureQueriesContext(connection) as asked:
                register_people(said, by=system_user())
            costs.append(len(asked))
        return costs

    statements(1, "Không")
    one = statements(1, "Một")
    assert statements(3, "Ba") == statements(9, "Nhiều") == one  # SQLite takes more in batches
    assert max(one) <= 40
