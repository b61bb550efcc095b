"""Vietnamese names: found without accents, sorted by given name."""

import random

import pytest

from branches.names import clean, fold, fold_tight, sort_key


def shuffled(names):
    return random.Random(7).sample(names, len(names))


def test_a_name_is_kept_composed_and_trimmed():
    assert clean("  Nguye\u0302\u0303n   Thi\u0323 Hoa ") == "Nguyễn Thị Hoa"
    assert clean("Ðặng") == "Đặng"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("ĐẶNG Ƀơ̆k", "dang bok"),
        ("Rơ Châm Y Ƀlưĭ", "ro cham y blui"),
        ("Ia H’Drai", "ia h'drai"),
        ("Ia H'Drai", "ia h'drai"),
    ],
)
def test_search_knows_no_accents(typed, found):
    assert fold(typed) == found


def test_headings_know_no_punctuation_either():
    assert fold_tight("Số,  ký hiệu (VB)") == "sokyhieuvb"


def test_people_sort_by_given_name_then_family_name_in_vietnamese_order():
    in_order = [
        "Trần An",
        "Lê Thị Ân",
        "Y Bia",
        "A Ƀlưm",
        "Nguyễn Cường",
        "Lò Dung",
        "Bùi Đức",
        "Đỗ Đức",
        "Vũ Ửng",
        "Y",
    ]
    assert sorted(shuffled(in_order), key=sort_key) == in_order


def test_letters_decide_before_tones():
    in_order = ["Lê Hoa", "Lê Hòa", "Lê Hỏa", "Lê Hõa", "Lê Hóa", "Lê Họa", "Lê Hoan"]
    assert sorted(shuffled(in_order), key=sort_key) == in_order


@pytest.mark.parametrize("name", ["Ậ" * 100, " ".join("Ậ" * 50), f"{'Ậ' * 49} {'Ậ' * 50}"])
def test_the_key_of_the_longest_name_fits_its_column(name):
    assert len(sort_key(name)) <= 500
