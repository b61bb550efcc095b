"""All that is due in a province against one hand-written statement that gives the same days: ``sh run.sh bench``.

    python tests/with_postgres.py -- python tests/due_speed.py [PEOPLE]

Fills the empty PostgreSQL that ``with_postgres`` lays down with 60 000 people for whom something is still to be done, then
asks both in turn, several times in one run. Figure to reach: the median of ours at most twice that of the statement, in
seconds that the processor worked on it, here and in the database. The clock is told too; a busy machine slows it.
"""

import gc
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 2
TIMES = 9
COMMUNES, CELLS = 100, 9
"""So many communes, each with so many cells."""


def main(people=60_000, *words):
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(__doc__)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if words:
        return fill(int(people))
    subprocess.run(
        [sys.executable, __file__, str(people), "fill"], check=True
    )  # what it leaves in memory is not measured
    return measure(int(people))


def measure(people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from branches.access import read_rights
    from branches.models import Branch
    from recruitment.due import due_among
    from recruitment.grids import people_at
    from tests import cast
    from tests.due_by_sql import due_by_sql
    from tests.province import TODAY

    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")  # compiling the one statement takes longer than running it
    root = Branch.objects.get(code="P")
    reader = cast.account("canbo", "officer", root)
    read_rights(reader)

    def ours():
        return due_among(people_at(None, by=reader))

    def statement():
        return due_by_sql(root, TODAY)

    with CaptureQueriesContext(connection) as captured:
        found = ours()
    same = [(each.person_id, each.matter.value, each.deadline.day) for each in found]
    if sorted(same) != sorted(statement()):
        sys.exit("The two do not find the same.")
    times = {ours: [], statement: []}
    for _ in range(TIMES):
        for ask, seconds in times.items():
            gc.collect()
            clock, worked = time.perf_counter(), processor_seconds(connection)
            ask()
            seconds.append((processor_seconds(connection) - worked, time.perf_counter() - clock))
    print(f"{people} people, {len(found)} matters, {len(captured)} statements")
    for n, what in enumerate(("processor", "clock")):
        mine, theirs = (median(each[n] for each in times[ask]) for ask in (ours, statement))
        print(f"{what}: ours {mine:.2f} s, one statement {theirs:.2f} s: {mine / theirs:.2f} ×")
    mine, theirs = (median(each[0] for each in times[ask]) for ask in (ours, statement))
    print(f"figure to reach: {FIGURE} × in seconds of the processor, ours and the database's")
    return 0 if mine <= FIGURE * theirs else 1


def processor_seconds(connection):
    """What this process and its server's have worked so far: others on the machine change it little."""
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill(people):
    """The tree and its people."""
    from django.core.management import call_command
    from django.db import connection

    from branches.access import system_user
    from branches.models import Branch
    from branches.placing import Draft, place_branches
    from config import installation
    from config.clock import DEMO_CLOCK
    from tests.province import TODAY, Province

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, TODAY.isoformat())
    tree = [("P", "province", "")] + [(f"C{n}", "base", "P") for n in range(COMMUNES)]
    tree += [(f"C{n}Z{cell}", "cell", f"C{n}") for n in range(COMMUNES) for cell in range(CELLS)]
    drafts = [Draft(code, None, details={"kind": kind, "parent": above, "name": code}) for code, kind, above in tree]
    place_branches(drafts, by=system_user())
    Province(Branch.objects.filter(kind="cell")).fill(people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
