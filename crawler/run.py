"""Runs crawls: takes up or begins a source's run, lets Scrapy crawl, closes the run."""

import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro

from crawler import logs
from crawler import settings as crawl_settings
from crawler.archive import Archive
from crawler.home import Home
from crawler.kept.opening import utc_now
from crawler.kept.suppressions import suppressions_of
from crawler.manners.alone import only_crawl_of
from crawler.reading.frontier import site_key
from crawler.runs.manifest import closing_of
from crawler.runs.scope import (
    CrawlError,
    areas_of,
    due_sites,
    is_due,
    scope_name,
    seeds_of,
    sites_of,
    whole_of,
)
from crawler.runs.tally import Tally
from crawler.spiders.base import Job, SourceSpider, Verdict
from crawler.spiders.directory import DirectorySpider
from crawler.spiders.file import FileSpider
from crawler.spiders.osm import OsmSpider
from crawler.spiders.preview import PreviewSpider, Seen
from crawler.spiders.sites import SitesSpider
from crawler.store import Store
from data.locality import Locality
from data.source import SitesReading, Source

LOG = logging.getLogger(__name__)
SPIDERS: Mapping[str, type[SourceSpider]] = {
    "osm": OsmSpider,
    "directory": DirectorySpider,
    "sites": SitesSpider,
    "file": FileSpider,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What to crawl."""

    sources: Sequence[Source]
    suburbs: Sequence[str] = ()
    """Replace the areas of sources that are asked by area."""
    seeds: Path | None = None
    """Replace the seeds of sources of the kind `sites`."""
    max_pages: int | None = None
    due: bool = False
    """Only what is due: sources by their cadence, sites by how often they changed."""
    sites: Sequence[str] | None = None
    """Replace the seeds, and the sites of listings."""
    apart: bool = False
    """Each suburb in a run of its own, judged and taken up for itself."""

    def check(self) -> None:
        """Tell every mistake before the first request. Raises `CrawlError`."""
        for source in self.sources:
            areas_of(source, self.suburbs)
            seeds_of(source, self.seeds)
        if self.suburbs and all(source.kind == "sites" for source in self.sources):
            raise CrawlError(f"{self.sources[0].id} crawls sites, not suburbs: leave --suburb out")


class Watcher(Protocol):
    """Is told how a crawl goes."""

    def begun(self, job: Job) -> None:
        """A run begins, or is taken up."""

    def ended(self, job: Job) -> bool:
        """A run has ended; whether to go on with the next."""


class _Unwatched:
    """Goes on to the end."""

    def begun(self, job: Job) -> None:
        """Let it begin."""

    def ended(self, job: Job) -> bool:  # noqa: ARG002 (a `Watcher`)
        """Go on."""
        return True


def crawl(
    home: Home, order: Order, watcher: Watcher | None = None, clock: Callable[[], datetime] = utc_now
) -> list[Job]:
    """Crawl the sources one after the other and return what became of each run.

    Raises `CrawlError`, `HomeError` and `StoreError`, before the first request.
    """
    order.check()
    home.make()
    watch = watcher or _Unwatched()
    done: list[Job] = []
    sources = [source.id for source in order.sources]
    with only_crawl_of(home, sources), Store(home.database_url, clock) as store:
        left = suppressions_of(store, home)
        if len(order.sources) == 1 and order.sources[0].kind == "sites":
            _check_sites(order, store)
        process = _process(home)

        async def one_after_the_other() -> None:
            crawled: set[str] = set()  # two sources of the kind may name the same site
            for source, suburbs in _scopes(order):
                if order.due and not is_due(source, store, store.clock()):
                    continue
                seeds = _seeds(source, order, store, crawled)
                crawled.update(map(site_key, seeds))
                run, resumed = store.begin_run(source.id, scope_name(suburbs, seeds, order.max_pages))
                job = Job(source, store, Archive(home.pages), run, resumed, left, left.gate(), suburbs, seeds)
                job.max_pages, job.part = order.max_pages, not set(whole_of(source)) <= set(suburbs)
                done.append(job)
                watch.begun(job)
                logs.about(run=run.id, source=source.id)
                logs.told(LOG, "run begun", scope=run.scope, resumed=resumed)
                await process.crawl(SPIDERS[source.kind], job=job)
                _finish(job)
                logs.told(LOG, "run ended", state=_state(job), **job.tally.counts())
                if not watch.ended(job) or job.reason == "shutdown" or job.trouble:
                    return

        _drive(process, one_after_the_other())
    return done


def look_at(home: Home, url: str, source: Source | None = None) -> tuple[Seen, Tally]:
    """Fetch one page as politely as any, and keep nothing. Raises `StoreError`."""
    home.make()
    described = source or Source(
        id="preview", title="", publisher="", url=url, licence="", purpose="", kind="sites",
        reading=SitesReading(from_listings=False), path=Path(),
    )  # fmt: skip
    seen = Seen()
    with Store(home.database_url) as kept, Store("sqlite://") as store:
        run, _ = store.begin_run(described.id, url)
        left = suppressions_of(kept, home)
        job = Job(described, store, Archive(home.pages), run, False, left, left.gate())
        process = _process(home)

        async def once() -> None:
            await process.crawl(PreviewSpider, job=job, url=url, seen=seen)

        _drive(process, once())
    return seen, job.tally


def _state(job: Job) -> str:
    if job.verdict is None:
        return "interrupted"
    return "complete" if job.verdict.good else "failed"


def _check_sites(order: Order, store: Store) -> None:
    if order.sites is None and not sites_of(order.sources[0], store, order.seeds):
        raise CrawlError(
            "there is no site to crawl: give --seeds FILE with one URL a line, or crawl a directory "
            "or the map first"
        )


def _scopes(order: Order) -> Iterator[tuple[Source, tuple[Locality, ...]]]:
    """What each run asks about: a source, and its suburbs together or each apart."""
    for source in order.sources:
        suburbs = areas_of(source, order.suburbs)
        if order.apart and suburbs:
            yield from ((source, (one,)) for one in suburbs)
        else:
            yield source, suburbs


def _seeds(source: Source, order: Order, store: Store, crawled: set[str]) -> tuple[str, ...]:
    """The front pages of the sites that a run visits."""
    if source.kind != "sites":
        return ()
    known = order.sites if order.sites is not None else sites_of(source, store, order.seeds)
    seeds = tuple(url for url in known if site_key(url) not in crawled)
    return due_sites(seeds, store, store.clock()) if order.due else seeds


def _process(home: Home) -> AsyncCrawlerProcess:
    logs.set_up("crawl", home.log)
    made = Settings()
    made.setmodule(crawl_settings, priority="project")
    made.set("REQUEST_LOG", home.requests, priority="cmdline")
    made.set("HOST_LOCKS", home.host_locks, priority="cmdline")
    return AsyncCrawlerProcess(made)


def _drive(process: AsyncCrawlerProcess, work: Coroutine[Any, Any, None]) -> None:
    """Run until the work is done. Ctrl-C and SIGTERM end the spider under way in good order."""
    from twisted.internet import reactor  # noqa: PLC0415 (the process has installed the right one)

    running: Any = reactor
    failures: list[Any] = []

    def begin() -> None:
        done = deferred_from_coro(work)
        done.addErrback(failures.append)
        done.addBoth(stop)

    def stop(_: Any) -> None:
        if running.running:
            running.stop()

    running.callWhenRunning(begin)
    process.start(stop_after_crawl=False)
    if failures:
        failures[0].raiseException()


def _finish(job: Job) -> None:
    """Close the run, unless it was interrupted or could not be written: then the same command takes it up."""
    if job.reason == "finished" and job.trouble is None:
        closing = closing_of(job)
        changes = job.store.close_run(closing)
        words = tuple(one["words"] for one in closing.manifest["reasons"])
        job.verdict = Verdict(closing.good, words, changes)
