"""A program for ``test_import_killed``: it writes an upload, in a process of its own that can be killed at any moment.

python -m tests.killed prepare ROWS    an empty database, a small tree, an officer, an upload of so many people
python -m tests.killed write           writes the upload
python -m tests.killed state           what is there, as JSON
python -m tests.killed undo            takes it back, and uploads the same again
"""

import json
import sys


def prepare(rows):
    from django.core.management import call_command

    from tests import cast
    from tests.at_once import tree

    call_command("migrate", verbosity=0)
    party = tree()
    cast.account("canbo", "officer", party.north)
    upload_people(rows)


def upload_people(rows):
    from branches.models import User
    from recruitment.workbooks.reading import RawSheet, RawWorkbook
    from recruitment.workbooks.uploads import check, upload

    head = ["Mã", "Họ và tên", "Ngày sinh", "Mã chi bộ", "Ngày quyết định", "Đối tượng"]
    said = ("3/4/1995", "HILL", "1/2/2023", "Dân quân")
    cells = [[f"QC{n:05}", f"Y Minh Họa {n}", *said] for n in range(rows)]
    book = RawWorkbook([RawSheet("Quần chúng", list(enumerate([head, *cells], start=1)))], [])
    officer = User.objects.get(username="canbo")
    check(upload(book, "danh-sach.xlsx", "0" * 64, by=officer).pk, by=officer)


def write():
    from branches.models import User
    from recruitment.models import WorkbookImport
    from recruitment.workbooks import uploads

    print("begun", flush=True)
    uploads.write(WorkbookImport.objects.first().pk, by=User.objects.get(username="canbo"))


def undo():
    from branches.models import User
    from recruitment.models import WorkbookImport
    from recruitment.workbooks import uploads

    last = WorkbookImport.objects.first()
    uploads.undo_import(last.pk, by=User.objects.get(username="canbo"))
    upload_people(last.rows - 1)


def state():
    """How many of each there are, and what the upload says of itself; the audit's chains hold."""
    from django.core.management import call_command

    from recruitment.models import Admission, Candidate, StageChange, WorkbookImport

    call_command("verify_audit", verbosity=0, stdout=sys.stderr)
    tags = Candidate.tags.through.objects
    counts = [rows.count() for rows in (Candidate.with_void, Admission.with_void, StageChange.objects, tags)]
    print(json.dumps({"counts": counts, "state": WorkbookImport.objects.first().state}))


if __name__ == "__main__":
    import django

    django.setup()
    what, *said = sys.argv[1:]
    {"prepare": prepare, "write": write, "undo": undo, "state": state}[what](*map(int, said))
