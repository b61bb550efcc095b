"""Papers and their digest are the same whoever asks; only the page of a branch speaks the user's language."""

import pytest
from django.utils import translation

from branches.access import system_user
from reports import on_screen, vocabulary
from reports.figures.breakdowns import _attributes
from reports.figures.heads import LINES
from reports.issued import drafted
from reports.models import Report
from reports.rendering import render
from tests import cast
from tests.test_issuing import begun, office, submitted  # noqa: F401

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("form", ["json", "docx", "xlsx", "html", "pdf"])
def test_an_english_users_file_is_byte_for_byte_that_of_a_vietnamese_one(office, form):  # noqa: F811
    cast.admit(office.north, "20/12/2023")
    cast.quota(office.north, "2023", 2, group="women")
    report, files = begun(office.north), []
    for language in ("vi", "en"):
        with translation.override(language):
            files.append(render(drafted(report, by=system_user()), form))
    assert files[0] == files[1]


def test_what_is_put_up_in_english_is_frozen_in_vietnamese(office):  # noqa: F811
    with translation.override("en"):
        report = Report.objects.get(pk=submitted(office.north).pk)
    assert "Kết nạp" in report.frozen
    assert "Admitted" not in report.frozen


def test_the_page_of_a_branch_speaks_the_users_language(client, office):  # noqa: F811
    officer = cast.account("officer", "officer", office.north)
    client.force_login(officer)
    cast.quota(office.north, "2023", 2, group="women")
    for language, words in {"vi": ("Giới tính", "Nữ"), "en": ("Sex", "Women", "Female", "Admitted")}.items():
        officer.language = language
        officer.save(update_fields=["language"])
        page = client.get("/to-chuc/NORTH/2023-12/").content.decode()
        assert [word for word in words if word not in page] == []


def test_every_line_and_part_has_a_name_on_paper_and_on_screen():
    for _came, _reason, code in LINES:
        assert vocabulary.HEADCOUNT_LINES[code]
        assert on_screen.HEADCOUNT_LINES[code]
    for code, parts in _attributes():
        codes = {part for part, _condition in parts if not part[:1].isdigit()}
        assert set(vocabulary.PARTS[code]) == codes == set(on_screen.PARTS[code])
