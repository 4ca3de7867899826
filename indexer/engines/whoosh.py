"""The Whoosh engine: Whoosh holds the text, the ids and the stored providers; columns hold what is computed.

Uses only what Whoosh 2.7.4 also has, so that the choice of fork stays one line. An index is one folder; it is
written once by `write` or `refresh` and never changed afterwards.
"""

import os
import pickle
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any, Self

from whoosh import index
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.terms import Term

from indexer import weights
from indexer.engines.columns import Columns, Row, row_of
from indexer.engines.protocol import Answer, Document, Query
from indexer.engines.rank import answer
from indexer.errors import IndexBroken
from indexer.matcher import fold
from indexer.model import Provider

TEXT_FOLDER = "text"
WRITER_MEMORY_MB = 128
DAMAGE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    pickle.UnpicklingError,
    index.IndexError,
)
"""What reading a cut or foreign file raises, here and inside Whoosh."""
WORD_FIELDS = {"name": weights.NAME_BOOST, "text": 1.0, "suburb": 1.0}
"""Fields that loose words are looked for in, with their boost."""
PHRASE = "phrase"
"""Begins the keys of kept sets of phrases; no field has that name."""
SETS_KEPT = 2000
"""Sets of providers with a term that are kept: all terms of the vocabularies and the commonest words."""
KINDS = ("services", "conditions", "credentials", "features")


def _schema() -> Schema:
    """The fields of the text index. `json` is the provider as exported, `words` the document's own text."""
    words = StemmingAnalyzer(minsize=1)
    return Schema(
        id=ID(unique=True, stored=True, sortable=True),
        name=TEXT(analyzer=words),
        suburb=TEXT(analyzer=words),
        text=TEXT(analyzer=words),
        json=STORED,
        words=STORED,
        **{kind: KEYWORD() for kind in KINDS},
    )


def write(folder: Path, documents: Iterable[Document]) -> int:
    """Write a whole index into the empty `folder`; gives the number of providers."""
    return _commit(
        folder, index.create_in(str(_made(folder / TEXT_FOLDER)), _schema()), Columns(()), documents, ()
    )


def refresh(folder: Path, previous: Path, changed: Iterable[Document], removed: Iterable[str]) -> int:
    """Write into `folder` the index of `previous` with some documents replaced or new, and some gone.

    `removed` is read after `changed`.
    """
    target = _made(folder / TEXT_FOLDER)
    for file in (previous / TEXT_FOLDER).iterdir():
        # Whoosh never changes a file it has written, so both generations may share its bytes.
        if file.is_file() and not file.name.endswith("LOCK"):
            os.link(file, target / file.name)
    return _commit(folder, index.open_dir(str(target)), Columns.load(previous), changed, removed)


def _commit(
    folder: Path, text: Any, known: Columns, changed: Iterable[Document], removed: Iterable[str]
) -> int:
    rows = dict(known.rows)
    writer = text.writer(limitmb=WRITER_MEMORY_MB)
    try:
        for document in changed:
            row = row_of(document.provider)
            add = writer.update_document if row.id in rows else writer.add_document
            add(**_fields(document, row))
            rows[row.id] = row
        for provider_id in removed:
            if rows.pop(provider_id, None):
                writer.delete_by_term("id", provider_id)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    text.close()
    Columns(rows.values()).save(folder)
    return len(rows)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _fields(document: Document, row: Row) -> dict[str, str]:
    provider = document.provider
    ids = {kind: " ".join(sorted(row.terms[kind])) for kind in KINDS}
    return {
        "id": provider.id,
        "name": fold(" ".join((provider.name, *provider.other_names))),
        "suburb": fold(" ".join(dict.fromkeys(suburb for suburb in row.suburbs if suburb))),
        "text": fold(" ".join((*_words(provider), document.text))),
        "json": provider.model_dump_json(),
        "words": document.text,
        **ids,
    }


def _words(provider: Provider) -> Iterator[str]:
    """What may be searched for as loose words: labels, quotes, people, places.

    Not the labels of credentials: "Diploma of Remedial Massage" is no word of theirs about what they offer.
    """
    for term in (*provider.services, *provider.conditions, *provider.features):
        if term.status == "stated":
            yield term.label
            yield from (one.quote for one in term.evidence)
    for credential in provider.credentials:
        if credential.status == "stated":
            yield from (one.quote for one in credential.evidence)
    for person in provider.practitioners:
        yield from filter(None, (person.name, person.role, *person.languages))
    yield from (price.label for price in provider.prices)
    yield from map(dialled, provider.phones)
    yield from provider.service_areas


def dialled(phone: str) -> str:
    """The digits of a phone number as dialled in Australia, else with the country code: one word."""
    return f"0{phone[3:]}" if phone.startswith("+61") else phone.removeprefix("+")


def _ids(reader: Any) -> dict[int, str]:
    """Document number -> provider id."""
    if not reader.doc_count():
        return {}
    column = reader.column_reader("id")
    return {number: column[number] for number in reader.all_doc_ids()}


class WhooshEngine:
    """An index folder open for reading."""

    def __init__(self, folder: Path) -> None:
        try:
            self._columns = Columns.load(folder)
            self._index: Any = index.open_dir(str(folder / TEXT_FOLDER))
            self._searcher: Any = self._index.searcher()
            self._ids = _ids(self._searcher.reader())
        except DAMAGE as error:
            raise IndexBroken(folder, f"{type(error).__name__}: {error}") from error
        self._number = {key: number for number, key in self._ids.items()}
        self._known_sets: dict[tuple[str, ...], frozenset[str]] = {}
        # Whoosh's readers keep a position in their files, so threads take turns.
        self._lock = Lock()

    def search(self, asked: Query) -> Answer:
        """Answer a query; see `Engine.search`."""
        return answer(asked, self._columns, self, self.document)

    def with_term(self, kind: str, term_ids: Iterable[str]) -> set[str]:
        """Ids of providers that state one of the terms."""
        return set().union(*(self._having((kind,), term_id) for term_id in term_ids))

    def with_phrase(self, text: str) -> set[str]:
        """Ids of providers whose text has the words of `text` in a row, or whose name has all of them."""
        stems = self._stems(text)
        if not stems:
            return set()
        named = frozenset.intersection(*(self._having(("name",), stem) for stem in stems))
        return set(named | self._matching((PHRASE, *stems), Phrase("text", stems)))

    def with_any_word(self, text: str) -> set[str]:
        """Ids of providers that have one of the words of `text` somewhere."""
        return set().union(*(self._having(WORD_FIELDS, stem) for stem in self._stems(text)))

    def _with_all_words(self, stems: Iterable[str]) -> set[str]:
        return set(frozenset.intersection(*(self._having(WORD_FIELDS, stem) for stem in stems)))

    def with_words(self, text: str, within: set[str] | None = None) -> dict[str, float]:
        """Provider id -> BM25F score of the words of `text`: of all of them where any provider has all.

        `within` bounds the answer, not the statistics.
        """
        stems = self._stems(text)
        if not stems:
            return {}
        each = [Or([Term(name, stem, boost=boost) for name, boost in WORD_FIELDS.items()]) for stem in stems]
        every = self._with_all_words(stems)
        every = every if within is None else every & within
        return self._scores(And(each), every) if every else self._scores(Or(each), within)

    def _having(self, fields: Iterable[str], term: str) -> frozenset[str]:
        """Ids of providers with an indexed term in one of the fields."""
        return self._matching((*fields, term), Or([Term(name, term) for name in fields]))

    def _matching(self, key: tuple[str, ...], asked: Any) -> frozenset[str]:
        """Ids of providers that fit a Whoosh query; kept under `key`, for an index never changes."""
        with self._lock:
            found = self._known_sets.get(key)
            if found is None:
                numbers = self._searcher.docs_for_query(asked)
                found = self._known_sets[key] = frozenset(self._ids[number] for number in numbers)
                if len(self._known_sets) > SETS_KEPT:
                    del self._known_sets[next(iter(self._known_sets))]
            return found

    def _stems(self, text: str) -> list[str]:
        return list(dict.fromkeys(self._index.schema["text"].process_text(fold(text), mode="query")))

    def _scores(self, asked: Any, within: set[str] | None) -> dict[str, float]:
        if within is not None and not within:
            return {}  # Whoosh takes an empty filter for none
        documents = None if within is None else {self._number[key] for key in within}
        with self._lock:
            found = self._searcher.search(asked, limit=None, filter=documents)
            return {self._ids[number]: score for number, score in found.items()}

    def get(self, provider_id: str) -> Provider | None:
        """The provider of that id."""
        found = self.document(provider_id)
        return found.provider if found else None

    def document(self, provider_id: str) -> Document | None:
        """The document of that id, as it was written."""
        if provider_id not in self._number:
            return None
        with self._lock:
            stored = self._searcher.stored_fields(self._number[provider_id])
        return Document(Provider.model_validate_json(stored["json"]), stored["words"])

    def names(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """(id, name) of providers whose name has a word beginning with each word of `text`."""
        words = fold(text).split()
        found = (
            (row.name, row.id)
            for row in self._columns.rows.values()
            if words
            and not row.gone
            and all(any(own.startswith(word) for own in self._columns.words[row.id]) for word in words)
        )
        return tuple((provider_id, name) for name, provider_id in sorted(found)[:limit])

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any document; words too common to be indexed count as known."""
        with self._lock:
            reader, stems = self._searcher.reader(), self._stems(word)
            return not stems or any((field, stem) in reader for stem in stems for field in WORD_FIELDS)

    def suburbs(self) -> frozenset[str]:
        """The suburbs that have providers who can be found: name and state."""
        return self._columns.suburbs

    def providers(self) -> Iterator[Provider]:
        """Every provider, by id."""
        return (provider for key in self._columns.rows if (provider := self.get(key)) is not None)

    def __len__(self) -> int:
        return len(self._columns.rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up files."""
        with self._lock:
            self._searcher.close()
            self._index.close()
