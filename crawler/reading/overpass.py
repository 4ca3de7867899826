"""Asks an Overpass endpoint for osteopaths and massage places, and reads its answers.

Tags: osteopaths are `healthcare=alternative` with `healthcare:speciality=osteopathy` (a `;`-separated list),
massage is `shop=massage`; `healthcare=osteopath` is undocumented but in use.
Language: https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Self

TIMEOUT_SECONDS = 60
"""How long the endpoint may work on one query."""
_SPECIALITIES = (
    "osteopathy", "massage", "remedial_massage", "massage_therapy", "myotherapy", "reflexology", "shiatsu",
    "bowen", "craniosacral_therapy", "acupressure", "tui_na",
)  # fmt: skip
_FILTERS: Sequence[str] = (
    '["healthcare"="osteopath"]',
    f'["healthcare:speciality"~"(^|;) *({"|".join(_SPECIALITIES)}) *(;|$)",i]',
    '["shop"="massage"]',
)


LARGEST_DEGREES = 1.0
"""Side of the largest box asked for at once, about 110 km; a city of millions fits."""
MAX_SPLITS = 5
"""Times a box is quartered before its partial answer is taken: 110 km become 3.4."""
_KM_A_DEGREE = 111.32
_TOO_MUCH = re.compile(
    r"timed? ?out|out of memory|too many|too large|maxsize|runtime error|load", re.IGNORECASE
)
_WANTED = re.compile(rf"(?:^|;) *(?:{'|'.join(_SPECIALITIES)}) *(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """South, west, north, east in degrees."""

    south: float
    west: float
    north: float
    east: float
    splits: int = 0
    """How often it was quartered."""

    @classmethod
    def round(cls, lat: float, lon: float, radius_km: float) -> Self:
        """The box that holds a circle; degrees and kilometres."""
        up = radius_km / _KM_A_DEGREE
        side = up / max(cos(radians(lat)), 0.01)
        return cls(max(lat - up, -90), max(lon - side, -180), min(lat + up, 90), min(lon + side, 180))

    @property
    def area(self) -> str:
        """As a filter of Overpass QL."""
        return within((self.south, self.west, self.north, self.east))

    def quarters(self) -> Iterator["Box"]:
        """Four boxes that make it up."""
        lat, lon = (self.south + self.north) / 2, (self.west + self.east) / 2
        for south, north in ((self.south, lat), (lat, self.north)):
            for west, east in ((self.west, lon), (lon, self.east)):
                yield Box(south, west, north, east, self.splits + 1)

    def tiles(self) -> Iterator["Box"]:
        """Boxes no larger than `LARGEST_DEGREES` that make it up."""
        rows = _pieces(self.south, self.north)
        columns = _pieces(self.west, self.east)
        for south, north in rows:
            for west, east in columns:
                yield Box(south, west, north, east)


def _pieces(start: float, end: float) -> Sequence[tuple[float, float]]:
    count = max(1, -int((start - end) // LARGEST_DEGREES))
    steps = [start + (end - start) * n / count for n in range(count)]
    return list(zip(steps, [*steps[1:], end], strict=True))


def asks_for_less(remark: str) -> bool:
    """Whether a remark of Overpass means that a smaller area may succeed."""
    return _TOO_MUCH.search(remark) is not None


def is_wanted(tags: Mapping[str, str]) -> bool:
    """Whether an object's tags are ones that `query` asks for: extracts hold everything."""
    return (
        tags.get("healthcare") == "osteopath"
        or tags.get("shop") == "massage"
        or _WANTED.search(tags.get("healthcare:speciality", "")) is not None
    )


def around(lat: float, lon: float, radius_km: float) -> str:
    """Overpass's filter for a circle; degrees and kilometres."""
    return f"(around:{radius_km * 1000:.0f},{lat:.5f},{lon:.5f})"


def within(bbox: tuple[float, float, float, float]) -> str:
    """Overpass's filter for a box: south, west, north, east in degrees."""
    return "({})".format(",".join(f"{degrees:.5f}" for degrees in bbox))


def query(area: str) -> str:
    """The Overpass QL that asks for every provider in an area, as `around` or `within` write it."""
    lines = [f"  nwr{tags}{area};" for tags in _FILTERS]
    return "\n".join([f"[out:json][timeout:{TIMEOUT_SECONDS}];", "(", *lines, ");", "out center;"])


def listing_fields(element: Mapping[str, Any]) -> dict[str, Any]:
    """Raw listing fields of an OSM element; its tags go along unchanged under `tags`."""
    tags: Mapping[str, str] = element.get("tags") or {}
    place = element.get("center") or element
    fields: dict[str, Any] = {
        name: value
        for name, keys in _KEYS.items()
        if (value := next((tags[k] for k in keys if tags.get(k)), None))
    }
    fields["street"] = _street(tags)
    fields["phones"] = _split(tags, "phone", "contact:phone", "mobile", "contact:mobile")
    fields["emails"] = _split(tags, "email", "contact:email")
    fields["services"] = _services(tags)
    fields["lat"], fields["lon"] = place.get("lat"), place.get("lon")
    fields["tags"] = dict(tags)
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def element_id(element: Mapping[str, Any]) -> str:
    """`node/123`: stable, and the path of the object's page on openstreetmap.org."""
    return f"{element['type']}/{element['id']}"


def _street(tags: Mapping[str, str]) -> str:
    number = "/".join(tags[key] for key in ("addr:unit", "addr:housenumber") if tags.get(key))
    return f"{number} {tags.get('addr:street', '')}".strip()


def _split(tags: Mapping[str, str], *keys: str) -> list[str]:
    return [part.strip() for key in keys for part in tags.get(key, "").split(";") if part.strip()]


def _services(tags: Mapping[str, str]) -> list[str]:
    found = [value.replace("_", " ") for value in _split(tags, "healthcare:speciality", "massage", "therapy")]
    if tags.get("healthcare") == "osteopath":
        found.append("osteopathy")
    if tags.get("shop") == "massage" and "massage" not in found:
        found.append("massage")
    return [value for value in dict.fromkeys(found) if value not in {"yes", "no"}]


_KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "official_name", "brand", "operator"),
    "website": ("website", "contact:website", "url"),
    "suburb": ("addr:suburb", "addr:city"),
    "state": ("addr:state",),
    "postcode": ("addr:postcode",),
    "country": ("addr:country",),
    "hours": ("opening_hours",),
    "description": ("description",),
}
