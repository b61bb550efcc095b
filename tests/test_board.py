"""People by stage: the filters of stages, the columns, what the cards say, what it costs."""

import pytest

from branches.access import system_user
from recruitment.models import Absence, Shortfall
from recruitment.stages import GROUPS, Stage
from recruitment.workflow import move_candidates
from tests import cast, way
from tests.counted import statements

LIST, BOARD = "/quan-chung/", "/quan-chung/theo-buoc/"
MOST_STATEMENTS = 25


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện"))
    return client


def shown(client, **asked):
    return [row.candidate.full_name for row in client.get(LIST, asked).context["rows"]]


def columns(client, **asked):
    board = client.get(BOARD, asked).context["board"]
    return {str(column.stage): [card.person.full_name for card in column.cards] for column in board.columns}


def text_of(response):
    return response.content.decode()


# --- The list


@pytest.fixture
def some(party):
    way.on_the_way(party.hill, Stage.INTRODUCED, "A An")
    way.on_the_way(party.hill, Stage.LISTED, "A Bình")
    way.on_the_way(party.hill, Stage.SUBMITTED, "A Cường")
    way.on_the_way(party.moor, Stage.RETURNED, "A Dũng")
    way.on_the_way(party.moor, Stage.PROBATION, "A Em")
    way.on_the_way(party.dale, Stage.DROPPED, "A Giang")
    return party


def test_the_list_is_narrowed_to_a_stage_or_to_stages_that_go_together(inside, some):
    assert shown(inside, stage="listed") == ["A Bình"]
    assert shown(inside, stage="on_the_way") == ["A An", "A Bình", "A Cường", "A Dũng"]
    assert shown(inside, stage="desk") == ["A Cường", "A Dũng"]
    assert shown(inside, stage="probation") == ["A Em"]
    assert shown(inside, stage="left") == ["A Giang"]
    assert shown(inside, stage="desk", branch="MOOR") == ["A Dũng"]


def test_no_group_of_stages_bears_the_name_of_a_stage(inside, party):
    assert not set(GROUPS) & set(Stage.values)
    way.on_the_way(party.hill, Stage.PROBATION, "A An")
    way.on_the_way(party.hill, Stage.RECOGNITION_PROPOSED, "A Bình")
    assert shown(inside, stage="on_probation") == ["A An", "A Bình"]
    assert shown(inside, stage="probation") == ["A An"]


def test_the_list_is_narrowed_to_those_who_have_stood_there_long(inside, party):
    for name, on in (("A Lâu", "30/09/2023"), ("A Vừa", "30/11/2023")):
        person = way.on_the_way(party.hill, name=name)
        way.take(person, Stage.LISTED, on=cast.day(on))
    assert shown(inside, longer_than="2") == ["A Lâu"]
    assert shown(inside, longer_than="3") == []  # three months to the day are not longer
    assert shown(inside, longer_than="x") == shown(inside, longer_than="0") == []


def test_the_list_is_narrowed_to_those_who_have_something_to_be_put_right(inside, party):
    way.on_the_way(party.hill, Stage.CERTIFIED, "A Đủ")
    person = way.on_the_way(party.hill, Stage.LISTED, "A Thiếu")
    move_candidates([way.step(person, Stage.CERTIFIED, number="")], Stage.CERTIFIED, by=system_user(), despite="đã cấp")
    assert shown(inside, to_put_right="on") == ["A Thiếu"]
    Shortfall.objects.update(cured_on=cast.day("31/12/2023"), note="đã có số")
    assert shown(inside, to_put_right="on") == []


def test_the_table_says_the_stage_and_since_when(inside, party):
    way.on_the_way(party.hill, Stage.LISTED)
    text = text_of(inside.get(LIST))
    assert "từ 10/06/2022 (18 tháng)" in text


def test_the_file_holds_exactly_those_of_the_stage(inside, some):
    answer = inside.post(f"{LIST}xuat/?stage=desk", {"reason": "meeting"})
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("sheet")


def test_table_and_board_lead_to_each_other_with_the_same_filter(inside, some):
    assert f'href="{BOARD}?stage=desk&amp;q=a"' in text_of(inside.get(LIST, {"stage": "desk", "q": "a", "page": "1"}))
    assert f'href="{LIST}?stage=desk&amp;q=a"' in text_of(inside.get(BOARD, {"stage": "desk", "q": "a"}))


# --- The board


def test_columns_stand_in_the_order_of_the_way_and_hold_those_of_the_filter(inside, some):
    assert columns(inside) == {
        "introduced": ["A An"],
        "listed": ["A Bình"],
        "returned": ["A Dũng"],
        "submitted": ["A Cường"],
        "probation": ["A Em"],
    }
    assert list(columns(inside)) == ["introduced", "listed", "returned", "submitted", "probation"]
    assert columns(inside, branch="MOOR") == {"returned": ["A Dũng"], "probation": ["A Em"]}
    assert columns(inside, stage="left") == {"dropped": ["A Giang"]}


def test_whoever_has_no_step_ahead_is_counted_beside(inside, some):
    assert inside.get(BOARD).context["board"].aside == [("dropped", 1)]
    assert 'href="/quan-chung/?stage=dropped"' in text_of(inside.get(BOARD))


def test_those_whose_deadline_is_over_stand_above_the_columns(inside, party):
    way.on_the_way(party.hill, Stage.SUBMITTED, "A An")
    way.on_the_way(party.hill, Stage.LISTED, "A Bình")
    board = inside.get(BOARD).context["board"]
    assert [card.person.full_name for card in board.overdue] == ["A An"]
    assert "board-overdue" not in text_of(inside.get(BOARD, {"stage": "listed"}))


def test_a_card_says_birth_cell_time_and_what_is_overdue(inside, party):
    way.on_the_way(party.hill, Stage.SUBMITTED, "Rơ Châm H'Lan")
    way.on_the_way(party.moor, Stage.SUBMITTED, "Rơ Châm H'Lan", birth_date="03/04/1990")
    text = text_of(inside.get(BOARD))
    for said in ("H&#x27;Lan (1999)", "H&#x27;Lan (1990)", "Chi bộ thôn Đồi", "Chi bộ Trường học", "14 tháng"):
        assert said in text
    assert "quá hạn" in text
    assert "quá hạn</strong> 26/12/2022" in text  # 60 working days from 3/10/2022, the resolution of the cell


def test_a_deadline_that_still_runs_is_no_fault(inside, party):
    person = way.on_the_way(party.hill, Stage.SUBMITTED)
    way.take(person, Stage.DECIDED, on=cast.day("29/12/2023"), despite="đã ký")
    card = inside.get(BOARD).context["board"].columns[0].cards[0]
    assert (card.is_overdue, card.deadline.day > cast.day("31/12/2023")) == (False, True)


def test_a_long_column_is_cut_short_and_leads_to_the_table(inside, party):
    way.crowd(party.hill, Stage.LISTED, 23)
    answer = inside.get(BOARD, {"branch": "HILL"})
    (column,) = answer.context["board"].columns
    assert (column.count, len(column.cards), column.more) == (23, 20, 3)
    assert 'href="/quan-chung/?branch=HILL&amp;stage=listed"' in text_of(answer)
    assert "và 3 người nữa" in text_of(answer)


def test_nobody_beside_stands_on_the_board(client, party):
    way.on_the_way(party.hill, Stage.LISTED, "A Đây")
    way.on_the_way(party.dale, Stage.LISTED, "A Kia")
    client.force_login(cast.account("bithu", "secretary", party.north))
    assert columns(client) == {"listed": ["A Đây"]}


def test_a_leader_sees_the_board_and_no_act(client, party):
    way.on_the_way(party.hill, Stage.LISTED)
    client.force_login(cast.account("lanhdao", "leader", party.north))
    assert "/quan-chung/buoc/" not in text_of(client.get(BOARD))


def test_who_is_away_for_work_is_counted_apart_and_marked(inside, party):
    gone = way.on_the_way(party.hill, Stage.LISTED, "A Xa")
    way.on_the_way(party.hill, Stage.LISTED, "A Gần")
    Absence.objects.create(candidate=gone, left_on=cast.day("01/06/2023"), place="Bình Dương")
    (column,) = inside.get(BOARD).context["board"].columns
    assert (column.count, column.away) == (2, 1)
    assert {card.person.full_name: card.is_away for card in column.cards} == {"A Xa": True, "A Gần": False}
    assert "stage=listed&amp;is_away=on" in text_of(inside.get(BOARD))
    assert shown(inside, stage="listed", is_away="on") == ["A Xa"]


def test_list_and_board_cost_the_same_for_1_3_and_300_people(inside, party):
    costs = []
    for many in (1, 2, 297):
        for stage, share in ((Stage.LISTED, many - many // 3), (Stage.INTRODUCED, many // 3)):
            way.crowd(party.hill, stage, share)
        if many == 1:
            way.on_the_way(party.moor, Stage.SUBMITTED)
        costs.append([])
        for page in (LIST, BOARD, f"{BOARD}?stage=on_the_way&branch=NORTH"):
            costs[-1].append(len(statements(inside, page)))
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= MOST_STATEMENTS
