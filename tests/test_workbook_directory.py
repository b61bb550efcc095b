"""Which branch a list means by what it calls it: short names, names with the organisation above, names that nobody bears."""

import pytest

from recruitment.workbooks.directory import MOST_LOOKED_UP, Directory, Known
from tests import cast


@pytest.fixture
def directory():
    return Directory(
        [
            Known("H", "Đảng bộ huyện Minh Họa"),
            Known("A", "Đảng bộ xã Bắc", parent="H"),
            Known("B", "Đảng bộ xã Nam", parent="H"),
            Known("A1", "Chi bộ thôn 1", parent="A"),
            Known("A2", "Chi bộ thôn 2", parent="A"),
            Known("A4", "Chi bộ thôn 4", parent="A", is_open=False),
            Known("B1", "Chi bộ thôn 1", parent="B"),
            Known("B3", "Chi bộ thôn 3", parent="B"),
            Known("S", "Chi bộ Trường Mầm non, Tiểu học", parent="A"),
            Known("C", "Chi bộ Công an", parent="A"),
            Known("P", "Đảng bộ Công an", parent="H"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("CB thôn 2", "A2"), ("thôn 2", "A2"), ("CB. Thôn 02", "A2"), ("chi bộ THÔN 2", "A2"), ("Cb-thon 2", "A2")),
        *(("Thôn 3, xã Nam", "B3"), ("Chi bộ thôn 1, xã Nam", "B1"), ("Thôn 1 - Đảng bộ xã Bắc", "A1")),
        *(("Chi bộ thôn 1 (xã Bắc)", "A1"), ("Thôn 1, xã Nam, huyện Minh Họa", "B1"), ("Thôn 1 thuộc xã Bắc", "A1")),
        *(("Chi bộ Trường Mầm non, Tiểu học", "S"), ("CB Công an", "C"), ("Đảng ủy Công an", "P"), ("xã Bắc", "A")),
    ],
)
def test_a_branch_is_found_by_what_it_is_called(directory, text, code):
    assert directory.find(text) == code


@pytest.mark.parametrize(
    "text",
    ["thôn 1", "Thôn 3, xã Bắc", "thôn 4", "Công an", "Đảng bộ thôn 2", "Thôn 3, xã Đông", "thôn", "CB", ",", "()"],
)
def test_nothing_is_guessed_where_several_fit_or_none(directory, text):
    with pytest.raises(ValueError, match="Không có tổ chức đảng nào mang mã này"):
        directory.find(text)


def test_a_file_may_say_that_branches_hang_under_each_other(directory):
    directory.say("A", parent="A2")
    with pytest.raises(ValueError, match="Không có tổ chức đảng nào mang mã này"):
        directory.find("thôn 2, xã Nam")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Trường Mầm nom Tiểu học", "Chi bộ Trường Mầm non, Tiểu học (S)"),
        ("thôn 3, xã Bắc", "Chi bộ thôn 3 (B3)"),
        ("Công ann", "Chi bộ Công an (C), Đảng bộ Công an (P)"),
        ("h", "H"),
    ],
)
def test_the_nearest_are_proposed(directory, text, named):
    with pytest.raises(ValueError, match=r"\w") as refused:
        directory.find(text)
    assert f"Có phải là {named}" in str(refused.value)


def test_three_at_most_and_none_for_what_is_like_nothing(directory):
    with pytest.raises(ValueError, match=r"\w") as refused:
        directory.find("thôn 11")
    assert str(refused.value).count("(") == 3
    assert "thôn 4" not in str(refused.value)
    with pytest.raises(ValueError, match=r"này\.$"):
        directory.find("Nguyễn Thị Nắng")


def test_of_many_that_nobody_bears_only_some_are_looked_up(directory):
    told = []
    for number in range(MOST_LOOKED_UP + 1):
        with pytest.raises(ValueError, match=r"\w") as refused:
            directory.find(f"thôn 1{number + 10}")
        told.append("Có phải là" in str(refused.value))
    assert told == [True] * MOST_LOOKED_UP + [False]


@pytest.mark.django_db
def test_of_branches_out_of_sight_none_is_found_nor_proposed(party):
    hers = Directory.load(cast.account("bithu", "secretary", party.hill))
    assert hers.find(party.hill.name.removeprefix("Chi bộ ")) == "HILL"
    with pytest.raises(ValueError, match="Không có tổ chức đảng nào mang mã này") as refused:
        hers.find(f"{party.moor.name}x")
    assert party.moor.code not in str(refused.value)
