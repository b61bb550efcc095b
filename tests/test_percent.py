"""Shares: exact, half up, never flattering; published ones kept beside ours."""

import pytest

from reports.percent import flag, in_vietnamese, percent


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (57, 50, "114"),
        (212, 200, "106"),
        (30, 37, "81.08"),
        (30, 38, "78.95"),
        (48, 204, "23.53"),
        (1, 8, "12.5"),
        (0, 50, "0"),
        (99_999, 100_000, "99.99"),
        (100_001, 100_000, "100"),
        (3, 0, None),
        (3, None, None),
        (None, 5, None),
    ],
)
def test_a_share_has_two_decimals_half_up_and_is_never_rounded_up_to_the_whole(part, whole, shown):
    assert percent(part, whole) == shown


def test_a_rate_just_missed_is_not_rounded_up_to_the_rate():
    assert percent(69_999, 1_000_000, target=7) == "6.99"


@pytest.mark.parametrize(
    ("stated", "part", "whole", "verdict"),
    [
        ("106", 212, 200, "khớp"),
        ("80", 30, 37, "không khớp"),
        ("23.5", 48, 204, "làm tròn"),
        ("23.53", 48, 204, "khớp"),
        ("45.09", 23, 51, "cắt"),
        ("45.1", 23, 51, "khớp"),
        ("108", 162, 150, "khớp"),
        ("80", 30, None, None),
        ("", 30, 37, None),
    ],
)
def test_a_published_share_is_flagged_and_never_repaired(stated, part, whole, verdict):
    assert flag(stated, part, whole) == verdict


def test_a_share_is_written_with_a_comma_and_no_space():
    assert (in_vietnamese("81.08"), in_vietnamese(None)) == ("81,08%", "–")
