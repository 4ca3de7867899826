"""axe-core on the pages below the search: light and dark, on a phone and on a desk; and the shortlist's script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.search_web.browsing import DESK, PHONE

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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_page: Callable[..., Page], site: str, scheme: str, size: dict[str, int]
) -> None:
    shown = open_page("/browse", size, scheme)
    found = {}
    for address in PAGES:
        shown.goto(site + address)
        shown.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        violations = Axe().run(shown).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
        wide = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
    assert found == {}


def test_a_provider_is_kept_in_this_browser_and_shown_on_the_shortlist(
    open_page: Callable[..., Page], site: str
) -> None:
    page = open_page("/provider/p-full01")
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
    assert page.context.cookies() == []
