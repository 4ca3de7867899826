"""The desk for everybody: axe-core finds nothing, on a phone nothing is wider than the screen, keys are enough."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.search_web.browsing import DESK, PHONE, SMALL_PHONE, serving
from tests.search_web.desk.stocked import PASSWORD
from tests.search_web.desk.test_pages import PAGES

pytestmark = pytest.mark.browser


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


def signed_in(browser: Browser, site: str, size: dict[str, int], scheme: str = "light") -> Page:
    context = browser.new_context(viewport=size, color_scheme=scheme, base_url=site)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.get_by_label("Name").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("for you")
    return page


def violations(page: Page) -> list[tuple[str, str]]:
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def look(browser: Browser, site: str, size: dict[str, int], scheme: str) -> None:
    page = signed_in(browser, site, size, scheme)
    page.goto("/desk/sources/backs")
    page.get_by_role("button", name="Pause").click()
    found = {"what was done": violations(page)}
    for address in (one for one in PAGES if one != "/desk/live"):  # which is a part of others
        page.goto(address)
        found[address] = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
    page.get_by_role("button", name="Sign out").click()
    found["/desk/sign-in"] = violations(page)
    page.context.close()
    assert {address: what for address, what in found.items() if what} == {}


def test_axe_finds_nothing(browser: Browser, site: str) -> None:
    look(browser, site, PHONE, "light")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "dark"), (DESK, "light"), (DESK, "dark"), (SMALL_PHONE, "light")],
    ids=["dark phone", "desk", "dark desk", "small phone"],
)
def test_axe_finds_nothing_in_any_light_and_size(
    browser: Browser, site: str, size: dict[str, int], scheme: str
) -> None:
    look(browser, site, size, scheme)
