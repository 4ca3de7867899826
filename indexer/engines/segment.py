"""From entries to a segment: its arrays, its documents and its part of the Whoosh index."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import numpy as np

from indexer.engines.analysis import stems
from indexer.engines.arrays import bits, evidence, names, places, postings, rows, stored, times
from indexer.engines.arrays.folder import Array, Arrays, Strings
from indexer.engines.arrays.postings import FieldPostings, field_postings
from indexer.engines.entry import Entry
from indexer.engines.terms import Term, all_terms, words_of

WITH_WORDS = ("services", "conditions")
"""Kinds whose terms are found by their mere words too."""


@dataclass(frozen=True, slots=True)
class Segment:
    """New documents, in the order of their rows."""

    arrays: Arrays
    ids: Sequence[str]
    stems: Sequence[bytes]
    fields: Mapping[str, FieldPostings]
    terms: Mapping[str, Mapping[str, Sequence[int]]]
    """Kind -> id -> rows that state it."""


class Collector:
    """Takes entries one by one. A later entry of an id replaces an earlier one."""

    def __init__(self, folder: Path, number: int) -> None:
        """`number`: of the file of documents to write into `folder`."""
        self._entries: list[Entry] = []
        self._at: dict[str, int] = {}
        self._number: defaultdict[str, int] = defaultdict(count().__next__)
        """Number of each stem, in the order they were met."""
        self._tokens: dict[str, list[array[int]]] = {name: [] for name in postings.WORD_FIELDS}
        self._documents = stored.DocumentsWriter(folder, number)

    def add(self, entry: Entry) -> None:
        """Take an entry."""
        self._at[entry.id] = len(self._entries)
        for name, own in self._tokens.items():
            own.append(array("i", map(self._number.__getitem__, entry.tokens[name])))
        self._documents.add(entry.provider, entry.words.encode("utf-8", "replace"))
        self._entries.append(replace(entry, tokens={}, provider=b"", words=""))

    def finish(self) -> Segment:
        """Sort everything by place and make the arrays."""
        self._documents.close()
        order = sorted(self._at.values(), key=lambda at: places.first_key(self._entries[at]))
        entries = [self._entries[at] for at in order]
        size = rows.filled(len(entries))
        known = sorted((stem.encode("utf-8", "replace"), at) for stem, at in self._number.items())
        stemmed = [stem for stem, _ in known]
        rank = np.empty(len(known), np.int32)
        rank[[at for _, at in known]] = np.arange(len(known))
        fields = {
            name: field_postings(
                rank[np.frombuffer(b"".join(own[at] for at in order), np.intc)],
                np.array([len(own[at]) for at in order], np.int64),
                len(known),
            )
            for name, own in self._tokens.items()
        }
        made = self._arrays(entries, size, stemmed, fields)
        made |= self._documents.arrays(order, size)
        return Segment(made, [one.id for one in entries], stemmed, fields, _stating(entries))

    def _arrays(
        self,
        entries: Sequence[Entry],
        size: int,
        stemmed: Sequence[bytes],
        fields: Mapping[str, FieldPostings],
    ) -> dict[str, Array]:
        number: dict[str, int] = {}
        suburbs = [
            [number.setdefault(one, len(number)) if one else -1 for one in entry.suburbs] for entry in entries
        ]
        made = {
            **rows.build(entries, size),
            **places.build(entries, size, suburbs),
            **Strings.packed("suburb_label", [one.encode() for one in number]),
            **names.build(entries, size),
            **times.build(entries, size),
            **postings.build(stemmed, fields),
        }
        made |= evidence.build(entries, size, _loose(stemmed, fields))
        return made | bits.build(made, size)


def _stating(entries: Sequence[Entry]) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for row, entry in enumerate(entries):
        for kind, ids in entry.terms.items():
            own = found.setdefault(kind, defaultdict(list))
            for one in ids:
                own[one].append(row)
    return defaultdict(dict, found)


def _loose(stemmed: Sequence[bytes], fields: Mapping[str, FieldPostings]) -> dict[Term, Array]:
    """Rows that have a term's words one after the other in their text, or all of them in their name."""
    number = {stem: at for at, stem in enumerate(stemmed)}
    found: dict[Term, Array] = {}
    for kind, term_id in (term for term in all_terms() if term[0] in WITH_WORDS):
        words = [number.get(one.encode(), -1) for one in stems(words_of(kind, term_id))]
        if words and min(words) >= 0:
            text = _in_a_row(fields["text"], words)
            found[kind, term_id] = np.union1d(text, _all_of(fields["name"], words))
    return found


def _all_of(field: FieldPostings, words: Sequence[int]) -> Array:
    found, *more = (field.rows[field.starts[one] : field.starts[one + 1]] for one in words)
    for own in more:
        found = np.intersect1d(found, own, assume_unique=True)
    return found


def _in_a_row(field: FieldPostings, words: Sequence[int]) -> Array:
    """Rows where the words stand one after the other."""
    ends = np.cumsum(field.counts)
    stands = []
    for word in words:
        first, last = int(field.starts[word]), int(field.starts[word + 1])
        begin, end = (int(ends[at - 1]) if at else 0 for at in (first, last))
        stands.append(
            (np.repeat(field.rows[first:last], field.counts[first:last]), field.positions[begin:end])
        )
    return postings.in_a_row(stands)
