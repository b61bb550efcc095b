"""``Giúp đỡ``: what sponsors have done is recorded as it was, against a rule or not; the impossible is refused."""

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
from recruitment.entering_sponsors import SponsorshipDraft, enter_sponsorships
from recruitment.models import AcquaintanceWaiver, Candidate, SponsorLeft, SponsorRole, Sponsorship
from recruitment.named import Named
from recruitment.sponsoring import record_report
from recruitment.stages import Stage
from recruitment.workbooks.sheets.sponsors import SponsorSheet, rows_of_sponsorships
from recruitment.workbooks.way_spellings import SPONSOR_ENDS, SPONSOR_ROLES, SPONSOR_WAIVERS
from tests import cast, way
from tests.workbooks import TREE, bring, places, refusal

DAY, LATER = date(2022, 6, 1), date(2023, 2, 1)
KNOWN = {"known_since": date(2019, 1, 1)}


@pytest.fixture
def person(party):
    return cast.candidate(party.hill, "Y Minh Họa", code="Q1", birth_date="05/03/1999")


@pytest.fixture
def member(party):
    return cast.member(party.moor, "Lê Văn Thử", code="D1", birth_year=1970)


def draft(member="D1", role=SponsorRole.HELPS, on=DAY, who=None, **said):
    return SponsorshipDraft(who or Named("Q1"), member, role, on, said)


def enter(*drafts, by=None):
    return enter_sponsorships(drafts, by=by or system_user())


def refused(*drafts, by=None):
    """[(field, sentence)] of why it is refused; nothing is written."""
    before = list(Sponsorship.objects.values()), list(Candidate.objects.values()), AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        enter(*drafts, by=by)
    assert (list(Sponsorship.objects.values()), list(Candidate.objects.values()), AuditEntry.objects.count()) == before
    return [(problem.field, str(problem.sentence)) for problem in refusal.value.problems]


def fields_refused(*drafts, by=None):
    return [field for field, _sentence in refused(*drafts, by=by)]


def warned(outcome):
    return [(remark.field, remark.sentence) for remark in outcome.remarks]


# --- What is written


def test_what_is_said_is_kept_and_told_of(party, person, member):
    said = {"number": " 02-NQ ", "waived_by": "arrived", "is_relative": True, "comment": "Chăm chỉ"} | KNOWN
    outcome = enter(draft(role=SponsorRole.INTRODUCES, ended_on=LATER, ended_because="moved", **said))
    assert (outcome, warned(outcome)) == ({"created": 1}, [])
    row = Sponsorship.objects.get()
    assert (row.candidate, row.member, row.role, row.assigned_on) == (person, member, "introduces", DAY)
    assert (row.number, row.known_since, row.waived_by, row.is_relative) == ("02-NQ", date(2019, 1, 1), "arrived", True)
    assert (row.ended_on, row.ended_because, row.comment) == (LATER, "moved", "Chăm chỉ")
    entry = AuditEntry.objects.filter(kind="recruitment.candidate").order_by("pk").last()
    assert (entry.act, entry.fields, entry.version, entry.object_id) == (Act.CHANGED, "sponsorships", 2, person.pk)
    assert way.again(person).version == 2


def test_the_same_again_changes_nothing_and_a_blank_leaves_what_is_known(person, member):
    enter(draft(number="02-NQ", ended_on=LATER, ended_because="moved"))
    before = list(Sponsorship.objects.values()), AuditEntry.objects.count(), way.again(person).version
    assert enter(draft(number="02-NQ", ended_on=LATER)) == {"unchanged": 1}
    assert enter(draft()) == {"unchanged": 1}
    assert (list(Sponsorship.objects.values()), AuditEntry.objects.count(), way.again(person).version) == before


def test_the_same_person_member_role_and_day_is_corrected_and_another_day_is_another(person, member):
    enter(draft())
    assert enter(draft(ended_on=LATER), draft(on=LATER)) == {"changed": 1, "created": 1}
    rows = Sponsorship.objects.values_list("assigned_on", "ended_on", "ended_because")
    assert list(rows) == [(DAY, LATER, SponsorLeft.OTHER), (LATER, None, "")]
    assert way.again(person).version == 3  # once a list


def test_people_are_known_by_name_and_cell_and_members_by_name_in_the_base_organisation(party, person, member):
    cast.member(party.dale, "Lê Văn Thử", code="D9")
    enter(draft("lê văn thử", who=Named(full_name="y minh họa", branch=party.hill)))
    assert Sponsorship.objects.get().member == member


# --- Recording is not permitting


def test_what_a_rule_says_against_it_is_a_warning(party, person, member):
    elsewhere = cast.member(party.dale, "Lê Nơi Khác", code="D2", official_on="01/01/2023")
    outcome = enter(
        draft("D2", SponsorRole.INTRODUCES), draft(role=SponsorRole.INTRODUCES, known_since=date(2022, 1, 1))
    )
    assert outcome == {"created": 2}
    assert [(remark.row.member, remark.field) for remark in outcome.remarks] == [
        ("D2", "member"),
        ("D2", "member"),
        ("D2", "known_since"),
        ("D1", "known_since"),
    ]
    assert elsewhere.sponsorships.count() == 1
    assert not enter(draft("D2", SponsorRole.INTRODUCES)).remarks  # nothing was written


def test_a_third_at_once_and_a_person_off_the_way_are_warned_of(party, person):
    for code in ("D1", "D2", "D3"):
        cast.member(party.hill, f"Lê Văn {code}", code=code)
    outcome = enter(*(draft(code) for code in ("D1", "D2", "D3")))
    assert (outcome, {remark.field for remark in outcome.remarks}) == ({"created": 3}, {"role"})


def test_who_is_off_the_way_has_had_sponsors_but_gets_none(person, member):
    Candidate.objects.update(stage=Stage.WITHDRAWN)
    assert warned(enter(draft(ended_on=LATER))) == []
    assert [field for field, _sentence in warned(enter(draft(on=LATER)))] == [""]


# --- What cannot be


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"who": Named("Q9")}, ["person"]),
        ({"who": Named(full_name="Y Lạ")}, ["full_name"]),
        ({"member": "D9"}, ["member"]),
        ({"on": date(2024, 1, 1)}, ["assigned_on"]),
        ({"on": date(1998, 1, 1)}, ["assigned_on"]),
        ({"known_since": date(2024, 1, 1)}, ["known_since"]),
        ({"known_since": date(1998, 1, 1)}, ["known_since"]),
        ({"ended_on": date(2024, 1, 2)}, ["ended_on"]),
        ({"ended_on": date(2022, 5, 31)}, ["ended_on"]),
        ({"ended_because": "moved"}, ["ended_on"]),
        ({"role": "sings"}, ["role"]),
        ({"waived_by": "kind"}, ["waived_by"]),
    ],
)
def test_the_impossible_is_refused_at_its_field(person, member, said, fields):
    assert fields_refused(draft(**said)) == fields


def test_one_task_twice_at_once_is_refused(person, member):
    enter(draft(ended_on=LATER, ended_because="moved"))
    assert fields_refused(draft(on=date(2023, 1, 1))) == ["member"]
    assert fields_refused(draft(on=LATER), draft(on=LATER, number="1")) == ["member"]
    assert enter(draft(on=LATER)) == {"created": 1}
    assert fields_refused(draft(on=date(2023, 5, 1))) == ["member"]


def test_nobody_sponsors_himself_and_no_report_lies_after_the_end(party, person, member):
    cast.member(party.hill, person.full_name, code="D2", birth_year=1999, official_on=None)
    assert fields_refused(draft("D2")) == ["member"]
    enter(draft())
    said = {"strengths": "Chịu khó", "weaknesses": "", "proposal": ""}
    record_report(Sponsorship.objects.get().pk, date(2023, 5, 1), said, by=system_user())
    assert fields_refused(draft(ended_on=LATER)) == ["ended_on"]


def test_every_problem_of_every_draft_is_told(person, member):
    drafts = draft("D9"), draft(on=date(2024, 1, 1)), draft(who=Named("Q9"))
    assert fields_refused(*drafts) == ["person", "member", "assigned_on"]


# --- Who may, and of whom nothing is told


def test_people_and_members_whom_one_does_not_see_are_nobody(party, person, member):
    secretary = cast.account("bithu", "secretary", party.hill)
    beside = cast.candidate(party.dale, "Y Chim Hoàng Yến", code="Q2")
    unseen = refused(draft(who=Named(beside.code)), draft("D1"), draft("Lê Văn Thử"), by=secretary)
    nobody = refused(draft(who=Named("Q9")), draft("D9"), draft("Lê Lạ"), by=secretary)
    assert unseen == nobody
    Candidate.objects.filter(pk=beside.pk).update(is_void=True)
    assert refused(draft(who=Named(beside.code)), by=secretary) == nobody[:1]


def test_whom_one_only_sees_one_does_not_change(party, person, member):
    user = cast.account("hai-noi", "officer", party.south)
    Access.objects.create(user=user, branch=party.north, role="leader")
    with pytest.raises(PermissionDenied):
        enter(draft(), by=user)


def test_who_was_struck_out_is_told_of_to_those_who_see(person, member):
    Candidate.objects.update(is_void=True)
    assert fields_refused(draft()) == ["person"]


# --- The sheet

HEAD = ["Mã quần chúng", "Mã đảng viên", "Vai trò", "Từ ngày", "Đến ngày", "Lý do kết thúc", "Biết từ ngày"]
MEMBERS = [["Mã", "Họ và tên", "Mã chi bộ", "Ngày chính thức"], ["D1", "Lê Một", "T1", "1/1/2010"]]
PEOPLE = [["Mã", "Họ và tên", "Năm sinh", "Mã chi bộ"], ["Q1", "Y Một", 1999, "T1"]]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


@pytest.mark.usefixtures("tree")
class TestWorkbook:
    def test_the_last_day_is_inclusive(self):
        rows = [["Q1", "D1", "Giúp đỡ", "1/6/2022", "31/1/2023", "chuyển đi", None]]
        sheets = {"Đảng viên": MEMBERS, "Quần chúng": PEOPLE, "Giúp đỡ": [HEAD, *rows]}
        assert bring(sheets)[0]["Giúp đỡ"] == (1, 0, 0)
        row = Sponsorship.objects.get()
        assert (row.assigned_on, row.ended_on, row.ended_because) == (DAY, LATER, SponsorLeft.MOVED)
        assert bring(sheets)[0]["Giúp đỡ"] == (0, 0, 1)

    def test_a_sponsor_may_end_today(self):
        rows = [["Q1", "D1", "Giúp đỡ", "1/6/2022", "24/3/2024", None, None]]
        bring({"Đảng viên": MEMBERS, "Quần chúng": PEOPLE, "Giúp đỡ": [HEAD, *rows]})
        assert Sponsorship.objects.get().ended_on == date(2024, 3, 25)

    def test_warnings_of_one_kind_are_told_together(self):
        people = [*PEOPLE, ["Q2", "Y Hai", 1999, "T1"]]
        rows = [[code, "D1", "Giới thiệu", "1/6/2022", None, None, None] for code in ("Q1", "Q2")]
        _counts, warnings = bring({"Đảng viên": MEMBERS, "Quần chúng": people, "Giúp đỡ": [HEAD, *rows]})
        assert len(warnings) == 1
        assert "2, 3" in warnings[0]

    def test_problems_stand_at_their_cells(self):
        rows = [
            ["Q1", "D1", "Ca hát", "1/6/2022", None, None, None],
            ["Q9", "D1", "Giúp đỡ", "1/6/2022", None, None, None],
            ["Q1", "D9", "Giúp đỡ", "1/6/2022", None, None, None],
            ["Q1", "D1", "Giúp đỡ", None, None, None, None],
        ]
        sheets = {"Đảng viên": MEMBERS, "Quần chúng": PEOPLE, "Giúp đỡ": [HEAD, *rows]}
        assert places(sheets) == [
            ("Giúp đỡ", 2, "Vai trò", "Ca hát"),
            ("Giúp đỡ", 3, "Mã quần chúng", "Q9"),
            ("Giúp đỡ", 4, "Mã đảng viên", "D9"),
            ("Giúp đỡ", 5, "Từ ngày", ""),
        ]

    def test_what_hangs_on_somebody_refused_is_left_alone(self):
        people = [PEOPLE[0], ["Q1", "Y Một", 2030, "T1"], ["Q2", "Y Hai", 1999, "T1"]]
        rows = [["Q1", "D1", "Giúp đỡ", "1/6/2022"], ["Q2", "D1", "Giúp đỡ", "1/6/2030"]]
        sheets = {"Đảng viên": MEMBERS, "Quần chúng": people, "Giúp đỡ": [HEAD[:4], *rows]}
        assert [(problem.sheet, problem.row) for problem in refusal(sheets)] == [("Quần chúng", 2), ("Giúp đỡ", 3)]


@pytest.mark.parametrize(
    ("choices", "spellings"),
    [(SponsorRole, SPONSOR_ROLES), (AcquaintanceWaiver, SPONSOR_WAIVERS), (SponsorLeft, SPONSOR_ENDS)],
)
def test_every_value_reads_as_itself_as_our_pages_call_it(choices, spellings):
    with override("vi"):
        assert [spellings[fold_tight(str(choice.label))] for choice in choices] == list(choices)


def test_what_is_there_is_said_in_words_that_are_read_back(party, person, member):
    enter(
        draft(ended_on=LATER, ended_because="disciplined", comment="Chăm chỉ", number="1-NQ"),
        draft(on=LATER, is_relative=True, waived_by="replaces", **KNOWN),
    )
    said = list(rows_of_sponsorships(Candidate.objects.select_related("branch")))
    cells = [[SponsorSheet.fields[name].widget.render(value) for name, value in row.items()] for row in said]
    head = [SponsorSheet.fields[name].column_name for name in said[0]]
    before = list(Sponsorship.objects.values())
    assert bring({"Giúp đỡ": [head, *cells]}) == ({"Giúp đỡ": (0, 0, 2)}, [])
    assert list(Sponsorship.objects.values()) == before


def test_many_cost_what_one_costs(party):
    for code in ("D1", "D2"):
        cast.member(party.hill, f"Lê Văn {code}", code=code)

    def statements(count, prefix):
        people = [cast.candidate(party.hill, code=f"{prefix}{number}") for number in range(count)]
        costs = []
        for said in ({}, {"number": "2-NQ"}, {}):
            drafts = [draft(code, who=Named(person.code), **said) for person in people for code in ("D1", "D2")]
            with CaptureQueriesContext(connection) as asked:
                enter(*drafts)
            costs.append(len(asked))
        return costs

    statements(1, "Không")
    one = statements(1, "Một")
    assert statements(3, "Ba") == statements(12, "Nhiều") == one  # SQLite takes more in batches
    assert max(one) <= 25
