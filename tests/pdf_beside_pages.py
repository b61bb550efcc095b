"""How long other pages take while a long PDF is made: ``sh run.sh bench``.

    python tests/pdf_beside_pages.py [ROUNDS]

Starts the site as ``run.sh`` does, over a database of its own in which one organisation has 1 000 below it, and asks for that
organisation's PDF again and again while another visitor asks for a page, and then the page alone; both several times in turn.
Figure to reach: the 99th percentile of the page's times at most twice as long beside the PDF as without.
"""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 2.0
BELOW = 1_000
SECONDS = 15
"""So long is each half of a round."""
PAUSE = 0.02
ANSWER = 120


def main(rounds="3", *words):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if words:
        return fill()
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        (Path(folder) / "static").mkdir()  # WhiteNoise warns without it
        subprocess.run([sys.executable, __file__, rounds, "fill"], check=True)
        with socket.create_server(("127.0.0.1", 0)) as place:
            port = place.getsockname()[1]
        site = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        as_run = ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
        server = subprocess.Popen([*site, *as_run], cwd=ROOT)
        try:
            return measure(f"http://127.0.0.1:{port}", int(rounds))
        finally:
            server.terminate()
            server.wait()


def measure(site, rounds):
    page, paper = f"{site}/to-chuc/C0/2023-12/", f"{site}/to-chuc/P/2023-12/bao-cao.pdf"
    reader, printing = visitor(site), visitor(site)
    asked(reader, page, seconds=3)  # all code is loaded, all is in memory
    ratios = []
    for _round in range(rounds):
        alone = asked(reader, page)
        over = threading.Event()
        made = []
        thread = threading.Thread(target=keep_printing, args=(printing, paper, over, made))
        thread.start()
        beside = asked(reader, page)
        over.set()
        thread.join()
        ratios.append(p99(beside) / p99(alone))
        print(f"alone {said(alone)}; beside {len(made)} PDFs {said(beside)}: {ratios[-1]:.2f} ×", flush=True)
    print(f"median of {rounds} rounds: {median(ratios):.2f} × (figure to reach: {FIGURE} ×)")
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    return 0 if median(ratios) <= FIGURE else 1


def p99(seconds):
    return quantiles(seconds, n=100)[-1]


def said(seconds):
    return f"{1000 * median(seconds):.0f} ms, p99 {1000 * p99(seconds):.0f} ms ({len(seconds)} pages)"


def asked(visitor, address, seconds=SECONDS):
    """How long each answer took, one after the other."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        visitor.open(address, timeout=ANSWER).read()
        found.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return found


def keep_printing(visitor, address, over, made):
    while not over.is_set():
        content = visitor.open(address, timeout=ANSWER).read()
        assert content.startswith(b"%PDF-")
        made.append(len(content))


def visitor(site):
    """A browser that has logged in."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    for _try in range(100):
        try:
            form = browser.open(f"{site}/dang-nhap/", timeout=ANSWER).read().decode()
            break
        except urllib.error.URLError:
            time.sleep(0.1)
    from tests.cast import PASSWORD  # needs the apps

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    sent = {"csrfmiddlewaretoken": token, "username": "lanhdao", "password": PASSWORD}
    headers = {"Referer": f"{site}/dang-nhap/"}
    request = urllib.request.Request(f"{site}/dang-nhap/", urllib.parse.urlencode(sent).encode(), headers)
    answer = browser.open(request, timeout=ANSWER)
    if "/dang-nhap/" in answer.url:
        sys.exit("The visitor could not log in.")
    return browser


def fill():
    from django.core.management import call_command

    from branches.access import system_user
    from branches.models import Branch
    from branches.placing import Draft, place_branches
    from config import installation
    from config.clock import DEMO_CLOCK
    from tests import cast

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    tree = [("P", "province", "")] + [(f"C{n}", "base", "P") for n in range(BELOW)]
    drafts = [Draft(code, None, details={"kind": kind, "parent": above, "name": code}) for code, kind, above in tree]
    place_branches(drafts, by=system_user())
    cast.account("lanhdao", "leader", Branch.objects.get(code="P"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
