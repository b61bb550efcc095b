"""``manage.py import_workbook``: what it answers, where, and what it leaves behind."""

import io

import pytest
from django.core.management import call_command

from recruitment.models import Candidate
from tests.workbooks import TREE, bring, refusal, rows_of_every_table, workbook

pytestmark = pytest.mark.django_db
GOOD = {
    "Tổ chức": TREE,
    "Chỉ tiêu": [["Mã tổ chức", "Kỳ", "Chỉ tiêu", "Lạ"], ["H", 2023, 50, "x"], ["H", "2020-2025", 200]],
    "Đảng viên": [["Họ và tên", "Năm sinh", "Mã chi bộ", "Ngày chính thức"], ["A Thử", 1970, "T1", "3/2/2000"]],
    "Quần chúng": [["Họ và tên", "Mã chi bộ", "Ngày quyết định"], ["Y Minh Họa", "T1", "1/2/2023"]],
    "Đảng số": [["Mã chi bộ", "Ngày", "Loại biến động", "Số lượng"], ["T1", "1/1/2023", "Số đầu kỳ", 20]],
}


def run(path, *options):
    """(exit code, standard output, standard error)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_workbook", str(path), *options, stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_answer_counts_each_sheet_and_then_warns(tmp_path):
    code, out, err = run(workbook(tmp_path / "a.xlsx", GOOD))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [name in line for name, line in zip(GOOD, lines[1:], strict=False)] == [True] * 5
    assert "4" in lines[1]
    assert "Lạ" in lines[-1]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    path, before = workbook(tmp_path / "a.xlsx", GOOD), rows_of_every_table()
    dry = run(path, "--dry-run")
    assert rows_of_every_table() == before
    assert dry[0] == 0
    assert dry[1].splitlines()[1:] == run(path)[1].splitlines()[1:]


def test_every_problem_stands_on_standard_error_and_nothing_is_written(tmp_path):
    bad = GOOD | {
        "Chỉ tiêu": [["Mã tổ chức", "Kỳ", "Chỉ tiêu"], ["H", 2023, -5]],
        "Quần chúng": [["Họ và tên", "Mã chi bộ", "Ngày quyết định"], ["Y Minh Họa", "T1", "12/25/2023"]],
    }
    path, before = workbook(tmp_path / "a.xlsx", bad), rows_of_every_table()
    code, out, err = run(path)
    assert (code, out, rows_of_every_table()) == (1, "", before)
    first, second, _nothing = err.splitlines()
    assert all(word in first for word in ("Chỉ tiêu", "2", "-5"))
    assert all(word in second for word in ("Quần chúng", "2", "Ngày quyết định", "12/25/2023", "31/12/2023"))


OLD = {
    "Tổ chức": TREE,
    "Quần chúng": [
        ["Họ và tên", "Mã chi bộ"],
        *([name, "T1"] for name in ("NguyÔn V¨n Thö", "TrÇn ThÞ HiÒn", "Lª Quèc ViÖt")),
    ],
}


def test_an_old_font_is_told_before_anything_is_written(tmp_path):
    path, before = workbook(tmp_path / "cu.xlsx", OLD), rows_of_every_table()
    code, _out, err = run(path)
    assert (code, "TCVN3" in err, "--decode" in err, rows_of_every_table()) == (1, True, True, before)
    assert run(path, "--decode")[0] == 0
    assert Candidate.objects.filter(full_name="Nguyễn Văn Thử").exists()


def test_a_wrong_file_is_refused_with_its_name(tmp_path):
    (tmp_path / "bao-cao.pdf").write_bytes(b"%PDF-1.7")
    before = rows_of_every_table()
    for path in (tmp_path / "bao-cao.pdf", tmp_path / "khong-co.xlsx"):
        code, out, err = run(path)
        assert (code, out, path.name in err) == (1, "", True)
    assert rows_of_every_table() == before


def test_a_workbook_without_any_sheet_of_ours_names_ours():
    (problem,) = refusal({"Sheet1": [["a"], ["b"]]})
    assert all(name in problem.sentence for name in ("Tổ chức", "Chỉ tiêu", "Quần chúng", "Đảng số"))


def test_a_sheet_that_nobody_knows_is_told_with_its_rows():
    _counts, (warning,) = bring({"Tổ chức": TREE, "Linh tinh": [["a"], ["b"], ["c"]]})
    assert all(word in warning for word in ("Linh tinh", "2"))


def test_the_same_workbook_twice_changes_nothing(tmp_path):
    path = workbook(tmp_path / "a.xlsx", GOOD)
    run(path)
    before = rows_of_every_table()
    _code, out, _err = run(path)
    assert rows_of_every_table() == before
    assert bring(GOOD)[0] == {
        "Tổ chức": (0, 0, 4),
        "Chỉ tiêu": (0, 0, 2),
        "Quần chúng": (0, 0, 1),
        "Đảng viên": (0, 0, 1),
        "Đảng số": (0, 0, 1),
    }
    assert "Quần chúng" in out


def test_three_hundred_people_cost_few_statements(django_assert_max_num_queries):
    bring({"Tổ chức": TREE})
    people = [["Họ và tên", "Năm sinh", "Mã chi bộ", "Ngày quyết định", "Đối tượng"]]
    people += [[f"Y Minh Họa {number}", 1990, "T1", "1/2/2023", "Dân quân"] for number in range(300)]
    with django_assert_max_num_queries(70):
        bring({"Quần chúng": people})
    assert Candidate.objects.count() == 300


def test_help_is_there(capsys):
    with pytest.raises(SystemExit):
        call_command("import_workbook", "--help")
    assert "--dry-run" in capsys.readouterr().out
