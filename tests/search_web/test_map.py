"""The map beside the list: in step with it, on tiles of the operator's choice or on none."""

import base64
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug import Request, Response

from indexer.service import SearchService
from search_web.tiles import read_tiles
from tests.search_web.browsing import DESK, PHONE, serving

pytestmark = pytest.mark.browser

SEARCH = "/search?near=Rosanna&radius_km=50"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIAAAyfgH/3Ni5VQAAAABJRU5ErkJggg=="
)


class TileServer:
    """Tiles of one colour, and what was asked for; 404 when it is told to fail."""

    def __init__(self) -> None:
        self.referers: list[str | None] = []
        self.fails = False

    @Request.application
    def __call__(self, request: Request) -> Response:
        self.referers.append(request.headers.get("Referer"))
        return Response(status=404) if self.fails else Response(PNG, mimetype="image/png")


@pytest.fixture
def tiles() -> TileServer:
    return TileServer()


@pytest.fixture
def mapped(service: SearchService, make_app: Callable[[object], Flask], tiles: TileServer) -> Iterator[str]:
    """The site with tiles from another host on loopback."""
    app = make_app(service)
    with serving(tiles) as address:
        url = address.replace("127.0.0.1", "localhost")
        app.config["TILES"] = read_tiles(
            {
                "ROSANNA_TILES_URL": f"{url}/{{z}}/{{x}}/{{y}}.png",
                "ROSANNA_TILES_CREDIT": "© Made-up <b>Maps</b>",
            }
        )
        with serving(app) as site:
            yield site


def requested(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_no_map_code_is_loaded_before_the_map_is_shown(open_page: Callable[..., Page]) -> None:
    page = open_page("/about", DESK)
    asked = requested(page)
    page.goto(page.url.replace("/about", SEARCH))
    assert [url for url in asked if "map" in url] == []
    page.get_by_role("link", name="Show map").click()
    expect(page.get_by_role("region", name="Map of these results")).to_be_visible()
    assert [url for url in asked if "leaflet.js" in url] != []
    page.get_by_role("link", name="List only").click()
    expect(page.locator("#map")).to_have_count(0)


def test_every_card_with_a_place_has_its_point_and_the_rest_are_counted(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(SEARCH + "&view=map", DESK)
    expect(page.locator("#map .pin, #map .cluster").first).to_be_visible()
    placed = page.locator(".card[data-lat]").count()
    points = page.evaluate(
        "[...document.querySelectorAll('#map .cluster')].reduce((sum, one) => sum + Number(one.textContent), 0)"
        " + document.querySelectorAll('#map .pin').length"
    )
    assert points == placed > 1
    without = page.locator(".card").count() - placed
    assert without == 0 or f"{without} provider" in page.locator(".map-side").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_point_leads_to_its_card_and_a_card_to_its_point(
    open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_page(SEARCH + "&view=map", size)
    pin = page.locator("#map .pin").first
    pin.focus()
    name = str(pin.get_attribute("aria-label")).split(". ", 1)[1]
    card = page.locator(".card").filter(has=page.get_by_role("link", name=name, exact=True))
    expect(card).to_have_class("card lit")
    pin.press("Enter")
    link = card.get_by_role("link", name=name, exact=True)
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    expect(page.locator("#map .pin.lit")).to_have_attribute(
        "aria-label", str(pin.get_attribute("aria-label"))
    )
    link.blur()
    expect(page.locator("#map .lit")).to_have_count(0)


def test_points_on_one_spot_come_apart_by_key(open_page: Callable[..., Page]) -> None:
    page = open_page(SEARCH + "&view=map", DESK)
    page.evaluate("document.querySelectorAll('.leaflet-control-zoom-out')[0].click()")
    for _ in range(5):
        page.locator(".leaflet-control-zoom-out").click()
        page.wait_for_timeout(300)
    cluster = page.locator("#map .cluster").first
    expect(cluster).to_have_attribute("aria-label", "3 providers here: show them apart")
    cluster.focus()
    cluster.press("Enter")
    expect(page.locator("#map .pin").first).to_be_visible()


def test_tiles_come_from_the_operators_host_with_credit_and_a_bare_referer(
    browser: Browser, mapped: str, tiles: TileServer
) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(mapped + SEARCH + "&view=map")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert set(tiles.referers) == {f"{mapped}/"}, "the host, and nothing of the search"
    credit = page.locator(".leaflet-control-attribution")
    expect(credit).to_be_visible()
    expect(credit).to_have_text("© Made-up <b>Maps</b>")
    assert complaints == []
    page.close()


def test_tiles_that_do_not_come_are_said_and_the_points_stay(
    browser: Browser, mapped: str, tiles: TileServer
) -> None:
    tiles.fails = True
    page = browser.new_page()
    page.goto(mapped + SEARCH + "&view=map")
    expect(page.locator("[data-map-note]")).to_contain_text("could not be loaded")
    expect(page.locator("#map .pin, #map .cluster").first).to_be_visible()
    page.close()


def test_without_tiles_the_points_stand_on_plain_ground_and_nobody_is_asked(
    open_page: Callable[..., Page], site: str
) -> None:
    page = open_page("/about", DESK)
    asked = requested(page)
    page.goto(site + SEARCH + "&view=map")
    expect(page.locator("#map.plain-ground .pin, #map.plain-ground .cluster").first).to_be_visible()
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith(site)] == []


def test_without_scripts_the_list_is_whole_and_says_what_the_map_needs(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(SEARCH + "&view=map", DESK, scripts=False)
    expect(page.get_by_text("The map needs JavaScript. Everything on it is in the list.")).to_be_visible()
    assert page.locator(".card").count() > 1


def test_a_first_load_is_light(open_page: Callable[..., Page], site: str) -> None:
    page = open_page("/about", PHONE)
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(site + "/search", wait_until="networkidle")
    assert 10_000 < sum(sizes) < 120_000
