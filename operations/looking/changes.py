"""What changed among the listings, as a person reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from crawler.records import LISTING_FIELDS, Change
from operations.installation import Installation

Kind = Literal["new", "gone", "moved", "changed", "page", "back"]
KINDS: Mapping[Kind, str] = {
    "new": "New", "gone": "Gone", "moved": "Moved", "changed": "Changed", "page": "Pages changed",
    "back": "Back",
}  # fmt: skip
PLACE = frozenset({"street", "suburb", "state", "postcode", "lat", "lon"})
"""Fields of a listing that say where it is."""
ADDRESS = frozenset({"street", "suburb", "state", "postcode"})
"""Those of them that a person would call its address: a point alone may just be drawn better."""
_STORED: Mapping[Kind, Sequence[str]] = {"moved": ("changed",)}
"""What the store calls a kind, where it has another name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after; texts, empty for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one listing."""

    number: int
    kind: Kind
    change: Change
    name: str
    url: str
    differences: Sequence[Difference] = ()


def recent(
    rooms: Installation,
    limit: int,
    before: int | None = None,
    *,
    source: str | None = None,
    kind: Kind | None = None,
    run_id: int | None = None,
) -> Sequence[Changed]:
    """The newest changes; of one source, kind or run; older than the number `before`."""
    kinds = _STORED.get(kind, (kind,)) if kind else ()
    fields = sorted(ADDRESS) if kind == "moved" else ()
    found: list[tuple[int, Change]] = []
    while len(found) < limit:
        rows = rooms.store.changes(limit, before, source=source, kinds=kinds, fields=fields, run_id=run_id)
        found += (row for row in rows if kind in {None, _kind(row[1])})
        if len(rows) < limit:
            break
        before = rows[-1][0]
    return [_read(rooms, number, change) for number, change in found[:limit]]


def _kind(change: Change) -> Kind:
    """What a person calls it: an address that is another one than before has moved."""
    moved = change.kind == "changed" and any(change.what.get(name, [None])[0] for name in ADDRESS)
    return "moved" if moved else cast("Kind", change.kind)


def _read(rooms: Installation, number: int, change: Change) -> Changed:
    listing = rooms.store.listing(f"{change.source}/{change.source_id}")
    fields: Mapping[str, Any] = listing.fields if listing else {}
    name = str(fields.get("name") or change.source_id)
    url = str(change.what.get("url") if change.kind == "page" else listing.url if listing else "")
    differences = tuple(_differences(change)) if change.kind == "changed" else ()
    return Changed(number, _kind(change), change, name, url, differences)


def _differences(change: Change) -> Iterator[Difference]:
    order = [*LISTING_FIELDS, "url"]
    for field in sorted(change.what, key=lambda name: order.index(name) if name in order else len(order)):
        before, after = change.what[field]
        yield Difference(field, in_words(before), in_words(after))


def in_words(value: object) -> str:
    """A field's value in one line."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
