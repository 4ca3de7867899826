"""The store's tables: runs, listings and pages. Every change is a migration in `migrations/versions/`."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC without an offset: SQLite has none to keep."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Convert to UTC; a moment without an offset is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"moment without an offset: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give the offset back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of the store."""

    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, str: Text}  # noqa: RUF012 (read by SQLAlchemy)


class RunRow(Base):
    """One crawl of one source over one scope."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    scope: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(16))
    counts: Mapped[dict[str, Any]]
    manifest: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    __table_args__ = (Index("ix_runs_source", "source", "scope"),)


class ListingRow(Base):
    """What one source said about one provider."""

    __tablename__ = "listings"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    source_id: Mapped[str]
    url: Mapped[str]
    fields: Mapped[dict[str, Any]]
    raw: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of url and fields: differs when the listing changed."""
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    changed_at: Mapped[datetime]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    missed: Mapped[int] = mapped_column(default=0, server_default="0")
    """Whole good runs in a row that covered the listing and did not see it."""
    gone_at: Mapped[datetime | None]
    interval_hours: Mapped[float | None]
    due_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("source", "source_id", name="uq_listings_source_source_id"),)


class StagedRow(Base):
    """A listing of a run that has not been judged good (yet)."""

    __tablename__ = "staged_listings"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    source: Mapped[str]
    source_id: Mapped[str]
    url: Mapped[str]
    fields: Mapped[dict[str, Any]]
    raw: Mapped[dict[str, Any]]
    last_seen: Mapped[datetime]

    __table_args__ = (UniqueConstraint("run_id", "source_id", name="uq_staged_run_source_id"),)


class CoverageRow(Base):
    """When an area (or a site) was last asked about at a source, and with what result."""

    __tablename__ = "coverage"

    source: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    """`Rosanna VIC 3084`; of a site its key; empty for a source that is asked as a whole."""
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    checked_at: Mapped[datetime]
    good_at: Mapped[datetime | None]
    """The last check whose run was good."""
    failures: Mapped[int]
    """Checks in a row that were not."""
    listings: Mapped[int | None]
    """Found by the last good check; None where a run over many areas cannot tell them apart."""


class ProgressRow(Base):
    """How a run goes, written every few seconds while it does."""

    __tablename__ = "progress"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    began_at: Mapped[datetime]
    """Of this process's part of the run: an interrupted one is taken up by another."""
    at: Mapped[datetime]
    pages: Mapped[int]
    listings: Mapped[int]
    received: Mapped[int]
    queued: Mapped[int]
    outcomes: Mapped[dict[str, Any]]


class SightingRow(Base):
    """That a listing was seen by a run of this scope: later runs of it can miss the listing."""

    __tablename__ = "sightings"

    source: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)


class ChangeRow(Base):
    """One change of a listing: new, changed, page, gone or back."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    source_id: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    what: Mapped[dict[str, Any]]

    __table_args__ = (Index("ix_changes_listing", "source", "source_id"),)


class DecisionRow(Base):
    """What a person, or an owner's own site, decided; see `crawler.kept.decisions`."""

    __tablename__ = "decisions"

    id: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(16))
    about: Mapped[dict[str, Any]]
    reason: Mapped[str]
    by: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]
    revision: Mapped[int]
    lifted_at: Mapped[datetime | None]
    lifted_why: Mapped[str | None]


class JudgementRow(Base):
    """What a person decided about two listings; never changed, only taken back by a later one."""

    __tablename__ = "judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    first: Mapped[str]
    second: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    note: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("judgements.id"))


class ProviderIdRow(Base):
    """That a listing is, or was, part of the provider of this id; the newest holds."""

    __tablename__ = "provider_ids"

    listing: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class MergedIdRow(Base):
    """Where the id of a provider leads that was found to be another one."""

    __tablename__ = "merged_ids"

    id: Mapped[str] = mapped_column(primary_key=True)
    merged_into: Mapped[str]
    since: Mapped[datetime]


class RequestRow(Base):
    """What a visitor of the site asked of the operator."""

    __tablename__ = "requests"

    id: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    provider_id: Mapped[str]
    provider_name: Mapped[str]
    message: Mapped[str]
    contact: Mapped[str]
    done_at: Mapped[datetime | None]
    note: Mapped[str]


class PageRow(Base):
    """One fetched page and where its bytes lie in the archive."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    url: Mapped[str]
    request_url: Mapped[str | None]
    listing_id: Mapped[str | None]
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    content_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    content_hash: Mapped[str] = mapped_column(String(64))
    warc_file: Mapped[str]
    warc_offset: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    last_seen: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    missed: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        UniqueConstraint("url", "source", name="uq_pages_url_source"),
        Index("ix_pages_source_listing", "source", "listing_id"),
        Index("ix_pages_run", "run_id"),
        Index("ix_pages_request", "request_url"),
        Index("ix_pages_warc", "warc_file"),
    )
