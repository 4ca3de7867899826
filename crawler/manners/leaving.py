"""Lets no request out to whom an operator's suppression names: neither a page nor a robots.txt."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.manners.bounds import Refused
from crawler.spiders.base import SourceSpider


class LeavingMiddleware:
    """The first gate of all; raises `Refused`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Look at the address, and at the listing that a directory's detail page is asked for."""
        spider = self.crawler.spider
        if not isinstance(spider, SourceSpider):
            return
        gate, listing_id = spider.job.gate, request.cb_kwargs.get("source_id")
        listing = f"{spider.source_key}/{listing_id}" if listing_id else None
        if gate.forbids(request.url) or (listing and gate.forbids_listing(listing)):
            raise Refused("suppressed", "its provider asked to be left out")
