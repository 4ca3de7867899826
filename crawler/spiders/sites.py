"""Sources of the shape `sites`: providers' own web sites, from seeds or from the listings already stored.

The front page first, then its sitemap, then the most telling pages. One site is one listing, named by host.
"""

import gzip
import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

from lxml.etree import LxmlError
from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.robotstxt import RobotParser
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from crawler.items import FetchedPage, Forget, FoundListing
from crawler.manners.bounds import ENDS_HOST, MAX_REDIRECTS
from crawler.manners.robots_rules import RobotsRules
from crawler.reading.apart import Reader, ReadingError
from crawler.reading.frontier import Site, is_own_site, shared_hosts, site_key
from crawler.reading.page import PageRead
from crawler.reading.standins import ENDS_SITE
from crawler.reading.urls import bare_host, canonical_url, same_page_key
from crawler.reading.worth import HOME, IN_SITEMAP, ON_HOME
from crawler.runs.tally import outcome_of_error
from crawler.spiders.base import SourceSpider
from data.source import SitesReading

SITEMAPS_PER_SITE = 3
SITEMAP_URLS = 500
_WIDE = ("utf-16", "utf-32")
"""Encodings in which a text may hold zero bytes."""
_HTML_TYPES = ("text/html", "application/xhtml+xml")


class SitesSpider(SourceSpider):
    """Crawls sites side by side, each one page at a time."""

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """The front page of every site."""
        reading = self.source.reading
        if not isinstance(reading, SitesReading):
            raise TypeError(f"{self.source.id} is not described as sites")
        self._reader = Reader()
        self._keys: set[str] = set()
        self._sitemaps: dict[str, str | None] = {}
        self.crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        self._limit = min(self.job.max_pages or reading.pages_per_site, reading.pages_per_site)
        self._shared = shared_hosts(self.job.seeds)
        for seed in self.job.seeds:
            site = self._begin(seed)
            if site is not None:
                url = site.next()
                if url is not None:
                    yield self._ask(site, url, home=True)

    async def read_page(self, response: Response, site: Site, home: bool, hops: int) -> list[Any]:
        """An answer of a site: keep it, follow it, and ask for the next."""
        if 300 <= response.status < 400:
            return [*self._follow_redirect(response, site, home, hops)]
        found: list[Any] = []
        if self.answered(response) and (page := self._page(response)) is not None:
            read = await self._read(page, site)
            if read is not None:
                found += self._take(page, read, site, home)
            if home and site.limit:
                return [*found, self._ask_sitemap(site, self._sitemap_of(page))]
        elif response.status in {404, 410} and not home:
            site.offer_without_folder(response.url)
        return [*found, *self._next(site)]

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        super().closed(reason)
        self._reader.close()

    def read_sitemap(self, response: Response, site: Site) -> Iterator[Any]:
        """Offer what a sitemap names; a sitemap of sitemaps leads to a few more of them."""
        more = []
        if response.status == 200:
            for kind, url in self._sitemap_entries(response):
                if kind == "sitemap":
                    more.append(url)
                else:
                    site.offer_link(url, "", IN_SITEMAP)
        site.sitemaps_read += 1
        pages_first = sorted(more, key=lambda url: ("page" not in url, url))
        if pages_first and site.sitemaps_read < SITEMAPS_PER_SITE and site.holds(pages_first[0]):
            yield self._ask_sitemap(site, pages_first[0])
        else:
            yield from self._next(site)

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        """Count it, and go on with the site, unless the cause will meet its other pages too."""
        self.failed(failure)
        site = failure.request.cb_kwargs["site"]  # type: ignore[attr-defined]  # Scrapy sets it
        outcome = outcome_of_error(failure.value or IgnoreRequest())
        if outcome == "opted_out":
            yield Forget(source_id=site.key, opted_out=True)
        elif outcome not in ENDS_HOST:
            yield from self._next(site)

    def sitemap_failed(self, failure: Failure) -> Iterator[Any]:
        """No sitemap is no loss."""
        yield from self._next(failure.request.cb_kwargs["site"])  # type: ignore[attr-defined]  # Scrapy sets it

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Remember the sitemap that robots.txt names."""
        first = next(iter(robotparser.sitemaps), None) if isinstance(robotparser, RobotsRules) else None
        if first is not None:
            self._sitemaps[bare_host(request.url)] = canonical_url(str(first), request.url)

    def _sitemap_of(self, response: Response) -> str:
        named = self._sitemaps.pop(bare_host(response.url), None)
        return (
            named
            if named and bare_host(named) == bare_host(response.url)
            else response.urljoin("/sitemap.xml")
        )

    def _begin(self, seed: str) -> Site | None:
        key = site_key(seed, self._shared)
        if key in self._keys:
            self.tally.count("duplicate", seed)
            return None
        self._keys.add(key)
        return Site(key, seed, self._limit)

    def _ask(self, site: Site, url: str, home: bool = False, hops: int = 0) -> Request:
        return Request(
            url,
            callback=self.read_page,
            errback=self.page_failed,
            cb_kwargs={"site": site, "home": home, "hops": hops},
            meta={"dont_redirect": True},
            dont_filter=True,  # the site itself knows what it has seen
        )

    def _ask_sitemap(self, site: Site, url: str) -> Request:
        return Request(
            url, self.read_sitemap, errback=self.sitemap_failed, cb_kwargs={"site": site}, dont_filter=True
        )

    def _next(self, site: Site) -> Iterator[Request]:
        url = site.next()
        if url is not None:
            yield self._ask(site, url)
        elif site.waiting:
            self.tally.count("more_pages", site.home)

    def _follow_redirect(self, response: Response, site: Site, home: bool, hops: int) -> Iterator[Any]:
        """Within the site, or from a front page to the site's new host."""
        target = canonical_url((response.headers.get("Location") or b"").decode("latin-1"), response.url)
        self.tally.count("moved", response.url)
        if target is None or hops >= MAX_REDIRECTS:
            self.tally.count("bad_target" if target is None else "redirects", response.url)
            yield from self._next(site)
        elif site.holds(target):
            # The same page by another spelling (https, www, a slash) is asked for again; others only once.
            if same_page_key(target) == same_page_key(response.url) or site.saw(target):
                yield self._ask(site, target, home, hops + 1)
            else:
                yield from self._next(site)
        elif home and is_own_site(target):
            moved = self._begin(target)
            url = moved.next() if moved is not None else None
            if moved is not None and url is not None:
                yield self._ask(moved, url, home=True, hops=hops + 1)
        else:
            yield from self._next(site)

    def _page(self, response: Response) -> TextResponse | None:
        """The answer, if it is a web page."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        if not isinstance(response, TextResponse) or (kind and not kind.startswith(_HTML_TYPES)):
            self.tally.count("not_html", response.url, kind)
        elif b"\0" in response.body[:1_000] and not response.encoding.lower().startswith(_WIDE):
            self.tally.count("not_html", response.url, "binary, whatever it says it is")
        elif not response.body.strip():
            self.tally.count("empty", response.url)
        else:
            return response
        return None

    async def _read(self, page: TextResponse, site: Site) -> PageRead | None:
        try:
            read = await self._reader.read(page.text, page.url, page.headers.getlist("X-Robots-Tag"))
        except ReadingError as error:
            self.tally.count("unreadable", page.url, str(error))
            site.limit = 0  # a site that does this once costs us no second time
            return None
        if read is None:
            self.tally.count("empty", page.url)
        return read

    def _take(self, page: TextResponse, read: PageRead, site: Site, home: bool) -> Iterator[Any]:
        """Keep a page that was read, unless it is none, and offer where it leads."""
        url = canonical_url(page.url) or page.url
        if home and read.wishes.opted_out:
            self.tally.count("opted_out", page.url)
            yield Forget(source_id=site.key, opted_out=True)
            site.limit = 0
            return
        if read.stand_in is not None:
            self.tally.count(read.stand_in, page.url)
            if home and read.stand_in in ENDS_SITE:
                site.limit = 0
            return
        if read.wishes.unkept is not None:
            self.tally.count(read.wishes.unkept, page.url)
            yield Forget(url=url)
        else:
            if home:
                site.home = url
                site.other_name = read.own_name
            self._note_oddities(page, read)
            yield from self._keep(page, url, site)
        for link in read.links:
            if link.at_once:
                site.offer(link.url, HOME if home else ON_HOME)
            else:
                site.offer_link(link.url, link.words, ON_HOME if home else 0.0)

    def _note_oddities(self, page: TextResponse, read: PageRead) -> None:
        """Count what a kept page suffers from."""
        if {"dataloss", "partial"} & set(page.flags):
            self.tally.count("cut_short", page.url)
        if "\ufffd" in page.text:
            self.tally.count("mojibake", page.url, page.encoding)
        if read.cut_off:
            self.tally.count("deep", page.url)

    def _keep(self, response: TextResponse, url: str, site: Site) -> Iterator[Any]:
        yield FetchedPage(url, response, site.key)
        if site.keep(url):
            yield FoundListing(site.key, site.home, {"website": site.home})

    def _sitemap_entries(self, response: Response) -> Iterator[tuple[str, str]]:
        body = response.body
        try:
            if body[:2] == b"\x1f\x8b":
                with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
                    body = file.read(5_000_000)
            sitemap = Sitemap(body)
            for count, entry in enumerate(sitemap):
                if count >= SITEMAP_URLS:
                    return
                url = canonical_url(entry["loc"], response.url)
                if url is not None:
                    yield ("sitemap" if sitemap.type == "sitemapindex" else "page"), url
        except (LxmlError, StopIteration, OSError, EOFError, ValueError, RuntimeError) as error:
            self.logger.info("%s: no sitemap: %s", response.url, error)
