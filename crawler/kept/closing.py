"""Closes a run: a good one's listings replace the last good ones, a failed one's are kept aside.

All in one transaction, so that a killed process leaves the run either open or wholly closed. A listing is
gone only after `MISSES` whole good runs that covered it did not see it; a failed or partial run proves
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.kept.revisit import next_interval
from crawler.kept.tables import ChangeRow, CoverageRow, ListingRow, PageRow, RunRow, SightingRow, StagedRow
from crawler.kept.writing import BACK, CHANGED, GONE, NEW, PAGE, upsert, write_listings
from crawler.records import Listing, Run

MISSES = 3
"""Whole good runs in a row that must miss a listing, or a page of a site, before it counts as gone."""
ROWS_AT_ONCE = 500

_RUNS, _LISTINGS, _PAGES = RunRow.__table__, ListingRow.__table__, PageRow.__table__
_COVERAGE = CoverageRow.__table__
_STAGED, _SIGHTINGS, _CHANGES = StagedRow.__table__, SightingRow.__table__, ChangeRow.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a run ended."""

    run: Run
    stored_as: str
    """`source` of its listings."""
    good: bool
    counts: Mapping[str, int]
    manifest: Mapping[str, Any]
    cadence: str = "weekly"
    whole: bool = False
    """Whether what the run did not see can be believed to be missing."""
    covered: Sequence[str] | None = None
    """Ids of all listings the run would have seen; None: those that runs of its scope have seen before."""
    areas: Sequence[str] | None = None
    """The suburbs it asked about; empty for all of the source, None where it was cut short by intent."""


def close(connection: Connection, closing: Closing, now: datetime) -> Mapping[str, int]:
    """Close the run and return how many listings are new, changed, missed and gone."""
    changes: dict[str, int] = {}
    _drop_older_staged(connection, closing)
    if closing.good:
        _put_in_service(connection, closing, now)
        missed, gone = _count_missed(connection, closing, now) if closing.whole else (0, 0)
        _note_sightings(connection, closing)
        _plan_visits(connection, closing, now)
        changes = {**_changes(connection, closing), "missed": missed, "gone": gone}
    values = {
        "state": "complete" if closing.good else "failed",
        "finished_at": now,
        "counts": dict(closing.counts),
        "manifest": {**closing.manifest, "changes": changes},
    }
    connection.execute(update(RunRow).where(_RUNS.c.id == closing.run.id).values(values))
    _note_coverage(connection, closing, now)
    return changes


def _drop_older_staged(connection: Connection, closing: Closing) -> None:
    run = closing.run
    older = select(_RUNS.c.id).where(
        _RUNS.c.source == run.source, _RUNS.c.scope == run.scope, _RUNS.c.id < run.id
    )
    connection.execute(delete(StagedRow).where(_STAGED.c.run_id.in_(older)))


def _put_in_service(connection: Connection, closing: Closing, now: datetime) -> None:
    last = 0
    of_run = select(*_STAGED.columns).where(_STAGED.c.run_id == closing.run.id).order_by(_STAGED.c.id)
    while rows := connection.execute(of_run.where(_STAGED.c.id > last).limit(ROWS_AT_ONCE)).mappings().all():
        write_listings(connection, closing.run.id, map(staged_listing, rows), now)
        last = rows[-1]["id"]
    connection.execute(delete(StagedRow).where(_STAGED.c.run_id == closing.run.id))


def staged_listing(row: Any) -> Listing:
    """A row that waits for its run's verdict, as a listing."""
    names = ("source", "source_id", "url", "fields", "raw", "last_seen")
    return Listing(**{name: row[name] for name in names})


def _count_missed(connection: Connection, closing: Closing, now: datetime) -> tuple[int, int]:
    """Listings missed by this run, and those gone with it."""
    run, source = closing.run, closing.stored_as
    seen_before = select(_SIGHTINGS.c.source_id).where(
        _SIGHTINGS.c.source == source, _SIGHTINGS.c.scope == run.scope
    )
    unseen = and_(_LISTINGS.c.source == source, _LISTINGS.c.run_id != run.id, _LISTINGS.c.gone_at.is_(None))
    missed = 0
    groups: Sequence[Any] = (
        [_LISTINGS.c.source_id.in_(seen_before)]
        if closing.covered is None
        else [
            _LISTINGS.c.source_id.in_(closing.covered[at : at + ROWS_AT_ONCE])
            for at in range(0, len(closing.covered), ROWS_AT_ONCE)
        ]
    )
    for covered in groups:
        more = update(ListingRow).where(unseen, covered).values(missed=_LISTINGS.c.missed + 1)
        missed += connection.execute(more).rowcount
    _count_missed_pages(connection, closing)
    lost = and_(_LISTINGS.c.source == source, _LISTINGS.c.missed >= MISSES, _LISTINGS.c.gone_at.is_(None))
    gone = list(connection.execute(select(_LISTINGS.c.source_id).where(lost)).scalars())
    connection.execute(update(ListingRow).where(lost).values(gone_at=now))
    if gone:
        rows = [
            {"source": source, "source_id": one, "run_id": run.id, "at": now, "kind": GONE, "what": {}}
            for one in gone
        ]
        connection.execute(insert(ChangeRow), rows)
    return missed, len(gone)


def _count_missed_pages(connection: Connection, closing: Closing) -> None:
    """Pages that a visited site no longer shows go the same way."""
    run, source = closing.run, closing.stored_as
    visited = select(_LISTINGS.c.source_id).where(_LISTINGS.c.source == source, _LISTINGS.c.run_id == run.id)
    unseen = and_(_PAGES.c.source == source, _PAGES.c.run_id != run.id, _PAGES.c.listing_id.in_(visited))
    connection.execute(update(PageRow).where(unseen).values(missed=_PAGES.c.missed + 1))
    connection.execute(delete(PageRow).where(_PAGES.c.source == source, _PAGES.c.missed >= MISSES))


def _note_sightings(connection: Connection, closing: Closing) -> None:
    if closing.covered is not None:
        return
    seen = select(_LISTINGS.c.source, _LISTINGS.c.source_id, literal(closing.run.scope)).where(
        _LISTINGS.c.source == closing.stored_as, _LISTINGS.c.run_id == closing.run.id
    )
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(SightingRow).from_select(["source", "source_id", "scope"], seen)
    connection.execute(statement.on_conflict_do_nothing())


def _note_coverage(connection: Connection, closing: Closing, now: datetime) -> None:
    """What was asked about, and whether with success: of sites each by whether it answered."""
    if closing.areas is None:
        return
    run, covered = closing.run, closing.covered
    areas = (closing.areas or [""]) if covered is None else covered
    answered = set(areas)
    if covered is not None:
        seen = _LISTINGS.c.source == closing.stored_as, _LISTINGS.c.run_id == run.id
        answered = set(connection.execute(select(_LISTINGS.c.source_id).where(*seen)).scalars())
    held = select(_COVERAGE.c.area, _COVERAGE.c.good_at, _COVERAGE.c.failures, _COVERAGE.c.listings)
    rows = connection.execute(held.where(_COVERAGE.c.source == run.source))
    before = {row.area: row for row in rows}
    found = closing.counts.get("listings") if len(areas) == 1 else None
    made = []
    for area in dict.fromkeys(areas):
        old, good = before.get(area), closing.good and area in answered
        made.append({
            "source": run.source, "area": area, "run_id": run.id, "checked_at": now,
            "good_at": now if good else old and old.good_at,
            "failures": 0 if good else 1 + (old.failures if old else 0),
            "listings": found if good else old and old.listings,
        })  # fmt: skip
    if made:
        upsert(connection, CoverageRow, made, ("source", "area"))


def _plan_visits(connection: Connection, closing: Closing, now: datetime) -> None:
    """When each listing of the run is worth a visit again."""
    since = closing.run.started_at
    page_changed = exists().where(
        _PAGES.c.source == _LISTINGS.c.source, _PAGES.c.listing_id == _LISTINGS.c.source_id,
        _PAGES.c.changed_at >= since,
    )  # fmt: skip
    changed = or_(_LISTINGS.c.changed_at >= since, page_changed).label("has_changed")
    query = select(_LISTINGS.c.id, _LISTINGS.c.interval_hours, changed).where(
        _LISTINGS.c.source == closing.stored_as, _LISTINGS.c.run_id == closing.run.id
    )
    plans = []
    for row in connection.execute(query):
        hours = next_interval(row.interval_hours, closing.cadence, row.has_changed)
        plans.append({"row_id": row.id, "hours": hours, "due": now + timedelta(hours=hours)})
    if plans:
        one = update(ListingRow).where(_LISTINGS.c.id == bindparam("row_id"))
        connection.execute(one.values(interval_hours=bindparam("hours"), due_at=bindparam("due")), plans)


def _changes(connection: Connection, closing: Closing) -> Mapping[str, int]:
    query = (
        select(_CHANGES.c.kind, func.count(func.distinct(_CHANGES.c.source_id)))
        .where(_CHANGES.c.run_id == closing.run.id, _CHANGES.c.kind.in_([NEW, CHANGED, BACK, PAGE]))
        .group_by(_CHANGES.c.kind)
    )
    return {str(kind): int(count) for kind, count in connection.execute(query)}
