"""The What and Where boxes with JavaScript: suggestions for keys and screen readers, and the place one is at."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.search_web.browsing import DESK

pytestmark = pytest.mark.browser

LISTS = {"What": "Therapies, complaints and providers", "Where": "Places"}


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page("/", DESK)


def typed(page: Page, box: str, words: str) -> None:
    page.get_by_role("combobox", name=box).press_sequentially(words)
    expect(page.get_by_role("listbox", name=LISTS[box])).to_be_visible()


def test_a_box_is_a_combobox_that_names_its_list(page: Page) -> None:
    box = page.get_by_role("combobox", name="What")
    assert {name: box.get_attribute(name) for name in ("aria-autocomplete", "aria-expanded", "list")} == {
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "list": None,
    }
    typed(page, "What", "osteo")
    expect(box).to_have_attribute("aria-expanded", "true")
    controlled = box.get_attribute("aria-controls")
    assert page.locator(f"#{controlled}").get_attribute("role") == "listbox"


def test_how_many_suggestions_there_are_is_announced(page: Page) -> None:
    typed(page, "What", "osteo")
    count = page.get_by_role("option").count()
    assert count > 1
    status = page.locator("form[role=search] [role=status]")
    expect(status).to_have_text(f"{count} suggestions; arrow keys to choose.")
    page.get_by_role("combobox", name="What").fill("xqzvw")
    expect(status).to_have_text("No suggestions.")


def test_arrows_walk_through_the_options_and_round(page: Page) -> None:
    typed(page, "What", "osteo")
    box, options = page.get_by_role("combobox", name="What"), page.get_by_role("option")
    assert box.get_attribute("aria-activedescendant") is None, "nothing is chosen unasked"
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(options.last).to_have_attribute("aria-selected", "false")
    expect(box).to_be_focused()


def test_enter_takes_the_option_and_a_second_one_searches(page: Page) -> None:
    typed(page, "What", "osteop")
    box = page.get_by_role("combobox", name="What")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Osteopathy")
    expect(page.get_by_role("listbox", name=LISTS["What"])).not_to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Osteopathy")


def test_enter_without_an_option_searches_for_what_was_typed(page: Page) -> None:
    typed(page, "What", "osteo")
    page.get_by_role("combobox", name="What").press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=osteo&near=$"))


def test_home_and_end_go_back_to_the_text(page: Page) -> None:
    typed(page, "What", "osteo")
    box = page.get_by_role("combobox", name="What")
    for key, place in (("Home", 0), ("End", 5)):
        box.press("ArrowDown")
        box.press(key)
        assert box.get_attribute("aria-activedescendant") is None
        assert box.evaluate("box => box.selectionStart") == place


def test_escape_closes_the_list_then_empties_the_box(page: Page) -> None:
    typed(page, "What", "osteo")
    box = page.get_by_role("combobox", name="What")
    box.press("Escape")
    expect(page.get_by_role("listbox", name=LISTS["What"])).not_to_be_visible()
    expect(box).to_have_value("osteo")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    box.press("Escape")
    expect(box).to_have_value("")


def test_where_suggests_places_only_and_a_click_takes_one(page: Page) -> None:
    typed(page, "Where", "rosan")
    kinds = set(page.get_by_role("option").locator(".n").all_inner_texts())
    assert kinds == {"Place"}
    page.get_by_role("option", name="Rosanna VIC 3084").click()
    expect(page.get_by_role("combobox", name="Where")).to_have_value("Rosanna VIC 3084")
    expect(page.get_by_role("combobox", name="Where")).to_be_focused()


def test_a_provider_that_is_chosen_opens(page: Page) -> None:
    typed(page, "What", "quiet riv")
    page.get_by_role("combobox", name="What").press("ArrowDown")
    page.get_by_role("combobox", name="What").press("Enter")
    expect(page).to_have_url(re.compile(r"/provider/p-full01$"))


def test_leaving_the_box_closes_the_list(page: Page) -> None:
    typed(page, "What", "osteo")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox", name=LISTS["What"])).not_to_be_visible()


def test_near_me_asks_when_it_is_pressed_and_tells_two_decimals(open_page: Callable[..., Page]) -> None:
    here = {"latitude": -37.740961, "longitude": 145.068374}
    page = open_page("/", DESK, geolocation=here, permissions=["geolocation"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("What").fill("massage")
    page.wait_for_timeout(400)
    assert not [url for url in asked if "145." in url], "not before it is pressed"
    page.get_by_role("button", name="Near me: use my location").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Massage near Rosanna VIC 3084")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["massage"], "near": ["-37.74,145.07"]}
    assert [url for url in asked if "37.7409" in url or "145.068" in url] == []
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


def test_a_refused_location_is_said_and_the_box_still_works(open_page: Callable[..., Page]) -> None:
    page = open_page("/", DESK, permissions=[])
    page.get_by_role("button", name="Near me: use my location").click()
    said = page.get_by_text("The browser was not allowed to say where you are. Type a suburb or postcode.")
    expect(said).to_be_visible()
    expect(page.get_by_label("Where")).to_be_focused()


def test_without_scripts_there_is_a_plain_form_with_the_browsers_own_list(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/", DESK, scripts=False)
    assert page.get_by_label("What").get_attribute("list") == "therapies"
    assert page.locator("#therapies option").count() > 50
    expect(page.locator("[data-near-me]")).not_to_be_visible()
