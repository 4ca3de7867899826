"""What is kept: the home, the store, decisions and their key, the archive, and whether there is a backup."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from crawler.archive import Archive, ArchiveError
from crawler.kept.decisions import Decisions
from crawler.kept.schema import HEAD, revision_of
from crawler.kept.suppressions import Suppressions
from crawler.records import Page
from operations.backup import note, restoring
from operations.backup.store_copy import sqlite_file
from operations.health.finding import Finding
from operations.health.look import Look
from operations.health.thresholds import BACKUP_OLD

SAMPLED = 20
"""Pages that are read back from the archive, evenly over all."""


def home(look: Look) -> Iterator[Finding]:
    """Whether the home is there, whole, and can be written to."""
    root = look.home.root
    if restoring.is_unfinished(look.home):
        yield Finding(
            "home", "error", f"a restore into {root} was cut short",
            "give the same `rosanna restore` command again, before anything else",
        )  # fmt: skip
    elif not root.is_dir():
        yield Finding(
            "home",
            "error",
            f"there is no folder {root}",
            "look at ROSANNA_HOME; `rosanna crawl` makes a new one",
        )
    elif not os.access(root, os.W_OK | os.X_OK):
        yield Finding(
            "home", "error", f"{root} cannot be written to by this user", "run as its owner, or chown it"
        )
    else:
        yield Finding("home", "ok", str(root))


def store(look: Look) -> Iterator[Finding]:
    """Whether the store is there, sound, and of this version's schema. Changes nothing in it."""
    file = sqlite_file(look.home.database_url)
    if file is not None and not file.exists():
        yield Finding(
            "store",
            "warning",
            f"there is no store at {file} yet",
            "run `rosanna crawl`, or `rosanna restore` a backup",
        )
        return
    try:
        engine = create_engine(look.home.database_url)
    except ImportError as error:
        yield Finding(
            "store", "error", f"the driver of the store's database is not there: {error}", "install it"
        )
        return
    try:
        with engine.connect() as connection:
            schema = revision_of(connection)
            trouble = None
            if file is not None:
                trouble = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    except DatabaseError as error:
        yield Finding("store", "error", f"the store cannot be read: {error.orig}", _LOST)
        return
    finally:
        engine.dispose()
    if trouble not in {None, "ok"}:
        yield Finding("store", "error", f"the store is damaged: {trouble}", _LOST)
    elif schema is None or schema < HEAD:
        yield Finding(
            "store", "warning", f"the store has schema {schema}, this version {HEAD}",
            "back up, then run `rosanna diagnose` or any other command: it brings the store up to date",
        )  # fmt: skip
    elif schema > HEAD:
        yield Finding(
            "store", "error", f"the store has schema {schema}, this version knows {HEAD}", "upgrade Rosanna"
        )
    else:
        yield Finding("store", "ok", f"sound, schema {schema}")


_LOST = "move it away and `rosanna restore` a backup; what was decided since is in decisions.jsonl: keep that"


def decisions(look: Look) -> Iterator[Finding]:
    """Whether who asked to be left out can be recognised: the decisions and the key that fits them."""
    kept = Decisions(look.store, look.home, rehearsed=True)
    Suppressions(kept, look.home)
    count = len(kept.standing("suppression"))
    yield Finding(
        "decisions", "ok", f"{count} suppressions, and the key that fits them" if count else "none is kept"
    )


def archive(look: Look) -> Iterator[Finding]:
    """Whether the files of all pages that the store knows are there, and some pages can be read."""
    folder = look.home.pages
    by_file = look.store.pages_by_file()
    gone = sorted(name for name in by_file if not (folder / name).exists())
    if gone:
        count = sum(by_file[name] for name in gone)
        yield Finding(
            "archive", "error", f"{count:,} pages are missing: no {', '.join(gone[:3])} in {folder}",
            "put the files back from a backup, or crawl their sources again",
        )  # fmt: skip
        return
    unread = [page.url for page in _sample(look, sorted(by_file)) if not _can_be_read(Archive(folder), page)]
    if unread:
        yield Finding(
            "archive", "error", f"{len(unread)} of {SAMPLED} pages tried cannot be read, such as {unread[0]}",
            "put the archive back from a backup, or crawl their sources again",
        )  # fmt: skip
    else:
        yield Finding(
            "archive", "ok", f"{sum(by_file.values()):,} pages in {len(by_file):,} files, some read back"
        )


def _sample(look: Look, files: Sequence[str]) -> Iterator[Page]:
    """The last page of some files: what a torn file lacks is its end."""
    step = max(1, len(files) // SAMPLED)
    for name in files[::step][:SAMPLED]:
        *_, last = look.store.pages_in_file(name)
        yield last


def _can_be_read(archive: Archive, page: Page) -> bool:
    try:
        archive.read(page)
    except ArchiveError:
        return False
    return True


def backup(look: Look) -> Iterator[Finding]:
    """Whether the home was backed up lately, as far as is noted in it."""
    last = note.found(look.home)
    if last is None:
        yield Finding(
            "backup", "note", "it was never backed up, as far as it knows",
            "run `rosanna backup FOLDER` every night, on another disk",
        )  # fmt: skip
        return
    words = f"the last is of {last.taken_at:%Y-%m-%d %H:%M} UTC, in {last.folder}"
    if look.now - last.taken_at > BACKUP_OLD:
        yield Finding("backup", "warning", words, "run `rosanna backup` again; look why the timer did not")
    elif not Path(last.folder).is_dir():
        yield Finding("backup", "note", f"{words}, which is not there now", "mount it before the next one")
    else:
        yield Finding("backup", "ok", words)
