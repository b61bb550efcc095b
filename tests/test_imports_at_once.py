"""While a workbook is being written others go on: what they change is theirs, and nobody waits for whom he keeps waiting.

Where threads are needed this is PostgreSQL's: on SQLite one writer waits for the other as a whole.
"""

import re
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.journal import unpack
from branches.members import edit_member
from branches.models import Member
from recruitment.models import Candidate, ImportState, Sponsorship
from recruitment.workbooks.importing import LOCKS, ImportRefused
from tests import cast, twins
from tests.test_undoing import undone, written
from tests.workbooks import bring

at_once = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
MOMENT = 2
"""Seconds: longer than PostgreSQL takes to find that two wait for each other."""

TOTALS = [["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"], ["NORTH", "1/1/2019", "31/12/2019", 7]]
"""A sheet that is written before people: from then on the import holds the chain of its account."""

PEOPLE = ["Mã", "Họ và tên", "Mã chi bộ"]
HELP = ["Mã quần chúng", "Mã đảng viên", "Vai trò", "Từ ngày"]


class Meanwhile:
    """A ``progress`` for an import of ``rows`` rows: once its first sheet is written, and before the next one is, somebody
    else begins ``act``, in a connection of its own, and is given a moment for it.
    """

    def __init__(self, rows, act):
        self.left, self.act, self.failure = rows + 1, act, None
        self.thread = threading.Thread(target=self.run)

    def __call__(self, rows):
        self.left -= 1
        if self.left == 0:
            self.thread.start()
            self.thread.join(MOMENT)

    def run(self):
        try:
            self.act()
        except Exception as failure:
            self.failure = failure
        finally:
            connection.close()

    def end(self):
        """What was begun comes to its end; what it raised is raised here."""
        self.thread.join()
        if self.failure:
            raise self.failure


@pytest.fixture
def officer(transactional_db, party):
    return cast.account("canbo", "officer", party.north)


@pytest.fixture
def colleague(officer, party):
    return cast.account("khac", "officer", party.north)


def edit(member, values, by):
    edit_member(member.pk, values, Member.objects.get(pk=member.pk).version, by=by)


# --- What others change is theirs


@at_once
def test_what_a_colleague_writes_meanwhile_of_a_member_is_not_undone(party, officer, colleague):
    member = cast.member(party.hill, "Lê Một", official_on="1/1/2010", code="D1")
    beside = Meanwhile(2, lambda: edit(member, {"official_on": date(2012, 3, 4)}, colleague))
    upload = written(officer, beside, Số_liệu_trước=TOTALS, Đảng_viên=[PEOPLE, ["D1", "Lê Một", "HILL"]])
    beside.end()
    assert undone(upload)
    assert Member.objects.get().official_on == date(2012, 3, 4)


@at_once
def test_what_a_colleague_writes_meanwhile_of_a_person_is_not_undone(party, officer, colleague):
    person = cast.candidate(party.hill, "Y Thử", code="Q1")
    beside = Meanwhile(2, lambda: twins.edit(person, {"residence": "Thôn 7"}, by=colleague))
    upload = written(officer, beside, Số_liệu_trước=TOTALS, Quần_chúng=[PEOPLE, ["Q1", "Y Thử", "HILL"]])
    beside.end()
    assert undone(upload)
    assert Candidate.objects.get().residence == "Thôn 7"


@at_once
def test_who_is_given_a_name_of_the_workbook_meanwhile_is_not_taken_for_new(party, officer, colleague):
    person = cast.candidate(party.hill, "Y Khác", code="Q1")
    sheets = {"Số_liệu_trước": TOTALS, "Quần_chúng": [PEOPLE, [None, "Y Thử", "HILL"]]}
    beside = Meanwhile(2, lambda: twins.edit(person, {"full_name": "Y Thử"}, by=colleague))
    assert written(officer, beside, **sheets).state == ImportState.DRAFT  # looked at anew, not written
    beside.end()
    assert undone(written(officer, **sheets))
    assert Candidate.objects.get() == person


def test_who_bears_the_same_name_elsewhere_is_no_part_of_an_import(party, officer):
    elsewhere = cast.candidate(party.dale, "Y Thử", code="Q9")
    act = Meanwhile(2, None)
    act.thread = Now(lambda: twins.edit(elsewhere, {"residence": "Thôn 7"}, by=system_user()))
    upload = written(officer, act, Số_liệu_trước=TOTALS, Quần_chúng=[PEOPLE, [None, "Y Thử", "HILL"]])
    here = Candidate.objects.get(branch=party.hill)
    people = {line.pk for line in unpack(upload.journal) if line.model == "recruitment.candidate"}
    assert people == {here.pk}
    assert undone(upload)
    assert Candidate.objects.get().residence == "Thôn 7"


class Now:
    """Begun and ended at once, in the transaction of whoever begins it."""

    def __init__(self, act):
        self.start = act

    def join(self, moment):
        pass


# --- Nobody waits for whom he keeps waiting


@at_once
@pytest.mark.parametrize("is_kept", [True, False])
def test_the_same_account_goes_on_editing_people(party, officer, is_kept):
    person = cast.candidate(party.hill, "Y Thử", code="Q1")
    people = [[*PEOPLE, "Thôn cư trú"], ["Q1", "Y Thử", "HILL", "Thôn 1"]]
    beside = Meanwhile(2, lambda: edit_residence(person, officer))
    if is_kept:
        written(officer, beside, Số_liệu_trước=TOTALS, Quần_chúng=people)
    else:
        bring({"Số liệu trước": TOTALS, "Quần chúng": people}, by=officer, progress=beside)
    beside.end()
    assert Candidate.objects.get().residence == "Thôn 7"


def edit_residence(person, by):
    """Read only when it is one's turn, so that nobody was faster."""
    with transaction.atomic():
        Candidate.objects.select_for_update().get(pk=person.pk)
        twins.edit(person, {"residence": "Thôn 7"}, by=by)


@at_once
def test_the_same_account_goes_on_editing_a_member_who_helps(party, officer):
    cast.candidate(party.hill, "Y Thử", code="Q1")
    member = cast.member(party.hill, "Lê Một", code="D1")
    beside = Meanwhile(2, lambda: edit(member, {"birth_year": 1970}, officer))
    written(officer, beside, Số_liệu_trước=TOTALS, Giúp_đỡ=[HELP, ["Q1", "D1", "Giúp đỡ", "1/1/2023"]])
    beside.end()
    assert (Member.objects.get().birth_year, Sponsorship.objects.count()) == (1970, 1)


@pytest.mark.parametrize(
    ("sheets", "locks"),
    [
        ({"Số liệu trước": TOTALS}, ["people"]),
        ({"Đảng viên": [PEOPLE, [None, "Lê Một", "HILL"]]}, ["members"]),
        ({"Quần chúng": [PEOPLE, [None, "Y Thử", "HILL"]], "Nhiệm kỳ": [["Tên", "Từ ngày", "Đến ngày"]]}, ["people"]),
    ],
)
def test_an_import_waits_only_for_those_who_write_the_same_kind_of_rows(party, officer, sheets, locks):
    with CaptureQueriesContext(connection) as asked:
        bring(sheets, by=officer)
    taken = re.findall(r"lock:(\w+)", " ".join(query["sql"] for query in asked if "SELECT" in query["sql"]))
    assert list(dict.fromkeys(taken)) == locks
    assert LOCKS == ("tree", "quotas", "people", "members", "ledger")


# --- What the database says

REFUSES = {
    "postgresql": "ALTER TABLE recruitment_pasttotal ADD CONSTRAINT so_it_is CHECK (heads < 5)",
    "sqlite": "CREATE TRIGGER so_it_is BEFORE INSERT ON recruitment_pasttotal BEGIN SELECT RAISE(ABORT, 'so_it_is'); END",
}


def test_what_the_database_says_goes_to_the_log_and_not_to_the_page(party, caplog):
    with connection.cursor() as cursor:
        cursor.execute(REFUSES[connection.vendor])
    with pytest.raises(ImportRefused) as refused:
        bring({"Số liệu trước": TOTALS})
    (problem,) = refused.value.problems
    assert "so_it_is" in caplog.text
    assert "so_it_is" not in str(problem)
    assert "nhật ký" in str(problem)
