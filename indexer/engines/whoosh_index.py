"""The Whoosh index itself: its schema, and a segment written from postings that are already sorted.

Whoosh's own writer analyses each text and sorts its postings through temporary files. Here the words are
counted once for it and for the arrays, so only its codec is left to do. Uses nothing that Whoosh 2.7.4 lacks.
"""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.system import pack_uint

from indexer.engines.analysis import ANALYZER
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.postings import PLACED, FieldPostings
from indexer.engines.terms import VOCABULARY_OF

FOLDER = "text"
KINDS = tuple(VOCABULARY_OF)
POSITIONS_REMEMBERED = 100_000
BLOCK_POSTINGS = 128
"""Postings in a block of the codec, as it has them by default."""
BLOCK = 65_536
"""Numbers made into Python's own at a time."""


def schema() -> Schema:
    """The fields of the index."""
    return Schema(
        id=ID(unique=True, stored=True),
        name=TEXT(analyzer=ANALYZER, phrase=False),
        suburb=TEXT(analyzer=ANALYZER, phrase=False),
        text=TEXT(analyzer=ANALYZER),
        **{kind: KEYWORD() for kind in KINDS},
    )


def create(folder: Path) -> Any:
    """A new, empty index within the generation's `folder`."""
    target = folder / FOLDER
    target.mkdir()
    return index.create_in(str(target), schema())


def share(previous: Path, folder: Path) -> Any:
    """The index of the generation `previous`, to be added to in `folder`: both share its files."""
    target = folder / FOLDER
    target.mkdir()
    for file in (previous / FOLDER).iterdir():
        # Whoosh never changes a file it has written.
        if file.is_file() and not file.name.endswith("LOCK"):
            os.link(file, target / file.name)
    return index.open_dir(str(target))


def write_segment(
    opened: Any,
    ids: Sequence[str],
    stems: Sequence[bytes],
    fields: Mapping[str, FieldPostings],
    terms: Mapping[str, Mapping[str, Sequence[int]]],
    deleted: Iterable[int],
) -> None:
    """Add documents as one segment and commit; `deleted` are documents to strike out.

    `fields`: postings by field of words; `terms`: kind -> id -> documents that state it, in order.
    """
    writer = opened.writer()
    try:
        for number in deleted:
            writer.delete_document(number)
        for number, provider_id in enumerate(ids):
            _add_lengths(writer, number, provider_id, fields)
        if ids:
            writer.docnum, writer._added = len(ids), True
            writer.fieldwriter = _Sorted(writer.fieldwriter, ids, stems, fields, terms)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)


def _add_lengths(writer: Any, number: int, provider_id: str, fields: Mapping[str, FieldPostings]) -> None:
    values = writer.perdocwriter
    values.start_doc(number)
    values.add_field("id", writer.schema["id"], provider_id, 0)
    for name, own in fields.items():
        if length := int(own.lengths[number]):
            values.add_field(name, writer.schema[name], None, length)
    values.finish_doc()


class _Sorted:
    """Stands before the codec's writer of fields and gives it postings in the order it wants them.

    The writer's own pool stays empty.
    """

    def __init__(
        self,
        codec: Any,
        ids: Sequence[str],
        stems: Sequence[bytes],
        fields: Mapping[str, FieldPostings],
        terms: Mapping[str, Mapping[str, Sequence[int]]],
    ) -> None:
        self._codec, self._ids, self._stems = codec, ids, stems
        self._fields, self._terms = fields, terms

    @property
    def is_closed(self) -> bool:
        """Whether the codec's files are closed."""
        return bool(self._codec.is_closed)

    def close(self) -> None:
        """Close the codec's files."""
        self._codec.close()

    def add_postings(self, schema: Schema, lengths: Any, items: Any) -> None:  # noqa: ARG002 - the codec's signature
        """Write all postings, by field, term and document."""
        for name in sorted(schema.names()):
            self._codec.start_field(name, schema[name])
            if name in self._fields:
                self._add_words(name, schema[name].format)
            elif name in KINDS:
                self._add_terms(self._terms[name], _encoded_count(1))
            else:
                self._add_terms({one: [at] for at, one in enumerate(self._ids)}, b"")
            self._codec.finish_field()

    def _add_terms(self, terms: Mapping[str, Sequence[int]], value: bytes) -> None:
        for term, documents in sorted((key.encode(), own) for key, own in terms.items()):
            self._codec.start_term(term)
            for number in documents:
                self._codec.add(number, 1.0, value, 0)
            self._codec.finish_term()

    def _add_words(self, name: str, format_: Any) -> None:
        own = self._fields[name]
        lengths = own.lengths.tolist()
        values = _positions(own, format_) if name == PLACED else map(_encoded_count, _numbers(own.counts))
        rows, counts = _numbers(own.rows), _numbers(own.counts)
        for stem, spread in zip(self._stems, np.diff(own.starts).tolist(), strict=True):
            if not spread:
                continue
            self._codec.start_term(stem)
            for done in range(0, spread, BLOCK_POSTINGS):
                size = min(BLOCK_POSTINGS, spread - done)
                self._add_block(
                    list(islice(rows, size)), list(islice(counts, size)), list(islice(values, size)), lengths
                )
            self._codec.finish_term()

    def _add_block(
        self, rows: list[int], counts: list[int], values: list[bytes], lengths: Sequence[int]
    ) -> None:
        """Hand over what `add` would have gathered of so many postings, one call each.

        The codec writes the block before it takes more, or when the term is finished.
        """
        block = self._codec._postwriter
        if len(block):
            block._write_block()
        own = [lengths[row] for row in rows]
        block._ids, block._weights, block._values = array("I", rows), array("f", counts), values
        block._maxweight, block._minlength, block._maxlength = max(counts), min(own), max(own)


def _positions(own: FieldPostings, format_: Any) -> Iterator[bytes]:
    placed = _numbers(own.positions)
    single = lru_cache(POSITIONS_REMEMBERED)(lambda at: format_.encode((at,)))
    for count in _numbers(own.counts):
        yield single(next(placed)) if count == 1 else format_.encode(islice(placed, count))


def _numbers(values: Array) -> Iterator[int]:
    """The elements of an array, made into Python's numbers a block at a time."""
    for first in range(0, len(values), BLOCK):
        yield from values[first : first + BLOCK].tolist()


@lru_cache(1024)
def _encoded_count(count: int) -> bytes:
    """A posting's value in fields without positions."""
    packed: bytes = pack_uint(count)
    return packed
