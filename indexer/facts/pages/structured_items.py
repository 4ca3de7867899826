"""Structured items that speak of the provider itself, those nested in others included."""

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.facts.country import BOXES, inside
from indexer.page import Page

NESTED = (
    "contactPoint",
    "contactPoints",
    "location",
    "department",
    "subOrganization",
    "mainEntity",
    "about",
    "provider",
)
"""Properties whose items belong to the provider: branches, departments, ways to reach it."""
DEPTH_MOST = 4


def own_items(page: Page) -> Iterator[Mapping[str, Any]]:
    """The page's items, and below each those of `NESTED`."""
    for item in page.data:
        yield from _with_nested(item, 0)


def _with_nested(item: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    yield item
    if depth < DEPTH_MOST:
        for key in NESTED:
            for one in listed(item.get(key)):
                if isinstance(one, Mapping):
                    yield from _with_nested(one, depth + 1)


def listed(value: object) -> list[Any]:
    """A property's values, always as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def point(item: Mapping[str, Any], country: str) -> tuple[float, float] | None:
    """(lat, lon) in degrees of an item, when it lies in `country` and is no round placeholder."""
    for geo in (*listed(item.get("geo")), item):
        if isinstance(geo, Mapping):
            try:
                lat, lon = float(geo.get("latitude", "")), float(geo.get("longitude", ""))
            except (TypeError, ValueError):
                continue
            if is_plausible(lat, lon, country):
                return lat, lon
    return None


def is_plausible(lat: float, lon: float, country: str) -> bool:
    """Whether a point lies in the country's box and has more than whole degrees."""
    box = BOXES.get(country, (-90.0, 90.0, -180.0, 180.0))
    return inside(box, lat, lon) and not (lat.is_integer() and lon.is_integer())
