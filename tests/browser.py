"""A real browser for the tests: Debian's Chromium, steered by Playwright, looking at a server on this machine only."""

import os
import shutil
from dataclasses import dataclass, field

import pytest

WIDTHS = (360, 768, 1280)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "Không có trình duyệt Chromium / no browser: apt-get install chromium"


@dataclass
class Visitor:
    """Somebody at a browser. ``problems``: what its console, its scripts and the content policy complained of."""

    page: object
    server: str
    problems: list = field(default_factory=list)

    def opens(self, address):
        return self.page.goto(self.server + address)

    def logs_in(self, username, password):
        self.opens("/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        with self.page.expect_navigation():
            self.page.press("#id_password", "Enter")

    def follows(self, link):
        """Clicks what leads to another page, and waits until that page is whole and its scripts listen."""
        with self.page.expect_navigation():
            self.page.locator(link).click() if isinstance(link, str) else link.click()

    def saves(self):
        """Ctrl+S. A key pressed before the page's scripts have run is heard by nobody."""
        self.page.wait_for_load_state()
        self.page.keyboard.press("Control+s")

    def downloads(self, selector):
        """Clicks and gives back (file name, bytes)."""
        with self.page.expect_download() as waiting:
            self.page.click(selector)
        download = waiting.value
        with open(download.path(), "rb") as file:
            return download.suggested_filename, file.read()

    def has_width(self, width):
        self.page.set_viewport_size({"width": width, "height": 900})

    def widths_that_scroll_sideways(self):
        return [width for width in WIDTHS if self.has_width(width) or self.scrolls_sideways()]

    def scrolls_sideways(self):
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests of a process. Without it: skipped, said loudly, but a failure where ``CI=true``."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        (pytest.fail if os.environ.get("CI") in {"true", "1"} else pytest.skip)(MISSING)
    from playwright.sync_api import sync_playwright  # slow to load, and only these tests need it

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, live_server):
    """A visitor with an empty browser of 1280 × 900."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True)
    page = context.new_page()
    visitor = Visitor(page, live_server.url)
    page.on(
        "console",
        lambda line: (
            line.type in {"error", "warning"} and visitor.problems.append(f"{line.text} {line.location.get('url')}")
        ),
    )
    page.on("pageerror", lambda error: visitor.problems.append(str(error)))
    page.on("request", lambda asked: _note_outside(visitor, asked.url))
    yield visitor
    context.close()


def _note_outside(visitor, address):
    if not address.startswith(visitor.server):
        visitor.problems.append(f"asked for {address}")
