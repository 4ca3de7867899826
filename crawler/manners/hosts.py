"""What this run knows of each host: how busy it was, how long to leave it alone, if it is given up."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from crawler.manners import bounds
from crawler.manners.bounds import Refused


@dataclass(slots=True)
class Host:
    """One host in one run."""

    requests_today: int = 0
    """Over all runs of this UTC day."""
    busy_seconds: float = 0.0
    """Time in which it was answering us."""
    paused_seconds: float = 0.0
    resume_at: float = 0.0
    """Monotonic clock."""
    given_up: Refused | None = None


@dataclass(slots=True)
class Hosts:
    """The hosts of one run, by lower-case name."""

    requests_a_day: int = bounds.REQUESTS_A_DAY
    site_seconds: float | None = None
    """None: a source of one host, which may take the time it takes."""
    known: dict[str, Host] = field(default_factory=lambda: defaultdict(Host))

    def check(self, name: str) -> None:
        """Raise `Refused` when no further request may go to a host."""
        host = self.known[name]
        if host.given_up is not None:
            raise Refused(host.given_up.outcome, host.given_up.detail)
        if host.requests_today >= self.requests_a_day:
            raise Refused("budget", f"{self.requests_a_day} requests to {name} today")
        if self.site_seconds is not None and host.busy_seconds >= self.site_seconds:
            raise Refused("slow_site", f"{name} took {host.busy_seconds:.0f} s to answer")

    def pause(self, name: str, seconds: float) -> None:
        """Leave a host alone for a while. Raises `Refused` when it asks for more than it gets."""
        host = self.known[name]
        host.paused_seconds += seconds
        if seconds > bounds.LARGEST_RETRY_AFTER or host.paused_seconds > bounds.LARGEST_PAUSES:
            host.given_up = Refused("come_back", f"{name} asked to be left alone for {seconds:.0f} s")
            raise Refused(host.given_up.outcome, host.given_up.detail)
        host.resume_at = max(host.resume_at, time.monotonic() + seconds)

    def remaining_pause(self, name: str) -> float:
        """Seconds until a host may be asked again."""
        return self.known[name].resume_at - time.monotonic() if name in self.known else 0.0


_BY_CRAWLER: "WeakKeyDictionary[Crawler, Hosts]" = WeakKeyDictionary()


def hosts_of(crawler: Crawler) -> Hosts:
    """The hosts of a crawler's run."""
    return _BY_CRAWLER.setdefault(crawler, Hosts())


def host_of(request: Request) -> str:
    """The name under which a request's host is known."""
    return (urlparse_cached(request).hostname or "").rstrip(".")


def hold_queue(crawler: Crawler, name: str, seconds: float) -> None:
    """Keep requests that already wait in the downloader's queue of a host from being sent meanwhile."""
    downloader: Any = crawler.engine.downloader if crawler.engine else None
    slot = downloader.slots.get(name) if downloader is not None else None
    if slot is not None:
        slot.close()
        slot.latercall = call_later(seconds, downloader._latercall, slot)
