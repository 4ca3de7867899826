"""A search of words within a distance, with facets: our engine against Whoosh's own parser and collector.

The peer is Whoosh as its manual shows it: MultifieldParser over name and text, ranges over latitude and longitude,
`groupedby` for the facets, then the exact distance of each hit. Both search the same documents for the same words,
must find as many providers, and read the stored providers of the first page.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh import index, query, sorting
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.qparser import MultifieldParser

from data.locality import distance_km, gazetteer
from indexer.engines.protocol import Document, Query
from indexer.engines.whoosh import WhooshEngine, write
from indexer.matcher import fold
from indexer.model import Provider
from indexer.search import Place, Understood
from tests.benchmarks.generated import CHATTER, documents
from tests.benchmarks.harness import Row, compare

PROVIDERS = 5_000
QUERIES = 24
RADIUS_KM = 10.0
PER_PAGE = 20
SUBURBS = ("Rosanna", "Carlton", "Brunswick", "Footscray", "Box Hill", "Dandenong", "Werribee", "Frankston")
FACETS = ("services", "credentials", "features", "suburb_name")
TERMS = ("services", "conditions", "credentials", "features")
KM_PER_DEGREE = 111.0


def rows() -> list[Row]:
    """Both engines over the same generated providers, one query after the other."""
    made = list(documents(PROVIDERS))
    asked = _queries()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "ours", made)
        peer = _Plain(Path(folder) / "plain", made)
        with WhooshEngine(Path(folder) / "ours") as engine:
            totals = [engine.search(one).total for one in asked]
            plain = [peer.search(one) for one in asked]
            if totals != plain:
                raise AssertionError(f"the engines find different numbers of providers: {totals} {plain}")
            note = f"{PROVIDERS} providers, {QUERIES} queries, {sum(totals)} hits; peer: plain Whoosh"
            ours, theirs = _all(engine.search, asked), _all(peer.search, asked)
            return [compare("search words, distance, facets", ours, theirs, runs=3, note=note)]


def _all(search: Callable[[Query], object], asked: list[Query]) -> Callable[[], object]:
    return lambda: [search(one) for one in asked]


def _queries() -> list[Query]:
    chance = random.Random(11)
    words = [word for word in CHATTER if len(word) > 3]  # shorter ones are left out of both indexes
    found = []
    for number in range(QUERIES):
        place = gazetteer().by_name(SUBURBS[number % len(SUBURBS)], "VIC")[0]
        text = " ".join(chance.sample(words, 1 + number % 3))
        near = Place(label=str(place), lat=place.lat, lon=place.lon, radius_km=RADIUS_KM)
        found.append(Query(Understood(text=text, place=near), per_page=PER_PAGE))
    return found


class _Plain:
    """Whoosh by its manual."""

    def __init__(self, folder: Path, made: list[Document]) -> None:
        folder.mkdir()
        words = StemmingAnalyzer(minsize=1)
        schema = Schema(
            id=ID(stored=True),
            name=TEXT(analyzer=words, field_boost=2.0),
            text=TEXT(analyzer=words),
            suburb=TEXT(analyzer=words),
            lat=NUMERIC(float, stored=True),
            lon=NUMERIC(float, stored=True),
            json=STORED,
            **{name: KEYWORD(commas=True, sortable=True, stored=True) for name in FACETS},
        )
        self._index = index.create_in(str(folder), schema)
        writer = self._index.writer(limitmb=128)
        for one in made:
            writer.add_document(**_plain_fields(one))
        writer.commit()
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(["name", "text", "suburb"], schema)

    def search(self, asked: Query) -> int:
        """How many fit; counts the facets, orders by score and distance, reads the first page."""
        place = asked.understood.place
        assert place is not None
        reach = place.radius_km / KM_PER_DEGREE
        box = query.And(
            [
                self._parser.parse(fold(asked.understood.text)),
                query.NumericRange("lat", place.lat - reach, place.lat + reach),
                query.NumericRange("lon", place.lon - 1.4 * reach, place.lon + 1.4 * reach),
            ]
        )
        facets = {name: sorting.FieldFacet(name, allow_overlap=True) for name in FACETS}
        found = self._searcher.search(box, limit=None, groupedby=facets)
        within = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for hit in found:
            distance = distance_km(place.lat, place.lon, hit["lat"], hit["lon"])
            if distance <= place.radius_km:
                within.append((hit.score + 4 / (1 + distance / 4), hit))
                for name in FACETS:
                    counts[name].update(filter(None, hit[name].split(",")))
        within.sort(key=lambda pair: -pair[0])
        for _, hit in within[: asked.per_page]:
            Provider.model_validate_json(hit["json"])
        return len(within)


def _plain_fields(one: Document) -> dict[str, Any]:
    provider = one.provider
    (place,) = provider.locations
    ids = {name: ",".join(term.id for term in getattr(provider, name)) for name in FACETS[:3]}
    terms = [term for name in TERMS for term in getattr(provider, name)]
    quotes = (proof.quote for term in terms for proof in term.evidence)
    labels = (term.label for term in terms)
    return {
        "id": provider.id,
        "name": fold(provider.name),
        "text": fold(" ".join((*labels, *quotes, one.text))),
        "lat": place.lat,
        "lon": place.lon,
        "json": provider.model_dump_json(),
        "suburb": fold(f"{place.suburb} {place.state}"),
        "suburb_name": place.suburb,
        **ids,
    }
