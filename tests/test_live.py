"""Papers made from the figures of now: each bears the digest of the JSON file that says the same."""

from hashlib import sha256
from io import BytesIO

import openpyxl
import pytest
from docx import Document as Word
from pypdf import PdfReader

from branches.access import system_user
from reports.live import live_document
from reports.periods import parse_period
from tests import cast
from tests.test_issuing import begun, submitted

BORNE_BY = {
    "pdf": lambda content: PdfReader(BytesIO(content)).metadata["/Keywords"],
    "docx": lambda content: Word(BytesIO(content)).core_properties.keywords,
    "xlsx": lambda content: openpyxl.load_workbook(BytesIO(content)).properties.keywords,
}


@pytest.fixture
def officer(party, client):
    cast.admit(party.hill, "05/12/2023")
    client.force_login(cast.account("can-bo", "officer", party.north))
    return client


@pytest.mark.parametrize("form", BORNE_BY)
@pytest.mark.parametrize("version", ["bao-cao", "cong-khai"])
def test_a_file_of_the_figures_of_now_bears_the_digest_of_their_json(officer, version, form):
    address = f"/to-chuc/NORTH/2023-12/{version}."
    said = sha256(officer.get(address + "json").content).hexdigest()
    assert BORNE_BY[form](officer.get(address + form).content) == f"sha256-{said}"


def test_the_public_digest_tells_nothing_of_the_numbers_that_are_hidden(officer):
    """Whoever had the digest of all figures could try which small numbers give it."""
    whole, public = (officer.get(f"/to-chuc/NORTH/2023-12/{name}.docx").content for name in ("bao-cao", "cong-khai"))
    assert BORNE_BY["docx"](whole) != BORNE_BY["docx"](public)


def test_a_draft_bears_it_too(officer, party):
    address = f"/bao-cao/{begun(party.north).pk}/bao-cao."
    said = sha256(officer.get(address + "json").content).hexdigest()
    assert BORNE_BY["docx"](officer.get(address + "docx").content) == f"sha256-{said}"


def test_who_puts_a_report_up_freezes_the_digest_of_the_same_figures(party, clock):
    clock(2024, 1, 10)
    live = live_document(party.north, parse_period("2023-12", party.north), by=system_user())
    assert submitted(party.north).digest == live.digest
