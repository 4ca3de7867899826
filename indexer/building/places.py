"""Where a stated address lies: coordinates with their precision, never a guess.

A source's own coordinates are taken when they are plausible: within reach of the suburb they came with
(which swapped ones are not), and no pin that its source puts on many addresses. Else those of the suburb or
postcode, from `data.locality`. Outside Australia only the source's own count: there is no gazetteer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crawler.records import Listing
from data.locality import Gazetteer, Locality, distance_km
from indexer.matcher import fold
from indexer.model import Location, Precision

SHARED_BY_ADDRESSES = 3
"""Addresses of one source on the very same spot from which it is a default pin: the middle of a town, or
of the country. A shopping centre has one address, whoever works in it."""
COUNTRY_REACH_KM = 100.0
"""Farthest a pin without any address may lie from a known suburb and still be in the country."""
GAZETTEER_COUNTRY = "AU"


@dataclass(frozen=True, slots=True)
class Pin:
    """Coordinates that a source gave, and the address it gave them for."""

    lat: float
    lon: float
    suburb: str | None = None
    postcode: str | None = None


def placed(location: Location, pins: Iterable[Pin], gazetteer: Gazetteer) -> Location:
    """`location` with the best coordinates known for it, or with none."""
    if location.country != GAZETTEER_COUNTRY:
        pin = next((pin for pin in _own_and(location, pins) if _is_on_earth(pin)), None)
        return _at(location, pin)
    around = gazetteer.at_address(location.suburb, location.state, location.postcode)
    near = (pin for pin in _own_and(location, pins) if is_near(pin.lat, pin.lon, around, gazetteer))
    if pin := next(near, None):
        return _at(location, pin)
    if not around:
        return _at(location, _bare(location, gazetteer))
    lat = round(sum(place.lat for place in around) / len(around), 5)
    lon = round(sum(place.lon for place in around) / len(around), 5)
    precision: Precision = "suburb" if len(around) == 1 else "postcode"
    return location.model_copy(update={"lat": lat, "lon": lon, "precision": precision})


def without_default_pins(listings: Iterable[Listing]) -> Iterator[Listing]:
    """The listings, without the coordinates that their source puts on several different addresses."""
    known = list(listings)
    addresses: dict[tuple[str, object, object], set[tuple[str, str]]] = defaultdict(set)
    for one in known:
        address = (fold(str(one.fields.get("street") or "")), fold(str(one.fields.get("suburb") or "")))
        if any(address):
            addresses[_pin_of(one)].add(address)
    for one in known:
        shared = one.fields.get("lat") is not None and len(addresses[_pin_of(one)]) >= SHARED_BY_ADDRESSES
        fields = {name: value for name, value in one.fields.items() if name not in {"lat", "lon"}}
        yield replace(one, fields=fields) if shared else one


def is_near(lat: float, lon: float, around: Iterable[Locality], gazetteer: Gazetteer) -> bool:
    """Whether a point lies within reach of one of some localities."""
    return any(distance_km(lat, lon, place.lat, place.lon) <= gazetteer.reach_km(place) for place in around)


def _pin_of(listing: Listing) -> tuple[str, object, object]:
    return listing.source, listing.fields.get("lat"), listing.fields.get("lon")


def _bare(location: Location, gazetteer: Gazetteer) -> Pin | None:
    """The pin of a location that names neither suburb nor postcode, as map objects often do."""
    if location.suburb or location.postcode:
        return None
    pin = next(iter(_own_and(location, ())), None)
    if pin and _is_on_earth(pin) and gazetteer.nearest(pin.lat, pin.lon, within_km=COUNTRY_REACH_KM):
        return pin
    return None


def _own_and(location: Location, pins: Iterable[Pin]) -> Iterable[Pin]:
    """The location's own pin first, then those given for the same suburb or postcode."""
    if location.lat is not None and location.lon is not None:
        yield Pin(location.lat, location.lon, location.suburb, location.postcode)
    for pin in pins:
        same_postcode = pin.postcode is not None and pin.postcode == location.postcode
        # A map object's bare pin may be anybody's that lies near it; abroad there is no telling what is near.
        bare = not (pin.suburb or pin.postcode) and location.country == GAZETTEER_COUNTRY
        if (
            bare
            or same_postcode
            or (pin.suburb and location.suburb and fold(pin.suburb) == fold(location.suburb))
        ):
            yield pin


def _is_on_earth(pin: Pin) -> bool:
    return -90 <= pin.lat <= 90 and -180 <= pin.lon <= 180 and (pin.lat, pin.lon) != (0, 0)


def _at(location: Location, pin: Pin | None) -> Location:
    if pin is None:
        return location.model_copy(update={"lat": None, "lon": None, "precision": None})
    precision: Precision = location.precision or ("address" if location.street else "suburb")
    return location.model_copy(update={"lat": pin.lat, "lon": pin.lon, "precision": precision})
