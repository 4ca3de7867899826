"""A backup folder and the manifests in it.

    <folder>/pages/, requests/        files that only grow, shared by all backups of the folder
    <folder>/snapshots/<name>/        one backup: the store, small files, the index, and `manifest.json`
    <folder>/backup.lock              held by the one process that writes

The manifest is written last, and the snapshot's folder gets its name after that: what has no name is no
backup.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from crawler.kept.schema import HEAD
from operations.backup.copying import Part
from operations.backup.errors import BackupDamaged, BackupError

FORMAT = 1
"""Raised when older code could not put such a backup back."""
MANIFEST, LOCK, SNAPSHOTS = "manifest.json", "backup.lock", "snapshots"
STORE = "rosanna.db"
UNFINISHED = ".part"
"""Ends the name of a snapshot's folder until it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one backup holds."""

    taken_at: datetime
    version: str
    """Of Rosanna."""
    schema: str
    """Of the store."""
    store: str
    """`sqlite`, or of which server the store is, which is not in the backup."""
    index: str | None
    """The generation that was served."""
    listings: int = 0
    pages: int = 0
    pages_missing: int = 0
    """Pages whose bytes were missing in the home already."""
    files: Mapping[str, Part] = field(default_factory=dict)
    """Path in the snapshot's folder -> what it holds."""
    growing: Mapping[str, Part] = field(default_factory=dict)
    """Path in the backup's folder -> what its beginning holds."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in (*self.files.values(), *self.growing.values()))


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into a snapshot's folder. Raises `OSError`."""
    held = {**asdict(manifest), "format": FORMAT, "taken_at": manifest.taken_at.isoformat()}
    (folder / MANIFEST).write_text(json.dumps({"sha256": _seal(held), "backup": held}, indent=1), "utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a snapshot's folder. Raises `BackupDamaged`, `BackupError`."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text("utf-8"))
        held, seal = found["backup"], found["sha256"]
        if seal != _seal(held):
            raise ValueError("its contents do not fit its own hash")
        if held["format"] > FORMAT or held["schema"] > HEAD:
            raise BackupError(
                f"{folder} was backed up by a newer Rosanna ({held['version']}): upgrade rosanna to put it "
                "back"
            )
        parts = {name: _parts(held[name]) for name in ("files", "growing")}
        del held["format"]
        return Manifest(**{**held, **parts, "taken_at": datetime.fromisoformat(held["taken_at"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupDamaged(folder, [f"{path} cannot be used: {error}"]) from error


def snapshots(folder: Path) -> Sequence[Path]:
    """The folders of all backups, oldest first. Raises `BackupError` for a folder that holds none."""
    kept = folder / SNAPSHOTS
    found = [] if not kept.is_dir() else [path for path in kept.iterdir() if _is_finished(path)]
    if not found:
        half = kept.is_dir() and any(kept.iterdir())
        why = "only one that was never finished" if half else "no backup of Rosanna"
        raise BackupError(f"{folder} holds {why}: name the folder that was given to `rosanna backup`")
    return sorted(found)


def chosen(folder: Path, name: str | None) -> Path:
    """The folder of the backup of that name, or of the newest. Raises `BackupError`."""
    found = snapshots(folder)
    if name is None:
        return found[-1]
    for path in found:
        if path.name == name:
            return path
    raise BackupError(f"{folder} holds no backup {name!r}; it holds {', '.join(path.name for path in found)}")


def _is_finished(path: Path) -> bool:
    return path.is_dir() and not path.name.endswith(UNFINISHED)


def _seal(held: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def _parts(given: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Part]:
    for name in given:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts:
            raise ValueError(f"it names a file outside of it, {name!r}")
    return {name: Part(int(part["size"]), str(part["sha256"])) for name, part in given.items()}
