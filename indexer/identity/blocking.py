"""Which listings are compared at all: those that share one of these keys, each a kind and a value.

Two listings of one provider nearly always share a phone, a site, an address or a word of their name in a
suburb; comparing every pair of 100,000 would take hours. A block that grows beyond `MOST` says nothing (a
chain's call centre, a map's default pin): its listings meet in their other blocks.
"""

import math
from collections.abc import Iterator

from indexer.identity.names import is_trade
from indexer.identity.record import Record

MOST = 60
"""Listings of a block that are compared with one another: more share a building, a chain or a platform."""
STEM = 4
"""First letters of a name's word that must agree beside the suburb: a slip behind them does not count."""
CELL = 500.0
"""Cells of coordinates in a degree: about 200 m, taken twice with half a cell's shift."""
CROWDED_KINDS = frozenset({"phone", "site", "mail"})
"""Kinds of keys whose worth depends on how many share them."""


def keys_of(record: Record) -> Iterator[str]:
    """The keys of a listing's blocks, each once."""
    yield from dict.fromkeys(_keys(record))


def kind(key: str) -> str:
    """What a key is made of."""
    return key.partition(" ")[0]


def _keys(record: Record) -> Iterator[str]:
    yield from (f"phone {one}" for one in record.phones)
    yield from (f"site {one}" for one in record.sites | record.domains)
    yield from (f"mail {one}" for one in record.emails)
    yield from (f"number {one}" for one in record.numbers)
    yield from _places(record)
    yield from _names(record)


def _places(record: Record) -> Iterator[str]:
    for spot in record.spots:
        if spot.door:
            start = f"door {spot.door.number} {spot.door.street[:1]}"
            yield f"{start} {spot.suburb}"
            yield f"{start} {spot.postcode}"
        if spot.pinned and spot.lat is not None and spot.lon is not None:
            north, east = spot.lat * CELL, spot.lon * CELL
            for shift in (0.0, 0.5):
                yield f"pin {shift} {math.floor(north + shift)} {math.floor(east + shift)}"


def _names(record: Record) -> Iterator[str]:
    suburbs = {spot.suburb or spot.postcode for spot in record.spots}
    for name in record.names:
        words = name.own or [word for word in name.whole.split() if is_trade(word)][:1]
        for word in words:
            yield from (f"name {word[:STEM]} {suburb}" for suburb in suburbs)
        if len(name.own) > 1:
            yield f"called {''.join(name.own)}"
    for one in (*record.owners, *record.staff):
        if one.family:
            yield from (f"person {one} {suburb}" for suburb in suburbs)
