"""A program for ``test_issue_reports``: a small office with a database of its own, for a command that starts processes.

python -m tests.batches                                    an empty database, five organisations, the clock at the end of 2023
python -m tests.batches submit CODE PERIOD                 the report of a branch is put up for signature
python -m tests.batches sign CODE PERIOD NUMBER [FOLDER]   it is signed; its files go to the folder as signed.pdf, …
"""

import sys
from datetime import date
from pathlib import Path

TREE = (
    ("H", "district", "", "Đảng bộ huyện Minh Họa"),
    ("X1", "base", "H", "Đảng bộ xã Một"),
    ("X1/T1", "cell", "X1", "Chi bộ thôn 1"),
    ("x1-t1", "cell", "X1", "Chi bộ thôn <b>Hai</b>"),
    ("X1-T1", "cell", "X1", "=Chi bộ thôn 3"),
)
PERIOD = "2023-12"


def prepare():
    from django.core.management import call_command

    from branches.access import system_user
    from branches.placing import Draft, place_branches
    from config import installation
    from config.clock import DEMO_CLOCK

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    drafts = [
        Draft(code, None, details={"kind": kind, "parent": above, "name": name}) for code, kind, above, name in TREE
    ]
    place_branches(drafts, by=system_user())


def submit(code, period):
    from branches.access import system_user
    from branches.models import Branch
    from config import installation
    from config.clock import DEMO_CLOCK
    from reports.drafting import start_report
    from reports.issuing import submit_report
    from reports.periods import parse_period

    installation.set_value(DEMO_CLOCK, "2024-01-02")  # the month is over
    branch = Branch.objects.get(code=code)
    report = start_report(branch, parse_period(period, branch), by=system_user())
    return submit_report(report.pk, report.version, by=system_user())


def sign(code, period, number, folder=None):
    from branches.access import system_user
    from reports.issuing import sign_report

    report = submit(code, period)
    said = {"number": int(number), "symbol": "BC", "signed_on": date(2023, 12, 31), "signer": "Y Minh Họa"}
    report = sign_report(report.pk, said | {"signing_authority": "", "post": ""}, report.version, by=system_user())
    for file in report.files.all() if folder else ():
        Path(folder, f"signed.{file.form}").write_bytes(file.content)


if __name__ == "__main__":
    import django

    django.setup()
    step, *words = sys.argv[1:] or ["prepare"]
    {"prepare": prepare, "submit": submit, "sign": sign}[step](*words)
