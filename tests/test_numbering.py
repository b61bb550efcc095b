"""A number is given once in a term, however the symbol is spelled and whenever the term became known."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from branches.access import read_rights
from reports import issuing
from reports.issuing import sign_report
from reports.models import Report, State
from reports.numbering import is_symbol, key_of, numbering_on, symbol_in
from tests import cast
from tests.test_issuing import office, on_paper, signed, submitted, why  # noqa: F401  office is a fixture


def test_a_number_given_before_the_term_was_known_is_not_given_again_in_it(party, clock):
    clock(2024, 1, 20)
    signed(party.north, "2023-11", number=1, day="05/12/2023")
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    second = submitted(party.north)
    assert "Số 01-BC/ĐU đã dùng cho báo cáo tháng 11/2023" in why(sign_report, second.pk, on_paper(1), second.version)


def test_the_own_term_entered_later_does_not_free_a_number_either(office):  # noqa: F811
    first = signed(office.north, "2023-11", number=1, day="05/12/2023")
    cast.term("2023-2028", "01/01/2023", "31/12/2027", branch=office.north)
    second = submitted(office.north)
    assert first.numbering == "2020-2025"
    assert "đã dùng" in why(sign_report, second.pk, on_paper(1), second.version)


def test_without_a_known_term_numbers_begin_anew_with_the_year(party, clock):
    clock(2024, 1, 20)
    assert signed(party.north, "2023-10", number=1, day="05/11/2023").numbering == "2023"
    assert signed(party.north, "2023-12", number=1, day="05/01/2024").numbering == "2024"
    third = submitted(party.north, "2023-11")
    assert "đã dùng" in why(sign_report, third.pk, on_paper(1, "06/12/2023"), third.version)


@pytest.mark.parametrize(
    "spelled",
    ["BC / ĐU", "bc/đu", "BC-ĐU", "số BC/ĐU", "BC/ĐU.", "BC∕ĐU", "-BC/ĐU", "05-BC/ĐU", "Số: 05-BC/ĐU", "BC/ÐU"],
)
def test_a_symbol_spelled_otherwise_is_the_same_symbol(office, spelled):  # noqa: F811
    signed(office.north, "2023-11", number=5)
    report = submitted(office.north)
    assert "đã dùng" in why(sign_report, report.pk, on_paper(5, symbol=spelled), report.version)


def test_a_symbol_is_printed_as_typed_but_for_blanks_strokes_and_what_belongs_to_the_number():
    spelled = ["số 05-BC / ĐU.", "BC∕ĐU", "bc-đu", "", "TB/HU"]
    assert [symbol_in(each) for each in spelled] == ["BC/ĐU", "BC/ĐU", "bc-đu", "BC", "TB/HU"]
    assert {key_of(each) for each in spelled[:3]} == {"bcđu"}
    assert key_of("BC/HU") != key_of("BC/ĐU") != key_of("BC/DU")


def test_the_database_itself_keeps_a_number_from_being_written_twice(office):  # noqa: F811
    first, second = signed(office.north, "2023-11", number=5), signed(office.north, "2023-12", number=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=second.pk).update(number=first.number)
    assert numbering_on(office.north, date(2024, 1, 5)).name == first.numbering


def test_who_loses_the_right_while_the_files_are_made_does_not_sign(office, monkeypatch):  # noqa: F811
    officer = cast.account("canbo", "officer", office.north)
    read_rights(officer)
    report, make = submitted(office.north), issuing._rendered

    def slowly(report):
        type(officer).objects.filter(pk=officer.pk).update(is_active=False)
        return make(report)

    monkeypatch.setattr(issuing, "_rendered", slowly)
    with pytest.raises(PermissionDenied):
        sign_report(report.pk, on_paper(9), report.version, by=officer)
    assert Report.objects.get(pk=report.pk).state == State.SUBMITTED


@pytest.mark.parametrize(
    ("text", "holds"), [("BC/ĐU", True), ("BC", True), ("BC/BTC-HU", True), ("../../<b>BC", False), ("BC//ĐU", False)]
)
def test_a_symbol_is_letters_and_digits_with_strokes_between(text, holds):
    assert is_symbol(text) is holds
