"""One bit a row and facet value, so that counting all values over any set of rows is counting bits.

bits    (rows / 64, values) words of 64 rows: the very term stated, then for each term that has kinds
        whether it or one of them is stated, then the days of the week
"""

import numpy as np

from indexer.engines.arrays.evidence import STATED, exact
from indexer.engines.arrays.folder import Array, Arrays
from indexer.engines.arrays.rows import ROWS_TOGETHER
from indexer.engines.arrays.times import days_open
from indexer.engines.terms import Term, all_terms, parents
from indexer.engines.weeks import DAYS


def build(arrays: Arrays, rows: int) -> dict[str, Array]:
    """From the arrays of the same rows made by `evidence` and `times`."""
    number = {term: at for at, term in enumerate(all_terms())}
    kinds = arrays["evidence"][[number[term] for term in parents()]] >= STATED
    flags = np.concatenate([exact(arrays, rows).astype(bool), kinds.T, days_open(arrays)], axis=1)
    words = rows // ROWS_TOGETHER
    packed = np.packbits(flags, axis=0, bitorder="little").reshape(words, 8, -1)
    return {"bits": np.ascontiguousarray(packed.transpose(0, 2, 1)).view("<u8").reshape(words, -1)}


def join(old: Arrays, new: Arrays) -> dict[str, Array]:
    """The words of `new` behind those of `old`."""
    return {"bits": np.concatenate([old["bits"], new["bits"]])}


class Bits:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self._bits = arrays["bits"]
        terms, wider = all_terms(), parents()
        self.terms: tuple[Term, ...] = terms
        self._kinds_at = {term: len(terms) + at for at, term in enumerate(wider)}
        self._days_at = len(terms) + len(wider)
        self.with_kinds = np.array([self._kinds_at.get(term, at) for at, term in enumerate(terms)])
        """Which count says how many state a term or a kind of it, by term."""

    def counts(self, rows: Array) -> Array:
        """How many of the rows have each value."""
        marked = np.zeros(len(self._bits) * ROWS_TOGETHER, bool)
        marked[rows] = True
        masks = np.packbits(marked, bitorder="little").view("<u8")
        words = masks.nonzero()[0]
        block = self._bits[words]
        np.bitwise_and(block, masks[words, None], out=block)
        counts: Array = np.add.reduce(np.bitwise_count(block), axis=0, dtype=np.int64)
        return counts

    def days(self, counts: Array) -> dict[str, int]:
        """Of `counts`, those of the days."""
        return dict(zip(DAYS, counts[self._days_at :].tolist(), strict=True))

    def open_on(self, rows: Array, day: str) -> Array:
        """Whether each of the rows is open on a day."""
        word = self._bits[rows >> 6, self._days_at + DAYS.index(day)]
        found: Array = (word >> (rows & 63).astype(np.uint64)) & np.uint64(1)
        return found.astype(bool)
