"""A real browser for the journeys: Debian's chromium, a phone's window, axe-core on every page."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
PHONE = {"width": 360, "height": 740}
WIDTHS = (320, 360, 768, 1280)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("chromium is missing: run `make test` as root, or `apt-get install chromium`")
    if not AXE.is_file():
        pytest.fail("axe-core is missing: run `make test`, or `npm ci`")
    # Playwright keeps an event loop in this thread; Django would take the tests' own queries for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def practice(transactional_db) -> str:
    """The practice people are loaded; returns their password."""
    from nenkin.services.account import practice

    practice.load()
    return practice.PASSWORD


@pytest.fixture
def open_page(browser, live_server):
    """Open pages in windows of one's own, closed afterwards; a script error or a blocked file fails the test."""
    contexts, problems = [], []

    def open_one(*, conflict_expected: bool = False, **options) -> Page:
        settings = {"viewport": PHONE, "locale": "ja-JP", "timezone_id": "Asia/Tokyo", "has_touch": True}
        context = browser.new_context(base_url=live_server.url, **settings | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        allowed = "status of 409" if conflict_expected else None

        def tell(line) -> None:
            if line.type == "error" and not (allowed and allowed in line.text):
                problems.append(line.text)

        page.on("console", tell)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def check():
    """Nothing for axe to find with every `details` open, and no sideways scroll at any width."""
    axe = AXE.read_text(encoding="utf-8")

    def check_page(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{page.url} is {wide} px wide in a window of {width}"
            if width in (PHONE["width"], 1280):
                found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                faults = [
                    f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
                    for rule in found["violations"]
                    for node in rule["nodes"]
                ]
                assert not faults, f"{page.url} at {width}:\n" + "\n".join(faults)
        page.set_viewport_size(PHONE)

    return check_page
