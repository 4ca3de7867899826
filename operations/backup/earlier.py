"""What the earlier backups of a folder hold: what need not be copied again, and what can go."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from operations.backup import manifest
from operations.backup.copying import Part
from operations.backup.errors import BackupError
from operations.backup.manifest import SNAPSHOTS, Manifest

KEPT = 7
"""Backups a folder keeps: a week of daily ones. They share the archive; each costs a store and an index."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the backups of a folder hold."""

    growing: Mapping[str, Part]
    """The most that any of them holds of each file that only grows."""
    newest: Path | None
    """The folder of the newest whose manifest can be read."""
    files: Mapping[str, Part]
    """What that one holds."""


def known_of(folder: Path) -> Known:
    """Read the manifests; one that cannot be read holds nothing that could be relied on."""
    growing: dict[str, Part] = {}
    newest: Path | None = None
    files: Mapping[str, Part] = {}
    for path, held in _readable(folder).items():
        if held is not None:
            newest, files = path, held.files
            for name, part in held.growing.items():
                if name not in growing or growing[name].size < part.size:
                    growing[name] = part
    return Known(growing, newest, files)


def let_go(folder: Path, keep: int) -> int:
    """Remove all but the newest backups, and the shared files that the rest needs not. Raises `OSError`."""
    found = _readable(folder)
    old = list(found)[:-keep]
    for path in old:
        # Renamed first, so that one that is half removed does not look whole.
        going = path.with_name(path.name + manifest.UNFINISHED)
        path.rename(going)
        shutil.rmtree(going)
        del found[path]
    manifests = list(found.values())
    if all(held is not None for held in manifests):
        needed = {name for held in manifests if held is not None for name in held.growing}
        for shared in {Path(name).parts[0] for name in needed} | {"pages", "requests"}:
            for path in (folder / shared).glob("*"):
                if path.is_file() and f"{shared}/{path.name}" not in needed:
                    path.unlink()
    return len(old)


def _readable(folder: Path) -> dict[Path, Manifest | None]:
    """The manifests, oldest first; None for one that cannot be read."""
    found: dict[Path, Manifest | None] = {}
    if (folder / SNAPSHOTS).is_dir():
        for path in sorted((folder / SNAPSHOTS).iterdir()):
            if not path.name.endswith(manifest.UNFINISHED):
                try:
                    found[path] = manifest.read(path)
                except BackupError:
                    found[path] = None
    return found
