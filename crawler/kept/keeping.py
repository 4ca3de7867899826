"""Writes pages and listings while the crawl goes on, in a thread of its own.

Records go to the archive first and are flushed, then their rows are committed together, so a row never points
at bytes that a killed process did not write. Compressing and committing happen beside the crawl, not in it.
"""

import contextlib
import hashlib
import queue
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from crawler.archive import Archive, ArchiveError, ArchiveWriter
from crawler.items import Forget
from crawler.kept.suppressions import Suppressions
from crawler.reading.meaning import meaning
from crawler.records import Listing, Page
from crawler.store import Store

OWN_SITES = "sites"
"""Source of the listings that are providers' own sites: `Source.stored_as` says so for all of the kind."""
BATCH = 64
"""Rows a transaction: a killed crawl fetches at most about this many pages again."""
BATCH_SECONDS = 0.25
"""Time between two transactions that are not full: one costs as much as compressing three pages."""
WAITING = 256
"""Pages that may wait to be written; then the crawl waits, so memory stays flat."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A page before its hash and its place in the archive are known."""

    page: Page
    headers: tuple[tuple[str, str], ...]
    body: bytes
    known: Page | None = None
    """The page as it was kept before, if it was."""
    confirmed: bool = False
    """The server said that it still stands."""


Kept = Draft | Listing | Forget


class KeepingError(Exception):
    """Pages cannot be written; the message says why."""


class Keeper:
    """Writes what is put, in order. `close` waits until all of it is safe."""

    def __init__(
        self,
        store: Store,
        archive: Archive,
        suppressions: Suppressions,
        source: str,
        run_id: int,
        *,
        staged: bool = False,
    ) -> None:
        """`staged`: listings wait for the run's verdict."""
        self.unchanged = 0
        """Pages that came in full and said what they had said before."""
        self._write_rows = store.stage if staged else store.keep
        self._store = store
        self._suppressions = suppressions
        self._archive = archive
        self._source = source
        self._run_id = run_id
        self._queue: queue.Queue[Kept | None] = queue.Queue(WAITING)
        self._due = Event()
        """Set when the next batch need not wait for its time."""
        self._thread = Thread(target=self._work, name="keeper", daemon=True)
        self._thread.start()
        self.error: KeepingError | None = None

    def put(self, kept: Kept) -> None:
        """Hand over for writing. Raises `KeepingError` once writing has failed."""
        if self.error is not None:
            raise self.error
        self._queue.put(kept)
        if self._queue.qsize() >= BATCH:
            self._due.set()

    def close(self) -> None:
        """Write what waits. Raises `KeepingError` when that fails."""
        self._queue.put(None)
        self._due.set()
        self._thread.join()
        if self.error is not None:
            raise self.error

    def _work(self) -> None:
        with self._archive.writer() as writer:
            more = True
            while more:
                batch, more = self._next_batch()
                if self.error is not None:
                    continue  # Goes on emptying the queue, or the crawl would wait for it for ever.
                try:
                    self._write(writer, batch)
                except (OSError, SQLAlchemyError) as error:
                    self.error = KeepingError(
                        f"cannot write what was fetched: {error}; free space or mend the folder, then run "
                        "the same command again"
                    )

    def _next_batch(self) -> tuple[list[Kept], bool]:
        """What has come since the last batch, at least one; False when it is the last."""
        since = time.monotonic()
        batch = [self._queue.get()]
        self._due.wait(BATCH_SECONDS - (time.monotonic() - since))
        self._due.clear()
        with contextlib.suppress(queue.Empty):
            while len(batch) < BATCH:
                batch.append(self._queue.get_nowait())
        return [kept for kept in batch if kept is not None], None not in batch

    def _write(self, writer: ArchiveWriter, batch: Sequence[Kept]) -> None:
        pages = [self._page(writer, draft) for draft in batch if isinstance(draft, Draft)]
        writer.flush()
        listings = [one for one in batch if isinstance(one, Listing)]
        self._write_rows(self._run_id, pages, listings)
        open_again = [one.source_id for one in listings if one.source == OWN_SITES]
        if open_again:
            self._suppressions.note_open(open_again)
        for one in batch:
            if isinstance(one, Forget) and one.source_id is not None:
                self._forget(one.source_id, opted_out=one.opted_out)
            elif isinstance(one, Forget) and one.url is not None:
                self._store.forget_page(self._source, one.url)

    def _forget(self, source_id: str, *, opted_out: bool) -> None:
        """Drop a listing; of one that opted out its providers' pages say so from then on."""
        if opted_out:
            providers = self._store.provider_ids().get(f"{self._source}/{source_id}", ())
            self._suppressions.note_opt_out(source_id, providers)
        self._store.forget_listing(self._source, source_id)

    def _page(self, writer: ArchiveWriter, draft: Draft) -> Page:
        """A page that says what it said is only noted as seen; others go to the archive."""
        known, page = draft.known, draft.page
        if known is not None and draft.confirmed:
            return _seen_again(known, page)
        content_hash = hashlib.sha256(draft.body).hexdigest()
        if known is not None and self._says_the_same(known, draft, content_hash):
            self.unchanged += 1
            return _seen_again(known, page)
        name, offset = writer.write(page.url, page.status, draft.headers, draft.body, page.fetched_at)
        return replace(
            page,
            content_hash=content_hash,
            warc_file=name,
            warc_offset=offset,
            changed_at=None if known is None else page.fetched_at,
        )

    def _says_the_same(self, known: Page, draft: Draft, content_hash: str) -> bool:
        page = draft.page
        if known.url != page.url or known.status != page.status:
            return False
        if known.content_hash == content_hash:
            return True
        try:
            before = self._archive.read(known)
        except ArchiveError:
            return False
        return meaning(before.body, known.content_type) == meaning(draft.body, page.content_type)


def _seen_again(known: Page, now: Page) -> Page:
    """The kept page, seen by this run: its place in the archive and its hash stay."""
    return replace(
        known,
        listing_id=now.listing_id,
        etag=now.etag or known.etag,
        last_modified=now.last_modified or known.last_modified,
        last_seen=now.last_seen,
        request_url=now.request_url,
        run_id=now.run_id,
    )
