"""The process of one job: `python -m operations.turn JOB --worker NAME`. Begun by a worker, and outlives it.

It tells the ledger that it lives, from a thread, and writes its own end there. It ends itself in good order
when somebody asks for it, when its source's quiet hours begin, and when it was given up for lost.
"""

import argparse
import os
import resource
import signal
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from types import FrameType

from crawler import logs
from crawler.commands.sources_cli import find_source
from crawler.home import Home, HomeError
from crawler.kept.opening import utc_now
from crawler.runs.scope import CrawlError
from crawler.store import StoreError
from data.source import SourceError
from operations.entries import NotOurs, beat, begin_job, end_job
from operations.job import Job, State
from operations.ledger import Ledger
from operations.limits import HEARTBEAT, MEMORY_MB

End = tuple[State, str | None]
"""How a job ends, and what went wrong."""


class Told(Exception):  # noqa: N818 (no failure)
    """The process is asked to end."""


class Pulse:
    """Tells the ledger every few seconds that the job lives, and ends the process when it has to."""

    def __init__(self, ledger: Ledger, job: Job, closes_at: datetime | None = None) -> None:
        self._ledger = ledger
        self._job = job
        self._closes_at = closes_at
        self._over = Event()
        self._thread = Thread(target=self._beat, name="pulse", daemon=True)
        self.why: End | None = None
        """Why the process was asked to end."""

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def tell(self, **changes: object) -> None:
        """A sign of life with news."""
        stop_by = beat(self._ledger, self._job.id, os.getpid(), **changes)
        if stop_by is not None:
            self._end(("failed", f"stopped by {stop_by}"))
        elif self._closes_at is not None and self._ledger.clock() >= self._closes_at:
            self._end(("done", "quiet hours began; what is left is due after them"))

    def _end(self, why: End) -> None:
        if self.why is None:
            self.why = why
            os.kill(os.getpid(), signal.SIGTERM)

    def _beat(self) -> None:
        while not self._over.wait(HEARTBEAT.total_seconds()):
            try:
                self.tell()
            except NotOurs as error:
                self._end(("lost", str(error)))
            except Exception as error:  # noqa: BLE001 (one missed beat is no reason to end a crawl)
                print(f"job {self._job.id}: no sign of life could be given: {error}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do a job; returns the exit status: 0 when the ledger knows how it ended."""
    parser = argparse.ArgumentParser(prog="operations.turn", description=__doc__)
    parser.add_argument("job", type=int)
    parser.add_argument("--worker", required=True)
    parser.add_argument("--memory", type=int, default=MEMORY_MB, help="MB that the job may take")
    parser.add_argument("--ahead", type=float, default=0.0, help="seconds that the schedule's clock is ahead")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _told)
    signal.signal(signal.SIGINT, _told)
    _limit_memory(given.memory)
    ahead = timedelta(seconds=given.ahead)
    try:
        home = Home.from_environment()
        with Ledger(home.database_url, lambda: utc_now() + ahead) as ledger:
            job = begin_job(ledger, given.job, given.worker, os.getpid())
            state, trouble = _work(home, ledger, job)
            end_job(ledger, job.id, state, trouble)
    except NotOurs as error:
        print(error, file=sys.stderr)
    except (HomeError, StoreError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _work(home: Home, ledger: Ledger, job: Job) -> End:
    try:
        if job.kind == "index":
            from operations.refreshing import refresh  # noqa: PLC0415 (the indexer takes a second to load)

            logs.set_up("index")
            with Pulse(ledger, job) as pulse:
                return pulse.why or refresh(home)
        from operations.crawling import crawl_job  # noqa: PLC0415 (so does Scrapy)

        source = find_source(job.source, None)
        with Pulse(ledger, job, source.schedule.next_closed(ledger.clock())) as pulse:
            ended = crawl_job(home, ledger, job, source, pulse.tell)
            return pulse.why or ended
    except Told:
        return "done", "broken off, as its worker was ended; what is left is due"
    except (CrawlError, SourceError, logs.LogSettingError) as error:
        return "failed", str(error)


def _told(_signal: int, _frame: FrameType | None) -> None:
    raise Told


def _limit_memory(megabytes: int) -> None:
    """For what is quicker than the worker's looks; four times as much, as addresses are reserved freely."""
    most = 4 * megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


if __name__ == "__main__":
    sys.exit(main())
