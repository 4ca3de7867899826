"""Made-up businesses and what should become of each, read as listings of a directory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from crawler.records import Listing
from data.term import Kind, vocabulary
from indexer.building.listed import read_listing
from indexer.facts.scope import OUR_FIELD
from indexer.screening.findings import Findings, findings
from indexer.screening.screening import Standing, Verdict, screen
from indexer.screening.signs import signs
from indexer.screening.subject import of_listing

FILE = Path(__file__).with_name("listings.yaml")
LISTABLE = OUR_FIELD | {"physiotherapy"}
"""Physiotherapists are legitimate; that the index leaves them to others is the field's rule, not screening's."""
SEEN = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    id: str
    wanted: frozenset[str]
    name: str
    found: Findings
    standing: Standing
    why: str

    @property
    def is_legitimate(self) -> bool:
        return self.id[0] in "ln"

    def verdict(self) -> Verdict:
        return screen(self.found, self.standing)


def outcome(verdict: Verdict) -> str:
    """The outcome, with those excluded apart that are merely of another field."""
    known = signs()
    adult = {*known.explicit, *known.suggestive, "adult-link", "adult-category"}
    if verdict.outcome == "exclude" and not adult & {reason.code for reason in verdict.reasons}:
        return "out_of_scope"
    return verdict.outcome


def cases() -> Iterator[Case]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for one in found["cases"]:
        links = tuple(_as_real(link, found["stands_for"]) for link in one.get("links", ()))
        wanted = frozenset({one["outcome"], *one.get("also", ())})
        read, is_ours = _read(one, links)
        yield Case(one["id"], wanted, one["name"], read, Standing(is_ours=is_ours), one["why"])


def _as_real(link: str, stands_for: dict[str, str]) -> str:
    for made_up, host in stands_for.items():
        link = link.replace(made_up, host)
    return link


def _read(case: dict[str, Any], links: tuple[str, ...]) -> tuple[Findings, bool]:
    fields = {
        "name": case["name"],
        "description": case["text"],
        "services": _labels("therapies", case.get("services", [])),
        "credentials": _labels("credentials", case.get("credentials", [])),
    }
    raw = {"category": case.get("categories", [])}
    listing = Listing(
        source="made-up",
        source_id=case["id"],
        url="http://x.example/",
        fields=fields,
        raw=raw,
        last_seen=SEEN,
    )
    facts = read_listing(listing)
    ours = any(term.id in LISTABLE and term.status == "stated" for term in facts.services)
    found = of_listing(listing)
    found.add(findings("", (), links))
    return found, ours


def _labels(kind: Kind, ids: list[str]) -> list[str]:
    return [term.label for one in ids if (term := vocabulary(kind).get(one)) is not None]
