"""Puts a backup back into an empty home, whole or not at all.

Everything is copied into folders called `restoring` first, beside where it will lie, and compared with the
manifest's hashes on the way. Only then it is moved to its place, by renames, the store last. The moves are
written down before the first of them, so that a restore that was killed between them is finished by the same
command.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.home import Home
from indexer.building.generations import write_aside
from operations.backup import manifest, note
from operations.backup.checking import differs, missing, places, store_troubles
from operations.backup.copying import copy_whole, made_for
from operations.backup.errors import BackupDamaged, BackupError
from operations.backup.manifest import STORE, Manifest
from operations.backup.store_copy import forget_the_living, sqlite_file

ASIDE = "restoring"
"""Folder of what is not in its place yet."""
MOVES = "moves.json"
OF_A_DISK = "lost+found"
"""Lies in a file system that holds nothing."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back."""

    snapshot: Path
    manifest: Manifest
    finished: bool = False
    """Whether only an earlier restore, which had been cut short, was brought to its end."""


def restore(home: Home, folder: Path, name: str | None = None) -> Restored:
    """Put the backup of that name, or the newest, into the home.

    Raises `BackupError` for a home that holds something, `BackupDamaged`; then nothing is in its place.
    """
    snapshot = manifest.chosen(folder, name)
    held = manifest.read(snapshot)
    target = _Target(home, folder, snapshot, held, _store(home, held))
    try:
        finished = finish(home)
        if finished is None:
            target.check_empty()
            if wrong := list(missing(folder, snapshot, held)):
                raise BackupDamaged(snapshot, wrong)
            target.check_room()
            target.fill()
            finish(home)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BackupError(
            f"cannot restore into {home.root}: {error.strerror}{where}; make room there, and restore again"
        ) from error
    if finished is not None:
        return Restored(finished, manifest.read(finished), finished=True)
    return Restored(snapshot, held)


def is_unfinished(home: Home) -> bool:
    """Whether a restore was cut short here. One that only left its empty folder had done all else."""
    aside = home.root / ASIDE
    return (aside / MOVES).exists() or (aside.exists() and not (home.root / note.FILE).exists())


def finish(home: Home) -> Path | None:
    """Make the moves that a restore has written down; gives the backup it was of, None when there are none.

    Raises `BackupError` when something else took a place meanwhile, `OSError`.
    """
    journal = home.root / ASIDE / MOVES
    if not journal.exists():
        return None
    noted = json.loads(journal.read_text("utf-8"))
    for staged, final in ((Path(a), Path(b)) for a, b in noted["moves"]):
        if staged.exists():
            if final.exists():
                raise BackupError(
                    f"a restore was cut short, and {final} was made since: move it away, and restore again"
                )
            staged.rename(made_for(final))
    for base in sorted({Path(one) for one in noted["bases"]} - {home.root}):
        shutil.rmtree(base / ASIDE, ignore_errors=True)
    _drop(home.root / ASIDE, journal)
    return Path(noted["snapshot"])


def _drop(aside: Path, journal: Path) -> None:
    """Remove the folder, the journal last: until then the same command goes on here."""
    for path in aside.iterdir():
        if path == journal:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    journal.unlink()
    aside.rmdir()


def _store(home: Home, held: Manifest) -> Path | None:
    store = sqlite_file(home.database_url)
    if (store is None) != (STORE not in held.files):
        here, there = (
            ("on a server", "in the backup") if store is None else ("a file", f"on a server, {held.store}")
        )
        raise BackupError(
            f"the store of this home is {here}, that of the backup is {there}: set ROSANNA_DATABASE_URL as "
            "it was"
        )
    return store


@dataclass(frozen=True, slots=True)
class _Target:
    """A backup, and the home it is to be put into."""

    home: Home
    folder: Path
    snapshot: Path
    held: Manifest
    store: Path | None

    @property
    def bases(self) -> Sequence[Path]:
        """The folders that a home consists of; several where settings moved parts of it."""
        above = () if self.store is None else (self.store.parent,)
        return tuple(dict.fromkeys((self.home.root, self.home.pages, self.home.index, *above)))

    def check_empty(self) -> None:
        """A home may hold nothing but what an unfinished restore has left. Raises `BackupError`."""
        ours = {*self.bases, *(base / name for base in self.bases for name in (ASIDE, OF_A_DISK))}
        for base in self.bases[:3]:
            there = sorted(path.name for path in base.iterdir() if path not in ours) if base.is_dir() else []
            if there:
                raise BackupError(
                    f"{base} is not empty (it holds {', '.join(there[:3])}): name an empty ROSANNA_HOME, or "
                    "move "
                    "away what is there. Nothing was changed"
                )
        if self.store is not None and self.store.exists():
            raise BackupError(f"there is a store at {self.store} already: move it away. Nothing was changed")

    def check_room(self) -> None:
        """Raises `BackupError` when a disk cannot hold what is to lie there."""
        need: dict[Path, int] = {}
        for staged, _, path in self._files():
            base = next(one for one in staged.parents if one.exists())
            need[base] = need.get(base, 0) + path.stat().st_size
        for base, size in need.items():
            if (free := shutil.disk_usage(base).free) < size:
                raise BackupError(
                    f"{base} has {free / 1e6:,.0f} MB free, and the backup takes {size / 1e6:,.0f} MB: make "
                    "room, "
                    "or name another ROSANNA_HOME. Nothing was written"
                )

    def fill(self) -> None:
        """Copy everything beside its place, compare it, and write the moves down."""
        created = [base for base in self.bases if not base.exists()]
        try:
            for base in self.bases:
                shutil.rmtree(base / ASIDE, ignore_errors=True)
                (base / ASIDE).mkdir(parents=True)
            self._copy()
            moves = self._moves()
            journal = {"snapshot": self.snapshot, "bases": self.bases, "moves": moves}
            write_aside(self.home.root / ASIDE / MOVES, json.dumps(journal, default=str))
        except BaseException:
            for base in self.bases:
                shutil.rmtree(base / ASIDE, ignore_errors=True)
            for base in sorted(created, reverse=True):
                shutil.rmtree(base, ignore_errors=True)
            raise

    def _copy(self) -> None:
        sizes = dict(places(self.folder, self.snapshot, self.held))
        wrong = []
        for staged, _, path in self._files():
            if copy_whole(path, staged, sizes[path].size) != sizes[path]:
                wrong.append(differs(path))
        if self.store is not None and not wrong:
            copied = self.store.parent / ASIDE / STORE
            wrong = store_troubles(copied, self.held)
            if not wrong:
                forget_the_living(copied)
        if wrong:
            raise BackupDamaged(self.snapshot, wrong)
        for path in (self.home.root / ASIDE).iterdir():
            if path.is_file():
                path.chmod(0o600)
        note.leave(
            self.home.root / ASIDE,
            note.Note(str(self.folder.absolute()), self.snapshot.name, self.held.taken_at),
        )
        if self.held.index is not None:
            (self.home.index / ASIDE / "current").write_text(f"{self.held.index}\n", encoding="ascii")

    def _files(self) -> Iterator[tuple[Path, Path, Path]]:
        """Each file: where it is copied to, where it will lie, where the backup has it."""
        for name in self.held.growing:
            kind, _, file = name.partition("/")
            base = self.home.pages if kind == "pages" else self.home.root
            within = file if kind == "pages" else name
            yield base / ASIDE / within, base / within, self.folder / name
        for name in self.held.files:
            path = self.snapshot / name
            if name == STORE and self.store is not None:
                yield self.store.parent / ASIDE / STORE, self.store, path
            elif name.startswith("index/"):
                within = f"generations/{name.removeprefix('index/')}"
                yield self.home.index / ASIDE / within, self.home.index / within, path
            else:
                yield self.home.root / ASIDE / name, self.home.root / name, path

    def _moves(self) -> Sequence[tuple[Path, Path]]:
        """The store last: until it is there, the home is an empty one to every command."""
        moves = [(staged, final) for staged, final, _ in self._files() if final != self.store]
        moves.append((self.home.root / ASIDE / note.FILE, self.home.root / note.FILE))
        if self.held.index is not None:
            moves.append((self.home.index / ASIDE / "current", self.home.index / "current"))
        if self.store is not None:
            moves.append((self.store.parent / ASIDE / STORE, self.store))
        return moves
