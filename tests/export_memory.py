"""How much memory a list of a hundred thousand people needs on its way out: ``sh run.sh bench``.

    python tests/export_memory.py [PEOPLE]

Fills an empty database (SQLite in a folder of its own; the one of ``DATABASE_URL`` where that is set), then asks the page for
the file in a process of its own, as a browser would: first of one person, so that all code is loaded, then of all. Figure to
reach: at most 100 MB more at the highest than before.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 100
A_BATCH, CELLS = 5_000, 200


def main(people="100000", *words):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if not words:
        return each_in_a_process_of_its_own(people)
    import django

    django.setup()
    return {"fill": fill, "measure": measure}[words[0]](int(people), *words[1:])


def each_in_a_process_of_its_own(people):
    """What filling leaves in memory is not measured."""
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        over = 0
        subprocess.run([sys.executable, __file__, people, "fill"], check=True)
        for suffix in ("xlsx", "csv"):
            over |= subprocess.run([sys.executable, __file__, people, "measure", suffix]).returncode
        return over


def fill(people):
    from django.core.management import call_command

    from branches.access import system_user
    from config import installation
    from config.clock import DEMO_CLOCK
    from recruitment.registering import register_people
    from tests import cast

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    party = cast.tree()
    cells = [party.hill, *(cast.village(f"V{n}", party.north) for n in range(CELLS))]
    cast.account("canbo", "officer", party.country)

    def said(number):
        days = {"decision_on": f"{number % 28 + 1:02}/03/2023", "decision_number": f"{number}-QĐ/HU"}
        described = {
            "sex": "female",
            "ethnic_group": "Xơ Đăng",
            "occupation": "farmer",
            "birth_year": 1960 + number % 40,
        }
        place, code = cells[number % len(cells)], f"{number:06}"
        tags = ("Già làng",) if number % 3 else None
        return cast.person(f"Rơ Châm Thử {number}", place, code, tags=tags, **described, **(days if number % 2 else {}))

    for start in range(0, people, A_BATCH):
        register_people([said(number) for number in range(start, min(start + A_BATCH, people))], by=system_user())


def measure(people, suffix):
    from django.test import Client

    from branches.models import AuditEntry, User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="canbo"))

    def take_out(asked):
        answer = client.post(f"/quan-chung/xuat/?{asked}", {"reason": "report", "format": suffix})
        return sum(map(len, answer.streaming_content))

    take_out("q=000001")
    before, written, started = highest(), AuditEntry.objects.count(), time.perf_counter()
    size = take_out("")
    more, seconds = highest() - before, time.perf_counter() - started
    entries = AuditEntry.objects.count() - written
    print(
        f"{suffix}: {people} people, {size / 1e6:.1f} MB, {seconds:.1f} s, {entries} lines of audit, {more:.0f} MB more"
    )
    print(f"figure to reach: {FIGURE} MB")
    return 0 if more <= FIGURE and entries == people + 1 else 1


def highest():
    """MB that this process has held at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
