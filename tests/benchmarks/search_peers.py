"""Other engines over the same providers, each by its own manual, doing what ours does for a page of results.

Words with BM25 in name (doubled), text and suburb, ids of terms, the box round a place, the page's stored
documents with their exact distances, and counts of four kinds of terms and of suburbs over all that is found.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from whoosh import index, query, sorting
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.qparser import MultifieldParser

from data.locality import distance_km
from indexer.engines.entry import words_in
from indexer.engines.protocol import Document
from indexer.matcher import fold
from tests.benchmarks.search_work import Ask

KINDS = ("services", "conditions", "credentials", "features")
WORDS = ("name", "text", "suburb")
FACETS_MOST = 50


def fields(document: Document) -> dict[str, Any]:
    """A document as plain fields."""
    provider = document.provider
    (place,) = provider.locations
    return {
        "id": provider.id,
        "name": fold(provider.name),
        "text": fold(" ".join((*words_in(provider), document.text))),
        "suburb": fold(f"{place.suburb} {place.state}"),
        "lat": place.lat,
        "lon": place.lon,
        "json": provider.model_dump_json(),
        "place": f"{place.suburb} {place.state}",
        **{kind: [term.id for term in getattr(provider, kind)] for kind in KINDS},
    }


class PlainWhoosh:
    """MultifieldParser, ranges and `groupedby`."""

    name = "plain Whoosh"

    def __init__(self, folder: Path, made: Iterable[Document]) -> None:
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
            place=ID(sortable=True, stored=True),
            **{name: KEYWORD(commas=True, sortable=True, stored=True) for name in KINDS},
        )
        self._index = index.create_in(str(folder), schema)
        writer = self._index.writer(limitmb=256)
        for one in made:
            plain = fields(one)
            writer.add_document(**{**plain, **{kind: ",".join(plain[kind]) for kind in KINDS}})
        writer.commit()
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(list(WORDS), schema)

    def search(self, ask: Ask) -> int:
        """How many are found."""
        must: list[Any] = []
        for kind, ids, phrase in ask.groups:
            any_of: list[Any] = [query.Term(kind, one) for one in ids]
            if phrase:
                any_of.append(self._parser.parse(f'"{fold(phrase)}"'))
            must.append(query.Or(any_of))
        if ask.words:
            must.append(self._parser.parse(fold(ask.words)))
        if ask.box:
            south, north, west, east = ask.box
            must += [query.NumericRange("lat", south, north), query.NumericRange("lon", west, east)]
        facets = {name: sorting.FieldFacet(name, allow_overlap=True) for name in (*KINDS, "place")}
        asked = query.And(must) if must else query.Every()
        found = self._searcher.search(asked, limit=ask.per_page, groupedby=facets)
        for name in (*KINDS, "place"):
            Counter({key: len(own) for key, own in found.groups(name).items()}).most_common(FACETS_MOST)
        for hit in found:
            _card(ask, hit["json"], hit["lat"], hit["lon"])
        return len(found)


class Tantivy:
    """Fast fields, a boolean query, and one terms aggregation a facet."""

    name = "tantivy"

    def __init__(self, folder: Path, made: Iterable[Document]) -> None:
        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        for name in WORDS:
            builder.add_text_field(name, tokenizer_name="en_stem")
        for name in (*KINDS, "place"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        for name in ("lat", "lon"):
            builder.add_float_field(name, indexed=True, fast=True, stored=True)
        builder.add_text_field("json", stored=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        writer = self._index.writer(256_000_000, 1)
        for one in made:
            plain = fields(one)
            plain.pop("id")
            writer.add_document(tantivy.Document(**plain))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, ask: Ask) -> int:
        """How many are found."""
        occur = tantivy.Occur
        must: list[Any] = []
        for kind, ids, phrase in ask.groups:
            any_of = [(occur.Should, tantivy.Query.term_set_query(self._schema, kind, list(ids)))]
            if phrase:
                any_of.append((occur.Should, self._parsed(f'"{fold(phrase)}"')))
            must.append((occur.Must, tantivy.Query.boolean_query(any_of)))
        if ask.words:
            must.append((occur.Must, self._parsed(fold(ask.words))))
        if ask.box:
            south, north, west, east = ask.box
            for name, low, high in (("lat", south, north), ("lon", west, east)):
                near = tantivy.Query.range_query(self._schema, name, tantivy.FieldType.Float, low, high)
                must.append((occur.Must, near))
        asked = tantivy.Query.boolean_query(must) if must else tantivy.Query.all_query()
        found = self._searcher.search(asked, ask.per_page)
        counts = {name: {"terms": {"field": name, "size": FACETS_MOST}} for name in (*KINDS, "place")}
        self._searcher.aggregate(asked, counts)
        for _, address in found.hits:
            hit = self._searcher.doc(address)
            _card(ask, hit["json"][0], hit["lat"][0], hit["lon"][0])
        return int(found.count)

    def _parsed(self, words: str) -> Any:
        return self._index.parse_query(
            words, list(WORDS), conjunction_by_default=True, field_boosts={"name": 2.0}
        )


class Sqlite:
    """FTS5 for words, an R*Tree for the box, a table of terms for ids and counts."""

    name = "SQLite FTS5 + R*Tree"

    def __init__(self, folder: Path, made: Iterable[Document]) -> None:
        folder.mkdir()
        self._db = sqlite3.connect(folder / "peer.db")
        self._db.executescript("""
            CREATE TABLE provider (id INTEGER PRIMARY KEY, lat REAL, lon REAL, json TEXT);
            CREATE VIRTUAL TABLE words USING fts5(name, text, suburb, tokenize = 'porter unicode61', content = '');
            CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east);
            CREATE TABLE term (provider INTEGER, kind TEXT, value TEXT, PRIMARY KEY (provider, kind, value))
                WITHOUT ROWID;
            CREATE TEMP TABLE found (id INTEGER PRIMARY KEY, score REAL);
        """)
        for number, one in enumerate(made):
            self._add(number, fields(one))
        self._db.executescript("CREATE INDEX by_value ON term (kind, value, provider); ANALYZE;")
        self._db.commit()

    def _add(self, number: int, plain: dict[str, Any]) -> None:
        lat, lon = plain["lat"], plain["lon"]
        self._db.execute("INSERT INTO provider VALUES (?, ?, ?, ?)", (number, lat, lon, plain["json"]))
        self._db.execute("INSERT INTO box VALUES (?, ?, ?, ?, ?)", (number, lat, lat, lon, lon))
        self._db.execute(
            "INSERT INTO words (rowid, name, text, suburb) VALUES (?, ?, ?, ?)",
            (number, plain["name"], plain["text"], plain["suburb"]),
        )
        rows = [(number, kind, one) for kind in KINDS for one in plain[kind]]
        self._db.executemany("INSERT INTO term VALUES (?, ?, ?)", [*rows, (number, "place", plain["place"])])

    def search(self, ask: Ask) -> int:
        """How many are found."""
        where, values = ["1"], list[Any]()
        for kind, ids, phrase in ask.groups:
            marks = ",".join("?" * len(ids))
            own = f"provider.id IN (SELECT provider FROM term WHERE kind = ? AND value IN ({marks})"
            values += [kind, *ids]
            if phrase:
                own += " UNION SELECT rowid FROM words WHERE words MATCH ?"
                values.append(f'"{fold(phrase)}"')
            where.append(own + ")")
        source, score = "provider", "0"
        if ask.words:
            source, score = "words JOIN provider ON provider.id = words.rowid", "bm25(words, 2.0, 1.0, 1.0)"
            where.append("words MATCH ?")
            values.append(" ".join(f'"{word}"' for word in fold(ask.words).split()))
        if ask.box:
            where.append(
                "provider.id IN (SELECT id FROM box WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?)"
            )
            values += ask.box
        self._db.execute("DELETE FROM found")
        self._db.execute(
            f"INSERT INTO found SELECT provider.id, {score} FROM {source} WHERE {' AND '.join(where)}", values
        )
        (total,) = self._db.execute("SELECT count(*) FROM found").fetchone()
        self._db.execute(
            "SELECT kind, value, count(*) FROM found JOIN term ON provider = id GROUP BY kind, value"
        ).fetchall()
        page = "SELECT json, lat, lon FROM found JOIN provider USING (id) ORDER BY score, id LIMIT ?"
        for text, lat, lon in self._db.execute(page, (ask.per_page,)):
            _card(ask, text, lat, lon)
        return int(total)


def _card(ask: Ask, text: str, lat: float, lon: float) -> tuple[str, float | None]:
    """What is given of a hit: its document, unread, and its distance."""
    place = ask.place
    return text, distance_km(place.lat, place.lon, lat, lon) if place else None


PEERS = (PlainWhoosh, Tantivy, Sqlite)
