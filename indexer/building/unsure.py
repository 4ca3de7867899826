"""The pairs of listings that a person should look at, as a build left them: kept beside its index.

Working them out takes all listings; whoever decides about them waits for a page, not for an index run.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from indexer.identity.comparison import Decision, Reason
from indexer.identity.record import Record
from indexer.identity.resolver import Resolver

FILE = "unsure.json"
KEPT = 500
"""Pairs that are kept, the likeliest first: some weeks of decisions; the next build has the next ones."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two listings, by their keys, and what the rules say about them."""

    first: str
    second: str
    decision: Decision


def unsure_of(resolver: Resolver[Record]) -> Iterator[Unsure]:
    """The pairs that are worth a look, the likeliest first."""
    for edge in islice(resolver.unsure(), KEPT):
        yield Unsure(edge.first, edge.second, resolver.decide(edge.first, edge.second))


def save(folder: Path, pairs: Iterable[Unsure]) -> None:
    """Write into a generation's folder."""
    (folder / FILE).write_text(json.dumps([asdict(one) for one in pairs]), encoding="utf-8")


def load(folder: Path) -> Sequence[Unsure]:
    """Read what `save` wrote; nothing for an older version's generation."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [Unsure(one["first"], one["second"], _decision(one["decision"])) for one in found]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _decision(values: dict[str, object]) -> Decision:
    given: Iterable[dict[str, object]] = values["reasons"]  # type: ignore[assignment]
    reasons = tuple(Reason(**one) for one in given)  # type: ignore[arg-type]
    return Decision(**{**values, "reasons": reasons})  # type: ignore[arg-type]
