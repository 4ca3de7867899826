"""`docs/using.md` says what the site does."""

import json
import re
from pathlib import Path

from flask.testing import FlaskClient

from indexer.search import SearchRequest
from tests.search_web.reading import status

GUIDE = (Path(__file__).parents[2] / "docs" / "using.md").read_text(encoding="utf-8")


def test_every_search_argument_is_documented_and_no_other() -> None:
    table = GUIDE.split("## Searching")[1].split("## Reading")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(SearchRequest.model_fields)


def test_every_documented_address_answers(client: FlaskClient) -> None:
    addresses = re.findall(r"`GET (/[^`]+)`", GUIDE)
    assert len(addresses) == 5
    assert [status(client, address.replace("{id}", "p-full01")) for address in addresses] == [200] * 5


def test_every_page_of_the_guide_answers(client: FlaskClient) -> None:
    addresses = re.findall(r"^\| `(/[^`]+)` \|", GUIDE, re.MULTILINE)
    assert len(addresses) == 13
    assert [address for address in addresses if status(client, address) != 200] == []


def test_the_documented_search_and_failure_are_as_written(client: FlaskClient) -> None:
    asked = re.findall(r"curl 'http://127.0.0.1:8000([^']+)'", GUIDE)
    assert [status(client, address) for address in asked] == [200]
    written = json.loads(GUIDE.split("```json\n")[1].split("```")[0])
    assert client.get("/api/v1/search?radius_km=0").json == written
