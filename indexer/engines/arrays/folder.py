"""Arrays on disk: one `.npy` file each, mapped into memory when read, so that opening parses nothing.

Processes that open the same generation share its pages.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = Mapping[str, Array]


def save(folder: Path, arrays: Arrays) -> None:
    """Write every array into the existing `folder`."""
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)


def load(folder: Path) -> dict[str, Array]:
    """All arrays of `folder`. Raises `OSError` or `ValueError` for what is missing, cut or foreign."""
    return {path.stem: _mapped(path) for path in folder.glob("*.npy")}


def _mapped(path: Path) -> Array:
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:  # nothing can be mapped of an empty array
        values: Array = np.load(path, allow_pickle=False)
        if values.size:
            raise
        return values


class Strings:
    """Many strings as one array of bytes and where each begins; found by bisection when they are sorted."""

    def __init__(self, blob: Array, starts: Array) -> None:
        self._blob, self._starts = memoryview(blob.data), memoryview(starts.data)

    @staticmethod
    def packed(name: str, values: Iterable[bytes]) -> dict[str, Array]:
        """The two arrays of `values`, as `name` and `name_start`."""
        kept = list(values)
        lengths = np.fromiter(map(len, kept), np.int64, len(kept))
        starts = np.zeros(len(kept) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        return {name: np.frombuffer(b"".join(kept), np.uint8), f"{name}_start": starts}

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> "Strings":
        """The strings packed as `name`."""
        return cls(arrays[name], arrays[f"{name}_start"])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> bytes:
        return bytes(self._blob[self._starts[at] : self._starts[at + 1]])

    def place(self, value: bytes) -> int:
        """Where the sorted strings stop being less than `value`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < value:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, value: bytes) -> int | None:
        """Where `value` stands among the sorted strings."""
        at = self.place(value)
        return at if at < len(self) and self[at] == value else None


def ranges(starts: Array, rows: Array) -> tuple[Array, Array]:
    """The elements of the given rows of a ragged array: their places, and which of `rows` each belongs to."""
    first, lengths = starts[rows], starts[rows + 1] - starts[rows]
    owner = np.repeat(np.arange(len(rows)), lengths)
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - lengths), lengths), owner


def starts_of(counts: Array) -> Array:
    """Where each row of a ragged array begins, and where the last one ends."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def grouped(owners: Array, count: int) -> Array:
    """The starts of a ragged array whose sorted elements belong to rows `owners`, of `count`."""
    return starts_of(np.bincount(owners, minlength=count))


def within(some: Array, rows: Array) -> Array:
    """Which of `some` are among sorted `rows`."""
    if not len(rows):
        return np.zeros(len(some), bool)
    found: Array = rows[np.minimum(rows.searchsorted(some), len(rows) - 1)] == some
    return found
