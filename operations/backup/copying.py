"""Copies files into and out of a backup, and proves each copy: hashed as it is read, read back from the disk.

Two kinds of files: those that are copied whole, and those that only ever grow (WARC files, the request log),
of which a backup holds the beginning up to some size and takes over what was added since.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from operations.backup.errors import BackupError

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """What a file, or its beginning, holds."""

    size: int
    """Bytes."""
    sha256: str


def digest(path: Path, size: int | None = None) -> Part:
    """Read a file, or its first `size` bytes; the part is shorter where the file is. Raises `OSError`."""
    with path.open("rb") as file:
        found, read = hashlib.sha256(), 0
        for chunk in _chunks(file, size):
            found.update(chunk)
            read += len(chunk)
    return Part(read, found.hexdigest())


def copy_whole(source: Path, target: Path, size: int | None = None) -> Part:
    """Copy a file, or its first `size` bytes, to a new one, and read it back.

    Raises `OSError`, and `BackupError` when the disk gives back something else.
    """
    made_for(target)
    found, written = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("xb") as writing:
        for chunk in _chunks(reading, size):
            found.update(chunk)
            writing.write(chunk)
            written += len(chunk)
        _to_disk(writing)
    part = Part(written, found.hexdigest())
    if digest(target) != part:
        raise BackupError(
            f"{target} reads back otherwise than it was written: the disk is failing; use another"
        )
    return part


def grow(source: Path, target: Path, known: Part | None) -> tuple[Part, int]:
    """Bring a copy of a file that only grows up to date; gives what it holds, and how many bytes were copied.

    `known` is what the copy is known to hold already. Raises `OSError`, and `BackupError` when the file is
    not the continuation of that.
    """
    size = source.stat().st_size
    if known is None or not target.exists() or target.stat().st_size < known.size:
        aside = target.with_name(f".{target.name}.part")
        aside.unlink(missing_ok=True)
        try:
            part = copy_whole(source, aside, size)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        return part, part.size
    if size == known.size:
        return known, 0
    try:
        return _append(source, target, known, size), size - known.size
    except OSError:
        os.truncate(target, known.size)  # a full disk gets its room back
        raise


def _append(source: Path, target: Path, known: Part, size: int) -> Part:
    found, added = hashlib.sha256(), hashlib.sha256()
    with source.open("rb") as reading, target.open("r+b") as writing:
        for chunk in _chunks(reading, known.size):
            found.update(chunk)
        if size < known.size or found.hexdigest() != known.sha256:
            raise BackupError(
                f"{source} is not what it was when it was backed up, and such files only grow: it is "
                "damaged, or "
                f"its copy is. Run `rosanna backup FOLDER --verify`; when that finds the backup whole, copy "
                f"{target} over it, and back up again"
            )
        writing.truncate(known.size)  # what a killed backup had begun to add
        writing.seek(known.size)
        for chunk in _chunks(reading, size - known.size):
            found.update(chunk)
            added.update(chunk)
            writing.write(chunk)
        _to_disk(writing)
        writing.seek(known.size)
        back = hashlib.sha256()
        for chunk in _chunks(writing, None):
            back.update(chunk)
    if back.digest() != added.digest():
        raise BackupError(
            f"{target} reads back otherwise than it was written: the disk is failing; use another"
        )
    return Part(size, found.hexdigest())


def _chunks(file: BinaryIO, size: int | None) -> Iterator[bytes]:
    left = size
    while left is None or left > 0:
        chunk = file.read(CHUNK if left is None else min(CHUNK, left))
        if not chunk:
            return
        yield chunk
        left = None if left is None else left - len(chunk)


def _to_disk(file: BinaryIO) -> None:
    """Write to the disk, and drop the kernel's copy, so that what is read back comes from the disk."""
    file.flush()
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def made_for(path: Path) -> Path:
    """The path, whose folder is there now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def sync_folder(folder: Path) -> None:
    """Make new names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
