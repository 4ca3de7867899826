"""Where ids lead that are no more: kept with each generation, so that a reader needs no database."""

import json
from collections.abc import Mapping
from pathlib import Path

FILE = "redirects.json"


def save(folder: Path, merged: Mapping[str, str]) -> None:
    """Write a generation's redirects: id that is no more -> id that is."""
    (folder / FILE).write_text(json.dumps(merged, sort_keys=True), encoding="utf-8")


def load(folder: Path) -> Mapping[str, str]:
    """Read what `save` wrote; nothing for an older version's generation, which has none."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(old): str(into) for old, into in found.items()} if isinstance(found, dict) else {}
