"""Mentions of addresses, and the places they are mentions of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.facts.names import fold
from indexer.facts.place.address import Address
from indexer.model import Evidence


@dataclass(slots=True)
class Mention:
    """One address as it stands somewhere, and how far it counts."""

    address: Address
    weight: float
    evidence: Evidence
    on_map: bool = False
    shown: bool = True
    """Whether a reader sees these words on the page."""
    point: tuple[float, float] | None = None
    """(lat, lon) in degrees that came with it."""


@dataclass(slots=True)
class Place:
    """Mentions of one place."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """What all its mentions count together."""
        return sum(m.weight for m in self.mentions)

    def vote(self, key: str) -> str | None:
        """The value most mentions give, longer ones first among equals."""
        votes: dict[str, float] = {}
        for mention in self.mentions:
            value = getattr(mention.address, key)
            if value:
                # What stands beside a postcode is a whole address, and the better for it.
                votes[value] = votes.get(value, 0.0) + mention.weight * (
                    1.5 if mention.address.postcode else 1.0
                )
        return max(votes, key=lambda v: (votes[v], len(v))) if votes else None


def merged(mentions: Iterable[Mention]) -> list[Place]:
    """Mentions of the same place put together; fuller ones first, so that shorter ones find theirs."""
    places: list[Place] = []
    ordered = sorted(
        mentions, key=lambda m: (not (m.address.street and m.address.postcode), not m.address.street)
    )
    for mention in ordered:
        best = next((p for p in places if any(_same(m.address, mention.address) for m in p.mentions)), None)
        if best is None:
            places.append(Place([mention]))
        else:
            best.mentions.append(mention)
    return places


def _same(a: Address, b: Address) -> bool:
    """Whether two mentions are of one place."""
    posts = {_squeezed(x.postcode) for x in (a, b) if x.postcode}
    if a.street and b.street:
        one, other = _numbers(a.street), _numbers(b.street)
        if one and other:
            same_post = bool(a.postcode and b.postcode) and len(posts) == 1
            return (one <= other or other <= one) and (
                same_post or (len(posts) < 2 and _near(a.street, b.street))
            )
        return (len(posts) == 1 and bool(a.postcode and b.postcode)) or _near(a.street, b.street)
    if a.postcode and b.postcode:
        return len(posts) == 1
    return bool(a.suburb and b.suburb) and fold(a.suburb or "") == fold(b.suburb or "")


def _squeezed(postcode: str | None) -> str:
    return (postcode or "").replace(" ", "").upper()


def _numbers(street: str) -> frozenset[str]:
    """The numbers before the street's name: of the house, and of the unit where it is given."""
    return frozenset(re.findall(r"\d+(?=[A-Za-z]?(?:\s?[/&–-]\s?\d+[A-Za-z]?)?,?\s+[A-Z\d])", street))


def _near(a: str, b: str) -> bool:
    """Whether two streets share a word that is no type and no number."""
    words = [
        set(re.findall(r"[a-z]{3,}", s.casefold())) - {"street", "road", "avenue", "unit", "suite"}
        for s in (a, b)
    ]
    return bool(words[0] & words[1])
