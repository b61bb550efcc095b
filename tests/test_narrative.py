"""The sentences of the report, as WORDS 4 models them."""

from dataclasses import replace
from datetime import date

import pytest

from reports import narrative
from reports.document import Document
from reports.figures.facts import HeadcountLine, LastYear, SilentCell
from reports.figures.names import BranchName
from tests.figures_for_tests import IA_HDRAI, breakdown, child, figures, progress, target


def said(**changes):
    """All sentences of a report as one text."""
    return "\n".join(
        text for section in narrative.sections(Document(figures(**changes))) for text in section.paragraphs
    )


def test_headline_says_what_the_leaders_ask():
    now = figures(term=progress(212, 200, period="2020-2025"), term_admitted=212)
    assert narrative.headline(now) == (
        "Năm 2023: kết nạp 57/50, đạt 114% chỉ tiêu; nhiệm kỳ 2020-2025: 212/200, đạt 106%; tổng số 729 đảng viên"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"headcount": None, "term": None, "term_admitted": None}, "Năm 2023: kết nạp 57/50, đạt 114% chỉ tiêu"),
        ({"year": None, "term": None, "headcount": None}, "Năm 2023: kết nạp 57 đảng viên"),
        ({"year": progress(57, None), "term": None, "headcount": None}, "Năm 2023: kết nạp 57 đảng viên"),
        ({"year": None, "year_admitted": None, "term": None}, "Tổng số 729 đảng viên"),
        ({"year": None, "year_admitted": None, "term": None, "headcount": None}, ""),
        (
            {"year": progress(3, 4), "year_admitted": 3, "term": None, "headcount": None},
            "Năm 2023: kết nạp 3/4 chỉ tiêu",
        ),
        (
            {"year": progress(146, target(90, "range", high=100, persons_at_most=100)), "year_admitted": 146}
            | {"term": None, "headcount": None},
            "Năm 2023: kết nạp 146/90-100, đạt 162,22% mức tối thiểu",
        ),
        (
            {"year": progress(358, target(None, "rate", rate="7", base=4705, persons=330)), "year_admitted": 358}
            | {"term": None, "headcount": None},
            "Năm 2023: kết nạp 358, đạt 7,61% so với tổng số đảng viên (chỉ tiêu 7%)",
        ),
    ],
)
def test_headline_leaves_out_what_is_not_known(changes, sentence):
    assert narrative.headline(figures(**changes)) == sentence


def test_narrative_of_ia_hdrai():
    assert [(section.title, list(section.paragraphs)) for section in narrative.sections(Document(IA_HDRAI))] == [
        (
            "",
            [
                "Thực hiện Thông báo số 15-TB/HU, ngày 20/01/2023 của Ban Thường vụ Huyện ủy về giao chỉ tiêu kết nạp "
                "đảng viên năm 2023, Huyện ủy Ia H'Drai báo cáo kết quả công tác phát triển đảng viên tháng 12/2023 "
                "(số liệu từ ngày 01/12/2023 đến hết ngày 31/12/2023) như sau:"
            ],
        ),
        (
            "I- Kết quả kết nạp đảng viên",
            [
                "Trong tháng, toàn Đảng bộ kết nạp 05 đảng viên, tăng 02 đồng chí so với cùng kỳ năm trước.",
                "Lũy kế từ đầu năm đến hết ngày 31/12/2023, toàn Đảng bộ kết nạp 57 đảng viên, đạt 114% chỉ tiêu giao "
                "năm 2023 (50 đảng viên), vượt 07 đảng viên; trong đó 02 trường hợp đã có quyết định, chưa tổ chức lễ "
                "kết nạp.",
                "Trong đó, các chi bộ thôn kết nạp 30 đảng viên, chiếm 52,63% số đảng viên mới kết nạp, đạt 81,08% chỉ "
                "tiêu giao (37 đảng viên); 03 chi bộ thôn 02 năm liền chưa kết nạp được đảng viên, trong đó 01 chi bộ "
                "thôn 03 năm liền.",
                "Từ đầu nhiệm kỳ 2020 - 2025 đến hết ngày 31/12/2023, toàn Đảng bộ kết nạp 205 đảng viên, đạt 102,5% chỉ "
                "tiêu Nghị quyết Đại hội Đảng bộ huyện lần thứ II (200 đảng viên).",
                "Trong 57 đảng viên mới kết nạp có 21 đồng chí nữ (36,84%), 30 đồng chí là người dân tộc thiểu số "
                "(52,63%), 04 đồng chí theo tôn giáo (7,02%), 45 đồng chí là đoàn viên Đoàn TNCS Hồ Chí Minh (78,95%); "
                "tuổi đời bình quân 27,4 tuổi.",
                "Từ đầu năm chưa kết nạp được đảng viên thuộc các nhóm: học sinh, sinh viên.",
            ],
        ),
        (
            "II- Tăng, giảm đảng viên",
            [
                "Trong kỳ, toàn Đảng bộ tăng 09 đảng viên (kết nạp 05, chuyển đến 04), giảm 03 đảng viên (từ trần 01, "
                "chuyển đi 02); đến hết ngày 31/12/2023, tổng số đảng viên là 729 đồng chí (chính thức 671, dự bị 58), "
                "sinh hoạt tại 09 tổ chức cơ sở đảng."
            ],
        ),
        (
            "III- Tình hình ở các đơn vị",
            [
                "Có 08/08 tổ chức cơ sở đảng được giao chỉ tiêu đạt và vượt chỉ tiêu năm, tiêu biểu: Đảng bộ Công an "
                "huyện (4/3), Đảng bộ Công ty Cao su Sa Thầy Đỏ (133,33%), Đảng bộ xã Ia Dom (125%); 01 tổ chức chưa "
                "kết nạp được đảng viên, gồm: Chi bộ Tài nguyên và Môi trường.",
                "Tính đến hết ngày 31/12/2023, 04 chi bộ nhiều tháng liền chưa kết nạp được đảng viên: 01 chi bộ từ 36 "
                "tháng trở lên, 02 chi bộ từ 24 tháng trở lên, 01 chi bộ từ 12 tháng trở lên.",
            ],
        ),
    ]


def test_a_published_share_that_differs_is_never_on_paper():
    assert "80%" not in said()
    assert "không khớp" not in said()


def test_without_a_document_the_opening_begins_with_the_committee():
    assert said(year=progress(57, 50)).startswith("Huyện ủy Ia H'Drai báo cáo kết quả")


def test_a_committee_without_a_name_is_called_by_its_branch():
    letterhead = replace(IA_HDRAI.letterhead, committee="")
    assert said(year=None, letterhead=letterhead).startswith("Đảng bộ huyện Ia H'Drai báo cáo kết quả")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("07-QĐ/ĐU", "Thực hiện Quyết định số 07-QĐ/ĐU của"),
        ("07-QĐi/ĐU", "Thực hiện Quy định số 07-QĐi/ĐU của"),
        ("118", "Thực hiện Văn bản số 118 của"),
        ("Công văn số 118", "Thực hiện Công văn số 118 của"),
    ],
)
def test_a_document_is_called_by_the_type_in_its_number(number, words):
    said_now = said(year=progress(57, target(50, number=number, issuer="Đảng ủy", summary="V/v giao chỉ tiêu")))
    assert said_now.startswith(words)
    assert "về giao chỉ tiêu," in said_now


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (5, 5, "Trong tháng, toàn Đảng bộ kết nạp 05 đảng viên, bằng cùng kỳ năm trước."),
        (5, 17, "Trong tháng, toàn Đảng bộ kết nạp 05 đảng viên, giảm 12 đồng chí so với cùng kỳ năm trước."),
        (5, None, "Trong tháng, toàn Đảng bộ kết nạp 05 đảng viên."),
        (0, 4, "Trong tháng, toàn Đảng bộ không kết nạp đảng viên mới."),
        (None, 4, ""),
    ],
)
def test_the_month_against_last_year(now, before, sentence):
    assert narrative.in_the_period(figures(period_admitted=now, last_year=LastYear(before, None))) == sentence


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (
            progress(38, 50),
            "kết nạp 38 đảng viên, đạt 76% chỉ tiêu giao năm 2023 (50 đảng viên), còn thiếu 12 đảng viên.",
        ),
        (progress(50, 50), "kết nạp 50 đảng viên, đạt 100% chỉ tiêu giao năm 2023 (50 đảng viên)."),
        (progress(3, 4), "kết nạp 03 đảng viên, đạt 3/4 chỉ tiêu giao năm 2023, còn thiếu 01 đảng viên."),
        (progress(0, 4), "chưa kết nạp được đảng viên, đạt 0/4 chỉ tiêu giao năm 2023, còn thiếu 04 đảng viên."),
        (progress(2999, 3000), "đạt 99,97% chỉ tiêu giao năm 2023 (3.000 đảng viên), còn thiếu 01 đảng viên."),
        (progress(29999, 30000), "đạt 99,99% chỉ tiêu giao năm 2023 (30.000 đảng viên), còn thiếu 01 đảng viên."),
        (progress(57, None), "kết nạp 57 đảng viên."),
        (
            progress(57, target(50, "min")),
            "kết nạp 57 đảng viên, đạt 114% chỉ tiêu giao năm 2023 (ít nhất 50 đảng viên), vượt 07 đảng viên.",
        ),
        (
            progress(146, target(90, "range", high=100, persons_at_most=100)),
            "kết nạp 146 đảng viên, đạt 162,22% mức tối thiểu và 146% mức tối đa của chỉ tiêu giao năm 2023 "
            "(từ 90 đến 100 đảng viên).",
        ),
        (
            progress(358, target(None, "rate", rate="7", base=4705, persons=330)),
            "kết nạp 358 đảng viên, đạt 7,61% so với tổng số đảng viên đầu năm (chỉ tiêu 7%), vượt 28 đảng viên.",
        ),
    ],
)
def test_the_year_against_every_kind_of_quota(year, sentence):
    now = figures(year=year, year_admitted=year.admitted, awaiting_ceremony=0)
    assert narrative.in_the_year(now).endswith(sentence)


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("Nghị quyết Đại hội Đảng bộ xã", "chỉ tiêu Nghị quyết Đại hội Đảng bộ xã (200 đảng viên)"),
        ("Đại hội Đảng bộ xã", "chỉ tiêu Nghị quyết Đại hội Đảng bộ xã (200 đảng viên)"),
        ("Chương trình hành động", "chỉ tiêu nhiệm kỳ (200 đảng viên)"),
    ],
)
def test_a_term_quota_is_a_congress_resolution_only_where_its_document_says_so(summary, words):
    now = figures(term=progress(212, target(200, summary=summary), period="2020-2025"), term_admitted=212)
    assert narrative.in_the_term(now) == (
        f"Từ đầu nhiệm kỳ 2020 - 2025 đến hết ngày 31/12/2023, toàn Đảng bộ kết nạp 212 đảng viên, đạt 106% {words}."
    )


def test_a_yearly_average_is_said_as_such():
    asked = target(90, "yearly", high=100, years=5, persons=450, persons_at_most=500)
    now = figures(term=progress(212, asked, period="2020-2025"), term_admitted=212)
    assert "đạt 47,11% mức tối thiểu và 42,4% mức tối đa của chỉ tiêu nhiệm kỳ (từ 90 đến 100 đảng viên mỗi năm)" in (
        narrative.in_the_term(now)
    )


def test_village_cells_without_a_quota_are_counted_among_the_cells():
    assert narrative.village_cells(figures(groups=(), silent_cells=())) == (
        "Trong đó, các chi bộ thôn kết nạp 30 đảng viên, chiếm 52,63% số đảng viên mới kết nạp."
    )


def test_a_term_quota_of_village_cells_is_not_taken_for_the_years():
    term = progress(110, 150, "village", period="2020-2025")
    assert "110" not in narrative.village_cells(figures(groups=(term,), silent_cells=()))


def test_silent_village_cells_are_told_by_their_years():
    three = SilentCell(BranchName("T7", "Chi bộ thôn 7"), "", True, 36)
    nothing = {"groups": (), "breakdowns": ()}
    assert narrative.village_cells(figures(**nothing, silent_cells=(three,))) == (
        "01 chi bộ thôn 03 năm liền chưa kết nạp được đảng viên."
    )
    assert narrative.village_cells(figures(**nothing, silent_cells=(replace(three, months=12),))) == ""
    assert narrative.village_cells(figures(**nothing, silent_cells=(replace(three, is_village=False),))) == ""


def test_what_is_nought_is_left_out_of_who_they_are():
    parts = (breakdown("sex", ("female", 0), ("male", 57)), breakdown("religion", ("religion", 4), ("none", 53)))
    assert narrative.who_they_are(figures(breakdowns=parts, average_age=None)) == (
        "Trong 57 đảng viên mới kết nạp có 04 đồng chí theo tôn giáo (7,02%)."
    )
    assert narrative.who_they_are(figures(breakdowns=(), average_age=None)) == ""


def test_headcount_that_did_not_move_and_probation_not_known():
    ledger = replace(IA_HDRAI.headcount, lines=(), opening=729, increase=0, decrease=0, full=None, probationary=None)
    assert narrative.heads(figures(headcount=ledger)) == (
        "Trong kỳ, số lượng đảng viên không thay đổi; đến hết ngày 31/12/2023, tổng số đảng viên là 729 đồng chí, "
        "sinh hoạt tại 09 tổ chức cơ sở đảng."
    )


def test_headcount_names_a_reorganisation():
    lines = (HeadcountLine("+", "B4", "Carried in", 12), HeadcountLine("-", "C7", "Carried out", 3))
    ledger = replace(IA_HDRAI.headcount, lines=lines)
    assert (
        "tăng 12 đảng viên (tiếp nhận do sắp xếp tổ chức 12), giảm 03 đảng viên (bàn giao do sắp xếp tổ chức 03)"
        in (narrative.heads(figures(headcount=ledger)))
    )


def test_without_opening_heads_there_is_no_second_section():
    titles = [section.title for section in narrative.sections(Document(figures(headcount=None)))]
    assert titles == ["", "I- Kết quả kết nạp đảng viên", "II- Tình hình ở các đơn vị"]


def test_the_best_further_below_is_named_without_its_share():
    standing = replace(IA_HDRAI.standing, best=((BranchName("X", "Đảng bộ xã Ở Dưới"), "200"),), without=())
    assert narrative.units(figures(standing=standing)).endswith("tiêu biểu: Đảng bộ xã Ở Dưới.")


def test_many_organisations_are_not_all_named():
    names = tuple(BranchName(str(n), f"Chi bộ {n}") for n in range(1, 14))
    standing = replace(IA_HDRAI.standing, reached=0, best=(), without=names)
    assert narrative.units(figures(standing=standing)) == (
        "13 tổ chức cơ sở đảng chưa kết nạp được đảng viên, gồm: Chi bộ 1, Chi bộ 2, Chi bộ 3, Chi bộ 4, Chi bộ 5, "
        "Chi bộ 6, Chi bộ 7, Chi bộ 8, Chi bộ 9, Chi bộ 10 và 03 đơn vị khác."
    )


def test_a_base_organisation_counts_cells():
    standing = replace(IA_HDRAI.standing, unit="cell", units=12, with_quota=12, reached=3, best=(), without=())
    text = said(kind="base", standing=standing)
    assert "sinh hoạt tại 12 chi bộ." in text
    assert "Có 03/12 chi bộ đạt và vượt chỉ tiêu năm." in text


def test_a_cell_speaks_of_itself():
    standing = replace(IA_HDRAI.standing, unit="cell", units=0, with_quota=0, reached=0, best=(), without=())
    text = said(kind="cell", setting="village", standing=standing, children=(), groups=())
    assert "Đảng bộ" not in text.replace("Đảng bộ huyện lần thứ II", "")
    assert "Trong tháng, Chi bộ kết nạp 05 đảng viên" in text
    assert "sinh hoạt tại" not in text
    assert "các chi bộ thôn" not in text


def test_the_first_two_months_are_written_with_a_nought():
    february = {"period": "2024-02", "first": date(2024, 2, 1), "as_of": date(2024, 2, 29)}
    assert "phát triển đảng viên tháng 02/2024 (số liệu từ ngày 01/02/2024" in said(**february)
    assert "phát triển đảng viên tháng 3/2024" in said(**february | {"period": "2024-03"})


def test_nothing_known_says_nothing():
    unknown = dict.fromkeys(("period_admitted", "year_admitted", "term_admitted", "year", "term", "headcount"))
    empty = dict.fromkeys(("groups", "children", "breakdowns", "silent_cells", "idle_groups"), ())
    standing = replace(IA_HDRAI.standing, units=0, with_quota=0, reached=0, best=(), without=())
    sections = narrative.sections(Document(figures(**unknown, **empty, standing=standing)))
    assert [section.title for section in sections] == [""]


def test_a_small_quota_of_a_praised_child_is_shown_as_persons():
    small = child("CB", "Chi bộ Nhỏ", 3, 1, 4, 4, 10)
    standing = replace(IA_HDRAI.standing, best=((BranchName("CB", "Chi bộ Nhỏ"), "133.33"),), without=())
    assert narrative.units(figures(children=(small,), standing=standing)).endswith("tiêu biểu: Chi bộ Nhỏ (4/3).")


def test_heads_that_do_not_begin_with_those_signed_say_why():
    assert "(số đầu kỳ 723, chênh lệch +1 so với số đã báo cáo là 722, do số liệu bổ sung, điều chỉnh)" in said(
        heads_signed=722
    )
    assert "số đã báo cáo" not in said(heads_signed=723)


def test_heads_known_only_from_a_day_within_the_period_are_told_from_that_day():
    ledger = replace(IA_HDRAI.headcount, known_from=date(2023, 12, 5))
    assert "Từ ngày 05/12/2023 (ngày có số đầu kỳ), toàn Đảng bộ tăng 09" in said(headcount=ledger)
