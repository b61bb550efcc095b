"""Runs a command against a PostgreSQL of its own, which is gone afterwards.

    python tests/with_postgres.py -- python -m pytest

The server lives in a temporary folder, listens on a Unix socket only, and is found by the command in
``DATABASE_URL``. Exit code: the command's. Without server binaries the command is not run: said loudly,
exit 0, but 1 where ``CI=true``.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Nothing here has to survive a power cut.
SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
"""


def main(arguments):
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit(__doc__)
    binaries = folder_of_binaries()
    if binaries is None:
        return skipped()
    for number in STOPS[1:]:
        signal.signal(number, leave)
    with temporary_server(binaries) as url:
        return run(command, os.environ | {"DATABASE_URL": url})


def leave(number, frame):
    raise SystemExit(128 + number)


def skipped():
    print("\n" + "!" * 78)
    print("Cài đặt / to install:  apt-get install postgresql")
    print("ĐÃ BỎ QUA PostgreSQL: máy này không có máy chủ PostgreSQL. / SKIPPED: PostgreSQL, no server binaries.")
    return 1 if os.environ.get("CI") in {"true", "1"} else 0


def folder_of_binaries():
    """The folder that holds ``initdb``, ``pg_ctl`` and ``postgres``, the newest server first; None without one."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        candidates.append(Path(told.stdout.strip()))
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    candidates += sorted(versions, key=lambda path: -int(path.parent.name))
    whole = (path for path in candidates if all((path / name).exists() for name in ("initdb", "pg_ctl", "postgres")))
    return next(whole, None)


@contextlib.contextmanager
def temporary_server(binaries):
    """Yields the DATABASE_URL of a server that has just started; stops it and removes it whatever happens."""
    # In /tmp: a socket's path may have 107 bytes at most, and another user must be able to reach it.
    home = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    owner = unprivileged_user()
    data = home / "data"
    try:
        if owner:
            shutil.chown(home, owner, pwd.getpwnam(owner).pw_gid)
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", f"--locale={locale()}", "--no-sync"]
        quietly(owner, [binaries / "initdb", "-D", data, *options])
        with (data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS + f"unix_socket_directories = '{home}'\n")
        quietly(owner, [binaries / "pg_ctl", "-D", data, "-l", home / "log", "-w", "start"])
        yield f"postgresql://postgres@{quote(str(home), safe='')}/postgres"
    finally:
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        if (data / "postmaster.pid").exists():
            quietly(owner, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(home)


def unprivileged_user():
    """Whom the server runs as, since it refuses root; None where we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def locale():
    """A locale that knows Unicode's letters, where the machine has one."""
    with contextlib.suppress(OSError):
        present = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
        for name in ("vi_VN.utf8", "en_US.utf8", "C.utf8"):
            if name in present:
                return name
    return "C"


def quietly(owner, command):
    """Runs ``command`` as ``owner``; what it says is shown only where it fails."""
    group = pwd.getpwnam(owner).pw_gid if owner else None
    with signals_kept_waiting():
        done = subprocess.run(
            [str(word) for word in command],
            user=owner,
            group=group,
            extra_groups=[group] if owner else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed:\n{done.stdout}")


@contextlib.contextmanager
def signals_kept_waiting():
    """A server that is half made, started or stopped cannot be cleared away: whoever stops us waits that second."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def run(command, environment):
    """The exit code of ``command``. A terminal's Ctrl-C reaches it by itself; we wait until it has ended."""
    child = subprocess.Popen(command, env=environment)
    try:
        code = child.wait()
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            child.send_signal(signal.SIGINT)
        code = child.wait()
    except SystemExit:
        child.terminate()
        child.wait()
        raise
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
