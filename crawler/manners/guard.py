"""The last gate before the network: forbidden addresses, hosts that another process asks, each host's bounds,
and the log of requests.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.kept.replay import is_replayed
from crawler.manners import bounds
from crawler.manners.addresses import JudgingResolver, allowed_networks, proxy_hosts, why_not_host
from crawler.manners.alone import HostLocks
from crawler.manners.bounds import Refused
from crawler.manners.hosts import host_of, hosts_of
from crawler.manners.request_log import NOT_SENT, Entry, RequestLog, SentToday, moment
from crawler.runs.tally import outcome_of_error

ROBOTS_SAID = "rosanna_robots"
"""Key of a request's meta: what robots.txt says to it."""


class GuardMiddleware:
    """Stands next to the downloader, behind Scrapy's proxy middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.hosts = hosts_of(crawler)
        self._log = RequestLog(crawler.settings["REQUEST_LOG"])
        self._sent = SentToday(self._log.folder)
        self._locks = HostLocks(crawler.settings["HOST_LOCKS"])
        self._allowed = allowed_networks()
        self._proxies = proxy_hosts()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        guard = cls(crawler)
        crawler.signals.connect(guard.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(guard.spider_closed, signal=signals.spider_closed)
        return guard

    def spider_opened(self, spider: Spider) -> None:
        """Learn what this source may ask."""
        source: Any = getattr(spider, "source", None)
        self.hosts.requests_a_day = getattr(source, "requests_a_day", None) or bounds.REQUESTS_A_DAY
        self.hosts.site_seconds = bounds.SITE_SECONDS if getattr(source, "kind", "") == "sites" else None

    def spider_closed(self) -> None:
        """Let go of the log, and of the hosts."""
        self._log.close()
        self._locks.close()

    async def process_request(self, request: Request) -> None:
        """Raise `Refused` for what must not be sent; count the rest."""
        host = host_of(request)
        self._check_address(request, host)
        if not self._locks.holds(host):
            await self._take(host)
        self.hosts.check(host)
        self.hosts.known[host].requests_today += 1

    def process_response(self, request: Request, response: Response) -> Response:
        """Log an answer from the network."""
        if not is_replayed(response):
            self._write(request, str(response.status), len(response.body), "")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Log what was not sent or not answered, and say so when a name led to a forbidden address."""
        found = JudgingResolver.refused.get(host_of(request))
        if isinstance(exception, CannotResolveHostError) and found is not None:
            self._write(request, NOT_SENT, 0, "address")
            raise Refused("address", f"{host_of(request)} is {found}") from exception
        status = NOT_SENT if isinstance(exception, Refused) and not exception.sent else "failed"
        self._write(request, status, 0, outcome_of_error(exception))

    async def _take(self, host: str) -> None:
        """Have a host to ourselves, and learn what was asked of it today already."""
        waited = 0.0
        while not self._locks.take(host):
            if waited >= bounds.HOST_WAIT:
                raise Refused("busy", f"another process is asking {host}")
            await asyncio.sleep(bounds.HOST_LOOK)
            waited += bounds.HOST_LOOK
        if waited:  # the other's last request was a moment ago
            slots = self.crawler.engine.downloader.per_slot_settings if self.crawler.engine else {}
            await asyncio.sleep(float(slots.get(host, {}).get("delay", 0.0)))
        self.hosts.known[host].requests_today = self._sent.to(host, datetime.now(UTC).date())

    def _check_address(self, request: Request, host: str) -> None:
        if urlparse_cached(request).scheme not in {"http", "https"}:
            raise Refused("address", "neither http nor https")
        why_not = why_not_host(urlparse_cached(request).hostname or "", self._allowed)
        if why_not is not None:
            raise Refused("address", why_not)
        if host in self._proxies:
            raise Refused("address", f"{host} is the proxy")

    def _write(self, request: Request, status: str, size: int, outcome: str) -> None:
        now = datetime.now(UTC)
        robots = str(request.meta.get(ROBOTS_SAID, ""))
        self._log.write(Entry(moment(now), status, size, robots, outcome, request.url), now)
