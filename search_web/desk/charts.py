"""Small charts, laid out here and drawn by the templates as SVG: no script, no library."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from data.locality import Locality, gazetteer
from operations.looking.coverage import Checked
from operations.looking.health import Yield

BAR, GAP, HEIGHT = 5, 1, 44
"""Of a day's bar, in user units."""
LEAST = 2
"""Height of the smallest bar: nought and one are to look different."""
MAP_WIDTH, MAP_HEIGHT = 720, 440
AROUND = 0.06
"""Degrees of latitude shown round what was checked: some 3 km on each side."""
DOTS = (3.5, 9.0)
"""Least and largest radius of a suburb."""
RASTER = 3
"""User units: other suburbs that lie closer to one another are drawn as one, in one path for all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day."""

    x: int
    y: float
    height: float
    day: Yield


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of days, the oldest on the left."""

    width: int
    height: int
    bars: Sequence[Bar]
    most: int
    failed: int
    """Runs that failed, over all days."""
    total: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One suburb."""

    x: float
    y: float
    radius: float
    checked: Checked

    @property
    def sort(self) -> str:
        """`failed`, `stale` or `fresh`."""
        return "failed" if self.checked.failed else "stale" if self.checked.stale else "fresh"


@dataclass(frozen=True, slots=True)
class Map:
    """Suburbs where they lie; `others`: the path of those never asked about, as points."""

    width: int
    height: int
    dots: Sequence[Dot]
    others: str


def bars(days: Sequence[Yield]) -> Bars:
    """What a source brought, day by day."""
    most = max((one.listings for one in days), default=0)
    scale = (HEIGHT - LEAST) / most if most else 0.0
    drawn = []
    for number, one in enumerate(days):
        height = (
            min(LEAST + one.listings * scale, float(HEIGHT))
            if one.good
            else float(LEAST if one.failed else 0)
        )
        drawn.append(Bar(number * (BAR + GAP), HEIGHT - height, height, one))
    width = max(1, len(days) * (BAR + GAP) - GAP)
    total = sum(one.listings for one in days)
    return Bars(width, HEIGHT, drawn, most, sum(one.failed for one in days), total)


def map_of(places: Sequence[Checked]) -> Map | None:
    """The suburbs that were checked, among their neighbours; None where none was."""
    if not places:
        return None
    latitudes, longitudes = ([getattr(one.place, name) for one in places] for name in ("lat", "lon"))
    # Degrees of longitude are shorter than those of latitude by the cosine of the latitude.
    narrow = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    tall = max(latitudes) - min(latitudes) + AROUND
    wide = max((max(longitudes) - min(longitudes)) * narrow + AROUND, tall * MAP_WIDTH / MAP_HEIGHT)
    tall = max(tall, wide * MAP_HEIGHT / MAP_WIDTH)
    south, north = _round_about(latitudes, tall)
    west, east = _round_about(longitudes, wide / narrow)
    scale = MAP_WIDTH / wide

    def at(place: Locality) -> tuple[float, float]:
        return round((place.lon - west) * narrow * scale, 1), round((north - place.lat) * scale, 1)

    checked = {one.place for one in places}
    near = {
        (round(x / RASTER) * RASTER, round(y / RASTER) * RASTER)
        for one in gazetteer()
        if south <= one.lat <= north and west <= one.lon <= east and one not in checked
        for x, y in [at(one)]
    }
    others = "".join(f"M{x} {y}h0" for x, y in sorted(near))
    most = max(max(one.providers, one.listings) for one in places) or 1
    dots = [
        Dot(*at(one.place), _radius(max(one.providers, one.listings), most), one)
        for one in sorted(places, key=lambda one: -max(one.providers, one.listings))
    ]
    return Map(MAP_WIDTH, MAP_HEIGHT, dots, others)


def _round_about(degrees: Sequence[float], length: float) -> tuple[float, float]:
    middle = (min(degrees) + max(degrees)) / 2
    return middle - length / 2, middle + length / 2


def _radius(count: int, most: int) -> float:
    """Areas grow with what was found."""
    least, largest = DOTS
    return round(least + (largest - least) * math.sqrt(count / most), 1)
