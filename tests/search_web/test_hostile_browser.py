"""Providers hostile in every field, in a real browser: pages stay whole, nothing runs, nothing is asked elsewhere."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, Request

from tests.search_web.browsing import PHONE, serving
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_hostile import WORDS, hostile_providers

PAGES = (
    "/",
    "/search",
    "/search?view=map",
    "/search?q=remedial+massage&near=Rosanna",
    "/remedial-massage",
    "/remedial-massage/rosanna-vic-3084",
    "/suburbs/rosanna-vic-3084",
    "/conditions/low-back-pain",
    "/browse",
    "/embed?near=Rosanna",
    "/take?near=Rosanna",
    *(f"/provider/p-{kind}" for kind in WORDS),
    "/compare?id=p-script&id=p-markup&id=p-link&id=p-data",
    "/compare?id=p-long&id=p-turned&id=p-null&id=p-template",
    "/provider/p-script/report",
    "/provider/p-long/report",
    "/provider/p-markup/report/thanks",
)
LOOK = """() => ({
  ran: window.ran ?? null,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  headings: document.querySelectorAll('h1').length,
  mains: document.querySelectorAll('main').length,
  foreign: document.querySelectorAll('main script, main img:not(.leaflet-container img), iframe, object, embed, body style, base').length,
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
  links: [...new Set([...document.querySelectorAll('a[href], form[action]')].map(e => new URL(e.href ?? e.action).protocol))],
})"""
"""What a page has become, after everything on it that opens is open."""


@pytest.fixture
def finder() -> MadeUpFinder:
    return MadeUpFinder(providers=hostile_providers())


@pytest.fixture
def site(finder: MadeUpFinder, make_app: Callable[[object], Flask]) -> Iterator[str]:
    with serving(make_app(finder)) as address:
        yield address


@pytest.mark.browser
def test_pages_of_hostile_providers_stay_whole_and_nothing_of_theirs_runs(
    open_page: Callable[..., Page], site: str
) -> None:
    page = open_page("/", PHONE)  # it fails on whatever the policy had to forbid
    asked: list[str] = []
    told: list[str] = []

    def see(request: Request) -> None:
        asked.append(request.url)

    page.on("request", see)
    page.on("dialog", lambda dialog: told.append(dialog.message))
    for address in PAGES:
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.status == 200, address
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        found = page.evaluate(LOOK)
        assert set(found.pop("links")) <= {"http:", "https:", "tel:", "mailto:"}, address
        assert found == {"ran": None, "wide": 0, "headings": 1, "mains": 1, "foreign": 0, "handlers": 0}, (
            address
        )
    assert told == []
    assert [url for url in asked if not url.startswith(site)] == []


@pytest.mark.parametrize("kind", WORDS)
def test_the_api_stays_valid(client: FlaskClient, kind: str) -> None:
    spec = client.get("/api/v1/openapi.json").json
    assert spec is not None
    for path, address in (
        ("/api/v1/search", "/api/v1/search?near=Rosanna"),
        ("/api/v1/providers/{provider_id}", f"/api/v1/providers/p-{kind}"),
    ):
        schema = spec["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = client.get(address)
        Draft202012Validator({**schema, "components": spec["components"]}).validate(answer.json)
    given = client.get(f"/api/v1/providers/p-{kind}").json
    assert given is not None
    assert given["name"] == WORDS[kind], "the API gives what was read, unchanged"


def test_what_is_taken_along_stays_readable(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv").get_data(as_text=True))))
    assert [row["id"] for row in rows] == [f"p-{kind}" for kind in WORDS]
    points = client.get("/search.geojson").get_json(force=True)
    assert len(points["features"]) == len(WORDS)
    feed = ET.fromstring(client.get("/search.atom").data)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(WORDS)
