"""What every shape of source has in common: its run, its tally, and what becomes of a bad answer."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.kept.suppressions import Gate, Suppressions
from crawler.records import Run
from crawler.runs.tally import Tally, outcome_of_error, outcome_of_status
from crawler.store import Store
from data.locality import Locality
from data.source import Source


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was made of a finished run."""

    good: bool
    reasons: tuple[str, ...] = ()
    """Why its listings are kept aside."""
    changes: Mapping[str, int] = field(default_factory=dict)
    """Listings by what happened to them: new, changed, missed, gone, ..."""


@dataclass(slots=True)
class Job:
    """One crawl: a source, the scope of this run, and where it is kept."""

    source: Source
    store: Store
    archive: Archive
    run: Run
    resumed: bool
    suppressions: Suppressions
    gate: Gate
    """Who is left alone, as it was decided when the run began."""
    suburbs: tuple[Locality, ...] = ()
    seeds: tuple[str, ...] = ()
    max_pages: int | None = None
    """Pages a site (sites) or result pages a suburb (directory); None: the source's own bound."""
    part: bool = False
    """Whether it asks about some of the source's areas only."""
    tally: Tally = field(default_factory=Tally)
    trouble: str | None = None
    """Why the whole run had to be given up."""
    reason: str | None = None
    """Why the spider was closed: `finished`, `shutdown`, ..."""
    verdict: Verdict | None = None
    """None until the run has finished."""


class SourceSpider(scrapy.Spider):
    """Base of the spiders, one a shape."""

    tells = True
    """Whether how its run goes is written into the store."""

    def __init__(self, job: Job, **arguments: Any) -> None:
        super().__init__(name=f"{job.source.kind}:{job.source.id}", **arguments)
        self.job = job
        self.source = job.source
        self.store = job.store
        self.archive = job.archive
        self.source_key = job.source.stored_as
        self.run_id = job.run.id
        self.resumed = job.resumed
        self.tally = job.tally

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SourceSpider":
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.broke, signal=signals.spider_error)
        return spider

    @property
    def trouble(self) -> str | None:
        """Why the run has to be given up, if it has."""
        return self.job.trouble

    @trouble.setter
    def trouble(self, words: str) -> None:
        self.job.trouble = words

    def start_requests_of_source(self) -> AsyncIterator[Request]:
        """The first requests; each shape has its own."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's way in."""
        async for request in self.start_requests_of_source():
            yield request

    def request(self, url: str, callback: Callable[..., Any], **arguments: Any) -> Request:
        """A request whose failure is counted."""
        return Request(url, callback=callback, errback=self.failed, **arguments)

    def answered(self, response: Response) -> bool:
        """Whether the answer is a good one; a bad one is counted."""
        if response.status == 200:
            return True
        self.tally.count(outcome_of_status(response.status), response.url, f"HTTP {response.status}")
        return False

    def failed(self, failure: Failure) -> None:
        """Count a request that got no answer."""
        error = failure.value or IgnoreRequest()
        url = failure.request.url if hasattr(failure, "request") else ""
        outcome = outcome_of_error(error)
        if outcome == "failed":
            self.logger.error("%s: %s", url, failure.getTraceback())
        self.tally.count(outcome, url, f"{type(error).__name__}: {error}")

    def broke(self, failure: Failure, response: Response) -> None:
        """Count an answer at which our own code broke. Scrapy has logged it."""
        self.tally.count("failed", response.url, f"{type(failure.value).__name__}: {failure.value}")

    def give_up(self, reason: str) -> None:
        """End the whole run."""
        if self.crawler.engine is not None:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        self.job.reason = reason
