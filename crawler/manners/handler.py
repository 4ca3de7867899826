"""Scrapy's HTTP download handler with two bounds it lacks: the size of headers, and the time a host takes.

Twisted bounds the length of one header line, not their number; a server that goes on sending headers would
fill the memory until the time is up.
"""

import time
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from twisted.web.client import ResponseFailed

from crawler.manners import bounds
from crawler.manners.bounds import Refused
from crawler.manners.hosts import host_of, hosts_of


class HeadersTooLargeError(Exception):
    """The headers of an answer have passed `MAX_HEADER_BYTES`."""


class BoundedHandler(HTTP11DownloadHandler):
    """Downloads over HTTP and HTTPS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts = hosts_of(crawler)
        self._pool._factory = _BoundedFactory
        # A host gets one request at a time; only a proxy, which stands for many, has more to keep.
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        # Twisted would ask again by itself, past the host's bounds and the log. Our own retries do both.
        self._pool.retryAutomatically = False

    async def download_request(self, request: Request) -> Response:
        """Download, and note how long the host took. Raises `Refused` for headers that are too large."""
        began = time.monotonic()
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            if _too_large(error.__cause__):
                raise Refused("headers", f"more than {bounds.MAX_HEADER_BYTES:,} bytes", sent=True) from error
            raise
        finally:
            self._hosts.known[host_of(request)].busy_seconds += time.monotonic() - began


def _too_large(cause: BaseException | None) -> bool:
    return isinstance(cause, ResponseFailed) and any(
        reason.check(HeadersTooLargeError) for reason in cause.reasons
    )


class _BoundedParser(_LenientHTTPClientParser):
    _header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's name)
        self._header_bytes += len(line)
        if self._header_bytes > bounds.MAX_HEADER_BYTES:
            raise HeadersTooLargeError
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802, ARG002 (Twisted's)
        raise HeadersTooLargeError


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802, ARG002 (Twisted's)
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's
