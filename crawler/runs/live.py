"""Writes into the store how a run goes, every few seconds, for whoever looks from outside."""

from typing import Self

from scrapy import Spider, signals
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from twisted.internet.threads import deferToThread

from crawler.spiders.base import SourceSpider

SECONDS = 3.0
"""Between two tellings: a page that shows them is asked for about as often."""


class LiveProgress:
    """Keeps the run's row of `progress`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._loop = create_looping_call(self._tell_aside)
        self._spider: SourceSpider | None = None
        self._row: dict[str, object] = {}
        self._telling = False
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Tell that it began."""
        if isinstance(spider, SourceSpider) and spider.tells:
            self._spider = spider
            self._row = {"run_id": spider.run_id, "began_at": spider.store.clock()}
            spider.store.tell_progress(self._counted(spider))
            self._loop.start(SECONDS, now=False)

    def spider_closed(self) -> None:
        """Tell the last of it."""
        if self._loop.running:
            self._loop.stop()
        if self._spider is not None:
            self._spider.store.tell_progress(self._counted(self._spider))

    def _tell_aside(self) -> None:
        """In a thread: the database may keep one waiting, and the crawl goes on meanwhile."""
        if self._spider is None or self._telling:
            return
        self._telling = True
        done = deferToThread(self._spider.store.tell_progress, self._counted(self._spider))
        done.addBoth(self._told, self._spider)

    def _told(self, result: object, spider: SourceSpider) -> None:
        self._telling = False
        if result is not None:
            spider.logger.warning("how the run goes could not be told: %s", result)

    def _counted(self, spider: SourceSpider) -> dict[str, object]:
        tally = spider.tally
        return {
            **self._row,
            "pages": tally.pages,
            "listings": tally.listings,
            "received": tally.received,
            "queued": self._queued(),
            "outcomes": dict(tally.outcomes),
        }

    def _queued(self) -> int:
        """Requests that wait, in the scheduler and for their host's turn."""
        engine = self.crawler.engine
        waiting = engine.scheduler
        return (len(waiting) if isinstance(waiting, Scheduler) else 0) + len(engine.downloader.active)
