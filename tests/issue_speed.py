"""Every branch's report of a month on two cores against one: ``sh run.sh bench``.

    python tests/issue_speed.py [COMMUNES] [ROUNDS]

Fills an empty database (SQLite in a folder of its own; the one of ``DATABASE_URL`` where that is set) with a province of so
many communes of nine cells each, then gives ``manage.py issue_reports`` in turn two cores and one, to which it is bound with
all that it starts. Figure to reach: at least 1.7 times as many reports a second, the median of the rounds; the two runs of a
round follow one another. Others at work on the machine take their share of both.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 1.7
CELLS, PEOPLE = 9, 20
"""Cells of a commune; people on the way in a cell."""


def main(communes="20", rounds="3", *words):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if words:
        import django

        django.setup()
        return fill(int(communes))
    if len(os.sched_getaffinity(0)) < 2:
        sys.exit("This needs two cores.")
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        subprocess.run([sys.executable, __file__, communes, rounds, "fill"], check=True)
        return measure(Path(folder), 1 + int(communes) * (1 + CELLS), int(rounds))


def measure(folder, reports, rounds):
    ratios, speeds = [], {1: [], 2: []}
    for number in range(rounds):
        for cores in (1, 2) if number % 2 else (2, 1):
            speeds[cores].append(reports / seconds(folder / f"out-{number}-{cores}", cores, reports))
        ratios.append(speeds[2][-1] / speeds[1][-1])
        print(f"one core {speeds[1][-1]:.2f}, two {speeds[2][-1]:.2f} reports a second: {ratios[-1]:.2f} ×", flush=True)
    print(f"{reports} reports as PDF, median of {rounds} rounds: {median(ratios):.2f} × (figure to reach: {FIGURE} ×)")
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    return 0 if median(ratios) >= FIGURE else 1


def seconds(out, cores, reports):
    """How long the whole command took, with its start."""
    command = [sys.executable, "manage.py", "issue_reports", "2025-11", "--below", "P", "--out", str(out)]
    bound = sorted(os.sched_getaffinity(0))[:cores]
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--cores", str(cores)], cwd=ROOT, stdout=subprocess.DEVNULL)
    os.sched_setaffinity(process.pid, bound)
    if process.wait() or len([*out.glob("*.pdf")]) != reports:
        sys.exit("Not every report was made.")
    return time.perf_counter() - began


def fill(communes):
    from django.core.management import call_command

    from branches.access import system_user
    from branches.models import Branch
    from branches.placing import Draft, place_branches
    from config import installation
    from config.clock import DEMO_CLOCK
    from tests.province import TODAY, Province

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, TODAY.isoformat())
    tree = [("P", "province", "")] + [(f"C{n}", "base", "P") for n in range(communes)]
    tree += [(f"C{n}Z{cell}", "cell", f"C{n}") for n in range(communes) for cell in range(CELLS)]
    drafts = [Draft(code, None, details={"kind": kind, "parent": above, "name": code}) for code, kind, above in tree]
    place_branches(drafts, by=system_user())
    Province(Branch.objects.filter(kind="cell")).fill(communes * CELLS * PEOPLE)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
