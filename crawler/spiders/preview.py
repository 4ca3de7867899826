"""Fetches one page, as politely as any crawl, and keeps nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from scrapy.http import Request, Response, TextResponse

from crawler.spiders.base import Job, SourceSpider


@dataclass(slots=True)
class Seen:
    """The page as it came."""

    url: str = ""
    status: int = 0
    content_type: str = ""
    text: str | None = None
    """None when nothing came, or no text."""


class PreviewSpider(SourceSpider):
    """One request."""

    tells = False

    def __init__(self, job: Job, url: str, seen: Seen) -> None:
        super().__init__(job)
        self._url = url
        self._seen = seen

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """The page."""
        yield self.request(self._url, self.read)

    def read(self, response: Response) -> None:
        """Note it."""
        self.answered(response)
        seen = self._seen
        seen.url, seen.status = response.url, response.status
        seen.content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        seen.text = response.text if isinstance(response, TextResponse) else None
