"""One act written down for many people at once: who may, what is refused, what is kept, what it costs."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recruitment.acts import ACTS
from recruitment.forms.grids import counted_on
from recruitment.grids import A_PAGE
from recruitment.models import Admission, Resolution, Shortfall, StageChange
from recruitment.moves import MOVES
from recruitment.stages import Stage
from tests import cast, way
from tests.counted import statements

ACT = "/quan-chung/buoc/{}/"
LISTING, CLASS, MEETING, CEREMONY = map(ACT.format, ("dua-vao-danh-sach", "lop-boi-duong", "quyet-dinh", "le-ket-nap"))
MOST_STATEMENTS = 25


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


def sent(*people, row=None, seen=None, **once):
    """A whole grid as a browser sends it, everybody ticked; ``row``: {person: what stands in the row}."""
    data = {"form_token": str(uuid4())} | once
    for person in people:
        data |= {f"p{person.pk}-pick": "on", f"p{person.pk}-seen": seen or person.stage}
        data |= {f"p{person.pk}-{name}": value for name, value in (row or {}).get(person, {}).items()}
    return data


def people_of(answer):
    return [row.person.full_name for row in answer.context["grid"].rows]


def errors_of(answer, person):
    (row,) = [row for row in answer.context["grid"].rows if row.person == person]
    return {name: list(errors) for name, errors in row.form.errors.items()}


def stages(*people):
    return [way.again(person).stage for person in people]


def text_of(response):
    return response.content.decode()


def contents():
    models = [model for model in apps.get_models() if model._meta.app_label == "recruitment"]
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


# --- The table of acts


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_every_act_is_made_of_steps_of_one_kind(act):
    assert {move.source for move in act.moves} == set(act.sources)
    assert len({(move.action, move.actor, move.question) for move in act.moves}) == 1
    assert act.is_voted == (act.moves[0].question is not None)
    assert all((move.source, move.target) in {(m.source, m.target) for m in MOVES} for move in act.moves)


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("45-QĐ/HU", "46-QĐ/HU"),
        ("099-QĐ/ĐU", "100-QĐ/ĐU"),
        ("9", "10"),
        ("GCN-2023-0099", "GCN-2023-0100"),
        ("12/GCN-2023", "13/GCN-2023"),
        ("không số", "không số"),
    ],
)
def test_numbers_are_counted_on(number, following):
    assert counted_on(number) == following


# --- Who stands in it


def test_those_stand_there_who_have_come_so_far_by_given_name_with_birth_and_cell(inside, party):
    way.on_the_way(party.hill, Stage.INTRODUCED, "Trần Thị Yến")
    way.on_the_way(party.moor, Stage.INTRODUCED, "Rơ Châm H'Lan")
    way.on_the_way(party.hill, Stage.INTRODUCED, "Rơ Châm H'Lan", birth_date="03/04/1990")
    way.on_the_way(party.hill, Stage.LISTED, "A Khác")
    answer = inside.get(LISTING)
    assert people_of(answer) == ["Rơ Châm H'Lan", "Rơ Châm H'Lan", "Trần Thị Yến"]
    for said in ("(1990)", "(1999)", "Chi bộ thôn Đồi", "Chi bộ Trường học"):
        assert said in text_of(answer)
    assert people_of(inside.get(LISTING, {"branch": "MOOR"})) == ["Rơ Châm H'Lan"]


def test_what_a_person_still_lacks_is_folded_into_the_row(inside, party):
    way.on_the_way(party.hill, Stage.APPRAISED, religion="Tin lành")
    way.on_the_way(party.hill, Stage.LISTED)
    (row,) = inside.get(MEETING).context["grid"].rows
    assert [lack.key for lack in row.choice.lacks] == ["consent_missing", "decision_late"]
    assert "<details" in text_of(inside.get(MEETING))
    (row,) = inside.get(CLASS).context["grid"].rows
    assert row.choice.lacks == []  # the number is told in the grid itself


def test_where_nobody_waits_the_page_says_where_people_are(inside, party):
    way.on_the_way(party.hill, Stage.CERTIFIED)
    text = text_of(inside.get(LISTING))
    assert 'href="/quan-chung/?stage=certified"' in text
    assert "Không có ai đang ở bước trước việc này" in text


def test_an_act_that_is_none_does_not_exist(inside):
    assert inside.get(ACT.format("khong-co")).status_code == 404
    assert inside.get(LISTING, {"branch": "khong-co"}).context["place"].errors


def test_the_ways_into_a_grid(inside, party):
    way.on_the_way(party.hill, Stage.LISTED)
    assert 'href="/quan-chung/buoc/"' in text_of(inside.get("/quan-chung/"))
    assert f'href="{CLASS}?branch=HILL"' in text_of(inside.get("/quan-chung/theo-buoc/", {"branch": "HILL"}))
    text = text_of(inside.get("/quan-chung/buoc/"))
    assert all(f'href="{ACT.format(act.name)}"' in text for act in ACTS)


# --- Who may


def test_a_secretary_has_the_acts_of_the_own_bodies_only(secretary, party):
    way.on_the_way(party.hill, Stage.LISTED)
    text = text_of(secretary.get("/quan-chung/buoc/"))
    own = {"dua-vao-danh-sach", "dua-ra-khoi-danh-sach", "lop-boi-duong", "cho-lam-ho-so", "lam-ho-so"}
    own |= {"dang-uy-hop", "le-ket-nap"}
    assert {act.name for act in ACTS if ACT.format(act.name) in text} == own
    for act in ACTS:
        assert secretary.get(ACT.format(act.name)).status_code == (200 if act.name in own else 403), act.name


def test_a_secretary_of_a_cell_does_not_write_down_what_the_committee_above_does(client, party):
    person = way.on_the_way(party.hill, Stage.CERTIFIED)
    client.force_login(cast.account("chibo", "secretary", party.hill))
    page = ACT.format("cho-lam-ho-so")
    assert people_of(client.get(page)) == []
    before = contents()
    assert client.post(page, sent(person, on="01/08/2022")).status_code == 403
    assert contents() == before


@pytest.mark.parametrize("role", ["leader", "admin"])
def test_leaders_and_administrators_write_nothing(client, party, role):
    person = way.on_the_way(party.hill, Stage.INTRODUCED)
    client.force_login(cast.account("ai-do", role, party.north))
    before = contents()
    for act in ACTS:
        assert client.get(ACT.format(act.name)).status_code == (403 if role == "leader" else 404)
        assert client.post(ACT.format(act.name), sent(person, on="20/12/2023")).status_code in {403, 404}
    assert contents() == before


def test_a_row_of_somebody_beside_is_left_out_and_nothing_is_written(secretary, party):
    own, beside = way.on_the_way(party.hill, name="A Đây"), way.on_the_way(party.dale, name="A Kia")
    before = contents()
    answer = secretary.post(LISTING, sent(own, beside, on="20/12/2023"))
    assert answer.status_code == 200
    assert "A Kia" not in text_of(answer)
    assert "không được xem" in text_of(answer)
    assert contents() == before
    assert text_of(answer).count("không được xem") == text_of(
        secretary.post(LISTING, sent(own, on="20/12/2023") | {"p999999-seen": "introduced", "p999999-pick": "on"})
    ).count("không được xem")  # somebody beside and nobody read alike


# --- What is written


def test_a_monthly_list_takes_on_all_who_are_ticked_with_one_resolution(secretary, party):
    one, two, not_ticked = (way.on_the_way(party.hill) for _ in range(3))
    data = sent(one, two, on="20/12/2023", number="12-NQ/CB") | {f"p{not_ticked.pk}-seen": "introduced"}
    answer = secretary.post(LISTING, data, follow=True)
    assert "2 người đã chuyển sang bước" in text_of(answer)
    assert stages(one, two, not_ticked) == ["listed", "listed", "introduced"]
    lines = StageChange.objects.filter(target=Stage.LISTED)
    assert {(line.on, line.number, line.told_by) for line in lines} == {(date(2023, 12, 20), "12-NQ/CB", "own")}


def test_an_officer_says_who_told(inside, party):
    person = way.on_the_way(party.hill)
    assert inside.get(LISTING).context["form"]["told_by"].value() == "paper"
    inside.post(LISTING, sent(person, on="20/12/2023", told_by="telephone"))
    assert StageChange.objects.get(candidate=person).told_by == "telephone"


def test_the_office_itself_needs_nobody_to_tell_it(inside, party):
    way.on_the_way(party.hill, Stage.SUBMITTED)
    assert "told_by" not in inside.get(MEETING).context["form"].fields


def test_a_secretary_is_not_asked_who_told(secretary, party):
    way.on_the_way(party.hill)
    assert "told_by" not in secretary.get(LISTING).context["form"].fields


def test_people_are_dropped_each_with_a_reason_or_all_with_the_same(secretary, party):
    one, two = (way.on_the_way(party.hill, Stage.LISTED) for _ in range(2))
    page = ACT.format("dua-ra-khoi-danh-sach")
    answer = secretary.post(page, sent(one, on="20/12/2023"))
    assert (errors_of(answer, one).keys(), answer.context["grid"].may_record) == ({"reason"}, False)
    said = sent(one, two, on="20/12/2023", reason="đi làm ăn xa", row={two: {"reason": "tự nguyện"}})
    assert secretary.post(page, said).status_code == 302
    assert [way.again(each).stage_changes.last().reason for each in (one, two)] == ["đi làm ăn xa", "tự nguyện"]


def test_certificates_bear_numbers_of_their_own_or_counted_on(secretary, party):
    people = [way.on_the_way(party.hill, Stage.LISTED, f"A {name}") for name in ("An", "Bình", "Cường", "Dũng")]
    said = sent(*people, on="15/07/2022", number="098/GCN", row={people[2]: {"number": "7/GCN"}})
    assert secretary.post(CLASS, said).status_code == 302
    numbers = [person.stage_changes.last().number for person in people]
    assert numbers == ["098/GCN", "099/GCN", "7/GCN", "8/GCN"]


def test_a_meeting_decides_with_votes_numbers_and_days(inside, party):
    one, two = (way.on_the_way(party.hill, Stage.SUBMITTED, name) for name in ("A An", "A Bình"))
    said = sent(one, two, held_on="25/10/2022", on="27/10/2022", members="9", present="9", yes="9", number="45-QĐ/HU")
    said |= {f"p{two.pk}-yes": "8", f"p{two.pk}-no": "1", f"p{two.pk}-on": "28/10/2022"}
    assert inside.post(MEETING, said).status_code == 302
    admissions = [Admission.objects.get(candidate=each) for each in (one, two)]
    assert [(each.decision_number, each.decision_on.day) for each in admissions] == [("45-QĐ/HU", 27), ("46-QĐ/HU", 28)]
    votes = [Resolution.objects.filter(candidate=each).last() for each in (one, two)]
    assert [(vote.yes, vote.no, vote.held_on.day, vote.body) for vote in votes] == [
        (9, 0, 25, "standing"),
        (8, 1, 25, "standing"),
    ]


def test_a_failed_vote_is_written_down_and_named_and_the_person_stays(inside, party):
    one, two = (way.on_the_way(party.hill, Stage.SUBMITTED, name) for name in ("A Được", "A Chưa"))
    said = sent(one, two, held_on="27/10/2022", members="9", present="9", yes="9", number="45-QĐ/HU")
    said |= {f"p{two.pk}-yes": "4", f"p{two.pk}-no": "5"}
    text = text_of(inside.post(MEETING, said, follow=True))
    assert stages(one, two) == ["decided", "submitted"]
    assert "A Chưa (1999), Chi bộ thôn Đồi: biểu quyết không đủ tỷ lệ" in text
    assert Resolution.objects.filter(candidate=two, body="standing", has_passed=False).count() == 1


def test_ceremonies_have_a_day_each(inside, party):
    one, two = (way.on_the_way(party.hill, Stage.DECIDED) for _ in range(2))
    said = sent(one, two, on="10/11/2022", row={two: {"on": "11/11/2022", "received_on": "28/10/2022"}})
    assert inside.post(CEREMONY, said).status_code == 302
    assert [Admission.objects.get(candidate=each).ceremony_on.day for each in (one, two)] == [10, 11]


def test_what_a_body_has_signed_is_recorded_against_a_rule_with_a_reason(inside, party):
    person = way.on_the_way(party.hill, Stage.SUBMITTED)
    said = sent(person, held_on="10/04/2023", members="9", present="9", yes="9", number="45-QĐ/HU")
    answer = inside.post(MEETING, said)
    assert answer.context["grid"].may_record
    assert 'name="despite"' in text_of(answer)
    assert stages(person) == ["submitted"]
    assert inside.post(MEETING, said | {"despite": "Ban Thường vụ đã ký"}).status_code == 302
    assert stages(person) == ["decided"]
    assert [each.key for each in Shortfall.objects.filter(candidate=person)] == ["decision_late"]


def test_our_own_steps_are_not_taken_against_a_rule(inside, party):
    person = way.on_the_way(party.hill, Stage.APPRAISED, religion="Tin lành")
    answer = inside.post(ACT.format("trinh"), sent(person, on="20/10/2022", despite="cứ ghi"))
    assert not answer.context["grid"].may_record
    assert "__all__" in errors_of(answer, person)
    assert stages(person) == ["appraised"]


# --- What is refused, and what is kept


def test_one_wrong_row_keeps_all_back_and_all_that_was_typed(inside, party):
    good, bad, odd = (way.on_the_way(party.hill, Stage.SUBMITTED, f"A {name}") for name in ("An", "Bình", "Cường"))
    rows = {good: {"yes": "9", "number": "45"}, bad: {"yes": "chín", "number": "46", "on": "31/02/2022"}}
    rows |= {odd: {"yes": "10", "number": "47"}}
    said = sent(good, bad, odd, held_on="27/10/2022", members="9", present="9", row=rows)
    before = contents()
    answer = inside.post(MEETING, said)
    assert errors_of(answer, bad).keys() == {"yes", "on"}
    for typed in ("chín", "31/02/2022", "45", "46", "47", "27/10/2022"):
        assert f'value="{typed}"' in text_of(answer)
    assert text_of(answer).count(" checked") == 3
    again = inside.post(MEETING, said | {f"p{bad.pk}-yes": "9", f"p{bad.pk}-on": ""})
    assert errors_of(again, bad) == errors_of(again, good) == {}
    assert len(errors_of(again, odd)["__all__"]) == 1  # ten votes of nine present cannot have been
    assert f'href="#row-{odd.pk}"' in text_of(again)
    assert contents() == before


def test_a_grid_without_a_day_or_without_anybody_says_so(secretary, party):
    person = way.on_the_way(party.hill)
    assert secretary.post(LISTING, sent(person)).context["form"].errors.keys() == {"on"}
    nobody = {"form_token": str(uuid4()), "on": "20/12/2023", f"p{person.pk}-seen": "introduced"}
    assert secretary.post(LISTING, nobody).context["form"].non_field_errors()
    assert secretary.post(LISTING, {}).context["form"].errors
    assert stages(person) == ["introduced"]


def test_a_number_that_outgrows_its_column_is_refused(secretary, party):
    one, two = (way.on_the_way(party.hill, Stage.LISTED) for _ in range(2))
    answer = secretary.post(CLASS, sent(one, two, on="15/07/2022", number="9" * 50))
    assert (errors_of(answer, one), list(errors_of(answer, two))) == ({}, ["__all__"])


@pytest.mark.parametrize("day", ["01/01/1900", "31/12/2019", "01/01/2024", "ngày mai"])
def test_a_day_that_cannot_have_been_is_refused_and_kept(inside, party, day):
    cell = cast.village("NEW", party.north, since="01/01/2020")
    person = way.on_the_way(cell, Stage.SUBMITTED)
    said = sent(person, held_on=day, on=day, members="9", present="9", yes="9", number="45-QĐ/HU")
    answer = inside.post(MEETING, said | {"despite": "đã ký"})
    assert answer.status_code == 200
    assert f'value="{day}"' in text_of(answer)
    assert stages(person) == ["submitted"]


def test_what_is_typed_in_a_row_that_is_not_ticked_is_not_lost_in_silence(secretary, party):
    one, two = (way.on_the_way(party.hill, Stage.LISTED) for _ in range(2))
    said = sent(one, on="15/07/2022", number="1") | {f"p{two.pk}-seen": "listed", f"p{two.pk}-number": "2"}
    answer = secretary.post(CLASS, said)
    assert errors_of(answer, two).keys() == {"__all__"}
    assert stages(one, two) == ["listed", "listed"]


def test_whoever_was_moved_meanwhile_is_named(secretary, party):
    one, two = way.on_the_way(party.hill, name="A An"), way.on_the_way(party.hill, name="A Bình")
    said = sent(one, two, on="20/12/2023")
    way.take(two, Stage.LISTED)
    answer = secretary.post(LISTING, said)
    assert errors_of(answer, one) == {}
    assert "A Bình (1999)" in errors_of(answer, two)["__all__"][0]
    assert stages(one, two) == ["introduced", "listed"]


def test_people_of_different_committees_are_not_voted_on_in_one_meeting(inside, party):
    one, two = way.on_the_way(party.hill, Stage.CELL_RESOLVED), way.on_the_way(party.dale, Stage.CELL_RESOLVED)
    said = sent(one, two, on="10/10/2022", members="11", present="10", yes="10")
    answer = inside.post(ACT.format("dang-uy-hop"), said)
    assert "Đảng bộ xã Bắc, Đảng bộ xã Nam" in answer.context["form"].non_field_errors()[0]
    assert stages(one, two) == ["cell_resolved", "cell_resolved"]


def test_a_grid_sent_twice_is_written_once(secretary, party):
    person = way.on_the_way(party.hill)
    said = sent(person, on="20/12/2023")
    assert [secretary.post(LISTING, said).status_code for _ in range(3)] == [302, 302, 302]
    assert StageChange.objects.filter(candidate=person).count() == 1
    other = way.on_the_way(party.hill)
    again = secretary.post(LISTING, said | sent(other, on="20/12/2023") | {"form_token": said["form_token"]})
    assert again.context["form"].non_field_errors()
    assert again.context["form"]["form_token"].value() != said["form_token"]
    assert stages(other) == ["introduced"]


def test_filling_down_writes_nothing_and_works_without_scripts(inside, party):
    people = [way.on_the_way(party.hill, Stage.SUBMITTED, f"A {name}") for name in ("An", "Bình", "Cường")]
    said = sent(*people, number="45-QĐ/HU", yes="9", row={people[1]: {"yes": "8"}}) | {"fill": "1"}
    del said[f"p{people[2].pk}-pick"]
    before = contents()
    answer = inside.post(MEETING, said)
    cells = [[cell.value() for cell in row.form.cells()] for row in answer.context["grid"].rows]
    assert [row[0] for row in cells] == ["9", "8", None]
    assert [row[3] for row in cells] == ["45-QĐ/HU", "46-QĐ/HU", None]
    assert contents() == before


# --- What it costs


def test_a_grid_costs_the_same_for_1_3_and_300_people(inside, party):
    costs = []
    for many in (1, 2, 297):
        way.crowd(party.hill, Stage.LISTED, many)
        costs.append([])
        for page in (CLASS, f"{CLASS}?branch=NORTH", "/quan-chung/buoc/"):
            costs[-1].append(len(statements(inside, page)))
    assert [len(inside.get(CLASS, {"page": page}).context["grid"].rows) for page in (1, 2, 3)] == [120, 120, 60]
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= MOST_STATEMENTS


def test_the_widest_grid_costs_the_same_for_1_3_and_12_people(inside, party):
    costs = []
    for many in (1, 2, 9):
        way.crowd(party.hill, Stage.SUBMITTED, many)
        with CaptureQueriesContext(connection) as asked:
            assert inside.get(MEETING).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2] <= MOST_STATEMENTS


def test_a_full_page_of_the_widest_grid_can_be_sent(inside, party, settings):
    widest = max(len(act.once) + (A_PAGE + 1) * (2 + len(act.each)) for act in ACTS)
    assert widest + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    way.crowd(party.hill, Stage.LISTED, A_PAGE)
    people = [row.person for row in inside.get(CLASS).context["grid"].rows]
    assert inside.post(CLASS, sent(*people, on="15/07/2022", number="1")).status_code == 302
    assert StageChange.objects.filter(target=Stage.CERTIFIED).count() == A_PAGE
