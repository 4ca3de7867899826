"""Says how a crawl goes: one line that rewrites itself on a terminal, a plain line now and then elsewhere."""

import sys
import time
from typing import Self, TextIO

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from crawler.runs.tally import Tally
from crawler.spiders.base import SourceSpider

TERMINAL_SECONDS = 0.25
PLAIN_SECONDS = 15.0


class Progress:
    """Prints pages, listings, errors and pages a second to stderr."""

    def __init__(self, crawler: Crawler, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._loop = create_looping_call(self.show)
        self._spider: SourceSpider | None = None
        self._began = time.monotonic()
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Start the clock."""
        if isinstance(spider, SourceSpider):
            self._spider = spider
            self._began = time.monotonic()
            self._loop.start(TERMINAL_SECONDS if self._live else PLAIN_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Leave the terminal's line clean for the summary."""
        if self._loop.running:
            self._loop.stop()
        if self._live:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def show(self) -> None:
        """Print the line."""
        if self._spider is None:
            return
        line = (
            f"{self._spider.source.id}: {progress_line(self._spider.tally, time.monotonic() - self._began)}"
        )
        self._stream.write(f"\r{line}\033[K" if self._live else f"{line}\n")
        self._stream.flush()


def progress_line(tally: Tally, seconds: float) -> str:
    """Pages, listings, errors and rate, in words."""
    rate = tally.pages / seconds if seconds > 0 else 0.0
    return (
        f"{_counted(tally.pages, 'page')}, {_counted(tally.listings, 'listing')}, "
        f"{_counted(tally.errors, 'error')}, {rate:.1f} pages/s"
    )


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
