"""What one crawl covers: the suburbs or the sites, from the command line or from the source's YAML."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from crawler.kept.revisit import CADENCE_HOURS
from crawler.reading.frontier import is_own_site, site_key
from crawler.reading.urls import canonical_url
from crawler.store import Store
from data.locality import Gazetteer, Locality, gazetteer
from data.source import DirectoryReading, SitesReading, Source

SUGGESTIONS = 5


class CrawlError(Exception):
    """A crawl cannot be begun; the message says what to do."""


def areas_of(source: Source, suburbs: Sequence[str] = ()) -> tuple[Locality, ...]:
    """The suburbs a run asks about: those named, else the source's areas. Raises `CrawlError`."""
    if source.kind == "sites":
        return ()
    known = gazetteer()
    if suburbs:
        return tuple(dict.fromkeys(_resolved(known, words) for words in suburbs))
    found = [_resolved(known, words) for words in source.areas.suburbs]
    for words, radius in source.areas.around:
        centre = _resolved(known, words)
        found.extend(known.nearest(centre.lat, centre.lon, limit=10_000, within_km=radius))
    if not found and needs_suburbs(source):
        raise CrawlError(
            f'{source.id} is asked by suburb: give --suburb "Rosanna VIC", or areas in {source.path.name}'
        )
    return tuple(dict.fromkeys(found))


def whole_of(source: Source) -> tuple[Locality, ...]:
    """All suburbs that a source's YAML names. Raises `CrawlError`."""
    return () if needs_suburbs(source) else areas_of(source)


def needs_suburbs(source: Source) -> bool:
    """Whether a source has to be told its suburbs: it is asked by area, and its YAML names none."""
    if source.areas.suburbs or source.areas.around:
        return False
    if source.kind == "osm":
        return source.areas.bbox is None
    return isinstance(source.reading, DirectoryReading) and source.reading.by_suburb


def sites_of(source: Source, store: Store, given: Path | None = None) -> tuple[str, ...]:
    """The front pages a run crawls: the seeds, and without a given file the web sites of stored listings."""
    if not isinstance(source.reading, SitesReading):
        return ()
    known = websites(store) if source.reading.from_listings and given is None else []
    return tuple(dict.fromkeys((*seeds_of(source, given), *known)))


def seeds_of(source: Source, given: Path | None = None) -> tuple[str, ...]:
    """The front pages of a seed file, canonical. Raises `CrawlError` with file and line."""
    if not isinstance(source.reading, SitesReading):
        return ()
    path = given or source.reading.seeds
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CrawlError(
            f"cannot read the seeds {path}: {error}; give a text file with one URL a line"
        ) from error
    seeds = []
    for number, line in enumerate(lines, 1):
        words = (
            line.split("#", 1)[0].strip() if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        )
        if words:
            seeds.append(_seed(words, path, number))
    if not seeds:
        raise CrawlError(f"{path} names no site: write one URL a line")
    return tuple(dict.fromkeys(seeds))


def _seed(words: str, path: Path, number: int) -> str:
    url = canonical_url(words if "://" in words else f"http://{words}")
    if url is None or " " in words or "." not in url:
        raise CrawlError(
            f"{path}:{number}: {words[:80]!r} is no web address; write one such as https://clinic.example/"
        )
    return url


def _resolved(known: Gazetteer, words: str) -> Locality:
    found = known.resolve(words)
    if not found:
        near = known.prefix(words.split(maxsplit=1)[0][:4] if words.split() else "", limit=SUGGESTIONS)
        hint = (
            ", ".join(f'"{one.name} {one.state}"' for one in near)
            or 'a name with its state, such as "Rosanna VIC"'
        )
        raise CrawlError(f"no suburb {words!r} is known; try {hint}")
    return found[0]


def websites(store: Store) -> list[str]:
    """The web sites of the listings that other sources brought in, in a stable order."""
    found = (listing.fields.get("website") for listing in store.listings() if listing.source != "sites")
    return [url for url in found if isinstance(url, str) and is_own_site(url)]


def is_due(source: Source, store: Store, now: datetime) -> bool:
    """Whether a source's cadence has passed since its last good run began, or a run is to be taken up.

    Sites are due one by one, see `due_sites`.
    """
    if source.kind == "sites":
        return True
    last = next((run for run in store.runs(source.id) if run.state != "failed"), None)
    if last is None or last.state == "running":
        return True
    return now - last.started_at >= timedelta(hours=CADENCE_HOURS[source.cadence])


def due_sites(seeds: Iterable[str], store: Store, now: datetime) -> tuple[str, ...]:
    """Those of the sites that were never seen, or whose next visit is due by how often they changed."""
    known = store.listings("sites")
    waiting = {one.source_id for one in known if one.due_at is not None and one.due_at > now}
    return tuple(url for url in seeds if site_key(url) not in waiting)


def scope_name(suburbs: Iterable[Locality], seeds: Iterable[str], max_pages: int | None) -> str:
    """Names what a run covers, so that the same command finds its unfinished run again."""
    names = [str(one) for one in suburbs] or sorted(map(site_key, seeds))
    digest = hashlib.sha256("\n".join([str(max_pages), *names]).encode()).hexdigest()[:12]
    return f"{len(names)} x {digest}"
