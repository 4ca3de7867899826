"""Sources of the shape `osm`: one Overpass query a suburb, or boxes for a larger area.

A query that takes the server too long, or brings too much, is asked again in quarters. 429 and Retry-After
are honoured as for any host.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.items import FetchedPage, FoundListing
from crawler.reading import overpass
from crawler.reading.overpass import Box
from crawler.spiders.base import SourceSpider
from data.source import OsmReading

OVERLOADED = frozenset({413, 500, 502, 503, 504})
"""Statuses with which Overpass and the servers before it answer a query that is too much (after retries)."""


class OsmSpider(SourceSpider):
    """Asks for every area in turn; an object that two areas share is listed once."""

    reading: OsmReading

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """One query a suburb, or a tile of the box."""
        if not isinstance(self.source.reading, OsmReading):
            raise TypeError(f"{self.source.id} is not described as osm")
        self.reading = self.source.reading
        radius = self.reading.radius_km
        for one in self.job.suburbs:
            area = overpass.around(one.lat, one.lon, radius)
            yield self._ask(area, Box.round(one.lat, one.lon, radius))
        if self.source.areas.bbox is not None and not self.job.suburbs:
            for tile in Box(*self.source.areas.bbox).tiles():
                yield self._ask(tile.area, tile)

    def _ask(self, area: str, box: Box) -> Request:
        # GET, so that an answer has an address in the archive.
        url = f"{self.reading.endpoint}?data={quote(overpass.query(area))}"
        return Request(
            url, self.read_answer, errback=self.no_answer, cb_kwargs={"box": box},
            meta={"download_timeout": 2 * overpass.TIMEOUT_SECONDS},
        )  # fmt: skip

    def read_answer(self, response: Response, box: Box) -> Iterator[Any]:
        """Every element with tags is a listing; too much for the server is asked for in quarters."""
        if response.status in OVERLOADED and box.splits < overpass.MAX_SPLITS:
            yield from self._quarters(box, response.url, f"HTTP {response.status}")
            return
        if not self.answered(response):
            return
        try:
            answer = json.loads(response.body)
            elements = [dict(element) for element in answer["elements"]]
        except (ValueError, KeyError, TypeError) as error:
            self.tally.count("unreadable", response.url, f"no Overpass JSON: {error}")
            return
        remark = str(answer.get("remark") or "")
        if overpass.asks_for_less(remark) and box.splits < overpass.MAX_SPLITS:
            yield from self._quarters(box, response.url, remark)
        elif remark:
            self.tally.count("partial", response.url, remark)
        else:
            yield FetchedPage(response.url, response)
            if not elements:
                self.tally.count("no_results", response.url)
        yield from map(self._listing, filter(_is_place, elements))

    def no_answer(self, failure: Failure) -> Iterator[Any]:
        """A query that took too long is asked for in quarters; anything else is counted."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        box: Box = request.cb_kwargs["box"]
        if isinstance(failure.value, DownloadTimeoutError) and box.splits < overpass.MAX_SPLITS:
            yield from self._quarters(box, request.url, "no answer in time")
        else:
            self.failed(failure)

    def _quarters(self, box: Box, url: str, why: str) -> Iterator[Request]:
        self.tally.count("split", url, why)
        for quarter in box.quarters():
            yield self._ask(quarter.area, quarter)

    def _listing(self, element: Mapping[str, Any]) -> FoundListing:
        key = overpass.element_id(element)
        return FoundListing(key, f"https://www.openstreetmap.org/{key}", overpass.listing_fields(element))


def _is_place(element: Mapping[str, Any]) -> bool:
    return bool(element.get("tags")) and "type" in element and "id" in element
