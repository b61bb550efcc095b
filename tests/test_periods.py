"""Months tile the year, whatever the cut-off day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from config import installation
from reports.periods import (
    CUT_OFF_DAY,
    a_year_before,
    kind_of,
    month_of,
    months_before,
    parse_month,
    parse_period,
    this_month,
)
from tests import cast


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


@pytest.mark.parametrize(
    ("name", "kind", "first", "as_of", "number"),
    [
        ("2023-12", "month", (2023, 12, 1), (2023, 12, 31), 12),
        ("2023-quy4", "quarter", (2023, 10, 1), (2023, 12, 31), 12),
        ("2024-quy1", "quarter", (2024, 1, 1), (2024, 3, 24), 3),
        ("2023-6thang", "half", (2023, 1, 1), (2023, 6, 30), 6),
        ("2023-9thang", "nine", (2023, 1, 1), (2023, 9, 30), 9),
        ("2023-nam", "year", (2023, 1, 1), (2023, 12, 31), 12),
        ("2023-07-10", "day", (2023, 1, 1), (2023, 7, 10), 7),
        ("2020-2025", "term", (2020, 7, 1), (2024, 3, 24), 3),
    ],
)
def test_every_period_has_its_days(clock, name, kind, first, as_of, number):
    clock(2024, 3, 24)
    country = cast.place("COUNTRY", "district", since="1/1/1990")
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    period = parse_period(name, country)
    assert (period.kind, period.first, period.as_of, period.number) == (kind, date(*first), date(*as_of), number)
    assert (period.name, kind_of(period.name)) == (name, kind)


def test_longer_periods_end_with_the_months_they_are_made_of(clock):
    clock(2024, 3, 24)
    installation.set_value(CUT_OFF_DAY, 20)
    days = [(parse_period(name).first, parse_period(name).last) for name in ("2023-quy1", "2023-quy2", "2023-quy4")]
    assert days == [
        (date(2023, 1, 1), date(2023, 3, 20)),
        (date(2023, 3, 21), date(2023, 6, 20)),
        (date(2023, 9, 21), date(2023, 12, 31)),
    ]


@pytest.mark.parametrize("name", ["2024-quy2", "2024-quy5", "2024-03-25", "2023-02-30", "1990-1995", "2025-nam", "nam"])
def test_no_period_or_one_that_has_not_begun_is_refused(clock, name):
    clock(2024, 3, 24)
    with pytest.raises(ValidationError):
        parse_period(name, cast.place("COUNTRY", "district", since="1/1/1990"))


def test_longer_periods_are_compared_with_the_same_months_a_year_before(clock):
    clock(2024, 3, 24)
    assert a_year_before(parse_period("2023-quy4")) == (date(2022, 10, 1), date(2022, 12, 31))
    assert a_year_before(parse_period("2024-quy1")) == (date(2023, 1, 1), date(2023, 3, 24))
    assert a_year_before(parse_period("2023-07-10")) == (date(2022, 1, 1), date(2022, 7, 10))
