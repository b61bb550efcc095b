"""W6: whoever wants to do harm with a file is refused before it costs anything, and told what to do."""

import re
import zipfile

import pytest

from branches.access import system_user
from recruitment.workbooks.importing import ImportRefused
from recruitment.workbooks.reading import Unreadable, gate, read_workbook
from tests.hostile import HOSTILE, SHEET, cost, lying, plain_book
from tests.test_language import ALLOWED, SYLLABLE, fold
from tests.workbooks import import_file, rows_of_every_table

pytestmark = pytest.mark.one_database

FORMATS = {"xlsx", "xls", "csv", "libreoffice", "sheet", "macro", "mb"}
SECONDS, MEGABYTES = 10, 150
"""The promise is 2 seconds; a machine on which others work may take longer."""


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_quickly_in_vietnamese(what, tmp_path):
    sentence, seconds, megabytes = cost(HOSTILE[what](tmp_path))
    words = re.findall(r"[^\W\d_]+", fold(re.sub(r"\S*/\S+|[A-Z]+\d+", "", sentence)))
    assert len(words) > 3
    assert [word for word in words if not SYLLABLE.fullmatch(word) and word not in ALLOWED | FORMATS] == []
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["a billion laughs", "macros inside", "a PDF", "NUL bytes", "a sheet of garbage"])
def test_an_import_of_it_writes_nothing(what, tmp_path):
    by, before = system_user(), rows_of_every_table()
    with pytest.raises(ImportRefused, match=r"\w"):
        import_file(HOSTILE[what](tmp_path), by)
    assert rows_of_every_table() == before


def test_the_directory_that_lies_is_believed_by_others(tmp_path):
    with zipfile.ZipFile(lying(tmp_path / "a.xlsx")) as parts:
        assert len(parts.read(SHEET)) == 1000


def test_the_plain_book_that_they_are_made_of_is_read(tmp_path):
    assert [len(sheet.rows) for sheet in read_workbook(plain_book(tmp_path / "a.xlsx")).sheets] == [2]


def test_a_sentence_calls_a_file_as_its_owner_does(tmp_path):
    (tmp_path / "tmp123").write_bytes(b"")
    with pytest.raises(Unreadable, match=r"^danh sách\.xlsx"):
        read_workbook(tmp_path / "tmp123", "danh sách.xlsx")


def test_the_limits_are_those_that_are_promised():
    assert (gate.MAX_SIZE, gate.MAX_SHEETS) == (20 << 20, 100)
