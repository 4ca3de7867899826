"""All arrays of an index, open for reading."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from indexer import weights
from indexer.engines.analysis import stems, tokens
from indexer.engines.arrays import folder as arrays_folder
from indexer.engines.arrays.bits import Bits
from indexer.engines.arrays.evidence import Evidence
from indexer.engines.arrays.folder import Array, Strings, within
from indexer.engines.arrays.names import Names
from indexer.engines.arrays.places import Places
from indexer.engines.arrays.postings import WORD_FIELDS, Postings
from indexer.engines.arrays.rows import Rows
from indexer.engines.arrays.stored import Stored
from indexer.engines.arrays.times import Times
from indexer.matcher import fold

POINTS = 10_000
"""Scores are whole numbers of a ten-thousandth, so that their sums do not depend on any order."""


COMMON_SHARE = 0.02
"""Share of rows from which those of a word are marked rather than sorted."""


class ArrayIndex:
    """Raises `OSError`, `LookupError` or `ValueError` for what is missing, cut or foreign."""

    def __init__(self, folder: Path, documents: int) -> None:
        """`documents`: as Whoosh counts them, deleted ones too."""
        arrays = arrays_folder.load(folder)
        self.rows = Rows(arrays)
        self.places = Places(arrays)
        self.postings = Postings(arrays, documents)
        self.evidence = Evidence(arrays)
        self.bits = Bits(arrays)
        self.times = Times(arrays)
        self.names = Names(arrays)
        self.stored = Stored(folder, arrays)
        self.suburb_labels = Strings.of(arrays, "suburb_label")

    @cached_property
    def merit(self) -> tuple[Array, Array]:
        """Points of completeness and of freshness, in ten-thousandths, by row."""
        age = np.maximum(0.0, self.rows.newest - self.rows.seen)
        fresh = weights.FRESHNESS * 0.5 ** (age / weights.FRESHNESS_HALF_DAYS)
        return in_points(weights.COMPLETENESS * self.rows.completeness), in_points(fresh)

    @cached_property
    def all_merit(self) -> Array:
        """The points that do not depend on the query."""
        complete, fresh = self.merit
        return complete + fresh

    @cached_property
    def suburb_names(self) -> tuple[str, ...]:
        """The labels of all suburbs, by number."""
        return tuple(self.suburb_labels[at].decode() for at in range(len(self.suburb_labels)))

    @cached_property
    def _suburb_number(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.suburb_names)}

    def suburb(self, number: int) -> str:
        """The label of a suburb."""
        return self.suburb_names[number]

    def suburb_numbers(self, labels: Iterable[str]) -> list[int]:
        """The numbers of some suburbs; those without providers have none."""
        return [self._suburb_number[one] for one in labels if one in self._suburb_number]

    @cached_property
    def suburbs(self) -> frozenset[str]:
        """Labels of the suburbs where somebody can be found."""
        numbers = self.places.suburbs_of(self.rows.hidden == 0)
        return frozenset(self.suburb_names[at] for at in numbers.tolist())

    def rows_with_any(self, text: str) -> Array:
        """Rows that have one of the words of a text."""
        found = [self.postings.rows(stem, name) for stem in stems(text) for name in WORD_FIELDS]
        rows: Array = self._mask(found).nonzero()[0]
        return rows

    def rows_with_phrase(self, text: str, rows: Array | None) -> Array:
        """Rows with the words of `text` one after the other, or all in the name; of sorted `rows` only."""
        words = tokens(fold(text))
        if not words:
            return np.empty(0, np.int64)
        named: Array = self.postings.rows(words[0], "name")
        for stem in words[1:]:
            named = named[within(named, self.postings.rows(stem, "name"))]
        found: Array = np.union1d(named, self.postings.in_a_row(words, rows))
        return found

    def rows_with_all(self, words: Sequence[str]) -> Array | None:
        """Rows that have all of some stems, if anyone who can be found has."""
        found: Array
        if not words:
            return None
        rarest, *others = sorted(
            ([self.postings.rows(stem, name) for name in WORD_FIELDS] for stem in words),
            key=lambda own: sum(map(len, own)),
        )
        if sum(map(len, rarest)) > len(self.rows) * COMMON_SHARE:
            masks = (self._mask(own) for own in (rarest, *others))
            found = np.logical_and.reduce(list(masks)).nonzero()[0]
        else:
            found = np.unique(np.concatenate(rarest))
            for own in others:
                found = found[np.any([within(found, rows) for rows in own], axis=0)]
        seen = bool((self.rows.hidden[found] == 0).any())
        return found if seen else None

    def _mask(self, own: Sequence[Array]) -> Array:
        mask = np.zeros(len(self.rows), bool)
        for rows in own:
            mask[rows] = True
        return mask


def in_points(values: Array) -> Array:
    """Values as whole ten-thousandths."""
    points: Array = np.rint(values * POINTS).astype(np.int64)
    return points
