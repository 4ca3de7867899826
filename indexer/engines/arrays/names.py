"""The names of providers: to be completed while they are typed, and to be known when all their words were.

name, name_start                  names as written, by row
name_word                         the different folded words of names, sorted
name_words, name_words_start      the words of each row, ragged
name_rows, name_rows_start        the rows of each word, ragged
name_rare_rows, .._start          the rows whose rarest word it is, ragged
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from indexer.engines.arrays.beginnings import KEY_BYTES, key_of, starting
from indexer.engines.arrays.folder import Array, Arrays, Strings, grouped, ranges, starts_of, within
from indexer.engines.entry import Entry
from indexer.matcher import fold

WORDS_REMEMBERED = 4096
FEW = 32
"""Rows up to which a loop is faster than arrays."""
WORDS_MOST = 6
"""Words typed that are looked at when a name is completed."""


def build(entries: Sequence[Entry], rows: int) -> dict[str, Array]:
    """The arrays of entries in the order of their rows."""
    own = [sorted({key_of(word) for word in fold(entry.name).split()}) for entry in entries]
    words = np.array(sorted({word for each in own for word in each}), f"S{KEY_BYTES}")
    counts = np.zeros(rows, np.int64)
    counts[: len(own)] = [len(each) for each in own]
    flat = np.searchsorted(words, np.array([word for each in own for word in each], words.dtype))
    names = [entry.name.encode("utf-8", "replace") for entry in entries]
    return Strings.packed("full_name", [*names, *[b""] * (rows - len(names))]) | _indexed(words, flat, counts)


def _indexed(words: Array, flat: Array, counts: Array) -> dict[str, Array]:
    """Everything that follows from the words of each row."""
    owner = np.repeat(np.arange(len(counts)), counts)
    order = np.argsort(flat, kind="stable")
    spread = np.bincount(flat, minlength=len(words))
    rare = _rarest(flat, owner, spread)
    by_rare = np.argsort(flat[rare], kind="stable")
    return {
        "name_word": words,
        "name_words": flat.astype(np.int32),
        "name_words_start": starts_of(counts),
        "name_rows": owner[order].astype(np.int32),
        "name_rows_start": starts_of(spread),
        "name_rare_rows": owner[rare][by_rare].astype(np.int32),
        "name_rare_rows_start": grouped(flat[rare], len(words)),
    }


def _rarest(flat: Array, owner: Array, spread: Array) -> Array:
    """Where the rarest word of each row that has any stands."""
    order = np.lexsort((spread[flat], owner))
    first: Array = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    return first


def join(old: Arrays, new: Arrays) -> dict[str, Array]:
    """The rows of `new` behind those of `old`."""
    words = np.union1d(old["name_word"], new["name_word"])
    flat = [np.searchsorted(words, one["name_word"])[one["name_words"]] for one in (old, new)]
    counts = [np.diff(one["name_words_start"]) for one in (old, new)]
    start = old["full_name_start"]
    return {
        "full_name": np.concatenate([old["full_name"], new["full_name"]]),
        "full_name_start": np.concatenate([start[:-1], new["full_name_start"] + start[-1]]),
    } | _indexed(words, np.concatenate(flat), np.concatenate(counts))


class Names:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self._names = Strings.of(arrays, "full_name")
        self._word = arrays["name_word"]
        self._number = lru_cache(WORDS_REMEMBERED)(self._find)
        self._words, self._words_start = arrays["name_words"], arrays["name_words_start"]
        self._rows, self._rows_start = arrays["name_rows"], arrays["name_rows_start"]
        self._rare, self._rare_start = arrays["name_rare_rows"], arrays["name_rare_rows_start"]

    def __getitem__(self, row: int) -> str:
        return self._names[row].decode()

    def held_by(self, words: Iterable[str]) -> Array:
        """Rows all of whose name's words are among `words`, which are folded."""
        known = sorted(at for at in {self._number(word) for word in words} if at is not None)
        starts = self._rare_start
        spans = [self._rare[starts[at] : starts[at + 1]] for at in known if starts[at] < starts[at + 1]]
        if not spans:
            return self._rare[:0]
        rows = np.concatenate(spans)
        if len(rows) <= FEW:
            own = {*known}
            starts = self._words_start
            return np.array(
                [
                    row
                    for row in rows.tolist()
                    if own.issuperset(self._words[starts[row] : starts[row + 1]].tolist())
                ],
                np.int64,
            )
        words_at, owner = ranges(self._words_start, rows)
        held = within(self._words[words_at], np.array(known))
        found: Array = rows[np.bincount(owner[~held], minlength=len(rows)) == 0]
        return found

    def _find(self, word: str) -> int | None:
        key = key_of(word)
        at = int(self._word.searchsorted(np.array(key, self._word.dtype)))
        return at if at < len(self._word) and self._word[at] == key else None

    def beginning(self, text: str, hidden: Array, rank: Array, limit: int) -> list[int]:
        """Rows with a word that begins like each word of `text`, not hidden, the least by `rank` first."""
        runs = [self._span((word,)) for word in fold(text).split()[:WORDS_MOST]]
        return self._least(runs, hidden, rank, limit)

    def nearly(self, text: str, slips: tuple[str, ...], hidden: Array, rank: Array, limit: int) -> list[int]:
        """As `beginning`, the last word replaced by one of its `slips`."""
        *before, _ = fold(text).split()[:WORDS_MOST]
        runs = [*(self._span((word,)) for word in before), self._span(slips)]
        return self._least(runs, hidden, rank, limit)

    def _span(self, starts: tuple[str, ...]) -> Array:
        """Rows with a word that begins like one of `starts`; a row may stand there twice."""
        found = [
            self._rows[self._rows_start[low] : self._rows_start[high]]
            for low, high in starting(starts).runs(self._word)
        ]
        return found[0] if len(found) == 1 else np.concatenate([self._rows[:0], *found])

    def _least(self, spans: Sequence[Array], hidden: Array, rank: Array, limit: int) -> list[int]:
        if not spans:
            return []
        found, *others = sorted(spans, key=len)
        for other in others:
            marked = np.zeros(len(hidden), bool)
            marked[other] = True
            found = found[marked[found]]
        found = found[hidden[found] == 0]
        ranks = rank[found]
        enough = limit * WORDS_MOST * 2
        if len(ranks) > enough:  # rows may stand here several times
            kept = np.argpartition(ranks, enough)[:enough]
            found, ranks = found[kept], ranks[kept]
        _, first = np.unique(ranks, return_index=True)
        rows: list[int] = found[first][:limit].tolist()
        return rows
