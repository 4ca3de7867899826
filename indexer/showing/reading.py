"""What a URL, a file or a folder holds for `rosanna facts`: the site to read, or a listing's own words."""

from dataclasses import dataclass
from pathlib import Path

from crawler.home import Home
from crawler.records import Listing
from crawler.store import Store
from indexer.building.extraction import Problem, kept_site
from indexer.building.listed import read_listing
from indexer.building.provider import OWN_SITE
from indexer.errors import NothingToRead
from indexer.facts import SiteFacts, extract
from indexer.page import Site
from indexer.showing.local_site import local_site


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and the facts of it."""

    facts: SiteFacts
    site: Site | None
    """`None` for a listing of a directory or the map, which has no pages of its own."""
    listing: Listing | None = None
    problems: tuple[Problem, ...] = ()


def read(target: str, home: Home, url: str | None = None) -> Reading:
    """Read `target`: a URL from the store and archive, without a request; else a file or folder.

    Raises `NothingToRead` when there is nothing of that address or name.
    """
    if target.startswith(("http://", "https://")):
        return _read_kept(target, home)
    path = Path(target)
    try:
        site = local_site(path, url)
    except OSError as error:
        raise NothingToRead(f"cannot read {target}: {error.strerror}") from error
    if site is None:
        raise NothingToRead(f"no page in {target}: give an HTML file, or a folder of them")
    problems = tuple(Problem(page.url, why) for page in site.pages for why in page.problems)
    return Reading(extract(site), site, problems=problems)


def _read_kept(url: str, home: Home) -> Reading:
    with Store(home.database_url) as store:
        listing = _listing_of(url, store)
        if listing is None:
            raise NothingToRead(
                f"nothing was kept of {url}; crawl it first (`rosanna crawl sites --seeds FILE`), "
                "or give a file"
            )
        if listing.source != OWN_SITE:
            return Reading(read_listing(listing), None, listing)
        pages = list(store.pages(OWN_SITE, listing.source_id))
    site, problems = kept_site(listing, pages, home.pages)
    if site is None:
        why = f" ({problems[0].why})" if problems else ""
        raise NothingToRead(f"no page of {url} can be read from the archive{why}; crawl it again")
    return Reading(extract(site), site, listing, problems)


def _listing_of(url: str, store: Store) -> Listing | None:
    """The listing that has this address, or the site that has a page of this address."""
    key = _plain(url)
    listings = list(store.listings())
    for listing in listings:
        addresses = [listing.url]
        if listing.source == OWN_SITE:
            addresses.append(str(listing.fields.get("website") or ""))
        if key in map(_plain, addresses):
            return listing
    sites = {
        page.listing_id
        for page in store.pages(OWN_SITE)
        if key in {_plain(page.url), _plain(page.request_url or "")}
    }
    return next((one for one in listings if one.source == OWN_SITE and one.source_id in sites), None)


def _plain(url: str) -> str:
    """An address without scheme, `www.` and closing slash, which people leave out."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
