"""The tables of accounts, in the store's database."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crawler.kept.tables import Base


class UserRow(Base):
    """Somebody who may sign in."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str]
    """Argon2id, with its salt and costs, as argon2-cffi writes it."""
    role: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]
    totp_secret: Mapped[str | None]
    """Base32; None: no second factor."""
    totp_step: Mapped[int | None]
    """The time step of the last code that was used: none is good twice."""


class SessionRow(Base):
    """One browser that is, or was, signed in."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token that the browser holds: who reads the store cannot sign in by it."""
    user: Mapped[str]
    csrf: Mapped[str]
    """What every form of this session carries."""
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_sessions_user", "user"),)


class BrowserRow(Base):
    """A browser that somebody has signed in with before: others' failures do not hold it up."""

    __tablename__ = "browsers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of what the browser holds."""
    user: Mapped[str]
    since: Mapped[datetime]

    __table_args__ = (Index("ix_browsers_user", "user"),)


class FailureRow(Base):
    """Failures to sign in since the last success."""

    __tablename__ = "sign_in_failures"

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of a name, or of a known browser: people type passwords into the wrong field."""
    failures: Mapped[int]
    last_at: Mapped[datetime]


class AuditRow(Base):
    """What somebody did. Only ever added to."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    action: Mapped[str] = mapped_column(String(32))
    about: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    __table_args__ = (Index("ix_audit_action", "action", "id"),)
