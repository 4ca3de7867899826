"""Looks through a backup: whether every byte of it is what was written, and the store fits the archive."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from operations.backup import manifest
from operations.backup.copying import Part, digest
from operations.backup.errors import BackupError
from operations.backup.manifest import STORE, Manifest
from operations.backup.store_copy import look_through


def check(folder: Path, snapshot: Path) -> tuple[Manifest, list[str]]:
    """Read one backup of `folder` whole; gives its manifest and what is wrong with it.

    Raises `BackupDamaged` for a manifest that cannot be read.
    """
    held = manifest.read(snapshot)
    wrong = list(missing(folder, snapshot, held))
    if not wrong:
        for path, part in places(folder, snapshot, held):
            try:
                found = digest(path, part.size)
            except OSError as error:
                wrong.append(f"{path} cannot be read: {error.strerror}")
                continue
            if found != part:
                wrong.append(differs(path))
    if not wrong and STORE in held.files:
        wrong += store_troubles(snapshot / STORE, held)
    return held, wrong


def places(folder: Path, snapshot: Path, held: Manifest) -> Iterator[tuple[Path, Part]]:
    """Where each file of a backup lies, and what it holds."""
    for name, part in held.files.items():
        yield snapshot / name, part
    for name, part in held.growing.items():
        yield folder / name, part


def missing(folder: Path, snapshot: Path, held: Manifest) -> Iterable[str]:
    """What is not there or too short, without reading anything."""
    for path, part in places(folder, snapshot, held):
        try:
            size = path.stat().st_size
        except OSError:
            yield f"{path} is missing"
            continue
        if size < part.size or (size > part.size and path.is_relative_to(snapshot)):
            yield f"{path} has {size:,} bytes instead of {part.size:,}"


def differs(path: Path) -> str:
    """That a file is not what was written."""
    return f"{path} is not what was written (its SHA-256 differs)"


def store_troubles(store: Path, held: Manifest) -> list[str]:
    """What is wrong with the copy of the store."""
    try:
        found = look_through(store, held.growing)
    except BackupError as error:
        return [str(error)]
    if (found.listings, found.pages, found.missing) != (held.listings, held.pages, held.pages_missing):
        return [
            f"{store} does not hold the {held.listings:,} listings and {held.pages:,} pages it was noted to"
        ]
    return []
