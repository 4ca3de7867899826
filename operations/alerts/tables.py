"""The tables of alerts, in the store's database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crawler.kept.tables import Base


class IncidentRow(Base):
    """Something that went wrong, from when it was found until it was found to be well again."""

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    open_key: Mapped[str | None] = mapped_column(unique=True)
    """The key while it is open, so that of two processes that find the same trouble only one opens it."""
    level: Mapped[str] = mapped_column(String(16))
    words: Mapped[str]
    remedy: Mapped[str]
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any]]
    """Channel -> what of it was delivered when: `raised`, `ended`, and `tried` with what went wrong."""

    __table_args__ = (Index("ix_incidents_closed", "closed_at"),)


class LeaseRow(Base):
    """That one process does something for all, until a time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
