"""How well each provider states each term: one byte a term and provider, and the ids and levels themselves.

evidence          (terms, rows) the best evidence of a term, its kinds and its words; see `Level`
stated            the terms stated by each row, ragged; stated_level: by a listing or the own site
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

import numpy as np

from indexer.engines.arrays.folder import Array, Arrays, ranges, starts_of
from indexer.engines.entry import LISTED, SITE, Entry
from indexer.engines.terms import Term, all_terms, named_by, narrower


class Level(IntEnum):
    """Evidence of a term, the worse first; the order must be that of its points in `indexer.weights`."""

    NONE = 0
    WORDS = 1
    NAMED_LISTED = 2
    NAMED_SITE = 3
    """What says the same under another kind of term: `indexer.engines.terms.named_by`."""
    KIND_LISTED = 4
    LISTED = 5
    KIND_SITE = 6
    SITE = 7


STATED = Level.KIND_LISTED
"""From here on the term, or a kind of it, is stated."""


def build(entries: Sequence[Entry], rows: int, loose: Mapping[Term, Array]) -> dict[str, Array]:
    """`loose`: the rows that have a term's words."""
    terms = all_terms()
    number = {term: at for at, term in enumerate(terms)}
    pairs = [
        [(at, level) for kind, ids in entry.terms.items() for one, level in ids.items()
         if (at := number.get((kind, one))) is not None]
        for entry in entries
    ]  # fmt: skip
    counts = np.zeros(rows, np.int64)
    counts[: len(pairs)] = [len(one) for one in pairs]
    flat = np.array([pair for one in pairs for pair in one], np.int64).reshape(-1, 2)
    stated = np.zeros((len(terms), rows), np.uint8)
    stated[flat[:, 0], np.repeat(np.arange(rows), counts)] = flat[:, 1]
    best = np.zeros((len(terms), rows), np.uint8)
    for at, term in enumerate(terms):
        _rate(best[at], term, stated, number)
    words_only = best == Level.NONE
    for term, found in loose.items():
        at = number[term]
        here = found[words_only[at, found]]
        best[at, here] = Level.WORDS
    for row, entry in enumerate(entries):
        for kind, ids in entry.denied.items():
            for at in (number[kind, one] for one in ids if (kind, one) in number):
                if best[at, row] == Level.WORDS:
                    best[at, row] = Level.NONE
    return {
        "evidence": best,
        "stated": flat[:, 0].astype(np.uint16),
        "stated_level": flat[:, 1].astype(np.uint8),
        "stated_start": starts_of(counts),
    }


def _rate(best: Array, term: Term, stated: Array, number: Mapping[Term, int]) -> None:
    """Fill in the evidence of one term over all rows, but for its mere words."""
    codes = {
        True: np.array([Level.NONE, Level.LISTED, Level.SITE], np.uint8),
        False: np.array([Level.NONE, Level.KIND_LISTED, Level.KIND_SITE], np.uint8),
    }
    kind, term_id = term
    for one in narrower(kind, term_id):
        np.maximum(best, codes[one == term_id][stated[number[kind, one]]], out=best)
    named = np.array([Level.NONE, Level.NAMED_LISTED, Level.NAMED_SITE], np.uint8)
    for other in named_by(*term):
        here = (best == Level.NONE) & (stated[number[other]] > 0)
        best[here] = named[stated[number[other]][here]]


def join(old: Arrays, new: Arrays) -> dict[str, Array]:
    """The rows of `new` behind those of `old`."""
    starts = old["stated_start"]
    return {
        "evidence": np.concatenate([old["evidence"], new["evidence"]], axis=1),
        "stated": np.concatenate([old["stated"], new["stated"]]),
        "stated_level": np.concatenate([old["stated_level"], new["stated_level"]]),
        "stated_start": np.concatenate([starts[:-1], new["stated_start"] + starts[-1]]),
    }


class Evidence:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self._levels = arrays["evidence"]
        self._stated, self._level = arrays["stated"], arrays["stated_level"]
        self._starts = arrays["stated_start"]
        self._number = {term: at for at, term in enumerate(all_terms())}

    def of(self, kind: str, term_id: str) -> Array | None:
        """The `Level` of every row for a term; `None` for an id that no vocabulary has."""
        at = self._number.get((kind, term_id))
        return None if at is None else self._levels[at]

    def stated(self, row: int) -> dict[Term, int]:
        """The terms that a row states, each with `LISTED` or `SITE`."""
        first, last = int(self._starts[row]), int(self._starts[row + 1])
        terms = all_terms()
        return {
            terms[at]: level
            for at, level in zip(
                self._stated[first:last].tolist(), self._level[first:last].tolist(), strict=True
            )
        }

    def likeness(self, row: int, rows: Array, kinds: Sequence[str]) -> Array:
        """The terms of some kinds that both `row` and each of `rows` state, as a share of all they state."""
        columns = [at for at, term in enumerate(all_terms()) if term[0] in kinds]
        places, owner = ranges(self._starts, rows)
        wanted = np.zeros(len(all_terms()), bool)
        wanted[columns] = True
        mine = np.zeros(len(all_terms()), bool)
        mine[[self._number[term] for term in self.stated(row) if term[0] in kinds]] = True
        terms = self._stated[places]
        both = np.bincount(owner[mine[terms]], minlength=len(rows))
        either = np.bincount(owner[wanted[terms]], minlength=len(rows)) + mine.sum() - both
        found: Array = both / np.maximum(1, either)
        return found


def exact(arrays: Arrays, rows: int) -> Array:
    """(rows, terms) whether the very term is stated."""
    made = np.zeros((rows, len(all_terms())), np.uint8)
    places, owner = ranges(arrays["stated_start"], np.arange(rows))
    made[owner, arrays["stated"][places]] = 1
    return made


assert (LISTED, SITE) == (1, 2)  # noqa: S101 - they index the tables above
