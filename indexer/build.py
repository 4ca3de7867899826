"""Builds the search index from the store and the archive: whole, or only what changed since the last one.

A provider is worked out again when its listings, its pages or our code and vocabularies changed; when it was
merely seen again, only its dates move. The new generation is built aside and switched to at the end.
"""

import multiprocessing
import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from crawler.home import Home
from crawler.records import Page
from crawler.store import Store
from indexer.building import inputs
from indexer.building.extraction import Extracted, Job, Problem, extract
from indexer.building.generations import Generations, Lease
from indexer.building.inputs import Inputs
from indexer.building.leaving import staying
from indexer.building.provider import OWN_SITE, redated
from indexer.building.publishers import described_sources, sources_seen
from indexer.engines import whoosh
from indexer.engines.protocol import Document
from indexer.errors import ArchiveLost, IndexProblem, NothingToIndex, WorkerDied
from indexer.identity import Cluster, clusters

UNREAD_MOST, UNREAD_SHARE_MOST = 3, 0.1
"""Kept pages that may be unreadable, as a number or a share: beyond both, an archive is away."""
POOL_PAGES = 60
"""Pages from which starting more processes pays: each takes about a second to start."""
PAGES_AT_ONCE = 4
"""Jobs handed to a process at a time."""

Progress = Callable[[int, int], None]
"""Called with (providers done, providers to do)."""


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
    problems: tuple[Problem, ...]
    seconds: float


@dataclass
class _Work:
    """One build under way."""

    jobs: Mapping[str, Job]
    inputs: dict[str, Inputs]
    before: Mapping[str, Inputs]
    gone: list[str] = field(default_factory=list)

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


def build(home: Home, *, full: bool = False, progress: Progress = lambda _done, _all: None) -> BuildReport:
    """Build and publish a generation.

    Raises `NothingToIndex` for an empty store, `ArchiveLost` when much of the archive cannot be read (what is
    served then stays), the store's own errors, and those of `indexer.errors`.
    """
    started = time.monotonic()
    generations = Generations(home.index)
    with Store(home.database_url) as store:
        listings = list(store.listings())
        pages = _pages_by_listing(store)
        left = store.opted_out()
    if not listings:
        raise NothingToIndex
    with generations.building() as folder:
        previous, before = (None, {}) if full else _previous(generations)
        try:
            work = _plan(home, staying(clusters(listings), left), pages, before)
            changed, seen_again = work.changed, work.seen_again
            count = _write(folder, previous, work, progress)
        finally:
            if previous:
                previous.close()
        _check_archive(home, work)
        inputs.save(folder, work.inputs)
        described, unknown = described_sources()
        problems = (*work.problems, *unknown)
        info = generations.publish(
            folder, providers=count, sources=sources_seen(listings, described), problems=len(problems)
        )
    return BuildReport(
        generation=info.id,
        listings=len(listings),
        providers=count,
        extracted=len(changed),
        redated=len(seen_again),
        kept=len(work.inputs) - len(changed) - len(seen_again),
        out_of_scope=sum(not one.listed for one in work.inputs.values()),
        problems=problems,
        seconds=time.monotonic() - started,
    )


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


def _plan(
    home: Home, found: Iterable[Cluster], pages: Mapping[str, Sequence[Page]], before: Mapping[str, Inputs]
) -> _Work:
    jobs = {}
    for cluster in found:
        own = [one.source_id for one in cluster.listings if one.source == OWN_SITE]
        jobs[cluster.id] = Job(cluster, {key: pages.get(key, ()) for key in own}, home.pages)
    now = {key: inputs.inputs_of(job, before.get(key)) for key, job in jobs.items()}
    return _Work(
        jobs, now, before, gone=[key for key, old in before.items() if old.listed and key not in jobs]
    )


def _write(folder: Path, previous: Lease | None, work: _Work, progress: Progress) -> int:
    if previous is None:
        return whoosh.write(folder, _documents(work, progress))
    with whoosh.WhooshEngine(previous.folder) as engine:
        again = (
            Document(redated(old.provider, work.jobs[key].cluster), old.text)
            for key in work.seen_again
            if (old := engine.document(key)) is not None
        )
        return whoosh.refresh(folder, previous.folder, _chain(_documents(work, progress), again), _gone(work))


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


def _documents(work: _Work, progress: Progress) -> Iterator[Document]:
    """The documents of what changed; what turns out to be no provider of ours is noted as gone."""
    jobs = [work.jobs[key] for key in work.changed]
    for done, extracted in enumerate(_extracted(jobs), start=1):
        work.inputs[extracted.id] = inputs.outcome(work.inputs[extracted.id], extracted)
        if extracted.document is not None:
            yield extracted.document
        else:
            work.gone.append(extracted.id)
        progress(done, len(jobs))


def _extracted(jobs: Sequence[Job]) -> Iterator[Extracted]:
    workers = len(
        os.sched_getaffinity(0)
    )  # those this process may use: a container has fewer than the machine
    pages = sum(len(pages) for job in jobs for pages in job.pages.values())
    if workers == 1 or pages + len(jobs) < POOL_PAGES:
        yield from map(extract, jobs)
        return
    # Not forked from here: the parent holds open files, and threads once a database driver is loaded. The
    # server they are forked from has loaded the code once for all.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([extract.__module__])
    pool = ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context, initializer=_follow_parent)
    try:
        yield from pool.map(extract, jobs, chunksize=PAGES_AT_ONCE)
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        pool.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent; and end with it: a worker whose parent is killed would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
