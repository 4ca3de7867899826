"""The searches that engines are timed with: as people type them, and as parts that any engine can be asked for."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from data.locality import gazetteer
from data.term import Kind, vocabulary
from indexer.engines.protocol import Query
from indexer.engines.terms import narrower, words_of
from indexer.search import Place, SearchRequest
from tests.benchmarks.generated import CHATTER, MIDDLE, NAMES, TRADES

CITY_DEGREES = 0.4
FEATURES = ("hicaps", "parking", "ndis")
KM_PER_DEGREE = 111.0


def requests(count: int, seed: int = 5) -> Iterator[SearchRequest]:
    """Of twenty: 8 therapy near place, 4 condition, 3 free text, 2 name, 2 with filters, 1 without a place."""
    chance = random.Random(seed)
    return (_request(chance, number % 20) for number in range(count))


def _request(chance: random.Random, turn: int) -> SearchRequest:
    if turn < 8:
        return SearchRequest(q=f"{_term(chance, 'therapies')} near {_place(chance)}")
    if turn < 12:
        return SearchRequest(q=f"{_term(chance, 'conditions')} near {_place(chance)}")
    if turn < 15:
        words = " ".join(chance.sample(CHATTER, chance.randint(1, 3)))
        return SearchRequest(q=f"{words} near {_place(chance)}")
    if turn < 17:
        return SearchRequest(q=f"{chance.choice(NAMES)} {chance.choice(NAMES)} {chance.choice(TRADES)}")
    if turn < 19:
        return SearchRequest(
            q=_term(chance, "therapies"),
            near=_place(chance),
            feature=[chance.choice(FEATURES)],
            max_price=chance.choice([90, 120, 150]),
            open_at=chance.choice([None, "2026-11-28T10:00"]),
        )
    return SearchRequest(q=_term(chance, "therapies"))


def _term(chance: random.Random, kind: Kind) -> str:
    terms = list(vocabulary(kind))
    return terms[int(len(terms) * chance.random() ** 2)].label.partition("(")[0].strip().lower()


def _place(chance: random.Random) -> str:
    known = gazetteer().localities
    city = [
        one
        for one in known
        if abs(one.lat - MIDDLE[0]) < CITY_DEGREES and abs(one.lon - MIDDLE[1]) < CITY_DEGREES
    ]
    return str(chance.choice(city if chance.random() < 0.6 else known))


@dataclass(frozen=True)
class Ask:
    """A search in parts: each group of ids must be met by one of them, or by its phrase where it has one."""

    groups: tuple[tuple[str, tuple[str, ...], str], ...]
    """Kind, ids and phrase."""
    words: str
    place: Place | None
    per_page: int = 20

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Least and largest latitude, then longitude, of the square round the circle."""
        if self.place is None:
            return None
        reach = self.place.radius_km / KM_PER_DEGREE
        lat, lon = self.place.lat, self.place.lon
        return lat - reach, lat + reach, lon - 1.4 * reach, lon + 1.4 * reach


def parts(query: Query) -> Ask:
    """What the peers are asked of a query: less than ours, neither hours nor prices."""
    asked, filters = query.understood, query.filters
    groups = [("services", narrower("services", one), words_of("services", one)) for one in asked.services]
    if not asked.services:
        groups += [
            ("conditions", narrower("conditions", one), words_of("conditions", one))
            for one in asked.conditions
        ]
    features = {*asked.features, *filters.get("features", ())}
    groups += [("features", narrower("features", one), "") for one in sorted(features)]
    groups += [("credentials", narrower("credentials", one), "") for one in asked.credentials]
    return Ask(tuple(groups), asked.text, asked.place, query.per_page)
