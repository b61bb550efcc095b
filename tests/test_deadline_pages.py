"""The pages of deadlines and of days off."""

import pytest
from django.urls import reverse

from branches.access import system_user
from recruitment.days_off import set_day_off
from recruitment.models import DayOff
from tests import cast
from tests.cast import day

PAGE, LIST, FORGET = "/thoi-han/", "/ngay-nghi/", "/ngay-nghi/bo/"


@pytest.fixture
def leader(client, party):
    client.force_login(cast.account("lanhdao", "leader", party.hill))
    return client


@pytest.fixture
def admin(client, party):
    client.force_login(cast.account("quantri", "admin", party.country))
    return client


def test_the_page_counts_for_everybody_with_a_role(leader):
    text = leader.get(PAGE, {"kind": "ceremony", "day": "1/8/2025"}).content.decode()
    assert "Thứ Ba, 16/09/2025" in text
    assert "ngày nhận được quyết định, 01/08/2025" in text
    assert "Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.1" in text
    assert "01/09/2025 (Quốc khánh), 02/09/2025 (Quốc khánh)" in text


def test_the_page_alone_asks_nothing_and_lists_the_deadlines(leader):
    text = leader.get(PAGE).content.decode()
    assert "is-invalid" not in text
    assert "60 ngày làm việc" in text
    assert f'href="{PAGE}"' in text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"kind": "ceremony", "day": "31/02/2025"}, "Ngày ghi theo ngày/tháng/năm"),
        ({"kind": "wedding", "day": "1/8/2025"}, "wedding"),
        ({"kind": "ceremony"}, "bắt buộc"),
    ],
)
def test_what_cannot_be_counted_is_said_at_the_field(leader, asked, sentence):
    response = leader.get(PAGE, asked)
    assert response.context["answer"] is None
    assert sentence in response.content.decode()


def test_the_list_shows_each_day_with_where_it_comes_from(leader):
    set_day_off(day("03/05/2024"), "Nghỉ bù", True, by=system_user())
    set_day_off(day("30/04/2024"), "Ngày Chiến thắng", False, by=system_user())
    holidays = leader.get(LIST, {"year": "2024"}).context["holidays"]
    said = {f"{each.day:%d/%m}": (each.origin, each.is_off, weekday) for each, weekday in holidays}
    assert said["01/01"] == ("computed", True, "Thứ Hai")
    assert said["30/04"] == ("office", False, "Thứ Ba")
    assert said["03/05"] == ("office", True, "Thứ Sáu")


@pytest.mark.parametrize("year", ["", "abc", "1800"])
def test_a_year_that_is_none_shows_this_year(leader, year):
    assert leader.get(LIST, {"year": year}).context["year"] == 2023


def test_who_may_not_set_days_sees_no_form(leader):
    text = leader.get(LIST).content.decode()
    assert 'name="is_off"' not in text
    assert "Ghi một ngày" not in text


def test_an_administrator_of_the_top_enters_and_takes_away(admin):
    sent = {"day": "2/5/2024", "name": "Nghỉ bù", "is_off": "off"}
    answer = admin.post(LIST, sent, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?year=2024", 302)]
    assert "Nghỉ bù" in answer.content.decode()
    assert DayOff.objects.get().day == day("02/05/2024")
    answer = admin.post(FORGET, {"day": "2/5/2024"}, follow=True)
    assert "Đã bỏ nội dung" in answer.content.decode()
    assert not DayOff.objects.exists()


def test_a_holiday_is_worked_with_one_click(admin):
    page = admin.get(LIST, {"year": "2024"}).content.decode()
    assert page.count('value="worked"') > 10
    admin.post(LIST, {"day": "01/05/2024", "name": "Ngày Quốc tế Lao động", "is_off": "worked"})
    assert "Vẫn làm việc" in page
    assert not DayOff.objects.get().is_off


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"day": "4/5/2024", "name": "Làm bù", "is_off": "worked"}, "Thứ Bảy, Chủ nhật không bao giờ tính"),
        ({"day": "31/2/2024", "name": "Nghỉ", "is_off": "off"}, "Ngày ghi theo ngày/tháng/năm"),
        ({}, "bắt buộc"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(admin, sent, sentence):
    answer = admin.post(LIST, sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not DayOff.objects.exists()


def test_a_day_that_is_none_is_not_taken_away(admin):
    answer = admin.post(FORGET, {"day": "31/2/2024"}, follow=True)
    assert "Ngày ghi theo ngày/tháng/năm" in answer.content.decode()


def test_pages_cost_the_same_for_one_day_and_for_ten(admin, django_assert_max_num_queries):
    for number in range(1, 11):
        set_day_off(day(f"{number:02}/08/2023"), "Nghỉ", True, by=system_user())
        if number in (1, 10):
            with django_assert_max_num_queries(12):
                admin.get(LIST)
    with django_assert_max_num_queries(12):
        admin.get(PAGE, {"kind": "ceremony", "day": "1/8/2025"})


def test_the_menu_leads_to_the_page(leader):
    assert f'href="{reverse("recruitment:deadline_detail")}"' in leader.get(LIST).content.decode()
