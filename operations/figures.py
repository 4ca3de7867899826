"""The state of an installation in figures, for Prometheus: read from the store and the index when it is asked
for.

Sources, areas and outcomes are labels; nothing of a provider or a visitor is.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import Any

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from crawler.home import Home
from crawler.kept.tables import ListingRow, PageRow, ProgressRow, RunRow
from crawler.store import StoreError
from indexer.building.generations import Generations
from indexer.errors import IndexProblem
from operations.alerts.incidents import incidents
from operations.backup import note
from operations.backup.store_copy import sqlite_file
from operations.job import State
from operations.ledger import Ledger

FRESH_SECONDS = 10.0
"""For so long the same is told again: however often one asks, the store is read six times a minute."""
OF_A_RUN = (
    ("pages", "Pages of the newest run."),
    ("listings", "Listings of the newest run."),
    ("received", "Bytes of the newest run."),
    ("queued", "Requests of the newest run that wait."),
)
JOB_STATES: Sequence[State] = ("waiting", "running", "lost")

_RUNS, _LISTINGS, _PAGES, _PROGRESS = (row.__table__ for row in (RunRow, ListingRow, PageRow, ProgressRow))


class Figures:
    """A collector of prometheus-client."""

    def __init__(self, home: Home, clock: Callable[[], float] = time.monotonic) -> None:
        self._home, self._clock, self._lock = home, clock, Lock()
        self._told: Sequence[Metric] = ()
        self._until = 0.0

    def collect(self) -> Sequence[Metric]:
        """All figures. A store or an index that cannot be read is a figure too: `rosanna_store_up` 0."""
        with self._lock:
            if self._clock() >= self._until:
                self._told = [*self._store(), *_index(self._home), *_machine(self._home)]
                self._until = self._clock() + FRESH_SECONDS
            return self._told

    def _store(self) -> Iterator[Metric]:
        file = sqlite_file(self._home.database_url)
        try:
            if file is not None and not file.exists():  # asking makes none
                raise StoreError("there is no store yet")
            with Ledger(self._home.database_url) as ledger, ledger.engine.connect() as connection:
                found = [*_crawling(connection), *_working(ledger)]
        except (StoreError, SQLAlchemyError):
            yield _gauge("rosanna_store_up", "Whether the store can be read.", 0)
            return
        yield _gauge("rosanna_store_up", "Whether the store can be read.", 1)
        yield from found


def _crawling(connection: Connection) -> Iterator[Metric]:
    runs = CounterMetricFamily("rosanna_crawl_runs", "Runs, by how they ended.", labels=("source", "state"))
    good = GaugeMetricFamily("rosanna_crawl_last_good_timestamp_seconds", "When the last good run ended.",
                             labels=("source",))  # fmt: skip
    ended = select(_RUNS.c.source, _RUNS.c.state, func.count(), func.max(_RUNS.c.finished_at))
    for source, state, count, last in connection.execute(ended.group_by(_RUNS.c.source, _RUNS.c.state)):
        runs.add_metric((source, state), count)
        if state == "complete" and last is not None:
            good.add_metric((source,), last.timestamp())
    yield runs
    yield good
    yield from _newest(connection)
    listings = GaugeMetricFamily("rosanna_listings", "Listings in service.", labels=("source",))
    live = select(_LISTINGS.c.source, func.count()).where(_LISTINGS.c.gone_at.is_(None))
    for source, count in connection.execute(live.group_by(_LISTINGS.c.source)):
        listings.add_metric((source,), count)
    yield listings
    pages = connection.execute(select(func.count()).select_from(_PAGES)).scalar_one()
    yield _gauge("rosanna_pages", "Pages kept.", pages)


def _newest(connection: Connection) -> Iterator[Metric]:
    """The newest run of each source, under way or ended."""
    families = {
        name: GaugeMetricFamily(f"rosanna_crawl_{name}", words, labels=("source",))
        for name, words in OF_A_RUN
    }
    outcomes = GaugeMetricFamily(
        "rosanna_crawl_outcomes", "What became of the newest run's requests.", labels=("source", "outcome")
    )
    newest = select(func.max(_RUNS.c.id)).group_by(_RUNS.c.source)
    query = (
        select(_RUNS.c.source, *_PROGRESS.columns).join_from(_RUNS, _PROGRESS).where(_RUNS.c.id.in_(newest))
    )
    for row in connection.execute(query).mappings():
        for name, family in families.items():
            family.add_metric((row["source"],), row[name])
        for outcome, count in row["outcomes"].items():
            outcomes.add_metric((row["source"], outcome), count)
    yield from families.values()
    yield outcomes


def _working(ledger: Ledger) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("rosanna_jobs", "Jobs of the schedule, by state.", labels=("state",))
    found = ledger.jobs(JOB_STATES)
    for state in JOB_STATES:
        jobs.add_metric((state,), sum(job.state == state for job in found))
    yield jobs
    workers = ledger.workers()
    up = sum(one.is_up(ledger.clock()) for one in workers)
    yield _gauge("rosanna_workers_up", "Workers that give signs of life.", up)
    if workers:
        yield _moment(
            "rosanna_worker_heartbeat", "The last sign of life of a worker.", workers[0].heartbeat_at
        )
    pauses = _gauge("rosanna_sources_paused", "Sources that the schedule leaves alone.", len(ledger.pauses()))
    yield pauses
    open_ones = GaugeMetricFamily("rosanna_incidents_open", "What alerts are open about.", labels=("check",))
    keys = [one.key.partition(":")[0] for one in incidents(ledger.engine)]
    for check in sorted(set(keys)):
        open_ones.add_metric((check,), keys.count(check))
    yield open_ones


def _index(home: Home) -> Iterator[Metric]:
    try:
        with Generations(home.index).open() as lease:
            info = lease.info
    except (IndexProblem, OSError):
        yield _gauge("rosanna_index_up", "Whether there is an index to serve.", 0)
        return
    yield _gauge("rosanna_index_up", "Whether there is an index to serve.", 1)
    yield _gauge("rosanna_index_providers", "Providers in the index.", info.providers)
    yield _gauge("rosanna_index_problems", "What its build could not read.", info.problems)
    yield _moment("rosanna_index_built", "When it was built.", datetime.fromisoformat(info.built_at))


def _machine(home: Home) -> Iterator[Metric]:
    free = GaugeMetricFamily("rosanna_disk_free_bytes", "Room on the disk of a folder.", labels=("folder",))
    for name, folder in (("home", home.root), ("pages", home.pages), ("index", home.index)):
        if folder.exists():
            free.add_metric((name,), shutil.disk_usage(folder).free)
    yield free
    size = sum(path.stat().st_size for path in home.pages.glob("*.warc.gz"))
    yield _gauge("rosanna_archive_bytes", "Of all fetched pages.", size)
    last = note.found(home)
    if last is not None:
        yield _moment("rosanna_backup", "When the home was last backed up.", last.taken_at)


def _gauge(name: str, words: str, value: Any) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _moment(name: str, words: str, moment: datetime) -> Metric:
    return GaugeMetricFamily(f"{name}_timestamp_seconds", words, value=moment.timestamp())
