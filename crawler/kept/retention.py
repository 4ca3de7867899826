"""How large the archive is, and making it smaller: records that no stored page points to any more are let go.

A file in which little is still pointed to is written anew: first the live records go to a new file, then the
rows move in one transaction, then the old file goes. A crash in between costs space, never a page.
"""

import os
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from crawler.archive import Archive, ArchiveError
from crawler.kept.holding import removing
from crawler.records import Page
from crawler.store import Store

LEAST_AGE = timedelta(hours=24)
"""Younger files may belong to a crawl under way."""
REWRITE_BELOW = 0.5
"""A file of which less than this share of the records is live is written anew."""
PAGES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One WARC file."""

    path: Path
    size: int
    """Bytes."""
    age: timedelta
    live: int
    """Stored pages that point into it."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a pruning did, or would do."""

    removed: int = 0
    rewritten: int = 0
    freed: int = 0
    """Bytes."""
    unreadable: int = 0
    """Live records that could not be read; their file was left as it is."""


def archive_files(store: Store, archive: Archive) -> Sequence[ArchiveFile]:
    """All files, by name."""
    live = store.pages_by_file()
    now = time.time()
    found = []
    for path in sorted(archive.folder.glob("*.warc.gz")):
        stat = path.stat()
        age = timedelta(seconds=max(0.0, now - stat.st_mtime))
        found.append(ArchiveFile(path, stat.st_size, age, live.get(path.name, 0)))
    return found


def prune(
    store: Store, archive: Archive, older_than: timedelta = LEAST_AGE, *, dry_run: bool = False
) -> Pruned:
    """Remove files without live records, and rewrite those that are mostly dead.

    Raises `ArchiveHeld` while a backup copies the files, `OSError` when the folder cannot be written.
    """
    done = Pruned()
    with removing(archive):
        for file in archive_files(store, archive):
            if file.age < max(older_than, LEAST_AGE):
                continue
            if file.live == 0:
                done = replace(done, removed=done.removed + 1, freed=done.freed + file.size)
                if not dry_run:
                    file.path.unlink()
            elif _live_share(store, file) < REWRITE_BELOW:
                done = _rewrite(store, archive, file, done, dry_run)
    return done


def _live_share(store: Store, file: ArchiveFile) -> float:
    """The share of a file's bytes that pages point to."""
    offsets = {page.warc_offset for page in store.pages_in_file(file.path.name)}
    with file.path.open("rb") as opened:
        return sum(_record_size(opened, offset) for offset in offsets) / max(file.size, 1)


def _record_size(opened: BinaryIO, offset: int) -> int:
    """Bytes of the gzip member at an offset; 0 for what is none."""
    opened.seek(offset)
    packed, size = zlib.decompressobj(zlib.MAX_WBITS + 16), 0
    try:
        while not packed.eof and (chunk := opened.read(65_536)):
            packed.decompress(chunk)
            size += len(chunk)
    except zlib.error:
        return 0
    return size - len(packed.unused_data)


def _rewrite(store: Store, archive: Archive, file: ArchiveFile, done: Pruned, dry_run: bool) -> Pruned:
    pages = list(store.pages_in_file(file.path.name))
    if dry_run:
        return replace(done, rewritten=done.rewritten + 1)
    moved: list[Page] = []
    with archive.writer() as writer:
        for page in pages:
            try:
                kept = archive.read(page)
            except ArchiveError:
                return replace(done, unreadable=done.unreadable + 1)
            headers = [one for one in kept.headers if one[0].lower() != "content-length"]
            name, offset = writer.write(page.url, kept.status, headers, kept.body, page.fetched_at)
            moved.append(replace(page, warc_file=name, warc_offset=offset))
        writer.flush()
        os.sync()
    store.move_pages(moved)
    file.path.unlink()
    new = sum((archive.folder / name).stat().st_size for name in {page.warc_file for page in moved})
    return replace(done, rewritten=done.rewritten + 1, freed=done.freed + file.size - new)


def stats(files: Sequence[ArchiveFile]) -> Iterator[str]:
    """Lines for people."""
    size, live = sum(one.size for one in files), sum(one.live for one in files)
    dead = [one for one in files if one.live == 0]
    yield f"{len(files):,} files, {size / 1e6:,.1f} MB, {live:,} pages in service"
    if dead:
        freed = sum(one.size for one in dead) / 1e6
        yield f"{len(dead):,} files ({freed:,.1f} MB) hold nothing in service: see `rosanna archive prune`"
