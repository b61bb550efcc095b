"""What people do, in a real browser."""

import pytest

from tests import cast

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def year(party):
    """Two admitted in 2023 of the ten asked for, one of them at a village cell."""
    cast.quota(party.country, "2023", 10, number="15-TB/HU", on="20/01/2023")
    cast.quota(party.north, "2023", 8)
    cast.quota(party.country, "2023", 5, group="village")
    cast.opening(party.hill, "01/01/2023", 20)
    for place, day in ((party.hill, "03/02/2023"), (party.moor, "19/12/2023")):
        cast.admit(place, day, sex="female", birth_date="05/03/1999")
    cast.account("lanhdao", "leader", party.country, full_name="Y Minh Họa")
    return party


def test_a_leader_reads_the_sentence_without_a_click_and_has_the_pdf_with_one(year, visitor):
    visitor.logs_in("lanhdao", cast.PASSWORD)
    assert visitor.page.inner_text(".headline").startswith("Năm 2023: kết nạp 2/10, đạt 20% chỉ tiêu")
    name, content = visitor.downloads(".downloads .btn-primary")
    assert name == "bao-cao-COUNTRY-2023-12.pdf"
    assert content.startswith(b"%PDF-")
    assert visitor.problems == []


def test_no_page_scrolls_sideways_or_breaks_the_content_policy(year, visitor):
    visitor.logs_in("lanhdao", cast.PASSWORD)
    pages = ["/to-chuc/COUNTRY/", "/to-chuc/HILL/2023-02/", "/to-chuc/COUNTRY/2022-06/", "/doi-mat-khau/"]
    pages += ["/thoi-han/?kind=admission_decision&day=10/1/2024", "/ngay-nghi/?year=2024"]
    for address in pages:
        assert visitor.opens(address).ok
        assert visitor.widths_that_scroll_sideways() == []
    visitor.page.context.clear_cookies()
    assert visitor.opens("/").url.startswith(f"{visitor.server}/dang-nhap/")
    assert visitor.widths_that_scroll_sideways() == []
    assert visitor.problems == []


def test_a_month_is_chosen_with_the_mouse_at_once_and_by_keyboard_with_the_button(year, visitor):
    visitor.logs_in("lanhdao", cast.PASSWORD)
    visitor.page.select_option("#id_month", "2023-02")
    visitor.page.wait_for_url("**/to-chuc/COUNTRY/2023-02/")
    visitor.page.focus("#id_month")
    visitor.page.keyboard.press("ArrowDown")
    assert visitor.page.url.endswith("/2023-02/")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/to-chuc/COUNTRY/2023-01/")
    assert visitor.problems == []
