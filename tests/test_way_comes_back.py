"""People at every stage, with papers and sponsors, go out as a workbook and come back: nothing changes (I3)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from branches.access import system_user
from branches.models import AuditEntry, Member
from recruitment.entering_sponsors import SponsorshipDraft, enter_sponsorships
from recruitment.listing import rows_of, with_all_to_take_out
from recruitment.models import Admission, Candidate, Paper, Sponsorship, StageChange
from recruitment.named import Named
from recruitment.registering import Person, register_people
from recruitment.stages import ON_THE_WAY, Stage
from recruitment.workbooks.exporting import people_workbook
from recruitment.workbooks.sheets.papers import PaperSheet, rows_of_papers
from recruitment.workbooks.sheets.people import PeopleSheet
from recruitment.workbooks.sheets.sponsors import SponsorSheet, rows_of_sponsorships
from recruitment.workflow import enter_at
from tests import cast, way
from tests.workbooks import bring

S = Stage
EVERY = tuple(stage for stage in Stage if stage != S.SECTION_REPORTED)
"""No division stands above the cells of the tests."""
SAMPLE = (S.INTRODUCED, S.CERTIFIED, S.RETURNED, S.RECOGNISED, S.REMOVED, S.CANCELLED, S.MOVED)
TABLES = (Candidate, Admission, StageChange, Paper, Sponsorship, Member)


def everything():
    return [list(model._base_manager.order_by("pk").values()) for model in TABLES]


def table(sheet, rows):
    """The rows of a ``Sheet`` (dicts by column) as cells below their headings."""
    rows = list(rows)
    head = [sheet.fields[name].column_name for name in rows[0]]
    return [head, *([sheet.fields[name].widget.render(value) for name, value in row.items()] for row in rows)]


def taken_out():
    """All people and what hangs on them, as the sheets of a workbook."""
    people = Candidate.objects.select_related("branch").order_by("pk")
    book = load_workbook(BytesIO(people_workbook(rows_of(with_all_to_take_out(people), by=system_user()))))
    cells = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    return {
        PeopleSheet.names[0]: cells,
        SponsorSheet.names[0]: table(SponsorSheet, rows_of_sponsorships(people)),
        PaperSheet.names[0]: table(PaperSheet, rows_of_papers(people)),
    }


def people_at(party, stages):
    for stage in stages:
        way.on_the_way(party.hill, stage, f"Người {stage}", code=f"B-{stage}")
    for stage in (set(stages) & set(ON_THE_WAY)) - {S.CERTIFIED}:  # the page lays no certificate, a list does
        person = cast.candidate(party.moor, f"Ai {stage}", code=f"H-{stage}")
        enter_at(person.pk, stage, cast.day("01/02/2023"), by=system_user())
    listed_anew = way.on_the_way(party.hill, S.WITHDRAWN, "Người Trở Lại", code="B-anew")
    way.take(listed_anew, S.LISTED, on=cast.day("01/12/2023"))


@pytest.mark.parametrize("stages", [SAMPLE, pytest.param(EVERY, marks=pytest.mark.prove)], ids=["some", "all"])
def test_what_goes_out_comes_back_without_changing_anything(party, stages):
    people_at(party, stages)
    sheets = taken_out()
    before, entries = everything(), AuditEntry.objects.count()
    counts, warnings = bring(sheets)
    assert counts == {name: (0, 0, len(rows) - 1) for name, rows in sheets.items()}
    assert (warnings, AuditEntry.objects.count()) == ([], entries)
    assert everything() == before


@pytest.mark.parametrize("stages", [SAMPLE, pytest.param(EVERY, marks=pytest.mark.prove)], ids=["some", "all"])
def test_what_goes_out_comes_in_elsewhere_as_it_stood(party, stages):
    """Under codes of their own the same people are new; an admission that has come to its end is no part of the list."""
    stages = [stage for stage in stages if stage not in {S.REMOVED, S.CANCELLED}]
    people_at(party, stages)
    sheets = {
        name: [head, *(["N" + code, *cells] for code, *cells in rows)] for name, (head, *rows) in taken_out().items()
    }
    counts, _warnings = bring(sheets)
    new = {name: (created + changed, kept) for name, (created, changed, kept) in counts.items()}
    assert new == {name: (len(rows) - 1, 0) for name, rows in sheets.items()}
    assert _as_it_stands("N") == _as_it_stands("")


def _as_it_stands(prefix):
    """What is said of people whose codes begin so, by the rest of the code."""
    people = Candidate.objects.filter(code__startswith=f"{prefix}B") | Candidate.objects.filter(
        code__startswith=f"{prefix}H"
    )
    said = {}
    for person in people:
        papers = person.papers.values_list("kind", "ordinal", "state", "number", "dated_on")
        sponsors = person.sponsorships.values_list("member", "role", "assigned_on", "ended_on", "known_since")
        said[person.code.removeprefix(prefix)] = (
            person.stage,
            person.stage_on,
            sorted(map(str, papers)),
            list(sponsors),
        )
    return said


@pytest.mark.prove
def test_five_thousand_people_who_stand_somewhere_come_back(party):
    cast.member(party.hill, "Lê Một", code="D1")
    stages = (S.CERTIFIED, S.DOSSIER, S.RECEIVED, S.WITHDRAWN)
    said = {"listed_on": cast.day("01/03/2022"), "certified_on": cast.day("01/05/2022")}
    people = [
        Person(
            f"Rơ Châm Thử {number}",
            (party.hill, party.moor, party.dale)[number % 3],
            code=f"{number:05}",
            way=said if number % 4 == 0 else said | {"stage": stages[number % 4], "stage_on": cast.day("01/02/2023")},
        )
        for number in range(5000)
    ]
    register_people(people, by=system_user())
    drafts = [SponsorshipDraft(Named(f"{n:05}"), "D1", "helps", cast.day("01/03/2022")) for n in range(0, 5000, 2)]
    enter_sponsorships(drafts, by=system_user())
    sheets, before = taken_out(), everything()
    counts, _warnings = bring(sheets)
    assert counts == {"Quần chúng": (0, 0, 5000), "Giúp đỡ": (0, 0, 2500), "Tài liệu": (0, 0, 5000)}
    assert everything() == before
