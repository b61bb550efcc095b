"""T8: days off against the yearly notices, and every working-day deadline of 2020 to 2025 against brute force."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from branches.access import system_user
from branches.models import AuditEntry
from config.refusal import Refused
from recruitment.days_off import DaysOff, Origin, days_off, forget_day_off, set_day_off
from recruitment.days_off_corrections import CORRECTIONS
from recruitment.models import DayOff
from recruitment.rules.deadlines import Kind, due
from recruitment.rules.rulesets import Unit, rule_set_on
from recruitment.rules.workdays import is_workday
from tests import cast
from tests.cast import day

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2020, 1, 1), date(2025, 12, 31)
SHIPPED = DaysOff({})


def every_day(first=FIRST, last=LAST):
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


@pytest.fixture(scope="module")
def announced():
    """The weekdays off of 2020 to 2025, typed from the notices of each year."""
    with (Path(__file__).parent / "data/days_off.csv").open(encoding="utf-8") as file:
        return {date.fromisoformat(row["day"]) for row in csv.DictReader(file)}


def test_every_day_of_six_years_is_off_or_not_as_the_notices_say(announced):
    worked = {each for each in every_day() if each.weekday() < 5 and each not in announced}
    assert [each for each in every_day() if is_workday(each, SHIPPED) != (each in worked)] == []


WORKING_DAYS = [kind for kind in Kind if due(kind, FIRST, ()).unit == Unit.WORKING_DAYS]


@pytest.mark.parametrize("kind", WORKING_DAYS)
def test_every_start_day_of_six_years_ends_where_walking_the_calendar_ends(kind, announced):
    """Whoever starts in the last months of 2025 ends in 2026, which the notices typed here do not hold."""
    worked = [each for each in every_day() if each.weekday() < 5 and each not in announced]
    wrong, tried = [], 0
    for start in every_day():
        deadline = due(kind, start, SHIPPED)
        later = [each for each in worked if each > start][: deadline.count] if start < LAST else []
        if len(later) == deadline.count:
            tried += 1
            wrong += [(start, deadline.day, later[-1])] if deadline.day != later[-1] else []
    assert wrong == []
    assert tried > 2000


def test_the_count_of_every_start_day_is_that_of_its_rules():
    for start in every_day():
        decision = 60 if start < date(2025, 7, 1) else 45
        assert due(Kind.ADMISSION_DECISION, start, ()).count == decision == rule_set_on(start).decision.value


def test_a_correction_names_the_notice_it_comes_from():
    assert day("02/01/2026") in SHIPPED
    assert all(name and notice for name, _is_off, notice in CORRECTIONS.values())
    found = {each.day: each for each in SHIPPED.of_year(2026)}
    assert found[day("02/01/2026")].origin == Origin.NOTICE
    assert found[day("24/11/2026")].origin == Origin.COMPUTED


# --- The office's own table


def test_an_own_row_wins_over_the_calendar(party):
    assert day("02/05/2024") not in days_off()
    set_day_off(day("02/05/2024"), "Nghỉ  bù", True, by=system_user())
    set_day_off(day("01/05/2024"), "Làm việc", False, by=system_user())
    off = days_off()
    assert day("02/05/2024") in off
    assert day("01/05/2024") not in off
    own = [(each.day, each.name, each.is_off) for each in off.of_year(2024) if each.origin == Origin.OFFICE]
    assert own == [(day("01/05/2024"), "Làm việc", False), (day("02/05/2024"), "Nghỉ bù", True)]


def test_what_is_forgotten_is_again_as_the_calendar_says(party):
    set_day_off(day("01/05/2024"), "Làm việc", False, by=system_user())
    forget_day_off(day("01/05/2024"), by=system_user())
    forget_day_off(day("01/05/2024"), by=system_user())
    assert day("01/05/2024") in days_off()
    assert not DayOff.objects.exists()


def test_all_is_in_the_audit_once(party):
    user = cast.account("quantri", "admin", party.country)
    for name in ("Nghỉ bù", "Nghỉ bù", "Nghỉ bù 30/4"):
        set_day_off(day("02/05/2024"), name, True, by=user)
    forget_day_off(day("02/05/2024"), by=user)
    entries = AuditEntry.objects.filter(kind="recruitment.dayoff").order_by("number")
    assert [(entry.act, entry.fields) for entry in entries] == [
        ("created", "day name is_off"),
        ("changed", "name"),
        ("changed", "day name is_off"),
    ]
    assert {entry.branch for entry in entries} == {party.country}


@pytest.mark.parametrize(
    ("on", "name", "is_off", "sentence"),
    [
        ("04/05/2024", "Làm bù", False, "Thứ Bảy, Chủ nhật không bao giờ tính là ngày làm việc, dù có làm bù."),
        ("06/05/2024", "Làm việc", False, "Ngày này vốn đã là ngày làm việc."),
        ("06/05/2024", " ", True, "Ghi tên ngày nghỉ, không quá 100 ký tự."),
        ("06/05/2024", "n" * 101, True, "Ghi tên ngày nghỉ, không quá 100 ký tự."),
    ],
)
def test_what_cannot_be_is_refused(party, on, name, is_off, sentence):
    with pytest.raises(Refused) as refusal:
        set_day_off(day(on), name, is_off, by=system_user())
    assert [problem.sentence for problem in refusal.value.problems] == [sentence]
    assert not DayOff.objects.exists()


def test_days_off_of_everybody_are_not_set_by_one_of_many(party):
    with pytest.raises(PermissionDenied):
        set_day_off(day("02/05/2024"), "Nghỉ bù", True, by=cast.account("mot-xa", "admin", party.north))


def test_days_off_cost_one_statement(party, django_assert_num_queries):
    with django_assert_num_queries(1):
        off = days_off()
        assert due(Kind.ADMISSION_DECISION, day("02/06/2025"), off).day == day("25/08/2025")
