"""Every branch's report in one command: whole files or none, on from where it stopped, on as many processes as asked."""

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from config.refusal import Refused
from reports.batch import crew
from reports.batch.files import INDEX, Entry, file_names, is_there, read_index
from reports.batch.numbers import Numbered, numbers_of
from tests.batches import PERIOD, TREE

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
CODES = [code for code, *_more in TREE]
CAFE = "caf\u00e9"


class Office:
    """A database in a folder, and the command beside it."""

    def __init__(self, folder):
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TMPDIR": str(folder / "tmp"),
        }
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        subprocess.run([sys.executable, "-m", "tests.batches"], cwd=ROOT, env=self.environment, check=True)

    def begin(self, out, *words, below="H", period=PERIOD):
        command = [sys.executable, "manage.py", "issue_reports", period, "--below", below, "--out", str(out), *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, text=True, **pipes)

    def do(self, *words):
        """One of the steps of ``tests.batches`` in this database."""
        command = [sys.executable, "-m", "tests.batches", *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def run(self, out, *words, **more):
        process = self.begin(out, *words, **more)
        said, wrong = process.communicate(timeout=120)
        return process.returncode, said, wrong

    def audit(self):
        """What the audit says was taken out: (account, rows, detail) of every entry."""
        program = (
            "import django, json; django.setup()\n"
            "from branches.models import AuditEntry\n"
            "rows = AuditEntry.objects.filter(act='exported').order_by('pk')\n"
            "print(json.dumps([[r.actor.username, r.rows, r.detail, r.branch.code] for r in rows]))"
        )
        command = [sys.executable, "-c", program]
        return json.loads(
            subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True).stdout
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


def index(out):
    with (out / INDEX).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def files(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != INDEX}


def children_of(process, words):
    """Processes that ``process`` started whose command line has these words."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    found = [int(child) for task in tasks for child in task.read_text().split()]
    return [pid for pid in found if words.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_for(condition):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("It did not come.")


# --- What is made


def test_every_branch_has_its_files_in_every_format_and_a_line_in_the_index(office, tmp_path):
    before = len(office.audit())
    code, said, wrong = office.run(tmp_path, "--format", "json,docx,xlsx,pdf", "--cores", "2")
    assert (code, wrong) == (0, "")
    assert "Đã làm 5 báo cáo." in said
    found = files(tmp_path)
    assert len(found) == 4 * len(TREE)
    starts = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".json": b"{"}
    assert all(content.startswith(starts[Path(name).suffix]) for name, content in found.items())
    rows = index(tmp_path)
    assert {row["Tệp"]: row["SHA-256"] for row in rows} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items()
    }
    assert {row["Mã"] for row in rows} == {*CODES}
    assert {row["Tên tổ chức đảng"] for row in rows if row["Mã"] == "X1-T1"} == {"'=Chi bộ thôn 3"}
    assert office.audit()[before:] == [["system", 5, "2023-12.json,docx,xlsx,pdf", "H"]]


def test_below_a_branch_there_is_only_what_lies_below_it(office, tmp_path):
    assert office.run(tmp_path, "--format", "json", below="X1")[0] == 0
    assert {row["Mã"] for row in index(tmp_path)} == {*CODES} - {"H"}


def test_the_digest_of_the_json_is_in_the_metadata_of_the_others(office, tmp_path):
    import openpyxl
    from docx import Document
    from pypdf import PdfReader

    assert office.run(tmp_path, "--format", "json,docx,xlsx,pdf", below="x1-t1")[0] == 0
    by_form = {path.suffix: path for path in tmp_path.iterdir()}
    digest = f"sha256-{hashlib.sha256(by_form['.json'].read_bytes()).hexdigest()}"
    assert PdfReader(by_form[".pdf"]).metadata["/Keywords"] == digest
    assert Document(by_form[".docx"]).core_properties.keywords == digest
    assert openpyxl.load_workbook(by_form[".xlsx"]).properties.keywords == digest


def test_equal_figures_give_equal_files_whoever_makes_them(office, tmp_path):
    assert office.run(tmp_path / "one", "--format", "pdf,docx", "--cores", "1")[0] == 0
    assert office.run(tmp_path / "two", "--format", "pdf,docx", "--cores", "2")[0] == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")


# --- On from where it stopped


def test_what_is_there_stays_until_it_is_asked_for_again(office, tmp_path):
    office.run(tmp_path, "--format", "json")
    old = tmp_path / "bao-cao-H-2023-12.json"
    os.utime(old, (0, 0))
    (tmp_path / "bao-cao-X1-2023-12.json").unlink()
    code, said, _wrong = office.run(tmp_path, "--format", "json")
    assert (code, "4 báo cáo đã có sẵn" in said, "Đã làm 1 báo cáo." in said) == (0, True, True)
    assert old.stat().st_mtime == 0
    code, said, _wrong = office.run(tmp_path, "--format", "json", "--again")
    assert "Đã làm 5 báo cáo." in said
    assert old.stat().st_mtime > 0


def test_a_file_that_is_broken_is_made_anew(office, tmp_path):
    office.run(tmp_path, "--format", "json")
    whole = files(tmp_path)
    for name, broken in (("bao-cao-H-2023-12.json", b""), ("bao-cao-X1-2023-12.json", None)):
        content = whole[name]
        (tmp_path / name).write_bytes(content[:-2] + b"!\n" if broken is None else broken)
    said = office.run(tmp_path, "--format", "json")[1]
    assert "3 báo cáo đã có sẵn" in said
    assert "Đã làm 2 báo cáo." in said
    assert files(tmp_path) == whole


def test_a_report_that_is_given_another_number_is_made_anew(office, tmp_path):
    out, numbers = tmp_path / "out", tmp_path / "so.csv"
    numbers.write_text("Mã;Số;Ngày\nH;12;05/01/2024\nX1/T1;3;\n", encoding="utf-8-sig")
    office.run(out, "--format", "docx")
    code, said, _wrong = office.run(out, "--format", "docx", "--numbers", str(numbers))
    assert (code, "Đã làm 2 báo cáo." in said) == (0, True)
    assert [(row["Mã"], row["Số"], row["Ngày"]) for row in index(out)][:2] == [
        ("H", "12", "05/01/2024"),
        ("X1", "", ""),
    ]
    assert "5 báo cáo đã có sẵn" in office.run(out, "--format", "docx", "--numbers", str(numbers))[1]


def test_numbers_of_one_month_are_kept_by_the_next_list_and_given_to_no_other_month(office, tmp_path):
    out, numbers = tmp_path / "out", tmp_path / "so.csv"
    numbers.write_text("Mã;Số\nH;12\nX1;3\n", encoding="utf-8-sig")
    office.run(out, "--format", "json", "--numbers", str(numbers))
    numbers.write_text("Mã;Số\nX1/T1;4\n", encoding="utf-8-sig")
    office.run(out, "--format", "json", "--numbers", str(numbers))
    assert [(row["Mã"], row["Số"]) for row in index(out) if row["Số"]] == [("H", "12"), ("X1", "3"), ("X1/T1", "4")]
    office.run(out, "--format", "json", period="2023-11")
    assert {row["Số"] for row in index(out) if row["Kỳ báo cáo"] == "2023-11"} == {""}


def test_without_the_index_everything_is_made_anew(office, tmp_path):
    office.run(tmp_path, "--format", "json")
    whole = (tmp_path / INDEX).read_bytes()
    (tmp_path / INDEX).unlink()
    assert "Đã làm 5 báo cáo." in office.run(tmp_path, "--format", "json")[1]
    assert (tmp_path / INDEX).read_bytes() == whole


def test_ctrl_c_leaves_whole_files_a_sentence_and_another_try_goes_on(office, tmp_path):
    process = office.begin(tmp_path, "--format", "pdf", "--cores", "1")
    wait_for(lambda: [*tmp_path.glob("*.pdf")])
    process.send_signal(signal.SIGINT)  # it may come when all are made, on a busy machine
    said, wrong = process.communicate(timeout=120)
    made = files(tmp_path)
    assert made
    assert all(name.endswith(".pdf") and content.rstrip().endswith(b"%%EOF") for name, content in made.items())
    assert {row["Tệp"] for row in index(tmp_path)} == {*made}
    assert "Traceback" not in wrong
    if len(made) < len(TREE):
        assert process.returncode == 130
        assert f"Đã dừng. {len(made)} báo cáo" in wrong
    code, said, _wrong = office.run(tmp_path, "--format", "pdf")
    assert (code, f"{len(made)} báo cáo đã có sẵn" in said) == (0, True)
    assert made.items() <= files(tmp_path).items()
    assert len(files(tmp_path)) == len(TREE)


def test_nothing_temporary_stays_whether_it_ends_is_stopped_or_a_worker_is_killed(office, tmp_path):
    assert office.run(tmp_path / "a", "--format", "pdf", "--cores", "2")[0] == 0
    assert [*office.temporary.iterdir()] == []

    process = office.begin(tmp_path / "b", "--format", "pdf", "--cores", "2")
    wait_for(lambda: [*office.temporary.glob("*/paper-*")])
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert [*office.temporary.iterdir()] == []

    process = office.begin(tmp_path / "c", "--format", "pdf", "--cores", "1")
    wait_for(lambda: [*office.temporary.glob("*/paper-*")])
    (worker,) = children_of(process, "--worker")
    os.kill(worker, signal.SIGKILL)
    process.communicate(timeout=120)
    assert [*office.temporary.iterdir()] == []


def test_a_worker_that_is_killed_costs_one_report_which_is_named(office, tmp_path):
    process = office.begin(tmp_path, "--format", "pdf", "--cores", "1")
    (worker,) = wait_for(lambda: children_of(process, "--worker"))
    wait_for(lambda: [*office.temporary.glob("*/paper-*")])
    os.kill(worker, signal.SIGKILL)
    _said, wrong = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "1 báo cáo chưa làm được" in wrong
    assert len([code for code in CODES if f"  {code} (" in wrong]) == 1
    assert len(files(tmp_path)) == len(TREE) - 1
    assert all(content.rstrip().endswith(b"%%EOF") for content in files(tmp_path).values())
    assert office.run(tmp_path, "--format", "pdf")[0] == 0
    assert len(files(tmp_path)) == len(TREE)


def test_workers_end_when_nobody_feeds_them_any_more(office, tmp_path):
    process = office.begin(tmp_path, "--format", "pdf", "--cores", "2")
    workers = wait_for(lambda: (found := children_of(process, "--worker")) and len(found) == 2 and found)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_a_worker_that_never_answers_is_not_started_for_ever():
    jobs = [{"code": str(number)} for number in range(9)]
    command = [sys.executable, "-c", "print('Hỏng', file=__import__('sys').stderr)"]
    with crew.Crew(jobs, command, 1) as at_work:
        answers = {job["code"]: answer for job, answer in at_work.answers()}
    assert set(answers) == {str(number) for number in range(9)}
    assert sum("kết thúc" in answer["error"] for answer in answers.values()) == crew.DEATHS


def test_a_worker_that_does_not_end_by_itself_is_ended(monkeypatch):
    monkeypatch.setattr(crew, "GRACE", 0.5)
    began = time.monotonic()
    with crew.Crew([{"code": "1"}], [sys.executable, "-c", "import time; time.sleep(600)"], 1) as at_work:
        worker = at_work._workers[0]
        process = wait_for(lambda: worker.process)
        assert at_work.stop() == []
    assert process.returncode == -signal.SIGKILL
    assert time.monotonic() - began < 60


# --- What is signed


def test_signed_reports_are_given_as_they_were_signed_and_their_numbers_to_nobody_else(tmp_path_factory, tmp_path):
    office, out, numbers = Office(tmp_path_factory.mktemp("signed")), tmp_path / "out", tmp_path / "so.csv"
    office.run(out, "--format", "pdf,json", below="X1")
    office.do("sign", "X1", "2023-11", "7")
    office.do("sign", "X1/T1", PERIOD, "12", str(tmp_path))
    office.do("submit", "x1-t1", PERIOD)

    numbers.write_text("Mã;Số;Ngày\nX1;7;31/12/2023\nX1/T1;13;\nx1-t1;12;\n", encoding="utf-8-sig")
    code, _said, wrong = office.run(out, "--numbers", str(numbers), "--again", below="X1")
    assert code == 1
    assert re.findall(r"Dòng (\d+): (.*)", wrong) == [
        ("2", "Số 07-BC của X1 đã dùng cho báo cáo tháng 11/2023, ký ngày 31/12/2023. Hãy cho số khác."),
        (
            "3",
            "Báo cáo của X1/T1 đã ký: số 12-BC, ngày 31/12/2023. Hãy bỏ dòng này; các tệp đã ký được ghi ra nguyên vẹn.",
        ),
    ]

    numbers.write_text("Mã;Số;Ngày\nX1;8;\n", encoding="utf-8-sig")
    said = office.run(out, "--numbers", str(numbers), "--format", "pdf,json", below="X1")[1]
    assert "Đã làm 2 báo cáo." in said  # the one with a number, and the one that was signed meanwhile
    for form in ("pdf", "json"):
        name = {row["Mã"]: row["Tệp"] for row in index(out) if row["Tệp"].endswith(form)}["X1/T1"]
        assert (out / name).read_bytes() == (tmp_path / f"signed.{form}").read_bytes()
    assert {(row["Mã"], row["Số"]) for row in index(out)} == {
        ("X1", "8"),
        ("X1/T1", "12"),
        ("x1-t1", ""),
        ("X1-T1", ""),
    }
    assert "4 báo cáo đã có sẵn" in office.run(out, "--numbers", str(numbers), "--format", "pdf,json", below="X1")[1]


# --- What is refused, before anything is made


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"below": "NOBODY"}, "Không có tổ chức đảng nào mang mã NOBODY."),
        ({"period": "2024-05"}, "chưa bắt đầu"),
        ({"period": "12/2023"}, "không phải là kỳ báo cáo"),
    ],
)
def test_what_cannot_be_is_refused(office, tmp_path, words, sentence):
    code, said, wrong = office.run(tmp_path / "out", **words)
    assert (code, said) == (1, "")
    assert sentence in wrong
    assert "Traceback" not in wrong
    assert not (tmp_path / "out").exists()


def test_a_wrong_format_or_folder_is_refused(office, tmp_path):
    assert "pdf, docx, xlsx, json" in office.run(tmp_path, "--format", "pdf,doc")[2]
    file = tmp_path / "file"
    file.write_text("x")
    code, _said, wrong = office.run(file / "below", "--format", "json")
    assert (code, "Không ghi được" in wrong) == (1, True)


def test_wrong_numbers_are_refused_with_their_lines_and_nothing_is_made(office, tmp_path):
    numbers = tmp_path / "so.csv"
    numbers.write_text("code,number,day\nH,0,\nNOBODY,1,\nX1,2,31/02/2024\nX1/T1,4\nX1/T1,5\n")
    code, _said, wrong = office.run(tmp_path / "out", "--numbers", str(numbers))
    assert code == 1
    assert re.findall(r"Dòng (\d+): ", wrong) == ["2", "3", "4", "6"]
    assert not (tmp_path / "out").exists()


# --- The list of numbers


def test_numbers_are_read_as_offices_save_them():
    expected = {"A": Numbered(5), "B": Numbered(12)}
    for text in ("code,number\nA,05\nB,12\n", "Mã;Số\r\nA;5\r\n\r\nB;12", "mã tổ chức\tSỐ BÁO CÁO\nA\t5\nB\t12"):
        assert numbers_of(text.encode("utf-8-sig"), {"A", "B"}) == expected


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"code;day\nA;1", 1),
        (b"code;number\nA;1\n\xff", 3),
        (b"code;number\nA;1\x00", 2),
        (b"code;number\nA;-1", 2),
        (b"code;number\nA;12-BC/HU", 2),
        (b"code;number\nA;100000", 2),
        (b"code;number\nA;" + b"9" * 5000, 2),
        ("code;number\nA;٣".encode(), 2),
        (b"code;number;day\nA;1;2023-13-01", 2),
        (b"code;number\nA;\n", 2),
    ],
)
def test_a_list_that_is_wrong_says_in_which_line(content, line):
    with pytest.raises(Refused) as refusal:
        numbers_of(content, {"A"})
    assert [problem.row for problem in refusal.value.problems] == [line]
    assert f"Dòng {line}: " in refusal.value.messages[0]


# --- Names of files


def test_names_are_different_also_where_capitals_do_not_count():
    codes = ["A/B", "A-B", "a-b", "CON", "x" * 300, "Chi bộ 1", "đ:*?", "tên.", CAFE, "cafe\u0301", "CAFE\u0301"]
    names = file_names(codes, "2023-12")
    assert set(names) == {*codes}
    assert len({unicodedata.normalize("NFC", name).lower() for name in names.values()}) == len(codes)
    assert len({unicodedata.normalize("NFD", name).upper() for name in names.values()}) == len(codes)
    for name in names.values():
        assert not set('<>:"/\\|?* ') & set(name)
        assert len(name) < 150
        assert name.startswith("bao-cao-")
        assert name.endswith("-2023-12")


def test_a_name_stays_the_same_whatever_else_there_is():
    assert file_names(["A/B", "C"], "2023-12")["A/B"] == file_names(["A/B"], "2023-12")["A/B"]


def test_a_file_is_there_only_as_the_index_has_it(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    entry = Entry("A", "Chi bộ", "2023-12", Numbered(3), "a.pdf", 4, digest)
    assert is_there(tmp_path, entry, Numbered(3))
    assert is_there(tmp_path, entry, Numbered(3), digest)
    assert not is_there(tmp_path, None, Numbered())
    assert not is_there(tmp_path, entry, Numbered(4))
    assert not is_there(tmp_path, entry, Numbered(3), "of what was signed")
    assert not is_there(tmp_path, entry._replace(file="b.pdf"), Numbered(3))
    for broken in (b"%PD", b"%PDG"):
        (tmp_path / "a.pdf").write_bytes(broken)
        assert not is_there(tmp_path, entry, Numbered(3))


def test_a_torn_index_says_only_what_is_whole(tmp_path):
    (tmp_path / INDEX).write_text("Mã;…\nA;Tên;2023-12;5;05/01/2024;a.pdf;10;ff\nB;Tên;2023", encoding="utf-8-sig")
    assert {file: entry.numbered.number for file, entry in read_index(tmp_path).items()} == {"a.pdf": 5}
