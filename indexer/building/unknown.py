"""What sites list in words that no vocabulary knows, counted over all sites: kept beside an index."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.building.sites import SiteRead

FILE = "unknown.json"
KEPT = 500
"""Names that are kept, the most frequent first: more than anybody reads."""
SITES_LEAST = 2
"""One site's own word is no word of the trade."""
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no vocabulary knows."""

    words: str
    sites: int
    """How many sites list it."""
    examples: tuple[str, ...]
    """Hosts of some of them."""


def save(folder: Path, read: Mapping[str, SiteRead]) -> None:
    """Count, and write into a generation's folder."""
    sites: dict[str, list[str]] = defaultdict(list)
    for key in sorted(read):
        for words in read[key].unknown:
            sites[words].append(key.partition("/")[2])
    found = (Unknown(words, len(own), tuple(own[:EXAMPLES])) for words, own in sites.items())
    frequent = sorted(
        (one for one in found if one.sites >= SITES_LEAST), key=lambda one: (-one.sites, one.words)
    )
    (folder / FILE).write_text(json.dumps([asdict(one) for one in frequent[:KEPT]]), encoding="utf-8")


def load(folder: Path) -> Sequence[Unknown]:
    """Read what `save` wrote; nothing for an older version's generation."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [Unknown(one["words"], one["sites"], tuple(one["examples"])) for one in found]
    except (OSError, ValueError, TypeError, KeyError):
        return []
