"""The osm shape: what is asked, how answers are read, and a crawl of a made-up endpoint."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.reading import overpass
from data.overpass_ql import parse

SOURCE = """\
id: map
title: A map
publisher: made up
url: http://overpass.example/
licence: made up
purpose: tests
kind: osm
rate: {delay: 0}
osm: {endpoint: http://overpass.example/api/interpreter, radius_km: 3}
"""
NODE = {
    "type": "node", "id": 1, "lat": -37.7410, "lon": 145.0680,
    "tags": {"healthcare": "alternative", "healthcare:speciality": "osteopathy;massage", "name": "Backs",
             "phone": "+61 3 7010 0001; +61 3 7010 0002", "contact:website": "backs.example",
             "addr:unit": "2",
             "addr:housenumber": "14", "addr:street": "High Street", "addr:suburb": "Rosanna",
             "addr:state": "VIC", "addr:postcode": "3084", "opening_hours": "Mo-Fr 09:00-17:00"},
}  # fmt: skip


def test_an_element_becomes_a_listing_with_its_tags_as_found():
    fields = overpass.listing_fields(NODE)
    assert fields.pop("tags") == NODE["tags"]
    assert fields == {
        "name": "Backs", "website": "backs.example", "suburb": "Rosanna", "state": "VIC", "postcode": "3084",
        "hours": "Mo-Fr 09:00-17:00", "street": "2/14 High Street", "services": ["osteopathy", "massage"],
        "phones": ["+61 3 7010 0001", "+61 3 7010 0002"], "lat": -37.7410, "lon": 145.0680,
    }  # fmt: skip


def test_a_building_is_placed_at_its_centre():
    way = {"type": "way", "id": 2, "center": {"lat": -37.0, "lon": 145.0}, "tags": {"shop": "massage"}}
    assert overpass.listing_fields(way) == {
        "services": ["massage"], "lat": -37.0, "lon": 145.0, "tags": {"shop": "massage"}
    }  # fmt: skip
    assert overpass.element_id(way) == "way/2"


@pytest.mark.parametrize(
    "area", [overpass.around(-37.741, 145.068, 3), overpass.within((-38.0, 144.5, -37.5, 145.5))]
)
def test_the_query_is_valid_overpass_ql(area):
    parse(overpass.query(area))


@pytest.fixture
def source(web):
    path = web.folder.parent / "map.yaml"
    path.write_text(SOURCE)
    return path


def test_an_object_in_two_suburbs_is_listed_once(web, source):
    web.add("overpass.example", {"overpass.json": json.dumps({"elements": [NODE]})})
    result = web.crawl(source, "--suburb", "Rosanna VIC", "--suburb", "Heidelberg VIC")
    assert result.returncode == 0, result.stderr
    with web.store() as store:
        [listing] = store.listings("map")
        assert len(list(store.pages("map"))) == 2
    assert (listing.source_id, listing.url) == ("node/1", "https://www.openstreetmap.org/node/1")
    assert listing.fields["website"] == "http://backs.example/"


ANSWERS = {
    "html": ("<html>busy</html>", "could not be read"),
    "number": ('{"elements": 5}', "could not be read"),
    "list": ("[]", "could not be read"),
    "partial": ('{"elements": [], "remark": "some of the data is old"}', "partial answers"),
}


def test_an_answer_that_is_none_is_counted(web, tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, (answer, _) in ANSWERS.items():
        web.add(f"{name}.example", {"api/interpreter": answer})
        text = SOURCE.replace("id: map", f"id: {name}").replace("overpass.example/api", f"{name}.example/api")
        (folder / f"{name}.yaml").write_text(text)
    result = web.crawl("--all", "--sources-dir", folder, "--suburb", "Rosanna VIC")
    assert result.returncode == 1
    for name, (_, words) in ANSWERS.items():
        told = result.stdout.split(f"{name}: failed", 1)[1].split(": failed", 1)[0]
        assert words in told, name


class Overloaded(BaseHTTPRequestHandler):
    """Takes on small boxes alone; every query it is asked is noted."""

    largest = 0.03
    fault = "remark"
    queries: ClassVar[list[str]] = []

    def do_GET(self):
        if self.path.endswith("/robots.txt"):
            self._answer(404, b"")
            return
        query = parse_qs(urlsplit(self.path).query)["data"][0]
        self.queries.append(query)
        box = (
            [
                float(one)
                for one in re.findall(r"\((-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)\)", query)[:1][0]
            ]
            if "around" not in query
            else None
        )
        if box is None or box[2] - box[0] > self.largest:
            self._refuse()
            return
        inside = [
            one for one in self.elements() if box[0] <= one["lat"] < box[2] and box[1] <= one["lon"] < box[3]
        ]
        self._answer(200, json.dumps({"elements": inside}).encode())

    @staticmethod
    def elements():
        return [
            NODE | {"id": number, "lat": -37.741 + number / 200, "lon": 145.068} for number in range(-4, 5)
        ]

    def _refuse(self):
        if self.fault == "remark":
            partial = {
                "elements": self.elements()[:1],
                "remark": 'runtime error: Query timed out in "query" at line 3 after 61 seconds.',
            }
            self._answer(200, json.dumps(partial).encode())
        else:
            self._answer(504, b"<html>The server is probably too busy to handle your request.")

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.mark.parametrize("fault", ["remark", "504"])
def test_an_area_that_is_too_much_is_asked_for_in_quarters(web, source, monkeypatch, fault):
    monkeypatch.setattr(Overloaded, "fault", fault)
    monkeypatch.setattr(Overloaded, "queries", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), Overloaded) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        web.proxy = f"http://127.0.0.1:{server.server_port}"
        result = web.crawl(source, "--suburb", "Rosanna VIC")
        server.shutdown()
    assert result.returncode == 0, result.stderr
    assert "areas asked for again in quarters" in result.stdout
    with web.store() as store:
        assert len(list(store.listings("map"))) == 9
    for query in Overloaded.queries:
        parse(query)


def test_a_state_is_asked_for_in_tiles_that_make_it_up():
    tiles = list(overpass.Box(-39.2, 140.9, -34.0, 150.0).tiles())
    assert len(tiles) == 6 * 10
    assert all(tile.north - tile.south <= 1 and tile.east - tile.west <= 1 for tile in tiles)
    assert sum((t.north - t.south) * (t.east - t.west) for t in tiles) == pytest.approx(5.2 * 9.1)
    for tile in tiles:
        parse(overpass.query(tile.area))


def test_quarters_make_up_their_box():
    box = overpass.Box.round(-37.741, 145.068, 3)
    parts = list(box.quarters())
    assert {one.splits for one in parts} == {1}
    assert sum((p.north - p.south) * (p.east - p.west) for p in parts) == pytest.approx(
        (box.north - box.south) * (box.east - box.west)
    )
    for part in parts:
        parse(overpass.query(part.area))


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ({"shop": "massage"}, True),
        ({"healthcare": "alternative", "healthcare:speciality": "acupuncture; osteopathy"}, True),
        ({"healthcare": "osteopath"}, True),
        ({"healthcare": "alternative", "healthcare:speciality": "homeopathy"}, False),
        ({"shop": "erotic"}, False),
    ],
)
def test_an_extract_is_sifted_by_the_tags_that_are_asked_for(tags, wanted):
    assert overpass.is_wanted(tags) is wanted
