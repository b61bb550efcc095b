"""All that is due in a province against one hand-written statement that gives the same days: ``sh run.sh bench``.

    python tests/with_postgres.py -- python tests/due_speed.py [PEOPLE]

Fills the empty PostgreSQL that ``with_postgres`` lays down with 60 000 people for whom something is still to be done, then
asks both in turn, several times in one run. Figure to reach: the median of ours at most twice that of the statement.
"""

import gc
import os
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 2
TIMES = 9
COMMUNES, CELLS = 100, 9
"""So many communes, each with so many cells."""


def main(people=60_000):
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(__doc__)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    return measure(int(people))


def measure(people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from branches.access import read_rights
    from recruitment.due import due_among
    from recruitment.grids import people_at
    from tests import cast
    from tests.due_by_sql import due_by_sql
    from tests.province import TODAY

    root = fill(people)
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
            started = time.perf_counter()
            ask()
            seconds.append(time.perf_counter() - started)
    mine, theirs = (median(times[ask]) for ask in (ours, statement))
    print(f"{people} people, {len(found)} matters, {len(captured)} statements")
    print(f"ours {mine:.2f} s, one statement {theirs:.2f} s: {mine / theirs:.2f} × (figure to reach: {FIGURE} ×)")
    return 0 if mine <= FIGURE * theirs else 1


def fill(people):
    """The tree and its people; returns the root."""
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
        cursor.execute("SET jit = off")  # compiling the one statement takes longer than running it
    return Branch.objects.get(code="P")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
