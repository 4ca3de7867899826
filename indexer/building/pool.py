"""More than one process for reading pages, when there are pages enough to pay for starting them."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Self, TypeVar

from indexer.building.workers import follow_parent
from indexer.errors import WorkerDied

J = TypeVar("J")
A = TypeVar("A")

POOL_PAGES = 60
"""Pages from which starting more processes pays: each takes about a second to start."""
PAGES_AT_ONCE = 4
"""Jobs handed to a process at a time."""


class Pool:
    """Processes that are started with the first work that pays for them, and end with the block."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[J], A], jobs: Sequence[J], pages: int) -> Iterator[A]:
        """The answers in the jobs' order; `pages` is how much there is to read. Raises `WorkerDied`."""
        # those this process may use: a container has fewer than the machine
        workers = len(os.sched_getaffinity(0))
        if workers == 1 or pages + len(jobs) < POOL_PAGES:
            yield from map(work, jobs)
            return
        if self._pool is None:
            self._pool = _start(workers, work.__module__)
        try:
            yield from self._pool.map(work, jobs, chunksize=PAGES_AT_ONCE)
        except BrokenProcessPool as error:
            raise WorkerDied from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _start(workers: int, preload: str) -> ProcessPoolExecutor:
    # Not forked from here: the parent holds open files, and threads once a database driver is loaded. The
    # server they are forked from has loaded the code once for all.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=follow_parent)
