"""Which of many sorted words begin like what was typed."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from indexer.engines.arrays.folder import Array

KEY_BYTES = 48
"""Bytes of a word that count: longer ones that begin alike are one."""
_KEY = np.dtype(f"S{KEY_BYTES}")


def key_of(word: str) -> bytes:
    """A word as it is compared."""
    return word.encode("utf-8", "replace")[:KEY_BYTES]


def sorted_keys(words: Iterable[str]) -> Array:
    """Keys of some words, which are sorted by them."""
    return np.array([key_of(word) for word in words], _KEY)


class Starts:
    """Beginnings to look for, made ready once for all dictionaries."""

    def __init__(self, words: Iterable[str]) -> None:
        self._least = np.array([key_of(word) for word in words], _KEY)
        letters = self._least.view(np.uint8)
        self._most = np.where(letters == 0, np.uint8(255), letters).view(_KEY)

    def runs(self, keys: Array) -> list[tuple[int, int]]:
        """The runs of sorted keys that begin so."""
        lows, highs = keys.searchsorted(self._least), keys.searchsorted(self._most, "right")
        found = (lows < highs).nonzero()[0]
        return list(zip(lows[found].tolist(), highs[found].tolist(), strict=True))


@lru_cache(64)
def starting(words: tuple[str, ...]) -> Starts:
    """The beginnings `words`; those of one text are asked for by each kind of completion in turn."""
    return Starts(words)
