"""The way of an item: cleaned, then kept. One class a concern, in the order of `ITEM_PIPELINES`."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.items import FetchedPage, Forget, FoundListing
from crawler.kept.keeping import Draft, Keeper, KeepingError
from crawler.kept.replay import is_replayed
from crawler.manners.conditional import KNOWN, is_not_modified
from crawler.reading.clean import clean_fields
from crawler.records import Listing, Page
from crawler.spiders.base import SourceSpider


class CleanPipeline:
    """Makes a `Listing` of what was found: cleaned fields beside the raw ones. A bad field is counted."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Clean a listing; let everything else pass."""
        if not isinstance(item, FoundListing):
            return item
        spider = _spider(self.crawler)
        fields, troubles = clean_fields(item.raw)
        for name, trouble in troubles.items():
            spider.tally.bad_fields[name] += 1
            spider.logger.warning("%s: %s: %s", item.url, name, trouble)
        return Listing(
            source=spider.source_key,
            source_id=item.source_id,
            url=item.url,
            fields=fields,
            raw=item.raw,
            last_seen=datetime.now(UTC),
        )


class KeepPipeline:
    """Hands pages and listings to the `Keeper`, and counts them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._keeper: Keeper | None = None
        self._listed: set[str] = set()
        self._left: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Start writing."""
        spider = _spider(self.crawler)
        # A provider's own site stands for itself; other listings wait until the whole run is judged.
        staged = spider.source.kind != "sites"
        job = spider.job
        self._keeper = Keeper(
            job.store, job.archive, job.suppressions, spider.source_key, spider.run_id, staged=staged
        )

    async def process_item(self, item: Any) -> Any:
        """Keep a page or a listing, or forget one."""
        spider = _spider(self.crawler)
        kept: Draft | Listing | Forget | None = None
        if isinstance(item, FetchedPage):
            kept = self._page(spider, item)
        elif isinstance(item, Forget):
            kept = item
        elif isinstance(item, Listing):
            kept = self._listing(spider, item)
        await self._put(kept)
        return item

    def close_spider(self) -> None:
        """Wait until everything is safe."""
        if self._keeper is None:
            return
        try:
            self._keeper.close()
        except KeepingError as error:
            _spider(self.crawler).trouble = str(error)
        tally = _spider(self.crawler).tally
        tally.outcomes["unchanged"] += self._keeper.unchanged
        tally.outcomes["kept"] -= self._keeper.unchanged

    async def _put(self, kept: Draft | Listing | Forget | None) -> None:
        if kept is None or self._keeper is None:
            return
        try:
            self._keeper.put(kept)
        except KeepingError as error:
            spider = _spider(self.crawler)
            if spider.trouble is None:
                spider.trouble = str(error)
                spider.give_up("cannot_keep")

    def _listing(self, spider: SourceSpider, listing: Listing) -> Listing | Forget:
        """The listing; or, of who asked to be left out, the wish to forget it."""
        if spider.job.gate.takes(listing):
            self._left.add(listing.source_id)
            spider.tally.count("suppressed", listing.url)
            return Forget(source_id=listing.source_id)
        if listing.source_id not in self._listed:
            self._listed.add(listing.source_id)
            spider.tally.listings += 1
        return listing

    def _page(self, spider: SourceSpider, item: FetchedPage) -> Draft | None:
        if item.listing_id in self._left or spider.job.gate.forbids(item.url):
            return None
        spider.tally.pages += 1
        if is_replayed(item.response):
            spider.tally.outcomes["again"] += 1
            return None
        response = item.response
        confirmed = is_not_modified(response)
        spider.tally.outcomes["not_modified" if confirmed else "kept"] += 1
        spider.tally.received += 0 if confirmed else len(response.body)
        now = datetime.now(UTC)
        requested = response.request.url if response.request is not None else response.url
        page = Page(
            url=item.url,
            source=spider.source_key,
            listing_id=item.listing_id,
            fetched_at=item.fetched_at or now,
            last_seen=item.fetched_at or now,
            status=response.status,
            content_type=_header(response, "Content-Type"),
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            content_hash="",
            warc_file="",
            warc_offset=0,
            run_id=spider.run_id,
            request_url=requested if requested != item.url else None,
        )
        known = response.request.meta.get(KNOWN) if response.request is not None else None
        return Draft(page, tuple(_headers(response)), response.body, known, confirmed)


def _spider(crawler: Crawler) -> SourceSpider:
    spider = crawler.spider
    if not isinstance(spider, SourceSpider):
        raise TypeError(f"{spider!r} is no SourceSpider")
    return spider


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")


def _headers(response: Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
