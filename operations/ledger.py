"""The ledger: what runs, waits and ran, and what an operator may tell the schedule, by the given clock.

Two rules make it hold when processes are killed at any moment. A job is written here before anything is done
about it, and its end is written by the process that did the work. And a job that claims to run without a sign
of life is `lost` for whoever looks, before anybody has noted it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, delete, insert, or_, select, update

from crawler.kept.opening import open_database, utc_now
from crawler.kept.tables import CoverageRow, ProgressRow
from crawler.kept.writing import upsert
from operations.job import ACTIVE, ENDED, Coverage, Job, Kind, OperationsError, Pause, Progress, State, Worker
from operations.tables import JobRow, PauseRow, WorkerRow

Clock = Callable[[], datetime]
"""The time, aware."""

_JOBS, _PAUSES, _WORKERS = JobRow.__table__, PauseRow.__table__, WorkerRow.__table__
_COVERAGE, _PROGRESS = CoverageRow.__table__, ProgressRow.__table__
# Made once: making them takes longer than running them.
_ALL_JOBS = select(*_JOBS.columns)
_NEWEST_JOBS = _ALL_JOBS.order_by(_JOBS.c.id.desc())
_ALL_PAUSES = select(*_PAUSES.columns).order_by(_PAUSES.c.source)
_ALL_WORKERS = select(*_WORKERS.columns).order_by(_WORKERS.c.heartbeat_at.desc())
_ALL_COVERAGE = select(*_COVERAGE.columns).order_by(_COVERAGE.c.source, _COVERAGE.c.area)


class Ledger:
    """Jobs, pauses and workers of an installation. Safe to use from several threads.

    Raises `StoreError` as `crawler.store.Store` does.
    """

    def __init__(self, database_url: str, clock: Clock = utc_now) -> None:
        self.engine = open_database(database_url)
        self.clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.dispose()

    # What is

    def jobs(
        self,
        state: State | Sequence[State] | None = None,
        source: str | None = None,
        kind: Kind | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[Job, ...]:
        """Jobs, the newest first; `since`: only those that ended after it, or have not ended."""
        query = _NEWEST_JOBS
        wanted = _states(state)
        if wanted is not None:
            # One that is lost may not have been noted as such.
            noted = {*wanted, "running"} if "lost" in wanted else set(wanted)
            query = query.where(_JOBS.c.state.in_(sorted(noted)))
        if source is not None:
            query = query.where(_JOBS.c.source == source)
        if kind is not None:
            query = query.where(_JOBS.c.kind == kind)
        if since is not None:
            query = query.where(or_(_JOBS.c.finished_at.is_(None), _JOBS.c.finished_at > since))
        now = self.clock()
        found: list[Job] = []
        with self.engine.connect() as connection:
            for row in connection.execute(query).mappings():
                one = Job(**row)
                one = replace(one, state="lost") if one.is_lost(now) else one
                if wanted is None or one.state in wanted:
                    found.append(one)
                if limit is not None and len(found) >= limit:
                    break
        return tuple(found)

    def job(self, job_id: int) -> Job:
        """One job. Raises `OperationsError` for an unknown number."""
        query = _ALL_JOBS.where(_JOBS.c.id == job_id)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise OperationsError(f"there is no job {job_id}: `rosanna schedule list` names those that run")
        one = Job(**row)
        return replace(one, state="lost") if one.is_lost(self.clock()) else one

    def pauses(self) -> Mapping[str, Pause]:
        """The pauses that hold, by source."""
        now = self.clock()
        found = (Pause(**row) for row in self._rows(_ALL_PAUSES))
        return {one.source: one for one in found if one.until is None or one.until > now}

    def workers(self) -> tuple[Worker, ...]:
        """Every worker that was ever seen, the latest first; `Worker.is_up` says which work."""
        return tuple(Worker(**row) for row in self._rows(_ALL_WORKERS))

    def coverage(self, source: str | None = None) -> tuple[Coverage, ...]:
        """What was checked when, by source and area."""
        query = _ALL_COVERAGE
        if source is not None:
            query = query.where(_COVERAGE.c.source == source)
        return tuple(Coverage(**row) for row in self._rows(query))

    def progress(self, run_id: int) -> Progress | None:
        """How a run goes or went; None for one that has not told yet."""
        found = self._rows(select(*_PROGRESS.columns).where(_PROGRESS.c.run_id == run_id))
        return Progress(**found[0]) if found else None

    # What an operator may do

    def pause(self, source: str, by: str, reason: str = "", until: datetime | None = None) -> Pause:
        """Leave a source alone; a job of it that runs goes on. One that is paused is paused anew."""
        now = self.clock()
        if until is not None and until <= now:
            raise OperationsError(f"{source} cannot be paused until {until:%Y-%m-%d %H:%M}: that is past")
        made = Pause(source=source, since=now, until=until, by=by, reason=reason)
        values = {name: getattr(made, name) for name in Pause.__dataclass_fields__}
        with self.engine.begin() as connection:
            upsert(connection, PauseRow, [values], ("source",))
        return made

    def resume(self, source: str, by: str) -> Pause:  # noqa: ARG002 (who did it is for the caller to note)
        """End a pause, and return it. Raises `OperationsError` where there is none."""
        held = self.pauses().get(source)
        if held is None:
            raise OperationsError(f"{source} is not paused")
        with self.engine.begin() as connection:
            connection.execute(delete(PauseRow).where(_PAUSES.c.source == source))
        return held

    def run_now(self, source: str, areas: Sequence[str], by: str, kind: Kind = "crawl") -> Job:
        """Ask for a crawl as soon as its hosts are free and its source may be asked.

        Without areas: of all of the source. Raises `OperationsError` for a source that is paused or that
        somebody asked for already.
        """
        if (held := self.pauses().get(source)) is not None:
            raise OperationsError(f"{source} is paused by {held.by}: resume it first")
        now = self.clock()
        with self.engine.begin() as connection:
            made = add_job(connection, kind=kind, source=source, areas=areas, by=by, due_at=now)
            same = _JOBS.c.state.in_(ACTIVE), _JOBS.c.source == source, _JOBS.c.kind == kind
            older = select(*_JOBS.columns).where(*same, _JOBS.c.id < made.id)
            for row in connection.execute(older).mappings():
                other = Job(**row)
                if not other.is_lost(now) and set(other.areas) == set(areas):
                    raise OperationsError(f"{other.title} is {other.state} already, as job {other.id}")
        return made

    def stop(self, job_id: int, by: str) -> Job:
        """Ask a job to end, which it does within seconds, in good order.

        Raises `OperationsError` for one that has ended.
        """
        held = self.job(job_id)
        if held.state in ENDED:
            raise OperationsError(f"job {job_id} is {held.state}: there is nothing to stop")
        now = self.clock()
        is_active = _JOBS.c.id == job_id, _JOBS.c.state.in_(ACTIVE)
        asked = update(JobRow).where(*is_active).values(stop_by=by)
        never_begun = (
            update(JobRow)
            .where(_JOBS.c.id == job_id, _JOBS.c.state == "waiting", _JOBS.c.queued_at.is_(None))
            .values(state="failed", finished_at=now, trouble=f"stopped by {by}")
        )
        with self.engine.begin() as connection:
            connection.execute(asked)
            connection.execute(never_begun)
        return self.job(job_id)

    def _rows(self, query: Any) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(query).mappings())


def add_job(connection: Connection, **values: Any) -> Job:
    """Write down a job that waits."""
    begun = {"state": "waiting", "attempt": 1, "done": 0, **values, "areas": list(values["areas"])}
    row = connection.execute(insert(JobRow).values(begun).returning(*_JOBS.columns)).mappings().one()
    return Job(**row)


def _states(state: State | Sequence[State] | None) -> tuple[str, ...] | None:
    return (state,) if isinstance(state, str) else None if state is None else tuple(state)
