"""Asks for pages that are kept only if they changed: `If-None-Match` and `If-Modified-Since` (RFC 9110, 13).

A 304 is answered to the spider from the archive, so that it walks on as ever; the pipeline only notes that
the page was seen again. The kept page travels with the request under `KNOWN`, so that an answer in full can
be compared with it.
"""

from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive import ArchiveError
from crawler.kept.replay import from_archive
from crawler.records import Page
from crawler.spiders.base import SourceSpider

KNOWN = "known_page"
NOT_MODIFIED = "not modified"
_UNCONDITIONAL = "unconditional"


def is_not_modified(response: Response) -> bool:
    """Whether the server said that the kept page still stands."""
    return NOT_MODIFIED in response.flags


class ConditionalMiddleware:
    """Adds the validators of the kept page, and turns a 304 into that page."""

    def __init__(self) -> None:
        self._spider: SourceSpider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls()
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        return middleware

    def spider_opened(self, spider: Spider) -> None:
        """Nothing is looked up for a source of which nothing is kept."""
        if isinstance(spider, SourceSpider) and spider.store.has_pages(spider.source_key):
            self._spider = spider

    def process_request(self, request: Request) -> None:
        """Add the validators, once."""
        done = KNOWN in request.meta or _UNCONDITIONAL in request.meta
        if self._spider is None or done or request.callback is None:
            return
        page = self._spider.store.page_at(self._spider.source_key, request.url)
        if page is None or not (self._spider.archive.folder / page.warc_file).is_file():
            return
        request.meta[KNOWN] = page
        if page.etag:
            request.headers["If-None-Match"] = page.etag
        if page.last_modified:
            request.headers["If-Modified-Since"] = page.last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The kept page for a 304; where it cannot be read any more, the request again without conditions."""
        page: Page | None = request.meta.get(KNOWN)
        if response.status != 304 or page is None or self._spider is None:
            return response
        try:
            return from_archive(self._spider.archive, page, request.url, NOT_MODIFIED)
        except ArchiveError as error:
            self._spider.logger.warning("%s", error)
        again = request.replace(dont_filter=True)
        for name in ("If-None-Match", "If-Modified-Since"):
            again.headers.pop(name, None)
        again.meta.pop(KNOWN)
        again.meta[_UNCONDITIONAL] = True
        return again
