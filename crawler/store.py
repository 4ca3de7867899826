"""The store of runs, listings and pages, in SQL: SQLite (WAL) by default, PostgreSQL by its URL.

Written by the crawler alone, read by the indexer. The pages' bytes lie in the archive (`crawler.archive`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, case, create_engine, delete, event, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from crawler.records import Listing, Page, Run
from crawler.schema import StoreError, StoreNewer, bring_up_to_date
from crawler.tables import Base, ListingRow, PageRow, RunRow

__all__ = ["Store", "StoreError", "StoreNewer"]

BUSY_TIMEOUT_MS = 30_000
"""How long SQLite waits for another process's write."""
_ROWS_AT_ONCE = 500

_RUNS, _LISTINGS, _PAGES = RunRow.__table__, ListingRow.__table__, PageRow.__table__


class Store:
    """Runs, listings and pages. Opening creates the database and brings its schema up to date.

    Raises `StoreNewer` for a database of a newer Rosanna, `StoreError` for one that cannot be opened.
    Safe to use from several threads.
    """

    def __init__(self, database_url: str) -> None:
        self._engine = _engine(database_url)
        try:
            bring_up_to_date(self._engine)
        except (OperationalError, DatabaseError) as error:
            raise StoreError(
                f"cannot open the store {self._engine.url.render_as_string()}: {error.orig}; "
                "check ROSANNA_HOME or ROSANNA_DATABASE_URL, and that the folder may be written"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    # What was kept

    def listings(self, source: str | None = None) -> Iterator[Listing]:
        """All listings, or one source's, by source and source_id."""
        query = select(*_LISTINGS.columns).order_by(_LISTINGS.c.source, _LISTINGS.c.source_id)
        if source is not None:
            query = query.where(_LISTINGS.c.source == source)
        for row in self._rows(query):
            yield Listing(
                source=row["source"], source_id=row["source_id"], url=row["url"], fields=row["fields"],
                raw=row["raw"], first_seen=row["first_seen"], last_seen=row["last_seen"],
                changed_at=row["changed_at"],
            )  # fmt: skip

    def pages(self, source: str | None = None, listing_id: str | None = None) -> Iterator[Page]:
        """All pages, one source's, or one listing's, by source, listing and URL."""
        query = select(*_PAGES.columns).order_by(_PAGES.c.source, _PAGES.c.listing_id, _PAGES.c.url)
        if source is not None:
            query = query.where(_PAGES.c.source == source)
        if listing_id is not None:
            query = query.where(_PAGES.c.listing_id == listing_id)
        return map(_page, self._rows(query))

    def runs(self, source: str | None = None) -> Iterator[Run]:
        """All runs, or one source's, newest first."""
        query = select(*_RUNS.columns).order_by(_RUNS.c.id.desc())
        if source is not None:
            query = query.where(_RUNS.c.source == source)
        return map(_run, self._rows(query))

    def fetched_in(self, run_id: int) -> Mapping[str, Page]:
        """The pages a run has kept so far, by the URL that was asked for."""
        query = select(*_PAGES.columns).where(_PAGES.c.run_id == run_id)
        return {page.request_url or page.url: page for page in map(_page, self._rows(query))}

    # What a crawl writes

    def begin_run(self, source: str, scope: str) -> tuple[Run, bool]:
        """Take up the unfinished run of this source and scope (True), or begin one (False)."""
        unfinished = select(*_RUNS.columns).where(
            _RUNS.c.source == source, _RUNS.c.scope == scope, _RUNS.c.state == "running"
        )
        with self._engine.begin() as connection:
            found = connection.execute(unfinished.order_by(_RUNS.c.id.desc())).mappings().first()
            if found is not None:
                return _run(found), True
            begun = insert(RunRow).values(
                source=source, scope=scope, started_at=datetime.now(UTC), state="running", counts={}
            )
            row = connection.execute(begun.returning(*_RUNS.columns)).mappings().one()
            return _run(row), False

    def finish_run(self, run_id: int, state: str, counts: Mapping[str, int]) -> None:
        """Close a run as `complete` or `failed`."""
        values = {"state": state, "finished_at": datetime.now(UTC), "counts": dict(counts)}
        with self._engine.begin() as connection:
            connection.execute(update(RunRow).where(_RUNS.c.id == run_id).values(values))

    def keep(self, run_id: int, pages: Iterable[Page] = (), listings: Iterable[Listing] = ()) -> None:
        """Insert or replace pages (by URL and source) and listings (by source and source_id), all or none."""
        # One statement may not touch a row twice, so of two with the same key the later one stays.
        page_rows = list({(page.url, page.source): _page_row(page) for page in pages}.values())
        now = datetime.now(UTC)
        listing_rows = list({one.key: _listing_row(one, run_id, now) for one in listings}.values())
        with self._engine.begin() as connection:
            if page_rows:
                _upsert(connection, PageRow, page_rows, ("url", "source"))
            if listing_rows:
                _upsert(connection, ListingRow, listing_rows, ("source", "source_id"), kept=("first_seen",))

    def forget_page(self, source: str, url: str) -> None:
        """Drop one page that asked not to be kept."""
        with self._engine.begin() as connection:
            connection.execute(delete(PageRow).where(_PAGES.c.source == source, _PAGES.c.url == url))

    def forget_listing(self, source: str, source_id: str) -> None:
        """Drop a listing that opted out, and its pages."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(PageRow).where(_PAGES.c.source == source, _PAGES.c.listing_id == source_id)
            )
            connection.execute(
                delete(ListingRow).where(_LISTINGS.c.source == source, _LISTINGS.c.source_id == source_id)
            )

    def _rows(self, query: Any) -> Iterator[Any]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query).mappings()


def _engine(database_url: str) -> Engine:
    try:
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, json_serializer=_json)
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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _upsert(
    connection: Connection,
    table: type[Base],
    rows: list[dict[str, Any]],
    unique: tuple[str, ...],
    kept: tuple[str, ...] = (),
) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    new = statement.excluded
    changes: dict[str, Any] = {name: new[name] for name in rows[0] if name not in {*unique, *kept}}
    if "digest" in changes:
        old = table.__table__.c
        changes["changed_at"] = case((old.digest != new.digest, new.changed_at), else_=old.changed_at)
    connection.execute(statement.on_conflict_do_update(index_elements=list(unique), set_=changes), rows)


def _page_row(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in Page.__dataclass_fields__}


def _page(row: Any) -> Page:
    return Page(**{name: row[name] for name in Page.__dataclass_fields__})


def _run(row: Any) -> Run:
    return Run(**{name: row[name] for name in Run.__dataclass_fields__})


def _listing_row(listing: Listing, run_id: int, now: datetime) -> dict[str, Any]:
    fields = dict(listing.fields)
    digest = hashlib.sha256(_json([listing.url, fields]).encode()).hexdigest()
    seen = listing.last_seen or now
    return {
        "source": listing.source, "source_id": listing.source_id, "url": listing.url, "fields": fields,
        "raw": dict(listing.raw), "digest": digest, "first_seen": listing.first_seen or seen,
        "last_seen": seen, "changed_at": seen, "run_id": run_id,
    }  # fmt: skip
