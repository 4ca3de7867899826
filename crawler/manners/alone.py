"""No host is asked from two processes at once, and no source is crawled by two.

The kernel holds these locks and lets go of them when a process ends, however it ends. A host is locked before
the first request to it, wherever a link or a redirect led, until the run ends: it is one byte, chosen by the
host's name, of a file that holds none.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from crawler.home import Home
from crawler.runs.scope import CrawlError

_PLACES = 2**62
"""Bytes to choose from; that two hosts of one crawl share one is as good as impossible."""


@contextmanager
def only_crawl_of(home: Home, sources: Iterable[str]) -> Iterator[None]:
    """Hold the crawl lock of each source. Raises `CrawlError` while another crawl holds one."""
    with ExitStack() as held:
        for source in sorted(set(sources)):
            held.enter_context(_only_crawl(home, source))
        yield


@contextmanager
def _only_crawl(home: Home, source: str) -> Iterator[None]:
    folder = home.root / "crawling"
    folder.mkdir(exist_ok=True)
    with (folder / f"{source}.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise CrawlError(
                f"another crawl of {source} (process {holder}) is under way in {home.root}: wait for its "
                "end, or set another ROSANNA_HOME"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


class HostLocks:
    """The hosts that this process asks. At most one at a time in a process: closing lets go of all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._held: set[str] = set()

    def take(self, host: str) -> bool:
        """Lock a host; False while another process has it. Raises `OSError`."""
        if host in self._held:
            return True
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("a+b")
        place = int.from_bytes(hashlib.sha256(host.encode()).digest()[:8]) % _PLACES
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            return False
        self._held.add(host)
        return True

    def holds(self, host: str) -> bool:
        """Whether this process has a host."""
        return host in self._held

    def close(self) -> None:
        """Let go of every host."""
        if self._file is not None:
            self._file.close()
        self._file = None
        self._held.clear()
