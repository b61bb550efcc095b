"""W6: whoever wants to do harm with a file is refused before it costs anything, and told what to do."""

import random
import re
import zipfile
from collections import Counter

import pytest

from branches.access import system_user
from recruitment.workbooks.importing import ImportRefused
from recruitment.workbooks.reading import Unreadable, gate, read_workbook
from tests.hostile import HOSTILE, SHEET, cost, lying, plain_book, rewritten, written
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


def mutilated(path, chance):
    """The plain book with one of its parts changed by chance, or the file itself."""
    plain_book(path)
    if chance.random() < 0.3:
        return written(path, _scratched(path.read_bytes(), chance))
    with zipfile.ZipFile(path) as parts:
        victim = chance.choice(parts.namelist())
    return rewritten(path, lambda name, content: _scratched(content, chance) if name == victim else content)


def _scratched(content, chance):
    at, end = sorted(chance.randrange(len(content) + 1) for _side in range(2))
    end = min(end, at + 40)
    bits = (b"", b"\0", b"<", b"&", b'"', b"9999999", b"A1", content[end : end + 30], bytes([chance.randrange(256)]))
    put = chance.choice(bits)
    return content[:at] + put + content[end:]


@pytest.mark.parametrize("count", [60, pytest.param(3000, marks=pytest.mark.prove)])
def test_a_file_damaged_by_chance_is_read_or_refused(count, tmp_path):
    chance = random.Random(count)
    outcomes = Counter(_outcome(mutilated(tmp_path / f"{number}.xlsx", chance)) for number in range(count))
    assert set(outcomes) == {"read", "refused"}


def _outcome(path):
    try:
        read_workbook(path)
    except Unreadable:
        return "refused"
    return "read"
