"""axe-core on the pages below the search: light and dark, on a phone and on a desk; and the shortlist's script."""

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import make_server

from indexer.service import SearchService
from tests.search_web.test_browser import ARGUMENTS, DESK, PHONE, chromium

pytestmark = pytest.mark.browser

PAGES = (
    "/provider/p-full01",
    "/provider/p-nasty4",
    "/provider/p-full01/report?kind=remove",
    "/provider/p-full01/report/thanks",
    "/remedial-massage/rosanna-vic-3084",
    "/remedial-massage",
    "/conditions/low-back-pain",
    "/browse",
    "/compare?id=p-full01&id=p-osteo3",
    "/shortlist",
    "/take?near=Rosanna",
    "/embed?near=Rosanna",
    "/api/v1/",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(playwright), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def site(service: SearchService, make_app: Callable[[object], Flask]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make_app(service), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: str, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    shown = context.new_page()
    reported: list[str] = []
    shown.on("console", lambda message: reported.append(message.text))
    found = {}
    for address in PAGES:
        shown.goto(site + address)
        shown.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        violations = Axe().run(shown).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
        wide = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
    context.close()
    assert found == {}
    assert [said for said in reported if "Content Security Policy" in said] == []


def test_a_provider_is_kept_in_this_browser_and_shown_on_the_shortlist(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for provider in ("p-full01", "p-osteo3"):
        page.goto(f"{site}/provider/{provider}")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("button", name="On your shortlist")).to_be_visible()
    page.get_by_role("link", name="Shortlist (2)").click()
    expect(page.get_by_role("link", name="Quiet River Remedial")).to_be_visible()
    page.get_by_role("link", name="Compare them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side by side")
    page.goto(f"{site}/shortlist")
    page.get_by_role("button", name="Remove Quiet River Remedial").click()
    expect(page.get_by_role("link", name="Quiet River Remedial")).to_have_count(0)
    assert context.cookies() == []
    context.close()
