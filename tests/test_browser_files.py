"""A list taken out in a real browser: its columns put in order on the keyboard alone, or as numbers without a script."""

import pytest
from openpyxl import load_workbook

from tests import cast
from tests.browser import WIDTHS

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]
SEND = ".take-out [type=submit]"


@pytest.fixture
def inside(party, visitor):
    cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")
    cast.candidate(party.hill, "Y Minh Họa")
    visitor.logs_in("bithu", cast.PASSWORD)
    visitor.opens("/quan-chung/")
    visitor.page.select_option("[name=reason]", "meeting")
    return visitor


def heads_of(visitor, folder):
    with visitor.page.expect_download() as waiting:
        visitor.page.click(SEND)
    path = folder / "xuat.xlsx"
    waiting.value.save_as(path)
    return [cell.value for cell in load_workbook(path).worksheets[0][1]]


def test_columns_are_ordered_and_left_out_on_the_keyboard(inside, tmp_path):
    page = inside.page
    page.focus(".take-out summary")
    page.keyboard.press("Enter")
    assert not page.is_visible("[data-columns-numbers]")
    page.keyboard.press("Tab")  # the first cannot go up, so its way down comes first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Xuống sau: Mã"
    page.focus("#file_column_sex")
    page.keyboard.press("Space")
    for width in WIDTHS:
        inside.has_width(width)
        assert not inside.scrolls_sideways()
    heads = heads_of(inside, tmp_path)
    assert heads[:4] == ["Họ và tên", "Mã", "Ngày sinh", "Dân tộc"]
    assert "Giới tính" not in heads
    inside.opens("/quan-chung/")
    assert heads_of(inside, tmp_path) == heads
    assert inside.problems == []


def test_without_a_script_columns_have_numbers(inside, tmp_path):
    page = inside.page
    page.route("**/columns.js", lambda route: route.fulfill(body=""))
    inside.opens("/quan-chung/")
    page.select_option("[name=reason]", "meeting")
    page.click(".take-out summary")
    page.fill("[name=place-full_name]", "0")
    assert page.is_visible("[data-columns-numbers]")
    assert heads_of(inside, tmp_path)[:2] == ["Họ và tên", "Mã"]
