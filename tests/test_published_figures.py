"""Published figures of real committees come out of their workbooks, or are flagged rounded, cut or different (T2, T3).

``data/published_figures.csv`` holds what was printed: place, period, admitted, stated share, quota.
"""

import csv
from pathlib import Path

import pytest

from branches.models import Branch
from reports.rendering.json import as_dict
from tests import cast
from tests.workbooks import bring

with (Path(__file__).parent / "data" / "published_figures.csv").open(encoding="utf-8") as file:
    PUBLISHED = {row["case"]: row for row in csv.DictReader(file)}

COMMITTEE = [["Mã", "Tên", "Loại tổ chức đảng"], ["DB", "Đảng bộ huyện", "Đảng bộ huyện"]]


def printed(case, *, period, days, month, quota=None, group=None, base=None):
    """The report of a committee that has typed in just what was printed."""
    row = PUBLISHED[case]
    said = ["DB", period, group, quota or row["quota"], row["stated"] or None, base]
    bring(
        {
            "Tổ chức": COMMITTEE,
            "Chỉ tiêu": [
                ["Mã tổ chức", "Kỳ", "Nhóm", "Chỉ tiêu", "Tỷ lệ công bố", "Số đảng viên làm gốc"],
                [int(cell) if str(cell or "").isdigit() else cell for cell in said],
            ],
            "Số liệu trước": [
                ["Mã tổ chức", "Từ ngày", "Đến ngày", "Nhóm", "Số lượng"],
                ["DB", *days, group, int(row["actual"])],
            ],
        }
    )
    return as_dict(cast.figures(Branch.objects.get(code="DB"), month))


def shown(entry):
    return entry["admitted"], entry["quota"], entry["percent"], entry["stated"], entry["flag"]


def test_a1_the_term_of_ia_hdrai(db):
    got = printed("A1", period="2020-2025", days=("1/7/2020", "31/3/2024"), month="2024-03")
    assert shown(got["term"]) == (212, 200, "106", "106", "khớp")


def test_a2_the_year_2023_of_ia_hdrai(db):
    got = printed("A2", period="2023", days=("1/1/2023", "31/12/2023"), month="2023-12")
    assert shown(got["year"]) == (57, 50, "114", "114", "khớp")


@pytest.mark.parametrize(
    ("quota", "percent", "flag"), [(None, None, None), (37, "81.08", "không khớp"), (38, "78.95", "không khớp")]
)
def test_a3_no_whole_number_gives_the_printed_share_of_the_village_cells(db, quota, percent, flag):
    got = printed(
        "A3", period="2023", days=("1/1/2023", "31/12/2023"), month="2023-12", group="Chi bộ thôn", quota=quota
    )
    (village,) = got["groups"]
    assert village["code"] == "village"
    assert shown(village) == (30, quota, percent, "80", flag)


def test_a4_the_members_of_ia_hdrai_are_an_opening_and_not_derived(db):
    bring(
        {
            "Tổ chức": COMMITTEE,
            "Đảng số": [["Mã chi bộ", "Ngày", "Loại biến động", "Số lượng"], ["DB", "1/1/2024", "Số đầu kỳ", 729]],
        }
    )
    got = as_dict(cast.figures(Branch.objects.get(code="DB"), "2024-01"))["headcount"]
    assert (got["opening"], got["closing"]) == (729, int(PUBLISHED["A4"]["actual"]))


def test_b1_a_share_rounded_to_one_decimal(db):
    got = printed("B1", period="2018", days=("1/1/2018", "10/7/2018"), month="2018-07")
    assert shown(got["year"]) == (48, 204, "23.53", "23.5", "làm tròn")


def test_c3_a_share_cut_off(db):
    got = printed("C3", period="2024", days=("1/1/2024", "31/3/2024"), month="2024-03")
    assert shown(got["year"]) == (23, 51, "45.1", "45.09", "cắt")


def test_e3_exceeded_by_eight_percent_is_a_hundred_and_eight(db):
    got = printed("E3", period="2024", days=("1/1/2024", "30/11/2024"), month="2024-11")
    assert shown(got["year"]) == (162, 150, "108", "108", "khớp")


def test_e9_the_units_of_quang_nam_do_not_sum_to_what_was_printed(db):
    units = PUBLISHED["E9"]["note"].split("stated: ")[1].split(";")[0].split(", ")
    branches = [[f"U{n}", f"Đảng bộ thứ {n}", "Đảng bộ huyện", "T"] for n in range(len(units))]
    bring(
        {
            "Tổ chức": [
                ["Mã", "Tên", "Loại tổ chức đảng", "Mã cấp trên"],
                ["T", "Đảng bộ tỉnh", "Đảng bộ tỉnh"],
                *branches,
            ],
            "Chỉ tiêu": [
                ["Mã tổ chức", "Kỳ", "Chỉ tiêu"],
                ["T", 2024, int(PUBLISHED["E9"]["quota"])],
                *([f"U{n}", 2024, int(unit)] for n, unit in enumerate(units)),
            ],
        }
    )
    got = as_dict(cast.figures(Branch.objects.get(code="T"), "2024-12"))["allocation"]
    assert (got["quota"], got["children"], got["gap"], got["children_with_quota"]) == (1905, 1950, -45, 22)


def test_e10_a_range_a_year_is_shown_against_both_ends(db):
    got = printed("E10", period="2020-2025", days=("1/7/2020", "31/12/2021"), month="2021-12", quota="90-100/năm")
    term = got["term"]
    assert term["quota"] == {"kind": "yearly", "min": 90, "max": 100, "years": 5}
    assert (term["admitted"], term["percent"], term["percent_of_max"]) == (146, "32.44", "29.2")


def test_e11_a_rate_is_reached_as_a_share_of_the_members(db):
    got = printed("E11", period="2017", days=("1/1/2017", "31/12/2017"), month="2017-12", quota="7%", base=4705)
    assert got["year"]["quota"] == {"kind": "rate", "rate": "7", "base": 4705, "persons": 330}
    assert shown(got["year"])[2:] == ("7.61", "7.61", "khớp")
    assert got["year"]["met"] is True


def test_every_printed_row_is_tested_here():
    tested = {name.split("_")[1].upper() for name in globals() if name.startswith("test_") and name[5].isalpha()}
    assert set(PUBLISHED) <= tested
