"""Corrections: a person's word on a fact, shown as such, in force until the sources agree."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.building.correcting import FIELDS, TERMS
from indexer.cli import commands
from indexer.model import Provider
from indexer.service import SearchService
from tests.indexer.conftest import Shelf

BY_NAME = {command.name: command for command in commands}
HANDS = {
    "name": "Ivanhoe Quiet Hands", "phones": ["0491 570 157"], "street": "4 Fancied Street", "suburb": "Ivanhoe",
    "state": "VIC", "postcode": "3079", "services": ["Relaxation massage", "Reflexology"],
}  # fmt: skip


@pytest.fixture
def hands(shelf: Shelf) -> Shelf:
    shelf.listing("listed", "13", **HANDS)
    run(shelf, "index")
    return shelf


def run(shelf: Shelf, *arguments: str, status: int = 0) -> str:
    name, *rest = arguments
    result = CliRunner().invoke(BY_NAME[name], rest, env={"ROSANNA_HOME": str(shelf.home.root)})
    assert result.exit_code == status, result.output
    return result.output


def provider(shelf: Shelf) -> Provider:
    with SearchService(shelf.home) as service:
        (found,) = service.providers()
    return found


def correct(shelf: Shelf, field: str, value: str) -> Provider:
    run(shelf, "correct", "add", provider(shelf).id, field, value, "--reason", "told us by phone")
    run(shelf, "index")
    return provider(shelf)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("name", "Quiet Hands Ivanhoe", {"name": "Quiet Hands Ivanhoe"}),
        ("phones", "03 7010 0009, 0491 570 157", {"phones": ["+61370100009", "+61491570157"]}),
        ("phones", "", {"phones": []}),
        ("emails", "Hello@Hands.example", {"emails": ["hello@hands.example"]}),
        ("website", "https://hands.example/", {"website": "https://hands.example/"}),
        ("status", "gone", {"status": "gone"}),
    ],
)
def test_a_plain_field_is_what_was_decided(hands, field: str, value: str, shown: dict[str, object]) -> None:
    found = correct(hands, field, value).model_dump(mode="json")
    assert {key: found[key] for key in shown} == shown


def test_it_is_shown_as_a_correction_with_its_date_and_reason_and_without_a_person(hands) -> None:
    found = correct(hands, "phones", "03 7010 0009")
    (proof,) = found.evidence["phone:+61370100009"]
    assert (proof.source, proof.quote, proof.url) == ("correction", "told us by phone", "")
    assert proof.seen_at.endswith("Z")
    decided = json.loads((hands.home.root / "decisions.jsonl").read_text().splitlines()[0])
    assert decided["by"] == "operator"


def test_hours_and_terms_can_be_corrected(hands) -> None:
    found = correct(hands, "hours", "Mo-Fr 09:00-17:00")
    assert (found.hours.osm, found.hours.evidence[0].source) == ("Mo-Fr 09:00-17:00", "correction")
    found = correct(hands, "services:cupping", "stated_not")
    assert {term.id: term.status for term in found.services}["cupping"] == "stated_not"
    found = correct(hands, "services:reflexology", "")
    assert "reflexology" not in {term.id for term in found.services}
    assert found.hours.osm == "Mo-Fr 09:00-17:00"


def test_a_corrected_suburb_is_put_on_the_map_anew(hands) -> None:
    before = provider(hands).locations[0]
    place = correct(hands, "suburb", "Heidelberg").locations[0]
    assert (place.suburb, place.street) == ("Heidelberg", "4 Fancied Street")
    assert (place.lat, place.precision) != (before.lat, None)


def test_it_outlives_recrawls_and_a_lost_database_until_the_source_agrees(hands) -> None:
    correct(hands, "phones", "03 7010 0009")
    hands.next_day()
    hands.listing("listed", "13", **HANDS | {"services": ["Relaxation massage"]})
    run(hands, "index")
    assert provider(hands).phones == ("+61370100009",)
    hands.store.close()
    for path in hands.home.root.glob("rosanna.db*"):
        path.unlink()
    again = Shelf(hands.home.root)
    again.listing("listed", "13", **HANDS)
    run(hands, "index", "--full")
    assert provider(hands).phones == ("+61370100009",)
    again.listing("listed", "13", **HANDS | {"phones": ["(03) 7010 0009"]})
    assert "1 corrections ended: the sources agree" in run(hands, "index")
    assert provider(hands).evidence["phone:+61370100009"][0].source == "listed"
    assert "nothing is corrected" in run(hands, "correct", "list")
    assert "ended" in run(hands, "correct", "list", "--all")
    again.listing("listed", "13", **HANDS)
    run(hands, "index")
    assert provider(hands).phones == ("+61491570157",)
    again.store.close()


def test_it_stays_with_its_provider_when_another_listing_joins(hands) -> None:
    correct(hands, "name", "Quiet Hands Ivanhoe")
    hands.listing("osm", "node/1", **HANDS)
    run(hands, "index")
    assert provider(hands).name == "Quiet Hands Ivanhoe"


def test_a_later_correction_of_a_field_replaces_the_earlier_and_one_can_be_taken_back(hands) -> None:
    correct(hands, "name", "Quiet Hands")
    correct(hands, "name", "Quieter Hands")
    (line,) = run(hands, "correct", "list").splitlines()
    assert "name = 'Quieter Hands' (told us by phone)" in line
    run(hands, "correct", "remove", line.split()[0])
    run(hands, "index")
    assert provider(hands).name == "Ivanhoe Quiet Hands"


MISTAKES = [
    ("rating", "5", "no field 'rating' can be corrected"),
    ("services:no-such", "stated", "no field 'services:no-such'"),
    ("services:cupping", "always", "stated, stated_not, or ''"),
    ("phones", "12", "no possible phone number"),
    ("website", "hands", "is no web address"),
    ("emails", "nobody", "write addresses such as"),
    ("hours", "nine to five", "is no opening_hours value"),
    ("status", "excellent", "a provider is active, unconfirmed, gone"),
    ("suburb", "Ivanhoe", "there is nothing to correct"),
]


@pytest.mark.parametrize(("field", "value", "said"), MISTAKES, ids=[field for field, *_ in MISTAKES])
def test_a_mistake_is_one_line_and_corrects_nothing(hands, field: str, value: str, said: str) -> None:
    output = run(hands, "correct", "add", provider(hands).id, field, value, "--reason", "because", status=1)
    assert said in output
    assert output.count("\n") == 1
    assert "nothing is corrected" in run(hands, "correct", "list")


def test_an_unknown_provider_or_correction_is_one_line(hands) -> None:
    assert "no provider p-nowhere" in run(
        hands, "correct", "add", "p-nowhere", "name", "X", "--reason", "because", status=1
    )
    assert "no correction c-nothing stands" in run(hands, "correct", "remove", "c-nothing", status=1)


def test_the_help_names_every_field() -> None:
    said = CliRunner().invoke(BY_NAME["correct"], ["add", "--help"]).output
    assert all(name in said for name in (*FIELDS, *(f"{kind}:ID" for kind in TERMS)))


GEOCODER = """
import json
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

def locate(address, country):
    opener = build_opener(ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:%d/{quote(address)}?country={country}") as answer:
        found = json.load(answer)
    return (found["lat"], found["lon"]) if found else None
"""
SERVER = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        self.wfile.write(sys.argv[1].encode())
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.mark.parametrize(
    ("answer", "precision", "lat"),
    [
        ('{"lat": -37.7655, "lon": 145.0432}', "address", -37.7655),
        ('{"lat": -33.86, "lon": 151.2}', "suburb", None),
        ("null", "suburb", None),
        ("rubbish", "suburb", None),
    ],
)
def test_an_operators_own_geocoder_is_asked_and_believed_where_plausible(
    hands, tmp_path: Path, monkeypatch, answer: str, precision: str, lat: float | None
) -> None:
    before = provider(hands).locations[0]
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, answer], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            name = f"own_geocoder_{abs(hash(answer))}"
            (tmp_path / f"{name}.py").write_text(GEOCODER % int(server.stdout.readline()))
            monkeypatch.syspath_prepend(tmp_path)
            monkeypatch.setenv("ROSANNA_GEOCODER", f"{name}:locate")
            output = run(hands, "index")
        finally:
            server.kill()
    place = provider(hands).locations[0]
    assert (place.precision, place.lat) == (precision, before.lat if lat is None else lat)
    assert ("not geocoded" in output) == (answer == "rubbish")


def test_a_geocoder_that_is_none_is_one_line_and_the_old_index_stays(hands, monkeypatch) -> None:
    monkeypatch.setenv("ROSANNA_GEOCODER", "nowhere:at_all")
    assert "ROSANNA_GEOCODER=nowhere:at_all" in run(hands, "index", status=1)
    assert provider(hands).name == "Ivanhoe Quiet Hands"
