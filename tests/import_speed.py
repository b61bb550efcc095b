"""10 000 rows through our import against django-import-export's ordinary, row by row, of the same file: ``sh run.sh bench``.

    python tests/with_postgres.py -- python tests/import_speed.py [ROWS]

Each side reads the file and writes into a fresh copy of the same empty tree, in a process of its own, in turn, three times.
Ours checks everything, keeps the audit and the log of stages; the other writes the rows of one table. Figures to reach: the
median of ours five times as fast, in at most 150 MB.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FIGURE, MEGABYTES, TIMES = 5, 150, 3
HEAD = ["Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Nghề nghiệp", "Thôn cư trú", "Mã chi bộ"]
CELLS = 50


def main(rows="10000", *words):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if words:
        return {"fill": fill, "ours": ours, "theirs": theirs}[words[0]](Path(words[1]))
    with tempfile.TemporaryDirectory() as folder:
        return compare(write_file(Path(folder) / "danh-sach.xlsx", int(rows)), rows)


def compare(path, rows):
    """Run both sides in turn, and say how they compare."""
    run = [sys.executable, __file__, rows]
    subprocess.run([*run, "fill", path], check=True)
    times = {"theirs": [], "ours": []}
    most = 0
    for _time in range(TIMES):
        for side, seconds in times.items():
            done = subprocess.run([*run, side, path], check=True, capture_output=True, text=True)
            took, megabytes = map(float, done.stdout.split()[-2:])
            seconds.append(took)
            most = max(most, megabytes) if side == "ours" else most
    mine, others = median(times["ours"]), median(times["theirs"])
    print(
        f"{rows} rows: ours {mine:.2f} s, row by row {others:.2f} s: {others / mine:.1f} × as fast, {most:.0f} MB at most"
    )
    print(f"figure to reach: {FIGURE} ×, {MEGABYTES} MB")
    return 0 if others >= FIGURE * mine and most <= MEGABYTES else 1


def write_file(path, rows):
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Quần chúng")
        sheet.write_row(0, 0, HEAD)
        for n in range(1, rows + 1):
            said = [
                f"{n % 28 + 1}/{n % 12 + 1}/{1980 + n % 25}",
                "Nữ" if n % 2 else "Nam",
                "Xơ Đăng",
                "Không",
                "Nông dân",
            ]
            sheet.write_row(n, 0, [f"QC{n:06}", f"Y Minh Họa {n}", *said, f"Thôn {n % 9}", f"CB{n % CELLS}"])
    return path


def fill(_path):
    from django.core.management import call_command

    from branches.access import system_user
    from branches.placing import Draft, place_branches

    call_command("migrate", verbosity=0)
    tree = [("X", "base", "")] + [(f"CB{n}", "cell", "X") for n in range(CELLS)]
    place_branches(
        [Draft(code, None, details={"kind": kind, "parent": above, "name": code}) for code, kind, above in tree],
        by=system_user(),
    )


def taken_back(act):
    """Print the seconds that ``act`` takes and the most memory of this process; the database stays as it was."""
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic():
        act()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def ours(path):
    from branches.access import system_user
    from recruitment.workbooks.importing import import_workbook, open_workbook

    taken_back(lambda: import_workbook(open_workbook(path), by=system_user()))


def theirs(path):
    """As its documentation does it, told only which columns there are, how a day is written and what a cell's code is."""
    from import_export import fields, resources
    from import_export.widgets import DateWidget, ForeignKeyWidget
    from tablib import Dataset

    from branches.models import Branch
    from recruitment.models import Candidate

    class People(resources.ModelResource):
        code = fields.Field("code", "Mã")
        full_name = fields.Field("full_name", "Họ và tên")
        birth_date = fields.Field("birth_date", "Ngày sinh", widget=DateWidget("%d/%m/%Y"))
        sex = fields.Field("sex", "Giới tính")
        ethnic_group = fields.Field("ethnic_group", "Dân tộc")
        religion = fields.Field("religion", "Tôn giáo")
        occupation = fields.Field("occupation", "Nghề nghiệp")
        residence = fields.Field("residence", "Thôn cư trú")
        branch = fields.Field("branch", "Mã chi bộ", widget=ForeignKeyWidget(Branch, "code"))

        class Meta:
            model = Candidate
            import_id_fields = ["code"]
            fields = (
                "code",
                "full_name",
                "birth_date",
                "sex",
                "ethnic_group",
                "religion",
                "occupation",
                "residence",
                "branch",
            )

    def act():
        data = Dataset().load(path.read_bytes(), format="xlsx")
        result = People().import_data(data, raise_errors=True)
        assert result.totals["new"] == len(data)

    taken_back(act)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
