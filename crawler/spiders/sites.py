"""Sources of the shape `sites`: providers' own web sites, from seeds or from the listings already stored.

The front page first, then its sitemap, then the most telling pages. One site is one listing, named by host.
"""

import gzip
import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.robotstxt import RobotParser
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from crawler.items import FetchedPage, Forget, FoundListing
from crawler.manners.bounds import ENDS_HOST, MAX_REDIRECTS
from crawler.manners.optout import wishes
from crawler.manners.robots_rules import RobotsRules
from crawler.reading.frontier import Site, is_own_site, shared_hosts, site_key
from crawler.reading.links import is_cut_off, links, own_name, page_root
from crawler.reading.standins import ENDS_SITE, stand_in
from crawler.reading.urls import bare_host, canonical_url, same_page_key
from crawler.reading.worth import HOME, IN_SITEMAP, ON_HOME
from crawler.runs.tally import outcome_of_error
from crawler.spiders.base import SourceSpider
from data.source import SitesReading

SITEMAPS_PER_SITE = 3
SITEMAP_URLS = 500
_HTML_TYPES = ("text/html", "application/xhtml+xml")


class SitesSpider(SourceSpider):
    """Crawls sites side by side, each one page at a time."""

    async def start_requests_of_source(self) -> AsyncIterator[Request]:
        """The front page of every site."""
        reading = self.source.reading
        if not isinstance(reading, SitesReading):
            raise TypeError(f"{self.source.id} is not described as sites")
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

    def read_page(self, response: Response, site: Site, home: bool, hops: int) -> Iterator[Any]:
        """An answer of a site: keep it, follow it, and ask for the next."""
        if 300 <= response.status < 400:
            yield from self._follow_redirect(response, site, home, hops)
            return
        if self.answered(response) and self._is_page(response):
            yield from self._read(response, site, home)
            if home and site.limit:
                yield self._ask_sitemap(site, self._sitemap_of(response))
                return
        elif response.status in {404, 410} and not home:
            site.offer_without_folder(response.url)
        yield from self._next(site)

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

    def _is_page(self, response: Response) -> bool:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        if not isinstance(response, TextResponse) or (kind and not kind.startswith(_HTML_TYPES)):
            self.tally.count("not_html", response.url, kind)
            return False
        if b"\0" in response.body[:1_000] and not response.encoding.lower().startswith(("utf-16", "utf-32")):
            self.tally.count("not_html", response.url, "binary, whatever it says it is")
            return False
        if not response.body.strip():
            self.tally.count("empty", response.url)
            return False
        return True

    def _read(self, response: Response, site: Site, home: bool) -> Iterator[Any]:
        if not isinstance(response, TextResponse):
            return
        url = canonical_url(response.url) or response.url
        root = page_root(response)
        if root is None:
            self.tally.count("empty", response.url)
            return
        asked = wishes(response, root)
        instead = stand_in(root)
        if home and asked.opted_out:
            self.tally.count("opted_out", response.url)
            yield Forget(source_id=site.key, opted_out=True)
            site.limit = 0
            return
        if instead is not None:
            self.tally.count(instead, response.url)
            if home and instead in ENDS_SITE:
                site.limit = 0
            return
        if asked.unkept is not None:
            self.tally.count(asked.unkept, response.url)
            yield Forget(url=url)
        else:
            if home:
                site.home = url
                site.other_name = own_name(root, response.url)
            self._note_oddities(response, root)
            yield from self._keep(response, url, site)
        if not asked.nofollow:
            self._offer_links(root, response.url, site, home)

    def _note_oddities(self, response: TextResponse, root: HtmlElement) -> None:
        """Count what a kept page suffers from."""
        if {"dataloss", "partial"} & set(response.flags):
            self.tally.count("cut_short", response.url)
        if "\ufffd" in response.text:
            self.tally.count("mojibake", response.url, response.encoding)
        if is_cut_off(root):
            self.tally.count("deep", response.url)

    def _keep(self, response: TextResponse, url: str, site: Site) -> Iterator[Any]:
        yield FetchedPage(url, response, site.key)
        if site.keep(url):
            yield FoundListing(site.key, site.home, {"website": site.home})

    def _offer_links(self, root: HtmlElement, url: str, site: Site, home: bool) -> None:
        for link in links(root, url):
            if link.at_once:
                site.offer(link.url, HOME if home else ON_HOME)
            else:
                site.offer_link(link.url, link.words, ON_HOME if home else 0.0)

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
