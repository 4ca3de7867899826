"""One crawl at a time in one home: no host is ever asked from two processes at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.home import Home
from crawler.runs.scope import CrawlError


@contextmanager
def only_crawl(home: Home) -> Iterator[None]:
    """Hold the home's crawl lock; the kernel lets go of it when the process ends, however it ends.

    Raises `CrawlError` while another crawl holds it.
    """
    with (home.root / "crawl.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise CrawlError(
                f"another crawl (process {holder}) is under way in {home.root}: wait for its end, or set "
                "another ROSANNA_HOME"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
