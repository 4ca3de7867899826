"""The sample web's map endpoint."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from data.sample_server import SampleWeb
from tests.data.client import Client

ELEMENTS = [
    {"type": "node", "id": 5, "lat": -37.74, "lon": 145.06, "tags": {"shop": "massage", "name": "Near"}},
    {"type": "node", "id": 2, "lat": -37.9, "lon": 145.06, "tags": {"shop": "massage", "name": "Far"}},
    {
        "type": "way",
        "id": 3,
        "center": {"lat": -37.741, "lon": 145.061},
        "nodes": [1, 2, 3],
        "tags": {"healthcare": "alternative", "healthcare:speciality": "acupuncture; Osteopathy"},
    },
    {"type": "node", "id": 9, "lat": -37.74, "lon": 145.06, "tags": {"shop": "beauty"}},
]
HERE = "(around:3000,-37.74,145.06)"


@pytest.fixture(scope="module")
def overpass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("map") / "overpass.example"
    folder.mkdir()
    (folder / "overpass.json").write_text(json.dumps({"elements": ELEMENTS}), encoding="utf-8")
    with SampleWeb(folder.parent) as web:
        yield Client(web)


def found(overpass: Client, query: str) -> list[dict[str, object]]:
    answer = overpass.ask("http://overpass.example/api/interpreter?data=" + quote(query))
    assert answer.status == 200, answer.text
    elements: list[dict[str, object]] = json.loads(answer.body)["elements"]
    return elements


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (f'[out:json];nwr["shop"="massage"]{HERE};out;', [5]),
        ('[out:json][timeout:25];node["shop"="massage"];out;', [2, 5]),
        ("node[shop=massage](-38,145,-37.8,146);out;", [2]),
        ('[bbox:-38,145,-37.8,146][out:json];nwr["shop"];out;', [2]),
        (f'nwr["healthcare:speciality"~"(^|;) *osteopathy",i]{HERE};out center;', [3]),
        (f'nwr["healthcare:speciality"~"(^|;) *osteopathy"]{HERE};out center;', []),
        (
            f'(nwr["shop"="massage"]{HERE};way["healthcare"]{HERE};nwr["shop"="massage"]{HERE};);out center;',
            [5, 3],
        ),
        ('node["shop"]["shop"!="massage"];out;', [9]),
        ('nwr[!"shop"];out;', [3]),
        ('nwr["shop"!~"^m"];out;', [9, 3]),
        ('node["shop"];out 1;', [2]),
        ('// what a person may write\nnode["shop"] /* and\nhere */ ["name"="Near"];\nout;', [5]),
        ("node[shop=massage];", []),
    ],
)
def test_a_query_finds_its_elements(overpass: Client, query: str, ids: list[int]) -> None:
    assert [element["id"] for element in found(overpass, query)] == ids


def test_what_is_written_follows_the_words_after_out(overpass: Client) -> None:
    way = "way[healthcare];"
    assert found(overpass, way + "out ids;") == [{"type": "way", "id": 3}]
    assert set(found(overpass, way + "out skel;")[0]) == {"type", "id", "nodes"}
    assert set(found(overpass, way + "out center tags;")[0]) == {"type", "id", "center", "tags"}
    assert set(found(overpass, "node[shop=beauty];out tags;")[0]) == {"type", "id", "tags"}
    counted = found(overpass, "nwr[shop];out count;")[0]["tags"]
    assert counted == {"nodes": "3", "ways": "0", "relations": "0", "total": "3"}


def test_a_query_may_be_posted_as_a_form_or_as_the_whole_body(overpass: Client) -> None:
    address, query = "http://overpass.example/api/interpreter", "[out:json];node[shop=beauty];out;"
    form = overpass.ask(
        address, "POST", urlencode({"data": query}), Content_Type="application/x-www-form-urlencoded"
    )
    whole = overpass.ask(address, "POST", query, Content_Type="text/plain")
    assert json.loads(form.body)["elements"] == json.loads(whole.body)["elements"] != []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", "line 1: parse error: the query is empty"),
        ("[out:json];nod[shop];out;", 'unknown type "nod"'),
        ("[out:xml];node[shop];out;", "only [out:json]"),
        ("[out:json][colour:red];node[shop];out;", "unknown setting 'colour'"),
        ("[out:json][timeout:0];node[shop];out;", "must be more than 0"),
        ('[out:json];\nnode["shop"="massage";out;', "line 2: parse error: ']' expected"),
        ("node;out;", "at least one filter"),
        ("node[shop]", "';' expected"),
        ("node[shop];out everything;", "unknown word 'everything'"),
        ("(node[shop];", "parse error"),
        ('node["shop"~"("];out;', "invalid regular expression"),
        ("node(around:100,-37.7);out;", "3 numbers expected - 2 found"),
        ("node(area.a);out;", "'around' or a bounding box expected"),
        ('area["name"="Rosanna"]->.a;out;', "unknown type"),
        ("node[shop]{};out;", "unexpected '{'"),
        ('node["shop];out;', "unexpected"),
        ("[out:json];", "a statement expected"),
    ],
)
def test_a_malformed_query_is_refused_with_the_line_and_the_fault(
    overpass: Client, query: str, fault: str
) -> None:
    answer = overpass.ask("http://overpass.example/api/interpreter?data=" + quote(query))
    assert answer.status == 400
    assert '<strong style="color:#FF0000">Error</strong>' in answer.text
    assert fault in answer.text


def test_a_busy_endpoint_says_when_to_come_back(tmp_path: Path) -> None:
    host = tmp_path / "busy.example"
    host.mkdir()
    (host / "overpass.json").write_text('{"elements": [], "refuse_first": 1}', encoding="utf-8")
    with SampleWeb(tmp_path) as web:
        address = "http://busy.example/api/interpreter?data=" + quote("node[shop];out;")
        refused, served = Client(web).ask(address), Client(web).ask(address)
    assert (refused.status, refused.headers["Retry-After"], served.status) == (429, "1", 200)


@pytest.mark.parametrize("text", ["{", "[]", '{"elements": [{}]}', '{"elements": 3}'])
def test_a_broken_file_of_elements_is_named(tmp_path: Path, text: str) -> None:
    host = tmp_path / "broken.example"
    host.mkdir()
    (host / "overpass.json").write_text(text, encoding="utf-8")
    with SampleWeb(tmp_path) as web:
        answer = Client(web).ask("http://broken.example/api/interpreter?data=x")
    assert answer.status == 500
    assert answer.text.startswith("broken.example/overpass.json holds no Overpass elements")
