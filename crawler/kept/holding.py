"""Keeps the archive's files in place while they are copied: backups and pruning exclude each other."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.archive import Archive, ArchiveError

FILE = "prune.lock"


class ArchiveHeld(ArchiveError):  # noqa: N818 (a state of the archive, not a failure)
    """The archive is being copied, or pruned; the message says what to do."""


@contextmanager
def holding(archive: Archive) -> Iterator[None]:
    """No file of the archive is removed meanwhile. Raises `ArchiveHeld` while it is being pruned."""
    with _locked(archive, fcntl.LOCK_SH, "`rosanna archive prune` is under way"):
        yield


@contextmanager
def removing(archive: Archive) -> Iterator[None]:
    """Files of the archive may be removed meanwhile. Raises `ArchiveHeld` while it is being copied."""
    with _locked(archive, fcntl.LOCK_EX, "a backup is being taken, or another pruning is under way"):
        yield


@contextmanager
def _locked(archive: Archive, kind: int, why_not: str) -> Iterator[None]:
    if not archive.folder.is_dir():  # nothing was ever kept
        yield
        return
    with (archive.folder / FILE).open("a+b") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveHeld(f"{archive.folder}: {why_not}; wait for its end and run this again") from error
        yield
