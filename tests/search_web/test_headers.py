"""What browsers may do with our answers, and when a copy is still good."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from protego import Protego

from search_web import create_app
from search_web.tiles import Tiles
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.reading import foreign_scripts

PAGES = (
    "/",
    "/search?q=massage",
    "/provider/p-full01",
    "/about",
    "/no-such",
    "/api/v1/search",
    "/search?page=x",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_locked_down(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "'none'" in policy.split(";")[0]
    assert "http" not in policy, "nothing from elsewhere"
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_scripts_of_ours_only_and_nothing_inline(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    read = BeautifulSoup(response.get_data(as_text=True), "lxml")
    assert foreign_scripts(read) == []
    assert read.select("style, [style]") == []
    if response.mimetype != "text/html":
        assert "script-src" not in response.headers["Content-Security-Policy"]


TILES = Tiles("https://{s}.tiles.example/{z}/{x}/{y}.png", "© Somebody", "https://*.tiles.example")


def test_only_a_page_with_a_map_may_load_tiles(finder: MadeUpFinder) -> None:
    client = create_app({"SERVICE": finder, "TILES": TILES}).test_client()
    policies = {
        address: client.get(address).headers["Content-Security-Policy"]
        for address in ("/search", "/search?view=map", "/?view=map", "/provider/p-full01")
    }
    assert [address for address, policy in policies.items() if "tiles.example" in policy] == [
        "/search?view=map"
    ]
    assert policies["/search?view=map"].endswith("img-src 'self' data: https://*.tiles.example")


def test_without_tiles_a_map_may_load_nothing_from_elsewhere(finder: MadeUpFinder) -> None:
    client = create_app({"SERVICE": finder, "TILES": Tiles()}).test_client()
    assert "http" not in client.get("/search?view=map").headers["Content-Security-Policy"]


def test_hsts_is_sent_over_https_only(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "Strict-Transport-Security" in client.get("/", base_url="https://localhost").headers


def test_the_api_may_be_read_from_any_origin(client: FlaskClient) -> None:
    assert client.get("/api/v1/search").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/search").headers


@pytest.mark.parametrize(
    "address", ["/", "/search?q=massage", "/provider/p-full01", "/about", "/api/v1/search"]
)
def test_a_copy_that_is_still_good_is_answered_304_without_a_search(
    client: FlaskClient, finder: MadeUpFinder, address: str
) -> None:
    tag = client.get(address).headers["ETag"]
    finder.asked.clear()
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert again.headers["ETag"] == tag
    assert finder.asked == []


def test_a_new_generation_of_the_index_makes_copies_old(client: FlaskClient, finder: MadeUpFinder) -> None:
    tag = client.get("/search").headers["ETag"]
    finder.generation = "g2"
    assert client.get("/search", headers={"If-None-Match": tag}).status_code == 200


def test_each_address_has_its_own_tag(client: FlaskClient) -> None:
    tags = {client.get(address).headers["ETag"] for address in ("/", "/about", "/search?q=a", "/search?q=b")}
    assert len(tags) == 4


def test_a_page_that_says_today_is_asked_for_again_tomorrow(finder: MadeUpFinder) -> None:
    now = [datetime(2026, 11, 24, 1, tzinfo=UTC)]
    client = create_app({"SERVICE": finder, "CLOCK": lambda: now[0]}).test_client()
    tag = client.get("/provider/p-full01").headers["ETag"]
    now[0] = datetime(2026, 11, 25, 1, tzinfo=UTC)
    assert client.get("/provider/p-full01", headers={"If-None-Match": tag}).status_code == 200


def test_failures_have_no_tag(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/provider/p-none").headers


def test_the_style_sheet_is_kept_for_long_under_a_name_that_changes_with_it(client: FlaskClient) -> None:
    body = client.get("/").get_data(as_text=True)
    address = body.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "v=" in address
    with client.get(address) as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]
        assert response.mimetype == "text/css"
        assert len(response.data) < 30_000


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/provider/p-full01", True),
        ("/search?q=massage&near=Rosanna", True),
        ("/search?q=massage&near=Rosanna&service=cupping", False),
        ("/search?service=cupping", False),
        ("/search", False),
        ("/search.csv?q=massage", False),
        ("/compare?id=p-full01", False),
        ("/take?near=Rosanna", False),
        ("/api/v1/search", False),
        ("/desk", False),
        ("/desk/sign-in", False),
    ],
)
def test_robots_may_read_pages_and_of_searches_only_the_plain_ones(
    client: FlaskClient, address: str, may: bool
) -> None:
    said = client.get("/robots.txt").get_data(as_text=True)
    assert said.endswith("\nSitemap: http://localhost/sitemap.xml\n")
    assert Protego.parse(said).can_fetch(address, "AnyBot") == may


def test_an_icon_is_where_browsers_look(client: FlaskClient) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as response:
        assert response.mimetype == "image/svg+xml"


def test_two_apps_do_not_share_their_finder(make_app: Callable[[object], Flask]) -> None:
    first, second = make_app(MadeUpFinder()), make_app(MadeUpFinder(providers=()))
    assert first.test_client().get("/healthz").json != second.test_client().get("/healthz").json
