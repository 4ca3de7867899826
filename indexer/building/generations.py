"""Index generations: built aside, switched to in one step, kept while anyone still reads them.

    <index>/current               the name of the generation that is served
    <index>/generations/<id>/     one whole index; `generation.json` is written last and makes it whole
    <index>/build.lock            held by the one process that builds

A reader holds a shared lock on its generation's `readers.lock`, so that only generations that nobody reads
are removed; the kernel drops locks of killed processes.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

from indexer.errors import IndexBroken, IndexBusy, IndexMissing, IndexNewer, IndexProblem, IndexUnwritable

FORMAT = 3
"""Raised when files of a generation change so that older code cannot read them, or this one older files."""
KEPT = 2
"""Generations kept: the served one and the one before it, to go back to by hand."""

_POINTER, _META, _READERS = "current", "generation.json", "readers.lock"


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """What one source gave to the index, and who publishes it. Times: RFC 3339, UTC."""

    source: str
    listings: int
    last_seen: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    """Empty, as the three before it, where the source has no file any more."""


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """What a generation says of itself."""

    id: str
    built_at: str
    providers: int
    sources: tuple[SourceSeen, ...] = ()
    problems: int = 0
    format: int = FORMAT


@dataclass(frozen=True)
class Lease:
    """A generation in use; it is not removed before `close`."""

    info: GenerationInfo
    folder: Path
    _lock: BinaryIO = field(repr=False)

    def close(self) -> None:
        """Let the generation be removed."""
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Generations:
    """The generations of one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / _POINTER
        self._read: tuple[tuple[int, int], str | None] | None = None

    def current(self) -> str | None:
        """The id of the served generation, or `None` when there is none yet.

        Asked for several times in each request, so the pointer is read again only when it is another file.
        """
        try:
            status = self._pointer.stat()
            state = (status.st_ino, status.st_mtime_ns)
            if self._read is None or self._read[0] != state:
                self._read = (state, self._pointer.read_text(encoding="ascii").strip() or None)
            return self._read[1]
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexBroken(self.folder, f"{_POINTER} cannot be read: {error}") from error

    def open(self) -> Lease:
        """Lease the served generation. Raises `IndexMissing`, `IndexBroken`, `IndexNewer`."""
        while True:
            name = self.current()
            if name is None:
                raise IndexMissing(self.folder)
            try:
                lock = (self._path(name) / _READERS).open("rb")
            except OSError as error:
                if self.current() != name:  # switched and removed between the two steps
                    continue
                raise IndexBroken(self.folder, f"generation {name} is missing") from error
            try:
                fcntl.flock(lock, fcntl.LOCK_SH)
                return Lease(self._info(name), self._path(name), lock)
            except IndexProblem:
                lock.close()
                if self.current() == name:
                    raise

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A fresh folder for the next generation, removed again unless it is published.

        Raises `IndexBusy` when another process builds, `IndexUnwritable` when the folder refuses.
        """
        self._make_folder()
        with self._build_lock():
            self._remove_unfinished()
            folder = self._path(f"g{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
            try:
                folder.mkdir(parents=True)
                (folder / _READERS).touch()
                yield folder
            except OSError as error:
                raise IndexUnwritable(self.folder, error.strerror) from error
            finally:
                if self.current() != folder.name:
                    shutil.rmtree(folder, ignore_errors=True)

    def publish(
        self,
        folder: Path,
        *,
        providers: int,
        sources: tuple[SourceSeen, ...] = (),
        problems: int = 0,
        keep_previous: bool = True,
    ) -> GenerationInfo:
        """Make the built `folder` the served generation, then remove what nobody needs.

        Without `keep_previous` the one before goes too: it holds somebody who asked to be left out.
        """
        info = GenerationInfo(
            id=folder.name,
            built_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            providers=providers,
            sources=sources,
            problems=problems,
        )
        write_aside(folder / _META, json.dumps(asdict(info), indent=1))
        write_aside(self.folder / _POINTER, info.id + "\n")
        self._remove_old(KEPT if keep_previous else 1)
        return info

    def _path(self, name: str) -> Path:
        return self.folder / "generations" / name

    def _info(self, name: str) -> GenerationInfo:
        try:
            found = json.loads((self._path(name) / _META).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexBroken(self.folder, f"generation {name} is half written") from error
        if not isinstance(found, Mapping) or not isinstance(found.get("format"), int):
            raise IndexBroken(self.folder, f"{_META} of generation {name} is not one of ours")
        if found["format"] > FORMAT:
            raise IndexNewer(self.folder, found["format"], FORMAT)
        if found["format"] < FORMAT:
            raise IndexBroken(self.folder, f"generation {name} was built by an older version")
        try:
            sources = tuple(SourceSeen(**one) for one in found["sources"])
            return GenerationInfo(**{**found, "sources": sources})
        except (KeyError, TypeError) as error:
            raise IndexBroken(self.folder, f"{_META} of generation {name} is not one of ours") from error

    def _make_folder(self) -> None:
        try:
            (self.folder / "generations").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnwritable(self.folder, error.strerror) from error

    @contextmanager
    def _build_lock(self) -> Iterator[None]:
        try:
            descriptor = os.open(self.folder / "build.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise IndexUnwritable(self.folder, error.strerror) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise IndexBusy(self.folder) from error
        finally:
            os.close(descriptor)

    def _all(self) -> list[Path]:
        return sorted(path for path in (self.folder / "generations").iterdir() if path.is_dir())

    def _remove_unfinished(self) -> None:
        """What a killed build left; the build lock is ours, so nobody is writing it."""
        for path in self._all():
            if not (path / _META).exists():
                shutil.rmtree(path, ignore_errors=True)

    def _remove_old(self, kept: int) -> None:
        for path in self._all()[:-kept]:
            if path.name != self.current() and _is_free(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_free(path: Path) -> bool:
    try:
        descriptor = os.open(path / _READERS, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def write_aside(path: Path, text: str) -> None:
    """Write a small file whole or not at all: aside, to disk, then renamed over the old one."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
