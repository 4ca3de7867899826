"""The whole site, of a made-up index and of the demo: every link leads somewhere, sitemaps are whole, structured data is valid."""

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from rdflib.namespace import SDO

from crawler.home import Home
from crawler.reading.links import links, page_root
from indexer.service import SearchService
from search_web import create_app
from search_web.tiles import Tiles
from tests.search_web.made_up import build_index

SITE = "http://localhost"
ENDLESS = {"search", "compare", "take"}
"""Kinds of pages that lead to others of their kind without end."""
FOLLOWED = 25
"""So many of each of them are looked at."""
PROPERTIES: Mapping[str, str] = {
    "WebPage": "mainEntity dateModified url name",
    "CollectionPage": "mainEntity breadcrumb url name",
    "BreadcrumbList": "itemListElement",
    "ItemList": "itemListElement",
    "ListItem": "position name item",
    "PostalAddress": "streetAddress addressLocality addressRegion postalCode addressCountry",
    "GeoCoordinates": "latitude longitude",
    "OpeningHoursSpecification": "dayOfWeek opens closes",
    "Offer": "name price priceCurrency",
    "Person": "name jobTitle",
    **dict.fromkeys(
        ("MedicalBusiness", "HealthAndBeautyBusiness", "LocalBusiness"),
        "additionalType name alternateName url sameAs telephone email address geo areaServed "
        "openingHoursSpecification makesOffer knowsLanguage employee",
    ),
}
"""What schema.org lets each type have, as far as it is used."""


@pytest.fixture(scope="module", params=["made up", pytest.param("the demo", marks=pytest.mark.slow)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A small site with every kind of page, and the demo's."""
    home = Home.from_environment({"ROSANNA_HOME": str(tmp_path_factory.mktemp("whole"))})
    if request.param == "the demo":
        home = request.getfixturevalue("sample_crawl").home
    else:
        build_index(home)
    with SearchService(home) as service:
        yield create_app({"SERVICE": service, "TILES": Tiles(), "PROPAGATE_EXCEPTIONS": False}).test_client()


@dataclass(frozen=True)
class Seen:
    """What is looked at of a page that answered."""

    indexed: str | None
    data: list[Any]


@pytest.fixture(scope="module")
def pages(site: FlaskClient) -> dict[str, Seen]:
    """Every page that links lead to from the home page; fails where one leads nowhere."""
    return dict(_crawl(site))


def _crawl(client: FlaskClient) -> Iterator[tuple[str, Seen]]:
    waiting, seen, counts = deque(["/"]), {"/"}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        kind = re.split("[/?.]", address)[1]
        counts[kind] += 1
        if kind in ENDLESS and counts[kind] > FOLLOWED:
            continue
        with client.get(address, follow_redirects=True) as response:
            assert response.status_code == 200, address
            if response.mimetype != "text/html":
                continue
            text = response.get_data(as_text=True)
        read = BeautifulSoup(text, "lxml")
        scripts = read.select("script[type='application/ld+json']")
        yield address, Seen(_indexed(read), [json.loads(tag.get_text()) for tag in scripts])
        for link in sorted(_links(text, address) - seen):
            seen.add(link)
            waiting.append(link)


def _links(text: str, address: str) -> set[str]:
    """What our own crawler takes for links, and the files and forms that it does not ask for."""
    root = page_root(text)
    assert root is not None, address
    own = (link.url for link in links(root, SITE + address))
    others = root.xpath("//link/@href | //@src | //form[not(@method='post')]/@action")
    found = (urlsplit(urljoin(SITE + address, url)) for url in (*own, *others))
    return {
        parts.path + (f"?{parts.query}" if parts.query else "")
        for parts in found
        if f"{parts.scheme}://{parts.netloc}" == SITE
    }


def _listed(client: FlaskClient) -> list[str]:
    maps = re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").get_data(as_text=True))
    return [
        url
        for one in maps
        for url in re.findall("<loc>([^<]+)</loc>", client.get(urlsplit(one).path).get_data(as_text=True))
    ]


def test_links_lead_to_every_kind_of_page_and_sitemaps_list_all_that_may_be_indexed(
    site: FlaskClient, pages: dict[str, Seen]
) -> None:
    kinds = {address.split("?")[0].split("/")[1] for address in pages}
    assert {"", "about", "browse", "search", "provider", "suburbs", "remedial-massage", "api"} <= kinds
    assert {"compare", "shortlist", "take", "conditions"} <= kinds
    listed = _listed(site)
    assert len(listed) == len(set(listed))
    indexed = {SITE + address for address, read in pages.items() if read.indexed == SITE + address}
    assert indexed == set(listed)


def _indexed(read: BeautifulSoup) -> str | None:
    """The address under which search engines may list a page: a plain search names its landing page."""
    hidden = read.select_one("meta[name=robots][content*=noindex]")
    canonical = read.select_one("link[rel=canonical]")
    return str(canonical["href"]) if canonical is not None and hidden is None else None


def test_what_a_sitemap_lists_answers_and_names_itself_as_canonical(site: FlaskClient) -> None:
    for url in _listed(site):
        read = BeautifulSoup(site.get(urlsplit(url).path).get_data(as_text=True), "lxml")
        canonical = read.select_one("link[rel=canonical]")
        assert canonical is not None, url
        assert canonical["href"] == url
        assert _indexed(read), url


def test_structured_data_has_only_types_and_properties_that_schema_org_knows(
    pages: dict[str, Seen],
) -> None:
    found = [(address, one) for address, read in pages.items() for one in read.data]
    assert {address.split("/")[1] for address, _ in found} >= {"provider", "suburbs", "remedial-massage"}
    for address, data in found:
        assert data["@context"] == "https://schema.org"
        for node in _nodes(data):
            _valid(node, address)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(one)


def _valid(node: dict[str, Any], address: str) -> None:
    types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
    for name in types:
        assert SDO[name], (address, name)
        assert name in PROPERTIES, (address, name)
    allowed = {own for name in types for own in PROPERTIES[name].split()}
    own = {key for key in node if not key.startswith("@")}
    assert own <= allowed, (address, types, own - allowed)
    assert all(SDO[key] for key in own)
    assert "medicalSpecialty" not in node


def test_a_thin_page_answers_and_is_left_out_of_search_engines(
    service: SearchService, make_app: Callable[[object], Flask]
) -> None:
    client = make_app(service).test_client()
    for address in ("/cupping/rosanna-vic-3084", "/osteopathy/wycheproof-vic-3527"):
        read = BeautifulSoup(client.get(address).get_data(as_text=True), "lxml")
        assert not _indexed(read), address
        assert SITE + address not in _listed(client)
