"""The osm shape: what is asked, how answers are read, and a crawl of a made-up endpoint."""

import json

import pytest

from crawler import overpass
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
    "partial": ('{"elements": [], "remark": "runtime error: Query timed out"}', "partial answers"),
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
