"""The rules: limits with dates and sources, months, ages, working days, deadlines of real cases (recruitment/rules)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.rules import rulesets, sources
from recruitment.rules.ages import age_in_months, may_be_considered
from recruitment.rules.deadlines import LIMITS, Kind, due, starts_from
from recruitment.rules.months import add_months, months_between
from recruitment.rules.rulesets import NAMES, OPEN_LIMITS, RULE_SETS, Moment, Schooling, Unit, rule_set_on
from recruitment.rules.sources import Certainty
from recruitment.rules.workdays import add_workdays, days_off_between, is_workday, workdays_between
from tests.cast import day

ONE_DAY = timedelta(days=1)
BEFORE, NOW, NEXT = RULE_SETS


# --- Real cases


def test_v1_a_decision_within_60_working_days():
    deadline = due("admission_decision", day("02/06/2025"), ())
    assert deadline.day == day("25/08/2025")
    assert (deadline.count, deadline.unit) == (60, Unit.WORKING_DAYS)
    assert str(deadline.source) == "Quy định 232-QĐ/TW ngày 20/01/2025"


def test_v3_probation_of_hanois_own_example_ends_after_twelve_months():
    assert due(Kind.PROBATION_END, day("10/10/2024"), ()).day == day("10/10/2025")


def test_v5_a_month_without_that_day_ends_on_its_last():
    assert due(Kind.PROBATION_END, day("29/02/2024"), ()).day == day("28/02/2025")


def test_v6_a_certificate_serves_for_60_months():
    assert due(Kind.CERTIFICATE_EXPIRY, day("15/03/2020"), ()).day == day("15/03/2025")


def test_v7_a_clock_keeps_the_rules_of_the_day_it_started():
    assert due(Kind.ADMISSION_DECISION, day("20/06/2025"), ()).count == 60
    assert due(Kind.ADMISSION_DECISION, day("30/06/2025"), ()).count == 60
    assert due(Kind.ADMISSION_DECISION, day("01/07/2025"), ()).count == 45


def test_v8_somebody_is_of_age_in_the_month_of_the_birthday():
    born = day("20/06/2006")
    assert age_in_months(born, day("05/06/2024")) == 215
    assert not may_be_considered(born, day("05/06/2024"), BEFORE)
    assert age_in_months(born, day("20/06/2024")) == 216
    assert may_be_considered(born, day("20/06/2024"), BEFORE)


def test_somebody_over_sixty_is_not_considered_in_the_common_way():
    born = day("20/06/1964")
    assert may_be_considered(born, day("19/07/2024"), BEFORE)
    assert not may_be_considered(born, day("20/07/2024"), BEFORE)


# --- Deadlines


def test_an_extension_counts_from_the_same_start():
    assert due(Kind.ADMISSION_DECISION_EXTENDED, day("02/06/2025"), ()).count == 90
    assert due(Kind.ADMISSION_DECISION_EXTENDED, day("01/07/2025"), ()).count == 60
    assert due(Kind.RECOGNITION_DECISION_EXTENDED, day("01/07/2025"), ()).count == 45


def test_a_limit_steps_over_weekends_and_days_off():
    assert due(Kind.CEREMONY, day("01/08/2025"), {day("01/09/2025"), day("02/09/2025")}).day == day("16/09/2025")
    assert due(Kind.CEREMONY, day("01/08/2025"), ()).day == day("12/09/2025")


def test_every_kind_has_a_name_a_start_and_limits_of_one_unit():
    for kind in Kind:
        for rules in RULE_SETS:
            assert len({getattr(rules, name).unit for name in LIMITS[kind]}) == 1
            assert str(starts_from(kind, rules))


def test_the_time_for_the_ceremony_counts_from_the_receipt_and_since_2026_from_the_issuance():
    assert starts_from(Kind.CEREMONY, NOW) == Moment.RECEIPT.label
    assert starts_from(Kind.CEREMONY, NEXT) == Moment.ISSUANCE.label


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="wedding"):
        due("wedding", day("01/08/2025"), ())


# --- Rule sets


@pytest.mark.parametrize(
    ("on", "rules"),
    [
        ("01/01/2000", BEFORE),
        ("25/07/2016", BEFORE),
        ("30/06/2025", BEFORE),
        ("01/07/2025", NOW),
        ("25/07/2026", NOW),
        ("26/07/2026", NEXT),
        ("01/01/2040", NEXT),
    ],
)
def test_the_rules_of_a_day_are_those_of_the_last_column_begun(on, rules):
    assert rule_set_on(day(on)) == rules


COLUMNS = {
    "age_from": (216, 216, 216),
    "age_to": (720, 720, 720),
    "minimum_education": (Schooling.DIPLOMA, Schooling.DIPLOMA, Schooling.COMPLETED),
    "certificate": (60, 60, 60),
    "dossier": (12, 12, 12),
    "dossier_from": (Moment.EARLIEST_PAPER,) * 3,
    "verification": (30, 30, 30),
    "verification_abroad": (90, 90, 90),
    "acquaintance": (12, 12, 12),
    "decision": (60, 45, 45),
    "recognition_decision": (30, 30, 30),
    "extension": (30, 15, 15),
    "ceremony": (30, 30, 30),
    "ceremony_from": (Moment.RECEIPT, Moment.RECEIPT, Moment.ISSUANCE),
    "probation": (12, 12, 12),
    "recognition_meeting": (30, 30, 30),
    "failed_votes": (3, 3, 3),
    "party_age_from": (Moment.DECISION, Moment.SIGNING, Moment.ISSUANCE),
    "readmission": (36, 36, 36),
}


def test_the_three_columns_say_what_the_documents_say():
    said = {name: tuple(rules.limits()[name].value for rules in RULE_SETS) for name in NAMES}
    assert said == COLUMNS
    assert {name for name, limit in NOW.limits().items() if limit.source.is_open} == {"dossier_from"}


def test_what_is_not_settled_can_be_set_and_nothing_else():
    changed = {"dossier": 10, "verification": 20}
    later = rule_set_on(day("01/08/2026"), changed=changed)
    assert (later.dossier.value, later.dossier.is_changed, later.verification.value) == (10, True, 20)
    assert rule_set_on(day("01/08/2025"), changed=changed) == NOW
    assert rule_set_on(day("01/08/2024"), changed=changed).verification.value == 20
    with pytest.raises(KeyError):
        rule_set_on(day("01/08/2026"), changed={"tea": 10})


def test_what_is_open_are_the_limits_whose_text_was_never_seen():
    assert set(OPEN_LIMITS) == {
        *("dossier", "dossier_from", "verification", "verification_abroad", "failed_votes"),
        *("decision", "recognition_decision", "extension"),
    }


def test_a_source_is_cited_with_number_and_date():
    assert str(NOW.decision.source) == "Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.3.1"
    assert str(sources.guide_2025("mục 5.4b")) == "Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 5.4b"
    assert str(sources.FORMS_2022) == "Hướng dẫn 12-HD/BTCTW ngày 18/01/2022"
    guides = (sources.GUIDE_2016, sources.GUIDE_2021, sources.GUIDE_2026)
    assert {guide.number for guide in guides} == {"01-HD/TW"}
    assert len(set(map(str, guides))) == 3


def test_a_rule_that_was_renewed_is_cited_as_of_the_day():
    cited = {on: str(BEFORE.decision.source.on(day(on))) for on in ("29/07/2021", "30/07/2021", "20/01/2025")}
    assert list(cited.values()) == [
        "Quy định 29-QĐ/TW ngày 25/7/2016",
        "Quy định 24-QĐ/TW ngày 30/7/2021",
        "Quy định 232-QĐ/TW ngày 20/01/2025",
    ]
    assert str(NOW.decision.source.on(day("01/01/2030"))) == str(NOW.decision.source)


def test_every_limit_holds_from_the_day_of_its_column():
    for rules in RULE_SETS:
        assert {limit.source.since for limit in rules.limits().values()} == {rules.since}
        assert all(isinstance(limit.source.certainty, Certainty) for limit in rules.limits().values())


def test_a_limit_reads_as_words():
    assert str(rulesets.workdays(45, NOW.decision.source)) == "45 ngày làm việc"
    assert str(NOW.certificate) == "60 tháng"
    assert str(NEXT.ceremony_from) == "ngày ban hành quyết định"


# --- Months and working days against brute force

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(-300, 800))
def test_months_are_added_one_calendar_month_at_a_time(start, months):
    later = add_months(start, months)
    assert later.year * 12 + later.month == start.year * 12 + start.month + months
    is_last = (later + ONE_DAY).day == 1
    assert later.day == start.day or (later.day < start.day and is_last)


@given(DAYS, DAYS)
def test_completed_months_are_the_most_that_fit(first, last):
    months = months_between(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


@given(DAYS, st.integers(0, 120), st.sets(st.integers(1, 200)))
def test_the_last_working_day_is_found_by_walking_the_calendar(start, count, holidays):
    off = {start + ONE_DAY * number for number in holidays}
    walked, days = 0, [start]
    while walked < count:
        days.append(days[-1] + ONE_DAY)
        walked += days[-1].isoweekday() <= 5 and days[-1] not in off
    end = add_workdays(start, count, off)
    assert end == days[-1]
    assert workdays_between(start, end, off) == count
    assert is_workday(end, off) or count == 0
    assert days_off_between(start, end, off) == [d for d in days[1:] if d in off and d.isoweekday() <= 5]


def test_a_saturday_worked_in_exchange_is_no_working_day():
    """On Friday 26/4/2024 the next working day but one: 29/4 was swapped for Saturday 4/5, 30/4 and 1/5 are off."""
    off = {day("29/04/2024"), day("30/04/2024"), day("01/05/2024")}
    assert add_workdays(day("26/04/2024"), 2, off) == day("03/05/2024")
    assert add_workdays(day("26/04/2024"), 3, off) == day("06/05/2024")


def test_no_working_day_has_passed_before_the_start():
    assert workdays_between(day("02/06/2025"), day("01/06/2025"), ()) == 0
    assert workdays_between(day("02/06/2025"), day("02/06/2025"), ()) == 0
