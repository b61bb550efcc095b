"""``Tài liệu``: the papers of many dossiers at once, merged into what lies there."""

import json
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
from config.refusal import Refused
from recruitment.dossier import set_papers
from recruitment.entering_papers import PaperDraft, enter_papers
from recruitment.models import Candidate, Paper, PaperState
from recruitment.named import Named
from recruitment.rules.papers import PAPERS as PAPER_TYPES
from recruitment.workbooks.sheets.papers import PaperSheet, rows_of_papers
from recruitment.workbooks.way_spellings import PAPER_STATES, PAPERS
from tests import cast, way
from tests.workbooks import TREE, bring, places

DAY = date(2023, 5, 1)


@pytest.fixture
def person(party):
    return cast.candidate(party.hill, "Y Minh Họa", code="Q1", birth_date="05/03/1999")


def draft(kind="application", ordinal=None, who=None, **said):
    return PaperDraft(who or Named("Q1"), kind, ordinal, said)


def enter(*drafts, by=None):
    return enter_papers(drafts, by=by or system_user())


def there():
    rows = Paper.objects.order_by("candidate__code", "kind", "ordinal")
    return [(row.kind, row.ordinal, row.state, row.number, row.dated_on) for row in rows]


def refused(*drafts, by=None):
    """[(field, sentence)] of why it is refused; nothing is written."""
    before = list(Paper.objects.values()), list(Candidate.objects.values()), AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        enter(*drafts, by=by)
    assert (list(Paper.objects.values()), list(Candidate.objects.values()), AuditEntry.objects.count()) == before
    return [(problem.field, str(problem.sentence)) for problem in refusal.value.problems]


# --- What is written


def test_papers_are_laid_among_those_that_are_there(person):
    old = {"kind": "curriculum_vitae", "ordinal": 1, "state": "complete", "number": "", "dated_on": DAY}
    set_papers(person.pk, [old | {"signer": "", "place": "Tủ 1"}], 1, by=system_user())
    said = {"state": PaperState.UNDER_WAY, "number": "1", "dated_on": DAY, "signer": "Ông A", "place": "Tủ 2"}
    assert enter(draft(**said)) == {"created": 1}
    assert there() == [
        ("application", 1, "under_way", "1", DAY),
        ("curriculum_vitae", 1, "complete", "", DAY),
    ]
    assert way.again(person).version == 3


def test_the_audit_says_it_as_one_dossier_does(person):
    enter(draft(state="under_way"))
    enter(draft(state="complete", dated_on=DAY), draft("curriculum_vitae"))
    first, second = AuditEntry.objects.filter(kind="recruitment.candidate", act=Act.CHANGED).order_by("pk")
    application = {"kind": "application", "ordinal": "1"}
    assert json.loads(first.said.values) == {"papers": [[], [application | {"state": "under_way"}]]}
    assert json.loads(second.said.values) == {
        "papers": [
            [application | {"state": "under_way"}],
            [
                application | {"state": "complete", "dated_on": DAY.isoformat()},
                {"kind": "curriculum_vitae", "ordinal": "1", "state": "complete"},
            ],
        ]
    }
    assert (second.version, second.object_id) == (3, person.pk)


def test_the_same_again_changes_nothing_and_what_is_not_said_stays(person):
    enter(draft(state="to_supplement", number="1", dated_on=DAY, place="Tủ 1"))
    before = list(Paper.objects.values()), AuditEntry.objects.count(), way.again(person).version
    assert enter(draft(state="to_supplement", number="1")) == {"unchanged": 1}
    assert (list(Paper.objects.values()), AuditEntry.objects.count(), way.again(person).version) == before
    assert enter(draft(state="complete")) == {"changed": 1}
    assert there() == [("application", 1, "complete", "1", DAY)]


def test_what_is_missing_is_no_row_as_in_one_dossier(person):
    assert enter(draft(state="missing")) == {"unchanged": 1}
    enter(draft(state="under_way"))
    assert enter(draft(state="missing")) == {"changed": 1}
    assert there() == []


def test_the_second_of_a_kind_is_the_second_letter(person):
    enter(draft("sponsor_letter", number="1"), draft("sponsor_letter", number="2"))
    assert [row[:4:3] for row in there()] == [("sponsor_letter", "1"), ("sponsor_letter", "2")]
    enter(draft("sponsor_letter", 2, number="5"))
    assert [row[:2] + row[3:4] for row in there()] == [("sponsor_letter", 1, "1"), ("sponsor_letter", 2, "5")]


# --- What cannot be


@pytest.mark.parametrize(
    ("drafts", "fields"),
    [
        ([draft(who=Named("Q9"))], ["person"]),
        ([draft("poem")], ["kind"]),
        ([draft(state="lost")], ["state"]),
        ([draft(dated_on=date(2024, 1, 1))], ["dated_on"]),
        ([draft(dated_on=date(1998, 1, 1))], ["dated_on"]),
        ([draft(), draft()], ["kind"]),
        ([draft(ordinal=1), draft(ordinal=1)], ["kind", "kind"]),
        ([draft("sponsor_letter", 3)], ["kind"]),
        ([draft(who=Named("Q9")), draft(state="lost")], ["person", "state"]),
    ],
)
def test_the_impossible_is_refused_at_its_field(person, drafts, fields):
    assert [field for field, _sentence in refused(*drafts)] == fields


# --- Who may, and of whom nothing is told


def test_people_whom_one_does_not_see_are_nobody(party, person):
    secretary = cast.account("bithu", "secretary", party.hill)
    beside = cast.candidate(party.dale, "Y Chim Hoàng Yến", code="Q2")
    assert refused(draft(who=Named(beside.code)), by=secretary) == refused(draft(who=Named("Q9")), by=secretary)
    assert enter(draft(), by=secretary) == {"created": 1}


def test_whom_one_only_sees_one_does_not_change(party, person):
    user = cast.account("hai-noi", "officer", party.south)
    Access.objects.create(user=user, branch=party.north, role="leader")
    with pytest.raises(PermissionDenied):
        enter(draft(), by=user)


# --- The sheet

HEAD = ["Mã quần chúng", "Loại", "Trạng thái", "Số", "Ngày", "Người ký", "Nơi lưu"]
PEOPLE = [["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ"], ["Q1", "Y Một", 1999, "T1"], ["Q2", "Y Hai", 1999, "T1"]]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


@pytest.mark.usefixtures("tree")
class TestWorkbook:
    def test_people_and_papers_come_in_together_and_twice_the_same(self):
        rows = [
            ["Q1", "Đơn xin vào Đảng", "có", None, "1/5/2023", None, "Tủ 1"],
            ["Q1", "3-KNĐ", "đủ", "1", "2/5/2023", "Lê Một", None],
            ["Q1", "Giấy giới thiệu người vào Đảng", "đang làm", "2", None, "Lê Hai", None],
            ["Q2", "GCN", None, "7", "1/6/2023", None, None],
            ["Q2", "Lý lịch", "bổ sung", None, None, None, None],
            ["Q2", "NQ Đoàn", "không cần", None, None, None, None],
        ]
        sheets = {"Quần chúng": PEOPLE, "Tài liệu": [HEAD, *rows]}
        assert bring(sheets) == ({"Quần chúng": (2, 0, 0), "Tài liệu": (6, 0, 0)}, [])
        assert [row[:3] for row in there()] == [
            ("application", 1, "complete"),
            ("sponsor_letter", 1, "complete"),
            ("sponsor_letter", 2, "under_way"),
            ("certificate", 1, "complete"),
            ("curriculum_vitae", 1, "to_supplement"),
            ("youth_union_resolution", 1, "not_needed"),
        ]
        assert bring(sheets)[0] == {"Quần chúng": (0, 0, 2), "Tài liệu": (0, 0, 6)}

    def test_problems_stand_at_their_cells(self):
        rows = [
            ["Q1", "Bài thơ"],
            ["Q1", "Đơn", "mất"],
            ["Q9", "Đơn"],
            ["Q1", "Đơn", None, None, "1/1/2030"],
            [None, "Đơn"],
        ]
        assert places({"Quần chúng": PEOPLE, "Tài liệu": [HEAD, *rows]}) == [
            ("Tài liệu", 2, "Loại", "Bài thơ"),
            ("Tài liệu", 3, "Trạng thái", "mất"),
            ("Tài liệu", 4, "Mã quần chúng", "Q9"),
            ("Tài liệu", 5, "Ngày", "1/1/2030"),
            ("Tài liệu", 6, "Họ và tên quần chúng", ""),
        ]


def test_every_paper_reads_as_itself_by_name_and_code():
    for paper in PAPER_TYPES:
        assert {PAPERS[fold_tight(said)] for said in (str(paper), paper.name, paper.code) if said} == {paper.key}


def test_every_state_reads_as_itself_as_our_pages_call_it():
    with override("vi"):
        assert [PAPER_STATES[fold_tight(str(state.label))] for state in PaperState] == list(PaperState)


def test_what_is_there_is_said_in_words_that_are_read_back(person):
    enter(
        draft("sponsor_letter", 2, number="2", signer="Lê Hai"),
        draft("certificate", state="not_needed"),
        draft(state="missing", place="Tủ 1"),
    )
    said = list(rows_of_papers(Candidate.objects.select_related("branch")))
    cells = [[PaperSheet.fields[name].widget.render(value) for name, value in row.items()] for row in said]
    head = [PaperSheet.fields[name].column_name for name in said[0]]
    before = list(Paper.objects.values())
    assert bring({"Tài liệu": [head, *cells]}) == ({"Tài liệu": (0, 0, 3)}, [])
    assert list(Paper.objects.values()) == before


def test_many_cost_what_one_costs(party):
    def statements(count, prefix):
        people = [cast.candidate(party.hill, code=f"{prefix}{number}") for number in range(count)]
        costs = []
        for said in ({"number": "1"}, {"number": "2"}, {"number": "2"}):
            drafts = [draft(kind, who=Named(p.code), **said) for p in people for kind in ("application", "certificate")]
            with CaptureQueriesContext(connection) as asked:
                enter(*drafts)
            costs.append(len(asked))
        return costs

    statements(1, "Không")
    one = statements(1, "Một")
    assert statements(3, "Ba") == statements(20, "Nhiều") == one  # SQLite takes more in batches
    assert max(one) <= 20
