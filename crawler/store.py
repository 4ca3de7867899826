"""The store of runs, listings and pages, in SQL: SQLite (WAL) by default, PostgreSQL by its URL.

Written by the crawler alone, read by the indexer. The pages' bytes lie in the archive (`crawler.archive`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Text, cast, delete, func, insert, or_, select, update

from crawler.kept.closing import Closing, close, staged_listing
from crawler.kept.identities import judgements, merged_ids, provider_ids, remember_ids
from crawler.kept.opening import open_database, utc_now
from crawler.kept.schema import StoreError, StoreNewer
from crawler.kept.tables import (
    ChangeRow,
    DecisionRow,
    JudgementRow,
    ListingRow,
    PageRow,
    ProgressRow,
    ProviderIdRow,
    RequestRow,
    RunRow,
    SightingRow,
    StagedRow,
)
from crawler.kept.writing import upsert, write_listings, write_pages
from crawler.records import Change, Judgement, Listing, Page, Run

__all__ = ["Closing", "Store", "StoreError", "StoreNewer"]

_ROWS_AT_ONCE = 500

_RUNS, _LISTINGS, _PAGES = RunRow.__table__, ListingRow.__table__, PageRow.__table__
_STAGED, _CHANGES = StagedRow.__table__, ChangeRow.__table__
_DECISIONS = DecisionRow.__table__


class Store:
    """Runs, listings and pages. Opening creates the database and brings its schema up to date.

    Raises `StoreNewer` for a database of a newer Rosanna, `StoreError` for one that cannot be opened.
    `clock` dates what is written. Safe to use from several threads.
    """

    def __init__(self, database_url: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = open_database(database_url)
        self.clock = clock

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

    def listings(self, source: str | None = None, *, gone: bool = False) -> Iterator[Listing]:
        """All listings in service, or one source's, by source and source_id; those gone too if asked for."""
        query = select(*_LISTINGS.columns).order_by(_LISTINGS.c.source, _LISTINGS.c.source_id)
        if source is not None:
            query = query.where(_LISTINGS.c.source == source)
        if not gone:
            query = query.where(_LISTINGS.c.gone_at.is_(None))
        return map(_listing, self._rows(query))

    def listing(self, key: str) -> Listing | None:
        """The listing of a key (`source/source_id`), gone or not."""
        source, _, source_id = key.partition("/")
        query = select(*_LISTINGS.columns).where(
            _LISTINGS.c.source == source, _LISTINGS.c.source_id == source_id
        )
        return next(map(_listing, self._rows(query)), None)

    def counts(self) -> Mapping[str, int]:
        """How many listings of each source are in service."""
        query = select(_LISTINGS.c.source, func.count().label("listings")).where(
            _LISTINGS.c.gone_at.is_(None)
        )
        return {row["source"]: row["listings"] for row in self._rows(query.group_by(_LISTINGS.c.source))}

    def due(self, source: str, now: datetime) -> Iterator[Listing]:
        """A source's listings whose next visit is due, the most overdue first."""
        due = or_(_LISTINGS.c.due_at.is_(None), _LISTINGS.c.due_at <= now)
        query = select(*_LISTINGS.columns).where(_LISTINGS.c.source == source, due)
        return map(_listing, self._rows(query.order_by(_LISTINGS.c.due_at, _LISTINGS.c.source_id)))

    def history(self, source: str, source_id: str) -> Iterator[Change]:
        """What changed about a listing and when, oldest first."""
        query = select(*_CHANGES.columns).where(
            _CHANGES.c.source == source, _CHANGES.c.source_id == source_id
        )
        return map(_change, self._rows(query.order_by(_CHANGES.c.id)))

    def changes(
        self,
        limit: int,
        before: int | None = None,
        *,
        source: str | None = None,
        kinds: Sequence[str] = (),
        fields: Sequence[str] = (),
        run_id: int | None = None,
    ) -> Sequence[tuple[int, Change]]:
        """What changed, the newest first, each with its number; `before`: only older ones.

        `fields`: only changes that name one of these.
        """
        query = select(*_CHANGES.columns).order_by(_CHANGES.c.id.desc()).limit(limit)
        if source is not None:
            query = query.where(_CHANGES.c.source == source)
        if run_id is not None:
            query = query.where(_CHANGES.c.run_id == run_id)
        if before is not None:
            query = query.where(_CHANGES.c.id < before)
        if kinds:
            query = query.where(_CHANGES.c.kind.in_(kinds))
        if fields:
            told = cast(_CHANGES.c.what, Text)
            named = (told.contains(f'"{name}":', autoescape=True) for name in fields)
            query = query.where(or_(*named))
        return [(row["id"], _change(row)) for row in self._rows(query)]

    def staged(self, run_id: int) -> Iterator[Listing]:
        """The listings of a run that wait for its verdict, or that it was found wanting with."""
        query = select(*_STAGED.columns).where(_STAGED.c.run_id == run_id).order_by(_STAGED.c.id)
        return map(staged_listing, self._rows(query))

    def listed_by(self, run_id: int) -> Iterator[Listing]:
        """The listings in service that a run was the last to see."""
        query = select(*_LISTINGS.columns).where(_LISTINGS.c.run_id == run_id)
        return map(_listing, self._rows(query))

    def pages(self, source: str | None = None, listing_id: str | None = None) -> Iterator[Page]:
        """All pages, one source's, or one listing's, by source, listing and URL."""
        query = select(*_PAGES.columns).order_by(_PAGES.c.source, _PAGES.c.listing_id, _PAGES.c.url)
        if source is not None:
            query = query.where(_PAGES.c.source == source)
        if listing_id is not None:
            query = query.where(_PAGES.c.listing_id == listing_id)
        return map(_page, self._rows(query))

    def runs(
        self, source: str | None = None, *, limit: int | None = None, before: int | None = None
    ) -> Iterator[Run]:
        """All runs, or one source's, newest first; `before`: only those older than this one."""
        query = select(*_RUNS.columns).order_by(_RUNS.c.id.desc()).limit(limit)
        if source is not None:
            query = query.where(_RUNS.c.source == source)
        if before is not None:
            query = query.where(_RUNS.c.id < before)
        return map(_run, self._rows(query))

    def brief_runs(self, since: datetime) -> Iterator[Run]:
        """The runs that began after a moment, newest first; without manifests, which are most of a run."""
        columns = [one for one in _RUNS.columns if one.name != "manifest"]
        query = select(*columns).where(_RUNS.c.started_at > since).order_by(_RUNS.c.id.desc())
        return (_run({**row, "manifest": None}) for row in self._rows(query))

    def run(self, run_id: int) -> Run | None:
        """One run."""
        return next(map(_run, self._rows(select(*_RUNS.columns).where(_RUNS.c.id == run_id))), None)

    def last_good(self, source: str, scope: str) -> Run | None:
        """The newest complete run of a source over this scope."""
        query = select(*_RUNS.columns).where(
            _RUNS.c.source == source, _RUNS.c.scope == scope, _RUNS.c.state == "complete"
        )
        return next(map(_run, self._rows(query.order_by(_RUNS.c.id.desc()).limit(1))), None)

    def has_pages(self, source: str) -> bool:
        """Whether anything of a source was kept before."""
        query = select(_PAGES.c.id).where(_PAGES.c.source == source).limit(1)
        return next(iter(self._rows(query)), None) is not None

    def page_at(self, source: str, url: str) -> Page | None:
        """The kept page that a request for `url` led to."""
        query = select(*_PAGES.columns).where(
            _PAGES.c.source == source, or_(_PAGES.c.url == url, _PAGES.c.request_url == url)
        )
        found = [_page(row) for row in self._rows(query)]
        return max(found, key=lambda page: page.last_seen or page.fetched_at, default=None)

    def pages_by_file(self) -> Mapping[str, int]:
        """How many kept pages lie in each file of the archive."""
        query = select(_PAGES.c.warc_file, func.count().label("pages")).group_by(_PAGES.c.warc_file)
        return {row["warc_file"]: row["pages"] for row in self._rows(query)}

    def pages_in_file(self, warc_file: str) -> Iterator[Page]:
        """The kept pages that lie in one file of the archive, as they lie there."""
        query = select(*_PAGES.columns).where(_PAGES.c.warc_file == warc_file)
        return map(_page, self._rows(query.order_by(_PAGES.c.warc_offset)))

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
                source=source, scope=scope, started_at=self.clock(), state="running", counts={}
            )
            row = connection.execute(begun.returning(*_RUNS.columns)).mappings().one()
            return _run(row), False

    def close_run(self, closing: Closing) -> Mapping[str, int]:
        """Close a run; a good one's staged listings go into service. Returns what changed, by kind."""
        with self._engine.begin() as connection:
            return close(connection, closing, self.clock())

    def keep(self, run_id: int, pages: Iterable[Page] = (), listings: Iterable[Listing] = ()) -> None:
        """Insert or replace pages (by URL and source) and listings (by source and source_id), all or none."""
        with self._engine.begin() as connection:
            write_pages(connection, pages)
            write_listings(connection, run_id, listings, self.clock())

    def stage(self, run_id: int, pages: Iterable[Page], listings: Iterable[Listing]) -> None:
        """Like `keep`, but the listings wait for the run's verdict."""
        now = self.clock()
        rows = list({one.source_id: _staged_row(one, run_id, now) for one in listings}.values())
        with self._engine.begin() as connection:
            write_pages(connection, pages)
            if rows:
                upsert(connection, StagedRow, rows, ("run_id", "source_id"))

    def move_pages(self, pages: Iterable[Page]) -> None:
        """Note a new place in the archive, for pages that were not fetched anew meanwhile."""
        with self._engine.begin() as connection:
            for page in pages:
                same = (_PAGES.c.source == page.source) & (_PAGES.c.url == page.url)
                place = {"warc_file": page.warc_file, "warc_offset": page.warc_offset}
                unmoved = _PAGES.c.content_hash == page.content_hash
                connection.execute(update(PageRow).where(same, unmoved).values(place))

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
            for table in (ChangeRow, SightingRow, StagedRow):
                columns = table.__table__.c
                connection.execute(
                    delete(table).where(columns.source == source, columns.source_id == source_id)
                )
            connection.execute(delete(ProviderIdRow).where(ProviderIdRow.listing == f"{source}/{source_id}"))
            connection.execute(
                delete(ListingRow).where(_LISTINGS.c.source == source, _LISTINGS.c.source_id == source_id)
            )

    def decisions(self) -> Iterator[Mapping[str, Any]]:
        """What people decided, a row each; `crawler.kept.decisions` reads them."""
        return self._rows(select(*_DECISIONS.columns))

    def put_decisions(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert or replace decisions by id."""
        if given := list(rows):
            with self._engine.begin() as connection:
                upsert(connection, DecisionRow, given, ("id",))

    # Who is who

    def judge(self, judgement: Judgement) -> Judgement:
        """Add to the log of judgements; gives it back with its number."""
        values = {name: getattr(judgement, name) for name in Judgement.__dataclass_fields__ if name != "id"}
        with self._engine.begin() as connection:
            found = connection.execute(insert(JudgementRow).values(values).returning(JudgementRow.id))
            return replace(judgement, id=found.scalar_one())

    def judgements(self) -> Sequence[Judgement]:
        """All that people decided about listings, oldest first."""
        with self._engine.connect() as connection:
            return judgements(connection)

    def provider_ids(self) -> Mapping[str, Sequence[str]]:
        """Listing key -> ids of the providers it was part of, the present one first."""
        with self._engine.connect() as connection:
            return provider_ids(connection)

    def merged_ids(self) -> Mapping[str, str]:
        """Id of a provider that is no more -> the id it was merged into."""
        with self._engine.connect() as connection:
            return merged_ids(connection)

    def remember_ids(self, ids: Mapping[str, str], merged: Mapping[str, str]) -> None:
        """Note the present provider id of listings, and all ids that lead to others."""
        with self._engine.begin() as connection:
            remember_ids(connection, ids, merged, self.clock())

    # What visitors of the site ask; see `crawler.kept.inbox`

    def requests(self) -> Iterator[Mapping[str, Any]]:
        """All requests, oldest first."""
        columns = RequestRow.__table__.columns
        return map(dict, self._rows(select(*columns).order_by(columns.made_at, columns.id)))

    def tell_progress(self, row: Mapping[str, Any]) -> None:
        """Write how a run goes: a row of `progress`, but for the time."""
        with self._engine.begin() as connection:
            upsert(connection, ProgressRow, [{**row, "at": self.clock()}], ("run_id",))

    def put_request(self, row: Mapping[str, Any]) -> None:
        """Insert or replace a request by its id."""
        with self._engine.begin() as connection:
            upsert(connection, RequestRow, [row], ("id",))

    def _rows(self, query: Any) -> Iterator[Any]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query).mappings()


def _staged_row(listing: Listing, run_id: int, now: datetime) -> dict[str, Any]:
    return {
        "run_id": run_id, "source": listing.source, "source_id": listing.source_id, "url": listing.url,
        "fields": dict(listing.fields), "raw": dict(listing.raw), "last_seen": listing.last_seen or now,
    }  # fmt: skip


def _listing(row: Any) -> Listing:
    return Listing(**{name: row[name] for name in Listing.__dataclass_fields__})


def _page(row: Any) -> Page:
    return Page(**{name: row[name] for name in Page.__dataclass_fields__})


def _change(row: Any) -> Change:
    return Change(**{name: row[name] for name in Change.__dataclass_fields__})


def _run(row: Any) -> Run:
    return Run(**{name: row[name] for name in Run.__dataclass_fields__})
