"""What structured data state of services, conditions, payment and credentials, as texts with their part.

Read only of pages that are shells for scripts: elsewhere the page itself says it, and data go stale unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from indexer.facts.words.part import Part

DEPTH_MOST: Final = 8
KEYS: Final = {
    "knowsAbout": Part.CONDITIONS,
    "healthCondition": Part.CONDITIONS,
    "availableService": Part.SERVICES,
    "itemOffered": Part.SERVICES,
    "serviceType": Part.SERVICES,
    "paymentAccepted": Part.FEATURES,
    "amenityFeature": Part.FEATURES,
    "hasCredential": Part.QUALIFICATIONS,
    "memberOf": Part.QUALIFICATIONS,
}
"""schema.org property -> the part of a site that would say so."""


def stated_in_data(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Part, str]]:
    """Texts of the properties that state something, with their part."""
    for item in items:
        yield from _texts(item, None, 0)


def _texts(value: Any, part: Part | None, depth: int) -> Iterator[tuple[Part, str]]:
    if depth > DEPTH_MOST:
        return
    if isinstance(value, str):
        if part is not None and value.strip():
            yield part, value.strip()
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            named = part if key == "name" else None
            yield from _texts(inner, KEYS.get(key, named), depth + 1)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner, part, depth + 1)
