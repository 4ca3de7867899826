"""The rows that a query has to look at, as one short array each column is cut to.

A universe is a few runs of neighbouring rows and some single ones. Its rows are numbered from 0, so that
masks and scores are small arrays, and a run of a column is a copy of its memory and no search.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from indexer.engines.arrays.folder import Array

GAPS_MOST = 2.0
"""Runs are taken as one, with what lies between, up to this multiple of their rows: a view, no copy."""


NO_ROWS = np.empty(0, np.int64)


class Universe:
    """Runs of rows `[first, last)` that do not overlap, and single rows, sorted, outside of them."""

    def __init__(self, runs: Sequence[tuple[int, int]], singles: Array | None = None) -> None:
        self.runs = _joined(sorted(runs))
        self._bounds = np.array(self.runs, np.int32).ravel()
        self.singles = NO_ROWS if singles is None or not len(singles) else self._outside(singles)
        self._within = sum(last - first for first, last in self.runs)
        self.size = self._within + len(self.singles)

    def _outside(self, rows: Array) -> Array:
        """Those of some rows, sorted, that lie in no run."""
        rows = rows.astype(np.int64)
        return rows[self._bounds.searchsorted(rows, "right") % 2 == 0] if self.runs else rows

    def column(self, values: Array) -> Array:
        """A column of all rows, cut to these."""
        if len(self.runs) == 1 and not len(self.singles):
            first, last = self.runs[0]
            return values[first:last]
        parts = [values[first:last] for first, last in self.runs]
        return np.concatenate([*parts, values[self.singles]])

    @cached_property
    def rows(self) -> Array:
        """The row of each place."""
        return np.concatenate([*(np.arange(first, last) for first, last in self.runs), self.singles])

    def row(self, places: Array) -> Array:
        """The rows at some places."""
        if len(self.runs) == 1 and not len(self.singles):
            rows: Array = places + self.runs[0][0]
            return rows
        found: Array = self.rows[places]
        return found

    def places(self, rows: Array) -> tuple[Array, Array | slice]:
        """Of sorted rows, the places of those that are in the universe, and which of them these are."""
        if len(self.runs) == 1 and not len(self.singles):
            first, last = rows.searchsorted(self._bounds)
            return rows[first:last] - np.int32(self.runs[0][0]), slice(int(first), int(last))
        chosen: list[Array] = []
        found: list[Array] = []
        cuts = rows.searchsorted(self._bounds).reshape(-1, 2)
        before = 0
        for (first, last), (begin, end) in zip(cuts.tolist(), self.runs, strict=True):
            if first < last:
                chosen.append(np.arange(first, last))
                found.append(rows[first:last] + (before - begin))
            before += end - begin
        if len(self.singles):
            at = np.minimum(rows.searchsorted(self.singles), max(0, len(rows) - 1))
            hits = np.flatnonzero(rows[at] == self.singles) if len(rows) else np.empty(0, np.int64)
            chosen.append(at[hits])
            found.append(hits + self._within)
        if not chosen:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.concatenate(found), np.concatenate(chosen)


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(runs) < 2:
        return runs
    span = (runs[0][0], runs[-1][1])
    rows = sum(last - first for first, last in runs)
    return [span] if span[1] - span[0] <= GAPS_MOST * rows else runs
