"""What a paper prints is in our own font: nothing depends on the fonts of a machine, nothing is hidden in a text."""

import io

import pytest
from pypdf import PdfReader

from branches.access import system_user
from reports.drafting import write_report
from reports.issued import drafted
from reports.issuing import sign_report
from reports.rendering import letters, render
from tests import cast
from tests.test_issuing import begun, office, on_paper, submitted, why  # noqa: F401


@pytest.mark.parametrize("unseen", ["\u202e", "\u202c", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\x1b"])
def test_what_nobody_sees_is_dropped(office, unseen):  # noqa: F811
    report = begun(office.north)
    report = write_report(report.pk, {"assessment": f"Tốt{unseen} hơn"}, report.version, by=system_user())
    assert report.assessment == "Tốt hơn"


@pytest.mark.parametrize(
    ("letter", "name"), [("👍", "“👍” (U+1F44D)"), ("中", "“中” (U+4E2D)"), ("\ue000", "U+E000"), ("\u0378", "U+0378")]
)
def test_a_letter_that_our_font_has_not_is_refused_by_its_name(office, letter, name):  # noqa: F811
    report = begun(office.north)
    assert f"không in được {name}" in why(write_report, report.pk, {"tasks": f"Tốt {letter}"}, report.version)


def test_who_signs_is_printable_too(office):  # noqa: F811
    report = submitted(office.north)
    assert "không in được “中”" in why(sign_report, report.pk, on_paper(signer="Y 中"), report.version)


def test_every_letter_of_vietnamese_and_of_our_own_papers_can_be_printed():
    assert letters.unprintable("Nguyễn Thị Ằ Ỵ đ Đ ƀ Ƀ ŏ Ŏ č “…” – • ≥ □ → −") == []


def test_a_name_from_elsewhere_is_printed_with_our_fonts_alone(office):  # noqa: F811
    cast.place("HILL", name="Chi bộ 中 \u202eĐồi", since="01/12/2023")
    pages = PdfReader(io.BytesIO(render(drafted(begun(office.north), by=system_user()), "pdf"))).pages
    fonts = {f.get_object()["/BaseFont"].split("+")[1] for page in pages for f in page["/Resources"]["/Font"].values()}
    assert {name.replace("-", " ").split()[0] for name in fonts} == {"Tinos"}
    assert "Chi bộ □ Đồi" in " ".join(" ".join(page.extract_text() for page in pages).split())
