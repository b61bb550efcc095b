"""The workbook to fill in: brought in as it is it changes nothing; filled in with its own examples it goes in whole."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.models import AuditEntry, Branch, Member, Movement
from recruitment.models import Admission, Candidate, PastTotal, Quota, Term
from recruitment.workbooks.importing import import_workbook, open_workbook
from recruitment.workbooks.reading import plain
from recruitment.workbooks.sheets import SHEETS
from recruitment.workbooks.sheets.members import MemberSheet
from recruitment.workbooks.sheets.papers import PaperSheet
from recruitment.workbooks.sheets.people import PeopleSheet
from recruitment.workbooks.sheets.sponsors import SponsorSheet
from recruitment.workbooks.template import branches_for, columns_for, sheets_for
from recruitment.workbooks.template.drawing import GUIDE, LISTS, is_needed
from recruitment.workbooks.template.guide import EXAMPLES, PURPOSES, RULES, accepted, choices_of
from tests import cast

ADDRESS = "/nhap-excel/mau/"
WRITTEN = (Branch, Term, Quota, PastTotal, Candidate, Admission, Member, Movement)


@pytest.fixture
def officer(party):
    return cast.account("canbo", "officer", party.country)


def book_of(client, user):
    client.force_login(user)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.getvalue()))


def saved(book, folder):
    path = folder / "mau.xlsx"
    book.save(path)
    return path


def everything():
    return [list(model._base_manager.order_by("pk").values()) for model in WRITTEN]


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def test_an_officer_gets_every_sheet_and_a_secretary_those_of_people(client, party, officer):
    assert book_of(client, officer).sheetnames == [GUIDE, *(sheet.names[0] for sheet in SHEETS), LISTS]
    secretary = cast.account("bithu", "secretary", party.hill)
    assert list(sheets_for(secretary)) == [MemberSheet, PeopleSheet, SponsorSheet, PaperSheet]
    book = book_of(client, secretary)
    assert "Ngày quyết định" not in headings(book["Quần chúng"])
    assert "Ngày quyết định" in headings(book_of(client, officer)["Quần chúng"])


def test_a_template_as_it_is_changes_nothing(client, officer, tmp_path):
    path = tmp_path / "mau.xlsx"
    client.force_login(officer)
    path.write_bytes(client.get(ADDRESS).getvalue())
    before, entries = everything(), AuditEntry.objects.count()
    imported = import_workbook(open_workbook(path), by=officer)
    assert [counts for _name, counts in imported.counts if any(counts.values())] == []
    assert everything() == before
    assert AuditEntry.objects.count() == entries


def test_a_template_filled_in_with_its_examples_goes_in(client, officer, tmp_path):
    client.force_login(officer)
    book = book_of(client, officer)
    for sheet, examples in EXAMPLES.items():
        table = book[sheet.names[0]]
        for name, said in examples.items():
            place = headings(table).index(sheet.fields[name].column_name) + 1
            for line, text in enumerate(said, start=2):
                table.cell(line, place).value = text or None
    imported = import_workbook(open_workbook(saved(book, tmp_path)), by=system_user())
    assert {name: dict(counts) for name, counts in imported.counts} == {
        sheet.names[0]: {"created": 2} for sheet in EXAMPLES
    }
    person = Candidate.objects.get(code="MH-002")
    assert (person.full_name, person.birth_year, person.branch.code) == ("A Ví Dụ", 1990, "MINHHOA-T1")
    assert Admission.objects.get(candidate=person).decision_on == cast.day("01/03/2023")


def test_a_cell_chosen_from_the_drop_down_is_read(client, party, officer, tmp_path):
    """Two cells of one name are told apart by the code behind it."""
    cast.village("HILL2", party.south, name=party.hill.name)
    book = book_of(client, officer)
    table = book["Quần chúng"]
    for line, cell in enumerate((f"{party.hill.name} (HILL)", f"{party.hill.name} (HILL2)"), start=2):
        assert cell in offered(book, table, "Mã chi bộ")
        table.cell(line, headings(table).index("Họ và tên") + 1).value = f"Y Minh Họa {line}"
        table.cell(line, headings(table).index("Mã chi bộ") + 1).value = cell
    import_workbook(open_workbook(saved(book, tmp_path)), by=officer)
    assert list(Candidate.objects.order_by("pk").values_list("branch__code", flat=True)) == ["HILL", "HILL2"]


def offered(book, table, heading):
    """What the drop-down of a column offers."""
    letter = table.cell(1, headings(table).index(heading) + 1).column_letter
    (rule,) = (rule for rule in table.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:"))
    assert rule.type == "list"
    return [cell.value for (cell,) in book[LISTS][rule.formula1.split("!")[1].replace("$", "")]]


def test_drop_downs_offer_the_lists_of_the_import_and_only_own_cells(client, party):
    secretary = cast.account("bithu", "secretary", party.north)
    book = book_of(client, secretary)
    table = book["Quần chúng"]
    assert offered(book, table, "Giới tính") == ["Nam", "Nữ"]
    assert "Xơ Đăng" in offered(book, table, "Dân tộc")
    assert offered(book, table, "Mã chi bộ") == [f"{cell.name} ({cell.code})" for cell in (party.hill, party.moor)]
    said = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert not any(name in said for name in ("DALE", "SOUTH", "Lũng", "COUNTRY"))
    assert book[LISTS].sheet_state == "veryHidden"


def test_what_a_drop_down_offers_is_read_as_it_is_written():
    for sheet in SHEETS:
        for _name, column in sheet.columns():
            for text in choices_of(column.widget):
                read = column.widget.clean(plain(text))
                assert type(read).__name__ != "Unlisted"
                assert read is not None


def test_codes_are_texts_days_are_days_and_each_heading_says_what_it_takes(client, officer):
    book = book_of(client, officer)
    for sheet in SHEETS:
        table = book[sheet.names[0]]
        assert table.max_row == 1
        assert table.freeze_panes == "A2"
        for cell, name in zip(table[1], columns_for(sheet, officer), strict=True):
            assert cell.value == sheet.fields[name].column_name
            assert len(cell.comment.text) > 10
            assert (cell.fill.fgColor.rgb == "FF1F3A5F") == is_needed(sheet, name)
    people = book["Quần chúng"]
    groups = people.column_dimensions.values()  # neighbours of one format are kept as one
    formats = {people.cell(1, n).value: each.number_format for each in groups for n in range(each.min, each.max + 1)}
    assert (formats["Mã"], formats["Ngày sinh"], formats["Giáo dục phổ thông"]) == ("@", "@", "@")
    assert formats["Ngày quyết định"] == "dd/mm/yyyy"
    rules = {str(rule.sqref): rule for rule in people.data_validations.dataValidation}
    letter = people.cell(1, headings(people).index("Ngày quyết định") + 1).column_letter
    assert rules[f"{letter}2:{letter}5001"].type == "date"


def test_the_guide_explains_every_column_and_forbids_what_must_not_be_entered(client, officer):
    guide = book_of(client, officer)[GUIDE]
    rows = list(guide.iter_rows(values_only=True))
    assert any("căn cước" in str(row[0]) and "bản chụp" in str(row[0]) for row in rows[2 : 2 + len(RULES)])
    explained = {(row[0], row[1]) for row in rows if row[1]}
    for sheet in SHEETS:
        assert any(str(row[0]).startswith(f"{sheet.names[0]}: {PURPOSES.get(sheet, '')}") for row in rows)
        for name in columns_for(sheet, officer):
            assert (sheet.names[0], sheet.fields[name].column_name) in explained
            assert accepted(sheet.fields[name].widget)
    (example,) = (row for row in guide.iter_rows() if row[1].value == "Họ và tên" and row[0].value == "Quần chúng")
    assert [cell.value for cell in example[4:]] == ["Y Minh Họa", "A Ví Dụ"]
    assert all(cell.font.italic and cell.font.color.rgb == "FF767676" for cell in example[4:])


def test_a_template_costs_few_statements_however_many_cells_there_are(client, party, officer):
    client.force_login(officer)
    costs = []
    for more in (0, 30):
        for number in range(more):
            cast.village(f"V{number}", party.north)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ADDRESS).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_of_very_many_branches_the_first_are_offered(monkeypatch, officer):
    monkeypatch.setattr("recruitment.workbooks.template.MOST_BRANCHES", 3)
    cells, branches = branches_for(officer)
    assert (len(cells), len(branches)) == (1, 3)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_has_a_purpose_and_examples_that_could_be_brought_in(sheet):
    assert PURPOSES[sheet]
    for name, cells in EXAMPLES[sheet].items():
        for cell in filter(None, cells):
            sheet.fields[name].widget.clean(cell)
