"""Hosts that ask for patience: 429, and 503 with a Retry-After. They are left alone as long as they say."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler.manners import bounds
from crawler.manners.hosts import hold_queue, host_of, hosts_of

_ASKING = frozenset({429, 503})


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds until the moment that a `Retry-After` header names, by number or by date; None for nonsense."""
    words = (value or "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:12])
    try:
        moment = parsedate_to_datetime(words)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, after the pause that the host asks for; a host that asks for too long is given up."""

    # Scrapy's third parameter is on its way out: it warns where it is given.
    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Note the pause; raises `Refused` when the host is given up."""
        if response.status in _ASKING:
            self._pause(host_of(request), response)
        return super().process_response(request, response)

    def _pause(self, host: str, response: Response) -> None:
        header = response.headers.get("Retry-After")
        seconds = retry_after(header.decode("latin-1") if header else None, datetime.now(UTC))
        if seconds is None and response.status == 429:
            seconds = bounds.UNNAMED_PAUSE
        if seconds:
            hosts_of(self.crawler).pause(host, seconds)
            hold_queue(self.crawler, host, seconds)
