"""How well listings are resolved, over pairs: of those joined, how many are right; of those of one, how many joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from crawler.records import Listing
from data.locality import gazetteer
from tests.indexer.identity.made_listings.make_listings import Made, make_listings
from tests.indexer.identity.made_listings.world import Provider


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over pairs of listings, and which practitioners were taken for one another."""

    precision: float
    recall: float
    people_merged: tuple[tuple[str, str], ...]


def made(count: int, seed: int) -> tuple[Made, list[Listing]]:
    """The made-up listings, as the store would give them."""
    towns = [(one.name, one.state, one.postcode, one.lat, one.lon) for one in gazetteer()]
    found = make_listings(towns, count, seed)
    return found, [_listing(one) for one in found.listings]


def _listing(one: Mapping[str, Any]) -> Listing:
    return Listing(
        source=one["source"],
        source_id=one["source_id"],
        url=f"https://{one['source']}.example/{one['source_id']}",
        fields=one["fields"],
        first_seen=datetime.fromisoformat(one["first_seen"]),
        last_seen=datetime.fromisoformat(one["last_seen"]),
    )


def score(clusters: Iterable[Sequence[str]], gold: Made) -> Score:
    """Compare clusters of listing keys with the truth."""
    right = joined = 0
    merged: list[tuple[str, str]] = []
    for keys in clusters:
        truths = Counter(gold.gold[key] for key in keys)
        joined += _pairs(len(keys))
        right += sum(map(_pairs, truths.values()))
        merged += (pair for pair in combinations(sorted(truths), 2) if _are_two_people(gold.providers, *pair))
    all_pairs = sum(map(_pairs, Counter(gold.gold.values()).values()))
    return Score(right / joined, right / all_pairs, tuple(merged))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _are_two_people(providers: Mapping[str, Provider], one: str, other: str) -> bool:
    ours, theirs = providers[one].people, providers[other].people
    return len(ours) == len(theirs) == 1 and ours[0].name != theirs[0].name
