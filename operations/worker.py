"""The worker: looks at what is due, hands it to the queue, and does what it takes from there."""

import logging
import os
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from crawler.home import Home
from crawler.kept.opening import utc_now
from operations.alerts.regularly import watched
from operations.asked import Sources
from operations.entries import tell_worker
from operations.job import Worker, is_alive, machine, machine_of
from operations.ledger import Ledger
from operations.limits import MEMORY_MB, SLOTS, TICK
from operations.scheduling import Scheduler
from operations.supervising import Surroundings, end_strays, supervise
from operations.task_queue import open_queue

_LOG = logging.getLogger(__name__)
QUEUE_LOOK = 1.0
"""Seconds between two looks into the queue when nothing comes."""


class WorkerProcess:
    """One `rosanna worker`. Raises `HomeError` and `StoreError` when it cannot begin."""

    def __init__(
        self,
        home: Home,
        sources: Path,
        slots: int = SLOTS,
        memory_mb: int = MEMORY_MB,
        clock: Callable[[], datetime] = utc_now,
        tick_seconds: float = TICK.total_seconds(),
    ) -> None:
        home.make()
        self._home = home
        self.ledger = Ledger(home.database_url, clock)
        self.ending = Event()
        name = f"{machine()}:{os.getpid()}"
        self._worker = Worker(
            name=name, slots=slots, started_at=clock(), heartbeat_at=clock(), stopped_at=None
        )
        self._around = Surroundings(name, home.root / "jobs.log", sources.absolute(), memory_mb)
        queue = open_queue(home)
        self._take = queue.task(name="take_up")(self._take_up)
        # One more than there are slots: an index refresh takes none of them.
        self._consumer: Any = queue.create_consumer(
            workers=slots + 1, periodic=False, max_delay=QUEUE_LOOK, check_worker_health=True
        )
        self._sources = Sources(sources)
        self._scheduler = Scheduler(self.ledger, self._sources, self._take)
        self._tick_seconds = tick_seconds
        self._told: set[str] = set()

    def run(self) -> None:
        """Work until the process is asked to end; then end what runs, in good order."""
        self._consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        _LOG.info("worker %s with %d slots", self._worker.name, self._worker.slots)
        with watched(self._home, self.ledger.clock):
            while not self.ending.is_set():
                self.tick()
                self.ending.wait(self._tick_seconds)
        self._consumer.stop(graceful=True)
        tell_worker(self.ledger, self._worker, self.ledger.clock(), stopped=True)
        _LOG.info("worker %s has ended", self._worker.name)

    def tick(self) -> None:
        """A sign of life, and one look at what is due. A database that is busy or away is tried again."""
        try:
            now = self.ledger.clock()
            tell_worker(self.ledger, self._worker, now)
            running = self.ledger.jobs("running")
            strays = tuple(job for job in running if job.worker and _is_stray(job.worker))
            end_strays(self.ledger, strays, now, self._around)
            job = self._scheduler.tick()
            if job is not None:
                _LOG.info("job %d begins: %s (%s)", job.id, job.title, job.by)
            self._tell_troubles()
        except (SQLAlchemyError, OSError) as error:
            _LOG.error("the schedule cannot be looked at: %s", error)

    def _take_up(self, job_id: int) -> None:
        """What the queue's threads do."""
        job = self.ledger.job(job_id)
        if job.state != "waiting" or job.queued_at is None or self.ending.is_set():
            return
        supervise(self.ledger, job, self._around, self.ending)
        ended = self.ledger.job(job_id)
        _LOG.info("job %d is %s%s", job_id, ended.state, f": {ended.trouble}" if ended.trouble else "")

    def _tell_troubles(self) -> None:
        """Each fault of a source file once."""
        for trouble in set(self._sources.troubles) - self._told:
            _LOG.warning("left out: %s", trouble)
        self._told = set(self._sources.troubles)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.ending.set()


def _is_stray(worker: str) -> bool:
    """Whether a worker of this machine is no more."""
    pid = worker.rpartition(":")[2]
    return machine_of(worker) == machine() and pid.isdigit() and not is_alive(int(pid))
