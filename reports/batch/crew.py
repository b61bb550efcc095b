"""The workers of a batch: processes of their own, started anew and never forked, each fed with the next report when it has
made one, so that none idles. Theirs is a session of their own: Ctrl+C reaches only us, and we end them.
"""

import json
import os
import subprocess
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread

from django.utils.translation import gettext as _

DEATHS = 3
"""So many workers may end one after the other without having made anything; then no more are started."""


def cores():
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_through(jobs, command, workers):
    """(job, answer) for each of ``jobs`` as it is done, in whatever order. Ends the workers, also where it is left early.

    ``command``: starts a worker (``work``). An answer that no worker gave says ``{"error": a sentence}``.
    """
    waiting, done = SimpleQueue(), SimpleQueue()
    for job in jobs:
        waiting.put(job)
    crew = [Worker(command) for _each in range(min(workers, len(jobs)))]
    for worker in crew:
        Thread(target=_feed, args=(worker, waiting, done), daemon=True).start()
    try:
        for _each in jobs:
            yield done.get()
    finally:
        for worker in crew:
            worker.end()


def _feed(worker, waiting, done):
    while True:
        try:
            job = waiting.get_nowait()
        except Empty:
            return worker.end()
        done.put((job, worker.answer(job)))


class Worker:
    """One process; where it ended, the next report starts another."""

    def __init__(self, command):
        self.command, self.process, self.said, self.deaths, self.is_over = command, None, None, 0, False

    def answer(self, job):
        if self.deaths >= DEATHS or self.is_over:
            return {"error": _("Not tried: the process that makes the reports does not run.")}
        try:
            return self._exchange(job)
        except (OSError, ValueError):  # it ended before its answer was whole
            return {"error": self._last_words()}

    def _exchange(self, job):
        if self.process is None:
            self._start()
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.deaths = 0
        return answer

    def _start(self):
        self.said = TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  open as long as the process
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            encoding="utf-8",
            start_new_session=True,
        )

    def _last_words(self):
        """Why the process ended, as far as it said; the next report starts another."""
        self.deaths += 1
        if self.process is None:
            return _("The process that makes the reports did not start.")
        self.process.kill()
        code = self.process.wait()
        self.said.seek(0)
        lines = self.said.read().strip().splitlines() or [""]
        self.process = None
        return _("The process that made it ended (%(code)s). %(why)s") % {"code": code, "why": lines[-1]}

    def end(self):
        """Called again it does nothing."""
        self.is_over = True
        process, self.process = self.process, None
        if process:
            process.kill()  # its files are whole or not there; its printer ends with it, for nobody feeds it any more
            process.wait()
