"""What a list says that can be but is rarely meant: it goes in, and is remarked on."""

import pytest

from branches.access import system_user
from branches.members import enter_members
from branches.models import Member
from branches.names import is_same_name
from recruitment.models import Candidate
from recruitment.registering import Person, register_people
from tests import cast
from tests.workbooks import TREE, bring

HEAD = ["Mã", "Họ và tên", "Ngày sinh", "Mã chi bộ"]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


def told(*rows, name="Quần chúng"):
    counts, warnings = bring({name: [HEAD, *map(list, rows)]})
    assert sum(counts[name]) == len(rows)
    return warnings


# --- A code that somebody else bears


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Quần chúng", "Đảng viên"])
def test_a_code_whose_bearer_has_another_name_and_birth_is_remarked_on(tree, name):
    assert told(("A1", "A Núi", 1990, "T1"), ("A2", "Y Lá", 1991, "T1"), name=name) == []
    (warning,) = told(("A1", "Y Suối", "3/4/1995", "T1"), ("A2", "Y Lá", 1991, "T1"), name=name)
    assert "cột “Mã”: Mã này là của người có họ tên và ngày sinh khác" in warning
    assert "“A1 (A Núi (1990))” (dòng 2)" in warning
    assert (Candidate if name == "Quần chúng" else Member).objects.get(code="A1").full_name == "Y Suối"


@pytest.mark.parametrize(
    ("name", "birth"), [("Y Suối", "05/06/1990"), ("NGUYỄN MINH HỌA", "01/01/2001"), ("Nguyen Minh Hoa", "01/01/2001")]
)
def test_a_name_or_a_birth_alone_may_be_put_right(party, name, birth):
    known = Person("Nguyễn Minh Họa", party.hill, code="P1", profile={"birth_date": cast.day("05/06/1990")})
    register_people([known], by=system_user())
    said = Person(name, party.hill, code="P1", profile={"birth_date": cast.day(birth)})
    assert register_people([said], by=system_user()).remarks == []


def test_who_says_no_birth_contradicts_none(party):
    register_people([Person("A Núi", party.hill, code="P1", profile={"birth_year": 1990})], by=system_user())
    assert register_people([Person("Y Lá", party.hill, code="P1")], by=system_user()).remarks == []


# --- Who is too young, and who is put where nobody can be


@pytest.mark.django_db
def test_who_is_not_18_today_goes_in_and_is_said(tree):
    young = [("A1", "A Núi", "25/3/2006", "T1"), ("A2", "Y Lá", 2007, "T1")]
    (warning,) = told(
        *young, ("A3", "Y Mây", "24/3/2006", "T1"), ("A4", "Y Gió", 2006, "T1"), ("A5", "A Rừng", None, "T1")
    )
    assert "2 người chưa đủ 18 tuổi" in warning
    assert "“25/3/2006” (dòng 2), “2007” (dòng 3)" in warning


@pytest.mark.django_db
def test_who_is_put_at_an_organisation_that_is_no_cell_is_said(tree):
    (warning,) = told(("A1", "A Núi", 1990, "X"), ("A2", "Y Lá", 1990, "T1"))
    assert "1 người được ghi vào tổ chức đảng không phải là chi bộ: “Đảng bộ xã Bắc” (dòng 2)" in warning


# --- Names typed in capitals


@pytest.mark.parametrize(
    ("said", "is_same"),
    [
        *(("NGUYỄN MINH HỌA", True), ("nguyễn minh họa", True), ("Nguyễn Minh Họa", True)),
        *(("Nguyễn minh Họa", False), ("NGUYỄN MINH HOA", False), ("Nguyễn Minh", False)),
    ],
)
def test_a_name_all_in_capitals_or_small_is_the_same(said, is_same):
    assert is_same_name(said, "Nguyễn Minh Họa") is is_same


def test_capitals_change_nobody(party):
    for name in ("Nguyễn Minh Họa", "NGUYỄN MINH HỌA", "nguyễn minh họa"):
        outcomes = [
            register_people([Person(name, party.hill)], by=system_user()),
            enter_members([cast.draft(name, party.hill)], by=system_user()),
        ]
    assert outcomes == [{"unchanged": 1}] * 2
    assert {row.full_name for row in (Candidate.objects.get(), Member.objects.get())} == {"Nguyễn Minh Họa"}


def test_a_name_with_other_capitals_is_put_right(party):
    register_people([Person("NGUYỄN MINH HỌA", party.hill)], by=system_user())
    register_people([Person("Nguyễn Minh Họa", party.hill)], by=system_user())
    assert Candidate.objects.get().full_name == "Nguyễn Minh Họa"
