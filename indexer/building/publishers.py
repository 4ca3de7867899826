"""Who publishes each source of an index, under which licence: from the sources' own files."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from crawler.records import Listing
from data.source import SOURCES_FOLDER, Source, SourceError, load_source, source_files
from indexer.building.extraction import Problem
from indexer.building.generations import SourceSeen
from indexer.building.provider import OWN_SITE
from indexer.evidence import timestamp

OWN_SITE_TITLE = "The provider's own web site"


def sources_seen(listings: Iterable[Listing], known: Mapping[str, Source]) -> tuple[SourceSeen, ...]:
    """What each source gave, with who publishes it as far as its file says."""
    counts: dict[str, int] = defaultdict(int)
    seen: dict[str, str] = defaultdict(str)
    for listing in listings:
        counts[listing.source] += 1
        if listing.last_seen:
            seen[listing.source] = max(seen[listing.source], timestamp(listing.last_seen))
    return tuple(_seen(key, counts[key], seen[key], known.get(key)) for key in sorted(counts))


def described_sources(folder: Path | None = None) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Every source that has a file, by what its listings are stored as; and the files that cannot be read.

    `folder` is that of `ROSANNA_SOURCES` by default; those that come with the program stand behind it.
    """
    named = os.environ.get("ROSANNA_SOURCES")
    chosen = folder or (Path(named) if named else SOURCES_FOLDER)
    found: dict[str, Source] = {}
    problems = []
    for path in (path for each in dict.fromkeys((chosen, SOURCES_FOLDER)) for path in source_files(each)):
        try:
            source = load_source(path)
        except SourceError as error:
            problems.append(Problem(str(path), f"its title and licence are not known: {error}"))
        else:
            found.setdefault(source.stored_as, source)
    return found, tuple(problems)


def _seen(key: str, listings: int, last_seen: str, source: Source | None) -> SourceSeen:
    if key == OWN_SITE:
        return SourceSeen(key, listings, last_seen, OWN_SITE_TITLE)
    if source is None:
        return SourceSeen(key, listings, last_seen)
    return SourceSeen(key, listings, last_seen, source.title, source.publisher, source.url, source.licence)
