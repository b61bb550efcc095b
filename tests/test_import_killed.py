"""All or nothing (I2): a process that is killed while it writes a workbook leaves nothing half written."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from tests.at_once import ROOT

ROWS = 300
NOTHING = {"counts": [0, 0, 0, 0], "state": "draft"}


@pytest.mark.django_db(transaction=True)
def test_a_writing_process_that_is_killed_leaves_nothing_behind(tmp_path):
    assert killed_at_random(tmp_path, 3) == {"partial": 0, "reruns that failed": 0}


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_fifty_writing_processes_that_are_killed_leave_nothing_behind(tmp_path):
    assert killed_at_random(tmp_path, 50) == {"partial": 0, "reruns that failed": 0}


def killed_at_random(folder, times):
    """Kill a writing process at so many moments spread over its whole work; what is there each time, and a last rerun."""
    chance, partial, failed = random.Random(2026), 0, 0
    with database(folder) as address:
        run = Program(folder, address)
        run("prepare", ROWS)
        whole = run.seconds_of_writing()
        everything = run.state()
        assert (everything["counts"][0], everything["state"]) == (ROWS, "written")
        run("undo")
        for _again in range(times):
            run.killed_after(chance.uniform(0, whole))
            state = run.state()
            partial += state not in (NOTHING, everything)
            if state == everything:
                run("undo")
        run("write")
        failed += run.state() != everything
    return {"partial": partial, "reruns that failed": failed}


class Program:
    def __init__(self, folder, address):
        more = {"DATABASE_URL": address, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        self.environment = os.environ | more

    def begin(self, *said):
        command = [sys.executable, "-m", "tests.killed", *map(str, said)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def __call__(self, *said):
        process = self.begin(*said)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def state(self):
        return json.loads(self("state").splitlines()[-1])

    def seconds_of_writing(self):
        process = self.begin("write")
        process.stdout.readline()
        began = time.monotonic()
        assert process.wait() == 0
        return time.monotonic() - began

    def killed_after(self, seconds):
        """So long after it has begun to write."""
        process = self.begin("write")
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        process.communicate()


@contextmanager
def database(folder):
    """The address of an empty database beside the tests' own, gone again afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    server_at, name = os.environ["DATABASE_URL"], f"killed_{os.getpid()}"
    with psycopg.connect(server_at, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server_at.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
