"""Where and when a home was last backed up, noted in the home for `rosanna doctor` to tell how long ago."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from crawler.home import Home
from indexer.building.generations import write_aside

FILE = "backup.json"


@dataclass(frozen=True, slots=True)
class Note:
    """The last backup of a home, or the one it was restored from."""

    folder: str
    name: str
    taken_at: datetime


def leave(folder: Path, note: Note) -> None:
    """Note a backup in a home's folder. Raises `OSError`."""
    write_aside(folder / FILE, json.dumps({**asdict(note), "taken_at": note.taken_at.isoformat()}) + "\n")


def found(home: Home) -> Note | None:
    """The note; None when there is none, or none that can be read."""
    try:
        held = json.loads((home.root / FILE).read_text("utf-8"))
        return Note(str(held["folder"]), str(held["name"]), datetime.fromisoformat(held["taken_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
