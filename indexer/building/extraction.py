"""From a cluster's kept pages and listings to its document. Reads the archive and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive import Archive, ArchiveError
from crawler.records import Listing, Page
from indexer import facts, page
from indexer.building.listed import read_listing
from indexer.building.provider import OWN_SITE, Told, provider
from indexer.engines.protocol import Document
from indexer.identity import Cluster
from indexer.page import Site
from indexer.parse import parse

WORDS_MOST = 6000
"""Characters of a provider's own text that can be searched for, headings first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; it cost only itself."""

    url: str
    why: str
    unread: bool = False
    """Whether it is a kept page that the archive did not give back, and may the next time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A cluster, and the kept pages of its own sites by `source_id`."""

    cluster: Cluster
    pages: Mapping[str, Sequence[Page]]
    archive: Path


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a job; no document for what is not a provider of ours."""

    id: str
    document: Document | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    """One job under way."""

    archive: Archive
    problems: list[Problem] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def extract(job: Job) -> Extracted:
    """Read a cluster's pages and listings. Any page or listing that cannot be read costs only itself."""
    reading = _Reading(Archive(job.archive))
    told = [one for listing in job.cluster.listings if (one := _told(listing, job, reading)) is not None]
    found = provider(job.cluster, told)
    text = "\n".join(dict.fromkeys(reading.words))[:WORDS_MOST]
    return Extracted(job.cluster.id, Document(found, text) if found else None, tuple(reading.problems))


def kept_site(
    listing: Listing, pages: Sequence[Page], archive: Path
) -> tuple[Site | None, tuple[Problem, ...]]:
    """A site as the archive has it, its home page first, and what could not be read of it."""
    reading = _Reading(Archive(archive))
    return _site(listing, pages, reading), tuple(reading.problems)


def _told(listing: Listing, job: Job, reading: _Reading) -> Told | None:
    try:
        if listing.source != OWN_SITE:
            reading.words += _described(listing)
            return Told(listing, read_listing(listing))
        site = _site(listing, job.pages.get(listing.source_id, ()), reading)
        if site is None:
            return None
        reading.words += _words(site)
        return Told(listing, facts.extract(site))
    except Exception as error:  # noqa: BLE001 - one odd page must not stop a build of thousands; it is reported
        reading.problems.append(Problem(listing.url, f"no facts read: {_name(error)}"))
        return None


def _site(listing: Listing, pages: Sequence[Page], reading: _Reading) -> Site | None:
    home = str(listing.fields.get("website") or listing.url)
    kept = sorted((one for one in pages if one.status == 200), key=lambda one: _home_first(one, home))
    parsed = tuple(one for kept_page in kept if (one := _page(kept_page, reading)) is not None)
    return Site(parsed, url=home) if parsed else None


def _home_first(kept: Page, home: str) -> tuple[bool, int, str]:
    is_home = home.rstrip("/") in {kept.url.rstrip("/"), (kept.request_url or "").rstrip("/")}
    return not is_home, urlsplit(kept.url).path.rstrip("/").count("/"), kept.url


def _page(kept: Page, reading: _Reading) -> page.Page | None:
    try:
        body = reading.archive.read(kept).body
        found = parse(body, kept.url, kept.content_type, kept.fetched_at, kept.source)
    except ArchiveError as error:
        reading.problems.append(Problem(kept.url, str(error), unread=True))
        return None
    except Exception as error:  # noqa: BLE001 - whatever a hostile page breaks, it breaks for itself; it is reported
        reading.problems.append(Problem(kept.url, f"not read: {_name(error)}"))
        return None
    reading.problems += (Problem(kept.url, why) for why in found.problems)
    return found


def _words(site: Site) -> Iterator[str]:
    for one in site.pages:
        yield one.title
        yield one.meta.get("description", "")
        yield from (heading for block in one.blocks for heading in block.headings)
    for _, block in site.unique_blocks:
        if block.channel is page.Channel.VISIBLE and block.role is page.Role.MAIN:
            yield block.text


def _described(listing: Listing) -> Iterator[str]:
    description = listing.fields.get("description")
    if isinstance(description, str):
        yield description


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
