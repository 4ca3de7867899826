"""Takes a backup of a home while crawls, index runs and the site go on.

What makes it consistent is the order. The served index generation is held first, then the store is copied as
it stands at one moment, then the files that only grow: a crawl flushes a page's bytes before it commits the
page's row, so whatever the copied store points to is in files copied after it. Decisions are written to their
file before the store hears of them, so that file comes after the store too. Pruning waits meanwhile.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from crawler.archive import Archive, ArchiveError
from crawler.home import Home
from crawler.kept import decisions, sealing
from crawler.kept.holding import holding
from crawler.kept.schema import HEAD
from crawler.settings import VERSION
from indexer.building.generations import Generations, Lease
from indexer.errors import IndexProblem
from operations.backup import manifest, note
from operations.backup.copying import Part, copy_whole, digest, grow, made_for, sync_folder
from operations.backup.earlier import KEPT, Known, known_of, let_go
from operations.backup.errors import BackupError
from operations.backup.manifest import STORE, Manifest
from operations.backup.store_copy import Contents, copy_store, look_through, sqlite_file

SMALL = (decisions.FILE, sealing.FILE)
"""Files of the home that are copied whole."""
GROWING: Mapping[str, str] = {"pages": "*.warc.gz", "requests": "*.tsv"}
"""Folders of files that only grow."""
ROOM_TO_SPARE = 8 << 20
"""Bytes that stay free on the backup's disk: what is estimated grows while it is copied."""
SWITCHES = 3
"""Times the store is copied again because a new index was switched to meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken."""

    folder: Path
    manifest: Manifest
    copied: int
    """Bytes of the archive and the request log that no earlier backup of the folder held."""
    new_files: int
    """Files of these that are new or grew."""
    removed: int
    """Older backups that were let go."""


def take(home: Home, folder: Path, keep: int = KEPT, *, without_store: bool = False) -> Taken:
    """Back the home up into `folder`, beside the backups that are there.

    `without_store`: for a store on a server, which is dumped by its own tools, before this.
    Raises `BackupError`; then the folder holds what it held before, unless the message says otherwise.
    """
    source = _source(home, without_store)
    _check_folder(home, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _remove_unfinished(folder)
            taken = _take(home, folder, source)
            removed = _tidy(home, folder, keep, taken)
    except ArchiveError as error:
        raise BackupError(str(error)) from error
    except OSError as error:
        raise BackupError(
            f"cannot back up to {folder}: {error.strerror}; make room there or name another folder. "
            "No new backup was made; those that are there stay good"
        ) from error
    return Taken(taken.folder, taken.manifest, taken.copied, taken.new_files, removed)


def _tidy(home: Home, folder: Path, keep: int, taken: Taken) -> int:
    """Note the backup in the home, and let older ones go; gives how many."""
    try:
        note.leave(home.root, note.Note(str(folder.absolute()), taken.folder.name, taken.manifest.taken_at))
        return let_go(folder, keep)
    except OSError as error:
        raise BackupError(
            f"{taken.folder} is taken and good, but what comes after it failed: {error.strerror} "
            f"({error.filename})"
        ) from error


def _source(home: Home, without_store: bool) -> Path | None:
    source = sqlite_file(home.database_url)
    if source is None and not without_store:
        server = make_url(home.database_url).render_as_string(hide_password=True)
        raise BackupError(
            f"the store is a server's ({server}): copy it by the server's own tools, first, such as "
            "`pg_dump --format=custom --file=store.dump`, then run `rosanna backup FOLDER --without-store`. "
            "Put back: `pg_restore` first, then `rosanna restore`"
        )
    if source is not None and without_store:
        raise BackupError(
            f"the store is a file, {source}, and is copied with the rest: leave --without-store out"
        )
    if source is not None and not source.exists():
        raise BackupError(f"there is nothing to back up: no store at {source}; look at ROSANNA_HOME")
    return source


def _check_folder(home: Home, folder: Path) -> None:
    wanted = folder.resolve()
    for ours in (home.root, home.pages, home.index):
        if wanted == ours.resolve() or ours.resolve() in wanted.parents:
            raise BackupError(
                f"{folder} lies in {ours}, and would be lost with it: name a folder on another disk"
            )
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} is a file: name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / manifest.LOCK).exists():
        raise BackupError(f"{folder} holds other things: name an empty folder, or one of earlier backups")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / manifest.LOCK).open("a+b") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"another backup to {folder} is under way: wait for its end") from error
        yield


def _remove_unfinished(folder: Path) -> None:
    for half in (folder / manifest.SNAPSHOTS).glob(f"*{manifest.UNFINISHED}"):
        shutil.rmtree(half)


def _check_room(home: Home, folder: Path, source: Path | None, known: Known) -> None:
    """Say before the first byte when the disk cannot hold it."""
    new = (
        path.stat().st_size - (part.size if (part := known.growing.get(name)) else 0)
        for name, path in growing_files(home)
    )
    need = sum(size for size in new if size > 0) + (source.stat().st_size if source else 0)
    served = Generations(home.index).current()
    if served is not None and not any(name.startswith(f"index/{served}/") for name in known.files):
        need += sum(path.stat().st_size for path in (home.index / "generations" / served).rglob("*"))
    free = shutil.disk_usage(folder).free
    if free < need + ROOM_TO_SPARE:
        raise BackupError(
            f"{folder} has {free / 1e6:,.0f} MB free, and the backup takes {need / 1e6:,.0f} MB: make room "
            "there, "
            "or name another folder. Nothing was written"
        )


def _take(home: Home, folder: Path, source: Path | None) -> Taken:
    known = known_of(folder)
    _check_room(home, folder, source, known)
    moment = datetime.now(UTC)
    final = folder / manifest.SNAPSHOTS / f"{moment:%Y%m%dT%H%M%S}.{moment.microsecond // 1000:03}Z"
    if final.exists():
        raise BackupError(f"{final} was taken within this very moment: that one is good")
    aside = final.with_name(final.name + manifest.UNFINISHED)
    aside.mkdir(parents=True, mode=0o700)
    try:
        made, copied, changed = _fill(home, folder, aside, source, known, moment)
        manifest.write(made, aside)
        for place in (*(path for path in aside.rglob("*") if path.is_dir()), aside):
            sync_folder(place)
        aside.rename(final)
        sync_folder(final.parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return Taken(final, made, copied, changed, 0)


def _fill(
    home: Home, folder: Path, aside: Path, source: Path | None, known: Known, moment: datetime
) -> tuple[Manifest, int, int]:
    growing: dict[str, Part] = {}
    copied = changed = 0
    with holding(Archive(home.pages)):
        lease = _store_and_lease(home, aside / STORE, source)
        try:
            files = {} if source is None else {STORE: digest(aside / STORE)}
            for name in SMALL:
                if (home.root / name).exists():
                    files[name] = copy_whole(home.root / name, aside / name)
                    (aside / name).chmod(0o600)
            for name, path in growing_files(home):
                part, added = grow(path, made_for(folder / name), known.growing.get(name))
                growing[name] = part
                copied, changed = copied + added, changed + bool(added)
            if lease is not None:
                files |= _copy_index(lease, aside, known)
        finally:
            if lease is not None:
                lease.close()
    held = Contents(HEAD, 0, 0, 0) if source is None else look_through(aside / STORE, growing)
    made = Manifest(
        taken_at=moment,
        version=VERSION,
        schema=held.schema,
        store="sqlite" if source else make_url(home.database_url).render_as_string(hide_password=True),
        index=lease.info.id if lease else None,
        listings=held.listings,
        pages=held.pages,
        pages_missing=held.missing,
        files=files,
        growing=growing,
    )
    return made, copied, changed


def _store_and_lease(home: Home, target: Path, source: Path | None) -> Lease | None:
    """The store's copy, and the generation that was served at that time."""
    generations = Generations(home.index)
    for _ in range(SWITCHES):
        try:
            lease = generations.open()
        except IndexProblem:  # there is none, or it is damaged: it can be made again from the rest
            lease = None
        target.unlink(missing_ok=True)
        try:
            if source is not None:
                copy_store(source, target)
                target.chmod(0o600)
            served = generations.current()
        except BaseException:
            if lease is not None:
                lease.close()
            raise
        if lease is None or served == lease.info.id:
            return lease
        lease.close()
    raise BackupError("a new index was switched to again and again meanwhile: back up again")


def growing_files(home: Home) -> Iterator[tuple[str, Path]]:
    """Each file that only grows: its name in a backup, and where it lies."""
    for name, pattern in GROWING.items():
        for path in sorted((home.pages if name == "pages" else home.root / name).glob(pattern)):
            yield f"{name}/{path.name}", path


def _copy_index(lease: Lease, aside: Path, known: Known) -> Mapping[str, Part]:
    """The files of a generation; those that the backup before this has are the same, and linked."""
    files = {}
    for path in sorted(path for path in lease.folder.rglob("*") if path.is_file()):
        name = f"index/{lease.info.id}/{path.relative_to(lease.folder).as_posix()}"
        before = known.files.get(name)
        if before is None or known.newest is None:
            files[name] = copy_whole(path, aside / name)
            continue
        try:
            os.link(known.newest / name, made_for(aside / name))
            files[name] = before
        except OSError:  # a file system without links
            files[name] = copy_whole(path, aside / name)
    return files
