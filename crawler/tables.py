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

    __table_args__ = (UniqueConstraint("source", "source_id", name="uq_listings_source_source_id"),)


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

    __table_args__ = (
        UniqueConstraint("url", "source", name="uq_pages_url_source"),
        Index("ix_pages_source_listing", "source", "listing_id"),
        Index("ix_pages_run", "run_id"),
    )
