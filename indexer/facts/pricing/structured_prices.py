"""Prices in structured data: schema.org `Offer`s of services, as catalogues and services hold them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.facts.pricing import durations
from indexer.facts.pricing.money import LEAST, MOST, Amount
from indexer.facts.pricing.offers import Offer
from indexer.page import Page

DEPTH_MOST = 6
"""How deep offers are looked for: catalogue, list, item, offer."""
_ISO_LENGTH = re.compile(r"PT(?:(\d{1,2})H)?(?:(\d{1,3})M)?", re.IGNORECASE)
_OTHER_THINGS = frozenset(["Product", "Course", "Event", "Book", "Person", "Review"])


def find(page: Page) -> Iterator[Offer]:
    """The offers of a page's structured data, each with its minutes and words."""
    for item in page.data:
        yield from _offers(page, item, (), DEPTH_MOST)


def _offers(page: Page, item: Mapping[str, Any], above: tuple[str, ...], depth: int) -> Iterator[Offer]:
    if not depth or _OTHER_THINGS.intersection(_strings(item.get("@type"))):
        return
    names = tuple(text for key in ("name", "description") for text in _strings(item.get(key)))
    if offer := _offer(page, item, names, above):
        yield offer
    for key, value in item.items():
        if key != "itemOffered":
            for part in _items(value):
                yield from _offers(page, part, (*names[:1], *above), depth - 1)


def _offer(
    page: Page, item: Mapping[str, Any], names: tuple[str, ...], above: tuple[str, ...]
) -> Offer | None:
    terms = next(_items(item.get("priceSpecification")), {})
    price = next(_strings(item.get("price") or item.get("lowPrice") or terms.get("price")), "")
    sold = next(_items(item.get("itemOffered")), {})
    names = (*names, *(text for key in ("name", "description") for text in _strings(sold.get(key))))
    names = tuple(dict.fromkeys(names or above[:1]))
    try:
        value = float(price.replace(",", "").lstrip("$£€"))
    except ValueError:
        return None
    if not names or not LEAST <= value <= MOST:
        return None
    sign = next(_strings(item.get("priceCurrency") or terms.get("priceCurrency")), "$").lower()
    quote = f"{', '.join(names)}: {price} {sign.upper()}"
    amount = Amount(value, sign, 0, len(price), price, is_from=not (item.get("price") or terms.get("price")))
    own, *others = names
    return Offer(page, amount, _minutes(names, item, sold), own, tuple(others), above, quote)


def _minutes(names: tuple[str, ...], *items: Mapping[str, Any]) -> int | None:
    said = [duration.minutes for name in names for duration in durations.find(name)]
    for item in items:
        for text in _strings(item.get("duration")):
            found = _ISO_LENGTH.fullmatch(text)
            said += [int(found[1] or 0) * 60 + int(found[2] or 0)] if found else []
    return next(filter(None, said), None)


def _strings(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, str | int | float) and not isinstance(part, bool):
            yield str(part).strip()


def _items(value: object) -> Iterator[Mapping[str, Any]]:
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, Mapping):
            yield part
