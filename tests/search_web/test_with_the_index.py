"""The site on a real index: what the made-up finder stands in for elsewhere, here asked of Whoosh."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from crawler.home import Home
from indexer.service import SearchService
from search_web.finder import Finder
from tests.search_web.made_up import build_index
from tests.search_web.made_up_providers import INDEXED
from tests.search_web.reading import foreign_scripts, page, status, text


@pytest.fixture
def client(service: SearchService, make_app: Callable[[object], Flask]) -> FlaskClient:
    return make_app(service).test_client()


def test_the_index_answers_what_the_site_asks(service: SearchService) -> None:
    finder: Finder = service
    assert finder.coverage().providers == len(INDEXED)


def test_remedial_massage_near_rosanna_shows_providers_with_distance(client: FlaskClient) -> None:
    read = page(client, "/search?q=remedial+massage&near=Rosanna")
    assert text(read.h1) == "Remedial massage near Rosanna VIC 3084"
    card = next(card for card in read.select(".card") if "Quiet River" in text(card))
    assert text(card.select_one(".distance")) == "in Rosanna"
    assert "Unhurried remedial massage for stiff necks" in text(card.select_one("blockquote"))


def test_every_service_of_a_provider_page_opens_to_quote_and_source(client: FlaskClient) -> None:
    facts = page(client, "/provider/p-full01").select("[aria-labelledby=s-services] details")
    assert len(facts) == 6
    assert all(fact.select_one("blockquote") and fact.select_one("figcaption a") for fact in facts)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about",
        "/search",
        "/search?q=osteopath+saturday&near=Heidelberg",
        "/search?q=massage&near=3084&open_at=now&max_price=100",
        "/search?q=nothing+like+this&near=Rosanna&feature=hicaps",
        "/search?near=Nowhereville",
        "/search?service=no-such-therapy",
        "/search?q=%00%ff<script>&near=%00",
        "/search?near=-37.7,145.0&sort=distance",
        "/search?sort=price&page=7",
        "/provider/p-nasty4",
    ],
)
def test_each_page_answers_and_its_own_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    read = page(client, address)
    assert foreign_scripts(read) == []
    links = {str(link["href"]) for link in read.select("main [href^='/']")}
    assert {link for link in sorted(links)[:12] if status(client, link) >= 400} == set()


@pytest.mark.parametrize(
    "query", ["", "?q=remidial+massage+back&near=rosanna", "?q=zzzz&near=3084", "?service=cupping"]
)
def test_each_answer_of_the_api_fits_its_document(client: FlaskClient, query: str) -> None:
    spec: Any = client.get("/api/v1/openapi.json").json
    schema = {"$ref": "#/components/schemas/SearchAnswer", "components": spec["components"]}
    Draft202012Validator(schema).validate(client.get(f"/api/v1/search{query}").json)


def test_a_new_index_is_served_without_a_restart(client: FlaskClient, home: Home) -> None:
    tag = client.get("/search").headers["ETag"]
    assert client.get("/search", headers={"If-None-Match": tag}).status_code == 304
    build_index(home)
    assert client.get("/search", headers={"If-None-Match": tag}).status_code == 200


def test_a_site_that_started_without_an_index_serves_one_as_soon_as_it_is_there(
    home: Home, make_app: Callable[[object], Flask]
) -> None:
    with SearchService(home) as service:
        client = make_app(service).test_client()
        assert status(client, "/") == 503
        build_index(home)
        assert status(client, "/") == 200
