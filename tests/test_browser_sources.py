"""The plan of a cell and the list of a class, in a real browser on the keyboard alone."""

from datetime import date

import pytest

from branches.access import system_user
from recruitment.courses import seat_people, set_course
from recruitment.models import PlanLine, Seat
from recruitment.stages import Stage
from tests import cast, way
from tests.browser import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
HELD = {"name": "Lớp khóa I", "place": "", "first": date(2022, 7, 1), "last": date(2022, 7, 5), "is_held": True}


@pytest.fixture
def people(party):
    cast.account("bithu", "secretary", party.north, full_name="Bí thư Bắc")
    return [way.on_the_way(party.hill, Stage.LISTED, f"A {name}") for name in ("An", "Bình", "Cường")]


def test_a_plan_is_chosen_with_enter_from_person_to_person_and_saved(party, visitor, people):
    visitor.logs_in("bithu", cast.PASSWORD)
    visitor.opens("/ke-hoach/?branch=HILL&year=2024")
    visitor.page.wait_for_load_state()
    for quarter in ("2", "4", ""):
        assert visitor.page.evaluate("document.activeElement.matches('.class-list select')")
        visitor.page.locator("select:focus").select_option(quarter)
        visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.name") == "save"
    visitor.saves()
    visitor.page.wait_for_selector(".alert-success")
    assert set(PlanLine.objects.values_list("candidate", "quarter")) == {(people[0].pk, 2), (people[1].pk, 4)}
    assert visitor.problems == []
    assert visitor.widths_that_scroll_sideways() == []


def test_people_are_ticked_into_a_class_and_their_attendance_is_noted(party, visitor, people):
    course = set_course(None, HELD | {"branch": party.country}, by=system_user())
    seat_people(course.pk, [people[2].pk], by=system_user())
    visitor.logs_in("bithu", cast.PASSWORD)
    visitor.opens(f"/lop-boi-duong/{course.pk}/ghi-ten/")
    visitor.page.wait_for_load_state()
    visitor.page.focus("[data-column=pick]")
    for _ in range(2):
        visitor.page.keyboard.press("Space")
        visitor.page.keyboard.press("Enter")
    visitor.saves()
    visitor.page.wait_for_selector(".alert-success")
    for attendance in ("attended", "absent", "attended"):
        visitor.page.locator("select:focus").select_option(attendance)
        visitor.page.keyboard.press("Enter")
    visitor.saves()
    visitor.page.wait_for_selector(".alert-success:has-text('3')")
    noted = Seat.objects.order_by("candidate").values_list("attendance", flat=True)
    assert list(noted) == ["attended", "absent", "attended"]
    assert visitor.problems == []
    for width in WIDTHS:
        visitor.has_width(width)
        assert not visitor.scrolls_sideways(), width
