"""What a worker of a batch writes: signed reports as they were signed, frozen ones as they were frozen, others as of now."""

import json

import pytest

from branches.access import system_user
from config.refusal import Refused
from reports.batch.numbers import Numbered, numbers_of
from reports.batch.signed import reason_against, signed_reports
from reports.batch.work import answered
from reports.document import Document
from reports.drafting import issue_anew, write_report
from reports.issued import file_of
from reports.models import ReportFile
from reports.periods import parse_period
from reports.rendering import render
from reports.rendering.pdf import Printer
from tests import cast
from tests.test_issuing import TEXTS, begun, office, signed, submitted  # noqa: F401  a fixture among them

FORMS = ("json", "docx")


@pytest.fixture
def written(tmp_path):
    """``written(branch, number)`` has the report made and reads back ``{form: bytes}``."""

    def make(branch, number=None, period="2023-12", forms=FORMS, by=None):
        job = {"code": branch.code, "stem": "x", "number": number, "day": None}
        with Printer() as printer:
            answer = answered(job, tmp_path, period, forms, printer, by=by or system_user())
        assert "error" not in answer, answer
        return {form: (tmp_path / f"x.{form}").read_bytes() for form in forms}

    return make


def test_a_signed_report_is_written_byte_for_byte_whatever_came_since(office, written):  # noqa: F811
    report = signed(office.north)
    cast.admit(office.hill, "20/12/2023")
    forms = ("pdf", "docx", "xlsx", "json")
    assert written(office.north, forms=forms) == {form: file_of(report, form, by=system_user()) for form in forms}


def test_while_it_is_issued_anew_the_signed_one_still_counts(office, written):  # noqa: F811
    report = signed(office.north)
    issue_anew(report.pk, "Bổ sung", by=system_user())
    assert written(office.north)["docx"] == file_of(report, "docx", by=system_user())


def test_what_is_put_up_for_signature_is_written_as_it_was_frozen(office, written):  # noqa: F811
    report = submitted(office.north)
    frozen = file_of(report, "json", by=system_user())
    cast.admit(office.hill, "20/12/2023")
    assert written(office.north)["json"] == frozen


def test_a_draft_has_the_figures_of_now_and_its_own_texts(office, written):  # noqa: F811
    report = begun(office.north)
    report = write_report(report.pk, TEXTS, report.version, by=system_user())
    cast.admit(office.hill, "20/12/2023")
    made = written(office.north)
    assert json.loads(made["json"])["month_admitted"] == 3
    assert made["docx"] == file_of(report, "docx", by=system_user())


def test_without_a_report_there_are_the_figures_of_now(office, written):  # noqa: F811
    figures = cast.figures(office.north, "2023-12", for_paper=True)
    assert written(office.north)["json"] == render(Document(figures), "json")


def test_whoever_may_not_see_the_branch_is_told_so(office, tmp_path):  # noqa: F811
    signed(office.north)
    job = {"code": "NORTH", "stem": "x", "number": None, "day": None}
    stranger = cast.account("nguoi-la", "officer", office.south)
    with Printer() as printer:
        assert "error" in answered(job, tmp_path, "2023-12", FORMS, printer, by=stranger)
    assert [*tmp_path.iterdir()] == []


# --- Which numbers a list may give


def refused(text, codes=("NORTH", "HILL", "SOUTH")):
    period = parse_period("2023-12")
    there = signed_reports(codes, period)
    try:
        return numbers_of(text.encode(), codes, lambda code, numbered: reason_against(code, numbered, there, period))
    except Refused as refusal:
        return [problem.row for problem in refusal.problems]


def test_a_number_that_a_signed_report_bears_and_one_for_a_signed_report_are_refused(office):  # noqa: F811
    signed(office.north, "2023-11", number=7, symbol="")
    signed(office.south, number=9)
    head = "code;number\n"
    assert refused(f"{head}NORTH;7\nHILL;7\nSOUTH;9\n") == [2, 4]
    assert refused(f"{head}NORTH;8\nHILL;7\n") == {"NORTH": Numbered(8), "HILL": Numbered(7)}


def test_what_was_signed_is_known_with_its_files(office):  # noqa: F811
    report = signed(office.north, number=4)
    (known,) = signed_reports({"NORTH"}, "2023-12").values()
    assert known.numbered == Numbered(4, report.signed_on)
    assert known.digests == dict(ReportFile.objects.filter(report=report).values_list("form", "digest"))
    assert signed_reports({"HILL"}, "2023-12") == {}
