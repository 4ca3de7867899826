"""The ledger's tables, in the store's database: jobs, the hosts they hold, pauses, workers."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crawler.kept.tables import Base


class JobRow(Base):
    """One piece of work; see `operations.job.Job`."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str]
    areas: Mapped[list[str]] = mapped_column(JSON)
    area: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(16))
    by: Mapped[str]
    due_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    worker: Mapped[str | None]
    pid: Mapped[int | None]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    attempt: Mapped[int]
    done: Mapped[int]
    stop_by: Mapped[str | None]
    trouble: Mapped[str | None]

    __table_args__ = (
        Index("ix_jobs_state", "state", "source"),
        Index("ix_jobs_finished", "finished_at"),
    )


class ClaimRow(Base):
    """That a job has a host for itself, from when it is queued until it ends."""

    __tablename__ = "claims"

    host: Mapped[str] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))


class PauseRow(Base):
    """That a source is left alone by the schedule."""

    __tablename__ = "pauses"

    source: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    by: Mapped[str]
    reason: Mapped[str]


class WorkerRow(Base):
    """A worker and its last sign of life."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    slots: Mapped[int]
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
