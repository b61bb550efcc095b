"""The monthly report as PDF against headless Chromium printing the same HTML: ``sh run.sh bench``.

    python tests/pdf_speed.py [TIMES]

The text with its signatures, the chart of the year, a table of 40 rows. Ours: a child that has started already
(``pdf.Printer``), with the layout and the archive format. Chromium: ``--headless --print-to-pdf``, as a server would call it.
All in turn, several times in one run. Figure to reach: the median of ours at most once that of Chromium. What one costs
that is kept running for ever, with its hundreds of megabytes, is told beside it.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FIGURE = 1.0
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def main(times="9"):
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from reports.document import Document
    from reports.rendering import html, pdf

    document = Document(report())
    page_of_ours = html.for_pdf(document)
    with pdf.Printer() as printer, sync_playwright() as playwright, TemporaryDirectory() as folder:
        file = page_for_chromium(page_of_ours, Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()

        def kept_running():
            page.goto(file.as_uri())
            page.evaluate("document.fonts.ready")
            return page.pdf(prefer_css_page_size=True)

        calls = [lambda: printer.printed(page_of_ours), lambda: started(file, Path(folder)), kept_running]
        ours, theirs, kept = in_turn(calls, int(times))
        browser.close()
    print(f"kept running, Chromium takes {median(kept):.2f} s: {median(ours) / median(kept):.2f} ×")
    return told(ours, theirs)


def started(file, folder):
    """What a Chromium prints that is started for it."""
    target = folder / "paper.pdf"
    target.unlink(missing_ok=True)
    command = [CHROMIUM, "--headless", *QUIET, f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={target}", file.as_uri()], check=True, capture_output=True)
    return target.read_bytes()


def in_turn(calls, times):
    """Seconds of each call, tried once before; and the pages of what it made."""
    for call in calls:
        print(f"pages: {pages(call())}", flush=True)
    found = [[] for _call in calls]
    for _again in range(times):
        for seconds, call in zip(found, calls, strict=True):
            began = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - began)
    return found


def told(ours, others):
    ratio = median(ours) / median(others)
    print(
        f"ours {median(ours):.2f} s ({min(ours):.2f} at best), Chromium {median(others):.2f} s ({min(others):.2f} at best)"
    )
    print(f"{ratio:.2f} × (figure to reach: {FIGURE} ×); load of the machine {os.getloadavg()[0]:.1f}")
    return 0 if ratio <= FIGURE else 1


def pages(content):
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(content)).pages)


def report():
    """The text with its signatures, the chart of the year, a table of forty rows."""
    from dataclasses import replace

    from reports.figures.names import BranchName
    from tests.figures_for_tests import IA_HDRAI, figures

    cell = IA_HDRAI.silent_cells[0]
    rows = tuple(replace(cell, branch=BranchName(f"C{n}", f"Chi bộ thôn {n}")) for n in range(40))
    shorter = {"idle_groups": (), "standing": replace(IA_HDRAI.standing, with_quota=0, reached=0, best=(), without=())}
    nothing = {"children": (), "groups": (), "headcount": None, "allocation": None, "breakdowns": (), "term": None}
    return figures(silent_cells=rows, **shorter, **nothing)


def page_for_chromium(text, folder):
    """The same HTML, its style and fonts beside it."""
    for name in ("css", "fonts"):
        (folder / name).symlink_to(ROOT / "static" / name)
    file = folder / "paper.html"
    file.write_text(text, encoding="utf-8")
    return file


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
