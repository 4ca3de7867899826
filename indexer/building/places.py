"""Where a stated address lies: coordinates with their precision, never a guess.

A source's own coordinates are taken when they agree with the address they came with; else those of the suburb
or postcode, from `data.locality`. Outside Australia only the source's own count: there is no gazetteer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data.locality import Gazetteer, Locality, distance_km
from indexer.matcher import fold
from indexer.model import Location, Precision

PIN_REACH_KM = 20.0
"""Farthest a pin may lie from the middle of its suburb: outer suburbs reach 10 km, a wrong pin far more."""
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
    around = localities(location, gazetteer)
    near = (pin for pin in _own_and(location, pins) if _is_near(pin, around))
    if pin := next(near, None):
        return _at(location, pin)
    if not around:
        return _at(location, _bare(location, gazetteer))
    lat = round(sum(place.lat for place in around) / len(around), 5)
    lon = round(sum(place.lon for place in around) / len(around), 5)
    precision: Precision = "suburb" if len(around) == 1 else "postcode"
    return location.model_copy(update={"lat": lat, "lon": lon, "precision": precision})


def localities(location: Location, gazetteer: Gazetteer) -> tuple[Locality, ...]:
    """The suburb a location names, else all of its postcode; empty when neither is named or sure."""
    named = gazetteer.by_name(location.suburb, location.state) if location.suburb else ()
    if location.postcode:
        named = tuple(place for place in named if place.postcode == location.postcode) or named
    if len({(place.name, place.state) for place in named}) == 1:
        return named[:1]
    return gazetteer.by_postcode(location.postcode) if location.postcode else ()


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


def _is_near(pin: Pin, around: tuple[Locality, ...]) -> bool:
    return any(distance_km(pin.lat, pin.lon, place.lat, place.lon) <= PIN_REACH_KM for place in around)


def _is_on_earth(pin: Pin) -> bool:
    return -90 <= pin.lat <= 90 and -180 <= pin.lon <= 180 and (pin.lat, pin.lon) != (0, 0)


def _at(location: Location, pin: Pin | None) -> Location:
    if pin is None:
        return location.model_copy(update={"lat": None, "lon": None, "precision": None})
    precision: Precision = location.precision or ("address" if location.street else "suburb")
    return location.model_copy(update={"lat": pin.lat, "lon": pin.lon, "precision": precision})
