"""Opens the database that store and ledger share: SQLite (WAL) by default, PostgreSQL by its URL."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from crawler.kept.schema import StoreError, bring_up_to_date
from crawler.kept.writing import as_json

BUSY_TIMEOUT_MS = 30_000
"""How long SQLite waits for another process's write."""


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def open_database(database_url: str) -> Engine:
    """Create the database where there is none, and bring its schema up to date.

    Raises `StoreNewer` for a database of a newer Rosanna, `StoreError` for one that cannot be opened.
    """
    engine = _engine(database_url)
    try:
        bring_up_to_date(engine)
    except (OperationalError, DatabaseError) as error:
        raise StoreError(
            f"cannot open the store {engine.url.render_as_string()}: {error.orig}; "
            "check ROSANNA_HOME or ROSANNA_DATABASE_URL; a damaged store must be moved away or restored"
        ) from error
    return engine


def _engine(database_url: str) -> Engine:
    try:
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, json_serializer=as_json)
    except (ArgumentError, ImportError, OSError) as error:
        raise StoreError(f"cannot use ROSANNA_DATABASE_URL or ROSANNA_HOME: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    # A killed process loses nothing with synchronous=NORMAL; a power cut loses at most the last commits.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
