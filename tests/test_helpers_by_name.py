"""*ĐV giúp đỡ* of a list of people: names become sponsorships where one member bears them there; the others are said."""

from datetime import date

from branches.access import system_user
from branches.audit import Act
from branches.models import AuditEntry, Member
from recruitment.models import Candidate, SponsorRole, Sponsorship
from recruitment.registering import Person, register_people
from recruitment.stages import Stage
from tests import cast
from tests.workbooks import TREE, bring

SINCE = date(2023, 3, 1)


def said(party, *helpers, code="Q1", **standing):
    standing = standing or {"stage": Stage.LISTED, "stage_on": SINCE}
    return Person(f"Y Minh Họa {code}", party.hill, code=code, way=standing, helpers=helpers)


def enter(*people, by=None):
    return register_people(people, by=by or system_user())


def helped():
    rows = Sponsorship.objects.order_by("candidate__code", "member__code")
    return [(row.candidate.code, row.member.code, row.role, row.assigned_on, row.ended_on) for row in rows]


def remarks(outcome):
    return [(remark.field, remark.seen) for remark in outcome.remarks]


def test_a_member_named_there_helps_since_the_day_of_the_stage(party):
    cast.member(party.moor, "Lê Văn Thử", code="D1")
    outcome = enter(said(party, "lê văn thử"), said(party, "Lê Văn Thử", code="Q2"))
    assert outcome == {"created": 2}
    assert remarks(outcome) == [("helpers", "lê văn thử: 01/03/2023"), ("helpers", "Lê Văn Thử: 01/03/2023")]
    assert len({remark.sentence for remark in outcome.remarks}) == 1
    assert helped() == [(code, "D1", SponsorRole.HELPS, SINCE, None) for code in ("Q1", "Q2")]


def test_without_a_day_the_member_helps_since_today(party):
    cast.member(party.hill, "Lê Văn Thử", code="D1")
    enter(said(party, "D1", stage=Stage.INTRODUCED))
    assert helped() == [("Q1", "D1", SponsorRole.HELPS, date(2023, 12, 31), None)]


def test_several_by_name_and_code_and_nobody_twice(party):
    for code in ("D1", "D2", "D3"):
        cast.member(party.hill, f"Lê Văn {code}", code=code)
    enter(said(party, "Lê Văn D1", "D2", "Lê Văn D3 (D3)", "D1"))
    assert [row[1] for row in helped()] == ["D1", "D2", "D3"]


def test_the_same_list_again_changes_nothing_and_another_name_is_added(party):
    cast.member(party.hill, "Lê Một", code="D1")
    cast.member(party.hill, "Lê Hai", code="D2")
    enter(said(party, "Lê Một"))
    assert enter(said(party, "Lê Một")) == {"unchanged": 1}
    assert enter(said(party, "Lê Một", "Lê Hai")) == {"changed": 1}
    assert [row[1] for row in helped()] == ["D1", "D2"]
    assert Candidate.objects.get().version == 2
    entries = AuditEntry.objects.filter(act=Act.CHANGED, kind="recruitment.candidate").order_by("pk")
    assert [(entry.fields, entry.version) for entry in entries] == [("sponsorships", 1), ("sponsorships", 2)]


def test_names_that_nobody_or_several_bear_there_are_said_and_the_person_goes_in(party):
    for branch in (party.hill, party.moor):
        cast.member(branch, "Lê Đôi")
    cast.member(party.dale, "Lê Nơi Khác")
    outcome = enter(said(party, "Lê Lạ", "Lê Đôi", "Lê Nơi Khác"))
    assert (outcome, helped()) == ({"created": 1}, [])
    assert remarks(outcome) == [("helpers", "Lê Lạ"), ("helpers", "Lê Đôi"), ("helpers", "Lê Nơi Khác")]
    assert len({remark.sentence for remark in outcome.remarks}) == 2


def test_accents_decide_between_two_and_who_has_left_is_nobody(party):
    cast.member(party.hill, "Lê Văn Thử", code="D1")
    cast.member(party.moor, "Lê Văn Thứ", code="D2")
    cast.member(party.hill, "Lê Văn Rời", code="D3", left_on="01/06/2023")
    outcome = enter(said(party, "Lê Văn Thứ", "Lê Văn Rời"))
    assert [row[1] for row in helped()] == ["D2"]
    assert remarks(outcome) == [("helpers", "Lê Văn Thứ: 01/03/2023"), ("helpers", "Lê Văn Rời")]


def test_nobody_helps_who_has_come_to_the_end(party):
    cast.member(party.hill, "Lê Một", code="D1")
    outcome = enter(said(party, "Lê Một", stage=Stage.WITHDRAWN, stage_on=SINCE))
    assert (helped(), remarks(outcome)) == ([], [("helpers", "Lê Một")])


def test_members_of_other_cells_are_nobody_to_who_does_not_see_them(party):
    secretary = cast.account("bithu", "secretary", party.hill)
    cast.member(party.moor, "Lê Một", code="D1")
    told = [enter(said(party, name), by=secretary).remarks[0].sentence for name in ("Lê Một", "D1", "Lê Lạ")]
    assert (helped(), len(set(told))) == ([], 1)


def test_members_of_the_same_workbook_are_known_and_the_others_told_once(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})
    sheets = {
        "Quần chúng": [
            ["Họ và tên", "Mã chi bộ", "ĐV giúp đỡ"],
            ["Y Một", "T1", "Lê Một; Lê Lạ"],
            ["Y Hai", "T2", "Lê Một, Lê Lạ, Lê Vắng"],
        ],
        "Đảng viên": [["Mã", "Họ và tên", "Mã chi bộ", "Ngày chính thức"], ["D1", "Lê Một", "T1", "1/1/2010"]],
    }
    counts, warnings = bring(sheets)
    since, warning = sorted(warnings, key=lambda told: "Lê Lạ" in told)
    assert "không ghi ngày: “Lê Một: 24/03/2024” (dòng 2, 3)" in since
    assert counts == {"Quần chúng": (2, 0, 0), "Đảng viên": (1, 0, 0)}
    assert all(word in warning for word in ("ĐV giúp đỡ", "Lê Lạ", "2, 3", "Lê Vắng"))
    assert list(Sponsorship.objects.values_list("candidate__full_name", flat=True)) == ["Y Một", "Y Hai"]
    assert bring(sheets)[0] == {"Quần chúng": (0, 0, 2), "Đảng viên": (0, 0, 1)}
    assert Member.objects.count() == 1
