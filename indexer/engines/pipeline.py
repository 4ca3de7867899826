"""A second process that writes the index while the first one still makes its documents."""

import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from indexer.building.workers import follow_parent
from indexer.engines.entry import Entry
from indexer.engines.writing import IndexWriter, batches
from indexer.errors import WorkerDied

BATCH = 256
"""Entries handed over at a time."""
ALONE_MOST = 8 * BATCH
"""Entries up to which a second process costs more than it saves: it takes about a second to start."""


def write_entries(
    folder: Path, previous: Path | None, entries: Iterable[Entry], removed: Iterable[str]
) -> int:
    """Write an index of `entries`, on top of `previous` where given; `removed` is read after the entries.

    Gives the number of providers. Raises what went wrong in either process.
    """
    some = batches(entries, BATCH)
    first = []
    for batch in some:
        first.append(batch)
        if len(first) * BATCH > ALONE_MOST:
            return _apart(folder, previous, _chain(first, some), removed)
    writer = IndexWriter(folder, previous)
    for batch in first:
        writer.add(batch)
    return writer.finish(removed)


def _chain(first: list[list[Entry]], rest: Iterable[list[Entry]]) -> Iterable[list[Entry]]:
    while first:
        yield first.pop(0)
    yield from rest


def _apart(
    folder: Path, previous: Path | None, entries: Iterable[list[Entry]], removed: Iterable[str]
) -> int:
    # Not forked from here: the parent may hold open files and threads.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe()
    worker = context.Process(target=_work, args=(theirs, folder, previous))
    worker.start()
    theirs.close()
    try:
        _send(ours, entries, removed)
        outcome = ours.recv()
    except EOFError as error:
        raise WorkerDied from error
    finally:
        ours.close()
        worker.join()
    if isinstance(outcome, BaseException):
        raise outcome
    return int(outcome)


def _send(pipe: Connection, entries: Iterable[list[Entry]], removed: Iterable[str]) -> None:
    try:
        for batch in entries:
            pipe.send(batch)
        pipe.send([])
        pipe.send(list(removed))
    except (BrokenPipeError, ConnectionResetError):
        return  # the worker is gone; what it said of that is still to be read


def _work(pipe: Connection, folder: Path, previous: Path | None) -> None:
    follow_parent()
    try:
        writer = IndexWriter(folder, previous)
        while batch := pipe.recv():
            writer.add(batch)
        pipe.send(writer.finish(pipe.recv()))
    except EOFError:  # the parent gave up
        return
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        pipe.send(error)
