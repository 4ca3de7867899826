"""The documents themselves, as JSON in files that are written once and shared by later generations.

stored_file, stored_at      the file of each row and where the row begins in it
stored_provider, _words     bytes of the provider (JSON), and of the document's own text behind it
"""

import mmap
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from indexer.engines.arrays.folder import Array, Arrays

_NAME = "documents-{:05}.bin"


def files(folder: Path) -> list[Path]:
    """The files of documents in an index, in their order."""
    return sorted(folder.glob("documents-*.bin"))


def share(previous: Path, folder: Path) -> int:
    """Link the files of the index `previous` into `folder`; gives how many there are."""
    shared = files(previous)
    for file in shared:
        os.link(file, folder / file.name)
    return len(shared)


class DocumentsWriter:
    """Writes one file of documents."""

    def __init__(self, folder: Path, number: int) -> None:
        self._number = number
        self._file: BinaryIO = (folder / _NAME.format(number)).open("wb")
        self._kept: list[tuple[int, int, int]] = []
        self._at = 0

    def add(self, provider: bytes, words: bytes) -> None:
        """Append a document."""
        self._file.write(provider)
        self._file.write(words)
        self._kept.append((self._at, len(provider), len(words)))
        self._at += len(provider) + len(words)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def arrays(self, order: Sequence[int], rows: int) -> dict[str, Array]:
        """Where the added documents lie, in the order of rows."""
        kept = np.zeros((rows, 3), np.int64)
        kept[: len(order)] = np.array(self._kept, np.int64).reshape(-1, 3)[order]
        return {
            "stored_file": np.full(rows, self._number, np.uint16),
            "stored_at": kept[:, 0].copy(),
            "stored_provider": kept[:, 1].astype(np.uint32),
            "stored_words": kept[:, 2].astype(np.uint32),
        }


def join(old: Arrays, new: Arrays) -> dict[str, Array]:
    """The rows of `new` behind those of `old`."""
    names = ("stored_file", "stored_at", "stored_provider", "stored_words")
    return {name: np.concatenate([old[name], new[name]]) for name in names}


class Stored:
    """Reads documents by row. Raises `OSError` or `ValueError` when a file is missing or cut."""

    def __init__(self, folder: Path, arrays: Arrays) -> None:
        self._file, self._at = arrays["stored_file"], arrays["stored_at"]
        self._provider, self._words = arrays["stored_provider"], arrays["stored_words"]
        self._maps = [_mapped(path) for path in files(folder)]
        ends = self._at + self._provider + self._words
        for number, mapped in enumerate(self._maps):
            if int(ends[self._file == number].max(initial=0)) > len(mapped):
                raise ValueError(f"{_NAME.format(number)} is cut short")
        if int(self._file.max(initial=0)) >= len(self._maps):
            raise ValueError("a file of documents is missing")

    def read(self, rows: Array) -> list[tuple[bytes, bytes]]:
        """Of each row the provider's JSON and the document's own text."""
        kept = zip(
            self._file[rows].tolist(),
            self._at[rows].tolist(),
            self._provider[rows].tolist(),
            self._words[rows].tolist(),
            strict=True,
        )
        return [
            (self._maps[file][at : at + size], self._maps[file][at + size : at + size + words])
            for file, at, size, words in kept
        ]

    def close(self) -> None:
        """Give up files."""
        for mapped in self._maps:
            if isinstance(mapped, mmap.mmap):
                mapped.close()


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
