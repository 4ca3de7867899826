"""Searches taken along (CSV, GeoJSON, Atom, a frame), and providers side by side."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from search_web.taking import EXPORTED_MOST
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import FULL, OSTEO, hostile
from tests.search_web.reading import page, text

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_search_as_csv_has_everybody_it_finds_with_sources(client: FlaskClient) -> None:
    response = client.get("/search.csv?service=remedial-massage")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="rosanna.csv"'
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert [row["id"] for row in rows] == ["p-full01", "p-bare02"]
    assert "https://quietriver.example/" in rows[0]["source_urls"]


def test_an_export_goes_on_over_pages_up_to_its_bound(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = [FULL.model_copy(update={"id": f"p-{number:06}"}) for number in range(1050)]
    rows = client.get("/search.csv").get_data(as_text=True).splitlines()
    assert len(rows) == 1 + EXPORTED_MOST


def test_a_search_as_geojson_has_a_point_for_each_place(client: FlaskClient) -> None:
    response = client.get("/search.geojson")
    assert response.mimetype == "application/geo+json"
    points = json.loads(response.data)["features"]
    assert [point["id"] for point in points] == ["p-full01", "p-osteo3"]
    assert points[0]["geometry"]["coordinates"] == [145.066, -37.742]


def test_a_saved_search_is_a_feed_with_the_latest_change_first(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    newer = OSTEO.model_copy(update={"changed_at": "2026-11-23T00:00:00Z"})
    finder.providers = [FULL, newer]
    response = client.get("/search.atom?near=Rosanna")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == [newer.name, FULL.name]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"
    own = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert own["self"] == "http://localhost/search.atom?near=Rosanna"
    assert own["alternate"] == "http://localhost/search?near=Rosanna"


def test_a_hostile_provider_spoils_no_file(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = [hostile()]
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv").get_data(as_text=True))))
    assert [row["id"] for row in rows] == ["p-nasty4"]
    assert len(json.loads(client.get("/search.geojson").data)["features"]) == 1
    feed = ElementTree.fromstring(client.get("/search.atom").data)
    assert len(feed.findall(f"{ATOM}entry")) == 1
    for form in ("csv", "geojson", "atom"):
        body = client.get(f"/search.{form}").get_data(as_text=True)
        assert not any(character in body for character in "\x00\u202a\u202e\u2066")
    assert client.get("/api/v1/providers/p-nasty4").json is not None


@pytest.mark.parametrize("address", ["/search.csv?page=x", "/search.atom?radius_km=0", "/embed?sort=x"])
def test_an_argument_that_does_not_fit_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_another_form_of_file_is_not_found(client: FlaskClient) -> None:
    assert client.get("/search.xlsx").status_code == 404


def test_only_the_page_for_frames_may_be_framed(client: FlaskClient) -> None:
    framed = client.get("/embed?near=Rosanna").headers
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    for address in ("/search", "/take", "/provider/p-full01", "/provider/p-full01/report"):
        headers = client.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_the_frame_shows_the_first_and_leads_to_the_rest(client: FlaskClient) -> None:
    read = page(client, "/embed?service=remedial-massage&near=Rosanna")
    assert text(read.select_one(".line h2")) == "Quiet River Remedial"
    assert {link.get("target") for link in read.select("h2 a, main > p a")} == {"_blank"}
    assert all(str(link["href"]).startswith("http://localhost/") for link in read.select("h2 a"))


def test_every_way_to_take_a_search_along_answers(client: FlaskClient) -> None:
    read = page(client, "/take?q=massage&near=Rosanna")
    links = [str(link["href"]) for link in read.select(".parameters a")]
    assert len(links) == 4
    assert [client.get(link).status_code for link in links] == [200] * 4
    snippet = text(read.select_one("pre code"))
    assert 'src="http://localhost/embed?q=massage&amp;near=Rosanna"' in snippet


def test_two_providers_stand_side_by_side_each_fact_with_its_quote(client: FlaskClient) -> None:
    read = page(client, "/compare?id=p-full01&id=p-osteo3")
    assert [text(one) for one in read.select("thead th > a:first-child")] == [FULL.name, OSTEO.name]
    row = next(one for one in read.select("tbody tr") if text(one.th) == "Therapies stated")
    first, second = row.select("td")
    assert "Cupping can be added to any 60 minute session." in text(first)
    assert "Osteopathy" in text(second)
    assert "Not stated" in text(next(one for one in read.select("tbody tr") if text(one.th) == "Mentioned"))
    assert read.select_one("a[href='/compare?id=p-osteo3']") is not None


def test_more_than_four_or_unknown_ones_are_left_out_and_said(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.providers = [FULL.model_copy(update={"id": f"p-{number}"}) for number in range(6)]
    address = "/compare?" + "&".join(f"id=p-{number}" for number in range(6)) + "&id=none"
    read = page(client, address)
    assert len(read.select("thead th")) == 4
    assert "3 providers asked for could not be shown" in text(read.main)


def test_nothing_to_compare_says_what_to_do(client: FlaskClient) -> None:
    assert "Nothing to compare yet" in text(page(client, "/compare").main)


def test_the_search_api_links_its_pages_in_header_and_body(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?per_page=1&page=2&near=Rosanna")
    assert response.json is not None
    links = response.json["links"]
    assert links == {
        "self": "/api/v1/search?near=Rosanna&page=2&per_page=1",
        "first": "/api/v1/search?near=Rosanna&per_page=1",
        "prev": "/api/v1/search?near=Rosanna&per_page=1",
        "next": "/api/v1/search?near=Rosanna&page=3&per_page=1",
        "last": "/api/v1/search?near=Rosanna&page=3&per_page=1",
    }
    for name in ("first", "prev", "next", "last"):
        assert f'<{links[name]}>; rel="{name}"' in response.headers["Link"]
        assert client.get(links[name]).status_code == 200


def test_a_preflight_is_answered(client: FlaskClient) -> None:
    headers = client.options("/api/v1/search").headers
    assert headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert headers["Access-Control-Allow-Headers"] == "If-None-Match"
