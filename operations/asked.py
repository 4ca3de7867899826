"""The sources, as their folder holds them now, and what each is asked about: suburbs, sites, or all at once.

Files are read again when they change. One that is malformed leaves its source out, and is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func, select

from crawler.kept.tables import ListingRow, RunRow
from crawler.reading.frontier import is_own_site, site_key
from crawler.runs.scope import CrawlError, areas_of, needs_suburbs, seeds_of
from data.source import KIND_ORDER, SitesReading, Source, SourceError, load_source, source_files
from operations.due import Asked, Plan, gather, plan_source
from operations.ledger import Ledger

_LISTINGS, _RUNS = ListingRow.__table__, RunRow.__table__


@dataclass(frozen=True, slots=True)
class _Read:
    changed: int
    source: Source
    areas: Sequence[Asked]


@dataclass(slots=True)
class Sources:
    """The sources of a folder. `troubles` names the files that cannot be used, one line each."""

    folder: Path
    troubles: list[str] = field(default_factory=list)
    _read: dict[Path, _Read] = field(default_factory=dict)
    _sites_as_of: datetime | None = None
    _sites: Mapping[str, str] = field(default_factory=dict)
    """Key of each site that listings name -> its front page."""
    _visits: Mapping[str, datetime | None] = field(default_factory=dict)

    def load(self) -> Sequence[Source]:
        """All usable sources, in the order in which they are best crawled."""
        self.troubles.clear()
        paths = list(source_files(self.folder))
        self._read = {path: read for path in paths if (read := self._of(path)) is not None}
        found = (read.source for read in self._read.values())
        return sorted(found, key=lambda one: (KIND_ORDER.index(one.kind), one.id))

    def plans(self, ledger: Ledger) -> Sequence[Plan]:
        """What is due of each source, and what keeps it."""
        sources = self.load()
        if any(one.kind == "sites" for one in sources):
            self._look_up_sites(ledger.engine)
        asked = {read.source.id: self._asked(read) for read in self._read.values()}
        known = gather(ledger, asked)
        now = ledger.clock()
        return [plan_source(one, known[one.id], now) for one in sources]

    def _of(self, path: Path) -> _Read | None:
        try:
            changed = path.stat().st_mtime_ns
            held = self._read.get(path)
            if held is not None and held.changed == changed:
                return held
            source = load_source(path)
            return _Read(changed, source, _areas(source))
        except (SourceError, CrawlError) as error:
            self.troubles.append(str(error))
        except OSError as error:
            self.troubles.append(f"{path}: cannot be read: {error.strerror}")
        return None

    def _asked(self, read: _Read) -> Sequence[Asked]:
        if not isinstance(read.source.reading, SitesReading):
            return read.areas
        known = self._sites if read.source.reading.from_listings else {}
        found = {**known, **{one.key: one.area for one in reversed(read.areas)}}
        return [Asked(url, key, self._visits.get(key)) for key, url in found.items()]

    def _look_up_sites(self, engine: Engine) -> None:
        """Sites that listings name, and when each is due again: looked up when a run has ended since."""
        with engine.connect() as connection:
            ended = connection.execute(select(func.max(_RUNS.c.finished_at))).scalar_one()
            if ended is not None and ended == self._sites_as_of:
                return
            fields = select(_LISTINGS.c.fields).where(
                _LISTINGS.c.source != "sites", _LISTINGS.c.gone_at.is_(None)
            )
            urls = [found.get("website") for found in connection.execute(fields).scalars()]
            own = (url for url in reversed(urls) if isinstance(url, str) and is_own_site(url))
            self._sites = {site_key(url): url for url in own}
            visits = select(_LISTINGS.c.source_id, _LISTINGS.c.due_at).where(_LISTINGS.c.source == "sites")
            self._visits = {one.source_id: one.due_at for one in connection.execute(visits)}
        self._sites_as_of = ended


def _areas(source: Source) -> Sequence[Asked]:
    """Suburbs, a seed list's sites, one empty name for a source that is asked as a whole, or none."""
    if source.kind == "sites":
        return [Asked(url, site_key(url)) for url in seeds_of(source)]
    if needs_suburbs(source):
        return []
    return [Asked(str(one), str(one)) for one in areas_of(source)] or [Asked("", "")]
