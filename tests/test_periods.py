"""Months tile the year, whatever the cut-off day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from config import installation
from reports.periods import CUT_OFF_DAY, a_year_before, month_of, months_before, parse_month, this_month


@pytest.mark.parametrize("cut_off", [None, 15, 20, 28, 31])
def test_every_day_of_a_year_belongs_to_one_month(clock, cut_off):
    clock(2024, 12, 31)
    if cut_off:
        installation.set_value(CUT_OFF_DAY, cut_off)
    days = []
    for number in range(1, 13):
        month = month_of(2024, number)
        days += [month.first + timedelta(n) for n in range((month.last - month.first).days + 1)]
    assert days == [date(2024, 1, 1) + timedelta(n) for n in range(366)]


def test_with_a_cut_off_january_starts_on_new_year_and_december_ends_with_the_year(clock):
    clock(2024, 12, 31)
    installation.set_value(CUT_OFF_DAY, 20)
    assert [(month_of(2024, n).first, month_of(2024, n).last) for n in (1, 2, 12)] == [
        (date(2024, 1, 1), date(2024, 1, 20)),
        (date(2024, 1, 21), date(2024, 2, 20)),
        (date(2024, 11, 21), date(2024, 12, 31)),
    ]


def test_the_running_month_is_the_one_that_holds_today(clock):
    clock(2024, 3, 24)
    assert (str(this_month()), this_month().as_of, this_month().is_running) == ("2024-03", date(2024, 3, 24), True)
    installation.set_value(CUT_OFF_DAY, 20)
    assert str(this_month()) == "2024-04"


@pytest.mark.parametrize("text", ["2024-04", "2099-01", "2024-13", "2024-00", "12/2023", "", "0001-01", "2024-1-1"])
def test_no_month_or_one_that_has_not_begun_is_refused(clock, text):
    clock(2024, 3, 24)
    with pytest.raises(ValidationError):
        parse_month(text)


def test_a_running_month_is_compared_up_to_the_same_day_a_year_before(clock):
    clock(2024, 2, 29)
    assert a_year_before(parse_month("2024-01")) == (date(2023, 1, 1), date(2023, 1, 31))
    clock(2024, 3, 24)
    assert a_year_before(parse_month("2024-03")) == (date(2023, 3, 1), date(2023, 3, 24))


def test_months_back_end_on_the_last_day_where_there_is_no_such_day():
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2023, 12, 31), 36) == date(2020, 12, 31)
