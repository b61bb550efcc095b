"""The report copied as text in a real browser: with the clipboard, without it, and without a script."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]
PAGE = "/to-chuc/NORTH/2023-12/sao-chep/"


@pytest.fixture
def inside(party, visitor):
    cast.account("lanhdao", "leader", party.north, full_name="Lãnh đạo Bắc")
    cast.quota(party.north, "2023", 2)
    cast.admit(party.hill, "05/12/2023")
    visitor.logs_in("lanhdao", cast.PASSWORD)
    return visitor


def copied(visitor):
    return visitor.page.evaluate("navigator.clipboard.readText()")


def test_the_text_and_the_quick_report_are_copied_and_it_is_said(inside):
    page = inside.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inside.opens(PAGE)
    page.click("[data-copy=copy_brief]")
    page.wait_for_selector("text=Đã sao chép")
    assert copied(inside) == page.input_value("#copy_brief")
    assert "kết nạp 1/2 chỉ tiêu" in copied(inside)
    page.click("[data-copy=copy_text]")
    page.wait_for_selector(".copy-text:has(#copy_text) >> text=Đã sao chép")
    assert copied(inside).splitlines()[1] == "I- Kết quả kết nạp đảng viên"
    assert inside.problems == []


def test_where_the_browser_forbids_it_the_text_is_selected_for_the_keys(inside):
    page = inside.page
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )
    inside.opens(PAGE)
    page.click("[data-copy=copy_text]")
    page.wait_for_selector("text=Đã chọn")
    selected = "(() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); })()"
    assert page.evaluate(selected) == page.input_value("#copy_text")


def test_without_a_script_the_texts_stand_there_without_buttons_that_do_nothing(inside):
    page = inside.page
    page.route("**/copy.js", lambda route: route.fulfill(body=""))
    inside.opens(PAGE)
    assert page.is_visible("#copy_brief")
    assert page.is_visible("#copy_text")
    assert not page.is_visible("[data-copy]")


def test_the_page_and_the_page_of_the_look_fit_every_screen(inside, party):
    inside.opens(PAGE)
    assert inside.widths_that_scroll_sideways() == []
    inside.page.context.clear_cookies()
    cast.account("quantri", "admin", party.country, full_name="Quản trị")
    inside.logs_in("quantri", cast.PASSWORD)
    inside.opens(reverse("reports:look_edit"))
    assert inside.widths_that_scroll_sideways() == []
    assert inside.problems == []
