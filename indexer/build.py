"""Builds the search index from the store and the archive: whole, or only what changed since the last one.

First the providers' own sites are read, then it is worked out which listings are of one provider (by what the
sites state, too), then each provider is made. A site is read again when its pages changed, a provider
is worked out again when its listings, its pages or our code and vocabularies did; when it was merely seen
again, only its dates move. The new generation is built aside and switched to at the end.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from crawler import logs
from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.kept.suppressions import Suppressions
from crawler.records import Listing, Page
from crawler.store import Store
from indexer.building import inputs, leaving, redirects, sites, unknown, unsure
from indexer.building.decided import Decided
from indexer.building.extraction import Extracted, Job, Problem, Spooled, extract
from indexer.building.generations import Generations, Lease
from indexer.building.inputs import Inputs
from indexer.building.leaving import Leaving
from indexer.building.places import without_default_pins
from indexer.building.pool import Pool
from indexer.building.provider import OWN_SITE, redated
from indexer.building.publishers import described_sources, sources_seen
from indexer.census import Notes, known
from indexer.engines import whoosh
from indexer.engines.protocol import Document
from indexer.errors import ArchiveLost, IndexProblem, NothingToIndex
from indexer.identity import Cluster
from indexer.identity.clustering import Judged
from indexer.identity.ids import Known
from indexer.identity.judging import judged
from indexer.identity.providers import Identified, identify

LOG = logging.getLogger(__name__)
UNREAD_MOST, UNREAD_SHARE_MOST = 3, 0.1
"""Kept pages that may be unreadable, as a number or a share: beyond both, an archive is away."""

Progress = Callable[[int, int], None]
"""Called with (sites done, sites to read), then with (providers done, providers to do)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. Counts are providers but for `listings`."""

    generation: str
    listings: int
    providers: int
    extracted: int
    redated: int
    kept: int
    out_of_scope: int
    held: int
    """Kept from being listed until a person decides."""
    agreed: int
    """Corrections that ended, as the sources agree with them."""
    problems: tuple[Problem, ...]
    seconds: float


@dataclass
class _Work:
    """One build under way."""

    jobs: Mapping[str, Job]
    inputs: dict[str, Inputs]
    before: Mapping[str, Inputs]
    gone: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    """Corrections that the sources agree with by now."""

    @property
    def changed(self) -> list[str]:
        """Ids to be worked out again."""
        return [
            key
            for key, now in self.inputs.items()
            if (old := self.before.get(key)) is None or old.contents != now.contents
        ]

    @property
    def seen_again(self) -> list[str]:
        """Ids whose dates alone moved."""
        return [
            key
            for key, now in self.inputs.items()
            if (old := self.before.get(key))
            and old.listed
            and old.contents == now.contents
            and old.dates != now.dates
        ]

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, now or when a provider that is kept was worked out."""
        return [problem for one in self.inputs.values() for problem in one.problems]

    @property
    def kept_pages(self) -> int:
        """Pages that the archive should hold."""
        return sum(
            page.status == 200 for job in self.jobs.values() for own in job.pages.values() for page in own
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the store holds."""

    listings: Sequence[Listing]
    """Those gone too: a provider keeps its id, and its page, when nobody lists it any more."""
    pages: Mapping[str, Sequence[Page]]
    """Pages of sites by the listing's `source_id`."""
    judged: Judged
    known: Known
    decisions: Decisions

    @property
    def live(self) -> Sequence[Listing]:
        """The listings in service."""
        return [one for one in self.listings if one.gone_at is None]


def build(
    home: Home,
    *,
    full: bool = False,
    progress: Progress = lambda _done, _all: None,
    now: datetime | None = None,
) -> BuildReport:
    """Build and publish a generation; `now` is when, for providers not seen for long.

    Raises `NothingToIndex` for an empty store, `ArchiveLost` when much of the archive cannot be read (what is
    served then stays), the store's own errors, and those of `indexer.errors`.
    """
    started = time.monotonic()
    generations = Generations(home.index)
    with Store(home.database_url) as store:
        kept = _kept(store, home)
        away = Leaving(Suppressions(kept.decisions, home))
        if not kept.listings and not away.state:
            raise NothingToIndex
        with generations.building() as folder, Pool() as pool:
            previous, before = (None, {}) if full else _previous(generations)
            try:
                read, spooled = _read_sites(home, folder, kept, previous, pool, progress)
                stated = {key: one.stated for key, one in read.items()}
                found = identify(kept.listings, stated, kept.judged, kept.known)
                staying = away.staying(found.clusters, stated)
                decided = Decided(kept.decisions, staying)
                planner = _Planner(home, kept, spooled, decided, now or datetime.now(UTC))
                work = planner.plan(staying, before)
                changed, seen_again = work.changed, work.seen_again
                count = _write(folder, previous, work, pool, progress)
                nobody_left = (
                    leaving.load(previous.folder) if previous else leaving.Left()
                ).state == away.state
            finally:
                if previous:
                    previous.close()
            _check_archive(home, work)
            inputs.save(folder, work.inputs)
            sites.save(folder, read)
            unknown.save(folder, read)
            unsure.save(folder, unsure.unsure_of(found.resolver))
            redirects.save(folder, found.known.merged)
            leaving.save(folder, away)
            _remember(store, found)
            decided.end_agreed(work.agreed)
            described, undescribed = described_sources()
            problems = (*work.problems, *undescribed)
            seen = sources_seen(kept.live, described)
            info = generations.publish(
                folder, providers=count, sources=seen, problems=len(problems), keep_previous=nobody_left
            )
    report = BuildReport(
        generation=info.id,
        listings=len(kept.live),
        providers=count,
        extracted=len(changed),
        redated=len(seen_again),
        kept=len(work.inputs) - len(changed) - len(seen_again),
        out_of_scope=sum(not one.listed and one.verdict.outcome != "hold" for one in work.inputs.values()),
        held=sum(one.verdict.outcome == "hold" for one in work.inputs.values()),
        agreed=len(work.agreed),
        problems=problems,
        seconds=time.monotonic() - started,
    )
    _tell(report, full)
    return report


def _tell(report: BuildReport, full: bool) -> None:
    for problem in report.problems:
        logs.told(LOG, "not read", generation=report.generation, url=problem.url, why=problem.why)
    counts = {one.name: getattr(report, one.name) for one in fields(report) if one.name != "problems"}
    logs.told(LOG, "index built", full=full, **counts, problems=len(report.problems))


def _kept(store: Store, home: Home) -> _Kept:
    return _Kept(
        listings=list(without_default_pins(store.listings(gone=True))),
        pages=_pages_by_listing(store),
        judged=judged(store.judgements()),
        known=Known(store.provider_ids(), store.merged_ids()),
        decisions=Decisions(store, home),
    )


def _remember(store: Store, found: Identified) -> None:
    """Before the generation is published: ids that people were shown must never be given out anew."""
    store.remember_ids({key: ids[0] for key, ids in found.known.ids.items()}, found.known.merged)


def _read_sites(
    home: Home, folder: Path, kept: _Kept, previous: Lease | None, pool: Pool, progress: Progress
) -> tuple[Mapping[str, sites.SiteRead], Mapping[str, Spooled]]:
    own = (one for one in kept.live if one.source == OWN_SITE)
    readings = sites.readings(own, kept.pages, home.pages)
    before = sites.load(previous.folder) if previous else {}
    return sites.read_sites(folder, tuple(readings), before, pool, progress)


def _pages_by_listing(store: Store) -> Mapping[str, Sequence[Page]]:
    pages: dict[str, list[Page]] = defaultdict(list)
    for page in store.pages(OWN_SITE):
        if page.listing_id is not None:
            pages[page.listing_id].append(page)
    return pages


def _previous(generations: Generations) -> tuple[Lease | None, Mapping[str, Inputs]]:
    """The served generation, to build on, with its inputs; without a whole one everything is built."""
    try:
        lease = generations.open()
    except IndexProblem:
        return None, {}
    before = inputs.load(lease.folder)
    if before is None:
        lease.close()
        return None, {}
    return lease, before


@dataclass(frozen=True, slots=True)
class _Planner:
    """What is to be done, by the inputs of this build and of the one before."""

    home: Home
    kept: _Kept
    spooled: Mapping[str, Spooled]
    decided: Decided
    now: datetime

    def plan(self, found: Iterable[Cluster], before: Mapping[str, Inputs]) -> _Work:
        jobs = {cluster.id: self._job(cluster) for cluster in found}
        now = {key: inputs.inputs_of(job, before.get(key)) for key, job in jobs.items()}
        gone = [key for key, old in before.items() if old.listed and key not in jobs]
        return _Work(jobs, now, before, gone)

    def _job(self, cluster: Cluster) -> Job:
        own = [one for one in cluster.live if one.source == OWN_SITE]
        return Job(
            cluster,
            {one.source_id: self.kept.pages.get(one.source_id, ()) for one in own},
            self.home.pages,
            {one.key: self.spooled[one.key] for one in own if one.key in self.spooled},
            self.decided.corrections(cluster.id),
            self.decided.ruling(cluster.id),
            self.now,
        )


def _write(folder: Path, previous: Lease | None, work: _Work, pool: Pool, progress: Progress) -> int:
    if previous is None:
        notes = Notes()
        count = whoosh.write(folder, notes.taking(_documents(work, pool, progress)))
    else:
        with whoosh.WhooshEngine(previous.folder) as engine:
            notes = Notes(known(previous.folder, engine.providers))
            changed = notes.taking(_documents(work, pool, progress))
            again = (
                Document(redated(old.provider, work.jobs[key].cluster, work.jobs[key].now), old.text)
                for key in work.seen_again
                if (old := engine.document(key)) is not None
            )
            count = whoosh.refresh(folder, previous.folder, _chain(changed, again), _gone(work))
    notes.save(folder, work.gone)
    return count


def _check_archive(home: Home, work: _Work) -> None:
    """Refuse to publish what a lost archive has gutted; unread pages are tried in every build."""
    unread = [problem for problem in work.problems if problem.unread]
    if len(unread) > max(UNREAD_MOST, UNREAD_SHARE_MOST * work.kept_pages):
        raise ArchiveLost(len(unread), work.kept_pages, home.pages)


def _chain(*parts: Iterable[Document]) -> Iterator[Document]:
    for part in parts:
        yield from part


def _gone(work: _Work) -> Iterator[str]:
    """Read after the documents: only then it is known which of them fell out of scope."""
    yield from work.gone


def _documents(work: _Work, pool: Pool, progress: Progress) -> Iterator[Document]:
    """The documents of what changed; what turns out to be no provider of ours is noted as gone."""
    jobs = [work.jobs[key] for key in work.changed]
    for done, extracted in enumerate(_extracted(jobs, pool), start=1):
        work.inputs[extracted.id] = inputs.outcome(work.inputs[extracted.id], extracted)
        work.agreed += extracted.agreed
        if extracted.document is not None:
            yield extracted.document
        else:
            work.gone.append(extracted.id)
        progress(done, len(jobs))


def _extracted(jobs: Sequence[Job], pool: Pool) -> Iterator[Extracted]:
    """Sites read earlier in this build cost next to nothing."""
    unread = (pages for job in jobs if not job.spooled for pages in job.pages.values())
    return pool.map(extract, jobs, sum(map(len, unread)))
