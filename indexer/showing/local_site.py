"""Sites read from files of this machine: a page someone saved, or a folder that holds one site."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urljoin

from crawler.records import Listing
from indexer import facts
from indexer.building.provider import OWN_SITE, Told, provider
from indexer.identity import Cluster
from indexer.model import Provider
from indexer.page import Site
from indexer.parse import parse

PAGE_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".php"])
HOME_NAMES = frozenset(["index", "home", "default"])
PAGES_MOST = 40
"""Pages of a folder that are read, those next to its top first: more than a crawl keeps of a site."""


def local_site(path: Path, url: str | None = None) -> Site | None:
    """The site in a folder, its home page first, or of one file alone; `None` where there is no page.

    `url` is the address its home page would have; a folder's own name is its host otherwise. A file's time of
    change counts as the time it was read. Raises `OSError` for what cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    home = url or f"http://{quote(folder.resolve().name.lower())}/"
    files = page_files(folder) if path.is_dir() else [path]
    addresses = [urljoin(home, quote(file.relative_to(folder).as_posix())) for file in files]
    if url is not None:
        addresses[:1] = [url]
    pages = tuple(
        parse(file.read_bytes(), address, None, _changed(file))
        for file, address in zip(files, addresses, strict=True)
    )
    return Site(pages, url=home) if pages else None


def page_files(folder: Path) -> list[Path]:
    """The pages in a folder, the home page first, then by depth and name; at most `PAGES_MOST`."""
    found = (one for one in folder.rglob("*") if one.suffix.lower() in PAGE_SUFFIXES and one.is_file())
    return sorted(found, key=lambda one: _home_first(one.relative_to(folder)))[:PAGES_MOST]


def local_provider(site: Site) -> Provider | None:
    """What the index would hold of a site by itself; `None` when it is no provider of ours."""
    seen = max(one.seen_at for one in site.pages)
    listing = Listing(
        source=OWN_SITE,
        source_id=site.host,
        url=site.url,
        fields={"website": site.url},
        first_seen=seen,
        last_seen=seen,
    )
    return provider(Cluster(f"p-{site.host}", (listing,)), [Told(listing, facts.extract(site))])


def _home_first(path: Path) -> tuple[int, bool, str]:
    return len(path.parts), path.stem.lower() not in HOME_NAMES, str(path).lower()


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
