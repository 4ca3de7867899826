"""What needs somebody now, the most pressing first."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from crawler.kept import inbox
from indexer.building import inputs
from indexer.building.generations import GenerationInfo
from indexer.errors import IndexProblem
from operations.installation import Installation
from operations.job import OperationsError
from operations.looking.health import Health
from operations.looking.pairs import waiting

Kind = Literal["removal", "source", "file", "worker", "index", "job", "request", "held", "merge"]
ORDER: tuple[Kind, ...] = ("removal", "source", "file", "worker", "index", "job", "request", "held", "merge")
"""People who want to leave come before everything."""
LATE = timedelta(hours=1)
"""How long a crawl may wait to be searchable while a worker is up, which refreshes the index by itself."""
JOBS_SINCE = timedelta(days=1)
"""How long a job that failed is news; what it had not done is tried again by itself."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs somebody."""

    kind: Kind
    title: str
    detail: str = ""
    about: str = ""
    """Id of what it is about."""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index in use. `held`: businesses kept from being listed until a person decides."""

    info: GenerationInfo | None
    trouble: str = ""
    held: int = 0

    @property
    def built_at(self) -> datetime | None:
        """When it was built."""
        return datetime.fromisoformat(self.info.built_at) if self.info else None


def index_state(rooms: Installation) -> IndexState:
    """What is served."""
    try:
        with rooms.generations.open() as lease:
            return IndexState(lease.info, held=_held(lease.folder))
    except IndexProblem as problem:
        return IndexState(None, str(problem))


@lru_cache(maxsize=2)
def _held(generation: Path) -> int:
    """How many a generation, which never changes, holds back; its list of inputs is long."""
    kept = inputs.load(generation) or {}
    return sum(one.verdict.outcome == "hold" for one in kept.values())


def needs(
    rooms: Installation, healths: Sequence[Health], troubles: Sequence[str], index: IndexState
) -> Sequence[Need]:
    """Everything that needs somebody."""
    found = [
        *_requests(rooms), *_sources(healths, troubles), *_work(rooms, healths), *_index(rooms, index),
        *_decisions(rooms, index),
    ]  # fmt: skip
    return sorted(found, key=lambda one: ORDER.index(one.kind))


def _requests(rooms: Installation) -> Iterator[Need]:
    for one in inbox.waiting(rooms.store):
        kind: Kind = "removal" if one.kind == "remove" else "request"
        title, said = one.provider_name or one.provider_id, inbox.SAID.get(one.kind, one.kind)
        yield Need(kind, title, said, one.id, one.made_at)


def _sources(healths: Sequence[Health], troubles: Sequence[str]) -> Iterator[Need]:
    for one in healths:
        if one.state == "failing" and one.cause:
            what, remedy = one.cause
            yield Need("source", one.title, f"{what}; {remedy}", one.id, one.since)
    for line in troubles:
        yield Need("file", "A source file cannot be used", line)


def _work(rooms: Installation, healths: Sequence[Health]) -> Iterator[Need]:
    now = rooms.clock()
    scheduled = any(
        one.plan and (one.plan.due or one.plan.job) and one.state != "disabled" for one in healths
    )
    workers = rooms.ledger.workers()
    if scheduled and not any(one.is_up(now) for one in workers):
        last = workers[0].heartbeat_at if workers else None
        yield Need(
            "worker", "No worker runs", "crawls are due and nothing does them: rosanna worker", "", last
        )
    for job in rooms.ledger.jobs(("failed", "lost"), since=now - JOBS_SINCE, limit=50):
        if job.stop_by is None and (job.kind == "index" or job.state == "lost"):
            said = job.trouble or "it gave no sign of life any more; what it had not done is due again"
            yield Need("job", f"{job.title} {job.state}", said, str(job.run_id or ""), job.finished_at)


def _index(rooms: Installation, index: IndexState) -> Iterator[Need]:
    newest = next((run for run in rooms.store.runs(limit=20) if run.state == "complete"), None)
    if index.built_at is None:
        if newest is not None:
            yield Need("index", "There is no index to search", index.trouble)
        return
    late = LATE if any(one.is_up(rooms.clock()) for one in rooms.ledger.workers()) else timedelta(0)
    finished = newest.finished_at if newest else None
    if finished and finished > index.built_at and rooms.clock() - finished > late:
        detail = "what was crawled since is not searchable yet"
        yield Need("index", "The index is older than the last crawl", detail, "", index.built_at)


def _decisions(rooms: Installation, index: IndexState) -> Iterator[Need]:
    if index.held:
        yield Need("held", f"{index.held} held", "kept from being listed until you decide")
    if pairs := waiting(rooms):
        yield Need("merge", f"{len(pairs)} unsure", "listings that may be of one provider")


def refresh_index(rooms: Installation, by: str) -> str:
    """Ask for an index refresh where none waits; says what becomes of it."""
    # One that waits already takes this in; one that runs has read its decisions before.
    if not rooms.ledger.jobs("waiting", kind="index", limit=1):
        with suppress(OperationsError):
            rooms.ledger.run_now("", (), by, kind="index")
    if any(one.is_up(rooms.clock()) for one in rooms.ledger.workers()):
        return "the index is refreshed next"
    return "it shows after `rosanna index`"
