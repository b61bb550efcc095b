"""The command line: only the answer on standard output, a clear sentence where something is wrong."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from branches.models import User
from tests import cast
from tests.workbooks import TREE, workbook

ROOT = Path(__file__).resolve().parent.parent
OURS = ("demo", "forget_old", "import_workbook", "report", "issue_reports", "add_account", "deadline")


def said(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("command", OURS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command(command, "--help")
    assert stop.value.code == 0
    assert command in capsys.readouterr().out


def test_a_report_goes_to_standard_output_or_to_a_file(party, tmp_path):
    cast.admit(party.hill, "05/12/2023")
    assert json.loads(said("report", "COUNTRY", "2023-12"))["year"]["admitted"] == 1
    for form, begins in (
        ("json", b"{"),
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("html", b"<!doctype html>"),
    ):
        file = tmp_path / f"report.{form}"
        assert said("report", "COUNTRY", "2023-12", "--format", form, "-o", str(file)) == ""
        assert file.read_bytes().lower().startswith(begins.lower())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("NOBODY", "2023-12"), "Không có tổ chức đảng nào mang mã NOBODY."),
        (("COUNTRY", "2024-01"), "Tháng 01/2024 chưa bắt đầu: hôm nay là 31/12/2023."),
        (("COUNTRY", "12/2023"), "“12/2023” không phải là kỳ báo cáo: hãy ghi 2023-12,"),
        (("COUNTRY", "2023-12", "-o", "/nowhere/at/all"), "Không ghi được /nowhere/at/all"),
    ],
)
def test_a_report_that_cannot_be_says_why(party, words, sentence):
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        said("report", *words)


def test_the_first_account_of_an_own_database_may_log_in(party, monkeypatch, client):
    monkeypatch.setattr(sys, "stdin", StringIO(cast.PASSWORD + "\n"))
    answer = said("add_account", "canbo", role="officer", branch="COUNTRY")
    assert answer == "canbo đã có thể đăng nhập: Cán bộ tại Đảng bộ huyện Minh Họa.\n"
    answer = client.post("/dang-nhap/", {"username": "canbo", "password": cast.PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("name", "branch", "password"),
    [("canbo", "NOBODY", cast.PASSWORD), ("canbo", "COUNTRY", "12345678"), ("co dau cach", "COUNTRY", cast.PASSWORD)],
)
def test_an_account_that_cannot_be_is_not_made(party, monkeypatch, name, branch, password):
    monkeypatch.setattr(sys, "stdin", StringIO(password + "\n"))
    with pytest.raises(CommandError):
        said("add_account", name, role="officer", branch=branch)
    assert not User.objects.filter(username=name).exists()


def test_a_wrong_file_ends_with_one_and_no_traceback(tmp_path):
    wrong = tmp_path / "so-lieu.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    env = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "manage.py", "import_workbook", str(wrong)]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert "không phải tệp Excel" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("demo",), ("report", "H", "2023-12"), ("import_workbook", "so-lieu.xlsx")])
def test_a_database_without_tables_asks_for_them(tmp_path, words):
    workbook(tmp_path / "so-lieu.xlsx", {"Tổ chức": TREE})
    env = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("start", ["2025-08-01", "01/08/2025"])
def test_a_deadline_ends_with_its_day(party, start):
    assert said("deadline", "ceremony", start).splitlines() == [
        "Lễ kết nạp: 30 ngày làm việc, tính từ ngày nhận được quyết định (01/08/2025).",
        "Nguồn: Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.1 (đã đọc nguyên văn).",
        "Các ngày nghỉ không tính: 01/09/2025, 02/09/2025.",
        "2025-09-16 Thứ Ba",
    ]


def test_a_deadline_in_months_leaves_no_day_out(party):
    assert said("deadline", "probation_end", "2024-02-29").splitlines()[-1] == "2025-02-28 Thứ Sáu"
    assert "không tính" not in said("deadline", "probation_end", "2024-02-29")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("wedding", "2025-08-01"),
            r"Không có thời hạn “wedding”. Có các thời hạn:\n  certificate_expiry +Hết hạn Giấy",
        ),
        (
            ("ceremony", "31/02/2025"),
            "“31/02/2025” không phải là ngày. Không có ngày này. Ngày ghi theo ngày/tháng/năm, ví dụ 31/12/2023.",
        ),
    ],
)
def test_a_deadline_that_cannot_be_says_why(party, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        said("deadline", *words)
