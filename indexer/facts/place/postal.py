"""Addresses in structured data: PostalAddress items and address strings."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.facts.country import country_code
from indexer.facts.place.address import Address, addresses, with_state
from indexer.facts.place.address_parts import VENUE, split_part
from indexer.facts.place.regions import region
from indexer.facts.place.street import tidy


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
    where = region(named)
    locality = re.split(r"\s*,\s*", text("addressLocality"))[0]
    # Some write the whole second line there: "Heidelberg VIC 3084".
    suburb, in_locality, its_postcode, _ = split_part(locality, where, named, has_place=False)
    state = where.state(text("addressRegion")) or where.state(text("addressRegion").upper()) or in_locality
    street, postcode = tidy(text("streetAddress")) or None, text("postalCode").upper() or its_postcode
    if not (postcode or locality) and street and (whole := addresses(text("streetAddress"), named)):
        return with_state(whole[0])
    if not (locality or postcode or street):
        return None
    venue, numbered = _venue(street or "")
    return with_state(
        Address(numbered or street, venue, suburb or locality or None, state, postcode, named, 0, 0)
    )


def _venue(street: str) -> tuple[str | None, str | None]:
    """(building, numbered street) of "The Foot Clinic, 90 High Street", as they are read in running text."""
    first, comma, rest = street.partition(", ")
    if comma and rest[:1].isdigit() and VENUE.search(first) and not any(c.isdigit() for c in first):
        return first, rest
    return None, None
