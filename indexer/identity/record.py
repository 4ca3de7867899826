"""A listing as it is compared: its fields and its own pages' facts, folded once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from crawler.records import Listing
from data.locality import distance_km, gazetteer
from indexer.identity import names
from indexer.identity.doors import Door, door
from indexer.identity.names import Name
from indexer.identity.people import Person, person
from indexer.identity.phones import e164
from indexer.identity.web import mail_key, mail_site, page_key, website_key
from indexer.matcher import fold

HOME_COUNTRY = "AU"
"""Where a listing lies when its source does not say."""
PIN_REACH_KM = 20.0
"""Farthest a pin may lie from the middle of its suburb or postcode: beyond it is swapped, or a default."""
AROUND_KM, SUBURBS_AROUND = 5.0, 3
"""A pin without an address lies in one of so many suburbs whose middles are that near."""
REGISTRATION = re.compile(r"\b([A-Z]{3})[\s-]?(\d{10})\b")
"""An Ahpra number: three capitals and ten digits."""
_AND = re.compile(r"\s*(?:&|;|/|\band\b)\s*")
NAMES_MOST = 4
"""Names of one listing that are compared: the first are the surest."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a listing's own pages state and the listing itself may not: more to compare by."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    places: tuple[Mapping[str, Any], ...] = ()
    """Each with `street`, `suburb`, `state`, `postcode`, `lat`, `lon`, where stated."""
    people: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Registration numbers."""


NOTHING = Stated()


class Spot(NamedTuple):
    """A place a listing names. Coordinates are the listing's own pin, else the middle of the suburb."""

    door: Door | None
    suburb: str
    """Folded; empty where not named."""
    postcode: str
    lat: float | None
    lon: float | None
    pinned: bool
    """Whether the coordinates are the listing's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What is compared of one listing."""

    key: str
    source: str
    born: datetime
    """When it was first seen; the latest moment there is where that is not known."""
    names: tuple[Name, ...]
    phones: frozenset[str]
    """E.164."""
    sites: frozenset[str]
    """Keys of the web sites it names as its own."""
    domains: frozenset[str]
    """Web sites that its e-mail addresses belong to."""
    pages: frozenset[str]
    """Pages within a site that it names as its own."""
    emails: frozenset[str]
    numbers: frozenset[str]
    """Registration numbers."""
    owners: tuple[Person, ...]
    """Whose practice it is, by its name."""
    staff: tuple[Person, ...]
    """The people it names as working there."""
    spots: tuple[Spot, ...]
    blocks: tuple[str, ...] = field(default=())
    """Keys of the blocks it is compared within (`indexer.identity.blocking`)."""

    @property
    def age(self) -> tuple[datetime, str]:
        """What listings are ordered by: the one seen first founds a provider."""
        return self.born, self.key


def record_of(listing: Listing, stated: Stated = NOTHING) -> Record:
    """Fold a listing, and what its own pages state, for comparison. No field can fail it."""
    fields = listing.fields
    region = _text(fields.get("country")).upper() or HOME_COUNTRY
    spots = tuple(_spots((fields, *stated.places)))
    suburb_words = frozenset(word for spot in spots for word in spot.suburb.split())
    called = dict.fromkeys((*_texts(fields.get("name")), *stated.names))
    emails = frozenset(
        key for one in (*_texts(fields.get("emails")), *stated.emails) if (key := mail_key(one))
    )
    site = website_key(_text(fields.get("website")))
    domains = {mail_site(one) for one in emails}
    numbers = (number for text in _numbered(listing) for number in _registrations(text))
    phones = (e164(one, region) for one in (*_texts(fields.get("phones")), *stated.phones))
    people = (
        person(one)
        for text in (*_texts(fields.get("practitioners")), *stated.people)
        for one in _AND.split(REGISTRATION.sub("", text))
    )
    staff = tuple(dict.fromkeys(one for one in people if one))
    read = tuple(names.read(one, suburb_words, staff) for one in list(called)[:NAMES_MOST])
    return Record(
        key=listing.key,
        source=listing.source,
        born=listing.first_seen or datetime.max.replace(tzinfo=UTC),
        names=read,
        phones=frozenset(one for one in phones if one),
        sites=frozenset([site] if site else ()),
        domains=frozenset(one for one in domains if one),
        pages=frozenset(one for one in (page_key(_text(fields.get("website"))),) if one),
        emails=emails,
        numbers=frozenset((*numbers, *stated.numbers)),
        owners=tuple(dict.fromkeys(one.owner for one in read if one.owner)),
        staff=staff,
        spots=spots,
    )


def _spots(places: Iterable[Mapping[str, Any]]) -> Iterator[Spot]:
    for place in places:
        suburb, postcode = fold(_text(place.get("suburb"))), _text(place.get("postcode"))
        house, pin = door(_text(place.get("street"))), _pin(place)
        middle = _middle(suburb, _text(place.get("state")), postcode)
        if pin and middle and distance_km(*pin, *middle) > PIN_REACH_KM:
            pin = None
        if pin and not suburb and not postcode:
            for name in suburbs_around(round(pin[0], 3), round(pin[1], 3)) or ("",):
                yield Spot(house, name, "", *pin, True)
        elif pin or suburb or postcode:
            lat, lon = pin or middle or (None, None)
            yield Spot(house, suburb, postcode, lat, lon, pin is not None)


def _pin(place: Mapping[str, Any]) -> tuple[float, float] | None:
    """The coordinates a source gives, where they are any."""
    lat, lon = _number(place.get("lat")), _number(place.get("lon"))
    if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180) or lat == lon == 0:
        return None
    return lat, lon


@lru_cache(maxsize=65_536)
def suburbs_around(lat: float, lon: float) -> tuple[str, ...]:
    """The suburbs that a pin without an address may lie in, nearest first, folded."""
    around = gazetteer().nearest(lat, lon, limit=SUBURBS_AROUND, within_km=AROUND_KM)
    return tuple(dict.fromkeys(fold(place.name) for place in around))


@lru_cache(maxsize=65_536)
def _middle(suburb: str, state: str, postcode: str) -> tuple[float, float] | None:
    """The middle of the suburb, where it is known which one is meant; else of the postcode's first."""
    named = gazetteer().by_name(suburb, state or None) if suburb else ()
    coded = tuple(one for one in named if one.postcode == postcode)
    unsure = not coded and len({one.state for one in named}) > 1
    found = coded or (() if unsure else named) or (gazetteer().by_postcode(postcode) if postcode else ())
    return (found[0].lat, found[0].lon) if found else None


def _numbered(listing: Listing) -> Iterator[str]:
    """The texts in which a registration number may stand."""
    for key in ("credentials", "description", "practitioners", "name"):
        yield from _texts(listing.fields.get(key))


def _registrations(text: str) -> Iterator[str]:
    return (f"{found[1]}{found[2]}" for found in REGISTRATION.finditer(text)) if len(text) > 12 else iter(())


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [text for item in items if isinstance(item, str | int | float) and (text := str(item).strip())]


def _text(value: object) -> str:
    return next(iter(_texts(value)), "")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
