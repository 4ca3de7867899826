"""How fast a host is asked: one request at a time, never faster than a least delay, slower when it is slow.

AutoThrottle's rule (a delay near the host's own latency) on top of the least delay of each host: the source's
`rate.delay`, the host's Crawl-delay, and for hosts that are not of this machine never under `LEAST_DELAY`.
"""

import asyncio
import re
from ipaddress import ip_address
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.manners.bounds import LARGEST_CRAWL_DELAY
from crawler.manners.hosts import hosts_of
from crawler.manners.robots_rules import PRODUCT
from crawler.spiders.base import SourceSpider

LEAST_DELAY = 1.0
"""Seconds. No YAML may ask other people's servers faster than this."""
_RESERVED_NAME = re.compile(r"(?:.*\.)?(?:example|test|localhost|invalid)")


def is_made_up(host: str) -> bool:
    """Whether a host can only be a sample: a reserved name (RFC 2606) or a loopback address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return _RESERVED_NAME.fullmatch(host) is not None


def least_delay(host: str, wanted: float) -> float:
    """Seconds between two requests to a host for which a source wants `wanted`."""
    return wanted if is_made_up(host) else max(wanted, LEAST_DELAY)


class PaceMiddleware:
    """Gives each host its least delay before the first request, and waits while a host is left alone."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._hosts = hosts_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Make the host's slot settings known to the downloader."""
        host = urlparse_cached(request).hostname or ""
        slots = _slot_settings(self.crawler)
        if host not in slots and isinstance(self.crawler.spider, SourceSpider):
            slots[host] = {"delay": least_delay(host, self.crawler.spider.source.delay)}
        while (seconds := self._hosts.remaining_pause(host)) > 0:
            await asyncio.sleep(seconds)


class Pace(AutoThrottle):
    """AutoThrottle whose least delay is each host's own."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.settings.set("AUTOTHROTTLE_ENABLED", True, priority="cmdline")
        super().__init__(crawler)
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        settings = _slot_settings(self.crawler).get(urlparse_cached(request).hostname or "", {})
        self.mindelay = settings.get("delay", LEAST_DELAY)
        if self.mindelay == 0:  # only made-up hosts are asked without a delay; theirs is no load to mind
            return
        super()._response_downloaded(response, request, spider)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(PRODUCT)
        host = urlparse_cached(request).hostname or ""
        settings = _slot_settings(self.crawler).get(host)
        if asked is None or settings is None:
            return
        settings["delay"] = max(settings["delay"], min(float(asked), LARGEST_CRAWL_DELAY))
        slot = self.crawler.engine.downloader.slots.get(host) if self.crawler.engine else None
        if slot is not None:
            slot.delay = max(slot.delay, settings["delay"])


def _slot_settings(crawler: Crawler) -> dict[str, dict[str, Any]]:
    settings: dict[str, dict[str, Any]] = (
        crawler.engine.downloader.per_slot_settings if crawler.engine else {}
    )
    return settings
