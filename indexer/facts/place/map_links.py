"""Addresses and coordinates in links to maps and in embedded maps."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote_plus, urlsplit

from indexer.page import Page

MAP_HOSTS = ("google.", "goo.gl", "maps.apple.com", "bing.com", "openstreetmap.org")
QUERY_KEYS = ("q", "query", "destination", "daddr", "address", "saddr", "where1")
MAP_NAME = re.compile(r"!2s([^!]+)")
MAP_POINT = re.compile(r"!2d(-?\d{1,3}\.\d+)!3d(-?\d{1,2}\.\d+)")
PLACE_POINT = re.compile(r"!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)")
PATH_NAME = re.compile(r"/maps/(?:place|search|dir/[^/]*)/([^/@]+)")


def map_texts(page: Page) -> Iterator[str]:
    """Words in the page's map addresses: place names, street addresses."""
    for address in dict.fromkeys((*page.embeds, *(link.href for link in page.links))):
        if is_map(address):
            yield from _texts(address)


def map_point(page: Page) -> tuple[float, float] | None:
    """(lat, lon) in degrees that the page's embedded map is about, when it has exactly one map."""
    points = set()
    for address in page.embeds:
        if is_map(address):
            points |= {(float(lat), float(lon)) for lat, lon in PLACE_POINT.findall(address)}
            points |= {(float(lat), float(lon)) for lon, lat in MAP_POINT.findall(address)}
    return points.pop() if len(points) == 1 else None


def is_map(address: str) -> bool:
    """Whether an address leads to a map service."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return any(name in host for name in MAP_HOSTS) and ("map" in address or "goo.gl" in host)


def _texts(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    queries = parse_qs(parts.query)
    for key in QUERY_KEYS:
        yield from (value for value in queries.get(key, []) if any(c.isalpha() for c in value))
    for name in MAP_NAME.findall(address):
        text = unquote_plus(unquote_plus(name))
        if len(text) > 3:
            yield text
    for name in PATH_NAME.findall(parts.path):
        yield unquote_plus(name)
