"""Australian suburbs and towns: where they are, and which one somebody means.

Read once, lazily, from `localities.csv` (made by `scripts/make_localities.py`, see `data/README.md`).
Names are compared by `name_key`, so that "St Kilda" and "Saint Kilda", "Mt Eliza" and "Mount Eliza" are one.
"""

import csv
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from statistics import median

from data.place_words import (
    LONGEST,
    STATES,
    Asked,
    beginnings,
    council_key,
    name_key,
    undoubled,
    variants,
    words_of,
)

__all__ = ["STATES", "Gazetteer", "Locality", "distance_km", "gazetteer", "name_key"]

FILE = Path(__file__).parent / "localities.csv"
NAMES_FILE = Path(__file__).parent / "place_names.csv"
EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
KM_PER_DEGREE = math.radians(1) * EARTH_KM


@dataclass(frozen=True, slots=True)
class Locality:
    """A suburb, town or district. Degrees, WGS 84; `council` is '' where the data names none."""

    name: str
    state: str
    postcode: str
    lat: float
    lon: float
    council: str

    def __str__(self) -> str:
        return f"{self.name} {self.state} {self.postcode}"


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance, km, by the haversine formula; degrees in."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_dphi, half_dlambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_dphi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlambda) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


CITIES = (
    (-33.869, 151.209, 5.45), (-37.814, 144.963, 5.21), (-27.470, 153.026, 2.71), (-31.953, 115.857, 2.31),
    (-34.928, 138.601, 1.45), (-28.017, 153.400, 0.74), (-32.928, 151.782, 0.53), (-35.281, 149.129, 0.51),
    (-26.656, 153.090, 0.41), (-34.425, 150.893, 0.32), (-38.149, 144.361, 0.31), (-42.882, 147.327, 0.25),
    (-19.258, 146.817, 0.18), (-16.920, 145.771, 0.16), (-12.463, 130.845, 0.15), (-27.561, 151.953, 0.15),
    (-37.562, 143.856, 0.12), (-36.757, 144.279, 0.10),
)  # fmt: skip
"""Largest cities: latitude, longitude, people in millions (rounded estimates; only their order matters)."""
CITY_REACH_KM = 25.0
"""Over this distance the pull of a city falls to 1/e: about the radius of a capital's suburbs."""

COUNTRY_PULL = 0.05
"""A pull below this is a city's 100 km away or more, and says nothing of which namesake is meant."""
WELL_KNOWN_PULL = 0.5
"""A pull as in the suburbs of Sydney, Melbourne, Brisbane or Perth: places that many misspell."""
TOWN_REACH_KM = 8.0
"""The outskirts of a country town."""
RESOLVED_KEPT = 8192
"""Place texts whose places are remembered: those of a busy hour; a few megabytes."""
BORDER_KM = 25.0
"""So near to a state's border its name is put on towns of the other side: Wodonga NSW, Queanbeyan ACT."""
NEIGHBOURS, REACH_IN_NEIGHBOURS, REACH_KM = 6, 2.0, (5.0, 60.0)
"""A locality reaches as far as so many of its neighbours lie, twice over, within these least and most km: an
inner suburb 5, a station in the outback 60. Where all are of a size, neighbours lie two radii away."""


class Gazetteer:
    """Localities, found by name, postcode, position or the beginning of a name."""

    def __init__(self, localities: Iterable[Locality], other_names: Iterable["OtherName"] = ()) -> None:
        self.localities = tuple(localities)
        self._named: dict[str, list[Locality]] = {}
        for locality in self.localities:
            self._named.setdefault(name_key(locality.name), []).append(locality)
        self.resolve = lru_cache(maxsize=RESOLVED_KEPT)(self._resolve)
        """`_resolve`, remembered: a search asks for the same words several times over."""
        self._middle = lru_cache(maxsize=None)(self._density)
        self.reach_km = lru_cache(maxsize=None)(self._reach_km)
        """`_reach_km`, remembered."""
        self._also_called: dict[str, list[Locality]] = {}
        for other in other_names:
            found = [one for one in self._named.get(name_key(other.name), ()) if one.state == other.state]
            self._also_called.setdefault(name_key(other.written), []).extend(found)

    def __len__(self) -> int:
        return len(self.localities)

    def __iter__(self) -> Iterator[Locality]:
        return iter(self.localities)

    def by_name(self, name: str, state: str | None = None) -> tuple[Locality, ...]:
        """Localities of that name, likeliest first; `state` is an abbreviation or a whole name."""
        found = self._named.get(name_key(name), [])
        if state is not None:
            wanted = STATES.get(name_key(state))
            found = [locality for locality in found if locality.state == wanted]
        return self._likeliest_first(found)

    def likeliest(self, localities: Iterable[Locality]) -> Locality:
        """Of several localities the one that is meant most often; they need not share a name."""
        return self._likeliest_first(localities)[0]

    def outwards(self, localities: Iterable[Locality], middle: Locality) -> tuple[Locality, ...]:
        """Localities from nearest to furthest of another."""
        return _outwards(localities, middle.lat, middle.lon)

    def by_postcode(self, postcode: str) -> tuple[Locality, ...]:
        """Localities of that postcode, likeliest first."""
        return self._likeliest_first(self._by_postcode.get(postcode.strip(), ()))

    def nearest(
        self, lat: float, lon: float, limit: int = 1, within_km: float | None = None
    ) -> tuple[Locality, ...]:
        """The `limit` localities nearest to a point, nearest first, none further than `within_km`.

        Empty for a point that is none, such as NaN.
        """
        if not (math.isfinite(lat) and math.isfinite(lon)):
            return ()
        reach = within_km if within_km is not None else 10.0
        while True:
            found = sorted((km, str(one), one) for km, one in self._in_band(lat, lon, reach) if km <= reach)
            if len(found) >= limit or within_km is not None or reach > math.pi * EARTH_KM:
                return tuple(one for _, _, one in found[:limit])
            reach *= 4

    def _reach_km(self, one: Locality) -> float:
        """How far from its middle something may lie and still be in a locality, km."""
        *_, outermost = self.nearest(one.lat, one.lon, limit=NEIGHBOURS + 1)
        away = distance_km(one.lat, one.lon, outermost.lat, outermost.lon)
        return min(max(REACH_IN_NEIGHBOURS * away, REACH_KM[0]), REACH_KM[1])

    def at_address(self, suburb: str | None, state: str | None, postcode: str | None) -> tuple[Locality, ...]:
        """The one suburb that an address names, else all of its postcode; empty when neither is sure."""
        named = self._known_as(name_key(suburb)) if suburb else []
        chosen = self._choose(named, STATES.get(name_key(state)) if state else None, postcode)
        if len({(one.name, one.state) for one in chosen}) == 1:
            return chosen[:1]
        return self.by_postcode(postcode) if postcode else ()

    def prefix(self, text: str, limit: int = 8) -> tuple[Locality, ...]:
        """Localities whose "name state postcode", or postcode, begins with `text`, likeliest first."""
        starts = beginnings(text)
        found = {one: None for start in starts for one in self._starting_with(start)}
        whole = {start.strip() for start in starts}
        ranked = sorted(
            found,
            key=lambda one: (name_key(one.name) not in whole, -round(pull(one)), len(one.name), -pull(one)),
        )
        return tuple(ranked[:limit])

    def _resolve(self, text: str) -> tuple[Locality, ...]:
        """What somebody may mean by `text`, best first; empty when nothing is known by it.

        Name and state are trusted before the postcode, which then decides among namesakes and stands in for
        a name that is unknown. After a comma may stand a larger place ("Richmond, Adelaide"), before it, or
        before a name with state or postcode, a street. A council's name means the middle of the council.
        """
        asked = Asked.read(text)
        parts = [Asked.read(part) for part in text[:LONGEST].split(",") if words_of(part)]
        return (
            self._called(asked)
            or self._called_in_parts(parts)
            or self._called_at_the_end(asked)
            or self._in_council(asked)
            or self._coded(asked)
        )

    def council(self, text: str) -> tuple[Locality, ...]:
        """The localities of a council, from its middle outwards, where `text` names one and no place."""
        asked = Asked.read(text)
        return () if self._called(asked) or self._called_at_the_end(asked) else self._in_council(asked)

    def better_known(self, place: Locality) -> Locality | None:
        """A large city's suburb whose name is a hamlet's but for doubled letters: Parramatta."""
        if pull(place) >= COUNTRY_PULL:
            return None
        alike = (
            one for one in self._undoubled.get(undoubled(name_key(place.name)), ()) if one.name != place.name
        )
        best = max(alike, key=pull, default=None)
        return best if best and pull(best) >= WELL_KNOWN_PULL else None

    @cached_property
    def _undoubled(self) -> dict[str, list[Locality]]:
        found: dict[str, list[Locality]] = {}
        for locality in self.localities:
            found.setdefault(undoubled(name_key(locality.name)), []).append(locality)
        return found

    @cached_property
    def _by_postcode(self) -> dict[str, list[Locality]]:
        found: dict[str, list[Locality]] = {}
        for locality in self.localities:
            found.setdefault(locality.postcode, []).append(locality)
        return found

    @cached_property
    def _by_council(self) -> dict[str, list[Locality]]:
        found: dict[str, list[Locality]] = {}
        for locality in self.localities:
            if locality.council:
                found.setdefault(council_key(locality.council), []).append(locality)
        return found

    @cached_property
    def _by_latitude(self) -> tuple[list[float], list[Locality]]:
        ordered = sorted(self.localities, key=lambda one: one.lat)
        return [one.lat for one in ordered], ordered

    @cached_property
    def _starts(self) -> list[tuple[str, Locality]]:
        named = (
            (f"{key} {one.state.lower()} {one.postcode}", one)
            for key, ones in self._named.items()
            for one in ones
        )
        coded = ((one.postcode, one) for one in self.localities)
        return sorted([*named, *coded], key=lambda entry: entry[0])

    def _in_band(self, lat: float, lon: float, reach: float) -> Iterator[tuple[float, Locality]]:
        """Localities of the box within reach, and a little more, each with its exact distance."""
        latitudes, ordered = self._by_latitude
        degrees = reach / KM_PER_DEGREE
        width = degrees / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + degrees))))
        for one in ordered[bisect_left(latitudes, lat - degrees) : bisect_right(latitudes, lat + degrees)]:
            if abs((one.lon - lon + 180) % 360 - 180) <= width:
                yield distance_km(lat, lon, one.lat, one.lon), one

    def _starting_with(self, start: str) -> Iterator[Locality]:
        first = bisect_left(self._starts, start, key=lambda entry: entry[0])
        for position in range(first, len(self._starts)):
            text, locality = self._starts[position]
            if not text.startswith(start):
                return
            yield locality

    def _called(self, asked: "Asked") -> tuple[Locality, ...]:
        """Localities of the name asked for, in the first reading that is known."""
        for name, state in asked.readings:
            if found := self._choose(self._known_as(name), state, asked.postcode):
                return found
        return ()

    def _called_in_parts(self, parts: list["Asked"]) -> tuple[Locality, ...]:
        """The first part that is a place, nearest to the next part that is one."""
        named = [found for part in parts if (found := self._called(part))]
        if len(named) < 2:
            return named[0] if named else ()
        return _outwards(named[0], named[1][0].lat, named[1][0].lon)

    def _called_at_the_end(self, asked: "Asked") -> tuple[Locality, ...]:
        """The longest name at the end of words that have a state or postcode after them, as addresses do."""
        for name, state in asked.readings:
            words = name.split() if state or asked.postcode else []
            for start in range(1, len(words)):
                known = self._named.get(" ".join(words[start:]), [])
                if found := self._choose(known, state, asked.postcode):
                    return found
        return ()

    def _in_council(self, asked: "Asked") -> tuple[Locality, ...]:
        """Localities of the council asked for, from its middle outwards."""
        for name, state in asked.readings:
            council = self._by_council.get(council_key(name), ())
            if found := [one for one in council if state in {None, one.state}]:
                middle = median(one.lat for one in found), median(one.lon for one in found)
                return _outwards(found, *middle)
        return ()

    def _coded(self, asked: "Asked") -> tuple[Locality, ...]:
        """Localities of the postcode asked for, unless a state was asked for that they are not in."""
        states = {state for _, state in asked.readings if state}
        coded = self.by_postcode(asked.postcode) if asked.postcode else ()
        return tuple(one for one in coded if not states or one.state in states)

    def _known_as(self, key: str) -> list[Locality]:
        """Localities known by a name, or by the first variant of it that is known."""
        also = self._also_called.get(key, [])
        for variant in variants(key):
            if found := self._named.get(variant):
                return [*found, *also]
        return also

    def _choose(self, found: list[Locality], state: str | None, postcode: str | None) -> tuple[Locality, ...]:
        """Of namesakes those meant: by state, else by postcode; with neither, all of them."""
        in_state = [one for one in found if state is None or one.state == state]
        coded = [one for one in in_state or found if one.postcode == postcode]
        if coded or not in_state:
            return self._likeliest_first(coded or self._across_the_border(found, state))
        postcode_states = {one.state for one in self._by_postcode.get(postcode or "", ())}
        near = [one for one in in_state if one.state in postcode_states]
        return self._likeliest_first(near or in_state)

    def _across_the_border(self, found: Iterable[Locality], state: str | None) -> list[Locality]:
        """Those that lie so near to a state that they are taken for its own."""

        def is_near(one: Locality) -> bool:
            around = self._in_band(one.lat, one.lon, BORDER_KM)
            return any(km <= BORDER_KM and other.state == state for km, other in around)

        return [one for one in found if is_near(one)]

    def _likeliest_first(self, namesakes: Iterable[Locality]) -> tuple[Locality, ...]:
        """Namesakes by the pull of the cities round them; far from cities, the middle of a postcode first.

        The suburb of a large city is meant more often than a hamlet of the same name. A town is the middle
        of its postcode, a hamlet the edge of another town's: Bowen in 4805, and Bowen in 2800, Orange's.
        """

        def key(one: Locality) -> tuple[float, float, str, str]:
            drawn = pull(one)
            near = (-drawn, 0.0) if drawn >= COUNTRY_PULL else (0.0, -self._middle(one))
            return *near, one.state, one.postcode

        return tuple(sorted(namesakes, key=key))

    def _density(self, one: Locality) -> float:
        """Places within a town's reach, for each place of its postcode."""
        near = [far for far, _ in self._in_band(one.lat, one.lon, TOWN_REACH_KM) if far <= TOWN_REACH_KM]
        return len(near) / max(1, len(self._by_postcode.get(one.postcode, ())))


@lru_cache(maxsize=32768)
def pull(one: Locality) -> float:
    """The pull of the cities round a place: people x exp(-distance / reach), summed."""
    return sum(
        people * math.exp(-distance_km(one.lat, one.lon, lat, lon) / CITY_REACH_KM)
        for lat, lon, people in CITIES
    )


def _outwards(localities: Iterable[Locality], lat: float, lon: float) -> tuple[Locality, ...]:
    return tuple(sorted(localities, key=lambda one: distance_km(one.lat, one.lon, lat, lon)))


@dataclass(frozen=True, slots=True)
class OtherName:
    """An old, informal or misspelt name of a locality that `localities.csv` has by another."""

    written: str
    name: str
    state: str
    kind: str
    reason: str


def read_other_names(path: Path = NAMES_FILE) -> Iterator[OtherName]:
    """The rows of a file of other names."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for written, name, state, kind, reason in rows:
            yield OtherName(written, name, state, kind, reason)


def read_localities(path: Path = FILE) -> Iterator[Locality]:
    """The rows of a localities file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, state, postcode, lat, lon, council in rows:
            yield Locality(name, state, postcode, float(lat), float(lon), council)


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    return Gazetteer(read_localities(), read_other_names())
