"""The search's pages for everybody: axe-core finds nothing, keys alone are enough, and so is no JavaScript."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.search_web.browsing import DESK, PHONE

pytestmark = pytest.mark.browser

CUPPING = re.compile("^states cupping ?, remove$")
"""The part of a search that the filter makes; some browsers put a space where a line could break."""

PAGES = (
    "/",
    "/search?q=remidial+massage+back&near=Richmond&radius_km=500&service=cupping",
    "/search?near=Rosanna&radius_km=50&view=map",
    "/search?q=nothing+like+this&near=Rosanna&feature=hicaps&max_price=20",
    "/search?per_page=1&page=2",
    "/about",
    "/no-such-page",
    "/search?radius_km=x",
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_page: Callable[..., Page], site: str, size: dict[str, int], scheme: str
) -> None:
    page = open_page("/", size, scheme)
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        if "view=map" in address:
            expect(page.locator("#map .pin, #map .cluster").first).to_be_visible()
        assert Axe().run(page).generate_report() == "Found 0 accessibility violations:\n", address


def test_axe_finds_nothing_in_an_open_list_of_suggestions(open_page: Callable[..., Page]) -> None:
    page = open_page("/", PHONE)
    page.get_by_label("What").press_sequentially("osteo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert Axe().run(page).response["violations"] == []


def tab_to(page: Page, words: str, *, most: int = 60) -> None:
    """Press Tab until what has the focus says `words`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")
        if words in " ".join(said.split()):
            return
    pytest.fail(f"{most} tabs did not reach {words!r}")


def test_keys_alone_search_by_suggestion_narrow_open_and_call(open_page: Callable[..., Page]) -> None:
    page = open_page("/", DESK)
    tab_to(page, "q")
    page.keyboard.type("remed")
    expect(page.get_by_role("option", name="Remedial massage")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("rosan")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Remedial massage near Rosanna VIC 3084")
    tab_to(page, "Cupping")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=CUPPING)).to_be_visible()
    tab_to(page, "Quiet River Remedial")
    tab_to(page, "(03) 7010 5512", most=12)
    assert page.evaluate("document.activeElement.href") == "tel:+61370105512"
    page.keyboard.press("Shift+Tab")
    while "Quiet River" not in page.evaluate("document.activeElement.innerText"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quiet River Remedial")


def test_keys_alone_change_and_remove_a_part_of_the_search(open_page: Callable[..., Page]) -> None:
    page = open_page("/search?q=massage+saturday&near=Rosanna", DESK)
    tab_to(page, "within 10 km")
    page.keyboard.press("Enter")
    expect(page.locator(".change[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".change[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    tab_to(page, "25 km", most=6)
    page.keyboard.press("Enter")
    expect(page.get_by_text("within 25 km of Rosanna VIC 3084")).to_be_visible()
    tab_to(page, "open Saturday")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".part-chip")).to_have_count(2)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_scripts_the_same_way_leads_to_the_same_call(
    open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_page("/", size, scripts=False)
    page.get_by_label("What").fill("remidial massage")
    page.get_by_label("Where").fill("Rosanna")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Searched for remedial instead of “remidial”.")).to_be_visible()
    if size == PHONE:
        page.get_by_text("Narrow and sort").click()
    page.locator(".narrow").get_by_role("link", name="Cupping").click()
    expect(page.get_by_role("link", name=CUPPING)).to_be_visible()
    page.locator(".change summary").last.click()
    page.get_by_role("link", name="25 km").last.click()
    page.get_by_role("link", name=CUPPING).click()
    card = page.locator(".card").filter(has_text="Quiet River Remedial")
    expect(card.get_by_role("link", name="(03) 7010 5512")).to_have_attribute("href", "tel:+61370105512")
    card.get_by_role("link", name="Quiet River Remedial", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quiet River Remedial")


def test_the_time_to_be_open_at_is_a_plain_form(open_page: Callable[..., Page]) -> None:
    page = open_page("/search?q=massage&near=Rosanna&feature=hicaps", DESK, scripts=False)
    page.get_by_label("Open at").fill("2026-11-28T10:00")
    page.get_by_role("button", name="Show who is open then").click()
    expect(page.get_by_text("open Saturday at 10 am").first).to_be_visible()
    expect(page.get_by_text("states claims on the spot")).to_be_visible()
