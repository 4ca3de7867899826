"""Of several values for one field, which is believed, and what becomes of the others.

The provider's own site before directories, directories before the map; among equals the value that most
sources give; then the one seen last. What is not chosen is kept, with who lists it.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.records import Listing
from indexer.evidence import Found
from indexer.facts import SiteFacts
from indexer.model import Evidence

T = TypeVar("T")

OWN_SITE = "sites"
"""The source of providers' own web sites."""
MAP = "osm"
"""What the ids of OpenStreetMap sources begin with."""
EVIDENCE_MOST = 5
"""Quotes kept for one fact over all sources."""


@dataclass(frozen=True, slots=True)
class Told:
    """One listing and the facts it gave, from its pages or from itself."""

    listing: Listing
    facts: SiteFacts

    @property
    def tier(self) -> int:
        """0 for the own site, 1 for directories, 2 for the map."""
        source = self.listing.source
        return 0 if source == OWN_SITE else 2 if source.startswith(MAP) else 1

    @property
    def rank(self) -> tuple[int, float, str]:
        """What listings are ordered by: the best first, of the same sort the one seen last."""
        seen = self.listing.last_seen
        return self.tier, -(seen.timestamp() if seen else 0.0), self.listing.key


@dataclass(slots=True)
class Value(Generic[T]):
    """A value of a field, with everyone who gave it."""

    value: T
    evidence: tuple[Evidence, ...]
    tier: int
    sources: set[str]
    order: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """The least is believed."""
        return self.tier, -len(self.sources), self.order


def ranked(
    told: Iterable[Told],
    given: Callable[[Told], Iterable[Found[T]]],
    key: Callable[[T], Hashable] = lambda value: value,
) -> list[Found[T]]:
    """Each value once, with the evidence of everyone who gave it, the most believed first.

    `told` is in order of rank; `key` is what two spellings of one value share.
    """
    merged: dict[Hashable, Value[T]] = {}
    for one in told:
        for found in given(one):
            known = merged.setdefault(key(found.value), Value(found.value, (), one.tier, set(), len(merged)))
            known.evidence = proofs(known.evidence, found.evidence)
            known.sources.add(one.listing.source)
    return [Found(one.value, one.evidence) for one in sorted(merged.values(), key=lambda one: one.worth)]


def proofs(ours: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence of both, at most `EVIDENCE_MOST`."""
    return tuple(dict.fromkeys((*ours, *more)))[:EVIDENCE_MOST]
