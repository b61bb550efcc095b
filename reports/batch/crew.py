"""The workers of a batch: processes of their own, started anew and never forked, each fed with the next report when it has
made one, so that none idles. Theirs is a session of their own: Ctrl+C reaches only us, and we end them.
"""

import contextlib
import json
import os
import signal
import subprocess
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock, Thread
from time import monotonic

from django.utils.translation import gettext as _

DEATHS = 3
"""So many workers may end one after the other without having made anything; then no more are started."""
GRACE = 10
"""Seconds in which a worker that is to end finishes the report that it has begun; then it is killed."""


def cores():
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """The workers of one batch, who make ``jobs``; to be used as a context, at whose end they have ended.

    ``command``: starts a worker (``work``). What workers keep while they work lies in one folder, which goes with them,
    however they end.
    """

    def __init__(self, jobs, command, workers):
        self.jobs, self.is_over = jobs, False
        self._waiting, self._done = SimpleQueue(), SimpleQueue()
        for job in jobs:
            self._waiting.put(job)
        self._folder = TemporaryDirectory(prefix="reports-", ignore_cleanup_errors=True)
        self._workers = [Worker(command, self._folder.name) for _each in range(min(workers, len(jobs)))]
        self._threads = [Thread(target=self._feed, args=(worker,), daemon=True) for worker in self._workers]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    def answers(self):
        """(job, answer) of each job as it is done, in whatever order. Where no worker gave an answer, it says
        ``{"error": a sentence}``.
        """
        for _each in self.jobs:
            yield self._done.get()

    def stop(self):
        """Begin no further report and end the workers, each with the one it has begun where that is done within ``GRACE``.

        Returns the answers that nobody has asked for yet. Called again it does nothing.
        """
        self.is_over = True
        until = monotonic() + GRACE
        try:
            for worker in self._workers:
                worker.dismiss()
            for worker in self._workers:
                worker.wait(until - monotonic())
        finally:  # also where Ctrl+C comes a second time
            for worker in self._workers:
                worker.kill()
            self._folder.cleanup()
        for thread in self._threads:
            thread.join(GRACE)
        return [self._done.get() for _each in range(self._done.qsize())]

    def _feed(self, worker):
        while not self.is_over:
            try:
                job = self._waiting.get_nowait()
            except Empty:
                return worker.dismiss()
            answer = worker.answer(job)
            if not (self.is_over and "error" in answer):
                self._done.put((job, answer))


class Worker:
    """One process; where it ended, the next report starts another. Dismissed, it starts none any more."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.process, self.said, self.deaths, self.is_over = None, None, 0, False
        self._lock = Lock()

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
        with self._lock:
            if self.is_over:
                raise OSError
            self.said = TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  open as long as the process
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.said,
                encoding="utf-8",
                start_new_session=True,
                env=os.environ | {"TMPDIR": self.folder},
            )

    def _last_words(self):
        """Why the process ended, as far as it said; the next report starts another."""
        self.deaths += 1
        if self.process is None:
            return _("The process that makes the reports did not start.")
        self.kill()
        code = self.process.wait()
        self.said.seek(0)
        lines = self.said.read().strip().splitlines() or [""]
        self.process = None
        return _("The process that made it ended (%(code)s). %(why)s") % {"code": code, "why": lines[-1]}

    def dismiss(self):
        """Nothing more comes: the process ends when it has made what it has begun, and takes away what it kept."""
        with self._lock:
            self.is_over = True
            if self.process:
                with contextlib.suppress(OSError):
                    self.process.stdin.close()

    def wait(self, seconds):
        """Until the process has ended, or so many seconds have passed."""
        if process := self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(seconds, 0))

    def kill(self):
        """End the process and all that it started, where it has not ended yet."""
        process = self.process
        if process is None or process.poll() is not None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)  # it leads a session of its own, and so a group
        except (AttributeError, OSError):  # Windows; or it ended meanwhile
            process.kill()
        process.wait()
