"""What people write in a cell, and what it means."""

from datetime import date
from decimal import Decimal

import pytest

from config.days import parse_day
from recruitment.models import QuotaKind
from recruitment.profiles import (
    ETHNIC_GROUPS,
    NO_RELIGION,
    SOME_MINORITY,
    GeneralEducation,
    Occupation,
    ProfessionalEducation,
    Sex,
)
from recruitment.workbooks.cells import Birth, Code, Count, Day, FromNumber, Listed, OneOf, Text, Tick, Unlisted
from recruitment.workbooks.person_cells import Faith, Names, Schooling, Tags, Ticked
from recruitment.workbooks.quota_values import Stated, Target
from recruitment.workbooks.spellings import ETHNIC, KINDS, OCCUPATIONS, PROFESSIONAL, SETTINGS, SEXES

APRIL_3 = date(2024, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["3/4/2024", "03/04/2024", "03042024", "3.4.2024", "3-4-2024", "2024-04-03", "2024-04-03 00:00:00", "3 / 4 / 2024"]
    + ["ngày 3 tháng 4 năm 2024"],
)
def test_the_day_stands_before_the_month(text):
    assert parse_day(text) == APRIL_3


@pytest.mark.parametrize(("text", "year"), [("3-4-24", 2024), ("3/4/25", 2025), ("3/4/26", 1926), ("3/4/99", 1999)])
def test_two_digits_are_a_year_up_to_the_next_one(clock, text, year):
    clock(2024, 3, 24)
    assert parse_day(text).year == year


@pytest.mark.parametrize(
    "text", ["31/02/2023", "12/25/2023", "2023", "hôm qua", "", "1/2/3", "0/0/1990", "31/12/20233", "1/1/0202"]
)
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="31/12/2023"):
        parse_day(text)


@pytest.mark.parametrize("text", ["31/2/2000", "13/13/1991", "12/25/2023", "31022000", "ngày 31 tháng 4 năm 2024"])
def test_a_day_that_the_calendar_has_not_is_said_to_be_none(text):
    for read in (parse_day, Day().clean, Birth().clean):
        with pytest.raises(ValueError, match="Không có ngày này.*31/12/2023"):
            read(text)


@pytest.mark.parametrize("cell", [APRIL_3, 45385, "3/4/2024", 3042024])
def test_a_day_arrives_as_a_date_a_serial_number_or_a_text(cell):
    assert Day().clean(cell) == APRIL_3


@pytest.mark.parametrize("cell", [True, 12, 2023, 0.5, "31/02/2023", date(9999, 12, 31), "31/12/9999"])
def test_other_numbers_are_no_day(cell):
    with pytest.raises(ValueError, match="31/12/2023"):
        Day().clean(cell)


@pytest.mark.parametrize("cell", [1990, "1990"])
def test_a_birth_year_may_stand_alone(cell):
    assert Birth().clean(cell) == (None, 1990)


@pytest.mark.parametrize("cell", [date(1990, 4, 3), "3/4/1990", 32966])
def test_a_birth_date_brings_its_year(cell):
    assert Birth().clean(cell) == (date(1990, 4, 3), 1990)


def test_a_birth_that_is_neither_is_refused():
    with pytest.raises(ValueError, match="1990"):
        Birth().clean("tháng 3")


def test_a_number_as_a_code_loses_its_point_and_is_remarked_on():
    assert Code().clean(101) == "101"
    assert isinstance(Code().clean(101), FromNumber)
    assert not isinstance(Code().clean("0101"), FromNumber)


def test_a_text_that_excel_made_a_date_or_that_is_too_long_is_refused():
    for cell in (APRIL_3, "x" * 51):
        with pytest.raises(ValueError, match="."):
            Text(50).clean(cell)


@pytest.mark.parametrize(("cell", "heads"), [(12, 12), (0, 0), ("12", 12), ("1.905", 1905), ("1 905", 1905)])
def test_a_count_is_a_whole_number(cell, heads):
    assert Count().clean(cell) == heads


@pytest.mark.parametrize("cell", [-1, 1.5, "1,5", "mười", True, 10**10, "1.5", APRIL_3])
def test_a_count_is_never_negative_broken_or_enormous(cell):
    with pytest.raises(ValueError, match="12"):
        Count().clean(cell)


# --- Quotas


@pytest.mark.parametrize(
    ("cell", "kind", "low", "high", "rate"),
    [
        *((cell, "exact", 50, None, None) for cell in (50, "50", "50 đảng viên")),
        ("1.905", "exact", 1905, None, None),
        *((cell, "min", 50, None, None) for cell in (">=50", "≥ 50", "từ 50", "Ít nhất 50", "50 trở lên")),
        ("từ 50 trở lên", "min", 50, None, None),
        ("trên 290", "min", 290, None, None),
        *((cell, "range", 90, 100, None) for cell in ("90-100", "90 – 100", "90 đến 100", "từ 90 đến 100")),
        *((cell, "rate", None, None, "3") for cell in (0.03, "3%", "3 % trở lên", "từ 3%")),
        ("3,5%", "rate", None, None, "3.5"),
        ("10%", "rate", None, None, "10"),
        ("90-100/năm", "yearly", 90, 100, None),
        ("2000/năm", "yearly", 2000, None, None),
        ("2.000 / năm", "yearly", 2000, None, None),
        ("3%/năm", "rate", None, None, "3"),
    ],
)
def test_a_quota_is_written_in_many_ways(cell, kind, low, high, rate):
    got = Target().clean(cell)
    assert (got["kind"], got.get("low"), got.get("high")) == (QuotaKind(kind), low, high)
    assert got.get("rate") == (rate and Decimal(rate))


def test_a_range_that_excel_made_a_date_is_asked_for_in_words():
    with pytest.raises(ValueError, match="6 đến 8"):
        Target().clean(date(2026, 8, 6))


@pytest.mark.parametrize("cell", [-5, "-5", 1.5, "abc", True, "3-4%", "0%", "101%", "10000000000"])
def test_what_is_no_quota_is_refused(cell):
    with pytest.raises(ValueError, match="."):
        Target().clean(cell)


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        *[("80%", "80"), ("80", "80"), (80, "80"), (0.8, "80"), (1.06, "106"), (0.2353, "23.53"), (1, "100")],
        *[("23,5%", "23.5"), ("45,09", "45.09"), ("80,0%", "80.0"), (45.09, "45.09"), (0.8108108108108109, "81.0811")],
        *[("vượt 8%", "108"), ("Vượt 8,5%", "108.5"), ("đạt 114%", "114")],
    ],
)
def test_a_published_share_is_kept_with_its_decimals(cell, stated):
    assert Stated().clean(cell) == stated


@pytest.mark.parametrize("cell", [-0.5, -1e300, 1e300, "nhiều", True, APRIL_3, "tám mươi phần trăm"])
def test_what_is_no_share_is_refused(cell):
    with pytest.raises(ValueError, match="23,5%"):
        Stated().clean(cell)


# --- Persons


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        *[("Xê Đăng", "Xơ Đăng"), ("Xơ-đăng", "Xơ Đăng"), ("Sê Đăng", "Xơ Đăng"), ("Jrai", "Gia Rai")],
        *[("J’rai", "Gia Rai"), ("gia-rai", "Gia Rai"), ("Ê-đê", "Ê Đê"), ("Rhade", "Ê Đê"), ("Bahnar", "Ba Na")],
        *[("H'Mông", "Mông"), ("Hmông", "Mông"), ("Mèo", "Mông"), ("Giẻ-Triêng", "Giẻ Triêng")],
        *[("Gié Triêng", "Giẻ Triêng"), ("M'nông", "Mnông"), ("K’ho", "Cơ Ho"), ("KINH", "Kinh"), ("Tày", "Tày")],
    ],
)
def test_a_people_is_found_in_every_spelling(cell, people):
    assert Listed(ETHNIC, 100).clean(cell) == people


def test_every_official_name_means_itself():
    assert [Listed(ETHNIC, 100).clean(name) for name in ETHNIC_GROUPS] == list(ETHNIC_GROUPS)


@pytest.mark.parametrize(
    ("cell", "faith"),
    [("Thiên chúa", "Công giáo"), ("Phật", "Phật giáo"), ("đạo Tin Lành", "Tin lành")]
    + [(none, NO_RELIGION) for none in ("Không", "không", 0, "0", "-", "–")],
)
def test_a_faith_is_found_in_every_spelling(cell, faith):
    assert Faith(100).clean(cell) == faith


@pytest.mark.parametrize(
    ("cell", "school"),
    [
        *[("9/12", "lower_secondary"), ("12/12", "upper_secondary"), ("10/10", "upper_secondary"), ("5/12", "primary")],
        *[
            ("11/12", "lower_secondary"),
            ("7/10", "lower_secondary"),
            ("2/12", "literate"),
            ("lớp 9", "lower_secondary"),
        ],
        *[(date(2024, 12, 9), "lower_secondary"), (date(2024, 9, 12), "lower_secondary"), (12, "upper_secondary")],
        *[("THPT", "upper_secondary"), ("Trung học cơ sở", "lower_secondary"), ("Biết đọc, biết viết", "literate")],
    ],
)
def test_schooling_is_a_school_or_a_grade_even_as_a_date(cell, school):
    assert Schooling(100).clean(cell) == GeneralEducation(school)


@pytest.mark.parametrize(
    ("spellings", "cell", "value"),
    [
        (OCCUPATIONS, "Giáo viên", Occupation.TEACHER),
        (OCCUPATIONS, "viên chức giáo dục", Occupation.TEACHER),
        (OCCUPATIONS, "Công nhân", Occupation.WORKER),
        (OCCUPATIONS, "Nông - lâm - ngư nghiệp", Occupation.FARMER),
        (OCCUPATIONS, "Lực lượng vũ trang", Occupation.ARMED_FORCES),
        (PROFESSIONAL, "Đại học", ProfessionalEducation.BACHELOR),
        (PROFESSIONAL, "ĐH", ProfessionalEducation.BACHELOR),
        (PROFESSIONAL, "Thạc sỹ", ProfessionalEducation.MASTER),
        (PROFESSIONAL, "Chưa qua đào tạo", ProfessionalEducation.NONE),
    ],
)
def test_lists_of_values_are_matched_without_accents_and_punctuation(spellings, cell, value):
    assert Listed(spellings, 200).clean(cell) == value


def test_a_value_outside_its_list_is_kept_as_typed_and_remarked_on():
    got = Listed(OCCUPATIONS, 200).clean("Thợ may")
    assert got == "Thợ may"
    assert isinstance(got, Unlisted)


@pytest.mark.parametrize(("cell", "said"), [("x", True), ("Có", True), (1, True), ("không", False), (0, False)])
def test_a_tick_says_yes_or_no(cell, said):
    assert Tick().clean(cell) is said


def test_a_tick_that_is_neither_is_refused():
    with pytest.raises(ValueError, match="x"):
        Tick().clean("có lẽ")


def test_a_box_for_minorities_takes_a_tick_or_the_people_itself():
    box = Ticked(SOME_MINORITY, listed=Listed(ETHNIC, 100))
    assert [box.clean(cell) for cell in ("x", "Xê Đăng", "không")] == [SOME_MINORITY, "Xơ Đăng", None]


@pytest.mark.parametrize(("cell", "sex"), [("NAM", Sex.MALE), ("nữ", Sex.FEMALE), ("Nu", Sex.FEMALE)])
def test_sex_in_every_spelling(cell, sex):
    assert OneOf(SEXES, ("Nam", "Nữ")).clean(cell) == sex


def test_tags_are_separated_by_semicolon_or_comma_each_once():
    assert Tags(100).clean("Trưởng thôn; dân quân,Trưởng Thôn ;") == ("Trưởng Thôn", "dân quân")
    assert Tags(100).clean("Cán bộ xã và thôn") == ("Cán bộ xã và thôn",)


def test_names_of_people_are_separated_by_and_too_but_và_with_a_capital_is_a_name():
    assert Names(100).clean("Lê Một và Lê Hai; Sùng Và Lử\nLê Ba") == ("Lê Một", "Lê Hai", "Sùng Và Lử", "Lê Ba")


@pytest.mark.parametrize(
    ("spellings", "cell"),
    [(KINDS, "Chi bộ trực thuộc đảng ủy cơ sở"), (KINDS, "ĐẢNG BỘ CƠ SỞ"), (SETTINGS, "trường học")],
)
def test_kinds_and_settings_are_matched_without_accents(spellings, cell):
    assert OneOf(spellings, ()).clean(cell)


def test_a_kind_outside_the_list_names_what_is_allowed():
    with pytest.raises(ValueError, match="Chi bộ cơ sở"):
        OneOf(KINDS, ("Chi bộ cơ sở",)).clean("Tổ đảng")
