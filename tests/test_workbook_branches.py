"""The sheet ``Tổ chức``: the tree and its history."""

from datetime import date

import pytest

from branches.kinds import Kind, Setting
from branches.models import Branch, BranchPlacement
from branches.spans import ALWAYS
from tests.workbooks import TREE, bring, places, refusal

pytestmark = pytest.mark.django_db
HEAD = ["Mã", "Tên", "Loại tổ chức đảng", "Loại hình", "Mã cấp trên", "Từ ngày", "Đến ngày"]


def branch(code):
    return Branch.objects.get(code=code)


def history(code):
    """[(first day, parent's code, name)] of what was said of the branch."""
    rows = BranchPlacement.objects.filter(branch__code=code, is_carried=False).order_by("valid_from")
    return [(row.valid_from, row.parent and row.parent.code, row.name) for row in rows]


def test_a_tree_is_read_with_kinds_settings_and_order():
    counts, warnings = bring({"Tổ chức": TREE})
    assert (counts, warnings) == ({"Tổ chức": (4, 0, 0)}, [])
    got = [(b.code, b.kind, b.setting, b.order, b.valid_from) for b in Branch.objects.order_by("order")]
    assert got == [
        ("H", Kind.DISTRICT, Setting.OTHER, 1, ALWAYS),
        ("X", Kind.BASE, Setting.COMMUNE, 2, ALWAYS),
        ("T1", Kind.CELL, Setting.VILLAGE, 3, ALWAYS),
        ("T2", Kind.CELL, Setting.SCHOOL, 4, ALWAYS),
    ]


def test_the_same_workbook_twice_changes_nothing():
    sheets = {"Tổ chức": [HEAD, *TREE[1:], ["X2", "Xã cũ", "Đảng bộ cơ sở", "Xã", "H", None, "31/12/2019"]]}
    sheets["Tổ chức"] += [
        ["T3", "Chi bộ thôn Ba", "Chi bộ thôn", None, "X2"],
        ["T3", None, None, None, "X", "1/1/2020"],
    ]
    bring(sheets)
    assert bring(sheets)[0] == {"Tổ chức": (0, 0, 7)}


def test_a_commune_above_base_organisations_stays_a_commune():
    bring(
        {
            "Tổ chức": [
                HEAD,
                ["X", "Đảng bộ xã Bắc", "Đảng bộ xã"],
                ["C", "Chi bộ Công an", "chi bộ cơ sở", "Công an", "X"],
            ]
        }
    )
    assert (branch("X").kind, branch("C").kind, branch("C").setting) == (Kind.COMMUNE, Kind.BASE_CELL, Setting.POLICE)


def test_a_parent_may_be_named_where_one_open_branch_bears_the_name():
    bring({"Tổ chức": [*TREE, ["T3", "Chi bộ thôn Ba", "Chi bộ thôn", None, "đảng bộ XÃ BẮC"]]})
    assert branch("T3").parent == branch("X")


def test_two_rows_of_one_code_are_its_history():
    lines = [["T3", "Chi bộ Ba", "Chi bộ thôn", None, "X"], ["T3", "Chi bộ thôn Ba", None, None, "H", "01/07/2025"]]
    bring({"Tổ chức": [HEAD, *TREE[1:], *lines]})
    assert history("T3") == [(ALWAYS, "X", "Chi bộ Ba"), (date(2025, 7, 1), "H", "Chi bộ thôn Ba")]
    assert branch("T3").setting == Setting.VILLAGE


def test_a_later_day_is_a_change_and_a_blank_cell_says_nothing():
    bring({"Tổ chức": TREE})
    assert bring({"Tổ chức": [HEAD, ["T1", "Chi bộ Đồi Mới", None, None, None, "1/3/2024"]]})[0] == {
        "Tổ chức": (0, 1, 0)
    }
    assert history("T1") == [(ALWAYS, "X", "Chi bộ thôn Đồi"), (date(2024, 3, 1), "X", "Chi bộ Đồi Mới")]
    assert branch("T1").order == 3


def test_a_commune_that_leaves_its_district_becomes_a_commune_of_its_own_kind():
    tree = [HEAD, ["TINH", "Đảng bộ tỉnh", "Đảng bộ tỉnh"], ["H", "Đảng bộ huyện", "Đảng bộ huyện", None, "TINH"]]
    tree += [["X", "Đảng bộ xã Bắc", "Đảng bộ xã", None, "H"], ["X", None, "Đảng bộ xã", None, "TINH", "1/7/2025"]]
    bring({"Tổ chức": tree})
    kinds = BranchPlacement.objects.filter(branch__code="X").order_by("valid_from").values_list("kind", flat=True)
    assert list(kinds) == [Kind.BASE, Kind.COMMUNE]


def test_a_dash_says_that_nobody_is_above_from_that_day():
    bring({"Tổ chức": TREE})
    root, end = ["X", None, "Đảng bộ xã", None, "-", "1/7/2025"], ["H", None, None, None, None, None, "30/6/2025"]
    assert bring({"Tổ chức": [HEAD, root, end]})[0] == {"Tổ chức": (0, 2, 0)}
    assert [parent for _first, parent, _name in history("X")] == ["H", None]
    assert (branch("X").kind, branch("T1").path) == (Kind.COMMUNE, f"/{branch('X').pk}/{branch('T1').pk}/")
    assert bring({"Tổ chức": [HEAD, root, end]})[0] == {"Tổ chức": (0, 0, 2)}


def test_the_last_day_is_inclusive_and_closing_counts_as_a_change():
    bring({"Tổ chức": TREE})
    assert bring({"Tổ chức": [HEAD, ["T1", None, None, None, None, None, "30/6/2025"]]})[0] == {"Tổ chức": (0, 1, 0)}
    assert branch("T1").valid_to == date(2025, 7, 1)


def test_what_papers_are_headed_with_is_kept():
    head = ["Mã", "Tên cấp ủy", "Dòng trên", "Ký hiệu", "Địa danh", "Quyền hạn ký", "Chức vụ", "Người ký", "Tên", "Cấp"]
    said = ["H", "Huyện ủy Minh Họa", "TỈNH ỦY", "BC/HU", "Minh Họa", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Y Minh Họa"]
    bring({"Tổ chức": [[*head, "Theo dõi danh sách từ"], [*said, "Đảng bộ huyện", "Đảng bộ huyện", "1/1/2023"]]})
    h = branch("H")
    got = [h.code, h.committee_name, h.line_above, h.symbol, h.place, h.signing_authority, h.post, h.signer]
    assert (got, h.followed_from) == (said, date(2023, 1, 1))


def test_numbers_as_codes_are_texts_and_the_lost_zeros_are_said():
    counts, warnings = bring({"Tổ chức": [HEAD, [101.0, "A", "Đảng bộ xã"], ["102", "B", "Chi bộ", None, 101]]})
    assert branch("102").parent.code == "101"
    assert counts == {"Tổ chức": (2, 0, 0)}
    assert [("Mã cấp trên" in text, "Mã”" in text, "101" in text) for text in warnings] == [
        (False, True, True),
        (True, False, True),
    ]


# --- Refused


def row(*cells):
    return {"Tổ chức": [HEAD, *TREE[1:], list(cells)]}


@pytest.mark.parametrize(
    ("cells", "heading", "seen"),
    [
        (["T3", "C", "Chi bộ", None, "KHONGCO"], "Mã cấp trên", "KHONGCO"),
        (["T3", "C", "Tổ đảng", None, "X"], "Loại tổ chức đảng", "Tổ đảng"),
        (["T3", "C", "Chi bộ", "Chợ", "X"], "Loại hình", "Chợ"),
        (["T3", "C", "Chi bộ", None, "X", "31/02/2023"], "Từ ngày", "31/02/2023"),
        (["T3", "C", "Chi bộ", None, "X", "12/25/2023"], "Từ ngày", "12/25/2023"),
        (["T3", "C", "Chi bộ", None, "X", "1/1/2099"], "Từ ngày", "1/1/2099"),
        (["T3", "C", "Chi bộ", None, "X", "1/1/2023", "1/1/2022"], "Đến ngày", "1/1/2022"),
        (["T3", None, "Chi bộ", None, "X"], "Tên", ""),
        (["T3", "C", None, None, "X"], "Loại tổ chức đảng", ""),
        ([None, "C", "Chi bộ", None, "X"], "Mã", ""),
        (["T1", "C", "Chi bộ", None, "X"], "Mã", "T1"),
        (["T3", "C" * 201, "Chi bộ", None, "X"], "Tên", "C" * 201),
        (["T" * 51, "C", "Chi bộ", None, "X"], "Mã", "T" * 51),
        (["T3", "C", "Chi bộ thôn", "Cơ quan", "X"], "Loại hình", "Cơ quan"),
        (["T3", "C", "Chi bộ", None, "T3"], "Mã cấp trên", "T3"),
    ],
)
def test_a_row_is_refused_at_its_cell(cells, heading, seen):
    assert places(row(*cells)) == [("Tổ chức", 6, heading, seen)]
    assert not Branch.objects.exists()


def test_a_loop_is_refused():
    loop = [["A", "A", "Chi bộ", None, "B"], ["B", "B", "Chi bộ", None, "A"]]
    (problem,) = refusal({"Tổ chức": [HEAD, *loop]})
    assert problem.heading == "Mã cấp trên"
    assert "A → B → A" in problem.sentence or "B → A → B" in problem.sentence


def test_a_name_that_several_bear_asks_for_the_code():
    twins = [["X2", "Đảng bộ xã Bắc", "Đảng bộ xã", None, "H"], ["T3", "C", "Chi bộ", None, "Đảng bộ xã Bắc"]]
    (problem,) = refusal({"Tổ chức": [*TREE, *twins]})
    assert (problem.row, problem.heading) == (7, "Mã cấp trên")
    assert "X, X2" in problem.sentence


def test_a_closed_branch_is_not_found_by_its_name():
    gone = ["X2", "Đảng bộ xã Cũ", "Đảng bộ xã", None, "H", None, "31/12/2020"]
    found = places({"Tổ chức": [HEAD, *TREE[1:], gone, ["T3", "C", "Chi bộ", None, "Đảng bộ xã Cũ"]]})
    assert found == [("Tổ chức", 7, "Mã cấp trên", "Đảng bộ xã Cũ")]


def test_a_code_in_other_letters_is_suggested():
    (problem,) = refusal(row("T3", "C", "Chi bộ", None, "x"))
    assert " X" in problem.sentence


def test_a_code_without_its_zeros_is_suggested():
    (problem,) = refusal({"Tổ chức": [*TREE, ["007", "C", "Chi bộ", None, "X"], ["T9", "D", "Chi bộ", None, 7]]})
    assert (problem.heading, problem.seen, "007" in problem.sentence) == ("Mã cấp trên", "7", True)


def test_names_are_kept_only_from_after_a_total_that_is_there():
    total = [["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"], ["X", "1/1/2022", "31/12/2022", 5]]
    bring({"Tổ chức": TREE, "Số liệu trước": total})
    follow = [["Mã", "Tên", "Loại tổ chức đảng", "Theo dõi danh sách từ"], ["X", None, None, "31/12/2022"]]
    assert places({"Tổ chức": follow}) == [("Tổ chức", 2, "Theo dõi danh sách từ", "31/12/2022")]
    follow[1][3] = "1/1/2023"
    assert refusal({"Tổ chức": follow}) == []


def test_what_hangs_under_a_refused_row_is_not_reported_again():
    bad = ["X3", "Xã Ba", "Đảng bộ xa lạ", None, "H"]
    below = ["T3", "C", "Chi bộ", None, "X3"]
    people = [["Họ và tên", "Mã chi bộ"], ["Y Minh Họa", "T3"], ["Y Minh Họa", "X3"]]
    found = places({"Tổ chức": [*TREE, bad, below], "Quần chúng": people})
    assert found == [("Tổ chức", 6, "Loại tổ chức đảng", "Đảng bộ xa lạ")]


def test_the_sheets_after_a_refused_branch_are_checked_all_the_same():
    people = [["Họ và tên", "Mã chi bộ", "Ngày quyết định"], ["Y Minh Họa", "T1", "1/1/2099"]]
    found = places(
        {"Tổ chức": [*TREE, ["T1", "C", "Chi bộ", None, "X"], ["T4", "D", "Chi bộ", None, "X"]], "Nguồn": people}
    )
    assert found == [("Tổ chức", 6, "Mã", "T1")]
    people[1][1] = "T2"
    found = places({"Tổ chức": [*TREE, ["T1", "C", "Chi bộ", None, "X"]], "Nguồn": people})
    assert found == [("Tổ chức", 6, "Mã", "T1"), ("Nguồn", 2, "Ngày quyết định", "1/1/2099")]


def test_a_branch_that_ends_with_members_left_is_refused():
    bring({"Tổ chức": TREE, "Đảng số": [["Mã chi bộ", "Ngày", "Loại", "Số ĐV"], ["T1", "1/1/2024", "Số đầu kỳ", 7]]})
    end = {"Tổ chức": [HEAD, ["T1", None, None, None, None, None, "30/6/2025"]]}
    (problem,) = refusal(end)
    assert (problem.row, problem.heading, problem.seen) == (2, "Đến ngày", "30/6/2025")
    assert "7" in problem.sentence
    end["Đảng số"] = [
        ["Mã chi bộ", "Ngày", "Loại", "Số ĐV", "Mã đối ứng"],
        ["T1", "30/6/2025", "Chuyển nội bộ", 7, "T2"],
    ]
    assert refusal(end) == []


def test_a_commune_may_end_where_its_cells_move_on_with_their_members():
    ledger = [["Mã chi bộ", "Ngày", "Loại", "Số ĐV"], ["T1", "1/1/2025", "Số đầu kỳ", 7]]
    bring({"Tổ chức": [*TREE, ["Y", "Đảng bộ xã Mới", "Đảng bộ xã"]], "Đảng số": ledger})
    moves = [[cell, None, None, None, "Y", "1/7/2025"] for cell in ("T1", "T2")]
    ends = [[ended, None, None, None, None, None, "30/6/2025"] for ended in ("X", "H")]
    assert bring({"Tổ chức": [HEAD, *moves, *ends]})[0] == {"Tổ chức": (0, 4, 0)}
    ledger[1:] = [["X", "1/2/2025", "Số đầu kỳ", 9]]
    assert places({"Tổ chức": [HEAD, *ends], "Đảng số": ledger}) == [("Tổ chức", 2, "Đến ngày", "30/6/2025")]


def test_a_branch_does_not_end_before_what_happened_there():
    people = [["Họ và tên", "Mã chi bộ", "Ngày quyết định"], ["Y Minh Họa", "T1", "1/8/2025"]]
    bring({"Tổ chức": TREE, "Quần chúng": people})
    found = places({"Tổ chức": [HEAD, ["T1", None, None, None, None, None, "30/6/2025"]]})
    assert found[0] == ("Tổ chức", 2, "Đến ngày", "30/6/2025")


def test_a_change_after_the_end_is_refused():
    bring({"Tổ chức": [HEAD, *TREE[1:4], ["T2", "C", "Chi bộ", None, "X", None, "30/6/2024"]]})
    found = places({"Tổ chức": [HEAD, ["T2", "D", None, None, None, "1/8/2024"]]})
    assert found == [("Tổ chức", 2, "Từ ngày", "1/8/2024")]


def test_a_line_that_ends_before_the_next_one_closes_nothing_even_where_the_next_one_changes_nothing():
    until, again = ["T2", "C", "Chi bộ", None, "X", None, "31/12/2023"], ["T2", "C", "Chi bộ", None, "X", "1/1/2024"]
    bring({"Tổ chức": [HEAD, *TREE[1:4], until, again]})
    assert branch("T2").valid_to is None
    assert bring({"Tổ chức": [HEAD, until, again]})[0] == {"Tổ chức": (0, 0, 2)}


def test_a_branch_that_ended_does_not_come_back():
    until, again = ["T2", "C", "Chi bộ", None, "X", None, "31/12/2023"], ["T2", "C", "Chi bộ", None, "X", "1/6/2024"]
    assert places({"Tổ chức": [HEAD, *TREE[1:4], until, again]}) == [("Tổ chức", 5, "Đến ngày", "31/12/2023")]
    bring({"Tổ chức": [HEAD, *TREE[1:4], until]})
    assert places({"Tổ chức": [HEAD, again]}) == [("Tổ chức", 2, "Từ ngày", "1/6/2024")]


def test_an_undated_end_is_that_of_the_line_in_force():
    bring({"Tổ chức": [HEAD, *TREE[1:4], ["T1", "Chi bộ Đồi Mới", None, None, None, "1/3/2024"]]})
    bring({"Tổ chức": [HEAD, ["T1", None, None, None, None, None, "30/6/2025"]]})
    assert branch("T1").valid_to == date(2025, 7, 1)
