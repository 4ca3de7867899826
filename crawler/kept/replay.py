"""Takes up an interrupted run: pages it has already kept are answered from the archive, without a request.

The spiders walk a source the same way each time, so the run goes on where it was cut off and ends as if
nothing had happened. robots.txt is asked anew all the same, and before the archive.
"""

from collections.abc import Mapping
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.archive import Archive, ArchiveError
from crawler.records import Page
from crawler.spiders.base import SourceSpider

_FLAG = "from the archive"


def is_replayed(response: Response) -> bool:
    """Whether a response came from the archive."""
    return _FLAG in response.flags


def from_archive(archive: Archive, page: Page, url: str, flag: str) -> Response:
    """A kept page as the answer to a request for `url`. Raises `ArchiveError`."""
    archived = archive.read(page)
    headers = Headers()
    for name, value in archived.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=url, body=archived.body)
    return kind(url=url, status=archived.status, headers=headers, body=archived.body, flags=[flag])


class ReplayMiddleware:
    """Answers requests for pages that the resumed run has kept."""

    def __init__(self) -> None:
        self._pages: Mapping[str, Page] = {}
        self._spider: SourceSpider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls()
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        return middleware

    def spider_opened(self, spider: Spider) -> None:
        """Look up what the run has kept, when it is a resumed one."""
        if isinstance(spider, SourceSpider) and spider.resumed:
            self._spider = spider
            self._pages = spider.store.fetched_in(spider.run_id)

    def process_request(self, request: Request) -> Response | None:
        """The archived answer, if there is one. A record that cannot be read is simply fetched again."""
        page = self._pages.get(request.url)
        if page is None or self._spider is None:
            return None
        try:
            return from_archive(self._spider.archive, page, request.url, _FLAG)
        except ArchiveError as error:
            self._spider.logger.warning("%s", error)
            return None
