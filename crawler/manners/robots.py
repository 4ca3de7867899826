"""Asks each host for its robots.txt before anything else, and obeys it: RFC 9309, section 2.3.

Scrapy's own middleware takes a robots.txt that cannot be had for leave to fetch everything; the RFC says the
opposite. What it says, and what we do beyond it:

- 200 to 299: its rules hold. Five redirects are followed; the rules hold for the host that was asked first.
- 400 to 499: no rules. But 401 and 403 mean that somebody does not want us, and 429 that we ask too much:
  these we take for a full disallow.
- 500 to 599, no answer, more than five redirects: a full disallow.

A copy serves 24 hours at most, and never another run.
"""

import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.manners import bounds
from crawler.manners.bounds import Refused
from crawler.manners.guard import ROBOTS_SAID
from crawler.manners.robots_rules import RobotsRules
from crawler.runs.tally import outcome_of_error

PRIORITY = 1_000
_ITSELF = "itself"
_RECEIVED = "rosanna_robots_received"
_CLOSED = frozenset({401, 403})
_PASSED_ON = frozenset({"unresolved", "unreachable", "address", "busy", "come_back", "budget", "slow_site"})
"""Causes that say more than "robots.txt could not be had"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for a robots.txt came to."""

    rules: RobotsRules | None = None
    said: str = "allowed"
    """What the request log says of a request that it allows."""
    refused: Refused | None = None
    """Why nothing may be fetched."""
    until: float = field(default_factory=lambda: time.monotonic() + bounds.ROBOTS_SECONDS)


class RobotsMiddleware:
    """Lets a request pass, or raises `Refused`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._answers: dict[str, Answer | Deferred[Answer]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.bytes_received, signal=signals.bytes_received)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Ask the host's robots.txt."""
        if request.meta.get(ROBOTS_SAID) == _ITSELF:
            return
        answer = await self._answer(request)
        if answer.refused is not None:
            raise Refused(answer.refused.outcome, answer.refused.detail)
        request.meta[ROBOTS_SAID] = answer.said
        if answer.rules is not None and not answer.rules.allowed(request.url):
            request.meta[ROBOTS_SAID] = "disallowed"
            raise _forbidden(answer.rules, request.url)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Cut a robots.txt off where we stop reading."""
        if request.meta.get(ROBOTS_SAID) == _ITSELF:
            received = request.meta.get(_RECEIVED, 0) + len(data)
            request.meta[_RECEIVED] = received
            if received > bounds.ROBOTS_BYTES:
                raise StopDownload(fail=False)

    async def _answer(self, request: Request) -> Answer:
        parts = urlparse_cached(request)
        place = f"{parts.scheme}://{parts.netloc}"
        known = self._answers.get(place)
        if isinstance(known, Answer) and known.until < time.monotonic():
            known = None
        if known is None:
            known = self._answers[place] = deferred_from_coro(self._ask(place, request))
            answer = await maybe_deferred_to_future(_shared(known))
            self._answers[place] = answer
            return answer
        return await maybe_deferred_to_future(_shared(known)) if isinstance(known, Deferred) else known

    async def _ask(self, place: str, asked_for: Request) -> Answer:
        """Never raises: what goes wrong is the answer."""
        url = f"{place}/robots.txt"
        try:
            for _ in range(bounds.MAX_REDIRECTS + 1):
                response = await self._download(url)
                target = _redirect_of(response)
                if target is None:
                    return await self._judge(response, asked_for)
                url = target
        except Exception as error:  # noqa: BLE001 (whatever it is, the host is left alone and the cause counted)
            return Answer(refused=_unavailable(error))
        return Answer(refused=Refused("robots_unavailable", "robots.txt redirects too often"))

    async def _download(self, url: str) -> Response:
        if self.crawler.engine is None:
            raise RuntimeError("no engine")
        meta = {
            ROBOTS_SAID: _ITSELF,
            "dont_redirect": True,
            "download_maxsize": bounds.ROBOTS_UNPACKED_BYTES,
        }
        request = Request(url, priority=PRIORITY, meta=meta, callback=NO_CALLBACK)
        return await self.crawler.engine.download_async(request)

    async def _judge(self, response: Response, asked_for: Request) -> Answer:
        status = response.status
        if status >= 500 or status in {429, *range(300, 400)}:
            return Answer(refused=Refused("robots_unavailable", f"robots.txt answered HTTP {status}"))
        if status in _CLOSED:
            return Answer(refused=Refused("robots", f"robots.txt answered HTTP {status}"))
        if status >= 400:
            return Answer(said="none")
        rules = RobotsRules.parse(response.body)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=asked_for
        )
        return Answer(rules)


def _redirect_of(response: Response) -> str | None:
    location = response.headers.get("Location")
    if not 300 <= response.status < 400 or not location:
        return None
    url = urljoin(response.url, location.decode("latin-1").strip())
    return url if urlsplit(url).scheme in {"http", "https"} else None


def _forbidden(rules: RobotsRules, url: str) -> Refused:
    """A group of our own that closes the whole host is how an owner asks to be left out for good."""
    parts = urlsplit(url)
    if rules.names_us and not rules.allowed(f"{parts.scheme}://{parts.netloc}/"):
        return Refused("opted_out", "robots.txt closes the host to Rosanna by name")
    return Refused("robots", "robots.txt: Disallow")


def _unavailable(error: Exception) -> Refused:
    outcome = outcome_of_error(error)
    if outcome in _PASSED_ON:
        return Refused(outcome, getattr(error, "detail", None) or f"{type(error).__name__}: {error}")
    return Refused("robots_unavailable", f"robots.txt: {type(error).__name__}: {error}")


def _shared(answer: "Deferred[Answer]") -> "Deferred[Answer]":
    """A deferred of one's own for what several wait for: each callback must pass the value on."""
    own: Deferred[Answer] = Deferred()

    def pass_on(value: Any) -> Any:
        own.callback(value)
        return value

    answer.addCallback(pass_on)
    return own
