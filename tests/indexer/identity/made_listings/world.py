"""A made-up country of providers: places, people, phone numbers, hosts and names, each handed out once.

Everything is drawn from one seeded generator, so the same seed and localities give the same world.
"""

import math
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from tests.indexer.identity.made_listings.words import (
    CHAIN_WORDS,
    COMMON_TRADE_NAMES,
    FIRST_NAMES,
    LAST_NAMES,
    PROFESSIONS,
    STREET_NAMES,
    STREET_TYPES,
    TRADE_FIRST_WORDS,
    TRADE_SECOND_WORDS,
)

LocalityRow = tuple[str, str, str, float, float]
"""Suburb, state, postcode, latitude, longitude."""

LANDLINE_PREFIXES = {
    "NSW": ("025550", "027010"),
    "ACT": ("025550", "027010"),
    "VIC": ("037010", "035550"),
    "TAS": ("037010", "035550"),
    "QLD": ("077010", "075550"),
    "SA": ("087010", "085550"),
    "WA": ("087010", "085550"),
    "NT": ("087010", "085550"),
}
"""By state, the area code and the four digits that are kept for fiction there."""
MOBILE_PREFIX = "049157"
CALL_CENTRES = tuple(f"130097500{digit}" for digit in range(6))
"""The 1300 numbers with which one directory replaces its clients' own."""
CHAIN_NUMBERS_START = 1300975006
CHAIN_NUMBERS = 994
DIGITS = 10_000
STRIDE = 7919  # coprime with DIGITS: neighbouring providers get numbers that look nothing alike
CELL_DEGREES = 0.1


@dataclass(frozen=True, slots=True)
class Person:
    """A practitioner. Osteopaths bear a made-up registration number."""

    first: str
    last: str
    profession: str
    registration: str | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Site:
    """One place of practice; a mobile therapist's has no street."""

    street: str
    suburb: str
    state: str
    postcode: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Provider:
    """The truth about one real clinic, practice or mobile therapist."""

    id: str
    scenario: str
    name: str
    people: tuple[Person, ...]
    sites: tuple[Site, ...]
    phones: tuple[str, ...]
    email: str | None
    website: str | None
    former_website: str | None = None


def distance_km(a: LocalityRow | Site, b: LocalityRow | Site) -> float:
    """The distance on a flat earth: good enough over the reach of a suburb or two."""
    (lat, lon), (other_lat, other_lon) = _point(a), _point(b)
    return 111.2 * math.hypot(lat - other_lat, (lon - other_lon) * math.cos(math.radians(lat)))


def _point(place: LocalityRow | Site) -> tuple[float, float]:
    return (place.lat, place.lon) if isinstance(place, Site) else (place[3], place[4])


def _cell(row: LocalityRow) -> tuple[int, int]:
    return math.floor(row[3] / CELL_DEGREES), math.floor(row[4] / CELL_DEGREES)


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower().replace("'", "")).strip("-")


class World:
    """Hands out what providers are made of, and remembers what is taken."""

    def __init__(self, localities: Iterable[LocalityRow], providers: int, rng: random.Random) -> None:
        self.rng = rng
        self.cells: dict[tuple[int, int], list[LocalityRow]] = defaultdict(list)
        rows = sorted(set(localities))
        for row in rows:
            self.cells[_cell(row)].append(row)
        crowding = [len(self.cells[_cell(row)]) for row in rows]
        wanted = max(150, providers // 6)
        self.towns = sorted(set(rng.choices(rows, weights=crowding, k=wanted)))
        rng.shuffle(self.towns)
        self.town_weights = list(accumulate(1.0 / (rank + 10) for rank in range(len(self.towns))))
        self.near: dict[LocalityRow, list[tuple[float, LocalityRow]]] = {}
        self.taken: set[tuple[str, str]] = set()
        self.hosts: set[str] = set()
        self.landlines: dict[str, int] = defaultdict(int)
        self.mobiles = 0
        self.chains = 0
        self.registrations = 0
        self.providers = 0

    def provider_id(self) -> str:
        self.providers += 1
        return f"true-{self.providers:06d}"

    # places

    def town(self) -> LocalityRow:
        """A town by its weight: some suburbs have dozens of providers, most have one or two."""
        return self.rng.choices(self.towns, cum_weights=self.town_weights)[0]

    def towns_apart(self, count: int, *, km: float, states_differ: bool = False) -> list[LocalityRow]:
        """Some towns no two of which are nearer than `km`, if it asks so in different states."""
        found: list[LocalityRow] = []
        while len(found) < count:
            town = self.rng.choice(self.towns)
            apart = all(distance_km(town, other) >= km for other in found)
            if apart and not (states_differ and any(town[1] == other[1] for other in found)):
                found.append(town)
        return found

    def neighbour(
        self, town: LocalityRow, *, least_km: float = 1.0, most_km: float = 15.0
    ) -> LocalityRow | None:
        """Another suburb nearby in the same state, or None in the bush."""
        near = [other for km, other in self._around(town) if least_km <= km <= most_km]
        return self.rng.choice(near) if near else None

    def _around(self, town: LocalityRow) -> list[tuple[float, LocalityRow]]:
        """The other suburbs of the state in the cells around the town, with their distances in km."""
        if town not in self.near:
            row, column = _cell(town)
            self.near[town] = [
                (distance_km(town, other), other)
                for x in (row - 1, row, row + 1)
                for y in (column - 1, column, column + 1)
                for other in self.cells.get((x, y), ())
                if other[1] == town[1] and other[0] != town[0]
            ]
        return self.near[town]

    def site(self, town: LocalityRow) -> Site:
        """A street address in the town, within about a kilometre of its middle."""
        suburb, state, postcode, lat, lon = town
        rng = self.rng
        street = f"{rng.choice(STREET_NAMES)} {rng.choice(STREET_TYPES)}"
        number = str(rng.randint(1, 399))
        prefix = (
            rng.choice(("Shop 2, ", "Suite 3, Level 1, ", "Unit 4, ", "2/", "1/"))
            if rng.random() < 0.2
            else ""
        )
        return Site(
            f"{prefix}{number} {street}",
            suburb,
            state,
            postcode,
            round(lat + rng.uniform(-0.008, 0.008), 6),
            round(lon + rng.uniform(-0.008, 0.008), 6),
        )

    def area(self, town: LocalityRow) -> Site:
        """Where a mobile therapist works from: the suburb, no street."""
        return Site("", *town)

    # ways to reach them

    def landline(self, state: str) -> str:
        """The next number of the state's area code; ValueError when its ranges for fiction are used up."""
        prefixes = LANDLINE_PREFIXES[state]
        serial = self.landlines[prefixes[0]]
        self.landlines[prefixes[0]] += 1
        turn, rank = serial % len(prefixes), serial // len(prefixes)
        if rank >= DIGITS:
            raise ValueError(f"no numbers kept for fiction are left in {state}; ask for fewer listings")
        return f"{prefixes[turn]}{rank * STRIDE % DIGITS:04d}"

    def mobile(self, state: str) -> str:
        """The next mobile number kept for fiction; a landline when they are used up."""
        if self.mobiles >= DIGITS:
            return self.landline(state)
        self.mobiles += 1
        return f"{MOBILE_PREFIX}{self.mobiles * STRIDE % DIGITS:04d}"

    def chain_number(self) -> str:
        self.chains += 1
        return str(CHAIN_NUMBERS_START + (self.chains - 1) % CHAIN_NUMBERS)

    def host(self, name: str, suburb: str) -> str:
        """A host of one's own, under the domain that is kept for examples."""
        plain = slug(name).replace("-", "")
        choices = [
            f"{slug(name)}.example",
            f"{plain}.example",
            f"{plain}{slug(suburb).replace('-', '')}.example",
        ]
        for host in (
            *self.rng.sample(choices, k=3),
            f"{slug(name)}-{slug(suburb)}-{len(self.hosts)}.example",
        ):
            if host not in self.hosts:
                self.hosts.add(host)
                return host
        raise AssertionError("the last choice is numbered, so it is free")

    # names

    def person(self, profession: str, state: str, *, first: str = "", last: str = "") -> Person:
        """Somebody whose name nobody else in the state bears, as far as the pools reach."""
        for _ in range(8):
            names = first or self.rng.choice(FIRST_NAMES), last or self.rng.choice(LAST_NAMES)
            key = (" ".join(names).lower(), state)
            if key not in self.taken:
                break
        self.taken.add(key)
        registration = None
        if profession == "osteopath":
            self.registrations += 1
            registration = f"OST{self.registrations * 104_729 % 10_000_000_000:010d}"
        return Person(*names, profession, registration)

    def trade_name(self, profession: str, suburb: str, state: str) -> str:
        """A practice's name that is free in the state: of the place, a common phrase, or two words."""
        kind = self.rng.choice(PROFESSIONS[profession])
        choices = [f"{suburb} {kind}"] if self.rng.random() < 0.25 else []
        if self.rng.random() < 0.12:
            choices.append(self.rng.choice(COMMON_TRADE_NAMES))
        for _ in range(8):
            first, second = self.rng.choice(TRADE_FIRST_WORDS), self.rng.choice(TRADE_SECOND_WORDS)
            choices += [f"{first} {second} {kind}", f"{first} {kind}", f"{first} {second}"]
        choices += [f"{choice} of {suburb}" for choice in choices]
        return next((name for name in choices if self.take(name, state)), choices[-1])

    def take(self, name: str, state: str) -> bool:
        """Takes the name in the state; False when it was taken."""
        key = (name.lower(), state)
        free = key not in self.taken
        self.taken.add(key)
        return free

    def chain_name(self) -> str:
        first = self.rng.choice(CHAIN_WORDS)
        if self.chains < len(CHAIN_WORDS) // 2 and self.take(first, "AU"):
            return first
        while not self.take(
            name := f"{self.rng.choice(TRADE_FIRST_WORDS)} {self.rng.choice(CHAIN_WORDS)}", "AU"
        ):
            pass
        return name
