"""The accounts screen in a real browser."""

import pytest

from branches.models import Access
from tests import cast

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def own(party, clock):
    clock(2023, 11, 30)
    cast.account("quantri", "admin", party.north, full_name="Y Quản Trị")
    user = cast.account("own", "officer", party.north, full_name="Nguyễn Thị Ánh")
    clock(2023, 12, 31)
    return user


def test_an_account_is_made_by_keyboard_with_the_branch_from_the_list(own, visitor):
    visitor.logs_in("quantri", cast.PASSWORD)
    visitor.opens("/tai-khoan/moi/")
    page = visitor.page
    page.focus("#id_username")
    for typed in ("moi", "Hoàng Thị Mới"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.select_option("#id_role", "secretary")
    page.keyboard.press("Tab")
    page.keyboard.type("thon doi", delay=20)
    page.wait_for_selector(".suggestions [role=option]")
    assert page.get_attribute("#id_branch", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#id_branch") == "Chi bộ thôn Đồi (HILL)"
    page.keyboard.press("Enter")
    password = page.inner_text(".slip-password")
    assert Access.objects.get(user__username="moi").user.check_password(password)
    page.wait_for_selector("[data-print]")  # a script shows it
    assert visitor.problems == []


def test_suggestions_never_touch_what_is_being_typed(own, visitor):
    visitor.logs_in("quantri", cast.PASSWORD)
    visitor.opens("/tai-khoan/moi/")
    visitor.page.focus("#id_branch")
    for letters in ("Chi bộ t", "hôn Đ", "ồi"):
        visitor.page.keyboard.type(letters, delay=20)
        visitor.page.wait_for_timeout(400)
    assert visitor.page.input_value("#id_branch") == "Chi bộ thôn Đồi"
    visitor.page.keyboard.press("Escape")
    assert visitor.page.is_hidden(".suggestions")
    assert visitor.page.input_value("#id_branch") == "Chi bộ thôn Đồi"
    assert visitor.problems == []


def test_no_page_of_the_screen_scrolls_sideways(own, visitor):
    visitor.logs_in("quantri", cast.PASSWORD)
    access = own.access.get().pk
    pages = [
        *("/tai-khoan/", "/tai-khoan/?q=zz", "/tai-khoan/moi/", "/to-chuc/HILL/quyen/"),
        *(f"/tai-khoan/{own.pk}/{page}" for page in ("", "ho-ten/", "dong/", "mat-khau/", "vai-tro/")),
        *(f"/vai-tro/{access}/{page}" for page in ("ket-thuc/", "ban-giao/")),
    ]
    for address in pages:
        assert visitor.opens(address).ok
        assert visitor.widths_that_scroll_sideways() == []
    assert visitor.problems == []
