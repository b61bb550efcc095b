"""Codes that we give: counted on, and never given twice, whatever has become of those who bore them."""

from datetime import date

import pytest

from branches.codes import give_codes
from branches.members import enter_members
from branches.models import Member
from config.models import Setting
from recruitment.models import Candidate
from recruitment.registering import Person, register_people
from recruitment.workbooks import uploads
from recruitment.workbooks.reading import RawSheet, RawWorkbook
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")


def codes(model):
    return dict(model.objects.values_list("full_name", "code"))


def test_a_code_of_somebody_who_is_gone_is_not_given_again(party, officer):
    register_people([Person("A Núi", party.hill), Person("Y Lá", party.hill)], by=officer)
    enter_members([cast.draft("A Một", party.hill), cast.draft("A Hai", party.hill)], by=officer)
    Candidate.objects.all().delete()
    Member.objects.all().delete()
    register_people([Person("Y Suối", party.hill)], by=officer)
    enter_members([cast.draft("A Ba", party.hill)], by=officer)
    assert (codes(Candidate), codes(Member)) == ({"Y Suối": "QC000003"}, {"A Ba": "DV000003"})


def test_an_import_that_is_undone_takes_its_codes_along(party, officer):
    rows = [(1, ["Họ và tên", "Mã chi bộ"]), (2, ["A Núi", "HILL"])]
    upload = uploads.upload(RawWorkbook([RawSheet("Quần chúng", rows)]), "a.xlsx", "0" * 64, by=officer)
    uploads.check(upload.pk, by=officer)
    uploads.write(upload.pk, by=officer)
    assert codes(Candidate) == {"A Núi": "QC000001"}
    uploads.undo_import(upload.pk, by=officer)
    register_people([Person("Y Lá", party.hill)], by=officer)
    register_people([Person("A Núi", party.hill, code="QC000001")], by=officer)  # the older file, read once more
    assert codes(Candidate) == {"Y Lá": "QC000002", "A Núi": "QC000001"}


def test_the_first_code_follows_the_highest_there_is_and_codes_in_use_are_passed_over(party, officer):
    register_people(
        [Person("A Núi", party.hill, code="QC000007"), Person("A Rừng", party.hill, code="QC9")], by=officer
    )
    register_people([Person("Y Lá", party.hill)], by=officer)
    register_people([Person("A Gió", party.hill, code="QC000009"), Person("Y Hoa", party.hill)], by=officer)
    register_people([Person("Y Mây", party.hill)], by=officer)
    assert [codes(Candidate)[name] for name in ("Y Lá", "Y Hoa", "Y Mây")] == ["QC000008", "QC000010", "QC000011"]


def test_who_brings_a_code_costs_nothing(party, officer, django_assert_num_queries):
    with django_assert_num_queries(0):
        give_codes([Candidate(code="X")], Candidate.with_void, "QC")


@pytest.mark.parametrize("number", [1, 30])
def test_codes_for_many_cost_what_one_costs(party, number, django_assert_num_queries):
    Setting.objects.create(key="last:QC", value="41", valid_from=date.min)
    with django_assert_num_queries(3):
        give_codes([Candidate() for _n in range(number)], Candidate.with_void, "QC")
    assert Setting.objects.get(key="last:QC").value == str(41 + number)
