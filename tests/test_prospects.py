"""The sentences on who is on the way, on what is overdue, and on what came late; how each kind of period begins."""

from dataclasses import replace
from datetime import date

import pytest

from reports import charts, prospects, tables
from reports.document import Document
from reports.figures import frozen
from reports.figures.names import BranchName
from reports.figures.paper_facts import Overdue
from reports.narrative import opening, sections
from tests.figures_for_tests import CHAINS, IA_HDRAI, MATTERS, ON_THE_WAY, figures, with_people


def paragraphs(report, title):
    return next(said for name, said in sections(Document(report)) if name.endswith(title))


def test_the_people_on_the_way_the_cells_with_nobody_and_what_is_overdue():
    assert paragraphs(with_people(), "Nguồn phát triển đảng viên") == [
        "Đến hết ngày 31/12/2023, toàn Đảng bộ có 86 người trong danh sách cảm tình Đảng, trong đó 40 người có giấy chứng "
        "nhận bồi dưỡng nhận thức về Đảng còn giá trị, 12 người đang hoàn thiện hồ sơ, 06 hồ sơ đang thẩm định, trình cấp "
        "có thẩm quyền, 07 người đi làm ăn xa, tạm dừng xem xét; ngoài ra có 04 quần chúng được giới thiệu, chưa vào danh "
        "sách.",
        "Còn 02 chi bộ chưa có nguồn phát triển đảng viên (trong đó 01 chi bộ thôn); 01 chi bộ mà toàn bộ nguồn đang đi làm "
        "ăn xa (trong đó 01 chi bộ thôn).",
        "Tại thời điểm lập báo cáo (05/01/2024) còn 03 hồ sơ quá thời hạn xem xét, quyết định kết nạp; 01 quyết định quá "
        "thời hạn tổ chức lễ kết nạp; 02 đảng viên dự bị đã hết 12 tháng nhưng chi bộ chưa xét, đề nghị công nhận chính "
        "thức. Còn 04 người chưa được đảng viên giúp đỡ nhận xét đúng định kỳ.",
    ]


def test_the_figures_of_the_page_have_no_such_section():
    assert not [name for name, _said in sections(Document(IA_HDRAI)) if name.endswith("Nguồn phát triển đảng viên")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"listed": 0, "people": 0, "away": 0, "stages": ()},
            "Đến hết ngày 31/12/2023, toàn Đảng bộ chưa có người trong danh sách cảm tình Đảng.",
        ),
        (
            {"certified": 0, "completing": 0, "appraised": 0, "away": 0, "people": 86, "stages": ()},
            "Đến hết ngày 31/12/2023, toàn Đảng bộ có 86 người trong danh sách cảm tình Đảng.",
        ),
    ],
)
def test_what_is_nought_is_left_out(changes, sentence):
    assert prospects.people_on_the_way(figures(on_the_way=replace(ON_THE_WAY, **changes))) == sentence


def test_who_is_only_introduced_and_away_is_said_there():
    stages = (replace(ON_THE_WAY.stages[0], away=3), *ON_THE_WAY.stages[1:])
    said = prospects.people_on_the_way(figures(on_the_way=replace(ON_THE_WAY, stages=stages)))
    assert said.endswith("; ngoài ra có 04 quần chúng được giới thiệu, chưa vào danh sách (03 người đi làm ăn xa).")


def test_where_only_the_offices_usage_is_broken_no_rule_is():
    said = prospects.overdue(figures(matters=replace(MATTERS, overdue=(Overdue("no_sponsor", 2),))))
    assert said == (
        "Tại thời điểm lập báo cáo (05/01/2024), không có trường hợp quá thời hạn quy định. "
        "Còn 02 người chưa được phân công đảng viên giúp đỡ."
    )


def test_what_came_late_is_said_of_year_and_term():
    assert prospects.chain_note(with_people()) == (
        "(Chú thích: So với số đã báo cáo đến hết ngày 30/11/2023, số lũy kế gồm 01 trường hợp bổ sung của tháng 02/2023, "
        "đã trừ 01 trường hợp hủy quyết định; số lũy kế nhiệm kỳ gồm 03 trường hợp bổ sung (tháng 5/2022: 02, "
        "tháng 02/2023: 01), đã trừ 01 trường hợp hủy quyết định.)"
    )


def test_a_cancellation_that_was_taken_back_is_added_again():
    chain = replace(CHAINS[0], late=0, late_by_month=(), cancelled=-1, previous=51)
    said = ", số lũy kế đã cộng lại 01 trường hợp không còn bị hủy quyết định.)"
    assert prospects.chain_note(figures(chain=(chain,))).endswith(said)


def test_the_columns_of_the_chain_add_up():
    rows = [row.cells[1:] for row in tables.chain(with_people()).rows]
    plain = [[cell.number if isinstance(cell, tables.Signed) else cell for cell in row] for row in rows]
    assert [sum(column) for column in zip(*plain[:-1], strict=True)] == plain[-1] == [57, 205]


def test_the_rows_of_who_they_are_sum_to_the_total():
    table = tables.make_up_of_children(with_people())
    assert table.rows[-1].cells[2:] == (57, 21, 30, 4, 45, 30, 86, 40, 6)


def test_an_unknown_cell_makes_its_total_unknown_and_is_never_nought():
    rows = with_people().make_up_of_children
    table = tables.make_up_of_children(figures(make_up_of_children=(replace(rows[0], women=None), *rows[1:])))
    assert table.rows[0].cells[3] is None
    assert table.rows[-1].cells[3] is None
    assert table.rows[-1].cells[4] == 30


def test_those_who_have_begun_and_are_behind_are_named():
    behind = replace(IA_HDRAI.standing, behind=(BranchName("DBX-IATOI", "Đảng bộ xã Ia Tơi"),))
    said = paragraphs(figures(standing=behind), "Tình hình ở các đơn vị")[0]
    assert "; 01 tổ chức đã kết nạp nhưng chưa đạt chỉ tiêu, gồm: Đảng bộ xã Ia Tơi; 01 tổ chức chưa kết nạp" in said
    alone = replace(behind, reached=0, best=())
    start = "Có 01 tổ chức cơ sở đảng đã kết nạp nhưng chưa đạt chỉ tiêu, gồm: Đảng bộ xã Ia Tơi; 01 tổ chức chưa"
    assert paragraphs(figures(standing=alone), "Tình hình ở các đơn vị")[0].startswith(start)


@pytest.mark.parametrize(
    ("period", "kind", "first", "as_of", "is_running", "start"),
    [
        (
            "2023-quy1",
            "quarter",
            date(2023, 1, 1),
            date(2023, 3, 31),
            False,
            "Trong quý I/2023, toàn Đảng bộ kết nạp 57",
        ),
        ("2023-quy4", "quarter", date(2023, 10, 1), date(2023, 12, 31), False, "Trong quý, toàn Đảng bộ kết nạp 05"),
        ("2023-6thang", "half", date(2023, 1, 1), date(2023, 6, 30), False, "Trong 6 tháng đầu năm 2023, toàn Đảng bộ"),
        ("2023-6thang", "half", date(2023, 1, 1), date(2023, 5, 3), True, "Từ đầu năm đến hết ngày 03/05/2023, toàn"),
        (
            "2023-nam",
            "year",
            date(2023, 1, 1),
            date(2023, 12, 31),
            False,
            "Năm 2023, toàn Đảng bộ kết nạp 57 đảng viên",
        ),
        ("2023-07-10", "day", date(2023, 1, 1), date(2023, 7, 10), False, "Từ đầu năm đến hết ngày 10/07/2023, toàn"),
        (
            "2020-2025",
            "term",
            date(2020, 7, 1),
            date(2023, 12, 31),
            True,
            "Từ đầu nhiệm kỳ 2020 - 2025 đến hết ngày 31/",
        ),
    ],
)
def test_each_kind_of_period_begins_as_an_office_would(period, kind, first, as_of, is_running, start):
    report = figures(period=period, period_kind=kind, first=first, as_of=as_of, is_running=is_running)
    assert paragraphs(report, "Kết quả kết nạp đảng viên")[0].startswith(start)


def test_a_year_is_held_against_the_year_before_and_half_a_year_against_the_same_half():
    whole = figures(period="2023-nam", period_kind="year", first=date(2023, 1, 1))
    assert ", tăng 08 đồng chí so với năm 2022, đạt 114%" in paragraphs(whole, "Kết quả kết nạp đảng viên")[0]
    half = replace(whole, period="2023-6thang", period_kind="half")
    assert ", tăng 08 đồng chí so với cùng kỳ năm trước, đạt" in paragraphs(half, "Kết quả kết nạp đảng viên")[0]


def test_a_terms_report_begins_with_the_term_and_its_document():
    report = figures(period="2020-2025", period_kind="term", first=date(2020, 7, 1), is_running=True)
    assert opening(report).startswith("Thực hiện Nghị quyết số 01-NQ/ĐH, ngày 01/07/2020")
    said = paragraphs(report, "Kết quả kết nạp đảng viên")
    assert said[1].startswith("Riêng năm 2023, đến hết ngày 31/12/2023, toàn Đảng bộ kết nạp 57 đảng viên, đạt 114%")


def test_all_of_it_comes_back_from_what_a_report_is_frozen_as():
    assert frozen.from_text(frozen.as_text(with_people())) == with_people()


def test_the_drawing_of_the_stages_tells_itself_and_needs_no_colour():
    drawn = charts.on_the_way(with_people())
    assert "Cảm tình Đảng: 40 (đi xa: 4)" in drawn
    assert drawn.count('class="chart-bar"') == 1 + len(ON_THE_WAY.stages)  # and the key's
    assert drawn.count('class="chart-away"') == 1 + 3
