"""Many at one thing at the same moment: editors of one person, officers who move one or make two one, one form sent often.

On PostgreSQL the tests call these functions with the test database. SQLite's test database lives in memory, where
threads get in each other's way as they never do in a file: there ``in_a_file`` runs this module as a program on a
database file of its own.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parent.parent


def together(call, times):
    """``[call(0), …]``, all in threads that begin at one moment; what one raises is raised here."""
    from django.db import connection

    gate, results, failures = threading.Barrier(times), [None] * times, []

    def run(number):
        try:
            gate.wait()
            results[number] = call(number)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


def edit_one_person(editors, rounds):
    """Every editor adds 1 to a number that stands in the person's residence (with the own number beside it: two who want
    the same thing are no conflict), ``rounds`` times, and tries again when told that somebody else was faster. Returns
    what is there afterwards.
    """
    from branches.models import AuditEntry, User
    from branches.versions import Stale
    from recruitment.editing import edit_person
    from recruitment.models import Candidate
    from tests import cast

    party = tree()
    users = [cast.account(f"canbo{number}", "officer", party.north) for number in range(editors)]
    person = cast.person("Trần Thị Thử", party.hill, residence="0")
    cast.register_people([person], by=users[0])
    pk, vague = Candidate.objects.get().pk, []

    def edit(number):
        conflicts = 0
        for _round in range(rounds):
            while True:
                seen = Candidate.objects.get(pk=pk)
                more = int(seen.residence.split()[0]) + 1
                try:
                    edit_person(pk, {"residence": f"{more} {number}"}, seen.version, by=users[number])
                    break
                except Stale as stale:
                    conflicts += 1
                    told = stale.changes and all(
                        change.fields == ("residence",) and change.at and isinstance(change.by, User)
                        for change in stale.changes
                    )
                    if not told:
                        vague.append(stale)
        return conflicts

    conflicts = sum(together(edit, editors))
    row = Candidate.objects.get(pk=pk)
    entries = AuditEntry.objects.filter(kind="recruitment.candidate", object_id=pk, act="changed").count()
    return {
        "written": int(row.residence.split()[0]),
        "version": row.version,
        "entries": entries,
        "conflicts": conflicts,
        "vague": len(vague),
    }


def send_one_form(senders, times):
    """One form sent by ``senders`` at a moment, ``times`` times each. Returns the answers and what there is afterwards."""
    from uuid import uuid4

    from django.test import Client

    from branches.models import AuditEntry, Submission
    from recruitment.models import Candidate
    from tests import cast

    party = tree()
    officer = cast.account("canbo", "officer", party.north)
    clients = [Client() for _ in range(senders)]
    for client in clients:
        client.force_login(officer)
    said = {"full_name": "Lê Văn Mới", "branch": "HILL", "is_union_member": "unknown", "form_token": str(uuid4())}

    def send(number):
        return [clients[number].post("/quan-chung/them/", said) for _ in range(times)]

    answers = [answer for some in together(send, senders) for answer in some]
    return {
        "answers": len(answers),
        "addresses": len({answer.url for answer in answers}),
        "people": Candidate.objects.count(),
        "created": AuditEntry.objects.filter(kind="recruitment.candidate", act="created").count(),
        "submissions": Submission.objects.count(),
    }


def move_one_person(officers):
    """Officers who move the same person at the same moment, each having seen the person before. Returns what became of it."""
    from datetime import date

    from branches.models import AuditEntry
    from recruitment.facts import Step
    from recruitment.models import Candidate, StageChange
    from recruitment.stages import Stage
    from recruitment.workflow import MoveRefused, move_candidates
    from tests import cast

    party = tree()
    users = [cast.account(f"canbo{number}", "officer", party.north) for number in range(officers)]
    person = cast.candidate(party.hill)

    def move(number):
        target = (Stage.LISTED, Stage.DROPPED)[number % 2]
        step = Step(person.pk, Stage.INTRODUCED, on=date(2023, 1, 1), reason="lý do")
        try:
            move_candidates([step], target, by=users[number])
        except MoveRefused as refusal:
            return refusal.problems[0].sentence
        return "moved"

    answers = together(move, officers)
    return {
        "moved": answers.count("moved"),
        "told": sum(str(person) in answer for answer in answers),
        "lines": StageChange.objects.count(),
        "entries": AuditEntry.objects.filter(act="moved").count(),
        "stands": Candidate.objects.get().stage == StageChange.objects.get().target,
    }


def merge_one_pair(officers):
    """Officers who make the same two entries one at the same moment, half of them the one and half the other way round.
    Returns what became of it.
    """
    from branches.models import AuditEntry
    from branches.versions import Stale
    from config.refusal import Refused
    from recruitment.merging import merge_people
    from recruitment.models import Candidate, Merge
    from tests import cast

    party = tree()
    users = [cast.account(f"canbo{number}", "officer", party.north) for number in range(officers)]
    pair = [cast.candidate(party.hill, "Y Thử", code=code).pk for code in ("A", "B")]

    def merge(number):
        try:
            merge_people(*pair[:: (1, -1)[number % 2]], {}, (1, 1), by=users[number])
        except (Stale, Refused):
            return "told"
        return "merged"

    answers = together(merge, officers)
    return {
        "merged": answers.count("merged"),
        "told": answers.count("told"),
        "merges": Merge.objects.count(),
        "people": Candidate.objects.count(),
        "entries": AuditEntry.objects.filter(act="merged").count(),
    }


def begin_one_report(officers):
    """Officers who begin the report of one month at the same moment. Returns what became of it."""
    from branches.models import AuditEntry
    from reports.drafting import start_report
    from reports.models import Report
    from reports.periods import parse_month

    users, party = _office(officers), _north()
    answers = together(lambda n: start_report(party, parse_month("2023-12"), by=users[n]).pk, officers)
    entries = AuditEntry.objects.filter(kind="reports.report", act="created").count()
    return {"answers": len(set(answers)), "reports": Report.objects.count(), "entries": entries}


def sign_one_report(officers):
    """Officers who write down the signature of one report at the same moment, each with a number of its own."""
    from branches.models import AuditEntry
    from reports.models import ReportFile

    users = _office(officers)
    report = _submitted("2023-12")
    answers = together(lambda n: _signed(report, n + 1, users[n]), officers)
    return {
        "signed": answers.count("signed"),
        "told": sum("đã ký: số" in answer for answer in answers),
        "files": ReportFile.objects.count(),
        "entries": AuditEntry.objects.filter(act="signed").count(),
    }


def take_one_number(officers):
    """Officers who sign each another month's report with the same number at the same moment."""
    from reports.models import Report, ReportFile

    users = _office(officers)
    reports = [_submitted(f"2023-{number + 1:02d}") for number in range(officers)]
    answers = together(lambda n: _signed(reports[n], 7, users[n]), officers)
    return {
        "signed": answers.count("signed"),
        "told": sum("đã dùng cho báo cáo" in answer for answer in answers),
        "files": ReportFile.objects.count(),
        "numbered": Report.objects.filter(number=7).count(),
    }


def report_while_people_enter(people):
    """A report put together while others enter admissions, between any two of its statements. Returns what it says."""
    from branches.access import system_user
    from reports.figures import figures_of
    from reports.figures.agreement import agree
    from reports.periods import parse_month
    from tests import cast

    by, north, hill = system_user(), tree().north, _hill()
    waits, entered = [threading.Event(), threading.Event()], []

    def enter():
        for number in range(people):
            cast.admit(hill, f"{number + 1:02d}/12/2023", sex="female")
            entered.append(number)

    def write(number):
        if number:
            waits[0].wait()
            enter()
            waits[1].set()
            return None
        return _read_with_a_pause_after(
            1, waits, lambda: figures_of(north, parse_month("2023-12"), by=by, for_paper=True)
        )

    figures = together(write, 2)[0]
    after = figures_of(north, parse_month("2023-12"), by=by, for_paper=True)
    return {
        "before": figures.year_admitted,
        "agrees": agree(figures),
        "entered": len(entered),
        "after": after.year_admitted,
    }


def _read_with_a_pause_after(statements, waits, read):
    """What ``read`` gives; after so many of its statements on the admissions others write, and it goes on when they have."""
    from django.db import connection

    seen = []

    def pause(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "recruitment_admission" in sql:
            seen.append(sql)
            if len(seen) == statements:
                waits[0].set()
                waits[1].wait()
        return result

    with connection.execute_wrapper(pause):
        return read()


def _hill():
    from branches.models import Branch

    return Branch.objects.get(code="HILL")


def _office(officers):
    from tests import cast

    party = tree()
    return [cast.account(f"canbo{number}", "officer", party.north) for number in range(officers)]


def _north():
    from branches.models import Branch

    return Branch.objects.get(code="NORTH")


def _submitted(month):
    from branches.access import system_user
    from reports.drafting import start_report
    from reports.issuing import submit_report
    from reports.periods import parse_month

    report = start_report(_north(), parse_month(month), by=system_user())
    return submit_report(report.pk, report.version, by=system_user())


def _signed(report, number, by):
    """ "signed", or why not."""
    from datetime import date

    from config.refusal import Refused
    from reports.issuing import sign_report

    said = {"number": number, "symbol": "BC/ĐU", "signed_on": date(2024, 1, 5)}
    said |= {"signing_authority": "", "post": "Bí thư", "signer": "Y Minh Họa"}
    try:
        sign_report(report.pk, said, report.version, by=by)
    except Refused as refusal:
        return refusal.problems[0].sentence
    return "signed"


def tree():
    """The two branches that it takes: north > hill."""
    from types import SimpleNamespace

    from branches.kinds import Kind
    from tests import cast

    north = cast.place("NORTH", Kind.BASE, name="Đảng bộ xã Bắc")
    return SimpleNamespace(north=north, hill=cast.village("HILL", north, name="Chi bộ thôn Đồi"))


def in_a_file(folder, name, *sizes):
    """The result of the function ``name`` on an SQLite file in ``folder``, by a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", "tests.at_once", name, *map(str, sizes)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    every = (edit_one_person, send_one_form, move_one_person, merge_one_pair)
    every += (begin_one_report, sign_one_report, take_one_number, report_while_people_enter)
    work = {function.__name__: function for function in every}[sys.argv[1]]
    print(json.dumps(work(*map(int, sys.argv[2:]))))
