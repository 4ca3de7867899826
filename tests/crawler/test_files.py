"""The file shape: published files become listings without a single request."""

import json

import pytest

from crawler.reading.paths import raw_fields, value_at

SOURCE = """\
id: extract
title: An extract
publisher: made up
url: http://extract.example/
licence: made up
purpose: tests
kind: file
file:
"""
CSV = SOURCE + """\
  path: people.csv
  format: csv
  id: Number
  page: Page
  where: {Trade: massage|osteo}
  fields: {name: Business, phones: [Phone, Mobile], suburb: Town, services: Trade}
"""  # fmt: skip
ROWS = """\
Number,Business,Trade,Phone,Mobile,Town,Page
1,Backs,Remedial massage,03 7010 0001,0491 570 006,Rosanna,http://extract.example/1
2,Teeth,Dentist,03 7010 0002,,Kew,
3,,Massage,,,Eltham,
4,"Necks, and more",Osteopath,03 7010 0004,,Kew,
"""
ATP = {"type": "Feature", "id": "a1", "geometry": {"type": "Point", "coordinates": [145.068, -37.741]}, "properties": {
    "ref": "7", "name": "Hands", "phone": "+61 3 7010 0007", "website": "http://hands.example/", "shop": "massage",
    "addr:street_address": "1 High Street", "addr:city": "Rosanna", "addr:postcode": "3084", "opening_hours": "Mo-Fr 09:00-17:00"}}  # fmt: skip
OVERTURE = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [145.0, -37.8]}, "properties": {
    "id": "08f-1", "names": {"primary": "Soft Touch"}, "categories": {"primary": "massage_therapy", "alternate": ["spas"]},
    "phones": ["+61370100008"], "websites": ["http://soft.example/"],
    "addresses": [{"freeform": "2 Low Road", "locality": "Kew", "region": "VIC", "postcode": "3101", "country": "AU"}]}}  # fmt: skip


def crawl(web, text, **files):
    path = web.folder.parent / "extract.yaml"
    path.write_text(text)
    for name, content in files.items():
        path.with_name(name.replace("_", ".")).write_text(content)
    result = web.crawl(path)
    with web.store() as store:
        return result, {one.source_id: one for one in store.listings()}


def test_a_csv_is_read_by_its_columns(web):
    result, listings = crawl(web, CSV, people_csv=ROWS)
    assert result.returncode == 0, result.stderr
    assert set(listings) == {"1", "4"}
    assert listings["1"].fields == {
        "name": "Backs", "phones": ["03 7010 0001", "0491 570 006"], "suburb": "Rosanna",
        "services": ["Remedial massage"],
    }  # fmt: skip
    assert (listings["1"].url, listings["4"].url) == ("http://extract.example/1", "http://extract.example/")
    assert listings["1"].raw["record"]["Number"] == "1"
    assert "people.csv: line 4: answers that could not be read (neither name nor phone)" in result.stdout
    assert web.requested() == []


GEOJSON = SOURCE + "  path: places.geojson\n  format: geojson\n"


@pytest.mark.parametrize(
    "text",
    [json.dumps({"type": "FeatureCollection", "features": [ATP, OVERTURE]}),
     json.dumps({"type": "FeatureCollection", "features": [ATP, OVERTURE]}, indent=1),
     f"{json.dumps(ATP)}\n{json.dumps(OVERTURE)}\n"],
)  # fmt: skip
def test_geojson_of_both_families_needs_no_mapping(web, text):
    result, listings = crawl(web, GEOJSON, places_geojson=text)
    assert result.returncode == 0, result.stderr
    assert listings["a1"].fields == {
        "name": "Hands", "website": "http://hands.example/", "phones": ["+61 3 7010 0007"],
        "street": "1 High Street", "suburb": "Rosanna", "postcode": "3084", "lat": -37.741, "lon": 145.068,
        "hours": "Mo-Fr 09:00-17:00",
    }  # fmt: skip
    assert listings["08f-1"].fields == {
        "name": "Soft Touch", "website": "http://soft.example/", "phones": ["+61370100008"],
        "street": "2 Low Road", "suburb": "Kew", "state": "VIC", "postcode": "3101", "country": "AU",
        "lat": -37.8, "lon": 145.0, "services": ["massage_therapy", "spas"],
    }  # fmt: skip


def test_an_extract_of_the_map_is_read_like_an_answer(web):
    node = {"type": "node", "id": 1, "lat": -37.7, "lon": 145.0, "tags": {"shop": "massage", "name": "Backs"}}
    bakery = {
        "type": "node",
        "id": 2,
        "lat": -37.7,
        "lon": 145.0,
        "tags": {"shop": "bakery", "name": "Bread"},
    }
    text = SOURCE + "  path: map.json\n  format: overpass\n"
    result, listings = crawl(web, text, map_json=json.dumps({"elements": [node, bakery]}))
    assert result.returncode == 0, result.stderr
    assert list(listings) == ["node/1"]
    assert listings["node/1"].fields["services"] == ["massage"]


def test_an_archive_is_read_as_the_sites_it_holds(web):
    home = '<title>Backs</title><h1>Backs</h1><p>Osteopaths in Rosanna. <a href="/fees.html">Fees</a>'
    web.add(
        "backs.example", {"index.html": home, "fees.html": "<h1>Fees</h1><p>$90 for 60 minutes of massage."}
    )
    web.add("shy.example", {"index.html": '<meta name="rosanna" content="noindex"><p>Not us, please.'})
    assert web.crawl_sites("http://backs.example/").returncode == 0
    first_home, web.home = web.home, web.home.with_name("second")
    [warc] = (first_home / "pages").iterdir()
    before = web.requested()
    result, listings = crawl(web, SOURCE + f"  path: {warc}\n  format: warc\n  where: {{url: backs}}\n")
    assert result.returncode == 0, result.stderr
    assert list(listings) == ["backs.example"]
    assert listings["backs.example"].source == "sites"
    with web.store() as store:
        pages = list(store.pages("sites", "backs.example"))
        assert [page.url for page in pages] == ["http://backs.example/", "http://backs.example/fees.html"]
    assert b"$90" in web.archive().read(pages[1]).body
    assert web.requested() == before


@pytest.mark.parametrize(
    ("text", "files", "words"),
    [
        (GEOJSON, {}, "cannot be read"),
        (GEOJSON, {"places_geojson": "{}"}, "is no geojson: expected a FeatureCollection"),
        (GEOJSON, {"places_geojson": "<html>"}, "is no geojson"),
        (CSV, {"people_csv": "a,b\n1,2\n"}, "is no csv: it has no column 'Business', only a, b"),
        (SOURCE + "  path: x.warc\n  format: warc\n", {"x_warc": "nothing of the kind\n"}, "is no warc"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_fails_the_run_in_one_line(web, text, files, words):
    result, listings = crawl(web, text, **files)
    assert result.returncode == 1
    assert words in result.stdout + result.stderr
    assert listings == {}


def test_dotted_paths_lead_into_nested_values():
    record = {"a.b": 1, "c": {"d": [{"e": ""}, {"e": 5}]}}
    assert (value_at(record, "a.b"), value_at(record, "c.d.e"), value_at(record, "c.x.y")) == (1, 5, None)
    assert raw_fields(record, {"name": ("x", "c.d.e"), "phones": ("a.b", "c.d.e")}) == {
        "name": 5,
        "phones": ["1", "5"],
    }
