"""The made-up pages and sites are whole: labelled, with known ids, and with nobody's real number."""

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from data.term import vocabulary

PAGES = Path(__file__).parent
SITES = PAGES / "sites"
KINDS = set(
    "article school shop other-profession job association parked adult animal directory news software other".split()
)
HOSTS = sorted(path.name for path in SITES.iterdir() if path.is_dir())
FICTION = re.compile(
    r"\+(612555\d{5}|61[378]7010\d{4}|61491570\d{3}|442079460\d{3}|447700900\d{3}|1\d{3}55501\d\d|6495550\d{3})"
)
LANGUAGE_TO_REGION = {"en-GB": "GB", "en-NZ": "NZ", "en-US": "US", "en-CA": "CA"}


def labels_of(folder: str) -> dict[str, dict[str, Any]]:
    labels: dict[str, dict[str, Any]] = yaml.safe_load((PAGES / folder / "labels.yaml").read_text("utf-8"))
    return labels


def gold_of(host: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SITES / f"{host}.json").read_text("utf-8"))
    return gold


def all_ids(groups: dict[str, list[str]]) -> list[str]:
    return list(chain.from_iterable(groups.values()))


@pytest.mark.parametrize("folder", ["negative", "borderline"])
def test_every_page_has_a_label_and_every_label_a_page(folder: str) -> None:
    assert {path.stem for path in (PAGES / folder).glob("*.html")} == set(labels_of(folder))


def test_labels_say_what_kind_and_why() -> None:
    for slug, label in labels_of("negative").items():
        assert label["kind"] in KINDS, slug
        assert label["why"], slug
    for slug, label in labels_of("borderline").items():
        assert isinstance(label["provider"], bool), slug
        assert label["why"], slug


def test_every_site_has_labels_and_a_line_in_the_list_of_hosts() -> None:
    listed = [line.split("\t")[0] for line in (SITES / "hosts.tsv").read_text("utf-8").splitlines()[1:]]
    assert sorted(listed) == HOSTS
    assert sorted(path.stem for path in SITES.glob("*.json")) == HOSTS


@pytest.mark.parametrize("host", HOSTS)
def test_labels_use_the_ids_of_the_vocabularies(host: str) -> None:
    gold = gold_of(host)
    used = {
        "therapies": all_ids(gold["services"]) + [row["service"] for row in gold["prices"] if row["service"]],
        "conditions": all_ids(gold["conditions"]),
        "features": all_ids(gold["features"]),
        "credentials": [row["id"] for row in gold["credentials"]["stated"]] + gold["credentials"]["optional"],
    }
    for kind, ids in used.items():
        assert set(ids) <= {term.id for term in vocabulary(kind)}


@pytest.mark.parametrize("host", HOSTS)
def test_an_id_is_labelled_one_way_only(host: str) -> None:
    for groups in (gold_of(host)[key] for key in ("services", "conditions", "features")):
        ids = all_ids(groups)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.htm*")), ids=lambda path: str(path.relative_to(PAGES)))
def test_phones_are_in_ranges_kept_for_fiction(path: Path) -> None:
    text = path.read_text("utf-8")
    language = re.search(r'lang="(\w\w-\w\w)"', text)
    region = LANGUAGE_TO_REGION.get(language[1] if language else "", "AU")
    found = (match.number for match in phonenumbers.PhoneNumberMatcher(text, region))
    numbers = [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in found]
    assert [number for number in numbers if not FICTION.fullmatch(number)] == []
