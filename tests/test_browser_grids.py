"""By stage, and one act for many, in a real browser."""

import pytest

from recruitment.models import StageChange
from recruitment.stages import Stage
from tests import cast, way
from tests.browser import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

LISTING, CLASS, MEETING = (f"/quan-chung/buoc/{name}/" for name in ("dua-vao-danh-sach", "lop-boi-duong", "quyet-dinh"))


@pytest.fixture
def office(party):
    cast.account("canbo", "officer", party.country, full_name="Cán bộ Huyện")
    cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")
    cast.account("lanhdao", "leader", party.north, full_name="Lãnh đạo Bắc")
    return party


def column_of(visitor):
    return visitor.page.evaluate("document.activeElement.dataset.column ?? document.activeElement.name")


def tab_to(visitor, name):
    for _ in range(60):
        if column_of(visitor) == name:
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_three_people_are_listed_and_certified_on_the_keyboard_alone(office, visitor):
    people = [way.on_the_way(office.hill, Stage.INTRODUCED, f"A {name}") for name in ("An", "Bình", "Cường")]
    visitor.logs_in("bithu", cast.PASSWORD)
    keyboard = visitor.page.keyboard
    visitor.opens(LISTING)
    tab_to(visitor, "on")
    keyboard.type("10062022")
    tab_to(visitor, "pick")
    for _ in people:
        keyboard.press("Space")
        keyboard.press("Enter")
    assert column_of(visitor) == "save"
    visitor.saves()
    visitor.page.wait_for_selector(".alert-success")
    assert {way.again(person).stage for person in people} == {"listed"}

    visitor.opens(CLASS)
    tab_to(visitor, "on")
    keyboard.type("15/7/2022")
    tab_to(visitor, "pick")
    for _ in people:
        keyboard.press("Enter")
    assert column_of(visitor) == "number"  # below the last row the next column begins
    for number in ("11/GCN", "12/GCN", "13/GCN"):
        keyboard.type(number)
        keyboard.press("Enter")
    assert column_of(visitor) == "save"
    assert visitor.page.inner_text("[data-ticked]") == "3"  # whoever is typed of is ticked
    keyboard.press("Enter")
    visitor.page.wait_for_selector(".alert-success")
    lines = StageChange.objects.filter(target=Stage.CERTIFIED).order_by("candidate__sort_name")
    assert [line.number for line in lines] == ["11/GCN", "12/GCN", "13/GCN"]
    assert visitor.problems == []


def test_one_box_ticks_everybody_and_nobody(office, visitor):
    for name in ("An", "Bình"):
        way.on_the_way(office.hill, Stage.INTRODUCED, f"A {name}")
    visitor.logs_in("bithu", cast.PASSWORD)
    visitor.opens(LISTING)
    page = visitor.page
    page.locator("[data-tick-all]").check()
    assert page.locator("[data-column=pick]:checked").count() == 2
    assert page.inner_text("[data-ticked]") == "2"
    page.locator("[data-tick-all]").uncheck()
    assert page.locator("[data-column=pick]:checked").count() == 0
    assert visitor.problems == []


def test_what_is_said_above_is_filled_down_and_what_is_typed_stays(office, visitor):
    for name in ("An", "Bình", "Cường", "Dũng"):
        way.on_the_way(office.hill, Stage.SUBMITTED, f"A {name}")
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens(MEETING)
    page = visitor.page
    for place in range(3):
        page.locator("[data-row] [data-column=pick]").nth(place).check()
    page.locator("[data-row] [data-column=yes]").nth(1).fill("8")
    page.fill("#id_yes", "9")
    page.fill("#id_number", "099-QĐ/HU")

    def values(column):
        return [field.input_value() for field in page.locator(f"[data-row] [data-column={column}]").all()]

    page.click("[data-fill]")
    assert values("yes") == ["9", "8", "9", ""]
    assert values("number") == ["099-QĐ/HU", "100-QĐ/HU", "101-QĐ/HU", ""]
    page.fill("#id_number", "45-QĐ/HU")
    page.click("[data-fill]")  # what was only filled in before is filled in anew
    assert values("number") == ["45-QĐ/HU", "46-QĐ/HU", "47-QĐ/HU", ""]
    assert page.url.endswith(MEETING)
    assert visitor.problems == []


def test_a_refused_grid_comes_back_at_the_first_cell_to_look_at(office, visitor):
    for name in ("An", "Bình"):
        way.on_the_way(office.hill, Stage.LISTED, f"A {name}")
    visitor.logs_in("bithu", cast.PASSWORD)
    visitor.opens(CLASS)
    page = visitor.page
    page.fill("#id_on", "15/7/2022")
    page.locator("[data-row] [data-column=number]").nth(1).fill("12/GCN")
    page.locator("[data-row] [data-column=pick]").nth(0).check()
    visitor.saves()
    page.wait_for_selector(".error-summary")
    assert page.wait_for_selector("[data-row]:focus-within").inner_text().strip().startswith("A An")
    assert page.locator("[data-row] [data-column=number]").nth(1).input_value() == "12/GCN"
    assert not StageChange.objects.filter(target=Stage.CERTIFIED).exists()
    assert visitor.problems == []


@pytest.mark.parametrize("who", ["canbo", "bithu", "lanhdao"])
def test_no_page_of_stages_scrolls_sideways_or_breaks_the_content_policy(office, visitor, who):
    for stage in (Stage.INTRODUCED, Stage.LISTED, Stage.VERIFIED, Stage.SUBMITTED, Stage.DECIDED, Stage.PROBATION):
        way.on_the_way(office.hill, stage)
    visitor.logs_in(who, cast.PASSWORD)
    pages = ["/quan-chung/", "/quan-chung/theo-buoc/", "/quan-chung/theo-buoc/?stage=left"]
    if who != "lanhdao":
        pages += ["/quan-chung/buoc/", LISTING, CLASS, "/quan-chung/buoc/le-ket-nap/", "/quan-chung/buoc/lam-ho-so/"]
    if who == "canbo":
        pages.append(MEETING)
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        for address in pages:
            assert visitor.opens(address).ok
            assert not visitor.scrolls_sideways(), (address, width)
    assert visitor.problems == []
