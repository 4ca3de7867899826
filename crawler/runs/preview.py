"""What one page yields already: its structured data, and what a source's selectors find in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from parsel import Selector as Node

from crawler.reading.business import is_business, listing_fields
from crawler.reading.clean import clean_fields
from crawler.reading.selecting import first_text, nodes, read_fields
from crawler.reading.structured import read_structured, types_of, values_of
from crawler.reading.urls import bare_host
from data.source import DirectoryReading, Source

SHOWN_ITEMS = 20
SHOWN_CHARACTERS = 100


def preview(html: str, url: str, source: Source | None = None) -> Iterator[str]:
    """Lines for people. `source` adds its selectors, if it is a directory."""
    yield from _structured(html, url)
    if source is not None and isinstance(source.reading, DirectoryReading):
        yield from _selected(Node(text=html), source.reading)


def _structured(html: str, url: str) -> Iterator[str]:
    read = read_structured(html, url)
    broken = f", {read.broken} blocks too broken to read" if read.broken else ""
    yield f"Structured data: {len(read.items)} items{broken}"
    for item in read.items[:SHOWN_ITEMS]:
        entries = values_of(item, "itemListElement")
        yield f"  {', '.join(types_of(item)) or 'without a type'}" + (
            f", {len(entries)} entries" if entries else ""
        )
        if is_business(item):
            yield from _fields(listing_fields(item, bare_host(url)))


def _selected(root: Node, reading: DirectoryReading) -> Iterator[str]:
    if reading.no_results is not None:
        found = len(nodes(root, reading.no_results))
        yield f"no_results: {'matches: a page without listings' if found else 'does not match'}"
    if reading.card is not None:
        cards = nodes(root, reading.card)
        yield f"card: {len(cards)} found" + ("; the first:" if cards else "")
        if cards:
            yield f"    link: {first_text(cards[0], reading.link) or 'none'}"
            yield from _fields(read_fields(cards[0], reading.card_fields))
    if reading.next is not None:
        yield f"next: {first_text(root, reading.next) or 'none'}"
    if reading.fields:
        yield "fields, as on a detail page:"
        found_fields = read_fields(root, reading.fields)
        yield from _fields(found_fields)
        empty = [name for name in reading.fields if name not in found_fields]
        if empty:
            yield f"    nothing found for: {', '.join(empty)}"


def _fields(raw: Mapping[str, Any]) -> Iterator[str]:
    cleaned, troubles = clean_fields(raw)
    for name, value in cleaned.items():
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield f"    {name}: {text[:SHOWN_CHARACTERS]}{'...' if len(text) > SHOWN_CHARACTERS else ''}"
    for name, trouble in troubles.items():
        yield f"    {name}: left out: {trouble}"
