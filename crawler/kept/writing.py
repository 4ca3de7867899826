"""How rows get into the store: upserts, and with every listing what changed about it and when.

Functions on an open connection; `crawler.store` opens the transactions.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Insert, case, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from crawler.kept.tables import Base, ChangeRow, ListingRow, PageRow
from crawler.records import Listing, Page

_LISTINGS = ListingRow.__table__
NEW, CHANGED, BACK, GONE, PAGE = "new", "changed", "back", "gone", "page"


def as_json(value: Any) -> str:
    """One text for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_pages(connection: Connection, pages: Iterable[Page]) -> None:
    """Insert or replace pages by URL and source; what changed goes into the history of their listings."""
    # One statement may not touch a row twice, so of two with the same key the later one stays.
    kept = {(page.url, page.source): page for page in pages}
    if not kept:
        return
    rows = [{**_columns(page), "missed": 0} for page in kept.values()]
    upsert(connection, PageRow, rows, ("url", "source"))
    changes = [
        _change(page.source, page.listing_id, page.run_id, page.changed_at, PAGE, {"url": page.url})
        for page in kept.values()
        if page.changed_at is not None and page.changed_at == page.fetched_at and page.listing_id is not None
    ]
    if changes:
        connection.execute(insert(ChangeRow), changes)


def write_listings(connection: Connection, run_id: int, listings: Iterable[Listing], now: datetime) -> None:
    """Insert or replace listings by source and source_id, with their history."""
    rows = list({one.key: _listing_row(one, run_id, now) for one in listings}.values())
    if not rows:
        return
    before = _before(connection, rows)
    changes = [change for row in rows if (change := _what_changed(row, before))]
    upsert(connection, ListingRow, rows, ("source", "source_id"), kept=("first_seen",))
    if changes:
        connection.execute(insert(ChangeRow), changes)


def upsert(
    connection: Connection,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    unique: tuple[str, ...],
    kept: tuple[str, ...] = (),
) -> None:
    """Insert rows, or replace all columns but `kept` of those there; `changed_at` follows `digest`."""
    statement = _upsert(connection.dialect.name, table, tuple(rows[0]), unique, kept)
    connection.execute(statement, list(rows))


@lru_cache
def _upsert(
    dialect_name: str, table: type[Base], names: Sequence[str], unique: Sequence[str], kept: Sequence[str]
) -> Insert:
    """Made once: making it takes longer than running it."""
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    statement = dialect.insert(table)
    new = statement.excluded
    changes: dict[str, Any] = {name: new[name] for name in names if name not in {*unique, *kept}}
    if "digest" in changes:
        old = table.__table__.c
        changes["changed_at"] = case((old.digest != new.digest, new.changed_at), else_=old.changed_at)
    made: Insert = statement.on_conflict_do_update(index_elements=list(unique), set_=changes)
    return made


def _before(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> Mapping[tuple[str, str], Any]:
    columns = (_LISTINGS.c.source, _LISTINGS.c.source_id, _LISTINGS.c.url, _LISTINGS.c.fields,
               _LISTINGS.c.digest, _LISTINGS.c.gone_at)  # fmt: skip
    found: dict[tuple[str, str], Any] = {}
    for source, group in groupby(
        sorted((row["source"], row["source_id"]) for row in rows), lambda one: one[0]
    ):
        ids = [source_id for _, source_id in group]
        query = select(*columns).where(_LISTINGS.c.source == source, _LISTINGS.c.source_id.in_(ids))
        found.update({(source, row["source_id"]): row for row in connection.execute(query).mappings()})
    return found


def _what_changed(row: Mapping[str, Any], all_before: Mapping[tuple[str, str], Any]) -> dict[str, Any] | None:
    before = all_before.get((row["source"], row["source_id"]))
    key = row["source"], row["source_id"], row["run_id"], row["last_seen"]
    if before is None:
        return _change(*key, NEW, {})
    if before["gone_at"] is not None:
        return _change(*key, BACK, {})
    if before["digest"] == row["digest"]:
        return None
    old, new = {**before["fields"], "url": before["url"]}, {**row["fields"], "url": row["url"]}
    what = {
        name: [old.get(name), new.get(name)]
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    }
    return _change(*key, CHANGED, what)


def _change(
    source: str, source_id: str | None, run_id: int, at: datetime | None, kind: str, what: Mapping[str, Any]
) -> dict[str, Any]:
    return {"source": source, "source_id": source_id, "run_id": run_id, "at": at, "kind": kind, "what": what}


def _columns(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in Page.__dataclass_fields__}


def _listing_row(listing: Listing, run_id: int, now: datetime) -> dict[str, Any]:
    fields = dict(listing.fields)
    digest = hashlib.sha256(as_json([listing.url, fields]).encode()).hexdigest()
    seen = listing.last_seen or now
    return {
        "source": listing.source, "source_id": listing.source_id, "url": listing.url, "fields": fields,
        "raw": dict(listing.raw), "digest": digest, "first_seen": listing.first_seen or seen,
        "last_seen": seen, "changed_at": seen, "run_id": run_id, "missed": 0, "gone_at": None,
    }  # fmt: skip
