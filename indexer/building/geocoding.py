"""An operator's own way from an address to a point: nothing by default, for nobody's service is ours to ask.

`ROSANNA_GEOCODER=module:function` names a Python function that takes an address in one line and an ISO 3166-1
country code, and gives (latitude, longitude) in degrees, or `None`. It is asked for addresses with a street
that no source gave a plausible point for; its answer has to lie within reach of the suburb as well.
"""

import importlib
import os
from collections.abc import Callable
from functools import cache

from data.locality import gazetteer
from indexer.building.places import GAZETTEER_COUNTRY, is_near
from indexer.errors import GeocoderBroken
from indexer.model import Location, Provider

SETTING = "ROSANNA_GEOCODER"
Geocoder = Callable[[str, str], tuple[float, float] | None]
_EXACT = frozenset({"address", "street"})


def geocoder_name() -> str:
    """What the setting names; empty for none."""
    return os.environ.get(SETTING, "").strip()


def geocoded(provider: Provider) -> tuple[Provider, tuple[str, ...]]:
    """The provider with better points where the geocoder has them, and what went wrong in asking.

    Raises `GeocoderBroken` when there is no such function.
    """
    name = geocoder_name()
    if not name:
        return provider, ()
    ask, troubles = _load(name), []
    places = []
    for place in provider.locations:
        try:
            places.append(_placed(place, ask))
        except Exception as error:  # noqa: BLE001 - an operator's function may raise anything; it costs one address
            places.append(place)
            troubles.append(f"not geocoded: {type(error).__name__}: {error}"[:200])
    return provider.model_copy(update={"locations": tuple(places)}), tuple(troubles)


def _placed(place: Location, ask: Geocoder) -> Location:
    if not place.street or place.precision in _EXACT:
        return place
    town = " ".join(filter(None, (place.suburb, place.state, place.postcode)))
    point = ask(", ".join(filter(None, (place.street, town))), place.country)
    if point is None:
        return place
    lat, lon = float(point[0]), float(point[1])
    around = gazetteer().at_address(place.suburb, place.state, place.postcode)
    if place.country == GAZETTEER_COUNTRY and not is_near(lat, lon, around, gazetteer()):
        return place
    return place.model_copy(update={"lat": lat, "lon": lon, "precision": "address"})


@cache
def _load(name: str) -> Geocoder:
    module, _, function = name.partition(":")
    try:
        found: Geocoder = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise GeocoderBroken(SETTING, name, str(error)) from error
    return found
