"""From a bare copy of the project to the first page, in seconds: ``sh run.sh bench``.

Copies what git knows or would add into a temporary folder, runs ``sh run.sh`` there with a cold package cache
and a clean database, and asks for the first page until it comes. Figure to reach: 60 s.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 60  # seconds


def main():
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        copy_project(clone)
        seconds = seconds_to_first_page(clone)
    print(f"first page after {seconds:.1f} s (figure to reach: {FIGURE} s)")
    return 0 if seconds <= FIGURE else 1


def copy_project(target):
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def seconds_to_first_page(clone):
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "EMPTY", "PYTHONPATH"}}
    environment |= {"PORT": str(port), "PIP_NO_CACHE_DIR": "1"}
    started = time.monotonic()
    server = subprocess.Popen(["sh", "run.sh"], cwd=clone, env=environment, start_new_session=True)
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            if server.poll() is not None:
                sys.exit(f"sh run.sh ended with {server.returncode}.")
            time.sleep(0.05)
        return time.monotonic() - started
    finally:
        # The whole of its session, which we began: the shell, pip, the web server's processes.
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def answers(address):
    """True where a page came; an error page is not one."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except urllib.error.HTTPError as error:
        sys.exit(f"The first page is an error: {error}")
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
