"""Sources of the shape `osm`: one Overpass query a suburb, or one for a bounding box."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from scrapy.http import Request, Response

from crawler import overpass
from crawler.items import FetchedPage, FoundListing
from crawler.spiders.base import SourceSpider
from data.source import OsmReading


class OsmSpider(SourceSpider):
    """Asks for every area in turn; an object that two areas share is listed once."""

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """One query an area."""
        reading = self.source.reading
        if not isinstance(reading, OsmReading):
            raise TypeError(f"{self.source.id} is not described as osm")
        areas = [overpass.around(one.lat, one.lon, reading.radius_km) for one in self.job.suburbs]
        if self.source.areas.bbox is not None and not areas:
            areas.append(overpass.within(self.source.areas.bbox))
        for area in areas:
            # GET, so that an answer has an address in the archive.
            url = f"{reading.endpoint}?data={quote(overpass.query(area))}"
            yield self.request(url, self.read_answer, meta={"download_timeout": 2 * overpass.TIMEOUT_SECONDS})

    def read_answer(self, response: Response) -> Iterator[Any]:
        """Every element with tags is a listing."""
        if not self.answered(response):
            return
        try:
            answer = json.loads(response.body)
            elements = [dict(element) for element in answer["elements"]]
        except (ValueError, KeyError, TypeError) as error:
            self.tally.count("unreadable", response.url, f"no Overpass JSON: {error}")
            return
        if remark := answer.get("remark"):
            self.tally.count("partial", response.url, str(remark))
        if not elements and not remark:
            self.tally.count("no_results", response.url)
        yield FetchedPage(response.url, response)
        for element in elements:
            if element.get("tags") and "type" in element and "id" in element:
                key = overpass.element_id(element)
                yield FoundListing(
                    key, f"https://www.openstreetmap.org/{key}", overpass.listing_fields(element)
                )
