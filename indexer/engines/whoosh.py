"""The Whoosh engine: a Whoosh index, and beside it the arrays from which queries are answered.

Whoosh has the schema, the analysis, the segments and their deletions; the arrays say in one pass what it
would say term by term, and a test holds the two together. Uses only what Whoosh 2.7.4 also has, so that the
choice of fork stays one line. An index is one folder, written once by `write` or `refresh`, never changed.
"""

import pickle
import struct
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Self

import numpy as np
from whoosh import index

from indexer.engines import answering
from indexer.engines.analysis import tokens
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.index import ArrayIndex
from indexer.engines.entry import entry_of
from indexer.engines.pipeline import write_entries
from indexer.engines.protocol import Answer, Document, Query
from indexer.engines.remembering import Remembered
from indexer.engines.typing_slips import slips_of
from indexer.engines.whoosh_index import FOLDER
from indexer.engines.writing import Made, is_worn
from indexer.errors import IndexBroken
from indexer.matcher import fold
from indexer.model import Provider

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


def write(folder: Path, documents: Iterable[Document]) -> int:
    """Write a whole index into the empty `folder`; gives the number of providers."""
    return write_entries(folder, None, map(entry_of, documents), ())


def refresh(folder: Path, previous: Path, changed: Iterable[Document], removed: Iterable[str]) -> int:
    """Write into `folder` the index of `previous` with some documents replaced or new, and some gone.

    `removed` is read after `changed`. Adds a small segment; an index that is worn is written anew.
    """
    if not is_worn(previous):
        return write_entries(folder, previous, map(entry_of, changed), removed)
    with WhooshEngine(previous) as old:
        return write(folder, _renewed(old, changed, removed))


def _renewed(old: "WhooshEngine", changed: Iterable[Document], removed: Iterable[str]) -> Iterator[Document]:
    done: set[str] = set()
    for document in changed:
        done.add(document.provider.id)
        yield document
    done.update(removed)
    for provider_id in old.ids():
        kept = old.document(provider_id) if provider_id not in done else None
        if kept is not None:
            yield kept


class WhooshEngine:
    """An index folder open for reading."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._remembered = Remembered()
        try:
            self._made = Made.load(folder)
            self._arrays = ArrayIndex(folder, self._made.documents)
            if not index.exists_in(str(folder / FOLDER)):
                raise ValueError(f"{FOLDER}/ holds no Whoosh index")
        except DAMAGE as error:
            raise IndexBroken(folder, f"{type(error).__name__}: {error}") from error

    def search(self, asked: Query) -> Answer:
        """Answer a query; see `Engine.search`."""
        return answering.answer(asked, self._arrays, self._remembered, self._readers)

    def _readers(self, rows: Array) -> Iterator[Callable[[], Document]]:
        return (partial(_decoded, *kept) for kept in self._arrays.stored.read(rows))

    def get(self, provider_id: str) -> Provider | None:
        """The provider of that id."""
        found = self.document(provider_id)
        return found.provider if found else None

    def document(self, provider_id: str) -> Document | None:
        """The document of that id, as it was written."""
        row = self._arrays.rows.find(provider_id)
        return None if row is None else next(self._readers(np.array([row])))()

    def names(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """(id, name) of providers whose name has a word beginning with each word of `text`."""
        rows = self._arrays.rows
        return self._named(self._arrays.names.beginning(text, rows.hidden, rows.name_rank, limit))

    def names_nearly(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """As `names`, with one slip in the last word."""
        *_, last = ("", *fold(text).split())
        rows = self._arrays.rows
        slips = slips_of(last)
        if not slips:
            return ()
        return self._named(self._arrays.names.nearly(text, slips, rows.hidden, rows.name_rank, limit))

    def _named(self, rows: list[int]) -> tuple[tuple[str, str], ...]:
        names = map(self._arrays.names.__getitem__, rows)
        return tuple(zip(self._arrays.rows.ids(np.array(rows, np.int64)), names, strict=True))

    def similar(self, provider_id: str, limit: int) -> tuple[str, ...]:
        """Ids of providers near that state much of the same; see `Engine.similar`."""
        row = self._arrays.rows.find(provider_id)
        found = answering.similar(row, self._arrays, limit) if row is not None else []
        return tuple(self._arrays.rows.ids(np.array(found, np.int64)))

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any document; words too common to be indexed count as known."""
        found = tokens(word)
        return not found or any(self._arrays.postings.has(one) for one in found)

    def suburbs(self) -> frozenset[str]:
        """The suburbs that have providers who can be found: name and state."""
        return self._arrays.suburbs

    def ids(self) -> Iterator[str]:
        """The ids of all providers, in order."""
        return iter(self._arrays.rows.ids(self._arrays.rows.by_id()))

    def providers(self) -> Iterator[Provider]:
        """Every provider, by id."""
        rows = self._arrays.rows.by_id()
        return (next(self._readers(rows[at : at + 1]))().provider for at in range(len(rows)))

    def __len__(self) -> int:
        return self._arrays.rows.count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up files."""
        self._arrays.stored.close()


def _decoded(provider: bytes, words: bytes) -> Document:
    return Document(Provider.model_validate_json(provider), words.decode())
