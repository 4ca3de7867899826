"""From a cluster's kept pages and listings to its document. Reads the archive and nothing else."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive import Archive, ArchiveError
from crawler.records import Listing, Page
from indexer import facts, page
from indexer.building.correcting import Correction, corrected
from indexer.building.geocoding import geocoded
from indexer.building.listed import read_listing
from indexer.building.provider import OWN_SITE, Told, provider
from indexer.engines.protocol import Document
from indexer.facts import SiteFacts
from indexer.facts.words import unknown
from indexer.identity import Cluster
from indexer.page import Site
from indexer.parse import parse
from indexer.screening.findings import Findings
from indexer.screening.screening import Outcome, Standing, Verdict, screen
from indexer.screening.subject import of_listing, of_site

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
class SiteReading:
    """A site to be read: its listing and its kept pages."""

    listing: Listing
    pages: Sequence[Page]
    archive: Path


@dataclass(frozen=True, slots=True)
class Reading:
    """What a site, or a listing, gave."""

    facts: SiteFacts | None
    words: tuple[str, ...] = ()
    """Its own text, to be searched for."""
    problems: tuple[Problem, ...] = ()
    signs: Findings | None = None
    """What screening found in it."""
    unknown: tuple[str, ...] = ()
    """What it lists among its services in words that no vocabulary knows."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where a site's `Reading` of this build waits, pickled."""

    file: Path
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """A cluster, and the kept pages of its own sites by `source_id`."""

    cluster: Cluster
    pages: Mapping[str, Sequence[Page]]
    archive: Path
    spooled: Mapping[str, Spooled] = field(default_factory=dict)
    """Listing key -> what was read of its site earlier in this build."""
    corrections: tuple[Correction, ...] = ()
    ruling: Outcome | None = None
    """What a person decided about listing it."""
    now: datetime | None = None
    """When the build began: what was not seen for long by then is unconfirmed."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a job; no document for what is not a provider of ours."""

    id: str
    document: Document | None
    verdict: Verdict
    """Of screening: why it is listed, held or left out."""
    problems: tuple[Problem, ...] = ()
    agreed: tuple[str, ...] = ()
    """Ids of corrections that the sources agree with by now."""


@dataclass(slots=True)
class _Reader:
    """One site being read."""

    archive: Archive
    problems: list[Problem] = field(default_factory=list)


def extract(job: Job) -> Extracted:
    """Read a cluster's pages and listings. Any page or listing that cannot be read costs only itself."""
    read = [(listing, _read(listing, job)) for listing in job.cluster.live]
    told = [Told(listing, reading.facts) for listing, reading in read if reading.facts is not None]
    found = provider(job.cluster, told, now=job.now, anyway=job.ruling == "include")
    verdict = _screened(job, read, told, is_ours=found is not None)
    if found is None or verdict.outcome != "include":
        return Extracted(job.cluster.id, None, verdict, _problems(read))
    found, agreed = corrected(found, job.corrections)
    found, unplaced = geocoded(found)
    words = dict.fromkeys(words for _, reading in read for words in reading.words)
    text = "\n".join(words)[:WORDS_MOST]
    problems = (*_problems(read), *(Problem(found.id, why) for why in unplaced))
    return Extracted(job.cluster.id, Document(found, text), verdict, problems, agreed)


def _screened(
    job: Job, read: Sequence[tuple[Listing, Reading]], told: Sequence[Told], *, is_ours: bool
) -> Verdict:
    signs = Findings()
    for _, reading in read:
        signs.add(reading.signs or Findings())
    has_site = any(one.listing.source == OWN_SITE for one in told)
    reasons = tuple(reason for one in told for reason in one.facts.scope_reasons)
    return screen(signs, Standing(is_ours, () if is_ours else reasons, has_site, job.ruling))


def _problems(read: Sequence[tuple[Listing, Reading]]) -> tuple[Problem, ...]:
    return tuple(problem for _, reading in read for problem in reading.problems)


def read_site(site: SiteReading) -> Reading:
    """Read a site's kept pages."""
    reader = _Reader(Archive(site.archive))
    try:
        found = _site(site.listing, site.pages, reader)
        if found is None:
            return Reading(None, problems=tuple(reader.problems))
        told = facts.extract(found)
        strange = unknown.find(found) if told.in_scope else ()
        return Reading(told, tuple(_words(found)), tuple(reader.problems), of_site(found), strange)
    except Exception as error:  # noqa: BLE001 - one odd page must not stop a build of thousands; it is reported
        return Reading(None, problems=(*reader.problems, _unread_facts(site.listing, error)))


def kept_site(
    listing: Listing, pages: Sequence[Page], archive: Path
) -> tuple[Site | None, tuple[Problem, ...]]:
    """A site as the archive has it, its home page first, and what could not be read of it."""
    reader = _Reader(Archive(archive))
    return _site(listing, pages, reader), tuple(reader.problems)


def unspooled(place: Spooled) -> Reading:
    """What was read of a site earlier in this build."""
    with place.file.open("rb") as spool:
        spool.seek(place.offset)
        found: Reading = pickle.loads(spool.read(place.size))  # noqa: S301 (a file this very build wrote)
        return found


def _read(listing: Listing, job: Job) -> Reading:
    if listing.source == OWN_SITE:
        if place := job.spooled.get(listing.key):
            return unspooled(place)
        return read_site(SiteReading(listing, job.pages.get(listing.source_id, ()), job.archive))
    try:
        return Reading(read_listing(listing), tuple(_described(listing)), signs=of_listing(listing))
    except Exception as error:  # noqa: BLE001 - one odd listing must not stop a build of thousands; it is reported
        return Reading(None, problems=(_unread_facts(listing, error),))


def _unread_facts(listing: Listing, error: Exception) -> Problem:
    return Problem(listing.url, f"no facts read: {_name(error)}")


def _site(listing: Listing, pages: Sequence[Page], reader: _Reader) -> Site | None:
    home = str(listing.fields.get("website") or listing.url)
    kept = sorted((one for one in pages if one.status == 200), key=lambda one: _home_first(one, home))
    parsed = tuple(one for kept_page in kept if (one := _page(kept_page, reader)) is not None)
    return Site(parsed, url=home) if parsed else None


def _home_first(kept: Page, home: str) -> tuple[bool, int, str]:
    is_home = home.rstrip("/") in {kept.url.rstrip("/"), (kept.request_url or "").rstrip("/")}
    return not is_home, urlsplit(kept.url).path.rstrip("/").count("/"), kept.url


def _page(kept: Page, reader: _Reader) -> page.Page | None:
    try:
        body = reader.archive.read(kept).body
        found = parse(body, kept.url, kept.content_type, kept.fetched_at, kept.source)
    except ArchiveError as error:
        reader.problems.append(Problem(kept.url, str(error), unread=True))
        return None
    except Exception as error:  # noqa: BLE001 - whatever a hostile page breaks, it breaks for itself; it is reported
        reader.problems.append(Problem(kept.url, f"not read: {_name(error)}"))
        return None
    reader.problems += (Problem(kept.url, why) for why in found.problems)
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
