"""Providers' own sites, read before it is known who is who: what they state helps to find that out.

A site is read once a build. What identity needs of it is kept with the generation, under a hash of what it
was read from, so that a refresh reads only the sites that changed; all else it gave waits in a spool, a file
of the build, until its provider is made.
"""

import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from crawler.records import Listing, Page
from indexer.building import inputs
from indexer.building.extraction import SiteReading, Spooled, read_site
from indexer.building.pool import Pool
from indexer.facts import SiteFacts
from indexer.identity.record import Stated

FILE, SPOOL = "stated.json", "sites.spool"
NAMES_MOST = 2
"""Names of a site that are compared: the surest, and the next."""
REGISTERED = "ahpra-registration"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SiteRead:
    """What is kept of a site for the next build."""

    contents: str
    """Hash of what it was read from; `inputs.UNREAD` when part of it could not be read."""
    stated: Stated
    unknown: tuple[str, ...] = ()
    """What it lists in words that no vocabulary knows."""


def read_sites(
    folder: Path,
    sites: Iterable[SiteReading],
    before: Mapping[str, SiteRead],
    pool: Pool,
    progress: Progress,
) -> tuple[dict[str, SiteRead], dict[str, Spooled]]:
    """Every site's statements by listing key, and where what was read anew waits in the spool."""
    known: dict[str, SiteRead] = {}
    changed: list[SiteReading] = []
    hashes = {site.listing.key: contents_of(site.listing, site.pages) for site in sites}
    for site in sites:
        key = site.listing.key
        if (old := before.get(key)) and old.contents == hashes[key]:
            known[key] = old
        else:
            changed.append(site)
    spooled = {}
    pages = sum(len(site.pages) for site in changed)
    with (folder / SPOOL).open("wb") as spool:
        for done, (site, reading) in enumerate(
            zip(changed, pool.map(read_site, changed, pages), strict=True), start=1
        ):
            key = site.listing.key
            unread = any(problem.unread for problem in reading.problems)
            stated = stated_of(reading.facts) if reading.facts else Stated()
            known[key] = SiteRead(inputs.UNREAD if unread else hashes[key], stated, reading.unknown)
            packed = pickle.dumps(reading)
            spooled[key] = Spooled(folder / SPOOL, spool.tell(), len(packed))
            spool.write(packed)
            progress(done, len(changed))
    return known, spooled


def contents_of(listing: Listing, pages: Iterable[Page]) -> str:
    """A hash of what a site is read from: its listing, its kept pages, and our code."""
    return inputs.hash_of(
        [
            inputs.code_version(),
            listing.url,
            dict(listing.fields),
            sorted([page.url, page.status, page.content_hash] for page in pages),
        ]
    )


def stated_of(facts: SiteFacts) -> Stated:
    """What of a site's facts can tell who it belongs to."""
    return Stated(
        names=tuple(found.value for found in facts.names[:NAMES_MOST]),
        phones=tuple(found.value for found in facts.phones),
        emails=tuple(found.value for found in facts.emails),
        places=tuple(_place(found.value.model_dump()) for found in facts.locations),
        people=tuple(person.name for person in facts.practitioners),
        numbers=tuple(
            held.number for held in facts.credentials if held.id == REGISTERED and held.number is not None
        ),
    )


def _place(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("street", "suburb", "state", "postcode", "lat", "lon")
    return {key: values[key] for key in kept if values.get(key) is not None}


def save(folder: Path, sites: Mapping[str, SiteRead]) -> None:
    """Write into a generation's folder what the next build can spare; the spool has served."""
    rows = {key: [one.contents, asdict(one.stated), one.unknown] for key, one in sites.items()}
    (folder / FILE).write_text(json.dumps(rows), encoding="utf-8")
    (folder / SPOOL).unlink(missing_ok=True)


def load(folder: Path) -> Mapping[str, SiteRead]:
    """Read what `save` wrote; nothing for a damaged or older file: sites are read again then."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {
            key: SiteRead(contents, _stated(values), tuple(unknown))
            for key, (contents, values, unknown) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _stated(values: Mapping[str, Sequence[Any]]) -> Stated:
    return replace(Stated(), **{name: tuple(one) for name, one in values.items()})


def readings(
    listings: Iterable[Listing], pages: Mapping[str, Sequence[Page]], archive: Path
) -> Iterator[SiteReading]:
    """The sites among listings that have kept pages."""
    for one in listings:
        if own := pages.get(one.source_id):
            yield SiteReading(one, tuple(own), archive)
