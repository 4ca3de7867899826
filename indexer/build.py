"""Builds the search index from the store and the archive: whole, or only what changed since the last one.

A provider is worked out again when its listings, its pages or our code and vocabularies changed; when it was
merely seen again, only its dates move. The new generation is built aside and switched to at the end.
"""

import hashlib
import json
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

import data
import indexer
from crawler.home import Home
from crawler.records import Listing, Page
from crawler.store import Store
from indexer.engines import whoosh
from indexer.engines.protocol import Document
from indexer.errors import IndexProblem, NothingToIndex, WorkerDied
from indexer.evidence import timestamp
from indexer.extraction import Extracted, Job, Problem, extract
from indexer.generations import Generations, Lease, SourceSeen
from indexer.identity import clusters
from indexer.provider import OWN_SITE, redated

INPUTS = "inputs.json"
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


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a provider was made from: hashes of contents and dates; and whether it is listed."""

    contents: str
    dates: str
    listed: bool


@dataclass
class _Work:
    """One build under way."""

    jobs: Mapping[str, Job]
    inputs: dict[str, Inputs]
    before: Mapping[str, Inputs]
    problems: list[Problem] = field(default_factory=list)
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


def build(home: Home, *, full: bool = False, progress: Progress = lambda _done, _all: None) -> BuildReport:
    """Build and publish a generation.

    Raises `NothingToIndex` for an empty store, the store's own errors, and those of `indexer.errors`.
    """
    started = time.monotonic()
    generations = Generations(home.index)
    with Store(home.database_url) as store:
        listings = list(store.listings())
        pages = _pages_by_listing(store)
    if not listings:
        raise NothingToIndex
    with generations.building() as folder:
        previous = None if full else _previous(generations)
        try:
            work = _plan(home, listings, pages, _inputs(previous))
            changed, seen_again = work.changed, work.seen_again
            count = _write(folder, previous, work, progress)
        finally:
            if previous:
                previous.close()
        _save_inputs(folder, work.inputs)
        info = generations.publish(
            folder, providers=count, sources=_sources(listings), problems=len(work.problems)
        )
    return BuildReport(
        generation=info.id,
        listings=len(listings),
        providers=count,
        extracted=len(changed),
        redated=len(seen_again),
        kept=len(work.inputs) - len(changed) - len(seen_again),
        out_of_scope=sum(not one.listed for one in work.inputs.values()),
        problems=tuple(work.problems),
        seconds=time.monotonic() - started,
    )


def _pages_by_listing(store: Store) -> Mapping[str, Sequence[Page]]:
    pages: dict[str, list[Page]] = defaultdict(list)
    for page in store.pages(OWN_SITE):
        if page.listing_id is not None:
            pages[page.listing_id].append(page)
    return pages


def _previous(generations: Generations) -> Lease | None:
    """The served generation, to build on; without a whole one everything is built."""
    try:
        return generations.open()
    except IndexProblem:
        return None


def _plan(
    home: Home, listings: Iterable[Listing], pages: Mapping[str, Sequence[Page]], before: Mapping[str, Inputs]
) -> _Work:
    jobs = {}
    for cluster in clusters(listings):
        own = [one.source_id for one in cluster.listings if one.source == OWN_SITE]
        jobs[cluster.id] = Job(cluster, {key: pages.get(key, ()) for key in own}, home.pages)
    inputs = {key: _inputs_of(job, before.get(key)) for key, job in jobs.items()}
    return _Work(
        jobs, inputs, before, gone=[key for key, old in before.items() if old.listed and key not in jobs]
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
        work.problems += extracted.problems
        now = work.inputs[extracted.id]
        work.inputs[extracted.id] = Inputs(now.contents, now.dates, extracted.document is not None)
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
    pool = ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context, initializer=_end_with_parent)
    try:
        yield from pool.map(extract, jobs, chunksize=PAGES_AT_ONCE)
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """A worker whose parent is killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _inputs(previous: Lease | None) -> Mapping[str, Inputs]:
    if previous is None:
        return {}
    try:
        found = json.loads((previous.folder / INPUTS).read_text(encoding="utf-8"))
        return {key: Inputs(*values) for key, values in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # everything counts as changed then, which costs time and nothing else


def _save_inputs(folder: Path, inputs: Mapping[str, Inputs]) -> None:
    rows = {key: (one.contents, one.dates, one.listed) for key, one in inputs.items()}
    (folder / INPUTS).write_text(json.dumps(rows), encoding="utf-8")


def _inputs_of(job: Job, before: Inputs | None) -> Inputs:
    listings = [[one.key, one.url, dict(one.fields), dict(one.raw)] for one in job.cluster.listings]
    pages = [[page.url, page.status, page.content_hash] for pages in job.pages.values() for page in pages]
    dates = [[one.first_seen, one.last_seen, one.changed_at] for one in job.cluster.listings]
    return Inputs(
        _hash([code_version(), listings, sorted(pages)]),
        _hash(dates),
        before.listed if before is not None else True,
    )


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]


@cache
def code_version() -> str:
    """A hash of the code and data that facts are worked out with: when they change, so may the facts."""
    folders = [Path(next(iter(package.__path__))) for package in (indexer, data)]
    files = [
        path for folder in folders for path in (*folder.glob("**/*.py"), *folder.glob("vocabulary/*.yaml"))
    ]
    files += folders[1].glob("localities.csv")
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(listings: Iterable[Listing]) -> tuple[SourceSeen, ...]:
    counts: dict[str, int] = defaultdict(int)
    seen: dict[str, str] = defaultdict(str)
    for listing in listings:
        counts[listing.source] += 1
        if listing.last_seen:
            seen[listing.source] = max(seen[listing.source], timestamp(listing.last_seen))
    return tuple(SourceSeen(source, counts[source], seen[source]) for source in sorted(counts))
