"""Where providers are. Rows follow strips of latitude, and the longitude within one, so that the box round a
place is a few runs of neighbouring rows.

    point_key, point_xyz    of each row's first point: strip and longitude (infinite without one, and for rows
                            that a refresh added), and the point on the unit sphere
    point_location          index of that location; `AREA` for the middle of a service area
    point_suburb            its suburb; home_suburb: that of the first location
    extra_*                 all other points, by key, with their row and suburb
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.locality import EARTH_KM
from indexer.engines.arrays.folder import Array, Arrays
from indexer.engines.entry import Entry, Point

AREA = -1
STRIP_DEGREES = 0.05
"""Height of a strip, about 5.5 km: half of the usual radius, so that little lies outside its circle."""
_KEY_STEP = 1024.0
"""Between the keys of two strips: more than all longitudes."""
_KM_PER_DEGREE = 111.0
"""Of latitude, a little less than anywhere, so that the box never cuts the circle."""


def key_of(lat: float, lon: float) -> float:
    """Strip and longitude as one number."""
    return math.floor((lat + 90) / STRIP_DEGREES) * _KEY_STEP + lon + 180


def first_key(entry: Entry) -> float:
    """The key that an entry is sorted by."""
    return key_of(*entry.points[0][:2]) if entry.points else math.inf


def xyz(lat: Array, lon: Array) -> Array:
    """(n, 3) points on the unit sphere; degrees in."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def _point(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def kilometres(chords: Array) -> Array:
    """Great-circle distances, km, of squared chords of the unit sphere."""
    half = np.sqrt(chords) / 2
    distances: Array = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, half))
    return distances


def build(entries: Sequence[Entry], rows: int, suburbs: Sequence[Sequence[int]]) -> dict[str, Array]:
    """`suburbs`: the number of each location's suburb, by entry."""
    first = [entry.points[0] if entry.points else (math.nan, math.nan, None) for entry in entries]
    key = np.full(rows, math.inf)
    key[: len(entries)] = [first_key(entry) for entry in entries]
    place = np.full((rows, 3), math.nan)
    place[: len(entries)] = xyz(np.array([one[0] for one in first]), np.array([one[1] for one in first]))
    location = np.full(rows, AREA, np.int16)
    location[: len(entries)] = [_location(one) for one in first]
    suburb = np.full(rows, -1, np.int32)
    suburb[: len(entries)] = [_suburb(one, own) for one, own in zip(first, suburbs, strict=True)]
    home = np.full(rows, -1, np.int32)
    home[: len(entries)] = [own[0] if own else -1 for own in suburbs]
    more = [
        (key_of(point[0], point[1]), point, row, _suburb(point, suburbs[row]))
        for row, entry in enumerate(entries)
        for point in entry.points[1:]
    ]
    return {
        "point_key": key,
        "point_xyz": place,
        "point_location": location,
        "point_suburb": suburb,
        "home_suburb": home,
        **_extra(
            np.array([one[0] for one in more], float),
            xyz(np.array([one[1][0] for one in more], float), np.array([one[1][1] for one in more], float)),
            np.array([one[2] for one in more], np.int32),
            np.array([_location(one[1]) for one in more], np.int16),
            np.array([one[3] for one in more], np.int32),
        ),
    }  # fmt: skip


def _location(point: Point) -> int:
    return AREA if point[2] is None else point[2]


def _suburb(point: Point, own: Sequence[int]) -> int:
    return own[point[2] or 0] if own else -1


def _extra(key: Array, place: Array, row: Array, location: Array, suburb: Array) -> dict[str, Array]:
    order = np.argsort(key, kind="stable")
    named = {"key": key, "xyz": place, "row": row, "location": location, "suburb": suburb}
    return {f"extra_{name}": values[order] for name, values in named.items()}


def join(old: Arrays, new: Arrays) -> dict[str, Array]:
    """New rows stand behind the sorted ones, so all their points are found as extra ones."""
    count = len(old["point_key"])
    whole = ("point_xyz", "point_location", "point_suburb", "home_suburb")
    made = {name: np.concatenate([old[name], new[name]]) for name in whole}
    placed = np.flatnonzero(np.isfinite(new["point_key"]))
    joined = {
        name: np.concatenate([old[f"extra_{name}"], first[placed], new[f"extra_{name}"] + shift])
        for name, first, shift in (
            ("key", new["point_key"], 0),
            ("xyz", new["point_xyz"], 0),
            ("row", np.arange(len(new["point_key"]), dtype=np.int32) + count, count),
            ("location", new["point_location"], 0),
            ("suburb", new["point_suburb"], 0),
        )
    }
    key = np.concatenate([old["point_key"], np.full(len(new["point_key"]), math.inf)])
    return made | {"point_key": key} | _extra(**{"place": joined.pop("xyz"), **joined})


@dataclass(frozen=True, slots=True)
class Extra:
    """Points that are not their row's first: row, squared chord, location, suburb."""

    row: Array
    chord: Array
    location: Array
    suburb: Array


@dataclass(frozen=True, slots=True)
class Near:
    """Runs of rows that may lie within a radius, and each row's nearest of the extra points that do."""

    centre: Array
    chord_most: float
    """Squared chord of the radius."""
    runs: tuple[tuple[int, int], ...]
    extra: Extra


class Places:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self.xyz = arrays["point_xyz"]
        self.location = arrays["point_location"]
        self.suburb, self.home_suburb = arrays["point_suburb"], arrays["home_suburb"]
        self._key = arrays["point_key"]
        self._extra_key, self._extra_xyz = arrays["extra_key"], arrays["extra_xyz"]
        self._extra = Extra(
            arrays["extra_row"],
            np.empty(len(arrays["extra_row"])),
            arrays["extra_location"],
            arrays["extra_suburb"],
        )

    def point(self, row: int) -> tuple[float, float] | None:
        """Latitude and longitude of a row's first point."""
        x, y, z = self.xyz[row].tolist()
        if math.isnan(x):
            return None
        return math.degrees(math.asin(max(-1.0, min(1.0, z)))), math.degrees(math.atan2(y, x))

    def near(self, lat: float, lon: float, radius_km: float) -> Near:
        """What may lie within the radius."""
        lows, highs = _box(lat, lon, radius_km)
        centre = np.array(_point(lat, lon))
        most = (2 * math.sin(min(math.pi / 2, radius_km / (2 * EARTH_KM)))) ** 2
        first, last = self._key.searchsorted(lows), self._key.searchsorted(highs, "right")
        runs = tuple((a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True) if a < b)
        return Near(centre, most, runs, self._extra_near(lows, highs, centre, most))

    def _extra_near(self, lows: Array, highs: Array, centre: Array, most: float) -> Extra:
        if not len(self._extra_key):
            return self._extra
        first, last = self._extra_key.searchsorted(lows), self._extra_key.searchsorted(highs, "right")
        found = [np.arange(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True) if a < b]
        at = np.concatenate(found) if found else np.empty(0, np.int64)
        chord = chords(self._extra_xyz[at], centre)
        within = chord <= most
        at, chord = at[within], chord[within]
        every = self._extra
        order = np.lexsort((every.location[at], chord, every.row[at]))
        nearest = order[np.flatnonzero(np.diff(every.row[at[order]], prepend=-1))]
        at = at[nearest]
        return Extra(every.row[at], chord[nearest], every.location[at], every.suburb[at])

    def suburbs_of(self, findable: Array) -> Array:
        """The numbers of the suburbs with a location of a row of the mask."""
        extra = self._extra
        own = np.concatenate([
            self.suburb[findable], self.home_suburb[findable], extra.suburb[findable[extra.row]]
        ])  # fmt: skip
        numbers: Array = np.unique(own)
        return numbers[numbers >= 0]


def chords(points: Array, centre: Array) -> Array:
    """Squared chords from (n, 3) points of the unit sphere to another."""
    away = points - centre
    squares: Array = np.einsum("ij,ij->i", away, away)
    return squares


def _box(lat: float, lon: float, radius_km: float) -> tuple[Array, Array]:
    """Least and largest key of each strip that the circle may touch."""
    reach = radius_km / _KM_PER_DEGREE
    width = reach / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach))))
    west, east = lon + 180 - width, lon + 180 + width
    low = math.floor((max(-90.0, lat - reach) + 90) / STRIP_DEGREES)
    high = math.floor((min(90.0, lat + reach) + 90) / STRIP_DEGREES)
    strips = np.arange(low, high + 1) * _KEY_STEP
    if width >= 180:
        return strips, strips + 360.0
    if west < 0:
        return np.append(strips, strips + (west + 360)), np.append(strips + east, strips + 360.0)
    if east > 360:
        return np.append(strips, strips + west), np.append(strips + (east - 360), strips + 360.0)
    return strips + west, strips + east
