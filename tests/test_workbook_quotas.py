"""The sheets ``Nhiệm kỳ``, ``Chỉ tiêu`` and ``Số liệu trước``."""

from datetime import date
from decimal import Decimal

import pytest

from recruitment.models import Admission, PastTotal, Quota, Term
from tests.workbooks import TREE, bring, places, refusal

HEAD = ["Mã tổ chức", "Kỳ", "Nhóm", "Chỉ tiêu", "Tỷ lệ công bố", "Số văn bản", "Ngày văn bản"]
TOTAL = ["Mã tổ chức", "Từ ngày", "Đến ngày", "Nhóm", "Số lượng"]
TERM = ["Tên", "Từ ngày", "Đến ngày", "Mã tổ chức"]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def quotas(*rows):
    return {"Chỉ tiêu": [HEAD, *rows]}


def totals(*rows):
    return {"Số liệu trước": [TOTAL, *rows]}


# --- Terms


def test_a_term_holds_everywhere_or_at_a_branch_and_is_corrected():
    rows = [["Nhiệm kỳ 2020 - 2025", "1/8/2020", "31/7/2025", None], ["2020-2025", "1/7/2020", "30/6/2025", "X"]]
    assert bring({"Nhiệm kỳ": [TERM, *rows]})[0] == {"Nhiệm kỳ": (2, 0, 0)}
    assert bring({"Nhiệm kỳ": [TERM, *rows]})[0] == {"Nhiệm kỳ": (0, 0, 2)}
    rows[0][1] = date(2020, 9, 1)
    assert bring({"Nhiệm kỳ": [TERM, *rows]})[0] == {"Nhiệm kỳ": (0, 1, 1)}
    assert Term.objects.get(branch=None).first == date(2020, 9, 1)


def test_two_terms_of_one_branch_share_no_day():
    rows = [["2015-2020", "1/7/2015", "30/6/2020"], ["2020-2025", "30/6/2020", "30/6/2025"]]
    found = places({"Nhiệm kỳ": [TERM, *rows]})
    assert found == [("Nhiệm kỳ", 2, "Từ ngày", "1/7/2015"), ("Nhiệm kỳ", 3, "Từ ngày", "30/6/2020")]


def test_quotas_of_a_refused_term_are_not_reported_again():
    term = ["Khóa I", "1/7/2020", "31/02/2025"]
    found = places({"Nhiệm kỳ": [TERM, term], **quotas(["X", "Khóa I", None, 50])})
    assert found == [("Nhiệm kỳ", 2, "Đến ngày", "31/02/2025")]


# --- Quotas


def test_the_published_figures_of_the_article_are_quotas():
    rows = [["H", 2023.0, None, 50, "114%"], ["H", "Nhiệm kỳ 2020 – 2025", "Tất cả", 200, 1.06]]
    rows += [["H", "Năm 2023", "Chi bộ thôn", 37, 0.8]]
    assert bring(quotas(*rows))[0] == {"Chỉ tiêu": (3, 0, 0)}
    got = [(q.period, q.group, q.low, q.stated) for q in Quota.objects.order_by("pk")]
    assert got == [("2023", "", 50, "114"), ("2020-2025", "", 200, "106"), ("2023", "village", 37, "80")]


def test_a_term_of_its_name_is_made_and_the_second_time_nothing_changes():
    rows = [
        ["X", "2020-2025", None, "90-100/năm"],
        ["X", "2023", "Người có uy tín", "3%"],
        ["X", 2023, None, None, "80%"],
    ]
    bring(quotas(*rows))
    term = Term.objects.get()
    assert (term.first, term.last, term.branch) == (date(2020, 7, 1), date(2025, 6, 30), None)
    assert bring(quotas(*rows))[0] == {"Chỉ tiêu": (0, 0, 3)}
    assert [(q.kind, q.low, q.high, q.rate) for q in Quota.objects.order_by("pk")] == [
        ("yearly", 90, 100, None),
        ("rate", None, None, Decimal(3)),
        ("exact", None, None, None),
    ]


def test_a_term_listed_for_one_branch_is_nobody_elses():
    terms = {"Nhiệm kỳ": [TERM, ["2020-2025", "1/3/2020", "28/2/2025", "X"], ["Khóa V", "1/3/2015", "1/2/2020", "X"]]}
    bring(terms | quotas(["H", "2020-2025", None, 200], ["T1", "2020-2025", None, 5], ["T1", "Khóa V", None, 4]))
    got = {(term.name, term.branch and term.branch.code): term.first for term in Term.objects.all()}
    assert got[("2020-2025", None)] == date(2020, 7, 1)
    assert set(got) == {("2020-2025", "X"), ("Khóa V", "X"), ("2020-2025", None)}
    assert places(quotas(["H", "Khóa V", None, 5])) == [("Chỉ tiêu", 2, "Kỳ", "Khóa V")]


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("tất cả", ""),
        ("Nữ", "women"),
        ("Dân tộc thiểu số", "minority"),
        ("Tôn giáo", "religion"),
        ("Đoàn viên", "union"),
    ]
    + [("Học sinh, sinh viên", "students"), ("CÔNG NHÂN", "workers"), ("Lao động trực tiếp", "direct")]
    + [("Viên chức giáo dục", "teachers"), ("Người có uy tín", "Người có uy tín")],
)
def test_groups_by_their_names(typed, group):
    bring(quotas(["X", 2023, typed, 5]))
    assert Quota.objects.get().group == group


def test_an_own_group_keeps_its_first_spelling():
    bring(quotas(["X", 2023, "Người có uy tín", 5]))
    assert bring(quotas(["X", 2023, "người có uy tín", 5], ["T1", 2023, "NGƯỜI CÓ UY TÍN", 5]))[0] == {
        "Chỉ tiêu": (1, 0, 1)
    }
    assert set(Quota.objects.values_list("group", flat=True)) == {"Người có uy tín"}


def test_a_later_document_stands_beside_the_first_and_the_same_one_corrects():
    bring(quotas(["X", 2023, None, 5, None, "1-TB/HU", "20/1/2023"], ["X", 2023, None, 6, None, "9-TB/HU", "1/6/2023"]))
    counts, _warnings = bring(quotas(["X", 2023, None, 7, None, "9-TB/HU", "1/6/2023"]))
    assert counts == {"Chỉ tiêu": (0, 1, 0)}
    assert list(Quota.objects.order_by("issued_on").values_list("low", flat=True)) == [5, 7]


def test_what_the_second_file_leaves_blank_stays():
    head = [*HEAD, "Cơ quan ban hành", "Trích yếu", "Số đảng viên làm gốc"]
    row = ["X", 2023, None, "7%", "7,61%", "1-TB/HU", "20/1/2023", "Huyện ủy", "giao chỉ tiêu", 4705]
    bring({"Chỉ tiêu": [head, row]})
    counts, _warnings = bring(quotas(["X", 2023, None, None, "7,6%", "1-TB/HU", "20/1/2023"]))
    quota = Quota.objects.get()
    assert counts == {"Chỉ tiêu": (0, 1, 0)}
    assert (quota.rate, quota.stated, quota.issuer, quota.summary, quota.base) == (
        *(Decimal(7), "7.6", "Huyện ủy"),
        *("giao chỉ tiêu", 4705),
    )


@pytest.mark.parametrize(
    ("cells", "heading", "seen"),
    [
        (["X", 2023, None, -5], "Chỉ tiêu", "-5"),
        (["X", 2023, None, "-5"], "Chỉ tiêu", "-5"),
        (["X", 2023, None, date(2026, 8, 6)], "Chỉ tiêu", "06/08/2026"),
        (["X", 2023, None, 1.5], "Chỉ tiêu", "1.5"),
        (["X", 2023, None, None], "Chỉ tiêu", ""),
        (["X", 2023, None, "100-90"], "Chỉ tiêu", "100-90"),
        (["X", 2023, None, "100-90/năm"], "Chỉ tiêu", "100-90/năm"),
        (["X", "2020-2025", None, "3%/năm"], "Chỉ tiêu", "3%/năm"),
        (["X", "quý I", None, 5], "Kỳ", "quý I"),
        (["X", None, None, 5], "Kỳ", ""),
        (["X", date(2023, 1, 1), None, 5], "Kỳ", "01/01/2023"),
        (["Z", 2023, None, 5], "Mã tổ chức", "Z"),
        (["X", 2023, None, 5, "nhiều"], "Tỷ lệ công bố", "nhiều"),
        (["X", 2023, None, 5, None, "1" * 51], "Số văn bản", "1" * 51),
        (["X", 2023, None, 5, None, None, "31/02/2023"], "Ngày văn bản", "31/02/2023"),
        (["X", 2023, "N" * 101, 5], "Nhóm", "N" * 101),
    ],
)
def test_a_quota_is_refused_at_its_cell(cells, heading, seen):
    assert places(quotas(cells)) == [("Chỉ tiêu", 2, heading, seen)]
    assert not Quota.objects.exists()


def test_a_share_a_year_is_a_share_where_the_period_is_a_year():
    bring(quotas(["X", 2023, None, "3%/năm"]))
    assert Quota.objects.get().rate == 3


def test_the_same_document_twice_is_refused():
    found = places(quotas(["X", 2023, None, 5], ["X", "Năm 2023", "Tất cả", 6]))
    assert found == [("Chỉ tiêu", 2, "Chỉ tiêu", "5"), ("Chỉ tiêu", 3, "Chỉ tiêu", "6")]


def test_year_and_term_in_two_columns_are_both_periods():
    bring({"Chỉ tiêu": [["Đơn vị", "Năm", "Nhiệm kỳ", "KH giao"], ["X", 2023, None, 5], ["X", None, "2020-2025", 25]]})
    assert list(Quota.objects.order_by("pk").values_list("period", "low")) == [("2023", 5), ("2020-2025", 25)]


# --- Totals of years before names were kept


def test_totals_are_kept_and_corrected():
    sheet = totals(["X", "1/1/2021", "31/12/2021", None, 7], ["X", "1/1/2021", "31/12/2021", "Nữ", 3])
    assert bring(sheet)[0] == {"Số liệu trước": (2, 0, 0)}
    assert bring(sheet)[0] == {"Số liệu trước": (0, 0, 2)}
    sheet["Số liệu trước"][2][4] = 4
    assert bring(sheet)[0] == {"Số liệu trước": (0, 1, 1)}
    assert list(PastTotal.objects.order_by("pk").values_list("group", "heads")) == [("", 7), ("women", 4)]


def test_an_opening_inside_a_total_is_told():
    heads = {"Đảng số": [["Mã chi bộ", "Ngày", "Loại", "Số ĐV"], ["H", "1/6/2021", "Số đầu kỳ", 700]]}
    _counts, (warning,) = bring(totals(["X", "1/1/2021", "31/12/2021", None, 7]) | heads)
    assert "01/06/2021" in warning
    assert bring(heads)[1] == [warning]
    assert bring(totals(["X", "1/1/2022", "31/12/2022", None, 7]))[1] == []


def test_an_opening_on_the_first_day_of_a_total_is_before_it():
    heads = {"Đảng số": [["Mã chi bộ", "Ngày", "Loại", "Số ĐV"], ["H", "1/1/2021", "Số đầu kỳ", 700]]}
    assert bring(totals(["X", "1/1/2021", "31/12/2021", None, 7]) | heads)[1] == []


@pytest.mark.parametrize(
    ("cells", "heading"),
    [
        (["X", "1/1/2021", "31/12/2020", None, 7], "Đến ngày"),
        (["X", "1/1/2024", "31/12/2024", None, 7], "Đến ngày"),
        (["X", "1/1/2021", "31/12/2021", None, -7], "Số lượng"),
        (["X", "1/1/2021", "31/12/2021", None, None], "Số lượng"),
        (["X", None, "31/12/2021", None, 7], "Từ ngày"),
    ],
)
def test_a_total_is_refused_at_its_cell(cells, heading):
    assert [(row, column) for _sheet, row, column, _seen in places(totals(cells))] == [(2, heading)]


def test_totals_on_one_line_share_no_day():
    found = refusal(totals(["H", "1/1/2021", "31/12/2021", None, 70], ["X", "1/6/2021", "31/12/2021", None, 7]))
    assert [(problem.row, problem.heading) for problem in found] == [(2, "Từ ngày"), (3, "Từ ngày")]


def test_a_total_ends_before_the_branch_is_followed_by_name():
    bring({"Tổ chức": [["Mã", "Tên", "Cấp", "Theo dõi danh sách từ"], ["X", None, None, "1/7/2021"]]})
    found = places(totals(["X", "1/1/2021", "31/12/2021", None, 7]))
    assert found == [("Số liệu trước", 2, "Đến ngày", "31/12/2021")]


def test_a_total_over_names_that_are_there_is_refused():
    bring({"Nguồn": [["Họ và tên", "Mã chi bộ", "Ngày quyết định"], ["Y Minh Họa", "T1", "1/6/2021"]]})
    found = places(totals(["X", "1/1/2021", "31/12/2021", None, 7]))
    assert found == [("Số liệu trước", 2, "Từ ngày", "1/1/2021")]
    assert Admission.objects.count() == 1
