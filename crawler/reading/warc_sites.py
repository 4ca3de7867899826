"""Providers' own sites out of a WARC file: our own archive's, or a part of Common Crawl.

A page's wishes (noindex, opting out) hold here as they do in a crawl.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.http import Headers, TextResponse
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.items import FetchedPage, FoundListing
from crawler.manners.bounds import MAX_PAGE_BYTES
from crawler.manners.optout import wishes
from crawler.reading.frontier import PAGES_PER_SITE, is_own_site, site_key
from crawler.reading.links import page_root
from crawler.reading.standins import stand_in
from crawler.reading.urls import canonical_url, same_page_key
from crawler.reading.worth import HOME, leads_to_a_page, link_worth


def archived_sites(path: Path, wanted: re.Pattern[str] | None) -> Iterator[FoundListing | FetchedPage]:
    """The best pages of every site in a WARC file whose addresses match. Raises `OSError`, `ValueError`."""
    chosen = _chosen(path, wanted)
    homes: dict[str, str] = {}
    opted_out: set[str] = set()
    for url, record in _responses(path):
        key = site_key(url)
        if url not in chosen or key in opted_out:
            continue
        response = _response(url, record)
        root = page_root(response.text) if isinstance(response, TextResponse) else None
        if root is None or response is None or stand_in(root) is not None:
            continue
        asked = wishes(root, response.headers.getlist("X-Robots-Tag"))
        if asked.opted_out:
            opted_out.add(key)
        elif not (asked.noindex or asked.noarchive):
            yield FetchedPage(url, response, key, _moment(record))
            homes[key] = min(homes.get(key, url), url, key=len)
    for key, home in homes.items():
        if key not in opted_out:
            yield FoundListing(key, home, {"website": home})


def _chosen(path: Path, wanted: re.Pattern[str] | None) -> frozenset[str]:
    """The addresses of each site's most telling pages."""
    by_site: dict[str, dict[str, str]] = {}
    for url, _ in _responses(path):
        if is_own_site(url) and leads_to_a_page(url) and (wanted is None or wanted.search(url)):
            by_site.setdefault(site_key(url), {})[same_page_key(url)] = url
    found: set[str] = set()
    for pages in by_site.values():
        found.update(sorted(pages.values(), key=lambda url: (-_worth(url), url))[:PAGES_PER_SITE])
    return frozenset(found)


def _worth(url: str) -> float:
    return HOME if same_page_key(url).endswith("/") else link_worth(url)


def _responses(path: Path) -> Iterator[tuple[str, Any]]:
    """Good answers that are HTML, with their canonical address."""
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                headers = record.http_headers
                if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                    continue
                url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
                if url is not None and "html" in (headers.get_header("Content-Type") or ""):
                    yield url, record
        except ArchiveLoadFailed as error:
            raise ValueError(str(error)) from error


def _response(url: str, record: Any) -> TextResponse | None:
    body: bytes = record.content_stream().read(MAX_PAGE_BYTES)
    headers = Headers()
    for name, value in record.http_headers.headers:
        if name.lower() not in {"content-encoding", "transfer-encoding"}:  # undone by the reader
            headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=url, body=body)
    response = kind(url=url, status=200, headers=headers, body=body)
    return response if isinstance(response, TextResponse) else None


def _moment(record: Any) -> datetime:
    """When the page was fetched."""
    written = record.rec_headers.get_header("WARC-Date") or ""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
