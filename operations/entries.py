"""What those who do the work write into the ledger: workers, and the processes of jobs.

Each function is one transaction. Who acts on a job says which state it must be in, so that of two who think
they have it one learns that it does not.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from crawler.kept.writing import upsert
from operations.job import ACTIVE, Job, State, Worker
from operations.ledger import Ledger, add_job
from operations.limits import QUEUED_FOR
from operations.tables import ClaimRow, JobRow, WorkerRow

_JOBS, _CLAIMS = JobRow.__table__, ClaimRow.__table__


class NotOurs(Exception):  # noqa: N818 (a state of the job, not a failure)
    """The job is no longer this process's: it was given up for lost, or somebody else has it."""


def plan_job(ledger: Ledger, hosts: Iterable[str], **values: Any) -> Job | None:
    """Write down a job that holds its hosts and is to be queued now; None when another holds one of them."""
    try:
        with ledger.engine.begin() as connection:
            job = add_job(connection, queued_at=ledger.clock(), **values)
            _claim(connection, job.id, hosts)
            return job
    except IntegrityError:
        return None


def queue_job(
    ledger: Ledger, job: Job, areas: Iterable[str], hosts: Iterable[str], rest: Iterable[str] = ()
) -> bool:
    """The same for a job that was asked for, with the areas it is to take; False when a host is not free.

    The `rest` of its areas becomes another job that waits.
    """
    waiting = _JOBS.c.id == job.id, _JOBS.c.state == "waiting", _JOBS.c.queued_at.is_(None)
    changes = {"queued_at": ledger.clock(), "areas": list(areas)}
    left = list(rest)
    try:
        with ledger.engine.begin() as connection:
            _claim(connection, job.id, hosts)
            queued = bool(connection.execute(update(JobRow).where(*waiting).values(changes)).rowcount)
            if queued and left:
                add_job(
                    connection, kind=job.kind, source=job.source, areas=left, by=job.by, due_at=job.due_at
                )
            return queued
    except IntegrityError:
        return False


def refuse_job(ledger: Ledger, job_id: int, trouble: str) -> None:
    """End a job that cannot be begun."""
    _end(ledger, job_id, ("waiting",), "failed", trouble)


def begin_job(ledger: Ledger, job_id: int, worker: str, pid: int) -> Job:
    """A process takes a job up. Raises `NotOurs` when it is not waiting any more."""
    now = ledger.clock()
    values = {"state": "running", "worker": worker, "pid": pid, "started_at": now, "heartbeat_at": now}
    waiting = _JOBS.c.id == job_id, _JOBS.c.state == "waiting"
    with ledger.engine.begin() as connection:
        begun = update(JobRow).where(*waiting).values(values).returning(*_JOBS.columns)
        row = connection.execute(begun).mappings().first()
    if row is None:
        raise NotOurs(f"job {job_id} is not waiting any more")
    return Job(**row)


def beat(ledger: Ledger, job_id: int, pid: int, **changes: Any) -> str | None:
    """A sign of life, and what has changed; returns who asked for the job's end. Raises `NotOurs`."""
    ours = _JOBS.c.id == job_id, _JOBS.c.state == "running", _JOBS.c.pid == pid
    values = {"heartbeat_at": ledger.clock(), **changes}
    with ledger.engine.begin() as connection:
        told = update(JobRow).where(*ours).values(values).returning(_JOBS.c.stop_by)
        row = connection.execute(told).first()
    if row is None:
        raise NotOurs(f"job {job_id} was given up for lost")
    stop_by: str | None = row.stop_by
    return stop_by


def end_job(ledger: Ledger, job_id: int, state: State, trouble: str | None = None) -> bool:
    """A job's end, and its hosts are free; False when it had ended before."""
    return _end(ledger, job_id, ACTIVE, state, trouble)


def sweep(ledger: Ledger) -> tuple[Job, ...]:
    """Note what is lost, and free what it held; put back what the queue has lost. Returns the lost."""
    now = ledger.clock()
    lost = tuple(job for job in ledger.jobs("lost", since=now) if job.finished_at is None)
    for job in lost:
        _end(ledger, job.id, ("running",), "lost", "no sign of life any more")
    forgotten = _JOBS.c.state == "waiting", _JOBS.c.queued_at < now - QUEUED_FOR
    active = select(_JOBS.c.id).where(_JOBS.c.state.in_(ACTIVE), _JOBS.c.queued_at.is_not(None))
    with ledger.engine.begin() as connection:
        connection.execute(update(JobRow).where(*forgotten).values(queued_at=None))
        connection.execute(delete(ClaimRow).where(_CLAIMS.c.job_id.not_in(active)))
    return lost


def claimed(ledger: Ledger) -> frozenset[str]:
    """The hosts that jobs hold."""
    with ledger.engine.connect() as connection:
        return frozenset(connection.execute(select(_CLAIMS.c.host)).scalars())


def tell_worker(ledger: Ledger, worker: Worker, now: datetime, *, stopped: bool = False) -> None:
    """A worker's sign of life, or its end."""
    row = {
        "name": worker.name, "slots": worker.slots, "started_at": worker.started_at, "heartbeat_at": now,
        "stopped_at": now if stopped else None,
    }  # fmt: skip
    with ledger.engine.begin() as connection:
        upsert(connection, WorkerRow, [row], ("name",))


def _claim(connection: Connection, job_id: int, hosts: Iterable[str]) -> None:
    rows = [{"host": host, "job_id": job_id} for host in sorted(set(hosts))]
    if rows:
        connection.execute(insert(ClaimRow), rows)


def _end(ledger: Ledger, job_id: int, states: Iterable[State], state: State, trouble: str | None) -> bool:
    of_those = _JOBS.c.id == job_id, _JOBS.c.state.in_(tuple(states))
    values = {"state": state, "finished_at": ledger.clock(), "trouble": trouble}
    with ledger.engine.begin() as connection:
        ended = connection.execute(update(JobRow).where(*of_those).values(values)).rowcount
        connection.execute(delete(ClaimRow).where(_CLAIMS.c.job_id == job_id))
    return bool(ended)
