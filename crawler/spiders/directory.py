"""Sources of the shape `directory`: result pages by suburb, paging, detail pages, as the YAML describes them.

Structured data is read first; selectors fill what it leaves empty, the card what the detail page leaves.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, TypeGuard
from urllib.parse import quote, urlsplit

from parsel import Selector as Node
from scrapy.http import Request, Response, TextResponse

from crawler.items import FetchedPage, Forget, FoundListing
from crawler.manners.optout import Wishes, wishes
from crawler.reading.business import is_business, listing_fields
from crawler.reading.paths import raw_fields, value_at
from crawler.reading.selecting import first_text, nodes, read_fields
from crawler.reading.standins import stand_in
from crawler.reading.structured import Structured, read_structured, types_of, values_of
from crawler.reading.urls import bare_host, canonical_url
from crawler.spiders.base import SourceSpider
from data.locality import Locality
from data.source import DirectoryReading

RESULT_PAGES = 50
"""Result pages followed from one start: a directory with more for one suburb is most likely a loop."""


class DirectorySpider(SourceSpider):
    """Walks result pages; each detail page is one listing, however many suburbs show it."""

    reading: DirectoryReading

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """The start URLs, once for every suburb if they name one."""
        if not isinstance(self.source.reading, DirectoryReading):
            raise TypeError(f"{self.source.id} is not described as directory")
        self.reading = self.source.reading
        self._host = bare_host(self.source.url)
        self._details: set[str] = set()
        self.allowed_domains = sorted(
            {urlsplit(url).hostname or "" for url in (*self.reading.start, self.source.url)}
        )
        for start in self.reading.start:
            places = [placeholders(one) for one in self.job.suburbs] if self.reading.by_suburb else [{}]
            for place in places:
                yield self.request(start.format(**place), self.read_results, cb_kwargs={"page": 1})

    def read_results(self, response: Response, page: int) -> Iterator[Any]:
        """A result page: its cards, its structured items, the next page."""
        if self.reading.items is not None:
            yield from self._read_json(response, page, self.reading.items)
            return
        if not self._is_html(response):
            return
        reading = self.reading
        asked = self._asked(response)
        if reading.no_results is not None and nodes(response.selector, reading.no_results):
            self.tally.count("no_results", response.url)
            if asked.unkept is None:
                yield self._page(response)
            return
        found = 0
        for item in self._cards(response) if reading.card else self._items(response):
            found += 1
            yield from _granted(item, asked)
        instead = stand_in(response.selector.root) if found == 0 else None
        if instead is None and asked.unkept is None:
            yield self._page(response)
        if found == 0:
            # It stands in for another page, the list has ended, or its layout changed.
            outcome = instead or ("no_results" if page > 1 else "empty")
            self.tally.count(outcome, response.url, "no card and no structured item")
        following = self._next_page(response, first_text(response.selector, reading.next), page)
        yield from _granted(following, asked)

    def _read_json(self, response: Response, page: int, items: str) -> Iterator[Any]:
        """A JSON answer: its records, the address of the next."""
        if not self.answered(response):
            return
        try:
            answer = json.loads(response.body)
        except ValueError as error:
            self.tally.count("unreadable", response.url, f"no JSON: {error}")
            return
        records = answer if items == "." else value_at(answer, items)
        if not isinstance(records, list):
            self.tally.count("empty", response.url, f"no list at {items}")
            return
        yield self._page(response)
        if not records:
            self.tally.count("no_results", response.url)
        for record in records:
            yield from self._record(response, record)
        following = value_at(answer, self.reading.next.query) if self.reading.next else None
        yield from self._next_page(response, str(following) if following else None, page)

    def _record(self, response: Response, record: Any) -> Iterator[Any]:
        reading = self.reading
        fields = raw_fields(record, {name: (one.query,) for name, one in reading.card_fields.items()})
        link = value_at(record, reading.link.query) if reading.link else None
        ident = value_at(record, reading.id) if reading.id else None
        if link:
            yield from self._detail(response, str(link), fields)
        elif fields.get("name"):
            yield FoundListing(str(ident) if ident else _slug(fields), response.url, fields)

    def _next_page(self, response: Response, link: str | None, page: int) -> Iterator[Request]:
        if link and page < min(self.job.max_pages or RESULT_PAGES, RESULT_PAGES):
            yield self.request(response.urljoin(link), self.read_results, cb_kwargs={"page": page + 1})

    def read_detail(self, response: Response, source_id: str, card: Mapping[str, Any]) -> Iterator[Any]:
        """A detail page: one listing."""
        if not self._is_html(response):
            if card.get("name"):
                yield FoundListing(source_id, response.url, card)  # the card alone is better than nothing
            return
        if self._asked(response).unkept is not None:
            yield Forget(source_id=source_id)
            return
        item = self._business(response)
        read = listing_fields(item, self._host) if item else {}
        selected = read_fields(response.selector, self.reading.fields)
        if not read.get("name") and (outcome := stand_in(response.selector.root)) is not None:
            self.tally.count(outcome, response.url)
            if card.get("name"):
                yield FoundListing(source_id, response.url, card)
            return
        # The listing first: whose it is decides whether the page may be kept.
        yield FoundListing(source_id, response.url, {**card, **selected, **read})
        yield FetchedPage(canonical_url(response.url) or response.url, response, source_id)

    def _cards(self, response: TextResponse) -> Iterator[Iterator[Any]]:
        if self.reading.card is not None:
            for card in nodes(response.selector, self.reading.card):
                yield self._card(response, card)

    def _card(self, response: Response, card: Node) -> Iterator[Any]:
        fields = read_fields(card, self.reading.card_fields)
        link = first_text(card, self.reading.link)
        if link is not None:
            yield from self._detail(response, link, fields)
        elif fields.get("name"):
            yield FoundListing(_slug(fields), response.url, fields)

    def _items(self, response: TextResponse) -> Iterator[Iterator[Any]]:
        """A page without card selector: what its structured data lists."""
        for item in self._structured(response).items:
            entries = values_of(item, "itemListElement") if "ItemList" in types_of(item) else [item]
            for entry in entries:
                yield self._entry(response, entry)

    def _entry(self, response: Response, entry: Any) -> Iterator[Any]:
        """A ListItem, a business, or a mere address of one."""
        inner = entry.get("item", entry) if isinstance(entry, Mapping) else entry
        if isinstance(inner, str):
            yield from self._detail(response, inner, {})
        elif isinstance(inner, Mapping):
            fields = listing_fields(inner, self._host)
            urls = [
                one for one in (*values_of(inner, "url"), *values_of(inner, "@id")) if isinstance(one, str)
            ]
            own = next((url for url in urls if bare_host(response.urljoin(url)) == self._host), None)
            if own is not None and (is_business(inner) or "ListItem" in types_of(inner)):
                yield from self._detail(response, own, fields)
            elif is_business(inner) and fields.get("name"):
                yield FoundListing(_slug(fields), response.url, fields)

    def _detail(self, response: Response, link: str, fields: Mapping[str, Any]) -> Iterator[Any]:
        url = canonical_url(link, response.url)
        if url is None:
            return
        path = urlsplit(url).path
        match = re.search(self.reading.detail_url, path) if self.reading.detail_url else None
        if self.reading.detail_url and match is None:
            return
        source_id = match[1] if match and match.re.groups else path.strip("/")
        if source_id not in self._details:  # neighbouring suburbs show the same people
            self._details.add(source_id)
            yield self.request(url, self.read_detail, cb_kwargs={"source_id": source_id, "card": fields})

    def _business(self, response: TextResponse) -> Mapping[str, Any] | None:
        """The item that says most: a page may name the directory or a branch as well."""
        found = [item for item in self._structured(response).items if is_business(item)]
        return max(found, key=len, default=None)

    def _structured(self, response: TextResponse) -> Structured:
        read = read_structured(response.text, response.url)
        for _ in range(read.broken):
            self.tally.count("broken_data", response.url, "a block of structured data is no JSON")
        return read

    def _asked(self, response: TextResponse) -> Wishes:
        asked = wishes(response.selector.root, response.headers.getlist("X-Robots-Tag"))
        if asked.unkept is not None:
            self.tally.count(asked.unkept, response.url)
        return asked

    def _is_html(self, response: Response) -> TypeGuard[TextResponse]:
        if not self.answered(response):
            return False
        if isinstance(response, TextResponse):
            return True
        self.tally.count("not_html", response.url, str(response.headers.get("Content-Type")))
        return False

    def _page(self, response: Response) -> FetchedPage:
        return FetchedPage(canonical_url(response.url) or response.url, response)


def _granted(found: Iterator[Any], asked: Wishes) -> Iterator[Any]:
    """What a result page allows of what it holds: listings unless it is not to be kept, links to follow."""
    for one in found:
        if not (asked.nofollow if isinstance(one, Request) else asked.unkept):
            yield one


def placeholders(suburb: Locality) -> dict[str, str]:
    """What a start URL may hold of a suburb, ready for a path or a query."""
    return {
        "state": suburb.state,
        "state_slug": suburb.state.lower(),
        "suburb": quote(suburb.name),
        "suburb_slug": slug(suburb.name),
        "postcode": suburb.postcode,
        "lat": f"{suburb.lat:.5f}",
        "lon": f"{suburb.lon:.5f}",
    }


def slug(name: str) -> str:
    """`Lower Plenty` as `lower-plenty`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def _slug(fields: Mapping[str, Any]) -> str:
    """A source_id for a provider that has no page of its own there: its name, suburb and postcode."""
    return "/".join(slug(str(fields[name])) for name in ("name", "suburb", "postcode") if fields.get(name))
