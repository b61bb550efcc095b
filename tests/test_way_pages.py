"""The page of a person on the way, and the forms that take a step, keep the dossier and put things right."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from branches.access import system_user
from branches.models import AuditEntry
from recruitment.dossier import set_papers
from recruitment.facts import Step
from recruitment.models import (
    Admission,
    Candidate,
    Consent,
    Paper,
    PaperState,
    Resolution,
    Shortfall,
    StageChange,
    Verification,
)
from recruitment.outlook import outlook_of
from recruitment.rules.papers import Group, papers_of
from recruitment.rules.votes import Body, Count
from recruitment.stages import Stage
from recruitment.workflow import move_candidates
from tests import cast, way
from tests.counted import statements

MOST_STATEMENTS = 22
S = Stage


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện")


@pytest.fixture
def inside(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def secretary(client, party):
    client.force_login(cast.account("bithu", "secretary", party.north))
    return client


def address(name, person, *more):
    return reverse(f"recruitment:{name}", args=[person.pk, *more])


def page_of(client, person):
    return client.get(address("person_detail", person))


def text_of(response):
    return response.content.decode()


def sheet(**said):
    return {"form_token": str(uuid4()), "on": "31/12/2023"} | said


def a_vote(**said):
    return {"members": "9", "present": "9", "yes": "9", "no": "0", "blank": "0"} | said


def take(client, person, target, **said):
    seen = said.pop("seen", way.again(person).stage)
    return client.post(address("person_step", person, target), sheet(seen=seen, **said))


def written():
    models = (StageChange, Admission, Resolution, Shortfall, Paper, Verification, Consent)
    rows = {model: list(model.objects.order_by("pk").values()) for model in models}
    return rows | {Candidate: list(Candidate.objects.order_by("pk").values())}


# --- The page


def test_the_page_says_where_the_person_stands_and_what_is_missing_and_where_to_enter_it(inside, party):
    person = way.on_the_way(party.hill, S.DOSSIER, "Y Thử")
    page = page_of(inside, person)
    offer = page.context["outlook"].following
    assert offer.move.target == S.VERIFIED
    keys = [lack.key for lack in offer.missing]
    assert set(keys) == {"verification_missing", "paper_missing", "introductions_missing", "sponsors_missing"}
    text = text_of(page)
    places = [address(f"person_{part}", person) for part in ("papers", "verifications")]
    places.append(address("sponsor_assign", person))
    for place in (*places, address("person_step", person, S.VERIFIED)):
        assert f'href="{place}"' in text
    assert "2-KNĐ" in text
    assert "Hướng dẫn 12-HD/BTCTW" in text
    assert "tài liệu mật" in text


def test_what_the_step_itself_asks_for_is_not_called_missing(inside, party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    offer = page_of(inside, person).context["outlook"].following
    assert "votes_missing" in {lack.key for lack in offer.lacks}
    assert "votes_missing" not in {lack.key for lack in offer.missing}


def test_the_bar_marks_what_is_done_and_where_the_person_stands(inside, party):
    text = text_of(page_of(inside, way.on_the_way(party.hill, S.CERTIFIED)))
    assert len(re.findall(r'aria-current="step"', text)) == 1
    assert text.count('class="is-done"') == 2
    gone = page_of(inside, way.on_the_way(party.hill, S.DROPPED))
    marks = gone.context["outlook"].bar
    assert [mark.stage for mark in marks if mark.is_done][-1] == S.APPRAISED  # was returned from there
    assert not any(mark.is_now for mark in marks)


def test_what_a_returned_dossier_did_not_pass_is_not_ticked(inside, party):
    person = way.on_the_way(party.hill, S.RECEIVED)
    way.take(person, S.RETURNED, reason="Thiếu dấu giáp lai")
    page = page_of(inside, person)
    marks = page.context["outlook"].bar
    assert [mark.stage for mark in marks if mark.is_done][-1] == S.RECEIVED
    assert [mark.stage for mark in marks if not mark.is_done][:2] == [S.RETURNED, S.APPRAISED]
    next_step = text_of(page).split('id="next"')[1].split("</section>")[0]
    assert "Thiếu dấu giáp lai" in next_step  # said where the next step is, not only in the log
    assert "Đã đủ điều kiện" not in next_step


def test_a_returned_dossier_goes_straight_back_to_its_place(inside, party):
    outlook = page_of(inside, way.on_the_way(party.hill, S.RETURNED)).context["outlook"]
    assert outlook.following.move.target == S.APPRAISED
    assert {offer.move.target for offer in outlook.others} == {
        S.DROPPED,
        S.WITHDRAWN,
        S.REFUSED,
        S.MOVED,
        S.ADMITTED_ELSEWHERE,
    }


@pytest.mark.parametrize(
    "stage", [S.INTRODUCED, S.VERIFIED, S.RETURNED, S.DECIDED, S.PROBATION, S.RECOGNITION_PROPOSED]
)
def test_a_page_stays_cheap_wherever_the_person_stands(inside, party, stage):
    person = way.on_the_way(party.hill, stage)
    Candidate.objects.filter(pk=person.pk).update(birth_date=date(1960, 3, 5), religion="Tin lành")
    asked = statements(inside, address("person_detail", person))
    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)


def test_the_running_deadline_is_counted_in_working_days(party, clock):
    person = way.on_the_way(party.hill, S.BASE_RESOLVED)
    clock(2022, 10, 14)
    outlook = outlook_of(person, by=system_user())
    assert (outlook.deadline.count, outlook.workdays_left) == (60, 51)
    clock(2023, 1, 2)
    outlook = outlook_of(person, by=system_user())
    assert outlook.deadline.day == date(2022, 12, 26)
    assert (outlook.workdays_left, outlook.workdays_over) == (-4, 4)


def test_a_paper_that_is_too_old_says_what_must_be_done(inside, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    way.complete(person, Group.CONSIDERING, on=date(2022, 9, 1))
    text = text_of(page_of(inside, person))
    assert "quá thời hạn" in text
    assert "làm lại" in text


def test_only_the_groups_that_matter_are_open_and_papers_of_members_come_with_the_decision(inside, party):
    sections = page_of(inside, way.on_the_way(party.hill, S.DOSSIER)).context["sections"]
    assert [each.group for each in sections if each.matters] == [Group.CONSIDERING]
    assert Group.PROBATION not in {each.group for each in sections}
    sections = page_of(inside, way.on_the_way(party.hill, S.PROBATION)).context["sections"]
    assert [each.group for each in sections if each.matters] == [Group.PROBATION]


def test_a_leader_reads_everything_and_finds_no_form(client, party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    late = [Step(person.pk, S.VERIFIED, on=date(2023, 12, 1), number="1", count=way.CELL)]
    move_candidates(late, S.CELL_RESOLVED, by=system_user(), despite="đã ra nghị quyết")
    client.force_login(cast.account("lanhdao", "leader", party.north))
    text = text_of(page_of(client, person))
    for said in ("9/9 ≥ 2/3", "Cần khắc phục", "làm lại", "Quá trình đã qua", "đã ra nghị quyết"):
        assert said in text
    for page in ("buoc", "hien-trang", "sua-buoc", "tai-lieu", "tham-tra", "van-ban-dong-y", "sua"):
        assert f"/{person.pk}/{page}/" not in text
    assert "/khac-phuc/" not in text


def test_names_of_organisations_elsewhere_stay_there_when_a_person_has_moved_here(client, party):
    person = way.on_the_way(party.dale, S.LISTED)
    Candidate.objects.filter(pk=person.pk).update(branch=party.hill)
    client.force_login(cast.account("bithu", "secretary", party.north))
    page = page_of(client, person)
    assert len(page.context["timeline"]) == 1
    assert party.dale.name not in text_of(page)


def test_the_timeline_says_day_document_body_reason_source_and_writer(inside, party, officer):
    person = way.on_the_way(party.hill, S.LISTED)
    take(inside, person, "dropped", on="01/07/2022", number="12-NQ", reason="Đi làm ăn xa", told_by="telephone")
    latest = page_of(inside, person).context["timeline"][0]
    assert (latest.stage, latest.body, latest.told_by, latest.change.by) == (
        S.DROPPED,
        "Chi bộ thôn Đồi",
        "báo qua điện thoại",
        officer,
    )
    text = text_of(page_of(inside, person))
    for said in ("12-NQ", "Đi làm ăn xa", "01/07/2022", "Cán bộ Huyện", "21 ngày"):
        assert said in text


def test_a_person_costs_the_same_for_1_3_and_30_papers_votes_and_steps(inside, party):
    costs = []
    for many in (1, 3, 30):
        person = way.on_the_way(party.hill, S.CELL_RESOLVED, birth_date="05/03/1960", religion="Tin lành")
        change = person.stage_changes.last()
        for n in range(many):
            vote = {"candidate": person, "question": "admission", "body": "cell", "branch": party.hill}
            vote |= {"held_on": date(2022, 9, 1), "attempt": 50 + n, "has_passed": False}
            Resolution.objects.create(**vote, members=9, present=9, yes=3)
            Shortfall.objects.create(candidate=person, change=change, key="number_missing")
            Verification.objects.create(candidate=person, relation="parents", place=f"Xã {n}")
            Paper.objects.create(candidate=person, kind=papers_of(Group.MOVING)[n % 4].key, ordinal=n + 1)
            copy = StageChange.objects.get(pk=change.pk)
            copy.pk, copy.body = None, (party.hill, party.north)[n % 2]
            copy.save()
        costs.append(statements(inside, address("person_detail", person)))
    assert len({len(cost) for cost in costs}) == 1, "\n".join(costs[-1])
    assert len(costs[0]) <= MOST_STATEMENTS, "\n".join(costs[0])


# --- A step


def test_a_step_is_recorded_with_its_document(secretary, party):
    person = way.on_the_way(party.hill)
    page = secretary.get(address("person_step", person, "listed"))
    assert "told_by" not in page.context["form"].fields  # the secretary writes down the own acts
    assert take(secretary, person, "listed", number="03-NQ", on="1/6/2023").url == address("person_detail", person)
    change = StageChange.objects.get()
    assert (change.target, change.on, change.number) == (S.LISTED, date(2023, 6, 1), "03-NQ")


def test_a_double_click_moves_once(inside, party):
    person = way.on_the_way(party.hill)
    said = sheet(seen="introduced", number="03-NQ")
    answers = {inside.post(address("person_step", person, "listed"), said).url for _ in range(5)}
    assert answers == {address("person_detail", person)}
    assert StageChange.objects.count() == 1


def test_the_vote_is_counted_and_shown(inside, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    way.take(person, S.VERIFIED)
    answer = take(inside, person, "cell_resolved", on="03/10/2022", number="5-NQ", **a_vote(excluded_transferred="0"))
    assert answer.status_code == 302
    page = inside.get(answer.url)
    assert "Đã ghi kết quả biểu quyết: 9/9 ≥ 2/3 (cần 6)." in {str(each) for each in page.context["messages"]}
    assert "9/9 ≥ 2/3 (cần 6)" in text_of(page)
    assert Resolution.objects.get().has_passed


def test_a_failed_vote_is_recorded_and_the_person_stays(inside, party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    answer = take(inside, person, "cell_resolved", on="03/10/2022", **a_vote(yes="5", no="4"))
    text = text_of(inside.get(answer.url))
    assert "5/9 &lt; 2/3 (cần 6)" in text
    assert "lần 1 trong 3 lần" in text
    assert way.again(person).stage == S.VERIFIED
    assert not Resolution.objects.get().has_passed


def test_what_is_missing_is_listed_and_what_was_resolved_is_recorded_with_a_reason(inside, party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    Paper.objects.filter(candidate=person, kind="application").delete()
    said = {"on": "03/10/2022", "number": "5-NQ"} | a_vote()
    before = written()
    page = take(inside, person, "cell_resolved", **said)
    assert [lack.key for lack in page.context["form"].lacks] == ["paper_missing"]
    text = text_of(page)
    for shown in ("1-KNĐ", 'value="5-NQ"', address("person_papers", person), "despite_it", "Hướng dẫn 12-HD/BTCTW"):
        assert shown in text
    assert written() == before
    without = take(inside, person, "cell_resolved", despite_it="1", despite=" ", **said)
    assert "despite" in without.context["form"].errors
    assert written() == before
    take(inside, person, "cell_resolved", despite_it="1", despite="chi bộ đã họp", **said)
    assert way.again(person).stage == S.CELL_RESOLVED
    assert [each.key for each in Shortfall.objects.all()] == ["paper_missing"]
    text = text_of(page_of(inside, person))
    assert "Cần khắc phục (1)" in text
    assert "khi ghi bước “" in text.split('id="shortfalls"')[1]  # the same may be missing at two steps


def test_a_reason_that_was_only_typed_records_nothing(inside, party):
    person = way.on_the_way(party.hill, S.VERIFIED)
    Paper.objects.filter(candidate=person, kind="application").delete()
    before = written()
    take(inside, person, "cell_resolved", on="03/10/2022", despite="lý do", **a_vote())
    assert written() == before


def test_what_we_only_propose_has_no_second_way(inside, party):
    person = way.on_the_way(party.hill, S.APPRAISED, religion="Công giáo")
    page = take(inside, person, "submitted")
    assert page.context["form"].lacks
    assert "despite_it" not in text_of(page)
    page = take(inside, person, "submitted", despite_it="1", despite="cứ ghi")
    assert way.again(person).stage == S.APPRAISED
    assert page.status_code == 200


def test_who_was_overtaken_is_told_so_and_keeps_what_was_typed(inside, party):
    person = way.on_the_way(party.hill)
    way.take(person, S.LISTED)
    page = take(inside, person, "listed", seen="introduced", number="99-NQ")
    assert "có người vừa thay đổi" in text_of(page)
    assert 'value="99-NQ"' in text_of(page)
    assert StageChange.objects.count() == 1


def test_a_step_that_is_none_from_here_leads_back_and_an_unknown_one_nowhere(inside, party):
    person = way.on_the_way(party.hill)
    answer = inside.get(address("person_step", person, "recognised"))
    assert answer.url == address("person_detail", person)
    assert inside.get(address("person_step", person, "nonsense")).status_code == 404
    assert inside.post(address("person_step", person, "nonsense"), sheet()).status_code == 404


def test_whoever_may_not_is_refused_before_seeing_the_form(secretary, party):
    person = way.on_the_way(party.hill, S.SUBMITTED)
    assert secretary.get(address("person_step", person, "decided")).status_code == 403
    assert take(secretary, person, "decided", number="9-QĐ").status_code == 403
    assert way.again(person).stage == S.SUBMITTED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": "01/01/2024"}, "on"),
        ({"on": "31/02/2023"}, "on"),
        ({"on": ""}, "on"),
        ({"on": "01/09/2022"}, "on"),
        ({"members": "8"}, "yes"),
        ({"yes": "10"}, "yes"),
        ({"yes": "-1"}, "yes"),
        ({"yes": "chín"}, "yes"),
        ({"yes": ""}, "yes"),
        ({"excluded_absent": "1"}, "yes"),
        ({"members": "", "present": "", "yes": "", "no": "", "blank": ""}, "members"),
        ({"members": "999999"}, "members"),
        ({"number": "x" * 51}, "number"),
        ({"told_by": "crystal ball"}, "told_by"),
        ({"seen": "nowhere"}, "seen"),
        ({"form_token": "x"}, "form_token"),
    ],
)
def test_bad_input_of_a_step_is_told_at_its_field_and_writes_nothing(inside, party, said, field):
    person = way.on_the_way(party.hill, S.VERIFIED)
    before = written()
    page = take(inside, person, "cell_resolved", **({"on": "03/10/2022", "number": "5"} | a_vote() | said))
    assert field in page.context["form"].errors
    assert written() == before


def test_a_number_used_twice_in_a_term_is_told_at_the_number(inside, party):
    first, second = (way.on_the_way(party.hill, S.SUBMITTED) for _ in range(2))
    said = {"on": "27/10/2022", "number": "9-QĐ/HU"}
    assert take(inside, first, "decided", **said).status_code == 302
    page = take(inside, second, "decided", **said)
    assert "9-QĐ/HU" in page.context["form"].errors["number"][0]
    assert "despite_it" in text_of(page)


def test_forms_that_are_only_opened_write_nothing_but_the_look(inside, party):
    person = way.on_the_way(party.hill, S.LISTED)
    before = written()
    change = person.stage_changes.last()
    shortfall = Shortfall(candidate=person, change=change, key="number_missing")
    for name in ("enter_at", "correct", "vote", "papers", "verifications", "consents", "history", "detail"):
        inside.get(address(f"person_{name}", person))
    inside.get(address("person_step", person, "certified"))
    assert written() == before
    shortfall.save()
    assert inside.get(reverse("recruitment:shortfall_cure", args=[shortfall.pk])).status_code == 200
    assert Shortfall.objects.get().cured_on is None
    assert set(AuditEntry.objects.filter(actor__username="canbo").values_list("act", flat=True)) == {"viewed"}


# --- Where somebody stood, and what was wrong


def test_the_situation_when_following_began_is_recorded_once(inside, party):
    person = way.on_the_way(party.hill)
    assert address("person_enter_at", person) in text_of(page_of(inside, person))
    said = sheet(stage="dossier", on="01/12/2023", number="")
    assert inside.post(address("person_enter_at", person), said).status_code == 302
    assert (way.again(person).stage, way.again(person).stage_on) == (S.DOSSIER, date(2023, 12, 1))
    text = text_of(page_of(inside, person))
    assert "Mới ghi hiện trạng" in text
    assert "Chưa ghi bước nào" not in text
    way.take(person, S.VERIFIED, on=date(2023, 12, 5))
    assert address("person_enter_at", person) not in text_of(page_of(inside, person))
    again = inside.post(address("person_enter_at", person), sheet(stage="listed"))
    assert again.context["form"].non_field_errors()


@pytest.mark.parametrize("said", [{"stage": "probation"}, {"stage": "x"}, {"stage": ""}, {"on": "01/01/2024"}])
def test_bad_input_of_the_situation_writes_nothing(inside, party, said):
    person = way.on_the_way(party.hill)
    before = written()
    page = inside.post(address("person_enter_at", person), sheet(stage="dossier") | said)
    assert set(page.context["form"].errors) == set(said)
    assert written() == before


def test_a_step_is_corrected_and_both_stay_in_the_log(inside, party):
    person = way.on_the_way(party.hill, S.CERTIFIED)
    page = inside.get(address("person_correct", person))
    assert "Được sửa tự do" in text_of(page)
    said = sheet(seen="certified", stage="listed", on="10/06/2022", reason="ghi nhầm người")
    assert inside.post(address("person_correct", person), said).status_code == 302
    assert way.again(person).stage == S.LISTED
    assert [change.way for change in person.stage_changes.all()] == ["move", "move", "correction"]
    shown = page_of(inside, person).context
    passages = shown["timeline"]
    assert {mark.stage: mark.on for mark in shown["outlook"].bar}[S.CERTIFIED] is None
    assert [passage.days for passage in passages][1:] == [
        None,
        35,
    ]  # nobody stood where a step was written down wrongly


def test_after_the_month_a_correction_names_its_document(inside, party, clock):
    person = way.on_the_way(party.hill, S.LISTED)
    clock(2099, 1, 1)
    said = sheet(seen="listed", stage="introduced", on="01/06/2022", reason="ghi nhầm")
    page = inside.post(address("person_correct", person), said)
    assert "number" in page.context["form"].errors
    assert "Chỉ được sửa tự do đến hết ngày" in text_of(page)
    assert inside.post(address("person_correct", person), said | {"number": "7-CV"}).status_code == 302


@pytest.mark.parametrize(
    "said", [{"stage": "recognised"}, {"stage": "listed"}, {"reason": ""}, {"on": "01/01/2024"}, {"on": ""}]
)
def test_bad_input_of_a_correction_writes_nothing(inside, party, said):
    person = way.on_the_way(party.hill, S.LISTED)
    before = written()
    right = sheet(seen="listed", stage="introduced", on="01/06/2022", reason="ghi nhầm")
    page = inside.post(address("person_correct", person), right | said)
    assert set(page.context["form"].errors) == set(said)
    assert written() == before


# --- A vote that moves nobody


def test_the_base_committee_votes_on_a_recognition_and_nobody_moves(secretary, party):
    person = way.on_the_way(party.hill, S.RECOGNITION_PROPOSED)
    page = page_of(secretary, person)
    assert address("person_vote", person) in text_of(page)
    assert "recognition_vote_missing" in {lack.key for lack in page.context["outlook"].following.missing}
    said = sheet(on="20/11/2023", number="15-NQ", **a_vote(members="11", present="10", yes="8", no="2"))
    assert secretary.post(address("person_vote", person), said).status_code == 302
    text = text_of(page_of(secretary, person))
    assert "8/11 ≥ 2/3 (cần 8)" in text
    assert way.again(person).stage == S.RECOGNITION_PROPOSED


@pytest.mark.parametrize("said", [{"members": ""}, {"yes": "11"}, {"on": "01/01/2024"}, {"excluded_transferred": "-2"}])
def test_bad_input_of_a_vote_writes_nothing(inside, party, said):
    person = way.on_the_way(party.hill, S.RECOGNITION_PROPOSED)
    before = written()
    page = inside.post(address("person_vote", person), sheet(on="20/11/2023", **a_vote()) | said)
    assert page.context["form"].errors
    assert written() == before


# --- The dossier


def papers(client, person, **changed):
    """The form of papers as it was opened, with ``kind_ordinal_field`` changed."""
    form = client.get(address("person_papers", person)).context["form"]
    said = {bound.html_name: value if (value := bound.value()) is not None else "" for bound in form}
    return said | {name.replace("__", "-"): value for name, value in changed.items()}


def test_all_papers_of_the_open_groups_are_saved_at_once(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    said = papers(
        secretary,
        person,
        application__1__state="complete",
        application__1__dated_on="1-9-22",
        sponsor_letter__2__state="under_way",
        curriculum_vitae__1__place="Tủ hồ sơ số 2",
    )
    assert secretary.post(address("person_papers", person), said).url == f"{address('person_detail', person)}#papers"
    rows = {(row.kind, row.ordinal): row for row in Paper.objects.filter(candidate=person)}
    assert rows["application", 1].dated_on == date(2022, 9, 1)
    assert rows["sponsor_letter", 2].state == PaperState.UNDER_WAY
    assert rows["curriculum_vitae", 1].place == "Tủ hồ sơ số 2"
    assert ("certificate", 1) in rows  # untouched
    version = way.again(person).version
    assert secretary.post(address("person_papers", person), papers(secretary, person)).status_code == 302
    assert way.again(person).version == version


def test_a_group_of_the_folder_has_an_address(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    form = secretary.get(address("person_papers", person), {"group": "listing"}).context["form"]
    assert {row["kind"] for row in form.keys.values()} == {paper.key for paper in papers_of(Group.LISTING)}
    assert secretary.get(address("person_papers", person), {"group": "x"}).status_code == 404


def test_two_at_one_dossier_are_told_of_each_other_and_nothing_typed_is_lost(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    mine = papers(secretary, person, application__1__number="số 7")
    other = cast.account("lan", "secretary", party.hill, full_name="Y Lan")
    row = {"kind": "curriculum_vitae", "ordinal": 1, "state": "complete", "number": "", "dated_on": None}
    set_papers(person.pk, [row | {"signer": "", "place": ""}], way.again(person).version, by=other)
    page = secretary.post(address("person_papers", person), mine)
    text = text_of(page)
    for said in ("Y Lan", "tài liệu trong hồ sơ", 'value="số 7"'):
        assert said in text
    assert not Paper.objects.filter(candidate=person, number="số 7").exists()
    again = mine | {"version": page.context["form"]["version"].value()}
    assert secretary.post(address("person_papers", person), again).status_code == 302
    assert Paper.objects.filter(candidate=person, number="số 7").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("application-1-state", "lost"),
        ("application-1-dated_on", "01/01/2024"),
        ("application-1-dated_on", "32/13/2022"),
        ("application-1-dated_on", "01/01/1950"),
        ("application-1-signer", "x" * 101),
        ("version", "x"),
        ("version", ""),
    ],
)
def test_bad_input_of_a_paper_is_told_at_its_field_and_writes_nothing(secretary, party, name, value):
    person = way.on_the_way(party.hill, S.DOSSIER)
    before = written()
    page = secretary.post(address("person_papers", person), papers(secretary, person) | {name: value})
    assert set(page.context["form"].errors) == {name}
    assert name == "version" or text_of(page).count("is-invalid") == 1
    assert written() == before


def test_papers_that_no_folder_has_and_ids_of_others_are_not_read(secretary, party):
    person, other = way.on_the_way(party.hill, S.DOSSIER), way.on_the_way(party.moor, S.DOSSIER)
    before = written()
    said = {"secret-1-state": "complete", "sponsor_letter-3-state": "complete", "candidate": other.pk, "id": "1"}
    secretary.post(address("person_papers", person), papers(secretary, person) | said)
    assert written() == before


def verifications(client, person, *rows):
    form = client.get(address("person_verifications", person)).context["form"]
    blank = {"relation": "", "place": "", "sent_on": "", "answered_on": "", "done_by": "", "waived_by": ""}
    said = {"version": form["version"].value(), "count": len(rows)}
    return said | {f"{n}-{name}": value for n, row in enumerate(rows) for name, value in (blank | row).items()}


def test_verifications_are_kept_row_by_row_and_empty_rows_are_none(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    rows = ({}, {"relation": "self", "place": "Xã Bắc", "sent_on": "1/9/22", "answered_on": "12/9/22"}, {})
    assert secretary.post(address("person_verifications", person), verifications(secretary, person, *rows)).url
    (row,) = Verification.objects.all()
    assert (row.relation, row.place, row.answered_on) == ("self", "Xã Bắc", date(2022, 9, 12))
    assert "trả lời ngày 12/09/2022" in text_of(page_of(secretary, person))
    secretary.post(address("person_verifications", person), verifications(secretary, person, {}))
    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"relation": "aunt"}, "1-relation"),
        ({"place": "Xã Bắc"}, "1-relation"),
        ({"relation": "self", "answered_on": "01/01/2024"}, "1-answered_on"),
        ({"relation": "self", "sent_on": "2/9/22", "answered_on": "1/9/22"}, "1-answered_on"),
        ({"relation": "self", "waived_by": "x"}, "1-waived_by"),
        ({"relation": "self", "place": "x" * 151}, "1-place"),
    ],
)
def test_bad_input_of_a_verification_is_told_at_its_row(secretary, party, row, name):
    person = way.on_the_way(party.hill, S.DOSSIER)
    page = secretary.post(address("person_verifications", person), verifications(secretary, person, {}, row))
    assert name in page.context["form"].errors
    assert not Verification.objects.exists()


def test_a_thousand_rows_are_not_read(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER)
    said = verifications(secretary, person, {"relation": "self"}) | {"count": "100000"}
    page = secretary.post(address("person_verifications", person), said)
    assert "count" in page.context["form"].errors
    assert len(page.context["form"].places) <= 40


def test_consents_are_kept_for_the_cases_that_apply(secretary, party):
    person = way.on_the_way(party.hill, S.DOSSIER, religion="Tin lành")
    form = secretary.get(address("person_consents", person)).context["form"]
    assert form["religion-applies"].value()
    assert not form["hoa-applies"].value()
    said = {"version": form["version"].value(), "religion-applies": "on", "hoa-applies": "on", "hoa-number": "7-CV"}
    assert secretary.post(address("person_consents", person), said).status_code == 302
    assert [(each.case, each.number) for each in Consent.objects.all()] == [("hoa", "7-CV")]
    late = said | {"version": way.again(person).version, "religion-dated_on": "01/01/2024"}
    page = secretary.post(address("person_consents", person), late)
    assert set(page.context["form"].errors) == {"religion-dated_on"}


def test_what_is_put_right_is_folded_with_its_note(inside, party):
    person = way.on_the_way(party.hill, S.LISTED)
    row = Shortfall.objects.create(candidate=person, change=person.stage_changes.last(), key="number_missing")
    page = reverse("recruitment:shortfall_cure", args=[row.pk])
    assert "note" in inside.post(page, {"note": "  "}).context["form"].errors
    assert "note" in inside.post(page, {"note": "x" * 301}).context["form"].errors
    assert inside.post(page, {"note": "Đã bổ sung số"}).url == address("person_detail", person)
    text = text_of(page_of(inside, person))
    assert "Đã khắc phục 1 việc" in text
    assert "Đã bổ sung số" in text


def test_pages_of_people_beside_and_of_wrong_entries_do_not_exist(secretary, party):
    beside = way.on_the_way(party.dale, S.LISTED)
    row = Shortfall.objects.create(candidate=beside, change=beside.stage_changes.last(), key="number_missing")
    struck_out = way.on_the_way(party.hill)
    Candidate.objects.filter(pk=struck_out.pk).update(is_void=True, void_reason="duplicate")
    for person in (beside, struck_out):
        for name in ("enter_at", "correct", "vote", "papers", "verifications", "consents"):
            assert secretary.get(address(f"person_{name}", person)).status_code == 404, name
        assert secretary.get(address("person_step", person, "listed")).status_code == 404
    assert secretary.get(reverse("recruitment:shortfall_cure", args=[row.pk])).status_code == 404
    assert page_of(secretary, struck_out).status_code == 200


def test_the_count_takes_the_share_of_the_body_that_decided_on_that_day(inside, party):
    """Delegated to the whole committee: two thirds of it, where its standing committee needs more than half."""
    assert Count(Body.COMMITTEE, 9, present=9, yes=5).passed is False
    assert Count(Body.STANDING, 9, present=9, yes=5).passed is True
    person = way.on_the_way(party.hill, S.SUBMITTED)
    take(inside, person, "decided", on="27/10/2022", number="9-QĐ", **a_vote(yes="5", no="4"))
    assert Resolution.objects.last().body == Body.STANDING
    assert way.again(person).stage == S.DECIDED


def test_the_vote_of_the_base_committee_is_not_recorded_by_a_secretary_of_the_cell(client, party):
    person = way.on_the_way(party.hill, Stage.RECOGNITION_PROPOSED)
    client.force_login(cast.account("bi-thu", "secretary", party.hill))
    assert client.get(f"/quan-chung/{person.pk}/bieu-quyet/").status_code == 403
    client.force_login(cast.account("bi-thu-xa", "secretary", party.north))
    assert client.get(f"/quan-chung/{person.pk}/bieu-quyet/").status_code == 200
