"""Decides what begins next. Every worker asks every few seconds; of two that decide the same, one succeeds.

Sources take turns: the one that has waited longest is next. Each call begins one job at most.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from crawler.kept.tables import RunRow
from data.source import DirectoryReading, OsmReading, Source
from operations.asked import Sources
from operations.due import BEGINNING, Due, Plan
from operations.entries import claimed, plan_job, queue_job, refuse_job, sweep
from operations.job import ACTIVE, SCHEDULE, Job
from operations.ledger import Ledger
from operations.limits import IDLE_LOOK, INDEX_AT_LEAST, INDEX_LOSSES, INDEX_SPACING, TURN_AREAS, TURN_SITES

_RUNS = RunRow.__table__
NEWS = ("new", "changed", "page", "back", "gone")
"""Changes of listings that the index has to learn of."""
INDEX = "index refresh"
"""Claimed by the one refresh at a time."""


@dataclass(slots=True)
class Scheduler:
    """Hands jobs to the queue."""

    ledger: Ledger
    sources: Sources
    queue: Callable[[int], None]
    """Puts the number of a job into the queue."""
    _look_at: datetime = BEGINNING
    _active: int = 0

    def tick(self) -> Job | None:
        """Note what is lost, and begin what may begin next; returns what that is."""
        sweep(self.ledger)
        begun = self._refresh_index()
        if begun is None and self._worth_a_look():
            plans = self.sources.plans(self.ledger)
            begun = self._begin_asked(plans) or self._begin_due(plans)
            self._look_at = BEGINNING if begun else self.ledger.clock() + IDLE_LOOK
        if begun is not None:
            self.queue(begun.id)
        return begun

    def _worth_a_look(self) -> bool:
        """Whether a crawl has room, and something may have changed since nothing could begin."""
        now = self.ledger.clock()
        slots = sum(worker.slots for worker in self.ledger.workers() if worker.is_up(now))
        active = self.ledger.jobs(ACTIVE)
        crawls = sum(job.queued_at is not None and job.kind == "crawl" for job in active)
        asked = any(job.queued_at is None for job in active)
        ended, self._active = len(active) < self._active, len(active)
        return crawls < slots and (asked or ended or now >= self._look_at)

    def _begin_asked(self, plans: Sequence[Plan]) -> Job | None:
        """What somebody asked for, in the order in which they did."""
        by_id = {plan.source.id: plan for plan in plans}
        for job in reversed(self.ledger.jobs("waiting", kind="crawl")):
            if job.queued_at is not None:
                continue
            plan = by_id.get(job.source)
            if plan is None:
                refuse_job(self.ledger, job.id, f"there is no usable source {job.source} any more")
            elif plan.source.schedule.is_open(self.ledger.clock()) and self._queue(job, plan):
                return self.ledger.job(job.id)
        return None

    def _queue(self, job: Job, plan: Plan) -> bool:
        areas = [area for area in job.areas or plan.areas if area]
        turn = areas[: _turn(plan.source)]
        return queue_job(self.ledger, job, turn, hosts_of(plan.source, turn), areas[len(turn) :])

    def _begin_due(self, plans: Sequence[Plan]) -> Job | None:
        """The turn of the source that has waited longest."""
        held = claimed(self.ledger)
        for plan in sorted((one for one in plans if one.ready), key=_last_worked):
            turn = _next_turn(plan, held)
            if not turn:
                continue
            areas = [one.area for one in turn if one.area]
            job = plan_job(
                self.ledger,
                hosts_of(plan.source, areas),
                kind="crawl",
                source=plan.source.id,
                areas=areas,
                by=SCHEDULE,
                due_at=turn[0].due_at,
                attempt=max(one.attempt for one in turn),
            )
            if job is not None:
                return job
        return None

    def _refresh_index(self) -> Job | None:
        """When it was asked for, or crawls brought something since the last began, but not all the time."""
        now = self.ledger.clock()
        if active := self.ledger.jobs(ACTIVE, kind="index"):
            asked = active[-1]
            begun = asked.queued_at is None and queue_job(self.ledger, asked, (), [INDEX])
            return self.ledger.job(asked.id) if begun else None
        last = self.ledger.jobs(kind="index", limit=INDEX_LOSSES)
        lost = len(last) == INDEX_LOSSES and all(job.state == "lost" for job in last)
        if last and (last[0].state == "failed" or lost) and _ended(last[0]) + INDEX_SPACING > now:
            return None
        done = self.ledger.jobs("done", kind="index", limit=1)
        since = done[0].started_at if done and done[0].started_at else BEGINNING
        if now - since < INDEX_SPACING or not (news := self._crawled_since(since)):
            return None
        if any(news) or now - since >= INDEX_AT_LEAST:
            return plan_job(self.ledger, [INDEX], kind="index", source="", areas=(), by=SCHEDULE, due_at=now)
        return None

    def _crawled_since(self, since: datetime) -> Sequence[bool]:
        """Of each good run that ended since: whether it brought anything new."""
        ended = _RUNS.c.state == "complete", _RUNS.c.finished_at >= since
        with self.ledger.engine.connect() as connection:
            manifests = connection.execute(select(_RUNS.c.manifest).where(*ended)).scalars()
            return [any((one or {}).get("changes", {}).get(kind) for kind in NEWS) for one in manifests]


def hosts_of(source: Source, areas: Iterable[str]) -> frozenset[str]:
    """What a job holds while it runs: its source, and the hosts it is known to ask.

    Where links lead beyond them, the crawl's own locks hold (`crawler.manners.alone`).
    """
    urls: list[str] = []
    if isinstance(source.reading, OsmReading):
        urls = [source.reading.endpoint]
    elif isinstance(source.reading, DirectoryReading):
        urls = [source.url, *source.reading.start]
    elif source.kind == "sites":
        urls = list(areas)
    return frozenset({f"source {source.id}", *filter(None, map(_host, urls))})


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _next_turn(plan: Plan, held: frozenset[str]) -> Sequence[Due]:
    """What the next job of a source takes."""
    if plan.source.kind != "sites":
        return [*plan.ready, *plan.soon][:TURN_AREAS]
    free = [one for one in plan.ready if _host(one.area) not in held]
    # The same sites again after an interruption: then the run is taken up, and asks for less.
    again = [one for one in free if one.area in plan.unfinished]
    return again if again and len(again) == len(plan.unfinished) else free[:TURN_SITES]


def _turn(source: Source) -> int:
    return TURN_SITES if source.kind == "sites" else TURN_AREAS


def _last_worked(plan: Plan) -> tuple[datetime, datetime, str]:
    return plan.last_checked or BEGINNING, plan.ready[0].due_at, plan.source.id


def _ended(job: Job) -> datetime:
    return job.finished_at or BEGINNING
