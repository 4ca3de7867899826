"""docs/adding-a-source.md says what is true."""

import json
import re
from pathlib import Path

import pytest

from crawler.records import LISTING_FIELDS
from data.sample_server import SampleWeb
from data.source import SCHEMA, START_PLACEHOLDERS
from tests.crawler.conftest import Web

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")


def test_the_example_is_15_lines_and_crawls_the_sample_web(tmp_path):
    [example] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert len(example.splitlines()) == 15
    path = tmp_path / "my-directory.yaml"
    path.write_text(example)
    with SampleWeb(ROOT / "data" / "sample_web") as server:
        web = Web(tmp_path, tmp_path / "home", server.proxy_url)
        assert web.crawl(path, "--suburb", "Rosanna VIC").returncode == 0
    with web.store() as store:
        listings = list(store.listings("my-directory"))
    assert len(listings) > 10
    assert all({"name", "phones", "services"} <= set(one.fields) for one in listings)


def schema_keys(schema: object) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    inner = [schema_keys(value) for value in schema.values()]
    return set(schema.get("properties", {})).union(*inner)


@pytest.mark.parametrize("key", sorted(schema_keys(json.loads(SCHEMA.read_text(encoding="utf-8")))))
def test_every_key_of_the_schema_is_explained(key):
    assert key in TEXT


@pytest.mark.parametrize("word", sorted(START_PLACEHOLDERS) + list(LISTING_FIELDS))
def test_every_placeholder_and_field_is_named(word):
    assert word in TEXT
