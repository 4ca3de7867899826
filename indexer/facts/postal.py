"""Addresses in structured data: PostalAddress items and address strings."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.facts.address import Address, addresses, with_state
from indexer.facts.country import country_code
from indexer.facts.regions import region
from indexer.facts.street import tidy


def postal_addresses(item: Mapping[str, Any], country: str) -> Iterator[tuple[Address, str]]:
    """Addresses of one structured item, each with its raw words; `country` where the item names none."""
    value = item.get("address")
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield from ((address, one) for address in addresses(one, country))
        elif isinstance(one, Mapping):
            structured = _postal(one, country)
            if structured is not None:
                words = (v for k, v in one.items() if not k.startswith("@") and isinstance(v, str))
                yield structured, ", ".join(words)


def _postal(item: Mapping[str, Any], country: str) -> Address | None:
    def text(key: str) -> str:
        value = item.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        return " ".join(str(value).split()) if isinstance(value, str | int) else ""

    named = country_code(text("addressCountry")) or country
    suburb = re.split(r"\s*,\s*", text("addressLocality"))[0] or None
    state = region(named).state(text("addressRegion")) or region(named).state(text("addressRegion").upper())
    street, postcode = tidy(text("streetAddress")) or None, text("postalCode").upper() or None
    if not (suburb or postcode or street):
        return None
    return with_state(Address(street, None, suburb, state, postcode, named, 0, 0))
