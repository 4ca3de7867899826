"""The copy of an SQLite store: made while others write to it, then looked through."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from operations.backup.copying import Part
from operations.backup.errors import BackupError

OF_THE_LIVING = ("workers", "sessions")
"""Tables of processes that run, and of browsers that are signed in (some may have been signed out since)."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, and whether the archive holds what it points to."""

    schema: str
    listings: int
    pages: int
    missing: int
    """Pages that point to bytes which are not there."""


def sqlite_file(database_url: str) -> Path | None:
    """The file of an SQLite store; None for a store on a server."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise BackupError("a store in memory cannot be backed up: unset ROSANNA_DATABASE_URL")
    return Path(url.database).absolute()


def copy_store(source: Path, target: Path) -> None:
    """Copy the store as it stands at one moment. Writers go on meanwhile.

    All in one step, in one read transaction of the write-ahead log: copying in several would begin anew with
    each write of a crawl. Raises `BackupError`, `OSError`.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise BackupError(
                f"cannot write {target}: {error}; make room there, and back up again"
            ) from error
        raise BackupError(f"cannot copy the store {source}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise BackupError(
            f"the store {source} is damaged ({error}), so it was not backed up; restore an earlier backup "
            "(`rosanna restore`)"
        ) from error


def look_through(store: Path, growing: Mapping[str, Part]) -> Contents:
    """Check every page of the file, and that each kept page lies in the archive that goes with it.

    `growing`: `pages/<file>` -> what there is of it. Raises `BackupError` for a damaged store.
    """
    try:
        with _reading(store) as connection:
            found = connection.execute("PRAGMA integrity_check(3)").fetchall()
            if found != [("ok",)]:
                raise BackupError(f"the store is damaged: {'; '.join(str(row[0]) for row in found)}")
            (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
            (listings,) = connection.execute("SELECT count(*) FROM listings").fetchone()
            (pages,) = connection.execute("SELECT count(*) FROM pages").fetchone()
            places = connection.execute("SELECT warc_file, warc_offset FROM pages")
            missing = sum(
                (part := growing.get(f"pages/{file}")) is None or offset >= part.size
                for file, offset in places
            )
    except sqlite3.DatabaseError as error:
        raise BackupError(f"the store is damaged: {error}") from error
    return Contents(str(schema), listings, pages, missing)


@contextmanager
def _reading(store: Path) -> Iterator[sqlite3.Connection]:
    """A copy that nobody writes to: no log is looked for beside it, and none is made."""
    with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield connection


def forget_the_living(store: Path) -> None:
    """Drop from a copy what held for the processes of the machine it was made on, and holds for no other."""
    with closing(sqlite3.connect(store)) as connection, connection:
        there = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        for table in OF_THE_LIVING:
            if table in there:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names of ours)
