"""Runs crawls: works out a source's scope, takes up or begins its run, lets Scrapy crawl, closes the run."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro

from crawler import settings as crawl_settings
from crawler.archive import Archive
from crawler.frontier import is_own_site, site_key
from crawler.home import Home
from crawler.spiders.base import Job, SourceSpider
from crawler.spiders.directory import DirectorySpider
from crawler.spiders.osm import OsmSpider
from crawler.spiders.sites import SitesSpider
from crawler.store import Store
from crawler.urls import canonical_url
from data.locality import Gazetteer, Locality, gazetteer
from data.source import DirectoryReading, SitesReading, Source

SPIDERS: dict[str, type[SourceSpider]] = {
    "osm": OsmSpider,
    "directory": DirectorySpider,
    "sites": SitesSpider,
}
LOG_NAME = "crawl.log"
SUGGESTIONS = 5


class CrawlError(Exception):
    """A crawl cannot be begun; the message says what to do."""


def crawl(
    home: Home,
    sources: Sequence[Source],
    suburbs: Sequence[str] = (),
    seeds: Path | None = None,
    max_pages: int | None = None,
) -> list[Job]:
    """Crawl sources one after the other and return what became of each.

    `suburbs` and `seeds` replace the sources' own areas and seeds. Raises `CrawlError`, `StoreError`.
    """
    for source in sources:  # every mistake in the command is told before the first request
        areas_of(source, suburbs)
        if source.kind == "sites":
            seeds_of(source, seeds)
    home.root.mkdir(parents=True, exist_ok=True)
    done: list[Job] = []
    with Store(home.database_url) as store:
        process = _process(home)
        crawled: set[str] = set()  # two sources of the kind may name the same site

        async def one_after_the_other() -> None:
            for source in sources:
                job = _begin(source, store, Archive(home.pages), suburbs, seeds, max_pages)
                if source.kind == "sites":
                    job.seeds = tuple(url for url in job.seeds if site_key(url) not in crawled)
                    crawled.update(map(site_key, job.seeds))
                done.append(job)
                await process.crawl(SPIDERS[source.kind], job=job)
                _finish(job)
                if job.reason == "shutdown" or job.trouble:
                    return

        _drive(process, one_after_the_other())
    return done


def areas_of(source: Source, suburbs: Sequence[str] = ()) -> tuple[Locality, ...]:
    """The suburbs a run asks about: those named, else the source's areas. Raises `CrawlError`."""
    if source.kind == "sites":
        if suburbs:
            raise CrawlError(f"{source.id} crawls sites, not suburbs: leave --suburb out, or give --seeds")
        return ()
    known = gazetteer()
    if suburbs:
        return tuple(dict.fromkeys(_resolved(known, words) for words in suburbs))
    found = [_resolved(known, words) for words in source.areas.suburbs]
    for words, radius in source.areas.around:
        centre = _resolved(known, words)
        found.extend(known.nearest(centre.lat, centre.lon, limit=10_000, within_km=radius))
    needs_suburbs = isinstance(source.reading, DirectoryReading) and source.reading.by_suburb
    if not found and (needs_suburbs or (source.kind == "osm" and source.areas.bbox is None)):
        raise CrawlError(
            f'{source.id} is asked by suburb: give --suburb "Rosanna VIC", or areas in {source.path.name}'
        )
    return tuple(dict.fromkeys(found))


def seeds_of(source: Source, given: Path | None = None) -> tuple[str, ...]:
    """The front pages of a seed file, canonical. Raises `CrawlError` with file and line."""
    path = given
    if path is None and isinstance(source.reading, SitesReading):
        path = source.reading.seeds
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CrawlError(
            f"cannot read the seeds {path}: {error}; give a text file with one URL a line"
        ) from error
    seeds = []
    for number, line in enumerate(lines, 1):
        words = (
            line.split("#", 1)[0].strip() if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        )
        if words:
            seeds.append(_seed(words, path, number))
    if not seeds:
        raise CrawlError(f"{path} names no site: write one URL a line")
    return tuple(dict.fromkeys(seeds))


def _seed(words: str, path: Path, number: int) -> str:
    url = canonical_url(words if "://" in words else f"http://{words}")
    if url is None or " " in words or "." not in url:
        raise CrawlError(
            f"{path}:{number}: {words[:80]!r} is no web address; write one such as https://clinic.example/"
        )
    return url


def _resolved(known: Gazetteer, words: str) -> Locality:
    found = known.resolve(words)
    if not found:
        near = known.prefix(words.split(maxsplit=1)[0][:4] if words.split() else "", limit=SUGGESTIONS)
        hint = (
            ", ".join(f'"{one.name} {one.state}"' for one in near)
            or 'a name with its state, such as "Rosanna VIC"'
        )
        raise CrawlError(f"no suburb {words!r} is known; try {hint}")
    return found[0]


def _begin(
    source: Source,
    store: Store,
    archive: Archive,
    suburbs: Sequence[str],
    seeds: Path | None,
    max_pages: int | None,
) -> Job:
    places = areas_of(source, suburbs)
    urls = seeds_of(source, seeds) if source.kind == "sites" else ()
    if isinstance(source.reading, SitesReading) and source.reading.from_listings and seeds is None:
        urls = tuple(dict.fromkeys((*urls, *_websites(store))))
    scope = _scope([f"{one.name} {one.state} {one.postcode}" for one in places] or _keys(urls), max_pages)
    run, resumed = store.begin_run(source.id, scope)
    return Job(source, store, archive, run.id, resumed, places, urls, max_pages)


def _websites(store: Store) -> list[str]:
    """The web sites of the listings that other sources brought in, in a stable order."""
    found = (listing.fields.get("website") for listing in store.listings() if listing.source != "sites")
    return [url for url in found if isinstance(url, str) and is_own_site(url)]


def _keys(urls: Iterable[str]) -> list[str]:
    return sorted({site_key(url) for url in urls})


def _scope(names: Sequence[str], max_pages: int | None) -> str:
    """Names what a run covers, so that the same command finds its unfinished run again."""
    digest = hashlib.sha256("\n".join([str(max_pages), *names]).encode()).hexdigest()[:12]
    return f"{len(names)} x {digest}"


def _process(home: Home) -> AsyncCrawlerProcess:
    made = Settings()
    made.setmodule(crawl_settings, priority="project")
    made.set("LOG_FILE", str(home.root / LOG_NAME), priority="cmdline")
    return AsyncCrawlerProcess(made)


def _drive(process: AsyncCrawlerProcess, work: Any) -> None:
    """Run until the work is done. Ctrl-C and SIGTERM end the spider under way in good order."""
    from twisted.internet import reactor  # noqa: PLC0415 (the process has installed the right one)

    failures: list[Any] = []

    def begin() -> None:
        done = deferred_from_coro(work)
        done.addErrback(failures.append)
        done.addBoth(stop)

    def stop(_: Any) -> None:
        if running.running:
            running.stop()

    running: Any = reactor
    running.callWhenRunning(begin)
    process.start(stop_after_crawl=False)
    if failures:
        failures[0].raiseException()


def _finish(job: Job) -> None:
    """Close the run, unless it was interrupted or could not be written: then the same command takes it up."""
    if job.reason == "finished" and job.trouble is None:
        state = "complete" if succeeded(job) else "failed"
        job.store.finish_run(job.run_id, state, job.tally.counts())


def succeeded(job: Job) -> bool:
    """Whether a finished run fetched something, or rightly found nothing to fetch."""
    return job.tally.pages > 0 or job.tally.errors == 0
